"""Making and changing a campaign: the form, the review that shows its words in every language, and publishing.

Nothing typed is kept on the server: the review carries every field along, so going back, a mistake, or somebody else
who published first loses none of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from flask import Response, abort, request
from sqlalchemy import Connection

from consent_ui import publishing
from consent_ui.publishing import BadWording, Stale
from consent_ui.rules.campaign_draft import Facts, blank, read, typed
from consent_ui.rules.campaigns import Campaign, CampaignKind
from consent_ui.rules.roles import Role
from consent_ui.staff import keeping
from consent_ui.staff.campaign_fields import sent
from consent_ui.staff.campaign_form import Form, build_form
from consent_ui.staff.campaign_review import Review, build_review
from consent_ui.staff.campaign_words import facts_of
from consent_ui.staff.campaigns import find
from consent_ui.staff.desk import Desk, desk
from consent_ui.staff.finding_words import tell
from consent_ui.store import offers
from consent_ui.store.ids import uuid7

REVIEW, PUBLISH, EDIT = "review", "publish", "edit"
MADE_HERE = 7
"""Version of the UUIDs of campaigns that are made in the back office."""


@dataclass(frozen=True, slots=True)
class Editing:
    """One campaign being written: what stood when it was opened, if anything, and where its form is."""

    at: Desk
    facts: Facts
    kind: CampaignKind
    before: Campaign | None
    title: str
    action: str
    back: str

    def form(self, fields: Mapping[str, str], key: tuple[str, int], status: int = 200, **known: object) -> Response:
        """The page with the form."""
        value: Form = build_form(
            self.at, self.kind, self.title, self.action, self.back, key, fields, self.facts, before=self.before,
            is_back=request.method == "POST", **known,  # type: ignore[arg-type]
        )  # fmt: skip
        return self.at.page("campaign_form", value, status)


@desk("/campaigns/new/<kind>", role=Role.MANAGER, methods=["GET", "POST"])
def new_campaign(at: Desk, kind: str) -> Response:
    """A new campaign of one kind."""
    if kind not in list(CampaignKind):
        abort(404)
    title = at.text(f"campaign.new.{kind}")
    editing = Editing(
        at, facts_of(at), CampaignKind(kind), None, title, at.url("new_campaign", kind=kind), at.url("campaigns")
    )
    if request.method == "POST":
        return _take(editing)
    kept = keeping.fields_of_this_page()
    fields = sent(kept, at.restaurant) if kept else blank(editing.kind, editing.facts)
    return editing.form(fields, (str(uuid7()), 0))


@desk("/campaigns/<uuid:campaign_id>/edit", role=Role.MANAGER, methods=["GET", "POST"])
def edit_campaign(at: Desk, campaign_id: UUID) -> Response:
    """Another version of a campaign."""
    before = find(at, campaign_id)
    address = at.url("edit_campaign", campaign_id=campaign_id)
    title = at.text("campaign.edit", name=before.name)
    editing = Editing(
        at, facts_of(at), before.kind, before, title, address, at.url("campaign", campaign_id=campaign_id)
    )
    if request.method == "POST":
        return _take(editing)
    kept = keeping.fields_of_this_page()
    fields = sent(kept, at.restaurant) if kept else typed(before, editing.facts)
    version = before.version if kept is None else _version(kept.get("version", ""))
    return editing.form(fields, (str(before.id), version))


def _take(editing: Editing) -> Response:
    """A form that was sent: shown again, reviewed or published."""
    at = editing.at
    fields = sent(request.form, at.restaurant)
    key = (str(_id(editing)), _version(request.form.get("version", "")))
    step = request.form.get("step", REVIEW)
    if step == EDIT:
        return editing.form(fields, key)
    opened = _opened(editing, key)
    result = read(fields, editing.kind, editing.facts, UUID(key[0]), opened)
    if result.campaign is None:
        return editing.form(fields, key, 422, problems=result.problems)
    latest = editing.before or _made_meanwhile(at, UUID(key[0]))
    if latest is not None and latest.kind is not editing.kind:
        abort(404)  # a campaign stays of its kind, whatever form its id is put into
    if latest is not None and latest.version != key[1]:
        return _stale(editing, fields, key, latest)
    draft = result.campaign
    review = build_review(at, editing.title, editing.action, latest, draft, fields, key)
    if step != PUBLISH or not review.fit:
        return at.page("campaign_review", review, 200 if review.fit else 422)
    return _publish(editing, draft, review, fields, key)


def _publish(
    editing: Editing, draft: Campaign, review: Review, fields: Mapping[str, str], key: tuple[str, int]
) -> Response:
    at = editing.at
    try:
        made = publishing.publish_campaign(
            at.consent.database, at.restaurant.id, draft, at.now, opened_at=key[1], also=partial(_audit, at)
        )
    except Stale as stale:
        return _stale(editing, fields, key, stale.latest)
    except BadWording as bad:
        elsewhere = tuple((where, tell(at.text, finding)) for where, finding in bad.findings)
        return at.page("campaign_review", replace(review, elsewhere=elsewhere), 422)
    at.consent.forget_programmes()
    keeping.let_go()
    at.told("campaign.told.published", name=made.name, version=made.version)
    return keeping.to(at.url("campaign", campaign_id=made.id))


def _audit(at: Desk, connection: Connection, made: Campaign) -> None:
    at.audit("campaign.published", made.id, connection, version=made.version, kind=str(made.kind))


def _stale(editing: Editing, fields: Mapping[str, str], key: tuple[str, int], latest: Campaign) -> Response:
    """409: what the other one changed, beside what was typed here, which can be reviewed again on top of it."""
    opened = _opened(replace(editing, before=latest), key)
    return editing.form(fields, (key[0], latest.version), 409, latest=latest, opened=opened)


def _id(editing: Editing) -> UUID:
    """The campaign's id; a new one keeps the one its form was made with, so that a form sent twice makes one."""
    if editing.before is not None:
        return editing.before.id
    try:
        found = UUID(request.form.get("id", ""))
    except ValueError:
        return uuid7()
    return found if found.version == MADE_HERE else uuid7()


def _version(sent_version: str) -> int:
    plain = sent_version.isascii() and sent_version.isdigit() and len(sent_version) < 10
    return int(sent_version) if plain else 0


def _opened(editing: Editing, key: tuple[str, int]) -> Campaign | None:
    """The version the form was opened at."""
    if editing.before is None or editing.before.version == key[1]:
        return editing.before
    with editing.at.consent.database.read() as connection:
        return offers.campaign_version(connection, editing.at.restaurant.id, editing.before.id, key[1])


def _made_meanwhile(at: Desk, campaign_id: UUID) -> Campaign | None:
    with at.consent.database.read() as connection:
        return offers.latest_campaign(connection, at.restaurant.id, campaign_id)
