"""The form of a campaign as it stands on the page: every field as it was typed, with what is wrong beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from unicodedata import category

from consent_ui.rules.campaign_checks import Problem
from consent_ui.rules.campaign_draft import HOST, NO_CODE, OWN, Facts, typed
from consent_ui.rules.campaigns import Campaign, CampaignKind
from consent_ui.rules.notices import Restaurant
from consent_ui.rules.offer_draft import forms
from consent_ui.rules.own_wording import GENERAL
from consent_ui.staff.desk import Desk
from consent_ui.texts import texts

PLAIN = (
    "name", "on", "offer", "percent", "amount", "buy", "free", "orders", "minimum", "starts", "ends", "lapse_days",
    "voucher_from", "voucher", "voucher_days", "requires_consent", "stores",
)  # fmt: skip
PER_LANGUAGE = ("item", "language", "wording")
ANCHORS = {"languages": "language", "item": "item", "wording": "wording"}
"""Where a problem with several fields is shown: at the first of them."""
SOURCES = (NO_CODE, OWN, HOST)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two people typed different things."""

    label: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class Form:
    """The form. `typed` holds every field, `wrong` the messages by field, `version` the one it was opened at, `testing`
    the address of the wording test that publishing would end, if one is running."""

    kind: CampaignKind
    title: str
    action: str
    back: str
    id: str
    version: int
    typed: Mapping[str, str]
    wrong: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]
    languages: tuple[tuple[str, str], ...]
    forms: tuple[str, ...]
    sources: tuple[str, ...]
    placeholders: tuple[str, ...]
    currency: str
    time_zone: str
    stale: tuple[Difference, ...] = ()
    meanwhile: str = ""
    testing: str = ""

    def anchor(self, field: str) -> str:
        """The id of the control that a field's problem is shown at."""
        return f"{ANCHORS[field]}-{self.languages[0][0]}" if field in ANCHORS else field


def names(restaurant: Restaurant) -> tuple[str, ...]:
    """Every field of the form."""
    return (*PLAIN, *(f"{name}-{each}" for name in PER_LANGUAGE for each in restaurant.languages))


def sent(form: Mapping[str, str], restaurant: Restaurant) -> dict[str, str]:
    """The fields of a campaign among what was sent."""
    return {name: form[name] for name in names(restaurant) if name in form}


def clean(value: str) -> str:
    """What was typed, without what no page may hold."""
    return "".join(each for each in value if each in "\r\n\t" or category(each) not in ("Cc", "Cs"))


def build_form(
    at: Desk,
    kind: CampaignKind,
    title: str,
    action: str,
    back: str,
    key: tuple[str, int],
    fields: Mapping[str, str],
    facts: Facts,
    problems: Sequence[Problem] = (),
    before: Campaign | None = None,
    latest: Campaign | None = None,
) -> Form:
    """The form as a page shows it. `key` is the campaign's id and the version it was opened at; `before` what stood
    then; `latest` what somebody else has published since."""
    return Form(
        kind=kind,
        title=title,
        action=action,
        back=back,
        id=key[0],
        version=key[1],
        typed={name: clean(value) for name, value in fields.items()},
        wrong=_messages(at, problems),
        labels={problem.field: label(at, problem.field) for problem in problems},
        languages=tuple((each, texts(each)("language.name")) for each in at.restaurant.languages),
        forms=tuple(forms(kind, before.offer if before else None)),
        sources=tuple(
            each for each in SOURCES if each != HOST or facts.host_vouchers or fields.get("voucher_from") == HOST
        ),
        placeholders=tuple(f"{{{name}}}" for name in ("offer", *_figures(kind), *GENERAL)),
        currency=at.restaurant.currency,
        time_zone=at.restaurant.time_zone,
        stale=tuple(_differences(at, fields, typed(latest, facts))) if latest else (),
        meanwhile=at.text("campaign.stale.version", version=latest.version) if latest else "",
        testing=at.url("wordings", campaign_id=before.id) if before and before.variants else "",
    )  # fmt: skip


def _figures(kind: CampaignKind) -> tuple[str, ...]:
    return {
        CampaignKind.SIGNUP: ("percent", "amount", "item"),
        CampaignKind.LOYALTY: ("buy", "free", "orders", "percent"),
        CampaignKind.RETENTION: ("percent", "amount"),
    }[kind]


def _messages(at: Desk, problems: Sequence[Problem]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for problem in problems:
        said = at.text(f"campaign.wrong.{problem.wrong}", **problem.values)
        found[problem.field] = (*found.get(problem.field, ()), said)
    return found


def label(at: Desk, field: str) -> str:
    """What a field is called."""
    name, _, language = field.partition("-")
    said = at.text(f"campaign.field.{name}")
    return f"{said} ({texts(language)('language.name')})" if language else said


def _differences(at: Desk, mine: Mapping[str, str], theirs: Mapping[str, str]) -> list[Difference]:
    def shown(value: str) -> str:
        return at.text("campaign.checked") if value == "y" else clean(value)[:500] or at.text("campaign.nothing")

    return [
        Difference(label(at, name), shown(theirs.get(name, "")), shown(mine.get(name, "")))
        for name in names(at.restaurant)
        if mine.get(name, "").strip() != theirs.get(name, "")
    ]
