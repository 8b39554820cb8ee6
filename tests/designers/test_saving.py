"""A designer's afternoon: what is saved is seen at once, a file that was not there before too."""

from __future__ import annotations

from pathlib import Path

import pytest

from consent_ui.demo import create_demo
from tests.designers.conftest import Studio

BEFORE = '{% extends "shipped/_banner.html" %}{% block before %}<p>own</p>{% endblock %}'
FOOTER = '{% extends "shipped/layout.html" %}{% block footer %}<p>own</p>{{ super() }}{% endblock %}'


@pytest.mark.parametrize(
    ("file", "source", "address"), [("_banner.html", BEFORE, "/"), ("layout.html", FOOTER, "/consent/preferences")]
)
def test_a_template_that_comes_and_goes_is_seen_at_once(
    debugging: Studio, file: str, source: str, address: str
) -> None:
    visitor = debugging.site.visitor()
    before = visitor.open(address).words()
    for _ in range(2):
        path = debugging.write(file, source)
        assert "own" in visitor.open(address).words().split()
        path.unlink()
        assert visitor.open(address).words() == before


def test_a_themes_template_that_comes_and_goes_is_seen_at_once(debugging: Studio) -> None:
    debugging.wear("fern")
    visitor = debugging.site.visitor()
    before = visitor.open("/").words()
    (debugging.themes / "fern" / "_banner.html").write_text(BEFORE, encoding="utf-8")
    assert "own" in visitor.open("/").words().split()
    (debugging.themes / "fern" / "_banner.html").unlink()
    assert visitor.open("/").words() == before


def test_the_demo_sees_a_new_file_in_the_designers_folder(tmp_path: Path) -> None:
    """`consent-ui demo --design FOLDER`: no restart between saving a first file and seeing it."""
    app = create_demo(f"sqlite:///{tmp_path / 'demo.db'}", {"SECRET_KEY": "a demo for tests"}, design=tmp_path)
    client = app.test_client()
    assert "<p>own</p>" not in client.get("/").text
    (tmp_path / "consent").mkdir()
    (tmp_path / "consent" / "_banner.html").write_text(BEFORE, encoding="utf-8")
    assert "<p>own</p>" in client.get("/").text
    (tmp_path / "consent" / "_banner.html").unlink()
    assert "<p>own</p>" not in client.get("/").text
    app.extensions["consent_ui"].close()
