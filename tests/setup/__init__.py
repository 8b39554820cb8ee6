"""What the tests need from the machine: a browser, a database server, and how to fetch them."""

from __future__ import annotations

import os


def is_ci() -> bool:
    """Tell whether a missing browser or database must fail the run instead of skipping tests."""
    return os.environ.get("CI", "").strip().lower() in {"1", "true", "yes"}
