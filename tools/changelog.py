"""The changelog: each change adds a file to `changelog.d/`, so that several changes can be prepared at once.

`python -m tools.changelog VERSION` moves the entries into CHANGELOG.md under that version and today's date, at a release; without a
version it prints what is unreleased. A file has headings `### Added`, `### Changed`, `### Fixed` or `### Data format`, and under each
a list of entries.
"""

from __future__ import annotations

import datetime
import re
import sys
from pathlib import Path

__all__ = ["ENTRIES", "PAGE", "UNRELEASED", "parsed", "release", "unreleased", "whole"]

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "CHANGELOG.md"
ENTRIES = ROOT / "changelog.d"
HEADINGS = ("Added", "Changed", "Fixed", "Data format")
UNRELEASED = "## Unreleased\n"
SECTION = re.compile(r"### (.+)\n\n?((?:- .+\n(?:  .+\n)*)+)\n*")


def parsed(text: str) -> dict[str, str]:
    """Return the lists of entries under the headings of a text.

    Raises:
        ValueError: it is not of that form.
    """
    found: dict[str, str] = {}
    at = 0
    while match := SECTION.match(text, at):
        heading, entries = match.groups()
        if heading not in HEADINGS:
            raise ValueError(f"### {heading} is not one of {', '.join(HEADINGS)}")
        found[heading] = found.get(heading, "") + entries
        at = match.end()
    if at < len(text) or not found:
        raise ValueError(f"not a heading with a list under it: {text[at : at + 60]!r}")
    return found


def unreleased(page: str) -> str:
    """Return the entries under "Unreleased" in CHANGELOG.md and those of all files, by heading."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(ENTRIES.glob("*.md"))]
    written = page.partition(UNRELEASED)[2].partition("\n## ")[0].strip()
    parts = [parsed(text) for text in ([written + "\n"] if written else []) + texts]
    lists = [(heading, "".join([part.get(heading, "") for part in parts])) for heading in HEADINGS]
    return "\n".join([f"### {heading}\n\n{entries}" for heading, entries in lists if entries])


def whole(page: str, heading: str) -> str:
    """Return CHANGELOG.md with all entries, under this heading in place of "Unreleased"."""
    before, _, after = page.partition(UNRELEASED)
    _, mark, released = after.partition("\n## ")
    return f"{before}{heading}\n{unreleased(page)}{mark}{released}"


def release(version: str, day: datetime.date) -> None:
    """Move all entries under a version. An empty section "Unreleased" stays above it."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(whole(page, f"{UNRELEASED}\n## {version} - {day}\n"), encoding="utf-8")
    for path in ENTRIES.glob("*.md"):
        path.unlink()


if __name__ == "__main__":
    if sys.argv[1:]:
        release(sys.argv[1], datetime.date.today())
    else:
        print(unreleased(PAGE.read_text(encoding="utf-8")), end="")
