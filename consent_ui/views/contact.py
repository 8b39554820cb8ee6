"""Proving a number or address, so that a yes can be used. GET shows a step and changes nothing, ever."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, request
from werkzeug.datastructures import MultiDict

from consent_ui import answering, binding, contact_pages, contact_steps, presenting, proving, rendering
from consent_ui.answering import OpenForm, UnusableForm
from consent_ui.contact_steps import Form
from consent_ui.contacts import BadContact
from consent_ui.envelopes import Purpose
from consent_ui.proving import Journey
from consent_ui.rules.consent import Channel, State
from consent_ui.rules.device import DeviceAnswer
from consent_ui.situation import Situation, this_situation
from consent_ui.store.database import NotSaved
from consent_ui.views import device
from consent_ui.views.fields import one
from consent_ui.views.problems import saved
from consent_ui.views.showing import part_or_page

ANSWERS = {"yes": True, "no": False}
LONGEST_TYPED = 320
STEPS = (Purpose.PROVEN, Purpose.LINK, Purpose.ASKED)
Step = Callable[[Situation, Journey, Form], contact_pages.Contact]
SHOWN: dict[Purpose, Step] = {Purpose.ASKED: contact_steps.code_step, Purpose.LINK: contact_steps.link_step}


def view() -> Response:
    """GET shows, POST changes."""
    situation = this_situation()
    return _change(situation) if request.method == "POST" else _show(situation, *_step(situation, request.args))


def _change(situation: Situation) -> Response:
    fields = request.form
    try:
        do, chosen = one(fields, "do"), one(fields, "answer")
        if chosen in ANSWERS and not do:
            return _answer(situation, fields, ANSWERS[chosen])
        if do == "send":
            return _send(situation, fields)
        if do == "check":
            envelope = one(fields, Purpose.ASKED)
            return _on(situation, Purpose.PROVEN, proving.check(situation, envelope, one(fields, "code")))
        if do == "follow":
            return _on(situation, Purpose.PROVEN, proving.follow(situation, one(fields, Purpose.LINK)))
        raise UnusableForm("banner.error.answer", 422)
    except UnusableForm as error:
        return _again(situation, fields, error.key, error.status)
    except NotSaved as error:
        return _again(situation, fields, error.key, 503)


def _send(situation: Situation, fields: MultiDict[str, str]) -> Response:
    try:
        envelope = proving.ask(situation, _channel(situation, fields), one(fields, "contact"))
    except BadContact as error:
        raise UnusableForm(error.key, 422) from error
    return _on(situation, Purpose.ASKED, envelope)


def _answer(situation: Situation, fields: MultiDict[str, str], wanted: bool) -> Response:
    envelope = one(fields, Purpose.PROVEN)
    journey = proving.read(situation, Purpose.PROVEN, envelope)
    form = answering.open_form(situation, one(fields, "notice"))
    remembered: DeviceAnswer | None = binding.answer(situation, journey, form, wanted)
    response = saved(
        request,
        lambda: rendering.partial("contact", contact_steps.done_step(situation, journey), situation.look),
        lambda: device.confirmed(presenting.address(situation, "contact", proven=envelope), "consent-contact"),
    )
    if remembered is not None:
        device.write(response, situation, remembered)
    return response


def _on(situation: Situation, purpose: Purpose, envelope: str) -> Response:
    """On to the next step, which an envelope opens."""
    here = {purpose.value: envelope}

    def partial() -> str:
        return rendering.partial("contact", _step(situation, MultiDict(here))[0], situation.look)

    return saved(request, partial, lambda: f"{presenting.address(situation, 'contact', **here)}#consent-contact-title")


def _step(situation: Situation, fields: MultiDict[str, str]) -> tuple[contact_pages.Contact, int]:
    """The step that these fields lead to, and the page's status; the first one where they lead nowhere."""
    try:
        for purpose in STEPS:
            envelope = one(fields, purpose)
            if envelope:
                return _reached(situation, purpose, envelope), 200
        return contact_steps.type_step(situation, _channel(situation, fields), Form()), 200
    except UnusableForm as error:
        form = Form(error=situation.text(error.key))
        return contact_steps.type_step(situation, _waiting(situation), form), error.status


def _reached(
    situation: Situation, purpose: Purpose, envelope: str, typed: str = "", error: str = ""
) -> contact_pages.Contact:
    """The step behind an envelope. Raises UnusableForm."""
    journey = proving.read(situation, purpose, envelope)
    if purpose is not Purpose.PROVEN:
        return SHOWN[purpose](situation, journey, Form(envelope, typed=typed, error=error))
    if device.confirming() and not error and request.method != "POST":
        return contact_steps.done_step(situation, journey)
    words = _words(situation, journey)
    token = situation.consent.seals.form_token(words.fingerprint, situation.who, situation.now)
    form = Form(envelope, token, words.notice, error=error)
    return contact_steps.answer_step(situation, journey, form)


def _words(situation: Situation, journey: Journey) -> OpenForm:
    """The words that are answered again: those of the earlier choice, where it was made in the language of this page;
    else the generic ones."""
    channel = journey.by
    answered = [each.notice for each in reversed(situation.history()) if each.channel is channel]
    if situation.customer is None and situation.device and channel in situation.device.choices:
        answered = [situation.device.choices[channel].notice]
    for fingerprint in answered[:1]:
        notice = situation.consent.notice(situation.restaurant.id, fingerprint)
        if notice and notice.language == situation.text.language and channel in notice.channels:
            return answering.new_form(situation, (fingerprint, notice))
    return answering.new_form(situation)


def _again(situation: Situation, fields: MultiDict[str, str], key: str, status: int) -> Response:
    """The step once more with what was typed, and what was wrong. One that cannot be gone on from begins anew."""
    error = situation.text(key)
    typed = "".join(each for each in fields.get("code", fields.get("contact", "")) if each.isprintable())
    typed = typed[:LONGEST_TYPED]
    for purpose in STEPS:
        envelope = fields.get(purpose, "")
        if envelope:
            try:
                return _show(situation, _reached(situation, purpose, envelope, typed, error), status)
            except UnusableForm:
                break
    else:
        try:
            channel = _channel(situation, fields)
        except UnusableForm:
            channel = _waiting(situation)
        return _show(situation, contact_steps.type_step(situation, channel, Form(typed=typed, error=error)), status)
    return _show(situation, contact_steps.type_step(situation, _waiting(situation), Form(error=error)), status)


def _channel(situation: Situation, fields: MultiDict[str, str]) -> Channel:
    """The channel that was named, else the one that waits. Raises UnusableForm."""
    named = one(fields, "channel")
    if not named:
        return _waiting(situation)
    if named not in situation.channels:
        raise UnusableForm("banner.error.channels", 422)
    return Channel(named)


def _waiting(situation: Situation) -> Channel:
    """The first channel on which a yes waits for its contact, else the restaurant's first."""
    standing = presenting.current_states(situation)
    waiting = [channel for channel, state in standing.items() if state in (State.PENDING, State.EXPIRED)]
    return next(iter([*waiting, *situation.channels]), Channel.SMS)


def _show(situation: Situation, value: contact_pages.Contact, status: int) -> Response:
    return part_or_page(situation, "contact", value, situation.text(f"contact.{value.channel}.prove"), status)
