"""The library itself: one record after another, `read_jsonl` from end to end, and a whole data set at once."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from benchmarks.rules import UNION
from thinktank_model.jsontext.limits import LIMITS
from thinktank_model.jsontext.parsing import parse
from thinktank_model.model.common import place_in
from thinktank_model.problems.problem import Problem
from thinktank_model.records.lines import read_jsonl
from thinktank_model.records.readers import LineReader
from thinktank_model.records.single import dumps
from thinktank_model.rules.reading import gather
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.codec import read
from thinktank_model.shapes.tree import ListOf, MapOf, ObjectOf, OneOf, Scalar, Shape
from thinktank_model.values.date_parts import offset
from thinktank_model.values.language import SCRIPTS, expected_letter, letters_of

from . import Contender

__all__ = ["CONTENDERS", "forget", "scalars"]

RECORD: OneOf = shape_of(UNION)


def load(line: bytes) -> Any:
    """Parse without loss, validate and build, as `read_jsonl` does with a line."""
    value, problems = parse(line)
    built, problems = (None, problems) if problems else read(RECORD, value)
    if built is None:
        raise ValueError(problems)
    return built


def explain(line: bytes) -> list[str]:
    """Return the pointers of all problems, of parsing or of reading."""
    value, problems = parse(line)
    return _errors(problems or read(RECORD, value)[1])


def stream(lines: list[bytes]) -> list[Any]:
    """Read with `read_jsonl`: with line numbers, offsets and places in the text."""
    return list(read_jsonl(BytesIO(b"\n".join(lines))))


def read_batch(lines: list[bytes]) -> list[Any]:
    """Read as `Dataset.read` does with a file, with the garbage collector paused."""
    return list(gather(LineReader(BytesIO(b"\n".join(lines)), "error", LIMITS)).records)


def load_line(line: bytes) -> Any:
    """Return the record of one line, read by `read_jsonl`."""
    (found,) = read_jsonl(BytesIO(line))
    if found.record is None:
        raise ValueError(found.problems)
    return found.record


def explain_line(line: bytes) -> list[str]:
    """Return the pointers of the problems of one line, read by `read_jsonl`."""
    return explain_stream([line])[0]


def explain_stream(lines: list[bytes]) -> list[list[str]]:
    """Return the pointers of the problems of each line from `read_jsonl`, which gives each its line, column and offset."""
    return [_errors(line.problems) for line in read_jsonl(BytesIO(b"\n".join(lines)))]


def _errors(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.pointer for problem in problems if problem.severity == "error"]


def scalars(shape: Shape) -> set[Scalar]:
    """Return all scalars in a shape."""
    match shape:
        case Scalar():
            return {shape}
        case ListOf():
            return scalars(shape.item)
        case MapOf():
            return {shape.key} | scalars(shape.value)
        case ObjectOf():
            return set().union(*[scalars(field.shape) for field in shape.fields.values()])
        case OneOf():
            return set().union(*[scalars(option) for option in shape.options.values()])
    return set()


REMEMBERED = [scalar.memo for scalar in scalars(RECORD) if scalar.repeats]


def forget() -> None:
    """Empty every memo of values, of texts that were refused, of scripts, places in records and offsets."""
    for remembered in REMEMBERED:
        remembered.clear()
        remembered.refused.clear()
    SCRIPTS.clear()
    letters_of.cache_clear()
    offset.cache_clear()
    expected_letter.cache_clear()
    place_in.cache_clear()


CONTENDERS = (
    Contender(
        name="thinktank-model",
        load=load,
        explain=explain,
        dump=dumps,
        prepare=forget,
        needs=("attrs", "cattrs", "orjson"),
    ),
    Contender(
        name="thinktank-model, read_jsonl",
        load=load_line,
        explain=explain_line,
        load_all=stream,
        explain_all=explain_stream,
        prepare=forget,
    ),
    Contender(name="thinktank-model, Dataset.read", load=load, load_all=read_batch, prepare=forget),
)
