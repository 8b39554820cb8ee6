"""Wording tests: two or three sentences about one campaign's benefit, in turn, and when their answers tell something.

Which sentence is shown is decided by the clock alone: each has a quarter of an hour, in an order that is shuffled anew
for every round. So there is nothing to know or keep about anybody, whoever reloads the page or walks on to the next
one sees the same words, pages stay as cacheable as ever, every process and machine agrees, and within a day each
sentence has had its share of every hour. What a person answered is on record with the very notice, so with the
sentence.

The stop rule is fixed beforehand: how many answers each sentence must have follows from the difference that matters
(J. L. Fleiss, B. Levin, M. C. Paik, "Statistical Methods for Rates and Proportions", 3rd edition, 2003, section 4.3,
without continuity correction). Before that nothing is said, and afterwards it is said once, of the answers up to the
end of the day on which all had enough: who looks every day and stops when he likes the figures finds differences that
are not there (P. Armitage, C. K. McPherson, B. C. Rowe, "Repeated significance tests on accumulating data", Journal of
the Royal Statistical Society A 132, 1969). Three sentences are three comparisons, each held to a third of the risk
(Bonferroni).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import combinations
from math import ceil, sqrt
from statistics import NormalDist
from uuid import UUID, uuid5

OWN = "A"
"""The campaign's own sentence, with which the others are compared."""
OTHERS = ("B", "C")
TURN = timedelta(minutes=15)
RISK = 0.05
"""Of telling a difference that is not there, over all comparisons of one test."""
POWER = 0.8
"""Probability of telling the difference that matters, if it is there."""


@dataclass(frozen=True, slots=True)
class Variant:
    """Another sentence about the same benefit: `wording` as in a campaign, (language, text) by language."""

    name: str
    wording: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """How often a sentence was shown, and what was answered to it."""

    asked: int = 0
    yes: int = 0
    no: int = 0

    @property
    def total(self) -> int:
        """All answers."""
        return self.yes + self.no


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a test has to say: pairs (chosen more often, less often), none where no difference can be told; or how many
    answers the sentence with the fewest still lacks, and then nothing."""

    pairs: tuple[tuple[str, str], ...] = ()
    lacking: int = 0


def names(variants: Sequence[Variant]) -> tuple[str, ...]:
    """The names of all sentences in a test, the campaign's own first; none where nothing is tested."""
    return (OWN, *(variant.name for variant in variants)) if variants else ()


def in_turn(campaign_id: UUID, names: Sequence[str], now: datetime) -> str:
    """The sentence whose turn it is at `now` (aware UTC)."""
    round_, place = divmod(int(now.timestamp()) // int(TURN.total_seconds()), len(names))
    return sorted(names, key=lambda name: sha256(f"{campaign_id} {round_} {name}".encode()).digest())[place]


def shown(campaign_id: UUID, variants: Sequence[Variant], now: datetime) -> str:
    """The sentence of a campaign that is shown at `now` (aware UTC); empty where nothing is tested."""
    return in_turn(campaign_id, names(variants), now) if variants else ""


def next_turn(now: datetime) -> datetime:
    """The first instant after `now` (aware UTC) at which it is another's turn."""
    seconds = int(TURN.total_seconds())
    return datetime.fromtimestamp((int(now.timestamp()) // seconds + 1) * seconds, UTC)


def subject(campaign_id: UUID, variant: str) -> UUID:
    """What the notices of a sentence are published under: the campaign, or an id of its own (RFC 9562, version 5)."""
    return campaign_id if variant in ("", OWN) else uuid5(campaign_id, f"wording {variant}")


def answers_needed(share: float, difference: float, wordings: int) -> int:
    """How many answers each of `wordings` sentences needs, so that a yes rate of `share` and one that differs from it
    by `difference` (both between 0 and 1) are told apart.

    Raises ValueError where no such rate is possible.
    """
    others = [rate for rate in (share - difference, share + difference) if 0 < rate < 1]
    if not 0 < share < 1 or difference <= 0 or not others:
        raise ValueError(f"no rate differs from {share} by {difference}")
    normal = NormalDist()
    sure = normal.inv_cdf(1 - RISK / _pairs(wordings) / 2)
    strong = normal.inv_cdf(POWER)

    def size(other: float) -> float:
        middle = (share + other) / 2
        together = sure * sqrt(2 * middle * (1 - middle))
        apart = strong * sqrt(share * (1 - share) + other * (1 - other))
        return ((together + apart) / difference) ** 2

    return ceil(max(map(size, others)))


def decisive(days: Mapping[date, Mapping[str, Answers]], names: Sequence[str], needed: int) -> dict[str, Answers]:
    """The answers a test is judged by: those up to the end of the first day on which every sentence had enough, else
    all there are. `days` are days that are over."""
    sums = dict.fromkeys(names, Answers())
    for day in sorted(days):
        for name, more in days[day].items():
            if name in sums:
                old = sums[name]
                sums[name] = Answers(old.asked + more.asked, old.yes + more.yes, old.no + more.no)
        if all(each.total >= needed for each in sums.values()):
            break
    return sums


def judge(sums: Mapping[str, Answers], needed: int) -> Outcome:
    """What the answers tell. Two rates differ when the pooled two-proportion test says so (Fleiss, section 3.2)."""
    lacking = max((needed - each.total for each in sums.values()), default=0)
    if lacking > 0:
        return Outcome(lacking=lacking)
    limit = NormalDist().inv_cdf(1 - RISK / _pairs(len(sums)) / 2)
    pairs = []
    for one, other in combinations(sums, 2):
        score = _score(sums[one], sums[other])
        if abs(score) > limit:
            pairs.append((one, other) if score > 0 else (other, one))
    return Outcome(tuple(pairs))


def _score(one: Answers, other: Answers) -> float:
    pooled = (one.yes + other.yes) / (one.total + other.total)
    spread = sqrt(pooled * (1 - pooled) * (1 / one.total + 1 / other.total))
    return (one.yes / one.total - other.yes / other.total) / spread if spread else 0.0


def _pairs(wordings: int) -> int:
    return wordings * (wordings - 1) // 2
