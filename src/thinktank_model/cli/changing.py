"""Changes datasets in their files in place, or shows the difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

import click

from ..dataset.collection import Dataset
from ..jsontext.limits import Limits
from ..problems.report import InvalidData
from .fixing import mended, preview, write_back
from .inputs import Source
from .output import FAILED, OK, say
from .splicing import NOTHING, dataset_of, spliced

__all__ = ["changed_in_place"]


def changed_in_place(
    path: str,
    change: Callable[[Dataset], Dataset],
    *,
    diff: bool,
    limits: Limits,
    renamed: Mapping[str, str] = NOTHING,
) -> int:
    """Change the dataset of a file, and return the exit code.

    Parameters:
        path: the file.
        change: a function that returns the new dataset.
        diff: whether to only show the difference.
        limits: how much of the file is read.
        renamed: the new ids of renamed records, which keep their position.

    Raises:
        InvalidData: the dataset has errors, or the change would make some.
        ClickException: the dataset has no such record, or is of an older schema version.
    """

    def rewrite(source: Source, data: bytes, is_lines: bool) -> tuple[bytes, Counter[str]]:
        before = dataset_of(source, data, is_lines)
        return spliced(data, is_lines, before, change(before), renamed), Counter()

    given = Source(path, limits=limits)
    try:
        if diff:
            return preview([given], rewrite)
        for source in mended([given], rewrite, Counter(), write_back):
            if source.fault:
                say(f"{path}: {source.fault}")
                return FAILED
    except InvalidData:
        raise
    except (KeyError, ValueError) as error:
        raise click.ClickException(str(error)) from None
    return OK
