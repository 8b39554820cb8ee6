"""The fields of a campaign's form: their names in the order of the page, what each is called, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from unicodedata import category

from consent_ui.rules.campaign_draft import HOST, NO_CODE, OWN
from consent_ui.rules.notices import Restaurant
from consent_ui.rules.offer_draft import Form as OfferForm
from consent_ui.staff.desk import Desk
from consent_ui.texts import texts

ORDER = (
    "name", "on", "offer", "orders", "percent", "amount", "item", "buy", "free", "minimum", "lapse_days",
    "voucher_days", "starts", "ends", "stores", "requires_consent", "voucher_from", "voucher", "languages", "language",
    "wording",
)  # fmt: skip
PER_LANGUAGE = ("item", "language", "wording")
TOLD_TOGETHER = ("languages",)
"""No field of its own: where a problem of several is told."""
ANCHORS = {"languages": "language", "item": "item", "wording": "wording"}
"""Where a problem with several fields is shown: at the first of them."""
TICKED = ("on", "requires_consent", "language")
"""Fields that are ticked or not."""
MOMENTS = ("starts", "ends")
CHOICES: Mapping[str, Mapping[str, str]] = {
    "offer": dict.fromkeys((each.value for each in OfferForm), "form"),
    "voucher_from": dict.fromkeys((NO_CODE, OWN, HOST), "source"),
}
"""Per choice its values, each with the place of its words in the catalogues."""


def names(restaurant: Restaurant) -> tuple[str, ...]:
    """Every field of the form, as they follow each other on the page."""
    found: list[str] = []
    for name in ORDER:
        if name in PER_LANGUAGE:
            found += [f"{name}-{language}" for language in restaurant.languages]
        elif name not in TOLD_TOGETHER:
            found.append(name)
    return tuple(found)


def place(field: str, languages: Sequence[str]) -> tuple[int, int]:
    """By which the problems of a form are told in the order of the page."""
    name, _, language = field.partition("-")
    return ORDER.index(name), languages.index(language) if language in languages else 0


def sent(form: Mapping[str, str], restaurant: Restaurant) -> dict[str, str]:
    """The fields of a campaign among what was sent."""
    return {name: form[name] for name in names(restaurant) if name in form}


def control(field: str, languages: Sequence[str]) -> str:
    """The id of the control that a field's problem is shown at."""
    return f"{ANCHORS[field]}-{languages[0]}" if field in ANCHORS else field


def label(at: Desk, field: str) -> str:
    """What a field is called."""
    name, _, language = field.partition("-")
    said = at.text(f"campaign.field.{name}")
    return f"{said} ({texts(language)('language.name')})" if language else said


def clean(value: str) -> str:
    """What was typed, without what no page may hold."""
    return "".join(each for each in value if each in "\r\n\t" or category(each) not in ("Cc", "Cs"))
