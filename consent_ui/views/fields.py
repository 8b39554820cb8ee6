"""Reads form fields so that nothing is ever guessed."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from consent_ui.answering import UnusableForm

MOST_FIELDS = 20


def one(form: MultiDict[str, str], name: str) -> str:
    """The only value of a field, empty when it is missing.

    Raises UnusableForm when the field comes twice, the form has more fields than any of ours, or the value holds
    what no form of ours sends (NUL, or bytes that are not UTF-8).
    """
    if sum(len(values) for values in form.listvalues()) > MOST_FIELDS:
        raise UnusableForm("banner.error.fields", 400)
    values = form.getlist(name)
    if len(values) > 1 or any("\x00" in value or "\ufffd" in value for value in values):
        raise UnusableForm("banner.error.fields", 400)
    return values[0] if values else ""
