"""French words that blur what is asked: jargon and double negatives (IN-08), a yes as the price of a benefit (IC-02),
"gratuit" (IC-16), alcohol (IC-14), and labels that are no answer (SY-15, CV-11)."""

from __future__ import annotations

_YES = (
    r"(?:accept(?:ez|er|ant|es)|inscri(?:vez|re|vant|ption|t|ts|te|tes|s|ve)(?: vous)?|abonn(?:ez|er|ant"
    r"|ement|e|es)(?: vous)?|dites(?:[ ,]+)oui|dire oui|dis oui|disant oui|consent(?:ez|ir|ant|ement)"
    r"|coche[zr]|cochant|cliqu(?:ez|er|ant)"
    r"|autoris(?:ez|er|ant)|active[zr]|rejoi(?:gnez|ndre|gnant)|laisse[zr] (?:nous )?votre (?:numero|e ?mail"
    r"|adresse)|donn(?:ez|er|ant) (?:nous )?votre (?:numero|e ?mail|accord|adresse)|opt(?:ez|er|ant)(?: pour)?)"
)
_GET = (
    r"(?:obtenir|recevoir|avoir|profiter|beneficier|gagner|economiser|debloquer|activer|decouvrir|utiliser"
    r"|toucher|recuperer|acceder|cumuler)"
)
_GAIN = (
    r"(?:reductions?|remises?|rabais|ristournes?|cadeaux?|gratuit\w*|offerts?|offertes?|bons? (?:d'achat"
    r"|de reduction|cadeau)|codes?|avantages?|points?|economi\w+|recompenses?|bonus|surprises?|moitie prix"
    r"|moins cher|cagnotte|privileges?|bienvenue|[\d,.]{1,9} ?%|\d+ ?(?:€|euros?)|de l'offre|cette offre|l'offre"
    r"|votre offre)"
)
_FURTHER = r"[,:]?(?:\s(?!sans)[\w',:;%&+€]+){0,9}\s"
_FEW = r"(?:\s[\w',%&+€]+){0,4}\s"
_NE = r"(?:ne|n')"

JARGON = (
    r"(?:co ?)?responsables? (?:de|du|conjoints? du) traitement", r"sous traitants?",
    r"traitements?(?: \w+)? (?:de|des|de vos) (?:donnees|informations)",
    r"traitement (?:automatise|licite|ulterieur)", r"conformement", r"susmentionn\w+", r"susvis\w+", r"susdit\w*",
    r"ci apres(?: denomm\w+)?", r"interets? legitimes?", r"personnes? concernees?", r"tiers", r"tierces?", r"rgpd",
    r"prospection", r"prospects?", r"finalites?", r"licite\w*", r"base (?:legale|juridique)",
    r"donnees (?:a caractere )?personnel\w*", r"caractere personnel", r"nonobstant", r"en vertu d\w+",
    r"au titre d\w+", r"aux fins d\w+", r"a des fins", r"articles? (?:[lr]\.? ?)?\d+",
    r"(?:les|aux|des) dispositions", r"stipul\w+", r"soussign\w+", r"mandataires?", r"profilage",
    r"communications? (?:electroniques?|commerciales?)", r"voie electronique",
    r"consentement (?:expres|explicite|libre|eclaire|prealable|univoque)\w*", r"droit d'opposition", r"cession",
    r"partenaires commerciaux", r"affilie\w*", r"conservation des donnees", r"durees? de conservation",
    r"le cas echeant", r"prealable(?:ment)?", r"destinataires?", r"en application d\w+", r"ledit", r"ladite",
    r"lesdit\w+", r"dument", r"resili\w+", r"inherente?s?", r"sollicitations?", r"vaut (?:acceptation|consentement)",
    r"delibera\w+", r"loi informatique",
)  # fmt: skip
DOUBLE = (
    rf"{_NE} ?(?:\w+\s){{1,3}}(?:refus\w+|oppos\w+|desinscri\w+|desabonn\w+"
    rf"|arret\w+)(?:\s\w+){{0,2}}\s(?:sans|sauf|a moins)",
    rf"{_NE} ?(?:\w+\s){{1,2}}(?:pas|plus|jamais|rien)(?:\s\w+){{0,3}}\s(?:refus\w+|desinscri\w+"
    rf"|desabonn\w+|oppos\w+|decoch\w+|arret\w+|cess\w+|empech\w+|interdi\w+|exclu\w+|annul\w+|sans|sauf"
    rf"|a moins|ne pas|ne plus|retir\w+|bloqu\w+|priver)",
    rf"{_NE} ?(?:vous |me |nous |m'|s'|te )?(?:refus\w+|desinscri\w+|desabonn\w+|oppos\w+|decoch\w+"
    rf"|arret\w+|cess\w+|empech\w+|interdi\w+|annul\w+|bloqu\w+)(?:\s\w+)?\s(?:pas|plus|jamais|rien"
    rf"|aucune?)",
    r"(?:refuse\w*|oppos\w+|arret\w+|cess\w+|desinscri\w+|desabonn\w+|empech\w+|renonc\w+|evit\w+"
    r"|interdi\w+|decoch\w+|decline\w*|annul\w+)(?:\s[\w']+){0,3}\s(?:de ne|a ne|ne pas|ne plus|de n'"
    r"|ne (?:plus|pas)|n'\w+ (?:pas|plus))",
    r"(?:decoche[zr]?|coche[zr]?|cliquez|desabonnez|desinscrivez|refusez)(?:\s[\w']+){0,5}\s(?:si|sauf si"
    r"|a moins)(?:\s[\w']+){0,2}\s(?:ne|n'\w+)(?:\s\w+){0,2}\s(?:pas|plus)",
    r"(?:sauf|a moins|sans) (?:si |que |qu')?(?:\w+\s){0,3}(?:ne|n')\s?\w+ (?:pas|plus)", r"pas sans", r"non non",
    r"(?:refuse\w*|arret\w+|cess\w+|oppos\w+)(?:\s[\w']+){0,3}\s(?:refus\w*|desinscri\w+|desabonn\w+"
    r"|l'arret|l'absence)",
    r"ne pas (?:ne|refuser|arreter|s'opposer|se desinscrire|se desabonner|etre exclu\w*)",
    r"pas (?:in|des|non )\w+ement", r"n'est pas (?:in|im|non)\w+",
    r"(?:rien|personne|aucune?)(?:\s\w+){0,2}\s(?:n'|ne )\s?\w+ pas",
    r"(?:pas|faux) (?:vrai|exact)? ?que(?:\s\w+){0,2}\s(?:ne|n'\w+)",
)  # fmt: skip
CONDITION = (
    rf"(?:pas|aucune?|jamais) (?:de |d')?{_GAIN} sans", rf"{_GAIN}{_FURTHER}{_YES}(?! ou )",
    rf"{_YES}{_FURTHER}{_GAIN}",
    rf"{_GAIN}{_FURTHER}(?:si|quand|lorsque|des que|en|apres|a condition|contre|moyennant"
    rf"|une fois)(?:\s[\w']+){{0,3}}\s{_YES}",
    rf"{_GAIN} (?:si|en|contre|a condition|moyennant|pour)(?:\s[\w']+){{0,3}}\s{_YES}",
    rf"si vous {_YES}{_FURTHER}{_GAIN}",
    rf"{_YES}\s?(?:pour|et|afin (?:de|d'))\s?(?:en )?{_GET}(?! (?:nos |les |des |vos |nos autres "
    rf"|d'autres )?(?:offres|messages|actualites|nouvelles|sms|e ?mails?)(?!\w))",
    r"en (?:echange|contrepartie)(?: \w+)?", r"debloque[zr]?",
    r"contre votre (?:numero|e ?mail|accord|consentement|inscription|adresse)",
    r"(?:reserv[eé]e?s?|uniquement|seulement|exclusivement) (?:a |aux "
    r"|pour )(?:nos )?(?:les )?(?:abonn[eé]s|inscrits|membres|personnes qui|clients qui|ceux qui"
    r"|celles qui)",
    r"(?:abonn[eé]s|inscrits|membres) (?:uniquement|seulement)",
    rf"(?:necessaire|obligatoire|requis|indispensable)(?:s|e|es)? pour{_FEW}{_GAIN}",
    rf"(?:il faut|vous devez|il suffit (?:de|d'))\s?{_YES}",
    rf"{_GAIN}{_FEW}(?:exige|demande|necessite|suppose) (?:votre )?(?:consentement|accord|oui|inscription)",
    rf"sans (?:votre )?(?:consentement|accord|inscription|oui){_FURTHER}{_GAIN}",
    rf"votre (?:oui|accord|inscription|consentement){_FEW}{_GAIN}", rf"oui (?:pour|et){_FEW}{_GAIN}",
    r"pour (?:les|ceux|celles)(?: \w+)? (?:de|sur|dans) (?:notre|la) liste", r"a un (?:clic|mot|oui)",
    r"un mot de vous",
    r"un oui(?: vous)? (?:rapport|vaut|donn|offr|fait|ouvr|suffi)\w*", r"pourvu que", r"tant que (?:nous|vous)",
    r"pas de oui,? pas", r"laisse[zr] nous vous \w+(?:\s[\w']+){0,4}\set",
    r"recompens\w+ (?:un|votre|chaque|vos) oui",
    r"(?:du moment|des lors) que (?:nous|vous)",
    r"a condition (?:que (?:nous|vous) (?:puissions|acceptiez|disiez)|d'accepter|de dire)",
    r"si nous pouvons vous",
)  # fmt: skip
REWARD = (
    r"[\d,.]{1,9} ?%", r"\d+ ?(?:€|euros?)", r"reductions?", r"remises?", r"rabais", r"ristournes?", r"cadeaux?",
    r"gratuit\w*", r"offerts?", r"offertes?", r"bons?", r"codes?", r"avantages?", r"points?", r"economi\w+",
    r"profit\w*", r"benefici\w*", r"gagn\w+", r"recompenses?", r"bonus", r"cagnotte", r"surprises?", r"desserts?",
    r"cafes?", r"boissons?", r"pizzas?", r"repas", r"plans?", r"affaires?", r"moitie prix", r"moins cher",
    r"privileges?", r"prix", r"argent", r"bienvenue", r"plaisirs?", r"gourmandises?", r"deals?", r"soldes?",
    r"fidelite", r"debloque\w*", r"regal\w*", r"miam", r"veux (?:ca|la|le|ma|mon)",
)  # fmt: skip
STRINGS = (
    r"(?:pour|avec|des|a partir de|sur) (?:\w+\s){0,3}(?:achats?|commandes?|menus?|repas|livraisons?|euros?|€)"
    r"|si vous|quand vous|lorsque vous|minimum|accept\w+|inscri\w+|abonn\w+|100 ?%|totalement|entierement"
    r"|completement|vraiment|absolument"
    r"|dites oui|a partir|des \d+|\d+ ?€|achet\w+|pour (?:les|nos) (?:abonnes|inscrits|membres)|seulement"
    r"|en echange|contre"
    r"|avec (?:chaque|tout|toute|n'importe)"
)
FREE = (
    r"gratuit(?:e|s|es|ement)?", r"offerte?s?", r"cadeaux?", r"en prime", r"pour rien", r"aux frais de la maison",
    r"sans frais", r"free", r"ne (?:vous )?coute rien", r"zero euro",
)  # fmt: skip
ALCOHOL = (
    r"vins?", r"bieres?", r"cocktails?", r"champagnes?", r"prosecco", r"whisk(?:y|ys|ey|ies)", r"vodkas?", r"gins?",
    r"rhums?", r"spiritueux", r"liqueurs?", r"cidres?", r"aperos?", r"aperitifs?", r"apero\w*", r"digestifs?",
    r"pastis", r"ricard", r"alcools?", r"alcoolis\w+", r"pintes?", r"happy hours?", r"sangrias?", r"mojitos?",
    r"spritz", r"(?:un|verre de|bouteille de|pichet de|carafe de|le) rose", r"beaujolais", r"cotes du rhone",
    r"chablis", r"sauternes", r"muscadet", r"sancerre", r"cremant", r"kirs?", r"punchs?", r"planteurs?",
    r"grands? crus?", r"sommeliers?", r"sommelieres?", r"caves? a vins?", r"calvados", r"cognacs?", r"armagnacs?",
    r"tequilas?", r"margaritas? (?:glacee|frappee)s?", r"ti punch", r"coupe de champagne", r"demi pression",
    r"biere pression", r"shots?", r"shooters?", r"vignerons?", r"oenolog\w+",
)  # fmt: skip
SPARED_ALCOHOL = (
    r"(?:vins?|bieres?|cocktails?|mojitos?|aperitifs?|aperos?|spritz|punchs?|sangrias?|cidres?"
    r"|champagnes?) sans alcool",
    r"sans alcool", r"coq au vin", r"babas? au rhum", r"vinaigres? de (?:vin|cidre)(?: \w+)?",
    r"au vin(?: rouge| blanc| jaune)?", r"sauces? (?:au )?(?:vin|champagne|whisky|cognac)", r"a la biere",
    r"creme brulee au rhum", r"non alcoolise\w*", r"flamb\w+ au (?:rhum|cognac|calvados)", r"marchand de vin",
)  # fmt: skip
LATER = (
    r"plus tard", r"pas (?:maintenant|encore|aujourd'?hui|tout de suite|pour le moment|pour l'instant)", r"peut etre",
    r"me le rappeler", r"rappelez(?: le)? moi", r"redemande[zr]?(?: moi)?", r"une autre fois", r"demain", r"ignorer",
    r"passer", r"prochaine fois", r"la prochaine", r"je vais reflechir", r"j'y reflechis", r"reporter",
    r"dans un moment", r"fermer", r"on verra",
)  # fmt: skip
OTHER_ACT = (
    r"continue[rz]?", r"poursuiv\w+", r"command(?:er|e|ez|es)", r"paye[rz]?", r"payer", r"connect\w+", r"connexion",
    r"(?:m')?inscri\w+", r"cre(?:er|e|ez)(?: \w+)? compte", r"conditions?", r"cgv", r"cgu", r"politique",
    r"valide[rz]?", r"envoyer le formulaire", r"suivant", r"ok(?:ay)?", r"d'accord", r"compris", r"j'ai compris",
    r"fermer", r"telecharge\w*", r"installe\w*", r"cookies?", r"c'est parti", r"allons y", r"commencer", r"entrer",
    r"appliquer", r"tout accepter", r"partager", r"reserver", r"acheter", r"partenaires?", r"rejoindre", r"acceder",
    r"voir (?:le|la|les) \w+", r"decouvrir", r"go",
)  # fmt: skip
NAME_OFFERS = (
    r"\d+ ?(?:pour cent|euros?|balles|centimes?)",
    r"(?:cinq|dix|quinze|vingt|trente|quarante|cinquante|cent) ?(?:pour cent|euros?)",
    r"moitie prix", r"gratuit(?:e|s|es|ement)?", r"offerte?s?", r"en (?:promo\w*|soldes?)", r"prix casses?",
    r"\d+ (?:achet\w+|pour \d+)", r"un achete",
    r"(?:aujourd'?hui|ce soir|ce week ?end|cette semaine) (?:seulement|uniquement)",
    r"cette semaine", r"ce mois ci",
    r"jusqu'(?:a|au) (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|ce soir|\d+)",
    r"(?:commandez|reservez|venez|profitez en) (?:vite|maintenant)", r"depechez vous", r"faites vite",
    r"derniers jours",
    r"offre (?:limitee|speciale|du moment)", r"a saisir", r"gagnez \w+",
)  # fmt: skip
"""What a name may not say: it would be an offer, or press somebody to be quick."""
