"""OpenDocument spreadsheets, read like foreign workbooks."""

from __future__ import annotations

from typing import Final

from ..sheets.endings import ODS
from .format import Format
from .xlsx import read

__all__ = ["FORMAT"]

FORMAT: Final = Format(
    name="ods",
    title="OpenDocument spreadsheet",
    endings=(ODS,),
    packages=("python_calamine",),
    extra="thinktank-model[excel]",
    takes_mapping=True,
    read=read,
    profiles=True,
)
