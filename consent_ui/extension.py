"""Mounts Consent UI on somebody's Flask application.

    from consent_ui import ConsentUI
    ConsentUI(app, customer=current_customer)

and, first in the body of each page, `{{ consent_banner() }}`. The host's routes, sessions and error handlers stay as
they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import Flask

from consent_ui import host_functions, host_pages
from consent_ui.cli import consent as commands
from consent_ui.hooks import Hooks, no_voucher, nobody
from consent_ui.rules.campaigns import Campaign
from consent_ui.state import make_state
from consent_ui.store.people import Customer
from consent_ui.views import blueprint

__all__ = ["ConsentUI", "Customer"]


class ConsentUI:
    """The Flask extension. It keeps nothing on itself, so one object can serve several applications."""

    def __init__(
        self,
        app: Flask | None = None,
        *,
        customer: Callable[[], Customer | None] = nobody,
        restaurant: Callable[[], str | None] = nobody,
        page_language: Callable[[], str | None] = nobody,
        store: Callable[[], str | None] = nobody,
        staff: Callable[[], object] = nobody,
        voucher: Callable[[Customer | None, Campaign], str | None] = no_voucher,
        send_sms: Callable[[str, str], str | None] | None = None,
    ) -> None:
        self._hooks = Hooks(customer, restaurant, page_language, store, staff, voucher, send_sms)
        if app is not None:
            self.init_app(app)

    def init_app(
        self,
        app: Flask,
        *,
        customer: Callable[[], Customer | None] | None = None,
        restaurant: Callable[[], str | None] | None = None,
        page_language: Callable[[], str | None] | None = None,
        store: Callable[[], str | None] | None = None,
        staff: Callable[[], object] | None = None,
        voucher: Callable[[Customer | None, Campaign], str | None] | None = None,
        send_sms: Callable[[str, str], str | None] | None = None,
    ) -> None:
        """Mount on `app`. The hooks are asked during requests: `customer` who is signed in (nobody), `restaurant` the
        slug this page belongs to (the only one there is), `page_language` the language of the page (negotiated),
        `store` which of the restaurant's stores this visit is about (none: campaigns of single stores are not shown),
        `staff` who of the restaurant's people is looking: a StaffMember, who may enter the back office, or anything
        else that is true, which opens the gallery alone (nobody), `voucher` the code that this customer (None: somebody
        not signed in) gets for this campaign, where a campaign says that the host hands out its codes; the same for the
        same two whenever it is asked, or None (no codes).

        One more is asked wherever an SMS leaves: `send_sms` sends a text to a number and returns its name for it, or
        raises Refused or NoAnswer (the gateway of CONSENT_SMS_GATEWAY).

        Raises BadSetting for a CONSENT_ key that is unknown or cannot be used.
        """
        given = {name: value for name, value in locals().items() if name in Hooks.__dataclass_fields__ and value}
        hooks = replace(self._hooks, **given)
        consent = make_state(app, hooks)
        app.extensions["consent_ui"] = consent
        app.register_blueprint(blueprint, url_prefix=consent.settings.url_prefix)
        app.after_request(host_pages.dress)
        if "consent" not in app.cli.commands:
            app.cli.add_command(commands)
        app.jinja_env.globals.update(host_functions.FUNCTIONS)
