"""What visitors of the demo do in several tests."""

from __future__ import annotations

import re

from tests.quality_client import QualityClient

CONFIG = {"SECRET_KEY": "a demo for tests", "TESTING": True}


def sign_in(client: QualityClient, reference: str) -> None:
    """Sign in as a sample customer."""
    answer = client.post("/account/sign-in", data={"customer": reference})
    assert answer.status_code == 303 and answer.location == "/account"


def notice_token(client: QualityClient, path: str) -> str:
    """The token of the form on a page."""
    found = re.search(r'name="notice" value="([^"]+)"', client.get(path).text)
    assert found, f"no form on {path}"
    return found[1]
