"""`consent-ui fairness`: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from click.testing import CliRunner, Result

from consent_ui import cli
from consent_ui.commands import fairness, measuring
from consent_ui.fairness.matrix import Matrix
from consent_ui.fairness.sheets import Dress
from consent_ui.rules.measured import Answers
from tests.browser import banners
from tests.live_server import serve

NARROW = ("--state", "generic", "--language", "en", "--width", "1280")
LOUD = """<section id="consent-banner"><p>{{ banner.words.purpose }}</p><form>
<button value="yes" class="loud">{{ banner.words.accept }}</button>
<button value="no">{{ banner.words.decline }}</button></form></section>"""


@pytest.fixture(autouse=True)
def found_browser(chromium_path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Chromium of these tests, named the way a person would."""
    monkeypatch.setenv("CONSENT_CHROMIUM", chromium_path)


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    """Somebody else's site."""
    over = Event()
    with serve(banners.create(over)) as address:
        yield address
        over.set()


@pytest.fixture
def themes(tmp_path: Path) -> Path:
    """A folder with one theme, in which yes is louder."""
    loud = tmp_path / "themes" / "loud"
    loud.mkdir(parents=True)
    (loud / "_banner.html").write_text(LOUD)
    (loud / "theme.css").write_text(".loud { background: #060 !important; color: #fff }")
    return loud.parent


def run(*words: str) -> Result:
    return CliRunner().invoke(cli.command(), ["fairness", *words])


def test_the_shipped_look_ends_with_zero_and_a_report(tmp_path: Path) -> None:
    done = run("--theme", "shipped", *NARROW, "--runs", "0", "--html", str(tmp_path / "report.html"))
    assert done.exit_code == 0, done.output
    assert "no findings: fair" in done.stdout
    assert "not judged: what themes say; `consent-ui wording --theme NAME` does" in done.stderr
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert html.count("data:image/webp;base64,") == 2 * 6, "both answers in every circumstance"
    assert "Fair: no finding" in html and "<script" not in html and 'src="http' not in html


def test_findings_end_with_one_a_table_and_what_to_change(themes: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    done = run("--themes", str(themes), "--theme", "loud", *NARROW, "--runs", "0", "--html", str(report))
    assert done.exit_code == 1, done.output
    for words in ("theme loud", "SY-03", "background", "rgb(0, 102, 0)", "why     CNIL", "change  Set background"):
        assert words in done.stdout
    assert "Set background for both" in report.read_text(encoding="utf-8")


def test_findings_as_json_are_all_that_is_on_the_standard_output(themes: Path) -> None:
    done = run("--themes", str(themes), "--theme", "loud", *NARROW, "--runs", "0", "--json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert told["fair"] is False and told["circumstances"] > 20
    background = next(each for each in told["findings"] if each["what"] == "background")
    assert background["requirement"] == "SY-03" and background["accept"] == "rgb(0, 102, 0)"
    assert background["source"] and background["change"]
    assert {place["theme"] for place in background["places"]} == {"loud"}


def test_a_banner_elsewhere_is_measured_and_what_was_taken_is_said(elsewhere: str) -> None:
    done = run(f"{elsewhere}/unfair", "--width", "1280")
    assert done.exit_code == 1
    assert "accept: Accept all" in done.stdout and "decline: Reject all" in done.stdout
    assert run(f"{elsewhere}/fair", "--width", "1280", "--accept", "#a", "--decline", "#d").exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--theme", "nobody"), "there is no theme nobody; there are shipped"),
        (("http://127.0.0.1:9/",), "ERR_"),
        (("http://127.0.0.1:9/", "--accept", "#a"), "name both controls"),
        (("--accept", "#a", "--decline", "#d"), "are for the page at a URL"),
    ],
)
def test_what_cannot_be_measured_ends_with_two_and_a_sentence(words: tuple[str, ...], said: str) -> None:
    done = run(*words)
    assert (done.exit_code, said in done.output) == (2, True), done.output
    assert "Traceback" not in done.output


@pytest.mark.parametrize("page", ["loop", "loop-later", "no-letters", "endless"])
def test_a_page_that_never_comes_to_rest_ends_with_two_and_its_name(elsewhere: str, page: str) -> None:
    address = f"{elsewhere}/{page}"
    done = run(address, "--accept", "#a", "--decline", "#d", "--deadline", "4")
    assert done.exit_code == 2, done.output
    assert f"{address}: " in done.output and "within 4 s" in done.output


def test_a_browser_that_does_not_start_ends_with_two(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CONSENT_CHROMIUM", str(tmp_path / "nothing"))
    done = run("--theme", "shipped", *NARROW, "--runs", "0")
    assert done.exit_code == 2
    assert "no Chromium starts here" in done.output and "CONSENT_CHROMIUM" in done.output


@pytest.mark.requirement("SY-20", "SY-09", "CV-03")
def test_both_answers_are_given_in_every_language_on_a_restaurant_that_runs_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    results = []
    monkeypatch.setattr(fairness, "measure_documents", lambda *given: results.append(given[3]))
    fairness.measure_themes([Dress()], ("generic",), ("en", "fr"), Matrix(), 1)
    (live,) = results
    assert [each.where.language for each in live] == ["en", "fr"]
    for found in live:
        assert isinstance(found, Answers)
        assert [run.stored for run in (*found.accept, *found.decline)] == ["given", "refused"]
        assert (found.grants, found.ticked) == ((), ())


def test_that_restaurant_wears_the_theme_that_is_measured_as_its_visitors_would_see_it(
    themes: Path, tmp_path: Path
) -> None:
    app, stored = measuring.restaurant(tmp_path, Dress("loud", (themes / "loud",)))
    page = app.test_client().get("/").get_data(as_text=True)
    assert re.search(r"themes/loud/[0-9a-f]{12}/theme\.css", page)
    assert 'class="loud"' not in page, "a template without the two answers of ours reaches no visitor"
    assert stored() != [] and stored() == [], "what the sample customers decided, and nothing since"


def test_without_playwright_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "NEEDED", {"a_module_nobody_has": "Playwright"})
    done = run("--theme", "shipped")
    assert done.exit_code == 2
    assert "pip install 'consent-ui[fairness]'" in done.output


@pytest.mark.requirement("SY-14", "SY-17")
def test_the_three_shipped_themes_are_fair_on_a_phone() -> None:
    names = [word for name in ("ember", "paper", "plain") for word in ("--theme", name)]
    done = run(*names, "--state", "both channels", "--width", "320", "--runs", "0")
    assert done.exit_code == 0, done.output
