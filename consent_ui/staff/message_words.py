"""What a card says of the messages to its customer: when, which campaign, what became of each, and why."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from consent_ui.rules.sending import Because
from consent_ui.staff.desk import Desk
from consent_ui.store.message_log import Logged
from consent_ui.texts import Texts

TONES = {"sent": "good", "failed": "warn", "unknown": "warn"}
"""Of states that are not plain."""


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message. Neither its text nor where it went: the text leads to the customer's own pages."""

    when: str
    datetime: str
    campaign: str
    campaign_url: str
    state: str
    tone: str
    report: str
    because: str
    decision: str
    decision_url: str
    words_url: str


def line(at: Desk, customer_id: UUID, message: Logged) -> MessageLine:
    """The line about a message."""
    text, zone, yes = at.text, at.restaurant.time_zone, message.decision
    return MessageLine(
        when=text.moment(message.at, zone),
        datetime=message.at.isoformat(),
        campaign=message.campaign.name if message.campaign else text("log.campaign.gone"),
        campaign_url=at.url("campaign", campaign_id=message.campaign_id) if message.campaign else "",
        state=text(f"log.state.{message.state}"),
        tone=TONES.get(message.state, "plain"),
        report=_report(at, message),
        because=_because(at, message.because),
        decision=text("log.decision", moment=text.moment(yes.at, zone), place=text(f"place.{yes.place}")),
        decision_url=at.url("customer", customer_id=customer_id, decision=yes.id, _anchor=f"decision-{yes.id}"),
        words_url=at.url("words", fingerprint=yes.notice),
    )


def _because(at: Desk, said: Because | None) -> str:
    if said is None:
        return at.text("log.because.none")
    return at.text("log.because.allowed") if said is Because.ALLOWED else why(at.text, said)


def _report(at: Desk, message: Logged) -> str:
    if message.report is None or message.reported_at is None:
        return ""
    moment = at.text.moment(message.reported_at, at.restaurant.time_zone)
    return at.text("log.report", said=at.text(f"log.report.{message.report}"), moment=moment)


def why(text: Texts, reason: str) -> str:
    """A reason in words, as a line of a table begins."""
    said = text(f"sending.{reason}")
    return said[:1].upper() + said[1:]
