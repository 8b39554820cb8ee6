"""`consent-ui wording`: 0 when there is nothing to mend, 1 with a table, 2 when nothing can be said."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskCliRunner

from consent_ui import cli
from consent_ui.commands.tables import table
from tests.designers.own_language import filled, forget
from tests.host.site import create_host
from tests.journeys.place import CONFIG

Run = Callable[..., Result]
SHIPPED = Path(cli.__file__).parent.parent / "templates" / "consent" / "_banner.html"


@pytest.fixture(params=["flask consent", "consent-ui"])
def run(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in the one way and in the other; no database is there to be asked."""
    monkeypatch.setenv("COLUMNS", "200")
    database = f"sqlite:///{tmp_path / 'none.db'}"
    if request.param == "flask consent":
        app = create_host({**CONFIG, "CONSENT_DATABASE_URI": database})
        return lambda *words, **more: FlaskCliRunner(app).invoke(args=["consent", "wording", *words], **more)
    monkeypatch.setenv("FLASK_CONSENT_DATABASE_URI", database)
    monkeypatch.setenv("FLASK_SECRET_KEY", "a key for tests")
    return lambda *words, **more: CliRunner().invoke(cli.command(), ["wording", *words], **more)


@pytest.fixture
def forgetting() -> Iterator[None]:
    """A language that the test brings is not spoken after it."""
    yield
    forget()


@pytest.mark.requirement("IC-13", "LN-09")
@pytest.mark.parametrize("words", [(), ("--language", "fr")])
def test_our_own_words_have_nothing_to_mend(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert (result.exit_code, result.output) == (0, "nothing to mend\n")


@pytest.mark.requirement("IC-11", "IC-13")
def test_a_text_is_judged_with_requirement_place_words_reason_and_a_wording_that_passes(run: Run) -> None:
    result = run("--text", "Non, je préfère payer plein tarif", "--language", "fr", "--slot", "decline")
    assert result.exit_code == 1
    for said in ("ID", "where", "IC-11", "decline:1:6", "“je préfère”", "ICO/CMA", "Non, ne m’envoyez pas"):
        assert said in result.output


def test_json_has_everything_a_program_needs(run: Run) -> None:
    result = run("--text", "Hi. Hurry", "--language", "en", "--json")
    assert result.exit_code == 1
    [found] = json.loads(result.output)
    assert set(found) == {"where", "requirement", "slot", "found", "start", "end", "why", "source", "instead"}
    assert (found["requirement"], found["found"], found["start"], found["end"]) == ("IC-09", "Hurry", 4, 9)
    clean = run("--text", "Hello.", "--language", "en", "--json")
    assert (clean.exit_code, json.loads(clean.output)) == (0, [])


@pytest.mark.parametrize("words", [("-",), ("--text", "-")])
def test_standard_input_is_judged_line_by_line_in_place(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words, "--language", "en", input="We cook.\nLast chance today.\n")
    assert result.exit_code == 1 and ":2:1" in result.output


def test_files_are_judged(run: Run, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text("Offers by SMS on Mondays.", encoding="utf-8")
    bad.write_text("Amazing offers.", encoding="utf-8")
    assert run(str(good), "--language", "en").exit_code == 0
    result = run(str(good), str(bad), "--language", "en", "--json")
    [found] = json.loads(result.output)
    assert (result.exit_code, found["where"], found["requirement"]) == (1, f"{bad}:1:1", "IC-12")


@pytest.mark.requirement("IC-01", "IC-13")
def test_a_restaurants_file_is_judged_without_being_stored(run: Run, tmp_path: Path) -> None:
    good = Path(__file__).parent / "host" / "restaurant.toml"
    bad = tmp_path / "bad.toml"
    bad.write_text(good.read_text(encoding="utf-8").replace("Le Petit Hôte", "Petit Hôte -50%"), encoding="utf-8")
    assert run(str(good)).exit_code == 0
    result = run(str(bad), "--json")
    assert result.exit_code == 1 and {each["requirement"] for each in json.loads(result.output)} == {"IC-01"}
    assert not list(tmp_path.glob("*.db"))


@pytest.mark.requirement("IC-02", "IC-14", "CV-05")
def test_what_is_asked_for_is_taken_into_account(run: Run) -> None:
    benefit = ("--text", "Accept to receive 10% off.", "--language", "en", "--slot", "benefit")
    assert run(*benefit).exit_code == 1
    assert run(*benefit, "--requires-consent").exit_code == 0
    wine = ("--text", "A glass of wine.", "--language", "en")
    assert [run(*wine).exit_code, run(*wine, "--country", "FR").exit_code] == [0, 1]
    yes = ("--text", "Yes, send me offers by SMS", "--language", "en", "--slot", "accept", "--channel", "sms")
    assert [run(*yes).exit_code, run(*yes, "--channel", "email").exit_code] == [0, 1]


@pytest.mark.requirement("LN-09")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--text", "Hello"), "--language"),
        (("--text", "Hallo", "--language", "de"), "'de' has no lists of words"),
        (("--language", "de"), "de"),
        (("--text", "x", "--language", "en", "--slot", "footer"), "footer"),
        (("nowhere.txt", "--language", "en"), "nowhere.txt"),
        (("tests/pictures/question.png", "--language", "en"), "decode"),
        (("pyproject.toml",), "restaurant"),
    ],
)
def test_what_cannot_be_judged_is_said_and_is_no_pass(run: Run, words: tuple[str, ...], said: str) -> None:
    result = run(*words)
    assert result.exit_code == 2 and said in result.output and "Traceback" not in result.output


def test_a_site_that_cannot_be_made_is_said_and_is_no_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FLASK_SECRET_KEY", raising=False)
    monkeypatch.setenv("FLASK_CONSENT_COOKIE_DAYS", "no number")
    result = CliRunner().invoke(cli.command(), ["wording"])
    assert result.exit_code == 2 and "CONSENT_COOKIE_DAYS" in result.output


@pytest.mark.requirement("IC-09", "IC-13")
def test_a_sites_own_template_is_judged_with_its_own_sentences(tmp_path: Path) -> None:
    app = create_host({**CONFIG, "CONSENT_DATABASE_URI": f"sqlite:///{tmp_path / 'none.db'}"})
    own = tmp_path / "consent"
    own.mkdir()
    source = SHIPPED.read_text(encoding="utf-8")
    assert "</h2>" in source
    (own / "_banner.html").write_text(
        source.replace("</h2>", "</h2><p>Last chance, dernière chance</p>"), encoding="utf-8"
    )
    app.jinja_loader.searchpath.insert(0, str(tmp_path))  # type: ignore[union-attr]
    result = FlaskCliRunner(app).invoke(args=["consent", "wording", "--json"])
    assert result.exit_code == 1, result.output
    found = json.loads(result.output)
    assert {(each["requirement"], each["where"].split(",")[0]) for each in found} == {("IC-09", "_banner.html")}


@pytest.mark.requirement("IC-11", "IC-13")
@pytest.mark.parametrize(
    "part", ["_receipt.html", "_preferences.html", "_account.html", "_device.html", "_notice.html"]
)
def test_every_part_of_a_site_is_judged_not_the_question_alone(tmp_path: Path, part: str) -> None:
    app = create_host({**CONFIG, "CONSENT_DATABASE_URI": f"sqlite:///{tmp_path / 'none.db'}"})
    (tmp_path / "consent").mkdir()
    source = (SHIPPED.parent / part).read_text(encoding="utf-8")
    (tmp_path / "consent" / part).write_text(source + "<p>What a shame. Quel dommage.</p>", encoding="utf-8")
    app.jinja_loader.searchpath.insert(0, str(tmp_path))  # type: ignore[union-attr]
    result = FlaskCliRunner(app).invoke(args=["consent", "wording", "--json"])
    assert result.exit_code == 1, result.output
    found = json.loads(result.output)
    assert {each["requirement"] for each in found} == {"IC-11"}
    assert {each["found"] for each in found} == {"What a shame", "Quel dommage"}


@pytest.mark.requirement("IC-09", "IC-13")
def test_a_designers_folder_is_judged(run: Run, tmp_path: Path) -> None:
    (tmp_path / "design" / "consent").mkdir(parents=True)
    own = tmp_path / "design" / "consent" / "_receipt.html"
    own.write_text(
        (SHIPPED.parent / "_receipt.html").read_text(encoding="utf-8") + "<p>Last chance</p>", encoding="utf-8"
    )
    result = run("--design", str(tmp_path / "design"), "--language", "en", "--json")
    assert result.exit_code == 1 and {each["found"] for each in json.loads(result.output)} == {"Last chance"}


def test_a_table_fits_its_terminal_and_keeps_every_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = table(("ID", "why"), [("IC-09", "word " * 60), ("IC-11", "one\ntwo")])
    assert max(map(len, shown.splitlines())) <= 80
    assert shown.count("word") == 60
    assert shown.index("one") < shown.index("two")


def test_it_says_which_themes_it_did_not_judge_and_how_to(run: Run, tmp_path: Path) -> None:
    (tmp_path / "themes" / "night").mkdir(parents=True)
    (tmp_path / "themes" / "night" / "theme.css").write_text("", encoding="utf-8")
    result = run("--design", str(tmp_path), "--language", "en")
    assert (result.exit_code, result.stdout) == (0, "nothing to mend\n")
    assert result.stderr == "not judged: what themes say (night); --theme NAME does, one at a time\n"
    assert run("--design", str(tmp_path), "--language", "en", "--theme", "night").output == "nothing to mend\n"


@pytest.mark.requirement("LN-09")
@pytest.mark.parametrize("way", ["--design", "--translations", "environment"])
def test_a_text_is_judged_by_the_lists_of_a_language_of_ones_own(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, forgetting: None
) -> None:
    folder = filled(tmp_path / "translations")
    words = ("--text", "Hurry up", "--language", "nl")
    assert run(*words).exit_code == 2
    if way == "environment":
        monkeypatch.setenv("FLASK_CONSENT_TRANSLATIONS", str(folder))
        result = run(*words)
    else:
        result = run(*words, way, str(tmp_path if way == "--design" else folder))
    assert result.exit_code == 1 and "IC-09" in result.output
