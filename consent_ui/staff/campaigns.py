"""The restaurant's campaigns: the list, and one campaign with its words, its promises and its past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Response, abort

from consent_ui.restaurant_file import FROM_A_FILE
from consent_ui.rules.campaigns import Campaign, CampaignKind, order
from consent_ui.rules.explaining import Profile, wins
from consent_ui.rules.roles import Role
from consent_ui.staff import simulation
from consent_ui.staff.campaign_words import Spoken, Stands, kept, offer_of, people_of, spoken, stands, when, winners
from consent_ui.staff.desk import Desk, desk
from consent_ui.staff.simulation import Simulation
from consent_ui.store import offers, promises
from consent_ui.texts import texts


@dataclass(frozen=True, slots=True)
class Row:
    """One campaign in the list."""

    name: str
    url: str
    kind: str
    offer: str
    stands: Stands
    wins: str
    people: int


@dataclass(frozen=True, slots=True)
class Listed:
    """The list, and the kinds that can be added: name and address."""

    rows: tuple[Row, ...]
    kinds: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One published version."""

    number: int
    at: str
    offer: str
    state: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One campaign."""

    campaign: Campaign
    kind: str
    stands: Stands
    wins: str
    facts: tuple[tuple[str, str], ...]
    promise: str
    spoken: tuple[Spoken, ...]
    versions: tuple[Version, ...]
    from_file: bool
    simulation: Simulation | None


@desk("/campaigns", role=Role.VIEWER)
def campaigns(at: Desk) -> Response:
    """Every campaign, in the order in which they are preferred, with its state and whom it wins."""
    with at.consent.database.read() as connection:
        found = sorted(offers.current_campaigns(connection, at.restaurant.id), key=order)
        people = promises.said_yes_by_campaign(connection, at.restaurant.id)
    won = won_by(at, found)
    rows = tuple(_row(at, each, won.get(each.id, ()), people.get(each.id, 0)) for each in found)
    kinds = tuple((at.text(f"campaign.kind.{kind}"), at.url("new_campaign", kind=kind.value)) for kind in CampaignKind)
    return at.page("campaigns", Listed(rows, kinds))


def _row(at: Desk, here: Campaign, won: Sequence[Profile], people: int) -> Row:
    state = stands(at, here)
    return Row(
        here.name, at.url("campaign", campaign_id=here.id), at.text(f"campaign.kind.short.{here.kind}"),
        offer_of(at, here), state, people_of(at.text, won, state.is_running), people,
    )  # fmt: skip


@desk("/campaigns/<uuid:campaign_id>", role=Role.VIEWER)
def campaign(at: Desk, campaign_id: UUID) -> Response:
    """One campaign: what it says in every language, who said yes under it, and every version there was."""
    with at.consent.database.read() as connection:
        found = offers.current_campaigns(connection, at.restaurant.id)
        past = offers.campaign_versions(connection, at.restaurant.id, campaign_id)
        people = promises.said_yes(connection, at.restaurant.id, campaign_id)
    here = next((each for each in found if each.id == campaign_id), None)
    if here is None:
        abort(404)
    state = stands(at, here)
    value = Shown(
        campaign=here,
        kind=at.text(f"campaign.kind.{here.kind}"),
        stands=state,
        wins=winners(at.text, won_by(at, found).get(here.id, ()), state.is_running),
        facts=tuple(facts(at, here)),
        promise=kept(at.text, people) if people else at.text("campaign.promise.none"),
        spoken=tuple(spoken(at, here)),
        versions=tuple(
            Version(
                each.version, at.text.moment(published, at.restaurant.time_zone), offer_of(at, each),
                at.text("campaign.on" if each.on else "campaign.off"),
            )
            for each, published in past
        ),
        from_file=here.id.version == FROM_A_FILE,
        simulation=simulation.begin(at, here) if here.kind is CampaignKind.RETENTION else None,
    )  # fmt: skip
    return at.page("campaign", value)


def find(at: Desk, campaign_id: UUID) -> Campaign:
    """The latest version of a campaign of this restaurant; 404 for anybody else's."""
    with at.consent.database.read() as connection:
        found = offers.latest_campaign(connection, at.restaurant.id, campaign_id)
    if found is None:
        abort(404)
    return found


def won_by(at: Desk, found: list[Campaign]) -> Mapping[UUID, tuple[Profile, ...]]:
    """Per campaign the kinds of people it is shown to now."""
    stores = sorted({store for each in found for store in each.stores}) if at.restaurant.channels else []
    return wins(found, at.restaurant.languages, stores, at.now, at.consent.hands_out_vouchers)


def facts(at: Desk, here: Campaign) -> list[tuple[str, str]]:
    """Everything in the record, label and value, in the order of the form."""
    text = at.text
    spoken_names = [texts(each)("language.name") for each in at.restaurant.languages if each in here.languages]
    rows = [("offer", offer_of(at, here)), ("dates", when(at, here))]
    if here.lapse_days is not None:
        rows.append(("lapse_days", str(here.lapse_days)))
    if here.voucher_days is not None:
        rows.append(("voucher_days", str(here.voucher_days)))
    rows.append(("stores", text.listing(sorted(here.stores)) if here.stores else text("campaign.stores.all")))
    code = text("campaign.code.host") if here.host_voucher else here.voucher or text("campaign.code.none")
    rows.append(("voucher", code))
    rows.append(("languages", text.listing(spoken_names) if spoken_names else text("campaign.languages.none")))
    who = text("campaign.yes_only" if here.requires_consent else "campaign.everyone")
    return [*((text(f"campaign.field.{name}"), value) for name, value in rows), (text("campaign.section.who"), who)]
