"""Why somebody is taken out, what may be noted, and what a customer's states add up to."""

from __future__ import annotations

import pytest

from consent_ui.rules.consent import State
from consent_ui.rules.opting_out import LONGEST_NOTE, NoteFault, Reason, Standing, note_fault, standing

pytestmark = pytest.mark.requirement("CV-18")

G, R, W, P, U = State.GIVEN, State.REFUSED, State.WITHDRAWN, State.PENDING, State.UNKNOWN


@pytest.mark.parametrize(
    ("reason", "note", "fault"),
    [
        (Reason.TOLD, "", None),
        (Reason.TOLD, "Said so at table 12 on 3.3.26", None),
        (Reason.OTHER, "", NoteFault.MISSING),
        (Reason.OTHER, "Moved away", None),
        (Reason.TOLD, "x" * LONGEST_NOTE, None),
        (Reason.TOLD, "x" * (LONGEST_NOTE + 1), NoteFault.LONG),
        (Reason.WROTE, "from lea@client.example", NoteFault.CONTACT),
        (Reason.CALLED, "from 06 39 98 00 11", NoteFault.CONTACT),
        (Reason.CALLED, "+33.6-39/98(00)11", NoteFault.CONTACT),
        (Reason.CALLED, "٠٦٣٩٩٨٠٠١١", NoteFault.CONTACT),
    ],
)
def test_a_note_is_short_and_holds_no_contact(reason: Reason, note: str, fault: NoteFault | None) -> None:
    assert note_fault(reason, note) is fault


@pytest.mark.parametrize(
    ("states", "stands"),
    [
        ((), Standing.SILENT),
        ((U,), Standing.SILENT),
        ((P, U), Standing.WAITING),
        ((G, U), Standing.IN),
        ((G, P), Standing.IN),
        ((R,), Standing.OUT),
        ((R, W), Standing.OUT),
        ((W, G), Standing.PARTLY_OUT),
        ((R, U), Standing.PARTLY_OUT),
        ((W, P), Standing.PARTLY_OUT),
    ],
)
def test_where_a_customer_stands(states: tuple[State, ...], stands: Standing) -> None:
    assert standing(states) is stands
