"""The reference reader: walks a shape and a raw value together, builds what it can, and reports *every* problem.

It defines what is valid. The generated loader in `codec` is its compiled form, for valid values only; a record built in
Python goes through here too, so the same rules hold on every way in. Beside plain JSON it takes what a Python caller
writes: any iterable but text for a list, any mapping for an object, and values that are already what a shape builds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Literal, TypeAlias, get_args

from attrs import NOTHING, evolve

from ..problems.display import DOUBLE_MOST, INTEGER_LEAST, INTEGER_MOST, is_encodable
from ..problems.meant import close_matches, did_you_mean
from ..problems.pointers import pointer
from ..problems.problem import CODES, PROBLEM_LIMIT, Code, Fix, Problem, Severity, unfixed
from ..problems.report import InvalidData
from ..problems.translations import Phrase, one_of
from .codes import (
    BEYOND_DOUBLE,
    DEPTH_LIMIT,
    DUPLICATE,
    MISSING,
    MISSING_PROFILE,
    NOT_FINITE,
    NOT_JSON,
    NULL,
    OUT_OF_RANGE,
    SURROGATE,
    TOO_DEEP,
    TOO_MANY_PROBLEMS,
    TOO_SHORT,
    UNKNOWN,
    UNKNOWN_TYPE,
    WRONG_TYPE,
)
from .frozenjson import EMPTY, JsonMap, plain
from .hints import advise, flag_for, likely_class, meant_key, suggested
from .migrations import arrive, declared, needs_steps
from .tree import EXTRA, Anything, Boolean, Field, ListOf, MapOf, Number, ObjectOf, OneOf, Scalar, Shape

__all__ = [
    "CHOICES",
    "INVALID",
    "Explainer",
    "Unknown",
    "check_unknown",
]

Unknown: TypeAlias = Literal["error", "keep"]
CHOICES: Final = get_args(Unknown)


def check_unknown(unknown: object) -> None:
    """Raise an error if this is not a value of the parameter `unknown`. Every reading function calls this.

    Raises:
        ValueError: it is neither `"error"` nor `"keep"`.
    """
    if unknown not in CHOICES:
        raise ValueError(f"unknown must be 'error' or 'keep', not {unknown!r}{did_you_mean(unknown, CHOICES)}")


class _Invalid:
    """The type of `INVALID`, which the explainer returns in place of a value that has an error."""

    def __repr__(self) -> str:
        return "INVALID"


INVALID: Final = _Invalid()


def _name(shape: Shape) -> Phrase:
    """Return a description of a shape for a message."""
    match shape:
        case Scalar():
            return Phrase("a string: {name}", name=Phrase(shape.name))
        case Number(integer=True):
            return Phrase("an integer")
        case Number():
            return Phrase("a number")
        case Boolean():
            return Phrase("true or false")
        case ListOf():
            return Phrase("a list")
        case MapOf():
            value = shape.value.name if isinstance(shape.value, Scalar) else "JSON"
            return Phrase("an object that maps {key} to {value}", key=Phrase(shape.key.name), value=Phrase(value))
        case ObjectOf():
            return Phrase("an object with the keys of {name}", name=shape.cls.__name__)
    return Phrase("JSON")


def meaning(field: Field) -> Phrase:
    """Return the description of a field as a part of a sentence."""
    text = field.description.rstrip(".")
    return Phrase(text if text[1].isupper() else text[0].lower() + text[1:])


class Explainer:
    """One walk over one value. It appends to `problems` in the order of the input, and raises `InvalidData` after too many errors.

    Parameters:
        unknown: `"error"` reports keys that a shape does not know, `"keep"` keeps them.
        quick: returns for a shape a function that builds the value or raises `LookupError` or `TypeError`; if given, it
            is called before a part is walked, so that only the faulty parts of a record are walked.
        limit: the number of errors after which it raises, and of other problems that it lists; `unlisted` counts the rest.
    """

    __slots__ = ("errors", "keep", "limit", "problems", "quick", "unlisted")

    def __init__(
        self,
        unknown: Unknown = "error",
        quick: Callable[[Shape], Callable[[object], Any]] | None = None,
        limit: int = PROBLEM_LIMIT,
    ) -> None:
        self.keep: bool = unknown == "keep"
        self.quick: Callable[[Shape], Callable[[object], Any]] | None = quick
        self.problems: list[Problem] = []
        self.errors: int = 0
        self.limit: int = limit
        self.unlisted: int = 0

    def _report(self, code: Code, value: object = None, **details: Any) -> _Invalid:
        """Report an error."""
        self._take((code(value, **details),), "")
        return INVALID

    def _take(self, problems: Iterable[Problem], at: str) -> None:
        """Add problems of any severity, with `at` put before their pointers."""
        for problem in problems:
            if problem.severity is Severity.ERROR:
                self.errors += 1
            elif len(self.problems) - self.errors >= self.limit:
                self.unlisted += 1
                continue
            self.problems.append(problem.under(at))
            if self.errors > self.limit:
                self.problems[-1] = TOO_MANY_PROBLEMS(limit=self.limit)
                raise InvalidData(self.problems)

    def walk(self, shape: Shape, value: object, at: str) -> Any:
        """Build the value of a shape from the raw value at the pointer `at`, or return `INVALID`."""
        if self.quick is not None and isinstance(shape, (ObjectOf, ListOf, MapOf)):
            try:
                return self.quick(shape)(value)
            except (LookupError, TypeError):
                pass
        return self.explain(shape, value, at)

    def explain(self, shape: Shape, value: object, at: str) -> Any:
        """Return the same as `walk`, without calling `quick` first."""
        match shape:
            case Scalar():
                return self._scalar(shape, value, at)
            case ObjectOf():
                return self._object(shape, value, at)
            case ListOf():
                return self._list(shape, value, at)
            case MapOf():
                return self._map(shape, value, at)
            case Number():
                return self._number(shape, value, at)
            case Boolean():
                return value if isinstance(value, bool) else self._wrong_type(shape, value, at)
            case OneOf():
                return self._one_of(shape, value, at)
            case _:
                return self._anything(value, at, at.count("/"))

    def _wrong_type(self, shape: Shape, value: object, at: str, expected: Phrase | None = None) -> _Invalid:
        advice = advise(shape, value, _fits)
        expected = expected or _name(shape)
        return self._report(WRONG_TYPE, value, at=at, expected=expected, suggestion=advice.suggestion, help=advice.help)

    def _scalar(self, shape: Scalar, value: object, at: str) -> Any:
        if type(value) is str:
            if shape.repeats and value in shape.memo:
                return shape.memo[value]
            if shape.clean is not None and shape.clean(value):
                return value
        if shape.attribute is not None and isinstance(value, shape.cls):
            value = getattr(value, shape.attribute)  # already built, but a field that takes fewer values may refuse it
        elif shape.from_python is not None:
            value = shape.from_python(value)
        if not isinstance(value, str):
            return self._wrong_type(shape, value, at)
        text = str.__str__(value)
        if not is_encodable(text):
            return self._report(SURROGATE, text, at=at, expected=shape.name)
        before = self.errors
        built, problems = shape.memo.refused.get(text) or shape.read(text)
        self._take(problems, at)
        return built if self.errors == before else INVALID

    def _number(self, shape: Number, value: object, at: str) -> Any:
        low = INTEGER_LEAST if shape.least is None else shape.least
        high = INTEGER_MOST if shape.most is None else shape.most
        if shape.integer and isinstance(value, float) and value.is_integer() and low <= value <= high:
            meant = int(value)  # spreadsheets and pandas write 40 as 40.0
            fix = Fix("replace", at, meant)
            return self._report(WRONG_TYPE, value, at=at, expected=_name(shape), suggestion=str(meant), fix=fix)
        if isinstance(value, bool) or not isinstance(value, int if shape.integer else (int, float)):
            return self._wrong_type(shape, value, at)
        if isinstance(value, float) and not math.isfinite(value):
            return self._report(NOT_FINITE, str(value), at=at, expected=_name(shape))
        if not low <= value <= high and not (isinstance(value, float) and shape.least is None):
            template = "{low} or more" if shape.most is None and value < low else "{low} to {high}"
            return self._report(OUT_OF_RANGE, value, at=at, expected=Phrase(template, low=low, high=high))
        if shape.integer:
            if not -DOUBLE_MOST <= value <= DOUBLE_MOST:
                expected = Phrase("{low} to {high}, or the digits as a string", low=-DOUBLE_MOST, high=DOUBLE_MOST)
                self._take((BEYOND_DOUBLE(value, at=at, expected=expected),), "")
            return plain(value)
        number = float(value) + 0.0  # one form: 39 is 39.0, and -0.0 is 0.0
        if number != value:
            return self._report(OUT_OF_RANGE, value, at=at, expected=Phrase("a number that a 64-bit float can hold"))
        return number

    def _list(self, shape: ListOf, value: object, at: str) -> Any:
        if not isinstance(value, (list, tuple)):
            if not isinstance(value, Iterable) or isinstance(value, (str, bytes, bytearray, Mapping)):
                return self._wrong_type(shape, value, at)
            value = tuple(value)  # an iterator can be gone through once only
        if len(value) < shape.at_least:
            return self._report(TOO_SHORT, at=at, count=len(value), least=shape.at_least, expected=_name(shape.item))
        before = self.errors
        items = [self.walk(shape.item, item, f"{at}/{index}") for index, item in enumerate(value)]
        if shape.unique:
            seen = set()
            for index, item in enumerate(items):
                if item is not INVALID and item in seen:
                    self._report(DUPLICATE, value[index], at=f"{at}/{index}", help="Remove it.")
                seen.add(item)
        return tuple(items) if self.errors == before else INVALID

    def _map(self, shape: MapOf, value: object, at: str) -> Any:
        if isinstance(value, shape.cls) and shape.cls is not JsonMap:  # it may hold any value
            return value
        if not isinstance(value, Mapping):
            return self._wrong_type(shape, value, at)
        if len(value) < shape.at_least:
            return self._report(TOO_SHORT, at=at, count=0, least=shape.at_least, expected=_name(shape))
        before = self.errors
        built: dict[Any, Any] = {}
        written: dict[str, str] = {}  # the pointer of each entry to the pointer of its key in the input
        for key, item in value.items():
            there = f"{at}{pointer(key)}" if isinstance(key, str) else at
            entry = self._key(shape.key, key, at, there, value)
            written[pointer(str(entry))] = pointer(str(key))
            if item is None and not isinstance(shape.value, Anything):
                content: Any = self._null(str(key), there)
            else:
                content = self.walk(shape.value, item, there)
            if entry is not INVALID and entry in built:
                advice = Phrase("Write one entry for {key}.", key=str(entry))
                self._report(DUPLICATE, key, at=there, help=advice, about_key=True)
            built[entry] = content
        if self.errors != before:
            return INVALID
        result = shape.cls._of(built)
        for check in shape.checks:
            found = [
                evolve(problem, pointer=written.get(problem.pointer, problem.pointer))
                for problem in check.check(result)
            ]
            self._take(found, at)
        return result if self.errors == before else INVALID

    def _key(self, shape: Scalar, key: object, at: str, there: str, taken: Mapping[Any, object]) -> Any:
        """Return a key of a map. A pointer to it points at the value, so its fix is a move and its problems have `about_key`."""
        first = len(self.problems)
        entry = self._scalar(shape, key, there)
        for index, problem in enumerate(self.problems[first:], first):
            move = None
            if problem.fix is not None and (name := str(problem.fix.value)) not in taken:
                move = Fix("move", at + pointer(name), origin=there)
            self.problems[index] = evolve(problem, fix=move, about_key=True)
        return entry

    def _anything(self, value: object, at: str, depth: int) -> Any:
        """Return frozen free JSON: every number is finite and in range, every text can be encoded, and the depth is limited."""
        if depth > DEPTH_LIMIT:
            return self._report(TOO_DEEP, at=at, limit=DEPTH_LIMIT, expected="a value that is nested less deeply")
        if isinstance(value, Mapping):
            built = {}
            for key, item in value.items():
                if not isinstance(key, str):
                    return self._report(NOT_JSON, key, at=at, expected="a key that is a string")
                text = self._anything(key, f"{at}{pointer(key)}", depth)
                built[text] = self._anything(item, f"{at}{pointer(key)}", depth + 1)
            return INVALID if INVALID in built or INVALID in built.values() else JsonMap._of(built)
        if isinstance(value, (list, tuple)):
            items = [self._anything(item, f"{at}/{index}", depth + 1) for index, item in enumerate(value)]
            return INVALID if INVALID in items else tuple(items)
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, int):
            return self._number(Number(integer=True), value, at)
        if isinstance(value, float):
            return plain(value) if math.isfinite(value) else self._number(Number(integer=False), value, at)
        if isinstance(value, str):
            text = str.__str__(value)
            return text if is_encodable(text) else self._report(SURROGATE, text, at=at, expected="text")
        return self._report(
            NOT_JSON, value, at=at, expected="null, true, false, a number, a string, a list or an object"
        )

    def _object(self, shape: ObjectOf, value: object, at: str) -> Any:
        if isinstance(value, shape.cls):
            return value
        if not isinstance(value, Mapping):
            return self._wrong_type(shape, value, at)
        if shape.tag is not None and ("$schema" in value or "schema_version" in value):
            return self._arriving(shape, value, at)
        return self._keys(shape, value, at)

    def _arriving(self, shape: ObjectOf, value: Mapping[Any, object], at: str) -> Any:
        """Return a record or dataset in the newest layout, after checking the version of the schema that it declares."""
        arrival = arrive(value)
        before, keep = self.errors, self.keep
        self._take(arrival.problems, at)
        self.keep = keep or arrival.newer
        first = len(self.problems)
        built = self._keys(shape, arrival.value, at)
        if needs_steps(declared(value)[0]):
            self.problems[first:] = unfixed(self.problems[first:])
        self.keep = keep
        return built if self.errors == before else INVALID

    def _keys(self, shape: ObjectOf, value: Mapping[Any, object], at: str) -> Any:
        before = self.errors
        values = self.attributes(shape, value, at)
        if shape.tag is not None and "type" not in value:
            expected = Phrase('the type of record, "{tag}"', tag=shape.tag)
            self._missing("type", at, expected, f'"type": "{shape.tag}"')
        built = self.build(object.__new__(shape.cls), shape, values, at)
        return built if self.errors == before else INVALID

    def attributes(self, shape: ObjectOf, value: Mapping[Any, object], at: str) -> dict[str, Any]:
        """Return the values of the attributes, with the keys that the shape does not know in `unknown_keys`."""
        before = self.errors
        values: dict[str, Any] = {}
        extra: dict[str, object] = {}
        for key, item in value.items():
            if not isinstance(key, str):
                self._report(NOT_JSON, key, at=at, expected="a key that is a string")
                continue
            known = shape.fields.get(key)
            there = at + pointer(key) if known is None else f"{at}/{key}"
            if known is not None:
                first = len(self.problems)
                values[key] = (
                    self._null(key, there, known) if item is None else self.walk(known.shape_among(value), item, there)
                )
                if len(self.problems) > first and isinstance(item, str):
                    self._said_by_a_flag(shape, first, item, value)
            elif key == "type" and shape.tag is not None:
                if item != shape.tag:
                    self._report(WRONG_TYPE, item, at=there, expected=Phrase('the type "{tag}"', tag=shape.tag))
            elif self.keep or (key == "$schema" and shape.tag is not None and isinstance(item, str)):
                depth = there.count("/")
                extra[self._anything(key, there, depth)] = self._anything(item, there, depth)
            else:
                self._unknown(shape, key, item, there, value)
        values[EXTRA] = JsonMap._of(extra) if extra and self.errors == before else EMPTY
        return values

    def _said_by_a_flag(self, shape: ObjectOf, number: int, text: str, given: Mapping[Any, object]) -> None:
        """Suggest a boolean key in place of an unknown term: "is_think_tank": true for the kind "Think Tank"."""
        problem = self.problems[number]
        flag = flag_for(shape, text, given) if problem.suggestion is None else None
        if flag is not None:
            self.problems[number] = evolve(problem, suggestion=f'"{flag}": true')

    def _one_of(self, shape: OneOf, value: object, at: str) -> Any:
        """Return the object of the class that its key `type` names. Without a known type it is checked as the most similar class."""
        if not isinstance(value, Mapping):
            if shape.other is not None and isinstance(value, shape.other.cls):
                return value
            own = getattr(type(value), "type", "")
            built_already = shape.options.get(own)
            if built_already is not None:
                return self._object(built_already, value, at)
            if self._is_foreign(shape, own):
                advice = Phrase("Put the record into the Dataset of the profile that defines this type.")
                return self._report(MISSING_PROFILE, own, at=at + "/type", help=advice)
            expected = Phrase("an object whose type is one of {names}", names=", ".join(shape.options))
            return self._wrong_type(shape, value, at, expected)
        tag = value.get("type")
        if isinstance(tag, str) and tag in shape.options:
            return self._object(shape.options[tag], value, at)
        if shape.other is not None and self._is_foreign(shape, tag):
            return self._foreign(shape.other, value, at)
        likely = likely_class(shape, value)
        expected = one_of(shape.options)
        if "type" not in value and likely is None:
            suggestion = '"type": "dataset"' if "records" in value else None
            return self._report(MISSING, at=at, key="type", expected=expected, suggestion=suggestion)
        if "type" in value:
            near = close_matches(str(tag)[:50].lower(), shape.options, 1, 0.5)
            suggestion = f'"{near[0]}"' if near else None if likely is None else f'"{likely.tag}"'
            help = (
                Phrase("Read a dataset with Dataset.read, or with loads(data, Dataset).") if tag == "dataset" else None
            )
            self._report(UNKNOWN_TYPE, tag, at=at + "/type", expected=expected, suggestion=suggestion, help=help)
        if likely is not None:
            self._object(likely, {**value, "type": likely.tag} if "type" in value else value, at)
        return INVALID

    def _is_foreign(self, shape: OneOf, tag: object) -> bool:
        """Return whether a type of record is one that another project defines."""
        return shape.other is not None and isinstance(tag, str) and _fits(shape.other.fields["type"].shape, tag)

    def _foreign(self, shape: ObjectOf, value: Mapping[Any, object], at: str) -> Any:
        """Return a record of a type that another project defines. It is kept whole if unknown keys are kept."""
        if self.keep:
            return self._object(shape, value, at)
        advice = Phrase(
            'Read the record with the profile that defines this type, or keep it unchanged with unknown="keep".'
        )
        return self._report(MISSING_PROFILE, value["type"], at=at + "/type", help=advice)

    def _null(self, key: str, at: str, known: Field | None = None) -> _Invalid:
        needed = known is not None and known.required
        if needed:
            return self._report(NULL, at=at, key=key, about_key=True, expected="a value")
        return self._report(NULL, at=at, key=key, about_key=True, help="Omit the key if the value is unknown.")

    def _missing(self, key: str, at: str, expected: str, suggestion: str | None = None) -> None:
        self._report(MISSING, at=at, key=key, expected=expected, suggestion=suggestion)

    def _unknown(self, shape: ObjectOf, key: str, item: object, at: str, given: Mapping[Any, object]) -> None:
        """Report an unknown key, with the key that was most likely meant, or else with advice."""
        meant = meant_key(shape, key, given)
        free = [name for name in shape.fields if name not in given]
        suggestion: str | None = None
        advice: str | None = None
        if meant is not None:
            known = shape.fields[meant].shape
            value = None if _fits(known, item) else suggested(known, item, _fits) or ""
            suggestion = f'"{meant}"' if value is None else f'"{meant}": {value}' if value else None
            advice = None if suggestion else Phrase('The nearest key is "{key}".', key=meant)
        elif near := close_matches(key.lower()[:50], shape.fields, 1, 0.8):
            advice = Phrase('The nearest key is "{key}".', key=near[0])  # the other key is there too
        elif "extensions" in free and key.isidentifier() and key.islower():
            template = 'Remove the key, or keep it in "extensions" as "myproject:{key}".'
            advice = Phrase(template, key=key[:100])
        self._report(
            UNKNOWN,
            item,
            at=at,
            key=key[:100],
            where=shape.cls.__name__,
            about_key=True,
            suggestion=suggestion,
            help=advice,
            expected=one_of(free[:40]) if suggestion is None else "",
        )

    def build(self, built: Any, shape: ObjectOf, values: Mapping[str, Any], at: str) -> Any:
        """Set the attributes of a new object, run the rules whose fields are all valid, and return the object."""
        put = object.__setattr__
        put(built, EXTRA, values[EXTRA])
        faulty = set()
        for name, known in shape.fields.items():
            value = values.get(name, known.default)
            if value is NOTHING:
                expected = Phrase("{what}: {meaning}", what=_name(known.shape), meaning=meaning(known))
                self._missing(name, at, expected)
            if value is NOTHING or value is INVALID:
                faulty.add(name)
            else:
                put(built, name, value)
        for check in shape.checks:
            said = [name for name in check.needs if name in values and values[name] != shape.fields[name].default]
            if faulty.isdisjoint(check.fields) and (said or not check.needs):
                for problem in check.check(built):
                    if problem.fix is not None and (problem.definition or CODES[problem.code]).canonical:
                        put(built, problem.fix.path[1:], problem.fix.value)  # a record holds canonical values
                    self._take((problem,), at)
        return built


def _fits(shape: Shape, value: object) -> bool:
    """Return whether a shape takes a plain value without any problem."""
    explainer = Explainer(limit=0)
    try:
        built = explainer.explain(shape, value, "")
    except InvalidData:
        return False
    return built is not INVALID and not explainer.unlisted
