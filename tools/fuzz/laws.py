"""Properties that hold for any value and any text. Each law is an assertion; a target is a way to test laws."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import thinktank_model as tm
from thinktank_model.jsontext.parsing import encode, parse
from thinktank_model.problems.display import UNSAFE, VALUE_LIMIT, is_encodable
from thinktank_model.problems.pointers import pointer, pointer_tokens
from thinktank_model.problems.problem import CODES, Problem, Severity
from thinktank_model.shapes.codec import dump, loader, read
from thinktank_model.shapes.explain import INVALID, Explainer, Unknown
from thinktank_model.shapes.tree import ObjectOf, OneOf, Scalar, Shape

__all__ = ["located", "read_alike", "round_trip", "scalar_laws", "sound", "value_laws"]


def sound(problems: Iterable[Problem], value: object) -> None:
    """Check that each problem has a known code, can be displayed and written, and points to an existing part of the value."""
    for problem in problems:
        assert problem.severity is CODES[problem.code].severity, problem
        for text in (problem.message, str(problem)):
            assert UNSAFE.search(text) is None, text
            text.encode()
        assert not isinstance(problem.value, str) or len(problem.value) <= VALUE_LIMIT, problem
        _find(value, problem.pointer)


def _find(value: Any, at: str) -> Any:
    """Return the value at a JSON Pointer (RFC 6901); an assertion fails if there is none.

    A pointer keeps `KEY_LIMIT` characters of a key, so a longer key is found by those.
    """
    for token in pointer_tokens(at):
        if isinstance(value, Mapping):
            keys = [token] if token in value else [key for key in value if pointer(key) == pointer(token)]
            assert keys, f"{at} leads nowhere: no key {token!r}"
            value = value[keys[0]]
        else:
            assert isinstance(value, (list, tuple)) and int(token) < len(value), f"{at} leads nowhere: no item {token}"
            value = value[int(token)]
    return value


def located(data: bytes, problems: Iterable[Problem]) -> None:
    """Check that line, column and offset of each problem agree and are in the text."""
    for problem in problems:
        offset, line, column = problem.offset, problem.line, problem.column
        if line is None:
            assert problem.code == "json.too-deep", problem
            continue
        assert offset is not None and 0 <= offset <= len(data), problem
        before = data[:offset]
        assert before.count(b"\n") + 1 == line, problem
        if column is not None:
            start = before.rpartition(b"\n")[2]
            start = start.removeprefix(b"\xef\xbb\xbf") if line == 1 else start
            assert len(start.decode(errors="replace")) + 1 == column, problem


def scalar_laws(shape: Scalar, text: str) -> Any:
    """Check that a text is read or refused with an error, that quick tests agree, and that canonical text stays canonical.

    Half a surrogate pair is refused by the explainer, before a scalar sees it.
    """
    if not is_encodable(text):
        return None
    value, problems = shape.read(text)
    sound(problems, text)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    assert (value is None) == bool(errors), (text, value, problems)
    if shape.clean is not None and shape.clean(text):
        assert value == text and not problems, (text, problems)
    for problem in problems:
        if problem.fix is not None:
            assert isinstance(problem.fix.value, str), problem
            mended, left = shape.read(problem.fix.value)
            assert mended is not None and problem.code not in {one.code for one in left}, (text, problem, left)
    if value is None:
        return None
    written = value if shape.attribute is None else getattr(value, shape.attribute)
    assert isinstance(written, str)
    again, more = shape.read(written)
    assert again == value and hash(again) == hash(value), (text, written, again)
    lasting = [problem.code for problem in problems if not problem.code.endswith(".not-canonical")]
    assert [problem.code for problem in more] == lasting, (text, problems, more)
    return value


def value_laws(shape: Shape, value: object, unknown: Unknown = "error") -> Any:
    """Check that loader, explainer and their combination agree on a plain JSON value, and that the result survives a round trip."""
    explainer = Explainer(unknown)
    built = explainer.explain(shape, value, "")
    problems = tuple(explainer.problems)
    sound(problems, value)
    refused = any([problem.severity is Severity.ERROR for problem in problems])
    assert (built is INVALID) == refused, (built, problems)
    if isinstance(shape, (ObjectOf, OneOf)):
        read_alike(shape, value, built, problems, unknown)
    assert read(shape, value, unknown) == (None if refused else built, problems)
    if not refused and isinstance(shape, (ObjectOf, OneOf)):
        round_trip(shape, built, problems)
    return None if refused else built


def read_alike(
    shape: ObjectOf | OneOf, value: Any, built: object, problems: tuple[Problem, ...], unknown: Unknown
) -> None:
    """Check that the compiled loader accepts exactly the values in which the explainer, without unknown keys, finds no problem."""
    try:
        chosen = shape.options[value["type"]] if isinstance(shape, OneOf) else shape
        fast = loader(chosen)(value)
    except (LookupError, TypeError):
        fast = INVALID
    if unknown == "error" and not (isinstance(value, dict) and "$schema" in value):
        assert (fast is not INVALID) == (not problems), (value, problems)
    assert fast is INVALID or (fast == built and not problems), (value, problems)


def round_trip(shape: ObjectOf | OneOf, built: Any, problems: tuple[Problem, ...] = ()) -> None:
    """Check that an object is written and read back equal, with the same bytes, and that its text needs no fix."""
    plain = dump(built)
    data = encode(plain)
    value, lost = parse(data)
    assert not lost and value == plain, (data, lost)
    again, more = read(shape, value, "keep")
    assert again == built and hash(again) == hash(built), (data, more)
    assert tm.dumps(again) == data
    left = Counter([problem.code for problem in problems if not problem.code.endswith(".not-canonical")])
    assert Counter([problem.code for problem in more]) <= left, (data, problems, more)
