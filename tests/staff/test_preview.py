"""What will they see, and why: the real question, inert, and the reason of every campaign."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from sqlalchemy import text

from consent_ui import publishing
from consent_ui.rules.explaining import Profile
from tests.samples import NOW, sample_campaign, sample_restaurant
from tests.staff.campaigning import HTMX, of_kind
from tests.staff.office import COOKIE, PREFIX, BackOffice, Colleague


def seen(who: Colleague, htmx: bool = False, **asked: str) -> str:
    answer = who.get(f"/preview?{urlencode(asked)}", headers=HTMX if htmx else {})
    assert answer.status_code == 200
    page: str = answer.get_data(as_text=True)
    return page


@pytest.mark.requirement("IC-06")
@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("profile", "kind"),
    [(Profile.NEW, "signup"), (Profile.RETURNING, "loyalty"), (Profile.LOYAL, "loyalty"), (Profile.LAPSED, "loyalty")],
)
def test_each_kind_of_person_sees_what_a_visitor_would(
    back_office: BackOffice, viewer: Colleague, profile: Profile, kind: str, language: str, htmx: bool
) -> None:
    page = seen(viewer, htmx, person=profile, language=language)
    campaign = of_kind(back_office, kind)
    assert f">{campaign.name}</a></strong>" in page
    assert "The question is shown" in page
    assert page.count("<dt>") == 2  # the two others, each with its reason
    assert ("<html" in page) is not htmx
    frame = viewer.get(f"/preview/question?person={profile}&language={language}")
    question = frame.get_data(as_text=True)
    words = {"signup": ("New customers", "Nouveaux clients"), "loyalty": ("loyalty card", "carte de fidélité")}
    assert words[kind][language == "fr"] in question
    assert f'lang="{language}"' in question


@pytest.mark.requirement("IC-06")
def test_why_a_win_back_message_is_not_shown_to_who_lapsed_is_told_plainly(
    back_office: BackOffice, viewer: Colleague
) -> None:
    page = seen(viewer, person="lapsed")
    winner, loser = of_kind(back_office, "loyalty").name, of_kind(back_office, "retention").name
    assert f"“{winner}” comes first: the question shows one campaign, a signup campaign before a loyalty one" in page
    assert f"“{loser}” is shown once no campaign of a kind before it fits." in page


@pytest.mark.requirement("CV-12", "WD-14")
def test_who_opted_out_is_asked_nothing(viewer: Colleague) -> None:
    page = seen(viewer, person="opted_out")
    assert "Nothing is asked" in page and "<iframe" not in page


def test_at_another_instant_it_is_another_campaign(back_office: BackOffice, viewer: Colleague) -> None:
    page = seen(viewer, person="new", at="2036-01-01T10:00")
    assert f">{of_kind(back_office, 'loyalty').name}</a></strong>" in page
    assert "The campaign has ended." in page
    assert "1 January 2036 at 10:00" in page


def test_at_a_store_its_campaign_is_chosen(back_office: BackOffice, viewer: Colleague) -> None:
    nice = sample_campaign(name="Nice only", stores=frozenset({"nice"}), ends=NOW.replace(year=2027))
    publishing.publish_campaign(back_office.place.consent.database, sample_restaurant().id, nice, NOW)
    back_office.place.consent.forget_programmes()
    elsewhere = seen(viewer, person="new")
    assert ">Nice only</a> <span" in elsewhere and "The campaign is for another store." in elsewhere
    usual = of_kind(back_office, "signup").name
    there = seen(viewer, person="new", store="nice")
    # The usual one ends sooner, and is told to come first for that.
    assert f">{usual}</a></strong>" in there and "the one that ends sooner is shown, not “Nice only”" in there


@pytest.mark.requirement("PR-05")
def test_the_question_in_the_frame_can_send_and_run_nothing(back_office: BackOffice, viewer: Colleague) -> None:
    page = seen(viewer, person="new")
    assert 'sandbox=""' in page
    answer = viewer.get("/preview/question?person=new")
    question = answer.get_data(as_text=True)
    policy = answer.headers["Content-Security-Policy"]
    assert "sandbox;" in policy and "form-action 'none'" in policy and "script" not in policy
    assert 'name="notice" value=""' in question  # a form without its seal is recorded by nobody
    assert "<script" not in question and "<iframe" not in question
    assert back_office.nobody().client.post("/consent/banner", data={"notice": "", "answer": "yes"}).status_code != 303
    with back_office.place.consent.database.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM consent_decision")).scalar() == 0


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"at": "tomorrow"}, "A day and a time"),
        ({"at": "9999-99-99T00:00"}, "A day and a time"),
        ({"store": "x" * 10_000}, "At most 100 characters."),
        ({"store": "a\u0000b"}, "One line of plain text"),
        ({"store": "a\u202eb"}, "One line of plain text"),
        ({"at": "<script>alert(1)</script>", "store": "<b>"}, "A day and a time"),
    ],
)
def test_what_cannot_be_answered_is_said_at_its_field(viewer: Colleague, asked: dict[str, str], said: str) -> None:
    for headers in ({}, HTMX):
        answer = viewer.get(f"/preview?{urlencode(asked)}", headers=headers)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422 and said in page
        assert "<script>alert" not in page and "\u0000" not in page
    assert viewer.get(f"/preview/question?{urlencode(asked)}").status_code == 404


@pytest.mark.parametrize("asked", [{"person": "ghost"}, {"language": "de"}, {"language": "'"}, {"person": "\u0000"}])
def test_choices_there_are_not_fall_back(viewer: Colleague, asked: dict[str, str]) -> None:
    assert "New customers" in viewer.get(f"/preview/question?{urlencode(asked)}").get_data(as_text=True)


def test_under_a_path_of_its_own_the_frame_finds_its_styles(back_office: BackOffice, viewer: Colleague) -> None:
    kept = viewer.client.get_cookie(COOKIE, path=PREFIX)
    assert kept is not None
    browser = back_office.nobody()
    browser.client.set_cookie(COOKIE, kept.value, path="/")
    answer = browser.get("/preview/question", environ_overrides={"SCRIPT_NAME": "/eat"})
    assert 'href="/eat/consent/static/consent.css' in answer.get_data(as_text=True)
