"""What a consent request may not say, and a wording that would pass instead (REQUIREMENTS, sections H and J).

This is the only door: whoever judges words imports from here. Inside, `lint` judges texts, notices and rendered
questions; `slot_words` one text in its slot; `answer_labels` the two labels; `ornaments` what is no word;
`names` the names in a notice; `letters` and `reading` how letters are read; `lexicons` the lists per language;
`banner_words` takes the words out of markup; `findings` and `passing` are what comes out.
"""

from consent_ui.rules.wording.answer_labels import LONGEST_RATIO, no_acts
from consent_ui.rules.wording.banner_words import BannerWords, banner_words
from consent_ui.rules.wording.findings import LABELS, REASONS, TOPICS, Finding
from consent_ui.rules.wording.letters import unseen
from consent_ui.rules.wording.lexicons import LEXICONS, NoLists, bring, gaps, pattern
from consent_ui.rules.wording.lexicons.lexicon import Lexicon
from consent_ui.rules.wording.lint import (
    MOST_WORDS,
    SLOTS,
    lint_added,
    lint_banner,
    lint_notice,
    lint_text,
    lint_words,
    lists_for,
    says_condition,
)
from consent_ui.rules.wording.passing import Asked
from consent_ui.rules.wording.reading import words

__all__ = [
    "LABELS",
    "LEXICONS",
    "LONGEST_RATIO",
    "MOST_WORDS",
    "REASONS",
    "SLOTS",
    "TOPICS",
    "Asked",
    "BannerWords",
    "Finding",
    "Lexicon",
    "NoLists",
    "banner_words",
    "bring",
    "gaps",
    "lint_added",
    "lint_banner",
    "lint_notice",
    "lint_text",
    "lint_words",
    "lists_for",
    "no_acts",
    "pattern",
    "says_condition",
    "unseen",
    "words",
]
