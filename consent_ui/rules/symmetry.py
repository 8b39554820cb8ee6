"""Are yes and no equal? Measurements of the two answers go in, findings come out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from consent_ui.rules.measured import Answers, Measured, Missing, Sight, Structure, Where
from consent_ui.rules.symmetry_answers import judge_answers
from consent_ui.rules.symmetry_findings import Finding
from consent_ui.rules.symmetry_looks import at, judge_look
from consent_ui.rules.symmetry_structure import judge_missing, judge_structure


def judge(measured: Iterable[Measured]) -> tuple[Finding, ...]:
    """Every finding about what was measured, in the order it was measured; the order of the answers is compared over
    all of it (SY-14), so give everything of one theme at once."""
    everything = tuple(measured)
    untouched = {each.where: each for each in everything if isinstance(each, Sight) and _is_default(each.where)}
    found: list[Finding] = []
    for each in everything:
        match each:
            case Sight():
                default = None if _is_default(each.where) else untouched.get(replace(each.where, interaction="default"))
                found += judge_look(each, default)
            case Structure():
                found += judge_structure(each)
            case Missing():
                found.append(judge_missing(each))
            case Answers():
                found += judge_answers(each)
    return (*found, *_orders(untouched.values()))


def _is_default(where: Where) -> bool:
    return where.interaction == "default"


def _orders(sights: Iterable[Sight]) -> Iterable[Finding]:
    """SY-14: whichever comes first does so in every circumstance of a theme. The commoner order is the measure."""
    by_theme: dict[str, dict[str, list[Sight]]] = {}
    for sight in sights:
        by_theme.setdefault(sight.where.theme, {}).setdefault(_first(sight), []).append(sight)
    for orders in by_theme.values():
        orders.pop("", None)
        usual = max(orders, key=lambda first: len(orders[first]), default="")
        for first, those in orders.items():
            for sight in those if first != usual else ():
                places = at(sight.accept.box), at(sight.decline.box)
                yield Finding(
                    "SY-14", "order", sight.where, *places, "the same order everywhere",
                    "Remove order, row-reverse and the like: let both stand as they stand in the document.",
                )  # fmt: skip


def _first(sight: Sight) -> str:
    """Which answer a reader meets first; empty when they are in one place."""
    one, two = sight.accept.box, sight.decline.box
    if abs(one.y - two.y) <= 1 and abs(one.x - two.x) <= 1:
        return ""
    if abs(one.y - two.y) > 1:
        return "accept" if one.y < two.y else "decline"
    return "accept" if one.x < two.x else "decline"
