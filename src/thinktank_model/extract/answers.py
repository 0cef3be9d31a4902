"""Answers accepted: records for what the article supports, problems for the rest, and a message that asks for a better answer."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from ..model.sources import Source
from ..model.union import Record
from ..problems.problem import Problem, Severity
from ..problems.report import Report
from ..problems.translations import one_of
from ..shapes.annotations import shape_of
from ..values.dates import DateLike, PartialDate
from ..values.text import readable
from . import codes
from .asked import Answer
from .building import Building
from .confirming import to_confirm
from .drafts import short_id
from .proving import Proof, is_named
from .quotes import Passages, plain
from .replies import object_in
from .taking import Taking

__all__ = ["Accepted", "accept"]

TITLE_LIMIT: Final = 200  # characters of the first line of an article
SHOWN: Final = 50  # problems in one message to a model
REPAIR: Final = "Some of the answer is not supported by the article, or does not fit the schema:"
CORRECT: Final = (
    "Correct these places only, by the article's own words. Write null or leave out the entry where the article does not say it; "
    "invent nothing. Send the whole JSON object again, without any other text."
)


class Accepted(NamedTuple):
    """The result of an answer.

    Attributes:
        records: the source, and the records that its text supports.
        problems: what is wrong with the answer, with pointers into it; and what a person must look at, with pointers into the records.
        repair: a message that asks the model for a better answer; None if the answer has no error.
        tries: the number of answers that were needed.
    """

    records: tuple[Record, ...]
    problems: Report
    repair: str | None
    tries: int = 1

    @property
    def unproven(self) -> Report:
        """The claims that no quote can prove: each is a statement with the method `inference`, for a person to confirm."""
        return Report([problem for problem in self.problems if problem.code == codes.UNPROVEN.name])


def accept(text: str, answer: str | Mapping[str, Any], *, lang: str, published: DateLike | None = None) -> Accepted:
    """Check what a language model answered against the article, and make records of what the article supports.

    Refused are: a quote that is not in the article; a name, number or date that is not in its quote; a term that no
    word of its quote expresses. A claim that a quote cannot prove, such as a membership, is marked `inference` and
    listed.

    Parameters:
        text: the article.
        answer: the answer, as text or as plain data; words and code fences around the JSON are ignored.
        lang: the language of the article, as a BCP 47 tag.
        published: the day on which it was published; years that it leaves out are completed from it.

    Raises:
        InvalidData: the language or the day is not valid.
        TypeError: the article is not a string.
    """
    if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"accept takes the text of an article as a string, not an object of type {type(text).__name__}")
    day = published if published is None or isinstance(published, PartialDate) else PartialDate(published)
    digest, text = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest(), readable(text)
    source = _source(text, digest, lang, day)
    value, problems = (answer, ()) if isinstance(answer, Mapping) else object_in(answer)
    if value is None:
        return Accepted((source,), Report(problems), _repair(problems))
    proof = Proof(lang, day)
    taking = Taking(Passages(text), proof)
    if value and shape_of(Answer).fields.keys().isdisjoint(value):
        taking.report(codes.FORM(value, expected=one_of(shape_of(Answer).fields)), "")
    taken = taking.take(shape_of(Answer), value, "")
    building = Building(taken, taking, proof, text, source.id)
    records = (source, *building.records())
    found = [*problems, *taking.problems, *to_confirm(records)]
    return Accepted(records, Report(found), _repair(found))


def _source(text: str, digest: str, lang: str, published: PartialDate | None) -> Source:
    """Return the record of the article."""
    lines = [line[: 2 * TITLE_LIMIT] for line in text.splitlines()]  # folding a long line takes long
    title = next((line for line in map(plain, lines) if is_named(line)), "Article")[:TITLE_LIMIT]
    id = short_id("source", title)
    return Source(id=id, titles={lang: title}, published=published, lang=lang, sha256=digest)


def _repair(problems: list[Problem] | tuple[Problem, ...]) -> str | None:
    """Return the message that asks for a better answer. It is in English, the language in which models work best."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if not errors:
        return None
    lines = [f"- {problem.pointer or 'the answer'}: {problem.message}" for problem in errors[:SHOWN]]
    more = [f"- and {len(errors) - SHOWN} more of this kind"] if len(errors) > SHOWN else []
    return "\n".join([REPAIR, *lines, *more, CORRECT])
