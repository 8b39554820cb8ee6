"""Many contacts hashed at once get the hashes that each gets alone, whatever keys there were."""

from __future__ import annotations

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_ui.messaging.hashing import Hashing
from consent_ui.rules.consent import Channel
from consent_ui.seals import Seals


@pytest.mark.requirement("CV-08")
@given(st.lists(st.text(max_size=30), max_size=5), st.lists(st.text("abc", min_size=1), min_size=1, max_size=3))
def test_each_gets_what_it_gets_alone(contacts: list[str], keys: list[str]) -> None:
    seals, home = Seals(keys), uuid4()
    for channel in Channel:
        alone = [seals.contact_hashes(home, {channel: contact})[channel] for contact in contacts if contact]
        assert Hashing(seals, home, channel).all([contact for contact in contacts if contact]) == alone
