"""kill -9 of a run at random points: nobody is written to twice, nobody who is out, and the next run finishes the rest.

CONSENT_TEST_RUN_KILLS sets how often on each database (20 here; 100 are 200 in all).
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from consent_ui.store.sending_tables import message
from consent_ui.store.tables import customer
from tests.messaging import killing
from tests.messaging.conftest import Sender
from tests.messaging.crowd import fill, phone

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("CONSENT_TEST_RUN_KILLS", "20"))
KINDS = ["yes", "yes", "yes", "left", "no"]


@pytest.mark.requirement("CV-01", "SM-09", "WD-07")
def test_a_run_that_is_killed_again_and_again_doubles_nothing_and_reaches_everybody(
    sender: Sender, tmp_path: Path
) -> None:
    # More than all the killed runs together can write to, so that each has something to do when it is killed.
    crowd = KINDS * (KILLS * (killing.MOST // KINDS.count("yes") + 1) + 5)
    fill(sender.database, crowd)
    url = sender.database.engine.url.render_as_string(hide_password=False)
    file, campaign = tmp_path / "sent", str(sender.campaign.id)
    done = subprocess.run(
        [sys.executable, "-m", "tests.messaging.killing", url, str(KILLS), str(file), campaign],
        cwd=ROOT, capture_output=True, text=True, timeout=500, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == KILLS, "every run was killed while it was at it"
    before = Counter(file.read_text().split())
    assert killing.go(url, str(file), sender.campaign.id, KILLS) == "done"

    sent = Counter(file.read_text().split())
    yes = {phone(n) for n, kind in enumerate(crowd) if kind == "yes"}
    assert [to for to, times in sent.items() if times > 1] == []
    assert set(sent) <= yes
    with sender.database.read() as connection:
        joined = select(customer.c.phone, message.c.state).join(message, message.c.person == customer.c.id)
        stored = dict(map(tuple, connection.execute(joined)))
    assert set(stored) == yes, "somebody was forgotten"
    assert set(stored.values()) <= {"sent", "unknown"}
    unknown = {to for to, state in stored.items() if state == "unknown"}
    assert len(unknown) <= KILLS, "at most the one message that was just leaving"
    assert {to for to, state in stored.items() if state == "sent"} <= set(sent)
    assert set(sent) <= set(stored) and before
    print(f"{KILLS} kills, {len(before)} of {len(yes)} sent before the last run, {len(unknown)} unknown")
