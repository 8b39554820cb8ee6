"""Are yes and no equal? Measurements of the two answers go in, findings come out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from consent_ui.rules.measured import Answers, Measured, Missing, Sight, Structure, Where
from consent_ui.rules.symmetry_answers import judge_answers
from consent_ui.rules.symmetry_findings import Finding
from consent_ui.rules.symmetry_looks import judge_look
from consent_ui.rules.symmetry_order import judge_orders
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
    return (*found, *judge_orders(each for each in everything if isinstance(each, Sight)))


def _is_default(where: Where) -> bool:
    return where.interaction == "default"
