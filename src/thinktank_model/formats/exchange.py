"""`export` and `import_file`: write and read datasets in any format."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import IO, Any, Final

from attrs import evolve, fields

from ..dataset.collection import Dataset, made_of
from ..jsontext.compressed import opened, plain_name
from ..jsontext.files import writing
from ..jsontext.limits import LIMITS, Limits
from ..jsontext.opening import UnreadableError, binary
from ..model.header import DatasetHeader
from ..model.kept import KeptRecord, is_foreign_type
from ..model.scope import MISSING
from ..problems.meant import did_you_mean
from ..problems.problem import Problem
from ..problems.report import Report
from ..rules.reading import collector_paused
from ..shapes.explain import Unknown, check_unknown
from .codes import HEADER_NOT_CARRIED, TYPE_NOT_CARRIED
from .content import recognized
from .discovery import available_formats, find, own_formats
from .format import Format, Imported, Option

__all__ = ["available_formats", "export", "import_file"]

GENERAL: Final = ("json", "jsonl")  # formats whose endings files of other kinds have too
IMPLIED: Final = ("schema_version",)  # keys that a file may omit, since the reader's version is implied


def export(
    dataset: Dataset,
    target: str | os.PathLike[str] | IO[bytes],
    *,
    format: str | None = None,
    lang: str = "en",
    **options: str,
) -> Report:
    """Write a dataset in another format, and report what that cannot carry.

    Parameters:
        dataset: the dataset.
        target: a path, which is written atomically, or a binary stream.
        format: the name of a format from `available_formats`; by default that of the path's extension.
        lang: the language of headings and labels, for formats that have them.
        options: options of the format, see its `write_options`.

    Returns:
        A report of losses, with codes `export.*`; empty if nothing was lost.

    Raises:
        ValueError: there is no such format, or an option has a value that it does not take.
        TypeError: the dataset is not a dataset, the target is neither a path nor a binary stream, or the format has no such option.
        ImportError: the format needs a package that is not installed; the message says what to install.
        OSError: the file cannot be written; an existing one is unchanged.
    """
    given: object = dataset
    if not isinstance(given, Dataset):
        raise TypeError(
            f"expected a Dataset, found an object of type {type(given).__name__}; use tm.Dataset(records=[...])"
        )
    name, opening = _opening(target, writing)
    found = find(format, name, "write")
    _check(found, found.write_options, options)
    with opening as stream, collector_paused():
        assert found.write is not None  # for the type checker; `find` ensures it
        carried = _carried(dataset, found)
        lost = tuple(found.write(carried, stream, lang=lang, **options))
    return Report([*_left_out(dataset, carried, found), *lost])


def _carried(dataset: Dataset, format: Format) -> Dataset:
    """Return the dataset without records of profiles that a format does not know. References to them are kept."""
    classes = {*map(type, dataset.records)}
    known = {cls for cls in classes if _knows(format, cls)}
    if known == classes:
        return dataset
    return made_of(dataset.header, tuple([record for record in dataset if type(record) in known]), type(dataset))


def _knows(format: Format, cls: Any) -> bool:
    return format.kept if issubclass(cls, KeptRecord) else format.profiles or not is_foreign_type(cls.type)


def _left_out(dataset: Dataset, carried: Dataset, format: Format) -> Iterator[Problem]:
    """Report the records that a format cannot carry."""
    if DatasetHeader.type not in format.carries:
        said = [a.name for a in fields(DatasetHeader) if getattr(dataset, a.name) != a.default]
        names = ", ".join([name for name in said if name not in IMPLIED])
        if names:
            yield HEADER_NOT_CARRIED(format=format.name, names=names)
    every = Counter([record.type for record in dataset])
    left = every if carried is dataset else Counter([record.type for record in carried])
    for tag, whole in every.items():
        count = whole - left[tag] if format.carries_type(tag) else whole
        if count:
            yield TYPE_NOT_CARRIED(format=format.name, type=tag, count=count)


def import_file(
    source: str | os.PathLike[str] | IO[bytes],
    *,
    format: str | None = None,
    mapping: Mapping[str, Any] | None = None,
    unknown: Unknown = "error",
    limits: Limits = LIMITS,
    **options: str,
) -> Imported:
    """Read a dataset from a file of another format; bad data never raises. Rules across records are left to `Dataset.check`.

    Parameters:
        source: a path or a binary stream. A path with the extension `.gz` or `.zst` is decompressed.
        format: the name of a format. If left out it is that of the path's ending; JSON of a register, and a stream, is known by
            its keys (`Format.keys`).
        mapping: for a table, the column of each heading; for a workbook also the value of `Imported.mapping`.
        unknown: as in `loads`.
        limits: the size of files, lines and compressed files, and the number of problems. A file over a limit is a problem
            too.
        options: options of the format, see its `read_options`.

    Raises:
        ValueError: there is no such format, it takes no mapping, `unknown` is neither `"error"` nor `"keep"`, or an option has a
            value that it does not take.
        TypeError: the mapping does not take strings to strings, the source is neither a path nor a binary stream, or the format
            has no such option.
        ImportError: a package that is needed is not installed; the message says what to install.
        OSError: the file cannot be read.
    """
    return imported_as(Dataset, source, format, mapping, unknown, limits, options)


def imported_as(
    cls: type[Dataset],
    source: str | os.PathLike[str] | IO[bytes],
    format: str | None,
    mapping: Mapping[str, Any] | None,
    unknown: Unknown,
    limits: Limits,
    options: Mapping[str, str],
) -> Imported:
    """Read a dataset of a class, that of the core or of a profile. Other parameters and errors are those of `import_file`."""
    check_unknown(unknown)
    name, opening = _opening(source, partial(opened, limits=limits))
    found = find(format, name, "read") if format is not None or name else None
    if found is not None:
        if mapping is not None and not found.takes_mapping:
            raise ValueError(f"the format {found.name} has no headings, and takes no mapping")
        _check(found, found.read_options, options)
    if mapping is not None and not _is_mapping(mapping):
        raise TypeError('mapping takes headings to columns, such as {"Organisation": "party_id"}')
    given: dict[str, Any] = {**options, **({} if mapping is None else {"mapping": mapping})}
    try:
        with opening as stream, collector_paused():
            if format is None and (found is None or found.name in GENERAL):
                found = recognized(stream, own_formats()) or found or find(None, name, "read")
            assert found is not None  # for the type checker; `find` ensures it
            assert found.read is not None
            if found.profiles:
                given["scope"] = cls.scope
            imported = found.read(stream, unknown=unknown, limits=limits, **given)
    except UnreadableError as error:
        return Imported(None, Report([error.problem]))
    read = imported.dataset
    if not found.profiles:  # its reader does not know the profiles of the class, and says so
        known = [one for one in imported.report if one.code != MISSING.name or one.value not in cls.scope.profiles]
        imported = evolve(imported, report=Report(known))
    return imported if read is None else evolve(imported, dataset=made_of(read.header, read.records, cls))


def _check(format: Format, known: Iterable[Option], options: Mapping[str, str]) -> None:
    """Check that a format has these options and takes these values.

    Raises:
        TypeError: it does not have one of them.
        ValueError: one of them does not take its value.
    """
    by_name = {option.name: option for option in known}
    for name, value in options.items():
        option = by_name.get(name)
        if option is None:
            has = f"only {', '.join(by_name)}" if by_name else "and has none"
            raise TypeError(f"the format {format.name} has no option {name!r}, {has}{did_you_mean(name, by_name)}")
        if option.choices and value not in option.choices:
            listed = ", ".join(option.choices)
            raise ValueError(
                f"the option {name} takes one of {listed}, not {value!r}{did_you_mean(value, option.choices)}"
            )


def _opening(
    file: str | os.PathLike[str] | IO[bytes],
    open: Callable[[str | os.PathLike[str]], AbstractContextManager[IO[bytes]]],
) -> tuple[str, AbstractContextManager[IO[bytes]]]:
    """Return the name of a file and a context manager that opens it. A stream has no name and stays open."""
    if isinstance(file, (str, os.PathLike)):
        return plain_name(file), open(file)
    return "", nullcontext(binary(file))


def _is_mapping(given: object) -> bool:
    return isinstance(given, Mapping) and all(
        [isinstance(key, str) and isinstance(value, (str, Mapping)) for key, value in given.items()]
    )
