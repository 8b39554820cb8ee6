"""What a reply by SMS means: every spelling of STOP, what may stand around it, and what a person must read."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_ui.rules.replies import Reply, read
from consent_ui.rules.reply_words import LEAVES, LEAVES_ALONE

WORDS = (
    "STOP",
    "STOPALL",
    "UNSUBSCRIBE",
    "CANCEL",
    "END",
    "QUIT",
    "REVOKE",
    "OPTOUT",
    "OPT-OUT",
    "REMOVE",
    "ARRET",
    "ARRETE",
    "ARRÊT",
    "ARRÊTE",
    "ARRÊTER",
    "DESABO",
    "DÉSABO",
    "DÉSABONNER",
    "DÉSABONNEMENT",
    "DÉSINSCRIRE",
    "DÉSINSCRIPTION",
    "TD",
    "FIN",
    "RÉSILIER",
)


@pytest.mark.requirement("SM-04")
@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize(
    "spelt",
    [
        str.upper,
        str.lower,
        str.capitalize,
        lambda word: f"  {word} \n",
        lambda word: f"{word}.",
        lambda word: f"« {word} !!! »",
        lambda word: " ".join(word),
        lambda word: ".".join(word),
        lambda word: "\u200b".join(word),
        lambda word: unicodedata.normalize("NFD", word),
        lambda word: "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)),
        lambda word: "".join(chr(ord(c) + 0xFEE0) if "A" <= c <= "Z" else c for c in word),
        lambda word: f"{word} please",
        lambda word: f"{word} svp",
        lambda word: f"{word} merci",
        lambda word: f"Please {word}",
        lambda word: f"Bonjour, {word}",
        lambda word: f"{word} SMS",
        lambda word: f"{word} {word}",
        lambda word: f"{word} 36111",
    ],
)
def test_every_spelling_of_a_word_that_leaves_is_a_stop(word: str, spelt: object) -> None:
    assert callable(spelt)
    assert read(spelt(word)) is Reply.STOP


@pytest.mark.requirement("SM-04")
@pytest.mark.parametrize(
    "text",
    [
        "STOP au 36179",
        "merci d'arrêter",
        "Merci d’arrêter svp",
        "arrêtez de m'envoyer des pubs",
        "stop sending me texts",
        "Stop !! marre de vos messages",
        "désabonnez-moi s'il vous plaît",
        "je me désinscris",
        "Je ne veux plus recevoir de SMS de votre part",
        "ne m'envoyez plus rien",
        "plus de pub merci",
        "please don't text me again",
        "do not contact me",
        "take me off your list",
        "opt me out",
        "Please remove me from this list",
        "leave me alone",
        "ST0P",
        "ЅТОР",  # Cyrillic
        "ΣΤΟΡ".replace("Σ", "S"),  # Greek
        "ꜱᴛᴏᴘ",
        "ᴜɴꜱᴜʙꜱᴄʀɪʙᴇ",
        "𝐒𝐓𝐎𝐏",
        "Ⓢⓣⓞⓟ",
        "s\u00adt\u00ado\u00adp",
        "stop start",  # both: less is sent
    ],
)
def test_sentences_and_look_alikes_that_ask_to_leave_are_a_stop(text: str) -> None:
    assert read(text) is Reply.STOP


@pytest.mark.requirement("SM-04")
@pytest.mark.parametrize(
    "text",
    [
        "don't stop",
        "don’t stop",
        "ne pas arrêter",
        "n'arrêtez jamais",
        "stop by at 7?",
        "where is the bus stop",
        "cancel my order 42",
        "annuler ma commande",
        "yes",
        "oui",
        "no",
        "non",
        "",
        " \u200b ",
        "👍",
        "who is this?",
        "avez-vous une table ce soir",
        "I'd like to start ordering",
    ],
)
def test_what_is_not_plain_is_for_a_person_to_read(text: str) -> None:
    assert read(text) is Reply.UNCLEAR


@pytest.mark.requirement("WD-14")
@pytest.mark.parametrize("text", ["START", "start", "Start.", "UNSTOP", "start please", "Reprendre svp"])
def test_a_plain_start_asks_to_come_back(text: str) -> None:
    assert read(text) is Reply.START


@pytest.mark.parametrize(
    ("text", "reply"), [("HELP", Reply.HELP), ("aide", Reply.HELP), ("Merci !", Reply.KIND), ("ok thanks", Reply.KIND)]
)
def test_help_and_thanks_are_told_apart(text: str, reply: Reply) -> None:
    assert read(text) is reply


@pytest.mark.requirement("SM-04")
@pytest.mark.parametrize(
    ("text", "opt_out", "reply"),
    [
        ("basta", "STOP", Reply.STOP),  # the gateway knows words that we do not
        ("thanks", "stop", Reply.STOP),
        ("", "STOP", Reply.STOP),
        ("STOP", "START", Reply.STOP),  # they disagree: less is sent
        ("STOP", "HELP", Reply.STOP),
        ("STOP", None, Reply.STOP),
        ("START", "START", Reply.START),
        ("GO", "START", Reply.START),
        ("don't stop", "START", Reply.UNCLEAR),
        ("HELP", "HELP", Reply.HELP),
        ("ok", "whatever", Reply.KIND),
    ],
)
def test_a_stop_of_the_gateways_is_believed_whatever_the_text(text: str, opt_out: str | None, reply: Reply) -> None:
    assert read(text, opt_out) is reply


@pytest.mark.requirement("SM-04")
@given(word=st.sampled_from(sorted(LEAVES | LEAVES_ALONE)), data=st.data())
def test_case_and_punctuation_never_hide_a_word_that_leaves(word: str, data: st.DataObject) -> None:
    drawn = [data.draw(st.sampled_from([c.lower(), c.upper()])) for c in word]
    around = st.text(alphabet=" .,;:!?*-_()[]\"'\n", max_size=5)
    assert read(data.draw(around) + "".join(drawn) + data.draw(around)) is Reply.STOP


@given(text=st.text(max_size=400), opt_out=st.none() | st.text(max_size=10))
def test_any_text_at_all_is_read(text: str, opt_out: str | None) -> None:
    assert read(text, opt_out) in Reply
