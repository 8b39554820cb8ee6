"""A notice: the exact words a person is shown, as an immutable value known by its fingerprint (PR-02).

The canonical bytes follow RFC 8785; a notice holds only strings, whole numbers, booleans, nulls, lists and objects
with ASCII names, for which sorted compact JSON is exactly that form.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.consent import Channel

SCHEMA = 1

WORDS = (
    "heading", "purpose", "benefit", "conditions", "withdrawal", "no_effect",
    "accept", "decline", "choose", "more",
)  # fmt: skip
"""The slots of the first layer, in the order in which they are read."""


class Phrases(Protocol):
    """Speaks one language: looks up a key, and formats values the way that language writes them."""

    language: str

    def __call__(self, key: str, **values: object) -> str: ...
    def percent(self, percent: int) -> str: ...
    def money(self, amount: Decimal, currency: str) -> str: ...
    def date(self, instant: datetime, time_zone: str) -> str: ...
    def listing(self, items: Sequence[str]) -> str: ...


@dataclass(frozen=True, slots=True)
class Restaurant:
    """The controller. `languages` starts with its own; `channels` are those it may write by. `time_zone` is an
    IANA name, `currency` ISO 4217, `country` ISO 3166-1. Durations are in years, the cap in messages per 30 days.
    `processors` are the companies that carry messages; `authority` handles complaints. `transfers` says in words to
    which countries outside the European Economic Area data go, and under which safeguards; empty: to none.
    Marketing SMS arrive from `sms_opens` until before `sms_closes`, wall-clock times such as "10:00"; `sms_stop` is the
    number that takes STOP (empty: the sender itself), and `sms_answers` whether any does. `double_opt_in` says that a
    yes counts only for a contact that the person proved, also where the country does not ask for it."""

    id: UUID
    slug: str
    name: str
    legal_name: str
    address: str
    email: str
    phone: str
    country: str
    languages: tuple[str, ...]
    channels: tuple[Channel, ...]
    time_zone: str
    currency: str
    site: str = ""
    officer: str = ""
    authority: str = ""
    processors: tuple[str, ...] = ()
    transfers: str = ""
    consent_years: int = 3
    proof_years: int = 5
    monthly_cap: int = 4
    sms_opens: str = "10:00"
    sms_closes: str = "20:00"
    sms_stop: str = ""
    sms_answers: bool = True
    double_opt_in: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice in one language. `words` is the first layer by slot (empty string: slot not used), `sections`
    the full notice as (anchor, title, text). `variant` names the sentence of a wording test that it has."""

    restaurant_id: UUID
    language: str
    channels: tuple[Channel, ...]
    campaign_id: UUID | None
    campaign_version: int | None
    campaign_kind: CampaignKind | None
    words: Mapping[str, str]
    sections: tuple[tuple[str, str, str], ...]
    variant: str = ""

    def content(self) -> dict[str, Any]:
        """The notice as plain JSON values."""
        return {
            "schema": SCHEMA,
            "restaurant": str(self.restaurant_id),
            "language": self.language,
            "channels": [str(channel) for channel in self.channels],
            "campaign": None
            if self.campaign_id is None
            else {
                "id": str(self.campaign_id),
                "version": self.campaign_version,
                "kind": str(self.campaign_kind),
            }
            | ({"variant": self.variant} if self.variant else {}),
            "words": dict(self.words),
            "sections": [list(section) for section in self.sections],
        }

    def canonical(self) -> bytes:
        """Canonical bytes (RFC 8785)."""
        text = json.dumps(self.content(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return text.encode()

    def fingerprint(self) -> str:
        """SHA-256 of the canonical bytes, 64 hexadecimal digits."""
        return hashlib.sha256(self.canonical()).hexdigest()


def parse(canonical: bytes) -> Notice:
    """The notice that these canonical bytes hold. Raises ValueError when they hold none."""
    try:
        content = json.loads(canonical)
        campaign = content["campaign"]
        return Notice(
            restaurant_id=UUID(content["restaurant"]),
            language=content["language"],
            channels=tuple(Channel(channel) for channel in content["channels"]),
            campaign_id=UUID(campaign["id"]) if campaign else None,
            campaign_version=campaign["version"] if campaign else None,
            campaign_kind=CampaignKind(campaign["kind"]) if campaign else None,
            words=content["words"],
            sections=tuple((anchor, title, text) for anchor, title, text in content["sections"]),
            variant=campaign.get("variant", "") if campaign else "",
        )
    except (AttributeError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise ValueError("these bytes hold no notice") from error
