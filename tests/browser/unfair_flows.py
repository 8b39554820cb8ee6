"""Sites on which an answer costs more than it should, or is not kept as it was given."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event

from flask import Flask, redirect
from flask.typing import ResponseReturnValue

from tests.browser.banners import STYLE, WORDS

SLOW = 0.25
"""Seconds that the slow site takes to store a no."""
DONE = "<p>Thank you.</p>"


def asking(accept: str, decline: str, more: str = "") -> str:
    """The question, with where each answer is sent."""
    return (
        f'<!doctype html><html lang="en"><head><title>A site</title>{STYLE}</head><body><div class="box">{WORDS}{more}'
        f'<form method="post" class="row"><button id="a" formaction="{accept}">Accept all</button>'
        f'<button id="d" formaction="{decline}">Reject all</button></form></div></body></html>'
    )


PAGES = {
    "fair": asking("/store/given", "/store/refused"),
    "two-steps": asking("/store/given", "/sure"),
    "swapped": asking("/store/given", "/store/given"),
    "slow": asking("/store/given", "/slow"),
    "ticked": asking("/store/given", "/store/refused", '<p><input type="checkbox" name="friends" checked></p>'),
    "loop": asking("/store/given", "/store/refused", "<script>onclick = () => { for (;;); }</script>"),
    "details": asking("/store/given", "/store/refused", '<p><a href="/details">Details</a></p>'),
}


@dataclass
class Flow:
    """One such site, and what it stored since it was last asked."""

    app: Flask
    kept: list[str] = field(default_factory=list)

    def stored(self) -> list[str]:
        """What was stored since this was last called."""
        new, self.kept[:] = list(self.kept), []
        return new


def create(kind: str) -> Flow:
    """A site of this kind."""
    app = Flask(__name__, static_folder=None)
    flow = Flow(app)

    @app.get("/")
    def question() -> str:
        return PAGES[kind]

    @app.get("/done")
    def done() -> str:
        return DONE

    @app.post("/store/<what>")
    def store(what: str) -> ResponseReturnValue:
        flow.kept.append(what)
        return redirect("/done", 303)

    @app.post("/sure")
    def sure() -> str:
        return asking("/store/given", "/store/refused")

    @app.post("/slow")
    def slow() -> ResponseReturnValue:
        Event().wait(SLOW)
        return store("refused")

    @app.get("/details")
    def details() -> ResponseReturnValue:
        return store("given")

    return flow
