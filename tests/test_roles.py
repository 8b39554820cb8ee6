"""On PostgreSQL as a role that owns nothing, with exactly the grants that the README names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import ProgrammingError

from consent_ui.rules.campaigns import CampaignKind
from consent_ui.store.tables import metadata
from tests.journeys.place import Place
from tests.samples import CHANNELS
from tests.site import open_host

pytestmark = pytest.mark.requirement("PR-04")

README = Path(__file__).parent.parent / "README.md"


def grants() -> list[str]:
    """The statements of the README."""
    return re.findall(r"^GRANT .+;$", README.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.fixture
def humble(filled_url: Callable[[str, str], str], way: str, clock: Any) -> Iterator[Place]:
    """The host's site, working as a role with these grants alone."""
    url, role = make_url(filled_url("postgresql", "site")), f"consent_app_{uuid4().hex[:12]}"
    owner = create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with owner.connect() as connection:
        connection.execute(text(f"CREATE ROLE {role}"))
        for statement in grants():
            connection.execute(text(statement.replace("consent_app", role)))
        limited = url.update_query_dict({"options": f"-crole={role}"})
        place = open_host(limited.render_as_string(hide_password=False), way)
        yield place
        place.close()
        connection.execute(text(f"DROP OWNED BY {role}"))
        connection.execute(text(f"DROP ROLE {role}"))
    owner.dispose()


def test_visitors_customers_and_publishers_need_no_more(humble: Place) -> None:
    visitor, customer = humble.visitor(), humble.visitor()
    visitor.press(visitor.open("/"), "yes")
    visitor.press(visitor.open("/consent/preferences"), "stop")
    customer.client.post("/login/7")
    customer.press(customer.open("/"), "no")
    assert customer.press(customer.open("/consent/preferences"), "save", ["sms"]).status in (200, 303)
    humble.switch_off(CampaignKind.SIGNUP)
    humble.change(channels=CHANNELS)
    assert humble.said() == [("sms", "given"), ("sms", "withdrawn"), ("sms", "refused"), ("sms", "given")]


@pytest.mark.parametrize("way", ["plain"], indirect=True)
def test_the_role_cannot_switch_off_what_keeps_the_ledger(humble: Place) -> None:
    tables = ("consent_decision", "consent_notice", "consent_campaign")
    for table in tables:
        for statement in (
            f"ALTER TABLE {table} DISABLE TRIGGER ALL", f"DROP TABLE {table}", f"TRUNCATE {table}",
            f"DELETE FROM {table}", f"UPDATE {table} SET restaurant_id = restaurant_id",
        ):  # fmt: skip
            refused = pytest.raises(ProgrammingError, match=r"must be owner|permission denied")
            with refused, humble.consent.database.engine.begin() as connection:
                connection.execute(text(statement))


def test_the_grants_name_every_table_of_ours() -> None:
    assert set(re.findall(r"consent_(?!app)\w+", grants()[0])) == set(metadata.tables)
