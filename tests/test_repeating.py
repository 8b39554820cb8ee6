"""Double clicks, retries, tabs and Back make one decision; a second form makes a change of mind."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.journeys.place import VOUCHER, Place

ANSWERS = pytest.mark.parametrize(("answer", "said"), [("yes", "given"), ("no", "refused")])


@pytest.mark.requirement("PR-08")
@ANSWERS
def test_the_same_form_sent_twice_is_one_decision_and_the_same_answer(site: Place, answer: str, said: str) -> None:
    visitor = site.visitor()
    page = visitor.open("/")
    first = visitor.press(page, answer)
    kept = visitor.cookies()
    again = visitor.press(page, answer)
    assert site.said() == [("sms", said)]
    assert again.words("consent-receipt") == first.words("consent-receipt")
    assert visitor.cookies() == kept


@pytest.mark.requirement("PR-08")
@ANSWERS
def test_a_retry_whose_first_answer_was_lost_on_the_way_is_one_decision(site: Place, answer: str, said: str) -> None:
    visitor = site.visitor()
    page = visitor.open("/")
    first = visitor.press(page, answer)
    visitor.client.delete_cookie("consent")
    again = visitor.press(page, answer)
    assert site.said() == [("sms", said)]
    assert again.words("consent-receipt") == first.words("consent-receipt")
    assert not visitor.open("/").has("consent-banner")


@pytest.mark.requirement("PR-08")
@ANSWERS
def test_many_submits_at_once_are_one_decision(site: Place, answer: str, said: str) -> None:
    pressed = site.visitor().open("/").press(answer)
    with ThreadPoolExecutor(8) as pool:
        pages = list(pool.map(lambda _: site.visitor().send(pressed), range(8)))
    assert site.said() == [("sms", said)]
    assert len({page.words("consent-receipt") for page in pages}) == 1
    assert {page.status for page in pages} == ({303} if site.way == "plain" else {200})


@pytest.mark.requirement("PR-08")
@ANSWERS
def test_two_tabs_with_the_same_answer_are_one_decision(site: Place, answer: str, said: str) -> None:
    visitor = site.visitor()
    tabs = [visitor.open("/"), visitor.open("/settings")]
    assert tabs[0].token(answer) != tabs[1].token(answer)
    pages = [visitor.press(tab, answer) for tab in tabs]
    assert site.said() == [("sms", said)]
    assert pages[0].words("consent-receipt") == pages[1].words("consent-receipt")


@pytest.mark.requirement("PR-08", "PR-11")
@ANSWERS
def test_going_back_after_an_answer_shows_no_question(site: Place, answer: str, said: str) -> None:
    visitor = site.visitor()
    visitor.press(visitor.open("/"), answer)
    assert not visitor.open("/").has("consent-banner")
    assert site.said() == [("sms", said)]


@pytest.mark.requirement("CV-20")
def test_a_yes_that_arrives_after_the_no_of_the_same_form_turns_nothing_on(site: Place) -> None:
    visitor = site.visitor()
    page = visitor.open("/")
    visitor.press(page, "no")
    late = visitor.press(page, "yes")
    assert site.said() == [("sms", "refused")]
    assert "said no" in late.words("consent-receipt") and VOUCHER not in late.words()
    assert "sms-refused" in visitor.cookies()["consent"]


@pytest.mark.requirement("CV-20")
def test_a_yes_that_arrives_late_on_a_device_that_kept_nothing_turns_nothing_on(site: Place) -> None:
    visitor = site.visitor()
    page = visitor.open("/")
    visitor.press(page, "no")
    visitor.client.delete_cookie("consent")
    visitor.press(page, "yes")
    assert site.said() == [("sms", "refused")]
    assert "sms-refused" in visitor.cookies()["consent"]


@pytest.mark.requirement("CV-20", "WD-16")
def test_a_no_after_a_yes_of_the_same_form_ends_it(site: Place) -> None:
    visitor = site.visitor()
    page = visitor.open("/")
    visitor.press(page, "yes")
    ended = visitor.press(page, "no")
    assert site.said() == [("sms", "given"), ("sms", "withdrawn")]
    assert "stopped offers" in ended.words("consent-receipt")


@pytest.mark.requirement("CV-20", "WD-16")
def test_another_answer_from_another_form_is_a_change_of_mind(site: Place) -> None:
    visitor = site.visitor()
    tabs = [visitor.open("/"), visitor.open("/settings")]
    visitor.press(tabs[0], "yes")
    visitor.press(tabs[1], "no")
    assert site.said() == [("sms", "given"), ("sms", "withdrawn")]
    assert len({row.act for row in site.decisions()}) == 2


@pytest.mark.requirement("CV-20")
def test_a_no_in_one_tab_and_a_later_yes_in_another_is_a_change_of_mind_too(site: Place) -> None:
    visitor = site.visitor()
    tabs = [visitor.open("/"), visitor.open("/settings")]
    visitor.press(tabs[0], "no")
    changed = visitor.press(tabs[1], "yes")
    assert site.said() == [("sms", "refused"), ("sms", "given")]
    assert VOUCHER in changed.words("consent-receipt")
