"""Where a finding holds, in the fewest words: what a designer looks for is the one width, scheme or language."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from consent_ui.rules.measured import Where
from consent_ui.rules.symmetry_places import span

EVERYWHERE = [
    Where(state, language, "bistro", width, scheme, text, interaction)
    for state, language, width, scheme, text, interaction in product(
        ("signup", "generic"), ("en", "fr"), (320, 1280), ("light", "dark"), (100, 200), ("default", "hover", "active")
    )
]


def those(**values: object) -> list[Where]:
    return [each for each in EVERYWHERE if all(getattr(each, name) == value for name, value in values.items())]


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (EVERYWHERE, "everywhere"),
        (those(interaction="default"), "everywhere"),
        (those(width=320), "only at 320 px"),
        (those(scheme="dark", interaction="hover"), "only in dark, under hover"),
        (those(language="fr", text=200), "only in fr, with text 200 %"),
        (those(state="signup"), "only in signup"),
        ([each for each in EVERYWHERE if each.interaction != "default"], "only under hover or pressed"),
        ([replace(EVERYWHERE[0], width=0, scheme="")], "only in signup, in en"),
        ([Where("a running restaurant", "fr")], "only in a running restaurant, in fr"),
    ],
)
def test_only_what_is_not_everywhere_is_named(places: list[Where], expected: str) -> None:
    assert span(places, EVERYWHERE) == expected


def test_what_was_measured_of_a_document_alone_has_no_width_to_be_compared_with() -> None:
    documents = [Where(state, language, "bistro") for state in ("signup", "generic") for language in ("en", "fr")]
    measured = [*EVERYWHERE, *documents, Where("a running restaurant", "en", "bistro")]
    assert span(those(width=320), measured) == "only at 320 px"
    assert span(documents[:2], measured) == "only in signup"


def test_a_page_that_was_measured_once_is_everywhere() -> None:
    alone = Where("https://example.org", width=1280, scheme="light")
    assert span([alone], [alone]) == "everywhere"
