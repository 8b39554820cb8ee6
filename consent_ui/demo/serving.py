"""Opens the demo restaurant on this machine and says where to click."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click
import waitress

from consent_ui.demo.sample import LANGUAGES, PEOPLE, restaurant
from consent_ui.rules.consent import Channel
from consent_ui.texts import Texts, texts

HOST = "127.0.0.1"
THREADS = 8


class PortTaken(click.ClickException):
    """Something else listens on this port already; the message says what to do."""


def read_channels(names: Sequence[str], text: Texts) -> tuple[Channel, ...]:
    """The channels of these names, each once. Raises click.BadParameter."""
    try:
        channels = tuple(dict.fromkeys(Channel(name.strip()) for name in names))
    except ValueError as error:
        known = ", ".join(Channel)
        raise click.BadParameter(text("demo.serve.channels", known=known), param_hint="--channels") from error
    return channels


def terminal_texts(environment: Mapping[str, str] = os.environ) -> Texts:
    """The texts in the language of this terminal, English when there is no catalogue for it (POSIX: the first of
    LC_ALL, LC_MESSAGES and LANG that is set decides)."""
    names = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    language = next((name for name in names if name), "")[:2]
    return texts(language if language in LANGUAGES else "en")


def serve(
    port: int,
    db: Path,
    channels: Sequence[str] | None = None,
    say: Callable[[str], None] = click.echo,
    design: Path | None = None,
) -> None:
    """Serve the demo on 127.0.0.1 until interrupted, with its SQLite database in the file `db`, which is created
    when missing, and a designer's folder if there is one. Raises PortTaken and click.BadParameter before anything is
    written."""
    from consent_ui.demo import create_demo

    text = terminal_texts()
    writes_by = read_channels(channels, text) if channels is not None else None
    check_file(db, text)
    listening = listen(port, text)
    try:
        app = create_demo(f"sqlite:///{db.absolute()}", channels=writes_by, design=design)
        server = waitress.create_server(app, sockets=[listening], threads=THREADS, ident=None, asyncore_use_poll=True)
        for line in greeting(listening.getsockname()[1], db, text, app.debug):
            say(line)
        try:
            server.run()
        finally:
            server.close()
    finally:
        listening.close()


def check_file(db: Path, text: Texts) -> None:
    """Refuse what no SQLite file can be or become, before anything is written. Raises click.BadParameter."""
    try:
        usable = db.absolute().parent.is_dir() and not db.is_dir()
        if usable and db.exists():
            with db.open("rb") as file:
                usable = file.read(16) in (b"", b"SQLite format 3\0")
    except OSError:
        usable = False
    if not usable:
        raise click.BadParameter(text("demo.serve.no_database", path=db), param_hint="--db")


def listen(port: int, text: Texts) -> socket.socket:
    """A socket that listens on this port of 127.0.0.1; port 0 is any free one. Raises PortTaken."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(1024)
    except OSError as error:
        listening.close()
        raise PortTaken(text("demo.serve.port_taken", port=port, other=port + 1)) from error
    return listening


def greeting(port: int, db: Path, text: Texts, has_gallery: bool = False) -> list[str]:
    """Where to click, one address a line."""
    home = f"http://{HOST}:{port}"
    ways: tuple[tuple[str, str], ...] = (
        ("/", "home"),
        ("/account", "account"),
        ("/consent/preferences", "preferences"),
        ("/team", "team"),
    )
    ways += (("/consent/gallery", "gallery"),) if has_gallery else ()
    return [
        "",
        f"  {text('demo.serve.ready', name=restaurant().name)}",
        "",
        *(f"  {home + path:<44}{text(f'demo.serve.{name}', count=len(PEOPLE))}" for path, name in ways),
        "",
        f"  {text('demo.serve.database', path=db)}",
        "",
    ]
