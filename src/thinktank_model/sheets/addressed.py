"""Reads cells in which addresses stand among words, or beside names."""

from __future__ import annotations

from typing import Any, Final

from ..model.scope import Scope
from ..problems.display import value_of
from ..shapes.tree import ListOf, ObjectOf, Scalar
from ..tables.columns import declared
from ..values.ids import Reference
from ..values.strings import EMAIL, PHONE
from ..values.urls import URL
from .addresses import Split, emails_in, split_for
from .codes import VALUE_IS
from .human import shape_of_table
from .meaning import BETWEEN
from .parts import Part, fits, is_name, several_in
from .plan import Plan, Role
from .remarks import Remarks
from .roles import is_naming

__all__ = ["without_words"]

NAMED: Final = ("person", "organization")  # whose names stand beside addresses


def without_words(remarks: Remarks, plan: Plan) -> Plan:
    """Return the plan of a foreign sheet with each address in its column alone, and with no address in a name.

    The whole cell goes into the notes of its record where something of it is left out.
    """
    for number, role in () if plan.is_ours else plan.columns.items():
        kind = _kind(role, remarks.scope)
        for place, row in enumerate(plan.rows if kind is not None else ()):
            cells: Any = plan.grid.rows[row]
            text = cells[number]
            if isinstance(text, str) and _may_have(kind, text):
                value = _value(remarks, Part(plan, role.table, []), role, kind, number, place, text.strip())
                if value is not None:
                    cells[number] = value
    return plan


def _value(
    remarks: Remarks, part: Part, role: Role, kind: Scalar | None, number: int, place: int, text: str
) -> str | None:
    """Return what a cell is read as, which is reported; None if it is read as it is."""
    is_of_names = kind not in (EMAIL, PHONE, URL)
    split = emails_in(text) if is_of_names or kind is None else _split(kind, text)
    is_last = kind is EMAIL and len(split.addresses) == 1 and text.endswith(split.addresses)  # after a name
    if not split.addresses or not (is_of_names or split.marked or is_last):
        return None
    if is_of_names and not split.rest:
        if is_naming(role):
            return None  # the row has no other name
        remarks.say(remarks.note(part, number, place, text), part, place, number)
        return ""
    value = split.rest if is_of_names else BETWEEN.join(split.addresses)
    if is_of_names or split.rest:
        remarks.say_read_as(part, number, place, text, value)
    else:
        remarks.say(VALUE_IS(text, what=value, count=1), part, place, number)
    return value


def _split(kind: Scalar, text: str) -> Split:
    """Return the addresses in a cell; none if it is read as it is."""
    split = split_for(kind, text)
    if fits(kind, text) or several_in(text, kind) or (kind is URL and not split.rest):
        return Split((), text, False)
    hint = next((value_of(problem.suggestion) for problem in kind.read(text)[1]), None)
    return Split((hint,), "", True) if isinstance(hint, str) and kind is not URL else split


def _may_have(kind: Scalar | None, text: str) -> bool:
    """Return whether a text may have an address among words: a quick test, since few cells have one."""
    if kind is URL:
        return "://" in text and not (text.startswith("http") and " " not in text)
    return "@" in text or (kind is EMAIL and "at" in text) or (kind is PHONE and ":" in text)


def _kind(role: Role, scope: Scope) -> Scalar | None:
    """Return what a column holds: addresses, or the names of persons or bodies; None for anything else."""
    shape = shape_of_table(role.table, scope)
    if (is_name(role.key) and role.table in NAMED) or role.table.endswith(".contributions"):
        return _NAMES
    known = declared(shape, role.key) if isinstance(shape, ObjectOf) else None
    leaf = known.item if isinstance(known, ListOf) else known
    if isinstance(leaf, Reference):
        return _NAMES if set(NAMED) & set(leaf.targets) else None
    return leaf if isinstance(leaf, Scalar) and leaf in (EMAIL, PHONE, URL) else None


_NAMES: Final = Scalar(name="the name of a person or a body", read=lambda text: (text, ()))
