"""Linked tables: a ZIP archive with a CSV file for each class of record and for each of its lists of objects. Nothing is lost."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable
from typing import IO, Final

from ..dataset.collection import Dataset
from ..jsontext.compressed import DAMAGED, FREE, UNPACKS_TOO_LARGE, UnpackingError
from ..jsontext.limits import LIMITS
from ..model.union import Record
from ..problems.pointers import pointer
from ..problems.problem import Problem
from ..shapes.explain import Unknown
from ..tables.flatten import to_tables
from ..tables.gather import from_tables
from ..tables.table import Table
from . import csv_text
from .codes import DUPLICATE_ID
from .format import Format, Imported, imported

__all__ = ["FORMAT"]

CSV: Final = ".csv"  # what the name of each file in the archive ends in
METHODS: Final = (0, 8)  # of compression: none, and deflate


def write(dataset: Dataset, target: IO[bytes], *, lang: str) -> Iterable[Problem]:  # noqa: ARG001 - columns are keys
    """Write an archive; equal datasets give equal bytes."""
    from zipfile import (  # seldom needed, and with all that it brings along slow to import
        ZIP_DEFLATED,
        ZipFile,
        ZipInfo,
    )

    first: dict[str, Record] = {}
    again = [record.id for record in dataset if first.setdefault(record.id, record) is not record]
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for table in to_tables([dataset.header, *first.values()]):
            about = ZipInfo(table.name + CSV)  # as if made in 1980, not today
            about.compress_type = ZIP_DEFLATED
            archive.writestr(about, csv_text.to_bytes(table))
    return [DUPLICATE_ID(id, record_id=id) for id in again]


def read(source: IO[bytes], *, unknown: Unknown) -> Imported:
    """Read an archive; files in it that do not end in `.csv` are tables that nobody knows."""
    from zipfile import BadZipFile, ZipFile

    data = source.read()
    tables: list[Table] = []
    problems: list[Problem] = []
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if not entries or len(entries) != _declared(data) or any([e.compress_type not in METHODS for e in entries]):
                raise BadZipFile("its directory is damaged, or of another kind")  # zipfile passes over lost entries
            most = min(LIMITS.unpacked, max(FREE, LIMITS.ratio * len(data)))
            if sum([entry.file_size for entry in entries]) > most:  # none gives more than it declares
                raise UnpackingError(UNPACKS_TOO_LARGE(limit=most))
            for entry in entries:
                table, faults = csv_text.to_table(entry.filename.removesuffix(CSV), archive.read(entry))
                tables.append(table._replace(lines=()))  # no lines of this file
                problems += [fault.under(pointer(table.name)) for fault in faults]
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise UnpackingError(DAMAGED(reason=str(error))) from None
    gathered = from_tables(tables, unknown)
    return imported(gathered.nodes, [*problems, *gathered.problems])


def _declared(data: bytes) -> int:
    """How many files the end of an archive says there are."""
    end = data.rfind(b"PK\x05\x06")
    return int.from_bytes(data[end + 10 : end + 12], "little")


FORMAT: Final = Format(
    name="csv-zip", title="linked CSV tables in a ZIP archive", endings=(".csv.zip", ".zip"), write=write, read=read
)
