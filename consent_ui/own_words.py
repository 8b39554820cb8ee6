"""Judges the words that a template of a site or theme brings in: whatever its rendering says and the shipped one not.

Data are the same in both renderings of an example, so what differs was written by the designer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consent_ui.designs import INCLUDED, Designs
from consent_ui.examples import EXAMPLES
from consent_ui.examples.judging import brought_in
from consent_ui.rules.wording import Finding
from consent_ui.texts import Texts
from consent_ui.themes import SHIPPED, Look


def in_state(designs: Designs, look: Look, partial: str, value: Any) -> list[Finding]:
    """What is wrong with the words that this look brings into one state of a partial, each once.

    Raises NoLists, and whatever the template raises.
    """
    files = [f"_{each}.html" for each in (partial, *INCLUDED.get(partial, ()))]
    if all(designs.file_in_force(file, look) is None for file in files):
        return []
    # The draft itself: one that visitors never see because of something else is to be judged nevertheless.
    made, shipped = (designs.made(files[0], {partial: value}, each) for each in (look, SHIPPED))
    return brought_in(shipped, made, value.text.language)


def in_every_state(designs: Designs, look: Look, text: Texts) -> Iterator[tuple[str, Finding]]:
    """The same over all partials and their states, each with the place, such as "_receipt.html, fr, yes"."""
    for partial, states in EXAMPLES.items():
        for state, build in states.items():
            value = build(text)
            if not hasattr(value, "text"):
                continue  # it has no words at all
            for finding in in_state(designs, look, partial, value):
                yield f"_{partial}.html, {text.language}, {state}, {finding.slot}", finding
