"""Cells that no spreadsheet program takes for a formula."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_ui.rules.cells import DANGEROUS, line, neutral


@pytest.mark.parametrize(
    "cell", ["=1+1", "+33612345678", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "=cmd|' /C calc'!A0"]
)
def test_what_could_be_run_gets_an_apostrophe(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Lunch;=1+1", "Lunch;'=1+1"),
        ("a; +1", "a;' +1"),
        ('a;"=1+1', "a;'\"=1+1"),
        ("a;;-1;b", "a;;'-1;b"),
        ("a;b", "a;b"),
    ],
)
def test_a_cell_that_is_split_where_lists_have_semicolons_runs_nowhere_either(cell: str, text: str) -> None:
    assert neutral(cell) == text


@pytest.mark.parametrize(("cell", "text"), [("Momo", "Momo"), (-3, "-3"), (0.5, "0.5"), (None, ""), ("", "")])
def test_other_cells_stay_as_they_are(cell: object, text: str) -> None:
    assert neutral(cell) == text


@given(st.lists(st.text(), min_size=2))
def test_a_line_reads_back_as_it_was_written_and_runs_nowhere(cells: list[str]) -> None:
    (read,) = csv.reader(io.StringIO(line(cells), newline="")) if True else ()
    assert read == [neutral(cell) for cell in cells]
    assert not any(cell[:1] in DANGEROUS for cell in read if cell.strip(" \u00a0"))
