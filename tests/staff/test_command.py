"""`consent-ui staff`: the first owner, and whoever locked herself out."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from consent_ui.rules.roles import Role
from tests.staff.office import PREFIX, BackOffice

GOOD = "quatre lampes vertes au grenier"


def run(back_office: BackOffice, *arguments: str, said: str = "") -> Result:
    runner = back_office.place.app.test_cli_runner()
    assert isinstance(runner, CliRunner)
    return runner.invoke(args=["consent", "staff", *arguments], input=said)


def add(back_office: BackOffice, *more: str, said: str = "") -> Result:
    return run(back_office, "add", "ada@nord.example", "--name", "Ada Petit", *more, said=said)


def test_the_first_owner_gets_an_address_that_is_good_once(either_office: BackOffice) -> None:
    result = add(either_office, "--restaurant", "cafe-nord", "--role", "owner", "--site", "https://nord.example")
    assert result.exit_code == 0, result.output
    address = next(line.strip() for line in result.output.splitlines() if "set-up" in line)
    assert address.startswith(f"https://nord.example{PREFIX}/set-up/")
    path = address.removeprefix("https://nord.example")
    data = {"new_password": GOOD, "repeat_password": GOOD}
    assert either_office.nobody().submit(path, data).headers["Location"] == f"{PREFIX}/second-factor"
    assert either_office.nobody().get(path).status_code == 404
    assert [act for act, _ in either_office.audited()] == ["member.added"]


def test_or_a_password_is_asked_for_until_it_is_good(back_office: BackOffice) -> None:
    result = add(back_office, "--ask-password", said=f"password\npassword\n{GOOD}\n{GOOD}\n")
    assert result.exit_code == 0, result.output
    assert GOOD not in result.output
    response = back_office.sign_in(back_office.nobody(), "ada@nord.example", GOOD)
    assert response.headers["Location"] == f"{PREFIX}/second-factor"


def test_the_list_says_who_may_come_in(back_office: BackOffice) -> None:
    assert "nobody" in run(back_office, "list").output
    add(back_office)
    output = run(back_office, "list").output
    for word in ("cafe-nord", "Ada Petit", "ada@nord.example", "owner", "waiting"):
        assert word in output


def test_roles_change_and_end(back_office: BackOffice) -> None:
    add(back_office)
    assert run(back_office, "role", "ada@nord.example", "viewer").exit_code == 1, "she is the only owner"
    assert run(back_office, "remove", "ada@nord.example").exit_code == 1
    back_office.hire(Role.OWNER)
    assert run(back_office, "role", "ada@nord.example", "viewer").exit_code == 0
    assert run(back_office, "remove", "ada@nord.example").exit_code == 0
    assert run(back_office, "remove", "ada@nord.example").exit_code == 1
    assert [act for act, _ in back_office.audited()] == ["member.added", "member.role", "member.removed"]


def test_who_lost_everything_gets_a_new_start(back_office: BackOffice) -> None:
    member = back_office.employ(Role.OWNER)
    colleague = back_office.signed_in(member)
    result = run(back_office, "reset", member.email)
    path = next(line.strip() for line in result.output.splitlines() if "set-up" in line).split()[0]
    assert back_office.nobody().get(path).status_code == 200
    assert colleague.get("/").status_code == 303


def test_an_account_that_is_there_keeps_its_password(back_office: BackOffice) -> None:
    member = back_office.employ(Role.OWNER)
    back_office.hire(Role.OWNER)
    result = run(back_office, "add", member.email, "--name", "Ada", "--role", "manager")
    assert "already" in result.output and "set-up" not in result.output
    assert back_office.sign_in(back_office.nobody(), member.email).status_code == 303


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "ada", "--name", "Ada"),
        ("add", "ada@nord.example", "--name", "Ada", "--restaurant", "nowhere"),
        ("role", "nobody@nord.example", "owner"),
        ("remove", "nobody@nord.example"),
        ("reset", "nobody@nord.example"),
    ],
)
def test_what_cannot_be_is_said_clearly(arguments: tuple[str, ...], back_office: BackOffice) -> None:
    result = run(back_office, *arguments)
    assert result.exit_code in (1, 2)
    assert "Traceback" not in result.output and "Error" in result.output
