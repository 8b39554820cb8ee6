"""The back office of a restaurant's people. Importing it loads what signs people in, so only a request to it does.

Modules that declare addresses at the desk are imported here, one line each.
"""

from __future__ import annotations

from consent_ui.staff import (  # noqa: F401 (importing them declares their addresses)
    account,
    audit_log,
    customer_card,
    customers,
    members,
    opt_out,
    replies,
    restaurants,
    setting_up,
    signing_in,
    verifying,
    words,
)
from consent_ui.staff.office import build as back_office

__all__ = ["back_office"]
