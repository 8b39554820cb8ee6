"""What it means for a person that the gateway could not deliver.

Sources: Twilio's error dictionary, read July 2026. A code that says that the recipient has opted out or blocked the
sender is her own word, told to somebody else. One that says that nobody can be reached under this number says that
the number may not be hers: sending waits until somebody has looked. Everything else says nothing about her.
"""

from __future__ import annotations

from enum import StrEnum


class Failure(StrEnum):
    """Why a message did not arrive."""

    BLOCKED = "blocked"
    NOT_THEIRS = "not_theirs"
    TEMPORARY = "temporary"
    UNKNOWN = "unknown"


TWILIO: dict[str, Failure] = {
    "21610": Failure.BLOCKED,  # the recipient has unsubscribed from this sender
    "63014": Failure.BLOCKED,  # blocked by an action of the recipient's
    "21211": Failure.NOT_THEIRS,  # no valid number
    "21217": Failure.NOT_THEIRS,  # does not look like a number
    "21614": Failure.NOT_THEIRS,  # no mobile number
    "21635": Failure.NOT_THEIRS,  # a landline
    "30004": Failure.NOT_THEIRS,  # the number takes no messages
    "30005": Failure.NOT_THEIRS,  # unknown, or no longer in service
    "30006": Failure.NOT_THEIRS,  # a landline, or a carrier that cannot be reached
    "20429": Failure.TEMPORARY,  # too many requests
    "30001": Failure.TEMPORARY,  # too many messages waiting
    "30002": Failure.TEMPORARY,  # the account is suspended
    "30003": Failure.TEMPORARY,  # the phone is off or out of reach
    "30007": Failure.TEMPORARY,  # filtered by the carrier
    "30008": Failure.TEMPORARY,  # no reason given
}

OURS = {str(failure): failure for failure in Failure}
"""Codes of a gateway that says it in our words."""

FAILED = frozenset({"failed", "undelivered"})
"""Statuses of a message that will never arrive."""


ARRIVED = "delivered"
"""Status of a message that has arrived."""


def meaning(code: str) -> Failure:
    """What a gateway's code says about the person."""
    plain = code.strip().lower()
    return TWILIO.get(plain) or OURS.get(plain) or Failure.UNKNOWN
