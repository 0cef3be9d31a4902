"""Finds out why a text is not JSON, or cannot be read as JSON without loss.

This code only runs for texts that have a fault.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from ..problems.display import INTEGER_LEAST, INTEGER_MOST
from ..problems.patterns import pattern
from ..problems.pointers import pointer
from ..problems.problem import Code, Problem, define
from ..problems.translations import Phrase
from ..shapes.codes import DEPTH_LIMIT, TOO_DEEP
from .encodings import guess
from .recognition import BLANKS, recognize

__all__ = ["BRACKET", "TRUNCATED", "losses", "not_utf8", "number_loss", "other_format", "syntax", "too_deep"]

SYNTAX = define(
    "json.syntax",
    "error",
    "this is not JSON: {reason}",
    why="RFC 8259: keys and strings in double quotes, no comma before a closing bracket, no comments.",
    bad='{"id": "event:a",}',
    good='{"id": "event:a"}',
)
TRUNCATED = define(
    "json.truncated",
    "error",
    "the text ends in the middle of a value",
    why=(
        "A bracket or quotation mark is still open at the end. Most often the file was not written or copied "
        "completely."
    ),
    bad='{"id": "event:a", "names": [{"value": "Ann',
    good='{"id": "event:a", "names": [{"value": "Annual meeting"}]}',
)
SEVERAL_VALUES = define(
    "json.several-values",
    "error",
    "a second value after the first one",
    why="A JSON document holds one value (RFC 8259, section 2), and so does each line of JSON Lines.",
    bad='{"id": "event:a"}{"id": "event:b"}',
    good='{"id": "event:a"}',
)
BYTE_ORDER_MARK = define(
    "json.byte-order-mark",
    "error",
    "a byte order mark (U+FEFF) that is not at the start of the file",
    why=(
        "A byte order mark at the start of a file is ignored. Anywhere else it is an error: it comes from files "
        "that were concatenated."
    ),
)
NUL_TAIL = define(
    "json.nul-tail",
    "error",
    "the text ends with {count} NUL {count:byte|bytes}",
    why="File systems leave NUL bytes if the machine stopped before the data was written to disk.",
)
EMPTY_TEXT = define(
    "json.empty",
    "error",
    "the text is empty",
    why="An empty text is not JSON. Most often the file was not written completely.",
    bad="",
    good="{}",
)
DUPLICATE_KEY = define(
    "json.duplicate-key",
    "error",
    "duplicate key {found}",
    why=(
        "RFC 8259, section 4, does not define which of the two values applies. Most readers silently drop the "
        "first one."
    ),
    bad='{"country": "CN", "country": "MO"}',
    good='{"country": "MO"}',
)
NON_FINITE = define(
    "json.non-finite-number",
    "error",
    "{found} is not a JSON number",
    why="RFC 8259, section 6: infinities and NaN cannot be written in JSON.",
    bad='{"confidence": NaN}',
    good="{}",
)
NUMBER_RANGE = define(
    "json.number-out-of-range",
    "error",
    "the number {found} is too large or too small for a 64-bit float",
    why="RFC 8259, section 6: most readers use 64-bit floats, which turn such a number into infinity or 0.",
    bad='{"confidence": 1e-400}',
    good='{"confidence": 0}',
)
INTEGER_RANGE = define(
    "json.integer-out-of-range",
    "error",
    "the integer {found} does not fit in 64 bits",
    why="RFC 8259, section 6: most readers convert such an integer to a float, which changes its last digits.",
    bad='{"value": 36893488147419103232}',
    good='{"value": 4}',
)
NUMBER_PRECISION = define(
    "json.number-precision",
    "error",
    "the number {found} has more digits than a 64-bit float can hold",
    why="RFC 8259, section 6: most readers use 64-bit floats, which would silently drop the last digits.",
    bad='{"latitude": 39.904211000000000001}',
    good='{"latitude": 39.904211}',
)
NOT_UTF8 = define(
    "json.not-utf8",
    "error",
    "the bytes are not UTF-8{guess}",
    why="RFC 8259, section 8.1: JSON that is exchanged between systems must be encoded in UTF-8.",
)
JSON_SURROGATE = define(
    "json.lone-surrogate",
    "error",
    "the escape {found} is half of a surrogate pair",
    why=(
        "Half of a surrogate pair is not a character and cannot be written as UTF-8. It comes from text that was "
        "cut inside a character."
    ),
    bad='{"en": "\\ud83d"}',
    good='{"en": "\\ud83d\\ude00"}',
)


def number_loss(digits: str) -> Code | None:
    """Return the code for the loss if a number is read as a 64-bit integer or float; None if there is no loss."""
    if _FRACTION.search(digits) is None:
        fits = len(digits) <= 20 and INTEGER_LEAST <= int(digits) <= INTEGER_MOST
        return None if fits else INTEGER_RANGE
    value = float(digits)
    if abs(value) == float("inf"):
        return NUMBER_RANGE
    if value == 0:
        return None if _MANTISSA_OF_ZERO.match(digits) else NUMBER_RANGE
    if len(digits) <= SHORT and abs(value) > SUBNORMAL:
        return None
    from decimal import Decimal  # only needed for few numbers

    given = Decimal(digits)
    count = min(len(given.as_tuple().digits), EXACT)
    # the shortest digits of the float, or as many as were given (as C's %.17g prints them): both give the same float
    return None if given in (Decimal(repr(value)), Decimal(f"{value:.{count - 1}e}")) else NUMBER_PRECISION


_FRACTION: Final = pattern("[.eE]")
_MANTISSA_OF_ZERO: Final = pattern("-?[0.]+(?:[eE]|\\Z)")
SHORT: Final = 16  # characters of a number with a point or exponent, thus at most 15 digits, which every float keeps
EXACT: Final = 767  # significant digits that the longest float has
SUBNORMAL: Final = 1e-300  # below about this a float keeps fewer


def other_format(body: bytes) -> Problem | None:
    """Return a problem with advice if a file has another format; None if none is recognised."""
    found = recognize(body)
    return None if found is None else SYNTAX(reason=Phrase("it is {format}", format=found.name), help=found.help)


def not_utf8(body: bytes) -> Problem:
    """Return the problem that a text is not UTF-8, with its likely encoding."""
    name = guess(body)
    return NOT_UTF8(
        expected="UTF-8",
        guess="" if name is None else Phrase(", but look like {encoding}", encoding=Phrase(name)),
        help="Save the file as UTF-8.",
    )


# Repetitions are possessive, so matching a string keeps nothing for backtracking and takes no memory.
BRACKET: Final = pattern(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[{\[]|[}\]]', re.DOTALL)  # strings are skipped
WRITABLE: Final = 254  # levels that orjson can write


def too_deep(text: str) -> tuple[Problem | None, int]:
    """Return the problem of a text that is nested too deeply, and its position."""
    depth = place = 0
    for found in BRACKET.finditer(text):
        if found[0] in ("{", "["):
            depth += 1
            if depth == DEPTH_LIMIT + 1:
                place = found.start()
            if depth > WRITABLE:
                return TOO_DEEP(expected="a value that is nested less deeply", limit=DEPTH_LIMIT), place
        elif found[0] in ("}", "]"):
            depth -= 1
    return None, 0


def syntax(text: str, body: bytes, error: json.JSONDecodeError) -> tuple[Problem, int]:
    """Return the problem of a text that is not JSON, and its position."""
    at, rest = error.pos, text[error.pos + 1 :].lstrip(WHITE)
    found = text[at : at + 1]
    if not text.strip(WHITE):
        return EMPTY_TEXT(expected="JSON"), 0
    if len(text) < 300 and _FILE_NAME.fullmatch(text):
        advice = "To have the file read, give its name as a pathlib.Path."
        return SYNTAX(reason=Phrase("it is the name of a file, not its text"), help=advice), at
    if found == "\0":
        if not text[at:].strip("\0" + WHITE):
            count = text.count("\0", at)
            return NUL_TAIL(count=count, expected="the rest of the value, or nothing", help="Remove the NUL bytes."), at
        if guess(body) is not None:
            return not_utf8(body), 0
    if found == "\ufeff":
        return BYTE_ORDER_MARK(expected="JSON", help="Remove the byte order mark."), at
    if error.msg.startswith("Unterminated string") or _is_cut(text[at:].rstrip(WHITE)):
        return TRUNCATED(expected="the rest of the text", help="Add what is missing, or copy the whole file again."), at
    if error.msg == "Extra data" and found in '{["':
        advice = "Write one record per line in a .jsonl file, or one dataset with all records in a .json file."
        return SEVERAL_VALUES(expected="one value", help=advice), at
    if found == "," and rest[:1] in ("}", "]"):
        at = len(text) - len(rest)  # Python 3.13 gives the position of the last comma, 3.11 that of the next token
    reason, remedy = _reason(text, at, error.msg)
    return SYNTAX(reason=reason, help=remedy), at


WHITE: Final = BLANKS.decode()
_CUT: Final = pattern(r"|-|[.eE][+-]?|\\?u[0-9a-fA-F]{0,3}")


def _is_cut(rest: str) -> bool:
    """Return whether the rest of a text is valid JSON that is cut off."""
    return _CUT.fullmatch(rest) is not None or any(word[:-1].startswith(rest) for word in ("true", "false", "null"))


_FILE_NAME: Final = pattern('[^\n"{}\\[\\]]+\\.(?:json|jsonl|ndjson)')


def _reason(text: str, at: int, message: str) -> tuple[Phrase, Phrase | None]:
    """Return a description of a syntax error, and advice."""
    found = text[at : at + 1]
    before = text[:at].rstrip()[-1:]
    after = text[at + 1 :].lstrip()[:1]
    if message == "Extra data" and found == "," and not after:
        reason = Phrase("a comma after the end of the value")
        return reason, Phrase("Remove the comma: JSON Lines has no separator between lines.")
    if (found in "}]" and before == ",") or (found == "," and (before in "{[" or after in "}]")):
        return Phrase("a trailing comma"), Phrase("Remove the comma after the last item.")
    if found == "'":
        return Phrase("a single quotation mark"), Phrase("Use double quotation marks.")
    if found in "“”„«»‘’":
        reason = Phrase("the typographic quotation mark {sign}", sign=found)
        return reason, Phrase('Use straight double quotation marks, "".')
    if text.startswith(("//", "/*", "#"), at):
        return Phrase("a comment"), Phrase('Remove the comment, or move it to the field "notes".')
    for python, right in (
        ("None", Phrase("Omit the key.")),
        ("True", Phrase("Write true.")),
        ("False", Phrase("Write false.")),
    ):
        if text.startswith(python, at):
            return Phrase("{word}, as Python writes it", word=python), right
    if message == "Extra data":
        more = Phrase("more text after the end of the value")
        return more, Phrase("Keep one value. To store one record per line, use JSON Lines (.jsonl).")
    if message.startswith("Invalid control character"):
        return Phrase("a raw control character inside a string"), Phrase(
            "Write the escape sequence, such as \\n or \\t."
        )
    if message.startswith("Expecting ','"):
        reason = Phrase("{sign} where a comma or a closing bracket is expected", sign=repr(found))
        return reason, Phrase("Put a comma between two items.")
    if message.startswith("Expecting property name"):
        reason = Phrase("{sign} where a key is expected", sign=repr(found))
        return reason, Phrase("Put each key in double quotation marks.")
    if message.startswith("Expecting ':'"):
        return Phrase("{sign} where a colon is expected", sign=repr(found)), Phrase(
            "Put a colon between key and value."
        )
    if message.startswith("Invalid"):
        return Phrase("an escape that JSON does not know"), Phrase("Write each backslash twice.")
    return Phrase("{sign} where a value is expected", sign=repr(found)), None


# --- What would be lost ---


class Place(NamedTuple):
    """A value with its pointer and the position of its key, or of the value if it has no key."""

    pointer: str
    key: int
    value: int
    token: str
    repeated: bool


_TOKEN: Final = pattern(
    r'[ \t\n\r]*(?:([{}\[\],:])|("[^"\\]*+(?:\\.[^"\\]*+)*+")|(-?[0-9][0-9.eE+-]*|-?[A-Za-z]+))', re.ASCII | re.DOTALL
)


def _scan(text: str) -> Iterator[Place]:
    """Yield every value of a text that json.loads can read, in order, with its place."""
    stack: list[list[Any]] = []  # [pointer, next index or None in an object, keys seen]
    at, key, key_start, repeated, position = "", None, 0, False, 0
    while (match := _TOKEN.match(text, position)) is not None:
        position = match.end()
        mark, string, _ = match.groups()
        start = match.start(match.lastindex or 0)
        if mark == ":" or mark == ",":
            continue
        if mark in ("}", "]"):
            stack.pop()
            continue
        if string is not None and stack and stack[-1][1] is None and key is None:
            key, key_start = json.loads(string, strict=False) if "\\" in string else string[1:-1], start
            repeated = key in stack[-1][2]
            stack[-1][2].add(key)
            continue
        if not stack:
            at, key_start = "", start
        elif stack[-1][1] is None:
            at = stack[-1][0] + pointer(key or "")
        else:
            at, key_start = f"{stack[-1][0]}/{stack[-1][1]}", start
            stack[-1][1] += 1
        yield Place(at, key_start, start, match[match.lastindex or 0], repeated)
        key, repeated = None, False
        if mark is not None:
            stack.append([at, None if mark == "{" else 0, set()])


_HALF: Final = pattern(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\."
)


def losses(text: str) -> Iterator[tuple[Problem, int]]:
    """Yield the problems of values that reading would lose or change, with their positions."""
    for place in _scan(text):
        first = place.token[0]
        if place.repeated:
            key = pointer_key(place.pointer)
            yield DUPLICATE_KEY(key, at=place.pointer, help="Write the key once."), place.key
        if first in "-0123456789":
            if place.token.lstrip("-")[0] not in "0123456789":
                yield NON_FINITE(place.token, at=place.pointer, expected="a finite number"), place.value
            elif (code := number_loss(place.token)) is not None:
                suggestion = repr(float(place.token)) if code is NUMBER_PRECISION else None
                expected = "an integer of 64 bits" if code is INTEGER_RANGE else "a number that a 64-bit float can hold"
                yield code(place.token, at=place.pointer, expected=expected, suggestion=suggestion), place.value
        elif first in "NI":
            yield NON_FINITE(place.token, at=place.pointer, expected="a finite number"), place.value
        for start in {place.key, place.value}:
            if text.startswith('"', start):
                string = _TOKEN.match(text, start)
                for half in _HALF.finditer(string[0] if string else ""):
                    if half[1]:
                        expected = "both halves of the pair, or another character"
                        yield JSON_SURROGATE(half[1], at=place.pointer, expected=expected), start + half.start()


def pointer_key(at: str) -> str:
    """Return the last key of a JSON Pointer."""
    return at.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
