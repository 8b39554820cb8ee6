"""Offers by e-mail: the same gate, a mail server on a real socket, and a way out in every letter."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from click.testing import Result
from flask import Flask
from flask.testing import FlaskCliRunner

from consent_ui import publishing
from consent_ui.rules.composing import compose
from consent_ui.rules.consent import Channel, Place
from consent_ui.rules.messages import retention_letter
from consent_ui.store import ledger
from consent_ui.store.people import Customer
from consent_ui.texts import texts
from tests.host.site import create_host
from tests.journeys.place import CONFIG
from tests.messaging.conftest import HOME as BY_SMS
from tests.messaging.conftest import NOW, PHONE, SEALS, Sender
from tests.messaging.mailbox import Mailbox

HOME = replace(BY_SMS, channels=(Channel.SMS, Channel.EMAIL), sms_stop="36111")
ADDRESS = "lea@client.example"


class Desk:
    """A site that sends e-mail through a mailbox, and its operator."""

    def __init__(self, sender: Sender, mailbox: Mailbox, folder: Path, public: str = "https://nord.example") -> None:
        self.sender = sender
        url = sender.database.engine.url.render_as_string(hide_password=False)
        publishing.publish_restaurant(sender.database, HOME, NOW - timedelta(days=199))
        self.app: Flask = create_host({
            **CONFIG, "SECRET_KEY": "a key for tests", "CONSENT_DATABASE_URI": url, "CONSENT_SMS_PER_SECOND": 1000,
            "CONSENT_SMTP": mailbox.address, "CONSENT_PUBLIC_URL": public,
        })  # fmt: skip
        self.app.instance_path = str(folder / "instance")

    def says(
        self,
        wishes: dict[Channel, bool],
        days: int = 60,
        at: datetime = NOW - timedelta(days=100),
        reference: str = "lea",
        address: str = ADDRESS,
    ) -> UUID:
        """Léa answers, with both contacts bound, and ordered last so many days ago."""
        notice = compose(HOME, None, texts("fr"))
        customer = Customer(reference, "Léa", PHONE, address, 3, NOW - timedelta(days=days))
        answer = ledger.Answer(uuid4(), notice, notice.fingerprint(), wishes, Place.PREFERENCES, at, "1")
        hashes = SEALS.contact_hashes(HOME.id, {Channel.SMS: PHONE, Channel.EMAIL: address})
        contacts = {channel: hashes[channel][0] for channel in wishes}
        recorded = self.sender.database.write(lambda c: ledger.record_customer(c, answer, customer, contacts))
        person = recorded.history[-1].person
        assert person is not None
        return person

    def retention(self, *words: str, at: datetime = NOW, **more: Any) -> Result:
        with time_machine.travel(at, tick=True):
            return FlaskCliRunner(self.app).invoke(args=["consent", "retention", *words], **more)


@pytest.fixture
def desk(sender: Sender, mailbox: Mailbox, tmp_path: Path) -> Desk:
    return Desk(sender, mailbox, tmp_path)


def button(mail: EmailMessage) -> str:
    """The path that a mail program's own button posts to."""
    found = re.fullmatch(r"<https://nord\.example(/consent/unsubscribe/[^>]+)>", str(mail["List-Unsubscribe"]))
    assert found and mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return found[1]


@pytest.mark.requirement("EM-01", "EM-02", "EM-03")
def test_a_letter_says_who_and_what_and_carries_both_ways_out(desk: Desk, mailbox: Mailbox) -> None:
    desk.says({Channel.EMAIL: True})
    assert desk.retention("run", "--by", "email").exit_code == 0
    (mail,) = mailbox.kept
    assert mail["To"] == ADDRESS and mail["Reply-To"] == HOME.email and str(mail["From"]).startswith("Café Nord <")
    assert str(mail["Subject"]).startswith("Café Nord\u00a0: 25")
    button(mail)
    words = mail.get_content()
    assert "RETOUR" in words and HOME.legal_name in words and HOME.address in words and "36111" not in words
    link = re.search(r"https://nord\.example(/consent/m/\S+)", words)
    assert link and desk.app.test_client().get(link[1]).status_code == 200


@pytest.mark.requirement("EM-01", "WD-04")
def test_the_button_of_a_mail_program_ends_the_letters(desk: Desk, mailbox: Mailbox) -> None:
    person = desk.says({Channel.EMAIL: True})
    desk.retention("run", "--by", "email")
    where, client = button(mailbox.kept[0]), desk.app.test_client()
    assert client.get(where).status_code == 200
    posted = client.post(where, data={"List-Unsubscribe": "One-Click"})
    assert posted.status_code == 200 and "Set-Cookie" not in posted.headers
    with desk.sender.database.read() as connection:
        assert ledger.history(connection, HOME.id, person)[-1].kind == "withdrawn"
    later = NOW + timedelta(days=140)
    desk.sender.database.write(
        lambda c: ledger.people.save_customer(
            c, HOME.id, Customer("lea", "Léa", PHONE, ADDRESS, 4, later - timedelta(days=60))
        )
    )
    assert desk.retention("run", "--by", "email", at=later).exit_code == 0
    assert len(mailbox.kept) == 1


@pytest.mark.requirement("EM-01")
@pytest.mark.parametrize("wishes", [{Channel.EMAIL: False}, {Channel.SMS: True}, {}], ids=["no", "sms alone", "silent"])
def test_no_letter_without_a_yes_to_letters(desk: Desk, mailbox: Mailbox, wishes: dict[Channel, bool]) -> None:
    if wishes:
        desk.says(wishes)
    assert desk.retention("run", "--by", "email").exit_code == 0
    assert mailbox.kept == []


@pytest.mark.parametrize("first", [Channel.SMS, Channel.EMAIL])
def test_nobody_gets_one_offer_through_both_channels(desk: Desk, mailbox: Mailbox, first: Channel) -> None:
    desk.says({Channel.SMS: True, Channel.EMAIL: True})
    second = Channel.EMAIL if first is Channel.SMS else Channel.SMS
    said = [desk.retention("run", "--by", str(by)).stdout for by in (first, second, first)]
    assert len(mailbox.kept) + "".join(said).count("to …") == 1
    assert texts("en")("sending.already_sent") in said[1]


def test_a_preview_masks_the_address_and_counts_no_segments(desk: Desk) -> None:
    desk.says({Channel.EMAIL: True})
    said = desk.retention("preview", "--by", "email", "--json").stdout.splitlines()
    assert '"l•••@client.example"' in said[0] and "segments" not in said[0] and '"segments": 0' in said[1]


@pytest.mark.requirement("EM-01")
@pytest.mark.parametrize("public", ["http://nord.example", None])
def test_without_an_https_address_to_stop_at_no_letter_leaves(
    sender: Sender, mailbox: Mailbox, tmp_path: Path, public: str | None
) -> None:
    desk = Desk(sender, mailbox, tmp_path, public)  # type: ignore[arg-type]
    desk.says({Channel.EMAIL: True})
    result = desk.retention("run", "--by", "email")
    assert result.exit_code == 2 and "CONSENT_PUBLIC_URL" in result.output and mailbox.kept == []
    with pytest.raises(ValueError):
        retention_letter(HOME, sender.campaign, None, None, "https://nord.example/m", public or "", texts("fr"))


@pytest.mark.parametrize(("answer", "why"), [("450 later", "already_sent"), ("550 no such user", "paused")])
def test_a_refused_letter_is_not_sent_again_and_an_address_that_is_gone_waits(
    desk: Desk, mailbox: Mailbox, answer: str, why: str
) -> None:
    desk.says({Channel.EMAIL: True})
    mailbox.refuses = answer
    assert desk.retention("run", "--by", "email").exit_code == 0
    mailbox.refuses = ""
    again = desk.retention("run", "--by", "email")
    assert again.exit_code == 0 and mailbox.kept == []
    assert texts("en")(f"sending.{why}") in again.stdout


@pytest.mark.requirement("CV-20", "EM-01")
@pytest.mark.parametrize("spelt", ["Lea@Client.Example", " lea@client.example ", "LEA@client.example"])
def test_whoever_holds_an_address_in_another_spelling_leaves_for_all(desk: Desk, mailbox: Mailbox, spelt: str) -> None:
    desk.says({Channel.EMAIL: True})
    desk.says({Channel.EMAIL: False}, at=NOW - timedelta(days=50), reference="twin", address=spelt)
    assert texts("en")("sending.left_elsewhere") in desk.retention("preview", "--by", "email").stdout
    assert desk.retention("run", "--by", "email").exit_code == 0
    assert mailbox.kept == []


@pytest.mark.requirement("CV-20", "EM-01")
@pytest.mark.parametrize("odd", ["Léa <lea@client.example>", "lea@client.example (home)", "lea@client.example, x@y.z"])
def test_no_letter_reaches_an_address_that_is_only_a_part_of_what_an_account_holds(
    desk: Desk, mailbox: Mailbox, odd: str
) -> None:
    desk.says({Channel.EMAIL: True}, address=odd)
    assert texts("en")("sending.no_contact") in desk.retention("preview", "--by", "email").stdout
    assert desk.retention("run", "--by", "email").exit_code == 0
    assert mailbox.kept == []


@pytest.mark.requirement("IN-05", "SM-08")
@pytest.mark.parametrize("first", [Channel.SMS, Channel.EMAIL])
def test_what_came_through_one_channel_counts_for_the_number_that_the_notice_names(
    desk: Desk, mailbox: Mailbox, first: Channel
) -> None:
    """The notice says at most so many messages, not so many of each kind."""
    publishing.publish_restaurant(desk.sender.database, replace(HOME, monthly_cap=1), NOW - timedelta(days=198))
    desk.says({Channel.SMS: True, Channel.EMAIL: True})
    second = Channel.EMAIL if first is Channel.SMS else Channel.SMS
    said = desk.retention("run", "--by", str(first)).stdout
    desk.says({Channel.SMS: True, Channel.EMAIL: True}, days=45)  # she ordered once more, and has lapsed again
    assert texts("en")("sending.too_often") in desk.retention("preview", "--by", str(second)).stdout
    said += desk.retention("run", "--by", str(second)).stdout
    assert len(mailbox.kept) + said.count("to …") == 1
