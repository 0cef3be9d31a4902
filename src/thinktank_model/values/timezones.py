"""Time zones: the names of the IANA database."""

from __future__ import annotations

import re
from typing import Final

from ..problems.display import literal
from ..problems.patterns import pattern, whole
from ..problems.problem import define
from ..shapes.tree import Reading, Scalar, also
from .registers import FOLD_LIMIT, Register

__all__ = ["TIMEZONE"]

SYNTAX = define(
    "timezone.syntax",
    "error",
    "{found} is not the name of a time zone",
    why=(
        "Only the names of the IANA database (Area/City) tell how the offset changes over the year. An "
        "abbreviation such as CST stands for three zones, and an offset belongs in the time itself."
    ),
    bad='{"timezone": "UTC+8:00"}',
    good='{"timezone": "Asia/Shanghai"}',
)
UNKNOWN = define(
    "timezone.unknown",
    "error",
    "{found} is not in the IANA time zone database",
    why=(
        "Only a name of the IANA database tells how the offset changes over the year. An abbreviation such as "
        "CST stands for several zones, and an offset belongs in the time itself."
    ),
    bad='{"timezone": "Europe/Pari"}',
    good='{"timezone": "Europe/Paris"}',
)

REGISTER: Final = Register("timezones")
LIMIT: Final = 64  # characters
_NAME: Final = pattern("[A-Z][A-Za-z0-9]*(?:[/_+-][A-Za-z0-9]+)*", re.ASCII)
_OFFSET: Final = pattern(
    r"\([^()]*\)"
)  # precedes the cities in names that Windows displays: (UTC+08:00) Beijing, Chongqing


def _likely(text: str) -> str | None:
    """Return the zone of a text: in another case, by its Windows name, by its city, or with the prefix of a calendar program."""
    if len(text) > FOLD_LIMIT:
        return None
    cities = _OFFSET.sub("", text).split(",")
    parts = text.strip("/").split("/")
    behind_prefix = ["/".join(parts[start:]) for start in range(1, len(parts) - 1)]
    for written in (text, *cities, *behind_prefix):
        if (found := REGISTER.meant(written)) is not None:
            return found
    return None


def _read(text: str) -> Reading:
    if text in REGISTER:
        return text, ()
    code = UNKNOWN if len(text) <= LIMIT and _NAME.fullmatch(text) else SYNTAX
    likely = _likely(text)
    suggestion = literal(likely) if likely else None
    expected = "a name of the IANA time zone database such as Asia/Shanghai"
    return None, (code(text, expected=expected, suggestion=suggestion),)


TIMEZONE: Final = Scalar(
    name="an IANA time zone name",
    read=_read,
    schema={
        "title": "TimeZone",
        **whole(_NAME.pattern),
        "maxLength": LIMIT,
        "x-also": [also("It is a name of the IANA time zone database.", UNKNOWN)],
    },
    examples=("Asia/Shanghai",),
)
