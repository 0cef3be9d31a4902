"""The text of a calendar file: its lines, its components, and the properties of each event."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from ...problems.patterns import pattern

__all__ = ["Component", "Property", "components", "property_of", "split_text", "text_of"]

_FOLD: Final = pattern("\r?\n[ \t]")
_LINE_END: Final = pattern("\r?\n")
_ESCAPE: Final = pattern(r"\\(.)", re.DOTALL)
_LINE: Final = pattern(r"[ \t]*+([A-Za-z0-9-]++)((?:;(?:[^\":;]|\"[^\"]*+\")*+)*+):(.*)", re.DOTALL)
_PARAMETER: Final = pattern(r";[ \t]*+([A-Za-z0-9-]++)=((?:[^\";]|\"[^\"]*+\")*+)")
_VALUE: Final = pattern(r"\"[^\"]*+\"|[^\",]++")
_CARET: Final = pattern(r"\^(.)", re.DOTALL)
_CARETS: Final = {"n": "\n", "'": '"', "^": "^"}
_COMMA: Final = pattern(r"((?:[^,\\]|\\.)*)(?:,|\Z)", re.DOTALL)


class Property(NamedTuple):
    """A property with its raw value."""

    name: str
    parameters: Mapping[str, str]
    value: str


class Component:
    """A top-level component of a calendar.

    Attributes:
        name: its name: VEVENT, VTIMEZONE, ...
        properties: its own properties, by name.
        text: its lines, including its parts.
        parts: the names of the components in it.
        unread: the number of lines that are not properties.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.properties: dict[str, list[Property]] = {}
        self.text: list[str] = []
        self.parts: list[str] = []
        self.unread = 0


def components(text: str) -> Iterator[Component]:
    """Yield the calendar with its own properties, and its components. A component that is not closed ends with the file."""
    calendar = Component("VCALENDAR")
    stack: list[str] = []
    current = calendar
    for line in _LINE_END.split(_FOLD.sub("", text)):
        upper = line.rstrip().upper()
        if upper.startswith("BEGIN:"):
            name = upper[6:]
            if name == "VCALENDAR":
                stack.clear()  # where the last one is not closed
                continue
            if not stack:
                current = Component(name)
            else:
                current.parts.append(name)
            stack.append(name)
        elif upper.startswith("END:"):
            name = upper[4:]
            if name in stack:
                del stack[stack.index(name) :]
            if current is not calendar and not stack:
                current.text.append(line)
                yield current
                current = calendar
                continue
        elif line.strip() and (len(stack) < 2):
            if (found := property_of(line)) is None:
                current.unread += 1
            else:
                current.properties.setdefault(found.name, []).append(found)
        current.text.append(line)
    if current is not calendar:
        yield current
    yield calendar


def property_of(line: str) -> Property | None:
    """Return the property of a line; None if it is not one.

    Parameters only have the escapes of RFC 6868: a backslash is an ordinary character in them, which not every library knows.
    """
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    parameters: dict[str, str] = {}
    for one in _PARAMETER.finditer(found[2]):
        values = [value.strip('"') if value[:1] == '"' else value for value in _VALUE.findall(one[2])]
        text = ",".join([value for value in values if value])
        parameters.setdefault(one[1].upper(), _CARET.sub(lambda sign: _CARETS.get(sign[1], sign[0]), text))
    return Property(found[1].upper(), parameters, found[3])


def text_of(value: str) -> str:
    """Return a text without its escapes (RFC 5545, section 3.3.11)."""
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def split_text(value: str) -> list[str]:
    """Return the texts of a list."""
    return [text_of(found[1]).strip() for found in _COMMA.finditer(value) if found[1].strip()]
