"""What the page behind the link in a message receives; a part of the designers' contract, like pages.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated as T

from consent_ui.texts import Texts


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing there is to know about a message."""

    name: T[str, "what it is about"]
    value: T[str, "the thing itself"]


@dataclass(frozen=True, slots=True)
class SentMessage:
    """What the link in a message leads to (`#consent-message`): the way out, and why the message came."""

    text: T[Texts, "looks up a text by key; its language is the message's"]
    heading: T[str, "heading of the page"]
    sentence: T[str, "what stands now on the message's channel, in a sentence"]
    contact: T[str, "masked number or address the message went to; empty when it is another by now"]
    action: T[str, "where the form posts to"]
    stop: T[str, "label of the button that stops these offers; empty when nothing is on"]
    error: T[str, "what went wrong; empty normally"]
    facts: T[tuple[Fact, ...], "why the message came; empty when that is no longer shown"]
    words: T[
        Mapping[str, str],
        "the words the person said yes to, by name; `accept` only where that button was pressed",
    ]
    words_language: T[str, "language code of these words"]
    home_url: T[str, "back to the restaurant's site"]
