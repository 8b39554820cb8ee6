"""The narrow door of service messages: only the texts that are declared leave by it, and they advertise nothing."""

from __future__ import annotations

import io
from typing import Any

import pytest

from consent_ui.fairness.offers import PROMISE
from consent_ui.messaging import choosing
from consent_ui.messaging.gateways import Console, NoAnswer, Refused
from consent_ui.messaging.mail import ConsoleMailer, Mail
from consent_ui.messaging.service import CODES, SUBJECTS, Service, Words
from consent_ui.rules.consent import Channel
from consent_ui.rules.sms_text import Alphabet, length
from consent_ui.rules.wording import lint_text
from consent_ui.settings import read_settings
from consent_ui.texts import languages, texts
from tests.messaging.conftest import HOME, PHONE, Remembering
from tests.samples import LANGUAGES, sample_restaurant

pytestmark = pytest.mark.requirement("SM-05", "SM-10")
ADDRESS, LINK = "lea@client.example", "https://nord.example/consent/contact?link=x"
BY_SMS = [words for words in Words if words not in SUBJECTS]


def given(words: Words) -> dict[str, str]:
    """What a caller hands over with these words."""
    code = {"code": "123456"} if words in CODES else {}
    return {**code, **({"link": LINK} if words is Words.CODE_LINK else {})}


@pytest.mark.parametrize("words", ["message.offer", "service.stopped", "Buy one, get one free", ""])
def test_no_other_text_leaves(words: Any) -> None:
    gateway = Remembering()
    with pytest.raises(ValueError, match="no such service message"):
        Service(gateway).tell(words, PHONE, HOME, "en")
    assert gateway.sent == []


@pytest.mark.parametrize(
    ("words", "code", "link"),
    [
        (Words.CODE_SMS, "25 % off", ""), (Words.CODE_SMS, "12345", ""), (Words.CODE_SMS, "1234567", ""),
        (Words.CODE_SMS, "", ""), (Words.CODE_SMS, "123456", LINK), (Words.CODE_EMAIL, "123456", LINK),
        (Words.CODE_LINK, "123456", "buy now"), (Words.CODE_LINK, "123456", "javascript:alert(1)"),
        (Words.CODE_LINK, "123456", ""), (Words.STOPPED, "123456", ""), (Words.HELP, "", LINK),
    ],
)  # fmt: skip
def test_nothing_but_a_code_and_a_link_fits_through_and_only_where_they_belong(
    words: Words, code: str, link: str
) -> None:
    out = io.StringIO()
    with pytest.raises(ValueError):
        Service(Console(out), ConsoleMailer(out)).tell(words, ADDRESS, HOME, "en", code=code, link=link)
    assert out.getvalue() == ""


@pytest.mark.parametrize("error", [Refused("21610"), NoAnswer("late"), OSError(f"{PHONE} is not reachable")])
def test_what_does_not_leave_is_told_and_breaks_nothing(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    class Broken:
        def send(self, mail: Mail) -> None:
            raise error

    door = Service(Remembering(fails=error), Broken())
    assert not door.tell(Words.STOPPED, PHONE, HOME, "en")
    assert not door.tell(Words.CODE_EMAIL, ADDRESS, HOME, "en", code="123456")
    assert not Service().tell(Words.STOPPED, PHONE, HOME, "en")
    assert PHONE not in caplog.text and ADDRESS not in caplog.text


@pytest.mark.requirement("SM-15")
def test_by_default_nothing_leaves_the_machine() -> None:
    settings, out = read_settings({}), io.StringIO()
    sms, mail = (choosing.door(None, settings, channel, out) for channel in (Channel.SMS, Channel.EMAIL))
    assert sms and isinstance(sms.sms, Console) and mail and isinstance(mail.mail, ConsoleMailer)
    assert mail.tell(Words.CODE_EMAIL, ADDRESS, HOME, "en", code="123456")
    assert "123456" in out.getvalue() and "lea@" not in out.getvalue()


def test_codes_leave_by_the_hosts_own_way_where_it_has_one() -> None:
    sent: list[tuple[str, str]] = []
    door = choosing.door(lambda to, text: sent.append((to, text)), read_settings({}), Channel.SMS, io.StringIO())
    assert door and door.tell(Words.CODE_SMS, PHONE, HOME, "en", code="123456")
    assert [to for to, _ in sent] == [PHONE]


def test_a_mail_server_that_cannot_be_used_stops_no_sms(caplog: pytest.LogCaptureFixture) -> None:
    settings = read_settings({"CONSENT_SMTP": "smtp://nobody"})
    assert choosing.door(None, settings, Channel.EMAIL, io.StringIO()) is None
    assert choosing.door(None, settings, Channel.SMS, io.StringIO()) is not None
    assert "no service message can leave" in caplog.text


@pytest.mark.requirement("CV-09")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", Words)
def test_a_service_message_advertises_nothing(language: str, words: Words) -> None:
    say = texts(language)
    values = {
        "code": "123456", "restaurant": HOME.name, "link": "nord.example", "phone": HOME.phone, "email": HOME.email,
        "number": "36111",
    }  # fmt: skip
    for text in [say(key, **values) for key in {words.value, SUBJECTS.get(words, words.value)}]:
        assert not PROMISE.search(text) and "%" not in text
        about_offers = words in (Words.STOPPED, Words.STARTED)  # they name what stops and what comes again
        tempting = ("menu", "order", "commande", "promo", *(() if about_offers else ("offer", "offre")))
        assert not any(word in text.lower() for word in tempting)
        assert lint_text(text.replace("START", "start"), language) == []  # a word to answer with, not a shout


@pytest.mark.requirement("SM-12")
@pytest.mark.parametrize("words", BY_SMS)
def test_what_leaves_by_sms_is_short_and_in_plain_letters(words: Words) -> None:
    home = sample_restaurant(name="x" * 40, sms_stop="36111")
    for language in languages():
        gateway = Remembering()
        assert Service(gateway).tell(words, PHONE, home, language, **given(words))
        ((_, text),) = gateway.sent
        helps = words in (Words.HELP, Words.HELP_NUMBER)  # a number and an address to reach somebody at take room
        assert length(text).alphabet is Alphabet.GSM_7 and length(text).segments <= 1 + helps, text
        assert "http" not in text and "{" not in text
