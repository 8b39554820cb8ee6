"""What staff may say when they take a customer out of marketing, and what the states of a customer add up to.

There is no counterpart: nothing here, and nothing that staff can reach, moves anybody in (CV-18).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from consent_ui.rules.consent import State, can_stop

LONGEST_NOTE = 200
"""Characters of a note."""


class Reason(StrEnum):
    """Why staff takes somebody out."""

    TOLD = "told"
    CALLED = "called"
    WROTE = "wrote"
    COMPLAINED = "complained"
    NOT_THEIRS = "not_theirs"
    OTHER = "other"


class Standing(StrEnum):
    """A customer's states on all channels, in one word."""

    OUT = "out"
    PARTLY_OUT = "partly_out"
    IN = "in"
    WAITING = "waiting"
    SILENT = "silent"


class NoteFault(StrEnum):
    """What keeps a note from being kept."""

    MISSING = "missing"
    LONG = "long"
    CONTACT = "contact"


_ADDRESS = re.compile(r"\S@\S")
_NUMBER = re.compile(r"\d(?:[\W_]*\d){6}")
"""Seven digits or more with nothing but signs between them."""


def note_fault(reason: Reason, note: str) -> NoteFault | None:
    """What is wrong with a note; None when it can be kept. Numbers and addresses stay out of what cannot be taken back
    (PR-13)."""
    if len(note) > LONGEST_NOTE:
        return NoteFault.LONG
    if _ADDRESS.search(note) or _NUMBER.search(note):
        return NoteFault.CONTACT
    return NoteFault.MISSING if reason is Reason.OTHER and not note else None


def standing(states: Iterable[State]) -> Standing:
    """Where a customer stands on the whole."""
    found = [*states]
    if found and not can_stop(found):
        return Standing.OUT
    if any(state in (State.REFUSED, State.WITHDRAWN) for state in found):
        return Standing.PARTLY_OUT
    if State.GIVEN in found:
        return Standing.IN
    return Standing.WAITING if State.PENDING in found else Standing.SILENT
