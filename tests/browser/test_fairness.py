"""The measurement itself: our own question is fair, other people's banners are found, answers are counted."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from consent_ui.commands.measuring import NO, YES
from consent_ui.fairness import running
from consent_ui.fairness.answers import answers
from consent_ui.fairness.chromium import NotMeasured, open_browser
from consent_ui.fairness.matrix import Matrix
from consent_ui.fairness.running import Measurement, measure
from consent_ui.fairness.sheets import Dress, Sheet, sheets
from consent_ui.rules.measured import Missing, Sight, Where
from consent_ui.rules.symmetry import judge
from tests.browser import banners, unfair_flows
from tests.browser.site import Site
from tests.live_server import serve

SMALL = Matrix((320, 1280), ("light", "dark", "forced"), (100, 200), ("default", "hover", "focus-visible"))
ONE = Matrix((1280,), ("light",), (100,))


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    """Somebody else's site."""
    with serve(banners.create()) as address:
        yield address


def seen(browser: Browser, address: str, *selectors: str, matrix: Matrix = ONE) -> Measurement:
    accept, decline = (selectors[:1], selectors[1:])
    return measure(browser, Sheet(Where("elsewhere"), address, accept, decline), matrix)


def requirements(measurement: Measurement) -> set[str]:
    return {each.requirement for each in judge(measurement.measured)}


@pytest.mark.requirement(
    "SY-01", "SY-02", "SY-03", "SY-04", "SY-05", "SY-06", "SY-07", "SY-08", "SY-11", "SY-13", "SY-16", "SY-18", "CV-03"
)
@pytest.mark.parametrize("state", ["signup", "long name"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_our_question_has_no_finding(browser: Browser, state: str, language: str) -> None:
    with sheets([Dress()], [state], [language]) as documents:
        found = measure(browser, documents[0], SMALL)
    assert judge(found.measured) == ()
    looked_at = [each for each in found.measured if isinstance(each, Sight)]
    assert len(looked_at) == len(SMALL) * 3
    plain = [each for each in looked_at if each.where.interaction == "default"]
    assert all(each.accept.painted and len(each.accept.points) == 5 for each in plain)
    assert all({line.is_offer for line in each.lines} == {True, False} for each in plain), "the offer is known"


@pytest.mark.parametrize("state", ["signup", "long name"])
def test_enlarged_type_stays_enlarged_until_the_last_look(browser: Browser, state: str) -> None:
    """Also where the question is higher than the window, and pictures of it need a scroll."""
    with sheets([Dress()], [state], ["fr"]) as documents:
        found = measure(browser, documents[0], Matrix((320,), ("light",), (200, 100)))
    heights: dict[int, set[float]] = {100: set(), 200: set()}
    for each in found.measured:
        if isinstance(each, Sight):
            heights[each.where.text].add(each.accept.box.height)
            assert each.accept.painted is None or each.accept.painted.luminance < 0.99, (
                "there are letters in the picture"
            )
    assert len(heights[100]) == len(heights[200]) == 1
    assert min(heights[200]) > 1.5 * max(heights[100])


@pytest.mark.requirement("SY-20", "SY-09", "SY-15", "CV-02", "WD-05")
def test_each_answer_costs_one_step_and_is_stored_as_given(browser: Browser, momo: Site) -> None:
    known = momo.count()

    def stored() -> list[str]:
        nonlocal known
        new = [kind for _, kind, _ in momo.decisions(known)]
        known += len(new)
        return new

    found = answers(browser, Sheet(Where("live", "fr"), f"{momo.address}/?lang=fr", YES, NO), stored, runs=3)
    # Three runs prove no time; the command makes fifty.
    assert [each for each in judge([found]) if each.requirement != "SY-10"] == []
    assert {(run.steps, run.pages, run.requests) for run in (*found.accept, *found.decline)} == {(1, 0, 1)}


@pytest.mark.requirement("SY-09", "SY-10", "SY-15", "SY-20", "CV-03")
@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("fair", set()),
        ("two-steps", {"SY-09"}),
        ("swapped", {"SY-20"}),
        ("slow", {"SY-10"}),
        ("details", {"SY-15"}),
        ("ticked", {"CV-03"}),
    ],
)
def test_an_answer_that_costs_more_or_is_not_kept_is_caught(browser: Browser, kind: str, expected: set[str]) -> None:
    flow = unfair_flows.create(kind)
    with serve(flow.app) as address:
        found = answers(browser, Sheet(Where("live"), address, ("#a",), ("#d",)), flow.stored, runs=2)
    caught = {each.requirement for each in judge([found])}
    assert caught - {"SY-10"} == expected - {"SY-10"} and expected <= caught, found


def test_an_answer_that_never_ends_cannot_be_measured_and_is_named(chromium_path: str) -> None:
    def give() -> None:
        flow = unfair_flows.create("loop")
        with serve(flow.app) as address, open_browser(chromium_path) as own:
            answers(own, Sheet(Where("live", "en"), address, ("#a",), ("#d",)), flow.stored, runs=1, seconds=3)

    # A browser of its own, since it is ended; and Playwright keeps to one thread each.
    with (
        ThreadPoolExecutor(1) as thread,
        pytest.raises(NotMeasured, match=r"^live, en, to (accept|decline): not measured within 3 s"),
    ):
        thread.submit(give).result()


@pytest.mark.parametrize("page", ["fair", "french", "shadow", "late", "frame"])
def test_a_fair_banner_elsewhere_is_found_by_role_and_name(browser: Browser, elsewhere: str, page: str) -> None:
    found = seen(browser, f"{elsewhere}/{page}")
    assert {each.lower() for each in found.taken} in ({"accept all", "reject all"}, {"tout accepter", "tout refuser"})
    assert judge(found.measured) == ()


@pytest.mark.parametrize("page", ["unfair", "shadow-unfair"])
def test_an_unfair_banner_elsewhere_is_caught(browser: Browser, elsewhere: str, page: str) -> None:
    by_name = requirements(seen(browser, f"{elsewhere}/{page}"))
    assert {"SY-01", "SY-03", "SY-05", "SY-06", "SY-13"} <= by_name
    assert requirements(seen(browser, f"{elsewhere}/{page}", "#a", "#d")) == by_name


def test_what_covers_a_frame_covers_the_answers_in_it(browser: Browser, elsewhere: str) -> None:
    assert requirements(seen(browser, f"{elsewhere}/frame-covered")) == {"SY-08"}


@pytest.mark.requirement("SY-14")
def test_a_banner_without_a_no_is_a_finding(browser: Browser, elsewhere: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "LATE", 0)
    found = seen(browser, f"{elsewhere}/one-sided")
    assert [(each.accept, each.decline) for each in found.measured if isinstance(each, Missing)] == [(True, False)]
    assert requirements(found) == {"SY-14"}


def test_a_page_without_a_banner_cannot_be_measured(
    browser: Browser, elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "LATE", 0)
    with pytest.raises(NotMeasured, match="no control to accept"):
        seen(browser, f"{elsewhere}/neither")


def test_a_theme_that_asks_for_what_is_not_there_cannot_be_measured(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "theme.css").write_text(".consent-button { background: url(nowhere.png) }")
    (tmp_path / "_banner.html").write_text(
        '<link rel="stylesheet" href="/nothing.css">{% include "shipped/_banner.html" %}'
    )
    with (
        sheets([Dress("torn", (tmp_path,))], ["generic"], ["en"]) as documents,
        pytest.raises(NotMeasured, match="nothing"),
    ):
        measure(browser, documents[0], ONE)


@pytest.mark.parametrize(
    ("written", "said"), [("{{ banner.nonsense }}", "nonsense"), ("{{ ''.__class__.__mro__ }}", "unsafe")]
)
def test_a_template_that_is_broken_or_reaches_for_python_cannot_be_measured(
    tmp_path: Path, written: str, said: str
) -> None:
    (tmp_path / "_banner.html").write_text(written)
    with pytest.raises(NotMeasured, match=said), sheets([Dress("torn", (tmp_path,))], ["generic"], ["en"]):
        pass
