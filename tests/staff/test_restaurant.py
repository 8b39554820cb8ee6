"""The first page of a restaurant: what there is to do first, and how things stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from consent_ui import migrations
from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.consent import Channel
from consent_ui.rules.counting import ROW
from consent_ui.rules.roles import Role
from consent_ui.store import counting, replies
from consent_ui.store.replies import Kept
from tests.samples import NOW, record_visitor, sample_answer, sample_notice, sample_restaurant
from tests.site import Clock, open_host
from tests.staff.messages import a_run
from tests.staff.office import BackOffice, Colleague
from tests.staff.test_dashboard import look


def said(colleague: Colleague) -> str:
    """The words of the page's own part."""
    answer = colleague.get("/")
    assert answer.status_code == 200
    part = answer.get_data(as_text=True).partition('id="part"')[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", part).split())


def test_it_names_each_running_campaign_and_since_when_and_no_other(back_office: BackOffice) -> None:
    back_office.place.switch_off(CampaignKind.LOYALTY)
    viewer = back_office.colleague(Role.VIEWER)
    words = said(viewer)
    campaigns = {each.kind: each for each in back_office.place.campaigns()}
    for kind in (CampaignKind.SIGNUP, CampaignKind.RETENTION):
        assert f"{campaigns[kind].name} , since" in words
    assert campaigns[CampaignKind.LOYALTY].name not in words
    assert f'href="/consent/staff/cafe-nord/campaigns/{campaigns[CampaignKind.SIGNUP].id}"' in viewer.get("/").text


@pytest.mark.parametrize(("role", "told"), [(Role.VIEWER, False), (Role.MANAGER, True), (Role.OWNER, True)])
def test_before_the_first_campaign_it_leads_whoever_may_to_make_one(
    tmp_path: Path, clock: Clock, role: Role, told: bool
) -> None:
    place = open_host(f"sqlite:///{tmp_path / 'new.db'}")
    migrations.upgrade(place.consent.database)
    place.publish(sample_restaurant())
    words = said(BackOffice(place).colleague(role))
    assert ("Make your first campaign" in words) is told
    assert "None. People are asked in general words, without an offer." in words
    place.close()


def test_a_campaign_that_cannot_run_is_told_first(back_office: BackOffice) -> None:
    signup = next(each for each in back_office.place.campaigns() if each.kind is CampaignKind.SIGNUP)
    viewer = back_office.colleague(Role.VIEWER)
    assert "A campaign cannot run" not in said(viewer)
    back_office.place.publish(back_office.place.restaurant, replace(signup, stores=frozenset({"centre"})))
    assert said(viewer).index("A campaign cannot run") < said(viewer).index("How things stand")


def test_it_counts_what_was_asked_and_answered_today_alone(either_office: BackOffice) -> None:
    place, viewer = either_office.place, either_office.colleague(Role.VIEWER)
    assert "Asked: 0. Yes: 0. No: 0." in said(viewer)
    for answer in ("yes", "yes", "no"):
        visitor = place.visitor()
        visitor.press(visitor.open("/"), answer)
    look(place, times=2)
    words = said(viewer)
    assert "Yes: 2. No: 1." in words and "Asked: 0" not in words


def test_an_answer_counts_once_whether_or_not_it_is_in_the_kept_sums(either_office: BackOffice) -> None:
    place, viewer = either_office.place, either_office.colleague(Role.VIEWER)
    home = place.restaurant
    for answer in ("yes", "no"):
        visitor = place.visitor()
        visitor.press(visitor.open("/"), answer)
    later = datetime.now(UTC) + timedelta(hours=1)
    place.consent.database.write(lambda connection: counting.catch_up(connection, home.id, home.time_zone, later))
    assert "Yes: 1. No: 1." in said(viewer)
    visitor = place.visitor()
    visitor.press(visitor.open("/"), "yes")
    assert "Yes: 2. No: 1." in said(viewer)


def test_answers_of_yesterday_are_not_todays(back_office: BackOffice) -> None:
    notice = sample_notice(back_office.place.restaurant)
    for at in (NOW - timedelta(days=1), NOW):
        back_office.place.consent.database.write(
            lambda connection, at=at: record_visitor(connection, sample_answer(notice, False, at=at), {})
        )
    assert "Yes: 0. No: 1." in said(back_office.colleague(Role.VIEWER))


def test_it_waits_for_no_sum_of_the_ledger(back_office: BackOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sums from nothing take a minute at a million decisions: the dashboard makes them, the first page never."""

    def refuse(*_: object) -> None:
        raise AssertionError("the first page brings the sums up to date")

    for name in ("is_behind", "catch_up"):
        monkeypatch.setattr(counting, name, refuse)
    assert "Asked: 0." in said(back_office.colleague(Role.VIEWER))


def test_it_says_whether_the_alarm_has_gone_off(back_office: BackOffice) -> None:
    place, viewer = back_office.place, back_office.colleague(Role.VIEWER)
    assert "On watch" in said(viewer) and "Has gone off" not in said(viewer)
    notice = sample_notice(place.restaurant)
    for _ in range(ROW):
        place.consent.database.write(lambda connection: record_visitor(connection, sample_answer(notice, True), {}))
    words = said(viewer)
    assert "500 answers in a row without one no" in words and "Has gone off" in words and "On watch" not in words


@pytest.mark.parametrize(
    ("channels", "settings", "told", "ready"),
    [
        ((Channel.SMS,), {}, "Your site has no SMS service", False),
        ((Channel.SMS,), {"CONSENT_SMS_GATEWAY": "json://127.0.0.1/{to}"}, "Offers leave through your SMS", True),
        ((Channel.EMAIL,), {}, "Your site has no mail server", False),
        (
            (Channel.EMAIL,),
            {"CONSENT_SMTP": "smtp://mail.example", "CONSENT_PUBLIC_URL": "http://nord.example"},
            "Offers would carry no way to stop them",
            False,
        ),
        (
            (Channel.EMAIL,),
            {"CONSENT_SMTP": "smtp://mail.example", "CONSENT_PUBLIC_URL": "https://nord.example"},
            "Offers leave through your mail server",
            True,
        ),
    ],
)
def test_it_says_whether_messages_can_leave_and_who_can_mend_it(
    filled_url: Callable[[str, str], str],
    channels: tuple[Channel, ...],
    settings: dict[str, str],
    told: str,
    ready: bool,
) -> None:
    place = open_host(filled_url("sqlite", "site"), **settings)
    place.change(channels=channels, sms_stop="36111", sms_answers=True)
    words = said(BackOffice(place).colleague(Role.VIEWER))
    assert told in words and ("Set up" in words) is ready and ("Not yet" in words) is not ready
    assert words.count("Sending:") == 1
    place.close()


def test_without_a_way_to_stop_no_sms_can_leave(filled_url: Callable[[str, str], str]) -> None:
    place = open_host(filled_url("sqlite", "site"), CONSENT_SMS_GATEWAY="json://127.0.0.1/{to}")
    place.change(sms_stop="", sms_answers=False)
    words = said(BackOffice(place).colleague(Role.VIEWER))
    assert "Messages would carry no way to stop" in words and "Not yet" in words
    place.close()


def test_it_tells_of_the_latest_run_alone(back_office: BackOffice) -> None:
    viewer = back_office.colleague(Role.VIEWER)
    assert "None yet. A run sends a retention campaign" in said(viewer)
    a_run(back_office, {"sent": 3, "too_often": 2})
    a_run(back_office, {"sent": 5, "too_often": 1})
    words = said(viewer)
    assert "Written to: 5. Not written to: 1." in words and "Written to: 3." not in words


@pytest.mark.parametrize(("role", "told"), [(Role.VIEWER, False), (Role.MANAGER, True)])
def test_waiting_replies_are_counted_for_whoever_may_read_them(back_office: BackOffice, role: Role, told: bool) -> None:
    home = back_office.place.restaurant.id
    kept = [Kept("fake", f"r{number}", str(number) * 64, "unclear", "Stop?", NOW) for number in range(2)]
    for each in kept:
        back_office.place.consent.database.write(lambda connection, each=each: replies.keep(connection, home, each))
    words = said(back_office.colleague(role))
    assert ("2 replies wait to be read" in words) is told
    assert "Stop?" not in words
