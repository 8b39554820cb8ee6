"""French words of guilt, loss and irony (IC-11), the largest part of the lists: confirmshaming has many faces."""

from __future__ import annotations

_GOOD = (
    r"(?:economi\w+|reductions?|remises?|rabais|cadeaux?|gratuit\w*|offerts?|promos?|promotions?|avantages?"
    r"|bons? plans?|bonnes? affaires?|mieux"
    r"|bons?|bonne|moins cher|recompenses?|surprises?|bien manger|manger|plaisirs?|gourmandises?|desserts?"
    r"|me faire plaisir|profiter|privileges?|argent)"
)

SHAME = (
    r"(?:etes|es) (?:vous|tu) (?:vraiment |bien |certaine? )?(?:sure?s?|certaine?s?)",
    r"vraiment (?:sure?|certaine?|refuser|partir|pas|rater|dire non)",
    r"vous (?:nous )?(?:decevez|brisez|blessez|abandonnez|quittez|manquerez|allez nous manquer)",
    r"nous (?:sommes|serons|serions) (?:tres |si |vraiment |tellement )?(?:tristes?|desoles?|decus?"
    r"|peines?|navres?)",
    r"tristes?(?:se|ment)?", r"desole\w*", r"navree?s?", r"dommages?",
    r"quel(?:le)? (?:dommage|gachis|tristesse|honte|perte)", r"tant pis", r"helas", r"malheureusement", r"regrett\w+",
    r"regrets?", r"a regret", r"sans regrets?", r"decu\w*", r"decev\w+", r"deception", r"honte\w*", r"coupables?",
    r"culpabili\w+", r"egoiste\w*", r"ingrat\w*", r"comment (?:pouvez|osez) vous", r"apres tout ce que",
    r"brise\w* (?:le|notre|nos) coeurs?", r"coeurs? (?:brise|gros|lourd)\w*",
    r"(?:ne )?(?:nous )?(?:quittez|abandonnez|oubliez|laissez)(?: nous)? pas",
    r"ne (?:partez|nous quittez|nous abandonnez|nous oubliez|faites pas \w+)(?: pas)?", r"soutenez(?: \w+)?",
    r"soutenir (?:nos|notre|votre|les|un|le|la)", r"(?:aidez|aider) (?:nous|notre|un|les|le)",
    r"petits? (?:commerces?|restaurants?|commercants?)",
    r"notre (?:chef|equipe|cuisinier)\s(?:\w+\s){0,2}(?:pleur\w*|triste|decu|sera)", r"pleure\w*", r"larmes?",
    r"(?:imbecile|idiot|stupide|bete|ridicule|sot|nul|fou)s?", r"soyez (?:sympas?|gentils?|un heros)",
    r"faites (?:un geste|le pour nous)", r"reflechissez(?: bien)?", r"reconsiderez",
    r"mauvais(?:e)? (?:choix|decision|idee|reponse)", r"vous (?:faites|commettez) une (?:\w+ )?erreur",
    r"grave erreur", r"(?:vous )?(?:ne )?(?:nous )?aimez (?:plus|pas)",
    r"pourquoi (?:refuser|pas|se priver|s'en priver|vous priver)", r"qui (?:dirait|refuserait|dit) non",
    r"fend(?:ez|re|ent|s)? (?:le|notre) coeur", r"aie", r"adieu", r"vous ne voulez (?:vraiment )?pas", r"fach[eé]\w*",
    r"vous nous manque\w*", r"on (?:sera|est|serait) (?:tristes?|decus?)", r"rabat joie",
    r"un peu de (?:coeur|solidarite)", r"ca nous (?:peine|attriste|fait de la peine)", r"nous fait de la peine",
    r"fai(?:t|re) de la peine", r"s'il vous plait ne",
    r"(?:un|le|ce) non (?:se|a un) (?:paie|paye|prix)", r"se paie", r"compt(?:e|ent|ons) sur vous",
    r"tourn(?:ez|er)(?: pas)? le dos",
    r"(?:nous|on) (?:nous |s'en |en )*(?:souviendr\w+|rappeller\w+)", r"n'oublier(?:ons|a) pas",
    r"pren\w+ (?:\w+ )?personnellement",
    r"nous devez", r"sans gout", r"(?:mordre|mordrez) les doigts", r"aura prevenu", r"pensez a (?:nous|notre|nos)",
    r"(?:personne|aucun\w*|toute?s?|seule?s?|n'importe)(?:\s[\w']+){0,3}\s(?:sensee?s?|raisonnables?"
    r"|intelligente?s?|normale?s?)",
    r"sur la conscience", r"un bon geste",
)  # fmt: skip
LOSS = (
    r"(?:ne )?(?:rate|rater|rates|ratez|ratent|raterai|raterez|rate[eé]?s?)(?: \w+)?",
    r"(?:ne )?(?:manquez|manque|manquer|manquerez|manquerai|loupe[zr]?|louperai|louperez)(?: pas| rien"
    r"| plus| cette| ca| l'| une| un| des| mes| les| votre| l'occasion)?",
    r"perd(?:s|re|ez|rez|rai|u|us|ue|ons|ent)?", r"passe[rz]?(?: pas| jamais)? (?:a cote|mon tour|votre tour)",
    r"(?:a cote|au large) (?:de|d'|des) \w+", r"(?:plein|au plein) (?:tarif|pot)",
    r"(?:plein|prix) (?:tarif|fort|plein)", r"tarif (?:plein|fort)", r"prix (?:fort|plein|maximum)",
    r"paye[rz]? (?:plus|le prix|plein|davantage|trop|tout|cher|au prix|mes|mon|sans)\s?\w*", r"payerai", r"paierai",
    r"plus cher", r"renonce[rz]?(?: a)?", r"je renonce", r"en renoncant", r"renonciation", r"abandonne[rz]?(?: \w+)?",
    r"laisse[rz]? (?:tomber|mon|votre|ma|\d+)(?: \w+)?", r"gaspill\w+", r"gach\w+", r"se prive[rz]?",
    r"priv[eé]e?s? d(?:e|es|u)", r"priv[eé]e?s? d'\w+", r"prive[zr](?: vous)?(?: de| d')?", r"me prive[r]?",
    r"vous priver",
    r"sans (?:ma|mon|mes|votre|vos|la|le|les|aucune?)?\s?(?:reductions?|remises?|economies?|cadeaux?"
    r"|avantages?|bons?|recompenses?|offres?|codes?|promos?)",
    r"jamais savoir",
    r"(?:plus|fini|finies?|fin) (?:de |d'|les )(?:reductions?|remises?|offres|promos?|promotions|cadeaux"
    r"|bons plans|avantages)",
    r"(?:dire|dites|dit) (?:non|adieu) (?:a|aux|au)\s(?!(?:nos |ces |des |vos )?(?:offres|messages|sms"
    r"|e ?mails?|envois))\w+",
    r"refuse[rz]? (?:mon|votre|ma|cette|ce|mes|la|le|les|un|une) (?:\w+ )?(?:cadeau|reductions?|remises?"
    r"|economies?|bon|avantages?|surprise|recompense)\w*",
    r"vous coutera", r"de votre poche", r"les mains vides", r"exclue?s? de", r"laisse pour compte",
    r"(?:etre|rester|reste) (?:exclue?|a l'ecart|sur la touche)", r"a l'ecart",
    r"a (?:mes|vos|ses|leurs|nos) (?:propres )?(?:frais|depens|risques)", r"le (?:paierez|payerez)", r"porte monnaie",
    r"(?:paie|paierez|payerez|payez|payer) (?:la difference|l'addition|le prix)", r"(?:paient|payent) moins",
    r"par les fenetres",
    r"coutera (?:plus|cher)", r"en coute\w*", r"moins bien loti\w*", r"pas de \w+ pour (?:vous|moi)", r"a perte",
)  # fmt: skip
IRONY = (
    r"je (?:prefere|prefererais|prefererai)",
    r"prefere (?:payer|ne pas|rater|rester|mourir|avoir|depenser|perdre|m'en passer)",
    r"j'aime(?: \w+)? (?:payer|depenser|gaspiller|perdre|rater|les prix|le plein|mieux|avoir faim)",
    r"j'adore\w*(?: \w+)?", r"(?:je )?(?:deteste|hais|execre)\s?\w*", r"j'ai horreur",
    rf"(?:je )?n'aime pas\s(?:\w+\s){{0,3}}{_GOOD}", r"(?:je )?n'aime pas",
    rf"(?:je )?ne veux (?:pas|plus|surtout pas)\s(?:\w+\s){{0,3}}(?:de |d')?{_GOOD}",
    rf"(?:je )?ne (?:souhaite|desire) pas\s(?:\w+\s){{0,3}}(?:de |d')?{_GOOD}",
    r"(?:je )?n'ai (?:pas|aucun|nul|jamais) (?:besoin|envie|faim|le sens|de gout)(?: \w+)?",
    rf"pas besoin (?:de |d')(?:\w+\s){{0,2}}{_GOOD}", r"(?:je )?me (?:fiche|moque|passerai|passe|contente\w*)",
    r"je m'en (?:fiche|moque|passe|passerai|fous)", r"m'en (?:fiche|moque|passe|passerai|fous)",
    r"(?:je )?(?:paierai|payerai|resterai|garderai|raterai|louperai|mourrai|survivrai|prends le risque"
    r"|tente ma chance)",
    r"je suis (?:\w+ )?(?:riche|millionnaire|blase|ennuyeu\w+|au regime|contre|bete|trop|pas (?:gourmand"
    r"|interesse|malin|digne)\w*|insensible|un rabat)",
    r"je (?:ne )?(?:suis )?pas (?:gourmand|interesse|malin|digne)\w*",
    r"j'ai (?:assez|trop|deja assez|de l'argent|les moyens)\s?\w*", r"trop (?:riche|d'argent|bien pour)",
    r"de l'argent a (?:perdre|jeter)", r"jeter (?:l'|mon )argent", r"qui (?:a besoin|aime|veut)\s\w+", r"bof",
    r"beurk", r"pff\w*", r"bah", r"ben non", r"mouais", r"si (?:vous y tenez|ca vous chante)", r"puisqu'?il le faut",
    r"a vos risques", r"bonne chance", r"tant mieux", r"merci,? mais", r"non merci,? (?:je|j'|mais|sans|nous)\s?\w*",
    r"laissez moi (?:payer|tranquille|mourir|dans)", r"la belle affaire", r"grand bien", r"ennuyeu\w+", r"ennui",
    r"dans l'ignorance", r"mourir de faim", r"rester sur (?:ma|sa|votre) faim", r"sur ma faim", r"c'est trop bon",
    r"la flemme", r"pas pour moi(?: les \w+)?", r"je sais mieux", r"quelle idee", r"serieusement",
    r"les economies tres peu", r"tres peu pour moi", r"je choisis de (?:payer|ne pas|rater|perdre)", r"j'assume",
    r"plutot (?:payer|mourir|cuisiner|rester)", r"sans moi",
    r"n'est pas (?:fait )?pour tout le monde", r"ne sont pas (?:faits )?pour tout le monde", r"libre a vous",
    r"mon choix (?:de|d')\s?\w*", r"l'argent n'est pas",
)  # fmt: skip
