"""How often and when the restaurant sends: what law and notice ask, and what an owner asks beyond them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, request
from sqlalchemy import Connection

from consent_ui import phones
from consent_ui.messaging.terms import terms_of
from consent_ui.rules.limits import Limits, narrowed
from consent_ui.rules.notices import Restaurant
from consent_ui.rules.roles import Role
from consent_ui.staff.desk import Desk, desk
from consent_ui.staff.forms.sending import LimitsForm
from consent_ui.store import limits, offers


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds now, in a sentence, and whether it leaves any hour at all; what law and notice ask; where answers
    go; and the form."""

    now: str
    shut: bool
    facts: tuple[tuple[str, str], ...]
    form: LimitsForm


@desk("/sending", role=Role.OWNER, methods=["GET", "POST"])
def sending(at: Desk) -> Response:
    """GET shows; POST keeps what was typed, if it is stricter."""
    with at.consent.database.read() as connection:
        standing = limits.read(connection, at.restaurant.id)
    form = LimitsForm(at.text, at.restaurant, standing)
    if request.method != "POST":
        return at.page("sending", _terms(at, standing, form))
    wanted = form.limits()
    if wanted is None:
        return at.page("sending", _terms(at, standing, form), 422)
    changed = at.consent.database.write(lambda connection: _keep(at, wanted, connection))
    at.told("limits.kept" if changed else "limits.same")
    return at.redirect("sending")


def _keep(at: Desk, wanted: Limits, connection: Connection) -> bool:
    """Whether anything changed. The restaurant's row is held, so that of two owners the second sees what the first
    has kept."""
    offers.lock_restaurant(connection, at.restaurant.id)
    before = limits.read(connection, at.restaurant.id)
    if wanted == before:
        return False
    limits.keep(connection, at.restaurant.id, wanted, at.now)
    at.audit("sending.limited", None, connection, before=_short(before), now=_short(wanted))
    return True


def _short(kept: Limits) -> str:
    """Limits in the audit log: cap, opening and closing time, a dash for none."""
    return f"{kept.cap or '–'}, {kept.opens or '–'}, {kept.closes or '–'}"


def _terms(at: Desk, standing: Limits, form: LimitsForm) -> Terms:
    sends = narrowed(at.restaurant, standing)
    shut = terms_of(sends, True).shut
    key = "limits.now.once" if sends.monthly_cap == 1 else "limits.now"
    said = at.text(
        "limits.now.shut" if shut else key, most=sends.monthly_cap, opens=sends.sms_opens, closes=sends.sms_closes
    )
    return Terms(said, shut, tuple(_facts(at, at.restaurant)), form)


def _facts(at: Desk, home: Restaurant) -> list[tuple[str, str]]:
    text = at.text
    stop = _number(home.sms_stop) or text("limits.fact.stop.sender")
    return [
        (text("limits.fact.cap"), text("limits.fact.cap.most", most=home.monthly_cap)),
        (text("limits.fact.hours"), text("limits.fact.hours.from", opens=home.sms_opens, closes=home.sms_closes)),
        (text("limits.fact.days"), text("limits.fact.days.which")),
        (text("limits.fact.stop"), stop if home.sms_answers else text("limits.fact.stop.link")),
    ]


def _number(number: str) -> str:
    return phones.shown(number) if number.startswith("+") else number
