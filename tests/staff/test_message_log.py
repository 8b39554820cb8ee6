"""The messages to a customer, on her card: when, which campaign, what became of each, why, and the yes behind it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.deliveries import Failure
from consent_ui.rules.roles import Role
from consent_ui.rules.sending import Because
from consent_ui.store.people import Customer
from tests import page_tree
from tests.samples import NOW
from tests.staff.customers import HTMX, LEA, say, settle_in, text_of
from tests.staff.messages import a_message, reported
from tests.staff.office import BackOffice


def yes_of(office: BackOffice, customer: Customer = LEA) -> UUID:
    person = settle_in(office, customer)[0]
    say(office, customer, sms=True)
    return person


def lapse(days: int) -> timedelta:
    return timedelta(days=days)


@pytest.mark.requirement("PR-15")
def test_a_message_is_told_with_its_campaign_its_state_and_the_yes_behind_it(either_office: BackOffice) -> None:
    lea = yes_of(either_office)
    a_message(either_office, lea, NOW - lapse(60), reference="SM1")
    page = either_office.colleague(Role.MANAGER).get(f"/customers/{lea}")
    words = text_of(page)
    campaign = next(each for each in either_office.place.campaigns() if each.kind is CampaignKind.RETENTION)
    assert f"{campaign.name} Sent Every rule allowed it." in words
    assert "The yes of 3 March 2026 at 10:30, in the question on the site" in words
    yes = either_office.place.decisions()[0]
    assert f'decision={yes.id}#decision-{yes.id}"' in page.text and f'id="decision-{yes.id}"' in page.text
    tree = page_tree.parse(page.text, False)
    (log,) = [each for each in tree.all("table") if "log" in each.get("class", "")]
    links = [each.get("href", "") for each in tree.all("a") if any(a is log for a in tree.ancestors(each))]
    assert any(link.endswith(f"/campaigns/{campaign.id}") for link in links)
    assert any(link.endswith(f"/words/{yes.notice}") for link in links)


@pytest.mark.parametrize(
    ("state", "because", "words"),
    [
        ("waiting", Because.ALLOWED, "Waits Nothing was checked yet: it waits for its turn."),
        ("dropped", Because.WITHDRAWN, "Not sent Withdrew"),
        ("unknown", Because.ALLOWED, "Nobody knows whether it left Every rule allowed it."),
        ("failed", Because.ALLOWED, "Did not arrive Every rule allowed it."),
    ],
)
def test_what_did_not_arrive_is_told_too(back_office: BackOffice, state: str, because: Because, words: str) -> None:
    lea = yes_of(back_office)
    a_message(back_office, lea, NOW - lapse(60), state, because)
    assert words in text_of(back_office.colleague(Role.VIEWER).get(f"/customers/{lea}"))


@pytest.mark.parametrize(
    ("failure", "state", "words"),
    [
        (None, "Sent", "Delivered, says the gateway (3 March 2026 at 10:30)"),
        *(
            (Failure(name), "Did not arrive", words)
            for name, words in {
                "blocked": "Blocked by the recipient, says the gateway",
                "not_theirs": "The number takes no messages, says the gateway",
                "temporary": "Out of reach at that time, says the gateway",
                "unknown": "Not delivered, without a reason, says the gateway",
            }.items()
        ),
    ],
)
def test_what_the_gateway_said_later_is_told(
    either_office: BackOffice, failure: Failure | None, state: str, words: str
) -> None:
    lea = yes_of(either_office)
    a_message(either_office, lea, NOW - lapse(60), reference="SM1")
    a_message(either_office, lea, NOW - lapse(90), reference="SM2")
    reported(either_office, "SM1", failure)
    page = text_of(either_office.colleague(Role.VIEWER).get(f"/customers/{lea}"))
    assert f"{state} {words}" in page and page.count("says the gateway") == 1


def test_a_log_that_is_long_has_pages(either_office: BackOffice) -> None:
    lea = yes_of(either_office)
    for days in range(23):
        a_message(either_office, lea, NOW - lapse(days))
    viewer = either_office.colleague(Role.VIEWER)
    first = viewer.get(f"/customers/{lea}")
    assert first.text.count("Every rule allowed it.") == 20
    link = next(part.split('"')[0] for part in first.text.split('href="')[1:] if "messages=" in part)
    second = viewer.get(link.partition("#")[0].replace("&amp;", "&"))
    assert second.text.count("Every rule allowed it.") == 3
    assert "messages=" not in second.text.partition("<h1>")[2].partition("</main>")[0] and 'rel="prev"' in second.text


@pytest.mark.requirement("PR-13")
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("role", Role)
def test_the_log_tells_no_number_no_text_and_no_link(
    back_office: BackOffice, role: Role, headers: dict[str, str]
) -> None:
    lea = yes_of(back_office)
    a_message(back_office, lea, NOW - lapse(60), body="25 % https://nord.example/consent/m/token +33639980011")
    page = back_office.colleague(role).get(f"/customers/{lea}", headers=headers)
    log = page.text.partition('id="messages"')[2]
    assert "Every rule allowed it." in log
    assert "/consent/m/" not in log and "39980011" not in log and "25 %" not in log and "c" * 64 not in log


@pytest.mark.requirement("CV-07")
def test_messages_to_somebody_else_are_not_there(back_office: BackOffice) -> None:
    lea = yes_of(back_office)
    max_ = yes_of(back_office, Customer("max", "Max", "+33639980022", None, 1, NOW))
    other = a_message(back_office, max_, NOW - lapse(60))
    viewer = back_office.colleague(Role.VIEWER)
    for path in (f"/customers/{lea}", f"/customers/{lea}?messages={other}", f"/customers/{lea}?messages=nonsense"):
        assert "No offer was ever prepared for this customer." in text_of(viewer.get(path))


def test_the_decision_behind_a_message_is_on_the_page_it_leads_to(back_office: BackOffice) -> None:
    lea = yes_of(back_office)
    a_message(back_office, lea, NOW - lapse(60))
    first = back_office.place.decisions()[0].id
    for wanted in [False, True] * 15:
        say(back_office, LEA, sms=wanted)
    viewer = back_office.colleague(Role.VIEWER)
    assert f'id="decision-{first}"' not in viewer.get(f"/customers/{lea}").text
    assert f'id="decision-{first}"' in viewer.get(f"/customers/{lea}?decision={first}").text
