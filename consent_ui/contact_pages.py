"""What the templates of proving a contact receive; a part of the contract in pages.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated as T

from consent_ui.texts import Texts


@dataclass(frozen=True, slots=True)
class Contact:
    """Proving a number or address, step by step (`#consent-contact`)."""

    text: T[Texts, "looks up a text by key"]
    step: T[str, "type (a contact), code (type it), link (press the button), answer (yes or no) or done"]
    heading: T[str, "what this step is about"]
    sentences: T[tuple[str, ...], "what this step says, a paragraph each"]
    channel: T[str, "sms or email"]
    contact: T[str, "masked number or address; empty while none is known"]
    typed: T[str, "what was typed last, to be mended; empty normally"]
    ask: T[bool, "whether the step asks for a number or address: not where the account holds one"]
    example: T[str, "how a mobile number is written in the restaurant's country"]
    words: T[Mapping[str, str], "purpose, withdrawal, more, accept and decline of the last step; else empty"]
    action: T[str, "where the forms post to"]
    sealed: T[str, "what the next step has to send back, for the hidden field named like `field`"]
    field: T[str, "name of that hidden field: asked, link or proven; empty in the first step"]
    token: T[str, "signed token naming the notice, for the hidden field `notice` of the last step"]
    notice_url: T[str, "the full notice"]
    again_url: T[str, "the first step, for another code or contact; empty where it would not help"]
    preferences_url: T[str, "the preference centre"]
    error: T[str, "what went wrong; empty normally"]
