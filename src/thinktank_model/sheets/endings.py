"""The endings of the names of workbooks."""

from __future__ import annotations

from typing import Final

__all__ = ["ENDINGS", "ODS", "XLS", "XLSX"]

XLSX: Final = ".xlsx"
XLS: Final = ".xls"
ODS: Final = ".ods"
ENDINGS: Final = (XLSX, XLS, ODS)
