"""Staff takes somebody out while a message is on its way to the same number under another account: it is waited for,
so that none leaves after staff was told that it is done (WD-07, CV-20)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from consent_ui.rules.consent import Channel
from consent_ui.rules.roles import Role
from consent_ui.store import replies
from consent_ui.store.holding import hold
from consent_ui.store.people import Customer
from consent_ui.store.replies import Kept
from consent_ui.store.turns import turns
from tests.samples import NOW
from tests.staff import messages
from tests.staff.customers import LEA, form_of, say, settle_in, take_out
from tests.staff.office import BackOffice

pytestmark = pytest.mark.requirement("WD-07", "CV-20")

PATIENCE = 0.4
"""Seconds in which an act that waits for nobody is long over."""


@contextmanager
def message_to(office: BackOffice, contact: str) -> Iterator[None]:
    """A message to this contact is on its way, to whomever."""
    database, home = office.place.consent.database, office.place.restaurant.id
    with turns(database, home, [contact]), database.once() as connection:
        hold(connection, home, [contact])
        yield


def waits(office: BackOffice, contact: str, act: Callable[[], TestResponse]) -> TestResponse:
    """Do this during a message; it must not be over before the message is."""
    with ThreadPoolExecutor(1) as pool:
        with message_to(office, contact):
            done: Future[TestResponse] = pool.submit(act)
            with pytest.raises(TimeoutError):
                done.result(PATIENCE)
        return done.result()


@pytest.mark.parametrize("channel", Channel)
def test_an_opt_out_waits_for_a_message_to_the_same_contact(either_office: BackOffice, channel: Channel) -> None:
    (lea,) = settle_in(either_office, LEA)
    manager = either_office.colleague(Role.MANAGER)
    form = form_of(manager, lea)
    contact = LEA.contact(channel) or ""
    assert waits(either_office, contact, lambda: take_out(manager, lea, form)).status_code == 303
    assert [kind for _, kind in either_office.place.said()] == ["refused"] * 2


def test_an_opt_out_waits_for_the_contact_that_came_meanwhile(
    either_office: BackOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The account takes another number while staff waits for its turn."""
    from consent_ui.staff import opting_out

    (lea,) = settle_in(either_office, LEA)
    manager, new = either_office.colleague(Role.MANAGER), LEA.with_contact(Channel.SMS, "+33639980099")
    form, generic = form_of(manager, lea), opting_out._generic

    def late(at: object) -> str | None:
        monkeypatch.setattr(opting_out, "_generic", generic)
        found = generic(at)  # type: ignore[arg-type]
        original = opting_out.customers_turn

        @contextmanager
        def once(*given: object) -> Iterator[None]:
            monkeypatch.setattr(opting_out, "customers_turn", original)
            settle_in(either_office, new)
            with original(*given):  # type: ignore[arg-type]
                yield

        monkeypatch.setattr(opting_out, "customers_turn", once)
        return found

    monkeypatch.setattr(opting_out, "_generic", late)
    assert waits(either_office, "+33639980099", lambda: take_out(manager, lea, form)).status_code == 303
    assert [kind for _, kind in either_office.place.said()] == ["refused"] * 2


def test_taking_out_whoever_wrote_a_reply_waits_too(either_office: BackOffice) -> None:
    twin = Customer("twin", "Twin", LEA.phone, None, 3, NOW - timedelta(days=60))
    lea, _ = settle_in(either_office, LEA, twin)
    say(either_office, LEA, sms=True)
    consent, home = either_office.place.consent, either_office.place.restaurant.id
    number = consent.seals.contact_hashes(home, {Channel.SMS: LEA.phone})[Channel.SMS][0]
    messages.a_message(either_office, lea, NOW, contact=number)
    kept = Kept("twilio", "SM1", number, "unclear", "who are you?", NOW)
    consent.database.write(lambda c: replies.keep(c, home, kept))
    manager = either_office.colleague(Role.MANAGER)
    form = {"gateway": "twilio", "id": "SM1", "do": "out"}
    assert waits(either_office, LEA.phone or "", lambda: manager.submit("/replies", form)).status_code == 303
    assert either_office.place.said()[-1] == ("sms", "withdrawn")
