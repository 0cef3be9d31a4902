"""The command line, as users call it: a process with its streams and its exit code."""

from __future__ import annotations

import doctest
import errno
import json
import os
import pty
import random
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any
from xml.etree import ElementTree

import pytest

import thinktank_model as tm
from thinktank_model.cli import inputs
from thinktank_model.cli.reports import FORMATS
from thinktank_model.problems.display import UNSAFE, escape

from .conftest import Runner, Snapshot
from .oracles import oracle
from .scale import in_full

SOURCE = Path(tm.__file__).parent.parent
COMMAND = (sys.executable, "-m", "thinktank_model")

GOOD = b'{"type":"organization","id":"organization:a","names":[{"value":"A"}]}\n'
WARNED = b'{"type":"organization","id":"organization:b","names":[{"value":"B"}],"kind":"own_kind"}\n'
WRONG = b'{"type":"organization","id":"organization:c","names":[{"value":"C"}],"country":"China"}\n'
DANGLING = b'{"type":"member","id":"member:m","program_id":"program:p","party_id":"organization:a"}\n'
HEADER = b'{"type":"dataset","schema_version":"1.0"}\n'
LINE = re.compile(
    r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?P<severity>error|warning|info) (?P<code>\S+) (?P<at>\S+): (?P<message>.+)"
)


def environment(**more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR", "PYTHONUTF8")}
    path = os.pathsep.join([str(SOURCE), *filter(None, [os.environ.get("PYTHONPATH")])])
    return kept | {"PYTHONPATH": path, "TERM": "xterm"} | more


def execute(
    command: Sequence[str],
    *,
    stdin: bytes = b"",
    cwd: Path | None = None,
    env: Mapping[str, str] = MappingProxyType({}),
    stdout: int | IO[bytes] = subprocess.PIPE,
) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end; it must not print a traceback."""
    variables = environment(**env)
    done = subprocess.run(
        command, input=stdin, stdout=stdout, stderr=subprocess.PIPE, cwd=cwd, env=variables, timeout=120, check=False
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done


def call(*arguments: str | Path, **how: Any) -> subprocess.CompletedProcess[bytes]:
    """Run the command to its end."""
    return execute([*COMMAND, *map(str, arguments)], **how)


def start(*arguments: str | Path) -> subprocess.Popen[bytes]:
    """Start the command with Ctrl-C enabled, however the tests are run."""
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no thread runs by then
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files of every kind, valid and invalid."""
    (tmp_path / "good.json").write_bytes(GOOD)
    (tmp_path / "warned.json").write_bytes(WARNED)
    (tmp_path / "wrong.json").write_bytes(WRONG)
    (tmp_path / "broken.json").write_bytes(b'{"type": "organization",}\n')
    (tmp_path / "records.jsonl").write_bytes(GOOD + WARNED + b"\n" + WRONG + b"{\n" + DANGLING)
    (tmp_path / "dataset.jsonl").write_bytes(HEADER + GOOD + DANGLING + WRONG)
    parts = [json.loads(text) for text in (GOOD, DANGLING, WRONG)]
    document = {"type": "dataset", "schema_version": "1.0", "records": parts}
    (tmp_path / "dataset.json").write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def here(here: Runner, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Run the command inside the folder."""
    monkeypatch.chdir(folder)
    return here


def rows(output: str) -> list[tuple[str, int, str, str, str]]:
    """Path, line, severity, code and pointer of every problem line."""
    found = [LINE.fullmatch(line) for line in output.splitlines()]
    return [(m["path"], int(m["line"]), m["severity"], m["code"], m["at"]) for m in found if m]


# --- validate: text ---


def test_each_problem_is_a_line_and_the_last_line_counts(here: Runner) -> None:
    """As compilers write them; no other output if standard output is not a terminal."""
    code, out, err = here("validate", "records.jsonl")
    assert (code, err) == (1, "")
    *problems, last = out.splitlines()
    assert last == "3 valid, 2 invalid"
    assert all(LINE.fullmatch(line) for line in problems)
    assert rows(out) == [
        ("records.jsonl", 2, "warning", "term.unlisted", "/kind"),
        ("records.jsonl", 4, "error", "country.unknown", "/country"),
        ("records.jsonl", 5, "error", "json.truncated", "(whole)"),
    ]


@pytest.mark.parametrize("name", ["dataset.json", "dataset.jsonl"])
def test_a_dataset_is_checked_across_its_records(here: Runner, name: str) -> None:
    """In either form; each problem has the line and column of its value, and each record counts once."""
    code, out, _ = here("validate", name)
    found = rows(out)
    assert code == 1 and out.splitlines()[-1] == "1 valid, 2 invalid"
    assert sorted(row[3] for row in found) == ["country.unknown", "reference.dangling"]
    text = Path(name).read_text(encoding="utf-8").split("\n")
    for line in out.splitlines()[:-1]:
        match = LINE.fullmatch(line)
        assert match is not None
        value = '"program:p"' if match["code"] == "reference.dangling" else '"China"'
        assert text[int(match["line"]) - 1][int(match["column"]) - 1 :].startswith(value)
    code, out, _ = here("validate", "--no-cross-record", name)
    assert [row[3] for row in rows(out)] == ["country.unknown"] and out.splitlines()[-1] == "2 valid, 1 invalid"


def test_a_record_with_errors_of_both_kinds_counts_once(here: Runner) -> None:
    """A duplicate id and a wrong country make one record invalid; the record that had the id first stays valid."""
    both = DANGLING.replace(b'"party_id"', b'"role":"","party_id"')
    Path("x.jsonl").write_bytes(HEADER + both + GOOD + GOOD)
    code, out, _ = here("validate", "x.jsonl")
    assert (code, out.splitlines()[-1]) == (1, "1 valid, 2 invalid")


@pytest.mark.parametrize(
    ("name", "content", "counts"),
    [
        ("a.json", b"", "0 valid, 1 invalid"),
        ("a.json", b"[]", "0 valid, 1 invalid"),
        ("a.json", b"\xff\xfe{", "0 valid, 1 invalid"),
        ("a.json", GOOD, "1 valid, 0 invalid"),
        ("a.json", b"\xef\xbb\xbf" + GOOD, "1 valid, 0 invalid"),
        ("a.json", GOOD + GOOD, "0 valid, 1 invalid"),
        ("a.json", b'{"type":"dataset","schema_version":"1.0","records":[]}', "0 valid, 0 invalid"),
        ("a.json", b'{"type":"dataset","schema_version":"1.0"}', "0 valid, 1 invalid"),
        ("a.json", b'{"type":"dataset","schema_version":"1.0","records":{}}', "0 valid, 1 invalid"),
        ("a.json", b'{"type":"dataset","schema_version":"9.0","records":[' + GOOD + b"]}", "1 valid, 1 invalid"),
        ("a.json", b'{"type":"dataset","schema_version":"1.0","records":[' + GOOD + b",7]}", "1 valid, 1 invalid"),
        ("a.jsonl", b"", "0 valid, 0 invalid"),
        ("a.jsonl", HEADER, "0 valid, 0 invalid"),
        ("a.jsonl", HEADER + GOOD, "1 valid, 0 invalid"),
        ("a.jsonl", b'{"type":"dataset"}\n' + GOOD, "1 valid, 1 invalid"),
        ("a.jsonl", b'{"type":"dataset","schema_version":"9.0"}\n' + GOOD, "1 valid, 1 invalid"),
        ("a.ndjson", GOOD + b"\r\n" + GOOD + b"nothing\n", "2 valid, 1 invalid"),
        ("a", HEADER + GOOD, "1 valid, 0 invalid"),
        ("a", b'{"type":"organization",\n"id":"organization:a",\n"names":[{"value":"A"}]}', "1 valid, 0 invalid"),
    ],
)
def test_records_are_counted(here: Runner, name: str, content: bytes, counts: str) -> None:
    """A problem outside the records counts as one more invalid, so that 0 invalid means no errors."""
    Path(name).write_bytes(content)
    code, out, _ = here("validate", name)
    assert out.splitlines()[-1] == counts
    assert code == (0 if counts.endswith(" 0 invalid") else 1)


def test_several_files_and_folders_are_checked_in_order(here: Runner) -> None:
    """A folder means the files below it; hidden files are skipped."""
    Path("below/deeper").mkdir(parents=True)
    Path("below/.hidden").mkdir()
    for name in ("below/z.json", "below/deeper/a.jsonl", "below/.hidden/b.json", "below/.c.json", "below/d.txt"):
        Path(name).write_bytes(WRONG)
    code, out, _ = here("validate", "wrong.json", "below", "good.json")
    assert [row[0] for row in rows(out)] == ["wrong.json", "below/z.json", "below/deeper/a.jsonl"]
    assert (code, out.splitlines()[-1]) == (1, "1 valid, 3 invalid")


# --- validate: what is reported ---


def test_select_and_ignore_name_codes_and_families(here: Runner) -> None:
    """A problem that is not reported does not count, neither as invalid nor for the exit code."""
    assert [row[3] for row in rows(here("validate", "records.jsonl", "--select", "country,json.truncated")[1])] == [
        "country.unknown",
        "json.truncated",
    ]
    code, out, _ = here("validate", "records.jsonl", "--ignore", "country.unknown", "--ignore", "json")
    assert [row[3] for row in rows(out)] == ["term.unlisted"]
    assert (code, out.splitlines()[-1]) == (0, "5 valid, 0 invalid")
    code, out, _ = here("validate", "records.jsonl", "--select", "country", "--ignore", "country.unknown")
    assert (code, rows(out)) == (0, [])


def test_a_code_that_does_not_exist_is_refused(here: Runner) -> None:
    """Otherwise the option would have no effect, and nobody would notice."""
    for wrong, near in (("dates", "date"), ("date.sintax", "date.syntax"), ("da", "da"), ("", "''")):
        code, out, err = here("validate", "good.json", "--select", wrong)
        assert (code, out) == (2, "") and near in err and len(err.splitlines()) == 1


def test_warnings_are_no_failure_unless_strict(here: Runner) -> None:
    """The counts stay the same: a record with a warning is valid."""
    assert here("validate", "warned.json")[::2] == (0, "")
    code, out, _ = here("validate", "--strict", "warned.json")
    assert (code, out.splitlines()[-1]) == (1, "1 valid, 0 invalid")


def test_infos_are_reported_when_asked_for(here: Runner) -> None:
    """With --verbose, or with --select; they never change the exit code."""
    Path("x.jsonl").write_bytes(HEADER + GOOD)
    assert rows(here("validate", "x.jsonl")[1]) == []
    for arguments in (["-v"], ["--verbose"], ["--select", "record"]):
        code, out, _ = here("validate", "--strict", *arguments, "x.jsonl")
        assert code == 0 and ("x.jsonl", 2, "info", "record.orphan", "(whole)") in rows(out)


def test_today_is_the_day_of_reference(here: Runner) -> None:
    """It must be a date YYYY-MM-DD."""
    event = {"type": "event", "id": "event:e", "names": [{"value": "E"}], "start": "2024-12-20", "status": "held"}
    Path("x.json").write_text(json.dumps({"type": "dataset", "schema_version": "1.0", "records": [event]}))
    assert "event.held-in-future" in here("validate", "--today", "2024-12-19", "x.json")[1]
    assert "event.held-in-future" not in here("validate", "--today", "2024-12-20", "x.json")[1]
    for wrong in ("2024-02-30", "20241220", "2024-W01-1", "today", "２０２４-12-20", ""):
        code, out, err = here("validate", "--today", wrong, "x.json")
        assert (code, out) == (2, "") and "2024-12-20" in err


def test_unknown_keys_can_be_kept(here: Runner) -> None:
    """As in the functions of the library."""
    Path("x.json").write_bytes(GOOD.replace(b"}]}", b'}],"more":1}'))
    assert [row[3] for row in rows(here("validate", "x.json")[1])] == ["key.unknown"]
    assert here("validate", "--unknown", "keep", "x.json")[0] == 0


def test_too_many_problems_are_counted_and_not_shown(here: Runner) -> None:
    """The limit is per file; counts, statistics and exit code include all problems."""
    Path("x.jsonl").write_bytes(WRONG * 150)
    Path("y.jsonl").write_bytes(WRONG * 3)
    code, out, _ = here("validate", "x.jsonl", "y.jsonl", "--statistics")
    assert code == 1 and len(rows(out)) == 103
    *_, more, _, _, _, statistics, last = out.splitlines()
    assert more == "x.jsonl: 50 more problems are not shown (--max-problems 0 shows all)"
    assert (statistics, last) == ("    153 error   country.unknown", "0 valid, 153 invalid")
    assert len(rows(here("validate", "x.jsonl", "--max-problems", "0")[1])) == 150
    assert len(rows(here("validate", "x.jsonl", "--max-problems", "1")[1])) == 1


def test_the_source_is_shown_with_a_caret_under_the_place(here: Runner) -> None:
    """Wide characters take two columns; of a long line only the part around the place is shown."""
    Path("x.jsonl").write_bytes(
        '{"type":"organization","id":"organization:c","names":[{"value":"智库"}],"country":"China"}\n'.encode()
        + b'{"type":"organization","id":"organization:c","names":[{"value":"' + "库".encode() * 300 + b'"}],"country":"China"}\n'
        + b'\t{"type":"organization",\r\n'
    )  # fmt: skip
    _, out, _ = here("validate", "x.jsonl", "--show-source")
    lines = out.splitlines()
    _, first, caret, _, second, caret2, _, third, caret3, _ = lines
    for line, mark in ((first, caret), (second, caret2)):
        before = line.partition('"China"')[0]
        assert line != before and len(mark) - 1 == len(before) + sum(before.count(char) for char in "智库")
    assert len(second) < 80 and second.startswith("    …库")
    assert third == '     {"type":"organization",' and caret3.index("^") == len(third)


# --- validate: formats ---


@pytest.mark.parametrize("form", FORMATS)
def test_formats_write_what_they_always_wrote(here: Runner, snapshot: Snapshot, form: str) -> None:
    """Snapshots of all formats for a folder of files, one of which is missing."""
    Path("名 前,%:.json").write_bytes(WRONG.replace(b"China", b"\\u202e\\u001b[31m%,:\\n"))
    names = sorted(path.name for path in Path().iterdir())
    code, out, err = here("validate", *names, "missing.json", "--format", form, "--today", "2025-01-01")
    assert (code, err) == (2, "thinktank-model: missing.json: No such file or directory\n")
    assert not UNSAFE.search(out.replace("\n", ""))
    snapshot(f"tests/snapshots/validate.{form}", re.sub('"version": "[^"]+(?=", "rules")', '"version": "VERSION', out))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["good.json"], 0),
        (["warned.json"], 0),
        (["--strict", "warned.json"], 1),
        (["wrong.json"], 1),
        (["good.json", "dataset.jsonl"], 1),
        (["broken.json"], 1),
        (["missing.json"], 2),
        (["wrong.json", "missing.json"], 2),
        (["--nonsense", "good.json"], 2),
        (["--max-problems", "-1", "good.json"], 2),
        ([], 2),
    ],
)
def test_exit_codes_are_the_same_for_every_format(here: Runner, form: str, arguments: Sequence[str], code: int) -> None:
    """0 nothing wrong, 1 problems found, 2 could not run."""
    found, out, err = here("validate", "--format", form, *arguments)
    assert found == code
    assert (err != "") is (code == 2)
    if arguments and "--max-problems" not in arguments and "--nonsense" not in arguments:
        readers: dict[str, Callable[[str], object]] = {
            "json": json.loads,
            "sarif": json.loads,
            "junit": ElementTree.fromstring,
        }
        assert readers.get(form, str.splitlines)(out) is not None


def test_json_says_all_that_a_problem_knows(here: Runner) -> None:
    """The same problems as `tm.validate` gives, with places and fixes."""
    Path("x.json").write_bytes(GOOD.replace(b'"A"', b'"A","lang":"zh-hans"'))
    document = json.loads(here("validate", "--format", "json", "x.json", "wrong.json")[1])
    assert [file["path"] for file in document["files"]] == ["x.json", "wrong.json"]
    assert (document["valid"], document["invalid"], document["exit_code"]) == (1, 1, 1)
    assert document["codes"] == {"country.unknown": 1, "language.not-canonical": 1}
    lines = here("validate", "--format", "jsonl", "x.json", "wrong.json")[1].splitlines()
    parts = [problem for file in document["files"] for problem in file["problems"]]
    for found, line, path in zip(parts, lines, ("x.json", "wrong.json"), strict=True):
        (problem,) = tm.validate(Path(path))
        for key in ("line", "column", "offset", "severity", "code", "pointer", "record_id", "message", "value"):
            assert found[key] == getattr(problem, key)
        assert json.loads(line) == {"path": path} | found
    assert parts[0]["fix"] == {"op": "replace", "path": "/names/0/lang", "value": "zh-Hans"}


def test_sarif_is_as_its_schema_says(here: Runner) -> None:
    """Checked with classes generated from the OASIS schema, which accept no unknown keys."""
    model = oracle("pydantic_sarif.model")
    Path("名 前.json").write_bytes(WRONG)
    names = ["records.jsonl", "dataset.json", "名 前.json", str(Path("wrong.json").absolute()), "missing.json"]
    out = here("validate", "--format", "sarif", *names)[1]
    log = model.StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate_json(out)
    (only,) = log.runs
    assert {result.ruleId for result in only.results} == {rule.id for rule in only.tool.driver.rules}
    assert only.invocations[0].executionSuccessful is False
    uris = {result.locations[0].physicalLocation.artifactLocation.uri for result in only.results}
    assert "%E5%90%8D%20%E5%89%8D.json" in uris and Path("wrong.json").absolute().as_uri() in uris


def test_sarif_has_what_code_scanning_needs(here: Runner) -> None:
    """The required keys of SARIF 2.1.0 (section 3.13 and following); places from 1; levels of the standard."""
    document = json.loads(here("validate", "--format", "sarif", "-v", "records.jsonl", "dataset.json")[1])
    assert document["version"] == "2.1.0" and set(document) == {"$schema", "version", "runs"}
    (only,) = document["runs"]
    assert only["tool"]["driver"]["name"] == "thinktank-model"
    assert only["invocations"] == [{"executionSuccessful": True, "exitCode": 1}]
    rules = {rule["id"] for rule in only["tool"]["driver"]["rules"]}
    for result in only["results"]:
        assert (
            result["ruleId"] in rules and result["level"] in ("error", "warning", "note") and result["message"]["text"]
        )
        (place,) = result["locations"]
        assert min(place["physicalLocation"]["region"].values()) >= 1


def test_junit_counts_its_cases(here: Runner) -> None:
    """Each suite has the number of its cases; a file without problems has one case that passes."""
    out = here("validate", "--format", "junit", "good.json", "records.jsonl", "missing.json", "--max-problems", "2")[1]
    suites = list(ElementTree.fromstring(out))
    assert [[suite.get(key) for key in ("name", "tests", "failures", "errors")] for suite in suites] == [
        ["good.json", "1", "0", "0"],
        ["records.jsonl", "3", "2", "0"],
        ["missing.json", "1", "0", "1"],
    ]
    assert all(int(suite.get("tests", "")) == len(suite.findall("testcase")) for suite in suites)


def test_no_text_of_the_data_can_give_a_workflow_command(here: Runner) -> None:
    """Each line of the github format is one command of ours, or the count; data cannot end a property."""
    name = "a,file=b::c%.json"
    Path(name).write_bytes(WRONG.replace(b"China", b"\\n::error::x%0A"))
    *commands, last = here("validate", "--format", "github", name)[1].splitlines()
    (command,) = commands
    nothing, properties, message = command.split("::", 2)
    assert (nothing, properties) == ("", "error file=a%2Cfile=b%3A%3Ac%25.json,line=1,col=80,title=country.unknown")
    assert message.startswith("/country: ") and "%250A" in message and last == "0 valid, 1 invalid"


# --- Streams ---


@pytest.mark.parametrize(
    ("data", "counts"),
    [
        (GOOD, "1 valid, 0 invalid"),
        (b"\n\n" + GOOD + b"\n" + WRONG, "1 valid, 1 invalid"),
        (HEADER + GOOD + DANGLING, "1 valid, 1 invalid"),
        (HEADER, "0 valid, 0 invalid"),
        (b'{"type":"organization",}\n' + GOOD, "1 valid, 1 invalid"),
        (b'{"type":"organization",\n"id":"organization:a","names":[{"value":"A"}]}', "1 valid, 0 invalid"),
        (b'{"type":"dataset","schema_version":"1.0","records":[{"a":1}\n,{"b":2}]}', "0 valid, 2 invalid"),
        (b"", "0 valid, 1 invalid"),
        (b"nonsense\nnonsense\n", "0 valid, 1 invalid"),
    ],
)
def test_standard_input_is_told_by_its_content(data: bytes, counts: str) -> None:
    """JSON Lines if the first line is complete and more follow, or if it is the header of a dataset; otherwise a document."""
    done = call("validate", "-", stdin=data)
    assert done.stdout.decode().splitlines()[-1] == counts
    assert all(row[0] == "-" for row in rows(done.stdout.decode()))


def test_an_example_can_be_piped_into_validate() -> None:
    """A shipped dataset is valid, from one process to the other."""
    data = call("examples", "wic-2024").stdout
    done = call("validate", "-", stdin=data)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == b"%d valid, 0 invalid" % len(tm.example("wic-2024"))


@pytest.mark.slow
def test_output_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    """Even if Python would choose ASCII."""
    (tmp_path / "名.json").write_bytes(WRONG.replace(b"China", "中国".encode()))
    for more in (
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
    ):
        assert "中国" in call("validate", ".", cwd=tmp_path, env=more).stdout.decode("utf-8")
        assert "上海" in call("examples", "wic-2024", env=more).stdout.decode("utf-8")


def test_a_name_that_is_not_utf8_is_shown_escaped(here: Runner) -> None:
    """The file is read all the same, and the output is valid UTF-8."""
    try:
        Path(os.fsdecode(b"\xff\x1b\n.json")).write_bytes(WRONG)
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    for form in FORMATS:
        code, out, _ = here("validate", ".", "--format", form)
        assert code == 1 and "\x1b" not in out and not UNSAFE.search(out.replace("\n", ""))
    assert "\\udcff\\u001b\\u000a.json:1:80: error country.unknown" in here("validate", ".")[1]
    assert '"uri": "%FF%1B%0A.json"' in here("validate", ".", "--format", "sarif")[1]


def test_a_fifo_is_read_like_standard_input(tmp_path: Path) -> None:
    """Even a dataset, whose lines are read twice."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=lambda: path.write_bytes(HEADER + GOOD + DANGLING), daemon=True)
    writer.start()
    done = call("validate", path)
    writer.join(10)
    assert [(line, code) for _, line, _, code, _ in rows(done.stdout.decode())] == [(3, "reference.dangling")]


@pytest.mark.slow
def test_a_closed_pipe_ends_quietly() -> None:
    """As with `| head`: nothing on standard error, and the exit code of SIGPIPE, because the output is incomplete."""
    for arguments in (["examples", "wic-2024"], ["schema"], ["validate", "--help"]):
        process = start(*arguments)
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.wait(60) == 141
        assert process.stderr.read() == b""
        process.stderr.close()
        assert process.stdin is not None
        process.stdin.close()


def test_a_pipe_closed_under_way_ends_quietly() -> None:
    """The first problem is written at once; then the reader closes the pipe."""
    process = start("validate", "-", "--max-problems", "0")
    assert process.stdin is not None and process.stdout is not None and process.stderr is not None
    process.stdin.write(WRONG * 2)
    process.stdin.flush()
    assert process.stdout.readline().startswith(b"-:1:")
    process.stdout.close()
    process.stdin.write(WRONG * 10)
    process.stdin.close()
    assert process.wait(60) == 141
    assert process.stderr.read() == b""
    process.stderr.close()


def test_ctrl_c_ends_with_130() -> None:
    """Without a traceback; the problems found before are written."""
    process = start("validate", "-")
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(WRONG * 2)
    process.stdin.flush()
    assert process.stdout.readline().startswith(b"-:1:")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.strip() == b"" and b"valid" not in out


@in_full
def test_standard_output_that_takes_nothing_is_said() -> None:
    """A full disk causes no traceback, and does not exit with 0."""
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    with open("/dev/full", "wb") as full:
        done = call("schema", stdout=full)
    assert done.returncode == 2
    assert done.stderr == b"thinktank-model: standard output cannot be written: No space left on device\n"
    done = execute(["sh", "-c", 'exec "$0" -m thinktank_model schema >&-', sys.executable])
    assert done.returncode == 2 and b"standard output" in done.stderr


@pytest.mark.parametrize("closed", ["<&-", "2>&-"])
def test_other_streams_may_be_closed(closed: str) -> None:
    """Without standard input there is nothing to read; without standard error there are no messages."""
    command = f'exec "$0" -m thinktank_model validate - missing.json {closed}'
    assert execute(["sh", "-c", command, sys.executable], stdin=GOOD).returncode == 2


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="there is no /proc here to measure with")
def test_memory_does_not_grow_with_the_lines(tmp_path: Path) -> None:
    """Ten times the lines take the same memory, valid or not, even in a format that is one document."""
    measure = (
        "import sys; from thinktank_model.cli.app import run; code = run(sys.argv[1:]);"
        "status = dict(line.split(':', 1) for line in open('/proc/self/status'));"
        "print(status['VmHWM'].split()[0], file=sys.stderr); sys.exit(code)"
    )
    arguments = ["validate", str(tmp_path / "x.jsonl"), "--max-problems", "0", "--format", "json"]
    peaks = []
    for count in (1_000, 10_000):
        (tmp_path / "x.jsonl").write_bytes((GOOD + WRONG) * count)
        done = execute([sys.executable, "-c", measure, *arguments], stdout=subprocess.DEVNULL)
        assert done.returncode == 1
        peaks.append(int(done.stderr))
    assert peaks[1] - peaks[0] < 1_500  # KiB; the problems alone would take ten times that


# --- What cannot be read ---


def test_what_cannot_be_read_is_said_and_the_rest_is_checked(here: Runner) -> None:
    """One line each on standard error; exit code 2, because not everything was checked."""
    Path("empty").mkdir()
    Path("link.json").symlink_to("nowhere")
    for name, reason in (
        ("missing.json", "No such file or directory"),
        ("good.json/x.json", "Not a directory"),
        ("link.json", "No such file or directory"),
        ("empty", "there is no file below that ends in .json, .jsonl, .ndjson"),
        ("x" * 5000, "File name too long"),
    ):
        code, out, err = here("validate", name, "wrong.json")
        assert code == 2 and [row[0] for row in rows(out)] == ["wrong.json"] and out.endswith("0 valid, 1 invalid\n")
        assert err == f"thinktank-model: {name}: {reason}\n"


def test_a_folder_below_that_cannot_be_read_is_said(here: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its files were not checked."""
    Path("below/locked").mkdir(parents=True)
    Path("below/wrong.json").write_bytes(WRONG)
    scan = os.scandir

    def refuse(path: str) -> Any:
        if path.endswith("locked"):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    code, out, err = here("validate", "below")
    assert (code, len(rows(out)), err) == (2, 1, "thinktank-model: below/locked: Permission denied\n")


def test_an_error_while_reading_is_said(here: Runner) -> None:
    """Root may read every file, but nobody can read the memory of a process at address 0."""
    if not Path("/proc/self/mem").exists():
        pytest.skip("there is no /proc here")
    code, out, err = here("validate", "/proc/self/mem")
    assert (code, out) == (2, "0 valid, 0 invalid\n") and err == "thinktank-model: /proc/self/mem: Input/output error\n"
    assert here("show", "/proc/self/mem")[0] == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file; see the test above for another way")
def test_a_file_that_may_not_be_read_is_said(here: Runner) -> None:
    """The files beside it are checked."""
    Path("good.json").chmod(0)
    code, _, err = here("validate", "good.json", "wrong.json")
    assert code == 2 and "Permission denied" in err


@pytest.mark.slow
def test_no_input_ends_in_a_traceback(tmp_path: Path) -> None:
    """Hundreds of truncated, mixed and random files, in one run per format; each is reported or valid."""
    rng = random.Random(7)
    seeds = [
        GOOD,
        WRONG,
        WARNED,
        DANGLING,
        HEADER,
        json.dumps(tm.to_dict(tm.example("riverside-2025").records[0])).encode(),
    ]
    for number in range(300):
        data = bytearray(b"".join(rng.choices(seeds, k=rng.randint(0, 3))))
        for _ in range(rng.randint(0, 4)):
            at = rng.randrange(len(data) + 1)
            data[at : at + rng.randint(0, 9)] = rng.choice(
                [
                    rng.randbytes(3),
                    b"\\ud800",
                    b"\0",
                    b"[" * 2000,
                    b'"',
                    b"}",
                    b"1e999",
                    b"NaN",
                    "\u202e".encode(),
                    b"\n",
                ]
            )
        (tmp_path / f"{number:03}{rng.choice(['.json', '.jsonl', ''])}").write_bytes(data)
    names = sorted(path.name for path in tmp_path.iterdir())
    for form in FORMATS:
        done = call("validate", "--format", form, "--show-source", "-v", *names, cwd=tmp_path)
        assert done.returncode == 1 and done.stderr == b""
        assert not UNSAFE.search(done.stdout.decode().replace("\n", ""))


# --- On a terminal ---


def on_a_terminal(*arguments: str | Path, env: Mapping[str, str] = MappingProxyType({})) -> tuple[int, str]:
    """Run the command with a terminal as its standard output and error."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env=environment(**env),
    )
    os.close(theirs)
    output = b""
    try:
        while chunk := os.read(ours, 65536):
            output += chunk
    except OSError:  # on Linux this error means that the other end is closed
        pass
    os.close(ours)
    return process.wait(60), output.decode().replace("\r\n", "\n")


def test_a_terminal_gets_colours_the_source_and_statistics(folder: Path) -> None:
    """Without the colours, the lines are the same as in a file."""
    code, out = on_a_terminal("validate", folder / "wrong.json")
    assert code == 1 and "\x1b[1;31merror\x1b[0m" in out
    bare = re.sub("\x1b\\[[0-9;]*m", "", out).split("\n")
    assert [line for line in bare if LINE.fullmatch(line)] == call(
        "validate", folder / "wrong.json"
    ).stdout.decode().splitlines()[:1]
    assert bare[2].strip() == "^" and bare[3].split() == ["1", "error", "country.unknown"]
    assert bare[-2] == "0 valid, 1 invalid"


@in_full
def test_colours_can_be_declined(folder: Path) -> None:
    """With NO_COLOR, or on a terminal without colours."""
    for more in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b" not in on_a_terminal("validate", folder / "wrong.json", env=more)[1]
        assert "\x1b" not in on_a_terminal("explain", "date.syntax", env=more)[1]


@pytest.mark.slow
def test_the_terminal_obeys_no_data(folder: Path) -> None:
    """Names, keys and values with escape sequences and bidi marks are shown as escapes, wherever they are printed."""
    evil = "\x1b]0;x\x07\x1b[2J\u202e"
    record = {
        "type": "organization",
        "id": "organization:c",
        "names": [{"value": "C"}],
        evil: evil,
        "notes": {"en": "a\u200bb"},
    }
    path = folder / "evil\x1b[2J.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    shown: tuple[list[str | Path], ...] = (
        ["validate", path],
        ["validate", "--unknown", "keep", "--strict", path],
        ["validate", evil],
        ["show", path],
        ["show", path, "organization:c"],
        ["show", path, evil],
    )
    for arguments in shown:
        _, out = on_a_terminal(*arguments, env={"TERM": "dumb"})
        assert out and not UNSAFE.search(out.replace("\n", ""))
    refused: tuple[list[str | Path], ...] = (
        [evil],
        ["validate", "--" + evil],
        ["explain", evil],
        ["examples", evil],
        ["convert", path, evil],
    )
    for arguments in refused:
        code, out = on_a_terminal(*arguments, env={"TERM": "dumb"})
        assert code == 2 and not UNSAFE.search(out.replace("\n", ""))


@pytest.mark.slow
def test_a_long_run_shows_how_far_it_is(folder: Path) -> None:
    """Only on a terminal; problems do not disturb the progress bar."""
    big = folder / "big.jsonl"
    line = GOOD.replace(b'"A"', b'"' + b"A" * 200_000 + b'"')
    big.write_bytes(line * 60 + WRONG + line * 60)
    code, out = on_a_terminal("validate", big, "--no-statistics", "--no-show-source")
    assert code == 1 and "\x1b[2K" in out and "MB" in out
    bare = re.sub("\x1b\\[[0-9;?]*[A-Za-z]", "", out)
    assert re.search(r"big.jsonl:61:\d+: error country.unknown", bare) and "120 valid, 1 invalid" in bare
    assert call("validate", big).stderr == b""


# --- Other verbs ---


def test_show_says_what_a_dataset_holds(here: Runner) -> None:
    """Counts by type, and each event with its date, mode, attendance and participants."""
    tm.example("wic-2024").write("wic.json")
    code, out, err = here("show", "wic.json")
    assert (code, err) == (0, "")
    dataset = tm.example("wic-2024")
    assert f"{len(dataset)} records" in out and f"{len(dataset.organizations)} organizations" in out
    event = dataset.events["event:wic-think-tank-symposium-2024"]
    for said in (
        event.id,
        "2024-12-20",
        "In person and online",
        "more than 40",
        "Bell Labs (China), Representatives of",
    ):
        assert said in out
    assert out.count("speaker") == sum(one.role == "speaker" for one in event.participations)


def test_show_makes_a_card_of_any_record(here: Runner) -> None:
    """With all values, the names of the records that it refers to and the records that refer to it; for every shipped record."""
    for name in tm.example_names():
        dataset = tm.example(name)
        dataset.write("x.jsonl")
        for record in {type(one): one for one in dataset}.values():
            code, out, err = here("show", "x.jsonl", record.id)
            assert (code, err) == (0, "")
            for value in _leaves(tm.to_dict(record)):
                assert (escape(value) if isinstance(value, str) else json.dumps(value)) in out
            for referrer in dataset.referrers(record.id):
                assert f"{referrer.record_id} {referrer.pointer}" in out


def _leaves(value: object) -> list[object]:
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in _leaves(item)]
    return [leaf for item in value for leaf in _leaves(item)] if isinstance(value, list) else [value]


def test_show_shows_what_can_be_read(here: Runner) -> None:
    """With exit code 1 and a message about the other records."""
    for name in ("dataset.json", "dataset.jsonl", "records.jsonl"):
        code, out, err = here("show", name)
        assert code == 1 and "1 member\n" in out and "validate" in err and len(err.splitlines()) == 1
    assert here("show", "dataset.json", "member:m")[0] == 1
    assert here("show", "broken.json")[:2] == (1, "0 records\n")
    assert here("show", "good.json")[:2] == (0, "1 record\n      1 organization\n")
    assert here("show", "wrong.json")[0] == 1
    code, out, err = here("show", "good.json", "organization:b")
    assert (code, out) == (2, "") and "organization:b" in err


def test_show_reads_all_kinds_of_events(here: Runner, snapshot: Snapshot) -> None:
    """Optional fields that are missing are left out of the page."""
    for name in tm.example_names():
        tm.example(name).write("x.json")
        code, out, err = here("show", "x.json")
        assert (code, err) == (0, "") and all(id in out for id in tm.example(name).events)
    events = [{"type": "event", "id": f"event:{n}", "names": [{"value": "E"}], "start": "2024"} for n in range(2)]
    events[1] |= {"end": "2025", "participations": [{"party_id": "person:p", "role": "own_role"}], "places": [{"kind": "physical", "country": "CN"}]}  # fmt: skip
    Path("x.json").write_text(json.dumps({"type": "dataset", "schema_version": "1.0", "records": events}))
    code, out, err = here("show", "x.json")
    assert (code, err) == (0, "")
    snapshot("tests/snapshots/show.events", out)


def test_explain_says_why(here: Runner) -> None:
    """For a code, a family, or all codes."""
    code, out, _ = here("explain", "date.syntax")
    assert code == 0 and tm.catalogue()["date.syntax"].why in out and tm.catalogue()["date.syntax"].bad in out
    out = here("explain", "date")[1]
    assert all((name.startswith("date.") is (code.why in out)) for name, code in tm.catalogue().items())
    listed = here("explain")[1]
    assert [line.split()[0] for line in listed.splitlines()] == list(tm.catalogue())
    for name in tm.catalogue():
        assert here("explain", name)[0] == 0
    code, out, err = here("explain", "date.sintax")
    assert (code, out) == (2, "") and "date.syntax" in err


def test_examples_are_listed_and_written(here: Runner) -> None:
    """The output is the shipped dataset."""
    assert [line.split()[0] for line in here("examples")[1].splitlines()] == list(tm.example_names())
    for name in tm.example_names():
        code, out, err = here("examples", name)
        assert (code, err) == (0, "")
        Path("x.json").write_bytes(out.encode())
        assert tm.Dataset.read("x.json") == tm.example(name)
    code, out, err = here("examples", "wic-2042")
    assert (code, out) == (2, "") and "wic-2024" in err


def test_schema_is_that_of_the_library(here: Runner) -> None:
    """For everything or for one type; it is valid JSON."""
    assert json.loads(here("schema")[1]) == tm.json_schema()
    assert json.loads(here("schema", "event")[1]) == tm.json_schema(tm.Event)
    assert json.loads(here("schema", "dataset")[1]) == tm.json_schema(tm.Dataset)
    assert here("schema", "nothing")[0] == 2


def test_convert_goes_both_ways_without_loss(here: Runner) -> None:
    """From document to lines and back gives the same bytes, through a pipe or a file."""
    tm.example("riverside-2025").write("a.json")
    assert here("convert", "a.json", "b.jsonl") == (0, "", "")
    assert here("convert", "b.jsonl", "c.json") == (0, "", "")
    assert Path("c.json").read_bytes() == Path("a.json").read_bytes()
    assert here("convert", "a.json", "-", "--to", "jsonl")[1].encode() == Path("b.jsonl").read_bytes()
    assert here("convert", "b.jsonl", "-", "--to", "json")[1].encode() == Path("a.json").read_bytes()
    assert here("convert", "good.json", "one.ndjson")[0] == 0
    assert Path("one.ndjson").read_bytes() == HEADER + GOOD


def test_convert_writes_the_canonical_form(here: Runner) -> None:
    """Keys in order, canonical values, no default values."""
    Path("a.jsonl").write_bytes(
        b'{"names":[{"value":"A","lang":"zh-hans","preferred":false}],"id":"organization:a","type":"organization"}'
    )
    here("convert", "a.jsonl", "b.jsonl")
    assert Path("b.jsonl").read_bytes() == HEADER + GOOD.replace(b'"A"', b'"A","lang":"zh-Hans"')


def test_convert_writes_nothing_that_is_wrong(here: Runner) -> None:
    """An existing target is unchanged, and a new one is not created."""
    Path("t.json").write_bytes(b"before")
    for source in ("dataset.json", "dataset.jsonl", "broken.json"):
        code, out, err = here("convert", source, "t.json")
        assert (code, out) == (1, "") and "nothing was written" in err
        assert here("convert", source, "new.json")[0] == 1 and not Path("new.json").exists()
    assert Path("t.json").read_bytes() == b"before"
    Path("more.json").write_bytes(GOOD.replace(b"}]}", b'}],"more":1}'))
    assert here("convert", "more.json", "t.json")[0] == 1
    assert here("convert", "more.json", "t.jsonl", "--unknown", "keep")[0] == 0
    assert b'"more":1' in Path("t.jsonl").read_bytes()
    assert here("convert", "good.json", "t.txt")[0] == 2
    assert here("convert", "good.json", "no/such/folder.json")[0] == 2
    assert here("convert", "missing.json", "t.json")[0] == 2


# --- The command itself ---


def test_help_names_every_verb_and_every_option(here: Runner) -> None:
    """`-h` too; each verb has its own help."""
    out = here("--help")[1]
    for verb in ("validate", "show", "explain", "examples", "schema", "convert"):
        assert re.search(f"^  {verb} +\\S", out, re.MULTILINE)
        code, page, _ = here(verb, "-h")
        assert code == 0 and page.startswith(f"Usage: thinktank-model {verb}")
        document = (Path(__file__).parent.parent / "docs" / "cli.md").read_text(encoding="utf-8")
        assert f"## `{verb}" in document
        for option in re.findall(r"--[a-z-]+", page):
            assert option == "--help" or option.startswith("--no-") or option in document


def test_version_is_shown(here: Runner) -> None:
    """The versions of the package and of the schema."""
    assert re.fullmatch(rf"thinktank-model [0-9].*, schema {tm.SCHEMA_VERSION}\n", here("--version")[1])


def test_misuse_is_one_sentence_and_2(here: Runner) -> None:
    """No verb, a wrong verb, a wrong option, no file."""
    for arguments, said in (
        ([], "--help"),
        (["vaildate"], "did you mean validate?"),
        (["--nonsense"], "--nonsense"),
        (["validate"], "FILE"),
        (["validate", "--format", "xml", "good.json"], "sarif"),
        (["show"], "FILE"),
    ):
        code, out, err = here(*arguments)
        assert (code, out) == (2, "") and said in err and len(err.splitlines()) == 1


def test_shells_can_complete_verbs_and_options() -> None:
    """With click's completion; an unknown word does not raise."""
    for words, wanted in (("thinktank-model val", "plain,validate"), ("thinktank-model validate --un", "plain,--unknown"), ("thinktank-model nonsense x", "")):  # fmt: skip
        variables = {
            "COMP_WORDS": words,
            "COMP_CWORD": str(words.count(" ")),
            "_THINKTANK_MODEL_COMPLETE": "bash_complete",
        }
        done = call(env=variables)
        assert (done.returncode, done.stdout.decode().strip(), done.stderr) == (0, wanted, b"")


@pytest.mark.parametrize("missing", ["click", "rich"])
def test_without_the_extra_one_sentence_says_what_to_install(tmp_path: Path, missing: str) -> None:
    """The library itself works without it."""
    (tmp_path / f"{missing}.py").write_text("raise ImportError")
    path = f"{tmp_path}{os.pathsep}{SOURCE}"
    done = call("validate", "-", stdin=GOOD, env={"PYTHONPATH": path})
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b'The command line needs click and rich: pip install "thinktank-model[cli]"\n'
    program = "import thinktank_model as tm, sys; tm.validate(b'{}'); sys.exit('click' in sys.modules)"
    assert execute([sys.executable, "-c", program], env={"PYTHONPATH": path}).returncode == 0


def test_a_plain_run_loads_nothing_of_rich() -> None:
    """Each import delays the start."""
    program = (
        "import sys; from thinktank_model.cli.app import run; code = run(['validate', '-']);"
        "sys.exit(code or any(name in sys.modules for name in ('rich.console', 'importlib.metadata', 'pkg_resources')))"
    )
    assert execute([sys.executable, "-c", program], stdin=GOOD).returncode == 0


def test_the_head_of_a_stream_is_bounded(tmp_path: Path) -> None:
    """A first line longer than the limit is not JSON Lines; none of its bytes is lost."""
    path = tmp_path / "x"
    os.mkfifo(path)
    for data, is_lines in ((GOOD, False), (b"\n" * 30 + b"{}\n{}\n", False), (b"{}\n{}\n" + GOOD, True)):
        threading.Thread(target=path.write_bytes, args=(data,), daemon=True).start()
        with inputs.Source(str(path), limits=tm.Limits(line=10)).open() as content:
            assert content.is_lines is is_lines
            parts = list(iter(lambda: content.readline(7), b""))
        assert b"".join(parts) == data and max(map(len, parts)) <= 7


@pytest.mark.slow
def test_the_page_about_the_command_line_is_true(tmp_path: Path) -> None:
    """Every `$` line of its console blocks is run in a shell, and prints the lines under it."""
    binaries = tmp_path / "bin"
    binaries.mkdir()
    command = binaries / "thinktank-model"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m thinktank_model "$@"\n')
    command.chmod(0o755)
    path = f"{binaries}{os.pathsep}{os.environ['PATH']}"
    page = (Path(__file__).parent.parent / "docs" / "cli.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```console\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    examples = [part.partition("\n") for block in blocks for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    assert len(examples) > 12
    checker = doctest.OutputChecker()
    for line, _, wanted in examples:
        if not line.startswith("pip "):
            done = execute(["sh", "-c", line], cwd=tmp_path, env={"PATH": path})
            out = done.stdout.decode() + done.stderr.decode()
            assert checker.check_output(wanted, out, doctest.ELLIPSIS), f"$ {line}\n{out}"
