"""The static files: code of others is what it says it is, ours is small and stays in its layer."""

from __future__ import annotations

import gzip
import hashlib
import re

import pytest

from consent_ui import assets
from tests.host.site import create_host
from tests.journeys.place import CONFIG

STATIC = assets.folder("static")
HTMX_SHA256 = "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130"
STYLESHEETS = (assets.STYLESHEET, assets.OWN_STYLESHEET)
THEMES = assets.folder("templates") / "themes"
THEMES_SHEETS = [f"{each.parent.name}/theme.css" for each in sorted(THEMES.glob("*/theme.css"))]


def read(name: str) -> str:
    return ((THEMES if name in THEMES_SHEETS else STATIC) / name).read_text(encoding="utf-8")


def test_htmx_is_the_unchanged_release() -> None:
    assert hashlib.sha256((STATIC / assets.HTMX).read_bytes()).hexdigest() == HTMX_SHA256
    assert 'version="4.0.1"' in read(assets.HTMX)


def test_the_code_of_others_names_version_licence_and_sum() -> None:
    described = read("vendor/README.md")
    for fact in (assets.HTMX.removeprefix("vendor/"), "4.0.1", "0BSD", HTMX_SHA256, "htmx-LICENSE.txt"):
        assert fact in described
    assert "Zero-Clause BSD" in read("vendor/htmx-LICENSE.txt")
    assert {each.name for each in (STATIC / "vendor").iterdir()} == {
        "README.md", "htmx-LICENSE.txt", assets.HTMX.removeprefix("vendor/"),
    }  # fmt: skip


@pytest.mark.parametrize(("name", "most"), [(assets.STYLESHEET, 1650), (assets.SCRIPT, 1600)])
def test_what_a_first_visit_loads_is_small(name: str, most: int) -> None:
    assert len(gzip.compress((STATIC / name).read_bytes(), 9)) <= most


@pytest.mark.parametrize("theme", THEMES_SHEETS)
def test_all_styles_of_a_page_together_are_small_in_any_theme(theme: str) -> None:
    assert len(gzip.compress(read(theme).encode(), 9)) <= 1000
    assert sum(len(gzip.compress(read(name).encode(), 9)) for name in (*STYLESHEETS, theme)) <= 6000


@pytest.mark.parametrize("theme", THEMES_SHEETS)
def test_a_theme_says_its_character_first_and_in_one_line(theme: str) -> None:
    assert re.match(rf"/\* {theme.split('/')[0].capitalize()}: [^*\n]+\. \*/\n", read(theme))


@pytest.mark.parametrize("name", [*STYLESHEETS, *THEMES_SHEETS])
def test_a_stylesheet_stays_in_its_layer_and_touches_only_its_own(name: str) -> None:
    css = re.sub(r"/\*.*?\*/", "", read(name), flags=re.DOTALL)
    layer = re.fullmatch(r"\s*@layer consent \{(.*)\}\s*", css, re.DOTALL)
    assert layer, "everything stands in one cascade layer"
    assert css.count("{") == css.count("}")
    selectors = [each.strip() for each in re.findall(r"([^{};]+)\{", layer.group(1))]
    assert len(selectors) > 10
    for selector in selectors:
        if selector.startswith("@") or selector == "from, to":
            continue
        assert re.match(r"(\.consent|:is\(#consent-)", selector), f"{selector!r} could reach a host's own elements"
        for part in re.split(r",(?![^(]*\))", selector):
            assert "consent" in part, f"{part!r} could reach a host's own elements"


@pytest.mark.parametrize("name", [*STYLESHEETS, *THEMES_SHEETS])
def test_a_stylesheet_fetches_nothing_and_knows_no_left_or_right(name: str) -> None:
    css = read(name)
    assert "url(" not in css and "@import" not in css
    assert not re.search(r"(?:margin|padding|border|inset)-(?:left|right|top|bottom)|[^-](?:left|right)\s*:", css)


@pytest.mark.requirement("SY-17")
def test_no_rule_tells_the_two_answers_apart() -> None:
    for selector in re.findall(r"([^{};]+)\{", "".join(map(read, [*STYLESHEETS, *THEMES_SHEETS]))):
        assert "[value" not in selector and "[name" not in selector, selector
        if "consent-button" in selector:
            assert not re.search(r":(?:first|last|nth|only|not|has)", selector), selector


def test_the_script_runs_under_the_strict_policy() -> None:
    script = read(assets.SCRIPT)
    assert not re.search(
        r"\beval\b|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\.style\b", script
    )
    assert not re.search(r"localStorage|sessionStorage|document\.cookie|indexedDB|navigator\.", script)
    assert "//" not in re.sub(r"^\s*//.*$", "", script, flags=re.MULTILINE), "no address of anybody else"


@pytest.mark.parametrize("name", [assets.STYLESHEET, assets.SCRIPT, assets.HTMX])
def test_only_the_address_that_names_the_very_content_is_kept_for_ever(name: str) -> None:
    app = create_host({**CONFIG, "SEND_FILE_MAX_AGE_DEFAULT": 365 * 24 * 3600})
    client, other = app.test_client(), assets.version(assets.OWN_STYLESHEET)

    def kept(query: str) -> str:
        return client.get(f"/consent/static/{name}{query}").headers["Cache-Control"]

    assert kept(f"?v={assets.version(name)}") == "public, max-age=31536000, immutable"
    for query in ("", "?v=", "?v=000000000000", f"?v={other}", f"?v={assets.version(name)[:11]}"):
        assert kept(query) == "no-cache", query
