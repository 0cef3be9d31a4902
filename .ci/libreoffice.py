"""Workbooks of ours in LibreOffice: it prints each sheet, and what it saves is read back equal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import thinktank_model as tm
from thinktank_model.sheets.endings import ENDINGS
from thinktank_model.sheets.grid import read_workbook
from thinktank_model.sheets.template import write_template

EXAMPLE = "riverside-2025"
LANGS = ("en", "fr", "zh")


def converted(folder: Path, ending: str, files: list[Path]) -> list[Path]:
    """Have LibreOffice save files in another way, into a folder of that name."""
    target = folder / ending
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", ending, "--outdir", str(target), *map(str, files)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=500)
    return [target / f"{file.stem}.{ending}" for file in files]


def sheets_in(path: Path) -> int:
    """Return how many sheets of a workbook people see."""
    return sum([grid.visible for grid in read_workbook(path.read_bytes(), tm.Limits()).grids])


def pages_in(path: Path) -> int:
    """Return how many pages a PDF has."""
    told = subprocess.run(["pdfinfo", str(path)], check=True, capture_output=True, text=True).stdout
    return int(told.partition("Pages:")[2].split()[0])


def main(folder: Path) -> None:
    """Write, convert, count and read back."""
    folder.mkdir(parents=True)
    wanted = tm.example(EXAMPLE)
    books, templates = [folder / f"{lang}.xlsx" for lang in LANGS], [folder / f"template-{lang}.xlsx" for lang in LANGS]
    for lang, book, template in zip(LANGS, books, templates, strict=True):
        tm.export(wanted, book, lang=lang)
        with template.open("wb") as stream:
            write_template(stream, ["member", "event", "output"], lang)
    files = [books[-1], *templates]
    for file, printed in zip(files, converted(folder, "pdf", files), strict=True):
        sheets, pages = sheets_in(file), pages_in(printed)
        print(f"{file.name}: {sheets} sheets, {pages} pages")
        assert sheets <= pages <= 4 * sheets
    for ending, book in zip(ENDINGS, books, strict=True):
        (saved,) = converted(folder, ending.removeprefix("."), [book])
        found = tm.import_file(saved)
        assert len(found.report) == 0, (saved, found.report)
        assert found.dataset is not None
        assert sorted(found.dataset, key=lambda record: record.type) == sorted(wanted, key=lambda record: record.type)
        assert found.dataset.header == wanted.header
        print(f"{saved.name}: read back equal")


main(Path(sys.argv[1]))
