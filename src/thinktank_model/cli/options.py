"""Arguments and options of several verbs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

import click
from click.shell_completion import CompletionItem

from ..jsontext.limits import FREE, LIMITS
from ..problems.translations import Phrase
from ..shapes.explain import CHOICES

__all__ = ["FILES", "QUIET", "UNKNOWN", "limited", "paths"]


def paths(_context: click.Context, _argument: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return the completion of an argument: the shell completes files itself."""
    return [CompletionItem(begun, type="file")]


FILES: Final[Callable[[Any], Any]] = click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", shell_complete=paths
)
QUIET: Final[Callable[[Any], Any]] = click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
"""The option of a verb whose work can take long."""


UNKNOWN: Final[Callable[[Any], Any]] = click.option(
    "--unknown",
    type=click.Choice(CHOICES),
    default=CHOICES[0],
    show_default=True,
    help="Report unknown keys as errors, or keep them.",
)


UNPACKED: Final = (
    "Unpack at most this much of a compressed file.  "
    f"[default: {LIMITS.unpacked}, and above {FREE} at most {LIMITS.ratio} times its size]"
)


class _Bytes(click.IntRange):
    """A number of bytes."""

    name = "bytes"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            said = Phrase("{value} is not a number of bytes such as 1048576, which is 1 MiB", value=repr(value))
            self.fail(said, param, ctx)


def limited(command: Callable[..., int]) -> Callable[..., int]:
    """Add options for the limits of reading to a verb. Its parameter is `limits`."""

    @wraps(command)
    def with_limits(*arguments: Any, max_line: int, max_document: int, max_unpacked: int | None, **options: Any) -> int:
        limits = LIMITS._replace(line=max_line, document=max_document)
        if max_unpacked is not None:  # a user who gives a size trusts the file, whatever its ratio
            limits = limits._replace(unpacked=max_unpacked, ratio=max_unpacked)
        return command(*arguments, limits=limits, **options)

    for name, default, text in (
        ("--max-line", LIMITS.line, "Report and skip lines longer than this."),
        ("--max-document", LIMITS.document, "Refuse larger files where a file is read whole."),
        ("--max-unpacked", None, UNPACKED),
    ):
        with_limits = click.option(
            name, type=_Bytes(1), default=default, show_default=bool(default), metavar="BYTES", help=text
        )(with_limits)
    return with_limits
