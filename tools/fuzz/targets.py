"""The targets: each takes any bytes, reaches a part of the library with them, and asserts its laws.

None needs atheris, so pytest runs each over the seeds and over every input that was once a crash.
"""

from __future__ import annotations

import datetime
import functools
import io
import json
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from attrs import evolve

import thinktank_model as tm
from tests import generate
from thinktank_model.jsontext.lines import SEVERAL_LINES
from thinktank_model.jsontext.parsing import encode, parse
from thinktank_model.model.index import links
from thinktank_model.model.union import RECORD
from thinktank_model.problems.display import is_encodable
from thinktank_model.problems.pointers import pointer_tokens
from thinktank_model.problems.problem import Severity
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.codec import read
from thinktank_model.shapes.frozenjson import EMPTY
from thinktank_model.shapes.tree import ListOf, MapOf, ObjectOf, OneOf, Scalar, Shape
from thinktank_model.values.dates import DATE, DATE_OR_TIME
from thinktank_model.values.identifiers import SCHEMES, Scheme
from thinktank_model.values.language import LANGUAGE, canonical_language, expected_letter, lookup
from thinktank_model.values.urls import URL

from . import laws
from .commands import every_verb
from .draw import Choices

__all__ = ["TARGETS", "Target"]

TODAY: Final = datetime.date(2024, 12, 31)


class Target(NamedTuple):
    """A part of the library under test.

    Attributes:
        name: what it is called on the command line, and its folder in `tests/corpus`.
        run: takes any bytes; raises where a law is broken.
        text: whether its input is a text, and so at most a few hundred bytes matter.
    """

    name: str
    run: Callable[[bytes], None]
    text: bool = False


TARGETS: Final[dict[str, Target]] = {}


def target(name: str, *, text: bool = False) -> Callable[[Callable[[bytes], None]], Callable[[bytes], None]]:
    """Add a function to the targets."""

    def add(run: Callable[[bytes], None]) -> Callable[[bytes], None]:
        TARGETS[name] = Target(name, run, text)
        return run

    return add


def _text(data: bytes) -> str:
    """Any text, half characters too."""
    return data.decode(errors="surrogateescape")


# --- JSON ---


@target("json")
def json_text(data: bytes) -> None:
    """Bytes to a value without loss, or problems with places; the standard library, where it can tell, agrees."""
    value, problems = parse(data)
    laws.located(data, problems)
    body = data.removeprefix(b"\xef\xbb\xbf")
    if problems:
        assert value is None
        if problems[0].code == "json.syntax":
            try:
                json.loads(body.decode())
            except (ValueError, RecursionError):
                return
            raise AssertionError(f"{body!r} is JSON for the standard library: {problems[0]}")
        return
    assert repr(value) == repr(json.loads(body.decode())), data
    try:
        written = encode(value)
    except TypeError:  # nests deeper than any record
        return
    again, lost = parse(written)
    assert not lost and repr(again) == repr(value), (data, lost)


@target("record")
def record_text(data: bytes) -> None:
    """JSON text to a record: `loads`, `validate` and the walk over the parsed value say the same."""
    report = tm.validate(data, today=TODAY)
    laws.located(data, report)
    value, problems = parse(data)
    if problems or (isinstance(value, dict) and value.get("type") == "dataset"):
        laws.sound(report, value) if not problems else None
        return
    built = laws.value_laws(shape_of(RECORD), value)
    laws.value_laws(shape_of(RECORD), value, "keep")
    laws.sound(report, value)
    try:
        loaded = tm.loads(data)
    except tm.InvalidData as error:
        assert built is None and error.problems == report.problems
    else:
        assert loaded == built and report.ok
        assert tm.loads(tm.dumps(loaded)) == loaded


@target("answer")
def answer_text(data: bytes) -> None:
    """The answer of a language model to records or to problems that are in it; what was read is the same after another way there and back."""
    try:
        built = tm.from_llm(data)
    except tm.InvalidData as error:
        laws.located(data, error.problems)
        value, problems = parse(data)
        if not problems:
            laws.sound(error.problems, value)
        return
    again = tm.from_llm(encode(tm.to_llm(built)))
    assert [evolve(record, unknown_keys=EMPTY) for record in built] == list(again)


@target("jsonl")
def lines_text(data: bytes) -> None:
    """JSON Lines: each line is read as it is alone, in order, and its problems lie in it.

    But a value that is spread over several lines is reported at its first one, and a header with the version of another
    schema changes how all lines are read.
    """
    found = list(tm.read_jsonl(io.BytesIO(data), limits=tm.Limits(line=4096)))
    slowly = io.BufferedReader(io.BytesIO(data), buffer_size=7)
    assert found == list(tm.read_jsonl(slowly, limits=tm.Limits(line=4096)))
    raw = data.split(b"\n")
    starts = [0]
    for one in raw:
        starts.append(starts[-1] + len(one) + 1)
    assert [line.number for line in found] == sorted({line.number for line in found})
    for line in found:
        text = raw[line.number - 1].removesuffix(b"\r")
        assert line.offset == starts[line.number - 1]
        assert (line.record is None and line.header is None) <= any(
            [p.severity is Severity.ERROR for p in line.problems]
        )
        for problem in line.problems:
            assert problem.line == line.number
            assert problem.offset is not None and 0 <= problem.offset - line.offset <= len(text), problem
        spread = SEVERAL_LINES.name in [problem.code for problem in line.problems]
        if line.number > 1 and len(text) <= 4096 and not spread and b"schema_version" not in raw[0]:
            alone = next(tm.read_jsonl(io.BytesIO(b"\n" + text)))
            assert alone.record == line.record
            assert [problem.code for problem in alone.problems] == [problem.code for problem in line.problems]
    records = [line.record for line in found if line.record is not None]
    written = io.BytesIO()
    tm.write_jsonl(written, records)
    written.seek(0)
    assert [line.record for line in tm.read_jsonl(written, unknown="keep")] == records


target("command")(every_verb)


# --- Texts ---


def _scalars(shape: Shape, seen: set[int]) -> Iterator[Scalar]:
    """Yield every kind of text that a shape holds."""
    if id(shape) in seen:
        return
    seen.add(id(shape))
    match shape:
        case Scalar():
            yield shape
        case ListOf():
            yield from _scalars(shape.item, seen)
        case MapOf():
            yield from _scalars(shape.key, seen)
            yield from _scalars(shape.value, seen)
        case ObjectOf():
            for field in shape.fields.values():
                yield from _scalars(field.shape, seen)
        case OneOf():
            for option in shape.options.values():
                yield from _scalars(option, seen)


SCALARS: Final = tuple({shape.name: shape for shape in _scalars(shape_of(RECORD), set())}.values())


@target("scalar", text=True)
def any_scalar(data: bytes) -> None:
    """The first byte chooses one of the kinds of text that the model has; the rest is the text."""
    if data:
        laws.scalar_laws(SCALARS[data[0] % len(SCALARS)], _text(data[1:]))


def _identifier(scheme: Scheme, data: bytes) -> None:
    """A scheme reads its identifiers to one canonical form, whose URL can be opened."""
    text = _text(data)
    laws.value_laws(shape_of(tm.Identifier), {"scheme": scheme.name, "value": text})
    if not is_encodable(text):
        return
    value, problems = scheme.read(text)
    laws.sound(problems, text)
    assert scheme.is_canonical(text) == (not problems)
    assert scheme.canonical(text) == value
    if value is not None:
        assert scheme.is_canonical(value) and len(value) <= scheme.limit
        assert scheme.read(value) == (value, ())
        url = scheme.url(value)
        assert url is None or URL.read(url)[0] == url, url


for _scheme in SCHEMES.values():
    target(f"identifier-{_scheme.name}", text=True)(functools.partial(_identifier, _scheme))


@target("date", text=True)
def date(data: bytes) -> None:
    """One or two dates, apart by `/`: what is read, and three-valued comparison without contradiction."""
    first, _, second = _text(data).partition("/")
    built = [laws.scalar_laws(shape, text) for shape in (DATE, DATE_OR_TIME) for text in (first, second)]
    one, two = built[2:]
    if one is None or two is None:
        return
    assert one.after(two) == two.before(one) and one.same_day(two) == two.same_day(one)
    assert not (one.before(two) and two.before(one))
    assert not (one.same_day(two) and one == two and one.before(two))
    if one.before(two) and one.offset == two.offset:
        assert one.sort_key < two.sort_key
    assert (one.sort_key == two.sort_key) == (one == two)
    assert one.instant is None or one.instant.utcoffset() == one.offset
    period = laws.value_laws(shape_of(tm.Period), {"start": first, "end": second})
    assert (period is None) == bool(two.before(one) or one.has_time or two.has_time)
    if period is not None:
        assert period.contains(one) is not False and period.contains(two) is not False
        assert period.overlaps(period) is not False and period.within(period) is not False
        assert not period.before(period)


@target("count", text=True)
def count(data: bytes) -> None:
    """JSON text of a count, or of a list of two: bounds and three-valued comparison without contradiction."""
    value, problems = parse(data)
    if problems:
        return
    pair = value if isinstance(value, list) and len(value) == 2 else [value, value]
    one, two = [laws.value_laws(shape_of(tm.Count), item) for item in pair]
    if one is None or two is None:
        return
    assert str(one)
    assert one.lower >= 0 and (one.highest is None or one.highest >= one.lower)
    assert one.less_than(two) == two.more_than(one)
    assert not (one.less_than(two) and two.less_than(one))
    assert one.at_least(two) is (None if one.less_than(two) is None else not one.less_than(two))
    for other in (one.lower, one.lower + 1):
        assert one.less_than(other) in (None, False) or other > (one.highest or 0)


@target("language", text=True)
def language(data: bytes) -> None:
    """Language tags, apart by spaces: the canonical case, look-up, and a text in each."""
    text = _text(data)
    tags = [tag for part in text.split(" ") if (tag := laws.scalar_laws(LANGUAGE, part)) is not None]
    for tag in tags:
        assert canonical_language(tag) == canonical_language(tag.upper()) == tag
        assert lookup([tag], tags) is not None
        expected_letter(tag)
    assert lookup(text.split(" "), tags) in (None, *tags)
    laws.value_laws(shape_of(tm.Text), dict.fromkeys(text.split(" "), text))


# --- Records that are made from choices ---


@target("round-trip")
def round_trip(data: bytes) -> None:
    """A record made from choices, with up to three faults planted in it: read, explained, written, read again."""
    choices = Choices(data)
    shape = generate.CLASSES[choices.choice(sorted(generate.CLASSES))]
    value = generate.Maker(choices, choices.random()).object(shape)
    built = laws.value_laws(shape_of(RECORD), value)
    assert built is not None, value
    assert eval(repr(built), vars(tm)) == built
    wanted = choices.randint(0, 3)
    if wanted:
        chosen = generate.apart(list(generate.faults(shape, value)), wanted, choices)
        broken = generate.plant(value, chosen)
        laws.value_laws(shape_of(RECORD), broken, choices.choice(("error", "keep")))
        reported = {problem.pointer for problem in tm.validate(broken).errors}
        assert reported, (broken, chosen)


@target("merge")
def merge(data: bytes) -> None:
    """Two datasets with records in common: union, conflicts, differences; and the rules across them find places."""
    choices = Choices(data)
    maker = generate.Maker(choices, choices.random() * 0.4)
    classes = list(generate.CLASSES.values())
    pool = [tm.from_dict(maker.object(choices.choice(classes))) for _ in range(choices.randint(1, 5))]
    pool = [_linked(choices, record, [other.id for other in pool]) for record in pool]
    one, two = [_dataset(choices, pool) for _ in range(2)]
    difference = one.diff(two)
    back = two.diff(one)
    assert one.diff(one) == ((), (), ()) and (back.added, back.removed) == (difference.removed, difference.added)
    new_ids = {after for _, after in difference.renamed}
    differing = [id for id in difference.changed if id not in new_ids]  # with one id in both
    assert set(back.changed) - {after for _, after in back.renamed} == set(differing)
    assert {record.id: record for record in one.patch(difference)} == {record.id: record for record in two}
    assert {record.id for record in tm.merge3(one, two, one).dataset} == {record.id for record in two}
    assert one.merge(one) == one
    try:
        both = one.merge(two)
    except tm.InvalidData as error:
        assert list(dict.fromkeys([problem.record_id for problem in error.problems])) == differing != []
        laws.sound([evolve(problem, pointer="") for problem in error.problems], {})  # they lead into one of two records
        return
    assert not differing
    assert {record.id for record in both} == {record.id for record in (*one, *two)}
    assert both.diff(one).added == () and both.diff(two).added == () and both.merge(two) == both
    stream = io.BytesIO()
    both.dump_to(stream)
    assert tm.loads(stream.getvalue(), tm.Dataset) == both
    plain = tm.to_dict(both)
    report = tm.validate(plain, today=TODAY)
    laws.sound(report, plain)
    assert len(both.check(TODAY)) <= len(report)


def _dataset(choices: Choices, pool: list[tm.Record]) -> tm.Dataset:
    """Return a dataset of some of the records, each perhaps with a remark of its own."""
    records = [record for record in pool if choices.random() < 0.7]
    remark = tm.Text(en="A remark.")
    return tm.Dataset(records=tuple([evolve(one, notes=remark) if choices.random() < 0.2 else one for one in records]))


def _linked(choices: Choices, record: tm.Record, ids: list[str]) -> tm.Record:
    """Return the record with references that mostly lead to one of these ids, where it stays valid."""
    value = tm.to_dict(record)
    for link in links(record):
        near = [id for id in ids if id.partition(":")[0] == link.target.partition(":")[0]]
        if near and choices.random() < 0.7:
            *path, last = pointer_tokens(link.pointer)
            parent: Any = value
            for token in path:
                parent = parent[int(token)] if isinstance(parent, list) else parent[token]
            parent[int(last) if isinstance(parent, list) else last] = choices.choice(near)
    built, _ = read(shape_of(RECORD), value)
    return record if built is None else built
