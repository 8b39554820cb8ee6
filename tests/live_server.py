"""Serves a WSGI application to a real browser, in a thread of the test."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from waitress.server import create_server


@contextmanager
def serve(app: Callable[..., Any], threads: int = 4) -> Iterator[str]:
    """Serve on a free port of 127.0.0.1 and yield the address, without a slash at its end."""
    # The dispatcher waits on this map; one of its own keeps servers of one test apart.
    sockets: dict[int, Any] = {}
    server = create_server(app, map=sockets, host="127.0.0.1", port=0, threads=threads, ident=None)
    thread = threading.Thread(target=server.run, name="live server", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.task_dispatcher.shutdown(cancel_pending=True, timeout=5)
        # Closed from its own thread: the loop ends once it has no socket left to wait on.
        with suppress(OSError):  # the loop may wake by itself, and close what it is being woken through
            server.trigger.pull_trigger(lambda: _close_all(sockets))
        thread.join(timeout=10)
        assert not thread.is_alive(), "the live server did not stop"


def _close_all(sockets: dict[int, Any]) -> None:
    for each in list(sockets.values()):
        each.close()
