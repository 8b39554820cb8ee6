"""What one application holds: settings, hooks, seals, its database, and copies of what is published (copies.py).

Nothing here outlives a request except what can be thrown away: any number of processes serve one database.
"""

from __future__ import annotations

import logging
from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from uuid import UUID

from flask import Flask, current_app

from consent_ui import own_languages
from consent_ui.copies import Copies
from consent_ui.counting import AskedCounter
from consent_ui.designs import Designs
from consent_ui.envelopes import Envelopes
from consent_ui.hooks import Hooks, no_voucher
from consent_ui.looks import Looks
from consent_ui.memory import remember
from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.device import DeviceAnswer
from consent_ui.rules.notices import Notice
from consent_ui.seals import Seals
from consent_ui.settings import BadSetting, Settings, read_settings
from consent_ui.store import counting, offers
from consent_ui.store.additions import Added
from consent_ui.store.database import Database, open_database
from consent_ui.store.people import Customer
from consent_ui.store.witness import Witness, witness_of
from consent_ui.streaks import Streaks
from consent_ui.themes import PLAIN, Look, Theme, themes

log = logging.getLogger(__name__)

DeviceRead = tuple[DeviceAnswer | None, tuple[str, ...]]
"""What a cookie says for one restaurant, and the parts of it that belong to others."""

LONGEST_CODE = 100
"""Characters of a host's voucher code."""


@dataclass
class Consent:
    """The extension's state in one application."""

    app: Flask
    hooks: Hooks
    settings: Settings
    in_host: bool = True  # somebody else's code runs in this application; not in the stand-alone site and the demo
    alone: bool = False  # nothing but our own pages is served: the stand-alone site
    rendered: OrderedDict[tuple[str, ...], tuple[str, ...]] = field(default_factory=OrderedDict)
    devices: OrderedDict[tuple[int, str, str], DeviceRead] = field(default_factory=OrderedDict)
    _opening: Lock = field(default_factory=Lock)
    _database: Database | None = None

    def __post_init__(self) -> None:
        self.asked = AskedCounter(self._save_asked, lambda: not self.app.testing)
        self.streaks = Streaks()
        self.copies = Copies(lambda: self.database)

    def _save_asked(self, counts: Counter[tuple[UUID, date, str]]) -> None:
        self.database.write_together(counting.add_asked, counts)
        self.streaks.look(self.database, {restaurant_id for restaurant_id, _, _ in counts})

    @cached_property
    def seals(self) -> Seals:
        """Signs with the application's SECRET_KEY; SECRET_KEY_FALLBACKS still verify."""
        keys = [*(self.app.config.get("SECRET_KEY_FALLBACKS") or ()), self.app.config.get("SECRET_KEY")]
        return Seals([key.decode() if isinstance(key, bytes) else key for key in keys if key])

    @cached_property
    def envelopes(self) -> Envelopes:
        """Keeps what travels through an address unreadable, under the same keys."""
        return Envelopes(self.seals.keys)

    @cached_property
    def designs(self) -> Designs:
        """Renders templates in the look in force."""
        return Designs(self.app)

    @cached_property
    def looks(self) -> Looks:
        """The installed themes, and which of them is worn as it was measured."""
        return Looks(lambda: themes(self.settings), lambda: self.app.debug)

    def installed(self) -> dict[str, Theme]:
        """Every installed theme by name."""
        return self.looks.installed()

    def look(self, programme: offers.Programme | None) -> Look:
        """What a restaurant wears."""
        return PLAIN if programme is None else self.looks.worn(programme.worn)

    @property
    def database(self) -> Database:
        """The database, opened at first use, so that a host may set its own up before or after us."""
        if self._database is None:
            with self._opening:
                if self._database is None:
                    database = self._open()
                    database.watch = self._seen
                    self._database = database
        return self._database

    @property
    def witness(self) -> Witness:
        """Knows whether the database is still the one that this machine wrote to."""
        return witness_of(self.database, Path(self.app.instance_path))

    def _seen(self, added: Added) -> None:
        if not self.app.testing:
            self.witness.note(added)

    def _open(self) -> Database:
        engine = self.app.extensions["sqlalchemy"].engine if "sqlalchemy" in self.app.extensions else None
        if self.settings.database_uri:
            return open_database(self.settings.database_uri, host_engine=engine, in_host=self.in_host)
        if engine is not None:
            return open_database(engine.url, host_engine=engine)
        Path(self.app.instance_path).mkdir(parents=True, exist_ok=True)
        return open_database(f"sqlite:///{Path(self.app.instance_path) / 'consent.db'}", in_host=self.in_host)

    def close(self) -> None:
        """Save what was counted and let go of connections, the writing thread and the lock file, when this application
        answers no more requests and the process goes on. What comes later opens them again."""
        if self._database is not None:
            if not self.app.testing:
                self.asked.flush()
            self._database.close()

    def programme(self, slug: str | None) -> offers.Programme | None:
        """What a restaurant can show now, at most CONSENT_CACHE_SECONDS old. Raises NotRead."""
        return self.copies.programme(slug or self.settings.restaurant, self.settings.cache_seconds)

    def forget_programmes(self) -> None:
        """Read afresh what can be shown; called after publishing in this process."""
        self.copies.forget_programmes()

    def notice(self, restaurant_id: UUID, fingerprint: str) -> Notice | None:
        """A published notice. Raises NotRead."""
        return self.copies.notice(restaurant_id, fingerprint)

    def campaign_of(self, notice: Notice) -> Campaign | None:
        """The campaign version whose offer a notice makes, None for generic words. Raises NotRead."""
        return self.copies.campaign_of(notice)

    @property
    def hands_out_vouchers(self) -> bool:
        """Whether the host has codes of its own for people."""
        return self.hooks.voucher is not no_voucher

    def voucher_of(self, customer: Customer | None, campaign: Campaign) -> str | None:
        """The host's code for this person; None where it has none, or one that no page could show. A failure of the
        host is logged and never keeps a decision from being confirmed."""
        try:
            code = self.hooks.voucher(customer, campaign)
        except Exception as error:
            log.error("the host's voucher hook failed: %s", type(error).__name__)
            return None
        return code if isinstance(code, str) and 0 < len(code) <= LONGEST_CODE and code.isprintable() else None

    def remember_device(self, key: tuple[int, str, str], read: DeviceRead) -> None:
        """Keep what a cookie header was found to say."""
        remember(self.devices, key, read)


def make_state(app: Flask, hooks: Hooks) -> Consent:
    """The state for this application. Raises BadSetting, also for a language of the site's own that cannot be used."""
    settings = read_settings(app.config)
    if settings.translations:
        try:
            own_languages.bring_all(Path(settings.translations))
        except own_languages.BadLanguage as error:
            raise BadSetting(f"CONSENT_TRANSLATIONS: {error}") from error
    return Consent(app, hooks, settings)


def state() -> Consent:
    """The state of the application that handles this request."""
    consent: Consent = current_app.extensions["consent_ui"]
    return consent
