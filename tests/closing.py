"""Closes what a test opened and left open, so that a worker of the run never nears its limit of open files; a pytest
plugin. A database that goes on being used, a module's own for instance, opens itself again.

PYTEST_DONT_REWRITE: it has no assert of its own, so a conftest may import it before pytest loads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from weakref import WeakSet

import pytest

from consent_ui import counting
from consent_ui.store.database import Database

_opened: WeakSet[Database] = WeakSet()
_make = Database.__init__


def _remember(database: Database, *arguments: Any, **settings: Any) -> None:
    _make(database, *arguments, **settings)
    _opened.add(database)


Database.__init__ = _remember  # type: ignore[method-assign]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """Counts go to their database while its folder is there, not into the log of a later test; databases are closed
    after the fixtures have closed theirs."""
    for counter in list(counting._counters):
        if counter._thread is not None:
            counter.flush()
    yield
    for each in list(_opened):
        each.close()
    _opened.clear()
