"""Checks of a page as it is laid out: nothing cut off or out of reach, large targets, the right language and title."""

from __future__ import annotations

from playwright.sync_api import Page

# WCAG 1.4.12, applied the way a reader's own stylesheet is.
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }"""

SPACE = """css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = css ? [sheet] : [];
}"""

# A link in a sentence may be as low as its line; one that stands alone may not (2.5.8).
SMALL = """() => [...document.querySelectorAll("a, button, input:not([type=hidden]), label.consent-check")]
    .filter(each => each.checkVisibility({ visibilityProperty: true }) && each.getClientRects().length)
    .filter(each => !each.matches(".skip, .consent-skip, label input"))
    .filter(each => !(each.matches("a") && getComputedStyle(each).display === "inline"
        && each.parentElement.textContent.trim() !== each.textContent.trim()))
    .map(each => [each, each.getBoundingClientRect()])
    .filter(([each, box]) => box.height < (each.matches(".consent-button, .consent-check") ? 44 : 24) || box.width < 24)
    .map(([each, box]) => `${each.textContent.trim() || each.name}: ${box.width} x ${box.height}`)"""

CUT_OFF = """() => [...document.querySelectorAll("main *, .consent *")]
    .filter(each => each.checkVisibility() && !each.matches(".consent-status, .consent-enhance, svg *, .stamps *"))
    .filter(each => each.getClientRects().length)
    .filter(each => {
        const box = each.getBoundingClientRect(), style = getComputedStyle(each);
        const hides = style.overflowX !== "visible" || style.overflowY !== "visible";
        return box.right > innerWidth + 1 || box.left < -1
            || hides && (each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1);
    })
    .map(each => `${each.tagName} ${each.className} "${each.textContent.trim().slice(0, 40)}"`)"""


def cut_off(page: Page) -> list[str]:
    """What is cut off, or lies beside the screen so that one would have to scroll sideways."""
    found: list[str] = page.evaluate(CUT_OFF)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("the page scrolls sideways")
    return found


def cut_off_with_wider_spacing(page: Page) -> list[str]:
    """The same once a reader spaces lines, letters and words out."""
    page.evaluate(SPACE, SPACING)
    found = cut_off(page)
    page.evaluate(SPACE, "")
    return found


def small_targets(page: Page) -> list[str]:
    """Links, buttons and boxes under 24 px, and buttons of ours under 44 px."""
    found: list[str] = page.evaluate(SMALL)
    return found


def unnamed(page: Page, language: str) -> list[str]:
    """A document or part of ours whose language is not the one it should be, or a page without a title of its own."""
    marked = page.evaluate(
        "() => [document, ...document.querySelectorAll('.consent')].map(e => (e.body ? "
        "document.documentElement : e).lang)"
    )
    problems = [f"lang is {each!r}" for each in marked if each != language]
    title, heading = page.title(), page.locator("h1").all_inner_texts()
    if "Chez Momo" not in title or len(title) < 15:
        problems.append(f"the title is {title!r}")
    if len(heading) != 1:
        problems.append(f"main headings: {heading}")
    return problems
