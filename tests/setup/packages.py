"""Installs a program through whichever package manager the system has."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Say = Callable[[str], None]


@dataclass(frozen=True)
class Manager:
    """One package manager: how it refreshes its index and installs, and whether that needs root."""

    name: str
    install: tuple[str, ...]
    refresh: tuple[str, ...] = ()
    needs_root: bool = True


MANAGERS = (
    Manager(
        "apt-get",
        ("apt-get", "install", "-y", "-q", "--no-install-recommends"),
        refresh=("apt-get", "update", "-q"),
    ),
    Manager("dnf", ("dnf", "install", "-y", "-q")),
    Manager("apk", ("apk", "add", "--no-cache")),
    Manager("pacman", ("pacman", "-S", "--noconfirm", "--needed"), refresh=("pacman", "-Sy", "--noconfirm")),
    # Homebrew refuses to run as root and installs into its user's own folders.
    Manager("brew", ("brew", "install", "--cask"), needs_root=False),
)


def install(packages: Mapping[str, str], say: Say) -> str | None:
    """Install a package with the first manager found.

    `packages` maps the manager's name to what the package is called there.
    Returns None when it worked, else one sentence that says why not.
    """
    manager = next((each for each in MANAGERS if each.name in packages and shutil.which(each.name)), None)
    if manager is None:
        return "no known package manager (" + ", ".join(packages) + ") is on this system"
    package = packages[manager.name]
    prefix = _root_prefix() if manager.needs_root else ()
    if prefix is None:
        return f"{manager.name} needs root, and `sudo -n` does not work here; install `{package}` yourself"
    for command in (manager.refresh, (*manager.install, package)):
        if command:
            line = (*prefix, *command)
            say("running " + " ".join(line))
            complaint = run(line, timeout=600)
            if complaint:
                return f"`{' '.join(line)}` failed: {complaint}"
    return None


def run(command: Sequence[str], *, timeout: float, extra: Mapping[str, str] | None = None) -> str | None:
    """Run one command without a terminal; return None, or the last words it said when it failed."""
    # Package managers ask questions unless told that nobody is there to answer.
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", **(extra or {})}
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=timeout,
            env=environment,
            text=True,
            errors="replace",
        )
    except subprocess.TimeoutExpired:
        return f"no end after {timeout:.0f} s"
    except OSError as error:
        return str(error)
    if done.returncode == 0:
        return None
    lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    # The cause stands in a line that says so more often than in the very last one.
    telling = [line for line in lines if "rror" in line or line.startswith("E:")] or lines
    return (telling[-1] if telling else f"exit code {done.returncode}")[:300]


def _root_prefix() -> tuple[str, ...] | None:
    """What to put before a command that needs root; None when root is out of reach."""
    if os.geteuid() == 0:
        return ()
    if shutil.which("sudo") and run(("sudo", "-n", "true"), timeout=20) is None:
        # -E alone is often forbidden by sudoers; the one variable that matters is passed by env.
        return ("sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive")
    return None
