"""Our side: the stand-alone site on granian, on a database filled as the demo fills it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import create_engine, text

from consent_ui.demo import create_demo
from consent_ui.seals import Seals
from tests.benchmarks import client, load, servers

REPOSITORY = Path(__file__).parents[2]
BANNER = "/consent/banner"
KEY = "a benchmark on loopback signs with this"
# What a browser sends with a click that htmx handles, and with the request for the question before it.
FROM_PAGE = {"Sec-Fetch-Site": "same-origin", "HX-Request": "true", "Accept-Language": "en"}
TOKEN = re.compile(rb'name="notice"[^>]*?\svalue="([^"]+)"|value="([^"]+)"[^>]*?\sname="notice"')


@dataclass(frozen=True, slots=True)
class Ours:
    """One database of ours, with the demo's restaurant published in it."""

    url: str
    """SQLAlchemy address of the database, password and all."""

    def prepare(self) -> Flask:
        """Migrates and fills the database; gives the demo site on it."""
        return create_demo(self.url, {"SECRET_KEY": KEY})

    @contextmanager
    def serve(self, folder: Path) -> Iterator[servers.Server]:
        """The stand-alone site, as wsgi.py makes it, on 2 workers of 16 threads."""
        environment = {
            "PYTHONPATH": str(REPOSITORY),
            "FLASK_SECRET_KEY": KEY,
            "FLASK_CONSENT_DATABASE_URI": self.url,
        }
        with servers.granian("wsgi:app", folder=folder, environment=environment) as server:
            yield server

    def rows(self) -> int:
        """How many decisions the ledger holds."""
        count: int = self._read("SELECT count(*) FROM consent_decision")[0]
        return count

    def acts(self) -> list[UUID]:
        """The act of every decision in the ledger."""
        found = self._read("SELECT act FROM consent_decision")
        return [value if isinstance(value, UUID) else UUID(value) for value in found]

    def _read(self, query: str) -> list[Any]:
        engine = create_engine(self.url)
        try:
            with engine.connect() as connection:
                return list(connection.execute(text(query)).scalars())
        finally:
            engine.dispose()


def target(port: int) -> load.Target:
    """Where an answer is POSTed."""
    return load.Target(port, BANNER, FROM_PAGE)


def forms(port: int, count: int) -> list[str]:
    """So many bodies of a "no", each with the token of a question that was fetched for it.

    Raises RuntimeError when the site does not ask.
    """
    request = load.get(BANNER, FROM_PAGE)
    answers = client.send(port, [request] * count, connections=8)
    return [f"answer=no&notice={token_in(answer)}" for answer in answers]


def token_in(answer: client.Answer) -> str:
    """The token in a question. Raises RuntimeError when there is none."""
    found = TOKEN.search(answer.content)
    if answer.status != 200 or found is None:
        raise RuntimeError(f"no question but {answer.status}: {answer.content[:300]!r}")
    return (found[1] or found[2]).decode()


def act_of(body: str) -> UUID:
    """The act that a form body made by `forms` stands for."""
    token = body.rpartition("=")[2]
    return Seals([KEY]).read_form(token, datetime.now(UTC), timedelta(days=1)).act
