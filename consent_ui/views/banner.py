"""The question and its answer."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response, abort

from consent_ui import answering, presenting, rendering
from consent_ui.htmx import reply, wants_partial
from consent_ui.rules.consent import Place
from consent_ui.security import local_path
from consent_ui.situation import Situation, this_situation
from consent_ui.store.database import NotSaved
from consent_ui.views import device
from consent_ui.views.fields import one, read
from consent_ui.views.problems import saved
from consent_ui.views.showing import part_or_page

ANSWERS = {"yes": True, "no": False}


def view() -> Response:
    """GET shows, POST changes."""
    situation = this_situation()
    return answer(situation) if situation.request.method == "POST" else show(situation)


def show(situation: Situation) -> Response:
    """The question on a page of its own, or alone for htmx; what was answered already is confirmed instead."""
    next_address = _next_address(situation)
    if not situation.asks():
        receipt = presenting.receipt(situation)
        if receipt is not None:
            return part_or_page(situation, "receipt", receipt, receipt.heading)
    found = situation.best_notice()
    if found is None:
        abort(404)
    if wants_partial(situation.request):
        return reply(rendering.question(situation, *found, next_address))
    fingerprint, notice = found
    situation.consent.asked.add(situation.environ, situation.restaurant, fingerprint, situation.now)
    token = situation.consent.seals.form_token(fingerprint, situation.who, situation.now)
    value = presenting.banner(situation, notice, token, next_address)
    return part_or_page(situation, "banner", value, notice.words["heading"])


def _next_address(situation: Situation) -> str:
    wanted = situation.request.args.get("next") if situation.query else None
    return local_path(wanted) or situation.home_url


def answer(situation: Situation) -> Response:
    """Record one click. Success is claimed only after the record is durable."""
    fields = read(situation.request)
    next_address = local_path(fields.get("next")) or situation.home_url
    token = ""
    try:
        token = one(fields, "notice")
        chosen = one(fields, "answer")
        form = answering.open_form(situation, token)
        if chosen not in ANSWERS:
            raise answering.UnusableForm("banner.error.answer", 422)
        wishes = dict.fromkeys(form.notice.channels, ANSWERS[chosen])
        _, remembered = answering.record(situation, [(form, wishes)], Place.BANNER)
    except answering.UnusableForm as error:
        return _again(situation, error.key, error.status, next_address)
    except NotSaved as error:
        return _again(situation, error.key, 503, next_address, token)
    response = saved(
        situation.request,
        lambda: rendering.receipt(situation),
        lambda: device.confirmed(_back(situation, next_address), "consent-receipt"),
    )
    if remembered is not None:
        device.write(response, situation, remembered)
    return response


def _back(situation: Situation, next_address: str) -> str:
    """Where the confirmation is shown: on the page to come back to, or on the question's own where that one is not a
    page of this site, or nothing but our own pages is served here."""
    elsewhere = urlsplit(next_address).netloc not in ("", situation.request.host)
    return presenting.address(situation, "banner") if elsewhere or situation.consent.alone else next_address


def _again(situation: Situation, key: str, status: int, next_address: str, token: str = "") -> Response:
    """The question once more, with what went wrong. A form that was not saved keeps its token, so that trying again
    is the same act."""
    found = situation.best_notice()
    if found is None:
        abort(404)
    fingerprint, notice = found
    if token:
        form = answering.open_form(situation, token)
        notice = form.notice
    else:
        token = situation.consent.seals.form_token(fingerprint, situation.who, situation.now)
    value = presenting.banner(situation, notice, token, next_address, situation.text(key))
    return part_or_page(situation, "banner", value, notice.words["heading"], status)
