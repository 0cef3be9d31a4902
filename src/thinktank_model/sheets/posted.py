"""Reads cells of persons that say more than a name: a role, a telephone number, or that nobody is named."""

from __future__ import annotations

from typing import Any, Final

from attrs import evolve

from ..model.scope import Scope
from ..problems.patterns import pattern
from ..problems.problem import reworded
from ..problems.translations import Phrase
from ..shapes.tree import ObjectOf
from ..tables.columns import declared
from .codes import SKIPPED_VALUE, VALUE_IS
from .grid import is_filled
from .human import shape_of_table
from .meaning import BETWEEN
from .parts import Part, is_name, target_of
from .plan import Plan, Role
from .posts import Post, post_in, says_nothing
from .remarks import Remarks
from .roles import is_naming

__all__ = ["with_persons"]

PERSON: Final = "person"
TITLE: Final = Role("person.affiliations", "title@")
LONGEST: Final = 500  # characters of a cell with persons; a longer one is a text
_ITEMS: Final = pattern(r"[;；\n]")
_NOBODY: Final = reworded(
    SKIPPED_VALUE.name,
    Phrase("{found} is not the name of a person, and its row is not imported").template,
)


def with_persons(remarks: Remarks, plan: Plan) -> Plan:
    """Return the plan of a foreign sheet with the names of persons alone; what else their cells say is said."""
    columns = [(number, role) for number, role in plan.columns.items() if _is_of_persons(role, remarks.scope)]
    if plan.is_ours or not columns:
        return plan
    gone: set[int] = set()
    for place, row in enumerate(plan.rows):
        for number, role in columns:
            text = plan.grid.rows[row][number]
            if isinstance(text, str) and text.strip() and len(text) <= LONGEST:
                part = Part(plan, role.table, [])
                if not _put_persons(remarks, part, role, number, place, text.strip()):
                    gone.add(row)
    return plan._replace(rows=[row for row in plan.rows if row not in gone]) if gone else plan


def _is_of_persons(role: Role, scope: Scope) -> bool:
    """Return whether a column has names of persons."""
    if role.table == PERSON and is_name(role.key):
        return True
    shape = shape_of_table(role.table, scope)
    known = declared(shape, role.key) if isinstance(shape, ObjectOf) else None
    return known is not None and target_of(known, role.key) == PERSON


def _put_persons(remarks: Remarks, part: Part, role: Role, number: int, place: int, text: str) -> bool:
    """Put the names in a cell in its place, say what the cell is read as, and return whether its row still has a record."""
    is_main = is_naming(role) and role.table == PERSON
    if says_nothing(text) and not is_main:
        return True  # as in any column that refers to records
    pieces = [piece.strip() for piece in _ITEMS.split(text) if piece.strip()]
    posts = [post_in(piece) for piece in pieces]
    if all([post == Post(piece) for post, piece in zip(posts, pieces, strict=True)]):
        return True
    row: Any = part.plan.grid.rows[part.plan.rows[place]]
    names = BETWEEN.join([post.name for post in posts if post.name])
    row[number] = names or None
    columns = part.plan.columns
    if is_main and not any([is_filled(row[at]) for at, other in columns.items() if is_naming(other)]):
        remarks.say(evolve(SKIPPED_VALUE(text, kept=""), definition=_NOBODY, params=()), part, place, number)
        return False
    title = next((at for at, other in columns.items() if other == TITLE and not is_filled(row[at])), None)
    roles = BETWEEN.join([post.role for post in posts if post.role])
    if is_main and roles and title is not None and len(posts) == 1 and not posts[0].is_more:
        row[title] = roles
        head = part.plan.heads.get(title, "")
        remarks.say(VALUE_IS(text, what=f"{names} | {head}: {roles}", count=1), part, place, number)
    elif not roles and not any([post.is_more for post in posts]):  # vacant
        remarks.say(VALUE_IS(text, what=names or Phrase("no value"), count=1), part, place, number)
    elif names:
        remarks.say_read_as(part, number, place, text, names)
    else:
        remarks.say(remarks.note(part, number, place, text), part, place, number)
    return True
