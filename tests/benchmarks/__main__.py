"""`python -m tests.benchmarks [name ...]`: measures, prints ratios, and says which goals are met.

Names: bytes, in_process, decisions, paint, crash, staff, dashboard, sending; without one, all of them. Options:
--rounds, --seconds, --crashes, --customers, --database sqlite|postgresql, --peer FOLDER (a folder outside the
repository that keeps the peer's virtual environment for the next run). Ends with 1 when a goal is missed.

Every goal is a ratio inside one run: two things measured in turn on the same machine, so that its speed
cancels out. Leave the machine alone meanwhile; needs the `test` extra, and uses wrk where it is installed.
BENCHMARK_DATABASE_URL names a PostgreSQL to use; without it one is started from a wheel.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import suite


def main(arguments: list[str]) -> int:
    """Runs the benchmarks named; 0 when every goal is met."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(suite.BENCHMARKS))
    parser.add_argument("--rounds", type=int, help="rounds counted, instead of each benchmark's own number")
    parser.add_argument("--seconds", type=float, default=5.0, help="length of a timed round of decisions")
    parser.add_argument("--crashes", type=int, default=50, help="how often all workers are killed")
    parser.add_argument("--customers", type=int, default=1_000_000, help="how many customers sending is measured with")
    parser.add_argument("--database", choices=suite.DATABASES, action="append", help="only on this one")
    parser.add_argument("--peer", type=Path, help="keep the peer's virtual environment in this folder")
    chosen = parser.parse_args(arguments)
    unknown = set(chosen.names) - set(suite.BENCHMARKS)
    if unknown:
        parser.error(f"no benchmark named {', '.join(sorted(unknown))}")
    met = True
    with tempfile.TemporaryDirectory(prefix="consent-benchmark-") as folder:
        options = suite.Options(
            folder=Path(folder),
            rounds=chosen.rounds,
            seconds=chosen.seconds,
            crashes=chosen.crashes,
            customers=chosen.customers,
            databases=tuple(chosen.database or suite.DATABASES),
            peer=chosen.peer or Path(folder) / "peer",
        )
        for name in chosen.names or suite.BENCHMARKS:
            report = suite.BENCHMARKS[name](options)
            report.show()
            met = met and report.met
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
