"""Who is looking at which restaurant's page, in which language, with which answer on the device.

A situation works out only what is asked of it: most pages are seen by people who answered long ago, and for them
nothing but the cookie is looked at.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from flask import Request
from flask.globals import request_ctx

from consent_ui import device_cookie
from consent_ui.chosen import chosen
from consent_ui.languages import best_language
from consent_ui.ownership import Owned, owned
from consent_ui.rules.asking import Show, ask, offer_device_answer
from consent_ui.rules.binding import patience
from consent_ui.rules.campaigns import Campaign, Choice
from consent_ui.rules.consent import Channel, Decision
from consent_ui.rules.notices import Notice, Restaurant
from consent_ui.rules.variants import subject
from consent_ui.seals import device_content
from consent_ui.state import Consent
from consent_ui.store.history import history_of
from consent_ui.store.people import Customer
from consent_ui.texts import Texts, texts
from consent_ui.themes import Look

NOBODY = ("",)  # how a visitor is known


class UnknownRestaurant(LookupError):
    """The host names a restaurant that is not known here, or none while there are several."""


class Situation:
    """One request, seen with the eyes of the rules. Raises UnknownRestaurant when it is made."""

    __slots__ = (
        "_customer", "_history", "_language", "_own", "_text",
        "beside", "consent", "device", "environ", "now", "programme", "query", "request", "restaurant", "script_root",
    )  # fmt: skip

    def __init__(self, consent: Consent, request: Request, language: str | None = None) -> None:
        programme = consent.programme(consent.hooks.restaurant())
        if programme is None:
            raise UnknownRestaurant
        self.consent = consent
        self.programme = programme
        self.restaurant: Restaurant = programme.restaurant
        self.device, self.beside = device_cookie.read(consent, self.restaurant.id, request)
        self.now = datetime.now(UTC)
        self.environ = request.environ
        self.query: str = self.environ.get("QUERY_STRING", "")
        self.script_root: str = self.environ.get("SCRIPT_NAME", "")
        self.request = request
        self._language = language
        # Worked out when first asked for, by hand: functools.cached_property takes a lock on Python 3.11.
        self._customer: tuple[Customer | None] | None = None
        self._text: Texts | None = None
        self._history: list[Decision] | None = None
        self._own: Owned | None = None

    @property
    def look(self) -> Look:
        """The templates and styles this restaurant wears."""
        return self.consent.look(self.programme)

    @property
    def customer(self) -> Customer | None:
        """Who is signed in. The host is asked only where it matters, so that a page for everybody stays one."""
        if self._customer is None:
            self._customer = (self.consent.hooks.customer(),)
        return self._customer[0]

    @property
    def text(self) -> Texts:
        """The language of the page: what the page says, else the address, else the browser, else the restaurant."""
        if self._text is None:
            header = self.environ.get("HTTP_ACCEPT_LANGUAGE", "")
            self._text = texts(self._told() or best_language(header, self.restaurant.languages))
        return self._text

    def _told(self) -> str | None:
        spoken = self.restaurant.languages
        for wanted in (self._language, self.consent.hooks.page_language()):
            if wanted in spoken:
                return wanted
        asked_for = self.request.args.get("lang") if self.query else None
        return asked_for if asked_for in spoken else None

    @property
    def negotiates(self) -> bool:
        """Whether it is the browser that decides in which language this page is."""
        return len(self.restaurant.languages) > 1 and self._told() is None

    @property
    def who(self) -> str:
        """Names the account a form is made for; empty for a visitor."""
        return self.known_as[0]

    @property
    def known_as(self) -> tuple[str, ...]:
        """Every name this account has had since the signing keys still in use, the present one first."""
        if self.customer is None:
            return NOBODY
        hashes = self.consent.seals.hashes_of(self.restaurant.id, f"who:{self.customer.reference}")
        return tuple(each[:16] for each in hashes)

    @property
    def keepers(self) -> tuple[str, ...]:
        """Names the account and the very answer of this device that a card offers to it: a card that was drawn for
        another answer binds nothing (CV-20). The present name first."""
        if self.device is None:
            return NOBODY
        hashes = self.consent.seals.hashes_of(self.restaurant.id, f"device:{device_content(self.device)}")
        return tuple(f"{who}~{each[:16]}" for who, each in zip(self.known_as, hashes, strict=True))

    @property
    def waits(self) -> timedelta:
        """How long a yes waits for its contact here."""
        return patience(self.restaurant)

    @property
    def contacts(self) -> dict[Channel, str | None]:
        """Keyed hash per channel of the contact that is known to be the customer's own (CV-08)."""
        return self.owned[1]

    @property
    def owned(self) -> Owned:
        """Who is signed in, with the contacts proven here where the account holds none, and their keyed hashes."""
        if self._own is None:
            self._own = owned(self.consent, self.restaurant, self.customer, self.history(), self.channels)
        return self._own

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The restaurant's channels, then those it no longer writes by but on which something was answered."""
        answered = [*(decision.channel for decision in self.history()), *(self.device.choices if self.device else ())]
        return tuple(dict.fromkeys((*self.restaurant.channels, *answered)))

    def history(self) -> list[Decision]:
        """The customer's decisions, oldest first; read once. Empty for a visitor, without a query."""
        if self.customer is None:
            return []
        if self._history is None:
            with self.consent.database.read() as connection:
                self._history = history_of(connection, self.restaurant.id, self.customer.reference)
        return self._history

    def know_history(self, history: list[Decision]) -> None:
        """The customer's decisions after one was recorded: nothing has to be read to tell what stands now."""
        self._history, self._own = history, None

    @property
    def home_url(self) -> str:
        """The restaurant's own site: its record's, else CONSENT_HOME_URL, by default where this application is
        mounted."""
        return self.restaurant.site or home_url(self.consent, self.request)

    def asks(self) -> bool:
        """Whether the question is put on this page."""
        history = None if self.customer is None else self.history()
        return ask(history, self.device, self.restaurant.channels, self.now)[0] is Show.QUESTION

    def offers_device_answer(self) -> bool:
        """Whether a signed-in customer is offered the answer this device gave before."""
        return self.customer is not None and offer_device_answer(self.history(), self.device, self.now)

    def choice(self) -> Choice:
        """The campaign whose words fit best now, and why."""
        orders = self.customer.orders if self.customer else None
        return chosen(self.consent, self.programme, self.text.language, orders, self.now)

    def voucher(self, campaign: Campaign) -> str | None:
        """The code of a voucher this person holds: the campaign's own, or the one the host has for them."""
        return self.consent.voucher_of(self.customer, campaign) if campaign.host_voucher else campaign.voucher

    def best_notice(self) -> tuple[str, Notice] | None:
        """Fingerprint and words of the notice to show now; None while nothing is published in this language."""
        choice = self.choice()
        if choice.campaign is None:
            return self.generic_notice()
        return self._published(subject(choice.campaign.id, choice.variant)) or self.generic_notice()

    def generic_notice(self) -> tuple[str, Notice] | None:
        """The words without a campaign."""
        return self._published(None)

    def _published(self, about: UUID | None) -> tuple[str, Notice] | None:
        fingerprint = self.programme.fingerprints.get((self.text.language, about))
        notice = self.consent.notice(self.restaurant.id, fingerprint) if fingerprint else None
        return (fingerprint, notice) if fingerprint and notice else None


def this_situation(language: str | None = None) -> Situation:
    """The situation of the present request, worked out once per language. Raises UnknownRestaurant.

    Reaches for the context itself: each access through a proxy costs as much as the whole decision.
    """
    context = request_ctx._get_current_object()  # type: ignore[attr-defined]
    # Not in the request or its environment: they and what is worked out from them would hold each other in memory.
    held = context.__dict__
    known: dict[str | None, Situation] | None = held.get("consent_situations")
    if known is None:
        known = held["consent_situations"] = {}
    here = known.get(language)
    if here is None:
        here = known[language] = Situation(context.app.extensions["consent_ui"], context.request, language)
    return here


def home_url(consent: Consent, request: Request) -> str:
    """The restaurant's own site, also where no restaurant is known. "/" is the root of this application, wherever
    it is mounted."""
    home = consent.settings.home_url
    return f"{request.environ.get('SCRIPT_NAME', '')}/" if home == "/" else home
