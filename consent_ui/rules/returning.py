"""Who comes back by answering START."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from consent_ui.rules.consent import Decision, Kind, Place


def may_return(past: Sequence[Decision], contacts: Collection[str], left: datetime | None, at: datetime) -> bool:
    """Whether START, written at `at`, brings a person back on a channel: only who left by SMS, whose yes before that
    was bound to the very contact that now writes (one of the keyed hashes `contacts`), and whose latest STOP (`left`)
    is older (CV-20). `past` are the person's decisions on the channel, oldest first; times are aware UTC."""
    if not past or (past[-1].kind, past[-1].place) != (Kind.WITHDRAWN, Place.SMS):
        return False
    if at <= past[-1].at or (left is not None and at <= left):
        return False
    yes = last_yes(past)
    return yes is not None and yes.contact in contacts


def last_yes(past: Sequence[Decision]) -> Decision | None:
    """The latest yes among decisions, oldest first."""
    return next((decision for decision in reversed(past) if decision.kind is Kind.GIVEN), None)
