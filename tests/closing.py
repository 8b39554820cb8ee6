"""Closes what a test opened and left open, so that a worker of the run never nears its limit of open files; a pytest
plugin. A database that goes on being used, a module's own for instance, opens itself again.

PYTEST_DONT_REWRITE: it has no assert of its own, so a conftest may import it before pytest loads it.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakSet

import pytest

from consent_ui.store.database import Database

_opened: WeakSet[Database] = WeakSet()
_make = Database.__init__


def _remember(database: Database, *arguments: Any, **settings: Any) -> None:
    _make(database, *arguments, **settings)
    _opened.add(database)


Database.__init__ = _remember  # type: ignore[method-assign]


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """After the fixtures have closed theirs."""
    for each in list(_opened):
        each.close()
    _opened.clear()
