"""Reads the questions of forms as headings: "In which country is your institution based?" asks for a country."""

from __future__ import annotations

import re
from typing import Final

from ..problems.patterns import pattern
from ..values.folding import folded

__all__ = ["asked"]

LONGEST: Final = 16  # words of a question
_FORM: Final = frozenset(  # the words of questions that say nothing of what is asked for
    "what which where when who in is are was were the a an your you of full complete official based located situated please enter "
    "give provide indicate specify state write select choose below here "
    "quel quelle quels quelles est sont le la les l de du des d votre vos vous dans ou se trouve situe situee complet complete "
    "officiel veuillez svp indiquer indiquez preciser precisez saisir saisissez donner ici".split()
)
_OTHER: Final = frozenset(
    "how why would do does did can could should will have has combien pourquoi comment souhaitez avez".split()
)
_ASKING: Final = pattern(
    r"[?？]\s*\Z|\A\s*(?:please|veuillez|merci de|请|what|which|where|quel|in which|dans quel)", re.IGNORECASE
)
_HAN_FORM: Final = pattern(
    r"请(?:您)?(?:填写|输入|提供|选择|注明)?|贵|您(?:的|所在)?|是(?:什么|哪里|哪个|谁)|什么|哪个|全部"
)


def asked(text: str) -> str:
    """Return what a question asks for, in the folded words of a heading; empty if the text is not such a question.

    >>> asked("What is the full name of your institution?"), asked("Dans quel pays se trouve votre organisation ?")
    ('name institution', 'pays organisation')
    >>> asked("贵单位的名称是什么？"), asked("How many researchers do you employ?"), asked("Country")
    ('单位的名称', '', '')
    """
    if _ASKING.search(text) is None:
        return ""
    words = folded(_HAN_FORM.sub("", text)).split()
    if len(words) > LONGEST or not _OTHER.isdisjoint(words):
        return ""
    return " ".join([word for word in words if word not in _FORM])
