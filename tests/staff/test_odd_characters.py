"""Characters that no page may show and no database keeps: they go nowhere, whichever field they are typed into."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from consent_ui.rules.roles import Role
from consent_ui.staff import asked
from tests.staff.office import PREFIX, BackOffice, token_in

ODD = "a\x00\x1b\x85\ufdd0\uffff\U0001ffffb"
FIELDS = (
    "name", "email", "gateway", "id", "starts", "ends", "percent", "amount", "stores", "voucher", "wording-en",
    "version", "code", "cap", "note", "q",
)  # fmt: skip


@pytest.mark.parametrize(
    "path",
    ["/replies", "/members/new", "/campaigns/new/retention", "/sending", "/customers", f"{PREFIX}/verify",
     f"{PREFIX}/second-factor/new"],
)  # fmt: skip
def test_no_form_fails_or_shows_them(either_office: BackOffice, path: str) -> None:
    owner = either_office.colleague(Role.OWNER)
    token = token_in(owner.get(f"{PREFIX}/account").text)
    fields = "&".join([f"csrf_token={token}", "do=out", *(f"{name}={quote(ODD)}" for name in FIELDS)])
    answer = owner.client.post(owner.path(path), data=fields, content_type="application/x-www-form-urlencoded")
    assert answer.status_code < 500
    assert not set(ODD) - {"a", "b"} & set(answer.text)


@pytest.mark.parametrize("path", ["/dashboard?first", "/dashboard/numbers.csv?last", "/preview?store", "/preview?at"])
def test_no_address_fails_or_shows_them(either_office: BackOffice, path: str) -> None:
    answer = either_office.colleague(Role.OWNER).get(f"{path}={quote(ODD)}")
    assert answer.status_code < 500
    assert not set(ODD) - {"a", "b"} & set(answer.text)


@pytest.mark.parametrize(
    "path", ["/consent/staff/%00/customers", "/consent/staff/set-up/%00%EF%BF%BF", "/words/%00%1B"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_no_path_fails_or_shows_them(either_office: BackOffice, path: str, method: str) -> None:
    owner = either_office.colleague(Role.OWNER)
    answer = owner.client.open(owner.path(path), method=method)
    assert answer.status_code < 500
    assert not set(ODD) - {"a", "b"} & set(answer.text)


def test_what_people_do_type_stays() -> None:
    typed = "Zoë 🍕 x\u0301 \u200dשלום\r\n\t؜"
    assert asked.holdable(typed) == typed
    fields = asked.Typed([("a\x00", "x\x00y"), ("new_password", "x\x00y"), ("a", "z")])
    assert [*fields.items(multi=True)] == [("a\ufffd", "x\ufffdy"), ("new_password", "x\x00y"), ("a", "z")]
