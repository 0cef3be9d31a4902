"""The option `--map` of verbs that read workbooks and tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import click

from .languages import language
from .output import write

__all__ = ["MAP", "columns_listed"]


def _read(_context: click.Context, _option: click.Parameter, path: str | None) -> Mapping[str, Any] | None:
    """A callback for an option: the mapping in a file.

    Raises:
        UsageError: the file is not TOML, or cannot be read.
    """
    if path is None:
        return None
    from ..sheets.mapping import MappingError, read_mapping  # slow to import, and rarely needed

    try:
        return read_mapping(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise click.UsageError(f"{path}: {error.strerror}") from None
    except (MappingError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{path}: {error}") from None


MAP: Final[Callable[[Any], Any]] = click.option(
    "--map",
    "mapping",
    type=click.Path(),
    metavar="FILE.toml",
    callback=_read,
    help="Read sheets and columns according to this mapping.",
)


def _list(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    """A callback for an option: prints the columns that a mapping can name, with their headings, and exits."""
    if wanted:
        from ..model.union import RECORD
        from ..shapes.annotations import shape_of
        from ..sheets.roles import called, roles

        tags = shape_of(RECORD).options
        columns = dict.fromkeys([role for tag in tags for meant in roles(tag).values() for role in meant])
        for role in columns:
            write(f"{f'{role.table} {role.key}':50} {called(role, language())}\n")
        context.exit()


columns_listed: Final[Callable[[Any], Any]] = click.option(
    "--list-columns",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_list,
    help="List the columns that a mapping can name.",
)
