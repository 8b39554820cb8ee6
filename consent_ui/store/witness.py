"""Whether the database is the one this machine knows: a restored copy has forgotten who left since it was made.

A witness beside the application remembers the newest decision of a customer and the newest message: each as soon as it
is durable, by whichever process of this machine. When one of them is no longer there, the records are older than they
were, and nobody is written to until somebody has reconciled them (RT-13). Where several machines serve one PostgreSQL,
each knows what it wrote itself, and what was there at the last run on it.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection

from consent_ui.store import newest
from consent_ui.store.additions import Added
from consent_ui.store.database import Database

log = logging.getLogger(__name__)

LENGTH = 32
"""Characters of an identifier. They sort by time, so that of two the greater is the newer."""


def witness_of(database: Database, folder: Path) -> Witness:
    """The witness beside a SQLite file, else in an application's folder."""
    url = database.engine.url
    if database.engine.dialect.name == "sqlite":
        return Witness(Path(f"{url.database}.witness"))
    return Witness(folder / f"{url.database}.witness")


class Witness:
    """Remembers what was seen of each restaurant: one small file for each kind of record, all beginning with `path`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def trusts(self, connection: Connection, restaurant_id: UUID) -> bool:
        """Whether everything that was seen is still there. A witness that cannot be read trusts nothing."""
        try:
            # All of it before anything is asked of the database: what is written down is durable by then.
            seen = {kind: self._read(restaurant_id, kind) for kind in newest.KINDS}
            return all(
                newest.is_there(connection, restaurant_id, kind, UUID(each)) for kind, each in seen.items() if each
            )
        except (OSError, ValueError) as error:
            log.error("the witness of what was written cannot be read: %s", type(error).__name__)
            return False

    def note(self, added: Added) -> None:
        """These records were added. What cannot be written down keeps nobody from deciding; the log tells."""
        for (restaurant_id, kind), record in added.items():
            try:
                self._write(restaurant_id, kind, record, only_newer=True)
            except OSError as error:
                log.error("the witness could not be written: %s", type(error).__name__)

    def see(self, connection: Connection, restaurant_id: UUID) -> None:
        """Remember what is there now, whatever was seen before. Raises OSError."""
        for kind, record in newest.ids(connection, restaurant_id).items():
            self._write(restaurant_id, kind, record, only_newer=False)

    def _file(self, restaurant_id: UUID, kind: str) -> Path:
        return self._path.with_name(f"{self._path.name}-{kind}-{restaurant_id.hex}")

    def _read(self, restaurant_id: UUID, kind: str) -> str:
        file = self._file(restaurant_id, kind)
        return file.read_text("ascii") if file.exists() else ""

    def _write(self, restaurant_id: UUID, kind: str, record: UUID | None, *, only_newer: bool) -> None:
        """In one write of one length, so that who reads meanwhile finds the old one or the new one."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self._file(restaurant_id, kind), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            if record is None:
                os.ftruncate(file, 0)
                return
            new = record.hex.encode("ascii")
            if not only_newer or os.pread(file, LENGTH, 0) < new:
                os.pwrite(file, new, 0)
        finally:
            os.close(file)
