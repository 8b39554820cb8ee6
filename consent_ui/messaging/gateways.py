"""Where a message leaves: a gateway takes a number or address and a text, and says whether it took it.

Every gateway answers within its patience, which is shorter than that of somebody who withdraws at the same moment and
waits for the message to be over (store/turns.py).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import copy_context
from dataclasses import dataclass
from typing import Protocol, TextIO, runtime_checkable

from consent_ui.rules.messages import Message

TIMEOUT = 3.0
"""Seconds a gateway has for one message."""


class Refused(Exception):
    """The gateway did not take the message. `code` is its own, such as Twilio's 21610; `gone` says that this contact
    has blocked the sender or is not the person's."""

    def __init__(self, code: str, *, gone: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.gone = gone


class NoAnswer(Exception):
    """The gateway did not say in time whether it took the message: it may have left."""


class Gateway(Protocol):
    """`name` is stored with each message; `send` returns the gateway's own name for the message, or an empty string.

    Raises Refused and NoAnswer.
    """

    name: str

    def send(self, to: str, text: str) -> str: ...


@runtime_checkable
class Letters(Protocol):
    """The same for e-mail: takes the whole message, with its subject and its button to stop."""

    name: str

    def send_letter(self, to: str, message: Message) -> str: ...


def within(seconds: float, send: Callable[[], str]) -> str:
    """What `send` returns, if it does so in time. A gateway's own patience may be for each byte of an answer, and a
    host's function may have none; a person who withdraws waits for both. Raises NoAnswer, and what `send` raises."""
    answer: Future[str] = Future()
    context = copy_context()  # a host's function may ask for its application

    def work() -> None:
        if not answer.set_running_or_notify_cancel():
            return
        try:
            answer.set_result(context.run(send))
        except BaseException as error:
            answer.set_exception(error)

    threading.Thread(target=work, name="consent-gateway", daemon=True).start()
    try:
        return answer.result(seconds)
    except TimeoutError as error:
        answer.cancel()  # what has not begun by now never does
        raise NoAnswer("timeout") from error


@dataclass
class Console:
    """Prints instead of sending: the default, so that nothing leaves a machine by mistake (SM-15)."""

    out: TextIO
    name: str = "console"

    def send(self, to: str, text: str) -> str:
        """Print the message; the number only by its last two digits."""
        print(f"to …{to[-2:]}: {text}", file=self.out, flush=True)
        return ""


@dataclass
class Hook:
    """Hands each message to the host's own function, which returns its name for it and raises Refused or NoAnswer."""

    function: Callable[[str, str], str | None]
    name: str = "host"

    def send(self, to: str, text: str) -> str:
        """Ask the host. Anything it raises that is not ours means that nobody knows."""
        try:
            return self.function(to, text) or ""
        except (Refused, NoAnswer):
            raise
        except Exception as error:
            raise NoAnswer(type(error).__name__) from error
