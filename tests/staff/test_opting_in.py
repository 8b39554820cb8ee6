"""Nobody but customers themselves can opt them in: every other way is tried here, and fails (CV-18).

What the databases refuse by themselves is tried in tests/store/test_ratchet.py.
"""

from __future__ import annotations

import ast
from dataclasses import fields
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

import consent_ui.staff
from consent_ui import restaurant_file
from consent_ui.cli import command
from consent_ui.rules.consent import Channel
from consent_ui.rules.roles import Role
from consent_ui.staff.routes import ROUTES, Route
from consent_ui.store.people import Customer
from tests.samples import CHANNELS, NOW
from tests.staff.customers import HTMX, LEA, form_of, say, settle_in, take_out
from tests.staff.office import PREFIX, BackOffice, token_in

pytestmark = pytest.mark.requirement("CV-18")

INES = Customer("7", name="Ines", phone="+33612345678", orders=3)
YES: dict[str, Any] = {
    "kind": "given", "state": "given", "answer": "yes", "do": "save", "wishes": "true", "wanted": "1", "opt_in": "on",
    "channels": ["sms", "email"], "channel": "sms", "reason": "told", "note": "", "actor": "customer", "person": "lea",
    "place": "banner", "consent": "given", "q": "lea", "name": "Léa", "yes": "yes", "_method": "PUT", "contact": "x",
}  # fmt: skip
"""Fields in which somebody might hope that a yes is hidden."""

posts = pytest.mark.parametrize("route", [r for r in ROUTES.values() if "POST" in r.methods], ids=lambda r: r.endpoint)


def given(office: BackOffice) -> list[tuple[UUID | None, str, str]]:
    """Every yes in the ledger: whose, where, by whom."""
    return [(d.person, d.place, d.actor) for d in office.place.decisions() if d.kind == "given"]


def address(route: Route, person: UUID) -> str:
    """The route's address, about this customer where it is about one."""
    path = route.rule.replace("<slug>", "cafe-nord").replace("<uuid:customer_id>", str(person))
    while "<" in path:
        kind = path[path.index("<") : path.index(">") + 1]
        path = path.replace(kind, str(uuid4()) if "uuid" in kind else "7")
    return PREFIX + path


@posts
@pytest.mark.parametrize("role", Role)
def test_no_field_of_any_form_of_staff_says_yes(route: Route, role: Role, either_office: BackOffice) -> None:
    (lea,) = settle_in(either_office, LEA)
    colleague = either_office.colleague(role)
    token = token_in(colleague.get("/").text)
    form = {} if role is Role.VIEWER else {"act": form_of(colleague, lea)["act"]}
    ways = [{}, {"X-HTTP-Method-Override": "PUT"}, *([HTMX] if route.endpoint in ("customers", "opt_out") else [])]
    for headers in ways:
        for start in ({}, form):
            data = {**YES, **start, "csrf_token": token}
            own = {**headers, "Sec-Fetch-Site": "same-origin"}
            path = address(route, lea)
            response = colleague.client.post(
                path, data=data, headers=own, query_string={"kind": "given", "answer": "yes"}
            )
            assert response.status_code < 500
            colleague.client.post(path, json=data, headers={**own, "X-CSRFToken": token})
    assert given(either_office) == []


@pytest.mark.parametrize("verb", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_no_other_method_says_yes(back_office: BackOffice, verb: str) -> None:
    (lea,) = settle_in(back_office, LEA)
    owner = back_office.colleague(Role.OWNER)
    for route in ROUTES.values():
        owner.client.open(address(route, lea), method=verb, query_string=YES)
    for made_up in ("opt-in", "consent", "decisions", "given", "yes", "import"):
        for path in (f"/customers/{lea}/{made_up}", f"/customers/{made_up}", f"/{made_up}"):
            assert owner.client.open(owner.path(path), method=verb, query_string=YES).status_code in (404, 405)
            assert owner.submit(path, YES, form="/").status_code in (404, 405)
    assert given(back_office) == []


def test_a_yes_that_was_taken_back_stays_taken_back(back_office: BackOffice) -> None:
    """Every form of staff's is sent once more after the customer was taken out, old and new."""
    (lea,) = settle_in(back_office, LEA)
    say(back_office, LEA, sms=True, email=True)
    manager = back_office.colleague(Role.MANAGER)
    forms = [form_of(manager, lea), form_of(manager, lea, channel="sms")]
    for _ in range(2):
        for form in forms:
            take_out(manager, lea, {**form, **{k: v for k, v in YES.items() if k not in form}})
    assert [kind for _, kind in back_office.place.said()].count("given") == 2
    assert {kind for _, kind in back_office.place.said()[2:]} == {"withdrawn"}


@pytest.fixture
def ines(back_office: BackOffice) -> UUID:
    """Ines, who has an account at the host's site, and has not answered."""
    return settle_in(back_office, INES)[0]


def her_form(office: BackOffice, value: str = "yes") -> dict[str, str]:
    """The question as it stood on Ines's own screen, with its token."""
    visitor = office.place.visitor()
    visitor.client.post("/login/7")
    return dict(visitor.open("/").press(value).fields)


@pytest.mark.requirement("CV-20")
def test_her_own_form_says_nothing_from_somebody_elses_browser(back_office: BackOffice, ines: UUID) -> None:
    form = her_form(back_office)
    assert form["answer"] == "yes"
    manager = back_office.colleague(Role.MANAGER)
    other = back_office.place.visitor()
    other.client.post("/login/8")
    for browser in (manager.client, other.client):
        for path in ("/consent/banner", "/consent/preferences"):
            for headers in ({}, HTMX):
                own = {"Sec-Fetch-Site": "same-origin", **headers}
                data = {**YES, **form, "do": "save"}
                answered = browser.post(path, data=data, headers=own)
                assert answered.status_code in (400, 409, 422), (path, answered.status_code)
    assert given(back_office) == []


def test_the_tokens_of_staff_and_of_customers_never_stand_for_one_another(back_office: BackOffice, ines: UUID) -> None:
    manager = back_office.colleague(Role.MANAGER)
    ours, hers = form_of(manager, ines)["act"], her_form(back_office)["notice"]
    visitor = back_office.place.visitor()
    visitor.client.post("/login/7")
    for path in ("/consent/banner", "/consent/preferences"):
        data = {"notice": ours, "answer": "yes", "do": "save", "channels": "sms"}
        assert visitor.client.post(path, data=data, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 400
    assert take_out(manager, ines, form_of(manager, ines, act=hers)).status_code == 422
    assert back_office.place.said() == []


def test_a_member_of_staff_on_the_site_is_a_visitor_like_any_other(back_office: BackOffice, ines: UUID) -> None:
    """What they answer in their own browser is nobody's, and no customer's state changes."""
    manager = back_office.colleague(Role.MANAGER)
    browser = back_office.place.visitor()
    browser.client = manager.client
    browser.press(browser.open("/"), "yes")
    assert given(back_office) and {person for person, _, _ in given(back_office)} == {None}
    assert "No answer yet" in manager.get(f"/customers/{ines}").text


def test_what_a_host_says_of_an_account_is_no_answer(back_office: BackOffice) -> None:
    names = {field.name for field in fields(Customer)}
    assert names == {"reference", "name", "phone", "email", "orders", "last_order_at", "verified"}
    with pytest.raises(TypeError):
        Customer("9", consent="given")  # type: ignore[call-arg]
    settle_in(back_office, *(Customer(str(n), "given yes", None, "given@client.example") for n in range(5)))
    assert back_office.place.decisions() == []


FILE = Path(__file__).parent.parent / "host" / "restaurant.toml"
IMPORTS = [
    '[[decision]]\nreference = "lea"\nchannel = "sms"\nkind = "given"\n',
    '[[customer]]\nreference = "lea"\nsms = "given"\n',
    '[consent]\nlea = "given"\n',
    '[[import]]\nfile = "people.csv"\n',
]


@pytest.mark.parametrize("added", IMPORTS)
def test_a_published_file_holds_no_decision(back_office: BackOffice, tmp_path: Path, added: str) -> None:
    file = tmp_path / "restaurant.toml"
    file.write_text(FILE.read_text(encoding="utf-8") + "\n" + added, encoding="utf-8")
    with pytest.raises(restaurant_file.BadFile):
        restaurant_file.publish(back_office.place.consent.database, file, NOW)
    assert back_office.place.decisions() == []


def test_no_command_takes_decisions() -> None:
    """A new command is looked at before it joins this list."""
    names = set(command().commands)
    assert not {name for name in names if any(word in name for word in ("import", "opt", "decision", "consent"))}
    assert names <= {
        "migrate", "publish", "demo", "templates", "wording", "fairness", "theme", "staff", "explain", "audit",
        "grants", "language", "recount", "refusals", "retention", "tidy",
    }  # fmt: skip


READERS = ("exports.py", "reckoning.py", "wordings.py")
"""Modules that add up what was answered, and so have to name a yes."""


def test_no_module_of_staff_can_reach_what_records_a_yes() -> None:
    """The store has two functions that may add a yes, and both are for people themselves."""
    sources = sorted(Path(str(consent_ui.staff.__file__)).parent.rglob("*.py"))
    assert len(sources) > 10
    forbidden = {
        "record_customer", "record_visitors", "record_first_visits", "insert_unless_known", "bulk", "Visit",
        "form_token", "GIVEN",
    }  # fmt: skip
    for path in sources:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        named |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        named |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
        # Some tell what a state is, and some what was counted; neither makes a decision.
        reads = "State.GIVEN" in path.read_text(encoding="utf-8") or path.name in READERS
        allowed = {"GIVEN"} if reads else set()
        assert not named & (forbidden - allowed), path


def test_every_channel_is_tried_above() -> None:
    assert set(CHANNELS) == set(Channel)
