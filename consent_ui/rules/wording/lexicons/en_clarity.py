"""English words that blur what is asked: jargon and double negatives (IN-08), a yes as the price of a benefit (IC-02),
"free" (IC-16), alcohol (IC-14), and labels that are no answer (SY-15, CV-11)."""

from __future__ import annotations

_NOT = r"(?:do not|don'?t|does not|doesn'?t|never|not|no longer|cannot|can'?t|won'?t|wouldn'?t|neither|nor)"
_NEGATIVE = (
    r"(?:unless|without|refus\w+|declin\w+|reject\w*|opt(?:ing|ed)? ?out|unsubscrib\w+|stop(?:ping|ped|s)?|prevent\w*"
    r"|object(?:ing)?|deny|denying|cancel\w*|exclud\w+|avoid\w*|withh\w+|block\w*|disagree\w*|disallow\w*|leave out"
    r"|un(?:able|willing|happy|interested|tick\w*|check\w*|select\w*|wanted)|not|nothing|no)"
)
_GET = (
    r"(?:get|receive|have|enjoy|save|unlock|claim|earn|win|benefit|access|redeem|grab|see|use|activate|obtain"
    r"|collect)"
)
_YES = (
    r"(?:accept(?:ing)?|opt(?:ing)? ?in|sign(?:ing)? ?up|subscrib(?:e|ing)|join(?:ing)?|say(?:ing)? yes|agree(?:ing)?"
    r"|regist(?:er|ering)|consent(?:ing)?|allow(?:ing)?|enab(?:le|ling)|click(?:ing)? yes|tick(?:ing)?(?: the box)?"
    r"|hear from us|text us yes|(?:leave|give) (?:us )?your (?:number|e ?mail|details|consent|permission))"
)
_GAIN = (
    r"(?:discounts?|rewards?|free\w*|off|gifts?|deals?|savings?|vouchers?|coupons?|codes?|bonus\w*|points?|prizes?"
    r"|perks?|benefits?|treats?|bargains?|cheaper|half price|cashback|[\d,.]{1,9} ?%|[\d,.]{1,9} ?(?:percent"
    r"|per cent)"
    r"|[€£$] ?\d+|\d+ ?(?:[€£$]|euros?|pounds))"
)
_FEW = r"(?:\s[\w',%&+]+){0,5}\s"
_FURTHER = r"[,:]?(?:\s(?!without|whether)[\w',:;%&+]+){0,9}\s"

JARGON = (
    r"(?:data |joint )?controllers?", r"(?:data )?processors?", r"(?:data )?processing",
    r"process(?:ed|es)? (?:your|my|personal|the) data", r"process(?:ed|es)? (?:your|my)", r"pursuant", r"herein\w*",
    r"hereby", r"hereunder", r"thereof", r"thereto", r"therein", r"heretofore", r"aforementioned", r"aforesaid",
    r"legitimate(?:ly)?(?: interests?)?", r"data subjects?", r"third part(?:y|ies)", r"gdpr", r"solicitations?",
    r"(?:lawful|legal) bas[ie]s", r"notwithstanding", r"in accordance with", r"undersigned", r"provisions?",
    r"articles? \d+", r"affiliates?", r"profiling", r"electronic communications?", r"data protection",
    r"retention periods?", r"personal data", r"(?:express|explicit|unambiguous|informed) consent",
    r"mutatis mutandis", r"inter alia", r"whereas", r"shall", r"subject to (?:the|our|these)", r"irrevocabl[ey]",
    r"warrant(?:y|ies)", r"liabilit(?:y|ies)", r"e ?privacy", r"prior to", r"commercial communications?",
    r"purposes? of", r"recipients? of", r"in respect of", r"deemed",
)  # fmt: skip
DOUBLE = (
    rf"{_NOT}(?:\s\w+){{0,3}}\s{_NEGATIVE}",
    r"(?:refuse|decline|opt ?out|stop|cancel|prevent us from|object to|disagree|avoid|unsubscribe from"
    r"|reject)(?:\s\w+){0,3}\s"
    r"(?:not|no longer|never|without|stopping|refusing|declining|unsubscribing|non)",
    r"(?:un ?tick|un ?check|de ?select|opt ?out|unsubscribe|refuse|decline)(?:\s\w+){0,5}\s(?:if"
    r"|unless)(?:\s\w+){0,3}\s"
    r"(?:not|don'?t|no longer|never)",
    r"(?:tick|check|click|select|press)(?:\s\w+){0,4}\s(?:if|unless)(?:\s\w+){0,3}\s(?:not|don'?t"
    r"|no longer|never)",
    r"(?:nobody|nothing|none|no one)(?:\s\w+){0,2}\s(?:not|won'?t|don'?t|doesn'?t)",
    r"not un(?:happy|interested|willing|able|wanted|common|reasonable|like|likely|subscribed?)", r"not dis\w+",
    r"no,? (?:i |we )?(?:refuse|decline|reject) not",
    r"(?:un ?tick|un ?check)(?:\s\w+){0,4}\s(?:stop|opt ?out|refuse)",
    r"(?:not|n'?t) (?:true|so|the case) that(?:\s\w+){0,3}\s(?:not|never|no|don'?t|won'?t)",
)  # fmt: skip
CONDITION = (
    rf"no {_GAIN}(?: at all)? without", rf"{_GAIN}{_FURTHER}{_YES}(?! or )", rf"{_YES}{_FURTHER}{_GAIN}",
    rf"{_GAIN}{_FURTHER}(?:when|if|once|after|as soon as|by|just|for|should) (?:you )?{_YES}",
    rf"(?:if|when|once) you {_YES}{_FURTHER}{_GAIN}",
    rf"{_YES}(?:,)? (?:to|and|&|for|then) {_GET}(?! (?:our |the |more |news |other )*"
    r"(?:offers|messages|news|texts|sms|e ?mails?)(?!\w))",
    r"unlock(?:s|ed|ing)?", r"in (?:exchange|return) for",
    r"(?:only|just|reserved|exclusively) (?:for|to) (?:our )?(?:subscribers|members"
    r"|those who|people who|guests who|customers who)",
    r"(?:subscribers|members) only",
    r"(?:required|needed|necessary) (?:to|for)"
    rf"{_FEW}{_GAIN}",
    rf"(?:must|need to|have to) {_YES}",
    rf"{_GAIN}{_FEW}(?:requires?|needs?|depends on) (?:your )?(?:consent|yes|permission|subscription)",
    r"opt(?:ing)? ?in (?:to|for|and) (?:get|receive|your|the|this|a|an|claim|have)",
    rf"{_GAIN}{_FEW}(?:is|are) yours (?:if|when|once)", rf"say yes (?:to|and|for)(?:\s\w+){{0,3}}\s{_GAIN}",
    rf"without (?:your )?(?:consent|yes|subscription|permission){_FURTHER}{_GAIN}",
    r"for (?:people|guests|those|customers|everyone|everybody)(?: who are)? on (?:our|the) list", r"no yes,? no",
    r"one (?:tap|click|yes|word|step) away", r"a yes (?:brings|gets|gives|earns|means|is worth|saves|makes)",
    r"provided(?: that)? (?:you|we)", r"(?:as|so) long as (?:you|we) (?!like|want|wish|please)", r"say the word",
    r"let(?:ting)? us (?:text|write|e ?mail|contact|message)(?:\s\w+){0,4}\s(?:and|pay|get|for)", r"only if you",
    r"rewards? (?:a|your|each|every) yes", r"if (?:you let|we may|you allow)", r"(?:thank|reward) you with",
)  # fmt: skip
REWARD = (
    r"[\d,.]{1,9} ?(?:%|percent|per cent)", r"[€£$] ?\d+", r"\d+ ?(?:[€£$]|euros?|pounds|dollars)", r"discounts?",
    r"discounted", r"rewards?", r"free", r"freebies?", r"off", r"gifts?", r"deals?", r"sav(?:e|es|ing|ings)",
    r"vouchers?", r"coupons?", r"codes?", r"bonus(?:es)?", r"points?", r"prizes?", r"perks?", r"benefits?",
    r"treats?", r"bargains?", r"desserts?", r"drinks?", r"coffees?", r"pizzas?", r"meals?", r"cheap(?:er)?",
    r"half price", r"cash ?back", r"goodies", r"win", r"claim", r"unlock", r"redeem", r"surprises?", r"money",
    r"tast[ey]\w*", r"food", r"yum\w*", r"feed me", r"price[sd]?", r"special\w*", r"privileges?",
)  # fmt: skip
STRINGS = (
    r"with (?:\w+\s){0,3}(?:orders?|purchases?|meals?|deliver\w+|spend|menu)|when you|if you|once you|minimum"
    r"|orders? (?:over|above|from)|(?:from|over|above) [€£$] ?\d+|spend|purchase|sign|subscrib\w+|opt|accept|say yes"
    r"|just|100 ?%|totally|completely|absolutely|really|join|\d+ ?[€£$]|buy (?!\d)|pay|for (?:new )?(?:subscribers"
    r"|members)"
    r"|with (?:each|every|any|all)"
)
FREE = (
    r"free", r"freebies?", r"for nothing", r"on the house", r"complimentary", r"gratis", r"costs? (?:you )?nothing",
    r"no charge",
    r"at no (?:extra |additional )?cost", r"without (?:extra )?charge", r"0 ?(?:€|euros?|pounds)",
)  # fmt: skip
ALCOHOL = (
    r"wines?", r"beers?", r"cocktails?", r"champagnes?", r"prosecco", r"whisk(?:e?y|ies|eys)", r"vodkas?", r"gins?",
    r"rums?", r"liqueurs?", r"ciders?", r"aperitifs?", r"aperitivos?", r"alcohol(?:ic)?", r"pints?", r"booze",
    r"happy hours?", r"sangria", r"mojitos?", r"spritz(?:es)?", r"glass of rose", r"ales?", r"lagers?", r"tequilas?",
    r"cognacs?", r"brand(?:y|ies)", r"martinis?", r"bottomless", r"shots of", r"merlot", r"chardonnay", r"spirits",
    r"stout", r"digestifs?", r"pastis", r"g ?& ?t",
)  # fmt: skip
SPARED_ALCOHOL = (
    r"(?:alcohol|wine|beer) free", r"non alcoholic(?: \w+)?", r"without alcohol", r"beer batter(?:ed)?",
    r"coq au vin", r"rum baba", r"(?:red |white )?wine (?:sauce|jus|vinegar|gravy)", r"ginger (?:ale|beer)",
    r"cider vinegar", r"virgin (?:mojitos?|cocktails?)",
    r"(?:alcohol free|no alcohol|virgin) (?:wines?|beers?|cocktails?|mojitos?|spritz(?:es)?)", r"root beer",
)  # fmt: skip
LATER = (
    r"later", r"not (?:now|yet|today)", r"maybe", r"perhaps", r"remind me", r"ask (?:me )?again",
    r"another (?:time|day)", r"tomorrow", r"skip", r"snooze", r"some other time", r"next time", r"i'?ll think",
    r"in a (?:while|moment)", r"decide", r"close", r"dismiss",
)  # fmt: skip
OTHER_ACT = (
    r"continue", r"proceed", r"orders?", r"check ?out", r"pay", r"log ?in", r"sign ?in", r"register",
    r"(?:create|open) (?:an |my )?account", r"terms", r"conditions", r"privacy (?:policy|notice)", r"submit", r"next",
    r"ok(?:ay)?", r"got it", r"close", r"download", r"install", r"cookies?", r"let'?s go", r"start", r"enter",
    r"apply", r"all of the above", r"understood", r"i understand", r"share", r"book", r"buy", r"partners?",
    r"sign me up", r"join",
)  # fmt: skip
NAME_OFFERS = (
    r"\d+ ?(?:percent|per cent|euros?|pounds|dollars|quid|cents?|off)",
    r"(?:five|ten|fifteen|twenty|thirty|forty|fifty|sixty|hundred) ?(?:percent|per cent|euros?|pounds|off)",
    r"half price",
    r"(?:money|price|prices) off", r"for free", r"\d+ for \d+", r"\d ?x ?\d", r"two for one", r"buy \w+,? get",
    r"free (?:pizzas?|meals?|drinks?|desserts?|delivery|coffees?|food|burgers?|fries|starters?|lunch|dinner|gifts?"
    r"|vouchers?"
    r"|points?|sushi|kebabs?|tacos?|curr(?:y|ies))",
    r"(?:pizzas?|meals?|drinks?|desserts?|delivery|coffees?|burgers?) free",
    r"(?:today|tonight|this \w+|weekend) only",
    r"this (?:week|month|weekend)",
    r"(?:ends|until) (?:today|tonight|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday"
    r"|sunday|\d+)", r"limited time", r"(?:order|book|call|buy|come) now", r"hurry up",
    r"don'?t miss (?:it|out|this)",
    r"last days?", r"lowest prices?", r"win an? \w+",
)  # fmt: skip
"""What a name may not say: it would be an offer, or press somebody to be quick."""
