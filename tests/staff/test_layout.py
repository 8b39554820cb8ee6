"""What stands around every page of the back office."""

from __future__ import annotations

import re

import pytest

from consent_ui.rules.roles import Role
from tests.staff.office import PREFIX, BackOffice


@pytest.mark.parametrize("path", [f"{PREFIX}/sign-in", "/", "/nothing"])
def test_every_page_names_an_icon_that_is_there_and_that_its_policy_lets_in(back_office: BackOffice, path: str) -> None:
    viewer = back_office.nobody() if path.startswith(PREFIX) else back_office.colleague(Role.VIEWER)
    page = viewer.get(path)
    (address,) = re.findall(r'<link rel="icon" href="([^"]+)" type="image/svg\+xml">', page.text)
    assert "img-src 'self';" in page.headers["Content-Security-Policy"] and address.startswith("/consent/static/")
    icon = viewer.client.get(address)
    assert icon.status_code == 200 and icon.mimetype == "image/svg+xml" and icon.text.startswith("<svg ")
