"""What a template may not do, found in its source."""

from __future__ import annotations

import pytest
from jinja2 import Environment, TemplateSyntaxError

from consent_ui.template_checks import Given, check_source, extended, markup_of

ENVIRONMENT = Environment(autoescape=True)
BANNER = Given(("banner",), ("before", "words"))


def found(source: str, given: Given = BANNER) -> list[str]:
    return [str(finding) for finding in check_source(ENVIRONMENT, source, given)]


@pytest.mark.parametrize(
    "source",
    [
        "<p>{{ banner.words.purpose }}</p>",
        "{% for slot in ('a', 'b') if banner.words[slot] %}{{ loop.index }} {{ banner.words[slot] }}{% endfor %}",
        "{% import 'consent/macros.html' as consent %}{{ consent.answers(banner.words) }}",
        "{% extends 'shipped/_banner.html' %}\n{% block before %}{{ super() }}{{ consent.alert(1, 2) }}{% endblock %}",
        "{% set x = banner.error %}{{ x }}{% macro m(a) %}{{ a }}{% endmacro %}{{ m(x) }}",
        "{% extends 'shipped/_banner.html' %}{% block words %}{% block mine %}{% endblock %}{% endblock %}",
        "<a href='https://elsewhere.example'>elsewhere</a> <!-- <script>no</script> --> <p lang='{{ banner.error }}'>",
        "<img src='{{ banner.action }}' alt=''>",
    ],
)
def test_what_is_fine_is_left_alone(source: str) -> None:
    assert found(source) == []


@pytest.mark.requirement("SY-17")
@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        ("\n{{ banner.error|safe }}", 2, "|safe"),
        ("{% filter safe %}{{ banner.error }}{% endfilter %}", 1, "|safe"),
        ("{{ banner.words.values()|map('safe')|join }}", 1, "|safe"),
        ("\n\n{% autoescape false %}{{ banner.error }}{% endautoescape %}", 3, "autoescape"),
        ("{{ Markup(banner.error) }}", 1, "Markup"),
        ("a\nb {{ banana.words }}", 2, "'banana' is not given here; there is banner"),
        ("{{ session.user }}", 1, "'session' is not given here"),
        ("{{ request.cookies }}{{ config }}", 1, "'request' is not given here"),
        ("{{ banner.__class__ }}", 1, "'__class__'"),
        ("{{ banner['__class__'] }}", 1, "'__class__'"),
        ("{{ banner|attr('x') }}", 1, "|attr"),
        ("<p>\n<style>p { color: red }</style>", 2, "<style>"),
        ("<p style='color: red'>", 1, "style= on <p>"),
        ("<script>alert(1)</script>", 1, "<script>"),
        ("<script src='/x.js'></script>", 1, "<script>"),
        ("<p\n onclick='go()'>", 1, "onclick="),
        ("<form hx-on:submit='x()' action='/' method='post'>", 1, "hx-on:submit="),
        ("<a href=' JavaScript:go()'>", 1, "no script stands in the page"),
        ("<p hx-vals='js:{a: 1}'>", 1, "no script stands in the page"),
        ("<base href='/'>", 1, "<base>"),
        ("<p>\n<form hx-trigger='load' hx-post='/'>", 2, "hx-trigger="),
        ("<p data-hx-vals='{}'>", 1, "data-hx-vals="),
        ("<p>\n<a href='java&#9;script:go()'>", 2, "no script stands in the page"),
        ("<!-->\n<script src='/x.js'></script><p>-->", 2, "<script>"),
        ("<!-- \n--!><script src='/x.js'></script>", 2, "<script>"),
        ("<p>\n<![CDATA[x]]>", 2, "CDATA"),
        ("<iframe srcdoc='x'></iframe>", 1, "srcdoc="),
        ("<svg><image xlink:href='https://cdn.example/x.png'/></svg>", 1, "another site"),
        ("<template></template>", 1, "<template>"),
        ("<meta http-equiv=refresh content='0;url=/'>", 1, "leads elsewhere"),
        ("<img src='https://cdn.example/x.png' alt=''>", 1, "another site"),
        ("<img src='//cdn.example/x.png' alt=''>", 1, "another site"),
        ("<form action='https://evil.example/' method='post'>", 1, "another site"),
        ("{% extends 'shipped/_banner.html' %}\n{% block wrods %}{% endblock %}", 2, "no block 'wrods'"),
        ("{% extends 'shipped/_banner.html' %}\n<p>lost</p>{% block words %}{% endblock %}", 2, "never shown"),
    ],
)
def test_what_may_not_be_is_named_with_its_line(source: str, line: int, said: str) -> None:
    findings = found(source)
    assert any(each.startswith(f"line {line}: ") and said in each for each in findings), findings


def test_a_block_that_is_not_there_is_told_which_are() -> None:
    (finding,) = found("{% extends 'shipped/_banner.html' %}{% block wrods %}{% endblock %}")
    assert finding.endswith("there is before, words")


def test_a_layout_may_use_what_the_host_gives_but_not_open_our_values() -> None:
    layout = Given(("page",), None, is_partial=False)
    assert found("{{ session.user }}{{ news|safe }}<script src='/own.js'></script>", layout) == []
    assert len(found("{{ page.title|safe }}", layout)) == 1
    assert len(found("<script>own()</script>", layout)) == 1


def test_the_markup_of_a_template_keeps_its_lines() -> None:
    source = "{# one\ntwo #}<p\n{% if x %}class='{{ a\n}}'{% endif %}>\n{% raw %}{{ b }}{% endraw %}"
    assert markup_of(ENVIRONMENT, source).count("\n") == source.count("\n")
    assert "{{ b }}" in markup_of(ENVIRONMENT, source) and "{#" not in markup_of(ENVIRONMENT, source)


def test_what_a_template_extends() -> None:
    assert extended(ENVIRONMENT, "{% extends 'shipped/_banner.html' %}") == "shipped/_banner.html"
    assert extended(ENVIRONMENT, "{% extends banner.error %}") is None
    assert extended(ENVIRONMENT, "<p>") is None


def test_what_is_no_template_at_all_is_an_error_of_jinja() -> None:
    with pytest.raises(TemplateSyntaxError):
        found("{% if %}")
