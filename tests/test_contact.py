"""Proving a number: yes, number, code, yes again; the same for every way, database and hostile hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from consent_ui import Customer, proving
from consent_ui.messaging.mail import Mail
from consent_ui.messaging.service import Service
from consent_ui.messaging.terms import terms_of
from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.consent import Channel, State
from consent_ui.rules.sending import Because, may_send
from consent_ui.store import recipients, sending_tables, tables
from consent_ui.store.history import history_of
from consent_ui.texts import texts
from tests.journeys.page import Page, Pressed
from tests.journeys.place import Place
from tests.journeys.visitor import Visitor
from tests.samples import sample_restaurant
from tests.site import Clock

NUMBER, E164 = "06 98 76 54 11", "+33698765411"
HERE = "/consent/contact"
say = texts("en")
Open = Callable[..., Place]


@dataclass
class Post:
    """A gateway and a mail server that only remember."""

    name: str = "remembering"
    sent: list[tuple[str, str]] = field(default_factory=list)

    def send(self, to: Any, text: str = "") -> str:
        self.sent.append((to.to, to.text) if isinstance(to, Mail) else (to, text))
        return ""

    @property
    def code(self) -> str:
        """The digits that were sent last."""
        found = re.search(r"\b\d{6}\b", self.sent[-1][1])
        assert found
        return found[0]


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    post = Post()
    monkeypatch.setattr(proving.choosing, "door", lambda *_: Service(post, post))
    return post


def filled(page: Page, button: str, **typed: str) -> Pressed:
    """What pressing a button sends once these fields are filled in."""
    pressed = page.press(button)
    return replace(pressed, fields=[*pressed.fields, *typed.items()])


def fill(visitor: Visitor, page: Page, button: str, **typed: str) -> Page:
    return visitor.send(filled(page, button, **typed))


def signed_in(site: Place, guest: str) -> Visitor:
    visitor = site.visitor()
    visitor.client.post(f"/login/{guest}", headers={"Sec-Fetch-Site": "same-origin"})
    return visitor


def to_the_code(visitor: Visitor, number: str = NUMBER) -> Page:
    return fill(visitor, visitor.open(HERE), "send", contact=number)


def to_the_answer(visitor: Visitor, post: Post, number: str = NUMBER) -> Page:
    return fill(visitor, to_the_code(visitor, number), "check", code=post.code)


def rows(site: Place, table: Any) -> list[Any]:
    with site.consent.database.read() as connection:
        return list(connection.execute(select(table)).all())


@pytest.mark.requirement("CV-08")
def test_a_visitors_yes_is_bound_to_the_number_she_proves(site: Place, post: Post) -> None:
    visitor = site.visitor()
    confirmed = visitor.press(visitor.open("/"), "yes")
    assert site.decisions()[0].contact is None
    typing = visitor.open(confirmed.links()[say("contact.sms.prove")])
    sent = fill(visitor, typing, "send", contact=NUMBER)
    assert post.sent[0][0] == E164 and "Café Nord" in post.sent[0][1]
    asked = fill(visitor, sent, "check", code=post.code)
    assert "+33•••11" in asked.words() and say("state.sms.pending") in asked.words()
    assert site.said() == [("sms", "given")], "proving alone says nothing"
    done = visitor.press(asked, "yes")
    assert say("contact.sms.done", contact="+33•••11") in done.words("consent-contact")
    last = site.decisions()[-1]
    assert (last.kind, last.place, last.actor) == ("given", "contact", "customer")
    assert last.contact == site.consent.seals.contact_hashes(site.restaurant.id, {Channel.SMS: E164})[Channel.SMS][0]
    (customer,) = rows(site, tables.customer)
    assert (customer.reference, customer.phone) == (f"contact:{last.contact}", E164)
    (proof,) = rows(site, sending_tables.contact)
    assert (proof.contact, proof.how, proof.own) == (last.contact, "code", True)


@pytest.mark.requirement("CV-16", "PR-13")
def test_neither_cookie_nor_address_holds_the_number(site: Place, post: Post) -> None:
    visitor = site.visitor()
    asked = to_the_answer(visitor, post)
    done = visitor.press(asked, "yes")
    for page in (asked, done):
        for part in (page.sent.location or "", str(visitor.cookies())):
            assert "698765411" not in part and "contact" not in part.partition("?")[2].replace("consent-contact", "")
    assert site.decisions()[-1].contact not in str(visitor.cookies())


@pytest.mark.requirement("CV-08", "CV-10")
def test_a_visitor_who_proves_a_number_and_says_no_leaves_none_behind(site: Place, post: Post) -> None:
    visitor = site.visitor()
    visitor.press(visitor.open("/"), "yes")
    done = visitor.press(to_the_answer(visitor, post), "no")
    assert say("state.sms.withdrawn") in done.words("consent-contact")
    assert site.said() == [("sms", "given"), ("sms", "withdrawn")]
    assert rows(site, tables.customer) == [] and rows(site, sending_tables.contact) == []


@pytest.mark.requirement("CV-20", "WD-01")
def test_a_visitor_leaves_by_proving_the_number_again_on_any_device(site: Place, post: Post, clock: Clock) -> None:
    first, other = site.visitor(), site.visitor()
    first.press(to_the_answer(first, post), "yes")
    clock.shift(timedelta(days=1))
    asked = to_the_answer(other, post)
    assert say("state.sms.given") in asked.words()
    other.press(asked, "no")
    assert [(row.kind, row.actor) for row in site.decisions()] == [("given", "customer"), ("withdrawn", "customer")]
    assert len({row.person for row in site.decisions()}) == 1


@pytest.mark.requirement("CV-16", "WD-01", "WD-03")
def test_stopping_on_a_device_says_plainly_that_it_does_not_reach_a_number_and_what_does(
    site: Place, post: Post
) -> None:
    """The cookie may hold no identifier, so the device cannot tell which number was confirmed on it."""
    visitor = site.visitor()
    visitor.press(to_the_answer(visitor, post), "yes")
    stopped = visitor.press(visitor.open("/consent/preferences"), "stop")
    for page in (stopped, visitor.open("/consent/preferences")):
        assert say("contact.sms.elsewhere") in page.words()
        assert page.links()[say("contact.sms.prove")].startswith(HERE), "the way to say no for the number"
    for word in ("does not reach it", "STOP", "link", "confirm it again and say no"):
        assert word in say("contact.sms.elsewhere")
    visitor.press(to_the_answer(visitor, post), "no")
    assert [row.kind for row in site.decisions() if row.person] == ["given", "withdrawn"]


@pytest.mark.requirement("CV-08")
def test_a_customer_without_a_number_keeps_the_one_she_proves(site: Place, post: Post) -> None:
    bo = signed_in(site, "8")
    bo.press(bo.open("/"), "yes")
    assert site.decisions()[-1].contact is None
    centre = bo.open("/consent/preferences")
    assert centre.links()[say("contact.sms.prove")].startswith(HERE)
    bo.press(to_the_answer(bo, post), "yes")
    assert [row.contact is None for row in site.decisions()] == [True, False]
    centre = bo.open("/consent/preferences")
    assert say("state.sms.given") in centre.words() and "+33•••11" in centre.words()
    bo.press(centre, "stop")
    assert rows(site, tables.customer)[0].phone == E164, "a later act leaves the number there"
    back = bo.open("/consent/preferences")
    bo.press(back, "save", ["sms"])
    assert site.decisions()[-1].contact is not None, "it is still proven"


@pytest.mark.requirement("CV-08", "CV-09")
def test_where_the_host_vouches_for_nothing_a_yes_waits_for_the_code(open_site: Open, post: Post) -> None:
    site = open_site(CONSENT_HOST_VERIFIES=())
    ines = signed_in(site, "7")
    ines.press(ines.open("/"), "yes")
    assert site.decisions()[-1].contact is None
    assert say("state.sms.pending") in ines.open("/consent/preferences").words()
    asking = ines.open(HERE)
    assert "+33•••78" in asking.words() and "consent-contact-typed" not in asking.tree.ids
    sent = ines.press(asking, "send")
    assert post.sent[-1][0] == "+33612345678"
    ines.press(fill(ines, sent, "check", code=post.code), "yes")
    assert site.decisions()[-1].contact is not None
    assert say("state.sms.given") in ines.open("/consent/preferences").words()


@pytest.mark.requirement("CV-08")
def test_a_changed_number_inherits_nothing(open_site: Open, post: Post, guest: Callable[[Customer], None]) -> None:
    site = open_site(CONSENT_HOST_VERIFIES=())
    ines = signed_in(site, "7")
    sent = ines.press(ines.open(HERE), "send")
    ines.press(fill(ines, sent, "check", code=post.code), "yes")
    guest(Customer("7", name="Ines", phone="+33699000001", orders=3))
    centre = ines.open("/consent/preferences")
    assert say("state.sms.pending") in centre.words()
    guest(Customer("7", name="Ines", orders=3))
    assert say("state.sms.pending") in ines.open("/consent/preferences").words(), "nor does no number at all"


@pytest.mark.requirement("CV-09")
def test_double_opt_in_counts_only_what_the_person_proved(site: Place, post: Post, clock: Clock) -> None:
    site.change(country="DE")
    ines = signed_in(site, "7")
    ines.press(ines.open("/"), "yes")
    assert site.decisions()[-1].contact is None
    clock.shift(timedelta(days=7))
    assert say("state.sms.expired") in ines.open("/consent/preferences").words()


@pytest.mark.requirement("CV-08")
def test_a_yes_without_a_number_lapses_after_thirty_days_and_can_be_said_anew(site: Place, clock: Clock) -> None:
    bo = signed_in(site, "8")
    bo.press(bo.open("/"), "yes")
    clock.shift(timedelta(days=29, hours=23))
    assert say("state.sms.pending") in bo.open("/consent/preferences").words()
    clock.shift(timedelta(hours=2))
    centre = bo.open("/consent/preferences")
    assert say("state.sms.expired") in centre.words() and centre.ticked() == []
    bo.press(centre, "save", ["sms"])
    assert site.said() == [("sms", "given")] * 2
    assert say("state.sms.pending") in bo.open("/consent/preferences").words()


@pytest.mark.requirement("CV-08")
def test_a_device_too_says_yes_anew_after_thirty_days(site: Place, clock: Clock) -> None:
    visitor = site.visitor()
    visitor.press(visitor.open("/"), "yes")
    clock.shift(timedelta(days=32))
    centre = visitor.open("/consent/preferences")
    assert say("state.sms.expired") in centre.words()
    visitor.press(centre, "save", ["sms"])
    assert site.said() == [("sms", "given")] * 2
    assert say("state.sms.pending") in visitor.open("/consent/preferences").words()


def test_a_code_works_once_and_only_for_ten_minutes(site: Place, post: Post, clock: Clock) -> None:
    visitor = site.visitor()
    page = to_the_code(visitor)
    fill(visitor, page, "check", code=post.code)
    again = fill(visitor, page, "check", code=post.code)
    assert again.status == 422 and say("contact.error.code") in again.alert()
    late = to_the_code(visitor)
    clock.shift(timedelta(minutes=10, seconds=1))
    refused = fill(visitor, late, "check", code=post.code)
    assert refused.status == 400 and say("contact.error.expired") in refused.alert()


def test_after_five_wrong_tries_the_right_code_is_wrong_too(site: Place, post: Post) -> None:
    visitor = site.visitor()
    page = to_the_code(visitor)
    wrong = f"{(int(post.code) + 1) % 10**6:06}"
    for _ in range(5):
        again = fill(visitor, page, "check", code=wrong)
        assert again.status == 422 and wrong in str(again.response.text)
    assert fill(visitor, page, "check", code=post.code).status == 422
    assert site.said() == []


def at_once(visitors: list[Visitor], pressed: Pressed) -> list[int]:
    """What each of these visitors is answered who press the same at the same time."""
    with ThreadPoolExecutor(len(visitors)) as pool:
        return [page.status for page in pool.map(lambda each: each.send(pressed), visitors)]


def test_five_tries_are_five_however_many_come_at_once(site: Place, post: Post) -> None:
    visitor = site.visitor()
    page = to_the_code(visitor)
    wrong = filled(page, "check", code=f"{(int(post.code) + 1) % 10**6:06}")
    assert set(at_once([site.visitor() for _ in range(50)], wrong)) <= {422, 503}
    assert [row.tries for row in rows(site, sending_tables.code)] == [5]
    assert fill(visitor, page, "check", code=post.code).status == 422


def test_a_budget_is_what_it_is_however_many_ask_at_once(site: Place, post: Post) -> None:
    visitor = site.visitor()
    asking = filled(visitor.open(HERE), "send", contact=NUMBER)
    at_once([site.visitor() for _ in range(20)], asking)
    assert len(post.sent) == len(rows(site, sending_tables.code)) == 3


def test_an_address_has_one_budget_however_its_letters_are_written(site: Place, post: Post) -> None:
    site.change(channels=(Channel.EMAIL,))
    visitor = site.visitor()
    for typed in ("lea@client.example", "Lea@client.example", "LEA@Client.Example", "leA@client.example"):
        to_the_code(visitor, typed)
    assert [to for to, _ in post.sent] == ["lea@client.example", "Lea@client.example", "LEA@client.example"]


def test_a_slip_costs_a_try_and_no_more(site: Place, post: Post) -> None:
    visitor = site.visitor()
    page = to_the_code(visitor)
    code = post.code
    assert fill(visitor, page, "check", code="12 34").status == 422, "no code at all: no try is counted"
    fill(visitor, page, "check", code=f"{(int(code) + 1) % 10**6:06}")
    assert "yes" in fill(visitor, page, "check", code=f" {code[:3]} {code[3:]} ").buttons()


@pytest.mark.parametrize("spent", ["contact", "asker"])
def test_what_a_used_up_budget_answers_is_what_everybody_gets(site: Place, post: Post, spent: str) -> None:
    visitor = site.visitor()
    pages = [to_the_code(visitor, NUMBER if spent == "contact" else f"06 98 76 54 {n:02}") for n in range(12)]
    assert len(post.sent) == (3 if spent == "contact" else 10)
    shapes = {re.sub(r'(value|href)="[^"]*"|•\d\d', "", page.response.text) for page in pages}
    assert len(shapes) == 1 and {page.status for page in pages} == {pages[0].status}
    refused = fill(visitor, pages[-1], "check", code="123456")
    assert refused.status == 422 and say("contact.error.code") in refused.alert()


def test_a_number_that_is_known_here_gets_the_same_answer_as_any_other(site: Place, post: Post) -> None:
    ines = signed_in(site, "7")
    ines.press(ines.open("/"), "yes")
    visitor = site.visitor()
    known, other = to_the_code(visitor, "+33612345678"), to_the_code(visitor, "+33612345679")
    pages = [re.sub(r'(value|href)="[^"]*"|•\d\d', "", page.response.text) for page in (known, other)]
    assert pages[0] == pages[1] and len(post.sent) == 2


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "no_phone"), ("04 00 00 00 12", "phone"), ("04 72 00 00 12", "not_mobile"), ("+44 7400 123456", "country"),
        ("12", "phone"), ("<b>06</b>", "phone"), ("0" * 500, "phone"), ("+33 6 39 98 00 11 ext 5", "phone"),
    ],
)  # fmt: skip
def test_a_number_that_cannot_be_used_is_given_back_to_mend(site: Place, post: Post, typed: str, key: str) -> None:
    visitor = site.visitor()
    page = to_the_code(visitor, typed)
    assert page.status == 422 and say(f"contact.error.{key}") in page.alert()
    box = page.tree.ids["consent-contact-typed"]
    assert box.get("value") == typed[:320] and box.get("aria-invalid") == "true"
    assert post.sent == []


def test_envelopes_of_one_step_open_no_other_and_forged_ones_none(site: Place, post: Post) -> None:
    visitor = site.visitor()
    asked = dict(to_the_code(visitor).press("check").fields)["asked"]
    for name in ("proven", "link"):
        page = visitor.open(f"{HERE}?{name}={asked}")
        assert page.status == 400 and say("contact.error.token") in page.alert()
    forged = visitor.post(HERE, {"do": "check", "asked": asked[:-5] + "AAAAA", "code": post.code})
    assert forged.status == 400
    assert visitor.post(HERE, {"answer": "yes", "proven": asked, "notice": "x"}).status == 400
    assert site.said() == []


def test_a_step_of_a_visitor_is_none_of_an_account(site: Place, post: Post) -> None:
    visitor = site.visitor()
    asked = dict(to_the_answer(visitor, post).press("yes").fields)
    bo = signed_in(site, "8")
    page = bo.post(HERE, asked)
    assert page.status == 409 and say("contact.error.person") in page.alert()
    assert site.said() == []


def test_looking_changes_nothing_however_often(site: Place, post: Post) -> None:
    visitor = site.visitor()
    page = to_the_answer(visitor, post)
    address = f"{HERE}?proven={dict(page.press('yes').fields)['proven']}"
    for suffix in ("", "&consent=saved", "&answer=yes"):
        visitor.open(address + suffix)
    assert site.said() == [] and rows(site, tables.customer) == []


@pytest.mark.requirement("PR-08")
def test_the_last_answer_sent_twice_is_recorded_once(site: Place, post: Post) -> None:
    visitor = site.visitor()
    pressed = to_the_answer(visitor, post).press("yes")
    visitor.send(pressed)
    visitor.send(pressed)
    assert site.said() == [("sms", "given")]


@pytest.mark.requirement("CV-09")
def test_the_link_in_an_email_shows_a_button_and_proves_once(open_site: Open, post: Post) -> None:
    site = open_site(CONSENT_PUBLIC_URL="https://offers.example")
    site.change(channels=(Channel.EMAIL,))
    visitor, mailbox = site.visitor(), site.visitor()
    to_the_code(visitor, "Lea@Client.Example")
    to, text = post.sent[-1]
    assert to == "Lea@client.example"
    link = re.search(r"https://offers\.example(\S+)", text)
    assert link
    for _ in range(3):
        opened = mailbox.open(link[1])
    assert opened.buttons("consent-contact") == ["follow"]
    asked = mailbox.press(opened, "follow")
    mailbox.press(asked, "yes")
    assert site.said() == [("email", "given")] and rows(site, sending_tables.contact)[0].how == "link"
    assert mailbox.press(opened, "follow").status == 422


def test_without_a_public_address_no_link_is_sent(site: Place, post: Post) -> None:
    site.change(channels=(Channel.EMAIL,))
    to_the_code(site.visitor(), "lea@client.example")
    assert "http" not in post.sent[-1][1]


def test_what_is_kept_of_a_code_names_nobody(site: Place, post: Post) -> None:
    to_the_code(site.visitor())
    (row,) = rows(site, sending_tables.code)
    assert post.code not in str(row) and "127.0.0.1" not in str(row) and "698765411" not in str(row)


def test_where_a_yes_stands_the_page_says_so(site: Place, post: Post) -> None:
    visitor = site.visitor()
    visitor.press(to_the_answer(visitor, post), "yes")
    with site.consent.database.read() as connection:
        reference = rows(site, tables.customer)[0].reference
        assert history_of(connection, sample_restaurant().id, reference)[-1].kind == State.GIVEN.value


def statements(site: Place, do: Callable[[], object]) -> list[str]:
    """What is asked of the database while something is done."""
    asked: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *more: Any) -> None:
        asked.append(statement)

    event.listen(site.consent.database.engine, "before_cursor_execute", note)
    do()
    event.remove(site.consent.database.engine, "before_cursor_execute", note)
    return asked


def test_only_a_customer_with_something_unproven_costs_one_read_more(open_site: Open) -> None:
    trusting, doubting = open_site(), open_site(CONSENT_HOST_VERIFIES=())
    counts = []
    for site in (trusting, doubting):
        ines, visitor = signed_in(site, "7"), site.visitor()
        for path in ("/", "/consent/preferences"):
            assert not any("consent_contact" in each for each in statements(site, lambda: visitor.open(path)))  # noqa: B023
        ines.open("/consent/preferences")
        counts.append(statements(site, lambda: ines.open("/consent/preferences")))  # noqa: B023
    assert len(counts[1]) == len(counts[0]) + 1
    assert [sum("consent_contact" in each for each in some) for some in counts] == [0, 1]


def gate_says(site: Place, phone: str) -> Because:
    """What the gate says of the only customer who holds this number."""
    retention = next(each for each in site.campaigns() if each.kind is CampaignKind.RETENTION)
    with site.consent.database.read() as connection:
        (row,) = [each for each in connection.execute(select(tables.customer)) if each.phone == phone]
        hashes = site.consent.seals.contact_hashes(site.restaurant.id, {Channel.SMS: phone})[Channel.SMS]
        facts = recipients.read(
            connection, site.restaurant.id, row.id, Channel.SMS, hashes, retention.id, None, datetime.now(UTC)
        )
    assert facts is not None
    ordered = replace(facts.recipient, orders=3, last_order_at=datetime.now(UTC) - timedelta(days=60))
    return may_send(ordered, retention, terms_of(facts.restaurant, True), datetime.now(UTC)).because


@pytest.mark.requirement("CV-08", "SM-09")
def test_the_gate_opens_for_the_proven_number_and_for_no_other(
    open_site: Open, post: Post, guest: Callable[[Customer], None], clock: Clock
) -> None:
    site = open_site(CONSENT_HOST_VERIFIES=())
    ines = signed_in(site, "7")
    ines.press(ines.open("/"), "yes")
    assert gate_says(site, "+33612345678") is Because.NOT_BOUND
    sent = ines.press(ines.open(HERE), "send")
    ines.press(fill(ines, sent, "check", code=post.code), "yes")
    clock.shift(timedelta(hours=1))
    assert gate_says(site, "+33612345678") is Because.ALLOWED
    guest(Customer("7", name="Ines", phone="+33699000001", orders=3))
    ines.press(ines.open("/consent/preferences"), "save", ["sms"])
    assert gate_says(site, "+33699000001") in (Because.NOT_BOUND, Because.CONTACT_CHANGED)


def test_tidying_drops_old_codes_alone_and_as_often_as_you_like(site: Place, post: Post, clock: Clock) -> None:
    to_the_code(site.visitor())
    clock.shift(timedelta(days=8))
    to_the_code(site.visitor())
    run = site.app.test_cli_runner()
    said = [run.invoke(args=["consent", "tidy", *more]).output for more in (["--dry-run"], [], [])]
    assert said == ["1 codes would be dropped\n", "1 codes dropped\n", "0 codes dropped\n"]
    assert len(rows(site, sending_tables.code)) == 1
