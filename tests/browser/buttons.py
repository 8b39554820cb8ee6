"""Measures two buttons against each other, with the numbers of `consent_ui.fairness` and the rules for them.

Ours must also be equal in every computed style there is, large, and within the page.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import CDPSession, Page

from consent_ui.fairness.controls import Pair
from consent_ui.fairness.looks import read_look
from consent_ui.fairness.pictures import painted, photograph
from consent_ui.rules.measured import Painted, Sight, Where
from consent_ui.rules.symmetry import judge

YES, NO = "#consent-banner button[value=yes]", "#consent-banner button[value=no]"

FITS = """([one, two]) => {
    const about = element => ({
        clipped: element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1,
        plain: element.children.length === 0,
    });
    return {
        both: [about(one), about(two)],
        panel: (panel => panel.scrollWidth <= panel.clientWidth && panel.getBoundingClientRect().right <= innerWidth)(
            one.closest(".consent")),
        width: innerWidth,
    };
}"""


def pair_of(page: Page, one: str = YES, two: str = NO, session: CDPSession | None = None) -> Pair:
    """These two controls, ready to be measured."""
    first, second = page.query_selector(one), page.query_selector(two)
    assert first and second, f"{one} or {two} is not on {page.url}"
    return Pair(page, session or page.context.new_cdp_session(page), first, second, page.main_frame)


def unfair(page: Page, one: str = YES, two: str = NO) -> list[str]:
    """What makes the first button more or less than the second, in words; empty when they are equal."""
    pair = pair_of(page, one, two)
    found, what = pair.run("look", whole=False), pair.run("structure")
    fits: dict[str, Any] = page.evaluate(FITS, [pair.accept, pair.decline])
    pair.session.detach()
    a, b = (read_look(each) for each in found["looks"])
    boxes = a.box, b.box
    rules = {
        "different kinds of element": what["accept"]["tag"] == what["decline"]["tag"]
        and what["accept"]["classes"] == what["decline"]["classes"]
        and what["same_parent"]
        and what["adjacent"]
        and all(each["plain"] for each in fits["both"]),
        f"a row and a column at once: {boxes}": (abs(a.box.y - b.box.y) <= 1) != (abs(a.box.x - b.box.x) <= 1),
        f"lower than 44 px: {boxes}": min(each.height for each in boxes) >= 44,
        "a label is cut off": not any(each["clipped"] for each in fits["both"]),
        "the question reaches out of the page": fits["panel"],
        f"reaches out of the page: {boxes}": all(
            each.x >= 0 and each.x + each.width <= fits["width"] for each in boxes
        ),
    }
    judged = [
        f"{each.requirement}, {each.what}: {each.accept} / {each.decline}"
        for each in judge([Sight(Where("ours"), a, b)])
    ]
    return [
        *(sentence for sentence, holds in rules.items() if not holds),
        *judged,
        *(f"{name}: {a.styles.get(name)} / {b.styles.get(name)}" for name in sorted(a.styles.keys() | b.styles.keys())),
    ]


def hidden(page: Page) -> list[str]:
    """Which of the two answers is not wholly on screen or covered by something, without scrolling."""
    found = pair_of(page).run("look", whole=True)
    problems = []
    for name, look in zip(("yes", "no"), found["looks"], strict=True):
        if not look["on_screen"]:
            problems.append(f"{name} is outside the first viewport: {look['box']}")
        if not all(look["points"]):
            problems.append(f"{name} is covered")
    return problems


def force(page: Page, session: CDPSession, states: list[str]) -> None:
    """Put both answers into these pseudo-classes, such as `hover`, until the next call."""
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    for selector in (YES, NO):
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        session.send("CSS.forcePseudoState", {"nodeId": node, "forcedPseudoClasses": states})


def pixels(page: Page) -> tuple[Painted, Painted]:
    """Both answers as painted on screen, with their own words."""
    pair = pair_of(page)
    one, two = painted(photograph(pair, pair.run("boxes")))
    return one, two
