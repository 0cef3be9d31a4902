"""The promises of SECURITY.md about untrusted data, and the page itself."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import thinktank_model as tm

from . import generate

ROOT = Path(__file__).parent.parent

# Runs in its own process, because an audit hook (PEP 578) cannot be removed.
WATCHED = """
import json, os, sys, sysconfig, zoneinfo
from pathlib import Path

MARK = "zqmark"  # is in every text of the data
given = [os.path.realpath(path) for path in sys.argv[1:]]
zones = [os.path.realpath(path) for path in zoneinfo.TZPATH]  # the rules of time zones, which the machine has
own = [os.path.realpath(path) for path in {*sysconfig.get_paths().values(), *sys.path, sys.prefix, sys.base_prefix} if path]
REFUSED = ("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.startfile", "socket.", "ctypes.",
    "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.", "pickle.", "marshal.dumps", "shutil.", "os.remove", "os.rename", "os.chmod",
    "os.mkdir", "os.symlink", "tempfile.")
said = []

def watch(event, arguments):
    if event.startswith(REFUSED):
        said.append(f"{event} {arguments!r}"[:200])
    elif event in ("compile", "exec", "import") and MARK in repr(arguments):
        said.append(f"{event} of data")
    elif event == "open" and isinstance(arguments[0], (str, bytes)):
        path, _, flags = arguments
        path = os.path.realpath(os.fsdecode(path))
        if path not in given and not path.startswith((*own, *zones)):
            said.append(f"open {path}")
        elif flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            said.append(f"write {path}")

sys.dont_write_bytecode = True
sys.addaudithook(watch)
import thinktank_model as tm

for path in given:
    for unknown in ("error", "keep"):
        report = str(tm.validate(Path(path), unknown=unknown))
        for line in tm.read_jsonl(path, unknown=unknown):
            if line.record is not None:
                tm.loads(tm.dumps(line.record), unknown="keep")
        try:
            ds = tm.Dataset.read(path, unknown=unknown)
        except tm.InvalidData as error:
            report += str(error)
        else:
            ds.merge(ds).check()
        assert MARK in report
print(*said, sep="\\n")
"""


def hostile(value: object) -> object:
    """Return the value with a mark in each text, so that the texts can be recognized anywhere."""
    if isinstance(value, dict):
        return {key: hostile(item) if key not in ("type", "id") else item for key, item in value.items()}
    if isinstance(value, list):
        return [hostile(item) for item in value]
    return f"{value}zqmark" if isinstance(value, str) else value


TEXTS = [
    "__import__('os').system('zqmark')",
    "{0.__class__}zqmark",
    "%s%n zqmark",
    "$(zqmark)",
    "file:///etc/passwd?zqmark",
]


@pytest.mark.slow
def test_reading_runs_nothing_and_opens_nothing(tmp_path: Path) -> None:
    """An audit hook records every file, connection, process, import and compilation while records are read and checked."""
    records = [generate.record(seed, tag, 0.6) for seed in range(3) for tag in generate.CLASSES]
    records += [hostile(record) for record in records]  # type: ignore[misc]
    records += [{"type": text, "id": text, text: text, "names": [{"value": text, "lang": text}]} for text in TEXTS]
    lines, document = tmp_path / "a.jsonl", tmp_path / "a.json"
    lines.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    document.write_text(json.dumps({"type": "dataset", "schema_version": "1.0", "records": records}), encoding="utf-8")
    command = [sys.executable, "-c", WATCHED, str(lines), str(document)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")


@pytest.mark.slow
def test_the_watch_sees_what_it_looks_for(tmp_path: Path) -> None:
    """A check of the test: the same script with a library that does each forbidden thing."""
    path = tmp_path / "a.jsonl"
    path.write_text('"zqmark"', encoding="utf-8")
    for act, seen in {
        "__import__('os').system('true')": "os.system",
        "__import__('socket').socket()": "socket.",
        "open('/etc/hostname')": "open /etc/hostname",
        "compile('zqmark', 'x', 'exec')": "compile of data",
    }.items():
        script = WATCHED.replace("for path in given:", f"{act}\nfor path in given:", 1)
        done = subprocess.run(
            [sys.executable, "-c", script, str(path)], cwd=ROOT, check=False, capture_output=True, encoding="utf-8"
        )
        assert seen in done.stdout, (act, done)


def test_the_page_names_tests_that_are_there() -> None:
    """Each promise has a test."""
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:tests|\.ci)/[\w./-]+)", text)
    assert len(named) > 8
    assert not [name for name in named if not (ROOT / name).exists()]
    assert "16 MiB" in text and tm.SCHEMA_VERSION
