"""Signed tokens and keyed hashes: one derived key per purpose, so that none can stand in for another."""

from __future__ import annotations

import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from consent_ui.rules.binding import named
from consent_ui.rules.consent import Channel, Kind
from consent_ui.rules.device import DeviceAnswer, DeviceChoice
from consent_ui.store.ids import uuid7_hex


class NoKey(ValueError):
    """The application has no SECRET_KEY: no answer can be tied to the words on screen."""


class BadToken(ValueError):
    """A token that was not signed here."""


class ExpiredToken(ValueError):
    """A token of ours from a page that was open for too long."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a token vouches for: the notice on screen, the name of this one form, when it was made, for whom, and the
    channels whose boxes it showed ticked."""

    fingerprint: str
    act: UUID
    made: datetime
    who: str
    shown: frozenset[Channel] = frozenset()


class Seals:
    """Signs and checks with HMAC-SHA-256, one derived key per purpose, so that no token can stand in for another.

    `keys` are the application's secrets, oldest first: the last one signs, all of them verify. The standard library's
    one-shot HMAC is used because this stands on the path of every first visit.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys or not all(keys):
            raise NoKey("SECRET_KEY must be set: answers are tied to the words on screen by a signature")
        self.keys = tuple(keys)
        self._keys = [key.encode() for key in reversed(keys)]
        self._form = self._derive("form")
        self._contact = self._derive("contact")
        self._opt_out = self._derive("opt-out")
        self._code = self._derive("code")
        self._asker = self._derive("asker")
        self._device: dict[UUID, list[bytes]] = {}

    def keys_for(self, purpose: str) -> list[bytes]:
        """The keys of one purpose, the newest first, for signatures that are made elsewhere."""
        return self._derive(purpose)

    def _derive(self, purpose: str) -> list[bytes]:
        return [hmac.digest(key, f"consent-ui {purpose}".encode(), "sha256") for key in self._keys]

    def _device_keys(self, restaurant_id: UUID) -> list[bytes]:
        keys = self._device.get(restaurant_id)
        if keys is None:
            keys = self._device[restaurant_id] = self._derive(f"device {restaurant_id}")
        return keys

    def hashes_of(self, restaurant_id: UUID, value: str) -> tuple[str, ...]:
        """Keyed hashes of a contact or an account's reference, 64 hexadecimal digits each, different per restaurant:
        one for each key, the newest first, so that what was hashed before a key was replaced is still known."""
        return _hashes(self._contact, restaurant_id, value)

    def code_hashes(self, restaurant_id: UUID, code_id: UUID, digits: str) -> tuple[str, ...]:
        """The keyed hashes of a code's digits, newest key first; the same digits differ from code to code."""
        return _hashes(self._code, restaurant_id, f"{code_id}:{digits}")

    def asker_hashes(self, restaurant_id: UUID, address: str) -> tuple[str, ...]:
        """The keyed hashes of a network address, newest key first."""
        return _hashes(self._asker, restaurant_id, address)

    def contact_hashes(
        self, restaurant_id: UUID, contacts: Mapping[Channel, str | None]
    ) -> dict[Channel, tuple[str, ...]]:
        """The keyed hashes of the number or address per channel, newest key first; empty where there is none."""
        return {c: self.hashes_of(restaurant_id, named(c, value)) if value else () for c, value in contacts.items()}

    def is_of(self, restaurant_id: UUID, channel: Channel, contact: str | None, hashed: str) -> bool:
        """Whether this is the keyed hash of a contact that an account holds on a channel, under any of the keys."""
        return hashed in self.contact_hashes(restaurant_id, {channel: contact})[channel]

    def form_token(self, fingerprint: str, who: str, now: datetime, shown: Collection[Channel] = ()) -> str:
        """A new token for one form on one page view. Its act sorts by time, so that the ledger grows at the end of its
        index instead of all over it; it tells no more than the time in the token does."""
        ticked = "_".join(sorted(shown))
        return _sign(self._form[0], f"{fingerprint}.{uuid7_hex()}.{int(now.timestamp()):x}.{who}.{ticked}")

    def read_form(self, token: str, now: datetime, lifetime: timedelta) -> Form:
        """What a token vouches for. Raises BadToken or ExpiredToken."""
        try:
            fingerprint, act, made, who, ticked = _unsign(self._form, token).split(".")
            shown = frozenset(Channel(each) for each in ticked.split("_") if each)
            form = Form(fingerprint, UUID(act), datetime.fromtimestamp(int(made, 16), UTC), who, shown)
        except ValueError as error:
            raise BadToken from error
        if now - form.made > lifetime:
            raise ExpiredToken
        return form

    def held_hashes(
        self, restaurant_id: UUID, held: Mapping[Channel, str | None], bound: Collection[str | None]
    ) -> dict[Channel, str | None]:
        """The keyed hash of what an account holds per channel: the one among `bound`, which may have been made with a
        key that was replaced since, else the present one."""
        hashes = self.contact_hashes(restaurant_id, held)
        return {c: next((h for h in each if h in bound), each[0] if each else None) for c, each in hashes.items()}

    def opt_out_token(self, restaurant_id: UUID, person: UUID, now: datetime) -> str:
        """A new token for one form with which staff takes this person out. It stands for no form of the person's own,
        and none of theirs for it."""
        made = int(now.timestamp())
        return _sign(self._opt_out[0], f"{restaurant_id.hex}.{person.hex}.{uuid7_hex()}.{made:x}")

    def read_opt_out(self, token: str, restaurant_id: UUID, person: UUID, now: datetime, lifetime: timedelta) -> UUID:
        """The act that such a form names. Raises BadToken, also when it was made for somebody else, or
        ExpiredToken."""
        try:
            restaurant, whom, act, made = _unsign(self._opt_out, token).split(".")
            if (restaurant, whom) != (restaurant_id.hex, person.hex):
                raise BadToken
            if now - datetime.fromtimestamp(int(made, 16), UTC) > lifetime:
                raise ExpiredToken
            return UUID(act)
        except (BadToken, ExpiredToken):
            raise
        except ValueError as error:
            raise BadToken from error

    def device_value(self, restaurant_id: UUID, answer: DeviceAnswer, beside: Sequence[str] = ()) -> str:
        """The cookie's value: choices with notice and day in the open, signed for this restaurant (CV-16); after it,
        as they are, the parts that other restaurants of the same host keep there."""
        return NEXT_RESTAURANT.join([_sign_often(self._device_keys(restaurant_id)[0], device_content(answer)), *beside])

    def read_device(self, restaurant_id: UUID, value: str | None) -> tuple[DeviceAnswer | None, tuple[str, ...]]:
        """What the cookie says for this restaurant, and the parts that are not its own. None when it is missing,
        broken or another restaurant's: no answer, never yes."""
        found: DeviceAnswer | None = None
        beside: list[str] = []
        for part in (value or "").split(NEXT_RESTAURANT)[:MOST_RESTAURANTS]:
            try:
                content = _unsign(self._device_keys(restaurant_id), part)
            except BadToken:
                if OTHER_PART.fullmatch(part):
                    beside.append(part)
                continue
            found = found or _device_answer(content)
        return found, tuple(beside)


NEXT_RESTAURANT = "~"
MOST_RESTAURANTS = 5
"""How many restaurants of one host a cookie answers for at most; browsers keep 4,096 bytes of it."""

OTHER_PART = re.compile(r"[A-Za-z0-9._-]{40,700}")


def device_content(answer: DeviceAnswer) -> str:
    """What a device answered, as it stands in the cookie before its signature."""
    choices = "_".join(
        f"{channel}-{choice.kind}-{choice.notice}-{choice.on.isoformat().replace('-', '')}"
        for channel, choice in sorted(answer.choices.items())
    )
    return f"{choices}.{'_'.join(f'{kind}-{notice}' for notice, kind in answer.earlier)}"


def _device_answer(content: str) -> DeviceAnswer | None:
    try:
        standing, earlier = content.split(".")
        choices = {}
        for part in standing.split("_"):
            channel, kind, notice, day = part.split("-")
            choices[Channel(channel)] = DeviceChoice(Kind(kind), notice, date.fromisoformat(day))
        pairs = [part.split("-") for part in earlier.split("_") if part]
        return DeviceAnswer(choices, tuple((notice, Kind(kind)) for kind, notice in pairs))
    except ValueError:
        return None


def _hashes(keys: Sequence[bytes], restaurant_id: UUID, value: str) -> tuple[str, ...]:
    message = restaurant_id.bytes + value.encode("utf-8", "surrogatepass")
    return tuple(hmac.digest(key, message, "sha256").hex() for key in keys)


def _sign(key: bytes, value: str) -> str:
    return f"{value}.{_signature(key, value)}"


_sign_often = lru_cache(1000)(_sign)
"""For what many devices are given alike: the same answer to the same notice on the same day."""


def _unsign(keys: Sequence[bytes], signed: str) -> str:
    """The value without its signature. Raises BadToken."""
    value, _, signature = signed.rpartition(".")
    given = signature.encode("utf-8", "surrogatepass")
    if any(hmac.compare_digest(given, _signature(key, value).encode()) for key in keys):
        return value
    raise BadToken


def _signature(key: bytes, value: str) -> str:
    digest = hmac.digest(key, value.encode("utf-8", "surrogatepass"), "sha256")
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
