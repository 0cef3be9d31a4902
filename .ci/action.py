"""Run the script of action.yml as a runner does, on files that are valid, wrong and not there."""

import os
import subprocess
import tempfile
from pathlib import Path

import yaml

root = Path.cwd()
action = yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))
(step,) = action["runs"]["steps"]
DEFAULTS = {name: entry.get("default", "") for name, entry in action["inputs"].items()}


def run(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the step with these inputs."""
    given = {**DEFAULTS, **inputs}
    known = {
        "${{ github.action_path }}": str(root),
        **{f"${{{{ inputs.{name} }}}}": text for name, text in given.items()},
    }
    environment = {name: known[expression] for name, expression in step["env"].items()}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    return subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    record = '{"type": "person", "id": "person:a", "names": [{"value": "A"}]}'
    (folder / "good one.json").write_text(record, encoding="utf-8")
    (folder / "deep/er").mkdir(parents=True)
    (folder / "deep/er/bad.json").write_text(record.replace("person:a", "event:a"), encoding="utf-8")
    good = run(folder, files="*.json")
    assert good.returncode == 0, good
    bad = run(folder, files="*.json\ndeep/**/*.json", options="--lang fr")
    assert bad.returncode == 1, bad
    assert "::error file=deep/er/bad.json,line=1" in bad.stdout, bad.stdout
    none = run(folder, files="*.yaml")
    assert (none.returncode, none.stdout) == (2, "::error::no file matches: *.yaml\n"), none
    hostile = run(folder, files="$(touch made) `touch made` ;touch made")
    assert hostile.returncode == 2, hostile
    assert not (folder / "made").exists()
print("action.yml: valid, wrong, missing and hostile files")
