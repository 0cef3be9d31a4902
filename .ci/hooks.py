"""Run the pre-commit hooks of this repository with pre-commit itself, on a scratch repository.

Takes the commit that is checked out, and the configuration that the page about it shows. What pre-commit installs
comes from the package registry; no other network is needed.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
SLIP = '{"id": "organization:a", "type": "organization", "names": [{"value": "A "}], "status": "Active"}'
MENDED = '{"type":"organization","id":"organization:a","names":[{"value":"A"}],"status":"active"}\n'
WRONG = '{"type":"organization","id":"organization:a","names":[{"value":"A"}],"country":"China"}\n'
PAGE = (HERE / "docs" / "howto" / "ci.md").read_text(encoding="utf-8")
CONFIG = re.findall("^```yaml\n(repos:.*?)^```", PAGE, re.MULTILINE | re.DOTALL)[0]  # as the page has it


def git(*arguments: str, folder: Path) -> str:
    """What git says."""
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def run(scratch: Path, code: int, *expected: str) -> None:
    """Run all hooks on all files. They end with this exit code, and say this."""
    git("add", "--all", folder=scratch)
    environment = os.environ | {"PRE_COMMIT_HOME": str(scratch.parent / "home")}
    command = [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color", "never"]
    done = subprocess.run(command, cwd=scratch, env=environment, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    assert done.returncode == code, said
    for text in expected:
        assert text in said, f"{text!r} is not in: {said}"


with tempfile.TemporaryDirectory() as name:
    folder = Path(name) / "scratch"
    folder.mkdir()
    git("init", "--quiet", folder=folder)
    config = re.sub("repo: .*", f"repo: {HERE.as_uri()}", CONFIG)
    config = re.sub("rev: .*", f"rev: {git('rev-parse', 'HEAD', folder=HERE)}", config)
    (folder / ".pre-commit-config.yaml").write_text(config)
    record, other = folder / "a.thinktank.json", folder / "other.json"
    other.write_text("not ours")

    record.write_text(SLIP)
    run(folder, 1, "format think-tank records", "files were modified by this hook", "1 file changed")
    assert record.read_text() == MENDED
    run(folder, 0, "Passed")
    record.write_text(WRONG)
    run(
        folder,
        1,
        "so it was not changed",
        "a.thinktank.json:1:80: error country.unknown /country:",
        "0 valid, 1 invalid",
    )
    assert record.read_text() == WRONG
    assert other.read_text() == "not ours"
print("thinktank-format and thinktank-validate work in pre-commit")
