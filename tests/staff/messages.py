"""Messages to customers for the tests of their log and of runs."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.consent import Channel
from consent_ui.rules.deliveries import Failure
from consent_ui.rules.sending import Because
from consent_ui.store import history, outbox, runs, sent
from consent_ui.store.outbox import Claim
from tests.samples import NOW
from tests.staff.office import BackOffice

CONTACT = "c" * 64


def a_run(
    office: BackOffice, counts: dict[str, int], state: str = "done", at: datetime = NOW, until: datetime | None = NOW
) -> UUID:
    """A run of the retention campaign that is over, or goes on."""
    home = office.place.restaurant.id
    campaign = next(each for each in office.place.campaigns() if each.kind is CampaignKind.RETENTION)
    database = office.place.consent.database
    run = database.write(lambda c: runs.start(c, home, campaign.id, campaign.version, at))
    database.write(lambda c: runs.keep(c, home, run, state, counts, until))
    return run


def a_message(
    office: BackOffice,
    person: UUID,
    lapse: datetime,
    state: str = "sent",
    because: Because = Because.ALLOWED,
    run: UUID | None = None,
    contact: str = CONTACT,
    **closing: Any,
) -> UUID:
    """A message to this person, who has decided something, and what became of it."""
    home, database = office.place.restaurant.id, office.place.consent.database
    campaign = next(each for each in office.place.campaigns() if each.kind is CampaignKind.RETENTION)
    with database.read() as connection:
        yes = history.history(connection, home, person)[0]
    claim = Claim(
        home, run or a_run(office, {}), person, Channel.SMS, contact, campaign.id, campaign.version, lapse, "en", yes.id
    )  # fmt: skip
    message = database.write(lambda c: outbox.claim(c, claim, NOW))
    assert message is not None
    if state != "waiting":
        database.write(lambda c: outbox.start_leaving(c, home, message, "console", NOW))
        database.write(lambda c: outbox.close(c, home, message, state, because, NOW, **closing))
    return message


def reported(office: BackOffice, reference: str, failure: Failure | None) -> None:
    """The gateway says what became of the message that it knows by this name."""
    home = office.place.restaurant.id
    office.place.consent.database.write(lambda c: sent.report(c, home, Channel.SMS, [CONTACT], reference, failure, NOW))
