"""The words of a rendered question: what is read out of any template, and that its own sentences are judged."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader, PrefixLoader

from consent_ui import assets
from consent_ui.examples.builders import banner
from consent_ui.examples.judging import rendered
from consent_ui.examples.notices import every_notice
from consent_ui.rules.wording import Asked, BannerWords, banner_words, lint_banner
from consent_ui.texts import languages, texts

SHIPPED = FileSystemLoader(assets.folder("templates") / "consent")
BUTTONS = '<button name="answer" value="yes">{}</button><button name="answer" value="no">{}</button>'
YES, NO = "Yes, send me offers by SMS", "No, do not send me offers"


def judged(html: str, language: str = "en", **asked: object) -> set[str]:
    """The requirements that a rendered question breaks."""
    read = banner_words(html)
    known = Asked(channels=("sms",), **asked)  # type: ignore[arg-type]
    return {
        each.requirement
        for each in lint_banner(read.accept, read.decline, read.paragraphs, language, known, read.links)
    }


def test_labels_paragraphs_and_links_are_told_apart() -> None:
    html = (
        "<section><h2>Offers?</h2><p>One <b>plain</b> sentence &amp; <a href='/n'>Full notice</a></p><style>p{}</style>"
        f"<form><input type=hidden name=next value=/>{BUTTONS.format('Yes &amp; so', 'No')}</form><img alt='A picture'>"
        "<script>var x = 'hurry'</script></section>"
    )
    assert banner_words(html) == BannerWords(
        "Yes & so", "No", ("Offers?", "One plain sentence &"), ("Full notice", "A picture")
    )


@pytest.mark.requirement("SY-13")
def test_what_is_read_aloud_in_place_of_a_label_is_part_of_it() -> None:
    html = '<button name="answer" value="no" aria-label="No, I hate savings">No</button>'
    assert banner_words(html).decline == "No, I hate savings No"


@pytest.mark.requirement("IC-13", "LN-09")
@pytest.mark.parametrize("language", languages())
def test_the_shipped_template_adds_nothing_to_mend(language: str) -> None:
    environment = Environment(loader=PrefixLoader({"consent": SHIPPED}), autoescape=True)
    template = environment.get_template("consent/_banner.html")
    assert list(rendered(texts(language), lambda banner: template.render(banner=banner))) == []
    for each in every_notice(texts(language)):
        read = banner_words(template.render(banner=banner(texts(language), each.restaurant, each.campaign)))
        assert (read.accept, read.decline) == (each.notice.words["accept"], each.notice.words["decline"])


@pytest.mark.requirement("IC-09", "IC-11", "IC-12", "IC-13")
@pytest.mark.parametrize(
    ("template", "caught"),
    [
        ("<h2>Hurry, offers by SMS</h2>", "IC-09"),
        ("<p>La<b>st ch</b>ance for offers</p>", "IC-09"),
        ("<p>Offers</p><p title='You will miss out'>Please choose.</p>", "IC-11"),
        ("<p>Offers <img alt='Amazing deals' src=x></p>", "IC-12"),
        ("<p>Offers 🎉</p>", "IC-12"),
        ("<p>Offers &#127881;</p>", "IC-12"),
        ("<p>Offers &#72;urry</p>", "IC-09"),
        ("<p>Offers</p><a href=/x>Do not miss this</a>", "IC-11"),
        ("<p>" + "We cook each dish on the day and send offers. " * 9 + "</p>", "IN-08"),
    ],
)
def test_a_templates_own_sentence_is_caught(template: str, caught: str) -> None:
    assert caught in judged(template + BUTTONS.format(YES, NO))
    assert judged("<p>Offers by SMS?</p>" + BUTTONS.format(YES, NO)) == set()


@pytest.mark.requirement("IC-10", "IC-11", "SY-13", "SY-16")
@pytest.mark.parametrize(
    ("accept", "decline", "caught"),
    [
        ("Get 25% off", NO, "IC-10"),
        (YES, "No thanks, I hate savings", "IC-11"),
        (f"<span>✓</span> {YES}", NO, "SY-16"),
        (YES, "No", "SY-13"),
        (YES, "", "IN-01"),
    ],
)
def test_a_templates_own_labels_are_caught(accept: str, decline: str, caught: str) -> None:
    assert caught in judged("<p>Offers by SMS?</p>" + BUTTONS.format(accept, decline))


@pytest.mark.requirement("IC-09", "IC-13", "SY-17")
def test_a_theme_that_overrides_one_block_with_its_own_words_is_caught() -> None:
    theme = DictLoader({"_banner.html": "{% include 'shipped/_banner.html' %}<p>Only 3 codes left.</p>"})
    environment = Environment(
        loader=PrefixLoader({"consent": SHIPPED, "shipped": SHIPPED, "site": theme}), autoescape=True
    )
    html = environment.get_template("site/_banner.html").render(banner=banner(texts("en")))
    assert judged(html) == {"IC-09"}
