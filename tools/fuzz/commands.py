"""Every verb of the command line with a file of any bytes: it ends with an exit code, never with an exception."""

from __future__ import annotations

import contextlib
import io
import json
import os
import tempfile
from pathlib import Path
from typing import Final

from thinktank_model.cli.app import run
from thinktank_model.problems.display import UNSAFE

__all__ = ["every_verb"]

FILE, OTHER = "FILE", "OTHER"
ENDINGS: Final = (".json", ".jsonl")
VERBS: Final = [
    line.split()
    for line in """
    validate FILE -v --strict --statistics --show-source --max-problems 3
    validate FILE -v --unknown keep --lang fr --format json
    validate FILE --no-cross-record --max-line 60 --lang zh --format sarif
    validate FILE --format junit
    validate FILE FILE --format github
    validate FILE --diff --unknown keep
    validate FILE --fix --format jsonl
    validate FILE --resume OTHER --no-cross-record --max-problems 3
    show FILE --lang zh
    stats FILE --format json
    schema --diff FILE current
    convert FILE OTHER --sort --dedupe --unknown keep -q
    convert FILE - --to jsonl
    split FILE --good - --bad OTHER --report /dev/null --max-line 200
    migrate FILE
    format FILE
    """.splitlines()
    if line.strip()
]
RAW: Final = (
    "convert",
    "split",
    "migrate",
    "format",
)  # these verbs write data unchanged if the output is not a terminal


def every_verb(data: bytes) -> None:
    """Run every verb; the first byte selects the kind of file."""
    kind, content = data[0] if data else 0, data[1:]
    with tempfile.TemporaryDirectory() as folder:
        file, other = [Path(folder, name + ENDINGS[kind % 2]) for name in ("a", "b")]
        for words in VERBS:
            file.write_bytes(content)
            code, out, err = _call([{FILE: str(file), OTHER: str(other)}.get(word, word) for word in words])
            assert code in (0, 1, 2), (words, code)
            for text in [err] if words[0] in RAW or "--diff" in words else [err, out.decode()]:
                assert UNSAFE.search(text.replace("\n", " ")) is None, (words, text)
            if out and words[-1] in ("json", "sarif"):
                json.loads(out)
            assert {path.name for path in Path(folder).iterdir()} <= {file.name, other.name}, words
            other.unlink(missing_ok=True)


def _call(arguments: list[str]) -> tuple[int, bytes, str]:
    """Return exit code, standard output and standard error of a command that runs in this process."""
    said, kept = io.StringIO(), os.dup(1)
    with tempfile.TemporaryFile() as out, contextlib.redirect_stderr(said):
        os.dup2(out.fileno(), 1)
        try:
            code = run(arguments)
        finally:
            os.dup2(kept, 1)
            os.close(kept)
        out.seek(0)
        return code, out.read(), said.getvalue()
