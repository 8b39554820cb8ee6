"""granian processes for a benchmark: started in a session of their own, stopped by their process ids only."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]

WORKERS = 2
THREADS = 16
SECONDS_TO_START = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """A granian that answers on a port of 127.0.0.1."""

    process: psutil.Process
    port: int
    log: Path

    def workers(self) -> list[psutil.Process]:
        """The worker processes of this server alive right now (Python's resource tracker is none)."""
        return [child for child in self.process.children() if _is_worker(child)]

    def kill_workers(self, told: Callable[[], None] = lambda: None) -> int:
        """SIGKILL to every worker in the middle of whatever it does; tells how many there were.

        granian's parent is stopped first and killed last: it would ask the others to end in good order, and until it is
        gone who connects is kept waiting instead of refused. `told` is called between the two.
        """
        workers = self.workers()
        self.process.suspend()
        for worker in workers:
            os.kill(worker.pid, signal.SIGKILL)  # psutil reads files first, and in that time all is answered
        told()
        self.process.kill()
        return len(workers)


@contextmanager
def granian(
    target: str,
    *,
    folder: Path,
    environment: Mapping[str, str],
    python: Path | None = None,
    factory: bool = False,
) -> Iterator[Server]:
    """Serves a WSGI application by 2 workers of 16 threads from `folder` and stops it at the end.

    `target` is granian's `module:name`, `factory` calls it; `python` is the interpreter of another virtual
    environment, ours if None. Workers are not replaced: after a crash the next start is the recovery.

    Raises RuntimeError with the server's log when it does not come up.
    """
    port = free_port()
    log = folder / f"granian-{port}.log"
    command = [
        str(python or sys.executable), "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--workers", str(WORKERS), "--blocking-threads", str(THREADS),
        "--backpressure", "256", "--no-ws", "--http", "1",
    ]  # fmt: skip
    command += ["--factory"] if factory else []
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, target], cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            env={**os.environ, "PYTHONPATH": str(folder), **environment}, start_new_session=True,
        )  # fmt: skip
    server = Server(psutil.Process(process.pid), port, log)
    try:
        _wait_until_up(server, process)
        yield server
    finally:
        _stop(server, process)


def free_port() -> int:
    """A port of 127.0.0.1 nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_worker(child: psutil.Process) -> bool:
    try:
        return "resource_tracker" not in " ".join(child.cmdline()) and child.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _wait_until_up(server: Server, process: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < give_up and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", server.port), timeout=1) as probe:
                probe.sendall(b"GET /-/up HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                if probe.recv(12).startswith(b"HTTP/1.1"):
                    return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"the server did not come up:\n{server.log.read_text('utf-8', 'replace')[-4000:]}")


def _stop(server: Server, process: subprocess.Popen[bytes]) -> None:
    """Asks the server to end, then ends what is left of it."""
    family = [server.process, *server.process.children(recursive=True)] if process.poll() is None else []
    if family:
        process.send_signal(signal.SIGTERM)
        _gone, alive = psutil.wait_procs(family, timeout=10)
        for left in alive:
            left.kill()
    process.wait(timeout=10)
