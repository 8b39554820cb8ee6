"""Languages that a site brings itself: a folder of catalogues and a file of word lists each (CONSENT_TRANSLATIONS).

    translations/de/site.po    every text, key by key
    translations/de.toml       the lists of words, without which nothing would judge the texts (LN-09)

All that is wrong is told at once, and nothing of a folder is used until all of it is right. A folder of a language that
we speak ourselves may hold single texts, to word them otherwise; it needs no lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from babel import Locale, UnknownLocaleError

from consent_ui import texts as ours
from consent_ui.own_lists import MODEL, is_english, read_lists
from consent_ui.rules import wording
from consent_ui.rules.wording import Lexicon

NOT_FOR_GUESTS = ("demo.", "gallery.", "broken.", "staff", "reason.", "asking.")
"""Texts that only designers and staff read: where a language has none, they stay in English."""


class BadLanguage(ValueError):
    """A language that cannot be used. `complaints` names every file and what to mend in it."""

    def __init__(self, complaints: list[str]) -> None:
        self.complaints = tuple(complaints)
        super().__init__("".join(f"\n  {each}" for each in complaints))


@dataclass(frozen=True, slots=True)
class Found:
    """A language as a folder has it: its texts, its lists (None for one of ours), and what is to mend in them."""

    catalogue: dict[str, str]
    lists: Lexicon | None
    complaints: list[str]


def examine(folder: Path) -> dict[str, Found]:
    """Every language of this folder by name. Raises BadLanguage for what is no folder."""
    if not folder.is_dir():
        raise BadLanguage([f"{folder} is no folder"])
    names = sorted({path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")}
                   | {path.stem for path in folder.glob("*.toml")})  # fmt: skip
    found = {}
    for language in names:
        is_ours = (ours.FOLDER / language / "site.po").is_file()
        catalogue, wrong = _catalogue(folder, language, is_ours)
        lists = None
        if not is_ours:
            lists, more = read_lists(folder / f"{language}.toml", language)
            wrong += more
        found[language] = Found(catalogue, lists, wrong)
    return found


def bring_all(folder: Path) -> list[str]:
    """Speak every language of this folder from now on; returns which. Raises BadLanguage, and then speaks none."""
    found = examine(folder)
    if complaints := [each for one in found.values() for each in one.complaints]:
        raise BadLanguage(complaints)
    _speak(found)
    return list(found)


def bring_finished(folder: Path) -> list[str]:
    """Speak the languages of a designer's folder that are all right; returns a line about each that is left out.

    A folder that is not there has none.
    """
    found = examine(folder) if folder.is_dir() else {}
    _speak({language: one for language, one in found.items() if not one.complaints})
    return [
        f"{language} is left out, to mend: {len(one.complaints)}; `consent-ui language {language} --into {folder}` "
        "lists what"
        for language, one in found.items()
        if one.complaints
    ]


def _speak(found: dict[str, Found]) -> None:
    for language, one in found.items():
        ours.bring(language, one.catalogue)
        if one.lists is not None:
            wording.bring(language, one.lists)


def needed_keys() -> dict[str, str]:
    """What a language must translate, with our own English text."""
    model = ours.read_catalogue(ours.FOLDER / MODEL)
    return {key: text for key, text in model.items() if not key.startswith(NOT_FOR_GUESTS)}


def _catalogue(folder: Path, language: str, is_ours: bool) -> tuple[dict[str, str], list[str]]:
    where = folder / language
    if not where.is_dir():
        return {}, [f"{where}: there is no such folder for the texts of {language}.toml"]
    try:
        if language != str(Locale.parse(language)):
            raise ValueError
    except (UnknownLocaleError, ValueError):
        return {}, [f"{where}: {language!r} is no language; write it as de, pt or nl"]
    try:
        theirs = ours.read_catalogue(where)
    except Exception as error:
        return {}, [f"{where}: cannot be read as .po: {error}"]
    model, needed = ours.read_catalogue(ours.FOLDER / MODEL), needed_keys()
    wrong = [f"{where}: {key} is no key of ours" for key in theirs.keys() - model.keys()]
    wrong += [
        f"{where}: {key} {why}" for key, text in theirs.items() if key in model for why in _other(model[key], text)
    ]
    missing = [] if is_ours else [key for key in needed if key not in theirs]
    wrong += [f"{where}: {key} is missing; in English it is “{' '.join(needed[key].split())}”" for key in missing]
    if not is_ours and not is_english(language):
        wrong += [f"{where}: {each}" for each in wording.english_texts(theirs, needed)]
    return (theirs if is_ours else model | theirs), wrong


def _other(model: str, text: str) -> Iterator[str]:
    try:
        wanted, there = (
            {name for _, name, _, _ in Formatter().parse(each) if name is not None} for each in (model, text)
        )
    except ValueError as error:
        yield f"has braces that do not match: {error}"
        return
    if there - wanted:
        yield f"has {_braced(there - wanted)}, but only {_braced(wanted) or 'no braces'} can be filled in"
    if wanted - there:
        yield f"lacks {_braced(wanted - there)}"


def _braced(names: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))
