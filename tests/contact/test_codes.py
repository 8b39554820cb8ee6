"""Codes against guessing hands: how often, how long, how many, and what is kept of them."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from consent_ui.rules.consent import Channel
from consent_ui.store import sending_tables
from tests.contact.proving import HERE, NUMBER, Post, fill, filled, rows, say, signed_in, to_the_code
from tests.journeys.page import Pressed
from tests.journeys.place import Place
from tests.journeys.visitor import Visitor
from tests.site import Clock


def test_a_code_works_once_and_only_for_ten_minutes(site: Place, post: Post, clock: Clock) -> None:
    visitor = site.visitor()
    page = to_the_code(visitor)
    fill(visitor, page, "check", code=post.code)
    again = fill(visitor, page, "check", code=post.code)
    assert again.status == 422 and say("contact.error.code") in again.alert()
    late = to_the_code(visitor)
    clock.shift(timedelta(minutes=10, seconds=1))
    refused = fill(visitor, late, "check", code=post.code)
    assert refused.status == 400 and say("contact.error.expired") in refused.alert()


def test_after_five_wrong_tries_the_right_code_is_wrong_too(site: Place, post: Post) -> None:
    visitor = site.visitor()
    page = to_the_code(visitor)
    wrong = f"{(int(post.code) + 1) % 10**6:06}"
    for _ in range(5):
        again = fill(visitor, page, "check", code=wrong)
        assert again.status == 422 and wrong in str(again.response.text)
    assert fill(visitor, page, "check", code=post.code).status == 422
    assert site.said() == []


def at_once(visitors: list[Visitor], pressed: Pressed) -> list[int]:
    """What each of these visitors is answered who press the same at the same time."""
    with ThreadPoolExecutor(len(visitors)) as pool:
        return [page.status for page in pool.map(lambda each: each.send(pressed), visitors)]


def test_five_tries_are_five_however_many_come_at_once(site: Place, post: Post) -> None:
    visitor = site.visitor()
    page = to_the_code(visitor)
    wrong = filled(page, "check", code=f"{(int(post.code) + 1) % 10**6:06}")
    assert set(at_once([site.visitor() for _ in range(50)], wrong)) <= {422, 503}
    assert [row.tries for row in rows(site, sending_tables.code)] == [5]
    assert fill(visitor, page, "check", code=post.code).status == 422


def test_a_budget_is_what_it_is_however_many_ask_at_once(site: Place, post: Post) -> None:
    visitor = site.visitor()
    asking = filled(visitor.open(HERE), "send", contact=NUMBER)
    at_once([site.visitor() for _ in range(20)], asking)
    assert len(post.sent) == len(rows(site, sending_tables.code)) == 3


def test_an_address_has_one_budget_however_its_letters_are_written(site: Place, post: Post) -> None:
    site.change(channels=(Channel.EMAIL,))
    visitor = site.visitor()
    for typed in ("lea@client.example", "Lea@client.example", "LEA@Client.Example", "leA@client.example"):
        to_the_code(visitor, typed)
    assert [to for to, _ in post.sent] == ["lea@client.example", "Lea@client.example", "LEA@client.example"]


def test_a_slip_costs_a_try_and_no_more(site: Place, post: Post) -> None:
    visitor = site.visitor()
    page = to_the_code(visitor)
    code = post.code
    assert fill(visitor, page, "check", code="12 34").status == 422, "no code at all: no try is counted"
    fill(visitor, page, "check", code=f"{(int(code) + 1) % 10**6:06}")
    assert "yes" in fill(visitor, page, "check", code=f" {code[:3]} {code[3:]} ").buttons()


@pytest.mark.parametrize("spent", ["contact", "asker"])
def test_what_a_used_up_budget_answers_is_what_everybody_gets(site: Place, post: Post, spent: str) -> None:
    visitor = site.visitor()
    pages = [to_the_code(visitor, NUMBER if spent == "contact" else f"06 98 76 54 {n:02}") for n in range(12)]
    assert len(post.sent) == (3 if spent == "contact" else 10)
    shapes = {re.sub(r'(value|href)="[^"]*"|•\d\d', "", page.response.text) for page in pages}
    assert len(shapes) == 1 and {page.status for page in pages} == {pages[0].status}
    refused = fill(visitor, pages[-1], "check", code="123456")
    assert refused.status == 422 and say("contact.error.code") in refused.alert()


def test_a_number_that_is_known_here_gets_the_same_answer_as_any_other(site: Place, post: Post) -> None:
    ines = signed_in(site, "7")
    ines.press(ines.open("/"), "yes")
    visitor = site.visitor()
    known, other = to_the_code(visitor, "+33612345678"), to_the_code(visitor, "+33612345679")
    pages = [re.sub(r'(value|href)="[^"]*"|•\d\d', "", page.response.text) for page in (known, other)]
    assert pages[0] == pages[1] and len(post.sent) == 2


def test_what_is_kept_of_a_code_names_nobody(site: Place, post: Post) -> None:
    to_the_code(site.visitor())
    (row,) = rows(site, sending_tables.code)
    assert post.code not in str(row) and "127.0.0.1" not in str(row) and "698765411" not in str(row)


def test_tidying_drops_old_codes_alone_and_as_often_as_you_like(site: Place, post: Post, clock: Clock) -> None:
    to_the_code(site.visitor())
    clock.shift(timedelta(days=8))
    to_the_code(site.visitor())
    run = site.app.test_cli_runner()
    said = [run.invoke(args=["consent", "tidy", *more]).output for more in (["--dry-run"], [], [])]
    assert said == ["1 codes would be dropped\n", "1 codes dropped\n", "0 codes dropped\n"]
    assert len(rows(site, sending_tables.code)) == 1
