"""The back office's forms write what the library would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from wtforms.widgets import html_params

from consent_ui.staff.forms import attributes

values = st.one_of(st.booleans(), st.none(), st.integers(), st.text(), st.text().map(Markup))


@given(st.dictionaries(st.text("abz_-:", min_size=1).map(lambda name: f"data_{name}") | st.text("abz_"), values))
def test_attributes_are_written_as_the_library_writes_them(attributes_given: dict[str, object]) -> None:
    written = attributes(**attributes_given)
    assert isinstance(written, Markup)
    assert written == html_params(**attributes_given)
