"""The form of a campaign as it stands on the page: every field as it was typed, with what is wrong beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consent_ui.rules.campaign_checks import Problem
from consent_ui.rules.campaign_draft import HOST, NO_CODE, OWN, Facts, typed
from consent_ui.rules.campaigns import Campaign, CampaignKind
from consent_ui.rules.offer_draft import FIGURES, forms
from consent_ui.rules.own_wording import GENERAL
from consent_ui.staff.campaign_differences import Difference, differences
from consent_ui.staff.campaign_fields import clean, control, label, names, place
from consent_ui.staff.desk import Desk
from consent_ui.texts import texts

SOURCES = (NO_CODE, OWN, HOST)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What a sentence can fill in: as it is typed, what it stands for, and the forms of offer that have it (none: all
    of them)."""

    name: str
    means: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The form. `typed` holds every field, `wrong` the messages by field, `version` the one it was opened at, `testing`
    the address of the wording test that publishing would end, if one is running; `is_back` says that it comes after
    something was sent, so that its title is where reading goes on."""

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
    placeholders: tuple[Placeholder, ...]
    currency: str
    time_zone: str
    is_back: bool = False
    stale: tuple[Difference, ...] = ()
    meanwhile: str = ""
    testing: str = ""

    def anchor(self, field: str) -> str:
        """The id of the control that a field's problem is shown at."""
        return control(field, [code for code, _ in self.languages])


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
    opened: Campaign | None = None,
    is_back: bool = False,
) -> Form:
    """The form as a page shows it. `key` is the campaign's id and the version it was opened at; `before` what stood
    then; `latest` what somebody else has published since `opened`."""
    spoken = at.restaurant.languages
    found = sorted(problems, key=lambda problem: place(problem.field, spoken))
    return Form(
        kind=kind,
        title=title,
        action=action,
        back=back,
        id=key[0],
        version=key[1],
        typed={name: clean(value) for name, value in fields.items()},
        wrong=_messages(at, found),
        labels={problem.field: label(at, problem.field) for problem in found},
        languages=tuple((each, texts(each)("language.name")) for each in spoken),
        forms=tuple(forms(kind, before.offer if before else None)),
        sources=tuple(
            each for each in SOURCES if each != HOST or facts.host_vouchers or fields.get("voucher_from") == HOST
        ),
        placeholders=tuple(_placeholders(at, kind, before)),
        currency=at.restaurant.currency,
        time_zone=at.restaurant.time_zone,
        is_back=is_back,
        stale=tuple(_stale(at, facts, fields, latest, opened)) if latest else (),
        meanwhile=at.text("campaign.stale.version", version=latest.version) if latest else "",
        testing=at.url("wordings", campaign_id=before.id) if before and before.variants else "",
    )  # fmt: skip


def _placeholders(at: Desk, kind: CampaignKind, before: Campaign | None) -> list[Placeholder]:
    """Those that a campaign of this kind can have, and of the offer's figures for which forms of offer."""
    choice = forms(kind, before.offer if before else None)
    figures = dict.fromkeys(figure for form in choice for figure in FIGURES[form])
    general = [name for name in GENERAL if name != "days" or kind is CampaignKind.RETENTION]
    return [
        Placeholder(
            f"{{{name}}}",
            at.text(f"campaign.placeholder.{name}"),
            tuple(form.value for form in choice if name in FIGURES[form]) if name in figures else (),
        )
        for name in ("offer", *figures, *general)
    ]


def _messages(at: Desk, problems: Sequence[Problem]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for problem in problems:
        said = at.text(f"campaign.wrong.{problem.wrong}", **problem.values)
        found[problem.field] = (*found.get(problem.field, ()), said)
    return found


def _stale(
    at: Desk, facts: Facts, mine: Mapping[str, str], latest: Campaign, opened: Campaign | None
) -> list[Difference]:
    before = typed(opened, facts) if opened else None
    return differences(at, facts, names(at.restaurant), mine, typed(latest, facts), before)
