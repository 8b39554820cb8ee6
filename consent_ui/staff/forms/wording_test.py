"""The form that starts a wording test: one or two further sentences in each language, and the stop rule.

Its fields depend on the campaign's languages, so they are read by hand; what is wrong is kept per field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from consent_ui.publishing import BadWording
from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.own_wording import faults, placeholders
from consent_ui.rules.typed_values import LONGEST, TAG, is_text
from consent_ui.rules.variants import OTHERS, Variant, answers_needed
from consent_ui.staff.finding_words import tell
from consent_ui.texts import Texts, texts

DIFFERENCE = "10"


@dataclass(frozen=True, slots=True)
class Field:
    """One text field: the sentence `variant` in one language, which calls itself `spoken`."""

    name: str
    variant: str
    language: str
    spoken: str
    value: str
    error: str


class WordingTest:
    """What was typed, and what is wrong with it. `sent` is None before anything was, `spoken` the restaurant's
    languages in its order."""

    def __init__(self, text: Texts, campaign: Campaign, spoken: Sequence[str], sent: Mapping[str, str] | None) -> None:
        self._text = text
        self._campaign = campaign
        self.languages = [each for each in spoken if each in campaign.languages]
        self.errors: dict[str, str] = {}
        self.values = {name: (sent or {}).get(name, "").strip() for name in self._names()}
        if sent is None:
            self.values["version"] = str(campaign.version)

    def _names(self) -> list[str]:
        return [*(f"{v}-{language}" for v in OTHERS for language in self.languages), "share", "difference", "version"]

    def suggest(self, share: int) -> None:
        """Fill in what the campaign has seen so far."""
        self.values |= {"share": str(share), "difference": DIFFERENCE}

    def fields(self, variant: str) -> Iterator[Field]:
        """The text fields of one sentence."""
        for language in self.languages:
            name = f"{variant}-{language}"
            spoken = texts(language)("language.name")
            yield Field(name, variant, language, spoken, self.values[name], self.errors.get(name, ""))

    def has_third(self) -> bool:
        """Whether anything was typed for a third sentence."""
        return any(self.values[f"{OTHERS[1]}-{language}"] for language in self.languages)

    def known(self) -> tuple[str, ...]:
        """The placeholders that a sentence can fill in, as they are written."""
        return tuple(f"{{{name}}}" for name in placeholders(self._campaign))

    def check(self) -> bool:
        """Whether a test can be started so; errors() says per field what is wrong."""
        for name in ("share", "difference"):
            if not (self.values[name].isdecimal() and len(self.values[name]) < 3 and int(self.values[name])):
                self.errors[name] = self._text("wordings.error.number")
        for variant in self._wanted():
            for language in self.languages:
                if error := self._fault(variant, language):
                    self.errors[f"{variant}-{language}"] = error
        if not self.errors and self.values["version"] != str(self._campaign.version):
            self.say_stale(self._campaign.version)
        if not self.errors:
            try:
                self.needed()
            except ValueError:
                self.errors["difference"] = self._text("wordings.error.apart")
        return not self.errors

    def say_stale(self, latest: int) -> None:
        """Tell that somebody has changed the campaign since; the next try is made on what stands now."""
        self.errors["version"] = self._text("wordings.error.stale")
        self.values["version"] = str(latest)

    def _wanted(self) -> list[str]:
        return [*OTHERS] if self.has_third() else [OTHERS[0]]

    def _fault(self, variant: str, language: str) -> str:
        say, value = self._text, self.values[f"{variant}-{language}"]
        if not value:
            return say("wordings.error.empty")
        if not is_text(value, LONGEST):
            return say("wordings.error.long", most=LONGEST)
        if TAG.search(value):
            return say("wordings.error.markup")
        others = [self.values[f"{each}-{language}"] for each in OTHERS if each != variant]
        if value in others or value == dict(self._campaign.wording).get(language):
            return say("wordings.error.same")
        for each in faults(value, placeholders(self._campaign), language, self._campaign.requires_consent):
            return say(f"wordings.error.{each.fault}", found=say.listing(each.found) if each.found else "")
        return ""

    def variants(self) -> tuple[Variant, ...]:
        """The further sentences."""
        return tuple(
            Variant(variant, tuple((each, self.values[f"{variant}-{each}"]) for each in sorted(self.languages)))
            for variant in self._wanted()
        )

    def needed(self) -> int:
        """How many answers each sentence needs. Raises ValueError where no rate differs by so much."""
        share, difference = int(self.values["share"]) / 100, int(self.values["difference"]) / 100
        return answers_needed(share, difference, len(self._wanted()) + 1)

    def blame(self, error: BadWording) -> None:
        """Put what the lint found to the field it found it in, as far as it is one of ours."""
        for where, finding in error.findings:
            language, _, rest = where.partition(", ")
            name = f"{rest.rpartition(' ')[2]}-{language}"
            why = tell(self._text, finding).why
            if name in self.values and finding.slot in ("benefit", "first layer"):
                self.errors.setdefault(name, self._text("wordings.error.lint", why=why))
            else:
                self.errors.setdefault("version", self._text("wordings.error.others", why=why))
