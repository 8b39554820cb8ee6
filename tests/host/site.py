"""A host's own site, as somebody else would write it.

The three lines that matter are marked 1, 2 and 3; the fourth thing is `{{ consent_banner() }}`, first in the body of
templates/host/base.html. Everything else is the host's.
"""

from __future__ import annotations

from flask import Flask, g, redirect, render_template, session

from consent_ui import ConsentUI, Customer  # 1

GUESTS = {"7": Customer("7", name="Ines", phone="+33612345678", orders=3), "8": Customer("8", name="Bo")}


def current_customer() -> Customer | None:
    """Who is signed in here; the host's own login decides."""
    return GUESTS.get(session.get("guest", ""))


def create_host(config: dict[str, object]) -> Flask:
    """The host's application factory."""
    app = Flask(__name__)
    app.config.from_mapping(config)
    consent = ConsentUI()  # 2
    consent.init_app(app, customer=current_customer)  # 3

    @app.get("/")
    def home() -> str:
        return render_template("host/home.html")

    @app.get("/cached")
    def cached() -> str:
        return render_template("host/cached.html")

    @app.get("/settings")
    def settings() -> str:
        return render_template("host/settings.html")

    @app.post("/login/<guest>")
    def login(guest: str) -> object:
        session["guest"] = guest
        return redirect("/settings")

    @app.post("/logout")
    def logout() -> object:
        session.clear()
        return redirect("/")

    @app.post("/order")
    def order() -> str:
        """A form of the host's own, without any token of ours: it must keep working."""
        return f"ordered {g.get('consent_personal', False)}"

    return app
