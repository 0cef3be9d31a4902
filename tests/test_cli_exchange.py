"""`export` and `import`: formats of other programs from the command line."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

import thinktank_model as tm
from thinktank_model.problems import problem

from .conftest import Runner
from .test_cli import GOOD, HEADER, call, folder, here
from .test_exchange import others

__all__ = ["folder", "here"]

TOLD = (
    "programme.csv: warning export.header-not-carried: the format csv cannot hold the metadata of the dataset: "
    "title, description, language\n1 problem in 72 records\n"
)


@pytest.fixture
def programme(here: Runner) -> tm.Dataset:
    dataset = tm.example("wic-2024")
    dataset.write("programme.json")
    return dataset


@pytest.mark.parametrize("ending", ["json", "jsonl", "ndjson"])
def test_there_and_back(here: Runner, programme: tm.Dataset, ending: str) -> None:
    """Losses are reported on standard error, one line each and a summary; without losses there is no message."""
    assert here("export", "programme.json", "programme.csv") == (0, "", TOLD)
    code, out, err = here("import", "programme.csv", f"again.{ending}")
    assert (code, out) == (0, "") and ": error " not in err and ": warning " not in err
    assert tm.Dataset.read(f"again.{ending}").records == programme.records
    assert here("export", "programme.json", "programme.zip") == (0, "", "")
    assert here("import", "programme.zip", f"again.{ending}")[:2] == (0, "")
    assert tm.Dataset.read(f"again.{ending}").header == programme.header


def test_losses_can_be_a_reason_for_the_exit_code(here: Runner, programme: tm.Dataset) -> None:
    """With `--strict`; the file is written anyway."""
    assert here("export", "--strict", "programme.json", "programme.csv") == (1, "", TOLD)
    assert tm.import_file("programme.csv").dataset is not None and len(programme) == 72


def test_a_loss_that_is_an_error_makes_the_exit_code_1(here: Runner) -> None:
    """Of two records with the same id, linked tables can hold only the first."""
    Path("twice.jsonl").write_bytes(HEADER + GOOD + GOOD)
    code, out, err = here("export", "twice.jsonl", "twice.zip")
    assert (code, out) == (1, "") and "error export.duplicate-id organization:a: " in err
    assert here("import", "twice.zip", "once.json")[0] == 0 and len(tm.Dataset.read("once.json")) == 1


def test_losses_are_said_in_three_languages(here: Runner, programme: tm.Dataset) -> None:
    """Also the summary."""
    assert "avertissement export.header-not-carried" in here("export", "programme.json", "x.csv", "--lang", "fr")[2]
    assert here("export", "programme.json", "x.csv", "--lang", "zh")[2].endswith("72 条记录中有 1 个问题\n")
    assert len(programme) == 72


def test_standard_input_and_output(folder: Path, programme: tm.Dataset) -> None:
    """Data is piped, losses go to standard error."""
    done = call(
        "export", "-", "-", "--to", "csv", "--lang", "en", stdin=Path("programme.json").read_bytes(), cwd=folder
    )
    assert done.returncode == 0 and done.stderr.decode() == TOLD.replace("programme.csv", "-")
    done = call("import", "-", "-", "--from", "csv", stdin=done.stdout, cwd=folder)
    assert done.returncode == 0 and tm.loads(done.stdout.splitlines()[1].rstrip(b",")) == programme.records[0]


def test_problems_of_a_file_have_their_place(here: Runner) -> None:
    """A line of a text or a cell of a table; nothing is written."""
    Path("old.json").write_bytes(b"old")
    Path("x.csv").write_text("id,start,names\nevent:a,2024,x\n", encoding="utf-8")
    code, out, err = here("import", "x.csv", "old.json")
    assert (code, out) == (1, "") and err.splitlines()[0].startswith("x.csv:2: error import.not-json event:a /names: ")
    assert err.splitlines()[-2:] == [
        "2 problems in 0 records",
        "thinktank-model: x.csv has errors, nothing was written",
    ]
    assert Path("old.json").read_bytes() == b"old"
    tm.export(tm.Dataset(records=(tm.loads(GOOD),)), "x.zip")
    assert here("export", "wrong.json", "x.zip")[0] == 1


def test_a_source_with_errors_is_not_exported(here: Runner) -> None:
    """Its problems are listed, and nothing is written."""
    code, out, err = here("export", "wrong.json", "x.csv")
    assert (code, out) == (1, "") and "wrong.json:1: error country.unknown" in err and "nothing was written" in err
    assert not Path("x.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["export", "good.json", "x.docx"], "no format that can be written has the ending of 'x.docx', only ."),
        (["export", "good.json", "-"], "no format that can be written has the ending of '-'"),
        (["export", "good.json", "x", "--to", "cvs"], "did you mean csv?"),
        (["export", "missing.json", "x.csv"], "missing.json: No such file"),
        (["export", "good.json"], "Missing argument 'TARGET'"),
        (["import", "x.odt", "x.json"], "no format that can be read has the ending of 'x.odt'"),
        (["import", "x.csv", "x.csv"], "TARGET must end in .json, .jsonl or .ndjson, but 'x.csv' does not"),
        (["import", "missing.csv", "x.json"], "missing.csv: No such file"),
    ],
)
def test_what_cannot_run_is_one_sentence_and_2(here: Runner, arguments: list[str], said: str) -> None:
    """Wrong use and missing files; nothing is written."""
    code, out, err = here(*arguments)
    assert (code, out) == (2, "") and said in err and err.count("\n") == 1
    assert not list(Path.cwd().glob("x*"))


@pytest.mark.parametrize("verb", ["export", "import"])
def test_the_formats_are_listed(here: Runner, verb: str) -> None:
    """Each with its extensions and a description."""
    code, out, err = here(verb, "--list")
    listed = [line.split()[0] for line in out.splitlines() if line[:1] != " "]
    way = {"export": "writes", "import": "reads"}[verb]
    assert (code, err) == (0, "") and listed == [f.name for f in tm.available_formats() if getattr(f, way)]
    assert "csv-zip    .csv.zip, .zip     linked CSV tables in a ZIP archive\n" in out


def test_unknown_keys_go_both_ways_where_that_is_asked_for(here: Runner) -> None:
    """As for `convert`."""
    Path("kept.json").write_bytes(GOOD.replace(b"{", b'{"colour":{"a":[1]},', 1))
    assert here("export", "kept.json", "kept.csv")[0] == 1
    assert here("export", "kept.json", "kept.csv", "--unknown", "keep")[0] == 0
    assert here("import", "kept.csv", "again.json")[0] == 1
    assert here("import", "kept.csv", "again.json", "--unknown", "keep")[0] == 0
    assert b'"colour":{"a":[1]}' in Path("again.json").read_bytes()


@pytest.mark.parametrize("verb", ["export", "import", "convert", "validate", "format", "stats", "show"])
def test_limits_of_the_command(here: Runner, verb: str) -> None:
    """Each verb that reads files has the options; a value that is not a number of bytes is refused with a clear message."""
    files = {"export": ["good.json", "x.csv"], "import": ["good.json", "x.json"], "convert": ["good.json", "x.json"]}
    given = files.get(verb, ["good.json"])
    code, _, err = here(verb, *given, "--max-line", "1MiB")
    assert code == 2 and "'1MiB' is not a number of bytes such as 1048576, which is 1 MiB" in err
    code, out, err = here(verb, *given, "--max-document", "9")
    assert (code, "--max-document" in out + err) == (1 if verb == "import" else 2, True)
    out = " ".join(here(verb, "--help")[1].split())
    assert "above 16777216 at most 200 times its size" in out
    assert not list(Path.cwd().glob("x*"))


def test_one_of_something_is_singular(here: Runner) -> None:
    """In the summary of `export` and `import`."""
    Path("one.csv").write_text("id,titles@en,titel\nsource:a,A,B\n", encoding="utf-8")
    assert here("import", "one.csv", "x.json")[2].splitlines()[-2] == "1 problem in 0 records"
    Path("one.csv").write_text("id,titles@en,titel,b\nsource:a,A,B,C\n", encoding="utf-8")
    assert here("import", "one.csv", "x.json")[2].splitlines()[-2] == "2 problems in 0 records"
    Path("one.json").write_bytes(
        b'{"type":"dataset","schema_version":"1.0","title":{"en":"T"},"records":[' + GOOD.strip() + b"]}"
    )
    assert here("export", "one.json", "x.csv")[2].splitlines()[-1] == "1 problem in 1 record"


def test_a_pipe_is_imported_and_a_device_is_not(here: Runner) -> None:
    """As in every other verb."""
    code, _, err = here("import", "/dev/zero", "x.json", "--from", "csv")
    assert (code, err) == (2, "thinktank-model: /dev/zero: is a device or a socket, not a regular file\n")


@pytest.mark.filterwarnings("default")
def test_a_broken_format_of_another_project_is_said_in_one_line(here: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other formats are listed."""
    others(monkeypatch, bad=None)
    code, out, err = here("export", "--list")
    assert code == 0 and "csv " in out
    assert err.startswith("thinktank-model: the format 'bad' of theirs.bad cannot be loaded: ") and err.count("\n") == 1


def test_codes_of_a_format_of_another_project_are_explained(here: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """`explain` loads the format for that."""
    undated = tm.Code("export.agenda-undated", tm.Severity.WARNING, "no day", "An agenda needs days.")
    agenda = tm.Format(name="agenda", title="agenda", endings=(".agenda",), write=lambda *_, **__: [], codes=(undated,))
    others(monkeypatch, agenda=SimpleNamespace(FORMAT=agenda))
    monkeypatch.setattr(problem, "CODES", dict(problem.all_codes()))
    code, out, _ = here("explain", "export.agenda-undated")
    assert code == 0 and "An agenda needs days." in out


def test_a_mapping_that_was_changed_is_not_replaced(here: Runner) -> None:
    """Neither is the table itself, when a name is mistaken."""
    Path("members.csv").write_text("Think tank,Country\nBlue Lab,FR\n", encoding="utf-8")
    arguments = ("import", "members.csv", "out.json", "--write-map")
    assert here(*arguments, "members.toml")[0] == 0
    Path("members.toml").write_text("# mine", encoding="utf-8")
    for name in ("members.toml", "members.csv"):
        before = Path(name).read_bytes()
        code, _, said = here(*arguments, name)
        assert code == 2 and "exists and is not replaced" in said and Path(name).read_bytes() == before
