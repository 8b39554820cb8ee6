"""The gateway and mail server of these tests."""

from __future__ import annotations

import pytest

from consent_ui import proving
from consent_ui.messaging.service import Service
from tests.contact.proving import Post


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    post = Post()
    monkeypatch.setattr(proving.choosing, "door", lambda *_: Service(post, post))
    return post
