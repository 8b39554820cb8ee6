"""Telephone numbers as people type them and as staff read them."""

from __future__ import annotations

import phonenumbers
import pytest

from consent_ui.phones import beginnings, example, international, masked, shown
from consent_ui.rules.searching import clean


@pytest.mark.parametrize(
    "typed",
    [
        "+33639980011", "+33 6 39 98 00 11", "+33 (0)6 39 98 00 11", "+33 ( 0 ) 639980011", "(+33) 639980011",
        "0033639980011", "00 33 6 39 98 00 11", "0033 (0)639980011", "06 39 98 00 11", "06.39.98.00.11",
        "06-39-98-00-11", "06/39/98/00/11", "(06) 39 98 00 11", "[06]39980011", "639980011", "33639980011",
        "06\u00a039\u202f98\u200900\u201111", "\u202a+33 639980011\u202c", "٠٦٣٩٩٨٠٠١١", "０６３９９８００１１",
    ],
)  # fmt: skip
def test_a_number_is_understood_however_it_is_typed(typed: str) -> None:
    assert "33639980011" in beginnings(clean(typed), "FR")


@pytest.mark.parametrize("typed", ["0639", "06 39 9", "+3363", "+33 (0)639", "0033 6399", "63998", "3363998"])
def test_so_is_one_that_is_not_typed_to_its_end(typed: str) -> None:
    assert any("33639980011".startswith(each) for each in beginnings(typed, "FR"))


@pytest.mark.requirement("SM-11")
@pytest.mark.parametrize(
    ("spelt", "kept"),
    [
        ("+33639980011", "+33639980011"), ("+33 6 39 98 00 11", "+33639980011"), ("+33(0)639980011", "+33639980011"),
        ("+330639980011", "+33639980011"), ("0033639980011", "+33639980011"),
        ("+３３６３９９８００１１", "+33639980011"), ("+39 06 123 4567", "+39061234567"),
        ("06 39 98 00 11", "06 39 98 00 11"), ("+", "+"), ("+33639980011;ext=5", "+33639980011;ext=5"),
    ],
)  # fmt: skip
def test_a_number_that_names_its_country_is_kept_the_way_gateways_name_it(spelt: str, kept: str) -> None:
    assert international(spelt) == kept == international(kept)


def test_the_national_form_is_that_of_the_restaurants_country() -> None:
    assert "447700900123" in beginnings("07700 900123", "GB")
    assert "390612345678" in beginnings("06 12345678", "IT")
    assert "33639980011" not in beginnings("06 39 98 00 11", "GB")


@pytest.mark.parametrize("country", ["France", "", "XX"])
def test_without_a_known_country_only_the_international_form_is_understood(country: str) -> None:
    assert beginnings("+33 6 39 98 00 11", country) == ("33639980011",)
    assert beginnings("06 39 98 00 11", country) == ("0639980011",)


@pytest.mark.parametrize(
    ("phone", "reads", "hides"),
    [
        ("+33639980011", "+33 6 39 98 00 11", "+33 6 •• •• •• 11"),
        ("+447700900123", "+44 7700 900123", "+44 7••• ••••23"),
        ("0639980011", "0639980011", "•••"),
        ("+331", "+331", "•••"),
        ("nonsense", "nonsense", "•••"),
    ],
)
@pytest.mark.requirement("PR-13")
def test_a_number_is_shown_in_groups_and_hidden_but_for_its_ends(phone: str, reads: str, hides: str) -> None:
    assert shown(phone) == reads
    assert masked(phone) == hides


def test_every_countrys_numbers_are_shown_as_the_library_reads_them() -> None:
    """Numbers that are kept are taken apart without the library's reading of what somebody typed."""
    seen = 0
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        code = phonenumbers.country_code_for_region(region)
        examples = [phonenumbers.example_number_for_type(region, kind) for kind in range(4)]
        kept = {phonenumbers.format_number(each, phonenumbers.PhoneNumberFormat.E164) for each in examples if each}
        kept |= {f"+{code}{first}{rest}" for first in range(100) for rest in ("1234567", "98765432", "555123456")}
        for phone in sorted(kept):
            try:
                read = phonenumbers.parse(phone, None)
            except phonenumbers.NumberParseException:
                assert shown(phone) == phone
            else:
                assert shown(phone) == phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
                seen += 1
    assert seen > 10_000


@pytest.mark.parametrize(
    ("country", "written"), [("FR", "06 12 34 56 78"), ("GB", "07400 123456"), ("XX", "+33 6 39 98 00 11")]
)
def test_an_example_is_written_as_in_the_restaurants_country(country: str, written: str) -> None:
    assert example(country) == written.replace(" ", "\u00a0")
