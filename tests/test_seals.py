"""Signed tokens and the device's cookie: what was not signed here says nothing, and never yes."""

from __future__ import annotations

import hashlib
import string
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from consent_ui.rules.asking import DeviceAnswer
from consent_ui.rules.consent import Channel, Kind
from consent_ui.security import BadToken, ExpiredToken, Seals
from tests.samples import NOW

SEALS = Seals(["the key of these tests"])
OTHER_KEY = Seals(["another key"])
OURS, THEIRS = UUID(int=1), UUID(int=2)
FINGERPRINT = "0123456789abcdef" * 4
DAY = timedelta(days=1)
ANSWER = DeviceAnswer({Channel.SMS: Kind.GIVEN, Channel.EMAIL: Kind.REFUSED}, FINGERPRINT, date(2026, 3, 3))

answers = st.builds(
    DeviceAnswer,
    st.dictionaries(st.sampled_from(Channel), st.sampled_from(Kind), min_size=1),
    st.text("0123456789abcdef", min_size=64, max_size=64),
    st.dates(date(2020, 1, 1), date(2100, 1, 1)),
)


@pytest.mark.requirement("PR-08", "PR-10")
def test_a_form_token_vouches_for_what_it_was_made_for() -> None:
    form = SEALS.read_form(SEALS.form_token(FINGERPRINT, "0a1b", NOW), NOW, DAY)
    assert (form.fingerprint, form.made, form.who) == (FINGERPRINT, NOW, "0a1b")


@pytest.mark.requirement("PR-08")
def test_every_form_has_a_name_of_its_own() -> None:
    tokens = [SEALS.form_token(FINGERPRINT, "", NOW) for _ in range(100)]
    assert len({SEALS.read_form(token, NOW, DAY).act for token in tokens}) == 100


@pytest.mark.requirement("PR-10")
@given(place=st.integers(min_value=0), character=st.sampled_from(string.ascii_letters + string.digits + "-_."))
def test_a_token_with_one_other_character_is_refused(place: int, character: str) -> None:
    token = SEALS.form_token(FINGERPRINT, "0a1b", NOW)
    place %= len(token)
    assume(token[place] != character)
    with pytest.raises(BadToken):
        SEALS.read_form(token[:place] + character + token[place + 1 :], NOW, DAY)


@pytest.mark.requirement("PR-10")
@given(length=st.integers(min_value=0))
def test_a_token_cut_short_is_refused(length: int) -> None:
    token = SEALS.form_token(FINGERPRINT, "", NOW)
    with pytest.raises(BadToken):
        SEALS.read_form(token[: length % len(token)], NOW, DAY)


@pytest.mark.requirement("PR-10")
@pytest.mark.parametrize("extra", ["=", ".", " ", "A", "\n", ".x"])
def test_a_token_with_something_after_it_is_refused(extra: str) -> None:
    with pytest.raises(BadToken):
        SEALS.read_form(SEALS.form_token(FINGERPRINT, "", NOW) + extra, NOW, DAY)


@pytest.mark.requirement("PR-10")
@given(token=st.text(max_size=80) | st.text("0123456789abcdef.-_", max_size=200))
@example("\ud800")
@example("....")
def test_garbage_is_no_token(token: str) -> None:
    with pytest.raises(BadToken):
        SEALS.read_form(token, NOW, DAY)


@pytest.mark.requirement("PR-10")
def test_a_signature_for_a_cookie_is_none_for_a_form() -> None:
    """The cookie's value is made to read like a form's token, so that only its signature gives it away."""
    like_a_form = DeviceAnswer({Channel.SMS: Kind.GIVEN}, f"{'0' * 32}.{int(NOW.timestamp()):x}", NOW.date())
    value = SEALS.device_value(OURS, like_a_form)
    assert len(value.split(".")) == len(SEALS.form_token(FINGERPRINT, "", NOW).split("."))
    with pytest.raises(BadToken):
        SEALS.read_form(value, NOW, DAY)
    assert SEALS.read_device(OURS, SEALS.form_token(FINGERPRINT, "", NOW)) is None


@pytest.mark.requirement("PR-10")
@pytest.mark.parametrize(
    ("age", "good"),
    [
        (timedelta(0), True),
        (timedelta(hours=24), True),  # a page left open for a day still works
        (timedelta(hours=72), True),  # the limit itself is inside
        (timedelta(hours=72, seconds=1), False),
        (timedelta(days=400), False),
        (timedelta(hours=-1), True),  # another machine's clock may be ahead
    ],
)
def test_a_form_lives_as_long_as_the_setting_says(age: timedelta, good: bool) -> None:
    token = SEALS.form_token(FINGERPRINT, "", NOW)
    if good:
        assert SEALS.read_form(token, NOW + age, timedelta(hours=72)).fingerprint == FINGERPRINT
    else:
        with pytest.raises(ExpiredToken):
            SEALS.read_form(token, NOW + age, timedelta(hours=72))


@pytest.mark.requirement("PR-10")
def test_a_forged_token_is_forged_before_it_is_old() -> None:
    token = SEALS.form_token(FINGERPRINT, "", NOW - timedelta(days=400))
    with pytest.raises(BadToken):
        SEALS.read_form("f" + token, NOW, DAY)


@pytest.mark.requirement("PR-10")
def test_keys_can_be_rotated() -> None:
    old, both, new = Seals(["old"]), Seals(["old", "new"]), Seals(["new"])
    token = old.form_token(FINGERPRINT, "", NOW)
    cookie = old.device_value(OURS, ANSWER)
    assert both.read_form(token, NOW, DAY).fingerprint == FINGERPRINT
    assert both.read_device(OURS, cookie) == ANSWER
    assert new.read_device(OURS, cookie) is None
    with pytest.raises(BadToken):
        new.read_form(token, NOW, DAY)
    # Once both know the new key it is the one that signs.
    assert new.read_form(both.form_token(FINGERPRINT, "", NOW), NOW, DAY).fingerprint == FINGERPRINT
    assert new.read_device(OURS, both.device_value(OURS, ANSWER)) == ANSWER


@pytest.mark.parametrize("keys", [[], [""], ["good", ""]])
def test_nothing_is_signed_without_a_key(keys: list[str]) -> None:
    with pytest.raises(ValueError, match="SECRET_KEY"):
        Seals(keys)


@pytest.mark.requirement("CV-16")
@given(answer=answers, restaurant=st.uuids())
def test_the_cookie_says_again_what_was_answered(answer: DeviceAnswer, restaurant: UUID) -> None:
    value = SEALS.device_value(restaurant, answer)
    assert SEALS.read_device(restaurant, value) == answer
    # Nothing a cookie may not hold (RFC 6265, 4.1.1), and room to spare under 4 kB.
    assert set(value) <= set(string.ascii_letters + string.digits + "-_.")
    assert len(value) < 400


@pytest.mark.requirement("CV-16", "PR-07")
def test_the_cookie_holds_choice_notice_and_day_and_no_identifier() -> None:
    """Two people who answer alike on one day get the same cookie, so it can tell nobody apart."""
    value = SEALS.device_value(OURS, ANSWER)
    assert value.startswith(f"email-refused_sms-given.{FINGERPRINT}.2026-03-03.")
    assert value == SEALS.device_value(OURS, ANSWER)


@pytest.mark.requirement("CV-07", "CV-16")
@given(answer=answers, ours=st.uuids(), theirs=st.uuids())
def test_another_restaurants_cookie_is_no_answer(answer: DeviceAnswer, ours: UUID, theirs: UUID) -> None:
    assume(ours != theirs)
    assert SEALS.read_device(ours, SEALS.device_value(theirs, answer)) is None


@pytest.mark.requirement("CV-16")
@given(value=st.none() | st.text(max_size=80) | st.text("smgivenrfud-_.0123456789", max_size=120))
@example("sms-given")
@example("\ud800")
@example(f"sms-given.{'0' * 64}.2026-03-03")
@example(f"sms-given.{'0' * 64}.2026-03-03.")
def test_a_broken_cookie_is_no_answer_and_never_yes(value: str | None) -> None:
    assert SEALS.read_device(OURS, value) is None


@pytest.mark.requirement("CV-16")
def test_a_no_cannot_be_edited_into_a_yes() -> None:
    value = SEALS.device_value(OURS, DeviceAnswer({Channel.SMS: Kind.REFUSED}, FINGERPRINT, NOW.date()))
    assert SEALS.read_device(OURS, value.replace("refused", "given")) is None
    assert SEALS.read_device(OURS, value.replace("2026-03-03", "2027-03-03")) is None


@pytest.mark.requirement("CV-16")
def test_a_signed_cookie_of_another_time_is_no_answer() -> None:
    """Words that a later or earlier version may have signed, and this one does not know."""
    for answer in (
        DeviceAnswer({}, FINGERPRINT, NOW.date()),
        DeviceAnswer({"fax": "given"}, FINGERPRINT, NOW.date()),  # type: ignore[dict-item]
        DeviceAnswer({Channel.SMS: "perhaps"}, FINGERPRINT, NOW.date()),  # type: ignore[dict-item]
        DeviceAnswer({Channel.SMS: Kind.GIVEN}, f"{FINGERPRINT}.more", NOW.date()),
    ):
        assert SEALS.read_device(OURS, SEALS.device_value(OURS, answer)) is None


@pytest.mark.requirement("CV-07", "PR-06")
def test_a_contact_is_hashed_with_a_key_and_for_one_restaurant() -> None:
    number = "sms:+33612345678"
    hashed = SEALS.hash_of(OURS, number)
    assert len(hashed) == 64
    assert hashed == SEALS.hash_of(OURS, number)
    others = {SEALS.hash_of(THEIRS, number), SEALS.hash_of(OURS, "sms:+33612345679"), OTHER_KEY.hash_of(OURS, number)}
    assert len({hashed, *others}) == 4
    assert hashlib.sha256(number.encode()).hexdigest() not in {hashed, *others}
