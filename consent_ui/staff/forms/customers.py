"""Forms of the customers' room. None of them has a field that could say yes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField, RadioField, StringField
from wtforms.validators import ValidationError

from consent_ui.rules.consent import Channel
from consent_ui.rules.opting_out import LONGEST_NOTE, Reason, note_fault
from consent_ui.rules.searching import clean, printable
from consent_ui.staff.forms import StaffForm
from consent_ui.texts import Texts

ALL = "all"
"""Every channel."""
LONGEST_SEARCH = 320
"""Characters: an address has no more."""


_PLAIN: dict[str, Any] = {"validate_choice": False}
"""What a choice is held to is said by a validator of ours, in our words."""


def _known(key: str) -> Any:
    """The value is one of those that can be chosen."""

    def check(_: Any, field: Any) -> None:
        if field.data not in [value for value, _ in field.choices]:
            raise ValidationError(key)

    return check


class SearchForm(StaffForm):
    """Whom to look for, and after whom to read on."""

    q = StringField("customers.search", default="", filters=[printable])
    after = HiddenField()

    def validate_q(self, field: Any) -> None:
        """Long texts find nobody."""
        if len(field.data or "") > LONGEST_SEARCH:
            raise ValidationError("customers.error.long_search")

    @property
    def typed(self) -> str:
        """What was typed, cleaned."""
        return clean(self.q.data or "")


class OptOutForm(StaffForm):
    """By which channels a customer is taken out, and why. `act` names this one form."""

    channel = RadioField("customers.out.channel", choices=[], validators=[_known("customers.error.channel")], **_PLAIN)
    reason = RadioField("customers.out.reason", choices=[], validators=[_known("customers.error.reason")], **_PLAIN)
    note = StringField("customers.out.note", default="", filters=[printable])
    act = HiddenField()

    def __init__(self, text: Texts, channels: Iterable[Channel], **settings: Any) -> None:
        super().__init__(text, **settings)
        self.channels = tuple(channels)
        names = {str(channel): text(f"channel.{channel}.name") for channel in self.channels}
        every = {ALL: text("customers.out.all")} if len(names) > 1 else {}
        self.channel.choices = [*every.items(), *names.items()]
        said = {reason: text(f"customers.reason.{reason}") for reason in Reason}
        said[Reason.OTHER] = text("customers.choose.other")
        self.reason.choices = [(str(reason), words) for reason, words in said.items()]

    def validate_note(self, field: Any) -> None:
        """Short, and without a number or an address."""
        reason = self.reason.data
        known = Reason(reason) if reason in [*Reason] else Reason.TOLD
        fault = note_fault(known, self.noted)
        if fault is not None:
            raise ValidationError(self.text(f"customers.error.note.{fault}", most=LONGEST_NOTE))

    @property
    def noted(self) -> str:
        """The note in one line, without marks that show nothing."""
        return clean(self.note.data or "")

    @property
    def chosen(self) -> tuple[Channel, ...]:
        """The channels that were chosen."""
        return self.channels if self.channel.data == ALL else (Channel(self.channel.data),)
