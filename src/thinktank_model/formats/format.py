"""What a format says of itself, and what reading a file gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.util import find_spec
from typing import Any, Final, get_args

from attrs import field, fields, frozen

from ..dataset.collection import Dataset, assembled
from ..dataset.reading import gather
from ..jsontext.content import Content
from ..model.header import DatasetHeader
from ..model.union import RECORD
from ..problems.problem import Problem
from ..problems.report import Report
from ..records.readers import read_content
from ..shapes.explain import Unknown
from ..shapes.node import Node

__all__ = ["Format", "Imported"]

RECORDS: Final[tuple[str, ...]] = tuple([cls.type for cls in get_args(RECORD)])
EVERYTHING: Final[tuple[str, ...]] = (*RECORDS, DatasetHeader.type)


@frozen
class Imported:
    """What a file of another format holds.

    Attributes:
        dataset: the dataset; None if there is an error.
        report: everything there is to say about the file, and what could not be carried over.
    """

    dataset: Dataset | None
    report: Report


@frozen(kw_only=True)
class Format:
    """A kind of file that datasets are written to or read from.

    A module that has one as its attribute `FORMAT` is a format, if it stands in `thinktank_model/formats/`, or if another project
    names it as an entry point of the group `thinktank_model.formats`.

    Attributes:
        name: what a user calls it, in lower case.
        title: what it is, in a few words.
        endings: the endings of its files, each with its dot; the first one is that of new files.
        carries: the types of the records that it carries, and `dataset` if it carries what the dataset says of itself. What it
            does not carry is reported by `export`.
        packages: the names under which the packages that it needs are imported.
        extra: what `pip install` is given to install them, such as `thinktank-model[excel]`.
        takes_mapping: whether `read` takes a `mapping` of headings to columns.
        write: `write(dataset, target, *, lang)` writes to a binary stream and returns the problems of what it lost; `lang` is the
            language of labels and headings. None if the format is only read.
        read: `read(source, *, unknown)` reads from a binary stream and returns an `Imported`; `unknown` is as in `loads`. None
            if the format is only written.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    carries: tuple[str, ...] = field(default=EVERYTHING, repr=False)
    packages: tuple[str, ...] = ()
    extra: str | None = None
    takes_mapping: bool = False
    write: Callable[..., Iterable[Problem]] | None = field(default=None, repr=False)
    read: Callable[..., Imported] | None = field(default=None, repr=False)

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


def imported(nodes: Iterable[Node], problems: Iterable[Problem]) -> Imported:
    """The dataset of records, and perhaps a header, that were read; none if a problem is an error."""
    report = Report(problems)
    if not report.ok:
        return Imported(None, report)
    header: dict[str, Any] = {}
    records: list[Any] = []
    for node in nodes:
        if isinstance(node, DatasetHeader):
            header = {a.name: getattr(node, a.name) for a in fields(DatasetHeader)}
        else:
            records.append(node)
    return Imported(Dataset(records=tuple(records), **header), report)


def imported_json(content: Content, unknown: Unknown) -> Imported:
    """The dataset of a document or of JSON Lines."""
    gathered = gather(read_content(content, unknown))
    return Imported(None if gathered.has_error else assembled(gathered), Report(gathered.problems))
