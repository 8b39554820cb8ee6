"""Themes: worn by one restaurant, linked after consent.css, served by a list of files and by nothing else."""

from __future__ import annotations

import logging
import re
import shutil
from pathlib import Path
from uuid import uuid4

import pytest

from consent_ui import publishing
from consent_ui.settings import read_settings
from consent_ui.store import offers
from consent_ui.store.database import Database
from consent_ui.store.themes import Worn
from consent_ui.themes import read_theme, themes
from tests.designers.conftest import Studio
from tests.samples import NOW, sample_restaurant

LINKS = re.compile(r'<link rel="stylesheet" href="([^"?]+)')


def address_of(studio: Studio, name: str = "fern", file: str = "theme.css") -> str:
    """Where a file of a theme is served."""
    return f"/consent/themes/{name}/{read_theme(studio.themes / name).version}/{file}"


def test_a_theme_is_known_by_its_folder_and_its_files(studio: Studio) -> None:
    fern = themes(read_settings({"CONSENT_THEMES": str(studio.themes)}))["fern"]
    assert (fern.name, fern.folder, fern.faults) == ("fern", studio.themes / "fern", ())
    assert set(fern.files) == {"theme.css", "leaf.svg"}, "templates are never served"


def test_a_folder_without_theme_css_or_with_an_odd_name_is_no_theme(studio: Studio) -> None:
    studio.theme("bare", note_txt="nothing")
    studio.theme("Odd Name", theme_css="")
    assert not {"bare", "Odd Name"} & set(themes(read_settings({"CONSENT_THEMES": str(studio.themes)})))


@pytest.mark.parametrize("file", ["theme.css", "leaf.svg", "_receipt.html"])
def test_another_digest_follows_every_file(studio: Studio, file: str) -> None:
    settings = read_settings({"CONSENT_THEMES": str(studio.themes)})
    before = themes(settings)["fern"].digest
    path = studio.themes / "fern" / file
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert themes(settings)["fern"].digest != before


def test_what_a_restaurant_wears_is_stored_beside_it(database: Database) -> None:
    restaurant = sample_restaurant()
    publishing.publish_restaurant(database, restaurant, NOW)
    for worn in (Worn("fern", "a" * 64, 0), Worn("ink", "b" * 64, 3), Worn("ink", "c" * 64, None), None):
        publishing.wear_theme(database, restaurant.id, worn)
        with database.read() as connection:
            programme = offers.programme(connection, restaurant.slug)
        assert programme is not None and programme.worn == worn
        publishing.publish_restaurant(database, restaurant, NOW)


def test_only_a_measured_theme_without_findings_is_not_forced() -> None:
    assert [Worn("x", "", findings).forced for findings in (0, 2, None)] == [False, True, True]


def test_one_restaurants_theme_is_no_other_ones(database: Database) -> None:
    ours, theirs = sample_restaurant(), sample_restaurant(id=uuid4(), slug="other")
    for each in (ours, theirs):
        publishing.publish_restaurant(database, each, NOW)
    publishing.wear_theme(database, ours.id, Worn("fern", "a" * 64, 0))
    with database.read() as connection:
        programme = offers.programme(connection, "other")
    assert programme is not None and programme.worn is None
    with pytest.raises(publishing.UnknownRestaurant):
        publishing.wear_theme(database, uuid4(), None)


def test_the_theme_is_linked_last_on_the_hosts_pages_and_on_ours(studio: Studio) -> None:
    visitor = studio.site.visitor()
    assert "theme.css" not in visitor.open("/").response.text
    studio.wear("fern")
    for address in ("/", "/consent/preferences", "/consent/banner", "/consent/notice"):
        links = LINKS.findall(visitor.open(address).response.text)
        assert links[-1] == address_of(studio) and "/consent/static/consent.css" in links, address


def test_a_page_without_our_styles_in_its_head_gets_the_theme_with_the_question(studio: Studio) -> None:
    studio.wear("fern")
    studio.site.app.add_url_rule("/bare", "bare", lambda: studio.site.app.jinja_env.globals["consent_banner"]())
    html = studio.site.app.test_client(unchecked=["/bare"]).get("/bare").text
    assert [Path(link).name for link in LINKS.findall(html)] == ["consent.css", "theme.css"]


def test_a_themes_templates_come_before_the_sites_and_the_sites_before_ours(studio: Studio) -> None:
    studio.write("_receipt.html", '{% extends "shipped/_receipt.html" %}{% block before %}<p>site</p>{% endblock %}')
    studio.write("_lazy.html", '{% extends "shipped/_lazy.html" %}')

    def confirmation() -> str:
        visitor = studio.site.visitor()
        return visitor.press(visitor.open("/"), "no").words("consent-receipt")

    assert confirmation().startswith("site ")
    studio.wear("fern")
    assert confirmation().startswith("*** ")
    studio.wear(None)
    assert confirmation().startswith("site ")


def test_a_rendering_is_never_shared_between_looks(studio: Studio) -> None:
    """The question and the confirmation are rendered once for everybody who sees this notice in this look."""
    visitor = studio.site.visitor()
    visitor.open("/")
    studio.theme("loud", theme_css="", _banner_html='{% extends "shipped/_banner.html" %}{% block before %}<p>loud</p>'
                 "{% endblock %}")  # fmt: skip
    studio.site.consent.looks._themes = None
    studio.wear("loud")
    assert "loud" in visitor.open("/").words("consent-banner")
    studio.wear("fern")
    assert "loud" not in visitor.open("/").words("consent-banner")


def test_a_theme_that_is_gone_leaves_the_shipped_look(studio: Studio, caplog: pytest.LogCaptureFixture) -> None:
    studio.wear("fern", digest="0" * 64)
    shutil.rmtree(studio.themes / "fern")
    page = studio.site.visitor().open("/")
    assert page.has("consent-banner") and "theme.css" not in page.response.text
    told = [r.message for r in caplog.records if r.levelno == logging.ERROR]
    studio.site.visitor().open("/")
    assert told == [r.message for r in caplog.records if r.levelno == logging.ERROR] and "fern" in "".join(told)


@pytest.mark.requirement("CV-16")
@pytest.mark.parametrize(
    "css",
    [
        '@import "other.css";',
        "a { background: url(https://cdn.example/x.png) }",
        'a { background: url( "//cdn.example/x.png") }',
        "a { background: URL(data:image/png;base64,AA) }",
        'a { background: image-set("https://cdn.example/x.png" 1x) }',
        'a { background: image-set("x.png" 1x, "https://cdn.example/x.png" 2x) }',
        r'@\69mport "other.css";',
        r'@im\port "other.css";',
        r"a { background: u\72l(https://cdn.example/x.png) }",
        r"a { background: url(https\3a //cdn.example/x.png) }",
        r"a { background: url(\2f\2f cdn.example/x.png) }",
        r"a { background: url('ht\9 tps://cdn.example/x.png') }",
        r"a { background: url('/\\cdn.example/x.png') }",
        "a { background: url(/**/https://cdn.example/x.png) } b { background: url(//cdn.example/x.png) }",
        """a { content: "/*" } b { background: url(//cdn.example/x.png) } c { content: "*/" }""",
        "a { background: url(/*.png) } b { background: url(//cdn.example/x.png) } /* */",
        r"a { background: u\72l(/*.png) } b { background: url(//cdn.example/x.png) } /* */",
        """a { content: "/*\n} b { background: url(//cdn.example/x.png) } /* */""",
    ],
)
def test_a_theme_that_asks_somebody_else_is_not_worn(studio: Studio, css: str) -> None:
    studio.theme("nosy", theme_css=f"/* url(//x) */\n{css}")
    theme = themes(read_settings({"CONSENT_THEMES": str(studio.themes)}))["nosy"]
    assert len(theme.faults) == 1 and theme.faults[0].startswith(f"theme.css, line {2 + css.count(chr(10))}: ")
    studio.wear("nosy", digest="0" * 64)
    assert "theme.css" not in studio.site.visitor().open("/").response.text


@pytest.mark.requirement("PR-10")
def test_a_themes_files_are_served_with_the_strict_headers(studio: Studio) -> None:
    visitor = studio.site.visitor()
    studio.wear("fern")
    address = next(a for a in re.findall(r'href="([^"]+)"', visitor.open("/").response.text) if "theme.css" in a)
    styles = visitor.open(address).response
    assert styles.mimetype == "text/css" and styles.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    picture = visitor.open(address.replace("theme.css", "leaf.svg")).response
    assert picture.mimetype == "image/svg+xml"
    assert picture.headers["Cache-Control"] == styles.headers["Cache-Control"], "the address names the whole theme"
    for response in (styles, picture):
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    "path",
    [
        "_receipt.html",
        "nothing.css",
        "notes.txt",
        "link.css",
        "..%2F..%2Fsecret.css",
        "%2e%2e/secret.css",
        "theme.css%00",
        "../secret.css",
        "../../ink/theme.css",
    ],
)
def test_nothing_else_leaves_a_themes_folder(studio: Studio, path: str) -> None:
    (studio.themes / "secret.css").write_text("not for you")
    (studio.themes / "fern" / "notes.txt").write_text("not for you")
    (studio.themes / "fern" / "link.css").symlink_to(studio.themes / "secret.css")
    address = address_of(studio).removesuffix("theme.css")
    response = studio.site.app.test_client(unchecked=["/consent/themes/"]).get(address + path)
    assert response.status_code == 404 and "not for you" not in response.text


def test_a_theme_put_on_while_the_site_runs_is_worn_at_once(studio: Studio) -> None:
    """By the command line, say, in another process."""
    visitor = studio.site.visitor()
    visitor.open("/")
    assert "late" not in studio.site.consent.installed()
    studio.theme("late", theme_css=".consent { color: red }")
    before = studio.site.consent.installed()
    studio.wear("late", digest=read_theme(studio.themes / "late").digest)
    studio.site.consent.looks._themes = (0, before)
    address = re.findall(r'href="([^"]+theme\.css[^"]*)"', visitor.open("/").response.text)[0]
    assert visitor.open(address).response.text == ".consent { color: red }"


@pytest.mark.parametrize(
    "css",
    [
        "/* @import 'x'; url(https://cdn.example/x.png) */ a { color: red }",
        "a { background: url(leaf.svg) } /* it's url(//x) */",
        r"a::before { content: '\2014 // \201c' } .a\:b { color: red }",
        "a { background: url('leaf.svg') }\n/* never closed url(//x)",
    ],
)
def test_a_theme_that_stays_at_home_may_be_worn(studio: Studio, css: str) -> None:
    studio.theme("homely", theme_css=css)
    assert themes(read_settings({"CONSENT_THEMES": str(studio.themes)}))["homely"].faults == ()
