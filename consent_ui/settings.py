"""Every CONSENT_ setting: type, default, check, and one line of help. The README's table is held to this list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any


class BadSetting(ValueError):
    """A CONSENT_ key that is unknown or has a value that cannot be used."""


def _positive(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _optional_text(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _texts(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)


def _secrets(value: Any) -> bool:
    return isinstance(value, Mapping) and all(isinstance(item, str) and item for pair in value.items() for item in pair)


@dataclass(frozen=True, slots=True)
class Setting:
    """One key: its default, a check, what the check wants in words, and what the setting does. The value of a `secret`
    one is never shown."""

    default: Any
    check: Callable[[Any], bool]
    wants: str
    help: str
    secret: bool = False


SETTINGS: dict[str, Setting] = {
    "DATABASE_URI": Setting(
        None,
        _optional_text,
        "a database address or None",
        "Where decisions are kept; without it the host's own Flask-SQLAlchemy database.",
    ),
    "RESTAURANT": Setting(
        None,
        _optional_text,
        "a slug or None",
        "The restaurant when no hook names one; without it the only one there is.",
    ),
    "URL_PREFIX": Setting(
        "/consent",
        lambda value: _text(value) and value.startswith("/") and len(value) > 1 and not value.endswith("/"),
        "a path such as /consent",
        "Where our pages are mounted.",
    ),
    "HOME_URL": Setting("/", _text, "an address", "The restaurant's own site, for the way back."),
    "COOKIE_DAYS": Setting(
        183,
        lambda value: _positive(value) and isinstance(value, int) and value <= 183,
        "a whole number from 1 to 183",
        "How long a device remembers an answer.",
    ),
    "FORM_HOURS": Setting(
        72,
        lambda value: _positive(value) and value <= 24 * 366,
        "a positive number, at most 8784",
        "How long an open question can still be answered.",
    ),
    "CACHE_SECONDS": Setting(
        1,
        lambda value: (value == 0 and not isinstance(value, bool)) or _positive(value),
        "a number of seconds, 0 to switch off",
        "How long a process may show a campaign that was just switched off.",
    ),
    "PUBLIC_URL": Setting(
        None,
        lambda value: value is None or (_text(value) and value.startswith(("https://", "http://"))),
        "an address such as https://example.org or None",
        "Where people reach this site; messages carry links only where it is set.",
    ),
    "SMS_GATEWAY": Setting(
        "console",
        lambda value: value == "console" or (_text(value) and "://" in value and "{to}" in value),
        "console, or an address of an Apprise service with {to}",
        "Through which service SMS leave; `console` prints them and sends nothing.",
        secret=True,
    ),
    "INBOUND_SECRETS": Setting(
        {},
        _secrets,
        "a mapping from twilio or generic, or from a restaurant's slug and one of these (momo/twilio), to a secret",
        "With which secret a gateway signs the replies and reports that it brings; without one nothing is taken.",
        secret=True,
    ),
    "SMTP": Setting(
        "console",
        lambda value: value == "console" or (_text(value) and value.startswith(("smtp://", "smtps://"))),
        "console, or an address such as smtp://user:password@mail.example.org:587?from=offers@example.org",
        "Through which server e-mail leaves; `console` prints it and sends nothing.",
        secret=True,
    ),
    "HOST_VERIFIES": Setting(
        ("sms", "email"),
        lambda value: _texts(value) and set(value) <= {"sms", "email"},
        "a list of sms and email, or an empty one",
        "The host vouches that it checked, by a message sent there, that numbers (`sms`) and addresses (`email`) of "
        "accounts are their owners'. Take out what it did not check: a yes then waits until the person proves it.",
    ),
    "SMS_COUNTRIES": Setting(
        (),
        lambda value: _texts(value) and all(len(each) == 2 and each.isalpha() and each.isupper() for each in value),
        "a list of country codes such as FR",
        "To whose numbers codes go by SMS; without it the restaurant's own country, for France with its overseas.",
    ),
    "SMS_PER_SECOND": Setting(
        5, lambda value: _positive(value) and value <= 1000, "a number above 0", "How fast the gateway is fed at most."
    ),
    "THEMES": Setting(
        None, _optional_text, "a folder or None", "Where the site keeps themes of its own, one folder each."
    ),
    "TRANSLATIONS": Setting(
        None,
        _optional_text,
        "a folder or None",
        "Where the site keeps languages of its own, one folder and one .toml each.",
    ),
    "STAFF_SIGN_IN_URL": Setting(
        None,
        _optional_text,
        "an address or None",
        "Where the host signs its people in for the back office, instead of our own sign-in; {next} in it is the page "
        "to come back to.",
    ),
    "TRUSTED_ORIGINS": Setting(
        (), _texts, "a list of origins", "Other origins whose pages may post answers, such as https://example.org."
    ),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The checked values, by lower-case name."""

    database_uri: str | None
    restaurant: str | None
    url_prefix: str
    home_url: str
    cookie_days: int
    form_hours: float
    cache_seconds: float
    public_url: str | None
    sms_gateway: str
    inbound_secrets: Mapping[str, str]
    smtp: str
    host_verifies: tuple[str, ...]
    sms_countries: tuple[str, ...]
    sms_per_second: float
    themes: str | None
    translations: str | None
    staff_sign_in_url: str | None
    trusted_origins: tuple[str, ...]


def read_settings(config: Mapping[str, Any]) -> Settings:
    """The settings in a Flask configuration. Raises BadSetting, naming the key and what it wants."""
    known = {f"CONSENT_{name}" for name in SETTINGS}
    for key in config:
        if key.startswith("CONSENT_") and key not in known:
            raise BadSetting(f"{key} is not a setting; there are {', '.join(sorted(known))}")
    values: dict[str, Any] = {}
    for name, setting in SETTINGS.items():
        value = config.get(f"CONSENT_{name}", setting.default)
        if not setting.check(value):
            shown = "what it is" if setting.secret else repr(value)
            raise BadSetting(f"CONSENT_{name} must be {setting.wants}, not {shown}")
        values[name.lower()] = tuple(value) if isinstance(value, list) else value
    return Settings(**{field.name: values[field.name] for field in fields(Settings)})
