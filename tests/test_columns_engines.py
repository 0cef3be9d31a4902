"""The checks inside engines: DuckDB always; Spark if pyspark and Java are installed, in its own CI stage."""

from __future__ import annotations

import pickle
import random
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.model.index import Index
from thinktank_model.rules import Context, check

from .databases import generated
from .oracles import oracle
from .rules.build import TODAY, complete, records_in
from .rules.test_rules import CASES
from .scale import in_full, thinned

pa = oracle("pyarrow")
duckdb = oracle("duckdb")
columns = pytest.importorskip("thinktank_model.columns")

CODES = list(columns.cross_checks("duckdb"))

# --- records one by one ---


def planted(count: int, seed: int = 1) -> list[bytes]:
    """Return lines of records, of which about every fifth has a fault; one line is blank, and the first is a header."""
    rng = random.Random(seed)
    records = [tm.dumps(record).decode() for record in generated(min(count, 3000))]
    lines = [tm.dumps(tm.DatasetHeader()).decode()]
    for number in range(count):
        text = records[number % len(records)]
        fault = rng.randint(0, 24)
        if fault == 0:
            text = text[: rng.randint(1, len(text) - 1)]
        elif fault == 1:
            text = text.replace('"type":', '"typ":', 1)
        elif fault == 2:
            text = text.replace("{", '{"colour":"red",', 1)
        elif fault == 3:
            text = text.replace('"id":"', '"id":"x', 1)
        elif fault == 4:
            text = text.replace("{", '{"notes":{"en":" two  spaces "},', 1)
        lines.append(text)
    lines.insert(count // 2, "")
    return [line.encode() for line in lines]


def plain(path: Path) -> Counter[tuple[Any, ...]]:
    """Return the results of the plain reader: line, id and code of each problem, and of each record without one."""
    found: Counter[tuple[Any, ...]] = Counter()
    for line in tm.read_jsonl(path):
        id = None if line.record is None else line.record.id
        rows: list[tuple[Any, ...]] = [(line.number, p.record_id, p.code, p.pointer, p.message) for p in line.problems]
        found.update(rows or [(line.number, id, None, None, None)])
    return found


def lines_of(path: Path) -> Any:
    """Return the lines of a file with their numbers, as the guide reads them."""
    return duckdb.sql(
        f"select row_number() over () as line, json from read_csv('{path}', columns = {{'json': 'varchar'}}, "
        "delim = '\x01', quote = '', escape = '', header = false, auto_detect = false)"
    ).to_arrow_reader(1000)


def seen(batches: Any) -> Counter[tuple[Any, ...]]:
    """Return the same results from an engine."""
    rows = pa.Table.from_batches(batches, columns.OUTPUT_SCHEMA).to_pylist()
    return Counter([(r["line"], r["id"], r["code"], r["pointer"], r["message"]) for r in rows])


def same_problems(path: Path, count: int) -> None:
    path.write_bytes(b"\n".join(planted(count)) + b"\n")
    expected = plain(path)
    assert seen(columns.validate_batches(lines_of(path))) == expected
    assert len({code for _, _, code, _, _ in expected}) > 5 and sum(expected.values()) > count


@in_full
def test_duckdb_finds_what_the_plain_stream_finds(tmp_path: Path) -> None:
    """Line by line: the same codes, ids, pointers and messages."""
    same_problems(tmp_path / "records.jsonl", 600)


@pytest.mark.slow
def test_duckdb_finds_the_same_in_many_lines(tmp_path: Path) -> None:
    same_problems(tmp_path / "records.jsonl", 200_000)


@in_full
def test_good_rows_become_columns_and_bad_ones_rejects(tmp_path: Path) -> None:
    """Each record is in one of the two; a reject has its line, its text and its first error."""
    path = tmp_path / "records.jsonl"
    lines = planted(300)
    path.write_bytes(b"\n".join(lines) + b"\n")
    schema = columns.columns_schema()
    table = pa.Table.from_batches(columns.records_to_columns(lines_of(path)), schema)
    good = table.filter(pa.compute.is_null(table["reject"])).drop_columns("reject")
    read = list(tm.read_jsonl(path))
    assert columns.from_arrow(good) == [line.record for line in read if line.record is not None]
    rejects = [row for row in table["reject"].to_pylist() if row is not None]
    errors = [[p for p in line.problems if p.severity is tm.Severity.ERROR] for line in read if line.record is None]
    assert rejects == [
        {
            "line": e[0].line,
            "raw": lines[(e[0].line or 0) - 1].decode(),
            "code": e[0].code,
            "pointer": e[0].pointer,
            "message": e[0].message,
        }
        for e in errors
    ]


def test_records_of_one_class() -> None:
    """Records of another class are rejects; the schema is that of the class."""
    lines = [tm.dumps(record) for record in generated(40)]
    batch = pa.record_batch({"json": pa.array(lines, pa.binary())})
    table = pa.Table.from_batches(columns.records_to_columns([batch], tm.Member), columns.columns_schema(tm.Member))
    assert set(table.schema.names) == {*columns.arrow_schema(tm.Member).names, "reject"}
    events = [row["reject"]["code"] for row in table.to_pylist() if row["reject"] is not None]
    assert len(events) == sum([not isinstance(record, tm.Member) for record in generated(40)])
    assert set(events) == {"type.wrong-type"}


def test_columns_are_checked_as_text_is() -> None:
    """The columns of a Parquet file that another program has changed; a reject is JSON."""
    table = columns.to_arrow(generated(30))
    ids = table["id"].to_pylist()
    ids[3], ids[4] = "organization:Not An Id", None
    batches = table.set_column(1, "id", pa.array(ids)).to_batches()
    found = seen(columns.validate_batches(batches))
    assert [(id, code) for _, id, code, _, _ in found if code] == [
        ("organization:Not An Id", "id.syntax"),
        (None, "key.missing"),
    ]
    assert sum([count for (*_, code, _, _), count in found.items() if code is None]) == 28
    made = pa.Table.from_batches(columns.records_to_columns(batches)).to_pylist()
    raw = [row["reject"]["raw"] for row in made if row["reject"] is not None]
    assert len(raw) == 2 and all([text.startswith('{"type":') for text in raw])


@pytest.mark.parametrize("type", [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary()])
def test_texts_of_any_type(type: Any) -> None:
    """The text types of several engines; blank texts and nulls are skipped, and so is a header without a line number."""
    texts = [
        "",
        None,
        " \t",
        '{"type":"dataset","schema_version":"1.0"}',
        '{"type":"source","id":"source:a","titles":{"en":"A"}}',
    ]
    batch = pa.record_batch({"n": pa.array([True] * 5), "json": pa.array(texts, type)})
    assert seen(columns.validate_batches([batch])) == Counter([(None, "source:a", None, None, None)])


def test_a_header_is_on_line_1() -> None:
    """On another line it is a record of an unknown type; on line 1 its problems are reported."""
    header = ['{"type":"dataset","schema_version":"x"}', '{"type":"dataset","schema_version":"1.0"}']
    batch = pa.record_batch({"line": pa.array([1, 2]), "json": pa.array(header)})
    assert [(line, code) for line, _, code, _, _ in seen(columns.validate_batches([batch]))] == [
        (1, "version.syntax"),
        (2, "type.unknown-record-type"),
    ]


def test_a_line_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thinktank_model.columns.rows.LIMITS", tm.Limits(line=10))
    batch = pa.record_batch({"json": pa.array(["{}" + " " * 9])})
    assert [code for _, _, code, _, _ in seen(columns.validate_batches([batch]))] == ["json.line-too-long"]


def test_no_column_of_texts_is_one_sentence() -> None:
    with pytest.raises(TypeError, match="^expected a column of JSON text, found a, b$"):
        list(columns.validate_batches([pa.record_batch({"a": pa.array([1]), "b": pa.array([True])})]))
    with pytest.raises(ValueError, match="unknown must be"):
        list(columns.validate_batches([pa.record_batch({"a": pa.array(["{}"])})], unknown="no"))


def test_nothing_to_check_gives_an_empty_batch() -> None:
    (batch,) = columns.validate_batches([pa.record_batch({"json": pa.array([], pa.string())})])
    assert batch.num_rows == 0 and batch.schema == columns.OUTPUT_SCHEMA


def test_the_functions_can_be_sent_to_workers() -> None:
    """They can be pickled, with their record class."""
    batch = pa.record_batch({"json": pa.array(['{"type":"source","id":"source:a","titles":{"en":"A"}}'])})
    for function in (columns.validate_batches, partial(columns.records_to_columns, cls=tm.Source)):
        (made,) = pickle.loads(pickle.dumps(function))([batch])
        assert made.num_rows == 1


def test_schemas_as_spark_takes_them() -> None:
    """Every column, in order, with types of Spark SQL."""
    assert columns.OUTPUT_DDL == (
        "`line` bigint, `id` string, `ok` boolean, `code` string, `severity` string, `pointer` string, `message` string"
    )
    ddl = columns.columns_ddl(tm.Source)
    assert ddl.startswith("`type` string, `id` string, `titles` map<string, string>, ")
    assert ddl.endswith(
        "`reject` struct<`line`: bigint, `raw`: string, `code`: string, `pointer`: string, `message`: string>"
    )


# --- rules across records ---


def of_check(records: Any) -> list[tuple[Any, ...]]:
    """Return the problems that the library finds."""
    found = check(Context(Index(records), tm.DatasetHeader(), TODAY, {}))
    return sorted([(p.code, p.record_id, p.pointer) for p in found if p.code in CODES])


def of_duckdb(records: Any) -> list[tuple[Any, ...]]:
    """Return the problems that DuckDB finds."""
    with duckdb.connect() as database:
        database.register("records", columns.to_arrow(records, tm.Record))
        rows = [
            (code, *row)
            for code, query in columns.cross_checks("duckdb").items()
            for row in database.sql(f"select record_id, pointer from ({query})").fetchall()
        ]
    return sorted(rows)


@in_full
@pytest.mark.parametrize("code", thinned(CODES, 1))
def test_each_case_of_a_rule_is_one_for_duckdb(code: str) -> None:
    """The cases of the rules, including near misses."""
    cases = [case for case in CASES if case.code == code and not case.elsewhere]
    assert any([case.found for case in cases])
    for case in cases:
        records = records_in(case)
        assert of_duckdb(records) == of_check(records), str(case)


def crowd(count: int, seed: int) -> list[Any]:
    """Return records that break rules of every kind: few programmes and parties, and some duplicate ids and identifiers."""
    rng = random.Random(seed)
    few = max(count // 8, 3)

    def one(kind: str, most: int = few + 1) -> str:
        return f"{kind}:n{rng.randrange(most)}"

    def some(likely: float, **fields: Any) -> dict[str, Any]:
        return fields if rng.random() < likely else {}

    def time() -> dict[str, str]:
        dates = sorted(rng.choices(["2001", "2005-03", "2010-06-15", "2015~", "2019", "2020-21", "2024", ""], k=2))
        return {key: date for key, date in zip(("start", "end"), dates, strict=True) if date} or {"start": "2003"}

    def identified(kind: str) -> dict[str, Any]:
        scheme, value = rng.choice([("wikidata", f"Q{rng.randint(1, few)}"), ("x:own", f"v{rng.randint(1, few)}")])
        more = rng.choice([{}, {}, {}, {"status": "rejected"}, {"relation": "parent"}])
        merged = some(0.15, merged_ids=[f"{kind}:n{few + rng.randint(0, 2)}"])
        return merged | some(0.5, identifiers=[{"scheme": scheme, "value": value, **more}])

    def fragment(kind: str) -> dict[str, Any]:
        id = f"{kind}:n{rng.randrange(few if kind != 'member' else count)}"
        match kind:
            case "program":
                hosts, part = [one("organization")], some(0.8, parent_id=one("program"))
                return {"id": id, "host_ids": hosts, **part, **identified(kind), **some(0.7, period=time())}
            case "work_plan" | "activity":
                return {"id": id, "program_id": one("program"), **some(0.7, period=time())}
            case "organization":
                parents = [{"organization_id": one("organization"), "kind": "part_of"}]
                return {"id": id, **identified(kind), **some(0.4, parents=parents)}
            case "member":
                known = {
                    "program_id": one("program"),
                    "party_id": one("organization", 3),
                    "represents": rng.choice(["CN", "FR"]),
                }
                return {
                    "id": id,
                    **known,
                    **some(0.7, period=time()),
                    **some(0.5, status=rng.choice(["active", "left"])),
                }
            case "event":
                agenda = [{"title": {"en": "A"}, "speaker_ids": ["person:x", one("organization")]}]
                return {"id": id, "parent_id": rng.choice([id, one("event"), one("event")]), "agenda": agenda}
        return {"id": id, **identified(kind)}

    weights = {"program": 2, "organization": 2, "member": 3, "event": 1, "output": 1, "work_plan": 2, "activity": 2}
    kinds = rng.choices(list(weights), list(weights.values()), k=count)
    made = [complete(fragment(kind)) for kind in kinds]
    return [tm.from_dict(plain) for plain in made if tm.validate(plain).ok]


@in_full
@pytest.mark.parametrize("seed", thinned(range(6), 2))
def test_duckdb_agrees_with_the_rules(seed: int) -> None:
    """Every rule is broken at least once: both find the same codes, records and pointers."""
    records = crowd(60 + 200 * seed, seed)
    expected = of_check(records)
    assert of_duckdb(records) == expected
    if seed > 2:
        assert {code for code, *_ in expected} == set(CODES)


def test_an_unknown_engine_is_one_sentence() -> None:
    with pytest.raises(ValueError, match="no engine 'duckdbb'; expected one of duckdb, spark; did you mean"):
        columns.cross_checks("duckdbb")
