"""`validate`: reports the problems of files, one per line."""

from __future__ import annotations

import datetime
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from typing import Any, Final

import click
from attrs import evolve
from click.core import ParameterSource

from ...jsontext.limits import Limits
from ...problems.translations import Phrase
from ...shapes.explain import Unknown
from ..checking import Options, Run
from ..codes import begun_codes, codes
from ..inputs import Source, is_same, is_workbook, sources
from ..languages import lang_option
from ..mapping import MAP
from ..options import FILES, QUIET, UNKNOWN, limited
from ..output import Manner, is_terminal, painter, plain, progress, write, write_aside
from ..parts import JOBS
from ..reports import FORMATS

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = (
    "thinktank-model validate programme.json",
    "thinktank-model validate programme.xlsx --write-back marked.xlsx",
    "thinktank-model validate --strict --ignore url data/",
    "thinktank-model validate --resume run.state data/",
    "thinktank-model validate --format sarif data/ > problems.sarif",
    "cat programme.jsonl | thinktank-model validate -",
)

SHOWN: Final = 100  # problems per file
SHORT: Final = ("text", "github")  # formats for people; programs get all problems


def day(_context: click.Context, _option: click.Parameter, given: str | None) -> datetime.date:
    """A callback for an option: a day, YYYY-MM-DD; the current one if it is left out.

    Raises:
        BadParameter: the text is not a day.
    """
    if given is None:
        return datetime.date.today()
    try:
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
            return datetime.date.fromisoformat(given)
    except ValueError:
        pass
    raise click.BadParameter(Phrase("{given} is not a day such as 2024-12-20", given=repr(given)))


@click.command(short_help="Validate files and report problems.")
@FILES
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option(
    "--select",
    callback=codes,
    shell_complete=begun_codes,
    multiple=True,
    metavar="CODES",
    help="Report only these codes or families, such as date,key.missing.",
)
@click.option(
    "--ignore",
    callback=codes,
    shell_complete=begun_codes,
    multiple=True,
    metavar="CODES",
    help="Do not report these codes or families.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@UNKNOWN
@click.option(
    "--today",
    callback=day,
    metavar="YYYY-MM-DD",
    help="The reference date for rules about the future.  [default: today]",
)
@click.option(
    "--cross-record/--no-cross-record",
    "across",
    default=None,
    help="Check all files as one dataset, or skip the rules across records.  [default: each dataset separately]",
)
@click.option(
    "--max-problems",
    type=click.IntRange(0),
    help="Show at most this many problems per file; 0 shows all.  [default: 100 in text, all in other formats]",
)
@click.option(
    "--show-source/--no-show-source", default=None, help="Show the source line with a caret.  [default: on a terminal]"
)
@click.option(
    "--statistics/--no-statistics", default=None, help="Show how often each code occurs.  [default: on a terminal]"
)
@click.option("--fix", is_flag=True, help="Apply the safe fixes to the files and report the remaining problems.")
@click.option(
    "--diff",
    is_flag=True,
    help="Show the changes that --fix would make, without writing; exit with 1 if there are any.",
)
@click.option(
    "--write-back",
    "copy",
    type=click.Path(),
    metavar="COPY.xlsx",
    help="Mark the problems of a workbook in a copy of it.",
)
@MAP
@click.option(
    "--resume",
    type=click.Path(),
    metavar="STATE",
    help="Save the progress in this file; a later run with the same file skips what was checked already.",
)
@JOBS
@lang_option
@click.option("-v", "--verbose", is_flag=True, help="Also report problems of the severity info.")
@QUIET
@limited
def command(
    files: tuple[str, ...],
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    strict: bool,
    unknown: Unknown,
    today: datetime.date,
    across: bool | None,
    max_problems: int | None,
    show_source: bool | None,
    statistics: bool | None,
    fix: bool,
    diff: bool,
    copy: str | None,
    mapping: Mapping[str, Any] | None,
    resume: str | None,
    jobs: int,
    lang: str,
    verbose: bool,
    quiet: bool,
    limits: Limits,
) -> int:
    """Validate records, datasets and JSON Lines, and report problems.

    FILE is a .json, .jsonl or .ndjson file, also followed by .gz or .zst, a folder with such files, a workbook (.xlsx, .xls,
    .ods), a table (.csv, .tsv), or - for standard input. Each problem is a line path:line:column: severity code pointer: message, in workbooks
    path:sheet!cell: ...; the last line counts the records.
    Problems that --fix can fix are marked [*].
    """
    options = Options(
        select=select,
        ignore=ignore,
        strict=strict,
        unknown=unknown,
        today=today,
        across=across,
        limit=max_problems or (SHOWN if max_problems is None and form in SHORT else None),
        verbose=verbose,
        mapping=mapping,
    )
    found = list(sources(files, limits))
    if (fix or diff) and any([is_workbook(path) for path in files]):
        raise click.UsageError(Phrase("workbooks are marked, not fixed: use --write-back COPY.xlsx"))
    if resume is not None and (fix or diff or across or copy is not None):
        raise click.UsageError(Phrase("--resume cannot be combined with --fix, --diff, --write-back or --cross-record"))
    if copy is not None:
        from ..marking import write_marked

        write_marked(files, copy, options, lang, limits)
    if diff:
        if form != "text":
            raise click.UsageError(Phrase("--diff writes a unified diff and cannot have --format"))
        from ..fixing import fixing, preview

        return preview(found, fixing(options))
    aside = fix and "-" in files  # standard output is for the fixed text
    seen = is_terminal(sys.stdout) and not aside
    manner = Manner(
        painter() if form == "text" and not aside else plain,
        lang,
        seen if show_source is None else show_source,
        seen if statistics is None else statistics,
    )
    fixes: Counter[str] | None = Counter() if fix else None
    with ExitStack() as stack:
        state = None
        if resume is not None:
            from ..resuming import asked, resuming

            source = click.get_current_context().get_parameter_source("today")
            wanted, any_day = asked(options, limits), source is ParameterSource.DEFAULT
            state, day = stack.enter_context(resuming(resume, wanted, any_day=any_day))
            options = evolve(options, today=day)
            found = [source for source in found if not is_same(source.path, resume)]
        bar = stack.enter_context(progress(sum([source.size for source in found]), quiet))
        given = found if fixes is None else _mended(found, options, fixes)
        run = Run(given, options, bar, manner, jobs, state, fixes)
        for piece in FORMATS[form](run):
            if seen:
                with bar.hidden():
                    write(piece)
            elif aside:
                write_aside(piece)
            else:
                write(piece)
    return run.exit_code


def _mended(found: Iterable[Source], options: Options, fixes: Counter[str]) -> Iterator[Source]:
    """Yield the files with their safe fixes applied and written back."""
    from ..fixing import fixing, mended, write_back

    return mended(found, fixing(options), fixes, write_back)
