"""Problem codes for answers. Pointers refer to the answer; for a claim that a person must confirm, to the record."""

from __future__ import annotations

from typing import Final

from ..problems.problem import define

__all__: list[str] = []

NO_JSON: Final = define(
    "extract.no-json",
    "error",
    "the answer holds no JSON object",
    why="An answer is one JSON object as the schema describes it. Words and code fences around it are ignored.",
    bad='{"answer": "The forum was held in Lyon."}',
    good='{"answer": "Here it is: {\\"events\\": []}"}',
)
FORM: Final = define(
    "extract.form",
    "error",
    "{found} does not fit the schema",
    why="The answer has the form of the schema: an object, a list, a number or a string where the schema has one.",
    bad='{"names": "Institute A, Institute B"}',
    good='{"names": ["Institute A", "Institute B"]}',
)
MISSING: Final = define(
    "extract.missing",
    "error",
    "the key {key} has no value",
    why="Without this key the entry carries no information, so it is left out with all its keys.",
    bad='{"quote": "The forum was held in Lyon.", "names": []}',
    good='{"quote": "The forum was held in Lyon.", "names": [{"quote": "The forum", "value": "forum", "kind": null}]}',
)
UNKNOWN_KEY: Final = define(
    "extract.unknown-key",
    "warning",
    "the schema has no key {key}",
    why="A key that the schema does not have is ignored, because its meaning is unknown.",
    bad='{"quote": "The forum was held in Lyon.", "weather": "sunny"}',
    good='{"quote": "The forum was held in Lyon."}',
)
QUOTE: Final = define(
    "extract.quote",
    "error",
    "the words {found} are not in the article",
    why=(
        "A quote is copied from the article word for word, so that a person can find it there. Only white space, the encoding of "
        "accents, the shape of quotation marks and dashes, and unseen characters may differ. A statement with an invented quote is refused."
    ),
    bad='{"article": "More than 40 experts met.", "quote": "More than 50 experts met."}',
    good='{"article": "More than 40 experts met.", "quote": "More than 40 experts met."}',
)
NAME: Final = define(
    "extract.name",
    "error",
    "{found} is not in its quote",
    why="A name or text is copied from its quote. A name that is not in the quote is invented, translated or from another quote.",
    bad='{"quote": "The forum was held in Lyon.", "locality": "Paris"}',
    good='{"quote": "The forum was held in Lyon.", "locality": "Lyon"}',
)
DESCRIPTION: Final = define(
    "extract.description",
    "error",
    "{found} describes people and is not a name",
    why="People whom the article does not name stay unnamed. Their description belongs in the key `unnamed`.",
    bad='{"persons": ["The director of the institute"]}',
    good='{"persons": [], "unnamed": "The director of the institute"}',
)
NUMBER: Final = define(
    "extract.number",
    "error",
    "the number {found} is not in its quote",
    why=(
        "The quote has the number, in digits or in words, next to what is counted. The day of a date is not a number of people."
    ),
    bad='{"quote": "More than 40 experts met.", "value": 50}',
    good='{"quote": "More than 40 experts met.", "value": 40, "qualifier": "more_than"}',
)
QUALIFIER: Final = define(
    "extract.qualifier",
    "error",
    "the qualifier {found} is not that of its quote",
    why="A number keeps the words that qualify it: more than 40 is not 40.",
    bad='{"quote": "More than 40 experts met.", "value": 40, "qualifier": "exact"}',
    good='{"quote": "More than 40 experts met.", "value": 40, "qualifier": "more_than"}',
)
DATE: Final = define(
    "extract.date",
    "error",
    "the date {found} is not in its quote",
    why=(
        "A date is not more exact than its quote. Only a year that the quote omits is completed, from the day on which the "
        "article was published."
    ),
    bad='{"quote": "The forum was held on 3 March 2025.", "date": "2025-03-04"}',
    good='{"quote": "The forum was held on 3 March 2025.", "date": "2025-03-03"}',
)
UNKNOWN_TERM: Final = define(
    "extract.unknown-term",
    "error",
    "{found} is not a term of {vocabulary}",
    why="A term is one of a list, so that records of different articles can be compared.",
    bad='{"quote": "The gala was held in Lyon.", "term": "gala"}',
    good='{"quote": "The ceremony was held in Lyon.", "term": "ceremony"}',
)
TERM: Final = define(
    "extract.term",
    "error",
    "the quote has no word for {found}",
    why="The quote of a term contains a word for it in the language of the article. Otherwise the term is a guess.",
    bad='{"quote": "The forum is planned for May.", "term": "held"}',
    good='{"quote": "The forum is planned for May.", "term": "scheduled"}',
)
UNRESOLVED: Final = define(
    "extract.unresolved",
    "error",
    "no event in the answer has the name {found}",
    why="A recommendation or an output refers to an event by a name that the event has in the same answer.",
    bad='{"events": [], "recommendations": [{"event": {"names": ["Lyon forum"]}}]}',
    good='{"events": [{"names": [{"value": "Lyon forum"}]}], "recommendations": [{"event": {"names": ["Lyon forum"]}}]}',
)
RECORD: Final = define(
    "extract.record",
    "error",
    "the record breaks a rule: {rule}",
    why="Each statement has its quote, but they contradict each other: an event cannot end before it starts.",
    bad='{"start": {"date": "2025-03-03"}, "end": {"date": "2025-03-01"}}',
    good='{"start": {"date": "2025-03-01"}, "end": {"date": "2025-03-03"}}',
)
SAME_NAME: Final = define(
    "extract.same-name",
    "warning",
    "several events have the name {found}",
    why="Two events of one name, such as the forums of two years, are two records. A reference by that name does not say which one is meant.",
    bad='{"recommendations": [{"event": [{"names": ["Lyon forum"]}]}]}',
    good='{"recommendations": [{"event": [{"names": ["Lyon forum 2025"]}]}]}',
)
DISAGREEMENT: Final = define(
    "extract.disagreement",
    "warning",
    "the article gives {count} {count:value|values} for {field}, and none was chosen",
    why="Where the article disagrees with itself, each value is a statement with its quote, and the field stays empty until a person decides.",
    bad='{"total": [{"value": 60}, {"value": 80}]}',
    good='{"total": [{"value": 60}]}',
)
UNPROVEN: Final = define(
    "extract.unproven",
    "info",
    "a person must confirm {found} as {field}",
    why=(
        "Two names in one quote do not prove a relation between them, such as membership, a role, a parent or a common identity. A "
        "completed year is not printed, and 03/04/2025 can be two days. A number, date, place, status or format can be in a quote of which the "
        "sentence says something else, such as that attendance fell by 40. The statement has the method `inference` until a person confirms it."
    ),
    bad='{"statements": [{"field": "/role", "value": "member", "source_id": "source:a", "method": "inference"}]}',
    good='{"statements": [{"field": "/role", "value": "member", "source_id": "source:a", "method": "manual"}]}',
)
