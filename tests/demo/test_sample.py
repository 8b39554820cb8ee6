"""The sample data: stored once, true to what it says of itself, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from consent_ui.demo import create_demo, sample
from consent_ui.rules.consent import Channel, State
from consent_ui.texts import texts
from tests.demo.visiting import CONFIG, sign_in
from tests.quality_client import QualityClient

Build = Callable[..., Flask]

STATES = {
    "lea": State.UNKNOWN, "thomas": State.UNKNOWN, "grace": State.UNKNOWN, "nour": State.PENDING,
    "amina": State.GIVEN, "julien": State.UNKNOWN, "camille": State.GIVEN, "ines": State.UNKNOWN,
    "robert": State.WITHDRAWN, "chloe": State.REFUSED, "hugo": State.REFUSED, "elodie": State.GIVEN,
}  # fmt: skip
ASKED = {"lea", "thomas", "grace", "julien", "ines", "hugo"}


@pytest.mark.parametrize(("reference", "state"), STATES.items())
def test_the_sample_customers_stand_where_their_lines_say(client: QualityClient, reference: str, state: State) -> None:
    sign_in(client, reference)
    account, say = client.get("/account").text, texts("fr")
    said = [each for each in State if say(f"state.sms.{each}") in account]
    # "You said yes." also begins the sentence about a yes that is waiting.
    assert max(said, key=lambda each: len(say(f"state.sms.{each}"))) is state
    assert ('id="consent-banner"' in client.get("/").text) is (reference in ASKED)


def test_past_decisions_answer_words_that_were_there_and_none_comes_from_a_real_form(app: Flask) -> None:
    with app.extensions["consent_ui"].database.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT d.at, n.published_at FROM consent_decision d JOIN consent_notice n ON n.fingerprint = d.notice"
        ).all()
    assert len(rows) == sum(1 for p in sample.PEOPLE for past in p.past if past.channel is Channel.SMS)
    assert all(published <= at for at, published in rows)


def test_opening_again_adds_nothing_and_keeps_signing_with_the_same_key(build: Build, tmp_path: Path) -> None:
    def rows(app: Flask) -> list[int]:
        with app.extensions["consent_ui"].database.read() as connection:
            return [
                connection.exec_driver_sql(f"SELECT count(*) FROM consent_{table}").scalar_one()
                for table in ("restaurant", "campaign", "notice", "customer", "decision")
            ]

    first = rows(build())
    assert first[0] == 1 and first[1] == 3 and first[3] == 12
    assert rows(build()) == first
    address = f"sqlite:///{tmp_path / 'other.db'}"
    assert create_demo(address).secret_key == create_demo(address).secret_key
    assert (tmp_path / "other.db.key").stat().st_mode & 0o077 == 0


def test_two_channels_can_be_asked_for(build: Build) -> None:
    app = build(channels=(Channel.SMS, Channel.EMAIL))
    assert app.extensions["consent_ui"].programme(sample.SLUG).restaurant.channels == (Channel.SMS, Channel.EMAIL)
    page = app.test_client().get("/?lang=en").text
    assert "SMS and e-mail" in page


def test_elsewhere_than_in_a_file_the_key_must_be_given() -> None:
    with pytest.raises(ValueError, match="SECRET_KEY"):
        create_demo("postgresql://nobody@127.0.0.1/none")


def test_the_demo_lives_on_postgresql_too(postgresql_url: str) -> None:
    app = create_demo(postgresql_url, CONFIG)
    app.test_client_class = QualityClient
    client = app.test_client()
    sign_in(client, "camille")
    assert "Camille Vaise" in client.get("/account").text
    app.extensions["consent_ui"].close()
