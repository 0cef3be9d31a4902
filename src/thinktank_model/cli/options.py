"""Arguments and options that several verbs have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import click
from click.shell_completion import CompletionItem

__all__ = ["FILES", "QUIET", "paths"]


def paths(_context: click.Context, _argument: click.Parameter, begun: str) -> list[CompletionItem]:
    """How a shell completes an argument: it looks for files itself."""
    return [CompletionItem(begun, type="file")]


FILES: Final[Callable[[Any], Any]] = click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", shell_complete=paths
)
QUIET: Final[Callable[[Any], Any]] = click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
"""The option of a verb whose work can take long."""
