"""What stands about many contacts at once: who is never written to, who waits for a reader, how often each was written
to, whom a campaign has reached already, and which contacts several accounts hold.

One statement, written out for the drivers like the selection whose pages it goes with: most of the time goes into
bringing a page's contacts to the database. People and times stay as the driver gives them: they are only compared with
those of the page.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from consent_ui.rules.consent import Channel
from consent_ui.store.customer_tables import HELD
from consent_ui.store.selection import rows_of


@dataclass(frozen=True, slots=True)
class Lists:
    """Keyed hashes of contacts that are `suppressed` or `paused`; to whom the campaign's message was
    `already_sent`, with the last order before the latest such lapse; contacts in the open that are `shared`; and the
    messages that reached somebody or may have."""

    suppressed: set[str] = field(default_factory=set)
    paused: set[str] = field(default_factory=set)
    already_sent: dict[Any, Any] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)
    _of_contact: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    _of_person: dict[Any, list[Any]] = field(default_factory=lambda: defaultdict(list))

    def is_empty(self) -> bool:
        """Whether nothing at all stands about anybody but that a contact may be shared."""
        return not (self.suppressed or self.paused or self.already_sent or self._of_contact)

    def sent(self, person: Any, contacts: Sequence[str]) -> int:
        """How many messages this person, or anybody at these contacts, got."""
        if not self._of_contact:
            return 0
        found = set(self._of_person.get(person, ()))
        return len(found.union(*(self._of_contact.get(each, ()) for each in contacts)))


_MINE = "restaurant_id = :r AND channel = :channel"
_REACHED = "restaurant_id = :r AND {state} IN ('leaving', 'sent', 'unknown')"
_COUNTED = f"{_REACHED} AND channel = :channel"
_NOBODY, _NEVER = "CAST(NULL AS uuid)", "CAST(NULL AS timestamptz)"

_READ = f"""SELECT 'suppressed', contact, {_NOBODY}, {_NOBODY}, {_NEVER} FROM consent_suppression
  WHERE {_MINE} AND lifted_at IS NULL AND contact {{contacts}}
UNION ALL SELECT 'paused', contact, {_NOBODY}, {_NOBODY}, {_NEVER} FROM consent_pause
  WHERE {_MINE} AND lifted_at IS NULL AND contact {{contacts}}
UNION ALL SELECT 'sent', contact, person, id, {_NEVER} FROM consent_message
  WHERE {_COUNTED} AND at > :since AND contact {{contacts}}
UNION ALL SELECT 'sent', contact, person, CASE WHEN at > :since THEN id END,
    CASE WHEN campaign_id = :campaign THEN lapse END FROM consent_message
  WHERE {_REACHED} AND person >= :first AND person <= :last AND (at > :since OR campaign_id = :campaign)
UNION ALL SELECT 'shared', {{held}}, {_NOBODY}, {_NOBODY}, {_NEVER} FROM consent_customer
  WHERE restaurant_id = :r AND {{held}} {{open}} GROUP BY {{held}} HAVING count(*) > 1"""  # noqa: S608 (our own names)

_BETWEEN = "\x1f"
"""Stands between values that are handed over as one text; no identifier and no printable contact has it."""


def lists(
    connection: Connection,
    restaurant_id: UUID,
    channel: Channel,
    people: Sequence[tuple[Any, str, Sequence[str]]],
    campaign_id: UUID,
    since: datetime,
) -> Lists:
    """What stands about these people, in the order of their identifiers, which are as the driver gives them, each with
    her contact in the open and its keyed hashes. `since` is aware UTC: older messages count no more."""
    found = Lists()
    if not people:
        return found
    light = connection.dialect.name == "sqlite"
    values = {
        "r": restaurant_id, "channel": channel.value, "campaign": campaign_id, "since": since,
        "contacts": _together([one for _, _, hashes in people for one in hashes], light),
        "first": people[0][0], "last": people[-1][0],
        "open": _together([held for _, held, _ in people], light),
    }  # fmt: skip
    named = {"suppressed": found.suppressed, "paused": found.paused, "shared": found.shared}
    for kind, contact, person, message, lapse in rows_of(connection, statement(channel, light), values):
        if kind != "sent":
            named[kind].add(contact)
            continue
        if lapse is not None:
            found.already_sent[person] = max(lapse, found.already_sent.get(person, lapse))
        if message is not None:
            found._of_contact[contact].append(message)
            found._of_person[person].append(message)
    return found


def _together(values: Sequence[str], light: bool) -> str:
    return json.dumps(values) if light else _BETWEEN.join(values)


@cache
def statement(channel: Channel, light: bool) -> str:
    """The text of the statement, for SQLite where it is `light`."""
    each = "IN (SELECT value FROM json_each(:{name}))" if light else "= ANY(string_to_array(:{name}, chr(31)))"
    return _READ.format(
        # The sign keeps SQLite, which knows nothing of how many there are, from reading all messages by their state.
        state="+state" if light else "state",
        held=HELD[channel],
        **{name: each.format(name=name) for name in ("contacts", "open")},
    )
