"""Every message there can be: who writes, how to stop, how long it is. And nobody but the gate reaches a gateway."""

from __future__ import annotations

import ast
from datetime import UTC, datetime
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from consent_ui.rules.campaigns import BuyGet, CampaignKind, Offer, PercentOff
from consent_ui.rules.messages import WayOut, retention_message
from consent_ui.rules.sms_text import Alphabet
from consent_ui.texts import languages, texts
from tests.samples import sample_campaign, sample_restaurant

PACKAGE = Path(__file__).resolve().parents[2] / "consent_ui"
OFFERS: list[Offer] = [*(PercentOff(n) for n in range(1, 101)), *(BuyGet(b, f) for b in (1, 2, 10) for f in (1, 2, 3))]
UNTIL = [None, *(datetime(2026, month, 28, 12, tzinfo=UTC) for month in range(1, 13))]
OUT = [WayOut(number="36111"), WayOut(), WayOut(link="https://nord.example/s/" + "x" * 43, answers=False)]


@pytest.mark.requirement("SM-01", "SM-02", "SM-12")
@pytest.mark.parametrize("language", languages())
def test_every_message_names_the_restaurant_and_the_way_out_in_plain_letters(language: str) -> None:
    home, say = sample_restaurant(name="Cafe Nord"), texts(language)
    cases = [
        *product(OFFERS, ["RETOUR"], [None], UNTIL[:2], OUT),
        *product(OFFERS[24:26], [None, "RETOUR-2026"], [None, Decimal("12.50")], UNTIL, OUT),
    ]
    assert len(cases) > 600
    for offer, voucher, minimum, until, out in cases:
        campaign = sample_campaign(CampaignKind.RETENTION, offer=offer, minimum=minimum)
        message = retention_message(home, campaign, voucher, until, out, say)
        case = f"{language}: {message.text}"
        assert message.text.startswith(home.name), case
        assert (out.number or out.link or "STOP") in message.text and ("STOP" in message.text or out.link), case
        assert voucher is None or voucher in message.text, case
        assert (message.length.alphabet, message.length.forced_by) == (Alphabet.GSM_7, ""), case
        assert message.length.segments <= 2, case
        assert "  " not in message.text and "{" not in message.text and message.text == message.text.strip(), case
        assert message.language == language


DOORS = {"messaging/gate.py": 2, "messaging/service.py": 2}
"""Who may hand something to a gateway, and in how many places: marketing through the gate, service messages through
their own narrow door, each by SMS and by e-mail."""
WIRES = {"smtplib": "messaging/mail.py", "apprise": "messaging/apprise_gateway.py"}
"""What a message leaves the machine by, and the one module that may import it."""
NAMES = ("send", "send_letter", "notify", "send_message", "sendmail")
BY_NAME = ("getattr", "attrgetter", "methodcaller")


def calls_of_send(source: str) -> list[int]:
    """Lines on which something that sends is called, passed on, imported, or fetched by its name, whatever it is called
    on. There is no exception: whoever has something to tell calls the door's `tell`."""
    return [node.lineno for node in ast.walk(ast.parse(source)) if _sends(node)]


def _sends(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(attr=name):
            return name in NAMES
        case ast.ImportFrom(names=names):
            return any(each.name in NAMES for each in names)
        case ast.Call(func=ast.Name(id=function) | ast.Attribute(attr=function), args=given) if function in BY_NAME:
            return any(isinstance(each, ast.Constant) and each.value in NAMES for each in given)
    return False


def imported(source: str) -> set[str]:
    """The first names of all that a module imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {each.name.partition(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.requirement("CV-01")
def test_nobody_but_the_gate_calls_a_gateway() -> None:
    own = {"messaging/gateways.py", "messaging/apprise_gateway.py", "messaging/mail.py", "messaging/mail_gateway.py"}
    # Fairness is measured in a browser, to which commands are sent; it knows nothing of messages.
    everything = {path: path.read_text("utf-8") for path in sorted(PACKAGE.rglob("*.py"))}
    assert not [path for path, source in everything.items() if "fairness" in named(path) and "messaging" in source]
    others = [path for path in everything if named(path) not in own and "fairness" not in named(path)]
    calls = {named(path): len(found) for path in others if (found := calls_of_send(path.read_text("utf-8")))}
    assert calls == DOORS
    # These make gateways and call none: Apprise's own `notify` stands inside its gateway.
    assert calls_of_send((PACKAGE / "messaging/gateways.py").read_text("utf-8")) == []
    for wired in ("messaging/apprise_gateway.py", "messaging/mail_gateway.py"):
        assert len(calls_of_send((PACKAGE / wired).read_text("utf-8"))) == 1


@pytest.mark.parametrize(
    "planted",
    [
        "gateway.send('+33', 'offer')",
        "f = gateway.send",
        "service.send('+33', 'offer')",
        "service.sms.send('+33', 'offer')",
        "from consent_ui.messaging.somewhere import send",
        "getattr(gateway, 'send')('+33', 'offer')",
        "methodcaller('send', '+33', 'offer')(gateway)",
        "server.send_message(mail)",
        "gateway.send_letter('lea@client.example', offer)",
    ],
)
def test_a_planted_call_is_found(planted: str) -> None:
    assert calls_of_send(planted)


def test_a_word_that_is_no_call_is_none() -> None:
    assert calls_of_send("if do == 'send':\n    door.tell(words, to)") == []


def test_each_way_out_of_the_machine_is_used_in_one_place_alone() -> None:
    for wire, place in WIRES.items():
        assert [named(path) for path in PACKAGE.rglob("*.py") if wire in imported(path.read_text("utf-8"))] == [place]
    others = {"requests", "httpx", "aiohttp", "twilio", "urllib3"}
    assert [named(path) for path in PACKAGE.rglob("*.py") if others & imported(path.read_text("utf-8"))] == []
