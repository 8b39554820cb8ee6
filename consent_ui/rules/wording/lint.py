"""What a consent request may not say, in one language: pressure, shame, rewards instead of acts, jargon (section H).

Everything here reads texts and answers with findings; an empty list means that the text may be shown. Names of people
and companies are data, not persuasion: a bar may be called “Le Bon Vin” or “Last Chance”, so the words of a name are
not held against the notice. Three things hold nevertheless: a name makes no offer of its own and hurries nobody
(IC-01), a name of more than 20 words is a text, and a name never stands on a button, so the labels are always judged as
they are. In the limits of IN-08 a name counts as one word: nobody can shorten the legal name of a company, and it is
known at a glance.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.notices import WORDS, Notice, Restaurant
from consent_ui.rules.wording.answer_labels import pair, same_purpose
from consent_ui.rules.wording.banner_words import BannerWords
from consent_ui.rules.wording.findings import (
    LABELS,
    LONG,
    LONG_SENTENCES,
    MISSING,
    OBJECT,
    OFFER_IN_NAME,
    TIMING,
    TOPICS,
    Finding,
    Reason,
)
from consent_ui.rules.wording.lexicons import NoLists, lexicon, pattern, topic_pattern
from consent_ui.rules.wording.names import mask, offering
from consent_ui.rules.wording.passing import Asked, Passing
from consent_ui.rules.wording.reading import read, sentences, words
from consent_ui.rules.wording.slot_words import judge

SLOTS = (*WORDS, "text")
"""Where a text can stand: the slots of a notice, and free text such as a message to customers."""

MOST_WORDS = 80
MOST_WORDS_A_SENTENCE = 20
"""On average over the first layer (IN-08)."""

COUNTED = ("heading", "purpose", "benefit", "conditions", "withdrawal", "no_effect")
NEEDED = ("heading", "purpose", "withdrawal", "no_effect", *LABELS, "more")
_NAMED = ("heading", "purpose")


def lint_text(text: str, language: str, slot: str = "text", asked: Asked | None = None) -> list[Finding]:
    """One text alone, as it would stand in `slot`. Raises NoLists, and ValueError for a slot there is not."""
    if slot not in SLOTS:
        raise ValueError(f"there is no slot {slot!r}; there are {', '.join(SLOTS)}")
    asked = asked or Asked()
    found = list(judge(slot, text, language, asked))
    if slot not in LABELS:
        found += _lengths(slot, [text], Passing(lexicon(language), asked), [slot])
    return found


def lint_words(content: Mapping[str, str], language: str, asked: Asked | None = None) -> list[Finding]:
    """The first layer by slot (empty string: slot not used), each slot alone and all together. Raises NoLists."""
    asked = asked or Asked()
    found = [
        finding
        for slot, text in content.items()
        if text
        for finding in judge(slot, text, language, asked, asked.names if slot in _NAMED else ())
    ]
    return [*found, *_together(content, language, asked)]


def lint_notice(notice: Notice, restaurant: Restaurant, requires_consent: bool) -> list[Finding]:
    """A whole notice, full notice included: there the record's identity is data, its free texts are judged.

    Raises NoLists.
    """
    asked = Asked(
        channels=tuple(notice.channels),
        requires_consent=requires_consent,
        timed=notice.campaign_kind is CampaignKind.RETENTION,
        names=(restaurant.name, restaurant.legal_name),
        country=restaurant.country,
    )
    found = lint_words(notice.words, notice.language, asked)
    data = (*asked.names, restaurant.address, restaurant.email, restaurant.phone)
    for anchor, title, text in notice.sections:
        for part in (title, text):
            found += judge(f"information.{anchor}", part, notice.language, asked, data, is_section=True)
    return found


def lint_banner(
    accept: str,
    decline: str,
    paragraphs: Sequence[str],
    language: str,
    asked: Asked | None = None,
    links: Sequence[str] = (),
) -> list[Finding]:
    """The visible text of a rendered question, whoever wrote its template: both labels, the paragraphs above them,
    and the texts of links. Raises NoLists."""
    asked = asked or Asked()
    content = {"accept": accept, "decline": decline}
    content |= {f"paragraph {number}": text for number, text in enumerate(paragraphs, 1)}
    found = [*_together(content, language, asked)]
    for slot, text in (content | {f"link {number}": text for number, text in enumerate(links, 1)}).items():
        if text:
            found += judge(slot, text, language, asked, () if slot in LABELS else asked.names)
    return found


def lint_added(before: BannerWords, after: BannerWords, language: str, asked: Asked | None = None) -> list[Finding]:
    """The words that `after` has and `before` has not, each piece alone and each finding once. Raises NoLists."""
    asked = asked or Asked()
    pieces = [("accept", after.accept), ("decline", after.decline)]
    pieces += [("text", text) for text in (*after.paragraphs, *after.links)]
    known = {before.accept, before.decline, *before.paragraphs, *before.links}
    found: dict[tuple[str, str], Finding] = {}
    for slot, text in pieces:
        if text and text not in known:
            for finding in judge(slot, text, language, asked, () if slot in LABELS else asked.names):
                found.setdefault((finding.requirement, finding.found), finding)
    return list(found.values())


def _together(content: Mapping[str, str], language: str, asked: Asked) -> Iterator[Finding]:
    """What shows only when the slots are seen side by side."""
    lists = lexicon(language)
    passing = Passing(lists, asked)
    is_notice = "purpose" in content
    for slot in NEEDED if is_notice else LABELS:
        if not words(content.get(slot, "")):
            yield passing.whole(MISSING, slot, content.get(slot, ""), slot)
    accept, decline = content.get("accept", ""), content.get("decline", "")
    if words(accept) and words(decline):
        for reason in pair(accept, decline, lists):
            yield passing.whole(reason, "decline", decline, *LABELS)
    counted = [text for slot, text in content.items() if text and (slot in COUNTED or slot.startswith("paragraph"))]
    prose = " ".join(counted)
    if asked.timed and not pattern(lists.timing).search(read(prose).text):
        yield passing.whole(TIMING, "purpose", content.get("purpose", ""), "purpose")
    if prose and not same_purpose(accept, prose, lists):
        yield passing.whole(OBJECT, "accept", accept, *LABELS, "purpose")
    for name in offering(asked.names):
        yield passing.whole(OFFER_IN_NAME, "heading", name, "heading")
    yield from _lengths("first layer", counted, passing, COUNTED if is_notice else ("text",))


def _lengths(where: str, texts: Sequence[str], passing: Passing, slots: Sequence[str]) -> Iterator[Finding]:
    """Too many words, or too many in a sentence. A passing wording is given for each of `slots`."""
    whole = " ".join(texts)
    counted = [mask(text, passing.asked.names) for text in texts]
    count = sum(len(words(text)) for text in counted)
    parts = sum(len(sentences(text)) for text in counted)
    if count > MOST_WORDS:
        yield passing.whole(_counted(LONG, count), where, whole, *slots)
    if parts and count / parts > MOST_WORDS_A_SENTENCE:
        yield passing.whole(_counted(LONG_SENTENCES, round(count / parts)), where, whole, *slots)


def _counted(reason: Reason, count: int) -> Reason:
    return Reason(reason.requirement, f"{reason.why} Here it is {count}.", reason.source)


def lists_for(languages: Collection[str]) -> None:
    """Raises NoLists for the first of these languages that has no lists, or only some: it cannot be switched on."""
    for language in languages:
        lists = lexicon(language)
        if any(not lists.topics.get(topic) or not lists.instead.get(topic) for topic in TOPICS):
            raise NoLists(language)


def says_condition(text: str, language: str) -> bool:
    """Whether a sentence says that a yes is needed for a benefit (IC-03). Raises NoLists."""
    return topic_pattern(language, "condition").search(read(text).text) is not None
