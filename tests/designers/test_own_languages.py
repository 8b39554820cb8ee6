"""A language of a site's own: started by a command, judged as a whole, spoken once all of it is right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner

from consent_ui import assets, own_languages
from consent_ui.demo import create_demo
from consent_ui.rules import wording
from consent_ui.settings import BadSetting
from consent_ui.texts import languages, texts
from tests import guide
from tests.designers.own_language import filled, forget, start, texts_filled
from tests.host.site import create_host
from tests.journeys.place import CONFIG


@pytest.fixture(autouse=True)
def silence() -> Iterator[None]:
    """What one test brings, the next one does not speak."""
    yield
    forget()


@pytest.mark.requirement("LN-02", "LN-09")
def test_a_language_is_spoken_once_its_texts_and_lists_are_there(tmp_path: Path) -> None:
    folder = filled(tmp_path)
    path = folder / "nl" / "site.po"
    path.write_text(path.read_text("utf-8").replace('msgstr "English"', 'msgstr "Nederlands"'), encoding="utf-8")
    create_host({**CONFIG, "CONSENT_TRANSLATIONS": str(folder)})
    assert languages() == ("en", "fr", "nl") and texts("nl")("language.name") == "Nederlands"
    assert {each.requirement for each in wording.lint_text("Hurry up", "nl")} == {"IC-09"}
    assert texts("nl")("gallery.title") == texts("en")("gallery.title"), "what guests never read stays in English"
    assert start(folder).output == "nothing to mend\n"


@pytest.mark.requirement("LN-02")
def test_a_language_that_was_only_started_names_every_missing_text(tmp_path: Path) -> None:
    assert "written" in start(tmp_path).output
    again = start(tmp_path)
    assert again.exit_code == 1
    assert "preferences.save is missing" in again.output.replace("\n", " ")
    assert again.output.count("is missing; in English it is") == len(own_languages.needed_keys())
    assert languages() == ("en", "fr")


def put(path: Path, before: str, after: str) -> None:
    source = path.read_text(encoding="utf-8")
    assert before in source
    path.write_text(source.replace(before, after, 1), encoding="utf-8")


@pytest.mark.requirement("LN-02", "LN-09")
@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        ("nl/site.po", "{date} at {time}", "{date} om {tijd}", "moment has {tijd}, but only {date}, {time}"),
        ("nl/site.po", "{date} at {time}", "{date}", "moment lacks {time}"),
        ("nl/site.po", "{date} at {time}", "{date", "moment has braces that do not match"),
        ("nl/site.po", 'msgid "moment"', 'msgid "momnet"', "momnet is no key of ours"),
        ("nl/site.po", 'msgid "moment"', 'moment is "moment"', "cannot be read as .po"),
        ("nl.toml", "urgency", "urgentie", "topics.urgency is missing or empty"),
        ("nl.toml", "denial =", "denail =", "denail is no list of ours"),
        ("nl.toml", "denial =", "denail =", "denial is missing"),
        ("nl.toml", "'no|not", "'(no|not", "denial: “(no|not"),
        ("nl.toml", "'hurry", "hurry", "cannot be read as TOML"),
        ("nl.toml", "Saying no changes nothing about ordering.", "Hurry.", "does not pass itself: IC-09 “Hurry”"),
        ("nl.toml", "[topics]", "[topic]", "topics is missing"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_file(tmp_path: Path, file: str, before: str, after: str, said: str) -> None:
    put(filled(tmp_path) / file, before, after)
    with pytest.raises(BadSetting, match=re.escape(said)) as refused:
        create_host({**CONFIG, "CONSENT_TRANSLATIONS": str(tmp_path)})
    assert str(tmp_path / file.partition("/")[0]) in str(refused.value)
    assert languages() == ("en", "fr") and "nl" not in wording.LEXICONS


@pytest.mark.requirement("LN-09")
@pytest.mark.parametrize(("gone", "said"), [("nl.toml", "is missing; it holds the lists"), ("nl", "no such folder")])
def test_texts_without_lists_and_lists_without_texts_are_refused(tmp_path: Path, gone: str, said: str) -> None:
    path = filled(tmp_path) / gone
    path.rename(tmp_path / ".away")
    with pytest.raises(own_languages.BadLanguage, match=said):
        own_languages.bring_all(tmp_path)


@pytest.mark.parametrize("name", ["klingon", "en_", "x"])
def test_a_folder_that_names_no_language_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(own_languages.BadLanguage, match="is no language"):
        own_languages.bring_all(tmp_path)
    with pytest.raises(own_languages.BadLanguage, match="is no folder"):
        own_languages.bring_all(tmp_path / "nowhere")


@pytest.mark.requirement("LN-02")
def test_single_texts_of_a_language_of_ours_can_be_worded_otherwise(tmp_path: Path) -> None:
    example = (guide.EXAMPLES_OF_LANGUAGES / "fr" / "site.po").read_text(encoding="utf-8")
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "site.po").write_text(example, encoding="utf-8")
    before = texts("fr")("notice.withdrawal", preferences="x")
    own_languages.bring_all(tmp_path)
    assert texts("fr")("notice.no_effect") == "Dire non ne change rien à vos commandes."
    assert texts("fr")("notice.withdrawal", preferences="x") == before, "the others are ours"
    assert example in assets.folder("templates").joinpath("README.md").read_text(encoding="utf-8")


@pytest.mark.requirement("LN-09", "IC-11")
def test_lists_that_are_still_english_are_refused_by_name(tmp_path: Path) -> None:
    texts_filled(tmp_path)
    again = start(tmp_path)
    assert again.exit_code == 1
    for topic in wording.TOPICS:
        assert f"topics.{topic} is still English" in again.output
    for name in ("denial", "beside", "objects", "reward", "acts.send"):
        assert f"nl.toml: {name} is still English" in again.output
    with pytest.raises(BadSetting, match=r"topics\.shame is still English"):
        create_host({**CONFIG, "CONSENT_TRANSLATIONS": str(tmp_path)})
    assert languages() == ("en", "fr")


@pytest.mark.requirement("LN-09")
def test_one_more_word_does_not_make_an_english_list_another_language(tmp_path: Path) -> None:
    path = filled(tmp_path) / "nl.toml"
    source = path.read_text(encoding="utf-8")
    begin = source.index("shame")
    end = source.index("]", begin)
    while source[end + 1] != "\n":
        end = source.index("]", end + 1)
    english = source[begin:end].replace("|alsjeblieft", "")
    path.write_text(source[:begin] + english + "'schaamte'," + source[end:], encoding="utf-8")
    [wrong] = own_languages.examine(tmp_path)["nl"].complaints
    assert "topics.shame is still English" in wrong


@pytest.mark.requirement("LN-02")
def test_texts_that_are_still_english_are_named_once_they_are_more_than_a_few(tmp_path: Path) -> None:
    path = filled(tmp_path) / "nl" / "site.po"
    finished = path.read_text(encoding="utf-8")

    def told(left: int) -> list[str]:
        path.write_text(finished.replace(" alsjeblieft", "", left), encoding="utf-8")
        return own_languages.examine(tmp_path)["nl"].complaints

    assert told(0) == told(2) == []
    assert len(told(60)) > 40 and all("is still English: “" in each for each in told(60))


def test_a_language_that_is_english_in_another_country_may_use_our_lists(tmp_path: Path) -> None:
    texts_filled(tmp_path, "en_GB")
    assert start(tmp_path, "en_GB").output == "nothing to mend\n"


@pytest.mark.requirement("LN-02")
@pytest.mark.parametrize("command", ["templates", "wording"])
def test_a_half_begun_language_is_left_out_in_one_line_and_the_rest_works(tmp_path: Path, command: str) -> None:
    filled(tmp_path / "translations")
    start(tmp_path / "translations", "de")
    app = create_host({**CONFIG, "CONSENT_DATABASE_URI": f"sqlite:///{tmp_path / 'none.db'}"})
    words = [command, *(["--language", "fr"] if command == "wording" else []), "--design", str(tmp_path)]
    result = FlaskCliRunner(app).invoke(args=["consent", *words])
    assert result.exit_code == 0, result.output
    [line] = result.stderr.splitlines()[:1]
    assert line.startswith("de is left out, to mend: ") and "consent-ui language de --into" in line
    assert "is missing" not in result.output and languages() == ("en", "fr", "nl")


@pytest.mark.requirement("LN-02")
def test_the_demo_opens_beside_a_half_begun_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start(tmp_path / "design" / "translations", "de")
    create_demo(f"sqlite:///{tmp_path / 'demo.db'}", {"SECRET_KEY": "a demo for tests"}, design=tmp_path / "design")
    assert capsys.readouterr().err.count("de is left out") == 1 and languages() == ("en", "fr")
    assert "preferences.save is missing" in start(tmp_path / "design" / "translations", "de").output
