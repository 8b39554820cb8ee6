"""The designers' guide: complete, never stale, and every example in it works."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from jinja2 import Environment, meta, nodes

from consent_ui import assets, contract
from consent_ui.settings import read_settings
from consent_ui.themes import PLAIN, Look, themes
from tests import guide
from tests.designers.conftest import Studio

TEXT = guide.GUIDE.read_text(encoding="utf-8")
CONSENT = assets.folder("templates") / "consent"
GALLERY = assets.folder("templates") / "gallery"


def test_no_generated_part_is_stale() -> None:
    assert guide.written(TEXT) == TEXT, "run python -m tests.guide"


def test_every_generated_part_has_its_place() -> None:
    assert sorted(guide.places(TEXT)) == sorted(guide.parts())


@pytest.mark.parametrize("file", sorted(path.name for path in CONSENT.glob("*.html")))
def test_every_template_is_an_override_point_or_said_to_be_none(file: str) -> None:
    assert file in contract.templates() or file in contract.FIXED
    assert f"`{file}`" in TEXT or f"### {file}" in TEXT


def test_every_variable_has_a_line_of_help() -> None:
    for template in contract.templates().values():
        assert template.fields, template.file
        for field in template.fields:
            assert field.help and not field.help.endswith("."), field.path
            assert f"| `{field.path}` | {field.type} | {field.help} |" in TEXT


def test_every_block_is_described_and_every_description_has_a_block() -> None:
    blocks = {block for template in contract.templates().values() for block in template.blocks}
    assert blocks == set(contract.ABOUT_BLOCKS)


def test_every_macro_is_described() -> None:
    tree = Environment(autoescape=True).parse(contract.shipped_source("macros.html"))
    for macro in tree.find_all(nodes.Macro):
        call = f"`consent.{macro.name}({', '.join(argument.name for argument in macro.args)})`"
        assert call in TEXT, call


def test_every_property_of_the_stylesheets_is_described_and_no_other() -> None:
    sheets = [(assets.folder("static") / name).read_text(encoding="utf-8") for name in
              (assets.STYLESHEET, assets.OWN_STYLESHEET)]  # fmt: skip
    used = set(re.findall(r"var\(\s*(--consent-[a-z-]+)", "".join(sheets)))
    assert used - contract.INTERNAL == set(contract.PROPERTIES)


@pytest.mark.parametrize("path", sorted(GALLERY.glob("*.html")), ids=lambda path: path.stem)
def test_a_template_of_the_gallery_uses_only_what_it_is_given(path: Path) -> None:
    used = meta.find_undeclared_variables(Environment(autoescape=True).parse(path.read_text(encoding="utf-8")))
    assert used <= {"frame" if path.stem == "layout" else path.stem}


@pytest.mark.requirement("LN-02")
@pytest.mark.parametrize("path", sorted(GALLERY.glob("*.html")), ids=lambda path: path.stem)
def test_no_sentence_stands_in_a_template_of_the_gallery(path: Path) -> None:
    bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<code>.*?</code>", "", path.read_text(encoding="utf-8"), flags=re.S)
    assert not re.search(r"[^\W\d_]{2,}", re.sub(r"<[^>]*>", " ", bare)), path.name


@pytest.fixture
def taught(studio: Studio) -> Studio:
    """The studio after somebody typed every example of the guide."""
    for path in guide.EXAMPLES.rglob("*.*"):
        relative = path.relative_to(guide.EXAMPLES)
        target = studio.themes.parent if relative.parts[0] == "themes" else studio.templates
        (target / relative).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target / relative)
    return studio


def test_nothing_is_wrong_with_any_example(taught: Studio) -> None:
    designs = taught.site.consent.designs
    theme = themes(read_settings({"CONSENT_THEMES": str(taught.themes)}))["bistro"]
    for look in (PLAIN, Look(theme)):
        for file in contract.templates():
            check = designs.fault if file.startswith("_") else designs.page_fault
            assert check(file, look) is None, check(file, look)
    assert theme.faults == ()


@pytest.mark.parametrize("path", ["/", "/consent/preferences"])
def test_the_first_way_links_a_theme_of_properties(taught: Studio, path: str) -> None:
    """What a browser makes of it is tested in tests/browser/test_themes.py."""
    taught.wear("bistro")
    page = taught.site.visitor().open(path)
    links = [urlsplit(link.get("href", "")).path for link in page.tree.all("link")]
    assert any(re.fullmatch(r"/consent/themes/bistro/[0-9a-f]{12}/theme\.css", link) for link in links)
    styles = (guide.EXAMPLES / "themes" / "bistro" / "theme.css").read_text(encoding="utf-8")
    assert set(re.findall(r"(--consent-[a-z-]+):", styles)) == set(contract.PROPERTIES), "the example shows them all"


def test_the_second_way_replaces_a_part(taught: Studio) -> None:
    page = taught.site.visitor().open("/consent/notice/0")
    assert page.status == 404
    assert any("bistro-problem" in each.get("class", "") for each in page.tree.elements)


def test_the_third_way_changes_one_block(taught: Studio) -> None:
    page = taught.site.visitor().open("/")
    assert page.words("consent-banner").startswith("❦") and page.buttons("consent-banner") == ["yes", "no"]


def test_the_fourth_way_wears_the_sites_header_and_footer(taught: Studio, caplog: pytest.LogCaptureFixture) -> None:
    page = taught.site.visitor().open("/consent/preferences")
    assert "Bistro du Port" in page.words() and page.has("consent-preferences") and page.has("consent-status")
    assert not page.has("consent-banner") and not caplog.records
    assert len(page.tree.all("script")) == 2
