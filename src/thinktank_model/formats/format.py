"""The definition of a format, and the result of reading a file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from importlib.util import find_spec
from typing import Any, Final, get_args

from attrs import field, frozen

from ..dataset.collection import Dataset, assembled
from ..model.header import DatasetHeader
from ..model.kept import is_foreign_type
from ..model.union import RECORD
from ..problems.listing import Listing
from ..problems.problem import Code, Problem
from ..problems.report import Report
from ..records.readers import Line
from ..rules.reading import gather

__all__ = ["Format", "Imported", "Option"]

RECORDS: Final[tuple[str, ...]] = tuple([cls.type for cls in get_args(RECORD)])
EVERYTHING: Final[tuple[str, ...]] = (*RECORDS, DatasetHeader.type)


@frozen
class Imported:
    """The result of reading a file of another format.

    Attributes:
        dataset: the dataset; None if there is an error. From a table of other people or a template only the rows with errors
            are missing, and it is None if no other row is left.
        report: the problems of the file, and the data that could not be carried over.
        mapping: for a workbook the mapping that it was read with, which can be edited and used again.
    """

    dataset: Dataset | None
    report: Report
    mapping: Mapping[str, Any] | None = field(default=None, repr=False)


@frozen
class Option:
    """A choice that a format leaves to the caller.

    Attributes:
        name: the keyword of `export` or `import_file`; on the command line `--option NAME=VALUE`.
        title: a short description.
        choices: its values, the default first; empty if it takes any text.
    """

    name: str
    title: str
    choices: tuple[str, ...] = ()


@frozen(kw_only=True)
class Format:
    """A file format that datasets are written to or read from.

    A module with an attribute `FORMAT` is a format if it is in `thinktank_model/formats/`, or if another project
    declares it as an entry point of the group `thinktank_model.formats`.

    Attributes:
        name: its name for users, in lower case.
        title: a short description.
        endings: the extensions of its files, with the dot; the first one is used for new files.
        carries: the record types that it carries, and `dataset` if it carries the metadata of the dataset. What it
            does not carry is reported by `export`.
        packages: the import names of the packages that it needs.
        extra: the argument of `pip install` for them, such as `thinktank-model[excel]`.
        keys: of JSON, sets of keys by which a file of it is known whose name does not say it: all of one set are in its first
            object. The key of an object in an object or list follows a dot, as in `message.DOI`.
        takes_mapping: whether `read` takes a `mapping` of headings to columns.
        write: `write(dataset, target, *, lang)` writes to a binary stream and returns the problems of what it lost; `lang` is the
            language of labels and headings. None if the format is only read.
        read: `read(source, *, unknown, limits)` reads from a binary stream and returns an `Imported`; `unknown` is as in
            `loads`, `limits` as in `Dataset.read`. None if the format is only written.
        write_options: further keyword arguments of `write`.
        read_options: further keyword arguments of `read`.
        profiles: whether it carries records of any profile too; then `read` takes the `scope` of one. From a format that does not, such
            records are left out, and reported.
        kept: whether it also carries records of profiles that are not loaded (`KeptRecord`).
        codes: the problem codes of the format, whose names begin with `import.` or
            `export.` and the name of the format.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    carries: tuple[str, ...] = field(default=EVERYTHING, repr=False)
    packages: tuple[str, ...] = ()
    extra: str | None = None
    keys: tuple[Collection[str], ...] = field(default=(), repr=False)
    takes_mapping: bool = False
    write: Callable[..., Iterable[Problem]] | None = field(default=None, repr=False)
    read: Callable[..., Imported] | None = field(default=None, repr=False)
    write_options: tuple[Option, ...] = field(default=(), repr=False)
    read_options: tuple[Option, ...] = field(default=(), repr=False)
    profiles: bool = field(default=False, repr=False)
    kept: bool = field(default=False, repr=False)
    codes: tuple[Code, ...] = field(default=(), repr=False)

    def carries_type(self, type: str) -> bool:
        """Return whether it carries records of a type."""
        return type in self.carries or (self.profiles and is_foreign_type(type))

    @property
    def writes(self) -> bool:
        """Whether it can be written."""
        return self.write is not None

    @property
    def reads(self) -> bool:
        """Whether it can be read."""
        return self.read is not None

    @property
    def installed(self) -> bool:
        """Whether the packages that it needs are installed."""
        return all([find_spec(package) is not None for package in self.packages])


def imported(lines: Iterable[Line], found: Listing, *, is_partial: bool = False) -> Imported:
    """Return the dataset of a reader's records; without a dataset if there is an error.

    Parameters:
        lines: the reader.
        found: lists the problems, including earlier ones.
        is_partial: whether records with errors are left out, and only they, as long as any record is left.
    """
    gathered = gather(lines, found)
    is_read = not found.has_error or (is_partial and bool(gathered.lines))
    return Imported(assembled(gathered) if is_read else None, found.report())
