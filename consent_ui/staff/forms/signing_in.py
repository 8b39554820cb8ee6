"""Forms with which people say who they are."""

from __future__ import annotations

from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from consent_ui.staff.forms import StaffForm

LONGEST_PASSWORD = 256
"""Characters of a password that are taken, and looked at."""


def required() -> InputRequired:
    """The field must not be empty."""
    return InputRequired("staff.form.required")


class SignInForm(StaffForm):
    """E-mail and password."""

    email = StringField("staff.email", [required(), Length(max=320, message="staff.form.too_long")])
    password = PasswordField("staff.password", [required()])


class CodeForm(StaffForm):
    """The code of the second factor, or a recovery code."""

    code = StringField("staff.code", [required(), Length(max=64, message="staff.form.too_long")])


class VerifyForm(StaffForm):
    """The password once more, for who has no second factor."""

    password = PasswordField("staff.password", [required()])


class VerifyWithCodeForm(VerifyForm):
    """The password and a code once more."""

    code = StringField("staff.code", [required(), Length(max=64, message="staff.form.too_long")])


class NewPasswordForm(StaffForm):
    """A new password, twice. What makes it good is looked at with the person's names at hand."""

    new_password = PasswordField("staff.new_password", [required()])
    repeat_password = PasswordField("staff.repeat_password", [required()])


class ChangePasswordForm(NewPasswordForm):
    """The same with the present password."""

    password = PasswordField("staff.present_password", [required()])
