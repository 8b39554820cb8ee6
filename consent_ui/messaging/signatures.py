"""Whether a gateway's message was signed by that gateway. Bytes in, yes or no out.

Twilio: HMAC-SHA1 over the full address and the sorted parameters (Twilio, "Security", validating requests). Any other:
the symmetric scheme of Standard Webhooks, HMAC-SHA-256 over id, time and body.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit, urlunsplit

TOLERANCE = timedelta(minutes=5)
"""How far a signed time may lie from ours."""
PORTS = {"https": 443, "http": 80}
PREFIX = "whsec_"


def twilio(secret: str, signature: str, address: str, fields: Iterable[tuple[str, str]] | None, body: bytes) -> bool:
    """Whether Twilio signed a message to this address. `fields` are the form's, None where the body is no form: then
    the address carries the body's digest, and both are checked."""
    if fields is None and not _names_body(address, body):
        return False
    # A field that comes twice counts once per value, in the order of the values.
    joined = "".join(name + value for name, value in sorted(set(fields or ())))
    made = (_hmac(secret.encode(), f"{each}{joined}".encode(), "sha1") for each in _spellings(address))
    given = signature.encode("utf-8", "replace")
    return any(hmac.compare_digest(each.encode(), given) for each in made)


def _names_body(address: str, body: bytes) -> bool:
    named = parse_qs(urlsplit(address).query).get("bodySHA256", [])
    return len(named) == 1 and hmac.compare_digest(
        named[0].lower().encode("utf-8", "replace"), hashlib.sha256(body).hexdigest().encode()
    )


def _spellings(address: str) -> Iterator[str]:
    """The address as it is, without its port, and with one: Twilio leaves the port out or not by what it calls."""
    yield address
    parts = urlsplit(address)
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    for place in (host, f"{host}:{parts.port or PORTS.get(parts.scheme, 443)}"):
        if place != parts.netloc:
            yield urlunsplit(parts._replace(netloc=place))


def standard(secret: str, name: str, stamp: str, signatures: str, body: bytes, now: datetime) -> bool:
    """Whether somebody who knows the secret signed this body under this message name, not long ago. `stamp` is Unix
    seconds, `signatures` one or several such as `v1,…`, `now` aware UTC."""
    if not name or not (stamp.isascii() and stamp.isdigit() and len(stamp) < 12):
        return False
    if abs(now.timestamp() - int(stamp)) > TOLERANCE.total_seconds():
        return False
    key = _key(secret)
    if key is None:
        return False
    made = _hmac(key, f"{name}.{stamp}.".encode("utf-8", "replace") + body, "sha256").encode()
    given = [each.removeprefix("v1,") for each in signatures.split() if each.startswith("v1,")]
    return any(hmac.compare_digest(made, each.encode("utf-8", "replace")) for each in given)


def _key(secret: str) -> bytes | None:
    """The key behind a secret: base64 after its prefix, else the text itself."""
    if not secret.startswith(PREFIX):
        return secret.encode()
    try:
        return b64decode(secret.removeprefix(PREFIX), validate=True)
    except (Error, ValueError):
        return None


def _hmac(key: bytes, message: bytes, digest: str) -> str:
    return b64encode(hmac.digest(key, message, digest)).decode()
