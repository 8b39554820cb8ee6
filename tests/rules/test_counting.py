"""What counts as asked, on which day, and when a row of answers looks wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from consent_ui.rules.counting import ROW, counts_as_asked, local_day, looks_wrong

FIREFOX = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"


@pytest.mark.parametrize("agent", [FIREFOX, "", "Mozilla/5.0 (Linux; Android 9; CUBOT NOTE 7) AppleWebKit/537.36"])
def test_a_browser_counts(agent: str) -> None:
    assert counts_as_asked("GET", "", agent)


@pytest.mark.parametrize(
    ("method", "purpose", "agent"),
    [
        ("HEAD", "", FIREFOX),
        ("GET", "prefetch", FIREFOX),
        ("GET", "prefetch;prerender", FIREFOX),
        ("GET", "", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"),
        ("GET", "", "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0)"),
        ("GET", "", "facebookexternalhit/1.1"),
        ("GET", "", "curl/8.5.0"),
        ("GET", "", "python-requests/2.32"),
        ("GET", "", "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/140.0"),
    ],
)
def test_programs_and_guesses_of_a_browser_do_not(method: str, purpose: str, agent: str) -> None:
    assert not counts_as_asked(method, purpose, agent)


@pytest.mark.parametrize(
    ("now", "zone", "day", "begins", "ends"),
    [
        ("2026-03-03T22:59:59", "Europe/Paris", "2026-03-03", "2026-03-02T23:00:00", "2026-03-03T23:00:00"),
        ("2026-03-03T23:00:00", "Europe/Paris", "2026-03-04", "2026-03-03T23:00:00", "2026-03-04T23:00:00"),
        # The day on which summer time begins has 23 hours.
        ("2026-03-29T12:00:00", "Europe/Paris", "2026-03-29", "2026-03-28T23:00:00", "2026-03-29T22:00:00"),
        ("2026-03-03T18:15:00", "Asia/Kathmandu", "2026-03-04", "2026-03-03T18:15:00", "2026-03-04T18:15:00"),
    ],
)
def test_a_day_is_the_restaurants_own(now: str, zone: str, day: str, begins: str, ends: str) -> None:
    def instant(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)

    assert local_day(instant(now), zone) == (date.fromisoformat(day), instant(begins), instant(ends))


@pytest.mark.parametrize(("agreed", "wrong"), [(0, False), (ROW - 1, False), (ROW, True), (2 * ROW, True)])
def test_five_hundred_yes_in_a_row_raise_the_alarm_and_fewer_do_not(agreed: int, wrong: bool) -> None:
    assert ROW == 500
    assert looks_wrong(agreed) is wrong
