"""Wordings that must be caught, each with the requirement it breaks and its slot, and wordings that must not.

The bad ones follow the confirmshaming, urgency and bundling examples of ICO/CMA 2023, EDPB 03/2022, Mathur 2019, Gray
2018, Brignull's collection and Berens 2024, put into the words of a restaurant.
"""

from tests.rules.wordings import en, en_further, fr, fr_further

BAD = {"en": (*en.BAD, *en_further.BAD), "fr": (*fr.BAD, *fr_further.BAD)}
GOOD = {
    "en": (*en.GOOD, *(("text", each) for each in en_further.GOOD)),
    "fr": (*fr.GOOD, *(("text", each) for each in fr_further.GOOD)),
}
