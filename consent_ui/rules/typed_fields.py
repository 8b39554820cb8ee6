"""Reads typed fields one by one and collects what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from consent_ui.rules.campaign_checks import Problem, Wrong, text_problems
from consent_ui.rules.typed_values import AMOUNT_FORM, whole

CHECKED = "y"
"""The value of a checkbox that is ticked."""


class Fields:
    """What was typed, and the problems found so far. `digits` are the decimals of the `currency`."""

    def __init__(self, values: Mapping[str, str], digits: int, currency: str) -> None:
        self._values = values
        self._digits = digits
        self._currency = currency
        self.problems: list[Problem] = []

    def raw(self, name: str) -> str:
        """A field exactly as it was typed."""
        return self._values.get(name, "")

    def typed(self, name: str) -> str:
        """A field without the space around it."""
        return self.raw(name).strip()

    def checked(self, name: str) -> bool:
        """Whether a box is ticked."""
        return self.raw(name) == CHECKED

    def add(self, name: str, wrong: Wrong, **values: object) -> None:
        """Note a problem."""
        self.problems.append(Problem(name, wrong, values))

    def wrong(self, *names: str) -> bool:
        """Whether a problem with one of these fields was noted."""
        return any(problem.field in names for problem in self.problems)

    def text(self, name: str, longest: int) -> str:
        """One line with something in it."""
        value = self.typed(name)
        self.problems += text_problems(name, value, longest)
        return value

    def whole(self, name: str, most: int) -> int | None:
        """A whole number from 1 to `most`; "25 %" is 25."""
        number = whole(self.typed(name).removesuffix("%").rstrip(), most)
        if number is None:
            self.add(name, Wrong.NOT_WHOLE, most=most)
        return number

    def optional_whole(self, name: str, most: int) -> int | None:
        """The same, or nothing."""
        return self.whole(name, most) if self.typed(name) else None

    def amount(self, name: str, *, optional: bool = False) -> Decimal | None:
        """An amount above 0, with a point or a comma before the decimals, and no more of them than the currency has."""
        text = self.typed(name)
        if optional and not text:
            return None
        plain = text.replace(",", ".", 1)
        if AMOUNT_FORM.fullmatch(plain) is None:
            self.add(name, Wrong.NOT_AMOUNT)
            return None
        amount = Decimal(plain)
        if amount <= 0:
            self.add(name, Wrong.NOTHING)
            return None
        if amount != round(amount, self._digits):
            self.add(name, Wrong.DECIMALS, most=self._digits, currency=self._currency)
        return amount
