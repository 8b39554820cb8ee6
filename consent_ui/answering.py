"""One answer, from the form that arrived to the record in the ledger."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import Connection

from consent_ui.rules.consent import Channel, Decision, Kind, Place
from consent_ui.rules.device import DeviceAnswer, device_rest_is_over, met, remember, without_lapsed
from consent_ui.rules.notices import Notice
from consent_ui.seals import BadToken, ExpiredToken
from consent_ui.situation import Situation
from consent_ui.store import leaving, ledger
from consent_ui.store.people import Customer
from consent_ui.store.turns import customers_turn


class UnusableForm(ValueError):
    """A form that cannot be answered; `key` names the text that says why."""

    def __init__(self, key: str, status: int) -> None:
        super().__init__(key)
        self.key = key
        self.status = status


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form whose token was found good: the notice it showed, the name of this one form, and the channels whose boxes
    it showed ticked."""

    act: UUID
    fingerprint: str
    notice: Notice
    shown: frozenset[Channel] = frozenset()


Wishes = Mapping[Channel, bool]
"""Yes or no per channel."""


def open_form(situation: Situation, token: str) -> OpenForm:
    """Check a form's token. Raises UnusableForm: forged or foreign (400), too old (400), made for another
    account (409)."""
    return _open(situation, token, situation.known_as, "banner.error.person")


def open_card(situation: Situation, token: str) -> list[tuple[OpenForm, Wishes]]:
    """Check the token of a card that offers this device's answer to the account; what it says on each notice that was
    answered, all of it one act.

    Raises UnusableForm like open_form, and when the device's answer is not the very one the card showed, or has
    rested for so long that it counts no more (409).
    """
    device = situation.device
    if device is None or device_rest_is_over(device, situation.now):
        raise UnusableForm("banner.error.device", 409)
    form = _open(situation, token, situation.keepers, "banner.error.device")
    answered: dict[str, dict[Channel, bool]] = {}
    for channel, choice in device.choices.items():
        answered.setdefault(choice.notice, {})[channel] = choice.kind is Kind.GIVEN
    found: list[tuple[OpenForm, Wishes]] = []
    for fingerprint, wishes in answered.items():
        notice = situation.consent.notice(situation.restaurant.id, fingerprint)
        if notice is not None:
            found.append((OpenForm(form.act, fingerprint, notice), wishes))
    if not found:
        raise UnusableForm("banner.error.device", 409)
    return found


def _open(situation: Situation, token: str, made_for: Collection[str], otherwise: str) -> OpenForm:
    lifetime = timedelta(hours=situation.consent.settings.form_hours)
    try:
        form = situation.consent.seals.read_form(token, situation.now, lifetime)
    except BadToken as error:
        raise UnusableForm("banner.error.token", 400) from error
    except ExpiredToken as error:
        raise UnusableForm("banner.error.expired", 400) from error
    notice = situation.consent.notice(situation.restaurant.id, form.fingerprint)
    if notice is None:
        raise UnusableForm("banner.error.token", 400)
    if form.who not in made_for:
        raise UnusableForm(otherwise, 409)
    return OpenForm(form.act, form.fingerprint, notice, form.shown)


def new_form(situation: Situation, words: tuple[str, Notice] | None = None) -> OpenForm:
    """A form that no page has shown yet, on these published words or on the generic ones.

    Raises UnusableForm when nothing is published.
    """
    found = words or situation.generic_notice()
    if found is None:
        raise UnusableForm("banner.error.token", 400)
    return OpenForm(uuid4(), *found)


def saved_wishes(situation: Situation, form: OpenForm, ticked: Collection[Channel]) -> dict[Channel, bool]:
    """What saving the channel form asks for. A box that was shown ticked and still is says nothing new, so a page that
    was open for long never brings back what was stopped elsewhere; a box left empty is a no. A yes answers the words
    of the form, so there is none on a channel they do not name (CV-14)."""
    return {
        channel: channel in ticked
        for channel in situation.channels
        if channel not in ticked or (channel not in form.shown and channel in form.notice.channels)
    }


def record(
    situation: Situation, answers: Sequence[tuple[OpenForm, Wishes]], place: Place
) -> tuple[bool, DeviceAnswer | None]:
    """Record one act, on one notice or, for a card, on several. Returns whether anything was added, and what the
    device should remember from now on.

    An account's answer leaves the device alone, so that signing out leaves no trace. Raises NotSaved.
    """
    now = situation.now
    waits = situation.waits
    records = [ledger.Answer(f.act, f.notice, f.fingerprint, w, place, now, ledger.BUILD, waits) for f, w in answers]
    customer = situation.customer
    if customer is not None:
        contacts, holder = situation.contacts, situation.owned[0] or customer
        database = situation.consent.database
        with customers_turn(database, situation.restaurant.id, holder):
            recorded = database.write(
                lambda connection: [record_customer(connection, situation, each, holder, contacts) for each in records]
            )
        situation.know_history([*recorded[-1].history])
        return any(each.added for each in recorded), None

    (answer,) = records
    known = known_device(situation)
    before = without_lapsed(known, now, waits)
    kinds = before.kinds() if before else {}
    database = situation.consent.database
    visit = ledger.Visit(answer, met(known, answer.wishes, now, waits), database.engine.dialect.name)
    stands = database.write_together(ledger.record_visitors, visit, ledger.record_first_visits)
    device = remember(before, {**kinds, **stands.kinds}, answer.fingerprint, now.date())
    situation.device = device
    return stands.added, device


def record_customer(
    connection: Connection,
    situation: Situation,
    answer: ledger.Answer,
    customer: Customer,
    contacts: Mapping[Channel, str | None],
) -> ledger.Recorded:
    """Record a customer's answer. A yes that is bound to a contact is her own later word about it: it is written to
    again, if she had left from elsewhere."""
    recorded = ledger.record_customer(connection, answer, customer, contacts)
    for decision in recorded.history:
        if decision.act == answer.act and recorded.added and _opens(decision, recorded):
            held = {decision.channel: customer.contact(decision.channel)}
            hashes = situation.consent.seals.contact_hashes(situation.restaurant.id, held)[decision.channel]
            leaving.lift(connection, situation.restaurant.id, decision.channel, hashes, situation.now)
    return recorded


def _opens(decision: Decision, recorded: ledger.Recorded) -> bool:
    return decision.contact is not None and recorded.kinds.get(decision.channel) is decision.kind is Kind.GIVEN


def device_before(situation: Situation) -> DeviceAnswer | None:
    """What the device answered, without what counts no more: said again, that is a new answer."""
    return without_lapsed(known_device(situation), situation.now, situation.waits)


def known_device(situation: Situation) -> DeviceAnswer | None:
    """What the device answered within the 183 days for which an answer holds."""
    device = situation.device
    return None if device is None or device_rest_is_over(device, situation.now) else device
