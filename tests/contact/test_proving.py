"""Proving a number: yes, number, code, yes again; the same for every way and database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from consent_ui import Customer
from consent_ui.rules.consent import Channel, State
from consent_ui.store import sending_tables, tables
from consent_ui.store.history import history_of
from tests.contact.proving import E164, HERE, NUMBER, Open, Post, fill, rows, say, signed_in, to_the_answer
from tests.journeys.place import Place
from tests.samples import sample_restaurant
from tests.site import Clock


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


@pytest.mark.requirement("PR-08")
def test_the_last_answer_sent_twice_is_recorded_once(site: Place, post: Post) -> None:
    visitor = site.visitor()
    pressed = to_the_answer(visitor, post).press("yes")
    visitor.send(pressed)
    visitor.send(pressed)
    assert site.said() == [("sms", "given")]


def test_where_a_yes_stands_the_page_says_so(site: Place, post: Post) -> None:
    visitor = site.visitor()
    visitor.press(to_the_answer(visitor, post), "yes")
    with site.consent.database.read() as connection:
        reference = rows(site, tables.customer)[0].reference
        assert history_of(connection, sample_restaurant().id, reference)[-1].kind == State.GIVEN.value
