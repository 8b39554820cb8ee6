"""kill -9 of all workers in mid-load: every acknowledged decision is there, none twice.

CONSENT_TEST_CRASHES sets how often (2 here; `python -m tests.benchmarks crash` does 50).
"""

from __future__ import annotations

import os
from pathlib import Path

from tests.benchmarks.ours import Ours
from tests.faults.crashing import crash

CRASHES = int(os.environ.get("CONSENT_TEST_CRASHES", "2"))


def test_acknowledged_decisions_survive_kill_9_and_none_is_doubled(database_url: str, tmp_path: Path) -> None:
    outcome = crash(Ours(database_url), tmp_path, CRASHES)

    assert outcome.killed == 2 * CRASHES
    assert len(outcome.acknowledged) >= 25 * CRASHES, "too little load to prove anything"
    assert outcome.unanswered, "no request was on its way when the workers were killed"
    assert not outcome.missing
    assert outcome.twice == 0
    assert outcome.strangers == 0
    assert outcome.unsaved == 0
