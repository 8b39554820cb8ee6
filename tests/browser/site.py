"""Chez Momo, served for a whole module of tests on a database of its own, and what its ledger holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import text

from consent_ui.demo import create_demo
from consent_ui.rules.consent import Channel
from tests.live_server import serve

PREFERENCES = "/consent/preferences"
NOTICE = "/consent/notice"


@dataclass(frozen=True, slots=True)
class Site:
    """The running restaurant."""

    app: Flask
    address: str

    def go(self, page: Page, path: str = "/") -> None:
        """Open one of its pages and wait until it has loaded."""
        page.goto(self.address + path)

    def sign_in(self, page: Page, reference: str) -> None:
        """Sign in as a sample customer, by the button on the account page."""
        self.go(page, "/account")
        page.locator(f"button[value={reference}]").click()
        page.locator("form[action*=sign-out]").wait_for()

    def sign_out(self, page: Page) -> None:
        """Sign out, by the button on the account page."""
        self.go(page, "/account")
        page.locator("form[action*=sign-out] button").click()
        page.locator("form[action*=sign-in]").wait_for()

    def decisions(self, since: int = 0) -> list[tuple[str, str, str]]:
        """Channel, kind and place of each decision in the ledger, oldest first, without the first `since`."""
        rows = self._rows("SELECT channel, kind, place FROM consent_decision ORDER BY at, act, channel DESC")
        return [(row.channel, row.kind, row.place) for row in rows][since:]

    def count(self) -> int:
        """How many decisions the ledger holds."""
        return len(self.decisions())

    def _rows(self, statement: str) -> Sequence[Any]:
        with self.app.extensions["consent_ui"].database.read() as connection:
            rows: Sequence[Any] = connection.execute(text(statement)).fetchall()
        return rows


@contextmanager
def open_site(folder: Path, channels: Sequence[Channel] = (Channel.SMS,)) -> Iterator[Site]:
    """Serve a fresh demo restaurant that writes by these channels."""
    app = create_demo(f"sqlite:///{folder / 'demo.db'}", {"SECRET_KEY": "a demo for tests"}, channels)
    with serve(app) as address:
        yield Site(app, address)
    app.extensions["consent_ui"].close()
