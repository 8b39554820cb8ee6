"""The demo restaurant on a file of its own for each test, behind a client that judges every page."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from consent_ui.demo import create_demo
from tests.demo.visiting import CONFIG
from tests.quality_client import QualityClient


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the sample data, filled once; tests get copies, which is fast."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    app = create_demo(f"sqlite:///{path}", CONFIG)
    app.extensions["consent_ui"].close()
    return path


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., Flask]:
    """Open the demo on the file of this test, empty at first, as `build(channels=...)`."""

    def made(**settings: object) -> Flask:
        app = create_demo(f"sqlite:///{tmp_path / 'demo.db'}", CONFIG, **settings)
        app.test_client_class = QualityClient
        return app

    return made


@pytest.fixture
def app(filled: Path, tmp_path: Path, build: Callable[..., Flask]) -> Flask:
    """The demo as it opens without options."""
    for source in filled.parent.glob("demo.db*"):
        shutil.copy(source, tmp_path)
    return build()


@pytest.fixture
def client(app: Flask) -> QualityClient:
    """A visitor's browser, without scripts."""
    return app.test_client()
