"""Coming into Chez Momo's back office with one click, on this machine alone."""

from __future__ import annotations

import pytest

from tests.journeys.place import Place

OFFICE = "/consent/staff/"

pytestmark = [
    pytest.mark.parametrize("way", ["plain"], indirect=True),
    pytest.mark.parametrize("kind", ["sqlite"], indirect=True),
]


@pytest.mark.parametrize(("who", "name", "team"), [("momo", "Momo Benali", 200), ("lucie", "Lucie Roux", 403)])
def test_one_click_comes_in(who: str, name: str, team: int, demo: Place) -> None:
    client = demo.app.test_client(ours=["/consent/"])
    asked = client.get(OFFICE)
    assert (asked.status_code, asked.headers["Location"]) == (303, "/team?next=%2Fconsent%2Fstaff%2F")
    assert name in client.get("/team").get_data(as_text=True)
    assert client.post("/team/sign-in", data={"member": who}).headers["Location"] == OFFICE
    page = client.get(OFFICE, follow_redirects=True)
    assert page.status_code == 200 and name in page.get_data(as_text=True)
    assert client.get(f"{page.request.path}members").status_code == team
    client.post("/team/sign-in")
    assert client.get(OFFICE).status_code == 303


def test_the_page_that_was_wanted_comes_next(demo: Place) -> None:
    client = demo.app.test_client(ours=["/consent/"])
    data = {"member": "momo", "next": "/consent/staff/chez-momo/audit"}
    assert client.post("/team/sign-in", data=data).headers["Location"] == data["next"]
    data["next"] = "https://evil.example/"
    assert client.post("/team/sign-in", data=data).headers["Location"] == OFFICE


@pytest.mark.parametrize(
    "settings",
    [
        {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}},
        {"base_url": "http://evil.example"},
    ],
)
def test_no_other_machine_and_no_other_name_comes_in(settings: dict[str, object], demo: Place) -> None:
    client = demo.app.test_client(ours=["/consent/"])
    assert client.get("/team", **settings).status_code == 404
    assert client.post("/team/sign-in", data={"member": "momo"}, **settings).status_code == 404
    client.post("/team/sign-in", data={"member": "momo"})
    if "environ_base" in settings:
        assert client.get(f"{OFFICE}chez-momo/", **settings).status_code == 303


def test_a_foreign_page_signs_nobody_in(demo: Place) -> None:
    client = demo.app.test_client(ours=["/consent/"])
    refused = client.post("/team/sign-in", data={"member": "momo"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert refused.status_code == 403
    assert client.get(OFFICE).status_code == 303
