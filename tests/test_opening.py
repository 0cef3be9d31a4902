"""Compressed files are read within limits; and the length of a report is limited too."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.jsontext.compressed import is_lines, opened, plain_name
from thinktank_model.jsontext.limits import FREE, LIMITS
from thinktank_model.jsontext.lines import LOOK_AHEAD

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

GOOD = b'{"type":"source","id":"source:a","titles":{"en":"A"}}'
CHECKED = {int(zstd.CompressionParameter.checksum_flag): 1}  # as the zstd command does
PACK: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".zst": lambda data: zstd.compress(data, options=CHECKED),
}
ENDINGS = sorted(PACK)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_compressed_file_is_read_as_what_it_holds(tmp_path: Path, ending: str) -> None:
    """Documents and lines, in every function that takes a path."""
    ds = tm.example("riverside-2025")
    for name in ("a.json", "a.jsonl"):
        ds.write(tmp_path / name)
        path = tmp_path / (name + ending)
        path.write_bytes(PACK[ending]((tmp_path / name).read_bytes()))
        assert tm.Dataset.read(path) == ds
        assert list(tm.validate(path)) == list(tm.validate(tmp_path / name))
    assert [line.record for line in tm.read_jsonl(str(path))] == list(ds)


def test_the_name_without_the_ending_says_the_format() -> None:
    """Only one extension is removed."""
    assert plain_name("a.b/c.jsonl.zst") == "a.b/c.jsonl" and plain_name(Path("c.gz/a")) == "c.gz/a"
    assert (
        is_lines("a.ndjson.gz") and is_lines("a.jsonl") and not is_lines("a.json.gz") and not is_lines("a.jsonl.gz.gz")
    )


@pytest.mark.slow
@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("damage", ["cut", "other", "changed"])
def test_a_damaged_file_is_a_problem_and_what_comes_before_is_read(tmp_path: Path, ending: str, damage: str) -> None:
    """Invalid data never raises; the lines after the damage are reported as not read."""
    lines = [
        b'{"type":"source","id":"source:%s","titles":{"en":"A"}}' % os.urandom(8).hex().encode() for _ in range(20_000)
    ]
    packed = PACK[ending](b"\n".join(lines))
    half = len(packed) // 2
    packed = {
        "cut": packed[:half],
        "other": b"no such thing",
        "changed": packed[:half] + b"\xff" * 64 + packed[half + 64 :],
    }[damage]
    path = tmp_path / f"a.jsonl{ending}"
    path.write_bytes(packed)
    found = list(tm.read_jsonl(path))
    assert [p.code for p in found[-1].problems] == ["file.damaged"] and found[-1].record is None
    good = [line.record.id for line in found if line.record is not None]
    if damage == "cut":
        assert len(good) > 1000 and good == [json.loads(line)["id"] for line in lines[: len(good)]]
        assert found[-1].number >= len(good) and found[-1].offset >= found[-2].offset
    document = tmp_path / f"a.json{ending}"
    document.write_bytes(packed)
    for one in (path, document):
        assert "file.damaged" in [p.code for p in tm.validate(one, limits=tm.Limits(problems=10**6))]
        with pytest.raises(tm.InvalidData, match=r"file\.damaged"):
            tm.Dataset.read(one)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_bomb_is_refused_before_it_fills_anything(tmp_path: Path, ending: str) -> None:
    """By ratio and by size; the line before it is read."""
    data = GOOD + b"\n" + b" " * (FREE + 2**20) + b"\n" + GOOD
    path = tmp_path / f"a.jsonl{ending}"
    path.write_bytes(PACK[ending](data))
    first, *_, last = tm.read_jsonl(path)
    assert first.record is not None and [p.code for p in last.problems] == ["file.unpacks-too-large"]
    assert str(FREE) in last.problems[0].message
    assert [line.record is not None for line in tm.read_jsonl(path, limits=tm.Limits(ratio=10**6))] == [
        True,
        False,
        True,
    ]
    document = tmp_path / f"a.json{ending}"
    document.write_bytes(PACK[ending](GOOD + b" " * 5000))
    assert [p.code for p in tm.validate(document, limits=tm.Limits(unpacked=100))] == ["file.unpacks-too-large"]
    with pytest.raises(tm.InvalidData, match="decompressed file is larger than 100 bytes"):
        tm.Dataset.read(document, limits=tm.Limits(unpacked=100))
    assert tm.validate(document).ok


def test_a_bomb_while_looking_for_the_end_of_a_value_hides_no_line(tmp_path: Path) -> None:
    """Lines that were read ahead are returned, each with its own problem."""
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"{\n1\n" + GOOD)[:-8])
    assert [(line.number, [p.code for p in line.problems]) for line in tm.read_jsonl(path)] == [
        (1, ["json.truncated"]), (2, ["type.wrong-type"]), (3, ["file.damaged"]),
    ]  # fmt: skip


def test_a_pipe_may_be_compressed(tmp_path: Path) -> None:
    """It has no size for a ratio; the limit on decompressed bytes applies."""
    path = tmp_path / "a.jsonl.gz"
    os.mkfifo(path)
    writer = threading.Thread(target=lambda: path.write_bytes(gzip.compress(GOOD + b" " * 100_000)))
    writer.start()
    with opened(path, LIMITS) as stream:
        assert stream.read().startswith(GOOD)
    writer.join(10)


def test_what_unpacks_zst_is_optional(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence says what to install; .gz needs no package."""
    for name in ("compression", "backports", "backports.zstd"):
        monkeypatch.setitem(sys.modules, name, None)
    path = tmp_path / "a.jsonl.zst"
    path.write_bytes(zstd.compress(GOOD))
    with pytest.raises(ImportError, match=r'needs backports\.zstd: pip install "thinktank-model\[zst\]"'):
        tm.validate(path)


@pytest.mark.parametrize("ending", ENDINGS)
def test_compressed_files_are_not_written(tmp_path: Path, ending: str) -> None:
    """Plain text with such a name could not be read again."""
    with pytest.raises(OSError, match="read, not written"):
        tm.example("riverside-2025").write(tmp_path / f"a.json{ending}")
    assert os.listdir(tmp_path) == []


# --- Problems ---


def test_a_report_lists_so_many_problems_and_says_how_many_more_there_are(tmp_path: Path) -> None:
    """With at least one error if there is any, so that `ok` is right."""
    path = tmp_path / "a.jsonl"
    warned = b'{"type":"organization","id":"organization:a","names":[{"value":"A"}],"kind":"own_kind"}\n'
    path.write_bytes(warned * 20 + b"{}\n" + warned + b"null\n")
    report = tm.validate(path, limits=tm.Limits(problems=5))
    assert [p.code for p in report] == ["term.unlisted"] * 5 + ["key.missing", "report.more-problems"]
    assert not report.ok and "17 more problems are not listed" in report[-1].message
    path.write_bytes(warned * 20)
    report = tm.validate(path, limits=tm.Limits(problems=5))
    assert report.ok and len(report) == 6
    assert len(tm.validate(path, limits=tm.Limits(problems=20))) == 20


def many(kind: str) -> dict[str, Any]:
    """Return a record with very many errors of one kind."""
    base: dict[str, Any] = {"type": "organization", "id": "organization:a", "names": [{"value": "A"}]}
    number = 50_000
    kinds: dict[str, dict[str, Any]] = {
        "unknown keys": {**base, **{f"k{i}": 1 for i in range(number)}},
        "wrong items": {**base, "names": [{"value": 1}] * number},
        "odd items": {**base, "names": [1] * number},
        "bad keys": {"type": "source", "id": "source:a", "titles": {f"_{i}": "A" for i in range(number)}},
    }
    return kinds[kind]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["unknown keys", "wrong items", "odd items", "bad keys"])
def test_a_record_with_very_many_errors_is_given_up(kind: str) -> None:
    """A thousand are listed, and one more problem says that there are more; in a record made in Python too."""
    raw = many(kind)
    for report in (tm.validate(json.dumps(raw)), tm.validate(raw)):
        assert len(report) == 1001 and report[-1].code == "record.too-many-problems"
    with pytest.raises(tm.InvalidData) as caught:
        tm.from_dict(raw)
    assert len(caught.value.problems) == 1001


def test_how_many_errors_of_a_record_are_looked_for_can_be_changed(tmp_path: Path) -> None:
    """In every function with limits: text, plain data, a document, JSON Lines, and a dataset of either."""
    bad = {"type": "organization", "id": "organization:a", "names": [1, 2, 3, 4]}
    limits = tm.Limits(per_record=2)
    document, lines, header = tmp_path / "a.json", tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    document.write_text(json.dumps({"type": "dataset", "schema_version": "1.0", "records": [bad, bad]}))
    lines.write_text(json.dumps(bad))
    header.write_text(json.dumps({"type": "dataset", "schema_version": "1.0"}) + "\n" + json.dumps(bad))
    once = ["type.wrong-type", "type.wrong-type", "record.too-many-problems"]
    for one in (json.dumps(bad), bad, lines, header):
        assert [p.code for p in tm.validate(one, limits=limits)] == once
    assert [p.code for p in tm.validate(document, limits=limits)] == once * 2
    assert [p.code for line in tm.read_jsonl(lines, limits=limits) for p in line.problems] == once
    for one, number in ((document, 2), (header, 1)):
        with pytest.raises(tm.InvalidData) as caught:
            tm.Dataset.read(one, limits=limits)
        assert [p.code for p in caught.value.problems] == once * number
    wrong = {"type": "dataset", "schema_version": "1.0", "a": 1, "b": 2, "c": 3, "d": 4, "records": []}
    assert len(tm.validate(wrong, limits=limits)) == 3
    header.write_text(json.dumps({key: value for key, value in wrong.items() if key != "records"}))
    assert len(tm.validate(header, limits=limits)) == 3


@pytest.mark.slow
def test_very_many_warnings_leave_a_record_valid() -> None:
    """A thousand are listed, and the others counted, unless a higher limit is given."""
    names = [{"value": f"A  {number}"} for number in range(1500)]
    record = tm.from_dict({"type": "organization", "id": "organization:a", "names": names})
    text = json.dumps({"type": "organization", "id": "organization:a", "names": names})
    report = tm.validate(text)
    assert report.ok and len(report) == 1001
    assert (report[-1].code, report[-1].message) == (
        "record.more-problems",
        "500 more warnings are not listed",
    )
    assert len(tm.validate(text, limits=tm.Limits(per_record=1500))) == 1500
    assert len(record.names) == 1500 if isinstance(record, tm.Organization) else False


def test_a_stream_of_the_caller_is_read_as_it_is() -> None:
    """It is not decompressed; a problem says that it is compressed."""
    stream = io.BytesIO(gzip.compress(GOOD))
    (problem, *_) = [problem for line in tm.read_jsonl(stream) for problem in line.problems]
    assert problem.code == "json.syntax" and "gzip" in problem.message


# --- Looking ahead ---


class Counting(io.BytesIO):
    """A stream that counts how many of its lines were read."""

    lines = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        self.lines += 1
        return super().readline(size)


@pytest.mark.parametrize("opening", [b"[\n", b"{\n", b'{"a":\n'])
def test_the_end_of_a_value_is_looked_for_in_a_bounded_number_of_lines(
    monkeypatch: pytest.MonkeyPatch, opening: bytes
) -> None:
    """Lines of two bytes take fifty times as much memory as the file, so a limit of bytes alone is not enough."""
    monkeypatch.setattr("thinktank_model.jsontext.lines.LOOK_AHEAD", 100)
    stream = Counting(opening * 1000 + GOOD + b"\n")
    for line in tm.read_jsonl(stream):
        assert stream.lines <= line.number + 101
    assert line.number == 1001 and line.record is not None


def test_a_value_on_very_many_lines_is_still_told_from_broken_lines() -> None:
    """The limit is far above the number of lines of any indented record."""
    text = json.dumps([[n] for n in range(1000)], indent=1).encode()
    ((problem,),) = [line.problems for line in tm.read_jsonl(io.BytesIO(text))]
    assert problem.code == "json.value-on-several-lines" and LOOK_AHEAD >= 100_000


# --- What a limit says ---


def test_each_limit_names_what_raises_it(tmp_path: Path) -> None:
    """The option of the command, and the keyword in Python, which does raise it."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(GOOD + b"\n")
    document = tmp_path / "a.json"
    document.write_bytes(GOOD)
    packed = tmp_path / "b.jsonl.gz"
    packed.write_bytes(gzip.compress(GOOD))
    for file, name, limits in (
        (path, "line", tm.Limits(line=9)),
        (document, "document", tm.Limits(document=9)),
        (packed, "unpacked", tm.Limits(unpacked=9)),
    ):
        (problem,) = tm.validate(file, limits=limits)
        assert f"--max-{name}, or in Python with Limits({name}=..." in problem.message
        assert tm.validate(file, limits=limits._replace(**{name: 10**6})).ok
