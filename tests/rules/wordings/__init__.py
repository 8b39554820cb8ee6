"""Wordings that must be caught, each with the requirement it breaks and its slot, and wordings that must not.

The bad ones follow the confirmshaming, urgency and bundling examples of ICO/CMA 2023, EDPB 03/2022, Mathur 2019, Gray
2018, Brignull's collection and Berens 2024, put into the words of a restaurant.
"""

from tests.rules.wordings import en, fr

BAD = {"en": en.BAD, "fr": fr.BAD}
GOOD = {"en": en.GOOD, "fr": fr.GOOD}
