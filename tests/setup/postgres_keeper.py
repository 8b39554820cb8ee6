"""The process that keeps one PostgreSQL server for all workers of a test run, and ends it with the run.

It is started by whichever worker needs the server first, and watches a lock that the run's first process
holds: the kernel gives that lock back however the run ends, so no server is ever left behind.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.setup import memory
from tests.setup.postgres import NoServer, Server

ROOT = Path(__file__).resolve().parents[2]
ALIVE = "alive"
KEEPING = "keeping"
ANSWER = "server-url"
FAILED = "failed: "


class Run:
    """A folder shared by the processes of one test run; the process that makes it owns it."""

    def __init__(self) -> None:
        # Short and outside TMPDIR, whose path may be too long for a socket or closed to other users.
        place = memory.folder() or (Path("/tmp") if Path("/tmp").is_dir() else None)
        self.folder = Path(tempfile.mkdtemp(prefix="ct-", dir=place))
        # The server's own folder lies inside, and its user must be able to walk there.
        self.folder.chmod(0o711)
        self._alive = (self.folder / ALIVE).open("w")
        fcntl.flock(self._alive, fcntl.LOCK_EX)

    def end(self) -> None:
        """Let the keeper go and wait until the server is gone and the folder is removed."""
        self._alive.close()
        deadline = time.monotonic() + 30
        # The keeper holds its lock until the server is gone; without a keeper the lock is free at once.
        while not _is_free(self.folder / KEEPING) and time.monotonic() < deadline:
            time.sleep(0.02)
        shutil.rmtree(self.folder, ignore_errors=True)


def server_url(folder: Path) -> str:
    """Return the URL of the run's server, starting it on first use by any worker.

    Raises NoServer with the reason when it cannot be started; every later call gets the same answer.
    """
    answer = folder / ANSWER
    with (folder / "starting").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not answer.exists():
            _start_keeper(folder)
    text = answer.read_text()
    if text.startswith(FAILED):
        raise NoServer(text.removeprefix(FAILED))
    return text


def _start_keeper(folder: Path) -> None:
    with (folder / "keeper-log").open("ab") as log:
        # It returns once the server has told its URL: what goes on is no child of ours, which we would have to end.
        subprocess.run(
            [sys.executable, "-m", "tests.setup.postgres_keeper", str(folder)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # Ctrl-C reaches the tests only; the keeper ends the server once they are done.
            start_new_session=True,
            check=False,
        )
    if not (folder / ANSWER).exists():
        raise NoServer("the server's keeper ended early: " + _last_words(folder))


def _last_words(folder: Path) -> str:
    return (folder / "keeper-log").read_text(errors="replace").strip()[-600:]


def keep(folder: Path) -> None:
    """Start the server, tell its URL, and hold it until the run's first process is gone."""
    place = folder / "pg"
    place.mkdir()
    with (folder / KEEPING).open("w") as keeping:
        fcntl.flock(keeping, fcntl.LOCK_EX)
        try:
            with Server(place) as server:
                _tell(folder, server.url())
                while server.is_running() and not _is_free(folder / ALIVE):
                    time.sleep(0.1)
        except NoServer as reason:
            _tell(folder, FAILED + str(reason))
        # A run that was killed cleans nothing up: then this is the last process that can.
        if _is_free(folder / ALIVE):
            shutil.rmtree(folder, ignore_errors=True)


def _tell(folder: Path, text: str) -> None:
    draft = folder / (ANSWER + ".draft")
    draft.write_text(text)
    draft.rename(folder / ANSWER)


def _is_free(path: Path) -> bool:
    try:
        with path.open() as alive:
            fcntl.flock(alive, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except FileNotFoundError:
        return True
    return True


def _go_on_alone(folder: Path) -> None:
    """Leave a child that keeps the server, and end once it has answered or cannot: nobody is its parent then."""
    keeper = os.fork()
    if not keeper:
        return
    while not (folder / ANSWER).exists() and not os.waitpid(keeper, os.WNOHANG)[0]:
        time.sleep(0.02)
    sys.exit()


if __name__ == "__main__":
    os.umask(0o077)
    _go_on_alone(Path(sys.argv[1]))
    # A polite stop asked of this process must still stop the server.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    keep(Path(sys.argv[1]))
