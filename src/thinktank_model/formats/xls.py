"""Workbooks of Excel 97 to 2003, read like foreign workbooks."""

from __future__ import annotations

from typing import Final

from ..sheets.endings import XLS
from .format import Format
from .xlsx import read

__all__ = ["FORMAT"]

FORMAT: Final = Format(
    name="xls",
    title="Excel workbook of Excel 97 to 2003",
    endings=(XLS,),
    packages=("python_calamine",),
    extra="thinktank-model[excel]",
    takes_mapping=True,
    read=read,
    profiles=True,
)
