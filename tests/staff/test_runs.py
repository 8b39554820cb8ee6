"""The history of runs: how each ended, whom it wrote to and whom not, and why, as figures and as drawings."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from consent_ui import publishing
from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.roles import Role
from consent_ui.rules.sending import Because
from consent_ui.store import runs
from tests.samples import NOW, sample_restaurant
from tests.staff.customers import text_of
from tests.staff.messages import a_run
from tests.staff.office import BackOffice, Colleague

COUNTS = {"sent": 1234, "too_often": 7, "hour": 3, "failed": 1}


@pytest.mark.parametrize("role", Role)
def test_every_member_sees_the_runs_newest_first(either_office: BackOffice, role: Role) -> None:
    a_run(either_office, {"sent": 5}, at=NOW - timedelta(days=1))
    a_run(either_office, COUNTS)
    colleague = either_office.colleague(role)
    page = colleague.get("/runs")
    words = text_of(page)
    campaign = next(each for each in either_office.place.campaigns() if each.kind is CampaignKind.RETENTION)
    assert f"3 March 2026 at 10:30 {campaign.name} Done 1,234 11 2 March 2026 at 10:30" in words
    assert page.text.count("<svg") == 2 and 'class="yes" d="M' in page.text and 'class="no" d="M' in page.text
    assert "/runs" in colleague.get("/").text


def test_a_run_has_a_page_with_people_per_reason(viewer: Colleague, back_office: BackOffice) -> None:
    run = a_run(back_office, COUNTS, at=NOW - timedelta(hours=1))
    page = viewer.get(f"/runs/{run}")
    words = text_of(page)
    assert "Started 3 March 2026 at 09:30" in words and "Ended 3 March 2026 at 10:30" in words
    assert (
        "Was written to 1,234 Was written to often enough 7 "
        "Waits for the hours in which messages may arrive 3 The gateway did not take it 1" in words
    )
    assert page.text.count("<svg") == 1 and 'class="asked" d="M' in page.text


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("running", "Running, or broken off"),
        ("done", "Everybody was asked about."),
        ("stopped", "The next run goes on; nobody is written to twice."),
        ("halted", "Halted by an error Something went wrong, so nothing more left."),
    ],
)
def test_how_a_run_ended_is_said_in_words(viewer: Colleague, back_office: BackOffice, state: str, words: str) -> None:
    run = a_run(back_office, {}, state, until=None if state == "running" else NOW)
    page = text_of(viewer.get(f"/runs/{run}"))
    assert words in page and "Nobody had been asked about" in page
    assert ("Ended Not yet" in page) is (state == "running")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_reason_has_its_words(viewer: Colleague, back_office: BackOffice, language: str) -> None:
    run = a_run(back_office, dict.fromkeys((*Because, "sent", "failed", "lost"), 1))
    assert viewer.get(f"/runs/{run}?lang={language}").status_code == 200


def test_a_history_that_is_long_has_pages(viewer: Colleague, back_office: BackOffice) -> None:
    for hours in range(23, 0, -1):
        a_run(back_office, {"sent": hours}, at=NOW - timedelta(hours=hours))
    first = viewer.get("/runs")
    assert first.text.count("<tr>") == 21
    link = next(part.split('"')[0] for part in first.text.split('href="')[1:] if "before=" in part)
    second = viewer.get(link)
    assert second.text.count("<tr>") == 4 and 'rel="prev"' in second.text and 'rel="next"' not in second.text


def test_before_the_first_run_the_page_says_so(viewer: Colleague) -> None:
    page = viewer.get("/runs?before=nonsense")
    assert "No run yet." in text_of(page) and "<svg" not in page.text


@pytest.mark.requirement("CV-07")
def test_another_restaurants_run_is_not_there(viewer: Colleague, back_office: BackOffice) -> None:
    database, other = back_office.place.consent.database, sample_restaurant(id=uuid4(), slug="elsewhere")
    publishing.publish_restaurant(database, other, NOW)
    theirs = database.write(lambda c: runs.start(c, other.id, uuid4(), 1, NOW))
    assert viewer.get(f"/runs/{theirs}").status_code == 404
    assert viewer.get(f"/runs/{uuid4()}").status_code == 404
    assert "No run yet." in text_of(viewer.get("/runs"))
