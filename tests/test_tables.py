"""Records as flat tables, and reading them back."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, NamedTuple, get_args

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.model.scope import CORE_SCOPE, Scope
from thinktank_model.model.union import RECORD
from thinktank_model.problems.listing import Listing
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.node import Node
from thinktank_model.shapes.tree import Boolean, ListOf, MapOf, Number, ObjectOf, OneOf, Scalar, Shape
from thinktank_model.tables.columns import column, in_order, levels
from thinktank_model.tables.flatten import to_table, to_tables
from thinktank_model.tables.gather import from_tables
from thinktank_model.tables.table import OWNER, Table
from thinktank_model.values.text import LABEL, Text

from . import generate
from .scale import examples

TYPES = sorted(generate.CLASSES)


def made(seed: int, tag: str, fullness: float = 0.35) -> Any:
    return tm.from_dict(generate.record(seed, tag, fullness))


def by_type(nodes: Any) -> list[Any]:
    return sorted(nodes, key=lambda node: node.type)


class Reading(NamedTuple):
    """The content of tables, with all problems."""

    nodes: tuple[Node, ...]
    problems: tuple[tm.Problem, ...]


def read_tables(tables: Iterable[Table], unknown: Any = "error", scope: Scope = CORE_SCOPE) -> Reading:
    found = Listing()
    nodes: list[Node] = []
    for line in from_tables(tables, unknown, found=found, scope=scope):
        found.add(line.problems)
        nodes += [node for node in (line.header, line.record) if node is not None]
    return Reading(tuple(nodes), tuple(found.problems))


def told(gathered: Reading) -> list[tuple[str, str | None, str, str | None]]:
    return [(p.code, p.record_id, p.pointer, p.cell) for p in gathered.problems]


# --- exactness ---


@pytest.mark.parametrize("tag", TYPES)
@settings(max_examples=examples(40), deadline=None)
@given(seeds=st.lists(st.integers(0, 10**9), unique=True, max_size=3), fullness=st.sampled_from([0.1, 0.35, 0.9]))
def test_records_come_back_equal_read_tables(tag: str, seeds: list[int], fullness: float) -> None:
    """Of every class with any number of fields: from linked tables, and from one table."""
    records = {record.id: record for record in [made(seed, tag, fullness) for seed in seeds]}.values()
    for tables in (to_tables(records), [to_table(records)]):
        assert read_tables(tables).nodes == tuple(records)


def test_records_of_all_classes_come_back_with_their_header() -> None:
    """Linked tables keep the order within a class, one table keeps the whole order."""
    for name in tm.example_names():
        dataset = tm.example(name)
        shuffled = list(reversed(to_tables([dataset.header, *dataset])))
        gathered = read_tables(shuffled)
        assert by_type(gathered.nodes) == by_type([dataset.header, *dataset])
        assert read_tables([to_table(dataset)]).nodes == dataset.records


KEPT: dict[str, Any] = {
    "type": "organization",
    "id": "organization:a",
    "names": [{"value": "A", "x": None}, {"value": "B", "valid": {"start": "2024", "y": [1.0, 1, True, -0.0]}}],
    "nonsense": {"@": {".": "\u2028"}, "unknown_keys": 1},
    "_private": "",
    "$schema": "https://example.org/a.json",
    "extensions": {"x:a": {"b": [None, 1e300, 12345678901234567890]}},
}


def test_unknown_keys_and_free_json_come_back_as_they_were() -> None:
    """Byte for byte, at any depth; with `unknown="error"` they are refused as in JSON."""
    record = tm.from_dict(KEPT, unknown="keep")
    for tables in (to_tables([record]), [to_table([record])]):
        (again,) = read_tables(tables, "keep").nodes
        assert tm.dumps(again) == tm.dumps(record)
        codes = {code for code, _, _, _ in told(read_tables(tables))}
        assert codes == {"key.unknown", "number.beyond-double"}


def leaves(shape: Shape, seen: set[type]) -> Iterator[Scalar]:
    match shape:
        case Scalar():
            yield shape
        case ListOf():
            yield from leaves(shape.item, seen)
        case MapOf():
            yield from [*leaves(shape.key, seen), *leaves(shape.value, seen)]
        case OneOf():
            for option in shape.options.values():
                yield from leaves(option, seen)
        case ObjectOf() if shape.cls not in seen:
            seen.add(shape.cls)
            for field in shape.fields.values():
                yield from leaves(field.shape, seen)


def test_no_text_of_a_record_is_empty() -> None:
    """So an empty cell can mean a missing value. And no field has a name with a special meaning in a column."""
    for scalar in {id(scalar): scalar for scalar in leaves(shape_of(RECORD), set())}.values():
        assert scalar.read("")[0] is None, scalar
    for cls in get_args(RECORD):
        for name in shape_of(cls).fields:
            assert name.isidentifier() and not name.startswith("_") and name != "unknown_keys"


# --- the form of tables ---


def test_what_a_table_looks_like() -> None:
    """One column per field and per language; lists of scalars are JSON text; lists of objects have their own table."""
    event = made_event()
    tables = {table.name: table for table in to_tables([event])}
    assert list(tables) == ["event", "event.names", "event.participations"]
    assert tables["event"].columns == (
        "id",
        "start",
        "program_ids",
        "attendance.total.value",
        "attendance.total.qualifier",
        "notes@en",
        "notes@zh-Hans",
    )
    row = dict(zip(tables["event"].columns, tables["event"].rows[0], strict=True))
    assert row["program_ids"] == '["program:p","program:q"]' and row["attendance.total.value"] == 40
    assert tables["event.participations"] == Table(
        "event.participations",
        (OWNER, "_participations", "party_id", "role"),
        [("event:a", 0, "person:b", "speaker"), ("event:a", 1, "person:c", "moderator")],
    )
    assert to_tables([]) == () and to_table([]) == Table("", ("type",), [])


def made_event() -> tm.Event:
    return tm.Event(
        id="event:a",
        names=[{"value": "A"}],
        start="2024-12-20",
        attendance={"total": {"value": 40, "qualifier": "more_than"}},
        program_ids=["program:p", "program:q"],
        participations=[{"party_id": "person:b", "role": "speaker"}, {"party_id": "person:c", "role": "moderator"}],
        notes={"zh-Hans": "智库", "en": "Think tanks"},
    )


def test_columns_stand_in_the_order_of_declaration() -> None:
    """In any order of the records; unknown columns come last."""
    shape = shape_of(tm.Event)
    names = ["zz", "notes@fr", "notes@en", "end", "start", "attendance.total.unit", "attendance.total.value", "id"]
    names += [OWNER, "attendance.zz", "unknown_keys"]
    expected = in_order(shape, names)
    for seed in range(10):
        assert in_order(shape, random.Random(seed).sample(names, len(names))) == expected
    assert expected[:2] == [OWNER, "id"] and set(expected[-2:]) == {"zz", "unknown_keys"}
    assert (
        expected.index("attendance.total.value")
        < expected.index("attendance.total.unit")
        < expected.index("attendance.zz")
    )


@pytest.mark.parametrize(
    ("name", "path", "kind"),
    [
        ("start", ("start",), Scalar),
        ("attendance.total.value", ("attendance", "total", "value"), Number),
        ("participants_listed", ("participants_listed",), Scalar),
        ("notes@zh-Hans", ("notes", "zh-Hans"), Scalar),
        ("notes@", ("notes", ""), Scalar),
        ("notes", ("notes",), None),
        ("extensions", ("extensions",), None),
        ("attendance.unknown_keys", ("attendance", "unknown_keys"), None),
        ("start@en", ("start", "en"), Scalar),
        ("nonsense.b", ("nonsense", "b"), Scalar),
        ("names.value", ("names", "value"), Scalar),
        ("", ("",), Scalar),
    ],
)
def test_a_column_says_where_its_cells_belong(name: str, path: tuple[str, ...], kind: type | None) -> None:
    """An unknown column gives an unknown key, which the reader reports."""
    found = column(shape_of(tm.Event), name)
    assert found.path == path
    if name != "participants_listed":
        assert found.shape is None if kind is None else isinstance(found.shape, kind)


# --- classes that the model does not have yet ---


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Talk(Node):
    """One talk."""

    title: Annotated[Text | None, "Its title."] = None
    speakers: Annotated[tuple[tm.Name, ...], "The speakers."] = ()


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Session(Node):
    """One session."""

    talks: Annotated[tuple[Talk, ...], "Its talks."] = ()


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Day(Node):
    """One day."""

    session: Annotated[Session | None, "Its session."] = None
    mottos: Annotated[tuple[Text, ...], "What stands over it."] = ()
    is_open: Annotated[bool, "Whether all may come."] = False
    remark: Annotated[str | None, LABEL, "A remark."] = None


def test_lists_within_lists_have_a_table_each() -> None:
    """Each list around it gives a column with a position; a map of texts has one row for each language."""
    assert levels(shape_of(Day), ("session", "talks", "speakers")) == (
        [("session", "talks"), ("speakers",)],
        shape_of(tm.Name),
    )
    assert levels(shape_of(Day), ("mottos",)) == ([("mottos",)], shape_of(Text))
    for wrong in (("session",), ("session", "talks", "title"), ("nonsense",), ("mottos", "x"), ("",)):
        assert levels(shape_of(Day), wrong) is None
    assert column(shape_of(Text), "@fr").path == ("fr",)


def test_lists_within_lists_come_back() -> None:
    """In a class that nests lists where ours do not."""

    @attrs.frozen(kw_only=True, repr=False, eq=False)
    class Fair(tm.Source):
        """One fair."""

        type = "fair"  # type: ignore[assignment]
        days: Annotated[tuple[Day, ...], "Its days."] = ()

    union = OneOf({**shape_of(RECORD).options, "fair": shape_of(Fair)})
    speakers = [{"value": "A"}, {"value": "B"}]
    talks = [{"title": {"en": "T"}, "speakers": speakers}, {}, {"speakers": speakers[:1]}]
    days = [{}, {"session": {"talks": talks}, "mottos": [{"fr": "Un", "en": "One"}, {"fr": "Deux"}], "is_open": True}]
    days += [{"session": {}, "remark": "r"}] * 9
    fairs = [Fair(id=f"fair:{n}", titles={"en": "F"}, days=days) for n in range(3)]  # type: ignore[arg-type]
    tables = {table.name: table for table in to_tables(fairs)}
    assert list(tables) == [
        "fair",
        "fair.days",
        "fair.days.mottos",
        "fair.days.session.talks",
        "fair.days.session.talks.speakers",
    ]
    assert tables["fair.days.session.talks.speakers"].columns == (
        OWNER,
        "_days",
        "_session.talks",
        "_speakers",
        "value",
    )
    assert tables["fair.days.mottos"].columns == (OWNER, "_days", "_mottos", "@en", "@fr")
    for given_tables in (tables.values(), [to_table(fairs)]):
        assert read_tables(given_tables, scope=Scope(union)).nodes == tuple(fairs)


# --- what people write into tables ---


def child(columns: str, *rows: tuple[Any, ...], name: str = "event.participations") -> Table:
    return Table(name, tuple(columns.split()), rows)


EVENT = Table("event", ("id", "start", "names"), [("event:a", "2024", '[{"value":"A"}]'), (None, None, None)])


def test_rows_follow_their_positions() -> None:
    """In any row order and with gaps, as numbers or as text; rows without a position come last."""
    rows = child(
        "_record _participations party_id role",
        ("event:a", None, "person:d", "speaker"),
        ("event:a", "10", "person:c", "speaker"),
        ("event:a", 2, "person:b", "speaker"),
        (None, None, None, None),
        ("event:a", None, "person:e", "speaker"),
        ("event:a", "0", "person:a", "speaker"),
    )
    (event,) = read_tables([rows, EVENT]).nodes
    assert isinstance(event, tm.Event)
    assert [p.party_id for p in event.participations] == [f"person:{letter}" for letter in "abcde"]


@pytest.mark.parametrize("position", [True, 1.0])
def test_a_position_that_only_equals_a_whole_number_is_none(position: Any) -> None:
    """Its row comes last, also where the rows look as if they were in order."""
    rows = child(
        "_record _participations party_id role",
        ("event:a", 0, "person:a", "speaker"),
        ("event:a", position, "person:c", "speaker"),
        ("event:a", 2, "person:b", "speaker"),
    )
    read = read_tables([EVENT, rows])
    assert told(read) == [("import.position", "event:a", "/participations/2", "event.participations!3:3")]


@pytest.mark.parametrize("position", ["first", "-1", -1, 1.5, True, "１", "1" * 10])
def test_a_position_is_a_whole_number(position: Any) -> None:
    """Any other value is reported in its row."""
    rows = child("_record _participations party_id role", ("event:a", position, "person:b", "speaker"))
    gathered = read_tables([EVENT, rows])
    assert told(gathered) == [("import.position", "event:a", "/participations/0", "event.participations!2:2")]


@pytest.mark.parametrize(
    ("columns", "row", "cell"),
    [
        ("_record _participations party_id role", ("event:b", 0, "person:b", "speaker"), "A2"),
        ("_record _participations party_id role", (None, 0, "person:b", "speaker"), "A2"),
        ("_participations party_id role", (0, "person:b", "speaker"), "2:2"),
    ],
)
def test_a_row_without_its_record_is_reported(columns: str, row: tuple[Any, ...], cell: str) -> None:
    """It is not dropped silently."""
    assert told(read_tables([EVENT, child(columns, row)])) == [
        ("import.no-owner", None, "", f"event.participations!{cell}")
    ]


def test_rows_without_their_record_are_reported_in_their_order() -> None:
    """Rather than list by list, or position by position."""
    events = Table("event", ("id", "start"), [("event:a", "2024"), ("event:b", "2024")])
    rows = child(
        "_record _contacts _languages _value",
        ("event:a", 0, 1, "en"),
        ("event:b", 0, 0, "en"),
        ("event:a", 0, 0, "fr"),
        ("event:b", 0, 1, "fr"),
        name="event.contacts.languages",
    )
    found = [problem.cell for problem in read_tables([events, rows]).problems if problem.code == "import.no-owner"]
    assert found == [f"event.contacts.languages!A{row}" for row in (2, 3, 4, 5)]


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("events", '"event"'),
        ("evnt.names", '"event.names"'),
        ("events.nonsense", None),
        ("datasets", '"dataset"'),
        ("event.nonsense", None),
        ("Sheet1", None),
        ("event.start", None),
    ],
)
def test_an_unknown_table_is_reported(name: str, suggestion: str | None) -> None:
    """With a suggestion."""
    gathered = read_tables([Table(name, ("id",), [("event:a",)])])
    (problem,) = gathered.problems
    assert (problem.code, problem.value, problem.suggestion) == ("import.unknown-table", name, suggestion)


@pytest.mark.parametrize(
    ("columns", "row", "pointer"),
    [
        ("id start start.x", ("event:a", "2024", "2025"), "/start/x"),
        ("id notes notes@en", ("event:a", '{"en":"A"}', "B"), "/notes/en"),
        ("id notes@en notes", ("event:a", "B", '{"en":"A"}'), "/notes"),
        ("id start unknown_keys", ("event:a", "2024", '{"start":"2025"}'), "/unknown_keys"),
        ("id unknown_keys", ("event:a", "[1]"), "/unknown_keys"),
    ],
)
def test_two_cells_for_one_key_are_a_conflict(columns: str, row: tuple[Any, ...], pointer: str) -> None:
    """Neither value is preferred silently."""
    found = told(read_tables([Table("event", tuple(columns.split()), [row])]))
    assert ("import.conflict", "event:a", pointer) in [entry[:3] for entry in found]


@pytest.mark.parametrize(
    ("name", "columns", "row", "cell"),
    [
        ("event", "id start start", ("event:a", "2024", "2025"), "event!C1"),
        ("event", "id start start", ("event:a", "2024", None), "event!C1"),
        ("event.names", "_record _names _record value", ("event:a", 0, "event:b", "B"), "event.names!C1"),
        ("", "type id type", ("event", "event:a", "source"), "C1"),
    ],
)
def test_a_heading_stands_once(name: str, columns: str, row: tuple[Any, ...], cell: str) -> None:
    """Also a heading of the record id, and one above empty cells; a second column is never dropped silently."""
    found = told(read_tables([EVENT, Table(name, tuple(columns.split()), [row])]))
    assert ("import.duplicate-heading", None, "", cell) in found
    assert "import.conflict" not in [code for code, *_ in found if name == "event"]


def test_columns_without_a_heading_are_not_duplicates() -> None:
    """Spreadsheets write empty columns after the last one."""
    columns = ("id", "titles@en", "", "")
    assert told(read_tables([Table("source", columns, [("source:a", "A", None, None)])])) == []
    assert told(read_tables([Table("source", columns, [("source:a", "A", None, "x")])])) == [
        ("key.unknown", "source:a", "/", "source!D2")
    ]


def test_a_dataset_is_described_once() -> None:
    """A second row, or a header in several tables, is reported; the last one is not used silently."""
    rows = [("CC-BY-4.0", "1.0"), ("CC0-1.0", "1.0")]
    found = read_tables([Table("dataset", ("license", "schema_version"), rows)])
    assert told(found) == [("import.second-header", None, "", "dataset!3:3")]
    assert [getattr(node, "license", None) for node in found.nodes] == ["CC-BY-4.0"]


@pytest.mark.parametrize("version", ["0.9", "1.0", "1.99", "2.0", "0.1"])
def test_tables_are_read_as_their_version_has_them(version: str) -> None:
    """The same as for a document: an older version is upgraded, unknown columns of a newer minor version are kept."""
    record: dict[str, Any] = {"type": "organization", "id": "organization:a", "name": "A", "colour": "blue"}
    if version != "0.9":
        record = {"type": "organization", "id": "organization:a", "names": [{"value": "A"}], "colour": "blue"}
    cells = {key: cell if isinstance(cell, str) else json.dumps(cell) for key, cell in record.items() if key != "type"}
    document = json.dumps({"type": "dataset", "schema_version": version, "records": [record]}).encode()
    expected = tm.import_file(io.BytesIO(document), format="json").report
    tables = [
        Table("organization", tuple(cells), [list(cells.values())]),
        Table("dataset", ("schema_version",), [(version,)]),
    ]
    found = read_tables(tables)
    assert [(p.code, p.pointer.replace("/records/0", "")) for p in expected] == [
        (p.code, p.pointer) for p in found.problems
    ]
    if version == "1.99":
        assert tm.to_dict(found.nodes[-1])["colour"] == "blue"


def test_a_list_stands_in_a_cell_or_in_a_table() -> None:
    """But not in both."""
    rows = child("_record _names value", ("event:a", 0, "B"), name="event.names")
    assert told(read_tables([EVENT, rows])) == [("import.conflict", "event:a", "/names", "event!C2")]


def test_what_should_be_json_and_is_not_is_reported_at_its_cell() -> None:
    """Everything else in the row is read."""
    table = Table(
        "event", ("id", "start", "names", "program_ids"), [("event:a", "2024-13", '[{"value":"A"}]', "program:a")]
    )
    assert told(read_tables([table])) == [
        ("import.not-json", "event:a", "/program_ids", "event!D2"),
        ("date.impossible", "event:a", "/start", "event!B2"),
    ]


def test_numbers_and_booleans_may_be_json_text() -> None:
    """A cell that is neither stays a text, which is reported."""
    names = ("_record", "_names", "value", "preferred")
    values: list[tuple[Any, bool]] = [("true", True), (True, True), ("false", False), (False, False)]
    for given_cell, expected in values:
        rows = Table("event.names", names, [("event:a", 0, "A", given_cell)])
        (event,) = read_tables([Table("event", ("id", "start"), [("event:a", "2024")]), rows]).nodes
        assert isinstance(event, tm.Event) and event.names[0].preferred is expected
    for wrong in ("yes", "TRUE", "1", "[true]", "1e400", "\ud800"):
        rows = Table("event.names", names, [("event:a", 0, "A", wrong)])
        found = told(read_tables([Table("event", ("id", "start"), [("event:a", "2024")]), rows]))
        assert [entry[2:] for entry in found] == [("/names/0/preferred", "event.names!D2")]


def test_a_problem_stands_at_its_cell() -> None:
    """For every fault planted in a generated record, in linked tables: the table, the row and the column."""
    record = made_event()
    for table in to_tables([record]):
        for index, name in enumerate(table.columns):
            if name.startswith("_") or name == "id":
                continue
            rows = [list(row) for row in table.rows]
            rows[-1][index] = "\x07"
            others = [other for other in to_tables([record]) if other.name != table.name]
            found = told(read_tables([*others, table._replace(rows=rows)]))
            assert table.cell(len(rows) - 1, index) in [cell for _, _, _, cell in found], (table.name, name)


def test_in_one_table_the_type_of_a_row_is_its_own_or_that_of_its_id() -> None:
    """A row without either is reported."""
    table = Table("", ("id", "titles@en", "type"), [("source:a", "A", None), ("source:b", "B", "source")])
    assert [node.id for node in read_tables([table]).nodes] == ["source:a", "source:b"]  # type: ignore[attr-defined]
    for columns, row in (
        (("id", "type"), ("x:a", None)),
        (("id", "type"), ("source:a", "nonsense")),
        (("titles@en",), ("A",)),
        (("id", "x"), (None, "A")),
    ):
        found = told(read_tables([Table("", columns, [row])]))
        assert found and {entry[0] for entry in found} <= {
            "type.unknown-record-type",
            "key.missing",
            "id.syntax",
            "key.unknown",
        }


def test_a_key_that_a_class_does_not_know_is_reported_or_kept() -> None:
    """As in JSON: a column is a key."""
    table = Table("source", ("id", "titles@en", "titel"), [("source:a", "A", "B")])
    assert told(read_tables([table])) == [("key.unknown", "source:a", "/titel", "source!C2")]
    (kept,) = read_tables([table], "keep").nodes
    assert json.loads(tm.dumps(kept))["titel"] == "B"


def test_records_of_one_id_keep_the_rows_of_the_first() -> None:
    """Both come back; `Dataset.check` reports the duplicate id, and its author has to decide."""
    table = Table("event", ("id", "start"), [("event:a", "2024"), ("event:a", "2025")])
    rows = child("_record _names value", ("event:a", 0, "B"), name="event.names")
    assert told(read_tables([table, rows])) == [("key.missing", "event:a", "", "event!3:3")]


def test_booleans_are_one_kind_of_cell() -> None:
    """The model has booleans only in lists of objects, and the tests above rely on it."""
    assert isinstance(shape_of(tm.Name).fields["preferred"].shape, Boolean)
