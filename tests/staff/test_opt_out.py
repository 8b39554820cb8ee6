"""Staff takes a customer out: with a reason, once, at once, and with a line in the log."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from consent_ui.rules.roles import Role
from consent_ui.store import audit
from tests.site import Clock
from tests.staff.customers import HTMX, LEA, form_of, hidden, say, settle_in, take_out, text_of
from tests.staff.office import BackOffice

pytestmark = pytest.mark.requirement("CV-18", "PR-08")

ways = pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])


def lines(office: BackOffice) -> list[tuple[str, dict[str, object]]]:
    """What the log says of opting out."""
    with office.place.consent.database.read() as connection:
        found = audit.entries(connection, office.place.restaurant.id, limit=1000)
    return [(line.act, dict(line.details)) for line in found if line.act == "customer.opted_out"]


@ways
@pytest.mark.parametrize("role", [Role.MANAGER, Role.OWNER])
def test_the_state_follows_at_once(either_office: BackOffice, role: Role, headers: dict[str, str]) -> None:
    (lea,) = settle_in(either_office, LEA)
    say(either_office, LEA, sms=True)
    colleague = either_office.colleague(role)
    form = form_of(colleague, lea, reason="other", note="  Moved\n to   Lyon ")
    answer = take_out(colleague, lea, form, headers=headers)
    if headers:
        assert answer.status_code == 200 and "<html" not in answer.text
        assert "Done. No more offers by SMS and e-mail are sent to this customer." in text_of(answer)
    else:
        assert answer.status_code == 303 and answer.text == ""
        answer = colleague.get(answer.location)
        assert "Done. No more offers by SMS and e-mail are sent to this customer." in text_of(answer)
    assert "<strong>Out of marketing</strong>" in answer.text
    assert "This customer is out already." in text_of(answer)
    assert "Something else: Moved to Lyon" in text_of(answer)
    assert [(d.channel, d.kind, d.place, d.actor, d.person) for d in either_office.place.decisions()[:1]] == [
        ("sms", "given", "banner", "customer", lea)
    ]
    assert {(d.channel, d.kind, d.place, d.actor, d.person) for d in either_office.place.decisions()[1:]} == {
        ("sms", "withdrawn", "staff", "staff", lea),
        ("email", "refused", "staff", "staff", lea),
    }
    assert [(act, details["reason"]) for act, details in lines(either_office)] == [("customer.opted_out", "other")]
    assert "Moved" not in str(lines(either_office))


def test_one_channel_alone(back_office: BackOffice) -> None:
    (lea,) = settle_in(back_office, LEA)
    say(back_office, LEA, sms=True, email=True)
    manager = back_office.colleague(Role.MANAGER)
    take_out(manager, lea, form_of(manager, lea, channel="email"))
    assert back_office.place.said()[2:] == [("email", "withdrawn")]
    assert "<strong>Out of marketing by e-mail</strong>" in manager.get(f"/customers/{lea}").text


def test_what_is_left_is_the_words_that_were_answered(back_office: BackOffice) -> None:
    (lea,) = settle_in(back_office, LEA)
    say(back_office, LEA, sms=True)
    manager = back_office.colleague(Role.MANAGER)
    take_out(manager, lea, form_of(manager, lea, channel="sms"))
    first, second = back_office.place.decisions()
    assert second.notice == first.notice and second.language == first.language


@ways
def test_a_form_sent_twice_acts_once(back_office: BackOffice, headers: dict[str, str]) -> None:
    (lea,) = settle_in(back_office, LEA)
    say(back_office, LEA, sms=True)
    manager = back_office.colleague(Role.MANAGER)
    form = form_of(manager, lea, channel="sms")
    take_out(manager, lea, form, headers=headers)
    say(back_office, LEA, sms=True)  # the customer comes back
    answer = take_out(manager, lea, form, headers=headers)
    assert answer.status_code in (200, 303)
    assert back_office.place.said() == [("sms", "given"), ("sms", "withdrawn"), ("sms", "given")]
    assert len(lines(back_office)) == 1
    shown = answer if headers else manager.get(f"/customers/{lea}")
    assert "Nothing was changed." in text_of(shown)
    assert "Said yes to offers by SMS." in text_of(shown)


@ways
def test_two_of_the_staff_at_once(back_office: BackOffice, headers: dict[str, str]) -> None:
    (lea,) = settle_in(back_office, LEA)
    say(back_office, LEA, sms=True, email=True)
    one, two = back_office.colleague(Role.MANAGER), back_office.colleague(Role.OWNER)
    forms = form_of(one, lea), form_of(two, lea, reason="called")
    assert take_out(one, lea, forms[0], headers=headers).status_code in (200, 303)
    late = take_out(two, lea, forms[1], headers=headers)
    shown = late if headers else two.get(f"/customers/{lea}")
    assert "This customer was out already. Nothing was changed." in text_of(shown)
    assert len(back_office.place.said()) == 4 and len(lines(back_office)) == 1


def test_staff_and_customer_at_the_same_moment(either_office: BackOffice) -> None:
    (lea,) = settle_in(either_office, LEA)
    manager = either_office.colleague(Role.MANAGER)
    for _ in range(5):
        form = form_of(manager, lea, channel="sms")
        before = len(either_office.place.said())
        with ThreadPoolExecutor(2) as pool:
            staff = pool.submit(take_out, manager, lea, form, headers=HTMX)
            pool.submit(say, either_office, LEA, sms=True).result()
            page = staff.result()
        assert page.status_code == 200
        new = either_office.place.decisions()[before:]
        assert [d.at for d in new] == sorted(d.at for d in new)
        flag = "Said yes" if new[-1].kind == "given" else "Out of marketing"
        assert flag in text_of(manager.get(f"/customers/{lea}"))


@ways
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"channel": ""}, "Choose from which messages."),
        ({"channel": "fax"}, "Choose from which messages."),
        ({"reason": ""}, "Choose a reason."),
        ({"reason": "because"}, "Choose a reason."),
        ({"reason": "other", "note": ""}, "Please say why in a few words"),
        ({"note": "x" * 201}, "At most 200 characters"),
        ({"note": "x" * 20_000}, "At most 200 characters"),
        ({"note": "call 06 39 98 00 11"}, "leave numbers and addresses out"),
        ({"note": "write to lea@client.example"}, "leave numbers and addresses out"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(
    back_office: BackOffice, headers: dict[str, str], changes: dict[str, str], words: str
) -> None:
    (lea,) = settle_in(back_office, LEA)
    manager = back_office.colleague(Role.MANAGER)
    form = form_of(manager, lea, **{"reason": "called", "note": "by the till", **changes})
    answer = take_out(manager, lea, form, headers=headers)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert form["note"] in answer.text
    if form["reason"] == "called":
        assert 'checked id="reason-1"' in answer.text
    assert hidden(answer, "act") == form["act"]  # mended and sent again it is the same act
    assert back_office.place.said() == [] and lines(back_office) == []


@ways
@pytest.mark.parametrize("note", ["a\0b", "<b>x</b>", "${7*7}", "\u202eevil", "'; DROP TABLE consent_opt_out;--", "🙂"])
def test_odd_notes_are_notes(back_office: BackOffice, headers: dict[str, str], note: str) -> None:
    (lea,) = settle_in(back_office, LEA)
    manager = back_office.colleague(Role.MANAGER)
    take_out(manager, lea, form_of(manager, lea, note=note), headers=headers)
    page = manager.get(f"/customers/{lea}")
    assert page.status_code == 200 and "<b>x" not in page.text and "\u202e" not in page.text
    assert len(back_office.place.said()) == 2


@ways
def test_a_form_that_was_open_for_too_long_is_shown_again(
    back_office: BackOffice, headers: dict[str, str], clock: Clock
) -> None:
    (lea,) = settle_in(back_office, LEA)
    manager = back_office.colleague(Role.MANAGER)
    form = form_of(manager, lea, note="by the till")
    clock.shift(timedelta(hours=back_office.place.consent.settings.form_hours + 1))
    manager = back_office.signed_in(manager.member) if manager.member else manager
    answer = take_out(manager, lea, form, headers=headers)
    assert answer.status_code == 422 and back_office.place.said() == []
    assert "This form can no longer be used" in text_of(answer) and "by the till" in answer.text
    again = take_out(manager, lea, {**form, "act": hidden(answer, "act")}, headers=headers)
    assert again.status_code in (200, 303) and len(back_office.place.said()) == 2


@ways
def test_a_form_made_for_somebody_else_takes_nobody_out(back_office: BackOffice, headers: dict[str, str]) -> None:
    other = LEA.__class__("leo", "Léo", "+33639980012")
    lea, leo = settle_in(back_office, LEA, other)
    manager = back_office.colleague(Role.MANAGER)
    for act in (form_of(manager, leo)["act"], "", "x", "\0", str(uuid4()), "é.é.é.é.é"):
        answer = take_out(manager, lea, form_of(manager, lea, act=act), headers=headers)
        assert answer.status_code == 422
    assert back_office.place.said() == []


@ways
def test_nothing_is_claimed_when_nothing_was_saved(
    back_office: BackOffice, headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from consent_ui.store import ledger
    from consent_ui.store.database import NotSaved

    (lea,) = settle_in(back_office, LEA)
    manager = back_office.colleague(Role.MANAGER)
    form = form_of(manager, lea, note="by the till")

    def fail(*_: object) -> None:
        raise NotSaved

    monkeypatch.setattr(ledger, "record_opt_out", fail)
    answer = take_out(manager, lea, form, headers=headers)
    assert answer.status_code == 503 and "by the till" in answer.text and "Done." not in text_of(answer)
    monkeypatch.undo()
    assert take_out(manager, lea, form, headers=headers).status_code in (200, 303)
    assert len(back_office.place.said()) == 2


def test_decision_reason_and_log_line_are_one_transaction(
    back_office: BackOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    (lea,) = settle_in(back_office, LEA)
    manager = back_office.colleague(Role.MANAGER)
    form = form_of(manager, lea)
    record = audit.record

    def fail(connection: object, restaurant: UUID, **settings: object) -> None:
        if settings["act"] == "customer.opted_out":
            raise OSError("the disk is full")
        record(connection, restaurant, **settings)  # type: ignore[arg-type]

    monkeypatch.setattr(audit, "record", fail)
    assert take_out(manager, lea, form).status_code == 503
    assert back_office.place.said() == []


def test_a_host_signed_customer_sees_who_took_them_out(back_office: BackOffice) -> None:
    (ines,) = settle_in(back_office, LEA.__class__("7", "Ines", "+33612345678"))
    manager = back_office.colleague(Role.MANAGER)
    take_out(manager, ines)
    visitor = back_office.place.visitor()
    visitor.client.post("/login/7")
    words = visitor.open("/consent/preferences").words()
    assert "by the restaurant’s staff" in words
