"""Streams of lines: sources, resuming at a line, and what is kept of each line."""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.jsontext.limits import Limits

from .test_cli import GOOD, HEADER, WARNED, WRONG

BOM = b"\xef\xbb\xbf"
PRETTY = b'{\n "type": "organization",\n\n "id": "organization:d", "names": [{"value": "D"}]\n}\n'
OLDER = b'{"type":"dataset","schema_version":"1.9"}\n'  # newer than ours: unknown keys are kept
KEPT = b'{"type":"organization","id":"organization:k","names":[{"value":"K"}],"hue":"red"}\n'

PIECES = (
    *(GOOD, WARNED, WRONG, PRETTY, KEPT, HEADER, OLDER, BOM + GOOD, GOOD.replace(b"\n", b"\r\n")),
    *(b"\n", b"  \r\n", b"{\n", b"[\n", b"}\n", b"]\n", b"\x00\n", b"\xff\n", b"x" * 300 + b"\n", b"\x0b\n"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map(b"".join)
LIMITS = Limits(line=250)


def read(source: Any, **how: Any) -> list[tm.Line]:
    return list(tm.read_jsonl(source, limits=LIMITS, **how))


class Pipe(io.RawIOBase):
    """A stream that cannot seek."""

    def __init__(self, data: bytes) -> None:
        self.data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self.data.readinto(buffer)


# --- Where to begin ---


@given(TEXTS, st.booleans())
def test_a_run_goes_on_where_another_one_was(data: bytes, ended: bool) -> None:
    """From each line that begins a record: the same lines, problems, numbers and offsets."""
    data = data if ended else data.removesuffix(b"\n")
    whole = read(io.BytesIO(data))
    for position, line in enumerate(whole):
        if line.record is not None and line.raw.removeprefix(BOM).startswith(b"{"):
            for source in (io.BytesIO(data), io.BufferedReader(Pipe(data)), data.splitlines(keepends=True)):
                assert read(source, start=(line.number, line.offset)) == whole[position:]


@given(TEXTS)
def test_numbers_and_offsets_are_those_of_the_stream(data: bytes) -> None:
    """The line begins at its offset, after as many line endings as its number minus one."""
    for line in read(io.BytesIO(data)):
        at = line.offset
        assert line.number == data.count(b"\n", 0, at) + 1 and (at == 0 or data[at - 1] == 10)
        assert data[at:].startswith(line.raw.partition(b"\n")[0])


def test_files_too_plain_and_compressed(tmp_path: Path) -> None:
    """The offset in a compressed file counts decompressed bytes."""
    data = BOM + OLDER + b"\r\n" + KEPT * 3 + PRETTY + KEPT
    for name, written in (("a.jsonl", data), ("a.jsonl.gz", gzip.compress(data))):
        (tmp_path / name).write_bytes(written)
        whole = read(tmp_path / name)
        assert [line.number for line in whole] == [1, 3, 4, 5, 6, 11]
        for position in (0, 1, 2, 3, 5):
            assert read(tmp_path / name, start=whole[position][:2]) == whole[position:]


def test_the_first_line_says_how_the_others_are_read(tmp_path: Path) -> None:
    """Unknown keys of a newer schema are kept from any start; without that first line they are errors."""
    assert [line.record is None for line in read([OLDER, KEPT, KEPT], start=(3, len(OLDER + KEPT)))] == [False]
    assert [line.record is None for line in read([KEPT, KEPT], start=(2, len(KEPT)))] == [True]


def test_the_beginning_is_a_start() -> None:
    """With a byte order mark and a header, as without a start."""
    data = [BOM + HEADER, GOOD]
    assert read(data, start=(1, 0)) == read(data)


def test_empty_lines_before_do_not_hide_another_format() -> None:
    """Another format is recognized at the first line that is not empty, from any start."""
    data = b"\n \n\na,b\n1,2\n"
    assert read(io.BytesIO(data), start=(4, 4)) == read(io.BytesIO(data)) != []
    assert len(read([b"\n\n", GOOD, b"a,b\n", b"1,2\n"], start=(4, 2 + len(GOOD)))) == 2


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ((2, 5), "no line that starts there"),
        ((2, len(GOOD) + 1), "no line that starts there"),
        ((9, 100_000), "ends before it"),
        ((3, 2 * len(GOOD) + 1), "ends before it"),
    ],
)
def test_a_source_that_is_not_what_it_was_is_refused(start: tuple[int, int], said: str) -> None:
    """If it is shorter or has other lines, it is refused instead of reading wrong data."""
    for source in (io.BytesIO(GOOD * 2), io.BufferedReader(Pipe(GOOD * 2)), [GOOD] * 2):
        with pytest.raises(ValueError, match=f"line {start[0]}, byte {start[1]}: the source .*{said}"):
            read(source, start=start)


@pytest.mark.parametrize("start", [(0, 0), (1, 1), (3, 1), (2, -1)])
def test_a_start_that_no_line_has_is_refused_at_once(start: tuple[int, int]) -> None:
    """Each line before it has at least one byte."""
    with pytest.raises(ValueError, match=re.escape(f"no line has the number {start[0]} and the offset {start[1]}")):
        tm.read_jsonl([], start=start)


@pytest.mark.parametrize("start", [5, (1,), (1, 0, 0), ("1", 0), (True, 0), [1, 0]])
def test_a_start_is_a_pair_of_whole_numbers(start: Any) -> None:
    """Any other value is an error of the program."""
    with pytest.raises(TypeError, match=r"start=\(number, offset\)"):
        tm.read_jsonl([], start=start)


# --- Iterables ---


@given(st.lists(st.sampled_from(PIECES), max_size=8), st.booleans())
def test_an_iterable_of_lines_reads_as_a_file_of_them(pieces: list[bytes], bare: bool) -> None:
    """With or without line endings, even if an item has several lines."""
    items = [piece.removesuffix(b"\n") for piece in pieces] if bare else pieces
    assert read(iter(items)) == read(io.BytesIO(b"".join(pieces)))


def test_lines_are_asked_for_as_they_are_read() -> None:
    """Even from an endless generator."""

    def endless() -> Iterable[bytes]:
        while True:
            yield GOOD

    found = tm.read_jsonl(endless())
    assert [next(found).number for _ in range(3)] == [1, 2, 3]


@pytest.mark.parametrize("source", [b"{}", bytearray(b"{}"), memoryview(b"{}"), 5, None, io.StringIO("{}")])
def test_what_is_not_a_source_is_refused_at_once(source: Any) -> None:
    """Bytes could be a path or a text; a stream of them is unambiguous."""
    with pytest.raises(TypeError, match="expected a path|text stream"):
        tm.read_jsonl(source)


def test_text_among_the_lines_is_refused() -> None:
    """Files are bytes, independent of the locale."""
    with pytest.raises(TypeError, match="found an item of type str"):
        read([GOOD, GOOD.decode()])


# --- What is kept of a line ---


def test_raw_is_the_line_as_it_was_read() -> None:
    """Without the line ending; of a value on several lines, all of them; of a line that is too long, none."""
    data = BOM + GOOD.replace(b"\n", b" \r\n") + PRETTY + b"x" * 300 + b"\n{"
    assert [line.raw for line in read(io.BytesIO(data))] == [BOM + GOOD[:-1] + b" ", PRETTY[:-1], b"", b"{"]


def test_a_profile_reads_from_the_same_sources() -> None:
    """With its records, the same numbers and offsets."""
    assert [line.number for line in tm.CORE.read_jsonl([GOOD, GOOD], start=(2, len(GOOD)))] == [2]
