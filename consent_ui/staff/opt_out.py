"""The form that takes a customer out."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import Response, abort, request

from consent_ui.htmx import wants_partial
from consent_ui.rules.opting_out import Reason
from consent_ui.rules.roles import Role
from consent_ui.seals import BadToken, ExpiredToken
from consent_ui.staff import customer_card, opting_out
from consent_ui.staff.customer_card import Stored
from consent_ui.staff.desk import Desk, desk
from consent_ui.staff.forms.customers import OptOutForm
from consent_ui.store.database import NotSaved


@desk("/customers/<uuid:customer_id>/opt-out", role=Role.MANAGER, methods=["GET", "POST"])
def opt_out(at: Desk, customer_id: UUID) -> Response:
    """GET shows the card with the form; POST takes the customer out and shows what is stored after it."""
    stored = customer_card.read(at, customer_id, looked=request.method != "POST")
    if request.method != "POST":
        return at.page("customer", customer_card.card(at, customer_id, stored))
    form = customer_card.new_form(at, customer_id, stored)
    good = form.validate()
    try:
        act = _act(at, customer_id, form)
        if not good:
            return _again(at, customer_id, stored, form)
        wanted = opting_out.OptOut(customer_id, act, form.chosen, Reason(form.reason.data), form.noted)
        added = opting_out.opt_out(at, wanted)
    except (BadToken, ExpiredToken):
        form.act.data = at.consent.seals.opt_out_token(at.restaurant.id, customer_id, at.now)
        return _again(at, customer_id, stored, form, "customers.error.form")
    except opting_out.NothingPublished:
        return _again(at, customer_id, stored, form, "customers.error.unpublished")
    except LookupError:
        abort(404)
    except NotSaved as error:
        return _again(at, customer_id, stored, form, error.key, 503)
    by = at.text.listing([at.text(f"channel.{channel}.by") for channel in added])
    key = "customers.told.out" if added else "customers.told.already"
    if not wants_partial(request):
        at.told(key, by=by)
        return at.redirect("customer", customer_id=customer_id)
    after = customer_card.read(at, customer_id, looked=True)
    fresh = OptOutForm(at.text, form.channels, formdata=None)
    fresh.act.data = at.consent.seals.opt_out_token(at.restaurant.id, customer_id, at.now)
    return at.page("customer", customer_card.card(at, customer_id, after, fresh, told=at.text(key, by=by)))


def _act(at: Desk, customer_id: UUID, form: OptOutForm) -> UUID:
    lifetime = timedelta(hours=at.consent.settings.form_hours)
    return at.consent.seals.read_opt_out(form.act.data or "", at.restaurant.id, customer_id, at.now, lifetime)


def _again(
    at: Desk, customer_id: UUID, stored: Stored, form: OptOutForm, key: str = "customers.error.mend", status: int = 422
) -> Response:
    """The card once more, with the form as it was filled and what is wrong."""
    return at.page("customer", customer_card.card(at, customer_id, stored, form, error=at.text(key)), status)
