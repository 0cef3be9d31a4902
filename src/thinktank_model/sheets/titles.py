"""Finds the name of a programme in the title of its list of members."""

from __future__ import annotations

import re
from typing import Final

from ..model.union import RECORD
from ..problems.patterns import pattern
from ..shapes.annotations import shape_of
from ..values.folding import folded
from .bilingual import sides_of
from .headings import labels, variants
from .meaning import plain_text
from .plan import Plan
from .roles import read_heading

__all__ = ["program_in", "title_of"]

LONG: Final = 3  # letters that a name has at least
_ANY_SHEET: Final = pattern(
    r"(?:sheet|feuille?|tabelle|工作表|表) ?[0-9]*|附件 ?[0-9一二三四五]*|附表 ?[0-9一二三四五]*|附录|annexe? ?[0-9a-z]?|appendix ?[0-9a-z]?|overview|summary|list|data|main|all|aperçu|liste|données|总表|汇总|名单|数据",
    re.IGNORECASE,
)
_BETWEEN: Final = pattern(r" ?[–—|] ?| - | ?[:：] ?")
_STATE: Final = "updated|as of|as at|status|version|mise à jour|état|au [0-9]|[0-9]|截至|更新"
_DATED: Final = pattern(rf" ?[(（\[](?:{_STATE})[^)）\]]*[)）\]]", re.IGNORECASE)
_LIST: Final = pattern(
    r"(?:(?:full |updated |complete )?(?:list|directory|table|register) of )?(?:the )?(?:full |associate |current )?members"
    r"(?: (?:of|in) (?:the )?)?|(?:(?:liste|annuaire|tableau|répertoire) (?:des |de )?)?membres(?: (?:du |de la |de l['’]|des |de |d['’]))?",
    re.IGNORECASE,
)
_SORTED: Final = pattern(r"(?:by|per|par|sorted|in|en) ", re.IGNORECASE)
_QUOTED: Final = pattern('["“„«‘「《][^"“”„«»‘’「」《》]+["”“»’」》]')
_CHINESE: Final = pattern(
    r"(?:的)?(?:成员|会员)(?:单位|机构)?(?:名单|名录|一览表?|列表|通讯录|联系方式|信息表?|情况表?|表)?\Z"
)


def program_in(title: str) -> str:
    """Return the name of the programme in a title; empty if it only says what the table holds.

    >>> program_in("Réseau du Delta – Liste des membres (mise à jour 15/11/2025)"), program_in("List of members of the Delta Network")
    ('Réseau du Delta', 'Delta Network')
    >>> program_in("三角洲智库合作网络成员名单"), program_in("List of members"), program_in("Organization")
    ('三角洲智库合作网络', '', '')
    """
    if title.startswith(("按", "依")):
        return ""
    for part in _BETWEEN.split(_DATED.sub("", " ".join(title.split())).strip()):
        said = _LIST.match(part)
        name = _CHINESE.sub("", part[said.end() :] if said else part).strip(" .,;")
        if _QUOTED.fullmatch(name):
            name = name[1:-1].strip()
        if said and _SORTED.match(name):  # how the list is sorted
            continue
        if len(name) >= LONG and not name.isdigit() and not _is_of_table(name):
            return name
    return ""


def _is_of_table(text: str) -> bool:
    """Return whether a text is a heading, what a sheet of a kind of record is called, or what programs call any sheet."""
    sides = sides_of(text)
    if sides:
        return all(map(_is_of_table, sides))
    called = [variant for tag in shape_of(RECORD).options for variant in variants(f"@{tag}")]
    return (
        bool(read_heading(text, "member"))
        or folded(text) in [folded(variant) for variant in called]
        or _ANY_SHEET.fullmatch(text) is not None
    )


def title_of(plan: Plan) -> tuple[str, tuple[int, int] | None]:
    """Return the name of the programme of a list of members, and the cell of the title that has it."""
    grid = plan.grid
    alone = [at for at in plan.titles if [row for row, _ in plan.titles].count(at[0]) == 1]
    for at in alone:
        name = program_in(plain_text(grid.rows[at[0]][at[1]]))
        if name:
            return name, at
    return program_in(grid.name) or labels()["program_id"](plan.lang), None
