"""Profiles: the additions of another project are known in its profile, and nowhere else."""

from __future__ import annotations

import copy
import io
import json
import pickle
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

import jsonschema
import pytest
from attrs import define
from cattrs import Converter
from hypothesis import HealthCheck, assume, given, settings

import thinktank_model as tm
from thinktank_model.problems.problem import CODES
from thinktank_model.profiles import installed
from thinktank_model.profiles.building import (
    DATE,
    LABEL,
    AtLeast,
    Between,
    Code,
    Context,
    Headings,
    NamedRecord,
    Node,
    Problem,
    RecordBase,
    Ref,
    Rule,
    Unique,
    Vocabulary,
    any_of,
    frozen,
    rule,
    within,
)
from thinktank_model.profiles.pages import pages
from thinktank_model.rules.base import RULES
from thinktank_model.shapes.codec import read
from thinktank_model.sheets.template import write_template
from thinktank_model.testing import datasets
from thinktank_model.testing.cases import documents

from .oracles import oracle
from .scale import examples, in_full, thinned

IRI = "https://example.org/my/"
TOO_LARGE = Code(
    "my:grant.too-large",
    "error",
    "the grant is {found}, at most {most} is given",
    why="There is no more money.",
    translations={"fr": {"the grant is {found}, at most {most} is given": "{found} demandés, {most} au plus"}},
)
ALONE = Code("my:grant.alone", "warning", "there is one grant only", why="A programme gives several.")


class Stage(Vocabulary):
    """How far a grant has come (closed)."""

    ASKED = "asked", "Asked for", "Demandée"
    PAID = "paid", "Paid"


@frozen(kw_only=True, repr=False, eq=False)
class Grant(NamedRecord):
    """Money for an organization."""

    type: ClassVar[Literal["my:grant"]] = "my:grant"
    collection: ClassVar[str] = "grants"

    recipient_id: Annotated[str, Ref("organization"), "Who gets it."]
    amount: Annotated[int, AtLeast(1), "How much."]
    stage: Annotated[Stage, "How far it has come."] = Stage.ASKED
    event_ids: Annotated[tuple[str, ...], Ref("event"), Unique(), "Where it was spoken of."] = ()

    @within("amount", codes=(TOO_LARGE,))
    def _not_too_large(self) -> Iterator[Problem]:
        """Report an amount above the limit."""
        if self.amount > 1000:
            yield TOO_LARGE(self.amount, at="/amount", most=1000)


@frozen(kw_only=True, repr=False, eq=False)
class Summit(tm.Event):
    """An event with a motto."""

    type: ClassVar[Any] = "my:summit"
    collection: ClassVar[str] = "summits"

    budget: Annotated[int | None, "What it cost."] = None


@rule(ALONE)
def several_grants(context: Context) -> Iterator[Problem]:
    """Require that a programme gives several grants."""
    if len(context.index.of(Grant)) == 1:
        yield ALONE(record_id=next(iter(context.index.of(Grant))))


MY = tm.CORE.extended(
    "my-project",
    records=[Grant, Summit],
    terms={tm.EventKind: [("my:award", "Award", "Remise")]},
    rules=[several_grants],
    prefixes={"my": IRI},
)
GRANT: dict[str, Any] = {
    "type": "my:grant",
    "id": "my:grant:g",
    "names": [{"value": "G"}],
    "recipient_id": "organization:o",
    "amount": 3,
    "event_ids": ["my:summit:s", "event:e"],
}
SUMMIT: dict[str, Any] = {
    "type": "my:summit",
    "id": "my:summit:s",
    "names": [{"value": "S"}],
    "kind": "my:award",
    "status": "held",
    "start": "2024",
    "budget": 7,
}
ORGANIZATION: dict[str, Any] = {"type": "organization", "id": "organization:o", "names": [{"value": "O"}]}
EVENT: dict[str, Any] = {**SUMMIT, "type": "event", "id": "event:e", "parent_id": "my:summit:s"}
del EVENT["budget"]
ALL = [GRANT, SUMMIT, ORGANIZATION, EVENT]


def codes(found: Any) -> list[tuple[str, str]]:
    return [(problem.code, problem.pointer) for problem in found if problem.severity is not tm.Severity.INFO]


# --- Records ---


def test_records_are_read_and_written() -> None:
    """Records of the project, of the core, and of subclasses; from JSON, plain data and lines."""
    for value in ALL:
        record = MY.loads(json.dumps(value))
        assert MY.to_dict(record) == value and MY.from_dict(value) == record
        assert MY.loads(MY.dumps(record), type(record)) == record and codes(MY.validate(record)) == []
    stream = io.BytesIO()
    MY.write_jsonl(stream, [tm.DatasetHeader(), *map(MY.from_dict, ALL)])
    header = json.loads(stream.getvalue().split(b"\n")[0])
    assert header["profiles"] == {"my-project": IRI} and header["prefixes"] == {"my": IRI}
    stream.seek(0)
    assert [MY.to_dict(line.record) for line in MY.read_jsonl(stream) if line.record] == ALL


def test_a_class_checks_its_own_records() -> None:
    """With its own code, in JSON and in Python, in each language that has a translation."""
    (problem,) = MY.validate({**GRANT, "amount": 2000}).problems
    assert (problem.code, problem.pointer) == ("my:grant.too-large", "/amount")
    assert problem.message == "the grant is 2000, at most 1000 is given"
    assert problem.message_in("fr-CA") == "2000 demandés, 1000 au plus" and problem.message_in("zh") == problem.message
    with pytest.raises(tm.InvalidData) as caught:
        Grant(id="my:grant:g", names=[{"value": "G"}], recipient_id="organization:o", amount=2000)
    assert [found.message for found in caught.value.problems] == [problem.message]
    again = pickle.loads(pickle.dumps(problem))
    assert again.message_in("fr") == problem.message_in("fr")


def test_references_take_what_a_type_is() -> None:
    """A subclass counts as its base; another type with a known prefix is refused; types of other projects are accepted."""
    assert MY.validate({**EVENT, "parent_id": "other:event:x"}).ok
    for wrong in ("my:grant:g", "my:smmit:s"):
        assert codes(MY.validate({**EVENT, "parent_id": wrong})) == [("reference.wrong-type", "/parent_id")]
    assert codes(tm.validate({**EVENT, "parent_id": "event:a:b"})) == [("id.syntax", "/parent_id")]


def test_terms_of_the_project_are_known() -> None:
    """They have labels, and a typing error gets a suggestion; terms of other projects are accepted unchanged."""
    assert codes(MY.validate({**SUMMIT, "kind": "other:award"})) == []
    (problem,) = MY.validate({**SUMMIT, "kind": "my:awrd"}).problems
    assert (problem.code, problem.suggestion) == ("term.unlisted", '"my:award"')
    assert (
        MY.label("my:award", "fr", of=tm.EventKind) == "Remise"
        and MY.label("my:award", "zh", of=tm.EventKind) == "Award"
    )
    assert MY.label("x:y", of=tm.EventKind) == "x:y" and Stage.PAID.labels == {"en": "Paid"}
    assert Stage in MY.vocabularies and MY.make_id("my:grant", "A B") == "my:grant:a-b"


def test_datasets_hold_them() -> None:
    """In their own collection, and subclasses in that of their base; datasets made from it keep the profile."""
    ds: Any = MY.Dataset(records=ALL)
    assert list(ds.grants) == ["my:grant:g"] and list(ds.summits) == ["my:summit:s"]
    assert set(ds.events) == {"my:summit:s", "event:e"} and ds.of("my:grant") == ds.grants
    assert [by.record_id for by in ds.referrers("my:summit:s")] == ["my:grant:g", "event:e"]
    assert codes(ds.check()) == [("my:grant.alone", "")]
    for other in (ds.add({**GRANT, "id": "my:grant:h"}), ds.rename("my:summit:s", "my:summit:t"), ds.merge(ds)):
        assert type(other) is MY.Dataset and MY.loads(MY.dumps(other), MY.Dataset) == other
    assert MY.loads(MY.dumps(ds), tm.Dataset) == ds
    assert tm.merge3(ds, ds.remove("my:grant:g"), ds).dataset == ds.remove("my:grant:g")


@in_full
def test_what_is_of_a_profile_can_be_copied_and_sent_to_another_process() -> None:
    """A profile is pickled by its name in its module, and so are its rules. A profile without a name is pickled with its content."""
    ds = MY.Dataset(records=ALL)
    difference = ds.diff(ds.remove("event:e", cascade=True))
    for thing in (MY, ds, ds.records[0], ds.of(Grant), several_grants, difference):
        for again in (pickle.loads(pickle.dumps(thing)), copy.copy(thing), copy.deepcopy(thing)):
            assert type(again) is type(thing) and (again == thing)
    assert pickle.loads(pickle.dumps(MY)) is MY
    nameless = tm.CORE.extended("p", records=[Grant], rules=[several_grants], prefixes={"my": IRI})
    again = pickle.loads(pickle.dumps(nameless))
    assert dict(again.profiles) == {"p": IRI} and again.loads(json.dumps({**GRANT, "event_ids": []}), Grant).amount == 3
    code = (
        "import pickle, sys; ds = pickle.loads(sys.stdin.buffer.read())\n"
        "print(len(ds), type(ds).scope.profiles, [problem.code for problem in ds.check()])"
    )
    done = subprocess.run([sys.executable, "-c", code], input=pickle.dumps(ds), capture_output=True, check=True)
    assert "'my:grant.alone'" in done.stdout.decode()


def test_a_rule_without_a_name_goes_whole() -> None:
    """If its function can be pickled."""
    other = Rule(several_grants.check, (ALONE,))
    with pytest.raises(pickle.PicklingError):
        pickle.dumps(other)
    assert pickle.loads(pickle.dumps(Rule(_raising, ())))[0] is _raising


def test_records_of_a_profile_become_data_frames() -> None:
    """With the labels of its terms; a subclass of ours is also in the frame of its base."""
    oracle("pandas")
    ds = MY.Dataset(records=ALL)
    grants, events = ds.to_frame("grants"), ds.to_frame("events", lang="fr")
    assert grants.loc[0, ["id", "amount", "stage_label", "recipient_id_label"]].tolist() == [
        "my:grant:g",
        3,
        "Asked for",
        "O",
    ]
    assert events["id"].tolist() == ["my:summit:s", "event:e"] and events.loc[0, "kind_label"] == "Remise"
    assert "budget" not in events.columns and ds.to_frame("summits")["budget"].tolist() == [7]
    assert len(MY.Dataset().to_frame("grants")) == 0
    with pytest.raises(KeyError, match="no collection and no list 'grants'"):
        tm.Dataset().to_frame("grants")


# --- Files ---


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_files_say_what_they_need(tmp_path: Path, name: str) -> None:
    """The core names the missing profile and refuses its records, or keeps them unchanged."""
    path, ds = tmp_path / name, MY.Dataset(records=ALL)
    ds.write(path)
    assert MY.Dataset.read(path) == ds and codes(MY.validate(path)) == [
        ("my:grant.alone", "/records/0" * (name == "a.json"))
    ]
    found = codes(tm.validate(path))
    assert found[0] == ("profile.missing", "/profiles/my-project")
    assert [code for code, _ in found[1:]] == ["profile.unknown-type"] * 2
    kept = tm.Dataset.read(path, unknown="keep")
    one: Any = kept["my:grant:g"]
    assert type(one) is tm.KeptRecord and one.unknown_keys["amount"] == 3 and one.label("fr") == one.id
    assert codes(kept.check()) == []
    kept.write(path)
    assert MY.Dataset.read(path) == ds


def needs(name: str) -> None:
    """Skip the test if a package for the format is missing."""
    if name == "a.parquet":
        oracle("pyarrow")
    if name == "a.xlsx":
        oracle("xlsxwriter")
        oracle("python_calamine")


@pytest.mark.parametrize(
    "name", ["a.json", "a.jsonl", "a.jsonld", "a.csv", "a.tsv", "a.csv.zip", "a.sqlite", "a.sql", "a.xlsx"]
)
def test_other_formats_carry_records_of_a_profile(tmp_path: Path, name: str) -> None:
    """Formats with the type of each record or one table per type; the profile reads them back."""
    needs(name)
    ds = MY.Dataset(records=ALL)
    assert {problem.code for problem in tm.export(ds, tmp_path / name)} <= {
        "export.header-not-carried",
        "export.no-base-uri",
    }
    imported = MY.import_file(tmp_path / name)
    assert imported.report.ok and type(imported.dataset) is MY.Dataset
    assert {record.id: record for record in imported.dataset} == {record.id: record for record in ds}
    core = tm.import_file(tmp_path / name)
    assert "profile.missing" in codes_of(core.report) or "sv" in name
    if "sql" in name:
        assert codes_of(core.report).count("import.table-not-read") >= 3 and core.dataset is not None
        assert {record.id for record in core.dataset} == {"organization:o", "event:e"}
    else:
        assert core.dataset is None


@in_full
@pytest.mark.parametrize("name", thinned(["a.csv.zip", "a.jsonld", "a.sqlite", "a.sql", "a.xlsx"], 1))
def test_any_records_of_a_profile_come_back(name: str) -> None:
    """Drawn ones, with each field that a class can have."""
    needs(name)
    format = {"a.csv.zip": "csv-zip"}.get(name, name.partition(".")[2])

    @given(datasets(MY, Grant, Summit))
    @settings(max_examples=examples(15), deadline=None, suppress_health_check=list(HealthCheck))
    def check(ds: tm.Dataset) -> None:
        held = io.BytesIO()
        lost = tm.export(ds, held, format=format)
        assume(not [one for one in lost if one.code != "export.no-base-uri"])  # some texts no cell can hold
        held.seek(0)
        read = MY.import_file(held, format=format).dataset
        assert read is not None and {record.id: record for record in read} == {record.id: record for record in ds}

    check()


def test_a_fault_in_a_workbook_of_a_profile_is_said_in_the_words_of_the_sheet(tmp_path: Path) -> None:
    """A wrong choice has the labels of the project; a required column that is missing is named, like a column of the core."""
    needs("a.xlsx")
    openpyxl = oracle("openpyxl")
    path = tmp_path / "a.xlsx"
    tm.export(MY.Dataset(records=[{**GRANT, "stage": "paid"}, ORGANIZATION]), path)
    book = openpyxl.load_workbook(path)
    sheet = book["Grant (my)"]
    places = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, places["stage"]).value = "Unheard of"
    book.save(path)
    (problem,) = MY.import_file(path).report.errors
    assert (problem.heading, problem.code) == ("stage", "term.unknown")
    assert "is not one of the choices of this column; expected one of Asked for, Paid" in problem.message
    sheet.cell(2, places["stage"]).value = None
    sheet.delete_cols(places["Amount"])
    book.save(path)
    (problem,) = MY.import_file(path).report.errors
    assert (problem.heading, problem.code) == ("Amount", "key.missing")


def test_a_workbook_of_a_profile_is_read_without_it(tmp_path: Path) -> None:
    """Its sheet is an unknown table, also with a column that people have added."""
    needs("a.xlsx")
    openpyxl = oracle("openpyxl")
    path = tmp_path / "a.xlsx"
    tm.export(MY.Dataset(records=[GRANT, ORGANIZATION]), path)
    book = openpyxl.load_workbook(path)
    sheet = book["Grant (my)"]
    sheet.cell(1, sheet.max_column + 1).value = "Remark"
    sheet.cell(2, sheet.max_column).value = "Good"
    book.save(path)
    found = [(problem.code, problem.value) for problem in tm.import_file(path).report]
    assert ("import.unknown-table", "my:grant") in found and ("import.column-skipped", "Remark") in found


def test_a_workbook_of_a_profile_has_labels_and_a_template(tmp_path: Path) -> None:
    """Terms of the project too; what is filled in becomes records, and the example row is skipped."""
    oracle("xlsxwriter")
    oracle("python_calamine")
    openpyxl = oracle("openpyxl")
    tm.export(
        MY.Dataset(records=[{**GRANT, "stage": "paid"}, SUMMIT, ORGANIZATION, EVENT]), tmp_path / "a.xlsx", lang="fr"
    )
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    heads, row = [[cell.value for cell in line] for line in book["Grant (my)"].iter_rows()]
    shown = dict(zip(heads, row, strict=True))
    assert (shown["Nom"], shown["recipient_id"], shown["stage"]) == ("G", "O", "Paid")
    assert book["Événements"]["B2"].value == "Remise"
    path = tmp_path / "b.xlsx"
    with path.open("wb") as held:
        write_template(held, ["my:grant", "organization"], "en", MY.scope)
    book = openpyxl.load_workbook(path)
    heads = [cell.value for cell in book["Grant (my)"][1]]
    given = {"Name (en)": "Rivers", "recipient_id": "Office", "Amount": 5, "stage": "Paid"}
    book["Grant (my)"].append([given.get(head) for head in heads])
    book["Organizations"].append(["Office"])
    book.save(path)
    imported = MY.import_file(path)
    assert imported.dataset is not None, imported.report
    (grant,) = imported.dataset.of(Grant).values()
    assert (grant.id, grant.amount, grant.stage) == ("my:grant:rivers", 5, Stage.PAID)
    assert grant.recipient_id == "organization:office"


@frozen(kw_only=True, repr=False, eq=False)
class Rate(Node):
    """What is paid in a year."""

    year: Annotated[int, Headings("Year", "Année", "年份"), "The year."]


@frozen(kw_only=True, repr=False, eq=False)
class Fund(NamedRecord):
    """Money that is set aside."""

    type: ClassVar[Literal["my:fund"]] = "my:fund"
    collection: ClassVar[str] = "funds"
    headings: ClassVar[Headings] = Headings("Funds", "Fonds", "基金")

    size: Annotated[int | None, Headings("Size in euros", "Montant en euros"), "How large it is."] = None
    aim: Annotated[tm.Text | None, Headings("Aim", "But", "目的"), "What it is for."] = None
    rates: Annotated[tuple[Rate, ...], Headings("Rates", "Taux", "费率"), "What is paid."] = ()


FUNDS = tm.CORE.extended("funds", records=[Fund], prefixes={"my": IRI})
FUND = {
    "type": "my:fund",
    "id": "my:fund:f",
    "names": [{"value": "F"}],
    "size": 5,
    "aim": {"fr": "Eau"},
    "rates": [{"year": 2024}],
}


@pytest.mark.parametrize(
    ("lang", "title", "size", "aim", "rates", "year"),
    [
        ("en", "Funds", "Size in euros", "Aim (fr)", "Funds – Rates", "Year"),
        ("fr-CA", "Fonds", "Montant en euros", "But (fr)", "Fonds – Taux", "Année"),
        ("zh", "基金", "Size in euros", "目的 (fr)", "基金 – 费率", "年份"),
        ("de", "Funds", "Size in euros", "Aim (fr)", "Funds – Rates", "Year"),
    ],
)
def test_sheets_have_the_headings_of_a_profile(
    tmp_path: Path, lang: str, title: str, size: str, aim: str, rates: str, year: str
) -> None:
    """In the language of the reader, or in English; a column that is added by its heading in any language is read."""
    needs("a.xlsx")
    openpyxl = oracle("openpyxl")
    path, ds = tmp_path / "a.xlsx", FUNDS.Dataset(records=[FUND])
    assert not tm.export(ds, path, lang=lang).errors
    book = openpyxl.load_workbook(path)
    heads = [cell.value for cell in book[title][1]]
    assert {size, aim} <= set(heads) and year in [cell.value for cell in book[rates][1]]
    assert FUNDS.import_file(path).dataset == ds
    book[title].cell(1, len(heads) + 1).value = "目的 (zh)"
    book[title].cell(2, len(heads) + 1).value = "水"
    book.save(path)
    read = FUNDS.import_file(path).dataset
    assert read is not None and read.of(Fund)["my:fund:f"].aim == tm.Text({"fr": "Eau", "zh": "水"})
    with path.open("wb") as held:
        write_template(held, ["my:fund"], {"fr-CA": "fr", "de": "en"}.get(lang, lang), FUNDS.scope)
    assert size in [cell.value for cell in openpyxl.load_workbook(path)[title][1]]


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_a_foreign_sheet_with_the_headings_of_a_profile_is_recognised(tmp_path: Path, name: str) -> None:
    """Its sheet by the title of the class; without the profile its columns are not known. The mapping that is made reads the same."""
    needs(name)
    heads, row = ["Nom", "Montant en euros", "But", "Couleur"], ["Fonds de l’eau", 5, "Eau", "bleu"]
    path = tmp_path / name
    if name == "a.csv":
        path.write_text("\n".join([";".join(map(str, cells)) for cells in (heads, row)]), encoding="utf-8")
    else:
        openpyxl = oracle("openpyxl")
        book = openpyxl.Workbook()
        book.active.title = "Fonds 2024"
        book.active.append(heads)
        book.active.append(row)
        book.save(path)
    read = FUNDS.import_file(path)
    assert read.dataset is not None, str(read.report)
    (fund,) = read.dataset.of(Fund).values()
    assert (fund.size, fund.aim, fund.names[0].value) == (5, tm.Text({"fr": "Eau"}), "Fonds de l’eau")
    assert [problem.cell for problem in read.report if problem.code == "import.column-skipped"] == (
        ["D"] if name == "a.csv" else ["'Fonds 2024'!D"]
    )
    assert FUNDS.import_file(path, mapping=read.mapping).dataset == read.dataset
    plain = tm.import_file(path)
    assert (
        plain.dataset is None or not plain.dataset.of("organization").values() or "5" not in str(plain.dataset.records)
    )
    renamed = {"sheets": {sheet: said | {"type": "my:fund"} for sheet, said in (read.mapping or {})["sheets"].items()}}
    assert FUNDS.import_file(path, mapping=renamed).dataset == read.dataset
    assert [problem.code for problem in tm.import_file(path, mapping=renamed).report.errors][:1] == ["import.mapping"]


def test_headings_do_not_change_what_a_profile_reads() -> None:
    """They are for people, and no part of the schema."""
    assert "Montant" not in json.dumps(FUNDS.json_schema())


@pytest.mark.parametrize("name", ["a.csv.zip", "a.sqlite", "a.sql", "a.xlsx"])
def test_tables_leave_out_records_of_a_profile_that_is_not_loaded(tmp_path: Path, name: str) -> None:
    """Their fields are not known; JSON, JSON Lines, CSV and TSV carry them whole."""
    needs(name)
    kept = tm.loads(tm.dumps(MY.Dataset(records=ALL)), tm.Dataset, unknown="keep")
    lost = tm.export(kept, tmp_path / name)
    assert codes_of(lost).count("export.type-not-carried") == 2 and "my:grant" in str(lost)
    assert {record.id for record in MY.import_file(tmp_path / name).dataset or ()} == {"organization:o", "event:e"}


def test_a_database_has_the_tables_of_a_profile(tmp_path: Path) -> None:
    """With their checks, references, views and labels, also where names differ only by a dot; SQL can change it."""
    amount = Annotated[int | None, "How much."]
    part = Annotated[tm.Period | None, "When."]
    cls = _class(
        **{**THING, "collection": "Term"},
        annotations={"period": part, "period_start": amount, "Period": amount, "grant_id": Annotated[str | None, Ref("my:grant"), "G."]},
        period=None, period_start=None, Period=None, grant_id=None,
    )  # fmt: skip
    profile = MY.extended("more", records=[cls], prefixes={"my": IRI})
    thing = {"type": "my:thing", "id": "my:thing:t", "period": {"start": "2024"}, "period_start": 3, "Period": 4, "grant_id": "my:grant:g"}  # fmt: skip
    ds = profile.Dataset(records=[{**GRANT, "stage": "paid"}, SUMMIT, ORGANIZATION, EVENT, thing])
    for name in ("a.sqlite", "a.sql"):
        assert not list(tm.export(ds, tmp_path / name))
        assert profile.import_file(tmp_path / name).dataset == ds
    tm.export(ds, tmp_path / "a.csv.zip", descriptor="frictionless")
    assert profile.import_file(tmp_path / "a.csv.zip").dataset is not None
    with closing(sqlite3.connect(tmp_path / "a.sqlite", isolation_level=None)) as database:
        database.execute("pragma foreign_keys = on")
        assert database.execute("pragma foreign_key_check").fetchall() == []
        shown = database.execute("select label, stage_label, event_ids_label from grants").fetchall()
        assert shown == [("G", "Paid", "S; S")]
        assert database.execute("select kind_label from summits").fetchall() == [("Award",)]
        database.execute('update "my:grant" set amount = 5')
        for wrong in ("amount = 0", "stage = 'lost'", "recipient_id = 'event:e'", "recipient_id = 'organization:x'"):
            with pytest.raises(sqlite3.IntegrityError):
                database.execute(f'update "my:grant" set {wrong}')
    again = profile.import_file(tmp_path / "a.sqlite").dataset
    assert again is not None and again.of(Grant)["my:grant:g"].amount == 5


@pytest.mark.parametrize("name", ["a.parquet"])
def test_what_cannot_carry_records_of_a_profile_reports_them(tmp_path: Path, name: str) -> None:
    """The other records are written; the same for a dataset that the core has kept unchanged."""
    needs(name)
    ds = MY.Dataset(records=ALL)
    kept = tm.loads(tm.dumps(ds), tm.Dataset, unknown="keep")
    for one in (ds, kept):
        lost = tm.export(one, tmp_path / name)
        assert codes_of(lost).count("export.type-not-carried") == 2 and "my:grant" in str(lost)
    imported = MY.import_file(tmp_path / name)
    assert type(imported.dataset) is MY.Dataset and "profile.missing" not in codes_of(imported.report)
    assert {record.id for record in imported.dataset} == {"organization:o", "event:e"}


@pytest.mark.parametrize("name", [format.name for format in tm.available_formats() if format.writes])
def test_records_of_a_profile_are_written_or_reported(name: str) -> None:
    """In every format there is, also those of a class derived from ours, and those that the core has kept unchanged: no third case."""
    (format,) = [format for format in tm.available_formats() if format.name == name]
    for package in format.packages:
        oracle(package)
    ds = MY.Dataset(records=ALL)
    kept = tm.loads(tm.dumps(ds), tm.Dataset, unknown="keep")
    for one, carried in ((ds, format.profiles), (kept, format.kept)):
        held = io.BytesIO()
        report = tm.export(one, held, format=name)
        left = {dict(p.params)["type"] for p in report if p.code == "export.type-not-carried"}
        assert {"my:grant", "my:summit"} & left == (set() if carried else {"my:grant", "my:summit"})
        if format.reads and carried:
            back = MY.import_file(io.BytesIO(held.getvalue()), format=name).dataset
            assert back is not None and {r.id: r for r in back} == {r.id: r for r in ds}


def codes_of(report: tm.Report) -> list[str]:
    return [problem.code for problem in report]


def test_a_kept_record_is_one_of_another_project() -> None:
    """Its type has a prefix; its merged ids are found."""
    kept = tm.KeptRecord(type="my:grant", id="my:grant:a", unknown_keys={"merged_ids": ["my:grant:b", 7]})
    ds = tm.Dataset(records=[kept])
    assert ds["my:grant:b"] == kept and tm.loads(tm.dumps(kept), unknown="keep") == kept
    with pytest.raises(tm.InvalidData):
        tm.KeptRecord(type="grant", id="my:grant:a")
    assert tm.KeptRecord(type="my:x", id="my:x:a", unknown_keys={"merged_ids": 7}).merged_ids == ()


def test_fixes_are_made() -> None:
    """Fixes of the core too, in records of the project."""
    data, report = MY.apply_fixes(json.dumps({**SUMMIT, "names": [{"value": "S  S"}]}))
    assert json.loads(data)["names"][0]["value"] == "S S" and report.ok


# --- The contract ---


@in_full
def test_the_json_schema_has_an_id_of_its_own() -> None:
    """It describes the records, terms and rules of the profile; the schema of the core has none of them."""
    before = json.dumps(tm.json_schema())
    schema = MY.json_schema()
    assert schema["$id"] == "urn:thinktank-model:profile:my-project:1.0"
    assert MY.json_schema(Grant)["$id"] == schema["$id"] + ":Grant"
    validator = jsonschema.Draft202012Validator(schema)
    assert all([validator.is_valid(value) for value in [*ALL, MY.to_dict(MY.Dataset(records=ALL))]])
    assert not validator.is_valid({**GRANT, "amount": "3"})
    text = json.dumps(schema)
    assert "my:grant.alone" in text and "my:grant.too-large" in text and "Remise" in text
    assert json.dumps(tm.json_schema()) == before == json.dumps(tm.CORE.json_schema()) and "my:" not in before.replace(
        "my:grant", ""
    )
    assert MY.json_schema(tm.Dataset) == MY.json_schema(MY.Dataset)


@pytest.mark.slow
@pytest.mark.parametrize("variant", ["full", "lean", "codegen", "llm"])
def test_each_variant_of_the_schema_describes_the_profile(variant: Any) -> None:
    """Its `$id` is unique; `full`, `lean` and `codegen` accept whatever the profile accepts."""
    for cls in (None, Grant, Summit, tm.Event, tm.Dataset, MY.Record):
        schema = MY.json_schema(cls, variant=variant)
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["$id"].startswith("urn:thinktank-model:profile:my-project:1.0")
    whole = MY.json_schema(variant=variant)
    assert "my:grant" in json.dumps(whole) and json.dumps(Stage.PAID.value) in json.dumps(whole)
    if variant != "llm":
        assert all([jsonschema.Draft202012Validator(whole).is_valid(value) for value in ALL])
    with pytest.raises(ValueError, match='did you mean "lean"'):
        MY.json_schema(variant="laen")  # type: ignore[arg-type]


def test_codes_are_explained() -> None:
    """Together with those of the library, which itself knows none of them."""
    assert "at most" in MY.explain("my:grant") and "au plus" in MY.explain("my:grant.too-large", "fr")
    assert MY.catalogue()["date.syntax"] is tm.catalogue()["date.syntax"] and "my:grant.alone" in MY.catalogue("fr")
    with pytest.raises(KeyError, match="did you mean"):
        MY.explain("my:grnt.alone")
    assert not [name for name in CODES if ":" in name] and not [one for one in RULES if ":" in one.codes[0].name]


@in_full
def test_neighbours_hold_records_of_the_profile() -> None:
    """cattrs and pydantic use the profile's shapes."""

    @define
    class Review:
        subject: tm.Event

    converter = MY.register_hooks(Converter())
    with pytest.raises(Exception, match="While structuring"):
        converter.structure({"subject": {**EVENT, "parent_id": "my:grant:g"}}, Review)
    assert converter.structure({"subject": EVENT}, Review).subject.parent_id == "my:summit:s"
    oracle("pydantic")
    from pydantic import BaseModel, TypeAdapter, ValidationError

    adapter: TypeAdapter[Any] = TypeAdapter(MY.Record)
    assert adapter.validate_python(GRANT) == MY.from_dict(GRANT) and isinstance(MY.from_dict(GRANT), MY.Record)
    assert "my:grant" in json.dumps(adapter.json_schema())

    class Holder(BaseModel):
        grant: Grant

    with pytest.raises(ValidationError) as caught:
        Holder.model_validate({"grant": {**GRANT, "amount": 2000}})
    (problem,) = tm.problems_of(caught.value)
    assert problem.code == "my:grant.too-large" and problem.message == "a rule of another project is broken"
    with pytest.raises(TypeError, match="one of its classes"):
        MY.Record()


# --- Side by side ---


def test_two_profiles_do_not_know_of_each_other() -> None:
    """Each uses one type name for its own class, in one process and in two threads at once."""

    def made(most: int) -> tuple[tm.Profile, Any]:
        amount = Annotated[int, AtLeast(most), "How much."]
        cls = _class(type="x:fund", collection="funds", annotations={"amount": amount})
        return tm.CORE.extended(f"p{most}", records=[cls], prefixes={"x": f"https://example.org/{most}/"}), cls

    results: dict[int, list[bool]] = {}

    def work(most: int) -> None:
        profile, cls = made(most)
        found = []
        for amount in range(200):
            report = profile.validate({"type": "x:fund", "id": "x:fund:a", "amount": amount % 100})
            found.append(report.ok is (amount % 100 >= most))
        found.append(isinstance(profile.loads(b'{"type":"x:fund","id":"x:fund:a","amount":99}'), cls))
        results[most] = found

    threads = [threading.Thread(target=work, args=(most,)) for most in (10, 60)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 2 and all([all(found) for found in results.values()])


def test_profiles_can_be_joined() -> None:
    """The result has the additions of each; a profile can also extend another profile."""
    other = tm.CORE.extended(
        "other", terms={tm.EventKind: [("o:fair", "Fair")]}, prefixes={"o": "https://example.org/o/"}
    )
    both = MY.joined(other, MY)
    assert dict(both.profiles) == {"my-project": IRI, "other": "https://example.org/o/"} and both.schema_id.endswith(
        ":my-project:1.0+other:1.0"
    )
    assert [term.value for term in both.terms[tm.EventKind]] == ["my:award", "o:fair"]
    further = MY.extended(
        "further", terms={tm.EventKind: [("f:fair", "Fair")]}, prefixes={"f": "https://example.org/f/"}
    )
    assert further.records == MY.records and len(further.rules) == 1
    assert tm.CORE.joined() is tm.CORE and pickle.loads(pickle.dumps(tm.CORE)) is tm.CORE
    assert (
        dict(tm.CORE.records) == {cls.type: cls for cls in tm.CORE.scope.classes} and repr(MY) == "<Profile my-project>"
    )


def test_the_core_is_a_profile() -> None:
    """Its functions are those of the module."""
    for name in tm.example_names():
        ds = tm.example(name)
        assert tm.CORE.dumps(ds) == tm.dumps(ds) and tm.CORE.loads(tm.dumps(ds), tm.Dataset) == ds
        assert list(tm.CORE.validate(ds)) == list(tm.validate(ds))
        assert tm.CORE.from_dict(tm.to_dict(ds.records[0])) == ds.records[0]
    assert tm.CORE.json_schema(tm.Event) == tm.json_schema(tm.Event) and tm.CORE.Dataset is tm.Dataset


def test_pages_and_cases_are_of_what_it_adds() -> None:
    """A class, its fields, terms with labels and codes with texts; cases have the problems that the profile reports."""
    written = pages(MY, "fr")
    assert "| `recipient_id` (required) | reference to `organization` | Who gets it. |" in written["records.md"]
    assert (
        "`my:award` | Remise |" in written["terms.md"]
        and "`symposium`" not in written["terms.md"]
        and "`paid`" in written["terms.md"]
    )
    assert "au plus" in written["codes.md"]
    listed = documents(MY)
    assert list(listed) == ["records/my.grant.json", "records/my.summit.json"]
    for one in listed.values():
        assert any([case["valid"] for case in one["cases"]]) and len(one["cases"]) > 50
        for case in one["cases"]:
            built, problems = read(MY.shape_of(MY.records[one["type"]]), case["value"])
            assert [[problem.code, problem.pointer] for problem in problems] == case["problems"]
            assert case["valid"] is (built is not None) and (
                not case["valid"] or MY.dumps(built).decode() == case["canonical"]
            )


# --- Misuse ---


def _extended(**more: Any) -> Callable[[], tm.Profile]:
    return lambda: tm.CORE.extended("p", **{"prefixes": {"my": IRI}, **more})


def _class(base: Any = RecordBase, doc: str = "One.", name: str = "Thing", **body: Any) -> Any:
    annotations = body.pop("annotations", {})
    declare = body.pop("declare", frozen(kw_only=True, repr=False, eq=False))
    return declare(
        type(name, (base,), {"__doc__": doc, "__annotations__": annotations, "__module__": __name__, **body})
    )


def _raising(_context: Context) -> Iterator[Problem]:
    raise RuntimeError("no")


Wrong = tuple[Any, dict[str, Any], str]


class Unlabelled(Vocabulary):
    """Terms that lack labels."""

    A = "a"


SIZE = Headings("Size")
THING: dict[str, Any] = {"type": "my:thing", "collection": "things"}


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: MY.extended("other", records=[_class(**{**THING, "type": "o:grant"}), _class(**THING, name="B")], prefixes={"o": IRI}), "no prefix of its profile"),
        (_extended(records=[Grant, _class(type="my:grant", collection="others")]), "two classes of records have the type 'my:grant'"),
        (lambda: MY.joined(tm.CORE.extended("p", records=[_class(type="my:grant", collection="others")], prefixes={"my": IRI})), "have the type 'my:grant'"),
        (_extended(records=[Grant, _class(**{**THING, "collection": "grants"})]), "the collection 'grants'"),
        (_extended(records=[Grant, _class(**THING, name="Grant")]), "the name 'Grant'"),
        (lambda: MY.extended("my-project", prefixes={"my": IRI}), "two profiles have the name 'my-project'"),
        (lambda: MY.extended("p", prefixes={"my": "https://example.org/other/"}), "the prefix 'my'"),
        (lambda: MY.extended("p", terms={tm.EventKind: [("my:award", "A")]}, prefixes={"my": IRI}), "the term 'my:award'"),
        (lambda: MY.extended("p", codes=[Code("my:grant.alone", "error", "m", why="w")], prefixes={"my": IRI}), "the code 'my:grant.alone'"),
        (_extended(terms={tm.EventKind: [("my:award",)]}), "has no label in English"),
        (_extended(terms={tm.EventKind: [("award", "Award")]}), "has no prefix"),
        (_extended(terms={tm.EventKind: [("x:award", "Award")]}), "no prefix of its profile"),
        (_extended(terms={tm.EventKind: ["my:award"]}), "a tuple of the term and its labels"),
        (_extended(terms={tm.EventStatus: [("my:gone", "Gone")]}), "EventStatus takes no further terms"),
        (_extended(terms={int: [("my:gone", "Gone")]}), "a vocabulary such as EventKind"),
        (_extended(rules=[Rule(_raising, (ALONE,))]), "_raising raises RuntimeError on a dataset without records: no"),
        (_extended(rules=[_raising]), "mark it with @rule"),
        (_extended(codes=[Code("grant.alone", "error", "m", why="w")]), "not a prefix and a dotted name"),
        (_extended(codes=[Code("x:grant.alone", "error", "m", why="w")]), "no prefix of its profile"),
        (_extended(codes=[Code("my:grant.alone", "error", "m", why="")]), "has no explanation"),
        (_extended(codes=[ALONE, Code("my:grant.alone", "error", "m", why="w")]), "defined twice"),
        (_extended(prefixes={}), "has no prefix"),
        (_extended(prefixes={"My": IRI}), "a prefix of the profile 'p'"),
        (_extended(prefixes={"event": IRI}), "means something already"),
        (_extended(prefixes={"my": "not a url"}), "the IRI of the prefix 'my'"),
        (_extended(iri="not a url"), "the IRI of the profile 'p'"),
        (_extended(version="one"), "two numbers such as 1.0"),
        (lambda: tm.CORE.extended("My Project", prefixes={"my": IRI}), "the name of a profile"),
        (lambda: tm.CORE.extended(7, prefixes={"my": IRI}), "is a str, not an object of type int"),  # type: ignore[arg-type]
        (_extended(records=[int]), "int is not a class of records"),
        (_extended(records=[type("Bare", (Grant,), {})]), "not declared with @frozen"),
        (_extended(records=[_class()]), "does not state its own type and collection"),
        (_extended(records=[_class(**{**THING, "type": "thing"})]), 'such as "my:thing"'),
        (_extended(records=[_class(**{**THING, "collection": "my things"})]), "expected a Python name"),
        (_extended(records=[_class(**{**THING, "collection": "find"})]), "means something in a dataset already"),
        (_extended(records=[_class(**THING, doc="")]), "has no docstring"),
        (_extended(records=[_class(**THING, annotations={"a": str})]), "cannot be read"),
        (_extended(records=[_class(tm.Event, **THING, annotations={"number": Annotated[int | None, AtLeast(5), "N."]}, number=None)]), "Thing.number is not the same as Event.number"),
        (_extended(records=[_class(tm.Event, **THING, annotations={"parent_id": Annotated[str, Ref("event"), "N."]})]), "Thing.parent_id is not the same"),
        (_extended(records=[_class(**THING, annotations={"id": Annotated[str, LABEL, "N."]})]), "Thing.id is not the same"),
        (lambda: tm.CORE.extended("core", prefixes={"my": IRI}), "the name of the core"),
        (_extended(terms=[("my:award", "Award")]), "terms of the profile 'p' is a mapping"),
        (_extended(terms={tm.EventKind: "my:award"}), "are a list or a vocabulary"),
        (_extended(terms={tm.EventKind: [("my:award", "A", "B", "C", "D", "E", "F")]}), "a tuple of the term and its labels"),
        (_extended(terms={tm.EventKind: [("my:award", "A"), ("my:award", "B")]}), "is defined twice"),
        (_extended(prefixes=["my"]), "prefixes of the profile 'p' is a mapping"),
        (_extended(records=Grant), "records of the profile 'p' is a list"),
        (_extended(rules=several_grants), "rules of the profile 'p' is a list"),
        (_extended(rules=[Rule(_raising, ())]), "has no code to report"),
        (_extended(codes=["my:grant.alone"]), "a code is a Code("),
        (_extended(version=1.0), "two numbers such as 1.0"),
        (_extended(records=[_class(type="my:thing", collection="class")]), "expected a Python name"),
        (_extended(records=[_class(type="my:thing", collection="_things")]), "expected a Python name"),
        (_extended(records=[_class(**THING, declare=frozen(kw_only=True))]), "not declared with @frozen(kw_only=True, repr=False, eq=False)"),
        (_extended(records=[_class(**THING, declare=frozen(eq=False), annotations={"n": Annotated[int, "N."]})]), "not declared with @frozen(kw_only=True, repr=False, eq=False)"),
        *[(_extended(records=[_class(**THING, annotations={"n": hint}, **more)]), says) for hint, more, says in list[Wrong]([
            (Annotated[str, Ref("organisation"), "N."], {}, "Thing.n refers to 'organisation', which is not a type of record; did you mean 'organization'?"),
            (Annotated[tuple[str, ...], Ref("my:grnt"), "N."], {}, "Thing.n refers to 'my:grnt'"),
            (Annotated[tm.Event, "N."], {}, "Thing.n holds a whole record"),
            (Annotated[tuple[tm.Event | tm.Output, ...], "N."], {}, "Thing.n holds a whole record"),
            (Annotated[int | None, "N."], {}, "its default is None"),
            (Annotated[int, AtLeast(1), "N."], {"n": 0}, "Thing.n has the default 0"),
            (Annotated[float, "N."], {"n": 0}, "Thing.n has the default 0"),
            (Annotated[int, "N."], {"n": None}, "Thing.n has the default None"),
            (Annotated[tuple[str, ...], LABEL, "N."], {"n": ("a",)}, "Thing.n has the default"),
            (Annotated[tm.PartialDate, DATE, "N."], {"n": tm.PartialDate("2024")}, "Thing.n has the default"),
            (Annotated[Stage, "N."], {"n": "asked"}, "Thing.n has the default 'asked'"),
            (Annotated[Unlabelled, "N."], {}, "the term 'a' of Unlabelled has no label in English"),
            (Annotated[str, LABEL, DATE, "N."], {}, "takes one of its 2 rules"),
            (Annotated[str, DATE, "N."], {}, "the Scalar of a date makes PartialDate, and the annotation is str"),
            (Annotated[str, LABEL, AtLeast(1), "N."], {}, "AtLeast means nothing for str"),
            (Annotated[int, Unique(), "N."], {}, "Unique means nothing for int"),
            (Annotated[int, LABEL, "N."], {}, "means nothing for int"),
            (Annotated[tuple[int], "N."], {}, "expected tuple[int, ...]"),
            (Annotated[int, "N."], {"_rule": within("m", codes=(ALONE,))(_raising)}, "reads 'm', which is not a field of it"),
            (Annotated[int, "N."], {"constraints": (any_of("n"),)}, "Thing.n is required"),
            (Annotated[int, Headings(""), "N."], {}, "the headings of Thing.n are texts of one line"),
            (Annotated[int, Headings("A\nB"), "N."], {}, "the headings of Thing.n are texts of one line"),
            (Annotated[int, "N."], {"headings": "Things"}, "the headings of Thing are texts of one line"),
        ])],
        *[(_extended(records=[_class(**THING, annotations={name: Annotated[int, "N."]})]), says) for name, says in [
            ("_n", "starts with an underscore"), ("label", "Thing.label means something"), ("unknown_keys", "Thing.unknown_keys means something"),
        ]],
        (_extended(records=[_class(**THING, annotations={"n": Annotated[int, SIZE, "N."], "m": Annotated[int, SIZE, "M."]})]), "Thing.m has the heading 'Size' of Thing.n"),
        *[(_extended(codes=[Code("my:a.b", "error", "the {found}", why="w", **more)]), says) for more, says in list[tuple[dict[str, Any], str]]([
            ({"translations": {"fr": {"the {found}": "le {fond}"}}}, "has the parameter 'fond', which the English one does not have"),
            ({"translations": {"fr": {"the {found}": "le {found"}}}, "in 'fr' is not a format string"),
            ({"translations": {"fr": {"the {found}": 7}}}, "in 'fr' is not a format string"),
            ({"translations": {"french": {}}}, "not a language tag"),
            ({"translations": {"fr": "le {found}"}}, "a mapping for each language"),
            ({"translations": "fr"}, "a mapping for each language"),
            ({"together": "{count"}, "in 'en' is not a format string"),
        ])],
    ],
)  # fmt: skip
def test_misuse_is_told_at_the_moment_of_definition(make: Callable[[], tm.Profile], says: str) -> None:
    """In one sentence."""
    with pytest.raises(tm.ProfileError) as caught:
        make()
    assert says in str(caught.value) and "\n" not in str(caught.value)


def test_a_field_may_be_described_anew() -> None:
    """If it accepts the same values."""
    number = {"number": Annotated[int | None, AtLeast(0), "Which one it is."]}
    cls = _class(tm.Event, **THING, annotations=number, number=None)
    assert tm.CORE.extended("p", records=[cls], prefixes={"my": IRI}).records["my:thing"] is cls


def test_a_rule_that_fails_is_a_problem() -> None:
    """The other rules run anyway, and validation never raises."""

    @rule(ALONE)
    def picky(context: Context) -> Iterator[Problem]:
        """Raise in three ways."""
        for record in context.index.records:
            if record.id == "event:a":
                raise RuntimeError("it broke")
            yield TOO_LARGE(1, record_id=record.id, most=2)
            yield record  # type: ignore[misc]

    profile = tm.CORE.extended(
        "p", rules=[picky, several_grants], codes=[TOO_LARGE], records=[Grant], prefixes={"my": IRI}
    )
    found = list(
        profile.Dataset(
            records=[{**GRANT, "event_ids": []}, {**EVENT, "id": "event:a", "kind": "forum", "parent_id": "event:b"}]
        ).check()
    )
    said = [str(problem.message) for problem in found if problem.code == "profile.rule-failed"]
    assert [message.partition(": ")[2] for message in said] == [
        "it reported my:grant.too-large, which it does not declare",
        "it yielded an object of type Grant instead of a problem",
        '"RuntimeError: it broke"' if '"' in said[2] else "RuntimeError: it broke",
    ]
    assert "my:grant.alone" in {problem.code for problem in found}


def test_a_rule_within_a_record_that_fails_is_a_problem() -> None:
    """As one across records; only the constructor of the class raises its error."""
    broken = within("n", codes=(ALONE,))(_raising)
    cls = _class(**THING, annotations={"n": Annotated[int, "N."]}, _rule=broken)
    profile = tm.CORE.extended("p", records=[cls], prefixes={"my": IRI})
    value = {"type": "my:thing", "id": "my:thing:a", "n": 1}
    for data in (value, json.dumps(value)):
        (problem,) = profile.validate(data).errors
        assert (problem.code, problem.pointer) == ("profile.rule-failed", "")
        assert "the rule _rule of a profile failed" in problem.message and "RuntimeError: no" in problem.message
    with pytest.raises(RuntimeError, match="no"):
        cls(id="my:thing:a", n=1)


def test_misuse_of_what_defines_a_profile_is_told() -> None:
    """By an error of its own kind, where Python would say something else or nothing."""
    wrong: Any = rule
    for codes in ((), ("my:a.b",), (several_grants,)):
        with pytest.raises(TypeError, match="a rule names the codes that it reports"):
            wrong(*codes)
    wrong = Ref
    for targets in ((), (tm.Event,)):
        with pytest.raises(TypeError, match="Ref takes types of records"):
            wrong(*targets)
    with pytest.raises(ValueError, match="the minimum is greater than the maximum"):
        Between(5, 1)
    wrong = MY
    with pytest.raises(TypeError, match="expected profiles, found an object of type str"):
        wrong.joined("my-project")
    module: Any = tm
    for label in (wrong.label, module.label):
        with pytest.raises(TypeError, match="expected a vocabulary such as EventKind"):
            label("my:award", of="EventKind")
    with pytest.raises(TypeError, match="is made from another one"):
        tm.Profile("my-project")


def test_a_record_of_a_profile_that_is_put_into_another_dataset_names_what_is_missing() -> None:
    """As its JSON would."""
    with pytest.raises(tm.InvalidData) as caught:
        tm.Dataset(records=[MY.from_dict(GRANT)])
    (problem,) = caught.value.problems
    assert (problem.code, problem.pointer, problem.value) == ("profile.unknown-type", "/records/0/type", "my:grant")
    assert "Put the record into the Dataset of the profile" in problem.message


def test_a_profile_that_is_joined_with_what_it_has_is_itself() -> None:
    """So its dataset class is one class, however it is found."""
    assert tm.CORE.joined(MY) is MY.joined(tm.CORE) is MY.joined(MY) is MY and tm.CORE.joined() is tm.CORE


def test_a_default_that_is_a_number_is_not_written() -> None:
    """Whatever number it is, and wherever it comes from."""
    number = {"a": Annotated[int, "N."], "b": Annotated[float, "N."], "c": Annotated[bool, "N."]}
    cls = _class(**THING, annotations=number, a=123456, b=0.125, c=True)
    profile = tm.CORE.extended("p", records=[cls], prefixes={"my": IRI})
    text = '{"type":"my:thing","id":"my:thing:a"}'
    for data in (text, '{"type":"my:thing","id":"my:thing:a","a":123456,"b":0.125,"c":true}'):
        assert profile.dumps(profile.loads(data)).decode() == text
    assert profile.loads(text).a == 123456  # type: ignore[attr-defined]


def test_a_profile_cannot_be_changed_or_made_by_itself() -> None:
    """It is an immutable value."""
    with pytest.raises(AttributeError, match="cannot be changed"):
        MY.name = "other"
    with pytest.raises(TypeError, match=r"CORE\.extended"):
        tm.Profile()


# --- Installed profiles ---


class _Entry:
    def __init__(self, name: str, value: object) -> None:
        self.name, self.value, self._given = name, f"module:{name}", value

    def load(self) -> object:
        if isinstance(self._given, Exception):
            raise self._given
        return self._given


def test_installed_profiles_are_found_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """None is loaded before it is requested; a fault in one is reported in one sentence."""
    entries = [_Entry("my-project", MY), _Entry("broken", RuntimeError("no")), _Entry("odd", 7), _Entry("named", MY)]

    def entry_points(group: str, name: str | None = None) -> list[_Entry]:
        assert group == "thinktank_model.profiles"
        return [entry for entry in entries if name in (None, entry.name)]

    monkeypatch.setattr("importlib.metadata.entry_points", entry_points)
    assert tm.available_profiles() == ("broken", "my-project", "named", "odd")
    assert dict(tm.load_profile("my-project").profiles) == dict(MY.profiles) and tm.load_profile("core") is tm.CORE
    for name, error, says in [
        ("my-projct", KeyError, "did you mean 'my-project'"),
        ("broken", ImportError, "cannot be loaded: RuntimeError: no"),
        ("odd", ImportError, "an object of type int"),
        ("named", ImportError, "a profile of the name 'my-project'"),
    ]:
        with pytest.raises(error, match=says):
            installed.load_profile(name)
    entries.clear()
    with pytest.raises(KeyError, match="and no other either"):
        tm.load_profile("x")


@pytest.mark.slow
def test_a_profile_that_is_not_installed_is_found_by_its_module(tmp_path: Path) -> None:
    """On the command line also in the working directory; in other processes too; what is wrong is said in one sentence."""
    (tmp_path / "of_mine.py").write_text(
        "from typing import Annotated, ClassVar, Literal\n"
        "import thinktank_model as tm\n"
        "from thinktank_model.profiles.building import NamedRecord, frozen\n\n\n"
        "@frozen(kw_only=True, repr=False, eq=False)\n"
        "class Fund(NamedRecord):\n"
        '    """A fund."""\n\n'
        '    type: ClassVar[Literal["x:fund"]] = "x:fund"\n'
        '    collection: ClassVar[str] = "funds"\n'
        '    amount: Annotated[int, "How much."]\n\n\n'
        'P = tm.CORE.extended("of-mine", records=[Fund], prefixes={"x": "https://example.org/x/"})\n'
        "N = 7\n",
        encoding="utf-8",
    )
    fund = {"type": "x:fund", "id": "x:fund:a", "names": [{"value": "A"}], "amount": 1}
    (tmp_path / "a.jsonl").write_text(json.dumps(fund) + "\n", encoding="utf-8")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-P", "-m", "thinktank_model", *arguments]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=tmp_path)

    assert run("validate", "a.jsonl").returncode == 1
    for more in ([], ["--jobs", "2"]):
        done = run("validate", "--profile", "of_mine:P", *more, "a.jsonl")
        assert done.returncode == 0 and "1 valid" in done.stdout, done
    for name, says in [
        ("of_mine:N", "the profile of_mine:N is an object of type int, not a Profile"),
        ("of_mine:Q", "cannot be loaded: AttributeError"),
        ("of_yours:P", "cannot be loaded: ModuleNotFoundError: No module named 'of_yours'"),
        ("of_mine:", "'of_mine:' is not a module and an attribute such as my_project:PROFILE"),
    ]:
        done = run("validate", "--profile", name, "a.jsonl")
        assert done.returncode == 2 and says in done.stderr and done.stderr.count("\n") == 1, done
    found = tm.load_profile(f"{__name__}:MY", f"{__name__}:MY")
    assert dict(found.profiles) == dict(MY.profiles)
