"""Measures two buttons against each other: boxes, every computed style, contrast, place, and the pixels themselves."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Page

YES, NO = "#consent-banner button[value=yes]", "#consent-banner button[value=no]"

# Colours are resolved on a canvas, because computed ones come in many notations.
MEASURE = """([one, two]) => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const paint = colour => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
        return [r, g, b, a / 255];
    };
    const over = (top, under) => [0, 1, 2].map(i => top[i] * top[3] + under[i] * (1 - top[3]));
    const behind = element => {
        const layers = [];
        for (let each = element; each; each = each.parentElement) layers.push(getComputedStyle(each).backgroundColor);
        return layers.reverse().reduce((under, layer) => over(paint(layer), under), paint("Canvas").slice(0, 3));
    };
    const luminance = rgb => rgb.map(c => c / 255).map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
        .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
    const contrast = (a, b) => {
        const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
        return (light + .05) / (dark + .05);
    };
    const styles = (element, pseudo) => {
        const style = getComputedStyle(element, pseudo);
        // A custom property shows only in what uses it, and that is compared.
        return Object.fromEntries(
            [...style].filter(name => !name.startsWith("--")).map(name => [name, style.getPropertyValue(name)]));
    };
    const differing = pseudo => {
        const [a, b] = [styles(one, pseudo), styles(two, pseudo)];
        return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(name => a[name] !== b[name])
            .map(name => `${pseudo ?? ""} ${name}: ${a[name]} / ${b[name]}`);
    };
    const seen = element => {
        const box = element.getBoundingClientRect();
        const points = [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]];
        return points.every(([x, y]) =>
            element.contains(document.elementFromPoint(box.x + box.width * x, box.y + box.height * y)));
    };
    const about = element => {
        const style = getComputedStyle(element), box = element.getBoundingClientRect(), ground = behind(element);
        const line = over(paint(style.borderTopColor), ground);
        return {
            box: [box.x, box.y, box.width, box.height],
            contrast: contrast(over(paint(style.color), ground), ground),
            edge: contrast(line, behind(element.parentElement)),
            clipped: element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1,
            unoccluded: seen(element),
        };
    };
    return {
        one: about(one), two: about(two),
        styles: [undefined, "::before", "::after"].flatMap(differing),
        kind: [one.tagName === two.tagName, one.className === two.className, one.nextElementSibling === two,
            one.parentElement === two.parentElement, one.children.length + two.children.length === 0],
        fits: (panel => panel.scrollWidth <= panel.clientWidth && panel.getBoundingClientRect().right <= innerWidth)(
            one.closest(".consent")),
        viewport: [innerWidth, innerHeight],
    };
}"""

# Read on a page without our policy, which would refuse the picture. Boxes are [x, y, width, height].
PIXELS = """async ([picture, boxes]) => {
    const image = Object.assign(new Image(), { src: "data:image/png;base64," + picture });
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d", { willReadFrequently: true });
    canvas.drawImage(image, 0, 0);
    return boxes.map(box => {
        const { data } = canvas.getImageData(...box.map(Math.round));
        const counts = {};
        let sum = 0;
        for (let i = 0; i < data.length; i += 4) {
            const key = `${data[i]},${data[i + 1]},${data[i + 2]}`;
            counts[key] = (counts[key] ?? 0) + 1;
            sum += .2126 * data[i] + .7152 * data[i + 1] + .0722 * data[i + 2];
        }
        const [dominant] = Object.entries(counts).sort((a, b) => b[1] - a[1])[0];
        return { dominant, luminance: sum / (data.length / 4) / 255 };
    });
}"""


@dataclass(frozen=True, slots=True)
class Pixels:
    """What a button looks like once painted: its commonest colour, and its mean luminance from 0 to 1."""

    dominant: str
    luminance: float


def unfair(page: Page, one: str = YES, two: str = NO) -> list[str]:
    """What makes the first button more or less than the second, in words; empty when they are equal."""
    found: dict[str, Any] = page.evaluate(
        f"selectors => ({MEASURE})(selectors.map(each => document.querySelector(each)))", [one, two]
    )
    a, b = found["one"], found["two"]
    (ax, ay, aw, ah), (bx, by, bw, bh) = a["box"], b["box"]
    rules = {
        "different kinds of element": all(found["kind"]),
        f"sizes differ: {aw} x {ah} / {bw} x {bh}": abs(aw - bw) <= 1 and abs(ah - bh) <= 1,
        f"neither a row nor a column: {ax, ay} / {bx, by}": (abs(ay - by) <= 1) != (abs(ax - bx) <= 1),
        f"lower than 44 px: {ah} / {bh}": min(ah, bh) >= 44,
        f"text contrast {a['contrast']:.2f} / {b['contrast']:.2f}": min(a["contrast"], b["contrast"]) >= 4.5
        and abs(a["contrast"] - b["contrast"]) <= 0.1,
        f"boundary contrast {a['edge']:.2f} / {b['edge']:.2f}": min(a["edge"], b["edge"]) >= 3,
        "a label is cut off": not a["clipped"] and not b["clipped"],
        "the question reaches out of the page": found["fits"],
        f"reaches out of the page: {ax, aw} / {bx, bw}": min(ax, bx) >= 0
        and max(ax + aw, bx + bw) <= found["viewport"][0],
    }
    return [*(sentence for sentence, holds in rules.items() if not holds), *found["styles"]]


def hidden(page: Page) -> list[str]:
    """Which of the two answers is not wholly on screen or covered by something, without scrolling."""
    found = page.evaluate(f"selectors => ({MEASURE})(selectors.map(each => document.querySelector(each)))", [YES, NO])
    problems = []
    for name in ("one", "two"):
        _, top, _, height = found[name]["box"]
        if top < 0 or top + height > found["viewport"][1]:
            problems.append(f"{name} is outside the first viewport: {top} to {top + height}")
        if not found[name]["unoccluded"]:
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


def pixels(blank: Page, page: Page) -> tuple[Pixels, Pixels]:
    """Both answers as painted on screen; `blank` is a page without a policy to read the picture on."""
    boxes = page.evaluate(
        """selectors => selectors.map(each => document.querySelector(each).getBoundingClientRect())
            .map(box => [box.x, box.y, box.width, box.height])""",
        [YES, NO],
    )
    picture = base64.b64encode(page.screenshot()).decode()
    one, two = blank.evaluate(PIXELS, [picture, boxes])
    return Pixels(**one), Pixels(**two)
