"""`consent-ui templates`: what there is, which file is in force, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from flask.testing import FlaskCliRunner

from consent_ui import contract
from tests.designers.conftest import Studio


def run(studio: Studio, *words: str) -> Result:
    return FlaskCliRunner(studio.site.app).invoke(args=["consent", "templates", *words])


def test_it_lists_every_template_with_its_variables_and_the_file_in_force(studio: Studio) -> None:
    path = studio.write("_lazy.html", '{% extends "shipped/_lazy.html" %}')
    result = run(studio)
    assert result.exit_code == 0
    lines = {line.split()[0]: line.split()[1:] for line in result.output.splitlines() if ".html" in line}
    assert set(lines) == set(contract.templates())
    assert lines["_banner.html"] == ["banner", "shipped"]
    assert lines["_lazy.html"] == ["lazy", str(path)]
    assert lines["layout.html"] == ["page", "shipped"]


def test_it_lists_what_each_theme_replaces(studio: Studio) -> None:
    result = run(studio)
    after = result.output.partition("theme fern:")[2]
    assert "_receipt.html" in after and "_banner.html" not in after


def test_it_names_what_is_wrong_and_fails(studio: Studio) -> None:
    studio.write("_banner.html", "{{ banana }}")
    studio.write("layout.html", "<script>x()</script>")
    studio.theme("nosy", theme_css="@import 'x';")
    result = run(studio)
    assert result.exit_code == 1
    for said in ("'banana' is not given here", "<script>", "theme.css, line 1: @import", "to mend"):
        assert said in result.output


def test_one_theme_in_full(studio: Studio) -> None:
    result = run(studio, "--theme", "fern", "--long")
    assert result.exit_code == 0 and "banner.token" in result.output and "{% block before %}" in result.output
    assert "fern" in result.output and run(studio, "--theme", "ink").exit_code == 1


def test_a_designers_folder_is_looked_into(studio: Studio, tmp_path: Path) -> None:
    design = tmp_path / "design"
    (design / "consent").mkdir(parents=True)
    (design / "themes" / "mine").mkdir(parents=True)
    (design / "consent" / "_receipt.html").write_text("{{ banana }}", encoding="utf-8")
    (design / "themes" / "mine" / "theme.css").write_text("", encoding="utf-8")
    assert "banana" not in run(studio).output
    result = run(studio, "--design", str(design))
    assert result.exit_code == 1 and "'banana' is not given here" in result.output
    assert str(design / "consent" / "_receipt.html") in result.output and "theme mine:" in result.output


STATUS = '<div id="consent-status" class="consent-status" role="status"></div>'
LACKS = "the page does not show {{ page.content }}"


@pytest.mark.parametrize(
    ("layout", "site", "said"),
    [
        ("{% extends 'site.html' %}", None, "line 1: there is no template site.html"),
        ("\n{% extends 'site.html' %}", "{% extends 'base.html' %}", "site.html: there is no template base.html"),
        (f"<html><body>{STATUS}</body></html>", None, LACKS),
        ("{% extends 'site.html' %}{% block main %}x{% endblock %}", "{% block main %}{% endblock %}", LACKS),
        (
            "{% extends 'site.html' %}{% block main %}x{% endblock %}",
            "{% block main %}{% block content %}{% endblock %}{% endblock %}",
            LACKS,
        ),
    ],
)
def test_a_layout_that_extends_nothing_or_shows_nothing_is_named_unopened(
    studio: Studio, layout: str, site: str | None, said: str
) -> None:
    path = studio.write("layout.html", layout)
    if site is not None:
        (path.parent.parent / "site.html").write_text(site, encoding="utf-8")
    result = run(studio)
    assert result.exit_code == 1 and said in result.output
    assert result.output.count(said) == 1 and "\n1 to mend" in result.output


@pytest.mark.parametrize(
    ("layout", "site"),
    [
        ("<html>{% block content %}{% endblock %}</html>", ""),
        ("{% extends 'shipped/layout.html' %}{% block footer %}x{% endblock %}", ""),
        ("{% extends 'site.html' %}", "{% block main %}{% block content %}{% endblock %}{% endblock %}"),
        (
            "{% extends 'site.html' %}{% block main %}<b>{{ super() }}</b>{% endblock %}",
            "{% block main %}{% block content %}{% endblock %}{% endblock %}",
        ),
        ("{% extends 'site.html' %}{% block main %}{% block content %}{% endblock %}{% endblock %}",
         "<p>{% if x %}{% block main %}{% endblock %}{% endif %}</p>"),
        ("{% extends 'site.html' %}", "{% include 'body.html' %}"),
        ("{% extends x %}", ""),
    ],
)  # fmt: skip
def test_a_layout_with_a_place_for_the_part_is_left_alone(studio: Studio, layout: str, site: str) -> None:
    path = studio.write("layout.html", layout)
    (path.parent.parent / "site.html").write_text(site, encoding="utf-8")
    assert run(studio).exit_code == 0


def test_a_page_that_does_not_show_the_part_is_named_unopened(studio: Studio) -> None:
    studio.write("notice.html", "{% extends 'consent/layout.html' %}{% block content %}x{% endblock %}")
    studio.write("receipt.html", "{% extends 'shipped/receipt.html' %}{% block title %}x{% endblock %}")
    result = run(studio)
    assert result.exit_code == 1 and result.output.count(LACKS) == 1 and "\n1 to mend" in result.output
