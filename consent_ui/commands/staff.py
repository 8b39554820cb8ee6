"""`consent-ui staff`: who may come into the back office, said by whoever runs the site. What signs people in is
imported when a command runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar
from uuid import UUID, uuid4

import click
from flask.cli import with_appcontext
from sqlalchemy import Connection

from consent_ui.commands.reaching import reaching_database
from consent_ui.commands.tables import table
from consent_ui.rules.notices import Restaurant
from consent_ui.rules.roles import Role, keeps_an_owner
from consent_ui.state import Consent, state
from consent_ui.store import audit, members, offers, staff_sessions
from consent_ui.store.ids import uuid7
from consent_ui.store.members import Member

Result = TypeVar("Result")
ROLES = click.Choice([str(role) for role in Role])
WHO = "consent-ui staff"
"""Whose name stands in the audit log."""


@click.group("staff")
def staff() -> None:
    """Say who may come into the back office, and as what.

    An owner may do everything, a manager changes campaigns and sees customers, a viewer reads with personal data
    hidden. Owners and managers sign in with a second factor: any authenticator app, and recovery codes for the day the
    phone is lost.

    A session ends after half an hour without use and after twelve hours, and can be ended from elsewhere; guessing gets
    slower with every failure; dangerous acts ask again after ten minutes. A form that was sent after its session had
    ended is shown again, filled, after the sign-in. What anybody does stands in the log, which owners read and nobody
    changes. SECRET_KEY encrypts the second factors: an old one stays in SECRET_KEY_FALLBACKS.
    """


restaurant_option = click.option("--restaurant", "slug", help="Slug; not needed where there is only one.")
site_option = click.option("--site", default="", help="Address of the site, such as https://example.org.")


def _consent() -> Consent:
    consent = state()
    return consent


def _write(job: Callable[[Connection], Result]) -> Result:
    with reaching_database():
        return _consent().database.write(job)


def _restaurant(connection: Connection, slug: str | None) -> Restaurant:
    found = offers.find_restaurant(connection, slug)
    if found is None:
        raise click.ClickException(
            f"there is no restaurant {slug}" if slug else "name one restaurant: --restaurant SLUG"
        )
    return found


def _member(connection: Connection, email: str) -> Member:
    found = members.find_member(connection, email=email)
    if found is None:
        raise click.ClickException("nobody has this address: see `staff list`, or `staff add` them")
    return found


def _note(connection: Connection, where: Restaurant, act: str, member: Member, role: Role | None = None) -> None:
    details = {"name": member.name} | ({"role": str(role)} if role else {})
    audit.record(
        connection, where.id, at=datetime.now(UTC), member_id=None, member_name=WHO, act=act, subject=member.id,
        details=details,
    )  # fmt: skip


@staff.command("add")
@click.argument("email")
@click.option("--name", required=True, help="How colleagues call the person.")
@click.option("--role", type=ROLES, default="owner", show_default=True)
@click.option("--ask-password", is_flag=True, help="Ask for a password here instead of making a set-up address.")
@restaurant_option
@site_option
@with_appcontext
def add(email: str, name: str, role: str, ask_password: bool, slug: str | None, site: str) -> None:
    """Let a person with this EMAIL in. Prints an address to choose a password at, good once, for 24 hours."""
    if "@" not in email.strip("@") or any(each.isspace() for each in email.strip()):
        raise click.BadParameter("write it as name@example.org", param_hint="EMAIL")
    known, token = _write(partial(_add, email, name, Role(role), slug, not ask_password))
    click.echo(f"{name} is {role} now")
    if known:
        click.echo("The account was there already: the password stays as it is.")
    elif ask_password:
        _ask_password(email, [email, name, *([slug] if slug else [])])
    else:
        _say_address(site, token)


def _add(
    email: str, name: str, role: Role, slug: str | None, offers_address: bool, connection: Connection
) -> tuple[bool, str]:
    from consent_ui.staff.setting_up import offer_setup

    where, now = _restaurant(connection, slug), datetime.now(UTC)
    found = members.find_member(connection, email=email)
    known = found is not None and found.password is not None
    if found is None:
        found = Member(uuid7(), email, name, None, uuid4().hex, None, None, (), None, None, now)
        members.add_member(connection, found)
    members.set_role(connection, where.id, found.id, role)
    _note(connection, where, "member.added", found, role)
    return known, "" if known or not offers_address else offer_setup(connection, found.id, now)


def _say_address(site: str, token: str) -> None:
    path = f"{_consent().settings.url_prefix}/staff/set-up/{token}"
    click.echo("To choose a password, once, within 24 hours:")
    click.echo(f"  {site.rstrip('/')}{path}" if site else f"  {path}   (on your site)")


def _ask_password(email: str, words: list[str]) -> None:
    from consent_ui.staff import back_office, passwords

    with back_office(_consent()).app_context():
        while True:
            said = click.prompt("Password", hide_input=True, confirmation_prompt=True)
            fault = passwords.fault(said, words)
            if fault is None:
                break
            click.echo("That is too short, too long or easily guessed; several words are good.")
        hashed = passwords.hashed(said)
    _write(partial(_set_password, email, hashed))


def _set_password(email: str, hashed: str, connection: Connection) -> None:
    members.change_member(connection, _member(connection, email).id, password=hashed, setup=None, setup_until=None)


@staff.command("list")
@restaurant_option
@with_appcontext
def list_members(slug: str | None) -> None:
    """Who may come in, and as what."""
    rows = []
    with reaching_database(), _consent().database.read() as connection:
        for where in offers.restaurants(connection) if slug is None else [_restaurant(connection, slug)]:
            for member, role in members.members_of(connection, where.id):
                factor = "on" if member.totp else "off"
                state = "waiting" if member.password is None else "signed up"
                rows.append((where.slug, member.name, member.email, str(role), state, factor))
    head = ("restaurant", "name", "e-mail", "role", "account", "second factor")
    click.echo(table(head, rows) if rows else "nobody may come in yet: `staff add`")


@staff.command("role")
@click.argument("email")
@click.argument("role", type=ROLES)
@restaurant_option
@with_appcontext
def set_role(email: str, role: str, slug: str | None) -> None:
    """Give the person with this EMAIL another ROLE, or a first one at another restaurant."""
    _write(partial(_set_role, email, Role(role), slug))
    click.echo(f"{email} is {role} now")


@staff.command("remove")
@click.argument("email")
@restaurant_option
@with_appcontext
def remove(email: str, slug: str | None) -> None:
    """Take the person with this EMAIL out of a restaurant's team."""
    _write(partial(_set_role, email, None, slug))
    click.echo(f"{email} is out of the team")


def _set_role(email: str, role: Role | None, slug: str | None, connection: Connection) -> None:
    where, member = _restaurant(connection, slug), _member(connection, email)
    held: dict[UUID, Role] = {m.id: r for m, r in members.members_of(connection, where.id, lock=True)}
    if role is None and member.id not in held:
        raise click.ClickException(f"{email} is not in the team of {where.slug}")
    if held.get(member.id) is Role.OWNER and not keeps_an_owner(held, member.id, role):
        raise click.ClickException("a restaurant needs an owner: make somebody else one first")
    members.set_role(connection, where.id, member.id, role)
    if role is None:
        staff_sessions.end_sessions(connection, member.id)
    _note(connection, where, "member.removed" if role is None else "member.role", member, role)


@staff.command("reset")
@click.argument("email")
@site_option
@with_appcontext
def reset(email: str, site: str) -> None:
    """A new start for the person with this EMAIL: password, second factor and sessions end. Prints an address to
    choose a password at."""
    _say_address(site, _write(partial(_reset, email)))


def _reset(email: str, connection: Connection) -> str:
    from consent_ui.staff.setting_up import offer_setup

    member = _member(connection, email)
    for slug in member.roles:
        _note(connection, _restaurant(connection, slug), "member.reset", member)
    return offer_setup(connection, member.id, datetime.now(UTC))
