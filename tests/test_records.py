"""loads, dumps, from_dict, to_dict, read_jsonl, write_jsonl: the contract of the library."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

import thinktank_model as tm

from . import generate

SIIS = b'{"type":"organization","id":"organization:siis","names":[{"value":"SIIS"}]}'


def test_loads_takes_bytes_and_text_and_chooses_the_class_by_type() -> None:
    """Both give the same record."""
    assert tm.loads(SIIS) == tm.loads(SIIS.decode()) == tm.loads(SIIS, tm.Organization)
    assert isinstance(tm.loads(SIIS), tm.Organization)


def test_loads_with_a_class_refuses_another() -> None:
    """The message names the expected type."""
    with pytest.raises(tm.InvalidData, match='expected the type "event"'):
        tm.loads(SIIS, tm.Event)


def test_dumps_writes_type_id_and_then_the_order_of_declaration_without_defaults() -> None:
    """In any input order; common fields come last."""
    value = {"sources": [{"source_id": "source:a"}], "country": "CN", "status": "unknown", "parents": [],
             "names": [{"value": "A"}], "id": "organization:a", "type": "organization", "kind": "media"}  # fmt: skip
    assert list(tm.to_dict(tm.from_dict(value))) == ["type", "id", "names", "kind", "country", "sources"]
    assert tm.dumps(tm.loads(SIIS)) == SIIS


def test_problems_of_a_text_have_places_and_the_record() -> None:
    """Line, column and offset of the exact value; the id of the record."""
    data = '{"type": "event", "id": "event:a",\n "names": [{"value": "é"}],\n "start": "20/12/2024"}'
    with pytest.raises(tm.InvalidData) as caught:
        tm.loads(data)
    (problem,) = caught.value.problems
    assert (problem.code, problem.pointer, problem.record_id) == ("date.syntax", "/start", "event:a")
    assert (problem.line, problem.column) == (3, 11)
    assert data.encode()[problem.offset :].startswith(b'"20/12/2024"')
    assert problem.suggestion == '"2024-12-20"'


@pytest.mark.parametrize("data", ["\ud800", '{"a": "\ud800"}'])
def test_half_characters_in_text_are_reported(data: str) -> None:
    """A str can hold lone surrogates, which UTF-8 cannot encode."""
    assert not tm.validate(data).ok
    with pytest.raises(tm.InvalidData):
        tm.loads(data)


def lines_of(data: bytes, **options: Any) -> list[tm.Line]:
    return list(tm.read_jsonl(io.BytesIO(data), **options))


def test_a_broken_line_never_hides_its_neighbours() -> None:
    """Every kind of broken line, each between two valid ones."""
    broken = [
        b"{",
        b'{"type":"event"}',
        b"null",
        b"\xff",
        b'{"a":1,"a":2}',
        SIIS + SIIS,
        b"\x00",
        b"[" * 5000,
        b"x" * 300,
    ]
    for bad in broken:
        first, middle, last = lines_of(SIIS + b"\n" + bad + b"\n" + SIIS, limits=tm.Limits(line=200))
        assert first.record == last.record == tm.loads(SIIS)
        assert middle.record is None and middle.problems
        assert {problem.line for problem in middle.problems} == {2}
        assert (first.number, middle.number, last.number) == (1, 2, 3)
        assert middle.offset == len(SIIS) + 1
        assert last.offset == len(SIIS) + len(bad) + 2


def test_offsets_of_problems_count_from_the_start_of_the_file() -> None:
    """So that a tool can jump to the byte."""
    bad = SIIS.replace(b'"SIIS"', b"7")
    (_, line) = lines_of(SIIS + b"\n" + bad)
    (problem,) = line.problems
    assert (SIIS + b"\n" + bad)[problem.offset :].startswith(b"7}")
    assert problem.column == bad.index(b"7}") + 1


def test_empty_lines_windows_line_ends_and_a_mark_are_passed_over() -> None:
    """A byte order mark is allowed only at the very start."""
    data = b"\xef\xbb\xbf" + SIIS + b"\r\n\n  \n" + SIIS
    assert [line.number for line in lines_of(data)] == [1, 4]
    assert not any([line.problems for line in lines_of(data)])
    assert lines_of(SIIS + b"\n\xef\xbb\xbf" + SIIS)[1].record is None


def test_a_good_header_is_passed_over_and_a_bad_one_reported() -> None:
    """The first line may describe the dataset."""
    assert lines_of(b'{"type":"dataset","schema_version":"1.0"}\n' + SIIS)[0].number == 2
    (line, _) = lines_of(b'{"type":"dataset"}\n' + SIIS)
    assert [p.code for p in line.problems] == ["key.missing"]
    (line, _) = lines_of(b'{"type":"dataset","schema_version":"1.0","records":[]}\n' + SIIS)
    assert [p.code for p in line.problems] == ["json.document-as-lines"]
    (line,) = lines_of(SIIS + b'\n{"type":"dataset","schema_version":"1.0"}')[1:]
    assert [p.code for p in line.problems] == ["type.unknown-record-type"]


def test_a_newer_minor_version_is_read_with_a_warning_and_loses_nothing() -> None:
    """Unknown keys of the following lines are kept."""
    data = b'{"type":"dataset","schema_version":"1.7","new":1}\n' + SIIS[:-1] + b',"newer":{"a":[1]}}'
    header, line = lines_of(data)
    assert [p.code for p in header.problems] == ["version.newer-minor"] and header.header is not None
    assert line.record is not None and tm.dumps(line.record) == data.split(b"\n")[1]


def test_write_jsonl_writes_what_read_jsonl_reads(tmp_path: Path) -> None:
    """To a path and to a stream, the same bytes."""
    records = [tm.from_dict(generate.record(seed)) for seed in range(20)]
    path, stream = tmp_path / "a.jsonl", io.BytesIO()
    tm.write_jsonl(path, iter(records))
    tm.write_jsonl(stream, records)
    assert path.read_bytes() == stream.getvalue()
    assert [line.record for line in tm.read_jsonl(path)] == records
    assert [line.record for line in tm.read_jsonl(str(path))] == records


def test_reading_lines_is_lazy() -> None:
    """In constant memory: no line is read before it is requested."""

    class Endless(io.RawIOBase):
        count = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            self.count += 1
            return SIIS + b"\n"

    stream = Endless()
    reader = tm.read_jsonl(stream)
    for _ in range(3):
        next(reader)
    assert stream.count == 3


def test_from_dict_takes_only_plain_json() -> None:
    """A value that JSON cannot express is refused, not converted."""
    value = {"type": "source", "id": "source:a", "titles": {"en": "A"}, "extensions": {"x:y": {1, 2}}}
    assert [p.code for p in tm.validate(value)] == ["type.not-json"]
    value["extensions"] = {"x:y": {1: 2}}
    assert [p.code for p in tm.validate(value)] == ["type.not-json"]
    assert [(p.code, p.pointer) for p in tm.validate({**value, "extensions": {}, 1: 2})] == [("type.not-json", "")]  # type: ignore[dict-item]
    value["extensions"] = {"x:y": float("nan")}
    assert [p.code for p in tm.validate(value)] == ["number.not-finite"]
    deep: Any = 1
    for _ in range(70):
        deep = [deep]
    value["extensions"] = {"x:y": deep}
    assert [p.code for p in tm.validate(value)] == ["json.too-deep"]


def test_json_written_by_others_in_any_layout_gives_the_same_record() -> None:
    """Indentation, escapes and key order do not matter."""
    for seed in range(30):
        value = generate.record(seed)
        shuffled = dict(sorted(value.items(), reverse=True))
        assert tm.loads(json.dumps(shuffled, indent=3)) == tm.from_dict(value)
