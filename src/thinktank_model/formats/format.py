"""What a format states about itself, and what reading a file gives."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from importlib.util import find_spec
from typing import Any, Final, get_args

from attrs import field, frozen

from ..dataset.collection import Dataset, assembled
from ..dataset.reading import gather
from ..model.header import DatasetHeader
from ..model.kept import is_foreign_type
from ..model.union import RECORD
from ..problems.listing import Listing
from ..problems.problem import Code, Problem
from ..problems.report import Report
from ..records.readers import Line

__all__ = ["Format", "Imported", "Option"]

RECORDS: Final[tuple[str, ...]] = tuple([cls.type for cls in get_args(RECORD)])
EVERYTHING: Final[tuple[str, ...]] = (*RECORDS, DatasetHeader.type)


@frozen
class Imported:
    """What a file of another format holds.

    Attributes:
        dataset: the dataset; None if there is an error.
        report: everything there is to say about the file, and what could not be carried over.
        mapping: of a workbook the mapping that has it read in the same way; a person can change it and give it back.
    """

    dataset: Dataset | None
    report: Report
    mapping: Mapping[str, Any] | None = field(default=None, repr=False)


@frozen
class Option:
    """A choice that a format leaves to the caller.

    Attributes:
        name: the keyword of `export` or `import_file`; on the command line `--option NAME=VALUE`.
        title: what it says, in a few words.
        choices: the values that it takes, the default first; empty where it takes any text.
    """

    name: str
    title: str
    choices: tuple[str, ...] = ()


@frozen(kw_only=True)
class Format:
    """A kind of file that datasets are written to or read from.

    A module that has one as its attribute `FORMAT` is a format, if it is in `thinktank_model/formats/`, or if another project
    names it as an entry point of the group `thinktank_model.formats`.

    Attributes:
        name: what a user calls it, in lower case.
        title: what it is, in a few words.
        endings: the endings of its files, each with its dot; the first one is that of new files.
        carries: the types of the records that it carries, and `dataset` if it carries the metadata of the dataset. What it
            does not carry is reported by `export`.
        packages: the names under which the packages that it needs are imported.
        extra: what `pip install` is given to install them, such as `thinktank-model[excel]`.
        keys: of JSON, sets of keys by which a file of it is known whose name does not say it: all of one set are in its first
            object. The key of an object in an object or list follows a dot, as in `message.DOI`.
        takes_mapping: whether `read` takes a `mapping` of headings to columns.
        write: `write(dataset, target, *, lang)` writes to a binary stream and returns the problems of what it lost; `lang` is the
            language of labels and headings. None if the format is only read.
        read: `read(source, *, unknown, limits)` reads from a binary stream and returns an `Imported`; `unknown` is as in
            `loads`, `limits` as in `Dataset.read`. None if the format is only written.
        write_options: what `write` takes beside that, each as a keyword.
        read_options: what `read` takes beside that.
        profiles: whether it carries records of any profile too; then `read` takes the `scope` of one. From a format that does not, such
            records are left out, and reported.
        codes: the rules that problems of the format are made of, each with a name of its own, which begins with `import.` or
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
    codes: tuple[Code, ...] = field(default=(), repr=False)

    def carries_type(self, type: str) -> bool:
        """Return whether it carries records of a type."""
        return type in self.carries or (self.profiles and is_foreign_type(type))

    @property
    def writes(self) -> bool:
        """Whether datasets can be written in it."""
        return self.write is not None

    @property
    def reads(self) -> bool:
        """Whether datasets can be read from it."""
        return self.read is not None

    @property
    def installed(self) -> bool:
        """Whether the packages that it needs are there."""
        return all([find_spec(package) is not None for package in self.packages])


def imported(lines: Iterable[Line], found: Listing) -> Imported:
    """Return the dataset of what a reader gives; none if a problem is an error.

    Parameters:
        lines: the reader.
        found: lists the problems, and has those that were found before.
    """
    gathered = gather(lines, found)
    return Imported(None if found.has_error else assembled(gathered), found.report())
