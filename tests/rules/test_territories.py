"""Numbers and addresses under which nobody would find the word of their owner are never written to."""

from __future__ import annotations

import pytest

from consent_ui.rules.consent import Channel
from consent_ui.rules.territories import is_reached

pytestmark = pytest.mark.requirement("SM-04", "SM-11")


@pytest.mark.parametrize(
    "number",
    ["+33612345678", "+262692123456", "+590690123456", "+594694123456", "+596696123456", "+687751234", "+32471234567",
     "+447400123456", "+12015550123", "+393331234567", "+2250701020304", "+22901234567", "+79161234567"],
)  # fmt: skip
def test_a_number_as_gateways_spell_it_is_reached(number: str) -> None:
    assert is_reached(Channel.SMS, number)


@pytest.mark.parametrize(
    "number",
    ["+330612345678", "+3300612345678", "+2620692123456", "+4407400123456", "+320471234567", "+3530871234567",
     "+10123456789", "+336123456789", "+3361234567", "+330123456", "+0033612345678", "+033612345678", "0612345678",
     "33612345678", "+336 12345678", "+33612345678 ", "+3361234567٨", "+33612345678\n", "+", "", None],
)  # fmt: skip
def test_a_number_spelt_otherwise_never_gets_an_sms(number: str | None) -> None:
    assert not is_reached(Channel.SMS, number)


@pytest.mark.parametrize("address", ["lea@client.example", "l.e+a_1'x@client.example", "léa@élan.example"])
def test_one_plain_address_is_reached(address: str) -> None:
    assert is_reached(Channel.EMAIL, address)


@pytest.mark.parametrize(
    "address",
    ["Lea@client.example", " lea@client.example", "lea@client.example ", "Lea <lea@client.example>",
     "lea@client.example (home)", "<lea@client.example>", "lea@client.example, leo@client.example",
     "lea@client.example;leo@client.example", "g: lea@client.example;", "@relay:lea@client.example",
     '"lea"@client.example', "lea@client.example\\", "lea@client.example> SIZE=1", "lea", "lea@", "@client.example",
     "lea@a@b", "", None],
)  # fmt: skip
def test_what_mail_programs_read_another_address_out_of_never_gets_a_letter(address: str | None) -> None:
    assert not is_reached(Channel.EMAIL, address)
