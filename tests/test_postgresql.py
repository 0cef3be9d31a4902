"""The script for PostgreSQL: its text, reading it back, and loading it into PostgreSQL."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import thinktank_model as tm
from thinktank_model.formats.relational import copytext
from thinktank_model.problems.translations import Phrase

from .databases import NASTY, TAGS, generated, nasty
from .scale import in_full

server = pytest.mark.skipif(
    "THINKTANK_POSTGRESQL" not in os.environ,
    reason="no PostgreSQL server; .ci/stages/sql starts one and runs these tests",
)


def codes(report: tm.Report) -> list[str]:
    return [problem.code for problem in report]


def script(ds: tm.Dataset, lang: str = "en") -> str:
    held = io.BytesIO()
    tm.export(ds, held, format="sql", lang=lang)
    return held.getvalue().decode()


def read(text: str | bytes, unknown: str = "error") -> tm.Imported:
    data = text if isinstance(text, bytes) else text.encode()
    return tm.import_file(io.BytesIO(data), format="sql", unknown=unknown)  # type: ignore[arg-type]


# --- without a server ---


@in_full
def test_a_script_gives_the_dataset_back() -> None:
    """Records in order, and the header."""
    for ds in (*map(tm.example, tm.example_names()), generated(500), tm.Dataset()):
        imported = read(script(ds))
        assert (
            imported.dataset == ds and imported.dataset.records == ds.records and imported.dataset.header == ds.header
        )


def test_nasty_strings_come_back_from_a_script() -> None:
    """Byte for byte; also with the line endings of another system."""
    ds = nasty()
    for text in (script(ds), script(ds).replace("\n", "\r\n"), "\ufeff" + script(ds)):
        imported = read(text, "keep")
        assert imported.dataset is not None
        assert [tm.dumps(record) for record in imported.dataset] == [tm.dumps(record) for record in ds]


def test_no_string_ends_a_block() -> None:
    """A block has one line per row, and its end marker occurs once."""
    text = script(nasty())
    lines = text.split("\n")
    assert sum([line == "\\." for line in lines]) == sum(
        [line.endswith("from stdin;") and line.startswith("copy ") for line in lines]
    )
    assert "\ncopy event (id) from stdin;" not in text


def test_a_nul_in_free_json_is_told_before() -> None:
    """PostgreSQL can store it in the type json but not query it; an escaped backslash before u0000 is not one."""
    plain = {"type": "source", "id": "source:a", "titles": {"en": "A"}}
    for value, told in (("a\0b", True), ("\\u0000", False), ("\\\0", True), ({"a\0": 1}, True)):
        ds = tm.Dataset(records=(tm.from_dict({**plain, "extensions": {"x:a": value}}),))
        held = io.BytesIO()
        report = tm.export(ds, held, format="sql")
        assert codes(report) == (["export.json-nul"] if told else [])
        assert [p.record_id for p in report] == ["source:a"] * told
        assert read(held.getvalue()).dataset == ds


def test_a_foreign_key_that_does_not_hold_is_not_validated() -> None:
    """New rows must obey it; valid foreign keys are checked when the script is loaded."""
    member = tm.from_dict(
        {"type": "member", "id": "member:a", "program_id": "program:gone", "party_id": "organization:a"}
    )
    organization = tm.from_dict({"type": "organization", "id": "organization:a", "names": [{"value": "A"}]})
    keys = [
        line for line in script(tm.Dataset(records=(member, organization))).split("\n") if line.endswith(" not valid;")
    ]
    assert [key.split(" add ")[0] for key in keys] == ['alter table "member"'] and '("program_id")' in keys[0]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", None, "no block"),
        ("select 1;\n", None, "no block"),
        ("copy source (id, titles) from stdin;\nsource:a\n\\.\n", 2, "1 cells"),
        ("copy source (id) from stdin;\nsource:a\n", 3, "does not end"),
        ("INSERT INTO thinktank.source VALUES ('source:a');\n", None, "pg_dump --schema thinktank --file"),
    ],
)
def test_a_script_without_data_is_reported(text: str, line: int | None, said: str) -> None:
    """With the line of the fault."""
    report = read(text).report
    assert [(p.code, p.line) for p in report if said in p.message] == [("import.sql-syntax", line)]


def test_a_dump_of_two_datasets_is_reported_once() -> None:
    """Their records would be mixed; the command for one of them is said."""
    text = "".join(
        [
            f'COPY {schema}.record (id, type, "position") FROM stdin;\nsource:a\tsource\t0\n\\.\n'
            f'COPY {schema}.source (id, titles) FROM stdin;\nsource:a\t{{"en": "A"}}\n\\.\n'
            for schema in ("riverside", "thinktank")
        ]
    )
    (problem,) = read(text).report
    assert problem.code == "import.sql-syntax" and "pg_dump --schema riverside" in problem.message
    assert codes(read(text.replace("riverside", "thinktank")).report) != ["import.sql-syntax"]


def test_a_script_in_another_encoding_is_reported() -> None:
    """Like any other text."""
    assert codes(read(b"-- \xff").report) == ["json.not-utf8"]


def test_what_pg_dump_writes_is_read() -> None:
    """Schema-qualified names, keywords in capitals, bytes as numbers, other tables, reordered columns, no positions."""
    text = (
        "COPY public.mine (a) FROM stdin;\n1\n\\.\n"
        'COPY "my schema"."source" (titles, id) FROM stdin;\n{"en": "\\x41\\102\\q"}\tsource:b\n{"en": "A"}\tsource:a\n\\.\n'
        'COPY thinktank.record (id, type, "position", label) FROM stdin;\nsource:a\tsource\t0\t\\N\nsource:b\tsource\tx\t\\N\n\\.\n'
        "COPY thinktank.organization (id, is_think_tank) FROM stdin;\norganization:a\tt\n\\.\n"
        "COPY thinktank.organization_names (_record, _names, value) FROM stdin;\norganization:a\t0\tA\n\\.\n"
    )
    imported = read(text)
    assert codes(imported.report) == ["import.table-not-read"]
    assert imported.dataset is not None
    assert [record.id for record in imported.dataset] == ["source:a", "source:b", "organization:a"]
    assert imported.dataset.sources["source:b"].titles["en"] == "ABq"
    assert imported.dataset.organizations["organization:a"].is_think_tank is True


@pytest.mark.parametrize("text", [*NASTY, "", "\b\f\v\t\r\n\\", "\\\\N"])
def test_any_text_comes_back_from_a_block(text: str) -> None:
    """As one cell of one line."""
    lines = "".join(copytext.block("a", ["b", "c"], [[text, None], [1, True]])).split("\n")
    faults: list[Phrase] = []
    (found,) = copytext.blocks(lines[:-1], lambda _, what: faults.append(what))
    assert (found.table, found.columns, found.rows, faults) == ("a", ["b", "c"], [[text, None], ["1", "t"]], [])


# --- with one ---


def psql(*arguments: str, given: str | None = None, cwd: Path | None = None) -> str:
    program = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *arguments]
    done = subprocess.run(program, input=given, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def loaded(ds: tm.Dataset, name: str, folder: Path, lang: str = "en") -> None:
    """Load a dataset into its own schema of the database."""
    path = folder / f"{name}.sql"
    tm.export(ds, path, lang=lang)
    psql("-c", f"drop schema if exists {name} cascade")
    psql("-v", f"schema={name}", "-f", str(path))


def dumped(name: str, folder: Path, unknown: str = "error") -> tm.Imported:
    """Return the dataset read from the output of pg_dump for a schema."""
    program = shutil.which("pg_dump")
    assert program is not None
    path = folder / f"{name}.dump.sql"
    subprocess.run([program, "--schema", name, "--file", str(path)], check=True)
    return tm.import_file(path, unknown=unknown)  # type: ignore[arg-type]


@pytest.mark.slow
@server
def test_ten_thousand_records_come_back_equal_from_postgresql(tmp_path: Path) -> None:
    """Of every class, with the header, through pg_dump."""
    ds = generated(10_000)
    loaded(ds, "many", tmp_path)
    imported = dumped("many", tmp_path)
    assert imported.dataset == ds and imported.dataset.records == ds.records and imported.dataset.header == ds.header
    assert psql("-c", "select count(*), count(distinct type) from many.record") == f"10000|{len(TAGS)}\n"


@server
def test_nasty_strings_come_back_from_postgresql(tmp_path: Path) -> None:
    """Byte for byte, and unchanged in the columns."""
    ds = nasty()
    loaded(ds, "nasty", tmp_path)
    imported = dumped("nasty", tmp_path, "keep")
    assert imported.dataset is not None
    assert [tm.dumps(record) for record in imported.dataset] == [tm.dumps(record) for record in ds]
    for number, text in enumerate(NASTY):
        said = psql("-c", f"select published_raw from nasty.source where id = 'source:n-{number}'")
        assert said == text + "\n"


@server
def test_queries_answer_on_postgresql(tmp_path: Path) -> None:
    """Views in the language of the export, labels, lists, texts by language; comments describe the columns."""
    ds = tm.example("wic-2024")
    event = ds.events["event:wic-think-tank-symposium-2024"]
    loaded(ds, "article", tmp_path, "fr")
    assert dumped("article", tmp_path).dataset == ds
    columns = "label, status_label, attendance_total_value, organizer_ids_label"
    shown = psql("-c", f"select {columns} from article.events where status = 'held'")
    assert shown == f"{event.label('fr')}|Tenu|40|{ds.label('organization:wic', 'fr')}\n"
    assert psql("-c", "select count(*) from article.participations") == f"{len(event.participations)}\n"
    assert (
        psql("-c", "select description ->> 'zh-Hans' from article.event where status = 'held'")
        == f"{dict(event.description or ())['zh-Hans']}\n"
    )
    assert psql("-c", "select count(*) from article.names where value like '%清华%' or value like '%复旦%'") != "0\n"
    assert (
        psql(
            "-c",
            "select count(*) from pg_constraint where contype = 'f' and not convalidated and connamespace = 'article'::regnamespace",
        )
        == "0\n"
    )
    assert "names" not in psql("-c", "select obj_description('article.event'::regclass)").split("|")
    for view in psql("-c", "select viewname from pg_views where schemaname = 'article'").split():
        psql("-c", f'select * from article."{view}"')


@server
@pytest.mark.parametrize(
    "statement",
    [
        "update event set status = 'Held'",
        "update event set attendance_total_value = -1",
        "update event set description = '[]'",
        "update event_participations set party_id = 'organization:nobody'",
        "update event_organizer_ids set value = 'event:x'",
        "insert into event_names (_record, _names, value) values ('event:nobody', 0, 'A')",
    ],
)
def test_postgresql_refuses_what_is_wrong(tmp_path: Path, statement: str) -> None:
    """By the checks and foreign keys of the script."""
    if "t" not in psql("-c", "select to_regnamespace('refusing') is not null"):
        loaded(tm.example("wic-2024"), "refusing", tmp_path)
    program = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", f"set search_path to refusing; {statement}"]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert done.returncode != 0 and "violates" in done.stderr


@server
def test_a_script_that_fails_changes_nothing(tmp_path: Path) -> None:
    """The script is one transaction: loading it a second time fails and keeps the first data."""
    ds = tm.example("riverside-2025")
    loaded(ds, "twice", tmp_path)
    program = ["psql", "-X", "-q", "-v", "schema=twice", "-f", str(tmp_path / "twice.sql")]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert done.returncode == 3 and "already exists" in done.stderr
    assert dumped("twice", tmp_path).dataset == ds


@server
def test_large_integers_and_a_nul_survive_postgresql(tmp_path: Path) -> None:
    """As JSON, in the column `_other` and in free JSON."""
    plain = {"type": "event", "id": "event:a", "names": [{"value": "A"}], "start": "2024", "attendance": {"total": {"value": 2**64 - 1}}, "extensions": {"x:a": ["a\0b", 1e300, 1, 1.0, -0.0]}}  # fmt: skip
    record = tm.validate(plain)
    assert record.ok
    ds = tm.Dataset(records=(tm.from_dict(plain),))
    loaded(ds, "large", tmp_path)
    again = dumped("large", tmp_path).dataset
    assert again is not None and [tm.dumps(r) for r in again] == [tm.dumps(r) for r in ds]


@server
def test_what_the_page_says_of_postgresql_runs(tmp_path: Path) -> None:
    """Its statements, one after the other; and records stored as JSON come back equal."""
    ds = tm.example("riverside-2025")
    loaded(ds, "thinktank", tmp_path)
    ds.write(tmp_path / "programme.jsonl")
    page = Path(__file__).parent.parent / "docs" / "howto" / "sql.md"
    blocks = re.findall(r"^```p?sql\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 5
    said = psql(given="".join(blocks), cwd=tmp_path)
    assert said.count("\n") >= 8 and "person:" not in said
    back = tm.Dataset.read(tmp_path / "stored.jsonl")
    assert sorted(back.records, key=lambda r: r.id) == sorted(ds.records, key=lambda r: r.id)
    psql("-c", "drop schema thinktank cascade")
