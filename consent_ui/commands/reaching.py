"""What a command says when the database does not do what it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from consent_ui.store.database import NotRead, NotSaved

UNUSABLE = "the database could not be used; has `consent-ui migrate` been run on it?"


@contextmanager
def reaching_database(fault: type[click.ClickException] = click.ClickException) -> Iterator[None]:
    """End the command with this fault when the database could not be read or written to in the meantime."""
    try:
        yield
    except (NotRead, NotSaved) as error:
        raise fault(UNUSABLE) from error
