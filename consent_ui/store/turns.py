"""One person at a time: what a person decides and what is sent to her never overlap.

A message leaves while the sender holds the person's turn, having read what she decided inside it; a decision is written
in the same turn. So a withdrawal that was acknowledged is seen by every message that starts after it, and a message
that had started is over before the withdrawal is acknowledged (WD-07).

A number or address has a turn too, which everybody takes whose account holds it: the last word of any of them counts
for all (CV-20).

On PostgreSQL the turn is the lock of the person's row, taken inside the transaction (`people.save_customer`,
`people.lock`, `holding.hold_all`), and any number of machines share it. SQLite has one lock for the whole file, which
nobody may hold while a gateway is waited for; there the turn is one of a few lock files beside the database.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import UUID

from consent_ui.rules.consent import Channel
from consent_ui.store.database import PATIENCE, Database, NotSaved
from consent_ui.store.holding import key
from consent_ui.store.people import Customer, stored_reference

try:
    import fcntl
except ImportError:  # Windows has no flock: one process alone may send there
    fcntl = None  # type: ignore[assignment]

FILES = 64
"""Lock files beside a SQLite database. People who share one wait for each other, which is never wrong."""

STEP = 0.005
"""Seconds between two tries of a lock that somebody else holds."""


class NoTurn(NotSaved):
    """The person's turn could not be had in time: nothing was read, written or sent."""


@contextmanager
def turn(database: Database, restaurant_id: UUID, reference: str, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the turn of the customer with this reference for as long as the block runs. `patience` is in seconds.
    Raises NoTurn. On PostgreSQL this does nothing: there the row's lock is the turn."""
    with turns(database, restaurant_id, [reference], patience):
        yield


@contextmanager
def customers_turn(database: Database, restaurant_id: UUID, customer: Customer) -> Iterator[None]:
    """Hold the turn of this customer and of each contact the account holds. Raises NoTurn."""
    held = [contact for channel in Channel if (contact := customer.contact(channel))]
    with turns(database, restaurant_id, [customer.reference, *held]):
        yield


@contextmanager
def turns(database: Database, restaurant_id: UUID, names: Iterable[str], patience: float = PATIENCE) -> Iterator[None]:
    """Hold the turns of several customers, by reference, and of contacts, for what happens to all at once. They are
    always taken in the same order, so that two who want some of the same never wait for each other. Raises NoTurn."""
    path = database.engine.url.database if database.engine.dialect.name == "sqlite" else None
    if fcntl is None or path is None:
        yield
        return
    until = time.monotonic() + patience
    with ExitStack() as held:
        for number in sorted({_number(restaurant_id, name) % FILES for name in names}):
            lock = os.open(Path(f"{path}.turn-{number:02}"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            held.callback(os.close, lock)  # the lock goes with it
            _wait(lock, until)
        yield


def _number(restaurant_id: UUID, name: str) -> int:
    # The host's own reference and the one we store for it, which is all a run knows, are the same person's.
    return key(restaurant_id, stored_reference(name))


def _wait(held: int, until: float) -> None:
    while True:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= until:
                raise NoTurn from None
            time.sleep(STEP)
