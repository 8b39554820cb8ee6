"""Which example states put a yes and a no before somebody, and are therefore measured for fairness."""

from __future__ import annotations

from collections.abc import Mapping

from consent_ui.examples import EXAMPLES

ASKING = "yes or no"
"""How the states of the contact steps begin in which the two answers stand."""

MEASURED: Mapping[str, tuple[str, str]] = {
    **{state: ("banner", state) for state in EXAMPLES["banner"]},
    **{f"contact, {state}": ("contact", state) for state in EXAMPLES["contact"] if state.startswith(ASKING)},
}
"""Partial and its state, by the name under which a measurement tells of it."""
