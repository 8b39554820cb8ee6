"""Nothing that a visitor can be shown is left out of what is measured."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from jinja2 import Environment, FileSystemLoader, PrefixLoader

from consent_ui import assets, pages
from consent_ui.commands.fairness import dresses
from consent_ui.examples import EXAMPLES
from consent_ui.examples.measured import MEASURED
from consent_ui.examples.notices import every_notice
from consent_ui.fairness.matrix import SCHEMES, STATES, TEXTS, Matrix
from consent_ui.texts import languages, texts


def shipped_partials() -> Environment:
    """Our own templates, as a page includes them."""
    return Environment(
        loader=PrefixLoader({"consent": FileSystemLoader(assets.folder("templates") / "consent")}), autoescape=True
    )


@pytest.mark.requirement("SY-21", "LN-06")
@pytest.mark.parametrize("language", languages())
def test_every_pair_of_labels_that_can_be_composed_stands_in_a_measured_state(language: str) -> None:
    text = texts(language)
    measured = {
        (words["accept"], words["decline"])
        for part, state in map(MEASURED.__getitem__, STATES)
        for words in (cast(pages.Banner, EXAMPLES[part][state](text)).words,)
    }
    shown = {(each.notice.words["accept"], each.notice.words["decline"]) for each in every_notice(text)}
    assert shown <= measured


@pytest.mark.requirement("SY-21")
@pytest.mark.parametrize("language", languages())
def test_every_example_with_both_answers_in_it_is_measured(language: str) -> None:
    asking = set()
    for part, states in EXAMPLES.items():
        template = shipped_partials().get_template(f"consent/_{part}.html")
        for state, build in states.items():
            html = template.render({part: build(texts(language))})
            if 'value="yes"' in html and 'value="no"' in html:
                asking.add((part, state))
    assert {MEASURED[state] for state in STATES} == asking


@pytest.mark.requirement("SY-21", "SY-14")
def test_every_look_there_is_is_measured_when_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "theme.css").write_text("")
    shipped = {each.parent.name for each in (assets.folder("templates") / "themes").glob("*/theme.css")}
    assert {each.name for each in dresses((), tmp_path)} == {"", "own", *shipped}


@pytest.mark.requirement("SY-14")
def test_the_whole_matrix_is_that_of_the_requirements() -> None:
    everything = set(Matrix().cells())
    assert everything == {
        (width, scheme, text) for width in (320, 375, 768, 1280) for scheme in SCHEMES for text in TEXTS
    }
    assert Matrix().interactions == ("default", "hover", "focus-visible", "active", "disabled")
