"""Nothing that a visitor can be shown is left out of what is measured."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from consent_ui import assets, pages
from consent_ui.commands.fairness import dresses
from consent_ui.examples import EXAMPLES
from consent_ui.examples.notices import every_notice
from consent_ui.fairness.matrix import SCHEMES, STATES, TEXTS, Matrix
from consent_ui.texts import languages, texts


@pytest.mark.requirement("SY-21", "LN-06")
@pytest.mark.parametrize("language", languages())
def test_every_pair_of_labels_that_can_be_composed_stands_in_a_measured_state(language: str) -> None:
    text = texts(language)
    measured = {
        (words["accept"], words["decline"])
        for state in STATES
        for words in (cast(pages.Banner, EXAMPLES["banner"][state](text)).words,)
    }
    shown = {(each.notice.words["accept"], each.notice.words["decline"]) for each in every_notice(text)}
    assert shown <= measured


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
