"""`consent-ui explain`: what somebody would see at an instant, and why each campaign is shown or is not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import click
from flask.cli import with_appcontext

from consent_ui.commands.reaching import reaching_database
from consent_ui.rules.asking import Show
from consent_ui.rules.campaign_draft import read_instant
from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.explaining import Explained, Profile, explain, visit_of
from consent_ui.state import Consent, state
from consent_ui.store.offers import Programme
from consent_ui.texts import texts

PROFILES = [profile.value.replace("_", "-") for profile in Profile]


class NotExplained(click.ClickException):
    """Nothing can be said about this restaurant, language or instant."""

    exit_code = 2


@click.command("explain")
@click.option("--restaurant", "slug", help="The restaurant's slug; without one, the only restaurant there is.")
@click.option("--as", "person", type=click.Choice(PROFILES), default="new", show_default=True, help="Who is looking.")
@click.option("--language", help="The language of the page; without one, the restaurant's first.")
@click.option("--at", help="When, on the restaurant's clock, such as 2026-12-01T10:00; without it, now.")
@click.option("--store", help="The store that the visit is about.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_appcontext
def explain_command(
    slug: str | None, person: str, language: str | None, at: str | None, store: str | None, as_json: bool
) -> None:
    """Tell what somebody would see on a page, why, and why not something else. Exit 2: it cannot be told.

    The back office shows the same under “What will they see, and why?”.
    """
    consent = state()
    programme = _programme(consent, slug)
    restaurant = programme.restaurant
    language = language or restaurant.languages[0]
    if language not in restaurant.languages:
        raise NotExplained(f"{restaurant.slug} speaks {', '.join(restaurant.languages)}, not {language}")
    zone = ZoneInfo(restaurant.time_zone)
    when = datetime.now(UTC) if at is None else read_instant(at, zone)
    if when is None:
        raise NotExplained(f"--at must be a day and a time such as 2026-12-01T10:00, not {at}")
    profile = Profile(person.replace("-", "_"))
    visit = visit_of(profile, language, store)
    found = explain(restaurant, programme.campaigns, profile, visit, when, consent.hands_out_vouchers)
    words = _words(consent, programme, language, found)
    if as_json:
        click.echo(json.dumps(_content(found, profile, language, when, store, words), ensure_ascii=False, indent=2))
        return
    click.echo(f"{restaurant.name}, {when.astimezone(zone):%Y-%m-%d %H:%M} ({restaurant.time_zone})")
    _tell(found, profile, words)


def _programme(consent: Consent, slug: str | None) -> Programme:
    with reaching_database(NotExplained):
        programme = consent.programme(slug)
    if programme is None:
        raise NotExplained(f"there is no restaurant {slug!r}" if slug else "name the restaurant: --restaurant SLUG")
    return programme


def _words(consent: Consent, programme: Programme, language: str, found: Explained) -> Mapping[str, str]:
    """The words of the question as they are published."""
    fingerprint = programme.fingerprints.get((language, found.subject())) or programme.fingerprints.get(
        (language, None)
    )
    notice = consent.notice(programme.restaurant.id, fingerprint) if fingerprint else None
    return notice.words if notice else {}


def _reasons(found: Explained) -> list[tuple[Campaign, str, str, str]]:
    """Each campaign that is not shown: symbol, why in words, and what comes before it."""
    say = texts("en")
    rows = []
    for other in found.others:
        why = say(f"reason.{other.reason}")
        if other.before is not None and found.campaign is not None:
            why = say(f"before.{other.before}", winner=found.campaign.name, loser=other.campaign.name)
        rows.append((other.campaign, str(other.reason), why, str(other.before or "")))
    return rows


def _tell(found: Explained, profile: Profile, words: Mapping[str, str]) -> None:
    say = texts("en")
    who, why = say(f"profile.{profile}"), say(f"asking.{found.why}")
    click.echo(f"as:       {who}")
    is_asked = found.show is Show.QUESTION
    click.echo(f"asked:    {'yes' if is_asked else 'no'}. {why}")
    if not is_asked:
        click.echo("If it were asked, these would be the words:")
    campaign = f"{found.campaign.name} ({found.campaign.kind})" if found.campaign else "none"
    reason = say(f"reason.{found.reason}")
    click.echo(f"campaign: {campaign}. {reason}")
    for slot, text in words.items():
        if text:
            click.echo(f"  {slot + ':':<12} {text}")
    for campaign_, _, why, _ in _reasons(found):
        click.echo(f"not:      {campaign_.name} ({campaign_.kind}). {why}")


def _content(
    found: Explained,
    profile: Profile,
    language: str,
    when: datetime,
    store: str | None,
    words: Mapping[str, str],
) -> dict[str, Any]:
    return {
        "as": str(profile),
        "language": language,
        "at": when.isoformat(),
        "store": store,
        "asked": found.show is Show.QUESTION,
        "why": str(found.why),
        "campaign": _named(found.campaign) if found.campaign else None,
        "reason": str(found.reason),
        "words": dict(words),
        "others": [
            _named(campaign) | {"reason": reason, "before": before or None, "said": why}
            for campaign, reason, why, before in _reasons(found)
        ],
    }


def _named(campaign: Campaign) -> dict[str, Any]:
    return {
        "id": str(campaign.id), "version": campaign.version, "kind": str(campaign.kind), "name": campaign.name,
    }  # fmt: skip
