"""A broken template: named with file and line, in the page while debugging and in the log otherwise; visitors get the
shipped partial, never a blank and never an error."""

from __future__ import annotations

import logging
import os
import re

import pytest

from consent_ui.contract import shipped_source
from consent_ui.loading import partials_environment
from consent_ui.themes import PLAIN
from tests.designers.conftest import Studio
from tests.journeys.page import Page

EXTENDS = '{% extends "shipped/_banner.html" %}\n'
WHOLE = (
    '{% import "consent/macros.html" as consent -%}\n'
    '<section id="consent-banner" class="consent" aria-labelledby="t"><h2 id="t">{{ banner.words.heading }}</h2>\n'
    "<p>{{ banner.words.purpose }} {{ banner.words.benefit }} {{ banner.words.conditions }}\n"
    '{{ banner.words.withdrawal }} {{ banner.words.no_effect }} <a href="{{ banner.notice_url }}">'
    "{{ banner.words.more }}</a></p>{{ consent.alert(banner.error, banner.text) }}\n"
    '<form {{ consent.swapping(banner.action, "consent-banner") }}>'
    '<input type="hidden" name="notice" value="{{ banner.token }}">'
    '<input type="hidden" name="next" value="{{ banner.next }}">\n'
    "{{ consent.answers(banner.words) }}</form>\n"
    '{% if banner.choose_url %}<a href="{{ banner.choose_url }}" hx-get="{{ banner.choose_url }}" '
    'hx-target="#consent-banner" hx-swap="outerHTML">{{ banner.words.choose }}</a>{% endif %}</section>'
)
BROKEN = {
    "syntax": (f"{EXTENDS}{{% block words %}}\n{{% if %}}", 3, "Expected an expression"),
    "unknown variable": (f"{EXTENDS}{{% block before %}}{{{{ banana }}}}{{% endblock %}}", 2, "'banana'"),
    "unknown field": (f"{EXTENDS}{{% block before %}}\n{{{{ banner.banana }}}}{{% endblock %}}", 3, "banana"),
    "missing text": (f"{EXTENDS}{{% block before %}}{{{{ banner.text('nope') }}}}{{% endblock %}}", 2, "nope"),
    "missing text put together": (
        f"{EXTENDS}{{% block before %}}{{{{ banner.text('no' ~ 'pe') }}}}{{% endblock %}}", 2, "put together here",
    ),
    "text nearly right": (
        f"{EXTENDS}{{% block before %}}{{{{ banner.text('preferences.nam') }}}}{{% endblock %}}", 2,
        "is preferences.name",
    ),
    "text without its value": (
        f"{EXTENDS}{{% block before %}}{{{{ banner.text('title.banner') }}}}{{% endblock %}}", 2, "heading=…",
    ),
    "extends itself": ('{% extends "consent/_banner.html" %}', 1, "is called shipped/_banner.html"),
    "extends another that extends it": ('\n{% extends "consent/_lazy.html" %}', 2, "_lazy.html → consent/_banner"),
    "includes itself": (
        f'{EXTENDS}{{% block before %}}{{% include "consent/_banner.html" %}}{{% endblock %}}', 2, "without end",
    ),
    "missing block": (f"{EXTENDS}{{% block wrods %}}x{{% endblock %}}", 2, "no block 'wrods'"),
    "missing template": ('{% extends "shipped/_baner.html" %}', 1, "_baner.html"),
    "missing include": (f"{EXTENDS}{{% block before %}}{{% include 'consent/x.svg' %}}{{% endblock %}}", 2, "x.svg"),
    "a host's template": ('{% include "host/base.html" %}', 1, "consent/… and shipped/… only"),
    "failing": (f"{EXTENDS}{{% block before %}}{{{{ 1 // 0 }}}}{{% endblock %}}", 2, "ZeroDivisionError"),
    "unsafe": (f"{EXTENDS}{{% block before %}}<p style='color: red'></p>{{% endblock %}}", 2, "style= on <p>"),
    "no answers": (WHOLE.replace("{{ consent.answers(banner.words) }}", ""), 0, "consent.answers(banner.words)"),
    "answers twice": (WHOLE.replace("</form>", "{{ consent.answers(banner.words) }}</form>"), 0, "both answers"),
    "answers by hand": (
        WHOLE.replace(
            "{{ consent.answers(banner.words) }}",
            '<div class="consent-answers"><button type="submit" class="consent-button big" name="answer" value="yes">'
            '{{ banner.words.accept }}</button>{{ consent.button("answer", "no", banner.words.decline) }}</div>',
        ),
        0,
        "both answers",
    ),
    "macros of its own": (
        WHOLE.replace('import "consent/macros.html"', 'import "consent/mine.html"'), 1, "consent/mine.html",
    ),
    "no notice": (WHOLE.replace('name="notice"', 'name="note"'), 0, "hidden field that says what is answered"),
    "no action": (WHOLE.replace('{{ consent.swapping(banner.action, "consent-banner") }}', ""), 0, "no action"),
    "a box": (WHOLE.replace("</form>", '<input type="checkbox" name="sms" checked></form>'), 0, "not one of ours"),
    "words left out": (WHOLE.replace("{{ banner.words.withdrawal }}", ""), 0, "recorded as seen"),
    "no link to the notice": (WHOLE.replace('href="{{ banner.notice_url }}"', 'href="/"'), 0, "/consent/notice"),
    "no id": (WHOLE.replace('<section id="consent-banner"', "<section"), 0, 'id="consent-banner"'),
    "no alert": (WHOLE.replace("{{ consent.alert(banner.error, banner.text) }}", ""), 0, 'role="alert"'),
    "in one language": (
        WHOLE.replace("{{ consent.answers", '{% if banner.text.language == "en" %}{{ consent.answers').replace(
            "words) }}</form>", "words) }}{% endif %}</form>"
        ),
        0,
        "both answers",
    ),
    "in the other language": (
        WHOLE.replace("{{ consent.answers", '{% if banner.text.language == "fr" %}{{ consent.answers').replace(
            "words) }}</form>", "words) }}{% endif %}</form>"
        ),
        0,
        "both answers",
    ),
    "no utf-8": ("", 0, "UTF-8"),
}  # fmt: skip


def test_an_override_that_keeps_what_counts_is_shown(studio: Studio, caplog: pytest.LogCaptureFixture) -> None:
    studio.write("_banner.html", WHOLE)
    page = studio.site.visitor().open("/")
    assert page.has("t") and not page.has("consent-banner-title")
    assert page.buttons("consent-banner") == ["yes", "no"] and not caplog.records


def write(studio: Studio, what: str) -> int:
    source, line, _ = BROKEN[what]
    path = studio.write("_banner.html", source)
    if what == "extends another that extends it":
        studio.write("_lazy.html", '{% extends "consent/_banner.html" %}')
    if what == "no utf-8":
        path.write_bytes(b"\xff\xfe")
    return line


@pytest.mark.requirement("SY-14", "SY-17", "IN-01", "CV-03")
@pytest.mark.parametrize("what", BROKEN)
def test_visitors_get_the_shipped_partial_and_the_log_is_told_once(
    studio: Studio, what: str, caplog: pytest.LogCaptureFixture
) -> None:
    shipped = studio.site.visitor().open("/").words("consent-banner")
    del studio.site.consent.designs  # as after a restart
    studio.site.consent.rendered.clear()
    line = write(studio, what)
    for _ in range(2):
        page = studio.site.visitor().open("/")
        assert (page.status, page.words("consent-banner")) == (200, shipped)
        assert page.buttons("consent-banner") == ["yes", "no"]
        studio.site.consent.rendered.clear()
    told = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert len(told) == 1, told
    assert BROKEN[what][2] in told[0]
    assert "_banner.html" in told[0] or "shipped" in told[0]
    if line:
        assert f"line {line}" in told[0]


@pytest.mark.parametrize("what", BROKEN)
def test_while_debugging_the_page_names_file_line_and_what_there_is(debugging: Studio, what: str) -> None:
    line = write(debugging, what)
    page = debugging.site.visitor().open("/")
    assert page.status == 200 and not page.has("consent-banner")
    panel = next(each for each in page.tree.elements if "consent-broken" in each.get("class", ""))
    said = page.tree.text(panel)
    assert BROKEN[what][2] in said and "_banner.html" in said
    assert f"line {line}" in said if line else True
    assert panel.get("role") == "alert" and "banner.token" in said and "{% block before %}" in said
    assert panel.get("class", "").split()[0] == "consent", "it is styled like every part"


def test_mending_the_file_mends_the_page_while_debugging(debugging: Studio) -> None:
    path = debugging.write("_banner.html", "{{ banana }}")
    visitor = debugging.site.visitor()
    assert not visitor.open("/").has("consent-banner")
    path.write_text(EXTENDS + "{% block before %}<p>mended</p>{% endblock %}", encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert "mended" in visitor.open("/").words("consent-banner")


def test_an_error_in_one_state_only_gives_that_state_the_shipped_partial(
    studio: Studio, caplog: pytest.LogCaptureFixture
) -> None:
    source = '{% extends "shipped/_banner.html" %}{% block before %}{% if banner.next == "/cached" %}{{ 1 // 0 }}'
    studio.write("_banner.html", source + "{% endif %}<p>own</p>{% endblock %}")
    visitor = studio.site.visitor()
    assert "own" in visitor.open("/").words("consent-banner")
    for _ in range(2):
        page = visitor.open("/consent/banner?next=/cached")
    assert page.buttons("consent-banner") == ["yes", "no"] and "own" not in page.words("consent-banner")
    (record,) = [r for r in caplog.records if r.levelno == logging.ERROR]
    assert "ZeroDivisionError" in record.getMessage()


@pytest.mark.requirement("PR-13")
@pytest.mark.parametrize("failing", ["banner.words[banner.next]", "banner.text(banner.next)", "banner.next|int + []"])
def test_no_value_of_anybodys_enters_the_log(studio: Studio, caplog: pytest.LogCaptureFixture, failing: str) -> None:
    source = f'{{% if "06" in banner.next %}}{{{{ {failing} }}}}{{% endif %}}'
    studio.write("_banner.html", f"{EXTENDS}{{% block before %}}{source}{{% endblock %}}")
    studio.site.visitor().post("/consent/banner", {"notice": "x", "answer": "yes", "next": "/0612345678"})
    assert "line 2" in caplog.text
    assert "0612345678" not in caplog.text


def test_nothing_is_global_to_a_part(studio: Studio) -> None:
    assert partials_environment(studio.site.app, PLAIN).globals == {}


LAYOUTS = {
    "syntax": ("{% if %}", "line 1"),
    "unknown name": ("<html>{{ banana.x }}{% block content %}{% endblock %}</html>", "'banana'"),
    "no content": ("<!doctype html><html lang=en><title>x</title><h1>x</h1></html>", "{% block content %}"),
    "another block": ('{% extends "shipped/layout.html" %}{% block contents %}{% endblock %}', "no block 'contents'"),
    "inline script": ("<script>x()</script>{% block content %}{% endblock %}", "<script>"),
    "a url nobody has": ("{{ url_for('nowhere') }}{% block content %}{% endblock %}", "BuildError"),
}


@pytest.mark.parametrize("what", LAYOUTS)
def test_a_broken_layout_leaves_our_own(studio: Studio, what: str, caplog: pytest.LogCaptureFixture) -> None:
    studio.write("layout.html", LAYOUTS[what][0])
    for address in ("/consent/banner", "/consent/preferences", "/consent/notice/0"):
        page = studio.site.visitor().open(address)
        assert page.has("content") and "Café Nord" in page.words()
    assert LAYOUTS[what][1] in caplog.text
    assert len(caplog.records) <= 4, "once per page that uses it"


@pytest.mark.parametrize("what", LAYOUTS)
def test_while_debugging_a_broken_layout_is_named_in_ours(debugging: Studio, what: str) -> None:
    debugging.write("layout.html", LAYOUTS[what][0])
    page = debugging.site.visitor().open("/consent/preferences")
    assert LAYOUTS[what][1] in page.words("content") and "layout.html" in page.words("content")


def test_a_layout_of_the_sites_own_finds_the_hosts_context(studio: Studio) -> None:
    studio.site.app.context_processor(lambda: {"opening": "noon"})
    source = '{% extends "shipped/layout.html" %}{% block footer %}<p>{{ opening }} {{ request.path }}</p>'
    studio.write("layout.html", source + "{{ super() }}{% endblock %}")
    assert "noon /consent/preferences" in studio.site.visitor().open("/consent/preferences").words()


@pytest.mark.requirement("PR-11")
@pytest.mark.parametrize("name", ["session", "request", "g", "config", "url_for", "get_flashed_messages", "opening"])
def test_a_part_knows_nothing_of_the_request(studio: Studio, name: str, caplog: pytest.LogCaptureFixture) -> None:
    """The question is rendered once for every visitor: what one of them has in a session must not get in."""
    studio.site.app.context_processor(lambda: {"opening": "noon"})
    studio.site.app.jinja_env.globals["opening"] = "noon"
    studio.write("_banner.html", f"{EXTENDS}{{% block before %}}{{{{ {name} }}}}{{% endblock %}}")
    assert "noon" not in studio.site.visitor().open("/").words("consent-banner")
    assert f"'{name}' is not given here" in caplog.text


def test_the_macros_the_loader_and_the_panel_cannot_be_replaced(studio: Studio) -> None:
    hostile = re.sub(r'class="consent-button" name', 'class="loud" name', shipped_source("macros.html"))
    for file in ("macros.html", "enhance.html", "_broken.html"):
        studio.write(file, hostile)
        (studio.themes / "fern" / file).write_text(hostile, encoding="utf-8")
    studio.wear("fern")
    page: Page = studio.site.visitor().open("/")
    assert 'class="loud"' not in page.response.text and page.has("consent-banner")


def test_a_host_may_have_a_folder_called_shipped_too(studio: Studio) -> None:
    own = studio.templates / "shipped" / "base.html"
    own.parent.mkdir()
    own.write_text('<html lang="en"><title>x</title><h1>own base</h1>{% block content %}{% endblock %}', "utf-8")
    studio.write("layout.html", '{% extends "shipped/base.html" %}')
    html = studio.site.app.test_client(unchecked=["/consent/"]).get("/consent/preferences").text
    assert "own base" not in html, "without the live region it is not shown"
    own.write_text(own.read_text("utf-8") + '<p id="consent-status" role="status"></p></html>', "utf-8")
    del studio.site.consent.designs
    assert "own base" in studio.site.app.test_client(unchecked=["/consent/"]).get("/consent/preferences").text
