"""Switching a campaign on or off: a new version, after a look at what that means for those who said yes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from flask import Response, request
from sqlalchemy import Connection

from consent_ui import publishing
from consent_ui.publishing import BadWording, Stale
from consent_ui.rules.campaign_warnings import warnings
from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.promises import shrunk
from consent_ui.rules.roles import Role
from consent_ui.staff import keeping
from consent_ui.staff.campaign_words import care_of, promise
from consent_ui.staff.campaigns import find
from consent_ui.staff.desk import Desk, desk
from consent_ui.staff.finding_words import FindingWords, tell
from consent_ui.store import offers, promises


@dataclass(frozen=True, slots=True)
class Switch:
    """What is about to be switched. `on` is what it would be then."""

    name: str
    on: bool
    version: int
    action: str
    back: str
    promise: tuple[str, ...]
    cares: tuple[str, ...]
    findings: tuple[tuple[str, FindingWords], ...] = ()
    is_stale: bool = False


@desk("/campaigns/<uuid:campaign_id>/switch", role=Role.MANAGER, methods=["GET", "POST"])
def switch_campaign(at: Desk, campaign_id: UUID) -> Response:
    """Asks first; then publishes the same campaign switched over."""
    here = find(at, campaign_id)
    if request.method == "GET":
        return at.page("campaign_switch", _switch(at, here))
    after = replace(here, on=not here.on)
    if request.form.get("version") != str(here.version):
        return at.page("campaign_switch", replace(_switch(at, here), is_stale=True), 409)
    try:
        publishing.publish_campaign(
            at.consent.database, at.restaurant.id, after, at.now, opened_at=here.version, also=partial(_audit, at)
        )
    except Stale as stale:
        return at.page("campaign_switch", replace(_switch(at, stale.latest), is_stale=True), 409)
    except BadWording as bad:
        found = tuple((where, tell(at.text, finding)) for where, finding in bad.findings)
        return at.page("campaign_switch", replace(_switch(at, here), findings=found), 422)
    at.consent.forget_programmes()
    at.told("campaign.told.on" if after.on else "campaign.told.off", name=here.name)
    return keeping.to(at.url("campaign", campaign_id=campaign_id))


def _audit(at: Desk, connection: Connection, made: Campaign) -> None:
    act = "campaign.switched_on" if made.on else "campaign.switched_off"
    at.audit(act, made.id, connection, version=made.version)


def _switch(at: Desk, here: Campaign) -> Switch:
    after = replace(here, on=not here.on)
    with at.consent.database.read() as connection:
        others = offers.current_campaigns(connection, at.restaurant.id)
        people = promises.said_yes(connection, at.restaurant.id, here.id)
    return Switch(
        name=here.name,
        on=after.on,
        version=here.version,
        action=at.url("switch_campaign", campaign_id=here.id),
        back=at.url("campaign", campaign_id=here.id),
        promise=promise(at.text, shrunk(here, after), people)[-1:],  # what is less is plain from the button
        cares=(
            *((at.text("wordings.anew"),) if here.variants else ()),
            *(care_of(at.text, each, after) for each in warnings(after, others, at.now)),
        ),
    )
