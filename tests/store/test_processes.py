"""Several processes write to one database: all rows there, none twice, in order."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from consent_ui.rules.notices import Notice
from consent_ui.store.database import Database
from tests.store.conftest import Rows

ROOT = Path(__file__).resolve().parents[2]
PROCESSES, FORMS = 3, 30

SCRIPT = """
import sys
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID
from consent_ui.store.database import open_database
from tests.samples import record_visitor
from consent_ui.store import offers
from tests.samples import sample_answer, sample_restaurant
url, fingerprint, process, forms = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
database = open_database(url)
with database.read() as connection:
    notice = offers.notice(connection, sample_restaurant().id, fingerprint)
def submit(number):
    # Even forms are this process's own, odd ones arrive at every process.
    act = UUID(int=(process if number % 2 == 0 else 9) << 64 | number)
    answer = sample_answer(notice, act=act, build=str(process))
    return act, database.write(lambda connection: record_visitor(connection, answer, {})).added
with ThreadPoolExecutor(8) as pool:
    for act, added in pool.map(submit, range(forms)):
        print(act, added)
"""


@pytest.mark.requirement("PR-05", "PR-08")
def test_every_acknowledged_decision_is_there_once(notice: Notice, database: Database, rows: Rows) -> None:
    url = database.engine.url.render_as_string(hide_password=False)
    started = [
        subprocess.Popen(
            [sys.executable, "-c", SCRIPT, url, notice.fingerprint(), str(number), str(FORMS)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(PROCESSES)
    ]
    told = []
    for process in started:
        output, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        told += [line.split() for line in output.splitlines()]
    assert len(told) == PROCESSES * FORMS
    acts = Counter(str(row["act"]).replace("-", "") for row in rows("consent_decision"))
    assert set(acts) == {act.replace("-", "") for act, _ in told}
    assert set(acts.values()) == {len(notice.channels)}
    assert len(acts) == FORMS // 2 * PROCESSES + FORMS // 2
    assert sum(added == "True" for _, added in told) == len(acts)
