"""The common parts of `export` and `import`: the choice and list of formats, and their messages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, Literal

import click

from ..dataset.collection import Dataset, assembled
from ..formats.discovery import available_formats, find
from ..jsontext.compressed import plain_name
from ..jsontext.limits import Limits
from ..problems.display import escape, literal
from ..problems.problem import Problem
from ..problems.report import Report
from ..problems.translations import Phrase, translation
from ..shapes.explain import Unknown
from .datasets import read_dataset
from .grouping import grouped
from .output import OK, PROBLEMS, printable, say, write, write_aside
from .profile import dataset_class

__all__ = ["OPTIONS", "STRICT", "carrying", "choice", "chosen", "listing", "read_or_tell", "tell"]

Way = Literal["read", "write"]
READINGS: Final = 5  # further values that a line names, with what they are read as
CELLS: Final = 6  # further cells that a line names

STRICT: Final[Callable[[Any], Any]] = click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")


def _options(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Return the names and values of options given as NAME=VALUE."""
    found = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise click.BadParameter(Phrase("{text} is not NAME=VALUE", text=repr(text)))
        found[name.strip().replace("-", "_")] = value
    return found


OPTIONS: Final[Callable[[Any], Any]] = click.option(
    "--option",
    "options",
    metavar="NAME=VALUE",
    multiple=True,
    callback=_options,
    help="An option of the format; --list shows the options of each format.",
)


@contextmanager
def carrying() -> Iterator[None]:
    """Run a block in which an unknown option of a format, or an invalid value, is a usage error."""
    try:
        yield
    except (ValueError, TypeError) as error:
        raise click.UsageError(str(error)) from None


def choice(option: str, way: Way, where: str) -> Callable[[Any], Any]:
    """Return the option that selects a format. The formats are looked up when needed, since other projects add some."""

    def begun(_context: click.Context, _option: click.Parameter, text: str) -> list[str]:
        return [
            format.name
            for format in available_formats()
            if getattr(format, way) is not None and format.name.startswith(text)
        ]

    help = f"The format; default: by the extension of {where}."
    return click.option(option, "format", metavar="FORMAT", shell_complete=begun, help=help)


def listing(way: Way) -> Callable[[Any], Any]:
    """Return the option `--list`."""

    def show(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
        if wanted:
            for format in available_formats():
                if getattr(format, way) is not None:
                    missing = "" if format.installed else f' (pip install "{format.extra}")'
                    write(f"{format.name:10} {', '.join(format.endings):18} {format.title}{missing}\n")
                    for option in getattr(format, f"{way}_options"):
                        values = "|".join(option.choices) or "..."
                        write(f"{'':10} {'':18} --option {option.name}={values}  {option.title}\n")
            context.exit()

    return click.option(
        "--list", is_flag=True, is_eager=True, expose_value=False, callback=show, help="List the formats."
    )


def chosen(name: str | None, path: str, way: Way) -> str:
    """Return the name of the selected format.

    Raises:
        UsageError: there is none, or a package that it needs is missing.
    """
    try:
        return find(name, plain_name(path), way).name
    except (ValueError, ImportError) as error:
        raise click.UsageError(error.args[0]) from None  # a phrase, which can be translated


def read_or_tell(path: str, unknown: Unknown, limits: Limits, lang: str, *, strict: bool) -> Dataset | None:
    """Return the dataset of a file of any kind; None if it has errors, which are printed.

    Raises:
        OSError: it cannot be read.
    """
    gathered = read_dataset(path, unknown, limits)
    if not gathered.has_error:
        return assembled(gathered, dataset_class())
    tell(path, Report(gathered.problems), 0, lang, strict=strict)
    say(Phrase("{path} has errors, nothing was written", path=path))
    return None


def tell(path: str, report: Report, records: int, lang: str, *, strict: bool) -> int:
    """Print a report on standard error, with a line for each problem and a summary, and return the exit code.

    Problems of one kind in one column of a sheet have one line.
    """
    translate = translation(lang)
    for problem, others, readings in grouped(report):
        also = _also_read(readings, lang) if readings else _also(others) if others else ""
        write_aside(f"{_line(path, problem, lang)}{translate(also) if also else ''}\n")
    if report:
        counted = Phrase("{count} {count:record|records}", count=records)
        found = Phrase("{count} {count:problem|problems}", count=len(report))
        said = Phrase("{problems} in {records}", records=counted, problems=found)
        write_aside(f"{translate(said)}\n")
    return PROBLEMS if report.errors or (strict and report.warnings) else OK


def _also_read(readings: Sequence[tuple[object, object]], lang: str) -> Phrase:
    """Return what follows the message of how the first value of a column is read: how the others are."""
    translate = translation(lang)
    said = [
        f"{literal(value)} → {translate(what if isinstance(what, str) else str(what))}"
        for value, what in readings[:READINGS]
    ]
    listed, more = ", ".join(said), len(readings) - READINGS
    if more > 0:
        return Phrase(" (others: {readings} and {count} more {count:value|values})", readings=listed, count=more)
    return Phrase(" (others: {readings})", readings=listed)


def _also(cells: Sequence[str]) -> Phrase:
    """Return what follows the message of the first problem of a group."""
    listed, more = ", ".join([cell.partition(":")[0] for cell in cells[:CELLS]]), len(cells) - CELLS
    if all([cell[:1].isdecimal() for cell in cells]):
        if more > 0:
            return Phrase(" (also in rows {rows} and {count} more {count:row|rows})", rows=listed, count=more)
        return Phrase(" (also in {count:row|rows} {rows})", rows=listed, count=len(cells))
    if more > 0:
        return Phrase(" (other values in {cells} and {count} more {count:cell|cells})", cells=listed, count=more)
    return Phrase(" (other values in {cells})", cells=listed)


def _line(path: str, problem: Problem, lang: str) -> str:
    where = problem.cell if problem.line is None else problem.line
    place = path if where is None else f"{path}:{where}"
    severity = translation(lang)(problem.severity.value)
    about = (problem.record_id, problem.pointer) if problem.heading is None else (problem.heading,)
    at = "".join([f" {escape(part)}" for part in about if part])
    return f"{escape(printable(place))}: {severity} {problem.code}{at}: {problem.message_in(lang)}"
