"""The French lists. Their words follow the literature that REQUIREMENTS names, and what shops write."""

from __future__ import annotations

from consent_ui.rules.wording.lexicons.fr_clarity import (
    ALCOHOL,
    CONDITION,
    DOUBLE,
    FREE,
    JARGON,
    LATER,
    NAME_OFFERS,
    OTHER_ACT,
    REWARD,
    SPARED_ALCOHOL,
    STRINGS,
)
from consent_ui.rules.wording.lexicons.fr_pressure import CROWD, PRAISE, SCARCITY, URGENCY
from consent_ui.rules.wording.lexicons.fr_regret import IRONY, LOSS, SHAME
from consent_ui.rules.wording.lexicons.lexicon import Lexicon

LEXICON = Lexicon(
    topics={
        "urgency": URGENCY, "scarcity": SCARCITY, "crowd": CROWD, "shame": SHAME, "loss": LOSS, "irony": IRONY,
        "praise": PRAISE, "double negative": DOUBLE, "jargon": JARGON, "condition": CONDITION, "free": FREE,
        "alcohol": ALCOHOL, "later": LATER, "other act": OTHER_ACT,
    },
    spared={
        "free": (
            r"\d+ achet[eé]e?s?,? (?:\d+|une?|le \d+e|la \d+e) offerte?s?",
            r"apres \d+ commandes?,? un repas offert", r"numero gratuit",
        ),
        "alcohol": SPARED_ALCOHOL,
        "loss": (
            r"(?:ne|n'y) perd(?:ez|rez)? rien", r"anti gaspi\w*",
            r"vous ne perd(?:ez|rez) (?:rien|aucun \w+|ni|pas vos (?:points|tampons))",
            r"rien (?:n'est|ne sera) perdu", r"ne manque rien",
        ),
        "irony": (r"je prefere (?:les |des )?(?:sms|e ?mails?)",),
        "shame": (r"dommages? et interets?",),
        "praise": (r"au top \d+",),
        "urgency": (r"rien ne presse", r"prenez votre temps", r"une fois par"),
        "crowd": (
            r"(?:pour|a|ouverte? a) tout le monde",
            r"(?:groupes?|tables?|tablees?|menus?|plateaux?|repas|salles?)(?: (?:de|pour))?(?: \w+)? \d+"
            r" (?:personnes|convives|amis|clients)",
        ),
        "condition": (r"dire oui ou non", r"nous accept\w+", r"dites oui ou non"),
        "scarcity": (r"dans la limite de votre",),
        "double negative": (
            r"(?:ne|n')\s?(?:\w+\s){1,2}(?:pas|plus|jamais|rien)(?:\s\w+){0,4}\ssans"
            r" (?:votre (?:accord|consentement|oui)|vous (?:le )?demander)",
        ),
    },
    acts={
        "envoyer": r"envoye[zr]|envoie[sz]?|envois?|envoyiez|envoyons",
        "recevoir": r"recevoir|recevez|recois|recoive|recevrai|avoir",
        "écrire": r"ecri(?:vez|re|s)|contact(?:ez|er)|preven(?:ez|ir)|inform(?:ez|er)",
    },
    objects=r"offres?|messages?|actualites?|nouvelles|promotions?|promos?|publicites?|pubs?|newsletters?|infos?"
    r"|annonces?",
    channels={
        "sms": r"sms|textos?|message texte",
        "email": r"e ?mails?|mails?|courriels?|mels?|courriers? electroniques?",
    },
    reward=REWARD,
    name_offers=NAME_OFFERS,
    denial=r"non|ne|n'\w*|pas|jamais|refuse\w*|decline\w*|aucune?|m'oppose",
    beside=r"oui|je|j'\w*|moi|me|m'\w*|nous|vous|vos|votre|nos|des|de|du|d'\w*|l'\w*|les?|la|une?|par|et|ou|ne|veux|souhaite"
    r"|voudrais|accepte|a|au|sur|via|mon|ma|mes|merci|adresse|telephone|numero|portable|tout\w*|seulement|en|y"
    r"|texte|e"
    r"|sujet|electroniques?",
    timing=r"sans commande\w*|pas commande|dates? de (?:vos )?commandes?|derni[eè]re commande",
    strings=STRINGS,
    by={"sms": "SMS", "email": "e-mail"},
    joined=" et ",
    slots={
        "heading": "Nos offres par {by} ?",
        "purpose": "Nous utiliserions vos coordonnées pour vous envoyer des offres.",
        "benefit": "Les nouveaux clients ont 10 % de réduction, quelle que soit votre réponse.",
        "conditions": "Commande minimum : 15,00 €. Jusqu’au 31 décembre 2026.",
        "withdrawal": "Retrait possible à tout moment, en bas de page.",
        "no_effect": "Refuser ne change rien à vos commandes.",
        "accept": "Oui, envoyez-moi des offres par {by}",
        "decline": "Non, ne m’envoyez pas d’offres",
        "choose": "Choisir SMS ou e-mail",
        "more": "Notice complète",
        "text": "Nous vous enverrions des offres. Vous pouvez dire non, et rien ne change à vos commandes.",
    },
    timed="Nous utiliserions vos dates de commande pour vous envoyer des offres, aussi après 45 jours sans commande.",
    instead={
        "urgency": "L’offre est valable jusqu’au 31 décembre 2026.",
        "scarcity": "L’offre est ouverte à chaque nouveau client jusqu’au 31 décembre 2026.",
        "crowd": "Vous pouvez dire oui ou non.",
        "shame": "Vous pouvez dire non, et rien ne change à vos commandes.",
        "loss": "Refuser ne change rien à vos commandes.",
        "irony": "Vous pouvez dire non, et rien ne change à vos commandes.",
        "praise": "Nous vous enverrions des offres de notre cuisine.",
        "double negative": "Si vous dites non, vous n’aurez pas d’offres.",
        "jargon": "Nous utiliserions votre téléphone pour vous envoyer des offres.",
        "condition": "Les nouveaux clients ont 10 % de réduction, quelle que soit votre réponse.",
        "free": "10 achetés, 1 offert.",
        "alcohol": "Nous vous enverrions des offres sur notre plat du jour.",
        "later": "Non, ne m’envoyez pas d’offres",
        "other act": "Oui, envoyez-moi des offres par {by}",
    },
)  # fmt: skip
