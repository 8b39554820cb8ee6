"""Who is looking at which restaurant's page, in which language, with which answer on the device."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from flask import Request, g

from consent_ui.rules.asking import DeviceAnswer, Show, ask_customer, ask_visitor, offer_device_answer
from consent_ui.rules.campaigns import Choice, Visit, choose
from consent_ui.rules.consent import Channel, Decision
from consent_ui.rules.notices import Notice, Restaurant
from consent_ui.state import Consent
from consent_ui.store.ledger import history_of
from consent_ui.store.offers import Programme
from consent_ui.store.people import Customer
from consent_ui.texts import Texts, texts


class UnknownRestaurant(LookupError):
    """The host names a restaurant that is not known here, or none while there are several."""


@dataclass
class Situation:
    """One request, seen with the eyes of the rules."""

    consent: Consent
    programme: Programme
    text: Texts
    customer: Customer | None
    device: DeviceAnswer | None
    now: datetime
    _history: list[Decision] | None = field(default=None)

    @property
    def restaurant(self) -> Restaurant:
        return self.programme.restaurant

    @property
    def who(self) -> str:
        """Names the account a form was made for; empty for a visitor."""
        if self.customer is None:
            return ""
        return self.consent.seals.hash_of(self.restaurant.id, f"who:{self.customer.reference}")[:16]

    @property
    def contacts(self) -> dict[Channel, str | None]:
        """Keyed hash of what the account holds per channel."""
        held = {c: self.customer.contact(c) if self.customer else None for c in self.restaurant.channels}
        seal = self.consent.seals.hash_of
        return {c: seal(self.restaurant.id, f"{c}:{value}") if value else None for c, value in held.items()}

    def history(self) -> list[Decision]:
        """The customer's decisions, oldest first; read once. Empty for a visitor, without a query."""
        if self.customer is None:
            return []
        if self._history is None:
            with self.consent.database.read() as connection:
                self._history = history_of(connection, self.restaurant.id, self.customer.reference)
        return self._history

    def forget_history(self) -> None:
        """Read the history afresh next time; called after a decision was recorded."""
        self._history = None

    def asks(self) -> bool:
        """Whether the question is put on this page."""
        channels = self.restaurant.channels
        if not channels:
            return False
        if self.customer is None:
            show, _ = ask_visitor(self.device, self.now)
        else:
            show, _ = ask_customer(self.history(), self.device, channels, self.now)
        return show is Show.QUESTION

    def offers_device_answer(self) -> bool:
        """Whether a signed-in customer is offered the answer this device gave before."""
        return self.customer is not None and offer_device_answer(self.history(), self.device, self.now)

    def choice(self) -> Choice:
        """The campaign whose words fit best now, and why."""
        orders = self.customer.orders if self.customer else None
        return choose(self.programme.campaigns, Visit(self.text.language, orders=orders), self.now)

    def best_notice(self) -> tuple[str, Notice] | None:
        """Fingerprint and words of the notice to show now; None while nothing is published in this language."""
        campaign = self.choice().campaign
        return self._published(campaign.id if campaign else None) or self.generic_notice()

    def generic_notice(self) -> tuple[str, Notice] | None:
        """The words without a campaign."""
        return self._published(None)

    def _published(self, subject: object) -> tuple[str, Notice] | None:
        fingerprint = self.programme.fingerprints.get((self.text.language, subject))  # type: ignore[arg-type]
        notice = self.consent.notice(self.restaurant.id, fingerprint) if fingerprint else None
        return (fingerprint, notice) if fingerprint and notice else None


def cookie_name(request: Request) -> str:
    """`__Host-consent` on HTTPS, so that no subdomain can plant one; `consent` on plain HTTP."""
    return "__Host-consent" if request.is_secure else "consent"


def situation(consent: Consent, request: Request, language: str | None = None) -> Situation:
    """The situation of this request. `language` is what the page says it is in.

    Raises UnknownRestaurant.
    """
    programme = consent.programme(consent.hooks.restaurant())
    if programme is None:
        raise UnknownRestaurant
    spoken = programme.restaurant.languages
    wanted = (language, consent.hooks.page_language(), request.args.get("lang"))
    chosen = next((tongue for tongue in wanted if tongue in spoken), None)
    if chosen is None:
        chosen = request.accept_languages.best_match(spoken, spoken[0]) or spoken[0]
    return Situation(
        consent,
        programme,
        texts(chosen),
        consent.hooks.customer(),
        consent.seals.read_device(programme.restaurant.id, request.cookies.get(cookie_name(request))),
        datetime.now(UTC),
    )


def this_situation(consent: Consent, request: Request, language: str | None = None) -> Situation:
    """The situation of this request, worked out once per language."""
    known: dict[str | None, Situation] = g.setdefault("consent_situations", {})
    if language not in known:
        known[language] = situation(consent, request, language)
    return known[language]
