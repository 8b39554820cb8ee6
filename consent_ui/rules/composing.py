"""Composes the notice a person is shown, from a restaurant's record and one campaign, or none.

A `Phrases` speaks the language; amounts and dates come from the campaign record alone (IC-01).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.notices import Notice, Phrases, Restaurant
from consent_ui.rules.offer_words import benefit_words, condition_words
from consent_ui.rules.variants import OWN

ARTICLE_13 = (
    "controller", "officer", "purposes", "basis", "data", "recipients", "transfers", "retention", "rights",
    "withdrawal", "objection", "complaint", "required", "profiling", "cookie", "frequency",
)  # fmt: skip
"""The anchors of the full notice (GDPR Art. 13(1)-(2); IN-02, IN-05, IN-06)."""


def compose(restaurant: Restaurant, campaign: Campaign | None, say: Phrases) -> Notice:
    """The notice for this restaurant, with this campaign's words or the generic ones, in the language of `say`."""
    channels = restaurant.channels
    by = say.listing([say(f"channel.{channel}.by") for channel in channels])
    days = campaign.lapse_days if campaign else None
    contacts = [say(f"channel.{channel}.data") for channel in channels]
    data = say.listing([*contacts, say("data.orders")] if days else contacts)
    needed = campaign is not None and campaign.requires_consent
    benefit = conditions = ""
    if campaign is not None:
        benefit = benefit_words(campaign, restaurant, say)
        conditions = condition_words(campaign, restaurant, say)
    words = {
        "heading": say("notice.heading", name=restaurant.name, by=by),
        "purpose": say(
            "notice.purpose_timed" if days else "notice.purpose",
            name=restaurant.name, legal_name=restaurant.legal_name, data=data, days=days,
        ),
        "benefit": benefit,
        "conditions": conditions,
        "withdrawal": say("notice.withdrawal", preferences=say("preferences.name")),
        "no_effect": say("notice.no_effect_except_benefit" if needed else "notice.no_effect"),
        "accept": say("notice.accept", by=by),
        "decline": say("notice.decline"),
        "choose": say("notice.choose") if len(channels) > 1 else "",
        "more": say("notice.more"),
    }  # fmt: skip
    return Notice(
        restaurant_id=restaurant.id,
        language=say.language,
        channels=channels,
        campaign_id=campaign.id if campaign else None,
        campaign_version=campaign.version if campaign else None,
        campaign_kind=campaign.kind if campaign else None,
        words=words,
        sections=_sections(restaurant, by, say.listing(contacts), say),
    )


def _sections(restaurant: Restaurant, by: str, data: str, say: Phrases) -> tuple[tuple[str, str, str], ...]:
    values = {
        "name": restaurant.name,
        "legal_name": restaurant.legal_name,
        "address": restaurant.address,
        "email": restaurant.email,
        "phone": restaurant.phone,
        "by": by,
        "authority": restaurant.authority,
        "consent_years": restaurant.consent_years,
        "proof_years": restaurant.proof_years,
        "monthly_cap": restaurant.monthly_cap,
        "officer": restaurant.officer,
        "processors": say.listing(restaurant.processors) if restaurant.processors else "",
        "transfers": restaurant.transfers,
        "data": data,
        "preferences": say("preferences.name"),
    }
    absent = {
        "officer": not restaurant.officer,
        "recipients": not restaurant.processors,
        "transfers": not restaurant.transfers,
        "complaint": not restaurant.authority,
    }
    return tuple(
        (
            anchor,
            say(f"information.{anchor}.title"),
            say(f"information.{anchor}.{'none' if absent.get(anchor) else 'text'}", **values),
        )
        for anchor in ARTICLE_13
    )


def publications(restaurant: Restaurant, campaigns: Sequence[Campaign], phrases: Sequence[Phrases]) -> list[Notice]:
    """Every notice this restaurant can show: per language the generic one, and one per campaign that speaks it, or per
    sentence of a wording test.

    A campaign that has not the language is never shown in it (LN-10), so it gets no notice there.
    """
    return [
        notice
        for say in phrases
        if say.language in restaurant.languages
        for campaign in (None, *campaigns)
        if campaign is None or campaign.speaks(say.language)
        for notice in wordings(restaurant, campaign, say)
    ]


def wordings(restaurant: Restaurant, campaign: Campaign | None, say: Phrases) -> Iterator[Notice]:
    """The notices of one campaign in one language: one, or in a wording test one per sentence."""
    own = compose(restaurant, campaign, say)
    if campaign is None or not campaign.variants:
        yield own
        return
    yield replace(own, variant=OWN)
    for variant in campaign.variants:
        yield replace(compose(restaurant, replace(campaign, wording=variant.wording), say), variant=variant.name)
