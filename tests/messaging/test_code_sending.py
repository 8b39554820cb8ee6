"""The narrow door of service messages: a code and nothing else, over real sockets."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from consent_ui.fairness.offers import PROMISE
from consent_ui.messaging.code_sending import CodeSender, Words, sender_of
from consent_ui.messaging.gateways import Console, NoAnswer, Refused
from consent_ui.messaging.mail import BadServer, ConsoleMailer, Mail, Smtp
from consent_ui.rules.consent import Channel
from consent_ui.rules.sms_text import length
from consent_ui.rules.wording import lint_text
from consent_ui.settings import read_settings
from consent_ui.texts import texts
from tests.samples import LANGUAGES, sample_restaurant

HOME = sample_restaurant()
MAIL = Mail("lea@client.example", "Café Nord: your code", "123456 is your code.\n", "Café Nord", HOME.email)


@dataclass
class Mailbox:
    """A mail server that keeps what it is given, and refuses what it is told to."""

    port: int = 0
    refuses: str = ""
    kept: list[EmailMessage] = field(default_factory=list)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
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


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        box.port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    yield box
    controller.stop()


def test_an_email_reaches_a_server_with_all_it_needs(mailbox: Mailbox) -> None:
    Smtp(mailbox.address).send(MAIL)
    (mail,) = mailbox.kept
    assert mail["To"] == "lea@client.example" and mail["Reply-To"] == HOME.email
    assert str(mail["From"]) == "Café Nord <codes@nord.example>" and mail["Subject"] == MAIL.subject
    assert mail["Auto-Submitted"] == "auto-generated" and mail["Message-ID"].endswith("@nord.example>")
    assert mail.get_content().splitlines() == MAIL.text.splitlines() and not mail.is_multipart()


def test_a_server_that_refuses_the_address_says_so(mailbox: Mailbox) -> None:
    mailbox.refuses = "550 no such user"
    with pytest.raises(Refused) as refused:
        Smtp(mailbox.address).send(MAIL)
    assert (refused.value.code, refused.value.gone) == ("550", True)


def test_a_server_that_is_not_there_gives_no_answer() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        with pytest.raises(NoAnswer):
            Smtp(f"smtp://127.0.0.1:{closed.getsockname()[1]}?from=codes@nord.example").send(MAIL)


def test_a_password_is_never_said_in_the_open(mailbox: Mailbox) -> None:
    with pytest.raises(NoAnswer):
        Smtp(mailbox.address.replace("smtp://", "smtp://user:secret@")).send(MAIL)
    assert mailbox.kept == []


@pytest.mark.parametrize("broken", ["to", "subject", "sender"])
def test_nothing_can_be_smuggled_into_a_header(mailbox: Mailbox, broken: str) -> None:
    hostile = replace(MAIL, **{broken: f"{getattr(MAIL, broken)}\r\nBcc: all@client.example"})
    with pytest.raises(ValueError):
        Smtp(mailbox.address).send(hostile)
    assert mailbox.kept == []


@pytest.mark.parametrize(
    "address",
    ["smtp://", "smtp://mail.example.org", "smtp://mail.example.org?from=nobody", "smtp://a:b:c?from=a@b.example"],
)
def test_an_address_that_names_no_server_or_sender_is_refused(address: str) -> None:
    with pytest.raises(BadServer):
        Smtp(address)


@pytest.mark.requirement("SM-15")
def test_by_default_nothing_leaves_the_machine() -> None:
    sender = sender_of(read_settings({}))
    assert isinstance(sender.sms, Console) and isinstance(sender.mail, ConsoleMailer)
    out = io.StringIO()
    assert CodeSender(Console(out), ConsoleMailer(out)).send_code(
        Channel.EMAIL, "lea@client.example", HOME, "en", "123456"
    )
    assert "123456" in out.getvalue() and "lea@" not in out.getvalue()


def test_a_gateway_that_fails_is_no_failure_of_the_page(caplog: pytest.LogCaptureFixture) -> None:
    class Broken:
        name = "broken"

        def send(self, to: Any, text: str = "") -> str:
            raise OSError(f"{to} is not reachable")

    sender = CodeSender(Broken(), Broken())
    assert not sender.send_code(Channel.SMS, "+33612345678", HOME, "en", "123456")
    assert "+33612345678" not in caplog.text


@pytest.mark.parametrize(
    ("code", "link"),
    [("25 % off", ""), ("12345", ""), ("1234567", ""), ("123456", "buy now"), ("123456", "javascript:alert(1)")],
)
def test_nothing_but_a_code_and_a_link_fits_through(code: str, link: str) -> None:
    out = io.StringIO()
    with pytest.raises(ValueError):
        CodeSender(Console(out), ConsoleMailer(out)).send_code(
            Channel.EMAIL, "lea@client.example", HOME, "en", code, link
        )
    assert out.getvalue() == ""


@pytest.mark.requirement("CV-09", "SM-05", "SM-10")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", Words)
def test_a_service_message_advertises_nothing(language: str, words: Words) -> None:
    say = texts(language)
    values = {"code": "123456", "restaurant": HOME.name, "link": "nord.example"}
    for text in (say(words.value, **values), say("service.code.subject", **values)):
        assert not PROMISE.search(text)
        assert not any(word in text.lower() for word in ("offer", "offre", "menu", "order", "commande", "promo"))
        assert lint_text(text, language) == []


@pytest.mark.requirement("SM-12")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_fits_into_one_sms(language: str) -> None:
    text = texts(language)(Words.CODE_SMS.value, code="123456", restaurant="x" * 40)
    assert length(text).segments == 1 and length(text).alphabet == "GSM-7"
