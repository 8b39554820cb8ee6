"""A small HTTP/1.1 client over raw sockets: many keep-alive connections, one thread, no parsing beyond need.

It knows which request each answer belongs to and which were never answered, so the crash run uses it
as its only witness; it also fetches tokens, and drives the load where wrk is not installed.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

LONGEST_WAIT = 30.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for the request with this number; status 0 means the connection ended first."""

    number: int
    status: int
    seconds: float
    content: bytes


@dataclass(slots=True)
class _Connection:
    socket: socket.socket
    number: int = -1
    started: float = 0.0
    received: bytearray = field(default_factory=bytearray)
    expected: int = 0


def send(
    port: int,
    requests: Iterable[bytes],
    *,
    connections: int = 32,
    seconds: float = LONGEST_WAIT * 100,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Answer]:
    """Sends each request once, `connections` at a time, and yields answers as they arrive.

    A connection that dies is opened again with the next request; the one it carried is yielded with
    status 0 and not repeated. After `seconds`, or when `stopped()`, nothing new is sent and what is
    on its way is awaited.

    Raises TimeoutError when nothing at all happens for half a minute.
    """
    waiting = iter(enumerate(requests))
    end = time.perf_counter() + seconds
    with _Connections(port, stopped) as pool:
        for _ in range(connections):
            pool.begin(None, waiting)
        while pool.open:
            for connection in pool.ready():
                answer = _receive(connection)
                if answer is None:
                    continue
                yield answer
                if answer.status == 0 or b"connection: close" in connection.received[:400].lower():
                    pool.close(connection)
                if time.perf_counter() >= end or stopped():
                    pool.close(connection)
                else:
                    pool.begin(connection, waiting)


class _Connections:
    """The open connections of one run; whatever happens, none is left open."""

    def __init__(self, port: int, stopped: Callable[[], bool]) -> None:
        self.port = port
        self.stopped = stopped
        self.open: dict[int, _Connection] = {}
        self.selector = selectors.DefaultSelector()

    def __enter__(self) -> _Connections:
        return self

    def __exit__(self, *_: object) -> None:
        for connection in list(self.open.values()):
            self.close(connection)
        self.selector.close()

    def ready(self) -> list[_Connection]:
        events = self.selector.select(LONGEST_WAIT)
        if not events:
            raise TimeoutError(f"no answer within {LONGEST_WAIT:g} s from port {self.port}")
        return [key.data for key, _mask in events]

    def close(self, connection: _Connection) -> None:
        if self.open.pop(id(connection), None) is not None:
            self.selector.unregister(connection.socket)
            connection.socket.close()

    def begin(self, connection: _Connection | None, waiting: Iterator[tuple[int, bytes]]) -> None:
        """Puts the next request on the connection, a new one if it is closed; closes it when none is left."""
        following = next(waiting, None)
        if following is None:
            if connection is not None:
                self.close(connection)
            return
        if connection is None or id(connection) not in self.open:
            opened = _connect(self.port, self.stopped)
            if opened is None:
                return
            connection = _Connection(opened)
            self.open[id(connection)] = connection
            self.selector.register(connection.socket, selectors.EVENT_READ, connection)
        connection.number, request = following
        connection.received = bytearray()
        connection.expected = 0
        connection.started = time.perf_counter()
        # If the server has gone, the selector reports the end of the stream and _receive says so.
        with suppress(OSError):
            connection.socket.sendall(request)


def _connect(port: int, stopped: Callable[[], bool]) -> socket.socket | None:
    """A connection, waited for while the server is coming up again; None once nothing more is to be sent."""
    give_up = time.perf_counter() + LONGEST_WAIT
    while True:
        try:
            opened = socket.create_connection(("127.0.0.1", port), timeout=LONGEST_WAIT)
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return opened
        except OSError:
            if stopped():
                return None
            if time.perf_counter() >= give_up:
                raise
            time.sleep(0.01)


def _receive(connection: _Connection) -> Answer | None:
    """Reads what is there; an Answer when it is complete or the connection has ended."""
    try:
        chunk = connection.socket.recv(65536)
    except OSError:
        chunk = b""
    if chunk:
        connection.received += chunk
        if not connection.expected:
            connection.expected = _length(connection.received)
        if not connection.expected or len(connection.received) < connection.expected:
            return None
        status = int(connection.received[9:12])
        content = bytes(connection.received[connection.received.find(b"\r\n\r\n") + 4 :])
    else:
        status, content = 0, b""
    return Answer(connection.number, status, time.perf_counter() - connection.started, content)


def _length(received: bytearray) -> int:
    """How long the whole answer is, 0 while its head is incomplete."""
    head_end = received.find(b"\r\n\r\n")
    if head_end < 0:
        return 0
    head = bytes(received[:head_end]).lower()
    at = head.find(b"\r\ncontent-length:")
    if at < 0:
        if int(received[9:12]) in (204, 304):
            return head_end + 4
        raise ValueError("an answer without Content-Length cannot be measured here")
    return head_end + 4 + int(head[at + 17 :].split(b"\r\n", 1)[0])
