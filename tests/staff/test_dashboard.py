"""The dashboard: its figures are those of the site, in words and drawings that anybody can read."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from consent_ui import streaks
from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.counting import ROW
from consent_ui.rules.roles import Role
from consent_ui.store import counting
from tests.journeys.place import Place
from tests.samples import NOW, record_visitor, sample_answer, sample_notice
from tests.site import Clock
from tests.staff.office import BackOffice, Colleague

FIREFOX = {"User-Agent": "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"}


def table(page: str, name: str) -> list[list[str]]:
    """The cells of the table with this caption."""
    found = re.search(rf"<caption[^>]*>{name}</caption>(.*?)</table>", page, re.DOTALL)
    assert found, page
    rows = re.findall(r"<tr>(.*?)</tr>", found[1].partition("<tbody>")[2], re.DOTALL)
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]


def read(colleague: Colleague, path: str = "/dashboard") -> str:
    answer = colleague.get(path)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def browser(place: Place) -> Any:
    return place.app.test_client(ours=("/consent/",))  # type: ignore[arg-type]


def look(place: Place, times: int = 1, path: str = "/consent/banner", **headers: str) -> None:
    for _ in range(times):
        assert browser(place).get(path, headers={**FIREFOX, **headers}).status_code == 200


def test_before_anybody_was_asked_it_says_so(viewer: Colleague) -> None:
    page = read(viewer)
    assert "Nobody was asked in these days" in page and "<svg" not in page


def test_views_and_answers_appear_at_once(either_office: BackOffice) -> None:
    place, viewer = either_office.place, either_office.colleague(Role.VIEWER)
    for answer in ("yes", "yes", "no"):
        visitor = place.visitor()
        visitor.press(visitor.open("/"), answer)
    look(place, 4)
    page = read(viewer)
    days = table(page, "Day by day")
    assert len(days) == 30
    assert days[-1] == ["3 Mar 2026", "7", "2", "1", "66.7%", "20.8% to 93.9%"]
    assert days[0] == ["2 Feb 2026", "0", "0", "0", "–", "–"]
    assert table(page, "By language") == [["English", *days[-1][1:]]]
    assert table(page, "By campaign")[0][1:] == days[-1][1:]
    assert table(page, "By wording")[0][1:] == days[-1][1:]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/consent/banner", {"Sec-Purpose": "prefetch"}),
        ("/", {"Sec-Purpose": "prefetch;prerender"}),
        ("/consent/banner", {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}),
        ("/consent/gallery", {}),
    ],
)
def test_what_no_person_saw_is_not_counted(back_office: BackOffice, path: str, headers: dict[str, str]) -> None:
    viewer = back_office.colleague(Role.VIEWER)
    answer = browser(back_office.place).get(path, headers={**FIREFOX, **headers})
    assert answer.status_code in (200, 404)
    browser(back_office.place).head("/consent/banner", headers=FIREFOX)
    assert "Nobody was asked" in read(viewer)


def test_both_ways_of_asking_are_counted(back_office: BackOffice) -> None:
    look(back_office.place, 2, "/")
    look(back_office.place, 3, "/consent/banner")
    look(back_office.place, 4, "/consent/banner", **{"HX-Request": "true"})
    assert table(read(back_office.colleague(Role.VIEWER)), "Day by day")[-1][1] == "9"


def test_a_day_begins_at_the_restaurants_midnight(back_office: BackOffice, clock: Clock) -> None:
    clock.shift(NOW.replace(hour=22, minute=59) - NOW)
    look(back_office.place)
    clock.shift(timedelta(minutes=2))  # in Paris it is tomorrow
    look(back_office.place, 2)
    days = table(read(back_office.colleague(Role.VIEWER)), "Day by day")
    assert [(row[0], row[1]) for row in days[-2:]] == [("3 Mar 2026", "1"), ("4 Mar 2026", "2")]


def test_withdrawals_are_told_by_their_place_and_customers_by_channel(back_office: BackOffice) -> None:
    customer = back_office.place.visitor()
    customer.client.post("/login/7")
    customer.press(customer.open("/"), "yes")
    customer.press(customer.open("/consent/preferences"), "stop")
    page = read(back_office.colleague(Role.VIEWER))
    assert ["The page of choices", "1", "0", "0"] in table(page, "Where people decide")
    assert ["The question", "0", "1", "0"] in table(page, "Where people decide")
    assert table(page, "Where customers stand today") == [["SMS", "0", "0", "0", "1"]]


@pytest.mark.requirement("CV-08")
def test_a_yes_whose_number_changed_is_no_longer_counted_as_given(either_office: BackOffice) -> None:
    place, viewer = either_office.place, either_office.colleague(Role.VIEWER)
    customer = place.visitor()
    customer.client.post("/login/7")
    customer.press(customer.open("/"), "yes")
    given = table(read(viewer), "Where customers stand today")
    change_phone(place, "+33639980099")
    changed = table(read(viewer), "Where customers stand today")
    assert given == [["SMS", "1", "0", "0", "0"]] and changed == [["SMS", "0", "1", "0", "0"]]


def change_phone(place: Place, phone: str) -> None:
    with place.consent.database.engine.begin() as connection:
        connection.execute(text("UPDATE consent_customer SET phone = :phone"), {"phone": phone})


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("first=yesterday", "This is not a day"),
        ("last=2026-02-30", "This is not a day"),
        ("first=" + "9" * 100_000, "This is not a day"),
        ("first=2026-03-01&last=2026-02-01", "The last day is before the first"),
        ("last=2026-03-04", "This day is still to come"),
        ("first=1999-12-31&last=2000-01-31", "Choose a day after 1999"),
        ("first=2015-01-01", "Choose at most five years"),
        ("first=%3Cscript%3E&last={{7919*7919}}", "This is not a day"),
    ],
)
def test_days_that_cannot_be_are_told_at_the_field(viewer: Colleague, query: str, message: str) -> None:
    answer = viewer.get(f"/dashboard?{query}")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert re.search(rf'<p class="error" id="(first|last)-error">{message}', page)
    assert "<script>" not in page and str(7919 * 7919) not in page


@pytest.mark.parametrize(
    ("first", "rows", "heading"), [("2026-01-01", 62, "Day by day"), ("2025-03-03", 53, "Week by week")]
)
def test_a_long_time_is_shown_in_longer_steps(viewer: Colleague, first: str, rows: int, heading: str) -> None:
    back = f"/dashboard?first={first}"
    assert viewer.get(back).status_code == 200
    look_page = viewer.get(back).get_data(as_text=True)
    assert "Nobody was asked" in look_page or len(table(look_page, heading)) == rows


def test_five_years_are_months(back_office: BackOffice) -> None:
    look(back_office.place)
    rows = table(read(back_office.colleague(Role.VIEWER), "/dashboard?first=2021-06-01"), "Month by month")
    assert (rows[0][0], rows[-1][0], len(rows)) == ("June 2021", "March 2026", 58)


def test_french_figures_are_french(back_office: BackOffice) -> None:
    place = back_office.place
    add_asked(place, 12_345)
    visitor = place.visitor()
    visitor.press(visitor.open("/"), "yes")
    page = read(back_office.colleague(Role.VIEWER), "/dashboard?lang=fr")
    assert "12\u202f346" in page and "100,0\u00a0%" in page and "3 mars 2026" in page


def add_asked(place: Place, times: int) -> None:
    notice = sample_notice(place.restaurant, place.campaigns()[0])
    fingerprint = place.consent.programme(None).fingerprints[("en", notice.campaign_id)]  # type: ignore[union-attr]
    counts = {(place.restaurant.id, NOW.date(), fingerprint): times}
    place.consent.database.write_together(counting.add_asked, counts)


def test_every_drawing_says_what_it_is_and_has_its_table(back_office: BackOffice) -> None:
    visitor = back_office.place.visitor()
    visitor.press(visitor.open("/"), "yes")
    page = read(back_office.colleague(Role.VIEWER))
    drawings = re.findall(r'<svg [^>]*role="img" aria-labelledby="([\w-]+) ([\w-]+)"', page)
    assert len(drawings) == 3
    for title, about in drawings:
        assert re.search(rf'<title id="{title}">\w', page) and re.search(rf'<desc id="{about}">[^<]*table', page)
    assert "style=" not in page


def test_five_hundred_yes_in_a_row_are_told_and_logged(
    back_office: BackOffice, caplog: pytest.LogCaptureFixture
) -> None:
    place, viewer = back_office.place, back_office.colleague(Role.VIEWER)
    notice = place.consent.notice(
        place.restaurant.id,
        place.consent.programme(None).fingerprints[("en", None)],  # type: ignore[union-attr]
    )
    assert notice is not None

    def say(wanted: bool, times: int) -> None:
        def job(connection: Any) -> None:
            for _ in range(times):
                record_visitor(connection, sample_answer(notice, wanted), {})

        place.consent.database.write(job)

    say(True, ROW - 1)
    assert "500 answers in a row" not in read(viewer) and "refusal" not in caplog.text
    say(True, 1)
    page = read(viewer)
    assert 'role="alert"' in page and "500 answers in a row without one no" in page
    assert "cafe-nord: the last 500 answers contain no refusal" in caplog.text
    say(False, 1)
    assert "500 answers in a row" not in read(viewer)


def test_the_log_warns_once_per_streak_though_nobody_opens_the_dashboard(
    back_office: BackOffice, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaks, "EVERY", 0.0)
    place = back_office.place
    notice = sample_notice(place.restaurant)

    def say(wanted: bool, times: int) -> None:
        def job(connection: Any) -> None:
            for _ in range(times):
                record_visitor(connection, sample_answer(notice, wanted), {})

        place.consent.database.write(job)
        look(place)
        assert place.consent.asked.flush()

    def warned() -> int:
        return sum(each.levelname == "WARNING" and "no refusal" in each.getMessage() for each in caplog.records)

    place.publish(place.restaurant)
    say(True, ROW - 1)
    assert warned() == 0
    say(True, 1)
    say(True, 1)
    assert warned() == 1
    say(False, 1)
    say(True, ROW)
    assert warned() == 2


def lines(colleague: Colleague, path: str) -> list[dict[str, str]]:
    answer = colleague.get(path)
    assert answer.status_code == 200 and answer.mimetype == "text/csv"
    content = answer.get_data()
    assert content.startswith(b"\xef\xbb\xbf") and content.endswith(b"\r\n")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_numbers_come_as_a_file(back_office: BackOffice) -> None:
    place = back_office.place
    visitor = place.visitor()
    visitor.press(visitor.open("/"), "no")
    (found,) = lines(back_office.colleague(Role.VIEWER), "/dashboard/numbers.csv")
    assert found["day"] == "2026-03-03" and found["language"] == "en" and found["campaign"] == "a signup campaign"
    assert [found[name] for name in ("asked", "yes", "no", "yes_rate", "withdrawn")] == ["1", "0", "1", "0.0000", "0"]


def test_decisions_come_as_a_file_for_owners_that_tells_nobody_who(back_office: BackOffice, owner: Colleague) -> None:
    place = back_office.place
    customer = place.visitor()
    customer.client.post("/login/7")
    customer.press(customer.open("/"), "yes")
    (found,) = lines(owner, "/dashboard/decisions.csv")
    (row,) = place.decisions()
    assert (found["kind"], found["channel"], found["account"]) == ("given", "sms", "yes")
    assert found["at"].startswith("2026-03-03T09:30:0") and found["at"].endswith("+00:00")
    assert not {row.contact, str(row.person), "+33612345678"} & set(found.values())
    assert ("decisions.exported", None) in back_office.audited()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MANAGER])
def test_only_owners_get_the_decisions(back_office: BackOffice, role: Role) -> None:
    colleague = back_office.colleague(role)
    assert colleague.get("/dashboard/decisions.csv").status_code == 403
    assert "decisions.csv" not in read(colleague)


def test_a_campaign_called_like_a_formula_runs_nowhere(back_office: BackOffice) -> None:
    place = back_office.place
    (signup, *_) = [each for each in place.campaigns() if each.kind is CampaignKind.SIGNUP]
    place.publish(place.restaurant, replace(signup, name="=HYPERLINK(0)"))
    look(place)
    (found,) = lines(back_office.colleague(Role.VIEWER), "/dashboard/numbers.csv")
    assert found["campaign"] == "'=HYPERLINK(0)"


def test_a_file_of_bad_days_is_the_page_that_says_so(owner: Colleague) -> None:
    for name in ("numbers", "decisions"):
        assert owner.get(f"/dashboard/{name}.csv?first=x").status_code == 422
