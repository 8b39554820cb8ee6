"""Failed sign-ins, by the keyed hash of an account's e-mail or of a network address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from consent_ui.rules.lockout import FORGOTTEN, Attempts, left_to_wait
from consent_ui.store.inserting import insert_into
from consent_ui.store.staff_tables import attempt


def begin(connection: Connection, free: Mapping[str, int], now: datetime) -> timedelta:
    """Count an attempt under each of these keys, unless one of them has to wait; returns how long. `free` says how
    many failures are free under a key. Attempts at the same moment follow one another."""
    found = {key: _locked(connection, key, now) for key in sorted(free)}
    wait = max(left_to_wait(attempts, free[key], now) for key, attempts in found.items())
    if not wait:
        for key, attempts in found.items():
            _keep(connection, key, attempts.one_more(now))
    return wait


def succeeded(connection: Connection, keys: Mapping[str, bool]) -> None:
    """An attempt that was begun was none to worry about; under the keys that say so, neither were those before."""
    for key in sorted(keys):
        if keys[key]:
            connection.execute(delete(attempt).where(attempt.c.key == key))
            continue
        row = connection.execute(select(attempt).where(attempt.c.key == key).with_for_update()).one_or_none()
        if row is not None:
            _keep(connection, key, Attempts(row.failures, row.last_at).one_less())


def forget_attempts(connection: Connection, now: datetime) -> None:
    """Forget what counts no more."""
    connection.execute(delete(attempt).where(attempt.c.last_at < now - FORGOTTEN))


def _locked(connection: Connection, key: str, now: datetime) -> Attempts:
    connection.execute(
        insert_into(connection, attempt).values(key=key, failures=0, last_at=now).on_conflict_do_nothing()
    )
    row = connection.execute(select(attempt).where(attempt.c.key == key).with_for_update()).one()
    return Attempts(row.failures, row.last_at)


def _keep(connection: Connection, key: str, attempts: Attempts) -> None:
    values = {"failures": attempts.failures, "last_at": attempts.last_at}
    connection.execute(update(attempt).where(attempt.c.key == key).values(**values))
