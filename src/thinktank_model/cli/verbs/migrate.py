"""`migrate`: upgrades files of an older schema version."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import click
from attrs import evolve

from ...dataset.collection import write_document
from ...jsontext.content import Content, is_dataset
from ...jsontext.files import lines, stamp, writing
from ...jsontext.limits import Limits
from ...jsontext.lines import LINE_TOO_LONG, RAISE
from ...jsontext.parsing import encode, parse
from ...jsontext.places import SourceMap
from ...problems.display import escape
from ...problems.problem import Problem, Severity
from ...problems.report import InvalidData
from ...problems.translations import Phrase, translation
from ...shapes.migrations import SCHEMA_VERSION, arrive, declared, is_older, upgrade, version_problems
from ..inputs import Source, sources
from ..languages import language
from ..options import FILES, limited
from ..output import FAILED, OK, PROBLEMS, say, told, write

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = (
    "thinktank-model migrate --check data/",
    "thinktank-model migrate programme.json",
)


@click.command(short_help="Upgrade files to the current schema version.")
@FILES
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a file needs an upgrade.")
@limited
def command(files: tuple[str, ...], check: bool, limits: Limits) -> int:
    """Upgrade files to the current schema version.

    FILE is a .json, .jsonl or .ndjson file, or a folder with such files. A file is replaced atomically, and only if
    it has an older version; unknown keys are kept. Files that cannot be read are reported and stay unchanged.
    """
    if "-" in files:
        raise click.UsageError(
            Phrase(
                "standard input cannot be upgraded in place; use convert, which reads every version and writes the newest"
            )
        )
    codes, translate = {OK}, translation(language())
    for source in sources(files, limits):
        try:
            changed = _migrate(source if check else evolve(source, regular=True), check)
        except InvalidData as error:
            for problem in error.problems:
                say(f"{source.path}: {told(problem)}")
            codes.add(PROBLEMS)
        except OSError as error:
            say(f"{source.path}: {error.strerror or error}")
            codes.add(FAILED)
        else:
            if changed:
                said = Phrase(
                    "{number} to upgrade to schema version {version}"
                    if check
                    else "{number} upgraded to schema version {version}",
                    number=changed,
                    version=SCHEMA_VERSION,
                )
                write(f"{escape(source.name)}: {translate(said)}\n")
                codes.add(PROBLEMS if check else OK)
            else:
                write(f"{escape(source.name)}: {translate(Phrase('nothing to do'))}\n")
    return max(codes)


def _migrate(source: Source, check: bool) -> int:
    """Upgrade one file, and return the number of records and headers that were changed.

    Raises:
        InvalidData: it cannot be read.
        OSError: it cannot be read or written.
    """
    before = stamp(source.path)
    with source.open() as content:
        changed = sum([count for _, count in _anew(content)])
    if changed and not check:
        # The source is closed before the file is replaced: Windows cannot replace an open file.
        with writing(source.path, expected=before) as stream, source.open() as content:
            for text, _ in _anew(content):
                stream.write(text)
    return changed


def _anew(content: Content) -> Iterator[tuple[bytes, int]]:
    """Yield the upgraded text of a file piece by piece, with the number of changed objects in each piece."""
    return _lines(content) if content.is_lines else _document(content.read())


def _document(data: bytes) -> Iterator[tuple[bytes, int]]:
    value, problems = parse(data)
    _refuse(problems)
    listed = value.get("records") if is_dataset(value) else None
    if not isinstance(listed, list):
        newest, problems = _newest(value)
        _refuse(SourceMap(data).place(problems))
        yield encode(newest) + b"\n", newest is not value
        return
    version = _older(value)
    raw = {key: item for key, item in value.items() if key != "records"}
    header, problems = _newest(raw)
    changed, records = int(header is not raw), []
    for number, item in enumerate(listed):
        record, said = _newest(item, version)
        problems += tuple([problem.under(f"/records/{number}") for problem in said])
        changed += record is not item
        records.append(record)
    _refuse(SourceMap(data).place(problems))
    text = io.BytesIO()
    write_document(text, header, map(encode, records))
    yield text.getvalue(), changed


def _lines(content: Content) -> Iterator[tuple[bytes, int]]:
    """Yield upgraded JSON Lines; unchanged lines are kept byte for byte."""
    version: object = None
    for number, offset, data in lines(content, content.limits.line):
        if data is None:
            raise InvalidData([evolve(LINE_TOO_LONG(limit=content.limits.line, help=RAISE), line=number)])
        if not data or data.isspace():
            yield data + b"\n", 0
            continue
        value, problems = parse(data, line=number, offset=offset)
        newest, said = _newest(value, version)
        _refuse(problems or SourceMap(data, number, offset).place(said))
        if number == 1 and is_dataset(value):
            version = _older(value)
        yield (data if newest is value else encode(newest)) + b"\n", newest is not value


def _older(header: Mapping[str, Any]) -> object:
    """Return the version of a dataset if it is an older one; else None."""
    version, _ = declared(header)
    return version if is_older(version) else None


def _newest(value: Any, version: object = None) -> tuple[Any, tuple[Problem, ...]]:
    """Return a value in the newest layout (the same object if it already is), and the problems of its declared version.

    Parameters:
        value: a record, or a dataset without its records.
        version: the version of its dataset, if that is an older one.
    """
    if version is not None:
        return upgrade(value, version), ()
    newest = arrive(value).value
    return newest, version_problems(*declared(newest)) if isinstance(newest, Mapping) else ()


def _refuse(problems: Iterable[Problem]) -> None:
    """Raise the errors among the problems.

    Raises:
        InvalidData: there is an error.
    """
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        raise InvalidData(errors)
