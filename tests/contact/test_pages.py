"""The pages of proving: what was typed wrong, what was forged, what looking at them does and costs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event

from consent_ui.rules.consent import Channel
from consent_ui.store import sending_tables, tables
from tests.contact.proving import HERE, Open, Post, rows, say, signed_in, to_the_answer, to_the_code
from tests.journeys.place import Place


@pytest.mark.requirement("AX-17")
@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "no_phone"), ("04 00 00 00 12", "phone"), ("04 72 00 00 12", "not_mobile"), ("+44 7400 123456", "country"),
        ("12", "phone"), ("<b>06</b>", "phone"), ("0" * 500, "phone"), ("+33 6 39 98 00 11 ext 5", "phone"),
    ],
)  # fmt: skip
def test_a_number_that_cannot_be_used_is_given_back_to_mend(site: Place, post: Post, typed: str, key: str) -> None:
    visitor = site.visitor()
    page = to_the_code(visitor, typed)
    assert page.status == 422 and say(f"contact.error.{key}") in page.alert()
    box = page.tree.ids["consent-contact-typed"]
    assert box.get("value") == typed[:320] and box.get("aria-invalid") == "true"
    described = [page.tree.ids[each].text for each in str(box.get("aria-describedby")).split()]
    assert described == [
        say("contact.sms.hint", example="06\u00a012\u00a034\u00a056\u00a078"),
        say(f"contact.error.{key}"),
    ]
    assert post.sent == []


def test_envelopes_of_one_step_open_no_other_and_forged_ones_none(site: Place, post: Post) -> None:
    visitor = site.visitor()
    asked = dict(to_the_code(visitor).press("check").fields)["asked"]
    for name in ("proven", "link"):
        page = visitor.open(f"{HERE}?{name}={asked}")
        assert page.status == 400 and say("contact.error.token") in page.alert()
    forged = visitor.post(HERE, {"do": "check", "asked": asked[:-5] + "AAAAA", "code": post.code})
    assert forged.status == 400
    assert visitor.post(HERE, {"answer": "yes", "proven": asked, "notice": "x"}).status == 400
    assert site.said() == []


def test_a_step_of_a_visitor_is_none_of_an_account(site: Place, post: Post) -> None:
    visitor = site.visitor()
    asked = dict(to_the_answer(visitor, post).press("yes").fields)
    bo = signed_in(site, "8")
    page = bo.post(HERE, asked)
    assert page.status == 409 and say("contact.error.person") in page.alert()
    assert site.said() == []


def test_looking_changes_nothing_however_often(site: Place, post: Post) -> None:
    visitor = site.visitor()
    page = to_the_answer(visitor, post)
    address = f"{HERE}?proven={dict(page.press('yes').fields)['proven']}"
    for suffix in ("", "&consent=saved", "&answer=yes"):
        visitor.open(address + suffix)
    assert site.said() == [] and rows(site, tables.customer) == []


@pytest.mark.requirement("CV-09")
def test_the_link_in_an_email_shows_a_button_and_proves_once(open_site: Open, post: Post) -> None:
    site = open_site(CONSENT_PUBLIC_URL="https://offers.example")
    site.change(channels=(Channel.EMAIL,))
    visitor, mailbox = site.visitor(), site.visitor()
    to_the_code(visitor, "Lea@Client.Example")
    to, text = post.sent[-1]
    assert to == "Lea@client.example"
    link = re.search(r"https://offers\.example(\S+)", text)
    assert link
    for _ in range(3):
        opened = mailbox.open(link[1])
    assert opened.buttons("consent-contact") == ["follow"]
    asked = mailbox.press(opened, "follow")
    mailbox.press(asked, "yes")
    assert site.said() == [("email", "given")] and rows(site, sending_tables.contact)[0].how == "link"
    assert mailbox.press(opened, "follow").status == 422


def test_without_a_public_address_no_link_is_sent(site: Place, post: Post) -> None:
    site.change(channels=(Channel.EMAIL,))
    to_the_code(site.visitor(), "lea@client.example")
    assert "http" not in post.sent[-1][1]


def statements(site: Place, do: Callable[[], object]) -> list[str]:
    """What is asked of the database while something is done."""
    asked: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *more: Any) -> None:
        asked.append(statement)

    event.listen(site.consent.database.engine, "before_cursor_execute", note)
    do()
    event.remove(site.consent.database.engine, "before_cursor_execute", note)
    return asked


def test_only_a_customer_with_something_unproven_costs_one_read_more(open_site: Open) -> None:
    trusting, doubting = open_site(), open_site(CONSENT_HOST_VERIFIES=())
    counts = []
    for site in (trusting, doubting):
        ines, visitor = signed_in(site, "7"), site.visitor()
        for path in ("/", "/consent/preferences"):
            assert not any("consent_contact" in each for each in statements(site, lambda: visitor.open(path)))  # noqa: B023
        ines.open("/consent/preferences")
        counts.append(statements(site, lambda: ines.open("/consent/preferences")))  # noqa: B023
    assert len(counts[1]) == len(counts[0]) + 1
    assert [sum("consent_contact" in each for each in some) for some in counts] == [0, 1]
