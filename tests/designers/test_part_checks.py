"""What a designer's part may consist of: its rendering is read as a browser reads it."""

from __future__ import annotations

import logging

import pytest

from consent_ui import markup_checks
from consent_ui.part_checks import forbidden
from tests.designers.conftest import Studio

BUTTON = '<button type="submit" class="consent-button" name="answer" value="{0}">{0}</button>'
ANSWERS = f'<div class="consent-answers">{BUTTON.format("yes")}{BUTTON.format("no")}</div>'
FORM = f'<form method="post" action="/a" hx-post="/a" hx-swap="outerHTML"><input type="hidden" name="notice">{ANSWERS}'
SHIPPED = f'<section id="s"><p>The words.</p>{FORM}</form><a href="http://home.example/" hx-get="/c">back</a></section>'


def found(made: str) -> list[str]:
    return list(forbidden(SHIPPED, made, ["The words."]))


def with_(more: str) -> str:
    return SHIPPED.replace("</section>", f"{more}</section>")


@pytest.mark.parametrize(
    "more",
    [
        "",
        '<p class="own" lang="fr" dir="ltr" aria-hidden="true">❦</p><hr><br>',
        '<a href="https://elsewhere.example/?a=1&b=2" rel="noopener" target="_blank">x</a>',
        '<a href="mailto:a@b.example">m</a>',
        '<a href="tel:+33">t</a><a href="#s">s</a><a href="/consent/preferences">p</a>',
        '<img src="/static/leaf.png" alt="" width="20" height="20" loading="lazy">',
        '<svg viewBox="0 0 2 2" aria-hidden="true" xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
        '<table><caption>c</caption><tbody><tr><th scope="row">a</th><td colspan="2">b</td></tr></tbody></table>',
        "<details><summary>About us</summary><p>A small house.</p></details>",
        "<p>a &lt;!-- b &amp; c</p>",
    ],
)
def test_what_a_part_needs_it_may_have(more: str) -> None:
    assert found(with_(more)) == []


@pytest.mark.requirement("SY-14", "CV-03")
@pytest.mark.parametrize(
    "more",
    [
        '<div hx-post="/a" hx-trigger="load"></div>',
        '<div data-hx-trigger="load"></div>',
        """<div hx-vals='{"answer": "yes"}'></div>""",
        '<div hx-include="[name=notice]"></div>',
        '<div hx-on:click="x"></div>',
        '<div hx-post="/a"></div>',
        '<div data-hx-post="/a"></div>',
        '<a hx-get="/other" href="/">x</a>',
        '<div hx-ext="x"></div>',
        '<div hx-swap-oob="true"></div>',
    ],
)
def test_htmx_sends_what_the_shipped_part_sends(more: str) -> None:
    assert found(with_(more))


@pytest.mark.requirement("SY-17", "CV-16")
@pytest.mark.parametrize(
    "more",
    [
        "<!-- a -->", "<!--><img src=x>-->", "<![CDATA[x]]>", "<?php x ?>", "<svg><![CDATA[x]]></svg>", "<p>a</ b></p>",
        "<iframe srcdoc='x'></iframe>", "<iframe src='/'></iframe>", "<meta charset='utf-8'>", "<base href='/'>",
        "<object data='/x'></object>", "<embed src='/x'>", "<link rel='stylesheet' href='/x.css'>",
        "<script src='/x.js'></script>", "<style>p { color: red }</style>", "<template><p>x</p></template>",
        "<title>x</title>", "<noscript>x</noscript>", "<math><mi>x</mi></math>", "<dialog open>x</dialog>",
        "<a href='java&#9;script:go()'>x</a>", "<a href='&#1;javascript:go()'>x</a>",
        "<a href='data:text/html,x'>x</a>",
        "<a href='/' ping='https://elsewhere.example'>x</a>", "<p onclick='go()'>x</p>", "<p style='color: red'>x</p>",
        "<img src='https://elsewhere.example/x.png' alt=''>", r"<img src='/\elsewhere.example/x.png' alt=''>",
        "<img src='/x.png' srcset='https://elsewhere.example/x.png 2x' alt=''>",
        "<svg><image xlink:href='https://elsewhere.example/x.png'/></svg>", "<svg><use href='/x.svg#a'/></svg>",
        "<svg><foreignObject><p>x</p></foreignObject></svg>", "<svg><script>x</script></svg>",
        "<svg><rect fill='url(https://elsewhere.example/x.svg#a)'/></svg>", "<svg onload='x'></svg>",
        "<svg><rect fill='u\\72l(https://elsewhere.example/x.svg#a)'/></svg>", "<svg><a href='/'>x</a></svg>",
        "<p contenteditable>x</p>", "<p popover id='x'>x</p>", "<input type='hidden' name='x' form='f'>",
        "<p>unclosed</section></div><p>", "<p><table><p>moved</p></table>", "<textarea>",
    ],
)  # fmt: skip
def test_nothing_else_is_part_of_a_part(more: str) -> None:
    assert found(with_(more))


@pytest.mark.requirement("SY-01", "IN-01", "SY-14")
@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<form>", "</form>"),
        ('<form action="/b" method="post">', "</form>"),
        ("<template>", "</template>"),
        ("<title>", "</title>"),
        ("<div hidden>", "</div>"),
        ("<div inert>", "</div>"),
        ('<div aria-hidden="TRUE">', "</div>"),
        ("<fieldset disabled>", "</fieldset>"),
        ("<details><summary>More</summary>", "</details>"),
        ("<noscript>", "</noscript>"),
        ("<svg><g>", "</g></svg>"),
    ],
)
@pytest.mark.parametrize("what", ["<p>The words.</p>", FORM + "</form>", ANSWERS])
def test_answers_and_recorded_words_stand_where_everybody_finds_them(opening: str, closing: str, what: str) -> None:
    if what.startswith("<p>") and opening.startswith("<form"):
        what = f"<p>The words.</p>{FORM}</form>"  # around words alone a form does nothing
    assert found(SHIPPED.replace(what, f"{opening}{what}{closing}"))


@pytest.mark.requirement("SY-01", "IN-01")
@pytest.mark.parametrize("name", ["form", "formaction", "formmethod", "formtarget", "disabled"])
def test_no_button_sends_elsewhere(name: str) -> None:
    assert found(SHIPPED.replace(' value="no"', f' value="no" {name}="x"'))
    assert found(SHIPPED.replace(' name="notice"', f' name="notice" {name}="x"'))


@pytest.mark.requirement("SY-01", "SY-14", "SY-17", "CV-03")
@pytest.mark.parametrize(
    "more",
    [
        '<div hx-post="{{ banner.action }}" {{ "hx-trigger" }}="load" hx-swap="none"></div>',
        '<div hx-post="{{ banner.action }}" hx-trigger="load" hx-vals="{}"></div>',
        "<!--><p>x</p>-->",
        '<button type="submit" name="answer" value="yes">Go on</button>',
        '<button type="submit" form="f">Go on</button>',
        "<a href='java&#9;script:go()'>x</a>",
        "<svg><image xlink:href='https://elsewhere.example/x.png'/></svg>",
    ],
)
def test_visitors_get_the_shipped_part_instead(studio: Studio, more: str, caplog: pytest.LogCaptureFixture) -> None:
    source = f'{{% extends "shipped/_banner.html" %}}{{% block before %}}<p>own</p>{more}{{% endblock %}}'
    studio.write("_banner.html", source)
    page = studio.site.visitor().open("/")
    assert page.buttons("consent-banner") == ["yes", "no"] and "own" not in page.words("consent-banner")
    assert [record for record in caplog.records if record.levelno == logging.ERROR]


@pytest.mark.requirement("SY-01", "IN-01")
@pytest.mark.parametrize(
    "around", ["<form>|</form>", "<div hidden>|</div>", "<details>|</details>", "<title>|</title>"]
)
def test_visitors_get_the_shipped_part_instead_of_one_that_hides_the_question(studio: Studio, around: str) -> None:
    opening, closing = around.split("|")
    blocks = f"{{% block before %}}<p>own</p>{opening}{{% endblock %}}{{% block after %}}{closing}{{% endblock %}}"
    studio.write("_banner.html", f'{{% extends "shipped/_banner.html" %}}{blocks}')
    page = studio.site.visitor().open("/")
    assert page.buttons("consent-banner") == ["yes", "no"] and "own" not in page.words("consent-banner")


def test_a_control_outside_every_form_is_said_to_stand_in_none() -> None:
    box = '<input type="checkbox" name="news" checked>'
    said = list(markup_checks.missing("<p>x</p>", f"<p>x</p>{box}", "", []))
    assert any("stands in no form" in each for each in said) and not any("has no action" in each for each in said)
    said = list(markup_checks.missing("<p>x</p>", f"<p>x</p><form>{box}</form>", "", []))
    assert any("has no action" in each for each in said) and not any("stands in no form" in each for each in said)
