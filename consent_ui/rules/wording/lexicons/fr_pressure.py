"""French words that press or praise: time, scarcity, the crowd (IC-09), and one tone for both answers (IC-12)."""

from __future__ import annotations

_NUMBER = r"(?:\d+|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|quelques|une poignee(?: de)?)"
_SPAN = r"(?:secondes?|minutes?|min|heures?|h|jours?|semaines?)"
_SOON = r"(?:bientot|ce soir|demain|aujourd'?hui|a minuit|sous peu|tres vite|rapidement)"
_PEOPLE = (
    r"(?:personnes|clients|clientes|autres|membres|voisins|voisines|abonnes|gourmands|gourmets|amis|gens|habitues"
    r"|convives|fans|familles|internautes|utilisateurs)"
)
_DONE = (
    r"(?:deja|ont|sont|font|disent|acceptent|profitent|recoivent|choisissent|adorent|aiment|economisent|nous ont"
    r"|s'inscrivent|beneficient|preferent|regardent|consultent|en profitent)"
)

URGENCY = (
    r"vite", r"d[eé]p[eê]che[zr]?(?: vous)?", r"press[eé]e?s?(?: vous)?", r"faites vite", r"agissez(?: \w+)?",
    r"urgente?s?", r"urgence", r"d'urgence",
    r"(?:n'attendez|n'attends|ne tardez|n'hesitez|n'hesite|ne perdez)(?: plus| pas)(?: une (?:seconde"
    r"|minute))?",
    r"sans (?:plus )?(?:attendre|tarder)", r"sans hesiter", r"sans perdre (?:de temps|une \w+)",
    r"(?:derni[eè]res?|ultimes?|seules?|uniques?) (?:chances?|opportunit[eé]s?"
    r"|occasions?|appels?|heures?|minutes?|rappels?)",
    r"derniers (?:jours|instants|moments)", r"dernier (?:jour|rappel|appel|delai|moment)", r"derni[eè]re minute",
    r"maintenant ou jamais", r"c'est (?:maintenant|le moment)",
    r"avant qu'?(?:il|elle|ils) (?:ne )?(?:soit|soient|disparaisse\w*|s'?)(?: trop tard)?",
    r"(?:bientot |presque )?trop tard", r"le temps (?:presse|file|passe|est compte|court)", r"l'horloge tourne",
    r"compte a rebours", r"chrono\w*", r"tic tac",
    rf"(?:expire\w*|termine\w*|finit|finissent|s'arrete\w*|se termine\w*|disparait|disparaissent|prend fin"
    rf"|cesse|ferme)(?: \w+)? {_SOON}",
    rf"(?:expire\w*|termine\w*|finit|s'arrete\w*|prend fin|disparait) dans {_NUMBER} {_SPAN}",
    r"(?:se termine|finit|expire|s'arrete) bientot",
    rf"(?:plus que|encore|que|reste|restent)\s(?:plus que |que )?{_NUMBER} {_SPAN}(?: pour)?",
    rf"{_NUMBER} {_SPAN} (?:restantes?|restants?|pour (?:en )?(?:profiter|decider|repondre))",
    rf"(?:pendant|dans) (?:les|encore) {_NUMBER} (?:prochaines? |prochains )?{_SPAN} (?:seulement"
    rf"|uniquement)",
    rf"{_NUMBER} {_SPAN} (?:seulement|uniquement|chrono)",
    r"(?:aujourd'?hui|ce soir|cette semaine|ce week ?end|ce jour|maintenant) (?:seulement|uniquement"
    r"|exclusivement)",
    r"(?:seulement|uniquement|rien que|juste|valable que|que) (?:pour )?(?:aujourd'?hui|ce soir"
    r"|cette semaine|ce week ?end|maintenant|jusqu'a minuit)",
    r"(?:offre|duree|temps|periode|edition|delai|promo\w*|remise)s? (?:\w+ )?limit[eé]e?s?",
    r"limit[eé]e? dans le temps", r"a saisir", r"saisissez(?: \w+)?",
    r"(?:tant|pendant) qu'?il (?:en reste|est (?:encore )?temps)", r"ne dure(?:ra|nt|ront)? (?:pas|que)",
    r"ne (?:reviendra|se (?:reproduira|representera|repetera)|repassera)\w* (?:pas|plus|jamais)",
    r"n'attend(?:ra)? (?:pas|plus)", r"vente(?:s)? (?:flash|eclair)",
    r"(?:offre|promo|promotion)s? (?:flash|eclair|express)", r"une seule fois", r"unique(?:ment)? ce (?:jour|soir)",
    r"last chance", r"derniere ligne droite",
    r"(?:c'est|ce sera|sera) (?:bientot |deja |presque )?(?:fini|termine|trop tard)",
    r"plus qu'(?:un|une|a)(?: \w+)?", r"flash", r"ne laissez pas (?:passer|filer|s'echapper|echapper|expirer)",
    r"(?:laisser|laissez|laisse) (?:passer|filer|s'echapper|echapper)", r"foncez", r"c'est parti", r"go ",
    r"d[eè]s maintenant",
    r"(?:decidez|inscrivez vous|acceptez|abonnez vous|repondez|profitez)\s?(?:\w+\s)?(?:maintenant|vite"
    r"|aujourd'?hui|tout de suite|de suite)",
    r"encore temps", r"(?:les )?premiers? (?:arriv[eé]s?|inscrits?|servis?)",
    r"soyez (?:le |la |les |parmi les )?(?:premiers?|premi[eè]res?|rapides?)", r"qu'?attendez vous", r"reservez vite",
    r"la fin (?:approche|est proche)", r"touche a sa fin", r"jusqu'a minuit", r"avant minuit",
    r"bientot (?:fini|termin[eé]|expir[eé])\w*", r"avant la fin", r"plus tard il sera", r"sinon trop tard",
    r"mieux vaut (?:maintenant|tot)", r"pas (?:\w+ )?deux fois", r"de sitot", r"minute(?:urs?|rie)",
    r"prix (?:augment\w+|grimp\w+|mont(?:e|ent|era)|va (?:monter|augmenter))", r"plus tot vous",
    r"jusqu'a (?:ce soir|demain|midi)", r"avant (?:qu'un autre|les autres|quelqu'un)", r"temps est compte",
)  # fmt: skip
SCARCITY = (
    rf"(?:plus que|que|reste|restent|seulement|derni[eè]re?s?)\s(?:plus que "
    rf"|que )?{_NUMBER}\s(?:\w+\s)?(?:places?|bons?|codes?|tables?|exemplaires?|clients?|offres?|couverts?"
    rf"|parts?|portions?|coupons?|disponibles?|restante?s?)",
    r"derni[eè]r?e?s (?:places?|bons?|codes?|tables?|exemplaires?|pieces?|couverts?|parts?|portions?"
    r"|coupons?)",
    r"(?:il )?(?:n'en reste|ne reste|n'y en a)(?: \w+)? (?:plus|que|presque)(?: \w+)?",
    r"(?:stocks?|quantit[eé]s?|places?|nombre|tirage|series?|bons?|codes?) (?:tres )?(?:limit[eé]e?s?"
    r"|epuis\w+|reduit\w*|compt[eé]e?s?)",
    r"(?:presque|bientot) (?:epuis\w+|complet\w*|plus)", r"rupture de stock", r"jusqu'a epuisement",
    r"dans la limite (?:des|du)", r"s'arrache\w*", r"part(?:ent)? (?:tres )?vite",
    r"(?:forte|grosse|tres) demande[e]?", r"tres demand[eé]e?s?",
    r"(?:offres?|occasions?|chances?|opportunites?) rares?", r"rares? (?:offres?|occasions?|chances?)", r"raret[eé]",
    r"il n'y en aura pas pour", r"(?:reserv[eé]e?s? |limit[eé]e?s? )?aux? \d+ premi[eè]re?s?",
    r"les \d+ premi[eè]re?s?", r"places? (?:comptees|restantes?|a prendre)", r"introuvables? ailleurs",
    r"il (?:en )?reste (?:peu|tres peu)",
    r"(?:places|tables) (?:\w+ )?se remplissent",
)  # fmt: skip
CROWD = (
    r"(?:tout|toute|tous|on)(?: \w+)? (?:en )?parle(?:nt)?", r"petits pains", r"fait le buzz", r"tendance",
    rf"(?:la plupart|beaucoup|des milliers|des centaines|des dizaines|des millions|plein"
    rf"|\d[\d .,]{{0,9}})(?: de"
    rf"| d'| des)?\s?(?:\w+\s){{0,2}}{_PEOPLE}(?:\s[\w']+){{0,3}}\s{_DONE}",
    r"(?:des )?(?:milliers|centaines|millions|dizaines) (?:de |d')\w+",
    rf"(?:plus de |deja |comme )?\d[\d .,]{{0,9}}\s(?:\w+\s)?{_PEOPLE}",
    rf"(?:les|nos|vos|d')\s?(?:autres )?{_PEOPLE}(?:\s[\w']+)?\s{_DONE}", r"tout le monde(?: \w+)?",
    r"tous (?:nos|vos|les) (?:clients|amis|voisins|habitues|autres)",
    r"(?:nos|vos) (?:clients|amis|voisins) (?:adorent|en profitent|ont|disent|sont|l'ont)",
    rf"\d+ ?% (?:de |des |d')(?:\w+\s)?{_PEOPLE}", r"rejoignez (?:les|nos|la|le club|\d+|plus de|ceux|des)\s?\w*",
    r"comme (?:tout le monde|eux|les autres|nos autres|vos (?:amis|voisins)|\d+)",
    r"(?:deja )?(?:adopt[eé]|choisi|approuv[eé]|plebiscit[eé]|recommand[eé])e?s? par", r"plebiscit\w+",
    r"(?:les|le) (?:plus )?populaires?", r"choix (?:le plus |prefere|populaire|numero)\w*",
    r"(?:5|cinq|4,\d) etoiles", r"(?:9|neuf) (?:\w+ )?sur (?:10|dix)", r"ne soyez pas (?:le|la) (?:seule?|derni\w+)",
    r"le seul (?:a|qui)",
    r"(?:sont|ont) deja (?:\w+ )?(?:inscrits?|abonn[eé]s?|choisi|accept[eé]|dit oui|profit[eé])", r"font confiance",
    r"deja choisi", r"deja inscrits?", r"en ce moment (?:meme )?\d+", r"vos (?:amis|voisins|proches) \w+",
    r"tout(?:e)? (?:la|le|l') ?(?:rue|ville|quartier|village|immeuble|equipe) (?:a|dit|est|en|parle|aime|profite"
    r"|sait)",
)  # fmt: skip
PRAISE = (
    r"exclusi(?:f|fs|ve|ves|vement|vit[eé]s?)", r"exclus?", r"incroyable(?:s|ment)?", r"extraordinaires?",
    r"exceptionnel\w*", r"fantastiques?", r"formidables?", r"genial\w*", r"g[eé]niaux", r"sensationnel\w*",
    r"fabuleu\w+", r"a tomber(?: par terre)?", r"a couper le souffle", r"epoustoufl\w+", r"imbattables?",
    r"meilleure?s?", r"irr[eé]sistibles?", r"inou[iï]e?s?", r"hallucinante?s?", r"[eé]normes?", r"m[eé]ga", r"hyper",
    r"super", r"ultra", r"giga", r"vip", r"immanquables?", r"incontournables?", r"merveilleu\w+", r"de r[eê]ve",
    r"faites vous plaisir", r"vous (?:le |la )?m[eé]ritez", r"chanceu\w+", r"veinard\w*", r"f[eé]licitations?",
    r"bravo", r"vous avez (?:et[eé] )?(?:gagn[eé]|choisie?|s[eé]lectionn[eé]\w*)", r"heureux (?:gagnant|elu)\w*",
    r"gagnante?s?", r"recommand[eé]e?s?", r"(?:bon|excellent|meilleur|tres bon) (?:choix|reflexe|plan)",
    r"bons? plans?", r"bonnes? affaires?", r"privil[eé]gi[eé]\w*", r"privil[eè]ges?", r"traitement de faveur",
    r"vous allez adorer", r"spectaculaires?", r"tr[eè]s (?:grosse|belle|bonne|gros|belles) \w+", r"top",
    r"magnifiques?", r"gourmand malin", r"malins?", r"prix (?:fous|casses|imbattables)", r"coup de (?:coeur|folie)",
    r"gate[zr] vous", r"gates? vous", r"avantage unique", r"inedite?s?", r"de (?:dingue|fou|folie|ouf)s?",
    r"qu(?:e l'|')on ne refuse pas", r"ne se refuse pas", r"reves?", r"magiques?", r"bonheurs?", r"joies?",
    r"divine?s?",
    r"paradisiaques?", r"superbes?", r"sublimes?", r"legendaires?", r"remarquables?", r"sans pareil\w*",
    r"inoubliables?",
)  # fmt: skip
