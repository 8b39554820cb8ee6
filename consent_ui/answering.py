"""One answer, from the form that arrived to the record in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from importlib.metadata import version
from uuid import UUID, uuid4

from consent_ui.rules.asking import DeviceAnswer, device_rest_is_over
from consent_ui.rules.consent import Channel, Kind, Place
from consent_ui.rules.notices import Notice
from consent_ui.security import BadToken, ExpiredToken
from consent_ui.situation import Situation
from consent_ui.store import ledger

BUILD = version("consent-ui")


class UnusableForm(ValueError):
    """A form that cannot be answered; `key` names the text that says why."""

    def __init__(self, key: str, status: int) -> None:
        super().__init__(key)
        self.key = key
        self.status = status


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form whose token was found good: the notice it showed and the name of this one form."""

    act: UUID
    fingerprint: str
    notice: Notice


def open_form(situation: Situation, token: str) -> OpenForm:
    """Check a form's token. Raises UnusableForm: forged or foreign (400), too old (400), made for another
    account (409)."""
    return _open(situation, token, situation.who, "banner.error.person")


def open_card(situation: Situation, token: str) -> tuple[OpenForm, dict[Channel, bool]]:
    """Check the token of a card that offers this device's answer to the account; the form and what it then says.

    Raises UnusableForm like open_form, and when the device's answer is not the very one the card showed, or has
    rested for so long that it counts no more (409).
    """
    device = situation.device
    if device is None or device_rest_is_over(device, situation.now):
        raise UnusableForm("banner.error.device", 409)
    form = _open(situation, token, situation.keeper, "banner.error.device")
    choices = device.choices
    return form, {c: choices[c] is Kind.GIVEN for c in form.notice.channels if c in choices}


def _open(situation: Situation, token: str, who: str, otherwise: str) -> OpenForm:
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
    if form.who != who:
        raise UnusableForm(otherwise, 409)
    return OpenForm(form.act, form.fingerprint, notice)


def new_form(situation: Situation) -> OpenForm:
    """A form that no page has shown, on the generic words: for stopping when the page was open for too long.

    Raises UnusableForm when nothing is published.
    """
    found = situation.generic_notice()
    if found is None:
        raise UnusableForm("banner.error.token", 400)
    return OpenForm(uuid4(), *found)


def record(
    situation: Situation, form: OpenForm, wishes: Mapping[Channel, bool], place: Place
) -> tuple[bool, DeviceAnswer | None]:
    """Record one answer. Returns whether anything was added, and what the device should remember from now on.

    An account's answer leaves the device alone, so that signing out leaves no trace. Raises NotSaved.
    """
    answer = ledger.Answer(form.act, form.notice, form.fingerprint, wishes, place, situation.now, BUILD)
    customer = situation.customer
    if customer is not None:
        contacts = situation.contacts
        added = situation.consent.database.write(
            lambda connection: ledger.record_customer(connection, answer, customer, contacts)
        ).added
        situation.forget_history()
        return added, None

    remembered = situation.device.choices if situation.device else {}

    recorded = situation.consent.database.write_together(
        ledger.record_visitors, (answer, remembered), ledger.record_first_visits
    )
    device = _device_answer(situation, form, {**remembered, **recorded.kinds}, recorded.added)
    situation.device = device
    return recorded.added, device


def _device_answer(situation: Situation, form: OpenForm, choices: Mapping[Channel, Kind], added: bool) -> DeviceAnswer:
    """What the device remembers: a repeated answer keeps its day, a withdrawal keeps the notice of the yes it ends,
    because the voucher promised there stays valid."""
    before = situation.device
    answer = DeviceAnswer(choices, form.fingerprint, situation.now.date())
    if before is not None and not added:
        return replace(before, choices=choices)
    if before is not None and Kind.GIVEN not in choices.values() and Kind.WITHDRAWN in choices.values():
        return replace(answer, notice=before.notice)
    return answer
