"""Campaigns as the back office tells them: state, offer, conditions, warnings and promises, in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.numbers import get_currency_precision

from consent_ui.hooks import nobody
from consent_ui.publishing import judged
from consent_ui.rules.campaign_draft import Facts
from consent_ui.rules.campaign_state import CampaignState, Host, standing
from consent_ui.rules.campaign_warnings import Warning
from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.explaining import Profile
from consent_ui.rules.notices import WORDS, Notice
from consent_ui.rules.offer_words import condition_words, offer_words
from consent_ui.rules.promises import Shrink
from consent_ui.staff.desk import Desk
from consent_ui.staff.finding_words import FindingWords, tell
from consent_ui.texts import Texts, texts

TONES = {
    CampaignState.RUNNING: "good",
    CampaignState.SCHEDULED: "plain",
    CampaignState.ENDED: "plain",
    CampaignState.OFF: "plain",
    CampaignState.CANNOT_RUN: "bad",
}


@dataclass(frozen=True, slots=True)
class Stands:
    """A campaign's state: the word, its tone, and in sentences what that means and what is missing."""

    word: str
    tone: str
    sentences: tuple[str, ...]
    is_running: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """The question with a campaign's words in one language, what is wrong with them, and what would stand in place of
    a sentence of one's own."""

    language: str
    name: str
    words: tuple[tuple[str, str], ...]
    accept: str
    decline: str
    findings: tuple[FindingWords, ...]
    ours: str = ""


def test_ends(text: Texts, before: Campaign | None) -> tuple[str, ...]:
    """What publishing a change does to a running wording test: its answers are about the campaign as it was, so it
    ends. Nothing where none is running."""
    return (text("wordings.ends"),) if before is not None and before.variants else ()


def facts_of(at: Desk) -> Facts:
    """What a typed campaign is read against here."""
    restaurant = at.restaurant
    return Facts(
        languages=restaurant.languages,
        currency=restaurant.currency,
        digits=get_currency_precision(restaurant.currency),
        zone=ZoneInfo(restaurant.time_zone),
        host_vouchers=at.consent.hands_out_vouchers,
        now=at.now,
    )


def host_of(at: Desk) -> Host:
    """What this site does for campaigns."""
    return Host(vouchers=at.consent.hands_out_vouchers, stores=at.consent.hooks.store is not nobody)


def stands(at: Desk, campaign: Campaign) -> Stands:
    """How a campaign stands now, in words."""
    text = at.text
    found = standing(campaign, at.restaurant, host_of(at), at.now)
    sentences = [when(at, campaign)]
    if found.state is CampaignState.CANNOT_RUN:
        sentences = [text(f"campaign.lack.{lack}") for lack in found.lacks]
    elif found.state is CampaignState.OFF:
        sentences = [text("campaign.state.off_now")]
    if found.silent and len(found.silent) < len(at.restaurant.languages):
        names = text.listing([texts(each)("language.name") for each in found.silent])
        sentences.append(text("campaign.silent", languages=names))
    is_running = found.state is CampaignState.RUNNING
    return Stands(text(f"campaign.state.{found.state}"), TONES[found.state], tuple(sentences), is_running)


def when(at: Desk, campaign: Campaign) -> str:
    """From when to when a campaign runs."""
    starts = _instant(at, campaign.starts)
    if campaign.ends is None:
        return at.text("campaign.when.open", starts=starts)
    return at.text("campaign.when", starts=starts, ends=_instant(at, campaign.ends, is_end=True))


def _instant(at: Desk, instant: datetime, *, is_end: bool = False) -> str:
    """Day and minute of an instant; at midnight the day alone, for an end the last one, as visitors read it."""
    zone = at.restaurant.time_zone
    if instant.astimezone(ZoneInfo(zone)).time() != time():
        return at.text.moment(instant, zone)
    return at.text.date(instant - timedelta(microseconds=1) if is_end else instant, zone)


def offer_of(at: Desk, campaign: Campaign) -> str:
    """The offer with its conditions, in the language of whoever works here."""
    offer = offer_words(campaign, at.restaurant, at.text)
    conditions = condition_words(campaign, at.restaurant, at.text)
    return f"{offer[:1].upper()}{offer[1:]}. {conditions}".strip()


def winners(text: Texts, profiles: Sequence[Profile], is_running: bool) -> str:
    """To whom a campaign is shown now; one that runs and is shown to nobody stands behind others."""
    if not profiles:
        return text("campaign.wins.behind" if is_running else "campaign.wins.nobody")
    return text("campaign.wins", people=text.listing([text(f"profile.short.{each}") for each in profiles]))


def people_of(text: Texts, profiles: Sequence[Profile], is_running: bool) -> str:
    """The same in a cell of a table."""
    if not profiles:
        return text("campaign.wins.few_behind" if is_running else "campaign.wins.few")
    said = text.listing([text(f"profile.short.{each}") for each in profiles])
    return f"{said[:1].upper()}{said[1:]}"


def spoken(at: Desk, campaign: Campaign) -> list[Spoken]:
    """The question in every language of the campaign, as publishing would compose it, with what the lint finds.

    Raises NoLists and MissingText.
    """
    return [
        _spoken(at, notice, [tell(at.text, finding) for finding in findings])
        for notice, findings in judged(at.restaurant, [campaign], generic=False)
    ]


def _spoken(at: Desk, notice: Notice, findings: list[FindingWords]) -> Spoken:
    prose = [slot for slot in WORDS if slot not in ("accept", "decline", "choose", "more") and notice.words[slot]]
    return Spoken(
        language=notice.language,
        name=texts(notice.language)("language.name"),
        words=tuple((at.text(f"campaign.slot.{slot}"), notice.words[slot]) for slot in prose),
        accept=notice.words["accept"],
        decline=notice.words["decline"],
        findings=tuple(findings),
    )


def care_of(text: Texts, warning: Warning, campaign: Campaign) -> str:
    """A warning in a sentence or two."""
    if warning.other is None or warning.before is None:
        return text(f"campaign.care.{warning.care}")
    mine, theirs = campaign.name, warning.other.name
    winner, loser = (mine, theirs) if warning.care == "wins" else (theirs, mine)
    before = text(f"before.{warning.before}", winner=winner, loser=loser)
    return text("campaign.care.overlap", other=theirs, before=before)


def promise(text: Texts, shrinks: Sequence[Shrink], people: int) -> tuple[str, ...]:
    """What a change takes, and what it does not take from those who said yes; empty where nobody did."""
    if not shrinks or not people:
        return ()
    less = text.listing([text(f"campaign.shrink.{each}") for each in shrinks])
    return (text("campaign.promise.less", less=less), kept(text, people))


def kept(text: Texts, people: int) -> str:
    """How many said yes under a campaign, and that what they were promised stays."""
    return text("campaign.promise.one") if people == 1 else text("campaign.promise.many", people=people)
