"""The demo restaurant on a fresh file, behind a client that judges every page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from consent_ui.demo import create_demo
from tests.demo.visiting import CONFIG
from tests.quality_client import QualityClient


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., Flask]:
    """Open the demo on the file of this test, as `build(channels=...)`."""

    def made(**settings: object) -> Flask:
        app = create_demo(f"sqlite:///{tmp_path / 'demo.db'}", CONFIG, **settings)
        app.test_client_class = QualityClient
        return app

    return made


@pytest.fixture
def app(build: Callable[..., Flask]) -> Flask:
    """The demo as it opens without options."""
    return build()


@pytest.fixture
def client(app: Flask) -> QualityClient:
    """A visitor's browser, without scripts."""
    return app.test_client()
