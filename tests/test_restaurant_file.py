"""A restaurant from a file: read as it is meant, or refused in words; publishing it again changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from consent_ui import publishing, restaurant_file
from consent_ui.restaurant_file import BadFile, publish, read
from consent_ui.rules.campaigns import BuyGet, CampaignKind, PercentOff
from consent_ui.rules.consent import Channel
from consent_ui.store.database import Database
from consent_ui.store.offers import current_campaigns
from tests.samples import NOW, sample_campaign

RESTAURANT = """
[restaurant]
slug = "cafe-nord"
name = "Café Nord"
legal_name = "Nord SAS"
address = "12 quai Fulchiron, Lyon"
email = "bonjour@cafe-nord.example"
phone = "+33 4 00 00 00 12"
country = "FR"
languages = ["en", "fr"]
channels = ["sms"]
time_zone = "Europe/Paris"
currency = "EUR"
"""
CAMPAIGN = """
[campaign.welcome]
kind = "signup"
percent = 25
"""
FULL = """
[campaign.back]
kind = "retention"
name = "Come back"
on = false
starts = 2026-01-01T00:00:00+01:00
ends = 2026-07-01T00:00:00+02:00
languages = ["fr"]
buy = 10
free = 2
stores = ["lyon"]
requires_consent = true
minimum = "12.50"
lapse_days = 45
voucher = "BACK"
"""


def test_a_file_is_read_as_it_is_meant() -> None:
    restaurant, [campaign] = read(RESTAURANT + FULL)
    assert restaurant.name == "Café Nord"
    assert restaurant.languages == ("en", "fr")
    assert restaurant.channels == (Channel.SMS,)
    assert (restaurant.consent_years, restaurant.processors) == (3, ())
    assert campaign.kind is CampaignKind.RETENTION
    assert campaign.offer == BuyGet(10, 2)
    assert campaign.starts == datetime(2025, 12, 31, 23, tzinfo=UTC)
    assert campaign.ends == datetime(2026, 6, 30, 22, tzinfo=UTC)
    assert campaign.minimum == Decimal("12.50")
    assert (campaign.name, campaign.on, campaign.requires_consent) == ("Come back", False, True)
    assert (campaign.languages, campaign.stores) == (frozenset({"fr"}), frozenset({"lyon"}))
    assert (campaign.lapse_days, campaign.voucher) == (45, "BACK")


@pytest.mark.requirement("IC-02")
def test_what_a_file_leaves_out_has_a_safe_default() -> None:
    _, [campaign] = read(RESTAURANT + CAMPAIGN)
    assert campaign.requires_consent is False
    assert campaign.offer == PercentOff(25)
    assert (campaign.name, campaign.on) == ("welcome", True)
    assert campaign.languages == frozenset({"en", "fr"})
    assert (campaign.ends, campaign.minimum, campaign.voucher, campaign.stores) == (None, None, None, frozenset())


def test_ids_come_from_the_names_so_that_a_second_reading_is_the_same() -> None:
    assert read(RESTAURANT + CAMPAIGN) == read(RESTAURANT + CAMPAIGN)
    other, [campaign] = read(RESTAURANT.replace("cafe-nord", "cafe-sud") + CAMPAIGN)
    restaurant, [mine] = read(RESTAURANT + CAMPAIGN)
    assert len({other.id, restaurant.id, campaign.id, mine.id}) == 4


@pytest.mark.requirement("LN-05")
@pytest.mark.parametrize("country", ["FR", "fr", "RE"])
def test_a_site_for_france_speaks_french_too(country: str) -> None:
    here = changed(f'country = "{country}"', "country")
    assert read(here)[0].languages == ("en", "fr")
    with pytest.raises(BadFile, match="Loi 94-665"):
        read(here.replace('["en", "fr"]', '["en"]'))
    assert read(changed('country = "IE"', "country").replace('["en", "fr"]', '["en"]'))[0].languages == ("en",)


def changed(line: str, name: str) -> str:
    """The sample file with one line of the restaurant replaced, or taken out."""
    lines = RESTAURANT.splitlines()
    return "\n".join(line if each.startswith(f"{name} =") else each for each in lines)


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ("", "no .restaurant. table"),
        ("restaurant = 3", "no .restaurant. table"),
        ("[restaurant", "Expected"),
        (changed("", "slug"), "needs slug"),
        (changed("", "time_zone"), "needs time_zone"),
        (RESTAURANT + 'colour = "red"', "does not know colour"),
        (RESTAURANT + "id = 5", "does not know id"),
        (changed('languages = ["en", "de"]', "languages"), "languages must be some of en, fr"),
        (changed("languages = []", "languages"), "languages must be some of en, fr"),
        (changed("languages = 3", "languages"), "languages"),
        (changed('languages = "en"', "languages"), "languages"),
        (changed('channels = ["post"]', "channels"), "post"),
        (changed("channels = 3", "channels"), "channels"),
        (changed('channels = "sms"', "channels"), "channels"),
        (changed("name = 3", "name"), "name"),
        (changed('slug = ""', "slug"), "slug"),
        (changed('time_zone = "Europe/Lyon"', "time_zone"), "time_zone"),
        (changed('time_zone = "../etc"', "time_zone"), "time_zone"),
        (changed('currency = "euros"', "currency"), "currency"),
        (RESTAURANT + "monthly_cap = 0", "monthly_cap"),
        (RESTAURANT + 'consent_years = "3"', "consent_years"),
        (RESTAURANT + "proof_years = true", "proof_years"),
        ("campaign = 3\n" + RESTAURANT, "campaigns are tables"),
        ("campaign.x = 3\n" + RESTAURANT, "campaign.x must be a table"),
    ],
)
def test_a_wrong_restaurant_is_refused_in_words(content: str, wrong: str) -> None:
    with pytest.raises(BadFile, match=wrong):
        read(content)


@pytest.mark.requirement("IC-01", "IC-02")
@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ("percent = 25", "needs kind"),
        ('kind = "clearance"\npercent = 25', "clearance"),
        ('kind = "signup"', "needs buy"),
        ('kind = "signup"\nbuy = 10', "needs free"),
        ('kind = "signup"\npercent = 0', "percent"),
        ('kind = "signup"\npercent = 101', "percent"),
        ('kind = "signup"\npercent = 12.7', "percent"),  # never rounded to another offer
        ('kind = "signup"\npercent = "25"', "percent"),
        ('kind = "signup"\npercent = true', "percent"),
        ('kind = "signup"\npercent = 25\nbuy = 10\nfree = 1', "percent"),  # one offer, not two
        ('kind = "loyalty"\nbuy = 10\nfree = 0', "free"),
        ('kind = "loyalty"\nbuy = 10\nfree = 1.5', "free"),
        ('kind = "retention"\npercent = 20', "lapse_days"),
        ('kind = "retention"\npercent = 20\nlapse_days = "45"', "lapse_days"),
        ('kind = "retention"\npercent = 20\nlapse_days = 0', "lapse_days"),
        ('kind = "signup"\npercent = 25\nrequires_consent = true', "voucher"),
        ('kind = "signup"\npercent = 25\nrequires_consent = "true"', "requires_consent"),
        ('kind = "signup"\npercent = 25\non = "yes"', "on must"),
        ('kind = "signup"\npercent = 25\nvoucher = 25', "voucher"),
        ('kind = "signup"\npercent = 25\nvoucher = ""', "voucher"),
        ('kind = "signup"\npercent = 25\nminimum = "a lot"', "minimum"),
        ('kind = "signup"\npercent = 25\nminimum = "NaN"', "minimum"),
        ('kind = "signup"\npercent = 25\nminimum = -1', "minimum"),
        ('kind = "signup"\npercent = 25\nlanguages = "en"', "languages"),
        ('kind = "signup"\npercent = 25\nstores = "lyon"', "stores"),
        ('kind = "signup"\npercent = 25\nends = "tomorrow"', "time zone"),
        ('kind = "signup"\npercent = 25\nends = 2026-07-01T00:00:00', "time zone"),
        ('kind = "signup"\npercent = 25\nends = 1999-07-01T00:00:00Z', "end after it starts"),
        ('kind = "signup"\npercent = 25\ncolour = "red"', "does not know colour"),
    ],
)
def test_a_wrong_campaign_is_refused_in_words(lines: str, wrong: str) -> None:
    with pytest.raises(BadFile, match=wrong) as refused:
        read(f"{RESTAURANT}[campaign.x]\n{lines}\n")
    assert "campaign.x" in str(refused.value)


def count(database: Database, table: str) -> int:
    with database.engine.connect() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def test_publishing_again_changes_nothing_and_a_change_is_a_version(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "restaurant.toml"
    file.write_text(RESTAURANT + CAMPAIGN, encoding="utf-8")
    restaurant, [first], _ = publish(database, file, NOW)
    assert (restaurant.slug, first.version) == ("cafe-nord", 1)
    assert publish(database, file, NOW + timedelta(days=1)) == (restaurant, [first], [])
    assert (count(database, "consent_campaign"), count(database, "consent_notice")) == (1, 4)
    file.write_text(RESTAURANT + CAMPAIGN.replace("25", "30"), encoding="utf-8")
    _, [second], _ = publish(database, file, NOW + timedelta(days=2))
    assert (second.id, second.version) == (first.id, 2)
    assert (count(database, "consent_campaign"), count(database, "consent_notice")) == (2, 6)


def test_a_bad_file_publishes_nothing(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "restaurant.toml"
    for content in (b"\xff\xfe", (RESTAURANT + '[campaign.x]\nkind = "signup"').encode()):
        file.write_bytes(content)
        with pytest.raises(BadFile):
            publish(database, file, NOW)
    assert count(database, "consent_restaurant") == 0


def test_the_documented_example_is_a_good_file() -> None:
    example = Path(__file__).parent / "host" / "restaurant.toml"
    restaurant, campaigns = restaurant_file.read(example.read_text(encoding="utf-8"))
    assert restaurant.slug == "petit-hote"
    assert campaigns


SIGNUP = '[campaign.x]\nkind = "signup"\npercent = 25\n'


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (RESTAURANT + SIGNUP + "ends = 9999-12-31T23:59:59-12:00", "from 1970 to 2999"),
        (RESTAURANT + SIGNUP + "starts = 0001-01-01T00:00:00+12:00", "from 1970 to 2999"),
        (RESTAURANT + SIGNUP + "starts = 0001-01-01T00:00:00Z", "from 1970 to 2999"),
        (RESTAURANT + SIGNUP + "ends = 3000-01-01T00:00:00Z", "from 1970 to 2999"),
        (RESTAURANT + "monthly_cap = " + "9" * 5000, "out of all bounds"),
        (RESTAURANT + "monthly_cap = 0x" + "f" * 5000, "monthly_cap .* too large to show"),
        (RESTAURANT + "monthly_cap = " + "9" * 4000, "monthly_cap must be a whole number from 1 to 1000"),
        (RESTAURANT + "consent_years = 101", "consent_years"),
        (RESTAURANT + "x = " + "[" * 50_000 + "]" * 50_000, "nested too deeply"),
        (RESTAURANT + "x = " + "{a=" * 50_000 + "1" + "}" * 50_000, "nested too deeply"),
        (RESTAURANT + "processors = [{" + ".".join("a" * 5000) + " = 1}]", "processors .* too large to show"),
        (RESTAURANT + SIGNUP + 'minimum = "1e99999999"', "minimum must be an amount"),
        (RESTAURANT + SIGNUP + 'minimum = "1e-99999999"', "minimum must be an amount"),
        (RESTAURANT + SIGNUP + "minimum = 1e300", "minimum must be an amount"),
        (RESTAURANT + SIGNUP + "minimum = inf", "minimum must be an amount"),
        (RESTAURANT + SIGNUP + "minimum = 0x" + "f" * 5000, "minimum must be an amount"),
        (RESTAURANT + SIGNUP + "minimum = 10000000", "minimum must be an amount"),
        (RESTAURANT + SIGNUP + 'minimum = "٣"', "minimum must be an amount"),
        (RESTAURANT + SIGNUP.replace("25", "9999999"), "percent must be a whole number from 1 to 100"),
        (RESTAURANT + SIGNUP + "lapse_days = 100000", "lapse_days"),
        (RESTAURANT + '[campaign.x]\nkind = "loyalty"\nbuy = 1001\nfree = 1', "buy"),
        (changed('name = "Caf\\u0000"', "name"), r"name must be .* not 'Caf.x00'"),
        (changed('name = "Caf\\u202Eé"', "name"), r"name must be .* not 'Caf.u202e"),
        (changed('name = "Caf\\u2066é"', "name"), "name must be"),
        (changed('address = "12 quai\\nLyon"', "address"), "address must be"),
        (changed('email = "a@b.example\\r\\nBcc: c"', "email"), "email must be"),
        (changed('legal_name = "\\u2028"', "legal_name"), "legal_name must be"),
        (changed(f'name = "{"x" * 501}"', "name"), "at most 500 characters"),
        (changed(f'slug = "{"x" * 101}"', "slug"), "at most 100 characters"),
        (changed('slug = "nord/lyon"', "slug"), "without slashes"),
        (changed('slug = ".."', "slug"), "a step of an address"),
        (RESTAURANT + 'officer = "\\u0007"', "officer must be"),
        (changed('channels = ["sms", "sms"]', "channels"), "channels must be .* each text once"),
        (changed('languages = ["en", "en"]', "languages"), "languages must be .* each text once"),
        (RESTAURANT + 'processors = ["A", "A"]', "processors must be .* each text once"),
        (RESTAURANT + SIGNUP + 'stores = ["lyon", "lyon"]', "stores must be .* each text once"),
        (RESTAURANT + SIGNUP + f"stores = {[str(n) for n in range(101)]}", "stores must be"),
        (RESTAURANT + SIGNUP + 'voucher = "A\\u0000"', "voucher must be"),
        (RESTAURANT + SIGNUP.replace("campaign.x", 'campaign."\\u0000"'), "name of a campaign"),
        (RESTAURANT + SIGNUP.replace("campaign.x", 'campaign.""'), "name of a campaign"),
        (RESTAURANT + '"\\u202Eslug" = 1', r"does not know '.u202eslug'"),
        (RESTAURANT + "".join(SIGNUP.replace(".x", f".x{n}") for n in range(501)), "more than 500 campaigns"),
    ],
    ids=range(42),
)
def test_what_no_page_or_database_could_bear_is_refused_in_words(content: str, wrong: str) -> None:
    with pytest.raises(BadFile, match=wrong) as refused:
        read(content)
    assert len(str(refused.value)) < 400 and str(refused.value).isprintable()


def test_a_file_that_cannot_be_read_or_is_too_large_is_refused_in_words(database: Database, tmp_path: Path) -> None:
    large, latin = tmp_path / "large.toml", tmp_path / "latin.toml"
    large.write_text(RESTAURANT + "#" * 1_000_000, encoding="utf-8")
    latin.write_bytes(RESTAURANT.encode("latin-1"))
    for path, wrong in (
        (tmp_path, "cannot be read"), (tmp_path / "none.toml", "cannot be read"),
        (large, "larger than 1,000,000 bytes"), (latin, "not UTF-8"),
    ):  # fmt: skip
        with pytest.raises(BadFile, match=wrong):
            publish(database, path, NOW)
    assert count(database, "consent_restaurant") == 0


def test_a_campaign_taken_out_of_the_file_is_switched_off_once_and_comes_back_with_it(
    database: Database, tmp_path: Path
) -> None:
    file = tmp_path / "restaurant.toml"
    file.write_text(RESTAURANT + CAMPAIGN, encoding="utf-8")
    restaurant, [welcome], _ = publish(database, file, NOW)
    made_elsewhere = publishing.publish_campaign(database, restaurant.id, sample_campaign(), NOW)

    def running() -> dict[UUID, bool]:
        with database.read() as connection:
            return {c.id: c.on for c in current_campaigns(connection, restaurant.id)}

    file.write_text(RESTAURANT, encoding="utf-8")
    published = publish(database, file, NOW)
    assert published.campaigns == [] and [(c.id, c.version) for c in published.switched_off] == [(welcome.id, 2)]
    assert running() == {welcome.id: False, made_elsewhere.id: True}
    assert publish(database, file, NOW).switched_off == []
    assert count(database, "consent_campaign") == 3
    file.write_text(RESTAURANT + CAMPAIGN, encoding="utf-8")
    assert publish(database, file, NOW).switched_off == []
    assert running() == {welcome.id: True, made_elsewhere.id: True}
