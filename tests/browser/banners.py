"""Pages of other people's sites, as the measurement may meet them: plain, in a shadow root, in a frame, one-sided."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

from flask import Flask

STYLE = """<style>
.box { position: fixed; inset: auto 0 0 0; padding: 16px; background: #fff; color: #000; font: 16px/1.4 sans-serif }
.row { display: grid; grid-template-columns: 1fr 1fr; gap: 12px }
.row > * { font: 600 16px sans-serif; padding: 12px; color: #000; background: #fff; border: 1px solid #000;
  border-radius: 4px; text-align: center; text-decoration: none; min-height: 44px; box-sizing: border-box }
.loud { color: #fff; background: #060; border-color: #060 }
.quiet { border-color: #fff; background: #fff; color: #999; text-decoration: underline }
</style>"""
WORDS = "<p>We and our partners would like to send you offers. You can change your mind at any time.</p>"


def banner(accept: str, decline: str, before: str = "") -> str:
    return f'{STYLE}{before}<div class="box">{WORDS}<div class="row">{accept}{decline}</div></div>'


def button(words: str, name: str, kind: str = "") -> str:
    return f'<button id="{name}" class="{kind}">{words}</button>'


FAIR = banner(button("Accept all", "a", "x"), button("Reject all", "d", "x"))
UNFAIR = banner(button("Accept all", "a", "loud"), '<a id="d" class="quiet" href="#">Reject all</a>')
FRENCH = banner(button("Tout accepter", "a"), button("Tout refuser", "d"))
ONE_SIDED = banner(button("Accept all", "a"), '<a href="/settings">Settings</a>')
NEITHER = "<p>A page without any question.</p>"
SHADOW = """<div id="host"></div><script>
document.getElementById("host").attachShadow({ mode: "open" }).innerHTML = %r;
</script>"""
LATE = """<script>setTimeout(() => document.body.insertAdjacentHTML("beforeend", %r), 300)</script>"""
FRAME = "<style>iframe { position: fixed; inset: auto 0 0 0; width: 100%; height: 260px; border: 0 }</style>"

PAGES = {
    "fair": FAIR,
    "unfair": UNFAIR,
    "french": FRENCH,
    "one-sided": ONE_SIDED,
    "neither": NEITHER,
    "shadow": SHADOW % FAIR,
    "shadow-unfair": SHADOW % UNFAIR,
    "late": LATE % FAIR,
    "frame": f'{FRAME}<iframe src="/fair"></iframe>',
    "frame-covered": f'{FRAME}<iframe src="/fair"></iframe>'
    '<div style="position: fixed; inset: auto 0 0 50%; height: 260px"></div>',
    "loop": f"{FAIR}<script>for (;;);</script>",
    "loop-later": f"{FAIR}<script>setTimeout(() => {{ for (;;); }}, 600)</script>",
    "no-letters": f"""{FAIR}<script>
const face = new FontFace("Never", "url(/endless)"); document.fonts.add(face); onload = () => face.load();
</script>""",
}


def create(over: Event | None = None) -> Flask:
    """A site with one page per kind of banner. One of them ends only when this is over."""
    over = over or Event()
    app = Flask(__name__, static_folder=None)

    @app.get("/<name>")
    def page(name: str) -> str:
        head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A site</title>'
        return f'<!doctype html><html lang="en"><head>{head}</head><body>{PAGES[name]}</body></html>'

    @app.get("/endless")
    def endless() -> Iterator[str]:
        """A page that begins, and never ends."""
        yield f"<!doctype html><title>A site</title>{FAIR}"
        while not over.wait(0.1):
            yield " "

    return app
