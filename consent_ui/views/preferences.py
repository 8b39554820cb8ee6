"""The preference centre: what stands, changed or stopped in one click."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress

from flask import Response, abort, request

from consent_ui import answering, pages, preference_centre, presenting, rendering
from consent_ui.rules.consent import Channel, Place, State
from consent_ui.situation import Situation, this_situation
from consent_ui.store.database import NotSaved
from consent_ui.views import device
from consent_ui.views.fields import one
from consent_ui.views.problems import saved
from consent_ui.views.showing import part_or_page


def view() -> Response:
    """GET shows, POST changes."""
    return change() if request.method == "POST" else show()


def show() -> Response:
    """The preference centre on the stored state; `?notice=` names the words of the question somebody came from."""
    situation = this_situation()
    form = _form(situation, request.args.get("notice", ""))
    return _show(situation, form, saved=_confirmation(situation))


def _confirmation(situation: Situation) -> str:
    """What this page was asked to confirm, where there is anything that could have been saved."""
    states = presenting.current_states(situation).values()
    return device.confirming() if any(state is not State.UNKNOWN for state in states) else ""


def change() -> Response:
    """Save the ticked channels, stop everything, or keep this device's answer for the account."""
    situation = this_situation()
    token, ticked = "", None
    try:
        token = one(request.form, "notice")
        do = one(request.form, "do")
        ticked = _ticked(situation)
        answers, place = _read(situation, token, do, ticked)
        added, remembered = answering.record(situation, answers, place)
    except answering.UnusableForm as error:
        return _again(situation, "", error.key, error.status, ticked)
    except NotSaved as error:
        return _again(situation, token, error.key, 503, ticked)
    here = presenting.address(situation, "preferences")
    outcome = device.SAVED if added else device.UNCHANGED
    response = saved(
        request,
        lambda: rendering.partial("preferences", _value(situation, _form(situation), saved=outcome), situation.look),
        lambda: device.confirmed(here, "consent-preferences", outcome),
    )
    if remembered is not None:
        device.write(response, situation, remembered)
    return response


def _read(
    situation: Situation, token: str, do: str, ticked: Collection[Channel]
) -> tuple[list[tuple[answering.OpenForm, answering.Wishes]], Place]:
    """What the form asks for. Raises UnusableForm."""
    if do == "stop":
        # Every channel on which anything could stand, also one that the restaurant has given up for now.
        return [(_stopping_form(situation, token), dict.fromkeys(situation.channels, False))], Place.PREFERENCES
    if do == "keep" and situation.customer is not None:
        return answering.open_card(situation, token), Place.ACCOUNT
    form = answering.open_form(situation, token)
    if do == "save":
        return [(form, answering.saved_wishes(situation, form, ticked))], Place.PREFERENCES
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
    """The channels ticked. Raises UnusableForm for one that has no box here, or one that comes twice."""
    values = request.form.getlist("channels")
    known = {str(channel): channel for channel in situation.channels}
    if len(set(values)) != len(values) or not set(values) <= set(known):
        raise answering.UnusableForm("banner.error.channels", 422)
    return [known[value] for value in values]


def _form(situation: Situation, words: str = "") -> answering.OpenForm:
    """A new form: on the words of the question named by its fingerprint while it is still the one to ask, else on the
    generic ones."""
    best = situation.best_notice() if words else None
    try:
        return answering.new_form(situation, best if best is not None and best[0] == words else None)
    except answering.UnusableForm:
        abort(404)


def _again(situation: Situation, token: str, key: str, status: int, ticked: Collection[Channel] | None) -> Response:
    """The preference centre once more, with what went wrong and what had been ticked. A form that could not be saved
    keeps its token, so that trying again is the same act."""
    form = _form(situation)
    if token:
        with suppress(answering.UnusableForm):
            form = answering.open_form(situation, token)
    return _show(situation, form, status, token=token, ticked=ticked, error=situation.text(key))


def _value(
    situation: Situation,
    form: answering.OpenForm,
    *,
    token: str = "",
    ticked: Collection[Channel] | None = None,
    saved: str = "",
    error: str = "",
) -> pages.Preferences:
    if not token:
        shown = preference_centre.shown_ticked(situation)
        token = situation.consent.seals.form_token(form.fingerprint, situation.who, situation.now, shown)
    said = situation.text(f"preferences.{saved}") if saved else ""
    return preference_centre.preferences(situation, form.notice, token, ticked=ticked, saved=said, error=error)


def _show(
    situation: Situation,
    form: answering.OpenForm,
    status: int = 200,
    *,
    token: str = "",
    ticked: Collection[Channel] | None = None,
    saved: str = "",
    error: str = "",
) -> Response:
    value = _value(situation, form, token=token, ticked=ticked, saved=saved, error=error)
    return part_or_page(situation, "preferences", value, situation.text("preferences.name"), status)
