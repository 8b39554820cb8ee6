"""Every partial in every named state and language, rendered by plain Jinja: no application, no database."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined, meta
from markupsafe import Markup

from consent_ui import assets, pages
from consent_ui.examples import EXAMPLES
from consent_ui.texts import languages, texts
from tests.page_quality import check_page
from tests.page_tree import Page, parse

FOLDER = assets.folder("templates") / "consent"
ENVIRONMENT = Environment(
    loader=FileSystemLoader(assets.folder("templates")), autoescape=True, undefined=StrictUndefined
)
PARTIALS = sorted(path.stem[1:] for path in FOLDER.glob("_*.html"))
PAGES = sorted(path.stem for path in FOLDER.glob("[!_]*.html") if path.stem not in {"macros", "layout", "enhance"})
CASES = [
    pytest.param(name, state, language, id=f"{name}-{state}-{language}".replace(" ", "_"))
    for name, states in EXAMPLES.items()
    for state in states
    for language in languages()
]
QUESTIONS = [case for case in CASES if case.values[0] == "banner"]
ANSWERS = [*QUESTIONS, *(case for case in CASES if case.values[1] in ("yes or no", "yes or no by e-mail"))]
CENTRES = [case for case in CASES if case.values[0] == "preferences"]


def render(name: str, state: str, language: str) -> str:
    value = EXAMPLES[name][state](texts(language))
    return ENVIRONMENT.get_template(f"consent/_{name}.html").render({name: value})


def fragment(name: str, state: str, language: str) -> Page:
    return parse(render(name, state, language), is_fragment=True)


def frame(language: str, content: str = "") -> pages.Page:
    text = texts(language)
    return pages.Page(
        text=text, title="Chez Momo", restaurant="Chez Momo", home_url="/", preferences_url="/consent/preferences",
        notice_url="/consent/notice", scripts=("/htmx.js", "/consent.js"), stylesheet="/consent.css",
        own_stylesheet="/consent-pages.css", content=Markup(content),
        switches=tuple(
            pages.Switch(each, texts(each)("language.name"), f"?lang={each}", each == language) for each in languages()
        ),
    )  # fmt: skip


def buttons(page: Page, name: str) -> list[Element]:
    return [each for each in page.all("button") if each.get("name") == name]


def plain(words: str) -> str:
    """Words as `Page.text` gives them: every run of spaces, no-break ones too, as one space."""
    return " ".join(words.split())


def test_every_partial_has_examples() -> None:
    assert sorted(EXAMPLES) == PARTIALS
    assert all(EXAMPLES.values())


@pytest.mark.requirement("LN-02")
@pytest.mark.parametrize(("name", "state", "language"), CASES)
def test_a_partial_renders_well(name: str, state: str, language: str) -> None:
    """Strictly: an unknown variable, a missing text or broken markup fails."""
    check_page(render(name, state, language), 200, {}, is_fragment=True, is_ours=False)


@pytest.mark.requirement("LN-01", "AX-21")
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_layout_and_partial(name: str, language: str) -> None:
    for state, build in EXAMPLES[name].items():
        value = {name: build(texts(language)), "page": frame(language, render(name, state, language))}
        html = ENVIRONMENT.get_template(f"consent/{name}.html").render(value)
        check_page(html, 200, {}, is_fragment=False, is_ours=False)
        assert parse(html, is_fragment=False).root.get("lang") == language
        assert html.count('id="consent-status"') == 1


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.html")), ids=lambda path: path.stem)
def test_a_template_uses_only_what_it_is_given(path: Path) -> None:
    stem = path.stem
    source = path.read_text(encoding="utf-8")
    used = meta.find_undeclared_variables(ENVIRONMENT.parse(source))
    if source.startswith('{% import "consent/macros.html" as consent'):
        used -= {"consent"}  # imported for the whole file, its blocks included
    allowed = {
        "macros": set(), "layout": {"page"}, "enhance": {"enhance"},
    }.get(stem, {stem[1:]} if stem.startswith("_") else {stem, "page"})  # fmt: skip
    assert used <= allowed, f"{path.name} uses {used - allowed}"


@pytest.mark.requirement("LN-02")
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.html")), ids=lambda path: path.stem)
def test_no_sentence_stands_in_a_template(path: Path) -> None:
    """Words come from the catalogues or from a notice, so that no language is left behind."""
    source = path.read_text(encoding="utf-8")
    bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", source, flags=re.DOTALL)
    visible = re.sub(r"<[^>]*>", " ", bare)
    if "macro swapping" in source:
        visible = re.sub(r"method=.*swap:none\"", "", visible)
    assert not re.search(r"[^\W\d_]{2,}", visible), visible.strip()


@pytest.mark.requirement("SY-01", "SY-12", "SY-13", "SY-15", "SY-16")
@pytest.mark.parametrize(("name", "state", "language"), ANSWERS)
def test_the_two_answers_differ_only_in_what_they_say(name: str, state: str, language: str) -> None:
    page = fragment(name, state, language)
    yes, no = buttons(page, "answer")
    assert {**yes.attrib, "value": ""} == {**no.attrib, "value": ""}
    assert (yes.get("value"), no.get("value")) == ("yes", "no")
    parent = page.parent(yes)
    assert list(parent) == [yes, no], "they are the only children of one parent"
    assert not list(yes) and not list(no), "no icon or badge in either"
    lengths = sorted(len(page.text(each)) for each in (yes, no))
    assert lengths[1] / lengths[0] <= 1.5 or state in {"both channels", "long name"}, lengths
    fields = [each for each in page.all("input") if each.get("type") != "hidden"]
    assert not fields, "with no field there is no Enter key that could answer"


@pytest.mark.requirement("IN-01", "IN-02", "IN-04", "IC-08")
@pytest.mark.parametrize(("name", "state", "language"), QUESTIONS)
def test_the_question_informs_before_it_asks(name: str, state: str, language: str) -> None:
    words = EXAMPLES[name][state](texts(language)).words  # type: ignore[attr-defined]
    page = fragment(name, state, language)
    spoken = page.text(page.root)
    answer = spoken.index(plain(words["accept"]))
    for slot in ("heading", "purpose", "benefit", "conditions", "withdrawal", "no_effect", "more"):
        assert spoken.index(plain(words[slot])) < answer, slot
    link = next(each for each in page.all("a") if page.text(each) == plain(words["more"]))
    assert "hx-get" not in link.attrib


@pytest.mark.requirement("SY-18")
@pytest.mark.parametrize(("name", "state", "language"), QUESTIONS)
def test_the_benefit_is_set_like_every_other_line(name: str, state: str, language: str) -> None:
    page = fragment(name, state, language)
    lines = [each for each in page.all("p") if not each.get("class")]
    assert len(lines) >= 2
    assert all(not each.attrib for each in lines)
    assert not {"strong", "b", "em", "mark", "big"} & {each.tag for each in page.elements}


@pytest.mark.requirement("IN-12")
def test_yes_and_no_are_confirmed_in_the_same_shape() -> None:
    def shape(state: str) -> list[tuple[str, dict[str, str]]]:
        page = fragment("receipt", state, "en")
        return [(each.tag, dict(each.attrib)) for each in page.elements]

    assert shape("yes") == shape("no")
    assert shape("yes with voucher") == shape("no with voucher")


@pytest.mark.requirement("IN-12", "CV-08")
def test_a_waiting_yes_is_confirmed_like_a_no_but_for_the_way_to_a_contact() -> None:
    waiting, refused = fragment("receipt", "pending", "en"), fragment("receipt", "no", "en")
    way = next(each for each in waiting.all("a") if each.get("href") == "/consent/contact")
    invitation = waiting.parent(way)
    waiting.parent(invitation).remove(invitation)
    shapes = [[(each.tag, dict(each.attrib)) for each in page.root.iter()] for page in (waiting, refused)]
    assert shapes[0] == shapes[1]


@pytest.mark.requirement("CV-03", "WD-04", "AX-20", "SY-12")
@pytest.mark.parametrize(("name", "state", "language"), CENTRES)
def test_boxes_open_on_what_is_stored(name: str, state: str, language: str) -> None:
    value = EXAMPLES[name][state](texts(language))
    assert isinstance(value, pages.Preferences)
    page = fragment(name, state, language)
    boxes = {each.get("value"): each for each in page.all("input") if each.get("type") == "checkbox"}
    assert {value: "checked" in box.attrib for value, box in boxes.items()} == {
        row.channel: row.checked for row in value.channels
    }
    assert all(box.get("autocomplete") == "off" for box in boxes.values()), "a reload restores no old tick"
    spoken = page.text(page.root)
    assert all(plain(row.sentence) in spoken and plain(row.chosen) in spoken for row in value.channels)
    form = page.ids["consent-channels"]
    default = next(each for each in form.iter("button"))
    assert default.get("formmethod") == "get" and not default.get("name"), "Enter in a box stores nothing"


@pytest.mark.requirement("WD-01", "WD-05", "WD-06", "WD-09")
@pytest.mark.parametrize(("name", "state", "language"), CENTRES)
def test_stopping_is_one_button_like_saving(name: str, state: str, language: str) -> None:
    value = EXAMPLES[name][state](texts(language))
    assert isinstance(value, pages.Preferences)
    page = fragment(name, state, language)
    save, *stop = [each for each in buttons(page, "do") if each.get("value") != "keep"]
    assert [each.get("value") for each in stop] == (["stop"] if value.can_stop else [])
    for each in stop:
        assert {**each.attrib, "value": ""} == {**save.attrib, "value": ""}
        form = next(above for above in page.ancestors(each) if above.tag == "form")
        assert [field.get("type") for field in form.iter("input")] == ["hidden"], "nothing to fill in"


@pytest.mark.requirement("AX-22")
@pytest.mark.parametrize(("name", "state", "language"), CASES)
def test_htmx_only_improves_what_works_without_it(name: str, state: str, language: str) -> None:
    for element in fragment(name, state, language).elements:
        if "hx-post" in element.attrib:
            assert (element.tag, element.get("action")) == ("form", element.get("hx-post"))
            assert element.get("hx-sync") == "this:drop" and element.get("hx-config") == "timeout:10s"
        if "hx-get" in element.attrib:
            assert (element.tag, element.get("href")) == ("a", element.get("hx-get"))
        if "hx-post" in element.attrib or "hx-get" in element.attrib:
            assert element.get("hx-swap") == "outerHTML"
            # html5lib keeps the colon of an attribute's name as U0003A.
            kept = {key.replace("U0003A", ":"): each for key, each in element.attrib.items()}
            assert kept["hx-status:5xx"] == "swap:none"


@pytest.mark.requirement("LN-01")
@pytest.mark.parametrize(("name", "state", "language"), CASES)
def test_a_part_says_its_language(name: str, state: str, language: str) -> None:
    root = fragment(name, state, language).elements[0]
    if name not in {"asking", "device"}:
        assert root.get("lang") == language


@pytest.mark.requirement("AX-13", "AX-14")
def test_the_live_region_and_the_loader_follow_the_question() -> None:
    html = render("asking", "styles in the head", "en")
    page = parse(html, is_fragment=True)
    _, status, loader = page.elements
    assert (status.get("id"), status.get("role"), page.text(status)) == ("consent-status", "status", "")
    assert (loader.tag, loader.get("loading"), loader.get("tabindex")) == ("iframe", "lazy", "-1")
    assert not page.all("script") and not page.all("link"), "nothing is fetched before the page has loaded"
    assert render("asking", "styles of its own", "en").startswith('<link rel="stylesheet" href="/consent.css">')


def test_values_are_escaped() -> None:
    text = texts("en")
    value = pages.Problem(text, "<script>alert(1)</script>", "a & b", '"><img src=x>', "/")
    html = ENVIRONMENT.get_template("consent/_problem.html").render(problem=value)
    assert "<script>" not in html and "<img" not in html
    assert "a &amp; b" in html
