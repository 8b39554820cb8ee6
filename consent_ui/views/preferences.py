"""The preference centre: what stands, changed or stopped in one click."""

from __future__ import annotations

from collections.abc import Collection

from flask import Response, abort, request

from consent_ui import answering, preference_centre, presenting, rendering
from consent_ui.htmx import after_post, reply, wants_partial
from consent_ui.rules.consent import Channel, Place
from consent_ui.situation import Situation, this_situation
from consent_ui.store.database import NotSaved
from consent_ui.views import device
from consent_ui.views.fields import one


def view() -> Response:
    """GET shows, POST changes."""
    return change() if request.method == "POST" else show()


def show() -> Response:
    """The preference centre on the stored state; `?notice=` carries the words of the question somebody came from."""
    situation = this_situation()
    form, token = _form(situation, request.args.get("notice", ""))
    saved = situation.text("preferences.saved") if device.is_confirming() else ""
    return _show(situation, form, token, saved=saved)


def change() -> Response:
    """Save the ticked channels, stop everything, or keep this device's answer for the account."""
    situation = this_situation()
    token, ticked = "", None
    try:
        token = one(request.form, "notice")
        do = one(request.form, "do")
        ticked = _ticked(situation)
        form, wishes, place = _read(situation, token, do, ticked)
        added, remembered = answering.record(situation, form, wishes, place)
    except answering.UnusableForm as error:
        return _again(situation, "", error.key, error.status, ticked)
    except NotSaved:
        return _again(situation, token, "banner.not_saved", 503, ticked)
    message = situation.text("preferences.saved" if added else "preferences.unchanged")
    form, token = _form(situation, "")
    value = preference_centre.preferences(situation, form.notice, token, saved=message)
    here = presenting.address(situation, "preferences")
    html = rendering.partial("preferences", value, situation.look)
    response = after_post(request, html, lambda: device.confirmed(here, "consent-preferences"))
    if remembered is not None:
        device.write(response, situation, remembered)
    return response


def _read(
    situation: Situation, token: str, do: str, ticked: Collection[Channel]
) -> tuple[answering.OpenForm, dict[Channel, bool], Place]:
    """What the form asks for. Raises UnusableForm."""
    channels = situation.restaurant.channels
    if do == "stop":
        return _stopping_form(situation, token), dict.fromkeys(channels, False), Place.PREFERENCES
    if do == "keep" and situation.customer is not None:
        return *answering.open_card(situation, token), Place.ACCOUNT
    form = answering.open_form(situation, token)
    if do == "save":
        return form, {channel: channel in ticked for channel in form.notice.channels}, Place.PREFERENCES
    raise answering.UnusableForm("banner.error.answer", 422)


def _stopping_form(situation: Situation, token: str) -> answering.OpenForm:
    """Stopping works however long the page was open and whoever signed in since: in doubt, less is sent."""
    try:
        return answering.open_form(situation, token)
    except answering.UnusableForm as error:
        if error.key == "banner.error.token":
            raise
        return answering.new_form(situation)


def _ticked(situation: Situation) -> list[Channel]:
    """The channels ticked. Raises UnusableForm for one the restaurant does not have, or one that comes twice."""
    values = request.form.getlist("channels")
    known = {str(channel): channel for channel in situation.restaurant.channels}
    if len(set(values)) != len(values) or not set(values) <= set(known):
        raise answering.UnusableForm("banner.error.channels", 422)
    return [known[value] for value in values]


def _form(situation: Situation, token: str) -> tuple[answering.OpenForm, str]:
    """The form to show: the one a token names while it is good, else a new one on the generic words."""
    if token:
        try:
            return answering.open_form(situation, token), token
        except answering.UnusableForm:
            pass  # an old link still opens the preference centre, with today's words
    try:
        form = answering.new_form(situation)
    except answering.UnusableForm:
        abort(404)
    return form, situation.consent.seals.form_token(form.fingerprint, situation.who, situation.now)


def _again(situation: Situation, token: str, key: str, status: int, ticked: Collection[Channel] | None) -> Response:
    """The preference centre once more, with what went wrong and what had been ticked."""
    form, token = _form(situation, token)
    return _show(situation, form, token, status, ticked=ticked, error=situation.text(key))


def _show(
    situation: Situation,
    form: answering.OpenForm,
    token: str,
    status: int = 200,
    *,
    ticked: Collection[Channel] | None = None,
    saved: str = "",
    error: str = "",
) -> Response:
    value = preference_centre.preferences(situation, form.notice, token, ticked=ticked, saved=saved, error=error)
    if wants_partial(request):
        html: str = rendering.partial("preferences", value, situation.look)
    else:
        frame = rendering.frame(situation, situation.text("preferences.name"))
        html = rendering.page("preferences", value, frame, situation.look)
    return reply(html, status)
