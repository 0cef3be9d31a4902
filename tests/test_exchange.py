"""Formats: the list of formats, exporting, importing, and the reports of losses."""

from __future__ import annotations

import csv
import gzip
import importlib.metadata
import io
import itertools
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import IO, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.formats import csv_text, discovery
from thinktank_model.formats.csv_writing import Written
from thinktank_model.formats.format import EVERYTHING, RECORDS
from thinktank_model.jsontext.parsing import encode
from thinktank_model.problems import problem
from thinktank_model.tables.table import Table

from . import generate
from .explained import unexplained
from .oracles import oracle
from .scale import examples, in_full, thinned

LOSSLESS = ("csv-zip", "json", "jsonl", "jsonld", "parquet", "sql", "sqlite")


def ending(name: str) -> str:
    return next(format.endings[0] for format in tm.available_formats() if format.name == name)


def codes(report: tm.Report) -> list[str]:
    return [problem.code for problem in report]


def dataset() -> tm.Dataset:
    records = {
        r.id: r for seed in range(3) for tag in generate.CLASSES if (r := tm.from_dict(generate.record(seed, tag, 0.6)))
    }
    return tm.Dataset(records=tuple(records.values()), title={"en": "All"}, extensions={"x:a": [1, None]})


@pytest.mark.slow
@pytest.mark.parametrize("name", ["csv", "csv-zip", "tsv"])
def test_ten_thousand_records_come_back_equal(name: str) -> None:
    """Of every class, class by class, since linked tables lose the order between classes; the matrix has few records."""
    tags = sorted(generate.CLASSES)
    made = [tm.from_dict(generate.record(seed, tag, 0.3)) for tag in tags for seed in range(834)]
    ds = tm.Dataset(records=tuple({r.id: r for r in made if r}.values()))
    held = io.BytesIO()
    assert len(tm.export(ds, held, format=name)) == 0
    assert len(ds) > 9_000 and tm.import_file(io.BytesIO(held.getvalue()), format=name).dataset == ds


# --- the matrix: every class of record in every format ---


@pytest.mark.parametrize("name", [format.name for format in tm.available_formats() if format.writes])
@pytest.mark.parametrize("tag", thinned(sorted(generate.CLASSES), 2))
def test_every_record_is_written_or_reported(tmp_path: Path, name: str, tag: str) -> None:
    """There is no third case; formats that can be read give the records back, and every difference is explained."""
    records = {r.id: r for seed in range(5) if (r := tm.from_dict(generate.record(seed, tag, 0.5)))}
    ds = tm.Dataset(records=tuple(records.values()))
    (format,) = [format for format in tm.available_formats() if format.name == name]
    for package in format.packages:
        oracle(package)
    path = tmp_path / ("out" + format.endings[0])
    report = tm.export(ds, path)
    assert ("export.type-not-carried" in codes(report)) is (tag not in format.carries)
    assert set(format.carries) <= set(EVERYTHING)
    if format.reads and tag in format.carries:
        back = tm.import_file(path).dataset
        assert back is not None
        assert back == ds if not report else [unexplained(r, back.get(r.id), report) for r in ds] == [[]] * len(ds)
    elif tag in format.carries and "export.only-a-graph" not in codes(report):  # only what is connected is in a graph
        text = path.read_text(encoding="utf-8")
        shown = {r.id for r in ds if r.id in text or encode(ds.label(r)).decode()[1:-1] in text}
        assert shown | {p.record_id for p in report if p.code == "export.record-not-carried"} == {*records}


@pytest.mark.parametrize(
    "name", thinned([format.name for format in tm.available_formats() if format.writes and format.reads], 5)
)
def test_whole_datasets_come_back_and_each_difference_is_explained(name: str) -> None:
    """The article, the invented dataset, and records of every class, with the header and with references between records."""
    (format,) = [format for format in tm.available_formats() if format.name == name]
    for package in format.packages:
        oracle(package)
    for ds in (dataset(), *map(tm.example, tm.example_names())):
        held = io.BytesIO()
        report = tm.export(ds, held, format=name)
        back = tm.import_file(io.BytesIO(held.getvalue()), format=name).dataset
        assert back is not None
        assert back.header == ds.header or "export.header-not-carried" in codes(report)
        left = {dict(p.params)["type"] for p in report if p.code == "export.type-not-carried"}
        assert {r.type for r in ds if not format.carries_type(r.type)} == left
        assert [unexplained(r, back.get(r.id), report) for r in ds if r.type not in left] == [[]] * sum(
            [r.type not in left for r in ds]
        )


@in_full
@pytest.mark.parametrize("name", thinned(LOSSLESS, 2))
def test_what_loses_nothing_gives_the_dataset_back(tmp_path: Path, name: str) -> None:
    """With its header; linked tables keep the order of records within each class."""
    (form,) = [one for one in tm.available_formats() if one.name == name]
    for package in form.packages:
        oracle(package)
    for ds in (dataset(), *map(tm.example, tm.example_names()), tm.Dataset()):
        for target in (tmp_path / f"x{ending(name)}", io.BytesIO()):
            assert set(codes(tm.export(ds, target, format=name))) <= {"export.no-base-uri"}
            source = target if isinstance(target, Path) else io.BytesIO(target.getvalue())
            imported = tm.import_file(source, format=name)
            assert imported.report.ok and imported.dataset is not None
            assert imported.dataset.header == ds.header
            assert sorted(imported.dataset, key=lambda r: r.type) == sorted(ds, key=lambda r: r.type)


def test_csv_has_no_place_for_the_header(tmp_path: Path) -> None:
    """A header that is not empty is reported as lost; the records come back in order."""
    for ds in (dataset(), *map(tm.example, tm.example_names())):
        report = tm.export(ds, tmp_path / "x.csv")
        assert codes(report) == ["export.header-not-carried"] and report.ok
        imported = tm.import_file(tmp_path / "x.csv")
        assert imported.dataset is not None and imported.dataset.records == ds.records
    assert "extensions" in tm.export(dataset(), io.BytesIO(), format="csv")[0].message
    assert len(tm.export(tm.Dataset(records=ds.records), tmp_path / "x.csv")) == 0


def test_linked_tables_take_one_record_of_an_id() -> None:
    """The second one is reported as an error, and their rows are not mixed."""
    first, second = [tm.from_dict({"type": "source", "id": "source:a", "titles": {"en": text}}) for text in "AB"]
    held = io.BytesIO()
    report = tm.export(tm.Dataset(records=(first, second, first)), held, format="csv-zip")
    assert [(p.code, p.record_id) for p in report] == [("export.duplicate-id", "source:a")]
    assert not report.ok
    imported = tm.import_file(io.BytesIO(held.getvalue()), format="csv-zip")
    assert imported.dataset is not None and imported.dataset.records == (first,)


@pytest.mark.slow
def test_equal_datasets_are_equal_files() -> None:
    """At any time."""
    for name in [format.name for format in tm.available_formats() if format.writes and format.installed]:
        held = [io.BytesIO(), io.BytesIO()]
        for target in held:
            tm.export(dataset(), target, format=name)
        assert held[0].getvalue() == held[1].getvalue()


def test_a_failed_export_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with all writing."""
    path = tmp_path / "x.csv"
    path.write_bytes(b"old")

    def write(_dataset: tm.Dataset, target: IO[bytes], **_: Any) -> Iterator[tm.Problem]:
        target.write(b"new")
        yield from ()
        raise RuntimeError

    broken = tm.Format(name="csv", title="broken", endings=(".csv",), write=write)
    monkeypatch.setattr(discovery, "own_formats", lambda: (broken,))
    with pytest.raises(RuntimeError):
        tm.export(tm.Dataset(), path)
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]


def test_compressed_files_are_read(tmp_path: Path) -> None:
    """Compressed files cannot be written, as everywhere."""
    import gzip

    held = io.BytesIO()
    tm.export(tm.example("wic-2024"), held, format="csv")
    path = tmp_path / "x.csv.gz"
    path.write_bytes(gzip.compress(held.getvalue()))
    imported = tm.import_file(path)
    assert imported.dataset is not None and imported.dataset.records == tm.example("wic-2024").records
    path.write_bytes(gzip.compress(held.getvalue())[:-20])
    broken = tm.import_file(path)
    assert broken.dataset is None and codes(broken.report) == ["file.damaged"]
    with pytest.raises(OSError, match="compressed"):
        tm.export(tm.Dataset(), path)


# --- choosing a format ---


def test_the_formats_say_what_they_are() -> None:
    """By name, in order; each has its own extension, and can be read, written or both."""
    found = tm.available_formats()
    assert [format.name for format in found] == sorted(format.name for format in found)
    assert {"csv", "csv-zip", "json", "jsonl"} <= {format.name for format in found}
    endings = [ending for format in found for ending in format.endings]
    assert len(set(endings)) == len(endings) and all(e.startswith(".") and e == e.lower() for e in endings)
    for format in found:
        assert (format.reads or format.writes) and format.title and bool(format.packages) == bool(format.extra)
        assert (format.installed or format.extra) and set(RECORDS) < set(EVERYTHING)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda ds: tm.export(ds, "x.docx"), "no format that can be written has the ending of 'x.docx', only ."),
        (
            lambda ds: tm.export(ds, "x.ROR.json"),
            "'x.ROR.json' has the ending of the format ror, which cannot be written",
        ),
        (lambda ds: tm.export(ds, "x"), "no format that can be written has the ending of 'x'"),
        (
            lambda ds: tm.export(ds, "x.csv", format="jsonn"),
            "there is no format 'jsonn' that can be written, only ",
        ),
        (lambda ds: tm.export(ds, io.BytesIO(), format="jsnl"), "did you mean jsonl?"),
        (lambda _: tm.import_file("x.odt"), "no format that can be read has the ending of 'x.odt'"),
        (lambda _: tm.import_file("x.csv", format="word"), "there is no format 'word' that can be read"),
        (lambda _: tm.import_file("x.json", mapping={}), "the format json has no headings, and takes no mapping"),
    ],
)
def test_an_unknown_format_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Any, said: str
) -> None:
    """The sentence lists the formats; nothing is written."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match=re.escape(said)) as caught:
        call(tm.Dataset())
    assert "\n" not in str(caught.value)
    assert not list(tmp_path.iterdir())


def test_the_longest_ending_decides(tmp_path: Path) -> None:
    """In upper or lower case."""
    tm.export(tm.Dataset(), tmp_path / "X.CSV.ZIP")
    assert zipfile.is_zipfile(tmp_path / "X.CSV.ZIP")


class Entry(SimpleNamespace):
    """An entry point as another project declares it."""

    def load(self) -> Any:
        if self.found is None:
            raise ImportError("no module named theirs")
        return self.found


def others(monkeypatch: pytest.MonkeyPatch, **found: Any) -> None:
    entries = [Entry(name=name, value=f"theirs.{name}", found=module) for name, module in found.items()]
    monkeypatch.setattr(
        importlib.metadata, "entry_points", lambda *, group: entries if group == discovery.GROUP else []
    )


def test_a_format_of_another_project_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its entry point; what it cannot hold is reported; it cannot replace a format of ours."""

    def write(ds: tm.Dataset, target: IO[bytes], *, lang: str) -> list[tm.Problem]:
        target.writelines(f"{record.id} {lang}\n".encode() for record in ds if record.type == "event")
        return []

    ids = tm.Format(name="ids", title="ids of events", endings=(".ids",), carries=("event",), write=write)
    taken = tm.Format(name="csv", title="another", endings=(".csv",), write=write)
    others(monkeypatch, ids=SimpleNamespace(FORMAT=ids), csv=SimpleNamespace(FORMAT=taken))
    assert ids in tm.available_formats() and taken not in tm.available_formats()
    ds = tm.example("wic-2024")
    report = tm.export(ds, tmp_path / "x.ids", lang="fr")
    assert (tmp_path / "x.ids").read_text() == "".join(f"{id} fr\n" for id in ds.events)
    left = {record.type for record in ds} - {"event"}
    assert codes(report) == ["export.header-not-carried", *["export.type-not-carried"] * len(left)]
    with pytest.raises(ValueError, match="that can be read"):
        tm.import_file(tmp_path / "x.ids", format="ids")


def test_a_missing_package_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what to install."""
    missing = tm.Format(
        name="odd",
        title="odd",
        endings=(".odd",),
        packages=("no_such_package",),
        extra="my-project[odd]",
        write=lambda *_, **__: [],
        read=lambda *_, **__: tm.Imported(None, tm.Report()),
    )
    others(monkeypatch, odd=SimpleNamespace(FORMAT=missing))
    assert not missing.installed
    for call in (lambda: tm.export(tm.Dataset(), tmp_path / "x.odd"), lambda: tm.import_file(tmp_path / "x.odd")):
        with pytest.raises(
            ImportError, match=r'^the format odd needs no_such_package: pip install "my-project\[odd\]"$'
        ):
            call()
    assert not list(tmp_path.iterdir())


class Raises:
    """A module of another project whose import or look-up raises."""

    @property
    def FORMAT(self) -> Any:  # noqa: N802 - the name that is asked for
        raise ZeroDivisionError("division by zero")


BROKEN = {
    "no module": None,
    "no FORMAT": SimpleNamespace(),
    "not a Format": SimpleNamespace(FORMAT="csv"),
    "raises": Raises(),
    "code of ours": SimpleNamespace(
        FORMAT=tm.Format(
            name="bad", title="bad", endings=(".bad",), codes=(tm.Code("date.syntax", tm.Severity.ERROR, "x", "y"),)
        )
    ),
}


@pytest.mark.parametrize("module", BROKEN.values(), ids=BROKEN)
def test_a_broken_format_of_another_project_is_named(monkeypatch: pytest.MonkeyPatch, module: Any) -> None:
    """Our formats and those of further projects work anyway."""
    good = tm.Format(name="good", title="good", endings=(".good",), write=lambda *_, **__: [])
    others(monkeypatch, bad=module, good=SimpleNamespace(FORMAT=good))
    said = r"the format 'bad' of theirs\.bad cannot be loaded: "
    tm.export(tm.Dataset(), io.BytesIO(), format="csv")
    tm.export(tm.Dataset(), io.BytesIO(), format="good")
    with pytest.warns(RuntimeWarning, match=said):
        assert {"csv", "good"} <= {format.name for format in tm.available_formats()}
    with pytest.raises(ImportError, match=said):
        tm.export(tm.Dataset(), io.BytesIO(), format="bad")
    with pytest.raises(ValueError, match=said):
        tm.export(tm.Dataset(), "x.bad")


def test_a_format_of_another_project_has_codes_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are in the catalogue once the format was loaded, and loading it twice changes nothing."""
    undated = tm.Code(
        "export.agenda-undated", tm.Severity.WARNING, "the event {found} has no day", "An agenda needs days."
    )
    agenda = tm.Format(
        name="agenda",
        title="agenda",
        endings=(".agenda",),
        write=lambda ds, *_, **__: [undated(id, record_id=id) for id in ds.events],
        codes=(undated,),
    )
    assert undated("event:a").message == 'the event "event:a" has no day'  # before any lookup of formats
    others(monkeypatch, agenda=SimpleNamespace(FORMAT=agenda))
    monkeypatch.setattr(problem, "CODES", dict(problem.all_codes()))
    assert agenda in tm.available_formats() and agenda in tm.available_formats()
    assert tm.catalogue()["export.agenda-undated"] is undated
    lost = tm.export(tm.example("wic-2024"), io.BytesIO(), format="agenda")
    assert len(lost) == len(tm.example("wic-2024").events) and all(
        ["has no day" in problem.message for problem in lost]
    )


def test_what_is_not_a_dataset_is_refused_before_a_file_is_opened(tmp_path: Path) -> None:
    """One sentence, and an existing file is unchanged."""
    for wrong in ([tm.example("wic-2024").records[0]], tm.example("wic-2024").records[0], None, "x.json"):
        wanted: Any = wrong
        with pytest.raises(TypeError, match=r"^expected a Dataset, .*; use tm\.Dataset\(records=\[\.\.\.\]\)$"):
            tm.export(wanted, tmp_path / "x.csv")
    assert not list(tmp_path.iterdir())


def test_every_way_in_refuses_a_wrong_choice_of_unknown_at_once(tmp_path: Path) -> None:
    """Before anything is opened or read, even if there is nothing to read."""
    wrong: Any = "keeep"
    for call in (
        lambda: tm.loads("nonsense", unknown=wrong),
        lambda: tm.from_dict({}, unknown=wrong),
        lambda: tm.read_jsonl(tmp_path / "missing.jsonl", unknown=wrong),
        lambda: tm.validate(tmp_path / "missing.json", unknown=wrong),
        lambda: tm.Dataset.read(tmp_path / "missing.json", unknown=wrong),
        lambda: tm.import_file(tmp_path / "missing.csv", unknown=wrong),
    ):
        with pytest.raises(ValueError, match="unknown must be 'error' or 'keep', not 'keeep'; did you mean 'keep'"):
            call()


# --- limits ---


@pytest.mark.parametrize("name", ["json", "jsonl", "jsonld", "csv", "csv-zip"])
def test_a_file_over_a_limit_is_a_problem_of_every_format(tmp_path: Path, name: str) -> None:
    """Too large itself, or too large when decompressed."""
    held = io.BytesIO()
    tm.export(tm.example("wic-2024"), held, format=name)
    path = tmp_path / f"x{ending(name)}"
    path.write_bytes(held.getvalue())
    if name != "jsonl":
        report = tm.import_file(path, limits=tm.Limits(document=100)).report
        assert codes(report) == ["file.too-large"] and "--max-document" in report[0].message
    packed = tmp_path / f"x{ending(name)}.gz"
    packed.write_bytes(gzip.compress(held.getvalue()))
    imported = tm.import_file(packed, limits=tm.Limits(unpacked=100))
    assert imported.dataset is None and "file.unpacks-too-large" in codes(imported.report)


def test_the_report_of_a_table_lists_no_more_problems_than_asked(tmp_path: Path) -> None:
    """Of broken rows, wrong cells and wrong records; the others are counted."""
    for row in ("source:{n},A,1,more\n", "source:{n},A,[\n", "source:{n},A,[5]\n"):
        path = tmp_path / "x.csv"
        path.write_text("id,titles@en,subject_ids\n" + "".join([row.format(n=n) for n in range(50)]), encoding="utf-8")
        report = tm.import_file(path, limits=tm.Limits(problems=7)).report
        assert len(report) == 8 and report[-1].code == "report.more-problems"
        assert int(dict(report[-1].params)["count"]) >= 43


def test_no_device_is_read(tmp_path: Path) -> None:
    """As in every other reader."""
    with pytest.raises(OSError, match="is a device"):
        tm.import_file("/dev/zero", format="csv")
    (tmp_path / "x.csv").symlink_to("/dev/zero")
    with pytest.raises(OSError, match="is a device"):
        tm.import_file(tmp_path / "x.csv")


def test_nothing_is_looked_up_before_it_is_asked_for() -> None:
    """Neither at import, nor for a format of ours."""
    code = (
        "import io, sys, thinktank_model as tm\n"
        "ds = tm.Dataset()\n"
        "assert 'thinktank_model.formats' not in sys.modules\n"
        "tm.export(ds, io.BytesIO(), format='csv')\n"
        "assert not {'importlib.metadata', 'zipfile'} & set(sys.modules)\n"
        "tm.available_formats()\n"
        "assert 'importlib.metadata' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_dataset_is_not_written_under_the_name_of_another_format(tmp_path: Path) -> None:
    """The error names the function for it."""
    for name in ("x.csv", "x.xlsx", "x.thinktank.csv"):
        with pytest.raises(ValueError, match=r"\.jsonl and \.ndjson; for .* use thinktank_model\.export"):
            tm.Dataset().write(tmp_path / name)
    for name in ("x", "x.json", "x.jsonl", "x.ndjson"):
        tm.Dataset().write(tmp_path / name)
    assert len(list(tmp_path.iterdir())) == 4


# --- CSV ---


def read_csv(text: str | bytes, **options: Any) -> tm.Imported:
    data = text if isinstance(text, bytes) else text.encode()
    return tm.import_file(io.BytesIO(data), format="csv", **options)


MEMBER = "id,program_id,party_id,role\r\nmember:a,program:p,organization:o,member\r\n"


@pytest.mark.parametrize(
    "change", [str, lambda t: t.replace("\r\n", "\n"), lambda t: t.replace("\r\n", "\r"), str.strip]
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_csv_of_other_programs_is_read(change: Any, mark: str) -> None:
    """Any line endings, with or without a final one; a byte order mark; blank lines; short rows."""
    imported = read_csv(mark + change(MEMBER + "\r\n,,\r\n") + "")
    assert imported.report.ok and imported.dataset is not None
    assert list(imported.dataset.members) == ["member:a"]


@settings(max_examples=examples(200), deadline=None)
@given(
    rows=st.lists(
        st.lists(st.none() | st.text(st.characters(codec="utf-8"), min_size=1) | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False), min_size=3, max_size=3),
        max_size=5,
    )
)  # fmt: skip
def test_any_cell_comes_back_from_csv(rows: list[list[Any]]) -> None:
    """Unchanged, with line endings and quotation marks; the module `csv` reads the same."""
    data = csv_text.to_bytes(Table("t", ("a", "b,c", 'd"e'), rows))
    problems: list[tm.Problem] = []
    table = csv_text.to_table("t", data, problems.append, ",")
    texts = [
        [cell if cell is None or isinstance(cell, str) else csv_text.cell_text(cell) for cell in row] for row in rows
    ]
    assert (problems, table.columns, list(map(list, table.rows))) == ([], ("a", "b,c", 'd"e'), texts)
    peer = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
    assert peer[1:] == [["" if cell is None else csv_text.cell_text(cell) for cell in row] for row in rows]
    ends = data.decode().replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line, row in zip(table.lines, table.rows, strict=True):
        begun = str(row[0] or "").replace("\r", "\n").split("\n")[0].replace('"', '""')
        assert ends[line - 1].removeprefix('"').removeprefix("'").startswith((begun, begun.removeprefix("'")))


def test_a_long_cell_is_no_trouble() -> None:
    """A million characters; the module `csv` has a process-wide limit."""
    record = tm.from_dict({"type": "source", "id": "source:a", "titles": {"en": "A"}, "notes": {"en": "é" * 10**6}})
    held = io.BytesIO()
    tm.export(tm.Dataset(records=(record,)), held, format="csv")
    assert read_csv(held.getvalue()).dataset == tm.Dataset(records=(record,))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "no headings"),
        ("\r\n" + MEMBER, 1, "no headings"),
        ('"id', 1, "no headings"),
        (MEMBER + 'member:b,"program:p', 3, "not closed"),
        (MEMBER + 'member:b,pro"gram:p\r\n' + "member:c,program:p,organization:o,member\r\n", 3, "not closed"),
        (MEMBER + 'member:b,"a"b,c\n', 3, "not closed"),
        (MEMBER + "member:b,program:p,organization:o,member,more\r\n", 3, "more cells"),
    ],
)
def test_broken_csv_is_reported_at_its_line(text: str, line: int, said: str) -> None:
    """The other rows are read, but there is no dataset."""
    imported = read_csv(text)
    assert imported.dataset is None
    assert [(p.code, p.line) for p in imported.report] == [("import.csv-syntax", line)]
    assert said in imported.report[0].message


def test_a_fault_in_csv_has_its_line_and_its_cell() -> None:
    """The line of the text, and the cell as a spreadsheet names it."""
    text = 'id,notes@en,start,names\n\nevent:a,"one\ntwo\nthree",2024,"[{""value"":""A""}]"\nevent:b,,2024-13,x\n'
    assert [(p.code, p.line, p.cell) for p in read_csv(text).report if p.severity == "error"] == [
        ("import.not-json", 6, "D4"),
        ("date.impossible", 6, "C4"),
        ("key.missing", 6, "4:4"),
    ]


@pytest.mark.slow
def test_texts_that_the_module_csv_reads_are_read_as_any_other_text() -> None:
    """All short texts of these characters, whatever is broken in them; and a cell over the limit of the module."""
    texts = ["".join(text) for length in range(7) for text in itertools.product("a,\"\n\r'=", repeat=length)]
    texts += ["a,b\n1," + "x" * (csv.field_size_limit() + 1) + "\n2,y\n"]
    regular = 0
    for text in texts:
        written = Written(text, "utf-8", ",")
        regular += csv_text._regular(",").fullmatch(text) is not None
        assert list(csv_text.rows_of(written)) == list(csv_text._any_rows(written)), text
    assert len(texts) > regular > len(texts) // 4


def test_csv_in_another_encoding_is_read_and_said() -> None:
    """Windows-1252, GB18030, UTF-16, UTF-32 and UTF-8 with a mark, with any of four separators; a text in none of them is refused."""
    text = "id,program_id,party_id,notes@fr\r\nmember:a,program:p,organization:o,{}\r\n"
    for words, encoding in (
        ("Société", "cp1252"),
        ("智库合作", "gb18030"),
        ("智库 é", "utf-16"),
        ("智库 é", "utf-32"),
        ("智库 é", "utf-8-sig"),
    ):
        for separator in ",;\t|":
            data = text.format(words).replace(",", separator).encode(encoding)
            imported = read_csv(data)
            assert imported.dataset is not None, imported.report
            assert str(imported.dataset.members["member:a"].notes["fr"]) == words  # type: ignore[index]
            is_usual = encoding == "utf-8-sig" and separator == ","
            assert ("import.csv-read-as" in codes(imported.report)) is not is_usual
    (problem,) = read_csv(MEMBER.encode() + b"\0member:\xe9").report
    assert problem.code == "json.not-utf8"


@pytest.mark.parametrize("text", ["=1+1", "+33", "-", "@a", "\tx", "\r\nx", "'=a", "''@", "＝1", "'a"])
def test_no_text_of_a_csv_file_is_a_formula(text: str) -> None:
    """Such a text gets an apostrophe, which is removed when reading; a text with its own apostrophe comes back too."""
    source = tm.from_dict({"type": "source", "id": "source:a", "titles": {"en": "A"}, "extensions": {"x:a": text}})
    table = Table("", ("id", "x"), [("source:a", text)])
    held = csv_text.to_bytes(table).decode()
    cell = next(csv.reader(io.StringIO(held.split("\r\n", 1)[1], newline="")))[1]
    assert cell[:1] not in "=+-@\t\r\n＝" and cell.removeprefix("'").endswith(text.removeprefix("'"))
    table = csv_text.to_table("", held.encode(), lambda problem: pytest.fail(str(problem)))
    assert list(table.rows) == [("source:a", text)]
    written = io.BytesIO()
    tm.export(tm.Dataset(records=[source]), written, format="csv")
    assert tm.import_file(io.BytesIO(written.getvalue()), format="csv").dataset == tm.Dataset(records=[source])


def test_headings_may_be_mapped_to_columns() -> None:
    """A heading without an entry in the mapping keeps its meaning."""
    text = MEMBER.replace("party_id", "Organisation").replace("role", "Rolle")
    assert read_csv(text).dataset is None
    imported = read_csv(text, mapping={"Organisation": "party_id", "Rolle": "role"})
    assert imported.dataset is not None and imported.dataset.members["member:a"].party_id == "organization:o"


def test_unknown_keys_are_kept_where_that_is_asked_for() -> None:
    """As everywhere."""
    text = "id,titles@en,colour\nsource:a,A,blue\n"
    assert codes(read_csv(text).report) == ["key.unknown"]
    kept = read_csv(text, unknown="keep").dataset
    assert kept is not None and tm.to_dict(kept["source:a"])["colour"] == "blue"


# --- linked tables ---


def archive(**files: str) -> io.BytesIO:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name, text in files.items():
            made.writestr(name.replace("__", "."), text)
    return io.BytesIO(held.getvalue())


def test_a_fault_in_linked_tables_has_its_table_and_cell() -> None:
    """But no line, which would be that of another file."""
    files = {
        "source__csv": "id,titles@en\nsource:a,A\n",
        "source__statements__csv": "_record,_statements,field\nsource:a,0,nonsense\n",
        "sources__csv": "id\n",
        "readme__txt": "id\n",
        "event__csv": 'id\n"',
    }
    report = tm.import_file(archive(**files), format="csv-zip").report
    assert ("source:a", "/statements/0/field", "source.statements!C2", None) in [
        (p.record_id, p.pointer, p.cell, p.line) for p in report
    ]
    assert [p.value for p in report if p.code == "import.unknown-table"] == ["sources", "readme.txt"]
    assert [p.pointer for p in report if p.code == "import.csv-syntax"] == ["/event"]


@pytest.mark.parametrize("data", [b"", b"PK", b"nonsense" * 100], ids=len)
def test_a_damaged_archive_is_reported(data: bytes) -> None:
    """For any kind of damage."""
    imported = tm.import_file(io.BytesIO(data), format="csv-zip")
    assert imported.dataset is None and codes(imported.report) == ["file.damaged"]


def test_an_archive_may_be_damaged_anywhere() -> None:
    """A changed byte is reported as damage or as a problem of a table, or changes no value."""
    held = io.BytesIO()
    ds = tm.Dataset(records=(tm.from_dict({"type": "source", "id": "source:a", "titles": {"en": "A"}}),))
    tm.export(ds, held, format="csv-zip")
    whole = held.getvalue()
    for place in range(len(whole)):
        broken = whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
        imported = tm.import_file(io.BytesIO(broken), format="csv-zip")
        assert imported.dataset is None or imported.dataset == ds


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    """Before anything is decompressed."""
    bomb = archive(source__csv="id\n" + "x" * 1000)
    imported = tm.import_file(bomb, format="csv-zip", limits=tm.Limits(unpacked=999))
    assert imported.dataset is None and codes(imported.report) == ["file.unpacks-too-large"]


def test_a_table_of_too_many_cells_is_cut_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short rows below many headings do not fill the memory."""
    monkeypatch.setattr("thinktank_model.formats.csv_text.CELLS", 6)
    problems: list[tm.Problem] = []
    table = csv_text.to_table("source", b"id,titles@en\nsource:a\nsource:b\nsource:c\nsource:d\n", problems.append)
    assert [row[0] for row in table.rows] == ["source:a", "source:b", "source:c"] and table.lines == [2, 3, 4]
    assert [(p.code, p.line) for p in problems] == [("import.csv-syntax", 5)] and "more than 6 cells" in problems[
        0
    ].message
