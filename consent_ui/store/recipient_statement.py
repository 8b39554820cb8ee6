"""The one statement that reads everything the gate asks about a person on a channel.

Written out for the driver, because it is asked before every single message: put together anew by SQLAlchemy it took
six times as long as the database needs for it.
"""

from __future__ import annotations

from functools import cache

from consent_ui.rules.consent import Channel, Decision
from consent_ui.store.customer_tables import HELD
from consent_ui.store.values import for_postgresql

FIELDS = tuple(Decision.__dataclass_fields__)

_LISTED = (
    "EXISTS (SELECT 1 FROM {table} WHERE restaurant_id = :r AND channel = :channel AND contact IN ({contacts}) "
    "AND lifted_at IS NULL)"
)

_LEFT_ELSEWHERE = """EXISTS (SELECT 1 FROM consent_customer o WHERE o.restaurant_id = :r AND o.{held} = h.{held}
  AND o.id <> h.id AND (SELECT l.kind FROM consent_decision l WHERE l.restaurant_id = :r AND l.person = o.id
    AND l.channel = :channel AND l.at > d.at ORDER BY l.at DESC, l.id DESC LIMIT 1) IN ('refused', 'withdrawn'))"""
"""Another account with the same contact whose last word came later, and was no."""

_COUNTED = "{state} IN ('leaving', 'sent', 'unknown') AND m.id <> :itself"

_SENT = f"""(SELECT count(*) FROM consent_message m WHERE m.restaurant_id = :r AND m.channel = :channel
    AND m.contact IN ({{contacts}}) AND m.at > :since AND {_COUNTED})
  + (SELECT count(*) FROM consent_message m WHERE m.restaurant_id = :r AND m.person = :p
    AND NOT (m.channel = :channel AND m.contact IN ({{contacts}})) AND m.at > :since AND {_COUNTED})"""  # noqa: S608
"""Messages to the contact, and other ones to the person through any channel: the notice names one number for all
(IN-05). Each is counted along an index of its own; joined by OR, SQLite would read every message there is."""

_READ = f"""SELECT h.reference, h.name, h.phone, h.email, h.orders, h.last_order_at,
  {_LISTED.format(table="consent_suppression", contacts="{contacts}")},
  {_LISTED.format(table="consent_pause", contacts="{contacts}")},
  {_LEFT_ELSEWHERE},
  {_SENT},
  EXISTS (SELECT 1 FROM consent_message m WHERE m.restaurant_id = :r AND m.person = :p
    AND m.campaign_id = :campaign AND m.lapse >= h.last_order_at AND {_COUNTED}),
  (SELECT CAST(c.record AS TEXT) FROM consent_campaign c WHERE c.restaurant_id = :r AND c.id = :campaign
    ORDER BY c.version DESC LIMIT 1),
  CAST(r.record AS TEXT), s.cap, s.opens, s.closes,
  {", ".join(f"d.{name}" for name in FIELDS)}
FROM consent_customer h JOIN consent_restaurant r ON r.restaurant_id = h.restaurant_id
LEFT JOIN consent_limit s ON s.restaurant_id = h.restaurant_id
LEFT JOIN consent_decision d ON d.restaurant_id = :r AND d.id = (SELECT n.id FROM consent_decision n
  WHERE n.restaurant_id = :r AND n.person = :p AND n.channel = :channel ORDER BY n.at DESC, n.id DESC LIMIT 1)
WHERE h.restaurant_id = :r AND h.id = :p"""  # noqa: S608 (our own names, no input)


@cache
def reading(dialect: str, channel: Channel, contacts: int) -> str:
    """The statement for a channel and this many keyed hashes, `c0`, `c1` …, of a contact. Its other parameters: `r`
    restaurant, `p` person, `channel`, `campaign`, `since` when messages count, and `itself`, the message that asks."""
    names = ", ".join(f":c{number}" for number in range(contacts)) or "NULL"
    # The sign keeps SQLite, which knows nothing of how many there are, from reading all messages by their state.
    state = "+m.state" if dialect == "sqlite" else "m.state"
    statement = _READ.format(contacts=names, held=HELD[channel], state=state)
    return statement if dialect == "sqlite" else for_postgresql(statement)
