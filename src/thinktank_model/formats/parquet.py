"""Parquet: one table with the columns of all classes, and the dataset's own metadata in that of the file. Nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Final

from ..dataset.collection import Dataset
from ..jsontext.compressed import RAISE, UNPACKS_TOO_LARGE
from ..jsontext.limits import Limits
from ..jsontext.opening import UnreadableError, read_all
from ..jsontext.parsing import parse
from ..problems.listing import Listing
from ..problems.problem import Problem
from ..problems.report import InvalidData
from ..records.placing import placed
from ..records.readers import Line, RecordReader
from ..shapes.explain import Unknown
from .codes import NOT_UTF8, SYNTAX
from .format import RECORDS, Format, Imported, imported

__all__ = ["FORMAT"]


def write(dataset: Dataset, target: IO[bytes], *, lang: str) -> Iterable[Problem]:  # noqa: ARG001 - has no labels
    """Write the records with the columns of all classes, including classes without records in the dataset."""
    from ..columns.files import write_parquet

    write_parquet(target, [record for record in dataset if record.type in RECORDS], header=dataset.header)
    return ()


def read(source: IO[bytes], *, unknown: Unknown, limits: Limits) -> Imported:
    """Read a file written by `write`, or another one with such columns."""
    from pyarrow import ArrowException

    data, found = read_all(source, limits.document), Listing(limits.problems)
    try:
        return imported(_lines(data, RecordReader(unknown, limits), found, limits), found)
    except UnreadableError:
        raise
    except UnicodeDecodeError:  # pyarrow only looks at a text when it becomes one of Python
        raise UnreadableError(SYNTAX(format=FORMAT.title, reason=NOT_UTF8)) from None
    except (OSError, ArrowException) as error:
        raise UnreadableError(SYNTAX(format=FORMAT.title, reason=str(error).partition("\n")[0])) from None


def _lines(data: bytes, reader: RecordReader, found: Listing, limits: Limits) -> Iterator[Line]:
    """Yield the header, if there is one, and the records."""
    from ..columns.files import Stored

    stored = Stored(data)
    most = limits.unpacked_from(len(data))
    if stored.size > most:
        raise UnreadableError(UNPACKS_TOO_LARGE(limit=most, help=RAISE))
    if stored.header is not None:
        value, problems = parse(stored.header)
        header = None
        if not problems:
            header, problems = reader.header(value)
        yield Line(0, 0, None, placed(problems, value), header, is_header=True)
    try:
        for number, value in enumerate(stored.rows(reader.scope.record)):
            record, problems, newest = reader.record(value)
            yield Line(number, 0, record, placed(problems, newest, prefix=f"/{number}") if problems else ())
    except InvalidData as error:
        found.add(error.problems)


FORMAT: Final = Format(
    name="parquet",
    title="Parquet",
    endings=(".parquet",),
    packages=("pyarrow",),
    extra="thinktank-model[arrow]",
    write=write,
    read=read,
)
