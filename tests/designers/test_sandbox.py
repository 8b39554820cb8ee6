"""A designer's template shows values; it runs no code and reads no file but templates."""

from __future__ import annotations

import logging

import pytest

from tests.designers.conftest import Studio

EXTENDS = '{% extends "shipped/_banner.html" %}\n{% block before %}'
END = "{% endblock %}"
SECRET = "a file of the machine"


@pytest.mark.requirement("SY-17")
@pytest.mark.parametrize(
    "reaching",
    [
        '{{ banner["__cl" ~ "ass__"]["__mro__"] }}',
        '{% set k = "__cl" ~ "ass__" %}{{ banner[k].mro() }}',
        '{{ [banner]|map(attribute="__class__")|join }}',
        '{{ "{0.__class__}".format(banner) }}',
        '{{ banner.text["__ca" ~ "ll__"]["__glo" ~ "bals__"] }}',
    ],
)
def test_no_part_reaches_python(studio: Studio, reaching: str, caplog: pytest.LogCaptureFixture) -> None:
    studio.write("_banner.html", f"{EXTENDS}<p>own</p>{reaching}{END}")
    page = studio.site.visitor().open("/")
    assert page.has("consent-banner") and "own" not in page.words("consent-banner")
    assert [record for record in caplog.records if record.levelno == logging.ERROR]


@pytest.mark.requirement("SY-17")
@pytest.mark.parametrize("reaching", ["{{ config.from_pyfile(%r) }}", "{{ request['__cl' ~ 'ass__'].mro() }}%r"])
def test_no_layout_reaches_python(studio: Studio, reaching: str, caplog: pytest.LogCaptureFixture) -> None:
    own = studio.templates / "settings.txt"
    own.write_text("SECRET_KEY = 'other'", encoding="utf-8")
    source = '{% extends "shipped/layout.html" %}{% block footer %}<p>own</p>' + reaching % str(own)
    studio.write("layout.html", source + END)
    assert "own" not in studio.site.visitor().open("/consent/preferences").words()
    assert studio.site.app.config["SECRET_KEY"] != "other" and "SecurityError" in caplog.text


def test_a_layout_still_gathers_in_lists_and_finds_names_added_later(studio: Studio) -> None:
    source = "{% set x = [] %}{% set _ = x.append(opening) %}<p>{{ x[0] }} {{ request.path }}</p>"
    studio.write("layout.html", '{% extends "shipped/layout.html" %}{% block footer %}' + source + END)
    studio.site.app.jinja_env.globals["opening"] = "noon"
    assert "noon /consent/preferences" in studio.site.visitor().open("/consent/preferences").words()


@pytest.mark.requirement("SY-17")
@pytest.mark.parametrize("area", ["shipped", "consent", "gallery"])
@pytest.mark.parametrize("way", ["/{}", "../{}", "./../../{}", "x/..//{}"])
@pytest.mark.parametrize("where", ["_banner.html", "layout.html"])
def test_no_template_reads_a_file_elsewhere(studio: Studio, area: str, way: str, where: str) -> None:
    secret = studio.templates / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    ways = {way.format(secret), way.format("secret.txt")}
    block = "before" if where == "_banner.html" else "footer"
    reading = "".join(f'{{% include "{area}/{each}" ignore missing %}}' for each in ways)
    studio.write(where, f'{{% extends "shipped/{where}" %}}{{% block {block} %}}{reading}{END}')
    for address in ("/", "/consent/preferences"):
        assert SECRET not in studio.site.visitor().open(address).response.text


@pytest.mark.requirement("SY-17")
@pytest.mark.parametrize("themed", [True, False])
def test_a_link_out_of_the_folder_is_no_template(
    studio: Studio, themed: bool, caplog: pytest.LogCaptureFixture
) -> None:
    secret = studio.templates / "secret.txt"
    secret.write_text(f"{EXTENDS}{SECRET}{END}", encoding="utf-8")
    studio.write("_lazy.html", '{% extends "shipped/_lazy.html" %}')
    folder = studio.themes / "fern" if themed else studio.templates / "consent"
    (folder / "_banner.html").symlink_to(secret)
    if themed:
        studio.wear("fern")
    page = studio.site.visitor().open("/")
    assert page.has("consent-banner") and SECRET not in page.response.text
    assert "leads out of its folder" in caplog.text
