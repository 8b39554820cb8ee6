"""Consent UI: ask fairly, record with proof, obey the answer."""

from importlib.metadata import version

from consent_ui.app import create_app
from consent_ui.extension import ConsentUI
from consent_ui.rules.roles import StaffMember
from consent_ui.store.people import Customer

__all__ = ["ConsentUI", "Customer", "StaffMember", "__version__", "create_app"]
__version__ = version("consent-ui")
