"""`consent-ui recount`: the kept sums against the ledger, on both databases."""

from __future__ import annotations

from flask.testing import FlaskCliRunner
from sqlalchemy import text

from tests.journeys.place import Place
from tests.site import Clock


def run(place: Place) -> tuple[int, str]:
    result = FlaskCliRunner(place.app).invoke(args=["consent", "recount"])
    return result.exit_code, result.output


def test_right_sums_are_said_to_be_right_and_wrong_ones_mended(site: Place, clock: Clock) -> None:
    visitor = site.visitor()
    visitor.press(visitor.open("/"), "yes")
    clock.shift(120)
    right = (0, "cafe-nord: the sums are right\n")
    assert run(site) == right
    with site.consent.database.engine.begin() as connection:
        connection.execute(text("UPDATE consent_answered SET acts = acts + 1"))
    assert run(site) == (1, "cafe-nord: the sums were wrong, and are right now\n")
    assert run(site) == right


def test_a_time_zone_that_has_changed_moves_the_days(site: Place, clock: Clock) -> None:
    visitor = site.visitor()
    visitor.press(visitor.open("/"), "no")
    clock.shift(120)
    run(site)
    site.change(time_zone="Pacific/Auckland", currency="NZD")
    code, said = run(site)
    assert code in (0, 1) and said.startswith("cafe-nord: ")
    assert run(site)[0] == 0
