"""Slows down who guesses. Nothing is kept of accounts and network addresses but keyed hashes."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime, timedelta
from functools import partial

from flask import request
from sqlalchemy import Connection

from consent_ui.rules.codes import asker
from consent_ui.rules.lockout import ACCOUNT_FREE, ADDRESS_FREE
from consent_ui.staff.guarding import derived
from consent_ui.state import state
from consent_ui.store import attempts


def begin(email: str) -> timedelta:
    """Count an attempt on this account from this address, before anything is looked at; returns how long to wait
    before it would be. The account need not exist. Raises NotSaved."""
    free = {_account(email): ACCOUNT_FREE, _address(): ADDRESS_FREE}
    return state().database.write(partial(_begin, free))


def _begin(free: dict[str, int], connection: Connection) -> timedelta:
    return attempts.begin(connection, free, datetime.now(UTC))


def succeeded(email: str, *, wholly: bool) -> None:
    """The attempt that was begun was right. `wholly`: nothing more is asked, so the failures before it are forgotten;
    a right password alone does not make up for wrong codes."""
    keys = {_account(email): wholly, _address(): False}
    state().database.write(partial(_succeeded, keys))


def _succeeded(keys: dict[str, bool], connection: Connection) -> None:
    attempts.succeeded(connection, keys)
    attempts.forget_attempts(connection, datetime.now(UTC))


def _account(email: str) -> str:
    return _key(f"account {email.strip().lower()}")


def _address() -> str:
    """The network address, as much of it as belongs to one household."""
    return _key(f"address {asker(request.remote_addr or '')}")


def _key(what: str) -> str:
    return hmac.digest(derived(state(), "attempts").encode(), what.encode("utf-8", "surrogatepass"), "sha256").hex()
