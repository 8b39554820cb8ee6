"""Bad and hostile input into campaigns: a clear word at the field, 422, and nothing lost."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from consent_ui import publishing
from consent_ui.rules.roles import Role
from tests.samples import NOW, sample_campaign, sample_restaurant
from tests.staff.campaigning import fields_of, fill, standing
from tests.staff.office import BackOffice, Colleague

SIGNUP, RETENTION, LOYALTY = (f"/campaigns/new/{kind}" for kind in ("signup", "retention", "loyalty"))
GOOD = {"name": "Welcome", "offer": "percent", "percent": "20"}
HTML = '<script>alert("x")</script><img src=x onerror=alert(1)>'
JINJA = "{{ 7 * 7 }}{% for x in ().__class__.__base__.__subclasses__() %}{% endfor %}"
LONG = "x" * 100_000
FIELDS = {
    SIGNUP: ("name", "percent", "minimum", "starts", "ends", "stores", "voucher", "wording-en", "wording-fr"),
    RETENTION: ("lapse_days", "voucher_days"),
    LOYALTY: ("buy", "free"),
}
EVERY = [(path, name) for path, names in FIELDS.items() for name in names]


def filled(path: str) -> dict[str, str]:
    extra = {SIGNUP: GOOD, RETENTION: GOOD, LOYALTY: {"name": "Card", "offer": "buy_get", "buy": "10", "free": "1"}}
    return extra[path] | {"voucher_from": "own", "voucher": "CODE"}


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
@pytest.mark.parametrize(
    ("path", "changes", "said"),
    [
        (SIGNUP, {"percent": "0"}, "A whole number from 1 to 100."),
        (SIGNUP, {"percent": "101"}, "A whole number from 1 to 100."),
        (SIGNUP, {"minimum": "12.505"}, "At most 2 decimals in EUR."),
        (SIGNUP, {"starts": "2026-06-02T00:00", "ends": "2026-06-01T00:00"}, "A campaign must end after it starts."),
        (SIGNUP, {"language-en": "", "language-fr": ""}, "At least one language."),
        (SIGNUP, {"name": ""}, "Please fill this in."),
        (SIGNUP, {"requires_consent": "y", "voucher_from": "none"}, "needs a voucher code"),
        (SIGNUP, {"voucher_from": "host"}, "The site has no voucher hook"),
        (RETENTION, {"lapse_days": "0"}, "A whole number from 1 to 3650."),
        (RETENTION, {"voucher_days": "301"}, "A whole number from 1 to 300."),
        (SIGNUP, {"wording-en": "{offer} for {days} days"}, "There is nothing to fill in for days."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    manager: Colleague, path: str, changes: dict[str, str], said: str, htmx: bool
) -> None:
    typed = filled(path) | {"stores": "Lyon\nNice"} | changes
    answer = fill(manager, path, typed, htmx=htmx)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert said.replace("'", "&#39;") in page
    assert 'aria-invalid="true"' in page or "languages-error" in page or "voucher_from-error" in page
    kept = fields_of(answer).values
    for name, value in typed.items():
        assert kept.get(name, "") == value, name


def test_every_mistake_is_told_at_once_in_the_order_of_the_page(manager: Colleague) -> None:
    changes = {
        "percent": "101",
        "minimum": "twelve",
        "ends": "2026-01-01T00:00",
        "wording-fr": "{name}",
        "wording-en": "25 {",
        "stores": LONG,
    }
    page = fill(manager, SIGNUP, filled(SIGNUP) | {"name": ""} | changes).get_data(as_text=True)
    told = re.findall(r'<li><a href="#([^"]+)">', page)
    assert told == ["name", "percent", "minimum", "ends", "stores", "wording-en", "wording-fr"]
    assert page.count("Braces stand only around the name of a placeholder.") == 2, "above the form and at the field"


def test_a_group_of_choices_is_not_said_to_be_invalid_itself(manager: Colleague) -> None:
    page = fill(manager, SIGNUP, GOOD | {"requires_consent": "y"}).get_data(as_text=True)
    assert 'aria-describedby="voucher_from-error"' in page and "aria-invalid" not in page


@pytest.mark.parametrize(
    ("path", "there", "missing"),
    [
        (SIGNUP, {"percent": "for-percent", "amount": "for-amount", "item": "for-item"}, ("days", "buy", "orders")),
        (LOYALTY, {"buy": "for-buy_get", "orders": "for-meal_after for-percent_after"}, ("days", "amount", "item")),
        (RETENTION, {"percent": "for-percent", "amount": "for-amount", "days": ""}, ("item", "buy", "orders")),
    ],
)
def test_only_placeholders_that_the_kind_can_have_are_listed_each_with_its_forms_of_offer(
    manager: Colleague, path: str, there: dict[str, str], missing: tuple[str, ...]
) -> None:
    page = manager.get(path).get_data(as_text=True)
    for name, shown in there.items():
        assert (f'<div class="only {shown}"><dt>' if shown else "<div><dt>") + f"<code>{{{name}}}</code>" in page
    assert all(f"<code>{{{name}}}</code>" in page for name in ("offer", "name", "minimum", "ends"))
    assert not any(f"<code>{{{name}}}</code>" in page for name in missing)


@pytest.mark.parametrize(("path", "name"), EVERY)
def test_100_000_characters_in_any_field_are_refused_with_the_limit(manager: Colleague, path: str, name: str) -> None:
    answer = fill(manager, path, filled(path) | {name: LONG})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    limits = ("At most 500 characters", "At most 100 characters", "A whole number from 1 to", "An amount such as",
              "A day and a time")  # fmt: skip
    assert any(limit in page for limit in limits)
    assert fields_of(answer).values[name] == LONG


@pytest.mark.parametrize("text", ["a\u0000b", "a\u202eb", "a\u2066b"], ids=["nul", "override", "isolate"])
@pytest.mark.parametrize(("path", "name"), EVERY)
def test_control_and_direction_characters_are_refused_in_any_field(
    manager: Colleague, path: str, name: str, text: str
) -> None:
    value = f"{{offer}} {text}" if name.startswith("wording") else text
    answer = fill(manager, path, filled(path) | {name: value})
    assert answer.status_code == 422
    assert "\u0000" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(("path", "name"), EVERY)
def test_bytes_that_are_no_text_are_refused_or_shown_as_their_codes(manager: Colleague, path: str, name: str) -> None:
    values = fields_of(manager.get(path)).values | filled(path) | {"step": "review"}
    body = "&".join(f"{k}={_quoted(v)}" for k, v in values.items() if k != name).encode() + f"&{name}=".encode()
    answer = manager.client.post(
        manager.path(path), data=body + b"%FF%FE%C0%AF", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code in (200, 422)
    assert fields_of(answer).values[name] == "%FF%FE%C0%AF"


def _quoted(value: str) -> str:
    from urllib.parse import quote

    return quote(value, safe="")


@pytest.fixture
def free(back_office: BackOffice) -> Colleague:
    """A manager whose pages are not held to having no braces: what is typed in these tests is full of them."""
    manager = back_office.colleague(Role.MANAGER)
    unjudged = back_office.nobody()
    unjudged.client = back_office.place.app.test_client(unchecked=("/consent/",))  # type: ignore[call-arg, assignment]
    assert manager.member is not None
    back_office.open_session(unjudged, manager.member)
    return unjudged


@pytest.mark.parametrize("name", ["wording-en", "item-en"])
def test_a_tag_in_what_visitors_read_is_refused_with_a_word_about_it(manager: Colleague, name: str) -> None:
    item = {"offer": "item", "item-en": "a dessert", "item-fr": "un dessert"}
    answer = fill(manager, SIGNUP, filled(SIGNUP) | item | {name: "<b>{offer}</b>" if name == "wording-en" else "<b>"})
    assert answer.status_code == 422
    assert "tags such as &lt;b&gt;" in answer.get_data(as_text=True)


def test_a_heart_is_no_tag(manager: Colleague) -> None:
    assert fill(manager, SIGNUP, filled(SIGNUP) | {"name": "Valentine <3"}).status_code == 200


@pytest.mark.parametrize("text", [HTML, JINJA], ids=["html", "template"])
@pytest.mark.parametrize(("path", "name"), EVERY)
def test_markup_and_template_syntax_are_refused_in_any_field_and_never_run(
    free: Colleague, path: str, name: str, text: str
) -> None:
    answer = fill(free, path, filled(path) | {name: text})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "<script>alert" not in page and "<img" not in page
    assert "4949" not in page and ">49<" not in page
    assert fields_of(answer).values[name] == text


def test_a_hostile_name_and_store_are_shown_as_text_everywhere(back_office: BackOffice, free: Colleague) -> None:
    name = HTML + "{{ 7 * 7 }}"
    # As a campaign may stand from before such texts were refused.
    hostile = sample_campaign(id=uuid4(), name=name, stores=frozenset({"<b>Lyon</b>"}), voucher="<i>")
    place = back_office.place
    made = publishing.publish_campaign(place.consent.database, sample_restaurant().id, hostile, NOW)
    place.consent.forget_programmes()
    for path in (
        "/campaigns",
        f"/campaigns/{made.id}",
        f"/campaigns/{made.id}/switch",
        "/preview",
        "/preview?store=%3Cb%3E",
    ):
        page = free.get(path).get_data(as_text=True)
        assert "&lt;script&gt;" in page and "<script>alert" not in page and "<b>Lyon" not in page and "<i>" not in page


@pytest.mark.parametrize(
    "changes",
    [{"offer": "everything"}, {"voucher_from": "magic"}, {"step": "destroy"}, {"on": "maybe"}, {"version": "9" * 40},
     {"unknown": "field"}, {"id": "x"}],
)  # fmt: skip
def test_values_that_no_form_of_ours_has_do_no_harm(
    back_office: BackOffice, manager: Colleague, changes: dict[str, str]
) -> None:
    before = standing(back_office)
    values = fields_of(manager.get(SIGNUP)).values | GOOD
    answer = manager.post(SIGNUP, values | {"step": "review"} | changes)
    assert answer.status_code in (200, 422)
    assert standing(back_office) == before


def test_a_form_without_its_token_is_not_taken(back_office: BackOffice, manager: Colleague) -> None:
    before = standing(back_office)
    values = fields_of(manager.get(SIGNUP)).values | GOOD | {"csrf_token": "", "step": "publish"}
    answer = manager.post(SIGNUP, values)
    assert answer.status_code == 400
    assert standing(back_office) == before


def test_a_kind_there_is_not_does_not_exist(manager: Colleague) -> None:
    assert manager.get("/campaigns/new/clearance").status_code == 404
