"""The gallery: every partial in every state, in each language, width, scheme and look; for staff and designers only."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from consent_ui import assets, gallery, pages
from consent_ui.examples import EXAMPLES
from consent_ui.gallery_findings import REPORT
from consent_ui.hooks import Hooks
from consent_ui.texts import languages, texts
from tests.designers.conftest import Studio
from tests.journeys.page import Page

EXAMPLE_FILES = Path(__file__).parent / "examples"
ADDRESSES = ("", "/banner", "/banner/signup", "/changes")
STATES = [
    pytest.param(partial, state, language, id=f"{partial}-{gallery.slug(state)}-{language}")
    for partial, states in EXAMPLES.items()
    for state in states
    for language in languages()
]


def opened(studio: Studio, path: str = "") -> Page:
    return studio.site.visitor().open(f"/consent/gallery{path}")


def frames(page: Page) -> list[dict[str, str]]:
    return [dict(frame.attrib) for frame in page.tree.all("iframe")]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_visitor_finds_no_gallery(studio: Studio, address: str) -> None:
    assert opened(studio, address).status == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_staff_and_whoever_debugs_may_look(debugging: Studio, address: str) -> None:
    assert opened(debugging, address).status == 200
    debugging.site.app.debug = False
    assert opened(debugging, address).status == 404
    debugging.site.consent.hooks = Hooks(staff=lambda: True)
    assert opened(debugging, address).status == 200


def test_the_first_page_leads_to_every_partial_and_every_state(debugging: Studio) -> None:
    page = opened(debugging, "?lang=en")
    links = {urlsplit(a.get("href", "")).path for a in page.tree.all("a")}
    for partial, states in EXAMPLES.items():
        assert f"/consent/gallery/{partial}" in links
        assert {f"/consent/gallery/{partial}/{gallery.slug(state)}" for state in states} <= links


@pytest.mark.parametrize("partial", EXAMPLES)
def test_a_part_is_shown_in_every_state_width_and_scheme(debugging: Studio, partial: str) -> None:
    page = opened(debugging, f"/{partial}?lang=fr")
    shown = set()
    for frame in frames(page):
        where = urlsplit(frame["src"])
        asked = parse_qs(where.query)
        assert asked["lang"] == ["fr"] and frame["loading"] == "lazy" and frame["title"]
        shown.add((where.path.rpartition("/")[2], frame["class"].removeprefix("gallery-w"), asked["scheme"][0]))
    every = {(gallery.slug(s), str(w), c) for s in EXAMPLES[partial] for w in gallery.WIDTHS for c in gallery.SCHEMES}
    assert shown == every and len(frames(page)) == len(every)


def test_the_form_narrows_down_what_is_shown(debugging: Studio) -> None:
    page = opened(debugging, "/lazy?lang=en&width=768&scheme=dark")
    assert [(f["class"], parse_qs(urlsplit(f["src"]).query)["scheme"]) for f in frames(page)] == [
        ("gallery-w768", ["dark"]) for _ in EXAMPLES["lazy"]
    ]


@pytest.mark.requirement("LN-01", "LN-03")
@pytest.mark.parametrize(("partial", "state", "language"), STATES)
def test_a_state_stands_alone_on_a_good_page(debugging: Studio, partial: str, state: str, language: str) -> None:
    """The client judges the page; strictly rendered, so nothing is left out."""
    page = opened(debugging, f"/{partial}/{gallery.slug(state)}?lang={language}&theme=")
    assert page.status == 200 and page.tree.root.get("lang") == language
    value = EXAMPLES[partial][state](texts(language))
    heading = value.words["heading"] if isinstance(value, pages.Banner) else getattr(value, "heading", "")
    assert " ".join(heading.split()) in page.words()


def test_a_question_alone_stands_first_in_the_body_as_on_a_hosts_page(debugging: Studio) -> None:
    page = opened(debugging, "/banner/signup?lang=en")
    body = page.tree.all("body")[0]
    assert [each.get("id") or each.tag for each in body] == ["consent-banner", "consent-status", "iframe", "main"]
    styles = [Path(urlsplit(link.get("href", "")).path).name for link in page.tree.all("link")]
    assert styles == ["gallery-host.css", "consent.css"]


def test_a_page_of_ours_alone_wears_the_layout_in_force(debugging: Studio) -> None:
    assert opened(debugging, "/preferences/error?lang=en").has("content")
    layout = '{% extends "shipped/layout.html" %}{% block footer %}<p>{{ request.path }}</p>{% endblock %}'
    debugging.write("layout.html", layout)
    assert "/consent/gallery/preferences/error" in opened(debugging, "/preferences/error").words()
    assert "/consent/gallery/preferences/error" not in opened(debugging, "/preferences/error?theme=").words()


def test_a_layout_of_the_sites_own_links_the_theme_that_is_looked_at(debugging: Studio) -> None:
    for path in ("site.html", "consent/layout.html"):
        shutil.copy(EXAMPLE_FILES / path, debugging.write("x.html", "").parent.parent / path)
    links = opened(debugging, "/preferences/saved?theme=fern").tree.all("link")
    assert [Path(urlsplit(link.get("href", "")).path).name for link in links] == ["consent.css", "theme.css"]


def test_only_the_pages_alone_may_be_framed_and_only_by_this_site(debugging: Studio) -> None:
    policies = [opened(debugging, each).response.headers["Content-Security-Policy"] for each in ADDRESSES]
    assert [policy.endswith("frame-ancestors 'self'") for policy in policies] == [False, False, True, False]
    assert all("unsafe" not in policy for policy in policies)
    assert "no-store" in opened(debugging, "/banner/signup").response.headers["Cache-Control"]


@pytest.mark.parametrize("scheme", gallery.SCHEMES)
@pytest.mark.parametrize("address", ["/banner/generic", "/preferences/saved"])
def test_a_scheme_is_forced_by_a_stylesheet_that_comes_last(debugging: Studio, scheme: str, address: str) -> None:
    page = opened(debugging, f"{address}?scheme={scheme}&theme=fern")
    names = [Path(urlsplit(link.get("href", "")).path).name for link in page.tree.all("link")]
    assert names[-2:] == ["theme.css", f"gallery-{scheme}.css"]


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/banner/nothing", "/banner?theme=ink", "/banner?lang=xx", "/banner/signup?scheme=pink", "/__init__"],
)
def test_what_is_not_there_is_not_found(debugging: Studio, path: str) -> None:
    assert opened(debugging, path).status == 404


def test_a_theme_is_shown_beside_the_shipped_look(debugging: Studio) -> None:
    page = opened(debugging, "/receipt?lang=en&theme=fern&width=320&scheme=light")
    pairs = [(parse_qs(urlsplit(f["src"]).query, keep_blank_values=True)["theme"], f["title"]) for f in frames(page)]
    assert [theme for theme, _ in pairs[:2]] == [["fern"], [""]]
    assert "fern" in pairs[0][1] and "shipped" in pairs[1][1]
    assert len(pairs) == 2 * len(EXAMPLES["receipt"])
    assert "***" in opened(debugging, "/receipt/yes?theme=fern").words()
    assert "***" not in opened(debugging, "/receipt/yes?theme=").words()


def test_the_shipped_look_may_be_named_as_the_commands_name_it(debugging: Studio) -> None:
    debugging.wear("fern")
    assert "***" in opened(debugging, "/receipt/yes").words()
    assert "***" not in opened(debugging, "/receipt/yes?theme=shipped").words()
    assert opened(debugging, "/receipt?theme=shipped").status == 200


def test_without_a_theme_named_it_shows_what_the_restaurant_wears(debugging: Studio) -> None:
    assert "***" not in opened(debugging, "/receipt/yes").words()
    debugging.wear("fern")
    assert "***" in opened(debugging, "/receipt/yes").words()


def test_a_part_says_which_file_is_in_force_and_what_it_can_use(debugging: Studio) -> None:
    path = debugging.write("_banner.html", '{% extends "shipped/_banner.html" %}')
    said = opened(debugging, "/banner?lang=en").words()
    assert str(path) in said and "this site" in said
    assert "banner.token" in said and "signed token naming the notice" in said and "{% block before %}" in said
    assert str(debugging.themes / "fern" / "_receipt.html") in opened(debugging, "/receipt?theme=fern").words()


def test_a_broken_template_is_explained_where_it_is_shown(debugging: Studio) -> None:
    debugging.write("_banner.html", "{{ banana }}")
    assert "'banana' is not given here" in opened(debugging, "/banner?lang=en").words("consent-broken-title") + opened(
        debugging, "/banner?lang=en"
    ).words("content")
    assert "'banana' is not given here" in opened(debugging, "/banner/signup").words()
    assert re.search(r"complaints: 1", opened(debugging, "?lang=en").words())
    debugging.site.app.debug = False
    debugging.site.consent.hooks = Hooks(staff=lambda: True)
    assert "'banana' is not given here" in opened(debugging, "/banner/signup").words(), "staff sees it too"
    assert studio_asks(debugging), "and visitors the shipped question"


def studio_asks(studio: Studio) -> bool:
    return studio.site.visitor().open("/").has("consent-banner")


@pytest.mark.requirement("SY-17")
@pytest.mark.parametrize(
    ("findings", "digest", "said"),
    [
        (0, "", ""),
        (4, "", "in spite of fairness findings: 4"),
        (None, "", "never measured"),
        (0, "0" * 64, "has changed since its fairness was measured; meanwhile visitors see the shipped look"),
        (4, "0" * 64, "meanwhile visitors see the shipped look"),
    ],
)
def test_every_page_says_when_nobody_vouches_for_the_worn_theme(
    debugging: Studio, findings: int | None, digest: str, said: str
) -> None:
    debugging.wear("fern", findings, digest)
    alone = (f"/{partial}/{gallery.slug(next(iter(states)))}?lang=en" for partial, states in EXAMPLES.items())
    for path in ("?lang=en", *(f"/{partial}?lang=en" for partial in EXAMPLES), *alone):
        page = opened(debugging, path)
        notes = [page.tree.text(each) for each in page.tree.elements if each.get("role") == "note"]
        assert len(notes) == bool(said) and said in "".join(notes)


def test_the_fairness_findings_of_each_state_stand_beside_it(debugging: Studio) -> None:
    debugging.site.app.instance_path = str(debugging.templates)
    assert "not been measured" in opened(debugging, "/banner?lang=en").words()
    report = debugging.templates / REPORT
    findings = [
        finding("SY-02", "width", [("fern", "signup"), ("fern", "generic")]),
        finding("SY-03", "background", [("", "long name")]),
        finding("SY-04", "size", [("fern", "contact, yes or no")]),
    ]
    report.write_text(json.dumps({"fair": False, "findings": findings}), encoding="utf-8")
    worn = opened(debugging, "/banner?lang=en&theme=fern")
    assert "not been measured" not in worn.words()
    assert beside(worn) == {"signup": "SY-02 width: 3 / 4. Mend it.", "generic": "SY-02 width: 3 / 4. Mend it."}
    assert beside(opened(debugging, "/banner?lang=en&theme=")) == {"long-name": "SY-03 background: 3 / 4. Mend it."}
    assert beside(opened(debugging, "/receipt?lang=en&theme=fern")) == {}
    contact = opened(debugging, "/contact?lang=en&theme=fern")
    assert beside(contact) == {"yes-or-no": "SY-04 size: 3 / 4. Mend it."}
    assert opened(debugging, "?lang=en&theme=fern").words().count("fairness findings: 1") == 2
    report.write_text('{"findings": [{}]}', encoding="utf-8")
    assert "not been measured" in opened(debugging, "/banner?lang=en").words()


def finding(requirement: str, what: str, places: list[tuple[str, str]]) -> dict[str, object]:
    """As `consent-ui fairness --json` says it."""
    where = [{"theme": theme, "state": state, "language": "en", "width": 320} for theme, state in places]
    values = {"accept": "3", "decline": "4", "allowed": "equal", "change": "Mend it."}
    return {"requirement": requirement, "what": what, "places": where, **values}


def beside(page: Page) -> dict[str, str]:
    """The findings in the section of each state."""
    return {
        section.get("aria-labelledby", "").removeprefix("state-"): page.tree.text(each)
        for section in page.tree.all("section")
        for each in section.iter("ul")
        if each.get("class") == "gallery-findings"
    }


@pytest.mark.parametrize("where", ["a template", "a theme's style", "a theme's template", "an extra file"])
def test_saving_a_file_changes_the_digest(debugging: Studio, where: str) -> None:
    path = {
        "a template": lambda: debugging.write("_banner.html", '{% extends "shipped/_banner.html" %}'),
        "a theme's style": lambda: debugging.themes / "fern" / "theme.css",
        "a theme's template": lambda: debugging.themes / "fern" / "_receipt.html",
        "an extra file": lambda: debugging.write("logo.svg", "<svg></svg>"),
    }[where]()
    before = opened(debugging, "/changes").response.text
    assert opened(debugging, "/changes").response.text == before and len(before) == 64
    os.utime(path, ns=(1, 1))
    assert opened(debugging, "/changes").response.text != before


def test_looking_stores_nothing(debugging: Studio) -> None:
    visitor = debugging.site.visitor()
    for address in ADDRESSES:
        visitor.open(f"/consent/gallery{address}")
    assert not visitor.cookies() and not debugging.site.decisions()


@pytest.mark.requirement("IC-09", "IC-13")
@pytest.mark.parametrize(("part", "state"), [("banner", "signup"), ("receipt", "yes"), ("problem", "")])
def test_the_wording_findings_of_each_state_stand_beside_it(debugging: Studio, part: str, state: str) -> None:
    state = state or gallery.slug(next(iter(EXAMPLES[part])))
    assert beside(opened(debugging, f"/{part}?lang=en")) == {}
    shipped = (assets.folder("templates") / "consent" / f"_{part}.html").read_text(encoding="utf-8")
    debugging.write(f"_{part}.html", shipped + "<p>Hurry up, dear guest.</p>")
    said = beside(opened(debugging, f"/{part}?lang=en"))[state]
    assert said.startswith("IC-09 text: “Hurry up”") and "This would pass" in said
    assert "wording findings: 1" in opened(debugging, "?lang=en").words()
    assert beside(opened(debugging, f"/{part}?lang=en&theme=")) == {}, "ours have none"
