"""The sums behind the dashboard: what a database that does not take them changes, which is only how long it takes."""

from __future__ import annotations

import pytest

from consent_ui.rules.roles import Role
from consent_ui.staff import reckoning
from consent_ui.store import counting
from consent_ui.store.database import NotSaved
from tests.staff.office import BackOffice


def warnings(caplog: pytest.LogCaptureFixture) -> int:
    return sum(each.name == reckoning.__name__ and each.levelname == "WARNING" for each in caplog.records)


def test_sums_that_cannot_be_saved_are_counted_on_the_spot_and_the_log_says_so_once_until_they_can_be(
    back_office: BackOffice, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer = back_office.colleague(Role.VIEWER)
    visitor = back_office.place.visitor()
    visitor.press(visitor.open("/"), "yes")

    def fail(*_: object) -> bool:
        raise NotSaved

    monkeypatch.setattr(counting, "is_behind", lambda *_: True)
    for _ in range(2):
        monkeypatch.setattr(counting, "catch_up", fail)
        for _ in range(2):
            assert "3 Mar 2026</th>" in (page := viewer.get("/dashboard").text) and "100%" in page
        monkeypatch.setattr(counting, "catch_up", lambda *_: False)
        viewer.get("/dashboard")
    assert warnings(caplog) == 2
