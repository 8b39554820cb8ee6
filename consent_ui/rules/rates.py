"""How sure a share is: a rate with its interval.

The interval is Wilson's score interval (E. B. Wilson, "Probable inference, the law of succession, and statistical
inference", Journal of the American Statistical Association 22, 1927, pages 209 to 212). Unlike the textbook's
p ± z·√(p(1−p)/n) it stays between 0 and 1 and says something sensible of five answers that were all yes (L. D. Brown,
T. T. Cai, A. DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16, 2001).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import sqrt
from statistics import NormalDist

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of `of` cases, with the bounds of its interval; each from 0 to 1."""

    value: float
    low: float
    high: float
    of: int


def wilson(hits: int, of: int, confidence: float = CONFIDENCE) -> Rate | None:
    """The share of `hits` among `of` independent cases; None of no cases.

    Raises ValueError for counts that cannot be, and for a confidence that is not between 0 and 1.
    """
    if not 0 <= hits <= of:
        raise ValueError(f"{hits} of {of} is no share")
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence lies between 0 and 1, not at {confidence}")
    if of == 0:
        return None
    z = _quantile(confidence)
    share = hits / of
    shrink = 1 + z * z / of
    middle = (share + z * z / (2 * of)) / shrink
    reach = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / shrink
    low = 0.0 if hits == 0 else max(0.0, middle - reach)
    high = 1.0 if hits == of else min(1.0, middle + reach)
    return Rate(share, low, high, of)


@cache
def _quantile(confidence: float) -> float:
    """How many standard deviations reach so far to both sides; pages ask it of hundreds of rates."""
    return NormalDist().inv_cdf(0.5 + confidence / 2)
