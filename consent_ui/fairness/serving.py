"""Serves a WSGI application on a free port of this machine, in a thread, for as long as it is being measured."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from waitress.server import create_server


@contextmanager
def serve(app: Callable[..., Any], threads: int = 8) -> Iterator[str]:
    """Serve and yield the address, without a slash at its end. Raises RuntimeError when it cannot be stopped."""
    # The dispatcher waits on this map; one of its own keeps two servers of one process apart.
    sockets: dict[int, Any] = {}
    # poll, because select ends at the 1,024th open file of a process, and a browser's pages open many.
    server = create_server(
        app, map=sockets, host="127.0.0.1", port=0, threads=threads, ident=None, asyncore_use_poll=True
    )
    thread = threading.Thread(target=server.run, name="fairness server", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.task_dispatcher.shutdown(cancel_pending=True, timeout=5)
        # Closed from its own thread: the loop ends once it has no socket left to wait on.
        with suppress(OSError):  # the loop may wake by itself, and close what it is being woken through
            server.trigger.pull_trigger(lambda: [each.close() for each in list(sockets.values())])
        thread.join(timeout=10)
        if thread.is_alive():
            raise RuntimeError("the server did not stop")
