"""Changes of whole datasets in their files: in place, or shown as a difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

import click

from ..dataset.collection import Dataset
from ..problems.report import InvalidData
from .fixing import mended, preview, write_back
from .inputs import Source
from .output import FAILED, OK, say
from .splicing import NOTHING, dataset_of, spliced

__all__ = ["changed_in_place"]


def changed_in_place(
    path: str, change: Callable[[Dataset], Dataset], *, diff: bool, renamed: Mapping[str, str] = NOTHING
) -> int:
    """Change the dataset of a file, and return the exit code.

    Parameters:
        path: the file.
        change: makes the new dataset.
        diff: whether to show only what would change.
        renamed: the old id to the new one of records that stay where they stand.

    Raises:
        InvalidData: the dataset has errors, or the change would make some.
        ClickException: the dataset has no such record, or is of an older schema version.
    """

    def rewrite(_source: Source, data: bytes, is_lines: bool) -> tuple[bytes, Counter[str]]:
        before = dataset_of(path, data, is_lines)
        return spliced(data, is_lines, before, change(before), renamed), Counter()

    try:
        if diff:
            return preview([Source(path)], rewrite)
        for source in mended([Source(path)], rewrite, Counter(), write_back):
            if source.fault:
                say(f"{path}: {source.fault}")
                return FAILED
    except InvalidData:
        raise
    except (KeyError, ValueError) as error:
        raise click.ClickException(str(error)) from None
    return OK
