"""What can be wrong with a record, said so that a person can mend it.

A `Code` is one rule: its stable name, severity, message and explanation. Calling it makes a `Problem`, the frozen fact
that the rule was broken at one place. A `Report` is a sequence of problems; `InvalidData` is the exception that carries
them. Codes are defined beside the rule that they belong to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final, Literal, NamedTuple, overload

from attrs import evolve, field, frozen

from .patterns import pattern
from .phrases import Phrase, put, translation

__all__ = [
    "Code",
    "Fix",
    "InvalidData",
    "Problem",
    "Report",
    "Severity",
]

INTEGER_LEAST: Final = -(2**63)  # what JSON's readers can be trusted with: 64 bits
INTEGER_MOST: Final = 2**64 - 1
ABOUT_KEY: Final = ("about", "key")  # the parameter of a problem that points to a value and is about its key
KEY_LIMIT: Final = 500  # characters of a key that a pointer keeps
VALUE_LIMIT: Final = 100  # characters of a found value that a problem keeps
PROBLEM_LIMIT: Final = 1000  # errors of one record, and as many of its other problems


class Severity(StrEnum):
    """How bad a problem is. Only an error makes a record invalid."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


# --- JSON Pointer (RFC 6901) ---


def pointer(*tokens: str | int) -> str:
    """The JSON Pointer (RFC 6901) made of these keys and indexes.

    Of a key over 500 characters it holds the first 500 and an ellipsis, and so leads no further than to its object: a thousand
    problems below one key of megabytes would be gigabytes of pointers.

    >>> pointer("names", 0, "a/b")
    '/names/0/a~1b'
    """
    return "".join(["/" + _shown(str(token)).replace("~", "~0").replace("/", "~1") for token in tokens])


def _shown(key: str) -> str:
    return key if len(key) <= KEY_LIMIT else key[:KEY_LIMIT] + "…"


def pointer_tokens(text: str) -> tuple[str, ...]:
    """The keys and indexes of a JSON Pointer; the inverse of `pointer`.

    Raises:
        ValueError: the text is not a JSON Pointer (RFC 6901, section 3).

    >>> pointer_tokens("/names/0/a~1b")
    ('names', '0', 'a/b')
    """
    if (text and not text.startswith("/")) or re.search(r"~(?![01])", text):
        raise ValueError(
            f"{text!r} is not a JSON Pointer: it is empty or starts with '/', and '~' is followed by 0 or 1"
        )
    return tuple([token.replace("~1", "/").replace("~0", "~") for token in text.split("/")[1:]])


# --- Values, as a message shows them ---

# What could move the cursor, reorder or hide text: C0 and C1 controls, bidi and other format characters, surrogates.
UNSAFE: Final = pattern(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def _escape(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def escape(text: str) -> str:
    """The text with everything escaped that could confuse a terminal or a reader."""
    return UNSAFE.sub(_escape, text)


def _plain(value: object) -> dict[object, object]:
    if not isinstance(value, Mapping):
        raise TypeError
    return dict(value)


def shorten(value: object) -> str | int | float | bool | None:
    """The found value as a problem keeps it: a scalar as it is, text cut at 100 characters, the rest as JSON text."""
    if value is None or isinstance(value, (bool, float)):
        return value
    if isinstance(value, int):
        return value if INTEGER_LEAST <= value <= INTEGER_MOST else Phrase("an integer beyond 64 bits")
    if isinstance(value, Phrase):
        return value
    if isinstance(value, str):
        text = str.__str__(value)
    elif isinstance(value, (Mapping, list, tuple)):
        template = "an object with {count} keys" if isinstance(value, Mapping) else "a list with {count} items"
        if len(value) > 10:
            return Phrase(template, count=len(value))
        try:
            text = json.dumps(value, ensure_ascii=False, default=_plain)
        except (TypeError, ValueError, RecursionError):
            return Phrase(template, count=len(value))
    else:
        return Phrase("a Python {name}", name=type(value).__name__)
    return text if len(text) <= VALUE_LIMIT else text[: VALUE_LIMIT - 1] + "…"


def display(value: object) -> str:
    """A value as a message shows it: one line, text in quotes, nothing that a terminal would obey.

    Words about a value, a `Phrase`, stay as they are: without quotes, and in a form that can be translated.

    >>> display("20/12/2024"), display(True), display(None)
    ('"20/12/2024"', 'true', 'null')
    """
    short = shorten(value)
    if isinstance(short, Phrase):
        return short
    if isinstance(value, str):
        return '"' + escape(str(short).replace("\\", "\\\\").replace('"', '\\"')) + '"'
    return escape(short) if isinstance(short, str) else json.dumps(short)


def is_encodable(text: str) -> bool:
    """Whether the text can be written as UTF-8, that is, has no lone surrogate."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


# --- Code, Problem, Fix ---


class Fix(NamedTuple):
    """A safe change that removes a problem: one JSON Patch operation (RFC 6902) on one record.

    Attributes:
        op: `replace`, `add`, `remove` or `move`.
        path: JSON Pointer into the record `record_id`, or into what the problem's own pointer points into.
        value: the JSON value to write, for `replace` and `add`.
        origin: the JSON Pointer that is moved from, for `move` (`from` in the RFC).
        record_id: the record to change, where it is another one than the problem's.
    """

    op: Literal["replace", "add", "remove", "move"]
    path: str
    value: str | int | None = None
    origin: str | None = None
    record_id: str | None = None

    def under(self, prefix: str) -> Fix:
        """The same change seen from further out: `prefix` goes before its pointers."""
        if self.record_id is not None:
            return self
        origin = None if self.origin is None else prefix + self.origin
        return self._replace(path=prefix + self.path, origin=origin)


class Code:
    """One rule of the catalogue; calling it makes a `Problem`.

    Attributes:
        name: the dotted name, never renamed: `date.syntax`.
        severity: what breaking it means.
        message: what was found, a format string over `found` and the call's parameters.
        why: why the rule exists, one or two sentences.
        bad: a JSON text that breaks it.
        good: the same, mended.
        mends: what is written instead where the problem has a fix; empty if it never has one.
    """

    __slots__ = ("bad", "good", "mends", "message", "name", "severity", "why")

    def __init__(
        self, name: str, severity: Severity, message: str, why: str, bad: str, good: str, mends: str = ""
    ) -> None:
        self.name = name
        self.severity = severity
        self.message = message
        self.why = why
        self.bad = bad
        self.good = good
        self.mends = mends

    def __repr__(self) -> str:
        return f"<Code {self.name}>"

    def __call__(
        self,
        value: object = None,
        /,
        *,
        at: str = "",
        expected: str = "",
        suggestion: str | None = None,
        fix: Fix | None = None,
        record_id: str | None = None,
        **params: str | int,
    ) -> Problem:
        """The problem that this rule is broken by `value`, at the pointer `at`."""
        return Problem(
            code=self.name,
            severity=self.severity,
            pointer=at,
            value=shorten(value),
            expected=expected,
            suggestion=suggestion,
            fix=fix,
            record_id=record_id,
            params=(("found", display(value)), *params.items()),
        )


CODES: Final[dict[str, Code]] = {}


def define(
    name: str,
    severity: Literal["error", "warning", "info"],
    message: str,
    *,
    why: str,
    bad: str = "",
    good: str = "",
    mends: str = "",
) -> Code:
    """Add a rule to the catalogue. Done once a code, at module level, beside the rule itself."""
    if name in CODES:
        raise ValueError(f"the code {name!r} is defined twice")
    CODES[name] = code = Code(name, Severity(severity), message, why, bad, good, mends)
    return code


class _Parameters(dict[str, str | float]):
    """The parameters of a message; one that a problem made by hand does not give shows as an ellipsis."""

    def __missing__(self, name: str) -> str:
        return "…"


@frozen
class Problem:
    """One rule broken at one place.

    Attributes:
        code: name of the rule, a key of `thinktank_model.catalogue()`.
        severity: error, warning or info.
        pointer: JSON Pointer (RFC 6901) to the value, into the record or document that was given; keys over 500 characters
            are cut in it.
        value: what was found, at most 100 characters of it; None where nothing was found.
        expected: what the place takes.
        suggestion: what to write instead, where that can be said.
        fix: the safe change that removes the problem, where there is one.
        record_id: the record concerned, where its id is known.
        line: line of the file or text, from 1. column: character in that line, from 1. offset: byte, from 0.
        message: what was found, what was expected and what to write, in one English sentence.
    """

    code: str
    severity: Severity
    pointer: str = ""
    value: str | int | float | bool | None = None
    expected: str = ""
    suggestion: str | None = None
    fix: Fix | None = None
    record_id: str | None = None
    line: int | None = None
    column: int | None = None
    offset: int | None = None
    params: tuple[tuple[str, str | int], ...] = field(default=(), repr=False)

    @property
    def message(self) -> str:
        """What was found, what was expected and what to write, in one English sentence."""
        return self.message_in("en")

    def message_in(self, lang: str) -> str:
        """The message in another language.

        Parameters:
            lang: `fr`, `zh` or `en`, or a BCP 47 tag that begins so; any other language is answered in English.

        >>> CODES["id.syntax"]("Bell Labs").message_in("fr")
        '"Bell Labs" n’est pas un id d’enregistrement'
        """
        translate = translation(lang)
        params = _Parameters(put((("found", display(self.value)), *self.params), translate))
        message = translate(CODES[self.code].message).format_map(params)
        if self.expected:
            message = translate(Phrase("{said}; expected {expected}", said=message, expected=translate(self.expected)))
        if self.suggestion:
            message = translate(
                Phrase("{said}; write {suggestion}", said=message, suggestion=translate(self.suggestion))
            )
        return escape(message)

    def under(self, prefix: str) -> Problem:
        """The same problem seen from further out: `prefix` goes before its pointer, and before its fix's."""
        if not prefix:
            return self
        return evolve(self, pointer=prefix + self.pointer, fix=None if self.fix is None else self.fix.under(prefix))

    def __str__(self) -> str:
        line = (
            ""
            if self.line is None
            else f"line {self.line}: "
            if self.column is None
            else f"{self.line}:{self.column}: "
        )
        record = "" if self.record_id is None else escape(self.record_id) + " "
        return f"{line}{self.severity} {self.code} {record}{escape(self.pointer) or '(whole)'}: {self.message}"


def unfixed(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same problems without their fixes: of a value whose layout was changed after it was given, so that no pointer fits."""
    return tuple([evolve(problem, fix=None) for problem in problems])


class Report(Sequence[Problem]):
    """The problems found, in the order of the input.

    A sequence, so its truth says whether it holds anything, not whether the data is good: ask `.ok` for that.
    """

    __slots__ = ("problems",)

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)

    @property
    def ok(self) -> bool:
        """True when there is no error; warnings and infos may be left."""
        return not self.errors

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that make the data invalid."""
        return tuple([p for p in self.problems if p.severity is Severity.ERROR])

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that leave the data valid and deserve a look."""
        return tuple([p for p in self.problems if p.severity is Severity.WARNING])

    @overload
    def __getitem__(self, index: int) -> Problem: ...
    @overload
    def __getitem__(self, index: slice) -> Report: ...
    def __getitem__(self, index: int | slice) -> Problem | Report:
        return self.problems[index] if isinstance(index, int) else Report(self.problems[index])

    def __len__(self) -> int:
        return len(self.problems)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)

    def __eq__(self, other: object) -> bool:
        return self.problems == other.problems if isinstance(other, Report) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems)) or "no problems"

    def __repr__(self) -> str:
        return f"Report({list(self.problems)!r})"


class InvalidData(ValueError):
    """Data broke at least one rule; `problems` holds every one of them, errors and warnings."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))
