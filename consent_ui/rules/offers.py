"""What a campaign gives: a share or an amount off, something that comes with an order, a reward after some orders."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PercentOff:
    """A share off one order: `percent` is a whole number from 1 to 100."""

    percent: int

    def __post_init__(self) -> None:
        if not 1 <= self.percent <= 100:
            raise ValueError(f"percent must be from 1 to 100, not {self.percent}")


@dataclass(frozen=True, slots=True)
class AmountOff:
    """An amount off one order, in the restaurant's currency; more than nothing."""

    amount: Decimal

    def __post_init__(self) -> None:
        if not self.amount > 0:
            raise ValueError(f"amount must be more than 0, not {self.amount}")


@dataclass(frozen=True, slots=True)
class FreeItem:
    """A dish or drink that comes with one order at no price. `names` says it per language, as it stands in a
    sentence ("a dessert", "un dessert"), in the order of the languages' codes."""

    names: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        if not self.names:
            raise ValueError("a free item needs a name")

    def name(self, language: str) -> str | None:
        """What it is called in a language; None when it has no name there."""
        return dict(self.names).get(language)


@dataclass(frozen=True, slots=True)
class FreeDelivery:
    """Delivery of one order at no price."""


@dataclass(frozen=True, slots=True)
class BuyGet:
    """Buy `buy` items, get `free` of them for nothing; both at least 1."""

    buy: int
    free: int

    def __post_init__(self) -> None:
        if self.buy < 1 or self.free < 1:
            raise ValueError(f"buy and free must be at least 1, not {self.buy} and {self.free}")


@dataclass(frozen=True, slots=True)
class AfterOrders:
    """A reward with the order after `orders` paid ones (at least 1): `percent` off it, or a meal when that is None."""

    orders: int
    percent: int | None = None

    def __post_init__(self) -> None:
        if self.orders < 1:
            raise ValueError(f"orders must be at least 1, not {self.orders}")
        if self.percent is not None:
            PercentOff(self.percent)


Offer = PercentOff | AmountOff | FreeItem | FreeDelivery | BuyGet | AfterOrders
