"""Linked tables: a ZIP archive with a CSV file for each class of record and for each of its lists of objects. Nothing is lost."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable
from functools import partial
from typing import IO, Final

from ..dataset.collection import Dataset
from ..jsontext.compressed import DAMAGED, RAISE, UNPACKS_TOO_LARGE
from ..jsontext.limits import Limits
from ..jsontext.opening import UnreadableError, read_all
from ..model.scope import CORE_SCOPE, Scope
from ..model.union import Record
from ..problems.listing import Listing
from ..problems.pointers import pointer
from ..problems.problem import Problem
from ..shapes.explain import Unknown
from ..tables.flatten import to_tables
from ..tables.gather import from_tables
from ..tables.table import Table
from . import csv_text, frictionless
from .codes import DUPLICATE_ID
from .format import Format, Imported, Option, imported

__all__ = ["FORMAT"]

CSV: Final = ".csv"  # the extension of each file in the archive
WITHOUT, WITH = "none", "frictionless"
METHODS: Final = (0, 8)  # of compression: none, and deflate


def write(dataset: Dataset, target: IO[bytes], *, lang: str, descriptor: str = WITHOUT) -> Iterable[Problem]:
    """Write an archive; equal datasets give equal bytes."""
    from zipfile import (  # rarely needed, and with all that it brings along slow to import
        ZIP_DEFLATED,
        ZipFile,
        ZipInfo,
    )

    first: dict[str, Record] = {}
    again = [record.id for record in dataset if first.setdefault(record.id, record) is not record]
    tables = to_tables([dataset.header, *first.values()])
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:

        def add(name: str, data: bytes) -> None:
            about = ZipInfo(name)  # a fixed date, so that equal datasets give equal bytes
            about.compress_type = ZIP_DEFLATED
            archive.writestr(about, data)

        for table in tables:
            add(table.name + CSV, csv_text.to_bytes(table))
        if descriptor != WITHOUT:
            add(frictionless.DESCRIPTOR, frictionless.descriptor(dataset.header, tables, CSV, lang, dataset.scope))
    return [DUPLICATE_ID(id, record_id=id) for id in again]


def read(source: IO[bytes], *, unknown: Unknown, limits: Limits, scope: Scope = CORE_SCOPE) -> Imported:
    """Read an archive; files without the extension `.csv` are reported as unknown tables."""
    from zipfile import BadZipFile, ZipFile

    data = read_all(source, limits.document)
    tables: list[Table] = []
    found = Listing(limits.problems)
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if not entries or len(entries) != _declared(data) or any([e.compress_type not in METHODS for e in entries]):
                raise BadZipFile("its directory is damaged, or of another kind")  # zipfile skips lost entries
            most = limits.unpacked_from(len(data))
            if sum([entry.file_size for entry in entries]) > most:  # no entry is larger than declared
                raise UnreadableError(UNPACKS_TOO_LARGE(limit=most, help=RAISE))
            for entry in [entry for entry in entries if entry.filename != frictionless.DESCRIPTOR]:
                name = entry.filename.removesuffix(CSV)
                report = partial(_report, found, pointer(name))
                tables.append(
                    csv_text.to_table(name, archive.read(entry), report)._replace(lines=())
                )  # of another file
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise UnreadableError(DAMAGED(reason=str(error))) from None
    given = iter(tables)
    del data, tables  # may be most of the memory
    return imported(from_tables(given, unknown, limits, found, scope=scope), found)


def _report(found: Listing, at: str, fault: Problem) -> None:
    """List a problem of one of the files."""
    found.add([fault.under(at)])


def _declared(data: bytes) -> int:
    """Return the number of files that the end of an archive declares."""
    end = data.rfind(b"PK\x05\x06")
    return int.from_bytes(data[end + 10 : end + 12], "little")


FORMAT: Final = Format(
    name="csv-zip",
    title="linked CSV tables in a ZIP archive",
    endings=(".csv.zip", ".zip"),
    write=write,
    read=read,
    profiles=True,
    write_options=(Option("descriptor", "a description of the tables beside them, datapackage.json", (WITHOUT, WITH)),),
)
