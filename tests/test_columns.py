"""Records as Arrow columns and back without a difference, also through other libraries."""

from __future__ import annotations

import doctest
import gzip
import importlib
import io
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

import thinktank_model as tm
from thinktank_model.model.union import RECORD
from thinktank_model.shapes.annotations import shape_of

from . import generate
from .databases import generated, nasty
from .oracles import oracle
from .scale import MANY, in_full, thinned
from .test_profiles import ALL, GRANT, MY, Grant, Summit

pa = oracle("pyarrow")
pyarrow_parquet = oracle("pyarrow.parquet")
columns = pytest.importorskip("thinktank_model.columns")

TAGS = sorted(generate.CLASSES)


@cache
def some(tag: str, count: int = 60) -> tuple[Any, ...]:
    """Return records of a class with most of their optional keys."""
    return tuple([tm.from_dict(generate.record(seed, tag, 0.2 + seed % 4 * 0.2)) for seed in range(count)])


def through_pandas(table: Any) -> Any:
    """Return the table after pandas has held it as Arrow columns."""
    pandas = oracle("pandas")
    return table.to_pandas(types_mapper=pandas.ArrowDtype)


def through_objects(table: Any) -> Any:
    """Return the table after a data frame of Python objects, which needs the types."""
    pandas = oracle("pandas")
    return pa.Table.from_pandas(pandas.DataFrame.from_arrow(table), schema=table.schema, preserve_index=False)


def through_polars(table: Any) -> Any:
    return oracle("polars").DataFrame(table)


def through_duckdb(table: Any) -> Any:
    return oracle("duckdb").from_arrow(table)


WAYS = [lambda table: table, through_pandas, through_objects, through_polars, through_duckdb]


# --- exactness ---


@pytest.mark.parametrize("bounds", [True, False])
@pytest.mark.parametrize("tag", thinned(TAGS, 3))
def test_records_come_back_equal(tag: str, bounds: bool) -> None:
    """Of every class, with and without the computed columns, byte for byte."""
    records = some(tag)
    table = columns.to_arrow(records, bounds=bounds)
    assert table.schema == columns.arrow_schema(type(records[0]), bounds=bounds)
    table.validate(full=True)
    for cls in (tm.Record, type(records[0])):
        assert [tm.dumps(record) for record in columns.from_arrow(table, cls)] == [*map(tm.dumps, records)]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("tag", thinned(TAGS, 3))
def test_records_come_back_equal_from_others(tag: str, way: Any) -> None:
    """polars, pandas and DuckDB return the same records."""
    assert columns.from_arrow(way(columns.to_arrow(some(tag)))) == list(some(tag))


@pytest.mark.slow
@pytest.mark.parametrize("tag", TAGS)
def test_many_records_come_back_equal(tag: str, tmp_path: Path) -> None:
    """Of every class, through Parquet, and from there through polars, pandas and DuckDB."""
    records = [tm.from_dict(generate.record(seed, tag)) for seed in range(MANY)]
    path = tmp_path / "records.parquet"
    columns.write_parquet(path, records, type(records[0]), size=4096)
    table = pyarrow_parquet.read_table(path)
    for way in WAYS:
        assert columns.from_arrow(way(table)) == records


@pytest.mark.parametrize("way", thinned(WAYS, 2))
def test_a_dataset_is_one_table(way: Any) -> None:
    """With the columns of all classes, the records in order, and difficult strings unchanged."""
    for ds in (nasty(), *map(tm.example, tm.example_names()), generated(120)):
        table = columns.to_arrow(ds)
        assert table.schema == columns.arrow_schema(tm.Record)
        table.validate(full=True)
        assert columns.from_arrow(way(table), unknown="keep") == list(ds)


@pytest.mark.slow
def test_records_of_many_batches_come_back_equal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each batch has its own dictionaries."""
    monkeypatch.setattr("thinktank_model.columns.encoding.SIZE", 7)
    monkeypatch.setattr("thinktank_model.columns.decoding.SOME", 5)
    ds = generated(120)
    for way in WAYS:
        assert columns.from_arrow(way(pa.table(ds))) == list(ds)


def test_no_records_have_all_columns() -> None:
    """An empty table has the full schema, for any class."""
    for cls in (*get_args(RECORD), tm.Record):
        table = columns.to_arrow([], cls)
        assert table.schema == columns.arrow_schema(cls) and columns.from_arrow(table, cls) == []
    assert columns.to_arrow([]).schema == columns.arrow_schema(tm.Record)
    assert columns.to_arrow(tm.Dataset().events).schema == columns.arrow_schema(tm.Event)


# --- the schema ---


def test_every_field_has_a_column() -> None:
    """Under its name, with a description; required fields are never null, except numbers that may be too large."""
    for cls in get_args(RECORD):
        schema, shape = columns.arrow_schema(cls), shape_of(cls)
        assert set(shape.fields) < set(schema.names) < set(columns.arrow_schema(tm.Record).names) | {"type"}
        for name, field in shape.fields.items():
            assert schema.field(name).metadata[b"description"].decode() == field.description
            assert schema.field(name).nullable is not field.required
        assert schema.metadata == {b"thinktank:schema_version": tm.SCHEMA_VERSION.encode()}


def test_types_of_columns() -> None:
    """Terms are dictionaries, texts maps, objects structs, free JSON a string."""
    schema = columns.arrow_schema(tm.Event)
    term, text = pa.dictionary(pa.int32(), pa.string()), pa.string()
    expected = {
        "type": term,
        "id": text,
        "status": term,
        "start": text,
        "start_latest": pa.date32(),
        "number": pa.int64(),
        "host_ids": pa.list_(text),
        "topics": pa.list_(text),
        "theme": pa.map_(text, text),
        "extensions": text,
        "unknown_keys": text,
    }
    assert {name: schema.field(name).type for name in expected} == expected
    attendance = schema.field("attendance").type.field("total").type
    assert [field.name for field in attendance] == [
        "value",
        "qualifier",
        "upper",
        "unit",
        "low",
        "high",
        "unknown_keys",
    ]
    bare = columns.arrow_schema(tm.Event, bounds=False)
    assert (
        "start_latest" not in bare.names
        and bare.field("attendance").type.field("total").type.get_field_index("low") < 0
    )


def test_bounds_are_those_of_dates_and_counts() -> None:
    """The same bounds as those of the values."""
    for tag in ("event", "member"):
        records = some(tag)
        for record, row in zip(records, columns.to_arrow(records).to_pylist(), strict=True):
            dated = record if tag == "event" else record.period
            where = row if tag == "event" else row["period"]
            for name in ("start", "end") if dated is not None else ():
                date = getattr(dated, name)
                assert (where[f"{name}_earliest"], where[f"{name}_latest"]) == (
                    (None, None) if date is None else (date.earliest, date.latest)
                )
            if tag == "event" and record.attendance is not None and record.attendance.total is not None:
                total = row["attendance"]["total"]
                assert (total["low"], total["high"]) == record.attendance.total.bounds


def test_a_number_that_no_column_takes_is_kept() -> None:
    """It is stored with the unknown keys of its object, and its bounds are null."""
    count = {"value": 2**64 - 1, "upper": None}
    plain = {
        "type": "event",
        "id": "event:a",
        "names": [{"value": "A"}],
        "attendance": {"total": {"value": count["value"]}},
    }
    events = [tm.from_dict(plain), tm.from_dict({**plain, "attendance": {"total": {"value": 7}}})]
    table = columns.to_arrow(events)
    total = table["attendance"][0].as_py()["total"]
    assert (total["value"], total["low"], total["unknown_keys"]) == (None, None, '{"value":18446744073709551615}')
    assert columns.from_arrow(table) == events


# --- what is refused ---


def codes(error: tm.InvalidData) -> list[tuple[str, str]]:
    return [(problem.code, problem.pointer) for problem in error.problems]


def test_nothing_is_lost_in_silence() -> None:
    """A column of no class, or of another class, is unknown; a wrong value is refused in its row."""
    table = columns.to_arrow(some("event", 3))
    more = table.append_column("colour", pa.array([None, "red", None]))
    with pytest.raises(tm.InvalidData) as caught:
        columns.from_arrow(more)
    assert codes(caught.value) == [("key.unknown", "/1/colour")]
    kept = columns.from_arrow(more, unknown="keep")
    assert dict(kept[1].unknown_keys) == {"colour": "red"} and kept[2] == some("event", 3)[2]
    with pytest.raises(tm.InvalidData) as caught:
        columns.from_arrow(table.set_column(1, "id", pa.array(["event:a", "x", None])))
    assert [code for code, _ in codes(caught.value)] == ["id.syntax", "key.missing"]
    assert [at for _, at in codes(caught.value)] == ["/1/id", "/2"]
    with pytest.raises(tm.InvalidData):
        columns.from_arrow(table.drop_columns("type"))
    with pytest.raises(tm.InvalidData):
        columns.from_arrow(table, tm.Member)


def test_a_damaged_cell_is_said() -> None:
    """Invalid JSON text, and a duplicate language in one map."""
    table = columns.to_arrow(some("source", 2), bounds=False)
    for cell, code in (("{", "json.truncated"), ('{"a":1,"a":2}', "json.duplicate-key")):
        broken = table.set_column(table.schema.get_field_index("extensions"), "extensions", pa.array([None, cell]))
        with pytest.raises(tm.InvalidData) as caught:
            columns.from_arrow(broken)
        assert codes(caught.value)[0][0] == code and codes(caught.value)[0][1].startswith("/extensions")
    twice = pa.array([[("en", "a"), ("en", "b")], [("en", "a")]], pa.map_(pa.string(), pa.string()))
    with pytest.raises(tm.InvalidData) as caught:
        columns.from_arrow(table.set_column(table.schema.get_field_index("titles"), "titles", twice))
    assert codes(caught.value) == [("list.duplicate", "/titles/en")]


def test_what_is_not_a_record_is_one_sentence() -> None:
    for call in (
        lambda: columns.arrow_schema(int),
        lambda: columns.arrow_schema(tm.Dataset),
        lambda: columns.arrow_schema(tm.Count),
        lambda: columns.to_arrow([1]),
        lambda: columns.to_arrow(some("event"), tm.Member),
        lambda: columns.from_arrow([{"id": 1}]),
    ):
        with pytest.raises(TypeError, match="expected|not a class of records") as caught:
            call()
        assert "\n" not in str(caught.value)


# --- files ---


@pytest.mark.slow
def test_parquet_in_batches(tmp_path: Path) -> None:
    """A few records at a time; the schema version and the header are in the metadata of the file."""
    ds, path = generated(120), tmp_path / "all.parquet"
    columns.write_parquet(path, iter(ds), header=ds.header, size=50)
    about = pyarrow_parquet.read_metadata(path)
    assert about.num_row_groups == 3 and about.num_rows == 120
    assert about.metadata[b"thinktank:schema_version"].decode() == tm.SCHEMA_VERSION
    assert tm.loads(about.metadata[b"thinktank:dataset"], tm.DatasetHeader) == ds.header
    pieces = list(columns.batches(path, size=32))
    assert max(piece.num_rows for piece in pieces) <= 32
    assert [record for piece in pieces for record in columns.from_arrow(piece)] == list(ds)
    events = [record for piece in columns.batches(path, tm.Event, size=32) for record in columns.from_arrow(piece)]
    assert events == list(ds.events.values())
    assert tm.import_file(path).dataset == ds
    for other in (
        pyarrow_parquet.read_table(path),
        oracle("polars").read_parquet(path),
        oracle("duckdb").read_parquet(str(path)),
    ):
        assert columns.from_arrow(other) == list(ds)


def test_parquet_of_one_class(tmp_path: Path) -> None:
    """It has the columns of that class, and other libraries read it; a mapping renames its columns."""
    duckdb = oracle("duckdb")
    ds, path = generated(120), tmp_path / "members.PARQUET"
    columns.write_parquet(path, ds.members, tm.Member, bounds=False)
    assert pyarrow_parquet.read_schema(path).names == columns.arrow_schema(tm.Member, bounds=False).names
    members = list(ds.members.values())
    assert columns.from_arrow(duckdb.sql(f"from '{path}'")) == members
    assert [r for batch in columns.batches(path, tm.Member) for r in columns.from_arrow(batch, tm.Member)] == members
    assert list(columns.batches(path, tm.Event)) == []
    held = io.BytesIO()
    columns.write_parquet(held, members, tm.Member, bounds=False)
    assert held.getvalue() == path.read_bytes()


@pytest.mark.slow
def test_json_lines_in_batches(tmp_path: Path) -> None:
    """Records of the class, validated; a wrong line is refused with its place."""
    ds, path = generated(120), tmp_path / "all.jsonl"
    ds.write(path)
    for cls in (tm.Record, tm.Output):
        found = [r for batch in columns.batches(path, cls, size=13) for r in columns.from_arrow(batch)]
        assert found == [record for record in ds if isinstance(record, cls)]
    packed = tmp_path / "all.jsonl.gz"
    packed.write_bytes(gzip.compress(path.read_bytes() + b'{"type": "source", "colour": 1}\n'))
    reading = columns.batches(packed, size=13)
    with pytest.raises(tm.InvalidData) as caught:
        for batch in reading:
            assert batch.num_rows
    assert [(p.code, p.line) for p in caught.value.problems] == [
        (code, 122) for code in ("key.unknown", "key.missing", "key.missing")
    ]
    with pytest.raises(ValueError, match="unknown must be"):
        columns.batches(path, unknown="no")


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    path.write_bytes(b"old")
    with pytest.raises(TypeError, match="expected records of Member, found an object of type Event"):
        columns.write_parquet(path, some("event"), tm.Member)
    assert path.read_bytes() == b"old"


def parquet(table: Any) -> io.BytesIO:
    held = io.BytesIO()
    pyarrow_parquet.write_table(table, held)
    return io.BytesIO(held.getvalue())


def read_codes(source: io.BytesIO, **options: Any) -> list[tuple[str, str | None, str]]:
    report = tm.import_file(source, format="parquet", **options).report
    return [(problem.code, problem.record_id, problem.pointer) for problem in report]


def test_a_parquet_file_of_another_program_is_read() -> None:
    """It needs no metadata of ours; each problem has the number of its row."""
    records = some("event", 4)
    table = columns.to_arrow(records).replace_schema_metadata(None)
    assert tm.import_file(parquet(table), format="parquet").dataset == tm.Dataset(records=records)
    more = table.append_column("colour", pa.array([None, "red", None, None]))
    assert read_codes(parquet(more)) == [("key.unknown", records[1].id, "/1/colour")]
    assert read_codes(parquet(more), unknown="keep") == []
    broken = table.set_column(
        table.schema.get_field_index("extensions"), "extensions", pa.array(["{", None, None, None])
    )
    assert read_codes(parquet(broken)) == [("json.truncated", None, "/extensions")]
    header = table.replace_schema_metadata(
        {"thinktank:dataset": '{"type":"dataset","schema_version":"1.0","colour":1}'}
    )
    assert read_codes(parquet(header)) == [("key.unknown", None, "/colour")]
    not_json = table.replace_schema_metadata({"thinktank:dataset": "["})
    assert [code for code, *_ in read_codes(parquet(not_json))] == ["json.truncated"]
    assert read_codes(parquet(pa.table({"a": [1]})))[0][0] == "key.missing"


@in_full
def test_what_is_not_parquet_is_said() -> None:
    """The same for a file that unpacks to more than the limit."""
    whole = parquet(columns.to_arrow(some("event", 4))).getvalue()
    for data in (b"", b"PAR1", b"x" * 100, whole[:-20], whole[4:], whole[:100] + b"\0" * 400 + whole[500:]):
        imported = tm.import_file(io.BytesIO(data), format="parquet")
        assert imported.dataset is None and [problem.code for problem in imported.report] == ["import.syntax"]
    many = parquet(pa.table({"type": pa.array(["source"] * 10_000_000).dictionary_encode()}))
    assert len(many.getvalue()) < 50_000
    tight = tm.Limits(unpacked=2**20)
    assert [code for code, *_ in read_codes(many, limits=tight)] == ["file.unpacks-too-large"]


# --- profiles ---


def test_records_of_a_profile(tmp_path: Path) -> None:
    """They have their own columns; the profile's `Record` covers all its classes, and each class can be requested."""
    records: list[Any] = [MY.from_dict(value) for value in ALL]
    ds: Any = MY.Dataset(records=records)
    assert columns.to_arrow(ds).schema == columns.arrow_schema(MY.Record)
    assert {"budget", "amount"} <= set(columns.arrow_schema(MY.Record).names)
    for way in WAYS:
        assert columns.from_arrow(way(columns.to_arrow(ds)), MY.Record) == list(ds)
    events = columns.to_arrow(ds.events)  # the same for its subclass
    assert columns.from_arrow(events, MY.Record) == list(ds.events.values()) and "budget" in events.schema.names
    assert columns.from_arrow(columns.to_arrow(ds.of("my:grant")), Grant) == list(ds.of(Grant).values())
    path = tmp_path / "all.jsonl"
    ds.write(path)
    assert [r for batch in columns.batches(path, MY.Record) for r in columns.from_arrow(batch, MY.Record)] == list(ds)
    tm.write_jsonl(path, list(ds)[1:])
    assert [r for batch in columns.batches(path, Summit) for r in columns.from_arrow(batch, Summit)] == list(ds)[1:2]
    (checked,) = columns.validate_batches(columns.to_arrow(ds).to_batches(), MY.Record)
    assert checked["ok"].to_pylist() == [True] * len(ALL)
    with pytest.raises(tm.InvalidData):
        columns.from_arrow(columns.to_arrow(ds))


def test_a_record_that_is_kept_unread(tmp_path: Path) -> None:
    """It has a type, an id, and all its keys as unknown keys."""
    ds = tm.Dataset(records=[tm.from_dict(GRANT, unknown="keep"), *some("event", 2)])
    table = columns.to_arrow(ds)
    assert table["type"][0].as_py() == "my:grant" and '"amount":3' in table["unknown_keys"][0].as_py()
    for way in WAYS:
        assert columns.from_arrow(way(table), unknown="keep") == list(ds)
    assert columns.from_arrow(columns.to_arrow(list(ds)[:1]), unknown="keep") == list(ds)[:1]
    report = tm.export(ds, tmp_path / "x.parquet")
    assert [problem.code for problem in report] == ["export.type-not-carried"]
    assert tm.import_file(tmp_path / "x.parquet").dataset == tm.Dataset(records=list(ds)[1:])


# --- other people's libraries ---


def test_our_objects_are_tables() -> None:
    """A dataset and its collections work in pyarrow, polars, pandas and DuckDB without conversion code."""
    polars, pandas, duckdb = oracle("polars"), oracle("pandas"), oracle("duckdb")
    ds = tm.example("riverside-2025")
    events = ds.events
    assert pa.table(ds).num_rows == len(ds) and pa.table(events).num_rows == len(events)
    assert polars.DataFrame(ds).height == len(ds) and polars.from_dataframe(events).height == len(events)
    assert len(pandas.DataFrame.from_arrow(ds)) == len(ds) and len(pandas.DataFrame.from_arrow(events)) == len(events)
    (found,) = duckdb.sql("select count(*), max(start_latest) from events where type = 'event'").fetchall()
    assert found == (len(events), max(e.start.latest for e in events.values() if e.start is not None))
    assert duckdb.sql("select count(*) from ds").fetchall() == [(len(ds),)]


@pytest.mark.parametrize("module", ["checking", "crossing", "decoding", "encoding", "fields", "files"])
def test_examples_in_docstrings(module: str) -> None:
    """They run here, because these modules cannot be imported without pyarrow."""
    found = doctest.testmod(importlib.import_module(f"thinktank_model.columns.{module}"))
    assert found.failed == 0


def test_without_pyarrow_one_sentence_says_what_to_install() -> None:
    """The other modules do not need it."""
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "import thinktank_model as tm\n"
        "ds = tm.example('wic-2024')\n"
        "for call in (ds.__arrow_c_stream__, lambda: __import__('thinktank_model.columns')):\n"
        "    try: call()\n"
        "    except ImportError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    said = 'thinktank_model.columns needs pyarrow: pip install "thinktank-model[arrow]"'
    assert done.stdout.splitlines() == [said, said]
