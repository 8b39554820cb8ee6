"""A campaign as somebody types it: every field a text, so that nothing typed is ever lost, read into a campaign."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from uuid import UUID

from consent_ui.rules.campaign_checks import Problem, Wrong, problems, text_problems, wording_problems
from consent_ui.rules.campaigns import Campaign, CampaignKind
from consent_ui.rules.offer_draft import FIGURES, Form, read_offer, typed_offer
from consent_ui.rules.own_wording import GENERAL
from consent_ui.rules.typed_fields import CHECKED, Fields
from consent_ui.rules.typed_values import LONGEST, LONGEST_NAME, MOST, MOST_LAPSE, MOST_VALIDITY, YEARS

_INSTANT = re.compile(r"(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::00)?", re.ASCII)
OWN, HOST, NO_CODE = "own", "host", "none"
"""Where a voucher code comes from: the campaign has one for all, the site has one for each, there is none."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a typed campaign is read against: the restaurant's languages, its currency (ISO 4217) with the decimals it
    has, its time zone, whether the site hands out codes, and the present instant (aware UTC)."""

    languages: tuple[str, ...]
    currency: str
    digits: int
    zone: tzinfo
    host_vouchers: bool
    now: datetime


@dataclass(frozen=True, slots=True)
class Read:
    """The campaign that was typed, None where something is wrong; and everything wrong, by field."""

    campaign: Campaign | None
    problems: tuple[Problem, ...] = ()


def read(
    typed: Mapping[str, str], kind: CampaignKind, facts: Facts, campaign_id: UUID, before: Campaign | None = None
) -> Read:
    """Read what was typed. `before` is the version that was opened: an instant that was left as it was shown stays
    what it was to the second. Raises NoLists for a language without lists of words."""
    fields = Fields(typed, facts.digits, facts.currency)
    name = fields.text("name", LONGEST)
    offer = read_offer(fields, kind, facts.languages)
    starts = _instant(fields, "starts", facts.zone, before.starts if before else None) or facts.now
    ends = _instant(fields, "ends", facts.zone, before.ends if before else None)
    if ends is not None and ends <= starts and not fields.wrong("starts", "ends"):
        fields.add("ends", Wrong.ENDS_FIRST)
    is_retention = kind is CampaignKind.RETENTION
    lapse_days = fields.whole("lapse_days", MOST_LAPSE) if is_retention else None
    voucher_days = fields.optional_whole("voucher_days", MOST_VALIDITY) if is_retention else None
    minimum = fields.amount("minimum", optional=True)
    stores = _stores(fields)
    source = typed.get("voucher_from", NO_CODE)
    voucher = fields.text("voucher", LONGEST_NAME) if source == OWN else None
    requires = fields.checked("requires_consent")
    if requires and source not in (OWN, HOST):
        fields.add("voucher_from", Wrong.NO_CODE)
    if source == HOST and not facts.host_vouchers:
        fields.add("voucher_from", Wrong.NO_HOST_CODES)
    languages = frozenset(each for each in facts.languages if fields.checked(f"language-{each}"))
    wording = _wording(fields, facts.languages)
    if not languages:
        fields.add("languages", Wrong.NO_LANGUAGE)
    if fields.problems or offer is None:
        # The sentences as well, so that nobody mends a form only to hear of the next mistake.
        known = _known(fields.typed("offer"), is_retention)
        said = wording_problems(wording, known, facts.languages, requires_consent=requires)
        return Read(None, (*fields.problems, *said))
    campaign = Campaign(
        id=campaign_id,
        version=before.version if before else 0,
        kind=kind,
        name=name,
        on=fields.checked("on"),
        starts=starts,
        ends=ends,
        languages=languages,
        offer=offer,
        stores=stores,
        requires_consent=requires,
        minimum=minimum,
        lapse_days=lapse_days,
        voucher=voucher,
        host_voucher=source == HOST,
        voucher_days=voucher_days,
        wording=wording,
    )
    found = problems(campaign, facts.languages, facts.currency, facts.digits)
    return Read(None, tuple(found)) if found else Read(campaign)


def typed(campaign: Campaign, facts: Facts) -> dict[str, str]:
    """The fields of a form that would be read as this campaign."""
    fields = {
        "name": campaign.name,
        "starts": shown(campaign.starts, facts.zone),
        "ends": shown(campaign.ends, facts.zone) if campaign.ends else "",
        "minimum": _amount(campaign.minimum),
        "stores": "\n".join(sorted(campaign.stores)),
        "voucher_from": HOST if campaign.host_voucher else OWN if campaign.voucher else NO_CODE,
        "voucher": campaign.voucher or "",
        "lapse_days": str(campaign.lapse_days or ""),
        "voucher_days": str(campaign.voucher_days or ""),
    }
    fields |= {f"language-{each}": CHECKED for each in sorted(campaign.languages)}
    fields |= {f"wording-{language}": text for language, text in campaign.wording}
    fields |= {name: CHECKED for name in ("on", "requires_consent") if getattr(campaign, name)}
    return fields | typed_offer(campaign.offer)


def blank(kind: CampaignKind, facts: Facts) -> dict[str, str]:
    """A new form: on, from now, in every language of the restaurant."""
    fields = {"on": CHECKED, "starts": shown(facts.now, facts.zone), "voucher_from": NO_CODE}
    fields |= {f"language-{each}": CHECKED for each in facts.languages}
    return fields | ({"lapse_days": "45"} if kind is CampaignKind.RETENTION else {})


def shown(instant: datetime, zone: tzinfo) -> str:
    """An instant as a form shows it: the clock on the restaurant's wall, to the minute."""
    return instant.astimezone(zone).strftime("%Y-%m-%dT%H:%M") if instant.year >= 1000 else ""


def read_instant(text: str, zone: tzinfo) -> datetime | None:
    """A typed instant in aware UTC; None for anything else. A time that a clock change skips is that much later."""
    hit = _INSTANT.fullmatch(text.strip())
    if hit is None:
        return None
    try:
        year, month, day, hour, minute = map(int, hit.groups())
        return datetime(year, month, day, hour, minute, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _instant(fields: Fields, name: str, zone: tzinfo, before: datetime | None) -> datetime | None:
    text = fields.typed(name)
    if not text:
        return None
    if before is not None and text == shown(before, zone):
        return before
    instant = read_instant(text, zone)
    if instant is None:
        fields.add(name, Wrong.NOT_INSTANT)
    elif instant.year not in YEARS:
        fields.add(name, Wrong.YEARS, first=YEARS[0], last=YEARS[-1])
        return None
    return instant


def _stores(fields: Fields) -> frozenset[str]:
    entries = [each.strip() for each in re.split(r"[\r\n,]+", fields.raw("stores")) if each.strip()]
    if len(entries) > MOST:
        fields.add("stores", Wrong.TOO_MANY, most=MOST)
        return frozenset()
    for each in entries:
        if found := text_problems("stores", each, LONGEST_NAME):
            fields.problems += found
            return frozenset()
    return frozenset(entries)


def _wording(fields: Fields, languages: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    given = ((each, fields.typed(f"wording-{each}")) for each in sorted(languages))
    return tuple((language, text) for language, text in given if text)


def _known(offer: str, is_retention: bool) -> tuple[str, ...]:
    """The placeholders of a form that is not whole yet: all that this form of offer can have."""
    figures = FIGURES[Form(offer)] if offer in list(Form) else ()
    return ("offer", *figures, *(name for name in GENERAL if name != "days" or is_retention))


def _amount(amount: Decimal | None) -> str:
    return "" if amount is None else str(amount)
