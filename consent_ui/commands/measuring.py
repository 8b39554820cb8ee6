"""Runs a fairness measurement for a command: with a progress bar, and a plain sentence where it is not possible."""

from __future__ import annotations

import importlib.util
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import Flask

from consent_ui.commands import wearing
from consent_ui.rules.measured import Measured, Where
from consent_ui.rules.symmetry import judge
from consent_ui.rules.symmetry_attention import advise
from consent_ui.rules.symmetry_findings import Finding, grouped
from consent_ui.store import history

if TYPE_CHECKING:
    from consent_ui.fairness.matrix import Matrix
    from consent_ui.fairness.running import Measurement
    from consent_ui.fairness.sheets import Dress, Sheet

NEEDED = {"playwright": "Playwright", "PIL": "Pillow"}
LIVE = "a running restaurant"
TOGETHER = 2
"""Restaurants answered at once: more on two cores would make the times of the answers those of the machine."""


class CouldNotMeasure(click.ClickException):
    """Neither fair nor unfair: exit code 2."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Result:
    """One run: what was measured, and what was found."""

    measurements: tuple[Measurement, ...]
    live: tuple[Measured, ...]
    findings: tuple[Finding, ...]
    advice: tuple[Finding, ...] = ()
    """What is no finding, and yet worth a look."""

    @property
    def circumstances(self) -> int:
        """In how many circumstances something was measured."""
        return sum(len(each.measured) for each in self.measurements) + len(self.live)

    @property
    def places(self) -> tuple[Where, ...]:
        """Every circumstance in which both answers were looked for."""
        return tuple(value.where for each in self.measurements for value in each.measured)

    @property
    def distinct(self) -> int:
        """How many findings there are, the same one in many places counted once."""
        return len(grouped(self.findings))


@contextmanager
def measuring() -> Iterator[None]:
    """Turn what keeps a browser from measuring into exit code 2 and one sentence.

    Raises CouldNotMeasure.
    """
    missing = [name for module, name in NEEDED.items() if importlib.util.find_spec(module) is None]
    if missing:
        raise CouldNotMeasure(f"{' and '.join(missing)} missing: run `pip install 'consent-ui[fairness]'`")
    from consent_ui.fairness.chromium import NotMeasured

    try:
        yield
    except NotMeasured as error:
        raise CouldNotMeasure(str(error)) from error


def measure_documents(
    documents: Sequence[Sheet],
    matrix: Matrix,
    deadline: float,
    live: tuple[Measured, ...] = (),
    pictures: bool = False,
) -> Result:
    """Measure these documents, each within `deadline` seconds, showing how far it is, and judge everything together.

    With `pictures` for a report. Raises NotMeasured.
    """
    from consent_ui.fairness.running import measure_all

    done: list[Measurement] = []
    with click.progressbar(
        measure_all(documents, matrix, deadline, pictures), length=len(documents), label="measuring", file=sys.stderr
    ) as bar:
        done.extend(bar)
    order = {sheet.where: number for number, sheet in enumerate(documents)}
    done.sort(key=lambda each: order[each.sheet.where])
    everything = [*(value for each in done for value in each.measured), *live]
    return Result(tuple(done), live, judge(everything), tuple(advise(everything)))


def measure_live(dresses: Sequence[Dress], spoken: Sequence[str], runs: int, deadline: float) -> tuple[Measured, ...]:
    """Give both answers on the demo restaurant, in each of these looks and languages, each within `deadline` seconds.

    Raises NotMeasured.
    """
    from consent_ui.fairness.answers import answers
    from consent_ui.fairness.chromium import open_browser
    from consent_ui.fairness.serving import serve
    from consent_ui.fairness.sheets import Sheet

    # Alembic, which makes the tables, is one for the whole process.
    one_opens = threading.Lock()

    def give(dress: Dress, language: str) -> Measured:
        with ExitStack() as opened:
            folder = opened.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
            with one_opens:
                app, stored = restaurant(Path(folder), dress)
            opened.callback(app.extensions["consent_ui"].close)
            address = opened.enter_context(serve(app))
            sheet = Sheet(Where(LIVE, language, dress.name), f"{address}/?lang={language}", YES, NO)
            return answers(opened.enter_context(open_browser()), sheet, stored, runs, deadline)

    # Each with a browser of its own, which is driven from one thread alone.
    with ThreadPoolExecutor(TOGETHER) as threads:
        under_way = [threads.submit(give, dress, language) for dress in dresses for language in spoken]
        try:
            with click.progressbar(under_way, label="answering", file=sys.stderr) as bar:
                return tuple(each.result() for each in bar)
        finally:
            for each in under_way:
                each.cancel()


YES, NO = (
    (f"#consent-banner :is(button, [type=submit])[value={answer}]", f"#consent-banner a[href*={answer}]")
    for answer in ("yes", "no")
)


def _copy(dress: Dress, themes: Path) -> None:
    """One theme of all its folders, the first winning, where the demo looks for themes."""
    (themes / dress.name).mkdir(parents=True)
    for each in reversed(dress.folders):
        shutil.copytree(each, themes / dress.name, dirs_exist_ok=True)


def restaurant(folder: Path, dress: Dress) -> tuple[Flask, Callable[[], list[str]]]:
    """The demo restaurant wearing this look, on a database of its own, and what was stored since last asked."""
    from consent_ui.demo import create_demo

    settings = {"SECRET_KEY": "a site that lives for a minute", "CONSENT_THEMES": str(folder / "worn")}
    _copy(dress, folder / "worn")
    app = create_demo(f"sqlite:///{folder / 'fairness.db'}", settings)
    if dress.name:
        consent = app.extensions["consent_ui"]
        wearing.put_on(consent, None, wearing.installed(consent, dress.name), None)
    state = app.extensions["consent_ui"]
    state.forget_programmes()
    here = state.programme(None).restaurant.id
    known = 0

    def stored() -> list[str]:
        nonlocal known
        with state.database.read() as connection:
            kinds = [str(each) for each in history.kinds(connection, here)]
        new, known = kinds[known:], len(kinds)
        return new

    return app, stored
