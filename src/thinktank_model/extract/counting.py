"""The counts among the words of a text, with what qualifies them before the number, behind it or behind what is counted.

`values.counts` reads "more than 40" and "40余名". A text of prose also has "40 experts at most", "some two dozen" and "quelque 40".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from ..problems.patterns import pattern
from ..values.counts import counts_in
from ..vocab import CountQualifier
from .dates import without_dates

__all__ = ["Counted", "counted_in", "read_counts"]

_BEFORE: Final = {
    "about": "plus ou moins|plus or minus|a peu pres|autour de|aux alentours de|de l['’]ordre de|close to|in the region of|in the order of|"
    "quelques|a good|an estimated|an approximate|about some|pres d['’]environ|something like|somewhere (?:near|around)|(?:just )?barely|perhaps|"
    "maybe|possibly|probably|(?<![a-z.])c[.]|dans les|(?:pas|non) loin de|grosso modo|a peu de choses? pres|peut[- ]etre|sans doute|a peine|"
    "大概|差不多|接近|大致|或许|也许|可能",
    "more than": "in excess of|exceeding|north of|au[- ]dela de|(?:depassant|depasse|depassait|depassent)(?: les?| la)?|no shortage of|比.{0,2}多|不止|不只",
    "at most": "(?:an? |the )?upper limit of|上限为?|(?:as|so) many as|(?:a |un |the )?maximum (?:of|de)|au maximum|tout au plus|limited to|(?:rarely|hardly|scarcely|guere|a peine) "
    "(?:more than|over|above|plus de)|(?:never|not|n['’]t|jamais|pas)(?: (?!only|seulement)[a-z'’-]+){0,2} (?:more than|over|above|plus de)"
    "|(?:没有|没|未)超过|不过",
    "at least": "(?:a |un |the )?minimum (?:of|de)|au minimum|at the very least|as few as|au bas mot|不下于?|起码|最少|少说",
    "less than": "not quite|(?:just |only )?shy of|(?:just|only) short of|nowhere near|south of|pas tout a fait|未满|不满",
}
"""What says the same before a number as a word that `values.counts` knows."""
_USUAL: Final = tuple([(pattern(f"(?:{words}) ?(?=[0-9])"), f"{usual} ") for usual, words in _BEFORE.items()])
_OTHER: Final = (
    (pattern("百分之([0-9]+)"), "\\1%"),
    (pattern("第 ?[0-9]+"), "第"),  # a rank
    (pattern("(?<![0-9])([0-9]{1,9})[- ]odd\\b"), "about \\1"),
    (pattern("([0-9])[- ]plus\\b"), "\\1+"),
    (pattern("(?<![0-9])([0-9]{1,9})[来來]([名位个個家人])"), "约\\1\\2"),
)
_EITHER: Final = pattern("(?<![0-9.,])([0-9]{1,6}) ?(?:or|ou|或) ?([0-9]{1,6})(?![0-9%]|[.,][0-9])")
_SURE_END: Final = "(?= ?[,.;:)，。；|]| ?$)"
_BEHIND: Final = {
    CountQualifier.AT_LEAST: "[+]|or (?:more|above|over)|and (?:above|up)|if not more|sinon (?:plus|davantage)|voire (?:plus|davantage)|ou plus|a minima|minimum|au minimum|(?:at a|as a) minimum"
    "|(?:at least|au moins|and more|and over|et plus)" + _SURE_END,
    CountQualifier.AT_MOST: "or (?:fewer|less|under|below)|and under|at (?:the )?most|maximum|au maximum|(?:at a|as a) maximum|ou moins|"
    "(?:tout )?au plus|tops" + _SURE_END,
    CountQualifier.ABOUT: "or so|or thereabouts|give or take|plus or minus|a peu pres"
    "|(?:approximately|roughly|environ|approximativement)" + _SURE_END,
    CountQualifier.MORE_THAN: "et quelques|et des poussieres|and then some",
}
_WORDS: Final = "[ ,(-]*(?:[a-z][a-z0-9'’-]*[ ,(]+){0,6}?"  # between a number and what qualifies it
_COUNTED: Final = "(?:[名位人个個家国國]|代表|专家|專家|学者|嘉宾|机构|智库|单位|参会者|与会者)*"
_HAN_BEHIND: Final = {
    CountQualifier.AT_LEAST: "(?:或|及|和)?(?:以上|更多)",
    CountQualifier.AT_MOST: "(?:或|及|和)?(?:以下|更少)|以内|之内",
    CountQualifier.ABOUT: "左右|上下",
    CountQualifier.MORE_THAN: "出头|开外|有余",
}
_BEHIND_IT: Final = {
    term: pattern(
        f"{_WORDS}\\b(?:{_BEHIND[term]})(?![a-z0-9'’])|{_COUNTED}(?:{_HAN_BEHIND[term]})(?![\u4e00-\u9fff]{{2}}建议|各)"
    )
    for term in _BEHIND
}
_PLUS: Final = pattern(" ?[+]")
_LEFT: Final = pattern(
    "(?:about|around|some|nearly|almost|over|(?:more|less|fewer) than|under|at (?:least|most)|up to|environ|quelque|(?:plus|moins|pres) de|"
    "au (?:moins|plus)|大约|约|近|超过|至少|最多|至多|不足|不到) ?$"
)
"""A qualifier that `values.counts` left before a number, because another one is behind it."""
_DENIED: Final = pattern(
    "(?:\\b(?:not|pas|no|none of|nobody of|neither of|half(?: of)?|twice|thrice|times|double|(?:room|space|seats|capacity) "
    "(?:for|of)|invitations? to|out of|minus|without|1 in|[0-9]+ (?:of|sur|des)|planned for|"
    "(?:not|pas|never|jamais|failed to)(?: (?!only|just|seulement)[a-z]+){1,2}|lost|lacked|lacking|excluding|excluded|except|hormis|excepte|sauf|aucun des?|la moitie des?|sans|deux fois|moins"
    "|aged|age de|pages?|vol[.]?|volume|no[.]?|number|numero|nos[.]?|top|group of|groupe des?|hall|salle|room|article|resolution|chapter|chapitre|section|seats|holds)"
    "(?: the| these| those| its| les| ces| ses)?|(?:more|fewer|less) than (?:the|an) (?:expected|planned|usual)|n['’]t(?: (?!only|just)[a-z]+){0,2}(?: the)?|[$€£¥]|[a-z0-9]-|[0-9][:/]|[0-9一二三四五六七八九]成|不是|并非|而非|没有|半数|[一二]倍|不|无|第|页|年龄) ?$"
)
"""What is before a number that is not a count of what was there: "none of the 40 experts", "under-40 experts"."""
_MODIFIED: Final = pattern(
    "[a-z]| ?(?:k|m|bn|mn|billions?|millions?|hundreds?|thousands?|milliards?|milliers?|dozens?|scores?)\\b| ?p[.] ?c[.]| per mille\\b|[‰°$€£¥]"
    "| times\\b| fois\\b| [a-z]+ (?:fewer|too (?:few|many)|short of|(?:more|less) than|de (?:moins|plus))\\b"
    "| [a-z]+ (?:(?:were|was|who were|etaient) )?(?:absente?s?|missing|declined)\\b|[名位人个]?(?:缺席|未到|未出席|未参会|未能)|[号號强岁歲届屆]|分之|倍|[:/][0-9]|[-–](?:[a-z]|$)"
)
"""What is behind a number that is more or less than its digits say: "40k", "40 hundred", "40分之一"."""
_ALMOST: Final = pattern("(?:almost|nearly|presque|quasiment) ?$")  # beside another qualifier: "almost as many as 40"
_REACH: Final = 60  # characters before a number in which it is denied
_CLAUSE: Final = pattern("[.;:!?。；：！？|]")
_LONGEST: Final = 120  # characters behind a number in which its qualifier is looked for


class Counted(NamedTuple):
    """A count in a text.

    Attributes:
        plain: the count as JSON has it.
        before: the words from the number before it, or from the beginning.
        behind: the words up to the next number, or to the end.
        is_clear: whether it is not denied, and no two words qualify it differently, such as in "about 40 or more".
        is_preceded: whether another number is before it.
        is_followed: whether another number is behind it.
        start: where it begins in the text as it was read.
        end: where it ends there.
    """

    plain: Mapping[str, Any]
    before: str
    behind: str
    is_clear: bool = True
    is_preceded: bool = False
    is_followed: bool = False
    start: int = 0
    end: int = 0


def counted_in(text: str) -> list[Counted]:
    """Return the counts in a text; the day of a date is not a count.

    >>> [str(one.plain) for one in counted_in("On 3 May, 40 experts at most met three or four ministers.")]
    ["{'value': 40, 'qualifier': 'at_most'}", "{'value': 3, 'qualifier': 'between', 'upper': 4}"]
    """
    return read_counts(text)[1]


def read_counts(text: str) -> tuple[str, list[Counted]]:
    """Return a text as it is read for its counts, in digits and with usual words, and the counts in it."""
    words = without_dates(text)
    for form, usual in (*_OTHER, *_USUAL):
        words = form.sub(usual, words)
    words = _EITHER.sub(_range, words)
    stated = [(start, end - (words[end - 1] == " "), own) for start, end, own in counts_in(words)]
    ends = [0, *[end for _, end, _ in stated]]
    starts = [*[start for start, _, _ in stated], len(words)]
    found: list[Counted] = []
    for number, (start, end, own) in enumerate(stated):
        before, behind = words[ends[number] : start], words[end : starts[number + 1]]
        clause = _CLAUSE.split(behind[:_LONGEST])[0]
        said = {term.value for term, form in _BEHIND_IT.items() if form.match(clause)}
        if _PLUS.match(clause):
            said.add(CountQualifier.AT_LEAST.value)
        if "qualifier" in own:
            said.add(str(own["qualifier"]))
        left = _ALMOST.search(before) if "qualifier" in own else _LEFT.search(before)
        is_left = bool(said) and left is not None
        is_clear = (
            len(said) < 2
            and not is_left
            and _DENIED.search(words[max(0, start - _REACH) : start]) is None
            and _MODIFIED.match(behind) is None
        )
        count = {**own, "qualifier": next(iter(said))} if len(said) == 1 else own
        found.append(
            Counted(
                count,
                before,
                behind,
                is_clear,
                number > 0,
                number + 1 < len(stated),
                start + (words[start] == " "),
                end,
            )
        )
    return words, found


def _range(found: re.Match[str]) -> str:
    """Return three or four as a range; forty or three is none."""
    low, high = int(found[1]), int(found[2])
    return f"between {low} and {high}" if low < high else found[0]
