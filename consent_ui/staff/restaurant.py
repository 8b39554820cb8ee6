"""The first page of a restaurant: what there is to do first, and how things stand."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response

from consent_ui.rules.campaign_state import CampaignState, standing
from consent_ui.rules.campaigns import Campaign, order
from consent_ui.rules.consent import Channel
from consent_ui.rules.roles import Role
from consent_ui.staff import figures, reckoning
from consent_ui.staff.campaign_words import host_of, offer_of
from consent_ui.staff.desk import Desk, desk
from consent_ui.staff.simulation import hindrance
from consent_ui.store import offers, replies, runs
from consent_ui.store.runs import Run

MOST = 100
"""Replies that are counted at most."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do: where, what, and why."""

    url: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Running:
    """A campaign that runs now."""

    url: str
    name: str
    since: str
    offer: str


@dataclass(frozen=True, slots=True)
class Way:
    """How messages leave on one channel: whether they can, in a word, and in a sentence."""

    name: str
    ready: bool
    word: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Start:
    """The page."""

    alarm: bool
    steps: tuple[Step, ...]
    running: tuple[Running, ...]
    today: str
    ways: tuple[Way, ...]
    latest: str
    latest_url: str


@desk("/", role=Role.VIEWER)
def restaurant(at: Desk) -> Response:
    """What there is to do first here, and how things stand."""
    tally, suspicious = reckoning.this_day(at.consent, at.restaurant, at.now)
    with at.consent.database.read() as connection:
        campaigns = sorted(offers.current_campaigns(connection, at.restaurant.id), key=order)
        waiting = len(replies.unread(connection, at.restaurant.id, MOST)) if at.may(Role.MANAGER) else 0
        latest, _ = runs.page(connection, at.restaurant.id, None, 1)
    stand = {each.id: standing(each, at.restaurant, host_of(at), at.now).state for each in campaigns}
    asked, yes, no = (figures.number(at.text.language, count) for count in (tally.asked, tally.yes, tally.no))
    value = Start(
        alarm=suspicious,
        steps=tuple(_steps(at, campaigns, list(stand.values()), waiting)),
        running=tuple(_running(at, each) for each in campaigns if stand[each.id] is CampaignState.RUNNING),
        today=at.text("start.today.said", asked=asked, yes=yes, no=no),
        ways=tuple(_way(at, channel) for channel in at.restaurant.channels),
        latest=_latest(at, latest[0]) if latest else at.text("start.latest.none"),
        latest_url=at.url("run", run_id=latest[0].id) if latest else "",
    )
    return at.page("restaurant", value)


def _steps(at: Desk, campaigns: list[Campaign], states: list[CampaignState], waiting: int) -> list[Step]:
    text, steps = at.text, []
    if not campaigns and at.may(Role.MANAGER):
        steps.append(Step(at.url("campaigns"), text("start.step.first"), text("start.step.first.why")))
    if CampaignState.CANNOT_RUN in states:
        steps.append(Step(at.url("campaigns"), text("start.step.cannot"), text("start.step.cannot.why")))
    if waiting:
        people = text("start.step.reply" if waiting == 1 else "start.step.replies", number=waiting)
        steps.append(Step(at.url("replies"), people, text("start.step.replies.why")))
    return steps


def _running(at: Desk, campaign: Campaign) -> Running:
    since = at.text("start.since", date=at.text.date(campaign.starts, at.restaurant.time_zone))
    return Running(at.url("campaign", campaign_id=campaign.id), campaign.name, since, offer_of(at, campaign))


def _way(at: Desk, channel: Channel) -> Way:
    """How the offers of a run leave. What only whoever runs the site can mend is said to be theirs."""
    settings, own = at.consent.settings, at.consent.hooks.send_sms
    prints = {
        Channel.SMS: own is None and settings.sms_gateway == "console",
        Channel.EMAIL: settings.smtp == "console",
    }
    lack = at.text(f"start.way.{channel}.prints") if prints[channel] else _lack(at, channel)
    word = at.text("start.way.off" if lack else "start.way.on")
    return Way(at.text(f"channel.{channel}.name"), not lack, word, lack or at.text(f"start.way.{channel}.leaves"))


def _lack(at: Desk, channel: Channel) -> str:
    if channel is Channel.SMS:
        return hindrance(at)
    reached = (at.consent.settings.public_url or "").startswith("https://")
    return "" if reached else at.text("start.way.email.no_address")


def _latest(at: Desk, run: Run) -> str:
    moment = at.text.moment(run.started_at, at.restaurant.time_zone)
    sent, others = (figures.number(at.text.language, count) for count in (run.sent, run.others))
    state = at.text(f"runs.state.{run.state}")
    return at.text("start.latest.said", moment=moment, state=state, sent=sent, others=others)
