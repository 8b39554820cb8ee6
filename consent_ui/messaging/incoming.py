"""What a gateway brings: replies and delivery reports, each gateway in its own form, as one value of ours."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

import phonenumbers

from consent_ui.store.ids import uuid7_hex

Read = TypeVar("Read")

LONGEST_ID = 100


class Unreadable(ValueError):
    """A message that was signed but is none: something in it is missing or is not what it should be."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply by SMS. `id` is the gateway's own name for it, `sender` the E.164 number that wrote it, `opt_out` what
    the gateway itself made of it; `at` is when it was written, aware UTC, None where the gateway does not say. `odd`:
    something beside the sender is missing or is not what it should be, so that it may say no more than STOP."""

    id: str
    sender: str
    text: str
    opt_out: str | None = None
    at: datetime | None = None
    odd: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a message. `id` is the gateway's own name for the message, empty for one that cannot be read,
    `recipient` its E.164 number, `status` and `code` the gateway's."""

    id: str
    recipient: str
    status: str
    code: str


def twilio_answer(fields: Mapping[str, Any]) -> Answer:
    """A reply from Twilio. Whom it was sent to is not asked: a Messaging Service names itself in place of a number, and
    the address called says which restaurant is meant. Raises Unreadable where nobody can tell who wrote it."""
    name = fields.get("MessageSid") or fields.get("SmsMessageSid") or fields.get("SmsSid")
    return _answer(name, fields.get("From"), fields.get("Body"), fields.get("OptOutType"))


def twilio_report(fields: Mapping[str, str]) -> Report:
    """A delivery report from Twilio. Raises Unreadable."""
    name = fields.get("MessageSid") or fields.get("SmsSid")
    status = fields.get("MessageStatus") or fields.get("SmsStatus") or ""
    return Report(
        _readable(_id, name) or "", _number(fields.get("To")), _text(status).lower(), _code(fields.get("ErrorCode"))
    )


def standard_answer(body: bytes, name: str) -> Answer:
    """A reply in our own form: `from`, `text`, and perhaps `id` (else the message's own `name`), `at`, `opt_out`.
    Raises Unreadable where nobody can tell who wrote it."""
    found = fields(body)
    return _answer(found.get("id") or name, found.get("from"), found.get("text"), found.get("opt_out"), found.get("at"))


def _answer(name: object, sender: object, text: object, opt_out: object, at: object = None) -> Answer:
    """A reply from what a gateway sent. A STOP must not be lost for a broken time or name (SM-04): what cannot be read
    is left out, and the reply is an odd one."""
    number = _number(sender)
    known, said, meant = _readable(_id, name), _readable(_text, text), _readable(_text, opt_out)
    when = _readable(_time, at)
    odd = known is None or any(given and found is None for given, found in ((text, said), (opt_out, meant), (at, when)))
    return Answer(known or uuid7_hex(), number, said or "", meant, when, odd)


def _readable(how: Callable[[object], Read], value: object) -> Read | None:
    try:
        return how(value) if value else None
    except Unreadable:
        return None


def standard_report(body: bytes) -> Report:
    """A delivery report in our own form: `id`, `to`, `status`, and perhaps `code`. Raises Unreadable."""
    found = fields(body)
    return Report(
        _readable(_id, found.get("id")) or "",
        _number(found.get("to")),
        _text(found.get("status") or "").lower(),
        _code(found.get("code")),
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
    """A text as any database can keep it: without NUL and halves of characters."""
    if not isinstance(value, str):
        raise Unreadable
    return value.replace("\x00", "").encode("utf-8", "replace").decode()


def _id(value: object) -> str:
    name = _text(value)
    if not 0 < len(name) <= LONGEST_ID or not name.isprintable():
        raise Unreadable
    return name


def _code(value: object) -> str:
    """What a gateway calls the failure, which some send as a number; empty for what no column could hold."""
    code = str(value) if type(value) is int else _text(value or "")
    return code if len(code) <= LONGEST_ID and code.isprintable() else ""


def _number(value: object) -> str:
    """A number as accounts hold it. What stands in front of it (`whatsapp:`) is another way to the same person; a plus
    that some gateways leave out is put back."""
    text = str(value) if type(value) is int else _text(value)
    bare = text.rpartition(":")[2].strip()
    if bare.isascii() and bare.isdecimal():
        bare = f"+{bare.removeprefix('00')}"
    try:
        parsed = phonenumbers.parse(bare, None)
    except phonenumbers.NumberParseException as error:
        raise Unreadable from error
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _time(value: object) -> datetime:
    try:
        at = datetime.fromisoformat(_text(value))
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Unreadable from error
