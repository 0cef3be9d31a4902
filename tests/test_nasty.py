"""Hostile input for every verb: no traceback, a documented exit code, and no control characters on a terminal."""

from __future__ import annotations

import gzip
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import thinktank_model as tm
from thinktank_model.cli.app import MODULES, run
from thinktank_model.problems.display import UNSAFE

# Characters that a terminal obeys or hides: escape sequences, C1 controls, bidi overrides and isolates, zero widths, tags, a bell.
EVIL = "\x1b[31m\x9b2J\u202e\u2066\u200b\u061c\x07\x08\r\x7f\u2028\ufeff\U000e0041"
PLAIN = {"type": "organization", "id": "organization:a", "names": [{"value": "A"}]}


def text(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


RECORDS: dict[str, bytes] = {
    "name": text({**PLAIN, "names": [{"value": "A" + EVIL}]}),
    "escaped": json.dumps({**PLAIN, "names": [{"value": "A" + EVIL}]}).encode(),
    "id": text({**PLAIN, "id": "organization:" + EVIL}),
    "type": text({**PLAIN, "type": EVIL}),
    "key": text({**PLAIN, EVIL: 1}),
    "kept": text({**PLAIN, "extensions": {"x:a": EVIL, "x:b": [EVIL, {EVIL: EVIL}]}}),
    "schema": text({**PLAIN, "$schema": "https://example.org/" + EVIL}),
    "language": text({"type": "source", "id": "source:a", "titles": {"en" + EVIL: "A", "fr": EVIL}}),
    "url": text({"type": "source", "id": "source:a", "titles": {"en": "A"}, "url": "javascript:alert(1)//" + EVIL}),
    "date": text({**PLAIN, "founded": EVIL}),
    "duplicate key": b'{"a' + EVIL.encode() + b'": 1, "a' + EVIL.encode() + b'": 2}',
    "surrogate": b'{"type": "\\ud800", "id": "\\udc00"}',
    "raw control": b'{"type": "organization", "id": "\x1b[31m"}',
    "no JSON": EVIL.encode() * 3,
    "empty": b"",
    "NUL": b"\0" * 5000,
    "Latin-1": b'{"type": "\xe9\x9b2J"}',
    "UTF-16": '{"type": "é"}'.encode("utf-16"),
    "truncated": b'{"type": "organization", "names": [',
    "deep": b"[" * 100_000,
    "deep but closed": b'{"a":' * 300 + b"1" + b"}" * 300,
    "a list": b"[1, 2]",
    "a number": b"1e999",
    "a long integer": b"9" * 10_000,
    "null": b"null",
    "a list for a key": text({**PLAIN, "names": {"a": []}, "country": [], "extensions": 5}),
    "dataset": text({"type": "dataset", "schema_version": "1.0", "title": {"en": EVIL}, "records": [PLAIN, None, 5, {}, [], PLAIN]}),
    "odd dataset": text({"type": "dataset", "schema_version": EVIL, "records": {"a": EVIL}}),
    "newer dataset": text({"type": "dataset", "schema_version": "9.9", "records": [{"type": EVIL}]}),
    "very odd dataset": b'{"type":"dataset","schema_version":1e5,"records":null,"records":[]}',
    "many problems": b"[" + b'{"a":1,"a":2},' * 3000 + b"1]",
    "gz of nothing": gzip.compress(b""),
    "half a gz": gzip.compress(text(PLAIN) * 500)[:-20],
    "a gz": gzip.compress(text({**PLAIN, "extensions": {"x:a": EVIL}})),
}  # fmt: skip
assert len(RECORDS) > 30


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file for each hostile text and each extension, with hostile names too."""
    folder = tmp_path_factory.mktemp("nasty")
    for number, data in enumerate(RECORDS.values()):
        for ending in (".json", ".jsonl", *[("",), (".jsonl.gz",), (".json.zst",), (), ()][number % 5]):
            lines = data + b"\n" + text(PLAIN) + b"\n" + data
            (folder / f"{number}\x1b[31m\u202e\n{ending}").write_bytes(lines if "jsonl" in ending else data)
    return folder


def commands(folder: Path) -> Iterator[list[str]]:
    """Yield every verb with every file, and with hostile arguments."""
    for path in sorted(folder.iterdir()):
        name = str(path)
        yield ["validate", name]
        yield [
            "validate",
            "--show-source",
            "--statistics",
            "--verbose",
            "--max-problems",
            "5",
            "--unknown",
            "keep",
            name,
        ]
        yield ["validate", "--diff", name]
        yield ["show", name]
        yield ["show", name, "organization:a"]
        yield ["stats", name]
        yield ["migrate", "--check", name]
        yield ["convert", name, "-", "--to", "json", "--unknown", "keep"]
        yield ["convert", name, "-", "--to", "jsonl", "--unknown", "keep"]
        yield ["export", name, "-", "--to", "csv", "--unknown", "keep"]
        yield ["import", name, "-", "--from", "csv"]
        yield ["schema", "--diff", name]
        for form in ("json", "jsonl", "sarif", "junit", "github"):
            if path.name.endswith(".json"):
                yield ["validate", "--format", form, name]
    for verb in sorted(MODULES):
        yield [verb, EVIL.replace("\0", "")]
        yield [verb, "--" + EVIL]
        yield [verb]
        yield [verb, str(folder / "no such file\x1b[31m")]
    yield [EVIL]
    yield ["show", str(folder / "no such file"), EVIL]
    yield ["validate", "--select", EVIL, "-"]
    yield ["validate", "--today", EVIL, "-"]
    yield ["explain", EVIL]
    yield ["new", EVIL, EVIL]


def test_every_verb_has_its_share(folder: Path) -> None:
    """So that a new verb is tested too."""
    assert {arguments[0] for arguments in commands(folder)} >= set(MODULES)


@pytest.mark.slow
def test_nothing_ends_in_a_traceback(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The exit code is documented, and messages are safe to show; written data is unchanged."""
    monkeypatch.setattr("sys.stdin", None)
    for arguments in commands(folder):
        code = run(arguments)
        out, err = capfd.readouterr()
        assert code in (0, 1, 2), arguments
        assert "Traceback" not in err and not UNSAFE.search(err.replace("\n", "")), (arguments, err)
        if arguments[0] not in ("convert", "export", "import"):
            assert not UNSAFE.search(out.replace("\n", "")), (arguments, out)


DRIVER = """
import sys, json
from thinktank_model.cli.app import run
sys.stdin = None
for arguments in json.load(open(sys.argv[1])):
    assert run(arguments) in (0, 1, 2)
"""


@pytest.mark.slow
def test_nothing_that_a_terminal_obeys_reaches_one(folder: Path, tmp_path: Path) -> None:
    """On a real terminal, even for written data: the only control characters are line endings."""
    listed = tmp_path / "commands.json"
    listed.write_text(json.dumps(list(commands(folder))))
    ours, theirs = pty.openpty()
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(Path(tm.__file__).parent.parent), "TERM": "xterm"}
    process = subprocess.Popen(
        [sys.executable, "-c", DRIVER, str(listed)], stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 2**16)
        except OSError:  # the last writer has closed the terminal
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    assert process.wait(60) == 0, shown[-2000:].decode(errors="replace")
    seen = shown.decode("utf-8", "surrogateescape")
    assert "Traceback" not in seen and len(seen) > 10_000
    found = UNSAFE.search(re.sub("\r*\n", "", seen))
    assert found is None, ascii(re.sub("\r*\n", "", seen)[max(0, found.start() - 300) : found.end() + 100])
