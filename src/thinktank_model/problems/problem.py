"""Problem codes, and the problems they make.

A `Code` is one rule: its stable name, severity, message and explanation. Calling it makes a `Problem`, which states
that the rule is broken at one place. A `Report` is a sequence of problems; `InvalidData` is the exception that carries
them. A code is defined next to the rule that reports it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, Final, Literal

from attrs import asdict, evolve, field, fields, frozen

from .display import display, escape, shorten
from .guesses import Guided
from .portable import Portable, Shown
from .translations import Phrase, primary_subtag, put, translation

__all__ = [
    "Code",
    "Fix",
    "Problem",
    "Severity",
]
PROBLEM_LIMIT: Final = 1000  # errors of one record, and as many of its other problems


class Severity(Portable, StrEnum):
    """How bad a problem is. Only an error makes a record invalid."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


# --- Code, Problem, Fix ---


class _Valued:
    """Equality, hash and representation as of attrs, which would compile three methods for each class at import."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return _compared(self) == _compared(other)

    def __hash__(self) -> int:
        return hash(_compared(self))

    def __repr__(self) -> str:
        cls: Any = type(self)
        shown = [f"{a.name}={getattr(self, a.name)!r}" for a in fields(cls) if a.repr]
        return f"{cls.__name__}({', '.join(shown)})"


def _compared(built: Any) -> tuple[Any, ...]:
    return tuple([getattr(built, a.name) for a in fields(type(built)) if a.eq])


@frozen(repr=False, eq=False)
class Fix(_Valued, Portable):
    """A safe change that removes a problem: one JSON Patch operation (RFC 6902) on one record.

    Attributes:
        op: `replace`, `add`, `remove` or `move`.
        path: the JSON Pointer into the record `record_id`, or into the value that the pointer of the problem refers to.
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
        """Return the same change with `prefix` put before its pointers."""
        if self.record_id is not None:
            return self
        origin = None if self.origin is None else prefix + self.origin
        return evolve(self, path=prefix + self.path, origin=origin)


class Code:
    """One rule of the catalogue; calling it makes a `Problem`.

    Attributes:
        name: the dotted name, never renamed: `date.syntax`.
        severity: error, warning or info.
        message: a format string that describes what was found; its fields are `found` and the parameters of the call.
        why: the reason for the rule, in one or two sentences.
        bad: a JSON text that breaks it.
        good: the same, fixed.
        mends: a description of the fix; empty if the problem never has one.
        canonical: whether the record holds the fixed value anyway, because the fix only changes the spelling.
        together: the message for several such problems, a format string with the field `count`; empty if each is reported alone.
        translations: for a code of another project: for each language, its English texts and their translations.
    """

    __slots__ = ("bad", "canonical", "good", "mends", "message", "name", "severity", "together", "translations", "why")

    def __init__(
        self,
        name: str,
        severity: Severity | Literal["error", "warning", "info"],
        message: str,
        why: str,
        bad: str = "",
        good: str = "",
        mends: str = "",
        canonical: bool = False,
        translations: Mapping[str, Mapping[str, str]] | None = None,
        together: str = "",
    ) -> None:
        self.name: str = name
        self.severity: Severity = Severity(severity)
        self.translations: Mapping[str, Mapping[str, str]] = {} if translations is None else translations
        self.message: str = message
        self.why: str = why
        self.bad: str = bad
        self.good: str = good
        self.mends: str = mends
        self.canonical: bool = canonical
        self.together: str = together

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
        help: str | None = None,
        fix: Fix | None = None,
        record_id: str | None = None,
        about_key: bool = False,
        position: int | None = None,
        **params: str | int,
    ) -> Problem:
        """Return the problem that this rule is broken by `value`, at the pointer `at`."""
        return Problem(
            code=self.name,
            severity=self.severity,
            pointer=at,
            value=shorten(value),
            expected=expected,
            suggestion=suggestion,
            help=help,
            fix=fix,
            record_id=record_id,
            about_key=about_key,
            position=position,
            params=(("found", display(value)), *params.items()),
            definition=None if CODES.get(self.name) is self else self,
        )


CODES: Final[dict[str, Code]] = {}

MORE_CODES: Final[list[Callable[[], object]]] = []
"""Loads the modules that define further codes; put in by the package's `__init__`."""


def all_codes() -> dict[str, Code]:
    """Return all codes by name, including those of modules that are loaded on request."""
    for load in MORE_CODES:
        load()
    return CODES


def code_named(name: str, more: Mapping[str, Code]) -> Code:
    """Return the code with this name, from `more` or from the catalogue; modules are loaded only for a code that is not defined yet.

    Raises:
        KeyError: there is no such code.
    """
    return more.get(name) or CODES.get(name) or all_codes()[name]


def define(
    name: str,
    severity: Literal["error", "warning", "info"],
    message: str,
    *,
    why: str,
    bad: str = "",
    good: str = "",
    mends: str = "",
    canonical: bool = False,
    together: str = "",
) -> Code:
    """Add a code to the catalogue. Call it once for each code, at module level, next to the rule."""
    code = Code(name, Severity(severity), message, why, bad, good, mends, canonical, together=together)
    register(code)
    return code


def register(*codes: Code) -> None:
    """Add codes to the catalogue, or none of them if one of their names is taken.

    Raises:
        ValueError: two codes have the same name.
    """
    for code in codes:
        if CODES.get(code.name, code) is not code:
            raise ValueError(f"the code {code.name!r} is defined twice")
    CODES.update({code.name: code for code in codes})


class _Missing(str):
    """The ellipsis in a message for a missing parameter."""

    __slots__ = ()

    def __format__(self, form: str) -> str:
        return "…"


class _Parameters(dict[str, str | float]):
    """The parameters of a message. A problem that a caller makes may lack some of them."""

    def __missing__(self, name: str) -> str:
        return _Missing()


@frozen(repr=False, eq=False)
class Problem(_Valued, Portable, Shown, Guided):
    """One rule broken at one place.

    Attributes:
        code: name of the rule, a key of `thinktank_model.catalogue()`.
        severity: error, warning or info.
        pointer: the JSON Pointer (RFC 6901) of the value in the record or document; keys longer than 500 characters are
            shortened.
        value: the value that was found, cut at 100 characters; None if there was none.
        expected: what is valid at this place.
        suggestion: the JSON text to write instead, if that is certain enough: a value, a key, a key with its value, or
            several items in place of one.
        help: one or more sentences of advice.
        fix: a safe change that removes the problem, if there is one.
        record_id: the record concerned, where its id is known.
        line: line of the file or text, from 1.
        column: character in that line, from 1.
        offset: byte of the file or text, from 0.
        cell: the cell of a workbook or table that the value was read from, such as `Members!E7`.
        heading: the heading of that cell on its sheet.
        about_key: whether the problem is about the key of the value that the pointer leads to.
        position: for a rule across records: the index of the record among those that were checked, from 0, if its id
            does not identify it.
        params: the other parameters of the message, by name.
        definition: the code itself, where it is not in the catalogue, or has another message there: for a code of another
            project, and for a cell of a sheet.
        message: what was found, what was expected, what was most likely meant, and advice, in English.
    """

    code: str
    severity: Severity
    pointer: str = ""
    value: str | int | float | bool | None = None
    expected: str = ""
    suggestion: str | None = None
    help: str | None = None
    fix: Fix | None = None
    record_id: str | None = None
    line: int | None = None
    column: int | None = None
    offset: int | None = None
    cell: str | None = None
    heading: str | None = field(default=None, repr=False)
    about_key: bool = field(default=False, repr=False)
    position: int | None = field(default=None, repr=False)
    params: tuple[tuple[str, str | int], ...] = field(default=(), repr=False)
    definition: Code | None = field(default=None, repr=False, eq=False)

    @property
    def message(self) -> str:
        """The English message: what was found, what was expected, what was most likely meant, and advice."""
        return self.message_in("en")

    def message_in(self, lang: str) -> str:
        """Return the message in another language.

        Parameters:
            lang: `fr`, `zh` or `en`, or a BCP 47 tag that begins so; any other language is answered in English.

        >>> CODES["id.syntax"]("Bell Labs").message_in("fr")
        '"Bell Labs" n’est pas un id d’enregistrement'
        """
        code = self.definition or CODES.get(self.code) or all_codes().get(self.code, ELSEWHERE)
        translate = translation(lang, code.translations)
        template = translate(code.message)
        spoken = "en" if template == code.message else primary_subtag(lang)
        params = _Parameters(put((("found", display(self.value)), *self.params), translate, spoken))
        message = template.format_map(params)
        if self.expected:
            message = translate(Phrase("{said}; expected {expected}", said=message, expected=translate(self.expected)))
        if self.suggestion:
            message = translate(Phrase("{said}; did you mean {suggestion}?", said=message, suggestion=self.suggestion))
        if self.help:
            template = "{said} {help}" if self.suggestion else "{said}. {help}"
            message = translate(Phrase(template, said=message, help=translate(self.help)))
        return escape(message)

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """Return the attributes as plain values by name, with the message in a language."""
        listed = {name: getattr(self, name) for name in _ROW}
        said = {"severity": self.severity.value, "fix": self.fix and asdict(self.fix), "message": self.message_in(lang)}
        return {**listed, **said}

    def under(self, prefix: str) -> Problem:
        """Return the same problem with `prefix` put before its pointer and the pointers of its fix."""
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


def reworded(name: str, message: str) -> Code:
    """Return a code of the catalogue with another message, for readers who do not see keys and pointers."""
    code = CODES[name]
    return Code(name, code.severity, message, code.why, code.bad, code.good)


ELSEWHERE: Final = Code(
    "elsewhere",
    Severity.ERROR,
    "a rule of another project is broken",
    why="What the rule says is known where its profile is loaded.",
)
"""What stands for a code of a profile that is not loaded."""

_ROW: Final = tuple([a.name for a in fields(Problem) if a.repr])


def unfixed(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems without their fixes, for a value whose layout was changed, so that their pointers do not fit."""
    return tuple([evolve(problem, fix=None) for problem in problems])
