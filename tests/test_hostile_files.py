"""No file of any format raises, hangs or gives an invalid record: valid files of each that can be read, changed at random."""

from __future__ import annotations

import io
import json
import random
import struct
import time
from collections.abc import Callable
from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.sheets.compound import is_sound

from .mutate import mutated
from .oracles import oracle
from .scale import in_full, thinned
from .test_registers_of_others import SAMPLES
from .texts import NASTY
from .workbooks import WORKBOOKS

READ = [format for format in tm.available_formats() if format.reads]
TIMES = 500
SECONDS = (
    20  # of processor time for a file of two megabytes at most, most of which are of one faulty record after another
)
WORDS = [
    *[b"", b"0", b"-1", b"9" * 20, b"9" * 5_000, b"0000-00-00", b"10000-01-01", b"null", b"true", b"NaN", b"1e999", b"[]", b"{}"],
    *[b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x80\xa8", b"\r", b"\\" * 9_999, b" " * 50_000],
    *[text.encode() for text in NASTY],
]  # fmt: skip
NESTED = (b"[", b'{"a":', b"{", b"(", b"BEGIN:VEVENT\n", b"<a>", b"@", b'"')
ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "gb18030", "shift_jis", "utf-7", "utf-8-sig")
OF_OTHERS = {"xls": "old-excel", "ods": "open-document"}


def seeds(format: tm.Format) -> list[bytes]:
    """Return valid files of a format: those that it writes, and samples of registers and programs."""
    found = [json.dumps(value).encode() for name, value in SAMPLES.items() if name.partition(" ")[0] == format.name]
    found += [b"[" + b",\n".join([one, one]) + b"]" for one in found] + [one + b"\n" + one for one in found]
    if format.writes:
        for ds in map(tm.example, tm.example_names()):
            held = io.BytesIO()
            tm.export(ds, held, format=format.name)
            found.append(held.getvalue())
    return [*found, *[WORKBOOKS[OF_OTHERS[format.name]].build() for _ in range(format.name in OF_OTHERS)]]


def cut(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def without(rng: random.Random, data: bytes) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + data[at + rng.choice((1, 2, 8, 100, 5_000)) :]


def repeated(rng: random.Random, data: bytes) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[: at + rng.choice((1, 8, 100, 5_000))] + data[at:]


def with_word(rng: random.Random, data: bytes) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(WORDS) + data[at + rng.choice((0, 1, 4, 10)) :]


def nested(rng: random.Random, data: bytes) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(NESTED) * rng.choice((5, 600, 20_000)) + data[at:]


def other_bit(rng: random.Random, data: bytes) -> bytes:
    at = rng.randrange(len(data) or 1)
    return data[:at] + bytes([byte ^ (1 << rng.randrange(8)) for byte in data[at : at + 1]]) + data[at + 1 :]


def other_lines(rng: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    lines.insert(rng.randrange(len(lines) + 1), rng.choice(lines))
    if rng.random() < 0.3:
        rng.shuffle(lines)
    return b"\n".join(lines)


def encoded(rng: random.Random, data: bytes) -> bytes:
    return data.decode("utf-8", "replace").encode(rng.choice(ENCODINGS), "replace")


def of_other_values(rng: random.Random, data: bytes) -> bytes:
    """Return JSON with other keys and values, of any type; other files with a byte changed."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return other_bit(rng, data)
    return json.dumps(mutated(rng, {"": value}, rng.randint(1, 6)).get("")).encode("utf-8", "surrogatepass")


CHANGES: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    *[cut, without, repeated, with_word, with_word, nested, other_bit, other_lines, encoded],
    *[of_other_values] * 6,
)


def changed(rng: random.Random, data: bytes) -> bytes:
    for _ in range(rng.randint(1, 3)):
        data = rng.choice(CHANGES)(rng, data)
    return data


def check(format: tm.Format, data: bytes, unknown: Any, options: dict[str, Any]) -> None:
    """Read a file. Every problem has a message; without an error there is a dataset, whose records are valid.

    With an error there is one only of a foreign table, of which the records without an error are read.
    """
    started = time.process_time()
    imported = tm.import_file(io.BytesIO(data), format=format.name, unknown=unknown, **options)
    assert time.process_time() - started < SECONDS
    assert all([problem.message and str(problem) for problem in imported.report])
    is_read = imported.dataset is not None
    assert is_read is imported.report.ok or (is_read and format.takes_mapping)
    for record in imported.dataset or ():
        assert tm.loads(tm.dumps(record), unknown=unknown) == record


def run(format: tm.Format, times: int) -> None:
    for package in format.packages:
        oracle(package)
    known, rng = seeds(format), random.Random(format.name)
    assert known, f"a valid file of {format.name} is missing"
    for data in known:
        assert tm.import_file(io.BytesIO(data), format=format.name).dataset is not None
    for _ in range(times):
        options = {one.name: rng.choice(one.choices) for one in format.read_options if one.choices}
        check(format, changed(rng, rng.choice(known)), rng.choice(("error", "keep")), options)


@in_full
@pytest.mark.parametrize("format", thinned(READ, 6), ids=[format.name for format in READ])
def test_no_file_raises_or_gives_an_invalid_record(format: tm.Format) -> None:
    """Cut, doubled, nested, in other encodings, with other values of any type: for every format that is registered."""
    run(format, TIMES // 20)


@pytest.mark.slow
@pytest.mark.parametrize("format", READ, ids=[format.name for format in READ])
def test_no_file_of_many_raises_or_gives_an_invalid_record(format: tm.Format) -> None:
    """The same, more often."""
    run(format, TIMES)


@pytest.mark.parametrize("at", [44, 64, 72])
def test_an_old_workbook_that_names_more_than_it_has_is_damaged(at: int) -> None:
    """The number of sectors of a table is greater than the file; the reader would reserve gigabytes."""
    oracle("python_calamine")
    data = WORKBOOKS["old-excel"].build()
    assert is_sound(data)
    assert not is_sound(data[:at] + b"\xff\xff\xff\x00" + data[at + 4 :])
    assert not is_sound(data[:511]) and not is_sound(data[:30] + b"\x20" + data[31:])


def test_an_old_workbook_that_runs_in_a_circle_is_damaged() -> None:
    """The reader would follow the sectors of a chain without end."""
    oracle("python_calamine")
    data = WORKBOOKS["old-excel"].build()
    (table,) = struct.unpack_from("<L", data, 76)
    start = 512 * (table + 1)
    broken = data[:start] + struct.pack("<L", 0) + data[start + 4 :]
    assert not is_sound(broken)
    imported = tm.import_file(io.BytesIO(broken), format="xls")
    assert [problem.code for problem in imported.report] == ["import.workbook"]
