"""Forms of the back office. Each of them is a StaffForm: its labels and messages are keys of our catalogues, and it
shows again, filled, what came too late for its session.
"""

from __future__ import annotations

from copy import copy
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from markupsafe import Markup, escape
from wtforms.widgets.core import clean_key

from consent_ui.staff import keeping
from consent_ui.texts import Texts

BUILT_IN = {
    "This field is required.": "staff.form.required",
    "Not a valid choice.": "staff.form.choice",
    "Not a valid choice": "staff.form.choice",
    "Invalid Choice: could not coerce.": "staff.form.choice",
    "Not a valid integer value.": "staff.form.number",
    "Not a valid decimal value.": "staff.form.number",
    "Not a valid float value.": "staff.form.number",
    "Not a valid date value.": "staff.form.date",
    "Not a valid datetime value.": "staff.form.date",
    "Not a valid time value.": "staff.form.date",
}
"""What WTForms says by itself, and the keys of what is said instead."""


class Translations:
    """Says WTForms' own messages in the language of the page."""

    def __init__(self, text: Texts) -> None:
        self._text = text

    def gettext(self, said: str) -> str:
        """Our words for it; what is not known here passes through, for it may be a key."""
        return self._text(BUILT_IN[said]) if said in BUILT_IN else said

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The same; our own validators count for themselves."""
        return self.gettext(one if count == 1 else many)


def attributes(**given: Any) -> Markup:
    """What WTForms' html_params() writes, which makes markup of each attribute before it joins them: most of what a
    form costs. Names are our own, and are not escaped."""
    written = []
    for name, value in sorted(given.items()):
        if value is True:
            written.append(clean_key(name))
        elif value is not False:
            written.append(f'{clean_key(name)}="{str(escape(value)).replace(chr(34), "&quot;")}"')
    return Markup(" ".join(written))  # noqa: S704 (each value has been escaped)


class StaffForm(FlaskForm):  # type: ignore[misc]
    """A form in the language `text` speaks. A label that is a key is said in words; so is a message."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Where the form's values come from."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What was sent; on a page that is only shown, what was sent too late for it."""
            found = super().wrap_formdata(form, formdata)
            if found is None and request.method in ("GET", "HEAD"):
                return keeping.fields_of_this_page()
            return found

        def get_translations(self, form: Any) -> Any:
            """Our catalogues instead of WTForms' own."""
            return Translations(form.text)

        def render_field(self, field: Any, render_kw: dict[str, Any]) -> Any:
            """A field as its widget draws it, with attributes that are written at once."""
            if hasattr(field.widget, "html_params"):
                field.widget = copy(field.widget)  # the library's own is everybody's
                field.widget.html_params = attributes
            return super().render_field(field, render_kw)

    def __init__(self, text: Texts, **settings: Any) -> None:
        self.text = text
        super().__init__(**settings)
        known = text.keys()
        for field in self:
            if field.label is not None and field.label.text in known:
                field.label.text = text(field.label.text)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether everything is as it should be; messages that are keys are said in words."""
        good = bool(super().validate(extra_validators))
        known = self.text.keys()
        for field in self:
            if field.errors and isinstance(field.errors, list | tuple):
                field.errors = [self.text(each) if each in known else each for each in field.errors]
        return good

    def wrong(self, name: str, key: str, **values: object) -> None:
        """Add a message to a field, found after the form itself was in order."""
        self[name].errors = [*self[name].errors, self.text(key, **values)]
