"""`extract`: makes records of an article with any language model, which runs elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, Final

import click

from ...dataset.collection import Dataset
from ...extract.answers import Accepted, accept
from ...extract.scoring import Claim, Score, score
from ...extract.tasks import KINDS, task
from ...extract.telling import language_of
from ...jsontext.opening import UnreadableError
from ...jsontext.shown import json_text
from ...problems.display import escape
from ...problems.problem import Severity
from ...problems.translations import Phrase
from ...values.dates import PartialDate
from ...values.language import canonical_language
from ..datasets import whole_dataset
from ..inputs import Source
from ..languages import lang_option
from ..options import paths
from ..output import OK, PROBLEMS, say, write

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = (
    "thinktank-model extract plan article.txt --published 2026-03-14",
    "thinktank-model extract accept article.txt answer.txt > records.json",
    "thinktank-model extract score gold.json records.json",
)


def _day(_context: click.Context, _option: click.Parameter, given: str | None) -> PartialDate | None:
    if given is None:
        return None
    try:
        return PartialDate(given)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _tag(_context: click.Context, _option: click.Parameter, given: str | None) -> str | None:
    try:
        return None if given is None else canonical_language(given)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _about(command: Callable[..., int]) -> Callable[..., int]:
    """Add the arguments about an article to a verb: its text, its language, the day of its publication."""
    day = click.option("--published", callback=_day, metavar="DAY", help="The day on which the article was published.")
    language = click.option(
        "--article-lang",
        "language",
        callback=_tag,
        metavar="TAG",
        help="The language of the article.  [default: detected from its words]",
    )
    return click.argument("article", shell_complete=paths)(language(day(command)))


@click.group(short_help="Make records of an article with a language model.")
def command() -> None:
    """Make records of a news article with the help of any language model.

    "plan" writes the request for the model. "accept" checks its answer against the article, word by word, and writes the records.
    "score" compares them with records that a person made.
    """


@command.command(short_help="Write the request for a model.")
@_about
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(KINDS),
    multiple=True,
    help="The type of records to ask for; may be given several times.  [default: all]",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def plan(article: str, language: str | None, published: PartialDate | None, kinds: tuple[str, ...], form: str) -> int:
    """Write the instructions, the article and the schema of the answer, for use in any chat.

    With "--format json" the messages and the schema are one JSON object, for programs.
    """
    text = _text(article)
    asked = task(text, kinds or KINDS, lang=_told(text, language), published=published)
    if form == "json":
        write(json_text({"messages": [dict(one) for one in asked.messages], "schema": asked.schema}, indent=2) + "\n")
    else:
        said = [message["content"] for message in asked.messages]
        write(
            "\n\n".join([said[0], "The JSON Schema of the answer:\n\n" + json_text(asked.schema), said[1]]).rstrip()
            + "\n"
        )
    return OK


@command.command("accept", short_help="Check an answer, and write the records.")
@_about
@click.argument("answer", shell_complete=paths)
@click.option(
    "--repair", is_flag=True, help="Write the message that asks the model for a better answer, instead of the records."
)
@lang_option
def accept_(
    article: str, answer: str, language: str | None, published: PartialDate | None, repair: bool, lang: str
) -> int:
    """Check the answer of a model, the file ANSWER, against the text ARTICLE, and write the records that the article supports.

    ANSWER is the text that the model wrote; words and code fences around the JSON do not matter. Refused records, and
    claims that a person must confirm, are listed on standard error. The exit code is 1 if a record was refused.
    """
    text = _text(article)
    found = accept(text, _text(answer), lang=_told(text, language), published=published)
    _say(found, lang)
    if repair:
        write("" if found.repair is None else found.repair + "\n")
    else:
        Dataset(records=found.records).dump_to(sys.stdout.buffer)
    return OK if found.problems.ok else PROBLEMS


@command.command("score", short_help="Compare extracted records with those of a person.")
@click.argument("gold", shell_complete=paths)
@click.argument("answer", shell_complete=paths)
@click.option(
    "--source",
    "source_id",
    metavar="ID",
    help="The article among the sources of GOLD.  [default: the one with the same hash]",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def score_(gold: str, answer: str, source_id: str | None, form: str) -> int:
    """Compare the extracted records ANSWER with the dataset GOLD that a person made of the same article, field by field.

    Only the claims of GOLD that come from the article, and that a model can be asked for, are compared. The exit code
    is 1 if ANSWER has claims that GOLD does not have.
    """
    try:
        found = score(whole_dataset(gold), whole_dataset(answer), source_id)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    write(json_text(_plain(found), indent=2) + "\n" if form == "json" else _table(found))
    return PROBLEMS if found.unsupported else OK


def _text(path: str) -> str:
    """Return the text of a file, or of standard input."""
    try:
        with Source(path).open() as content:
            return content.read().decode()
    except UnicodeDecodeError:
        raise click.UsageError(Phrase("{path} is not a text in UTF-8", path=path)) from None
    except UnreadableError as error:
        raise OSError(None, error.problem.message, path) from None


def _told(text: str, given: str | None) -> str:
    language = given or language_of(text)
    if language is None:
        raise click.UsageError(Phrase("the language of the article is not clear; give it with --article-lang"))
    return language


def _say(found: Accepted, lang: str) -> None:
    for problem in found.problems:
        where = (
            escape(problem.pointer or "/")
            if problem.record_id is None
            else f"{problem.record_id} {escape(problem.pointer)}"
        )
        say(f"{problem.severity}: {where}: {problem.message_in(lang)}")
    refused = sum([problem.severity is Severity.ERROR for problem in found.problems])
    say(
        Phrase(
            "{count} {count:record|records}, {refused} refused, {unproven} to confirm",
            count=len(found.records),
            refused=refused,
            unproven=len(found.unproven),
        )
    )


def _plain(found: Score) -> dict[str, Any]:
    def listed(claims: tuple[Claim, ...]) -> list[dict[str, Any]]:
        return [{"record": claim.record_id, "field": claim.field, "value": list(claim.value)} for claim in claims]

    fields = {
        name: {**one._asdict(), "precision": one.precision, "recall": one.recall}
        for name, one in {**found.fields, "total": found.total}.items()
    }
    return {
        "fields": fields,
        "unsupported": listed(found.unsupported),
        "missed": listed(found.missed),
        "not_asked": found.not_asked,
    }


def _table(found: Score) -> str:
    lines = [f"{'':32} {'right':>6} {'wrong':>6} {'missed':>6} {'precision':>9} {'recall':>7}"]
    for name, one in {**found.fields, "total": found.total}.items():
        lines.append(f"{name:32} {one.right:6} {one.wrong:6} {one.missed:6} {one.precision:9.3f} {one.recall:7.3f}")
    for sign, claims in (("unsupported", found.unsupported), ("missed", found.missed)):
        lines += [escape(f"{sign}: {claim.record_id} {claim.field} {' | '.join(claim.value)}") for claim in claims]
    return "\n".join(lines) + "\n"
