"""Copies of what is published, so that a page asks the database for none of it that was read a moment ago."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from uuid import UUID

from consent_ui.memory import KEPT, remember
from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.notices import Notice
from consent_ui.store import offers
from consent_ui.store.database import Database, NotRead


class Copies:
    """The copies of one process. They can be thrown away at any time."""

    def __init__(self, database: Callable[[], Database]) -> None:
        self._database = database
        self._programmes: dict[str | None, tuple[float, offers.Programme | None]] = {}
        self.notices: OrderedDict[tuple[UUID, str], Notice] = OrderedDict()
        self._campaigns: OrderedDict[tuple[UUID, UUID, int], Campaign] = OrderedDict()

    def programme(self, slug: str | None, seconds: float) -> offers.Programme | None:
        """What a restaurant can show now, at most so many seconds old. Raises NotRead."""
        kept = self._programmes.get(slug)
        if kept is not None and time.monotonic() < kept[0]:
            return kept[1]
        try:
            with self._database().read() as connection:
                programme = offers.programme(connection, slug)
        except NotRead:
            if kept is None:
                raise
            programme = kept[1]  # the words of a moment ago still let people read what happened
        if len(self._programmes) > KEPT:
            self._programmes.clear()
        self._programmes[slug] = (time.monotonic() + seconds, programme)
        return programme

    def forget_programmes(self) -> None:
        """Read afresh what can be shown."""
        self._programmes.clear()

    def notice(self, restaurant_id: UUID, fingerprint: str) -> Notice | None:
        """A published notice; these never change, so they are read once. Raises NotRead."""
        key = (restaurant_id, fingerprint)
        notice = self.notices.get(key)
        if notice is None:
            with self._database().read() as connection:
                notice = offers.notice(connection, restaurant_id, fingerprint)
            if notice is not None:
                remember(self.notices, key, notice)
        return notice

    def campaign_of(self, notice: Notice) -> Campaign | None:
        """The campaign version whose offer a notice makes, None for generic words. Raises NotRead."""
        if notice.campaign_id is None or notice.campaign_version is None:
            return None
        key = (notice.restaurant_id, notice.campaign_id, notice.campaign_version)
        campaign = self._campaigns.get(key)
        if campaign is None:
            with self._database().read() as connection:
                campaign = offers.campaign_version(connection, *key)
            if campaign is not None:
                remember(self._campaigns, key, campaign)
        return campaign
