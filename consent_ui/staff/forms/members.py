"""Forms with which an owner says who may come in."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField, StringField
from wtforms.validators import Length, Regexp

from consent_ui.rules.roles import Role
from consent_ui.staff.forms import StaffForm
from consent_ui.staff.forms.signing_in import required
from consent_ui.texts import Texts


class RoleForm(StaffForm):
    """A role to choose."""

    role = RadioField("staff.role", choices=[])

    def __init__(self, text: Texts, **settings: Any) -> None:
        super().__init__(text, **settings)
        self.role.choices = [(str(role), text(f"staff.role.{role}.about")) for role in Role]


class InviteForm(RoleForm):
    """A new member."""

    name = StringField("staff.member.name", [required(), Length(max=200, message="staff.form.too_long")])
    email = StringField(
        "staff.email",
        [
            required(),
            Length(max=320, message="staff.form.too_long"),
            Regexp(r"^\s*[^@\s]+@[^@\s]+\s*$", message="staff.form.email"),
        ],
    )
    role = RadioField("staff.role", choices=[])  # again, to stand last
