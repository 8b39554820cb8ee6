"""E-mail to a mail server over a real socket."""

from __future__ import annotations

import socket
from dataclasses import replace

import pytest

from consent_ui.messaging.gateways import NoAnswer, Refused
from consent_ui.messaging.mail import BadServer, Mail, Smtp
from tests.messaging.mailbox import Mailbox
from tests.samples import sample_restaurant

HOME = sample_restaurant()
MAIL = Mail("lea@client.example", "Café Nord: your code", "123456 is your code.\n", "Café Nord", HOME.email)


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


def test_a_server_that_puts_off_is_not_taken_for_one_that_refuses_for_good(mailbox: Mailbox) -> None:
    mailbox.refuses = "450 come back later"
    with pytest.raises(Refused) as refused:
        Smtp(mailbox.address).send(MAIL)
    assert (refused.value.code, refused.value.gone) == ("450", False)


def test_a_server_that_is_not_there_gives_no_answer() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        with pytest.raises(NoAnswer):
            Smtp(f"smtp://127.0.0.1:{closed.getsockname()[1]}?from=codes@nord.example").send(MAIL)


@pytest.mark.requirement("WD-07")
def test_what_a_slow_server_has_not_taken_in_time_never_leaves(mailbox: Mailbox) -> None:
    """Each of its answers comes in time; all of them together do not."""
    mailbox.slow = 0.2
    with pytest.raises(NoAnswer):
        Smtp(mailbox.address).send(replace(MAIL, patience=0.5))
    Smtp(mailbox.address).send(replace(MAIL, subject="another", patience=5))
    assert [mail["Subject"] for mail in mailbox.kept] == ["another"]


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
