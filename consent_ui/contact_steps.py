"""Shows the steps of proving a contact: type it, type the code, press the link's button, say yes or no, done."""

from __future__ import annotations

from dataclasses import dataclass

from consent_ui import binding, contact_pages, phones, proving
from consent_ui.presenting import address, mask
from consent_ui.proving import Journey
from consent_ui.rules.consent import Channel, State
from consent_ui.rules.notices import Notice
from consent_ui.situation import Situation

WORDS = ("purpose", "withdrawal", "more")


@dataclass(frozen=True, slots=True)
class Form:
    """What a step sends back: the envelope it was reached with, the last step's signed token with the words it answers,
    and, after an error, what was typed and what was wrong."""

    sealed: str = ""
    token: str = ""
    notice: Notice | None = None
    typed: str = ""
    error: str = ""


def type_step(situation: Situation, channel: Channel, form: Form) -> contact_pages.Contact:
    """Type a number or address; where the account holds one, only ask for the code."""
    held = proving.held(situation, channel)
    text = situation.text
    sentence = text("contact.held", contact=mask(held)) if held else text(f"contact.{channel}.type")
    sentences = (sentence, text("contact.why"), text("contact.optional"))
    return _step(situation, "type", channel, held or "", sentences, form, ask=not held)


def code_step(situation: Situation, journey: Journey, form: Form) -> contact_pages.Contact:
    """Type the code."""
    text, contact = situation.text, mask(journey.contact)
    sentences = (text(f"contact.{journey.channel}.sent", contact=contact), text("contact.nothing_came"))
    return _step(situation, "code", journey.by, journey.contact, sentences, form, "asked")


def link_step(situation: Situation, journey: Journey, form: Form) -> contact_pages.Contact:
    """Press the button: opening the link alone changes nothing."""
    sentences = (situation.text("contact.linked", contact=mask(journey.contact)),)
    return _step(situation, "link", journey.by, journey.contact, sentences, form, "link")


def answer_step(situation: Situation, journey: Journey, form: Form) -> contact_pages.Contact:
    """Yes or no, with the contact, the channel and the earlier choice in sight (CV-08)."""
    text, channel = situation.text, journey.channel
    earlier = text("contact.earlier", state=text(f"state.{channel}.{binding.standing(situation, journey)}"))
    sentences = (text(f"contact.{channel}.yours", contact=mask(journey.contact)), earlier)
    return _step(situation, "answer", journey.by, journey.contact, sentences, form, "proven")


def done_step(situation: Situation, journey: Journey) -> contact_pages.Contact:
    """What stands now."""
    text, channel = situation.text, journey.channel
    stands = binding.standing(situation, journey)
    key = f"contact.{channel}.done" if stands is State.GIVEN else f"state.{channel}.{stands}"
    sentences = (text(key, contact=mask(journey.contact)), text("contact.change"))
    return _step(situation, "done", journey.by, journey.contact, sentences, Form())


def _step(
    situation: Situation,
    step: str,
    channel: Channel,
    contact: str,
    sentences: tuple[str, ...],
    form: Form,
    field: str = "",
    *,
    ask: bool = False,
) -> contact_pages.Contact:
    text, notice = situation.text, form.notice
    words = {name: notice.words[name] for name in WORDS} if notice else {}
    by = text(f"channel.{channel}.by")
    if notice:
        words |= {"accept": text("notice.accept", by=by), "decline": text("notice.decline")}
    return contact_pages.Contact(
        text=text,
        step=step,
        heading=text(f"contact.heading.{step}"),
        sentences=sentences,
        channel=channel,
        contact=mask(contact) if contact else "",
        typed=form.typed,
        ask=ask,
        example=phones.example(situation.restaurant.country),
        words=words,
        action=address(situation, "contact"),
        sealed=form.sealed,
        field=field,
        token=form.token,
        notice_url=address(situation, "notice"),
        again_url=address(situation, "contact", channel=channel) if step in ("code", "link") else "",
        preferences_url=address(situation, "preferences"),
        error=form.error,
    )
