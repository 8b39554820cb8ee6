"""What a gateway brings: replies and delivery reports, each gateway in its own form, as one value of ours."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import phonenumbers

LONGEST_ID = 100


class Unreadable(ValueError):
    """A message that was signed but is none: something in it is missing or is not what it should be."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply by SMS. `id` is the gateway's own name for it, `sender` the E.164 number that wrote it, `opt_out` what
    the gateway itself made of it; `at` is when it was written, aware UTC, None where the gateway does not say."""

    id: str
    sender: str
    text: str
    opt_out: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a message. `id` is the gateway's own name for the message, `recipient` its E.164 number, `status`
    and `code` the gateway's."""

    id: str
    recipient: str
    status: str
    code: str


def twilio_answer(fields: Mapping[str, str]) -> Answer:
    """A reply from Twilio. Whom it was sent to is not asked: a Messaging Service names itself in place of a number, and
    the address called says which restaurant is meant. Raises Unreadable."""
    name = fields.get("MessageSid") or fields.get("SmsMessageSid") or fields.get("SmsSid") or ""
    return Answer(_id(name), _number(fields.get("From")), fields.get("Body") or "", fields.get("OptOutType") or None)


def twilio_report(fields: Mapping[str, str]) -> Report:
    """A delivery report from Twilio. Raises Unreadable."""
    name = fields.get("MessageSid") or fields.get("SmsSid") or ""
    status = fields.get("MessageStatus") or fields.get("SmsStatus") or ""
    return Report(_id(name), _number(fields.get("To")), status.lower(), fields.get("ErrorCode") or "")


def standard_answer(body: bytes, name: str) -> Answer:
    """A reply in our own form: `from`, `text`, and perhaps `id` (else the message's own `name`), `at`, `opt_out`.
    Raises Unreadable."""
    found = fields(body)
    return Answer(
        _id(found.get("id") or name),
        _number(found.get("from")),
        _text(found.get("text") or ""),
        _text(found["opt_out"]) if found.get("opt_out") else None,
        _time(found["at"]) if found.get("at") else None,
    )


def standard_report(body: bytes) -> Report:
    """A delivery report in our own form: `id`, `to`, `status`, and perhaps `code`. Raises Unreadable."""
    found = fields(body)
    return Report(
        _id(found.get("id")),
        _number(found.get("to")),
        _text(found.get("status") or "").lower(),
        _text(found.get("code") or ""),
    )


def fields(body: bytes) -> Mapping[str, Any]:
    """The JSON object in a body. Raises Unreadable."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    if not isinstance(found, dict):
        raise Unreadable
    return found


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Unreadable
    return value


def _id(value: object) -> str:
    name = _text(value)
    if not 0 < len(name) <= LONGEST_ID or not name.isprintable():
        raise Unreadable
    return name


def _number(value: object) -> str:
    """A number as accounts hold it. What stands in front of it (`whatsapp:`) is another way to the same person."""
    try:
        parsed = phonenumbers.parse(_text(value).rpartition(":")[2], None)
    except phonenumbers.NumberParseException as error:
        raise Unreadable from error
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _time(value: object) -> datetime:
    try:
        at = datetime.fromisoformat(_text(value))
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Unreadable from error
