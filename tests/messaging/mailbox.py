"""A mail server on a real socket, which keeps what it is given."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


@dataclass
class Mailbox:
    """A mail server that keeps what it is given, and refuses what it is told to. `slow` are the seconds it takes for
    each of its answers before it is handed a letter."""

    port: int = 0
    refuses: str = ""
    slow: float = 0.0
    kept: list[EmailMessage] = field(default_factory=list)

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, name: str, said: list[str]) -> list[str]:
        await asyncio.sleep(self.slow)
        session.host_name = name
        return said

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        await asyncio.sleep(self.slow)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        await asyncio.sleep(self.slow)
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.kept.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"

    @property
    def address(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?from=codes@nord.example"
