"""When a marketing SMS may arrive: hours, Sundays and holidays on the recipient's own clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_ui.rules.hours import EARLIEST, LATEST, SUNDAY, Quiet, Window, next_opening, quiet
from consent_ui.rules.territories import codes, easter_sunday, territory_of

PARIS = "Europe/Paris"
WIDEST = Window(EARLIEST, LATEST)
NUMBERS = [f"+{code}600000000" for code in codes()] + ["+15550000000", "+999", "", "0612345678", "+٣٣6"]
SUBDIVISIONS = {
    "+33": ("57", "6AE", None),
    "+262": ("974", "976"),
    "+590": ("971", "BL", "MF"),
    "+594": ("973",),
    "+596": ("972",),
    "+508": ("PM",),
    "+687": ("NC",),
    "+689": ("PF",),
    "+681": ("WF",),
}

YEARS = 8 * 365 * 24 * 3600
instants = st.floats(0, YEARS).map(lambda seconds: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds))


def paris(*at: int) -> datetime:
    return datetime(*at, tzinfo=ZoneInfo(PARIS)).astimezone(UTC)  # type: ignore[arg-type, misc]


@pytest.mark.requirement("SM-06")
@pytest.mark.parametrize(
    ("at", "why"),
    [
        (paris(2026, 3, 3, 9, 59), Quiet.HOUR),
        (paris(2026, 3, 3, 10, 0), None),
        (paris(2026, 3, 3, 19, 59), None),
        (paris(2026, 3, 3, 20, 0), Quiet.HOUR),
        (paris(2026, 3, 7, 12, 0), None),  # Saturday
        (paris(2026, 3, 8, 12, 0), Quiet.SUNDAY),
        (paris(2026, 4, 3, 12, 0), Quiet.HOLIDAY),  # Good Friday, in Alsace and Moselle
        (paris(2026, 12, 26, 12, 0), Quiet.HOLIDAY),  # Saint Stephen's day, likewise
        (paris(2026, 7, 14, 12, 0), Quiet.HOLIDAY),
        (paris(2026, 3, 28, 10, 0), None),  # the day before the clocks change
        (paris(2026, 3, 30, 10, 0), None),  # 10:00 is two hours from UTC now
        (paris(2026, 10, 26, 19, 59), None),
    ],
)
def test_a_french_phone_rings_in_its_hours_only(at: datetime, why: Quiet | None) -> None:
    assert quiet(territory_of("+33612345678", PARIS), Window(), at) is why


@pytest.mark.requirement("SM-06", "SM-11")
@pytest.mark.parametrize(
    ("number", "at", "why"),
    [
        ("+262692000000", datetime(2026, 3, 3, 6, 30, tzinfo=UTC), Quiet.HOUR),  # 10:30 in Réunion, 9:30 in Mayotte
        ("+262692000000", datetime(2026, 3, 3, 7, 0, tzinfo=UTC), None),
        ("+262692000000", datetime(2026, 4, 27, 9, 0, tzinfo=UTC), Quiet.HOLIDAY),  # Mayotte
        ("+590690000000", datetime(2026, 3, 3, 13, 0, tzinfo=UTC), Quiet.HOUR),  # 9:00 in Guadeloupe
        ("+590690000000", datetime(2026, 3, 3, 15, 0, tzinfo=UTC), None),
        (
            "+689870000000",
            datetime(2026, 3, 4, 4, 45, tzinfo=UTC),
            None,
        ),  # Tahiti 18:45, Gambier 19:45
        ("+689870000000", datetime(2026, 3, 8, 20, 30, tzinfo=UTC), Quiet.SUNDAY),  # Monday in Paris, Sunday in Tahiti
        ("+687700000000", datetime(2026, 3, 6, 23, 30, tzinfo=UTC), None),  # Friday in Paris, Saturday 10:30 in Nouméa
        ("+687700000000", datetime(2026, 3, 7, 23, 30, tzinfo=UTC), Quiet.SUNDAY),
        ("+15550000000", datetime(2026, 5, 22, 10, 0, tzinfo=UTC), Quiet.HOLIDAY),  # unknown country: every calendar
        ("+15550000000", datetime(2026, 3, 3, 10, 0, tzinfo=UTC), None),  # on the restaurant's clock
        ("+15550000000", datetime(2026, 3, 3, 22, 0, tzinfo=UTC), Quiet.HOUR),
    ],
)
def test_a_phone_elsewhere_is_held_to_its_own_clock_and_calendar(number: str, at: datetime, why: Quiet | None) -> None:
    assert quiet(territory_of(number, PARIS), Window(), at) is why


@pytest.mark.requirement("SM-06")
@pytest.mark.parametrize("prefix", SUBDIVISIONS)
def test_every_public_holiday_of_the_territory_is_silent_for_ten_years(prefix: str) -> None:
    territory = territory_of(f"{prefix}600000000", PARIS)
    for part in SUBDIVISIONS[prefix]:
        calendar = holidays.country_holidays("FR", subdiv=part, years=range(2024, 2035))
        assert [day for day in calendar if not territory.is_holiday(day)] == []


@pytest.mark.requirement("SM-06")
def test_most_days_are_no_holiday() -> None:
    territory = territory_of("+33612345678", PARIS)
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert sum(map(territory.is_holiday, days)) == 13


@pytest.mark.parametrize(
    ("year", "day"), [(2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2027, (3, 28)), (2038, (4, 25))]
)
def test_easter_is_when_it_is(year: int, day: tuple[int, int]) -> None:
    assert easter_sunday(year) == date(year, *day)


@pytest.mark.requirement("SM-06")
@given(number=st.sampled_from(NUMBERS), now=instants)
def test_nothing_arrives_on_a_sunday_or_outside_the_widest_hours_anywhere(number: str, now: datetime) -> None:
    territory = territory_of(number, PARIS)
    if quiet(territory, WIDEST, now) is None:
        for clock in territory.clocks():
            local = now.astimezone(clock)
            assert local.weekday() != SUNDAY
            assert EARLIEST <= local.time() < LATEST


@pytest.mark.requirement("SM-07")
@given(number=st.sampled_from(NUMBERS), now=instants)
def test_a_message_that_waits_gets_the_first_lawful_instant(number: str, now: datetime) -> None:
    territory, window = territory_of(number, PARIS), Window()
    opening = next_opening(territory, window, now)
    assert opening >= now
    assert quiet(territory, window, opening) is None
    between = [now + (opening - now) * part / 17 for part in range(17)]
    assert all(quiet(territory, window, at) for at in between if at < opening)
    assert opening - now < timedelta(days=7)


@pytest.mark.requirement("SM-06")
@pytest.mark.parametrize(
    ("opens", "closes"),
    [(time(7, 59), time(20)), (time(10), time(22, 1)), (time(20), time(10)), (time(10), time(10))],
)
def test_no_setting_reaches_outside_the_operators_hours(opens: time, closes: time) -> None:
    with pytest.raises(ValueError, match="08:00 and 22:00"):
        Window(opens, closes)
