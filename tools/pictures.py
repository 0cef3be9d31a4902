"""Draws the pictures of workbooks in the documentation: LibreOffice makes pages of them, poppler pictures of the pages.

    python -m tools.pictures

Both programs must be installed (`libreoffice-calc`, `poppler-utils`, fonts for Chinese). On request only, since no two releases draw alike.
"""

from __future__ import annotations

import io
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from thinktank_model.jsontext.limits import LIMITS
from thinktank_model.problems.listing import Listing
from thinktank_model.sheets.grid import read_workbook
from thinktank_model.sheets.marking import mark
from thinktank_model.sheets.reading import WorkbookReader
from thinktank_model.sheets.template import template_sheets
from thinktank_model.sheets.writing import write_workbook

FOLDER = Path(__file__).parents[1] / "docs" / "_static"
SHOWN = {"names@fr", "names@en", "names@zh-Hans", "names!acronym", "country", "kind", "period.start", "role"}
FILLED: dict[str, list[tuple[str, ...]]] = {
    "en": [("Institute of the Banks (invented)", "IB", "China", "Research institute", "Member", "2021-03"),
           ("Model Forum (invented)", "MF", "Chnia", "Research institute", "Member", "31/02/2022"),
           ("Example Centre (invented)", "EC", "Kenya", "club", "Observer", "2023")],
    "fr": [("Institut des Rives (inventé)", "IR", "Chine", "Institut de recherche", "Membre", "2021-03"),
           ("Forum Modèle (inventé)", "FM", "Chnia", "Institut de recherche", "Membre", "31/02/2022"),
           ("Centre Exemple (inventé)", "CE", "Kenya", "club", "Observateur", "2023")],
    "zh": [("河岸研究院（虚构）", "IR", "中国", "研究机构", "成员", "2021-03"),
           ("模范论坛（虚构）", "MF", "中囯", "研究机构", "成员", "2022-02-31"),
           ("示例中心（虚构）", "EC", "肯尼亚", "俱乐部", "观察员", "2023")],
}  # fmt: skip


def template(lang: str) -> bytes:
    """A template of fewer columns than there are, so that they can be read in a picture."""
    (sheet,) = template_sheets(["member"], lang)
    own = {"en": "names@en", "fr": "names@fr", "zh": "names@zh-Hans"}[lang]
    kept = [n for n, c in enumerate(sheet.columns) if c.key in SHOWN and (c.key[:6] != "names@" or c.key == own)]
    rows = [[row[n] for n in kept] for row in sheet.rows]
    held = io.BytesIO()
    list(
        write_workbook(
            held, [sheet._replace(columns=[sheet.columns[n] for n in kept], rows=rows)], lang, are_examples=True
        )
    )
    return held.getvalue()


def filled(lang: str) -> bytes:
    """The template with three rows, two of which have faults."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(template(lang)))
    sheet: Any = book.worksheets[0]
    for number, row in enumerate(FILLED[lang], 3):
        for place, text in enumerate(row, 1):
            sheet.cell(number, place).value = text
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def marked(lang: str) -> bytes:
    """The same with its problems marked."""
    data = filled(lang)
    found = Listing()
    for line in WorkbookReader(read_workbook(data, LIMITS), "error", found, is_lenient=False):
        found.add(line.problems)
    return mark(data, [problem for problem in found.problems if problem.severity != "info"], lang)


def main() -> None:
    """Draw the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        for lang in FILLED:
            for name, data in (("template", template(lang)), ("marked", marked(lang))):
                path = Path(folder) / f"{name}.{lang}.xlsx"
                path.write_bytes(data)
                subprocess.run(
                    ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, path],
                    check=True,
                    capture_output=True,
                )
                cut = [
                    "-r",
                    "110",
                    "-x",
                    "70",
                    "-y",
                    "80",
                    "-W",
                    "1620",
                    "-H",
                    "150",
                    "-f",
                    "1",
                    "-l",
                    "1",
                    "-singlefile",
                    "-png",
                ]
                subprocess.run(["pdftoppm", *cut, path.with_suffix(".pdf"), FOLDER / f"{name}.{lang}"], check=True)


if __name__ == "__main__":
    main()
