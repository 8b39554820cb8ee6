"""What will they see, and why? The question as somebody would meet it, and every campaign's reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import Response, abort, request

from consent_ui.rules.asking import Show
from consent_ui.rules.campaign_draft import read_instant, shown
from consent_ui.rules.explaining import Explained, Other, Profile, explain, visit_of
from consent_ui.rules.notices import Notice
from consent_ui.rules.roles import Role
from consent_ui.rules.typed_values import LONGEST_NAME, is_text
from consent_ui.staff.campaign_fields import clean
from consent_ui.staff.campaign_words import offer_of
from consent_ui.staff.desk import Desk, desk
from consent_ui.staff.question_alone import question_alone
from consent_ui.store.offers import Programme
from consent_ui.texts import texts


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Reasoned:
    """A campaign that is not shown, and why."""

    name: str
    url: str
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What was asked, and the answer."""

    people: tuple[Option, ...]
    languages: tuple[Option, ...]
    at: str
    store: str
    time_zone: str
    wrong: dict[str, str]
    moment: str
    is_asked: bool
    asking: str
    frame: str
    campaign: str
    campaign_url: str
    offer: str
    reason: str
    others: tuple[Reasoned, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What the address asks: who looks, in which language, when and at which store; and what of it is wrong."""

    profile: Profile
    language: str
    at: datetime
    at_typed: str
    store: str | None
    wrong: dict[str, str]


@desk("/preview", role=Role.VIEWER)
def preview(at: Desk) -> Response:
    """The page: choices above, what they would see and why below."""
    programme = _programme(at)
    asked = _asked(at)
    found = _explain(at, programme, asked)
    campaign = found.campaign
    value = Preview(
        people=tuple(Option(each, at.text(f"profile.{each}"), each is asked.profile) for each in Profile),
        languages=tuple(
            Option(each, texts(each)("language.name"), each == asked.language) for each in at.restaurant.languages
        ),
        at=asked.at_typed,
        store=clean(request.args.get("store", "")),
        time_zone=at.restaurant.time_zone,
        wrong=asked.wrong,
        moment=at.text.moment(asked.at, at.restaurant.time_zone),
        is_asked=found.show is Show.QUESTION,
        asking=at.text(f"asking.{found.why}"),
        frame="" if asked.wrong else _frame_url(at, asked),
        campaign=campaign.name if campaign else "",
        campaign_url=at.url("campaign", campaign_id=campaign.id) if campaign else "",
        offer=offer_of(at, campaign) if campaign else "",
        reason=at.text(f"reason.{found.reason}"),
        others=tuple(_reasoned(at, found, other) for other in found.others),
    )
    return at.page("preview", value, 422 if asked.wrong else 200)


@desk("/preview/question", role=Role.VIEWER)
def preview_question(at: Desk) -> Response:
    """The question alone, for the frame."""
    asked = _asked(at)
    programme = _programme(at)
    found = _explain(at, programme, asked)
    notice = _notice(at, programme, asked, found)
    if asked.wrong or notice is None:
        abort(404)
    return question_alone(at, programme, notice)


def _programme(at: Desk) -> Programme:
    programme = at.consent.programme(at.restaurant.slug)
    if programme is None:
        abort(404)
    return programme


def _asked(at: Desk) -> Question:
    args, wrong = request.args, {}
    zone = ZoneInfo(at.restaurant.time_zone)
    person, language = args.get("person", Profile.NEW.value), args.get("language", at.restaurant.languages[0])
    profile = Profile(person) if person in list(Profile) else Profile.NEW
    if language not in at.restaurant.languages:
        language = at.restaurant.languages[0]
    typed = args.get("at", "").strip()
    instant = read_instant(typed, zone) if typed else at.now
    if instant is None:
        wrong["at"] = at.text("campaign.wrong.not_instant")
    store = args.get("store", "").strip() or None
    if store is not None and not is_text(store, LONGEST_NAME):
        key = "too_long" if len(store) > LONGEST_NAME else "not_plain"
        wrong["store"] = at.text(f"campaign.wrong.{key}", most=LONGEST_NAME)
        store = None
    return Question(profile, language, instant or at.now, clean(typed) or shown(at.now, zone), store, wrong)


def _explain(at: Desk, programme: Programme, asked: Question) -> Explained:
    visit = visit_of(asked.profile, asked.language, asked.store)
    return explain(at.restaurant, programme.campaigns, asked.profile, visit, asked.at, at.consent.hands_out_vouchers)


def _reasoned(at: Desk, found: Explained, other: Other) -> Reasoned:
    campaign = other.campaign
    why = at.text(f"reason.{other.reason}")
    if other.before is not None and found.campaign is not None:
        why = at.text(f"before.{other.before}", winner=found.campaign.name, loser=campaign.name)
    url = at.url("campaign", campaign_id=campaign.id)
    return Reasoned(campaign.name, url, at.text(f"campaign.kind.short.{campaign.kind}"), why)


def _frame_url(at: Desk, asked: Question) -> str:
    values = {"person": asked.profile.value, "language": asked.language, "at": asked.at_typed}
    if asked.store is not None:
        values["store"] = asked.store
    address = at.url("preview_question")
    return f"{address}{'&' if '?' in address else '?'}{urlencode(values)}"


def _notice(at: Desk, programme: Programme, asked: Question, found: Explained) -> Notice | None:
    for each in (found.subject(), None):
        fingerprint = programme.fingerprints.get((asked.language, each))
        if fingerprint is not None:
            return at.consent.notice(at.restaurant.id, fingerprint)
    return None
