"""`consent-ui demo`: says where to click, serves there, and says clearly when it cannot."""

from __future__ import annotations

import socket
import threading
import urllib.request
from pathlib import Path
from queue import Queue

import pytest
from click.testing import CliRunner

from consent_ui.cli import consent
from consent_ui.demo import PortTaken, serving
from consent_ui.rules.consent import Channel
from consent_ui.texts import languages, texts


@pytest.mark.parametrize("language", languages())
def test_the_greeting_names_every_address_to_click(language: str) -> None:
    lines = serving.greeting(8123, Path("demo.db"), texts(language))
    for path in ("/", "/account", "/consent/preferences"):
        assert any(line.split()[:1] == [f"http://127.0.0.1:8123{path}"] for line in lines), path
    assert any("demo.db" in line for line in lines)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LC_ALL": "", "LC_MESSAGES": "fr_BE", "LANG": "en_GB"}, "fr"),
        ({"LC_ALL": "C", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_greeting_speaks_the_terminals_language(environment: dict[str, str], language: str) -> None:
    assert serving.terminal_texts(environment).language == language


def test_a_taken_port_is_said_clearly_and_leaves_no_file(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(consent, ["demo", "--port", str(port), "--db", str(tmp_path / "demo.db")])
        with pytest.raises(PortTaken, match=str(port + 1)):
            serving.listen(port, texts("en"))
    assert result.exit_code == 1
    assert str(port) in result.output and "Traceback" not in result.output
    assert list(tmp_path.iterdir()) == []


def test_channels_are_read_once_each_and_in_their_order() -> None:
    read = serving.read_channels(["sms", " email", "sms"], texts("en"))
    assert read == (Channel.SMS, Channel.EMAIL)


@pytest.mark.parametrize("channels", ["fax", "", "sms,,email"])
def test_an_unknown_channel_is_said_clearly(tmp_path: Path, channels: str) -> None:
    result = CliRunner().invoke(consent, ["demo", "--db", str(tmp_path / "demo.db"), "--channels", channels])
    assert result.exit_code == 2
    assert "sms, email" in result.output
    assert list(tmp_path.iterdir()) == []


def test_it_serves_where_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    servers: Queue[object] = Queue()
    make = serving.waitress.create_server

    def remembered(*arguments: object, **settings: object) -> object:
        servers.put(made := make(*arguments, map={}, **settings))
        return made

    monkeypatch.setattr(serving.waitress, "create_server", remembered)
    said: Queue[str] = Queue()
    thread = threading.Thread(target=serving.serve, args=(0, tmp_path / "demo.db", ["sms"], said.put), daemon=True)
    thread.start()
    server = servers.get(timeout=30)
    address = ""
    while not address.startswith("http"):
        address = said.get(timeout=30).strip().partition(" ")[0]
    with urllib.request.urlopen(address, timeout=10) as answer:
        page = answer.read().decode()
    assert "Chez Momo" in page and 'id="consent-banner"' in page
    server.trigger.pull_trigger(lambda: [each.close() for each in list(server._map.values())])
    thread.join(timeout=10)
    assert not thread.is_alive()
