"""The words that replies by SMS are read by, English and French, folded: small letters without accents."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEAVES = _words(
    "stop stopp stops stopall stopit unsubscribe unsub unsuscribe unsubcribe cancelall quit revoke optout optmeout "
    "arret arrete arreter arretez arretes aret arete desabo desabonner desabonne desabonnez desabonnement "
    "desabonnes desinscrire desinscris desinscrivez desinscription desinscrit resilier resiliation stopsms stoppub "
    "stopper stoppe stoppez"
)
"""Words that ask to leave wherever they come first."""

LEAVES_ALONE = _words("cancel end remove td fin annuler supprimer effacer retirer")
"""Words that ask to leave when little else is said: with more they may be about an order."""

ELSEWHERE = _words("by at in over near when where quand ou chez bus gare")
"""After a word that asks to leave, these make it about something else, as in "stop by at seven"."""

NOT = _words("not dont never no non ne pas jamais n t")

AROUND = _words(
    "please pls plz sil svp stp te vous tu plait me moi mon my m de d des du les le la l un une a au aux vos votre "
    "ces ce ca it this these that your the all tout tous toutes any everything everybody immediately now maintenant "
    "merci thanks thank you bonjour hello hi ok sms text texts texto textos txt message messages msg msgs pub pubs "
    "publicite publicites offre offres offer offers promo promos promotion promotions marketing envoyer envoie "
    "envoyez envoi envois sending send texting messaging contacter contacting from to for i j je want would like "
    "wish veux voudrais souhaite demande dois must faut and et il on number numero list liste reception recevoir "
    "receiving receive getting here up out off immediatement direct suite again encore"
)
"""What may stand around a word that asks to leave without changing what it asks."""

RETURNS = _words("start unstop reprendre reprise")

HELPS = _words("help info aide infos")

THANKS = _words("ok okay merci thanks thank you thx cool super parfait great good bien recu bonjour hello hi")

PHRASES = (
    "take me off",
    "no more text",
    "no more sms",
    "no more message",
    "no more offer",
    "do not text",
    "dont text",
    "do not send",
    "dont send",
    "do not contact",
    "dont contact",
    "opt me out",
    "opt out",
    "leave me alone",
    "ne plus recevoir",
    "ne veux plus",
    "veux plus recevoir",
    "ne souhaite plus",
    "plus de sms",
    "plus de message",
    "plus de pub",
    "plus de texto",
    "plus d offre",
    "ne plus m envoyer",
    "ne m envoyez plus",
    "ne m ecrivez plus",
    "ne me contactez plus",
    "laissez moi tranquille",
    "fichez moi la paix",
    "foutez moi la paix",
)
"""Sentences that ask to leave without any of the words, as they read once folded."""

LOOK_ALIKES = str.maketrans(
    {
        # Cyrillic, Greek, Armenian and Latin small capitals that are drawn like Latin letters (Unicode confusables).
        **dict(zip("аеорстухіјѕкмнвԁԛԝ", "aeopctyxijskmhbdqw", strict=True)),
        **dict(zip("αορτυνικεηρχ", "aoptuvikenpx", strict=True)),
        **dict(zip("ոսօ", "nuo", strict=True)),
        **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True)),
        "ѕ": "s",
        "0": "o",
        "$": "s",
        "ı": "i",
        "ƚ": "l",
        "’": "'",
    }
)
"""Letters of other alphabets that are drawn like Latin ones (after Unicode's confusables), once folded."""
