"""Signed tokens and the device's cookie: what was not signed here says nothing, and never yes."""

from __future__ import annotations

import hashlib
import string
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from consent_ui.rules.consent import Channel, Kind
from consent_ui.rules.device import DeviceAnswer, DeviceChoice
from consent_ui.seals import BadToken, ExpiredToken, Seals
from tests.samples import NOW, sample_device

SEALS = Seals(["the key of these tests"])
OTHER_KEY = Seals(["another key"])
OURS, THEIRS = UUID(int=1), UUID(int=2)
FINGERPRINT = "0123456789abcdef" * 4
DAY = timedelta(days=1)
EARLIER = "fedcba9876543210" * 4
ANSWER = DeviceAnswer(
    {
        Channel.SMS: DeviceChoice(Kind.GIVEN, FINGERPRINT, date(2026, 3, 3)),
        Channel.EMAIL: DeviceChoice(Kind.REFUSED, FINGERPRINT, date(2026, 4, 1)),
    },
    ((EARLIER, Kind.GIVEN),),
)

notices = st.text("0123456789abcdef", min_size=64, max_size=64)
choices = st.builds(DeviceChoice, st.sampled_from(Kind), notices, st.dates(date(2020, 1, 1), date(2100, 1, 1)))
answers = st.builds(
    DeviceAnswer,
    st.dictionaries(st.sampled_from(Channel), choices, min_size=1),
    st.lists(st.tuples(notices, st.sampled_from(Kind)), max_size=3).map(tuple),
)


def read(value: str | None) -> DeviceAnswer | None:
    """What our restaurant finds in a cookie."""
    return SEALS.read_device(OURS, value)[0]


@pytest.mark.requirement("PR-08", "PR-10")
def test_a_form_token_vouches_for_what_it_was_made_for() -> None:
    form = SEALS.read_form(SEALS.form_token(FINGERPRINT, "0a1b", NOW, [Channel.SMS]), NOW, DAY)
    assert (form.fingerprint, form.made, form.who, form.shown) == (FINGERPRINT, NOW, "0a1b", {Channel.SMS})


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
    like_a_form = sample_device({Channel.SMS: Kind.GIVEN}, f"{'0' * 32}.{int(NOW.timestamp()):x}..")
    value = SEALS.device_value(OURS, like_a_form)
    assert len(value.split(".")) == len(SEALS.form_token(FINGERPRINT, "", NOW).split("."))
    with pytest.raises(BadToken):
        SEALS.read_form(value, NOW, DAY)
    assert read(SEALS.form_token(FINGERPRINT, "", NOW)) is None


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
    assert both.read_device(OURS, cookie)[0] == ANSWER
    assert new.read_device(OURS, cookie)[0] is None
    with pytest.raises(BadToken):
        new.read_form(token, NOW, DAY)
    # Once both know the new key it is the one that signs.
    assert new.read_form(both.form_token(FINGERPRINT, "", NOW), NOW, DAY).fingerprint == FINGERPRINT
    assert new.read_device(OURS, both.device_value(OURS, ANSWER))[0] == ANSWER


@pytest.mark.parametrize("keys", [[], [""], ["good", ""]])
def test_nothing_is_signed_without_a_key(keys: list[str]) -> None:
    with pytest.raises(ValueError, match="SECRET_KEY"):
        Seals(keys)


@pytest.mark.requirement("CV-16")
@given(answer=answers, restaurant=st.uuids())
def test_the_cookie_says_again_what_was_answered(answer: DeviceAnswer, restaurant: UUID) -> None:
    value = SEALS.device_value(restaurant, answer)
    assert SEALS.read_device(restaurant, value) == (answer, ())
    # Nothing a cookie may not hold (RFC 6265, 4.1.1), and room to spare under 4 kB.
    assert set(value) <= set(string.ascii_letters + string.digits + "-_.")
    assert len(value) < 600


@pytest.mark.requirement("CV-16", "PR-07")
def test_the_cookie_holds_choice_notice_and_day_and_no_identifier() -> None:
    """Two people who answer alike on one day get the same cookie, so it can tell nobody apart."""
    value = SEALS.device_value(OURS, ANSWER)
    standing = f"email-refused-{FINGERPRINT}-20260401_sms-given-{FINGERPRINT}-20260303"
    assert value.startswith(f"{standing}.given-{EARLIER}.")
    assert value == SEALS.device_value(OURS, ANSWER)


@pytest.mark.requirement("CV-07", "CV-16")
@given(answer=answers, ours=st.uuids(), theirs=st.uuids())
def test_another_restaurants_cookie_is_no_answer(answer: DeviceAnswer, ours: UUID, theirs: UUID) -> None:
    assume(ours != theirs)
    value = SEALS.device_value(theirs, answer)
    assert SEALS.read_device(ours, value) == (None, (value,)), "it is kept for the other, and says nothing here"


@pytest.mark.requirement("CV-07", "CV-12", "CV-16")
@given(answer=answers, other=answers, ours=st.uuids(), theirs=st.uuids())
def test_restaurants_of_one_host_share_a_cookie_and_no_answer(
    answer: DeviceAnswer, other: DeviceAnswer, ours: UUID, theirs: UUID
) -> None:
    assume(ours != theirs)
    _, beside = SEALS.read_device(ours, SEALS.device_value(theirs, other))
    both = SEALS.device_value(ours, answer, beside)
    assert SEALS.read_device(ours, both)[0] == answer
    assert SEALS.read_device(theirs, both)[0] == other


@pytest.mark.requirement("CV-16")
def test_a_cookie_never_outgrows_a_browser_and_carries_nothing_odd() -> None:
    parts = [SEALS.device_value(UUID(int=number), ANSWER) for number in range(2, 40)]
    _, beside = SEALS.read_device(OURS, "~".join(["<b>", "x" * 900, *parts]))
    assert len(beside) <= 5 and "<b>" not in beside
    assert len(SEALS.device_value(OURS, ANSWER, beside)) < 3500


@pytest.mark.requirement("CV-16")
@given(value=st.none() | st.text(max_size=80) | st.text("smgivenrfud-_.0123456789", max_size=120))
@example("sms-given")
@example("\ud800")
@example(f"sms-given-{'0' * 64}-20260303.")
@example(f"sms-given-{'0' * 64}-20260303..")
def test_a_broken_cookie_is_no_answer_and_never_yes(value: str | None) -> None:
    assert read(value) is None


@pytest.mark.requirement("CV-16")
def test_a_no_cannot_be_edited_into_a_yes() -> None:
    value = SEALS.device_value(OURS, sample_device({Channel.SMS: Kind.REFUSED}))
    assert read(value) is not None
    assert read(value.replace("refused", "given")) is None
    assert read(value.replace("20260303", "20270303")) is None


@pytest.mark.requirement("CV-16")
def test_a_signed_cookie_of_another_time_is_no_answer() -> None:
    """Words that a later or earlier version may have signed, and this one does not know."""
    for answer in (
        sample_device({}),
        sample_device({"fax": "given"}),  # type: ignore[dict-item]
        sample_device({Channel.SMS: "perhaps"}),  # type: ignore[dict-item]
        sample_device({Channel.SMS: Kind.GIVEN}, f"{FINGERPRINT}.more"),
        sample_device({Channel.SMS: Kind.GIVEN}, f"{FINGERPRINT}-more"),
    ):
        assert read(SEALS.device_value(OURS, answer)) is None


@pytest.mark.requirement("CV-07", "PR-06")
def test_a_contact_is_hashed_with_a_key_and_for_one_restaurant() -> None:
    number = "sms:+33612345678"
    (hashed,) = SEALS.hashes_of(OURS, number)
    assert len(hashed) == 64
    assert (hashed,) == SEALS.hashes_of(OURS, number)
    others = {
        *SEALS.hashes_of(THEIRS, number),
        *SEALS.hashes_of(OURS, "sms:+33612345679"),
        *OTHER_KEY.hashes_of(OURS, number),
    }
    assert len({hashed, *others}) == 4
    assert hashlib.sha256(number.encode()).hexdigest() not in {hashed, *others}


@pytest.mark.requirement("CV-08")
def test_what_was_hashed_before_a_key_was_replaced_is_still_known() -> None:
    old, both = Seals(["old"]), Seals(["old", "new"])
    held = {Channel.SMS: "+33612345678", Channel.EMAIL: None}
    newest, before = both.contact_hashes(OURS, held)[Channel.SMS]
    assert old.contact_hashes(OURS, held) == {Channel.SMS: (before,), Channel.EMAIL: ()}
    assert Seals(["new"]).contact_hashes(OURS, held)[Channel.SMS] == (newest,)
