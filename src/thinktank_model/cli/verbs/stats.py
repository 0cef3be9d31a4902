"""`stats`: counts the records in files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

import click

from ...jsontext.limits import Limits
from ...jsontext.shown import json_text
from ...model.union import Record
from ...problems.display import escape
from ...problems.problem import Severity
from ...problems.translations import Phrase, translation
from ...records.readers import read_content
from ...vocab import Vocabulary
from ...vocab.term import words_of
from ..inputs import Source, sources
from ..languages import lang_option
from ..options import FILES, QUIET, limited
from ..output import FAILED, OK, PROBLEMS, Progress, advancing, painter, progress, say, write
from ..profile import label_of, scope
from ..tally import Tally

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = (
    "thinktank-model stats programme.json",
    "thinktank-model stats --format json data/",
    "thinktank-model examples wic-2024 | thinktank-model stats -",
)


def _json(tally: Tally, invalid: int, _lang: str) -> str:
    period = None if tally.first is None or tally.last is None else {"start": str(tally.first), "end": str(tally.last)}
    document = {
        "records": tally.records,
        "invalid": invalid,
        "types": dict(sorted(tally.types.items())),
        "period": period,
        "countries": _ranked(tally.countries),
        "terms": {name: _ranked(counts) for name, counts in sorted(tally.terms.items()) if counts},
        "fields": tally.fields(),
    }
    return json_text(document, indent=2) + "\n"


def _text(tally: Tally, invalid: int, lang: str) -> str:
    paint, translate = painter(), translation(lang)
    lines = [paint(translate(Phrase("{count} {count:record|records}", count=tally.records)), "bold")]
    lines += [f"{count:7} {translate(_noun(tag, count))}" for tag, count in _ranked(tally.types).items()]
    if invalid:
        lines.append(f"{invalid:7} {translate('with errors, not counted')}")
    if tally.first is not None:
        covered = translate(Phrase("{start} to {end}", start=str(tally.first), end=str(tally.last)))
        lines += ["", f"{paint(translate('Period covered:'), 'bold')} {covered}"]
    if tally.countries:
        listed = [f"{n:7} {escape(value)}" for value, n in _ranked(tally.countries).items()]
        lines += ["", paint(translate("Countries"), "bold"), *listed]
    for name, counts in sorted(tally.terms.items()):
        if counts:
            vocabulary = tally.vocabularies[name]
            title = name if lang == "en" else f"{translate(words_of(vocabulary))} ({name})"
            lines += ["", paint(title, "bold")]
            lines += [
                f"{n:7} {escape(value)}{_labelled(value, vocabulary, lang)}" for value, n in _ranked(counts).items()
            ]
    for tag, filled in tally.fields().items():
        total = tally.types[tag]
        title = translate(Phrase("Fields of {total} {noun}", total=total, noun=_noun(tag, total)))
        lines += ["", paint(title, "bold")]
        lines += [f"{count:7} {round(100 * count / total):4} % {name}" for name, count in filled.items()]
    return "\n".join(lines) + "\n"


def _labelled(term: str, vocabulary: type[Vocabulary], lang: str) -> str:
    """Return the label of a term for display after it, if it is in another language."""
    said = label_of(term, lang, vocabulary)
    return "" if lang == "en" or said == term else f"  {said}"


def _noun(tag: str, count: int) -> Phrase:
    cls = scope().record.options[tag].cls
    return Phrase(str(tag if count == 1 else cls.collection).replace("_", " "))


def _ranked(counts: Mapping[str, int]) -> dict[str, int]:
    """Return the counts, most frequent first, equal ones by name."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


FORMATS: Final[Mapping[str, Callable[[Tally, int, str], str]]] = {"text": _text, "json": _json}


@click.command(short_help="Count records, terms and filled fields.")
@FILES
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@lang_option
@QUIET
@limited
def command(files: tuple[str, ...], form: str, lang: str, quiet: bool, limits: Limits) -> int:
    """Count the records of files, their types, terms, countries and filled fields, and show the period covered.

    FILE is any file or folder that validate accepts. A record with errors is left out, with exit code 1.
    """
    found = list(sources(files, limits))
    tally = Tally()
    faults = invalid = 0
    with progress(sum([source.size for source in found]), quiet) as bar:
        for source in found:
            try:
                for record in _records(source, bar):
                    if record is None:
                        invalid += 1
                    else:
                        tally.add(record)
            except OSError as error:
                faults += 1
                say(f"{source.path}: {error.strerror or error}")
    write(FORMATS[form](tally, invalid, lang))
    if invalid:
        say(
            Phrase(
                "records or files that have errors and are not counted: {count}; thinktank-model validate lists them",
                count=invalid,
            )
        )
    return FAILED if faults else PROBLEMS if invalid else OK


def _records(source: Source, bar: Progress) -> Iterator[Record | None]:
    """Yield the records of a file; None in place of each record or header with an error."""
    with source.open() as content:
        bar.advance(0 if content.is_lines else source.size)
        advance = advancing(bar, content.stream)
        for line in read_content(content, "keep", scope()):
            advance(len(line.raw))
            if not line.is_header:
                yield line.record
            elif any([problem.severity is Severity.ERROR for problem in line.problems]):
                yield None
