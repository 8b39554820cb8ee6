"""A template that is fair on the examples and not with what a visitor gets: the visitor gets the shipped part."""

from __future__ import annotations

import logging

import pytest

from consent_ui import verdicts
from consent_ui.contract import shipped_source
from tests.designers.conftest import Studio

IS_REAL = {
    "the token": "banner.token|length > 20",
    "the restaurant's name": "'Nord' in banner.words.heading",
    "the address": "banner.action != '/consent/banner'",
    "not an example": "banner.token != 'example'",
}
DOES = {
    "a ticked box": '<input type="checkbox" name="sms" checked>',
    "a yes of its own": '<button type="submit" name="answer" value="yes">Go on</button>',
    "a form": '<form method="post" action="/consent/banner"><button type="submit" name="answer" value="yes">x</button>',
    "a request": '<div hx-post="{{ banner.action }}" {{ "hx-trigger" }}="load"></div>',
}


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.getMessage() for each in caplog.records if each.levelno == logging.ERROR]


def extending(part: str, block: str, source: str) -> str:
    return f'{{% extends "shipped/_{part}.html" %}}{{% block {block} %}}<p>own</p>{source}{{% endblock %}}'


@pytest.mark.requirement("SY-01", "SY-17", "CV-03")
@pytest.mark.parametrize("does", DOES)
@pytest.mark.parametrize("is_real", IS_REAL)
@pytest.mark.parametrize("address", ["/", "/consent/banner"])
def test_a_question_that_is_fair_on_the_examples_only_is_not_shown(
    studio: Studio, is_real: str, does: str, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    studio.write(
        "_banner.html", extending("banner", "before", f"{{% if {IS_REAL[is_real]} %}}{DOES[does]}{{% endif %}}")
    )
    for _ in range(2):
        page = studio.site.visitor().open(address)
        assert page.buttons("consent-banner") == ["yes", "no"] and "own" not in page.words("consent-banner").split()
        assert "checked" not in page.response.text and "hx-trigger" not in page.response.text
    (told,) = errors(caplog)
    assert "_banner.html" in told and "not with what a visitor gets" in told


@pytest.mark.requirement("SY-01", "IN-01")
@pytest.mark.parametrize("around", ["<div hidden>|</div>", "<details>|</details>", "<fieldset disabled>|</fieldset>"])
def test_a_question_that_hides_from_visitors_only_is_not_shown(studio: Studio, around: str) -> None:
    opening, closing = (f"{{% if banner.token != 'example' %}}{each}{{% endif %}}" for each in around.split("|"))
    blocks = f"{{% block before %}}<p>own</p>{opening}{{% endblock %}}{{% block after %}}{closing}{{% endblock %}}"
    studio.write("_banner.html", f'{{% extends "shipped/_banner.html" %}}{blocks}')
    page = studio.site.visitor().open("/")
    assert page.buttons("consent-banner") == ["yes", "no"] and "own" not in page.words("consent-banner").split()


@pytest.mark.requirement("SY-14", "IN-01")
def test_words_that_are_left_out_for_visitors_only_are_shown(studio: Studio) -> None:
    studio.write(
        "_banner.html", extending("banner", "words", "{% if banner.token == 'example' %}{{ super() }}{% endif %}")
    )
    page = studio.site.visitor().open("/")
    assert "Nord Restauration" in page.words("consent-banner") and "own" not in page.words("consent-banner").split()


@pytest.mark.requirement("CV-03")
@pytest.mark.parametrize(
    "does",
    [
        '<input type="checkbox" name="channels" value="email" checked>',
        '<form method="post" action="{{ preferences.action }}"><button name="do" value="save">x</button></form>',
        "{{ 1 // 0 }}",
    ],
)
def test_a_preference_centre_that_ticks_for_visitors_only_is_not_shown(
    studio: Studio, does: str, caplog: pytest.LogCaptureFixture
) -> None:
    source = extending("preferences", "before", f"{{% if preferences.token != 'example' %}}{does}{{% endif %}}")
    studio.write("_preferences.html", source)
    page = studio.site.visitor().open("/consent/preferences")
    assert page.has("consent-channels") and "own" not in page.words("consent-preferences").split()
    assert " checked" not in page.response.text
    assert "_preferences.html" in errors(caplog)[0]


def test_a_confirmation_that_keeps_the_outcome_from_visitors_is_not_shown(studio: Studio) -> None:
    said = "{% if '?' not in receipt.preferences_url %}{{ super() }}{% endif %}"
    studio.write("_receipt.html", extending("receipt", "outcomes", said))
    visitor = studio.site.visitor()
    words = visitor.press(visitor.open("/"), "no").words("consent-receipt")
    assert "own" not in words.split() and "no to offers by SMS" in words


ASKING = shipped_source("_asking.html").replace("{{ asking.content }}", '<p class="own"></p>HERE')


@pytest.mark.requirement("SY-01")
@pytest.mark.parametrize(
    "shown",
    [
        "<div hidden>{{ asking.content }}</div>",
        "{% if 'yes' in asking.content %}<div hidden>{% endif %}{{ asking.content }}"
        "{% if 'yes' in asking.content %}</div>{% endif %}",
        "<div{{ ' hidden' if 'yes' in asking.content }}>{{ asking.content }}</div>",
        "{{ asking.content }}{{ asking.content }}",
        "<details><summary>s</summary>{{ asking.content }}</details>",
        "<form action='/' method='get'>{{ asking.content }}</form>",
        "",
    ],
)
def test_what_stands_around_the_question_shows_it_as_it_is(
    studio: Studio, shown: str, caplog: pytest.LogCaptureFixture
) -> None:
    studio.write("_asking.html", ASKING.replace("HERE", "{{ asking.content }}"))
    assert 'class="own"' in studio.site.visitor().open("/").response.text and not caplog.records
    studio.write("_asking.html", ASKING.replace("HERE", shown))
    del studio.site.consent.designs  # as after a restart
    page = studio.site.visitor().open("/")
    assert page.buttons("consent-banner") == ["yes", "no"] and 'class="own"' not in page.response.text
    assert "_asking.html" in errors(caplog)[0]


@pytest.mark.requirement("PR-13")
@pytest.mark.parametrize(
    "showing",
    [
        '<p data-x="{{ banner.next }}">x</p>',
        "<p {{ banner.next[1:] }}>x</p>",
        "<x{{ banner.next[1:] }}>x</x{{ banner.next[1:] }}>",
        '<input type="text" name="{{ banner.next }}">',
        '<a href="javascript:{{ banner.next }}">x</a>',
        "<b>{{ banner.next }}<i>",
        "</x{{ banner.next[1:] }}>",
    ],
)
def test_no_value_of_anybodys_enters_the_log(studio: Studio, caplog: pytest.LogCaptureFixture, showing: str) -> None:
    studio.write("_banner.html", extending("banner", "before", f"{{% if '06' in banner.next %}}{showing}{{% endif %}}"))
    page = studio.site.visitor().post("/consent/banner", {"notice": "x", "answer": "yes", "next": "/0612345678"})
    assert "own" not in page.words("consent-banner").split()
    assert "_banner.html" in errors(caplog)[0] and "0612345678" not in caplog.text


def test_a_part_without_end_is_not_shown(studio: Studio, caplog: pytest.LogCaptureFixture) -> None:
    source = "{% if banner.token != 'example' %}{{ 'x' * 300000 }}{% endif %}"
    studio.write("_banner.html", extending("banner", "before", source))
    assert "own" not in studio.site.visitor().open("/").words("consent-banner").split()
    assert "longer than" in errors(caplog)[0]


def test_what_was_judged_is_not_judged_again(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    for part in ("preferences", "banner"):
        studio.write(f"_{part}.html", extending(part, "before", ""))
    visitor, judged = studio.site.visitor(), []
    compare = verdicts.compare
    monkeypatch.setattr(verdicts, "compare", lambda *values: judged.append(values) or compare(*values))
    for address in ("/", "/consent/banner", "/consent/preferences"):
        assert "own" in visitor.open(address).words().split()
        judged.clear()
        visitor.open(address)
        studio.site.visitor().open(address)
        assert not judged


def test_while_debugging_what_a_visitor_would_get_is_named(debugging: Studio) -> None:
    source = extending("banner", "before", "{% if banner.token != 'example' %}<video></video>{% endif %}")
    debugging.write("_banner.html", source)
    page = debugging.site.visitor().open("/")
    assert "<video> is no element of a part" in page.words() and not page.has("consent-banner")


WHOLE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ page.title }}</title></head><body>'
    '<p class="own">own</p><main>%s</main><div id="consent-status" class="consent-status" role="status"></div>'
    "</body></html>"
)
CONTENT = "{% block content %}{% endblock %}"
HIDING = [
    "<table><form action='/x'><tr><td>|</table>", "{{ '\\ud800' }}|", "<form>|</form>",
    '<form action="/search"><p></p>|</form>', "<div hidden>|</div>", "<div inert>|</div>",
    '<div aria-hidden="true">|</div>', "<div ARIA-HIDDEN=TRUE>|</div>", "<template>|</template>",
    "<noscript>|</noscript>", "<details><summary>s</summary>|</details>", "<dialog>|</dialog>",
    "<div popover>|</div>", "<!--|-->", "<textarea>|</textarea>", "<title>|</title>",
    "<select><option>|</select>", "<iframe>|</iframe>", "<script type=x src=/x.js>|</script>", "<label>|</label>",
    "<button>|</button>", "<fieldset disabled>|</fieldset>", "<div hx-vals='{}'>|</div>", '<a href="/">|</a>',
    "<div {{ 'hidden' }}>|</div>", "{% if page.content|length > 100 %}<div hidden>{% endif %}|",
]  # fmt: skip


@pytest.mark.requirement("SY-01", "IN-01")
@pytest.mark.parametrize("around", HIDING)
@pytest.mark.parametrize("address", ["/consent/banner", "/consent/preferences"])
def test_a_layout_that_hides_the_part_is_not_shown(
    studio: Studio, around: str, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    studio.write("layout.html", WHOLE % around.replace("|", CONTENT))
    page = studio.site.visitor().open(address)
    assert page.has("content") and 'class="own"' not in page.response.text
    assert "layout.html" in errors(caplog)[0]


@pytest.mark.requirement("SY-01", "CV-02")
@pytest.mark.parametrize(
    "beside",
    [
        '<form method="post" action="/consent/banner?lang=en"><button name="answer" value="yes">x</button></form>',
        "{{ '<button name=answer value=yes>x</button>'|safe }}",
        "{{ '<base href=/elsewhere/>'|safe }}",
        "{{ '<meta http-equiv=refresh content=1>'|safe }}",
        '<form method="post" action="{{ "/consent/banner?lang=" ~ page.text.language }}"><button>x</button></form>',
        """<p title="{{ page.content.split('name="notice" value="')[1].split('"')[0] }}">x</p>""",
    ],
)
def test_a_layout_that_answers_beside_the_part_is_not_shown(studio: Studio, beside: str) -> None:
    studio.write("layout.html", WHOLE % (CONTENT + beside))
    # A page of the same shape, without a form of ours.
    studio.site.app.test_client(unchecked=["/consent/"]).get("/consent/notice/0")
    page = studio.site.visitor().open("/consent/banner?lang=en")
    assert page.has("content") and 'class="own"' not in page.response.text


@pytest.mark.parametrize(
    "around",
    [
        "|", '<div class="wrap"><section>|</section></div>', "<site-main>|</site-main>", '<div hx-boost="true">|</div>',
        '<form action="/search"><button>Search</button></form><div>|</div>', '<p hidden>x</p>|<dialog>d</dialog>',
        "<table><tr><td>|</td></tr></table>", "<!-- a -->|<!-- b -->",
    ],
)  # fmt: skip
def test_a_layout_may_be_anything_else(studio: Studio, around: str, caplog: pytest.LogCaptureFixture) -> None:
    studio.write("layout.html", WHOLE % around.replace("|", CONTENT))
    for address in ("/consent/banner", "/consent/preferences"):
        html = studio.site.app.test_client(unchecked=["/consent/"]).get(address).text
        assert 'class="own"' in html
    assert not errors(caplog)
