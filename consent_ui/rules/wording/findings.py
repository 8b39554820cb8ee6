"""What the lint of wording can say: a finding, and the topics it has lists of words for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

LABELS = ("accept", "decline")
"""The slots of the two answers."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a consent request may not say. `requirement` is its id in REQUIREMENTS; `slot` is where; `found` are
    the very words, from `start` to `end` of that slot's text (all of it when it is the text as such). `why` says it in
    words, `source` names the law, guidance or paper. `instead` holds a wording that passes, by slot."""

    requirement: str
    slot: str
    found: str
    start: int
    end: int
    why: str
    source: str
    instead: Mapping[str, str]

    def content(self) -> dict[str, Any]:
        """The finding as plain JSON values."""
        return asdict(self) | {"instead": dict(self.instead)}

    def __str__(self) -> str:
        better = " | ".join(f"{slot}: “{text}”" for slot, text in self.instead.items())
        return f"{self.requirement} {self.slot}: “{self.found}”. {self.why} ({self.source}). This would pass: {better}"


@dataclass(frozen=True, slots=True)
class Topic:
    """A list of words that every language must have (LN-09), and what is wrong with them. `slots` limits it to some
    slots, empty for all; `sections` says whether the full notice is held to it too."""

    requirement: str
    why: str
    source: str
    slots: tuple[str, ...] = ()
    sections: bool = False


TOPICS: Mapping[str, Topic] = {
    "urgency": Topic(
        "IC-09", "It presses a person to be quick.", "UCPD Annex I 7; EDPB 03/2022, stirring; ICO/CMA 2023",
        sections=True,
    ),
    "scarcity": Topic(
        "IC-09", "It says that something runs out.", "UCPD Annex I 7; EDPB 03/2022, stirring; ICO/CMA 2023",
        sections=True,
    ),
    "crowd": Topic(
        "IC-09", "It points at what others do.", "EDPB 03/2022, stirring; ICO/CMA 2023", sections=True
    ),
    "shame": Topic(
        "IC-11", "It makes a person feel bad about an answer.",
        "EDPB 03/2022, emotional steering; ICO/CMA 2023, confirmshaming", sections=True,
    ),
    "loss": Topic(
        "IC-11", "It tells an answer as a loss.",
        "EDPB 03/2022, emotional steering; ICO/CMA 2023, confirmshaming", sections=True,
    ),
    "irony": Topic(
        "IC-11", "It puts regret or mockery into a person's mouth.", "ICO/CMA 2023, confirmshaming", sections=True
    ),
    "praise": Topic("IC-12", "It praises one answer, so the two are not told in one tone.", "ICO/CMA 2023, framing"),
    "double negative": Topic(
        "IN-08", "Two negatives in one sentence hide which answer does what.", "GDPR 12(1); CPPA 7004(a)(3)"
    ),
    "jargon": Topic("IN-08", "It is a lawyer's word, not a guest's.", "GDPR 12(1); EDPB 05/2020 §3.3.2"),
    "condition": Topic(
        "IC-02", "It says that a yes is needed for a benefit that everybody has.", "UCPD 6; EDPB 05/2020, 47",
        slots=("heading", "purpose", "benefit", "conditions", "withdrawal", "no_effect", "choose", "more", "text"),
    ),
    "free": Topic("IC-16", "It is not free when something must be done or paid for it.", "UCPD Annex I 20"),
    "alcohol": Topic("IC-14", "No alcohol in a consent request in France.", "CSP L3323-2, 9°"),
    "later": Topic(
        "SY-15", "“Later” is not a no: the question would come back.", "CPPA 7004(a)(2)(B); EDPB Taskforce 8",
        slots=("decline",),
    ),
    "other act": Topic(
        "CV-11", "The button that consents does nothing else.", "GDPR 7(2); CNIL, HUBSIDE and TAGADA",
        slots=("accept",),
    ),
}  # fmt: skip
"""Every list a language must have. Order: the first to catch a stretch of words keeps it within one requirement."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What is wrong apart from words on a list."""

    requirement: str
    why: str
    source: str


REWARD_LABEL = Reason(
    "IC-10", "The label names a reward; a yes must name the act.", "CNIL, FORIOU; EDPB 03/2022, ambiguous wording"
)
NO_ACT = Reason(
    "IC-10", "A yes must say what will be done, what is sent and by which channel.",
    "CNIL, FORIOU; EDPB 03/2022, ambiguous wording",
)  # fmt: skip
REWARD_DECLINE = Reason("IC-11", "The no names what would be lost.", "ICO/CMA 2023, confirmshaming")
NO_DENIAL = Reason("IC-11", "The label of the no does not say no.", "CNIL 2020-092 §34; ICO/CMA 2023")
FURTHER_ACCEPT = Reason(
    "IC-10", "A yes names the act and nothing else; this word is more than that.", "CNIL, FORIOU; EDPB 03/2022"
)
FURTHER_DECLINE = Reason(
    "IC-11", "A no names the act and nothing else; this word is a comment on it.", "CNIL 2020-092 §34; ICO/CMA 2023"
)
NOT_PARALLEL = Reason(
    "IC-11", "The no must refuse the very act that the yes asks for.", "CNIL 2020-092 §34; ICO/CMA 2023"
)
NO_VERB = Reason("SY-13", "The no must name the same act as the yes, with verb and object.", "Berens 2024; WCAG 2.5.3")
RATIO = Reason("SY-13", "One label is more than 1.5 times as long as the other.", "Berens 2024; CNIL 2020-092 §34")
LONG = Reason("IN-08", "The first layer has more than 80 words.", "GDPR 12(1); EDPB 05/2020 §3.3.2")
LONG_SENTENCES = Reason("IN-08", "The sentences are longer than 20 words on average.", "GDPR 12(1)")
MISSING = Reason("IN-01", "This part of the first layer is empty.", "GDPR 7(3), 13(1)(a)(c), 13(2)(c)")
TIMING = Reason(
    "IN-09", "The timing follows the order history, and the text does not say so.", "GDPR 13(2)(f), 5(1)(a)"
)
OBJECT = Reason("IN-10", "The purpose has another name here than on the buttons.", "EDPB 03/2022, lacking hierarchy")
CODING = Reason("SY-16", "A sign on a button says which answer is good.", "Datatilsynet, JP/Politiken")
EMOJI = Reason("IC-12", "A picture gives the text a mood of its own.", "ICO/CMA 2023, framing")
EXCLAMATION = Reason("IC-12", "An exclamation gives the text a mood of its own.", "ICO/CMA 2023, framing")
CAPITALS = Reason("IC-12", "Capitals shout one part of the text.", "ICO/CMA 2023, framing")
ALPHABETS = Reason(
    "IN-08",
    "Letters from another alphabet, or characters that nobody sees, stand among the letters of this word: "
    "it is read in one way and heard or searched in another.",
    "GDPR 12(1); Unicode UTS #39",
)
OFFER_IN_NAME = Reason("IC-01", "A name makes an offer or presses; offers come from campaigns alone.", "UCPD 6")


REASONS = {name.lower(): value for name, value in list(globals().items()) if isinstance(value, Reason)}
"""Every reason that is no topic, by name."""
