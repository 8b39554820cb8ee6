"""What Chez Momo cooks, and what it costs. Prices are the same for everybody, whatever they answered (CV-04)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Dish:
    """One line of the menu. Its name and what is in it are `demo.dish.<key>.name` and `.text`."""

    key: str
    price: Decimal
    vegetarian: bool = False


MENU: dict[str, tuple[Dish, ...]] = {
    "starters": (
        Dish("salad", Decimal("9.50")),
        Dish("canut", Decimal("7.00"), vegetarian=True),
        Dish("soup", Decimal("8.00"), vegetarian=True),
    ),
    "mains": (
        Dish("quenelle", Decimal("18.00")),
        Dish("chicken", Decimal("17.00")),
        Dish("tagine", Decimal("19.50")),
        Dish("lentils", Decimal("14.00"), vegetarian=True),
    ),
    "desserts": (
        Dish("praline", Decimal("7.50"), vegetarian=True),
        Dish("island", Decimal("7.00"), vegetarian=True),
        Dish("oranges", Decimal("6.00"), vegetarian=True),
    ),
    "drinks": (
        Dish("lemonade", Decimal("4.00"), vegetarian=True),
        Dish("mint_tea", Decimal("3.50"), vegetarian=True),
    ),
}
"""Dishes by section, in the order of a meal. Section names are `demo.menu.<section>`."""

DISHES: dict[str, Dish] = {dish.key: dish for dishes in MENU.values() for dish in dishes}
"""The same dishes by key."""

BOARD = ("quenelle", "tagine", "praline")
"""What the blackboard outside recommends."""
