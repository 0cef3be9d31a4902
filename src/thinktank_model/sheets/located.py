"""Reads cells with a city and its country: "Paris, France", "Kenya / Nairobi"."""

from __future__ import annotations

from typing import Any, Final

from ..problems.patterns import pattern
from ..values.countries import COUNTRIES, REGISTER
from .codes import VALUE_IS
from .grid import is_filled
from .meaning import plain_text
from .parts import Part
from .plan import Plan, Role, with_column
from .remarks import Remarks

__all__ = ["with_countries"]

COLUMNS: Final = {  # the columns of the countries of these cities
    Role("event.places", "locality@"): Role("event.places", "country"),
    Role("organization.places", "locality@"): Role("organization", "country"),
}
LONGEST: Final = 80  # characters of a city and its country
_BETWEEN: Final = pattern(r" ?[,，、/／] ?| [–—-] | ?[(（]")


def with_countries(remarks: Remarks, plan: Plan) -> Plan:
    """Return the plan of a foreign sheet with the countries beside cities in their own column, which is said."""
    for number, role in () if plan.is_ours else list(plan.columns.items()):
        if role not in COLUMNS:
            continue
        own = COLUMNS[role]
        column = next((n for n, other in plan.columns.items() if other == own), None)
        found: dict[int, tuple[int, str, str]] = {}
        for place, row in enumerate(plan.rows):
            there = plan.grid.rows[row][column] if column is not None else None
            own_code = _code_of(plain_text(there)) if is_filled(there) else ""
            city, code = _parted(plain_text(plan.grid.rows[row][number]).strip(), own_code)
            if code and (not is_filled(there) or own_code == code):
                found[row] = place, city, code
        if found and column is None:
            column = len(plan.grid.rows[0])
            plan = with_column(plan, own)
        for row, (place, city, code) in found.items():
            cells: Any = plan.grid.rows[row]
            remarks.say(
                VALUE_IS(cells[number], what=f"{city} | {code}", count=1), Part(plan, role.table, []), place, number
            )
            cells[number] = city
            if column is not None and not is_filled(cells[column]):
                cells[column] = code
    return plan


def _parted(text: str, known: str = "") -> tuple[str, str]:
    """Return the city in a text and the code of its country; no code if it does not have both.

    Two letters may be those of a province or a state ("Boston, MA"), unless they are the country of the row.

    >>> _parted("Paris, France"), _parted("肯尼亚、内罗毕"), _parted("Nairobi (Kenya)"), _parted("Paris, Lyon")
    (('Paris', 'FR'), ('内罗毕', 'KE'), ('Nairobi', 'KE'), ('Paris, Lyon', ''))
    >>> _parted("Boston, MA"), _parted("Rabat, MA", "MA")
    (('Boston, MA', ''), ('Rabat', 'MA'))
    """
    parts = [part.strip(" )）") for part in _BETWEEN.split(text)] if len(text) <= LONGEST else []
    if len(parts) != 2 or not all(parts) or any(map(str.isdecimal, text)):
        return text, ""
    countries = [_code_of(part) for part in parts]
    if not known and any(
        [code and len(part) == 2 and part.isascii() for part, code in zip(parts, countries, strict=True)]
    ):
        return text, ""
    if countries[1] and not countries[0]:
        return parts[0], countries[1]
    return (parts[1], countries[0]) if countries[0] and not countries[1] else (text, "")


def _code_of(text: str) -> str:
    """Return the code of a country by its code or any of its names; empty for any other text."""
    bare = text.strip()
    return REGISTER.named(bare) or (bare if bare in COUNTRIES else "")
