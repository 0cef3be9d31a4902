"""Every problem is placed exactly: in nested, indented, minified, CRLF and escaped text, in each kind of file.

What is expected is not read from the text. A writer that lays the text out itself notes where it puts each key and value, so
that nothing here depends on how the library finds them again. Lines and columns count from 1, columns in Unicode code points.
"""

from __future__ import annotations

import io
import json
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import thinktank_model as tm
from thinktank_model.problems.pointers import pointer
from thinktank_model.problems.problem import Problem
from thinktank_model.records.readers import LineReader
from thinktank_model.values.text import NOT_NFC

from . import generate
from .test_cli import call

FACES = "😀 智库 é e\u0301 𝒳"  # astral, wide and combining characters, which count as code points
UNREADABLE = ("lone surrogate", "beyond 64 bits")  # the reader stops after these faults
ABOUT_KEYS = ("bad key", "empty key", "tag in capitals")


WRONG_VALUES = {
    "NaN": "NaN",
    "infinity": "-Infinity",
    "beyond a float": "-1e999",
    "single quotes": "'text'",
    "typographic quotes": "“text”",
    "comment": "// why\n 1",
    "None": "None",
    "True": "True",
    "nothing": "",
}


class Spot(NamedTuple):
    """A place in a file: line and column from 1, byte from 0."""

    line: int
    column: int
    offset: int


START = Spot(1, 1, 0)


class Layout(NamedTuple):
    """How a text is laid out."""

    name: str
    indent: str | None = None
    newline: str = "\n"
    comma: str = ","
    colon: str = ":"
    escaped: float = 0.0  # the number of characters of strings and keys that are written as escapes
    mark: bool = False  # whether a byte order mark comes first
    margin: str = ""  # the text before the value


LAYOUTS = [
    Layout("minified"),
    Layout("one line", comma=", ", colon=": "),
    Layout("indented", indent="  ", colon=": "),
    Layout("tabs", indent="\t", colon=":\t"),
    Layout("CRLF", indent="    ", newline="\r\n", colon=" : "),
    Layout("byte order mark", indent=" ", mark=True),
    Layout("escaped", comma=" ,", escaped=0.3, mark=True),
    Layout("escaped and indented", indent="\t ", newline="\r\n", escaped=1.0, margin="\r\n\n \t"),
    Layout("far in", indent=" " * 40, colon=":\n\n   "),
]
BY_NAME = {layout.name: layout for layout in LAYOUTS}


class Writer:
    """Writes JSON and records the position of everything that it writes.

    Attributes:
        keys, values: where the key and the value of each pointer start.
        halves: where each escape of half a surrogate pair starts.
        fault: where the one mistake of syntax was made that was asked for.
    """

    def __init__(
        self, rng: random.Random, layout: Layout, start: Spot = START, broken: tuple[str, str] = ("", "")
    ) -> None:
        self.rng = rng
        self.broken = broken
        self.fault: Spot | None = None
        self.layout = layout
        self.parts: list[str] = []
        self.line, self.column, self.offset = start
        self.keys: dict[str, Spot] = {}
        self.values: dict[str, Spot] = {}
        self.halves: list[Spot] = []

    @property
    def here(self) -> Spot:
        return Spot(self.line, self.column, self.offset)

    def slip(self, kind: str, at: str) -> bool:
        """Return whether the text is to be broken here in this way; the position is recorded as that of the problem."""
        if self.broken != (kind, at):
            return False
        self.fault = None if kind == "nothing" else self.here
        return True

    def put(self, text: str) -> None:
        self.parts.append(text)
        for char in text:
            if (
                self.fault is None
                and self.broken[0] == "nothing"
                and self.broken[1] in self.values
                and char not in " \t\r\n"
            ):
                self.fault = self.here  # written in place of a value
            self.line, self.column = (self.line + 1, 1) if char == "\n" else (self.line, self.column + 1)
            self.offset += len(char.encode())

    def string(self, text: str) -> None:
        self.put('"')
        for char in text:
            number = ord(char)
            if 0xD800 <= number <= 0xDFFF:
                self.halves.append(self.here)
                self.put(f"\\u{number:04x}")
            elif char in '"\\' or number < 32 or self.rng.random() < self.layout.escaped:
                units = char.encode("utf-16-be")
                self.put("".join([f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2)]))
            else:
                self.put(char)
        self.put('"')

    def value(self, value: Any, at: str = "", depth: int = 0) -> None:
        if depth == 0:
            self.put(self.layout.margin)
        self.values[at] = self.here
        for kind, wrong in WRONG_VALUES.items():
            if self.slip(kind, at):
                self.put(wrong)
                return
        if isinstance(value, str):
            if self.broken == ("raw control character", at):
                self.put('"')
                self.put(FACES)
                self.slip(*self.broken)
                self.put('\t"')
                return
            self.string(value)
        elif isinstance(value, (dict, list)) and value:
            self.put("{" if isinstance(value, dict) else "[")
            for index, item in enumerate(value):
                there = at + pointer(item if isinstance(value, dict) else index)
                if index:
                    self.put(" " if self.broken == ("comma missing", there) else self.layout.comma)
                self.new_line(depth + 1)
                self.slip("comma missing", there)
                if isinstance(value, dict):
                    self.keys[there] = self.here
                    if self.slip("key without quotes", there):
                        self.put("key")
                    else:
                        self.string(item)
                    self.put(self.layout.colon)
                self.value(value[item] if isinstance(value, dict) else item, there, depth + 1)
            if self.broken == ("key twice", at):
                self.put(self.layout.comma)
                self.new_line(depth + 1)
                self.slip(*self.broken)
                self.string(next(iter(value)))
                self.put(self.layout.colon + "0")
            if self.broken == ("comma too many", at):
                self.put(self.layout.comma)
            self.new_line(depth)
            self.slip("comma too many", at)
            self.put("}" if isinstance(value, dict) else "]")
        else:
            self.put(json.dumps(value))

    def new_line(self, depth: int) -> None:
        if self.layout.indent is not None:
            self.put(self.layout.newline + self.layout.indent * depth)

    @property
    def text(self) -> str:
        return "".join(self.parts)


class Piece(NamedTuple):
    """A plain value with faults in it, and which of their pointers refer to keys."""

    value: Any
    about_keys: frozenset[str]


def faulty(rng: random.Random, *, readable: bool = True) -> Piece:
    """Return a record with planted faults, its keys in any order, with texts before them whose columns are hard to count."""
    record = generate.record(rng.randrange(10**9), fullness=rng.choice((0.2, 0.5, 0.8)))
    record.setdefault("notes", {})["fr"] = FACES
    record.setdefault("extensions", {})["x:faces"] = {FACES: [{FACES: FACES}], "": 1}
    items = list(record.items())
    rng.shuffle(items)
    record = dict(items)
    known = [
        fault
        for fault in generate.faults(generate.CLASSES[record["type"]], record)
        if fault.what.startswith(UNREADABLE) is not readable and not fault.at.startswith("/extensions/x:faces")
    ]
    if readable and rng.random() < 0.5:
        known.append(_tag_in_capitals("fr"))
        known.append(
            generate.Fault(
                "unknown key", pointer(FACES), lambda value: value.update({FACES: 1}), pointer(FACES), "key.unknown"
            )
        )
    chosen = generate.apart(known, rng.choice((1, 2, 4, 8)), rng)
    about_keys = [fault.reported_at for fault in chosen if fault.what in ABOUT_KEYS]
    return Piece(generate.plant(record, chosen), frozenset(about_keys))


def _tag_in_capitals(tag: str) -> generate.Fault:
    def apply(value: Any) -> None:
        value["notes"] = {(key.upper() if key == tag else key): text for key, text in value["notes"].items()}

    return generate.Fault("tag in capitals", f"/notes/{tag}", apply, f"/notes/{tag.upper()}", "language.not-canonical")


def expected(problem: Problem, writer: Writer, about_keys: Iterable[str]) -> Spot:
    """Return the place of a problem: its key if it is about the key, otherwise its value; for a missing key, the object."""
    if problem.code == "json.lone-surrogate":
        inside = [spot for spot in writer.halves if writer.values[problem.pointer].offset < spot.offset]
        return inside[0]
    about_text = problem.code.startswith("text.")  # of an entry whose key is wrong too
    if problem.code in ("key.unknown", "key.null") or (problem.pointer in about_keys and not about_text):
        return writer.keys[problem.pointer]
    return writer.values[problem.pointer]


def place(problem: Problem) -> tuple[int | None, int | None, int | None]:
    return problem.line, problem.column, problem.offset


def document(rng: random.Random, value: Any, layout: Layout) -> tuple[bytes, Writer]:
    """Return a value as a document."""
    writer = Writer(rng, layout, START._replace(offset=3 * layout.mark))
    writer.value(value)
    writer.put(rng.choice(("", layout.newline)))
    assert json.loads(writer.text) == value
    return b"\xef\xbb\xbf" * layout.mark + writer.text.encode(), writer


def dataset(rng: random.Random) -> Piece:
    """Return a dataset of faulty records, with faults in records and across them."""
    pieces = [faulty(rng) for _ in range(rng.randint(2, 6))]
    value = {"title": {"en": FACES}, "type": "dataset", "schema_version": "1.0", "records": [p.value for p in pieces]}
    about_keys = [f"/records/{number}{at}" for number, piece in enumerate(pieces) for at in piece.about_keys]
    return Piece(value, frozenset(about_keys))


def lines(
    rng: random.Random, layout: Layout, *, header: bool
) -> tuple[bytes, dict[int, tuple[Writer, frozenset[str]]]]:
    """Return faulty records one per line, with blank lines between, and the expected positions of each line."""
    pieces = [faulty(rng) for _ in range(rng.randint(2, 6))]
    if header:
        pieces.insert(0, Piece({"type": "dataset", "title": {"en": FACES}, "schema_version": "1.0"}, frozenset()))
    data = b"\xef\xbb\xbf" * layout.mark
    line, written = 1, {}
    for number, piece in enumerate(pieces):
        writer = Writer(
            rng,
            layout._replace(indent=None, margin="", colon=layout.colon.replace("\n", " ")),
            Spot(line, 1, len(data)),
        )
        writer.value(piece.value)
        written[line] = writer, piece.about_keys
        gaps = rng.choice((1, 1, 3)) if number else 1
        writer.put(layout.newline * gaps)
        data += writer.text.encode()
        line += gaps
    return data, written


def pointers(value: Any, at: str = "") -> Iterator[tuple[str, Any, int, bool]]:
    """Yield every value: its pointer, itself, its index among its siblings, and whether it has a key."""
    if isinstance(value, (dict, list)):
        for index, item in enumerate(value):
            there = at + pointer(item if isinstance(value, dict) else index)
            inner = value[item] if isinstance(value, dict) else item
            yield there, inner, index, isinstance(value, dict)
            yield from pointers(inner, there)


def slips(value: Any) -> Iterator[tuple[str, str]]:
    """Yield every syntax error that can be made in this value, with its place."""
    for at, inner, index, has_key in pointers(value):
        yield from [(kind, at) for kind in WRONG_VALUES if has_key or kind != "nothing"]  # in a list, this may be valid
        if isinstance(inner, str):
            yield "raw control character", at
        if index:
            yield "comma missing", at
        if has_key:
            yield "key without quotes", at
        if isinstance(inner, dict) and inner:
            yield "key twice", at
        if isinstance(inner, (dict, list)) and inner:
            yield "comma too many", at


# --- The library ---


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.name for layout in LAYOUTS])
def test_places_in_documents(layout: Layout) -> None:
    """Each problem of a record is at the recorded position of its value or key."""
    rng = random.Random(layout.name)
    count = 0
    for number in range(100):
        piece = faulty(rng, readable=number % 8 != 0)
        data, writer = document(rng, piece.value, layout)
        report = tm.validate(data)
        for problem in report:
            assert place(problem) == expected(problem, writer, piece.about_keys), (problem, data)
        count += len(report)
    assert count > 200


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.name for layout in LAYOUTS])
def test_places_of_broken_syntax(layout: Layout) -> None:
    """Invalid or lossy JSON is placed at the character of the fault."""
    rng = random.Random(layout.name)
    seen = set()
    for _ in range(100):
        value = faulty(rng).value
        wanted = rng.choice(sorted({kind for kind, _ in slips(value)}))
        broken = rng.choice([slip for slip in slips(value) if slip[0] == wanted])
        writer = Writer(rng, layout, START._replace(offset=3 * layout.mark), broken)
        writer.value(value)
        data = b"\xef\xbb\xbf" * layout.mark + writer.text.encode()
        report = tm.validate(data)
        assert len(report) == 1, (broken, str(report))
        (problem,) = report
        assert problem.code.startswith("json.") and writer.fault is not None
        assert place(problem) == writer.fault, (broken, problem, data)
        seen.add(wanted)
    assert len(seen) == len(WRONG_VALUES) + 5


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.name for layout in LAYOUTS])
def test_places_in_datasets(layout: Layout) -> None:
    """The same for problems within and across the records of a dataset."""
    rng = random.Random(layout.name)
    count = 0
    for _ in range(15):
        piece = dataset(rng)
        data, writer = document(rng, piece.value, layout)
        report = tm.validate(data)
        for problem in report:
            assert place(problem) == expected(problem, writer, piece.about_keys), (problem, data)
        count += len(report)
    assert count > 200


@pytest.mark.slow
@pytest.mark.parametrize("header", [False, True], ids=["records", "dataset"])
@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.name for layout in LAYOUTS])
def test_places_in_json_lines(tmp_path: Path, layout: Layout, header: bool) -> None:
    """Line and column are in the file, the pointer in the record. For rules across records only the line is known."""
    rng = random.Random(layout.name)
    count = 0
    for number in range(10):
        data, written = lines(rng, layout, header=header)
        path = tmp_path / f"{number}.jsonl"
        path.write_bytes(data)
        for line in tm.read_jsonl(path):
            writer, about_keys = written[line.number]
            for problem in line.problems:
                assert place(problem) == expected(problem, writer, about_keys), (problem, data)
            count += len(line.problems)
    assert count > 60


# --- The command ---


class File(NamedTuple):
    """A file of the corpus: its name, its bytes, and the recorded positions by line (0 for a document)."""

    name: str
    data: bytes
    written: dict[int, tuple[Writer, frozenset[str]]]

    def expected(self, problem: dict[str, Any]) -> Spot:
        writer, about_keys = self.written[0 if 0 in self.written else problem["line"]]
        return expected(Problem(problem["code"], tm.Severity.ERROR, problem["pointer"]), writer, about_keys)


def corpus(count: int) -> Iterator[File]:
    """Return files of every kind in every layout."""
    rng = random.Random(0)
    for number in range(count):
        for layout in LAYOUTS:
            name = f"{layout.name} {number}".replace(" ", "-")
            for kind, piece in (("record", faulty(rng, readable=bool(number % 4))), ("dataset", dataset(rng))):
                data, writer = document(rng, piece.value, layout)
                yield File(f"{name}-{kind}.json", data, {0: (writer, piece.about_keys)})
            for kind, header in (("records", False), ("dataset", True)):
                data, written = lines(rng, layout, header=header)
                yield File(f"{name}-{kind}.jsonl", data, written)


def checked(file: File, found: list[dict[str, Any]]) -> int:
    """Check the place of each problem, and return the number of problems."""
    for problem in found:
        spot = Spot(problem["line"], problem["column"], problem["offset"])
        assert spot == file.expected(problem), (file.name, problem)
    return len(found)


@pytest.mark.slow
def test_places_that_the_command_reports(tmp_path: Path) -> None:
    """In documents, datasets, and JSON Lines with and without a header; in the text format and in JSON."""
    files = {file.name: file for file in corpus(2)}
    for file in files.values():
        (tmp_path / file.name).write_bytes(file.data)
    how = ["validate", "-v", "--max-problems", "0"]
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in files}
    problems = [
        json.loads(line) for line in call(*how, "--format", "jsonl", *files, cwd=tmp_path).stdout.decode().splitlines()
    ]
    for problem in problems:
        found[problem["path"]].append(problem)
    assert sum([checked(files[name], problems) for name, problems in found.items()]) > 1000
    shown = [
        re.match(r"(.+?):([0-9]+):([0-9]+): ", line)
        for line in call(*how, *files, cwd=tmp_path).stdout.decode().split("\n")
    ]
    assert [m.groups() for m in shown if m] == [
        (problem["path"], str(problem["line"]), str(problem["column"])) for problem in problems
    ]


@pytest.mark.slow
def test_places_in_what_is_piped() -> None:
    """The same as in a file; the kind of file is detected from its content."""
    for file in [file for file in corpus(1) if file.name.startswith(("byte", "CRLF"))]:
        done = call("validate", "-v", "--max-problems", "0", "--format", "jsonl", "-", stdin=file.data)
        assert checked(file, [json.loads(line) for line in done.stdout.decode().splitlines()])


def test_a_line_that_was_kept_is_not_read_once_more() -> None:
    """Standard input cannot be read twice; the bytes in memory give the places."""
    raw = b'{"type": "organization", "id": "organization:a", "names": [{"value": "A"}]}'
    reader = LineReader(io.BytesIO(raw), "error", tm.Limits())
    (line,) = list(reader)
    problem = NOT_NFC("x", at="/names/0/value")
    (placed,) = reader.place(line, [problem]).problems
    assert (placed.line, placed.column) == (1, raw.index(b'"A"') + 1)
