"""The entries of the changelog: their form, and how a release collects them."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tools import changelog

ENTRIES = sorted(changelog.ENTRIES.iterdir())
PAGE = "# Changelog\n\nWords.\n\n## Unreleased\n\n### Added\n\n- One.\n\n### Fixed\n\n- Two,\n  in two lines.\n\n## 0.1\n\n### Added\n\n- All.\n"


@pytest.mark.parametrize("path", ENTRIES, ids=lambda path: path.name)
def test_an_entry_is_a_list_under_a_heading(path: Path) -> None:
    """Added, Changed, Fixed or Data format."""
    assert path.suffix == ".md"
    assert changelog.parsed(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "text", ["", "- An entry.\n", "### New\n\n- An entry.\n", "### Added\n\nWords.\n", "### Added\n"]
)
def test_another_form_is_refused(text: str) -> None:
    """An entry without a heading, another heading, a heading without an entry."""
    with pytest.raises(ValueError, match="is not one of|not a heading"):
        changelog.parsed(text)


def test_a_release_takes_the_entries_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By heading, first those of the page itself; the section "Unreleased" is empty afterwards, and the files are removed."""
    page, entries = tmp_path / "CHANGELOG.md", tmp_path / "changelog.d"
    entries.mkdir()
    page.write_text(PAGE)
    (entries / "a.md").write_text("### Fixed\n- Three.\n\n### Data format\n\n- Four.\n")
    (entries / "b.md").write_text("### Fixed\n\n- Five.\n")
    monkeypatch.setattr(changelog, "PAGE", page)
    monkeypatch.setattr(changelog, "ENTRIES", entries)
    lists = (
        "### Added\n\n- One.\n\n### Fixed\n\n- Two,\n  in two lines.\n- Three.\n- Five.\n\n### Data format\n\n- Four.\n"
    )
    assert changelog.unreleased(PAGE) == lists
    changelog.release("0.2", datetime.date(2024, 12, 20))
    released = (
        f"# Changelog\n\nWords.\n\n## Unreleased\n\n## 0.2 - 2024-12-20\n\n{lists}\n## 0.1\n\n### Added\n\n- All.\n"
    )
    assert page.read_text() == released
    assert list(entries.iterdir()) == []
    assert changelog.unreleased(released) == ""


def test_the_page_of_the_project_can_be_released() -> None:
    """With its current section "Unreleased" and the files of `changelog.d/`."""
    assert changelog.unreleased(changelog.PAGE.read_text(encoding="utf-8"))
