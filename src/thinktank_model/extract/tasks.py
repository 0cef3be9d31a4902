"""Requests to a model: instructions and a strict schema; and the loop that asks, checks the answer, and asks again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias

from ..contract.llm import schema_of
from ..problems.meant import did_you_mean
from ..shapes.annotations import shape_of
from ..shapes.tree import ListOf, ObjectOf, Shape
from ..values.dates import DateLike
from ..vocab import Term
from .answers import Accepted, accept
from .asked import Answer

__all__ = ["KINDS", "Call", "Task", "loop", "task"]

KINDS: Final = tuple(shape_of(Answer).fields)
"""The types that can be asked for: events with their participants, organizations, programs, outputs, recommendations."""

Message: TypeAlias = dict[str, str]
Call: TypeAlias = Callable[[list[Message], dict[str, Any]], str]
"""A function that sends messages, each with `role` and `content`, and a schema to a model, and returns the text of its answer."""

INSTRUCTIONS: Final = """\
You turn one news article into records. Answer with one JSON object as the schema describes it, and nothing else.

Rules:
1. Say only what the article says. Write null, or an empty list, for whatever it does not say. Invent nothing and use no other knowledge.
2. Every entry has a "quote": words of the article, copied exactly, character by character, in the language of the article. Copy as
   much as proves the entry, and not more than a paragraph.
3. A name, a number or a date must be in its quote. Copy names as the article prints them; do not translate, complete or correct them.
4. Write dates as YYYY-MM-DD, YYYY-MM or YYYY.{published}
5. Keep the words that qualify a number: "more than 40" is the value 40 with the qualifier more_than. If the article gives two
   different numbers, dates or terms for one thing, give both; otherwise give one.
6. People whom the article does not name are described in "unnamed", in its words; they are never given a name.
7. A term must be one of the lists below, and a word of its quote must say it.
8. One body with two names is one entry with two names, if the article says so. Two events with one name are two entries. Attending
   an event does not make a body a member or an organizer.
9. What the article announces and then takes back has the status that it has in the end.

Terms:
{terms}"""


class Task(NamedTuple):
    """A request to a model.

    Attributes:
        messages: the instructions and the article, each with `role` and `content`.
        schema: the JSON Schema of the answer, in the form that strict modes take.
    """

    messages: tuple[Mapping[str, str], ...]
    schema: dict[str, Any]


def task(text: str, kinds: Iterable[str] = KINDS, *, lang: str, published: DateLike | None = None) -> Task:
    """Return the request to a model about an article.

    Parameters:
        text: the article.
        kinds: the types to ask for, of `KINDS`; fewer types are easier for a small model.
        lang: the language of the article, as a BCP 47 tag.
        published: the day on which it was published; years that it leaves out are completed from it.

    Raises:
        ValueError: there is no such kind.

    >>> asked = task("The forum was held in Lyon.", ["events"], lang="en", published="2025-03-04")
    >>> [message["role"] for message in asked.messages], list(asked.schema["properties"])
    (['system', 'user'], ['events'])
    """
    shape = _shape(kinds)
    day = (
        ""
        if published is None
        else f" The article was published on {published}: a year that it leaves out follows from that."
    )
    instructions = INSTRUCTIONS.format(published=day, terms="\n".join(_terms(shape, lang)))
    article = f"The article, in the language {lang}:\n\n{text}"
    messages = ({"role": "system", "content": instructions}, {"role": "user", "content": article})
    return Task(messages, schema_of(shape, "Answer"))


def _shape(kinds: Iterable[str]) -> ObjectOf:
    whole: ObjectOf = shape_of(Answer)
    wanted = list(kinds)
    for kind in wanted:
        if kind not in whole.fields:
            raise ValueError(f"no kind {kind!r}, only {', '.join(KINDS)}{did_you_mean(kind, KINDS)}")
    return ObjectOf(Answer, MappingProxyType({name: whole.fields[name] for name in KINDS if name in wanted}), None, ())


def _terms(shape: ObjectOf, lang: str) -> list[str]:
    """Return the vocabularies that an answer uses, one per line: the terms with their labels."""
    found: dict[str, Term] = {}

    def walk(part: Shape) -> None:
        match part:
            case Term():
                found.setdefault(part.name, part)
            case ListOf():
                walk(part.item)
            case ObjectOf():
                for field in part.fields.values():
                    walk(field.shape)
            case _:
                pass

    walk(shape)
    lines: list[str] = []
    for name, term in found.items():
        live = [one for one in term.vocabulary if one.replaced_by is None and one.value != "unknown"]
        lines.append(f"- {name}: " + ", ".join([f"{one.value} ({one.label(lang)})" for one in live]))
    return lines


def loop(
    text: str,
    call: Call,
    tries: int = 3,
    *,
    kinds: Iterable[str] = KINDS,
    lang: str,
    published: DateLike | None = None,
) -> Accepted:
    """Ask a model about an article until its answer has no error, and return the result of the best answer.

    Parameters:
        text: the article.
        call: a function that sends messages and a schema to a model, and returns the text of its answer.
        tries: the maximum number of requests.
        kinds: as in `task`.
        lang: as in `task`.
        published: as in `task`.

    Raises:
        ValueError: there is no such kind, or fewer than one try.
    """
    if tries < 1:
        raise ValueError(f"tries must be 1 or more, not {tries}")
    asked = task(text, kinds, lang=lang, published=published)
    messages = [dict(message) for message in asked.messages]
    best: Accepted | None = None
    for number in range(1, tries + 1):
        answer = call(messages, asked.schema)
        found = accept(text, answer, lang=lang, published=published)._replace(tries=number)
        if best is None or len(found.problems.errors) <= len(best.problems.errors):
            best = found
        if found.repair is None:
            return found
        messages = [*messages, {"role": "assistant", "content": answer}, {"role": "user", "content": found.repair}]
    assert best is not None  # there was at least one try
    return best
