"""Two measured answers in, findings out: each threshold, and that no side is favoured."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_ui.rules.measured import (
    Answers,
    Box,
    Control,
    Line,
    Look,
    Measured,
    Missing,
    Other,
    Painted,
    Run,
    Sight,
    Structure,
    Where,
)
from consent_ui.rules.symmetry import judge
from consent_ui.rules.symmetry_findings import SOURCES, Finding, grouped

WHERE = Where("signup", "en", "paper", 375, "light")
BLACK, WHITE = (0.0, 0.0, 0.0), (255.0, 255.0, 255.0)
PAINT = Painted(WHITE, WHITE, 0.9)
LOOK = Look(Box(0, 0, 200, 44), BLACK, WHITE, BLACK, WHITE, {}, PAINT, (True,) * 5)
BELOW = replace(LOOK, box=Box(0, 56, 200, 44))
YES, NO_THANKS = "Yes, send me offers by SMS", "No, do not send me offers"
ACCEPT = Control("button", ("consent-button",), 5, YES, YES, "button", stop=3)
DECLINE = replace(ACCEPT, label=NO_THANKS, name=NO_THANKS, stop=4)
RUN = Run(1, 0, 1, 0.05, "given")
NO = replace(RUN, stored="refused")


def ids(*measured: Measured) -> set[str]:
    return {each.requirement for each in judge(measured)}


def sight(where: Where = WHERE, **changed: Any) -> Sight:
    """Both equal, but for these values of the decline control."""
    return Sight(where, LOOK, replace(BELOW, **changed))


def structure(**changed: Any) -> Structure:
    return Structure(WHERE, ACCEPT, replace(DECLINE, **changed))


def test_two_equal_answers_have_no_finding() -> None:
    assert judge([sight(), structure(), Answers(WHERE, (RUN,), (NO,))]) == ()


@pytest.mark.requirement("SY-02", "SY-03", "SY-05", "SY-06", "SY-07", "SY-08", "SY-10", "SY-16")
@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"box": Box(0, 56, 201, 45)}, set()),
        ({"box": Box(0, 56, 201.5, 44)}, {"SY-02"}),
        ({"box": Box(0, 56, 200, 42.9)}, {"SY-02"}),
        ({"box": Box(1, 56, 200, 44)}, set()),
        ({"box": Box(1.5, 56, 200, 44)}, {"SY-07"}),
        ({"box": Box(208, 1, 200, 44)}, set()),
        ({"styles": {"opacity": "0.9"}}, {"SY-03"}),
        ({"styles": {"width": "201px", "margin-left": "8px"}}, set()),
        ({"styles": {"::after width": "8px"}}, {"SY-03"}),
        ({"styles": {"::after content": '"→"'}}, {"SY-03", "SY-16"}),
        ({"styles": {"animation-name": "glow"}}, {"SY-03", "SY-16"}),
        ({"text": (118, 118, 118)}, {"SY-06"}),
        ({"text": (1, 1, 1)}, {"SY-06"}),
        ({"edge": (148, 148, 148)}, set()),
        ({"edge": (150, 150, 150)}, {"SY-06"}),
        ({"painted": Painted((253, 253, 253), WHITE, 0.9)}, set()),
        ({"painted": Painted((240, 255, 240), WHITE, 0.9)}, {"SY-05"}),
        ({"painted": Painted(WHITE, (255, 255, 200), 0.9)}, {"SY-05"}),
        ({"painted": Painted(WHITE, WHITE, 0.881)}, set()),
        ({"painted": Painted(WHITE, WHITE, 0.879)}, {"SY-05"}),
        ({"points": (True, True, True, True, False)}, {"SY-08"}),
        ({"on_screen": False}, {"SY-08"}),
        ({"in_reach": False}, {"SY-08"}),
        ({"usable": False}, {"SY-10"}),
    ],
)
def test_what_a_sight_shows_has_its_requirement(changed: dict[str, Any], expected: set[str]) -> None:
    assert ids(sight(**changed)) == expected


@pytest.mark.requirement("SY-06")
def test_two_equally_faint_answers_are_found_too() -> None:
    faint = replace(LOOK, text=(150, 150, 150), edge=(200, 200, 200))
    found = judge([Sight(WHERE, faint, replace(faint, box=BELOW.box))])
    assert [each.what for each in found] == ["contrast of the label", "contrast of the edge"]


@pytest.mark.requirement("SY-08")
def test_both_may_need_the_same_scroll() -> None:
    low = {"on_screen": False}
    assert ids(Sight(WHERE, replace(LOOK, **low), replace(BELOW, **low))) == set()


@pytest.mark.requirement("SY-08")
def test_with_enlarged_type_the_fold_may_part_them_while_one_scroll_shows_both() -> None:
    large = replace(WHERE, text=200)
    assert ids(sight(large, on_screen=False)) == set()
    assert ids(sight(large, in_reach=False)) == {"SY-08"}


@pytest.mark.requirement("SY-04")
def test_what_differs_only_while_touched_is_told_as_such() -> None:
    hover = replace(WHERE, interaction="hover")
    assert ids(sight(), sight(hover, styles={"color": "red"})) == {"SY-04"}


@pytest.mark.requirement("SY-04")
def test_what_differs_anyway_is_not_told_again_while_touched() -> None:
    hover, red = replace(WHERE, interaction="hover"), {"color": "red"}
    assert ids(sight(styles=red), sight(hover, styles=red)) == {"SY-03"}
    assert ids(sight(styles=red), sight(hover, styles={"color": "blue"})) == {"SY-03", "SY-04"}


@pytest.mark.requirement("SY-03")
def test_one_colour_is_one_finding_however_many_styles_follow_it() -> None:
    red = dict.fromkeys(("color", "caret-color", "outline-color", "-webkit-text-fill-color"), "red")
    edge = dict.fromkeys(("border-top-color", "border-left-color"), "blue")
    black = dict.fromkeys((*red, *edge), "black")
    found = judge([Sight(WHERE, replace(LOOK, styles=black), replace(BELOW, styles={**red, **edge}))])
    assert [each.what for each in found] == ["border-color", "color"]


@pytest.mark.requirement("SY-14")
@pytest.mark.parametrize(
    ("one", "two", "right_to_left", "expected"),
    [
        (Box(0, 0, 200, 44), Box(0, 56, 200, 44), False, set()),
        (Box(0, 56, 200, 44), Box(0, 0, 200, 44), False, {"SY-14"}),
        (Box(0, 0, 200, 44), Box(208, 0, 200, 44), False, set()),
        (Box(208, 0, 200, 44), Box(0, 0, 200, 44), False, {"SY-14"}),
        (Box(208, 0, 200, 44), Box(0, 0, 200, 44), True, set()),
        (Box(0, 1, 200, 44), Box(208, 0, 200, 44), False, set()),
    ],
)
def test_the_order_on_the_screen_is_that_of_the_document(
    one: Box, two: Box, right_to_left: bool, expected: set[str]
) -> None:
    seen = Sight(WHERE, replace(LOOK, box=one), replace(LOOK, box=two), first="accept", right_to_left=right_to_left)
    assert ids(seen) == expected


@pytest.mark.requirement("SY-14")
def test_the_order_of_the_document_is_the_same_in_every_language() -> None:
    english, french = (
        replace(sight(), first="accept"),
        Sight(replace(WHERE, language="fr"), BELOW, LOOK, first="decline"),
    )
    found = judge([english, replace(english, where=replace(WHERE, width=768)), french])
    assert [(each.requirement, each.where.language) for each in found] == [("SY-14", "fr")]


@pytest.mark.requirement("PR-02")
def test_words_of_a_style_sheet_are_told_once_and_again_only_where_a_touch_adds_some() -> None:
    plain, touched = replace(sight(), added=(("p::after", "Best"),)), replace(WHERE, interaction="hover")
    same, more = (("p::after", "Best"),), (("p::after", "Best"), ("a::after", "Now"))
    assert len(judge([plain, replace(plain, where=touched, added=same)])) == 1
    assert [each.accept for each in judge([plain, replace(plain, where=touched, added=more)])] == ["“Best”", "“Now”"]


@pytest.mark.requirement("IN-01")
def test_every_word_of_the_notice_can_be_read() -> None:
    assert ids(replace(sight(), unseen=("You can withdraw",))) == {"IN-01"}
    assert ids(replace(sight(), lines=(Line("You can withdraw", False, 16, 400, 4.4),))) == {"IN-01"}


@pytest.mark.requirement("SY-14")
def test_the_same_order_is_kept_everywhere() -> None:
    turned = Sight(replace(WHERE, width=320), BELOW, LOOK)
    found = judge([sight(), sight(replace(WHERE, width=768)), turned])
    assert [(each.requirement, each.where.width) for each in found] == [("SY-14", 320)]
    assert ids(Missing(WHERE, True, False)) == {"SY-14"}


@pytest.mark.requirement("SY-01", "SY-11", "SY-13", "SY-16")
@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"tag": "a"}, {"SY-01"}),
        ({"classes": ("consent-button", "quiet")}, {"SY-01"}),
        ({"depth": 6}, {"SY-01"}),
        ({"stop": None}, {"SY-11"}),
        ({"stop": 5}, {"SY-11"}),
        ({"stop": 2}, set()),
        ({"tabindex": -1}, {"SY-11"}),
        ({"autofocus": True}, {"SY-11"}),
        ({"role": "link"}, {"SY-13"}),
        ({"name": "Close"}, {"SY-13"}),
        ({"name": "No,  Do not send me offers at all"}, set()),
        ({"label": "No, not at this time", "name": "No, not at this time"}, {"SY-13"}),
        ({"label": "I will not send you offers", "name": "Send me no offers"}, {"SY-13"}),
        ({"label": "No", "name": "No"}, {"SY-13"}),
        ({"icons": ("svg",)}, {"SY-16"}),
    ],
)
def test_what_an_answer_is_has_its_requirement(changed: dict[str, Any], expected: set[str]) -> None:
    assert ids(structure(**changed)) == expected


@pytest.mark.requirement("SY-13")
@pytest.mark.parametrize(
    ("name", "expected"), [(YES, set()), ("Yes, give me 25 % off", {"SY-13"}), ("Yes, please do go on", {"SY-13"})]
)
def test_the_yes_names_what_will_be_done_too(name: str, expected: set[str]) -> None:
    assert ids(Structure(WHERE, replace(ACCEPT, label=name, name=name), DECLINE)) == expected


@pytest.mark.requirement("SY-13")
def test_names_are_not_judged_in_a_language_that_is_not_known() -> None:
    same = replace(ACCEPT, label="Ja", name="Ja")
    for language in ("", "de"):
        assert ids(Structure(replace(WHERE, language=language), same, replace(same, stop=4))) == set()


@pytest.mark.requirement("SY-01", "SY-12", "CV-03")
@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"same_parent": False}, {"SY-01"}),
        ({"adjacent": False}, {"SY-01"}),
        ({"default": "accept"}, set()),
        ({"default": "accept", "fields": ("email",)}, {"SY-12"}),
        ({"default": "decline", "fields": ("email",)}, set()),
        ({"ticked": (("after Back", "offers"),)}, {"CV-03"}),
    ],
)
def test_what_the_document_does_has_its_requirement(changed: dict[str, Any], expected: set[str]) -> None:
    assert ids(replace(structure(), **changed)) == expected


@pytest.mark.requirement("SY-18")
@pytest.mark.parametrize(
    ("offer", "expected"),
    [
        ({}, set()),
        ({"size": 16.4}, set()),
        ({"size": 17}, {"SY-18"}),
        ({"weight": 500}, {"SY-18"}),
        ({"contrast": 12.2}, {"SY-18"}),
        ({"size": 12, "weight": 300, "contrast": 7}, set()),
    ],
)
def test_the_offer_is_no_louder_than_the_rest(offer: dict[str, float], expected: set[str]) -> None:
    plain = Line("You can withdraw", False, 16, 400, 12)
    loud = replace(plain, words="25 % off", is_offer=True, **offer)  # type: ignore[arg-type]
    assert ids(replace(sight(), lines=(plain, loud))) == expected


@pytest.mark.requirement("SY-15")
@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Other("Full notice", 2000, 1.0), set()),
        (Other("Later", 9000, 8.0), {"SY-15"}),
        (Other("Later", 20000, 1.5), {"SY-15"}),
    ],
)
def test_no_third_control_stands_above_the_answers(other: Other, expected: set[str]) -> None:
    assert ids(replace(sight(), others=(other,))) == expected


@pytest.mark.requirement("SY-09", "SY-10", "SY-15", "SY-20")
@pytest.mark.parametrize(
    ("no", "grants", "expected"),
    [
        (replace(NO, seconds=0.149), (), set()),
        (replace(NO, seconds=0.151), (), {"SY-10"}),
        (replace(NO, steps=2), (), {"SY-09"}),
        (replace(NO, pages=1), (), {"SY-09"}),
        (replace(NO, requests=2), (), {"SY-09"}),
        (replace(NO, stored=""), (), {"SY-20"}),
        (replace(NO, stored="given"), (), {"SY-20"}),
        (NO, ("Full notice",), {"SY-15"}),
    ],
)
def test_what_an_answer_costs_has_its_requirement(no: Run, grants: tuple[str, ...], expected: set[str]) -> None:
    assert ids(Answers(WHERE, (RUN,), (no,), grants)) == expected


@pytest.mark.requirement("SY-09")
def test_accepting_may_need_more_than_declining() -> None:
    assert ids(Answers(WHERE, (replace(RUN, steps=2, pages=1, requests=3),), (NO,))) == set()


@pytest.mark.requirement("SY-10")
def test_one_slow_run_of_twenty_is_forgiven() -> None:
    slow = replace(NO, seconds=2)
    assert ids(Answers(WHERE, (RUN,) * 20, (NO,) * 19 + (slow,))) == set()
    assert ids(Answers(WHERE, (RUN,) * 20, (NO,) * 18 + (slow,) * 2)) == {"SY-10"}


def test_a_finding_names_its_source_and_both_values() -> None:
    (found,) = judge([sight(box=Box(0, 56, 230, 44))])
    assert (found.accept, found.decline) == ("200 px", "230 px")
    assert found.source == SOURCES["SY-02"] and found.change and found.limit
    assert str(found.where) == "theme paper, signup, en, 375 px, light, text 100 %"


def test_the_same_finding_in_many_places_is_told_once() -> None:
    wide = {"box": Box(0, 56, 230, 44)}
    (group,) = grouped(judge([sight(**wide), sight(replace(WHERE, width=320), **wide)]))
    assert [place.width for place in group.places] == [375, 320]


COLOUR = st.tuples(*[st.integers(0, 255).map(float)] * 3)
LENGTH = st.integers(0, 60).map(float)
LOOKS = st.builds(
    Look,
    box=st.builds(Box, LENGTH, LENGTH, LENGTH, LENGTH),
    text=COLOUR, ground=COLOUR, edge=COLOUR, panel=COLOUR,
    styles=st.dictionaries(st.sampled_from(["color", "opacity", "::after content", "order"]), st.sampled_from("abc")),
    painted=st.none() | st.builds(Painted, COLOUR, COLOUR, st.floats(0, 1)),
    points=st.lists(st.booleans(), min_size=5, max_size=5).map(tuple),
    on_screen=st.booleans(), in_reach=st.booleans(), usable=st.booleans(),
)  # fmt: skip
CONTROLS = st.builds(
    Control,
    tag=st.sampled_from(["a", "button"]), classes=st.sampled_from([(), ("x",)]), depth=st.integers(1, 3),
    label=st.sampled_from(["Yes", "No thanks"]), name=st.sampled_from(["Yes", "No thanks"]),
    role=st.sampled_from(["link", "button"]), tabindex=st.integers(-1, 1), autofocus=st.booleans(),
    stop=st.none() | st.integers(0, 3), icons=st.sampled_from([(), ("svg",)]),
)  # fmt: skip


def found_by(findings: tuple[Finding, ...]) -> list[str]:
    return sorted(each.requirement for each in findings)


@given(LOOKS, LOOKS)
def test_no_side_is_favoured_in_a_sight(one: Look, two: Look) -> None:
    assert found_by(judge([Sight(WHERE, one, two)])) == found_by(judge([Sight(WHERE, two, one)]))


@given(CONTROLS, CONTROLS)
def test_no_side_is_favoured_in_a_document(one: Control, two: Control) -> None:
    # Without a language: what a name must say is another thing for a yes than for a no.
    where = replace(WHERE, language="")
    assert found_by(judge([Structure(where, one, two)])) == found_by(judge([Structure(where, two, one)]))


@given(LOOKS)
def test_an_answer_is_never_unequal_to_itself(look: Look) -> None:
    readable = replace(look, text=BLACK, ground=WHITE, edge=BLACK, panel=WHITE, points=(), in_reach=True)
    assert judge([Sight(WHERE, readable, readable)]) == ()
