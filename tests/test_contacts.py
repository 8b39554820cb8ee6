"""Numbers and addresses as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_ui.contacts import BadContact, read_email, read_phone

FRENCH = {"FR", "RE", "GP"}


@pytest.mark.requirement("SM-11")
@pytest.mark.parametrize(
    "typed",
    ["0612345678", "06 12 34 56 78", "06.12.34.56.78", "06-12-34-56-78", "+33612345678", "+33 6 12 34 56 78",
     "0033 6 12 34 56 78", "+33 (0)6 12 34 56 78", " +33612345678 ", "+33\u00a06\u202f12 34 56 78"],
)  # fmt: skip
def test_a_number_is_read_in_every_form_people_write(typed: str) -> None:
    assert read_phone(typed, "FR", FRENCH) == "+33612345678"


@pytest.mark.requirement("SM-11")
def test_the_national_form_is_that_of_the_restaurants_country() -> None:
    assert read_phone("0692 12 34 56", "RE", FRENCH) == "+262692123456"
    assert read_phone("+262 692 12 34 56", "FR", FRENCH) == "+262692123456"
    assert read_phone("0471 23 45 67", "BE", {"BE"}) == "+32471234567"
    assert read_phone("(201) 555-0123", "US", {"US"}) == "+12015550123", "where nobody can tell mobile from fixed"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "no_phone"), ("  ", "no_phone"), ("04 72 00 00 12", "not_mobile"), ("+44 7400 123456", "country"),
        ("+1 900 555 0123", "country"), ("08 99 12 34 56", "not_mobile"), ("06 12", "phone"), ("call me", "phone"),
        ("+33612345678;ext=4", "phone"), ("tel:+33612345678", "phone"), ("+" * 41, "phone"),
        ("+33612345678\x00", "phone"),
    ],
)  # fmt: skip
def test_a_number_nobody_should_text_is_refused_with_a_reason(typed: str, why: str) -> None:
    with pytest.raises(BadContact) as refused:
        read_phone(typed, "FR", FRENCH)
    assert refused.value.key == f"contact.error.{why}"


@given(typed=st.text(alphabet="+0123456789 ()-.\u00a0a"))
def test_what_comes_of_a_number_is_e164_or_a_refusal(typed: str) -> None:
    try:
        assert read_phone(typed, "FR", FRENCH)[1:].isdigit()
    except BadContact as refused:
        assert refused.key.startswith("contact.error.")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("lea@client.example", "lea@client.example"), (" Lea@Client.EXAMPLE ", "Lea@client.example"),
        ("lea+offers@client.example", "lea+offers@client.example"), ("lea@élan.example", "lea@xn--lan-9la.example"),
    ],
)  # fmt: skip
def test_an_address_is_read_as_mail_servers_spell_it(typed: str, address: str) -> None:
    assert read_email(typed) == address


@pytest.mark.parametrize(
    "typed", ["lea", "lea@", "@client.example", "lea@client", "lea@client.example\nBcc: all@client.example",
              "a@b.example,c@d.example", "Lea <lea@client.example>", "l" * 65 + "@client.example",
              "léa@client.example"],
)  # fmt: skip
def test_an_address_nobody_should_write_to_is_refused(typed: str) -> None:
    with pytest.raises(BadContact):
        read_email(typed)
