"""The back office of a restaurant's people. Importing it loads what signs people in, so only a request to it does.

Modules that declare addresses at the desk are imported here, one line each.
"""

from __future__ import annotations

from consent_ui.staff import (  # noqa: F401 (importing them declares their addresses)
    account,
    audit_log,
    campaign_editing,
    campaign_switching,
    campaigns,
    customer_card,
    customers,
    dashboard,
    exports,
    members,
    opt_out,
    preview,
    replies,
    restaurant,
    restaurants,
    runs,
    sending,
    setting_up,
    signing_in,
    simulation,
    verifying,
    wordings,
    words,
)
from consent_ui.staff.office import build as back_office

__all__ = ["back_office"]
