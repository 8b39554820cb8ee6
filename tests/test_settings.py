"""Settings: each has a default that works, a wrong value is refused by name, and the README lists them all."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from consent_ui.settings import SETTINGS, BadSetting, Settings, read_settings

README = Path(__file__).resolve().parent.parent / "README.md"


def test_without_any_setting_the_defaults_hold() -> None:
    settings = read_settings({"SECRET_KEY": "x", "DEBUG": True})
    assert settings == Settings(
        database_uri=None,
        restaurant=None,
        url_prefix="/consent",
        home_url="/",
        cookie_days=183,
        form_hours=72,
        cache_seconds=1,
        public_url=None,
        sms_gateway="console",
        inbound_secrets={},
        smtp="console",
        host_verifies=("sms", "email"),
        sms_countries=(),
        sms_per_second=5,
        themes=None,
        translations=None,
        staff_sign_in_url=None,
        trusted_origins=(),
    )


def test_every_setting_is_read_and_explained() -> None:
    assert {name.lower() for name in SETTINGS} == {field.name for field in fields(Settings)}
    for name, setting in SETTINGS.items():
        assert setting.check(setting.default), name
        assert setting.wants
        assert setting.help.endswith(".")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URI", "sqlite:///consent.db"),
        ("RESTAURANT", "chez-momo"),
        ("URL_PREFIX", "/offers/consent"),
        ("HOME_URL", "https://momo.example/"),
        ("COOKIE_DAYS", 1),
        ("COOKIE_DAYS", 183),
        ("FORM_HOURS", 0.5),
        ("CACHE_SECONDS", 0),
        ("CACHE_SECONDS", 2.5),
        ("TRUSTED_ORIGINS", ("https://a.example",)),
        ("SMTP", "smtps://user:secret@mail.example.org?from=offers@example.org"),
        ("HOST_VERIFIES", ()),
        ("HOST_VERIFIES", ("email",)),
        ("SMS_COUNTRIES", ("FR", "BE")),
    ],
)
def test_a_good_value_is_taken(name: str, value: Any) -> None:
    assert getattr(read_settings({f"CONSENT_{name}": value}), name.lower()) == value


def test_a_list_is_kept_so_that_nobody_changes_it_later() -> None:
    origins = ["https://a.example"]
    settings = read_settings({"CONSENT_TRUSTED_ORIGINS": origins})
    origins.append("https://evil.example")
    assert settings.trusted_origins == ("https://a.example",)


@pytest.mark.requirement("CV-12", "RT-11")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URI", 5),
        ("RESTAURANT", b"momo"),
        ("URL_PREFIX", ""),
        ("URL_PREFIX", "/"),
        ("URL_PREFIX", "consent"),
        ("URL_PREFIX", "/consent/"),
        ("URL_PREFIX", None),
        ("HOME_URL", None),
        ("COOKIE_DAYS", 0),
        ("COOKIE_DAYS", 184),  # never longer than the rest
        ("COOKIE_DAYS", 30.5),
        ("COOKIE_DAYS", "30"),
        ("COOKIE_DAYS", True),
        ("FORM_HOURS", 0),
        ("FORM_HOURS", -1),
        ("FORM_HOURS", "72"),
        ("FORM_HOURS", float("nan")),
        ("FORM_HOURS", float("inf")),  # no date is that far away
        ("FORM_HOURS", 1e12),
        ("CACHE_SECONDS", -1),
        ("CACHE_SECONDS", None),
        ("CACHE_SECONDS", False),
        ("PUBLIC_URL", "example.org"),
        ("SMS_GATEWAY", "twilio://key:secret@sender"),  # no place for the number
        ("SMS_GATEWAY", None),
        ("SMS_PER_SECOND", 0),
        ("SMS_PER_SECOND", float("inf")),
        ("TRUSTED_ORIGINS", "https://a.example"),  # a text is not a list of its letters
        ("TRUSTED_ORIGINS", [1]),
        ("TRUSTED_ORIGINS", None),
    ],
)
def test_a_wrong_value_is_refused_by_name(name: str, value: Any) -> None:
    with pytest.raises(BadSetting, match=rf"CONSENT_{name} must be {re.escape(SETTINGS[name].wants)}"):
        read_settings({f"CONSENT_{name}": value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMTP", "mail.example.org?password=hush"),
        ("SMS_GATEWAY", "twilio://key:hush@sender"),
        ("INBOUND_SECRETS", {"twilio": ["hush"]}),
    ],
)
def test_a_wrong_value_with_a_password_in_it_is_not_repeated(name: str, value: Any) -> None:
    with pytest.raises(BadSetting, match=rf"CONSENT_{name} must be ") as refused:
        read_settings({f"CONSENT_{name}": value})
    assert "hush" not in str(refused.value)


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(BadSetting, match="CONSENT_COOKIE_DAY is not a setting"):
        read_settings({"CONSENT_COOKIE_DAY": 30})


def test_the_readme_lists_every_setting_and_no_other() -> None:
    listed = set(re.findall(r"^\|\s*`CONSENT_([A-Z_]+)`", README.read_text(encoding="utf-8"), re.MULTILINE))
    assert listed == set(SETTINGS)
