"""Wording tests in the back office: started by a form that loses nothing, shown in turn, told of when due."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from markupsafe import escape

from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.roles import Role
from consent_ui.rules.variants import OWN, TURN, Variant, in_turn, names
from consent_ui.store import offers
from consent_ui.store.records import dump_campaign, load_campaign
from tests.journeys.place import ID, Place
from tests.samples import NOW, record_visitor, sample_answer
from tests.site import Clock
from tests.staff.campaigning import fields_of, fill, publish, send
from tests.staff.office import BackOffice, Colleague

PATH = f"/campaigns/{ID}/wordings"
GOOD = {
    "B-en": "First order: accept to receive {offer} and other offers.",
    "B-fr": "Première commande : acceptez pour recevoir {offer} et d’autres offres.",
    "share": "50",
    "difference": "30",
    "version": "1",
}


def campaign(place: Place) -> Campaign:
    (found,) = [each for each in place.campaigns() if each.id == ID]
    return found


def start(manager: Colleague, **changes: str) -> Any:
    return manager.submit(f"{PATH}/start", GOOD | changes)


def fingerprints(place: Place) -> dict[str, Any]:
    """Each sentence's English notice."""
    found = {}
    with place.consent.database.read() as connection:
        programme = offers.programme(connection, None)
    assert programme is not None
    for (language, _), fingerprint in programme.fingerprints.items():
        notice = place.consent.notice(place.restaurant.id, fingerprint)
        if notice and language == "en" and notice.campaign_id == ID:
            found[notice.variant] = notice
    return found


def say(place: Place, name: str, yes: int, no: int) -> None:
    notice, now = fingerprints(place)[name], datetime.now(UTC)

    def job(connection: Any) -> None:
        for number in range(yes + no):
            record_visitor(connection, sample_answer(notice, number < yes, at=now), {})

    place.consent.database.write(job)


def test_a_test_begins_with_every_sentence_published(back_office: BackOffice, manager: Colleague) -> None:
    before = fingerprints(back_office.place)
    assert start(manager).status_code == 303
    after = fingerprints(back_office.place)
    assert list(before) == [""] and sorted(after) == ["A", "B"]
    assert after["A"].words["benefit"] == before[""].words["benefit"]
    assert after["B"].words["benefit"] == "First order: accept to receive 25% off and other offers."
    assert ("wordings.started", str(ID)) in back_office.audited()
    page = manager.get(PATH).get_data(as_text=True)
    assert "The test has begun." in page and "No difference can be told yet" in page


def test_languages_come_in_the_restaurants_order_under_their_own_names(
    back_office: BackOffice, manager: Colleague
) -> None:
    back_office.place.change(languages=("fr", "en"))
    page = manager.get(f"{PATH}/start").get_data(as_text=True)
    labels = ["Texte B (Français)", "Texte B (English)", "Texte C (Français)", "Texte C (English)"]
    assert re.findall(r">(Texte [BC] \([^<]+\))</label>", page) == labels
    start(manager)
    shown = manager.get(PATH).get_data(as_text=True)
    assert re.findall(r'<span class="soft">(\w+)</span><br>', shown) == ["Français", "English"] * 2


def test_visitors_see_the_sentence_in_turn_on_every_page_and_their_answer_is_to_it(
    back_office: BackOffice, manager: Colleague, clock: Clock
) -> None:
    place = back_office.place
    start(manager)
    sentences = {name: notice.words["benefit"] for name, notice in fingerprints(place).items()}
    seen = set()
    for number in range(2):
        name = in_turn(ID, (OWN, "B"), NOW + TURN * number)
        seen.add(name)
        visitor = place.visitor()
        for path in ("/", "/consent/banner", "/"):
            assert sentences[name] in visitor.open(path).response.get_data(as_text=True)
        visitor.press(visitor.open("/"), "yes")
        assert place.decisions()[-1].notice == fingerprints(place)[name].fingerprint()
        clock.shift(TURN)
    assert seen == {OWN, "B"}


def test_nothing_is_told_early_and_then_once_and_for_all(
    back_office: BackOffice, manager: Colleague, clock: Clock
) -> None:
    place = back_office.place
    start(manager)
    needed = campaign(place).answers_each
    assert needed is not None
    say(place, "A", needed // 4, needed - needed // 4)
    say(place, "B", needed, 0)
    # All answers are there, but the day is not over.
    assert "No difference can be told yet" in manager.get(PATH).get_data(as_text=True)
    clock.shift(timedelta(days=1))
    told = back_office.colleague(Role.VIEWER).get(PATH).get_data(as_text=True)
    assert "Text B is chosen more often than text A: 100.0% against" in told
    # Whatever comes later changes nothing.
    say(place, "B", 0, 1000)
    clock.shift(timedelta(days=1))
    again = back_office.colleague(Role.VIEWER).get(PATH).get_data(as_text=True)
    assert "Text B is chosen more often than text A: 100.0% against" in again


@pytest.mark.parametrize("path", ["edit", "switch"])
def test_before_a_change_is_published_it_is_plain_what_becomes_of_the_test(manager: Colleague, path: str) -> None:
    about = "A wording test of this campaign is running."
    assert about not in manager.get(f"/campaigns/{ID}/{path}").get_data(as_text=True)
    start(manager)
    assert about in manager.get(f"/campaigns/{ID}/{path}").get_data(as_text=True)


def test_publishing_an_edit_ends_the_test_and_the_review_says_so(back_office: BackOffice, manager: Colleague) -> None:
    start(manager)
    review = fill(manager, f"/campaigns/{ID}/edit", {"name": "Renamed"})
    assert "Publishing this change ends it" in review.get_data(as_text=True)
    publish(manager, f"/campaigns/{ID}/edit", {"name": "Renamed"})
    assert campaign(back_office.place).name == "Renamed" and not campaign(back_office.place).variants


def test_a_text_is_adopted_once_the_test_is_over(back_office: BackOffice, manager: Colleague, clock: Clock) -> None:
    place = back_office.place
    start(manager)
    needed = campaign(place).answers_each
    assert needed is not None
    assert "Adopt text" not in manager.get(PATH).get_data(as_text=True)
    say(place, "A", needed // 4, needed - needed // 4)
    say(place, "B", needed, 0)
    clock.shift(timedelta(days=1))
    manager = back_office.colleague(Role.MANAGER)
    page = manager.get(PATH)
    assert "Adopt text B" in page.get_data(as_text=True)
    assert "Adopt text" not in back_office.colleague(Role.VIEWER).get(PATH).get_data(as_text=True)
    before, offered = campaign(place), fields_of(page).values
    review = send(manager, f"/campaigns/{ID}/edit", offered, "review")
    assert "Publishing this change ends it" in review.get_data(as_text=True)
    assert campaign(place) == before  # nothing is published before it is reviewed
    assert send(manager, f"/campaigns/{ID}/edit", fields_of(review).values, "publish").status_code == 303
    after = campaign(place)
    assert after == replace(
        before, wording=before.variants[0].wording, variants=(), answers_each=None, version=before.version + 1
    )


def test_no_difference_is_told_as_such(back_office: BackOffice, manager: Colleague, clock: Clock) -> None:
    start(manager)
    for name in ("A", "B"):
        say(back_office.place, name, 50, 50)
    clock.shift(timedelta(days=1))
    assert "No difference was found" in back_office.colleague(Role.VIEWER).get(PATH).get_data(as_text=True)


def test_ending_it_leaves_the_campaigns_own_sentence_alone(back_office: BackOffice, manager: Colleague) -> None:
    start(manager)
    assert manager.submit(f"{PATH}/stop", form=PATH).status_code == 303
    assert list(fingerprints(back_office.place)) == [""]
    assert "No test is running" in manager.get(PATH).get_data(as_text=True)
    assert ("wordings.stopped", str(ID)) in back_office.audited()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"B-fr": ""}, "A text is needed in each language"),
        ({"B-en": "   "}, "A text is needed in each language"),
        ({"B-en": "x" * 60_000}, "At most 500 characters"),
        ({"B-en": "one\ntwo {offer} accept to receive it"}, "in one line"),
        ({"B-en": "{{ 7 * 7 }} {offer}: accept to receive it."}, "Curly brackets are only for the placeholders"),
        ({"B-en": "{restaurant} gives {offer}: accept to receive it."}, "There is no placeholder called restaurant"),
        ({"B-en": "Accept to receive 30 percent off."}, "Write no figures"),
        ({"B-en": "Accept to receive a gift."}, "The text must name the offer"),
        ({"B-en": "{offer} on your first order."}, "only for who says yes"),
        ({"B-en": "Accept to receive <b>{offer}</b>."}, "tags such as &lt;b&gt;"),
        ({"B-en": "Last chance: accept to receive {offer}."}, "This may not be said"),
        ({"C-en": "{offer} at once: accept to receive it."}, "A text is needed in each language"),
        ({"C-en": GOOD["B-en"], "C-fr": GOOD["B-fr"]}, "the same as another one"),
        ({"share": "0"}, "whole number from 1 to 99"),
        ({"share": "٣"}, "No yes rate differs"),
        ({"share": "-5"}, "whole number from 1 to 99"),
        ({"difference": "1e9"}, "whole number from 1 to 99"),
        ({"share": "50", "difference": "60"}, "No yes rate differs by so much"),
        ({"version": "0"}, "Somebody changed this campaign meanwhile"),
    ],
)
def test_what_cannot_be_is_told_at_the_field_and_nothing_is_lost(
    back_office: BackOffice, manager: Colleague, changes: dict[str, str], message: str
) -> None:
    if changes.get("share") == "٣":
        changes = changes | {"difference": "99"}
    answer = start(manager, **changes)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and message in page
    typed = changes.get("B-en", GOOD["B-en"]).strip()
    assert str(escape(typed)) in page
    assert list(fingerprints(back_office.place)) == [""]


def test_somebody_elses_campaign_is_not_there(back_office: BackOffice, manager: Colleague) -> None:
    nowhere = "/campaigns/0190a000-0000-7000-8000-00000000ffff/wordings"
    assert manager.get(nowhere).status_code == 404
    assert manager.submit(f"{nowhere}/start", GOOD, form="/dashboard").status_code == 404
    assert manager.submit(f"{nowhere}/stop", form="/dashboard").status_code == 404


def test_viewers_read_and_change_nothing(back_office: BackOffice, viewer: Colleague) -> None:
    assert viewer.get(PATH).status_code == 200
    assert "Start a test" not in viewer.get(PATH).get_data(as_text=True)
    assert viewer.get(f"{PATH}/start").status_code == 403
    assert viewer.submit(f"{PATH}/stop", form=PATH).status_code == 403


def test_a_record_from_before_there_were_tests_still_reads(back_office: BackOffice) -> None:
    plain = campaign(back_office.place)
    old = {k: v for k, v in dump_campaign(plain).items() if k not in ("variants", "answers_each")}
    assert load_campaign(old) == plain
    wording = (("en", "x"), ("fr", "y"))
    tested = replace(plain, variants=(Variant("B", wording), Variant("C", wording)), answers_each=7)
    assert load_campaign(dump_campaign(tested)) == tested and names(tested.variants) == ("A", "B", "C")


def test_the_preview_shows_the_sentence_whose_turn_it_is(back_office: BackOffice, manager: Colleague) -> None:
    start(manager)
    sentences = {name: str(escape(notice.words["benefit"])) for name, notice in fingerprints(back_office.place).items()}
    for number in range(2):
        at = (NOW + TURN * number).astimezone(ZoneInfo("Europe/Paris")).strftime("%Y-%m-%dT%H:%M")
        page = manager.get(f"/preview/question?person=new&language=en&at={at}").get_data(as_text=True)
        assert sentences[in_turn(ID, (OWN, "B"), NOW + TURN * number)] in page


def test_the_form_tells_whoever_was_slower_and_keeps_what_they_typed(
    back_office: BackOffice, manager: Colleague
) -> None:
    place = back_office.place
    place.publish(place.restaurant, replace(campaign(place), name="renamed"))
    answer = start(manager, version="1")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "Somebody changed this campaign meanwhile" in page
    assert str(escape(GOOD["B-en"])) in page and 'name="version" value="2"' in page
    assert start(manager, version="2").status_code == 303
