"""Judges one HTML answer: is it well-formed, labelled, safe and free of left-over templates?

`check_page` gathers everything it finds and raises once, so that one run shows all there is to mend.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from tests import page_words
from tests.page_tree import Page, parse

CONTROLS = {"input", "select", "textarea"}
UNLABELLED_INPUTS = {"hidden", "submit", "button", "reset", "image"}
REFERENCES = (
    "for", "form", "list", "aria-labelledby", "aria-describedby", "aria-controls", "aria-details",
    "aria-errormessage", "aria-owns", "aria-flowto", "aria-activedescendant",
)  # fmt: skip
LOADING = {"script": "src", "link": "href", "img": "src", "iframe": "src", "form": "action"}
DATA_SCRIPTS = {"application/json", "application/ld+json"}


def check_page(
    response_text: str,
    status: int,
    headers: Mapping[str, str],
    is_fragment: bool,
    *,
    is_frame: bool = False,
    is_ours: bool = True,
) -> None:
    """Raise AssertionError with every finding about one text/html answer.

    A fragment is what htmx swaps in; a frame is a document without words of its own, so without title and
    heading. A page that is not ours (a host's own) is held to the markup, but not to our headers.
    Sources: HTML Living Standard; WCAG 2.2 SC 1.1.1, 1.3.1, 2.4.2, 2.4.3, 3.1.1, 4.1.2; CSP Level 3.
    """
    found = list(header_findings(headers)) if is_ours else []
    if status == 500:
        # The framework's own page for it is well-formed: it would pass for an answer somebody meant.
        found.append("an error nobody caught")
    if response_text:
        page = parse(response_text, is_fragment)
        found += page.errors
        for check in (ids, labels, references, forms, attributes, inline_code, addresses, page_words.check):
            found += check(page)
        if is_fragment:
            found += fragment(page)
        else:
            found += document(page, is_frame)
    elif status not in {204, 205, 304}:
        found.append("the body is empty")
    if found:
        lines = "\n".join(f"  - {each}" for each in dict.fromkeys(found))
        raise AssertionError(f"this answer ({status}) is not good enough:\n{lines}\n{response_text[:400]}")


def header_findings(headers: Mapping[str, str]) -> Iterator[str]:
    """Headers that every page and fragment of ours carries."""
    lowered = {name.lower(): value for name, value in headers.items()}
    policy = lowered.get("content-security-policy", "")
    if "unsafe-" in policy:
        yield f"Content-Security-Policy allows what is unsafe: {policy}"
    directives = {each.split()[0] for each in policy.split(";") if each.strip()}
    for needed in ("default-src", "base-uri", "form-action", "frame-ancestors"):
        if needed not in directives:
            yield f"Content-Security-Policy says nothing of {needed}"
    if lowered.get("x-content-type-options", "").lower() != "nosniff":
        yield "X-Content-Type-Options is not nosniff"
    if lowered.get("referrer-policy", "") not in {"same-origin", "no-referrer"}:
        yield "Referrer-Policy is neither same-origin nor no-referrer"


def document(page: Page, is_frame: bool) -> Iterator[str]:
    """What only a whole page has."""
    html = page.root
    if not html.get("lang", "").strip():
        yield "html has no lang"
    if is_frame:
        return
    titles = [each for each in page.all("title") if page.parent(each).tag == "head"]
    if not titles or not page.text(titles[0]):
        yield "the title is missing or empty"
    headings = page.all("h1")
    if len(headings) != 1:
        yield f"there are {len(headings)} h1, not one"
    for element in page.elements:
        for name in ("href", "hx-target"):
            target = element.get(name, "")
            if target.startswith("#") and len(target) > 1 and target[1:] not in page.ids:
                yield f"{page.show(element)}: {name} leads to no element"


def fragment(page: Page) -> Iterator[str]:
    """A fragment that is a whole page would put a page inside the page."""
    lowered = page.source.lower()
    for tag in ("<!doctype", "<html", "<head>", "<body"):
        if tag in lowered:
            yield f"a fragment contains {tag}"


def ids(page: Page) -> Iterator[str]:
    """Every id is there once and has no space."""
    seen: set[str] = set()
    for element in page.elements:
        name = element.get("id")
        if name is None:
            continue
        if not name or name.split() != [name]:
            yield f"{page.show(element)}: the id is empty or has a space"
        if name in seen:
            yield f"{page.show(element)}: the id stands twice"
        seen.add(name)


def labels(page: Page) -> Iterator[str]:
    """Every control and every button has a name that is not empty."""
    for element in page.elements:
        kind = element.get("type", "text").lower()
        if element.tag in CONTROLS and not (element.tag == "input" and kind in UNLABELLED_INPUTS):
            if not _label(page, element):
                yield f"{page.show(element)}: no label"
            continue
        button = element.tag == "button" or (element.tag == "input" and kind in {"submit", "button", "reset"})
        shown = page.text(element) or element.get("value", "").strip() * (element.tag == "input")
        if button and not (shown or _aria_name(page, element)):
            yield f"{page.show(element)}: a button without a name"


def _label(page: Page, control: Element) -> str:
    name = control.get("id")
    texts = [page.text(label) for label in page.all("label") if name and label.get("for") == name]
    around = [page.text(each) for each in page.ancestors(control) if each.tag == "label"]
    return _aria_name(page, control) or "".join(texts + around)


def _aria_name(page: Page, element: Element) -> str:
    named = [page.ids[each] for each in element.get("aria-labelledby", "").split() if each in page.ids]
    return element.get("aria-label", "").strip() or "".join(map(page.text, named))


def references(page: Page) -> Iterator[str]:
    """What one element says of another by id is true."""
    for element in page.elements:
        for name in REFERENCES:
            for target in element.get(name, "").split():
                if target not in page.ids:
                    yield f"{page.show(element)}: {name}={target!r} leads to no element"


def forms(page: Page) -> Iterator[str]:
    """Every form works without a script, and every button says what it does."""
    for form in page.all("form"):
        if not form.get("action"):
            yield f"{page.show(form)}: no action"
        if form.get("method", "").lower() not in {"get", "post"}:
            yield f"{page.show(form)}: no method"
    for button in page.all("button"):
        if button.get("type", "").lower() not in {"submit", "button", "reset"}:
            yield f"{page.show(button)}: no explicit type"


def attributes(page: Page) -> Iterator[str]:
    """Tab order follows the document, and images say what they show."""
    for element in page.elements:
        tabindex = element.get("tabindex", "0").strip()
        if not tabindex.lstrip("-").isdigit() or int(tabindex) > 0:
            yield f"{page.show(element)}: tabindex is above zero or no number"
    for image in page.all("img"):
        if image.get("alt") is None:
            yield f"{page.show(image)}: no alt"


def inline_code(page: Page) -> Iterator[str]:
    """Nothing that our Content-Security-Policy would refuse to run or apply."""
    for element in page.elements:
        if element.tag == "style":
            yield f"{page.show(element)}: an inline style element"
        if element.tag == "script" and not element.get("src") and element.get("type") not in DATA_SCRIPTS:
            yield f"{page.show(element)}: an inline script"
        for name, value in element.attrib.items():
            if name == "style" or name.startswith(("on", "hx-on", "data-hx-on")):
                yield f"{page.show(element)}: inline code in {name}"
            if value.strip().lower().startswith(("javascript:", "js:")):
                yield f"{page.show(element)}: a script in {name}"


def addresses(page: Page) -> Iterator[str]:
    """Nothing is fetched from, or sent to, anybody else."""
    for element in page.elements:
        name = LOADING.get(element.tag)
        address = (element.get(name, "") if name else "").strip()
        # A backslash counts as a slash in a browser's eyes; a scheme is whatever stands before a colon.
        scheme = address.split("/")[0].split("?")[0].split("#")[0]
        if address.replace("\\", "/").startswith("//") or ":" in scheme:
            yield f"{page.show(element)}: {name} leads off this site"
