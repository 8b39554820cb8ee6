"""Finds what gives a text a mood without words: pictures, signs, exclamations, capitals (IC-12, SY-16)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consent_ui.rules.wording.findings import CAPITALS, CODING, EMOJI, EXCLAMATION, LABELS, Reason

_SIGN = re.compile("[✓✔✅☑√✗✘❌❎✕✖×☒👍👎👌👉☞🟢🔴🟩🟥🟠🟡⭐★☆♥❤💚💔➜➔→⇒»›❯▶►🎁🔥😢😭😞😔🙁☹😊😀🙂]")
"""Signs that mark one answer as the good or the bad one, or point at it."""

_PICTURE = re.compile(
    "[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u20e3\ufe0f\u3030\u303d"
    "\U0001d400-\U0001d7ff\u2460-\u24ff\uff01-\uff5e]"
    "|[:;=8][-'’o^]?[()\\[\\]DPp/\\\\|*](?!\\w)|<3|\\^_?\\^|¯\\\\_|\\bx[Dd]\\b"
)
"""Emoji, arrows, dingbats, ornamental letters, and faces made of punctuation."""

_EXCLAMATION = re.compile("[!¡‼❗❕⁉！]")
_DOTS = re.compile(r"…|\.\.+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ACRONYM = re.compile(
    "SMS|MMS|RCS|STOP|SAS|SASU|SARL|EURL|SNC|SCI|SA|GMBH|AG|BV|NV|LTD|LLC|PLC|EUR|GBP|USD|CHF|CNIL|RGPD|GDPR|ICO|TVA"
    "|VAT|HT|TTC|UE|EU|UK|FR|BBQ|PDF|FAQ|URL"
)


def ornaments(slot: str, text: str) -> Iterator[tuple[Reason, int, int]]:
    """What in this text is no word, with where it stands. `text` is what can be seen, names masked."""
    is_label = slot in LABELS
    taken: set[int] = set()
    for pattern, reason, on_labels_only in (
        (_SIGN, CODING, True), (_PICTURE, EMOJI, False), (_EXCLAMATION, EXCLAMATION, False), (_DOTS, EMOJI, True),
    ):  # fmt: skip
        for hit in pattern.finditer(text):
            if (is_label or not on_labels_only) and hit.start() not in taken:
                taken.update(range(*hit.span()))
                yield reason, hit.start(), hit.end()
    for hit in _WORD.finditer(text):
        if _shouts(hit[0], 2 if is_label else 3):
            yield CAPITALS, hit.start(), hit.end()


def _shouts(word: str, shortest: int) -> bool:
    letters = re.sub(r"[^\w]", "", word)
    return letters.isupper() and len(letters) >= shortest and not _ACRONYM.fullmatch(letters)
