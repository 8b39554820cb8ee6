"""When the request is painted: Chromium, Slow 4G, four times slower processor, both pages in turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.goals import progress
from tests.setup import chromium

ROUND_TRIP_MS = 400
BYTES_PER_SECOND = 1_600_000 / 8
PROCESSOR_SLOWER = 4
# The page itself is not changed for the measurement: the marks Element Timing asks for are set as the parser
# adds the heading and the buttons, before they can be painted. Both pages run this script: both pay for it.
PROBE = """
(() => {
  const seen = window.__seen = {fcp: 0, banner: 0, lcp: 0, shift: 0, scriptsBeforeLoad: 0, parts: new Set()};
  const watch = (type, note) => new PerformanceObserver(list => list.getEntries().forEach(note))
    .observe({type, buffered: true});
  watch('paint', e => { if (e.name === 'first-contentful-paint') seen.fcp = e.startTime; });
  watch('element', e => { seen.banner = Math.max(seen.banner, e.renderTime); seen.parts.add(e.element); });
  watch('largest-contentful-paint', e => { seen.lcp = e.startTime; });
  watch('layout-shift', e => { seen.shift += e.value; });
  new MutationObserver(() => {
    const parts = document.querySelectorAll('#consent-banner :is(h1, h2, h3, button)');
    for (const part of parts) part.setAttribute('elementtiming', 'banner');
  }).observe(document, {childList: true, subtree: true});
  addEventListener('load', () => {
    const before = performance.getEntriesByType('resource');
    seen.requests = before.length;
    seen.scriptsBeforeLoad = before.filter(e => e.initiatorType === 'script').length;
    seen.loaded = performance.now();
  });
})();
"""


@dataclass(frozen=True, slots=True)
class Visit:
    """One cold visit: times in milliseconds from navigation.

    `banner` is when the last of the request's heading and buttons that are in view was painted, `parts` how
    many of them that were; both are 0 on a page without the request.
    """

    fcp: float
    banner: float
    parts: int
    lcp: float
    shift: float
    requests: int
    scripts_before_load: int


Address = tuple[str, Mapping[str, str]]
"""Where a visit goes, and the cookies the visitor brings."""


def visit_in_turn(pages: Mapping[str, Address], rounds: int) -> dict[str, list[Visit]]:
    """Visits every page once a round, order reversed each time, after a round that is not counted."""
    names = list(pages)
    seen: dict[str, list[Visit]] = {name: [] for name in names}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(chromium.ARGUMENTS))
        for number in range(rounds + 1):
            order = names if number % 2 else names[::-1]
            for name in order:
                address, cookies = pages[name]
                visit = _cold(browser, address, cookies)
                if number:
                    seen[name].append(visit)
            if number:
                latest = ", ".join(f"{name} FCP {seen[name][-1].fcp:.0f} ms" for name in pages)
                progress(f"paint, round {number} of {rounds}: {latest}")
        browser.close()
    return seen


def _cold(browser: Browser, address: str, cookies: Mapping[str, str]) -> Visit:
    """A visit with an empty cache in a context of its own."""
    context = browser.new_context(viewport={"width": 412, "height": 823}, locale="en-GB")
    try:
        for name, value in cookies.items():
            context.add_cookies([{"name": name, "value": value, "url": address}])
        context.add_init_script(PROBE)
        page = context.new_page()
        control = context.new_cdp_session(page)
        control.send("Network.enable")
        control.send("Network.emulateNetworkConditions", {
            "offline": False, "latency": ROUND_TRIP_MS,
            "downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND / 2,
        })  # fmt: skip
        control.send("Emulation.setCPUThrottlingRate", {"rate": PROCESSOR_SLOWER})
        return _measure(page, address)
    finally:
        context.close()


def _measure(page: Page, address: str) -> Visit:
    page.goto(address, wait_until="load")
    # Paints and shifts are reported a little after they happen; nothing is fetched before three seconds.
    page.wait_for_timeout(700)
    seen: dict[str, Any] = page.evaluate("({...window.__seen, parts: window.__seen.parts.size})")
    return Visit(
        fcp=seen["fcp"],
        banner=seen["banner"],
        parts=seen["parts"],
        lcp=seen["lcp"],
        shift=seen["shift"],
        requests=seen["requests"],
        scripts_before_load=seen["scriptsBeforeLoad"],
    )
