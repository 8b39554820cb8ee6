"""On PostgreSQL as a role that owns nothing, with exactly the grants that `consent-ui grants` prints.

Every site of the tests works as such a role there (tests/site.py), so whatever is served is served with these grants.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text
from sqlalchemy.exc import ProgrammingError

from consent_ui import cli
from consent_ui.rules.campaigns import CampaignKind
from consent_ui.store import contact_changes, counting
from consent_ui.store.append_only import APPEND_ONLY
from consent_ui.store.tables import metadata
from tests.database import PostgresqlServer
from tests.journeys.place import Place
from tests.samples import CHANNELS, NOW, sample_restaurant

pytestmark = pytest.mark.requirement("PR-04")


def printed(*words: str) -> list[str]:
    """The statements that the command prints."""
    result = CliRunner().invoke(cli.command(), ["grants", *words])
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


@pytest.fixture(params=["postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Only PostgreSQL has roles."""
    return str(request.param)


def test_visitors_customers_and_publishers_need_no_more(site: Place, serving_role: str) -> None:
    with site.consent.database.read() as connection:
        assert connection.execute(text("SELECT current_user")).scalar_one() == serving_role
    visitor, customer = site.visitor(), site.visitor()
    visitor.press(visitor.open("/"), "yes")
    visitor.press(visitor.open("/consent/preferences"), "stop")
    customer.client.post("/login/7")
    customer.press(customer.open("/"), "no")
    assert customer.press(customer.open("/consent/preferences"), "save", ["sms"]).status in (200, 303)
    site.switch_off(CampaignKind.SIGNUP)
    site.change(channels=CHANNELS)
    assert site.said() == [("sms", "given"), ("sms", "withdrawn"), ("sms", "refused"), ("sms", "given")]


@pytest.mark.parametrize("way", ["plain"], indirect=True)
def test_the_sums_can_be_made_anew_and_follow_a_change_of_contact(site: Place) -> None:
    database, home, later = site.consent.database, sample_restaurant().id, NOW + timedelta(days=1)
    visitor = site.visitor()
    visitor.client.post("/login/7")
    visitor.press(visitor.open("/"), "yes")
    database.write(lambda connection: counting.recount(connection, home))
    while database.write(lambda connection: counting.catch_up(connection, home, "Europe/Paris", later)):
        pass
    with database.read() as connection:
        assert contact_changes.waiting(connection, home)
    contact_changes.settle_all(database, home, lambda *_: False)
    with database.read() as connection:
        assert not contact_changes.waiting(connection, home)


@pytest.mark.parametrize("way", ["plain"], indirect=True)
def test_the_role_cannot_switch_off_what_keeps_the_ledger(site: Place) -> None:
    for table in (*APPEND_ONLY, "consent_audit"):
        for statement in (
            f"ALTER TABLE {table} DISABLE TRIGGER ALL", f"DROP TABLE {table}", f"TRUNCATE {table}",
            f"DELETE FROM {table}", f"UPDATE {table} SET restaurant_id = restaurant_id",
        ):  # fmt: skip
            refused = pytest.raises(ProgrammingError, match=r"must be owner|permission denied")
            with refused, site.consent.database.engine.begin() as connection:
                connection.execute(text(statement))


@pytest.mark.parametrize("way", ["plain"], indirect=True)
def test_the_role_cannot_say_that_another_contact_was_proven(site: Place) -> None:
    refused = pytest.raises(ProgrammingError, match="permission denied")
    for statement in ("UPDATE consent_contact SET contact = contact", "DELETE FROM consent_contact"):
        with refused, site.consent.database.engine.begin() as connection:
            connection.execute(text(statement))


def test_the_grants_name_every_table_of_ours() -> None:
    read_and_add = next(each for each in printed("app") if each.startswith("GRANT SELECT, INSERT ON "))
    assert set(re.findall(r"consent_\w+", read_and_add)) == set(metadata.tables)


def test_no_grant_changes_or_removes_what_is_append_only() -> None:
    further = [each for each in printed("app") if each.startswith(("GRANT UPDATE", "GRANT DELETE"))]
    assert len(further) == 2
    assert not {*APPEND_ONLY, "consent_audit"} & set(re.findall(r"consent_\w+", " ".join(further)))


def test_the_name_of_a_role_is_a_name_whatever_stands_in_it() -> None:
    assert all(each.endswith(' TO "Our ""app""; DROP";') for each in printed('Our "app"; DROP'))


@pytest.fixture
def two_roles(postgresql_server: PostgresqlServer) -> Iterator[tuple[str, str, str]]:
    """An empty database, a role that is to own its tables, and one that is to serve."""
    with postgresql_server.role() as owner, postgresql_server.role() as app:
        name = postgresql_server.create()
        yield name, owner, app
        postgresql_server.drop(name)


def test_an_owner_with_the_printed_rights_can_migrate(
    postgresql_server: PostgresqlServer, two_roles: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    name, owner, app = two_roles
    postgresql_server.run(name, "REVOKE ALL ON SCHEMA public FROM PUBLIC")
    first, *others = printed(app, "--owner", owner)
    postgresql_server.run(name, first)
    monkeypatch.setenv("FLASK_CONSENT_DATABASE_URI", postgresql_server.url_of(name, owner))
    monkeypatch.setenv("FLASK_SECRET_KEY", "a key for tests")
    result = CliRunner().invoke(cli.command(), ["migrate"])
    assert result.exit_code == 0, result.output
    postgresql_server.run(name, "\n".join(others))
    engine = create_engine(postgresql_server.url_of(name, app))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM consent_decision")).scalar_one() == 0
    engine.dispose()
