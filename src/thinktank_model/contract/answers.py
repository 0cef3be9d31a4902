"""Records in the form that language models answer in, as the variant `llm` of the schema describes it, and back.

What is read goes through the reader that reports every problem of a record, so an answer obeys the rules of records. Only the form
differs: null, or an empty list, is an absent key, a map is a list of pairs, free JSON is its text. The pointers of problems lead into the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar, overload

from attrs import evolve

from ..jsontext.faults import SYNTAX
from ..jsontext.parsing import encode, parse
from ..jsontext.places import SourceMap
from ..model.kept import KeptRecord
from ..model.union import Record
from ..problems.display import literal
from ..problems.pointers import pointer, pointer_tokens
from ..problems.problem import Problem, define
from ..problems.report import InvalidData
from ..problems.translations import Phrase
from ..records.placing import id_of, placed
from ..records.single import known_class, utf8
from ..shapes.codec import dump, read
from ..shapes.codes import DUPLICATE, TOO_SHORT, WRONG_TYPE
from ..shapes.explain import INVALID, Explainer
from ..shapes.frozenjson import thaw
from ..shapes.node import Node
from ..shapes.tree import Field, ListOf, MapOf, ObjectOf, OneOf, Shape
from .llm import LEFT_OUT, is_empty_if_absent, is_free, pair_of, root_of

__all__ = ["from_llm", "to_llm"]

N = TypeVar("N", bound=Node)

NOT_ANSWERED: Final = define(
    "answer.left-out",
    "error",
    "the key {key!r} is not part of an answer",
    why="Only a person who maintains the records writes this key. The schema for language models does not have it.",
    bad='{"merged_ids": ["organization:a"]}',
    good="{}",
)


# --- Writing ---


def to_llm(record: Node | Iterable[Record]) -> dict[str, Any]:
    """Return a record in the form that language models answer in: a value of `json_schema(cls, variant="llm")`.

    It is the whole record but for the keys in `thinktank_model.contract.llm.LEFT_OUT`, in it and its parts, and for keys that no schema knows.

    Parameters:
        record: a record, a dataset or a part of a record; or several records, which are under the key `records`.

    Raises:
        TypeError: what is given is something else, or a record of a profile that is not loaded.

    >>> from thinktank_model import Source
    >>> to_llm(Source(id="source:a", titles={"en": "A"}))["titles"]
    [{'key': 'en', 'value': 'A'}]
    """
    if isinstance(record, KeptRecord):
        raise _not_here(record.type)
    if isinstance(record, Node):
        cls: Any = type(record)
        shape, value = root_of(cls), dump(record)
    else:
        shape, value = root_of(), {"records": [dump(one) for one in record]}
    answer: dict[str, Any] = answer_of(shape, value)
    return answer


def answer_of(shape: Shape, value: Any) -> Any:
    """Return the answer that says the same as a canonical plain value of a shape.

    Raises:
        TypeError: in it is a record of a profile that is not loaded.
    """
    if is_free(shape):
        return encode(value).decode()
    match shape:
        case ListOf():
            return [answer_of(shape.item, item) for item in value]
        case MapOf():
            return [{"key": key, "value": answer_of(shape.value, item)} for key, item in value.items()]
        case OneOf():
            if value["type"] not in shape.options:
                raise _not_here(value["type"])
            return answer_of(shape.options[value["type"]], value)
        case ObjectOf():
            tagged = {} if shape.tag is None else {"type": shape.tag}
            fields = [field for field in shape.fields.values() if field.name not in LEFT_OUT]
            return tagged | {field.name: _answer_in(field, value) for field in fields}
    return value


def _answer_in(field: Field, value: Mapping[str, Any]) -> Any:
    if field.name in value:
        return answer_of(field.shape, value[field.name])
    return [] if is_empty_if_absent(field) else None


def _not_here(tag: str) -> TypeError:
    return TypeError(f"a record of the type {tag} has no form for language models: its profile is not loaded")


# --- Reading ---


@overload
def from_llm(data: bytes | str | Mapping[str, Any], cls: None = None) -> tuple[Record, ...]: ...
@overload
def from_llm(data: bytes | str | Mapping[str, Any], cls: type[N]) -> N: ...
def from_llm(data: Any, cls: Any = None) -> Any:
    """Read the answer of a language model, in the form of `json_schema(cls, variant="llm")`. A key may also be absent.

    Parameters:
        data: the answer: JSON text, or plain data.
        cls: the class that was asked for; without it the answer has records of any class under `records`.

    Returns:
        The record; without a class the tuple of records.

    Raises:
        InvalidData: with every problem. Pointers lead into the answer: `/titles/0/value` is the first text of a language map.
        TypeError: the data is neither, or `cls` is not a class of the model.

    >>> from thinktank_model import Source
    >>> from_llm({"type": "source", "id": "source:a", "titles": [{"key": "en", "value": "A"}]}, Source).titles["en"]
    'A'
    """
    shape = root_of(known_class(cls))
    text = None if isinstance(data, Mapping) else utf8(data)
    value, problems = (data, ()) if text is None else parse(text)
    if problems:
        raise InvalidData(problems)
    built, problems = read_answer(shape, value)
    if built is None:
        raise InvalidData(in_text(problems, value, text))
    return getattr(built, "records" if cls is None else "value") if shape.cls is not cls else built


def read_answer(shape: Shape, value: object) -> tuple[Any, tuple[Problem, ...]]:
    """Return what a shape makes of an answer, or None if there is an error; and every problem, with pointers into the answer."""
    reader = _Reader()
    try:
        built = reader.walk(shape, value, "")
    except InvalidData:  # more errors than anybody would read
        built = INVALID
    return (None if built is INVALID else built), tuple([_in_answer(problem, value) for problem in reader.problems])


def in_text(problems: Iterable[Problem], answer: object, text: bytes | None) -> tuple[Problem, ...]:
    """Return the problems of an answer with the ids of their records, and their places in its text if there is one."""
    records = answer.get("records") if isinstance(answer, Mapping) else None
    owned = []
    for problem in problems:
        first, *others = pointer_tokens(problem.pointer)[:2] or ("",)
        owner: object = answer
        if first == "records" and others and isinstance(records, list):
            owner = records[int(others[0])]
        owned.append(evolve(problem, record_id=id_of(owner)))
    return placed(owned, answer, None if text is None else SourceMap(text))


def _in_answer(problem: Problem, answer: object) -> Problem:
    """Return a problem whose pointer leads into a map or into free JSON, which are lists and texts in the answer, with its place there."""
    there, here = "", answer
    for token in pointer_tokens(problem.pointer):
        if isinstance(here, list) and not (token.isascii() and token.isdigit()):
            pairs = [one.get("key") if isinstance(one, Mapping) else None for one in here]
            if token in pairs:
                there += f"/{pairs.index(token)}/{'key' if problem.about_key else 'value'}"
            break
        if isinstance(here, str):
            break
        there += pointer(token)
        here = _part(here, token)
    return problem if there == problem.pointer else evolve(problem, pointer=there, about_key=False, fix=None)


def _part(value: object, token: str) -> object:
    if isinstance(value, Mapping):
        return value.get(token)
    return value[int(token)] if isinstance(value, list) and int(token) < len(value) else None


class _Reader(Explainer):
    """Reads answers by the rules of records."""

    __slots__ = ()

    def explain(self, shape: Shape, value: object, at: str) -> Any:
        """Return what a shape makes of a part of an answer."""
        if is_free(shape):
            return self._free(shape, value, at)
        if isinstance(shape, MapOf):
            return self._pairs(shape, value, at)
        return super().explain(shape, value, at)

    def _object(self, shape: ObjectOf, value: object, at: str) -> Any:
        if not isinstance(value, Mapping):
            return super()._object(shape, value, at)
        before = self.errors
        for key in [key for key in LEFT_OUT if key in shape.fields and value.get(key) is not None]:
            self._report(NOT_ANSWERED, value[key], at=f"{at}/{key}", key=key, about_key=True, help="Remove the key.")
        given = {key: item for key, item in value.items() if not _is_absent(shape, key, item)}
        built = self._keys(shape, given, at)  # whatever version an answer declares: it has the layout of this one
        return built if self.errors == before else INVALID

    def _unknown(self, shape: ObjectOf, key: str, item: object, at: str, given: Mapping[Any, object]) -> None:
        super()._unknown(shape, key, item, at, {**given, **LEFT_OUT})  # none of which is to be written instead

    def _free(self, shape: Shape, value: object, at: str) -> Any:
        """Free JSON, in its text."""
        if not isinstance(value, str):
            expected = Phrase("the text of a JSON value, in quotation marks")
            return self._report(WRONG_TYPE, value, at=at, expected=expected, suggestion=_meant(shape, value))
        parsed, problems = parse(utf8(value))
        if problems:
            if problems[0].code == SYNTAX.name and (meant := _meant(shape, value)) is not None:
                problems = (evolve(problems[0], suggestion=meant, help=None),)
            # line and column are those of the inner text
            self._take([evolve(one, line=None, column=None, offset=None) for one in problems], at)
            return INVALID
        inner = Explainer()
        built = inner.explain(shape, parsed, at)
        self._take(inner.problems, "")
        return built

    def _pairs(self, shape: MapOf, value: object, at: str) -> Any:
        """A map, as the list of its entries."""
        pair, before = pair_of(shape), self.errors
        if not isinstance(value, (list, tuple)):
            expected = Phrase('a list of objects with the keys "key" and "value"')
            return self._report(WRONG_TYPE, value, at=at, expected=expected, suggestion=_meant(shape, value))
        if len(value) < shape.at_least:
            return self._report(
                TOO_SHORT, at=at, count=len(value), least=shape.at_least, expected=Phrase(shape.key.name)
            )
        entries: dict[Any, Any] = {}
        places: dict[str, str] = {}
        for index, item in enumerate(value):
            entry = self.walk(pair, item, f"{at}/{index}")
            if entry is INVALID:
                continue
            if entry.key in entries:
                advice = Phrase("Write one entry for {key}.", key=str(entry.key))
                self._report(DUPLICATE, str(entry.key), at=f"{at}/{index}/key", help=advice)
            entries[entry.key], places[pointer(str(entry.key))] = entry.value, f"/{index}/value"
        if self.errors != before:
            return INVALID
        built = shape.cls._of(entries)
        for check in shape.checks:
            self._take([evolve(one, pointer=places[one.pointer], fix=None) for one in check.check(built)], at)
        return built if self.errors == before else INVALID


def _meant(shape: Shape, value: object) -> str | None:
    """Return how an answer has a value that was given as records have it; None if it is not such a value, or long."""
    built, problems = read(shape, value)
    if built is None or problems:
        return None
    plain = {key: thaw(item) for key, item in built.items()} if isinstance(shape, MapOf) else thaw(built)
    return literal(answer_of(shape, plain))


def _is_absent(shape: ObjectOf, key: object, item: object) -> bool:
    """Return whether a key of an answer is empty."""
    known = shape.fields.get(key) if isinstance(key, str) else None
    if known is None:
        return False
    return key in LEFT_OUT or (item is None and not known.required) or (item == [] and is_empty_if_absent(known))
