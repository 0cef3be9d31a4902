"""Excel workbooks: a sheet for each record class, with headings and labels in the reader's language; read back without loss."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import IO, Any, Final

from attrs import evolve

from ..dataset.collection import Dataset
from ..jsontext.limits import Limits
from ..jsontext.opening import read_all
from ..model.scope import CORE_SCOPE, Scope
from ..model.union import Record
from ..problems.listing import Listing
from ..problems.problem import Problem
from ..shapes.explain import Unknown
from ..sheets.endings import XLSX
from ..sheets.grid import read_workbook
from ..sheets.human import sheets_of
from ..sheets.reading import WorkbookReader
from ..sheets.writing import write_workbook
from ..tables.flatten import to_tables
from .codes import DUPLICATE_ID
from .format import Format, Imported, imported

__all__ = ["FORMAT"]


def write(dataset: Dataset, target: IO[bytes], *, lang: str) -> Iterable[Problem]:
    """Write a workbook; equal datasets give equal bytes."""
    first: dict[str, Record] = {}
    again = [record.id for record in dataset if first.setdefault(record.id, record) is not record]
    sheets = sheets_of(to_tables([dataset.header, *first.values()]), first.values(), lang, dataset.scope)
    return [*[DUPLICATE_ID(id, record_id=id) for id in again], *write_workbook(target, sheets, lang, dataset.scope)]


def read(
    source: IO[bytes],
    *,
    unknown: Unknown,
    limits: Limits,
    mapping: Mapping[str, Any] | None = None,
    scope: Scope = CORE_SCOPE,
) -> Imported:
    """Read a workbook, ours or a foreign one."""
    found = Listing(limits.problems)
    reader = WorkbookReader(
        read_workbook(read_all(source, limits.document), limits), unknown, found, limits, mapping=mapping, scope=scope
    )
    return evolve(imported(reader, found, is_partial=reader.is_partial), mapping=reader.mapping)


FORMAT: Final = Format(
    name="xlsx",
    title="Excel workbook, a sheet a class of record",
    endings=(XLSX,),
    packages=("xlsxwriter", "python_calamine"),
    extra="thinktank-model[excel]",
    takes_mapping=True,
    write=write,
    read=read,
    profiles=True,
)
