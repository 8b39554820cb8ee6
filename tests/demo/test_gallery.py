"""The gallery of the demo as a designer opens it: a clean folder, and nothing that anybody could have broken."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from consent_ui import gallery
from consent_ui.examples import EXAMPLES

FAULT = re.compile(r'class="[^"]*consent-broken')
THEMES = (None, "", "ember", "paper", "plain")


@pytest.fixture
def walked(build: Callable[..., Flask], tmp_path: Path) -> Flask:
    """The demo with a designer's folder that is empty as yet."""
    for name in ("consent", "themes"):
        (tmp_path / "design" / name).mkdir(parents=True)
    return build(design=tmp_path / "design")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("theme", THEMES)
def test_no_state_of_any_part_is_broken_in_any_theme_of_the_demo(
    walked: Flask, theme: str | None, language: str
) -> None:
    client = walked.test_client()
    chosen = {"lang": language} | ({} if theme is None else {"theme": theme})
    broken = []
    for partial, states in EXAMPLES.items():
        for state in states:
            answer = client.get(f"/consent/gallery/{partial}/{gallery.slug(state)}", query_string=chosen)
            if answer.status_code != 200 or bool(FAULT.search(answer.text)) != (partial == "broken"):
                broken.append(f"{partial}, {state}: {answer.status_code}")
    assert not broken
