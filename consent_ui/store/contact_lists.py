"""What stands about many contacts at once: who is never written to, who waits for a reader, how often each was written
to, and who was told of a campaign already.

Written out for the drivers, like the selection whose pages it goes with. People and times stay as the driver gives
them: they are only compared with those of the page.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from consent_ui.rules.consent import Channel
from consent_ui.store.selection import rows_of


@dataclass(frozen=True, slots=True)
class Lists:
    """Keyed hashes of contacts that are `suppressed` or `paused`; `told` by person and the last order before the lapse;
    and the messages that reached somebody or may have, by contact and by person."""

    suppressed: Collection[str] = ()
    paused: Collection[str] = ()
    told: Collection[tuple[Any, Any]] = ()
    _of_contact: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    _of_person: dict[Any, list[Any]] = field(default_factory=lambda: defaultdict(list))

    def sent(self, person: Any, contacts: Sequence[str]) -> int:
        """How many messages this person, or anybody at these contacts, got."""
        if not self._of_contact:
            return 0
        found = set(self._of_person.get(person, ()))
        return len(found.union(*(self._of_contact.get(each, ()) for each in contacts)))


_COUNTED = "m.restaurant_id = :r AND m.channel = :channel AND m.state IN ('leaving', 'sent', 'unknown')"

_SENT = f"""SELECT m.id, m.contact, m.person FROM consent_message m WHERE {_COUNTED} AND m.at > :since
  AND m.contact {{contacts}}
UNION SELECT m.id, m.contact, m.person FROM consent_message m WHERE {_COUNTED} AND m.at > :since
  AND m.person {{people}}"""  # noqa: S608 (our own names, no input)

_TOLD = f"""SELECT m.person, m.lapse FROM consent_message m WHERE {_COUNTED} AND m.campaign_id = :campaign
  AND m.person {{people}}"""  # noqa: S608

_LISTED = (
    "SELECT contact FROM {table} WHERE restaurant_id = :r AND channel = :channel AND lifted_at IS NULL "
    "AND contact {{contacts}}"
)
_SUPPRESSED = _LISTED.format(table="consent_suppression")
_PAUSED = _LISTED.format(table="consent_pause")

_SHARED = (
    "SELECT h.{held} FROM consent_customer h WHERE h.restaurant_id = :r AND h.{held} {{contacts}} "
    "GROUP BY h.{held} HAVING count(*) > 1"
)
_HELD = {Channel.SMS: _SHARED.format(held="phone"), Channel.EMAIL: _SHARED.format(held="email")}


def lists(
    connection: Connection,
    restaurant_id: UUID,
    channel: Channel,
    contacts: Sequence[str],
    people: Sequence[Any],
    campaign_id: UUID,
    since: datetime,
) -> Lists:
    """What stands about these contacts and people, who are identifiers as the driver gives them. `since` is aware UTC:
    older messages count no more."""
    if not contacts:
        return Lists()
    values = {"r": restaurant_id, "channel": channel.value, "campaign": campaign_id, "since": since}

    def rows(text: str) -> Sequence[Any]:
        return _among(connection, text, values, contacts=contacts, people=people)

    found = Lists(
        frozenset(row[0] for row in rows(_SUPPRESSED)),
        frozenset(row[0] for row in rows(_PAUSED)),
        frozenset((person, lapse) for person, lapse in rows(_TOLD)),
    )
    for message, contact, person in rows(_SENT):
        found._of_contact[contact].append(message)
        found._of_person[person].append(message)
    return found


def shared(connection: Connection, restaurant_id: UUID, channel: Channel, contacts: Sequence[str]) -> frozenset[str]:
    """Which of these numbers or addresses, in the open, more than one account holds."""
    if not contacts:
        return frozenset()
    rows = _among(connection, _HELD[channel], {"r": restaurant_id}, contacts=contacts)
    return frozenset(row[0] for row in rows)


def _among(connection: Connection, text: str, values: dict[str, Any], **many: Sequence[Any]) -> Sequence[Any]:
    """Rows of a statement in which `{name}` stands for one of many values."""
    light = connection.dialect.name == "sqlite"
    listed = {name: json.dumps(each) if light else list(each) for name, each in many.items() if f"{{{name}}}" in text}
    return rows_of(connection, _filled(text, light), values | listed)


@cache
def _filled(text: str, light: bool) -> str:
    each = "IN (SELECT value FROM json_each(:{name}))" if light else "= ANY(:{name})"
    return text.format(**{name: each.format(name=name) for name in ("contacts", "people")})
