"""Judges one text in its slot: forbidden words, ornaments, and what a label must say."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from consent_ui.rules.wording.answer_labels import label
from consent_ui.rules.wording.findings import ALPHABETS, LABELS, TOPICS, Finding, Reason, Topic
from consent_ui.rules.wording.letters import mixed
from consent_ui.rules.wording.lexicons import lexicon, pattern, spared_pattern, topic_pattern
from consent_ui.rules.wording.names import mask
from consent_ui.rules.wording.ornaments import ornaments
from consent_ui.rules.wording.passing import Asked, Passing
from consent_ui.rules.wording.reading import Reading, read, sentences, visible


def judge(
    slot: str, text: str, language: str, asked: Asked, names: Collection[str] = (), is_section: bool = False
) -> list[Finding]:
    """Everything wrong with one text, in the order of the text. `names` are read as data; a section of the full notice
    is held to less. Raises NoLists."""
    return sorted(_judge(slot, text, language, asked, names, is_section), key=lambda finding: finding.start)


def _judge(
    slot: str, text: str, language: str, asked: Asked, names: Collection[str], is_section: bool
) -> Iterator[Finding]:
    lists = lexicon(language)
    passing = Passing(lists, asked)
    masked = mask(text, names)
    reading = read(masked)
    taken: list[tuple[str, int, int]] = []

    def finding(reason: Reason | Topic, start: int, end: int, topic: str = "") -> Iterator[Finding]:
        if any(reason.requirement == other and start < last and first < end for other, first, last in taken):
            return
        taken.append((reason.requirement, start, end))
        found = text[start:end]
        instead = {slot: passing.words(slot, topic)}
        yield Finding(reason.requirement, slot, found, start, end, reason.why, reason.source, instead)

    for name, topic in TOPICS.items():
        if _applies(name, topic, slot, language, asked, is_section):
            for start, end in _hits(reading, language, name):
                yield from finding(topic, *reading.span(start, end), topic=name)
    for start, end in mixed(masked, lists.script):
        yield from finding(ALPHABETS, start, end)
    if is_section:
        return
    plain = visible(masked)
    for reason, start, end in ornaments(slot, plain.text):
        yield from finding(reason, *plain.span(start, end))
    if slot in LABELS:
        for reason, start, end in label(slot, reading, lists, asked.channels):
            yield from finding(reason, *reading.span(start, end))


def _applies(name: str, topic: Topic, slot: str, language: str, asked: Asked, is_section: bool) -> bool:
    if is_section:
        return topic.sections
    if name == "condition" and asked.requires_consent:
        return False
    if name == "alcohol":
        countries = lexicon(language).alcohol_law
        return not countries or asked.country in countries
    is_prose = slot not in LABELS
    return not topic.slots or slot in topic.slots or (is_prose and "text" in topic.slots)


def _hits(reading: Reading, language: str, name: str) -> Iterator[tuple[int, int]]:
    """Where words of a topic stand. What begins inside a harmless phrase is none."""
    spared = spared_pattern(language, name)
    harmless = [hit.span() for hit in spared.finditer(reading.text)] if spared else []
    listed = topic_pattern(language, name)
    if name == "free" and not _has_strings(reading.text, language):
        return
    at = 0
    while hit := listed.search(reading.text, at):
        inside = any(start <= hit.start() < end for start, end in harmless)
        if not inside:
            yield hit.span()
        at = hit.start() + 1 if inside else max(hit.end(), hit.start() + 1)


def _has_strings(text: str, language: str) -> bool:
    return any(pattern(lexicon(language).strings).search(part) for part in sentences(text)) if text else False
