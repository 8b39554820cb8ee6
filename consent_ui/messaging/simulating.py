"""What a retention campaign would do at some moment, without doing it: the gate's own rules, asked of the customers
there are now. Nothing is sent, nothing is written, and no host is asked for a code.

A page waits for it. So of a restaurant with more than MOST customers only the first MOST of those who said yes and have
lapsed are weighed one by one; everybody else is counted by the database, by their last word and last order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from consent_ui.messaging.candidates import HOPEFUL, Weighed, Weighing
from consent_ui.messaging.writing import Writing
from consent_ui.rules.messages import Message
from consent_ui.rules.sending import Because
from consent_ui.store import selection
from consent_ui.store.people import Customer

MOST = 5000
"""Customers who are weighed one by one."""
CODE = "ABCD1234"
"""Stands for a code that the host would hand out."""


@dataclass
class Simulated:
    """People per reason; how many would be asked about too but were not weighed (`unweighed`); whether everybody was
    weighed; and what the messages to those who may get one, now or once they need no longer wait, would take."""

    counts: Counter[Because] = field(default_factory=Counter)
    unweighed: int = 0
    everybody: bool = True
    segments: int = 0
    alphabets: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Simulator:
    """One campaign at one instant. `link` is as long as the one in a real message. Raises NotRead."""

    weighing: Weighing
    link: str

    def run(self) -> Simulated:
        """Ask of everybody, or of as many as a page can wait for."""
        home, before = self.weighing.restaurant.id, self._before
        with self.weighing.database.read() as connection:
            people = selection.count_everybody(connection, home)
            groups = selection.count_groups(connection, home, self.weighing.channel, before) if people > MOST else {}
        found = Simulated(everybody=not groups)
        lengths: dict[str, Message] = {}
        for each in self._weighed(found.everybody):
            self._count(found, each, lengths)
        lapsed = groups.pop("lapsed", 0)
        found.unweighed = max(0, lapsed - sum(found.counts.values()))
        found.counts.update({Because(group): number for group, number in groups.items()})
        return found

    def message(self, language: str) -> Message:
        """What somebody would read in this language who has just lapsed. Raises MissingText, and ValueError where
        there would be no way to stop."""
        return self._write(language, self._before)

    @property
    def _before(self) -> datetime:
        return self.weighing.now - timedelta(days=self.weighing.campaign.lapse_days or 1)

    def _weighed(self, everybody: bool) -> Iterator[Weighed]:
        left = MOST
        for page in self.weighing.everybody() if everybody else self.weighing.lapsed(self._before):
            yield from page[:left]
            left -= len(page)
            if left <= 0:
                return

    def _count(self, found: Simulated, one: Weighed, lengths: dict[str, Message]) -> None:
        found.counts[one.because] += 1
        if one.because not in HOPEFUL:
            return
        language = one.candidate.language
        made = lengths.get(language) or lengths.setdefault(language, self._write(language, one.candidate.last_order_at))
        found.segments += made.length.segments
        found.alphabets[made.length.alphabet.value] += 1

    def _write(self, language: str, last_order_at: datetime | None) -> Message:
        campaign = self.weighing.campaign
        writing = Writing(lambda _, each: CODE if each.host_voucher else None, lambda _: self.link)
        customer = Customer("", "", None, None, 1, last_order_at)
        return writing.write(self.weighing.restaurant, campaign, customer, language, self.link, self.weighing.now)
