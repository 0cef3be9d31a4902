"""The endings of the names of workbooks and tables."""

from __future__ import annotations

from typing import Final

__all__ = ["ENDINGS", "ODS", "TABLES", "XLS", "XLSX"]

XLSX: Final = ".xlsx"
XLS: Final = ".xls"
ODS: Final = ".ods"
ENDINGS: Final = (XLSX, XLS, ODS)
TABLES: Final = (".csv", ".tsv")
