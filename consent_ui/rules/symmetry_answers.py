"""Judges what each answer costs on a running site: steps, pages, time, and whether it is kept as it was given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from consent_ui.rules.measured import Answers, Run
from consent_ui.rules.symmetry_findings import Finding
from consent_ui.rules.symmetry_structure import judge_ticks

TIME = 0.1
"""SY-10: seconds between the 95th percentiles."""
ENOUGH = 20
"""Runs below which a 95th percentile is only the longest one."""


def percentile_95(seconds: Sequence[float]) -> float:
    """The time that 95 of 100 runs keep (nearest rank); 0 without runs."""
    ordered = sorted(seconds)
    return ordered[ceil(0.95 * len(ordered)) - 1] if ordered else 0.0


def judge_answers(answers: Answers) -> Iterator[Finding]:
    """Findings about the runs of both answers."""
    yield from _cost(answers)
    yield from _time(answers)
    yield from _kept(answers)
    yield from judge_ticks(answers.where, answers.ticked)


def _cost(answers: Answers) -> Iterator[Finding]:
    """Accept may need more than decline, never the other way about; decline is always one step."""
    for what in ("steps", "pages", "requests"):
        one, two = (_most(runs, what) for runs in (answers.accept, answers.decline))
        if two > one or (what == "steps" and two != 1):
            yield Finding(
                "SY-09", f"{what} until stored", answers.where, str(one), str(two),
                "one step to decline, and never more than to accept",
                "Store the refusal at the first activation, without a further page, question or reason.",
            )  # fmt: skip


def _seconds(runs: Sequence[float]) -> float:
    """What counts of these runs: the 95th percentile; of a few, which have none, the shortest, because a busy machine
    makes some of them longer and an artificial wait all of them."""
    return percentile_95(runs) if len(runs) >= ENOUGH else min(runs)


def _time(answers: Answers) -> Iterator[Finding]:
    one, two = (_seconds([run.seconds for run in runs]) for runs in (answers.accept, answers.decline))
    if abs(one - two) > TIME:
        yield Finding(
            "SY-10", "time until confirmed", answers.where, f"{one * 1000:.0f} ms", f"{two * 1000:.0f} ms",
            f"95 of 100 within {TIME * 1000:.0f} ms of each other",
            "Remove the wait, spinner or extra work on one side.",
        )  # fmt: skip


def _kept(answers: Answers) -> Iterator[Finding]:
    for which, runs, wanted in (("accept", answers.accept, "given"), ("decline", answers.decline, "refused")):
        for stored in dict.fromkeys(run.stored for run in runs):
            if stored != wanted:
                yield Finding(
                    "SY-20", f"{which} as it is stored", answers.where, wanted, stored or "nothing",
                    "as it was answered",
                    "Let each button send its own answer, to the address the form names.",
                )  # fmt: skip
    for name in answers.grants:
        yield Finding(
            "SY-15", f"“{name}” stores a yes", answers.where, name, "given", "only accept ever grants",
            "Let it lead somewhere, and store nothing.",
        )  # fmt: skip


def _most(runs: Sequence[Run], what: str) -> int:
    return max((int(getattr(run, what)) for run in runs), default=0)
