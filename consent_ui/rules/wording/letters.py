"""Letters that look like others: which plain letter the eye takes one for, and where alphabets are mixed.

The table is condensed from the facts that Unicode publishes on confusable letters (UTS #39, confusables.txt), with the
faux-Cyrillic of shop signs; what Unicode says by decomposition (styled, full-width, ringed letters) or by name (small
capitals) is asked of `unicodedata` instead of being listed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

LATIN = "LATIN"

_TAKEN_FOR = {
    "a": "ɐɑΑαАадᎪᗅꓮ𐊠𖽀",
    "b": "βϐƄΒВЬвъьᏏᏴᑲᖯᗷꓐꞴ𐊂𐊡𐌁",
    "c": "СсᏟᴄⲤⲥꓚꮯ𐊢𐌂𐐕𐐽𐔜",
    "d": "ðđԁᎠᏧᑯᗞᗪꓒꓓ",
    "e": "ɛΕεЕеэєҽᎬⴹꓰꬲꭼ𐊆𑢦𑢮",
    "f": "ϜքᖴẝꓝꞘꞙꬵ𐊇𐊥𐔥𑢢𑣂",
    "g": "ƍɡԌցᏀᏳᶃꓖ",
    "h": "ɦΗНнһհᎻᏂᕼⲎꓧ𐋏",
    "i": "ıɩɪͺΙιІіӀӏᎥⲒⵏꓲꙇꭵ𑣃",
    "j": "ͿϳЈјᎫᒍꓙꞲ",
    "k": "ΚκКкᏦᛕⲔꓗ𐔘",
    "l": "łƖǀᏞᒪᛁⳐꓡ𐊊𐌉𐐛𐔦𑢣𑢲𖼖𖼨",
    "m": "ɱΜϺМмᎷᗰᛖⲘꓟ𐊰𐌑",
    "n": "ŋɳΝηипոռⲚꓠ𐔓",
    "o": "øΟοσОофՕօଠഠဝჿዐᴏᴑⲞⲟⵔꓳꬽ𐊒𐊫𐐄𐐬𐓂𐓪𐔖𑢵𑣈𑣗",
    "p": "ΡρРрᏢᑭⲢⲣꓑ𐊕",
    "q": "ԛգզⵕ",
    "r": "ƦɹɾгяᎡᏒᖇᴦⲅꓣꭇꭈꮁ𐒴𖼵",
    "s": "ƽЅѕՏᏕᏚꓢꜱꮪ𐊖𐐠𐑈𑣁𖼺",
    "t": "ΤτТтᎢⲦꓔ𐊗𐊱𐌕𑢼𖼊",
    "u": "ʋυцՍսሀᑌᴜꓴꞟꭎꭒ𐓎𐓶𑢸𑣘𖽂",
    "v": "νѴѵᏙᐯᴠⴸꓦꛟꮩ𐔝𑜆𑢠𑣀𖼈",
    "w": "ɯψωшщѡԜԝաᎳᏔᴡꓪꮃ𑜊𑜎𑜏",
    "x": "ΧχХхᕁᕽᚷⲬⵝꓫꞳ𐊐𐊴𐌗𐔧",
    "y": "ɣʏΥγУучҮүყᎩᎽᶌỿⲨꓬꭚ𐊲𑢤𑣜𖽃",
    "z": "ΖᏃᴢꓜꮓ𑢩𑣄",
}
ALIKE = {ord(each): letter for letter, others in _TAKEN_FOR.items() for each in others} | {
    ord("œ"): "oe", ord("æ"): "ae", 0x2044: "/",
}  # fmt: skip
"""Letters by what the eye takes them for, capitals and small ones each by their own shape."""

_STYLED = re.compile(
    r"(?:LATIN (?:LETTER |SMALL LETTER |CAPITAL LETTER )?(?:SMALL CAPITAL |TURNED |REVERSED |INVERTED |SCRIPT |OPEN )*"
    r"|(?:NEGATIVE )?(?:CIRCLED|SQUARED) LATIN CAPITAL LETTER |REGIONAL INDICATOR SYMBOL LETTER )([A-Z])(?: WITH .+)?"
)
_PHONETIC = re.compile(
    "[\u0250-\u0253\u0255-\u0258\u025a\u025c-\u02af\u1d00-\u1d2b\u1d6b-\u1d9a\ua720-\ua7ff\uab30-\uab6f]"
)
"""Letters of dictionaries, which no name of a dish is written with (ɔ, ə and ɛ are). Raised ones are: 1ᵉʳ, Mᵐᵉ."""

_WITHOUT_CASE = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "IDEOGRAPHIC", "BOPOMOFO")
"""Scripts that stand beside others without a space, and have no look-alikes among them."""

_UNSEEN = {"\u034f", "\u115f", "\u1160", "\u17b4", "\u17b5", "\u2800", "\u3164", "\uffa0"}
"""Characters without a shape that Unicode does not class as format characters."""

_JOINERS = {"\u200c", "\u200d"}
"""They shape words in Persian or Hindi, and do nothing between Latin letters."""


@lru_cache(maxsize=4096)
def unseen(character: str) -> bool:
    """Whether a character leaves no mark on the screen: soft hyphens, zero-width ones, directions, fillers."""
    return unicodedata.category(character) == "Cf" or character in _UNSEEN


def taken_for(letter: str) -> str:
    """What the eye takes one letter for, in small plain letters; the letter itself when for nothing else."""
    for each in (letter, letter.casefold()):
        if len(each) == 1 and ord(each) in ALIKE:
            return ALIKE[ord(each)]
    if letter.isascii():
        return letter.casefold()
    styled = _STYLED.fullmatch(unicodedata.name(letter[0], ""))
    return styled[1].lower() if styled else letter.casefold()


def mixed(text: str, script: str = LATIN) -> Iterator[tuple[int, int]]:
    """The words of a text that are not written in letters of one alphabet that can be seen, by start and end.

    `script` is the alphabet of the text's language, as Unicode names it. A word wholly in another alphabet is a
    foreign word and is let pass, unless each of its letters passes for a plain one.
    """
    for word in re.finditer(r"\S+", text):
        if not word[0].isascii() and (_hides(word[0], script) or _mixes(word[0], script)):
            yield word.span()


def _hides(word: str, script: str) -> bool:
    """Whether there is something in it that nobody sees, or marks that no letter of an alphabet carries."""
    if any(unseen(each) and (script == LATIN or each not in _JOINERS) for each in word):
        return True
    composed = unicodedata.normalize("NFC", word)
    return any(unicodedata.combining(mark) and _script(letter) == LATIN for letter, mark in pairwise(composed))


def _mixes(word: str, script: str) -> bool:
    for run in re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", word)):
        scripts = {found for each in run if (found := _script(each)) not in ("", *_WITHOUT_CASE)}
        if len(scripts) > 1:
            return True
        if script == LATIN and (_PHONETIC.search(run) or (scripts != {LATIN} and all(ord(c) in ALIKE for c in run))):
            return True
    return False


def _script(letter: str) -> str:
    """The alphabet of a letter by its Unicode name; empty for marks and for letters of every alphabet."""
    if not letter.isalpha() or letter in "ªºµ" or unicodedata.decomposition(letter).startswith("<"):
        return ""
    return unicodedata.name(letter, "OTHER").split()[0]
