"""Generated files agree with their sources; `python -m tools.renew` writes them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import thinktank_model as tm
from tools import released, renew

from .oracles import oracle

ELSEWHERE = {
    "snapshots",
    "typescript",
}  # each snapshot has its own test; the types are tested in Node.js (typescript/test.mjs)


@pytest.mark.slow
@pytest.mark.parametrize("step", sorted({*renew.steps()} - ELSEWHERE))
def test_what_is_generated_is_up_to_date(step: str) -> None:
    """Otherwise run: python -m tools.renew."""
    try:
        assert list(renew.stale(step)) == []
    except ModuleNotFoundError as error:
        oracle(str(error.name))


def test_steps_run_after_those_whose_files_they_read() -> None:
    """They are found in `tools/`, and sorted by their declared inputs."""
    steps = renew.steps()
    assert ELSEWHERE | {"artefacts"} <= set(steps)
    assert steps.index("artefacts") < steps.index("snapshots") and steps.index("artefacts") < steps.index("typescript")


def test_what_is_stale_is_written_or_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """New, changed and unneeded files; with --check they are only listed."""
    (tmp_path / "old.txt").write_text("old")
    (tmp_path / "gone.txt").write_text("gone")
    (tmp_path / "same.txt").write_text("é\n", encoding="utf-8")
    wanted = [(tmp_path / "new" / "a.txt", "a\n"), (tmp_path / "old.txt", "new"), (tmp_path / "same.txt", "é\n")]
    monkeypatch.setattr("tools.artefacts.files", lambda: iter(wanted))
    monkeypatch.setattr("tools.artefacts.FOLDERS", [tmp_path])
    monkeypatch.setattr(renew, "ROOT", tmp_path)
    assert not renew.renew("artefacts", check=True) and (tmp_path / "old.txt").read_text() == "old"
    assert capsys.readouterr().out.split() == [
        word for name in ("gone.txt", "new/a.txt", "old.txt") for word in ("artefacts:", name)
    ]
    assert renew.renew("artefacts", check=False) and renew.renew("artefacts", check=True)
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.txt")} == {
        "a.txt": "a\n",
        "old.txt": "new",
        "same.txt": "é\n",
    }


def test_a_package_that_is_missing_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The other steps run anyway."""

    def files() -> Iterator[tuple[Path, str]]:
        raise ModuleNotFoundError("babel is not installed")

    monkeypatch.setattr("tools.typescript.files", files)
    assert renew.renew("typescript", check=True)
    assert capsys.readouterr().out == "typescript: not done, babel is not installed\n"


def test_a_schema_that_is_frozen_is_added_to_and_never_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that was removed from the classes stops the renewal; a new key is added."""
    monkeypatch.setattr(released, "FROZEN", frozen := tmp_path / "1.0.schema.json")
    (path, text), *none = released.files()
    assert not none and path == frozen and json.loads(text) == tm.json_schema()
    schema = tm.json_schema()
    theme = schema["$defs"]["Event"]["properties"].pop("theme")
    path.write_text(json.dumps(schema), encoding="utf-8")
    assert [*released.files()] == [(path, text)]
    schema["$defs"]["Event"]["properties"] |= {"theme": theme, "gone": {"type": "string"}}
    path.write_text(json.dumps(schema), encoding="utf-8")
    with pytest.raises(ValueError, match=r"schema 1\.0 is frozen.*\nEvent\.gone: optional key removed"):
        [*released.files()]
