"""SQLite: the content of the database, queries of people, and reading it back."""

from __future__ import annotations

import io
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.formats.relational import schema, search
from thinktank_model.formats.relational.ddl import POSTGRESQL, SQLITE, create, foreign_keys, quoted
from thinktank_model.formats.relational.views import views
from thinktank_model.model.union import RECORD
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.tables.flatten import to_rows
from thinktank_model.tables.layout import layout

from . import generate
from .databases import NASTY, TAGS, generated, nasty
from .scale import examples


def written(ds: tm.Dataset, path: Path, lang: str = "en") -> tm.Report:
    return tm.export(ds, path, lang=lang)


def query(path: Path, text: str, *values: Any) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(text, values).fetchall()


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


def codes(report: tm.Report) -> list[str]:
    return [problem.code for problem in report]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("databases") / "article.sqlite"
    assert len(written(tm.example("wic-2024"), path, "fr")) == 0
    return path


@pytest.fixture
def article(whole: Path, tmp_path: Path) -> Path:
    """The article's dataset, in French; each test may change it."""
    return Path(shutil.copy(whole, tmp_path))


# --- the layout ---


@pytest.mark.parametrize("tag", TAGS)
@settings(max_examples=examples(30), deadline=None)
@given(seed=st.integers(0, 10**9), fullness=st.sampled_from([0.1, 0.5, 0.9]))
def test_rows_have_the_columns_of_the_layout(tag: str, seed: int, fullness: float) -> None:
    """And no other; required columns are there."""
    for name, rows in to_rows([tm.from_dict(generate.record(seed, tag, fullness))]).items():
        sheet = layout()[name]
        for row in rows:
            assert set(row) <= {*sheet.keys, *[place.name for place in sheet.columns]}
            assert {place.name for place in sheet.columns if place.required} <= set(row)


def test_names_in_the_database_are_unique_and_short() -> None:
    """Of tables, views and columns, in any case; PostgreSQL cuts names after 63 bytes."""
    names = [schema.RECORD, schema.TERM, search.SEARCH, *schema.tables()]
    names += [statement.split('"')[1] for statement in views(SQLITE, "en")]
    assert len({name.lower() for name in names}) == len(names) == len(set(names))
    for table in schema.tables().values():
        columns = [name.lower() for name in table.names]
        assert len(set(columns)) == len(columns)
        assert max(map(len, [table.name, *columns])) < 64


def test_every_reference_has_a_foreign_key() -> None:
    """To the table of the class that it refers to, or to the table of all records."""
    shapes = shape_of(RECORD).options
    for table in schema.tables().values():
        keys = {key.column: key for key in foreign_keys(table) if key.column is not None}
        assert set(keys) == {column.name for column in table.columns if column.reference is not None}
        assert {key.target for key in keys.values()} <= {*shapes, schema.RECORD}
    assert sum([len(list(foreign_keys(table))) for table in schema.tables().values()]) > 200


# --- exactness ---


@pytest.mark.slow
def test_ten_thousand_records_come_back_equal(tmp_path: Path) -> None:
    """Of every class, in order, with the header; the database passes its integrity check."""
    ds = generated(10_000)
    path = tmp_path / "all.sqlite"
    assert len(written(ds, path)) == 0
    imported = tm.import_file(path)
    assert imported.dataset == ds and imported.dataset.records == ds.records and imported.dataset.header == ds.header
    assert query(path, "pragma integrity_check") == [("ok",)]
    assert query(path, "select count(*), count(distinct type) from record") == [(10_000, len(TAGS))]


@pytest.mark.parametrize("some", [1, 7, 10_000])
def test_records_are_read_in_batches_of_any_size(article: Path, monkeypatch: pytest.MonkeyPatch, some: int) -> None:
    """With those that people added without a position; a row without a record is reported once."""
    whole = tm.import_file(article).dataset
    assert whole is not None
    change(
        article,
        "insert into source (id, titles) values ('source:new', '{\"en\":\"New\"}')",
        "insert into event_topics values ('event:nobody', 0, 'x:own')",
    )
    monkeypatch.setattr("thinktank_model.formats.sqlite.SOME", some)
    found = tm.import_file(article)
    assert codes(found.report) == ["import.no-owner"]
    change(article, "delete from event_topics where _record = 'event:nobody'")
    again = tm.import_file(article).dataset
    assert again is not None and again.records[:-1] == whole.records and again.records[-1].id == "source:new"


@pytest.mark.slow
def test_shipped_datasets_have_no_dangling_foreign_key(tmp_path: Path) -> None:
    """They come back equal, in every language, through a file and through streams."""
    for name in tm.example_names():
        ds = tm.example(name)
        for lang in ("en", "fr", "zh", "zh-Hant-TW", "de", "x'); drop table event; --"):
            path = tmp_path / f"{name}.db"
            assert len(written(ds, path, lang)) == 0
            assert query(path, "pragma foreign_key_check") == []
            assert tm.import_file(path).dataset == ds
            assert tm.import_file(io.BytesIO(path.read_bytes()), format="sqlite").dataset == ds


def test_equal_datasets_give_equal_files(tmp_path: Path) -> None:
    """Byte for byte, with one version of SQLite."""
    one, other = io.BytesIO(), io.BytesIO()
    tm.export(tm.example("riverside-2025"), one, format="sqlite")
    tm.export(tm.example("riverside-2025"), other, format="sqlite")
    assert one.getvalue() == other.getvalue()


def test_nasty_strings_come_back(tmp_path: Path) -> None:
    """In texts, in free JSON, as unknown keys; and queries find them unchanged."""
    ds, path = nasty(), tmp_path / "nasty.sqlite"
    assert len(written(ds, path)) == 0
    imported = tm.import_file(path, unknown="keep")
    assert imported.dataset is not None and [tm.dumps(r) for r in imported.dataset] == [tm.dumps(r) for r in ds]
    assert imported.dataset.header == ds.header
    assert query(path, "select published_raw from source order by rowid") == [(text,) for text in NASTY]
    assert "key.unknown" in codes(tm.import_file(path).report)


def test_a_number_beyond_a_column_is_kept_and_told(tmp_path: Path) -> None:
    """The column `_other` has it."""
    plain = {"type": "output", "id": "output:a", "titles": {"en": "A"}, "kind": "report", "anonymous": True, "files": [{"url": "https://example.org/", "bytes": 2**64 - 1}, {"url": "https://example.org/b", "bytes": 2**63 - 1}]}  # fmt: skip
    ds, path = tm.Dataset(records=(tm.from_dict(plain),)), tmp_path / "large.sqlite"
    (problem,) = written(ds, path)
    assert (problem.code, problem.record_id) == ("export.large-integer", "output:a")
    assert "output.files.bytes" in problem.message
    assert tm.import_file(path).dataset == ds
    assert query(path, "select bytes from output_files") == [(None,), (2**63 - 1,)]


def test_numbers_keep_their_kind(tmp_path: Path) -> None:
    """40 and 40.0 are different values."""
    for value in (40, 40.0, 0.1, 9007199254740991):
        plain = {"type": "program", "id": "program:a", "names": [{"value": "A"}], "funding": [{"name": {"en": "B"}, "kind": "grant", "amount": {"value": value, "currency": "EUR"}}]}  # fmt: skip
        ds = tm.Dataset(records=(tm.from_dict(plain),))
        written(ds, tmp_path / "n.db")
        again = tm.import_file(tmp_path / "n.db").dataset
        assert again is not None and tm.dumps(again["program:a"]) == tm.dumps(ds["program:a"])


# --- what people find ---


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("复旦*", "organization:fudan-iis"),
        ("復旦*", None),
        ("互联*", "organization:wic"),
        ("联网*", "organization:wic"),
        ("国际问题研究院*", "organization:fudan-iis"),
        ("universite*", "organization:fudan-university"),
        ("UNIVERSITÉ*", "organization:fudan-university"),
        ("fudan institut*", "organization:fudan-iis"),
    ],
)
def test_search_finds_words_in_any_script(article: Path, words: str, id: str | None) -> None:
    """Even two Chinese characters, anywhere in a name."""
    found = {row[0] for row in query(article, "select record_id from search where search match ?", words)}
    assert (id in found) if id else not found


def test_search_finds_simplified_characters_in_traditional_text(tmp_path: Path) -> None:
    """And the other way round; the text itself is not changed."""
    record = tm.from_dict({"type": "source", "id": "source:a", "titles": {"zh-Hant": "國際關係學院 Œuvre"}})
    written(tm.Dataset(records=(record,)), tmp_path / "a.db")
    for words in ("国际*", "國際*", "关系*", "關係*", "学院*", "oeuvre", "œuvre"):
        found = query(tmp_path / "a.db", "select record_id, field, lang, text from search where search match ?", words)
        assert found == [("source:a", "titles", "zh-Hant", "國際關係學院 Œuvre")], words


@pytest.mark.slow
def test_two_characters_of_any_name_are_found(article: Path) -> None:
    """Each pair of adjacent Chinese characters of a name finds its record."""
    for organization in tm.example("wic-2024").organizations.values():
        for name in organization.names:
            for start in range(len(name.value) - 1):
                pair = name.value[start : start + 2]
                if all("\u4e00" <= one <= "\u9fff" for one in pair):
                    found = query(article, "select record_id from search where search match ?", f"{pair}*")
                    assert (organization.id,) in found


def test_views_answer_in_the_language_of_the_export(article: Path) -> None:
    """Ids and terms with their labels, lists in one cell."""
    ds = tm.example("wic-2024")
    event = ds.events["event:wic-think-tank-symposium-2024"]
    shown = query(
        article,
        'select id, label, status_label, attendance_total_value, organizer_ids_label, "start" from events'
        " where status = 'held'",
    )
    assert shown == [(event.id, event.label("fr"), "Tenu", 40, ds.label("organization:wic", "fr"), str(event.start))]
    taking_part = query(
        article, "select party_id, party_id_label, role_label from participations where party_id is not null"
    )
    assert len(taking_part) == sum([p.party_id is not None for p in event.participations])
    assert taking_part[0][1] == ds.label(taking_part[0][0], "fr")
    descriptions = query(article, "select description from events where status = 'held'")
    assert descriptions == [(dict(event.description or ())["fr"],)]


def test_every_view_can_be_read(article: Path) -> None:
    """There is one for each collection, and for lists of objects."""
    names = [name for (name,) in query(article, "select name from sqlite_master where type = 'view'")]
    assert {cls.collection for cls in get_args(RECORD)} | {
        "names",
        "participations",
        "contributions",
        "funding",
    } <= set(names)
    for cls in get_args(RECORD):
        collection = getattr(tm.example("wic-2024"), cls.collection)
        assert query(article, f"select count(*) from {quoted(cls.collection)}") == [(len(collection),)]
    for name in names:
        query(article, f"select * from {quoted(name)}")


@pytest.mark.parametrize(
    "statement",
    [
        "insert into record values ('event:b', 'event', 1, 'B'); insert into event (id, status) values ('event:b', 'Held')",
        "insert into record values ('x:b', 'event', 1, 'B'); insert into event (id) values ('x:b')",
        "update event set attendance_total_value = -1",
        "update event set attendance_total_value = 'many'",
        "update event set description = 'a text'",
        "update event set description = '[]'",
        "update event set extensions = '{'",
        "update organization set is_think_tank = 2",
        "delete from event_names where 0; update event_names set value = null",
        "update event_participations set party_id = 'organization:nobody'",
        "update event_participations set party_id = 'event:wic-think-tank-symposium-2024'",
        "update event_organizer_ids set value = 'organization:nobody'",
        "delete from organization where id = 'organization:wic'; delete from record where id = 'organization:wic'",
        "insert into event_organizer_ids values ('event:wic-think-tank-symposium-2024', 1, 'organization:wic')",
        "insert into event_names (_record, _names, value) values ('event:nobody', 0, 'A')",
    ],
)
def test_the_database_refuses_what_is_wrong(article: Path, statement: str) -> None:
    """By its own checks, with foreign keys enabled."""
    with closing(sqlite3.connect(article, isolation_level=None)) as database:
        database.execute("pragma foreign_keys = on")
        database.execute("begin")
        with pytest.raises((sqlite3.IntegrityError, sqlite3.OperationalError)):
            for part in statement.split("; "):
                database.execute(part)
            database.execute("commit")


def test_a_record_is_deleted_with_all_its_rows(article: Path) -> None:
    """With one statement; all other records are unchanged."""
    with closing(sqlite3.connect(article)) as database:
        database.execute("pragma foreign_keys = on")
        database.execute(
            "delete from record where id = 'recommendation:' || (select substr(min(id), 16) from recommendation)"
        )
        database.commit()
    ds = tm.example("wic-2024")
    gone = min(ds.recommendations)
    imported = tm.import_file(article)
    assert imported.dataset == tm.Dataset(**{a: getattr(ds, a) for a in ("title", "description", "language", "schema_version")}, records=tuple([r for r in ds if r.id != gone]))  # fmt: skip
    assert query(article, "select count(*) from recommendation_sources where _record = ?", gone) == [(0,)]


# --- what people change ---


def test_edits_are_read(article: Path) -> None:
    """New values, new items, new records with and without a position; positions determine the order."""
    change(
        article,
        "update event set status = 'cancelled'",
        "insert into event_topics values ('event:wic-think-tank-symposium-2024', 7, 'x:own')",
        "insert into source (id, titles) values ('source:last', '{\"en\": \"Last\"}')",
        "insert into record values ('source:first', 'source', -1, null)",
        "insert into source (id, titles) values ('source:first', '{\"en\": \"First\"}')",
    )
    imported = tm.import_file(article)
    assert imported.dataset is not None and imported.report.ok
    event = imported.dataset.events["event:wic-think-tank-symposium-2024"]
    assert event.status == "cancelled" and event.topics == ("x:own",)
    assert [imported.dataset.records[0].id, imported.dataset.records[-1].id] == ["source:first", "source:last"]


@pytest.mark.parametrize(
    ("statement", "code", "id", "pointer"),
    [
        ("update event set \"start\" = '2024-13'", "date.impossible", "event:wic-think-tank-symposium-2024", "/start"),
        ("update event set timezone = cast('Mars/North' as text)", "timezone.unknown", "event:wic-think-tank-symposium-2024", "/timezone"),
        ("update event_participations set role = 'no role' where _participations = 3", "term.syntax", "event:wic-think-tank-symposium-2024", "/participations/3/role"),
        ("update event_organizer_ids set value = 'Organization:x' || char(0)", "id.syntax", "event:wic-think-tank-symposium-2024", "/organizer_ids/0"),
        ("insert into event_topics values ('event:nobody', 0, 'x:own')", "import.no-owner", None, ""),
        ("insert into event_topics values ('event:wic-think-tank-symposium-2024', -1, 'x:own')", "import.position", "event:wic-think-tank-symposium-2024", "/topics/0"),
        ("update event set _other = '[1]'", "import.conflict", "event:wic-think-tank-symposium-2024", "/unknown_keys"),
        ("update event set _other = '{\"colour\": \"blue\"}'", "key.unknown", "event:wic-think-tank-symposium-2024", "/colour"),
        ("update event set _other = '{\"status\": \"held\"}'", "import.conflict", "event:wic-think-tank-symposium-2024", ""),
        ("alter table event add column colour text default 'blue'", "key.unknown", "event:wic-think-tank-symposium-2024", "/colour"),
        ("alter table event_topics add column colour text default 'blue'", None, None, ""),
        ("update event set timezone = cast(x'C3' as text)", "text.lone-surrogate", "event:wic-think-tank-symposium-2024", "/timezone"),
        ("create table mine (a)", "import.table-not-read", None, ""),
    ],
)  # fmt: skip
def test_what_is_wrong_in_an_edit_is_reported_at_its_field(
    article: Path, statement: str, code: str | None, id: str | None, pointer: str
) -> None:
    """With the record and the pointer that it would have in JSON; messages do not mention spreadsheet cells."""
    change(article, "pragma ignore_check_constraints = on", statement)
    report = tm.import_file(article).report
    found = [(p.code, p.record_id, p.pointer) for p in report]
    assert ((code, id, pointer) in found) if code else not found, found
    assert [p.cell for p in report if p.record_id] == [None] * sum([p.record_id is not None for p in report])


def test_bytes_in_a_cell_are_reported(tmp_path: Path) -> None:
    """In a table made by somebody else, with columns of any type."""
    path = tmp_path / "own.db"
    change(path, "create table source (id, titles)", "insert into source values ('source:a', x'00ff')")
    report = tm.import_file(path).report
    assert [(p.code, p.record_id) for p in report][0] == ("import.not-text", "source:a")
    change(path, 'update source set titles = \'{"en": "A"}\'')
    imported = tm.import_file(path)
    assert imported.report.ok and imported.dataset is not None and list(imported.dataset.sources) == ["source:a"]


# --- other files, and files that mean harm ---


@pytest.mark.parametrize("data", [b"", b"SQLite format 3\x00" + bytes(84), b"nonsense" * 1000, b"{}"], ids=len)
def test_what_is_not_a_database_is_reported(data: bytes) -> None:
    """As one problem."""
    imported = tm.import_file(io.BytesIO(data), format="sqlite")
    assert imported.dataset is None and codes(imported.report) == ["import.not-a-database"]


@pytest.mark.slow
def test_a_database_may_be_damaged_anywhere(article: Path) -> None:
    """Damage is reported, or has no effect; nothing else is raised."""
    whole = article.read_bytes()
    for place in range(0, len(whole), 60_013):
        broken = whole[:place] + bytes([byte ^ 0x55 for byte in whole[place : place + 64]]) + whole[place + 64 :]
        imported = tm.import_file(io.BytesIO(broken), format="sqlite")
        assert imported.dataset is not None or imported.report.errors


def test_a_copy_is_no_larger_than_the_limit(article: Path) -> None:
    """A stream over the limit is refused; and so is a large cell of a file that is not copied."""
    limits = tm.Limits(document=10_000)
    report = tm.import_file(io.BytesIO(article.read_bytes()), format="sqlite", limits=limits).report
    assert codes(report) == ["file.too-large"]
    change(article, "update event set notes = json_object('en', hex(zeroblob(20000)))")
    report = tm.import_file(article, limits=limits).report
    assert codes(report) == ["import.not-a-database"] and "too big" in report[0].message


def test_nothing_in_a_database_acts(tmp_path: Path) -> None:
    """Views and virtual tables with the name of a table are not read."""
    path = tmp_path / "own.db"
    change(
        path,
        "create view event as with recursive n(x) as (select 1 union all select x + 1 from n) select x as id from n",
        "create virtual table source using fts5(id)",
        "create table organization (id, names)",
    )
    imported = tm.import_file(path)
    assert imported.dataset == tm.Dataset() and imported.report.ok


def test_a_database_in_use_is_read_with_its_last_changes(article: Path) -> None:
    """SQLite keeps them in a second file."""
    with closing(sqlite3.connect(article, isolation_level=None)) as database:
        database.execute("pragma journal_mode = wal")
        database.execute("update event set status = 'cancelled'")
        assert article.with_name(article.name + "-wal").stat().st_size > 0
        imported = tm.import_file(article)
        assert imported.dataset is not None
        assert {event.status for event in imported.dataset.events.values()} == {"cancelled"}


def test_a_table_of_each_name_is_made_in_each_dialect() -> None:
    """The two schemas differ only in types and options."""
    heads = [[statement.split(" (")[0] for statement in create(dialect)] for dialect in (SQLITE, POSTGRESQL)]
    assert heads[0] == heads[1]


def test_one_record_of_an_id_is_written(tmp_path: Path) -> None:
    """The second is reported."""
    first, second = [tm.from_dict({"type": "source", "id": "source:a", "titles": {"en": text}}) for text in "AB"]
    for name in ("a.sqlite", "a.sql"):
        report = tm.export(tm.Dataset(records=(first, second)), tmp_path / name)
        assert codes(report) == ["export.duplicate-id"]
        assert tm.import_file(tmp_path / name).dataset == tm.Dataset(records=(first,))
