"""One's own account in the back office: the language it speaks to somebody."""

from __future__ import annotations

import pytest

from consent_ui.rules.roles import Role
from tests.staff.office import PREFIX, BackOffice

ACCOUNT, LANGUAGE = f"{PREFIX}/account", f"{PREFIX}/account/language"


@pytest.mark.parametrize("role", [*Role])
def test_the_language_one_chose_is_spoken_wherever_one_signs_in(back_office: BackOffice, role: Role) -> None:
    member = back_office.hire(role)
    here = back_office.signed_in(member)
    assert here.submit(LANGUAGE, {"language": "fr"}, form=ACCOUNT).location == ACCOUNT
    assert "Votre langue est enregistrée." in here.get(ACCOUNT).text
    elsewhere = back_office.signed_in(member)
    assert '<html lang="fr">' in elsewhere.get("/", headers={"Accept-Language": "en"}).text
    elsewhere.submit(LANGUAGE, {"language": ""}, form=ACCOUNT)
    assert '<html lang="en">' in elsewhere.get("/", headers={"Accept-Language": "en"}).text
    assert [act for act, _ in back_office.audited()] == ["member.language"] * 2


def test_another_language_for_this_session_alone_stands_before_it_until_one_chooses_again(
    back_office: BackOffice,
) -> None:
    here = back_office.colleague(Role.VIEWER)
    here.submit(LANGUAGE, {"language": "fr"}, form=ACCOUNT)
    here.submit(f"{PREFIX}/language", {"language": "en"}, form=ACCOUNT)
    assert '<html lang="en">' in here.get(ACCOUNT).text
    here.submit(LANGUAGE, {"language": "fr"}, form=ACCOUNT)
    assert '<html lang="fr">' in here.get(ACCOUNT).text


def test_a_language_there_is_not_is_refused_and_changes_nothing(back_office: BackOffice) -> None:
    here = back_office.colleague(Role.VIEWER)
    assert here.submit(LANGUAGE, {"language": "<b>"}, form=ACCOUNT).status_code == 400
    assert back_office.audited() == []
