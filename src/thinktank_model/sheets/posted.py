"""Reads cells of persons that say more than a name: a role, a telephone number, or that nobody is named."""

from __future__ import annotations

from typing import Any, Final

from attrs import evolve

from ..problems.patterns import pattern
from ..problems.problem import reworded
from ..problems.translations import Phrase
from ..shapes.tree import ObjectOf
from ..tables.columns import declared
from .addressed import Addressed
from .codes import SKIPPED_VALUE, VALUE_IS
from .grid import is_filled
from .human import shape_of_table
from .meaning import BETWEEN
from .parts import Part, is_name, target_of
from .plan import Plan, Role
from .posts import Post, post_in, says_nothing
from .roles import is_naming

__all__ = ["Posted"]

PERSON: Final = "person"
TITLE: Final = Role("person.affiliations", "title@")
LONGEST: Final = 500  # characters of a cell with persons; a longer one is a text
_ITEMS: Final = pattern(r"[;；\n]")
_NOBODY: Final = reworded(
    SKIPPED_VALUE.name,
    Phrase("{found} is not the name of a person, and its row is not imported").template,
)


class Posted(Addressed):
    """Reads cells of persons."""

    def with_persons(self, plan: Plan) -> Plan:
        """Return the plan of a foreign sheet with the names of persons alone; what else their cells say is said."""
        columns = [(number, role) for number, role in plan.columns.items() if self.is_of_persons(role)]
        if plan.is_ours or not columns:
            return plan
        gone: list[int] = []
        for place, row in enumerate(plan.rows):
            for number, role in columns:
                text = plan.grid.rows[row][number]
                if isinstance(text, str) and text.strip() and len(text) <= LONGEST:
                    self.put_persons(Part(plan, role.table, []), role, number, place, text.strip(), gone)
        return plan._replace(rows=[row for row in plan.rows if row not in gone]) if gone else plan

    def is_of_persons(self, role: Role) -> bool:
        """Return whether a column has names of persons."""
        if role.table == PERSON and is_name(role.key):
            return True
        shape = shape_of_table(role.table, self.scope)
        known = declared(shape, role.key) if isinstance(shape, ObjectOf) else None
        return known is not None and target_of(known, role.key) == PERSON

    def put_persons(self, part: Part, role: Role, number: int, place: int, text: str, gone: list[int]) -> None:
        """Put the names in a cell in its place, and say what the cell is read as."""
        is_main = is_naming(role) and role.table == PERSON
        if says_nothing(text) and not is_main:
            return  # as in any column that refers to records
        pieces = [piece.strip() for piece in _ITEMS.split(text) if piece.strip()]
        posts = [post_in(piece) for piece in pieces]
        if all([post == Post(piece) for post, piece in zip(posts, pieces, strict=True)]):
            return
        row: Any = part.plan.grid.rows[part.plan.rows[place]]
        names = BETWEEN.join([post.name for post in posts if post.name])
        row[number] = names or None
        columns = part.plan.columns
        if is_main and not any([is_filled(row[at]) for at, other in columns.items() if is_naming(other)]):
            gone.append(part.plan.rows[place])
            self.say(evolve(SKIPPED_VALUE(text, kept=""), definition=_NOBODY, params=()), part, place, number)
            return
        title = next((at for at, other in columns.items() if other == TITLE), None)
        roles = BETWEEN.join([post.role for post in posts if post.role])
        if (
            is_main
            and roles
            and title is not None
            and not is_filled(row[title])
            and len(posts) == 1
            and not posts[0].is_more
        ):
            row[title] = roles
            head = part.plan.heads.get(title, "")
            self.say(VALUE_IS(text, what=f"{names} | {head}: {roles}", count=1), part, place, number)
        elif not roles and not any([post.is_more for post in posts]):  # vacant
            self.say(VALUE_IS(text, what=names or Phrase("no value"), count=1), part, place, number)
        elif names:
            self.note(part, number, place, text)
            said = Phrase("{value}, and the whole cell is kept in the notes of the record", value=names)
            self.say(VALUE_IS(text, what=said, count=1), part, place, number)
        else:
            self.say(self.note(part, number, place, text), part, place, number)
