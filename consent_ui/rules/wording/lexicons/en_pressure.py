"""English words that press or praise: time, scarcity, the crowd (IC-09), and one tone for both answers (IC-12)."""

from __future__ import annotations

_NUMBER = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|(?:a )?few|a handful(?: of)?|a couple of)"
_SPAN = r"(?:seconds?|minutes?|mins?|hours?|days?|weeks?)"
_THING = r"(?:offers?|deals?|codes?|discounts?|prices?|sale|vouchers?|coupons?|chance|it|this|that|these|they)"
_PEOPLE = (
    r"(?:people|customers|guests|diners|others|members|neighbou?rs|subscribers|foodies|locals|fans|friends|shoppers"
    r"|users|families|regulars)"
)
_DONE = (
    r"(?:already|have|has|are|were|chose|choose|chosen|say|said|accept\w*|join\w*|sign\w*|love\w*|get|got|use"
    r"|trust\w*"
    r"|save\w*|subscrib\w*|opted|opt|agree\w*|enjoy\w*|like|prefer\w*|can'?t be wrong|do|did)"
)

URGENCY = (
    r"hurry(?: up)?", r"rush", r"(?:be|get in) (?:quick|fast|early)",
    r"act (?:now|fast|quickly|today|immediately|soon|before)", r"urgent(?:ly)?",
    r"(?:move|act|decide|be) quick(?:ly)?", r"asap", r"deadline",
    r"don'?t (?:wait|delay|hesitate|sleep on|snooze on|put (?:it|this) off|think twice)",
    r"do not (?:wait|delay|hesitate)", r"no time to (?:lose|waste|think)", r"now or never",
    r"(?:it'?s|before it'?s|before it is) (?:nearly |almost )?too late",
    r"(?:last|final|only|one) (?:chance|call|opportunity|shot)", r"final (?:hours|days|minutes)",
    r"last (?:few |remaining )?(?:minutes?|hours?) (?:to|of|for)", r"last minute", r"last day(?:s)? (?:to|of|for)",
    r"(?:time|the clock)(?: is|'?s) (?:running|almost|nearly|ticking|short|up)(?: out)?", r"ticking", r"tick tock",
    r"(?:now|here|this)(?:'?s| is) your (?:\w+ )?chance", r"your chance to", r"count ?downs?",
    r"time (?:runs|is running|almost|nearly) (?:out|up)", r"running out", r"runs out", r"beat the clock",
    rf"{_THING}\s(?:\w+\s){{0,2}}(?:ends?|expires?|disappears?|vanish(?:es)?|is over|closes|stops"
    rf"|goes) (?:very )?"
    rf"(?:soon|today|tonight|tomorrow|now|in {_NUMBER} {_SPAN}|at midnight|at noon)",
    r"(?:ends?|ending|expires?|expiring|closes|closing) (?:very )?(?:soon|today|tonight|tomorrow|shortly"
    r"|at midnight"
    rf"|any (?:moment|minute)|in (?:just |only )?{_NUMBER} {_SPAN})",
    rf"{_NUMBER} (?:more )?{_SPAN} (?:left|to go|remaining|only|to decide|to claim)",
    rf"only (?:for )?(?:the next )?{_NUMBER} (?:more )?{_SPAN}", rf"(?:for|within) the next {_NUMBER} {_SPAN}",
    r"(?:today|tonight|now|this (?:week|weekend|evening|hour)|(?:24|48|72) hours?) only",
    r"(?:only|just|ends) (?:for )?(?:today|tonight|now|until midnight|this (?:week|weekend|evening|hour"
    r"|once))",
    r"limited time", r"limited (?:offers?|editions?|periods?|availability|deals?)", r"time limited",
    r"before (?:it|they|the \w+) (?:is|are|'?s|'?re)?\s?(?:all )?(?:gone|over|ends?|expires?|disappears?"
    r"|vanish(?:es)?)",
    r"(?:gone|over) (?:soon|forever|for good|tomorrow|tonight)",
    r"(?:once|when) (?:it|they)(?:'?s| is|'?re| are) gone",
    r"(?:won'?t|will not) (?:last|wait|be back|come back|be repeated|see (?:this|it) again|happen again"
    r"|ask again)",
    r"never (?:see|get|find) (?:this|it|that|another)\s?(?:\w+ )?again", r"one time (?:offer|only|deal|chance)",
    r"once in a lifetime", r"flash (?:sales?|offers?|deals?)",
    r"(?:decide|sign up|join|subscribe|accept|say yes) "
    r"(?:right )?(?:now|today|immediately)",
    r"right this (?:minute|second|moment)", r"what are you waiting for",
    r"don'?t let (?:it|this|that|them|your|the)\s(?:\w+\s){0,2}(?:slip|get away|go|expire|pass|run out"
    r"|disappear)",
    r"(?:grab|snap up|snag|secure|reserve|lock in) (?:it|this|yours|your|them|the)", r"first come,? first served",
    r"be (?:the |among the |one of the )?first", r"(?:still|just) time to", r"while you (?:still )?can",
    r"better now than", r"(?:not|n'?t|never) (?:be )?(?:offered|repeated|made|shown) (?:twice|again)", r"timers?",
    r"prices? (?:will )?(?:goes|go|rises?|increases?)(?: up)?(?! down)", r"until (?:tonight|midnight|tomorrow)",
    r"the (?:earlier|sooner|faster|quicker) you", r"before (?:somebody|someone|anyone|others?)(?: else)?",
    r"no second chance", r"time is short", r"strike while",
)  # fmt: skip
SCARCITY = (
    rf"(?:only|just|the last|last) {_NUMBER} (?:more )?(?:\w+\s){{0,2}}(?:left|remain\w*|available|spots?"
    rf"|places?|seats?"
    r"|vouchers?|codes?|tables?|portions?|coupons?|people|customers|guests)",
    rf"{_NUMBER}\s(?:\w+\s){{0,2}}(?:left|remaining)", r"only a few",
    r"(?:almost|nearly) (?:gone|sold out|full|over|out)", r"selling (?:out|fast)", r"sold out", r"going fast",
    r"(?:very )?few (?:spots|places|left|remain)", r"stocks? (?:is|are) low",
    r"last (?:spots?|places?|seats?|vouchers?|codes?|ones?|pieces?|tables?|remaining)", r"low stock",
    r"(?:in )?(?:high|great|big|huge) demand", r"rare (?:chance|offer|opportunity|deal)", r"scarce",
    r"(?:supplies|stocks?|seats|places|quantities|numbers|tables|spots) (?:are|is) (?:very "
    r"|really )?(?:limited|going|filling|running)",
    r"limited (?:spots|places|seats|numbers?|quantit\w+|stocks?|vouchers?|codes?|tables?|to the first)",
    r"while (?:it|they|stocks?|supplies|supply|offers?) lasts?",
    r"(?:the )?first \d+ (?:\w+ )?(?:only|customers?|people|guests)",
    r"(?:places|seats|tables|spots) (?:fill|go)(?: up)? (?:fast|quickly|soon)",
)  # fmt: skip
CROWD = (
    r"trending", r"(?:everyone|everybody|the whole town|all of \w+) (?:is )?(?:talks?|talking|raves?|raving)",
    r"gone viral",
    rf"{_PEOPLE}(?: nearby| near you)? (?:have |has |are )?just (?:\w+ )?(?:signed|joined|accepted|said"
    rf"|claimed|ordered)",
    r"(?:everyone|everybody|nearly everyone|almost everyone)(?:'?s| is| else| loves?| does| has| already"
    r"| says?| wants?"
    r"| joins?| gets?| chooses?| accepts?| in your| around)",
    rf"(?:most|many|thousands|hundreds|millions|dozens|\d[\d,.' ]{{0,9}}k?)(?: of)?(?:\s(?:our|happy|other"
    rf"|satisfied|smart|of|the"
    rf"|your|fellow|loyal|local|new)){{0,3}}\s{_PEOPLE}(?:\s[\w']+){{0,3}}\s{_DONE}",
    rf"\d[\d,.' ]{{0,9}}k?\+?(?:\s(?:happy|other|satisfied|smart|fellow|loyal|local)){{0,2}}\s{_PEOPLE}",
    rf"(?:other|like (?:other|most|many|all our)|our|your|smart|happy)\s{_PEOPLE}\s(?:\w+\s)?{_DONE}",
    rf"{_PEOPLE} (?:like you|near you|in your \w+|around you)", rf"\d+ ?% of(?:\s\w+){{0,2}}\s{_PEOPLE}",
    rf"{_PEOPLE} (?:are|have|has)? ?(?:just |already )?(?:viewing|looking|watching|joined|accepted|signed"
    rf"|said yes|subscribed)",
    r"join (?:\d[\d,.]{0,9}|thousands|hundreds|millions|the (?:crowd|others|family|party|fun|club)"
    r"|everyone"
    r"|more than|over \d\w*)",
    r"(?:most |so )?popular (?:choice|answer|option)", r"(?:trusted|loved|chosen|approved) by", r"best rated",
    r"(?:5|five|4[.,]\d) stars?", r"don'?t be the (?:only|last)(?: one)?", r"like everyone else",
    r"(?:as|like) (?:most|others) do", r"(?:9|nine) (?:out of|in) (?:10|ten)",
    r"the (?:only|last) one (?:without|not|who)",
    r"(?:the )?(?:whole|entire|half the) (?:street|town|village|city|neighbou?rhood|block|team) (?:has|have|says?"
    r"|said|is|loves?"
    r"|already|eats?|does|agrees?)",
)  # fmt: skip
PRAISE = (
    r"exclusive(?:ly)?", r"amazing(?:ly)?", r"incredible", r"incredibly", r"unbelievable", r"fantastic", r"awesome",
    r"fabulous", r"sensational", r"(?:the |our )?(?:very )?best", r"unreal",
    r"(?:top )?secret (?:\w+ )?(?:offers?|deals?|menus?|prices?|savings)", r"jaw dropping", r"phenomenal",
    r"ultimate", r"hottest", r"out of this world", r"unbeatable", r"irresistible", r"insane(?:ly)?",
    r"crazy (?:deals?|prices?|offers?|good|low)", r"huge", r"massive", r"mega",
    r"super (?:deals?|offers?|savers?|savings?)", r"vip", r"insiders?", r"unmissable", r"must have",
    r"treat yourself", r"you deserve", r"lucky", r"congrat\w+",
    r"you(?:'?ve| have) (?:just )?(?:been )?(?:won|selected|chosen|qualified)", r"winners?", r"wonderful",
    r"(?:great|brilliant|terrific|hot|epic|killer|stunning|spectacular|perfect) (?:deals?|offers?|news"
    r"|choice|savings|prices?|value)",
    r"recommended", r"(?:smart|wise|right|good|best|clever) (?:choice|decision|move|answer)", r"special treatment",
    r"spoil yourself", r"dreams? come true", r"you(?:'?ll| will) love", r"(?:never|always) better",
    r"can(?:not|'?t) (?:refuse|resist|say no to)", r"(?:a |like a )?dreams?", r"magic(?:al|ally)?", r"happiness",
    r"joys?",
    r"delight(?:s|ful|ed)?", r"heavenly", r"divine", r"bliss(?:ful)?", r"marvell?ous", r"superb", r"splendid",
    r"legendary",
    r"magnificent", r"outstanding", r"exceptional", r"extraordinary", r"world class", r"mind blowing", r"to die for",
    r"second to none", r"(?:make|makes|made) (?:my|your) day",
)  # fmt: skip
