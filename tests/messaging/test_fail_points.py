"""Every step inside the gate fails in every way: nothing leaves unless everything before it succeeded (SM-14)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.engine.base import RootTransaction
from sqlalchemy.exc import DBAPIError, OperationalError

from consent_ui.messaging import gate
from consent_ui.messaging.gateways import TIMEOUT
from consent_ui.seals import Seals
from consent_ui.store import database as databases
from consent_ui.store import outbox, recipients
from consent_ui.store.database import Database, NotSaved
from consent_ui.store.outbox import Queued
from consent_ui.store.people import Customer
from tests.messaging.conftest import NOW, Sender
from tests.messaging.retaining import Retaining

Breaking = AbstractContextManager[gate.Gate]


class DriverError(Exception):
    """Something a driver raises that SQLAlchemy did not wrap."""


ERRORS: dict[str, Callable[[], BaseException]] = {
    "OperationalError": lambda: OperationalError("statement", {}, Exception("disk I/O error")),
    "DBAPIError": lambda: DBAPIError("statement", {}, Exception("server closed"), connection_invalidated=True),
    "driver": lambda: DriverError("the driver"),
    "NotSaved": lambda: NotSaved("not saved"),
    "TimeoutError": lambda: TimeoutError("too long"),
    "ValueError": lambda: ValueError("value"),
    "MemoryError": lambda: MemoryError(),
    "StopIteration": lambda: StopIteration(),
    "KeyboardInterrupt": lambda: KeyboardInterrupt(),
    "SystemExit": lambda: SystemExit(3),
}

BEFORE: dict[str, tuple[Any, str]] = {
    "others": (gate, "_others"),
    "turns": (gate, "turns"),
    "hold_all": (gate, "hold_all"),
    "start_leaving": (outbox, "start_leaving"),
    "once": (Database, "once"),
    "hashes": (Seals, "hashes_of"),
    "read": (recipients, "read"),
    "the statement": (recipients, "reading"),
    "the decision": (recipients, "_decision"),
    "terms": (gate, "terms_of"),
    "may_send": (gate, "may_send"),
}
AFTER: dict[str, tuple[Any, str]] = {
    "close": (outbox, "close"),
    "save_once": (Database, "save_once"),
    "outcome": (gate, "Outcome"),
}


def raising(make: Callable[[], BaseException]) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> Any:
        raise make()

    return fail


def queued(sender: Sender, number: int) -> tuple[Customer, Queued]:
    """One more person, who waits for the gate."""
    customer = sender.customer(f"c{number}", f"+3360000{number:04}")
    waiting = sender.queue(customer, sender.decides(customer, True))
    assert waiting is not None
    return customer, waiting


def each_error(sender: Sender, broken: Callable[[Callable[[], BaseException]], Breaking], gateway_calls: int) -> None:
    """Dispatch one person's message per error while something is `broken`: it ends with Halted, or with what no
    program may keep to itself. Then all is well again, and later runs send nothing that had begun to leave."""
    for number, make in enumerate(ERRORS.values()):
        customer, waiting = queued(sender, number)
        error, before = make(), len(sender.gateway.sent)
        with broken(make) as gate_, pytest.raises(gate.Halted if isinstance(error, Exception) else type(error)):
            gate.dispatch(gate_, customer.reference, customer.phone or "", waiting, NOW)
        assert len(sender.gateway.sent) - before == gateway_calls, make
    nobody_twice(sender)


def nobody_twice(sender: Sender) -> None:
    retaining = Retaining(sender)
    for _ in range(2):
        retaining.later(minutes=5)
        assert retaining.go()[0] == "done"
    assert len({to for to, _ in sender.gateway.sent}) == len(sender.gateway.sent)
    assert set(retaining.states()) <= {"sent", "unknown"} and len(retaining.rows()) == len(ERRORS)


@pytest.mark.requirement("SM-14", "CV-01")
@pytest.mark.parametrize("point", BEFORE)
def test_a_step_that_fails_before_the_gateway_lets_nothing_out(
    sender: Sender, point: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def broken(make: Callable[[], BaseException]) -> Iterator[gate.Gate]:
        with monkeypatch.context() as patch:
            patch.setattr(*BEFORE[point], raising(make))
            yield sender.gate

    each_error(sender, broken, 0)


@pytest.mark.requirement("SM-14")
@pytest.mark.parametrize("point", ["trusted", "compose"])
def test_what_the_run_hands_over_may_fail_too(sender: Sender, point: str) -> None:
    each_error(sender, lambda make: nullcontext(replace(sender.gate, **{point: raising(make)})), 0)


@pytest.mark.requirement("SM-14")
@pytest.mark.parametrize("point", AFTER)
def test_a_step_that_fails_after_the_gateway_never_sends_again(
    sender: Sender, point: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def broken(make: Callable[[], BaseException]) -> Iterator[gate.Gate]:
        with monkeypatch.context() as patch:
            patch.setattr(*AFTER[point], raising(make))
            yield sender.gate

    each_error(sender, broken, 1)


def commits(database: Database, patch: pytest.MonkeyPatch, before: Callable[[], None]) -> None:
    """Run `before` in front of every COMMIT."""
    if database.engine.dialect.name == "sqlite":
        execute = Connection.exec_driver_sql

        def executing(connection: Connection, statement: str, *more: Any, **named: Any) -> Any:
            if statement == "COMMIT":
                before()
            return execute(connection, statement, *more, **named)

        patch.setattr(Connection, "exec_driver_sql", executing)
        return
    commit = RootTransaction.commit

    def committing(transaction: RootTransaction) -> None:
        before()
        commit(transaction)

    patch.setattr(RootTransaction, "commit", committing)


@pytest.mark.requirement("SM-14")
@pytest.mark.parametrize("failing", [1, 2])
def test_a_commit_that_fails_sends_nothing_again(sender: Sender, failing: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first commit of a dispatch makes `leaving` durable, before the gateway; the second what became of it."""
    for number, (name, make) in enumerate(ERRORS.items()):
        customer, waiting = queued(sender, number)
        seen, error, sent = [0], make(), len(sender.gateway.sent)

        def before(seen: list[int] = seen, make: Callable[[], BaseException] = make) -> None:
            seen[0] += 1
            if seen[0] == failing:
                raise make()

        raised: BaseException | None = None
        with monkeypatch.context() as patch:
            commits(sender.database, patch, before)
            try:
                gate.dispatch(sender.gate, customer.reference, customer.phone or "", waiting, NOW)
            except BaseException as caught:
                raised = caught
        if seen[0] > failing:
            # A connection that had died while it was idle is one that another try may replace.
            assert raised is None and name == "DBAPIError"
        else:
            assert isinstance(raised, gate.Halted if isinstance(error, Exception) else type(error)), name
            assert len(sender.gateway.sent) - sent == failing - 1, name
    nobody_twice(sender)


@pytest.mark.requirement("SM-14")
@pytest.mark.parametrize("point", ["read", "start_leaving", "close"])
def test_an_error_for_one_person_halts_the_whole_run(
    sender: Sender, point: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        sender.decides(sender.customer(f"c{number}", f"+3360000000{number}"), True)
    retaining = Retaining(sender)
    with monkeypatch.context() as patch:
        patch.setattr(recipients if point == "read" else outbox, point, raising(lambda: RuntimeError("broken")))
        state, counts = retaining.go()
    assert (state, counts) == ("halted", {})
    assert len(sender.gateway.sent) == (1 if point == "close" else 0)
    assert [row.state for row in retaining.runs()] == ["halted"]
    retaining.later(minutes=3)
    assert retaining.go()[0] == "done"
    assert len({to for to, _ in sender.gateway.sent}) == len(sender.gateway.sent)


def test_the_lease_outlives_everything_a_dispatch_may_wait_for() -> None:
    assert timedelta(seconds=6 * databases.PATIENCE + TIMEOUT) < outbox.LEASE
    assert TIMEOUT < databases.PATIENCE
