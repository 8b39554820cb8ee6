"""English words of guilt, loss and irony (IC-11), the largest part of the lists: confirmshaming has many faces."""

from __future__ import annotations

_WANT = (
    r"(?:do not|don'?t|never|did not|won'?t)(?: really)?"
    r"(?: want| wish| like| care(?: for| about)?| need| deserve| enjoy| love)"
)
_GOOD = (
    r"(?:sav\w+|discount\w*|deals?|rewards?|free|bargains?|better|good|great|cheap\w*|treats?|gifts?"
    r"|perks?|money|tasty|delicious|fun"
    r"|happiness|best|eat\w*|food|fresh|nice|benefits?|special|lower|exclusive|help\w*|support\w*)"
)

SHAME = (
    r"are you (?:really |quite |absolutely )?sure", r"(?:really|you) sure (?:you|about)",
    r"(?:so|very|really|truly) (?:sad|hurt)",
    r"we(?:'?re| are|'?ll be| will be| would be)? (?:so |very |really )?(?:sad|sorry|hurt|heartbroken"
    r"|disappointed|devastated)",
    r"sorry (?:to see|to hear|you|that you)", r"break(?:s|ing)? (?:our|my|the chef'?s) hearts?", r"heart ?broken",
    r"regret\w*", r"unfortunately", r"sadly", r"what a (?:shame|pity|waste|loss)", r"(?:a )?shame", r"too bad",
    r"pity", r"disappoint\w*", r"let(?:ting)? (?:us|the team|your \w+) down",
    r"please (?:don'?t|do not) (?:go|leave|say no)", r"don'?t (?:leave|abandon|forget) us",
    r"(?:we(?:'?ll| will)? )?miss(?:ed)? you", r"guilty?",
    r"(?:crazy|mad|silly|insane|a fool) (?:to|not to) (?:say|refuse|miss|pass|decline)",
    r"you(?:'?ll| will) be sorry", r"ouch", r"selfish", r"ungrateful", r"how could you",
    r"after (?:all|everything) we", r"(?:please )?support(?:ing)? (?:us|small|local|your local|our \w+)",
    r"(?:small|struggling|family) business",
    r"our (?:chef|team|staff|cook)"
    r"\s(?:\w+\s){0,2}(?:cr(?:y|ies)|sad|weeps?|hurts?|disappointed)",
    r"cr(?:y|ies|ied|ying)", r"tears", r"fools?(?:ish)?", r"stupid(?:ly)?", r"silly", r"dumb", r"idiots?",
    r"be a (?:hero|sport|friend|good \w+)", r"do(?:n'?t)? (?:it for|be) (?:us|mean|rude|shy|boring|difficult)",
    r"only (?:a )?(?:fools?|bad|cheap)", r"we thought you", r"we (?:worked|work) so hard", r"reconsider",
    r"think again", r"last chance to change", r"you(?:'?re| are) making a mistake", r"big mistake",
    r"bad (?:choice|decision|idea)", r"wrong (?:choice|decision|answer)", r"break up",
    r"don'?t you (?:want|like|love|trust|care)", r"why (?:not|wouldn'?t you|would you)",
    r"who (?:would|could|wouldn'?t) (?:\w+ )?(?:say no|refuse|want|not|miss|turn|pass|like this)",
    r"hurt(?:s|ing)? (?:us|our)", r"(?:make|makes|making) (?:us|the chef|our team|me) (?:sad|cry|unhappy)",
    r"say(?:ing)? goodbye", r"goodbye", r"unloved", r"lonely",
    r"will (?:remember|not forget)(?:\s\w+){0,3}\s(?:no|refus\w+|said)", r"count(?:s|ing)? on you",
    r"turn(?:ing)? your back",
    r"(?:take|takes) (?:it|this) personally", r"you owe", r"(?:no|without|lacks?) taste",
    r"are you (?:really )?certain",
    r"(?:nobody|no one|any|every|only|no)(?:\s\w+){0,2}\s(?:sensible|reasonable|smart|clever|sane|normal|decent)",
    r"be like that", r"(?:not every(?:body|one)|nobody) (?:likes|wants|knows|deserves|appreciates)",
    r"think of (?:us|our \w+|the (?:cooks?|chef|team))", r"(?:on )?your conscience", r"we trusted you",
    r"have a heart",
)  # fmt: skip

LOSS = (
    r"miss(?:ing|ed|es)? out",
    r"miss(?:ing)? (?:this|it|the|your|our|a|any|these|those|all|every|what|another|anything|savings|\d+)",
    r"(?:don'?t|do not|never|not|to|you'?ll|you will|will|would|rather|i'?d|i'?ll|i|prefer to|could|might"
    r"|may|can'?t) miss",
    r"los(?:e|es|ing|t)", r"giv(?:e|es|ing) up", r"forgo(?:ing)?", r"forfeit\w*", r"pass(?:ing)? up",
    r"pass(?:ing)? on (?:this|it|sav\w+|(?:the |my )?(?:deals?|offers?|discounts?))", r"walk(?:ing)? away",
    r"throw(?:ing)? away", r"wast(?:e|es|ing|ed) (?:money|time|this|it|my|your|the|a|an)", r"full prices?",
    r"(?:the )?full (?:cost|amount|whack|fare)",
    r"pay(?:ing)? (?:full|more|extra|the full|too much|double|the normal|the regular|over the odds"
    r"|the price|top)",
    r"overpay\w*", r"higher prices?",
    r"without (?:my|your|the|any|a|an|saving)\s?(?:\w+ )?(?:discounts?|savings?|deals?|rewards?|gifts?"
    r"|benefits?|perks?|offers?"
    r"|voucher|coupon|code|dessert|free \w+)",
    r"empty handed", r"(?:let|letting) (?:this|it|that|them)(?: one)? (?:slip|pass|go|get)(?: away| by)?",
    r"(?:stop|no longer) (?:get|getting|have|having|receive|receiving) (?:your |our |any "
    r"|the )?(?:discounts?|deals?|savings?|rewards?|treats?|gifts?)",
    r"out of the loop",
    r"you (?:won'?t|will not|will never) (?:get|have|see|receive) (?:\w+ )?(?:deals?|discounts?|savings?"
    r"|treats?|again)",
    r"(?:deals?|discounts?|savings?|offers?|treats?) you (?:won'?t|will not|will never) (?:get|see|have)",
    r"left out", r"leav(?:e|ing) (?:money|me out|the table|it behind|your \w+ behind|\d+ ?%? ?\w* on the table)",
    r"left behind", r"fomo", r"(?:lose|loose) your", r"you(?:'?ll| will) never (?:know|hear|get|have)",
    r"no more (?:offers|deals|savings|discounts|treats)", r"go(?:es|ing)? to (?:waste|someone else)",
    r"turn(?:ing)? down", r"refus(?:e|ing) (?:my|your|this|the) (?:\w+ )?(?:gift|discount|savings?|reward|voucher)",
    r"deprive\w*", r"out of pocket", r"cost(?:s|ing)? you (?:more|dear\w*)",
    r"say(?:ing)? no to (?:sav\w+|free|good|deals?|happiness|a |your |\d|delicious|great)",
    r"at (?:my|your|their|one'?s) own (?:cost|expense|risk|peril)", r"pay(?:s|ing)? the (?:difference|price)",
    r"(?:wallet|purse|bank account|pocket|budget)s? (?:will|would|won'?t|notices?)", r"down the drain",
    r"(?:others|everybody else|everyone else|your neighbou?rs) pays? less",
    r"(?:will|would|may|does) cost (?:you|dear\w*)",
    r"leav\w+ (?:\w+ )?(?:cash|behind)", r"(?:no|without) (?:\w+ )?for (?:you|me) then", r"nothing for (?:you|me)",
    r"go(?:ing)? without", r"worse off", r"poorer", r"pay(?:ing)? for (?:it|that|this)(?! (?:by|with|in))",
)  # fmt: skip

IRONY = (
    r"hate(?:s)?", r"can'?t stand", r"despise", r"i(?: really| just| simply)? (?:prefer|dislike|detest)",
    r"i'?d (?:rather|prefer|sooner|hate)", r"i would (?:rather|prefer|sooner|hate)",
    r"rather (?:pay|not save|starve|eat|go|stay|spend|be|have)",
    r"i(?: really| just)? (?:like|love|enjoy|adore) (?:to )?"
    r"(?:pay\w*|full|spend\w*|miss\w*|being|wast\w*|expensive|high\w*|hunger|cooking|bad|bland)",
    rf"i {_WANT}(?: to| a| an| any| my| your| the)?(?:\s\w+)?\s?{_GOOD}",
    r"i don'?t (?:like|care|need|deserve|believe)", r"i do not (?:like|care|need|deserve|believe)",
    r"i'?m (?:not (?:hungry|interested in \w+|worth|smart|a foodie|a fan|bothered|that)|rich|boring"
    r"|too (?:rich|cool|busy|good|smart)|made of|allergic|"
    r"fine (?:without|paying|with)|ok(?:ay)? (?:without|paying|with)|happy (?:to pay|paying|without|with)"
    r"|good|wealthy|a millionaire|on a diet|stupid)",
    r"i am (?:not (?:hungry|worth|smart|interested in \w+|a foodie|a fan)|rich|boring|too (?:rich|cool"
    r"|busy|good)|made of|allergic|fine (?:without|paying)"
    r"|happy (?:to pay|paying)|wealthy|a millionaire)",
    r"i have (?:enough|too much|plenty|other|no taste|money)", r"money to burn", r"i don'?t eat",
    r"not (?:a fan of|into|interested in) (?:sav\w+|discounts?|deals?|free|good|great|tasty|delicious"
    r"|\w+ food|food|better|rewards?|treats?)",
    r"who (?:needs|wants|likes|cares)", r"boring", r"(?:my|your) loss", r"suit yourself",
    r"if you (?:must|insist|really have to)", r"as you wish", r"have it your way", r"spoil\w* the fun",
    r"party ?pooper", r"kill ?joys?", r"grinch", r"no fun", r"seriously", r"oh (?:no|well|dear)", r"nah", r"ugh",
    r"boo", r"meh", r"yawn", r"good luck (?:with|without|paying)", r"thanks,? but",
    r"i'?ll (?:pay|pass|stay|keep|risk|take my|live|do without|go (?:without|hungry)|starve|cook|never)",
    r"let me (?:pay|stay|suffer|starve|go without|be)", r"keep (?:me )?(?:paying|hungry|bored|out of)",
    r"stay (?:hungry|bored|uninformed|ignorant|poor)", r"in the (?:dark|know)", r"i don'?t mind", r"i do not mind",
    r"count me out", r"no (?:savings|discounts?|deals?|treats?|fun|taste) for me", r"the hard way",
    r"i like (?:my )?(?:prices|it) ", r"i know better", r"i'?m above", r"money grows on trees",
    r"(?:poor|old|sad) (?:me|you)",
    r"money is no object",
    r"(?:saving|savings|discounts?|good \w+)(?: money)? (?:is|are)(?: not|n'?t) for (?:every\w+|you|me)",
    r"fine,? (?:be|then|whatever)", r"good for you", r"can afford", r"more for (?:us|others|the rest)", r"never mind",
    r"whatever(?! you (?:answer|say|choose|decide))", r"your choice,? (?:then|but)",
)  # fmt: skip
