"""The mistakes of a first file: each message names the mistake, and says what to write instead.

`docs/mistakes.md` is made of this table, by `python -m tools.renew`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

import thinktank_model as tm
from thinktank_model.model.union import RECORD
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.codec import read
from thinktank_model.shapes.explain import Explainer
from thinktank_model.shapes.hints import meant_key
from thinktank_model.shapes.tree import ListOf, ObjectOf, Shape
from thinktank_model.values.counts import Count
from thinktank_model.values.identifiers import Identifier

from .conftest import Snapshot
from .joined import joined
from .test_cli import call

ORGANIZATION = '{"type": "organization", "id": "organization:siis", "names": [{"value": "SIIS"}]}'
PERSON = '{"type": "person", "id": "person:carberry", "names": [{"value": "Josiah Carberry"}]}'
EVENT = '{"type": "event", "id": "event:forum", "names": [{"value": "Forum"}], "start": "2024-12-20"}'
MEMBER = '{"type": "member", "id": "member:siis", "program_id": "program:p", "party_id": "organization:siis"}'


def dataset(*records: str) -> str:
    return '{"type": "dataset", "schema_version": "1.0", "records": [\n  ' + ",\n  ".join(records) + "\n]}\n"


class Mistake(NamedTuple):
    """A mistake: what it is, the text around it, what was written in place of what, and what the message must say.

    `instead` is taken out of the good text and `written` put in its place; `place` is what stands where the problem is
    reported, by default what was written; `shown` is what
    the page shows where what was written is too long or says nothing by itself.
    """

    what: str
    good: str
    instead: str
    written: str
    code: str
    named: str
    remedy: str
    place: str | None = None
    encoding: str = "utf-8"
    shown: str = ""

    @property
    def text(self) -> str:
        assert self.good.count(self.instead) >= 1, self.what
        head, _, tail = self.good.rpartition(self.instead)
        return head + self.written + tail


def more(record: str, pair: str) -> tuple[str, str, str]:
    """Return a record with one more pair at its end."""
    return record, "}", ", " + pair + "}"


MISTAKES = [
    Mistake("a date as people write it", EVENT, '"2024-12-20"', '"20/12/2024"', "date.syntax", '"20/12/2024" is not a date', 'did you mean "2024-12-20"?'),
    Mistake("a month in words", EVENT, '"2024-12-20"', '"20 December 2024"', "date.syntax", '"20 December 2024" is not a date', 'did you mean "2024-12-20"?'),
    Mistake("a day and a month that can be exchanged", EVENT, '"2024-12-20"', '"03/04/2024"', "date.syntax", '"03/04/2024" is not a date', '"2024-04-03" or "2024-03-04"'),
    Mistake("a day that there is not", EVENT, '"2024-12-20"', '"2024-02-30"', "date.impossible", '"2024-02-30" is not in the calendar', "from 01 to 29"),
    Mistake("a year as a number", *more(ORGANIZATION, '"founded": 1960'), "type.wrong-type", "found 1960", 'did you mean "1960"?', "1960"),
    Mistake("the end before the start", *more(EVENT, '"end": "2024-12-19"'), "date.reversed", 'the end, "2024-12-19", is before the start, 2024-12-20', "2024-12-20 or later", '"2024-12-19"'),
    Mistake("a country by its name", *more(ORGANIZATION, '"country": "China"'), "country.unknown", '"China" is not a country code', 'did you mean "CN"?', '"China"'),
    Mistake("a language by its name", *more(EVENT, '"languages": ["English"]'), "language.malformed", '"English" is not a language tag', 'did you mean "en"?', '"English"'),
    Mistake("`name` for `names`", ORGANIZATION, '"names": [{"value": "SIIS"}]', '"name": "SIIS"', "key.unknown", "unknown key 'name'", 'did you mean "names": [{"value": "SIIS"}]?'),
    Mistake("a key in camel case", *more(ORGANIZATION, '"isThinkTank": true'), "key.unknown", "unknown key 'isThinkTank'", 'did you mean "is_think_tank"?', '"isThinkTank"'),
    Mistake("a string for a list", *more(EVENT, '"organizer_ids": "organization:siis"'), "type.wrong-type", 'found "organization:siis"; expected a list', 'did you mean ["organization:siis"]?', '"organization:siis"'),
    Mistake("a string for the list of names", ORGANIZATION, '[{"value": "SIIS"}]', '"SIIS"', "type.wrong-type", 'found "SIIS"; expected a list', 'did you mean [{"value": "SIIS"}]?', shown='"names": "SIIS"'),
    Mistake("a string for a name", ORGANIZATION, '[{"value": "SIIS"}]', '["SIIS"]', "type.wrong-type", 'found "SIIS"; expected an object', 'did you mean {"value": "SIIS"}?', '"SIIS"', shown='"names": ["SIIS"]'),
    Mistake("a string for a text", *more(EVENT, '"description": "A forum."'), "type.wrong-type", 'found "A forum."; expected an object that maps a language tag to text', 'Write an object such as {"en": "..."}.', '"A forum."'),
    Mistake("a string for a place", *more(EVENT, '"places": ["Shanghai"]'), "type.wrong-type", 'found "Shanghai"; expected an object', '{"kind": "physical", "name": {"...": "Shanghai"}}', '"Shanghai"'),
    Mistake("`40+` for a count", *more(EVENT, '"attendance": {"total": "40+"}'), "type.wrong-type", 'found "40+"; expected an object', 'did you mean {"value": 40, "qualifier": "at_least"}?', '"40+"'),
    Mistake("a number for a count", *more(EVENT, '"attendance": 40'), "type.wrong-type", "found 40; expected an object", 'did you mean {"total": {"value": 40}}?', "40"),
    Mistake("`yes` for true", *more(ORGANIZATION, '"is_think_tank": "yes"'), "type.wrong-type", 'found "yes"', "did you mean true?", '"yes"'),
    Mistake("an identifier without its register", *more(PERSON, '"identifiers": ["0000-0002-1825-0097"]'), "type.wrong-type", 'found "0000-0002-1825-0097"; expected an object', '{"scheme": "orcid", "value": "0000-0002-1825-0097"}', '"0000'),
    Mistake("an ORCID iD with a typing error", *more(PERSON, '"identifiers": [{"scheme": "orcid", "value": "0000-0002-1825-0079"}]'), "identifier.check-digit", '"0000-0002-1825-0079" is not a valid ORCID iD: the check digit is 9', "Check it against its source.", '"0000'),
    Mistake("a term in capitals", *more(EVENT, '"status": "Held"'), "term.unknown", '"Held" is not a term of EventStatus', 'did you mean "held"?', '"Held"'),
    Mistake("a word that is no term", *more(EVENT, '"attendance_mode": "hybrid"'), "term.unknown", '"hybrid" is not a term of AttendanceMode', 'did you mean "mixed"?', '"hybrid"'),
    Mistake("`null` for what is not known", *more(ORGANIZATION, '"country": null'), "key.null", "the key 'country' is null", "Omit the key if the value is unknown.", '"country"'),
    Mistake("a URL without its scheme", *more(ORGANIZATION, '"urls": ["www.example.org"]'), "url.syntax", '"www.example.org" is not a URL: it has no scheme', 'did you mean "https://www.example.org"?', '"www'),
    Mistake("an e-mail address for a URL", *more(ORGANIZATION, '"urls": ["info@example.org"]'), "url.syntax", "it is an email address", "expected the address of a web page, https://...", '"info'),
    Mistake("an e-mail address", *more(ORGANIZATION, '"email": "info@example.org"'), "key.unknown", "unknown key 'email'", 'Remove the key, or keep it in "extensions"', '"email"'),
    Mistake("an id with spaces", ORGANIZATION, '"organization:siis"', '"organization:Fudan IIS"', "id.syntax", '"organization:Fudan IIS" is not a record id', 'did you mean "organization:fudan-iis"?', shown='"id": "organization:Fudan IIS"'),
    Mistake("an id without its type", ORGANIZATION, '"organization:siis"', '"siis"', "id.syntax", '"siis" is not a record id', 'did you mean "organization:siis"?', shown='"id": "siis"'),
    Mistake("a name for a reference", MEMBER, '"organization:siis"', '"SIIS"', "id.syntax", '"SIIS" is not a record id', "expected an id such as organization:<slug>", shown='"party_id": "SIIS"'),
    Mistake("a reference to a record of another type", MEMBER, '"program:p"', '"event:forum"', "reference.wrong-type", '"event:forum" has the wrong record type for this field', 'an id that starts with "program:"', shown='"program_id": "event:forum"'),
    Mistake("no type", ORGANIZATION, '"type": "organization", ', "", "key.missing", "the required key 'type' is missing", 'did you mean "type": "organization"?', "{", shown='{"id": "organization:siis", ...}'),
    Mistake("a type that there is not", ORGANIZATION, '"organization", "id"', '"Organisation", "id"', "type.unknown-record-type", '"Organisation" is not a type of record', 'did you mean "organization"?', '"Organisation"', shown='"type": "Organisation"'),
    Mistake("a list of records", ORGANIZATION, ORGANIZATION, f"[{ORGANIZATION}]", "type.wrong-type", "found [{", "Write one record per line in a .jsonl file, or", shown='[{"type": "organization", ...}]'),
    Mistake("a key twice", *more(ORGANIZATION, '"country": "CN", "country": "MO"'), "json.duplicate-key", 'duplicate key "country"', "Write the key once.", '"country": "MO"'),
    Mistake("an id twice", dataset(ORGANIZATION, EVENT), '"type": "event", "id": "event:forum", ', '"type": "event", "id": "event:forum", "names": [{"value": "F"}], "start": "2025"},\n  {"type": "event", "id": "event:forum", ', "record.duplicate-id", 'duplicate id "event:forum"', "Remove one of the records, or give the second record a different id.", '"event:forum"', shown='{"id": "event:forum", ...}, {"id": "event:forum", ...}'),
    Mistake("a reference to a record that is missing", dataset(ORGANIZATION, EVENT), '"start": "2024-12-20"', '"start": "2024-12-20", "host_ids": ["organization:fudan"]', "reference.dangling", 'no record has the id "organization:fudan"', "Write the id of a record of the dataset, or add the record.", '"organization:fudan"', shown='"host_ids": ["organization:fudan"]'),
    Mistake("a comma too many", ORGANIZATION, "}]}", "}],}", "json.syntax", "a trailing comma", "Remove the comma after the last item.", "}", shown='"names": [{"value": "SIIS"}],}'),
    Mistake("a comma too few", ORGANIZATION, '", "id"', '" "id"', "json.syntax", "where a comma or a closing bracket is expected", "Put a comma between two items.", '"id"', shown='"type": "organization" "id": "organization:siis"'),
    Mistake("single quotation marks", ORGANIZATION, '"type"', "'type'", "json.syntax", "a single quotation mark", "Use double quotation marks.", shown='\'type\': "organization"'),
    Mistake("typographic quotation marks", ORGANIZATION, '"type"', "“type”", "json.syntax", "the typographic quotation mark “", "Use straight double quotation marks", shown='“type”: "organization"'),
    Mistake("a key without quotation marks", ORGANIZATION, '"type"', "type", "json.syntax", "'t' where a key is expected", "Put each key in double quotation marks.", shown='type: "organization"'),
    Mistake("a comment", ORGANIZATION, '{"type"', '{\n  // our institute\n  "type"', "json.syntax", "a comment", 'to the field "notes"', "//"),
    Mistake("a word of Python", *more(ORGANIZATION, '"country": None'), "json.syntax", "None", "Omit the key.", "None"),
    Mistake("a bracket that is not closed", ORGANIZATION, "}]}", "}]", "json.truncated", "the text ends in the middle of a value", "Add what is missing", "", shown='"names": [{"value": "SIIS"}]'),
    Mistake("two records in a document", ORGANIZATION, ORGANIZATION, f"{ORGANIZATION}\n{PERSON}", "json.several-values", "a second value after the first one", "Write one record per line in a .jsonl file", PERSON, shown='{"type": "organization", ...} {"type": "person", ...}'),
    Mistake("a file in UTF-16", ORGANIZATION, "SIIS", "上海", "json.not-utf8", "the bytes are not UTF-8, but look like UTF-16", "Save the file as UTF-8.", "{", "utf-16", shown='"names": [{"value": "上海"}]'),
]  # fmt: skip


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> list[list[dict[str, Any]]]:
    """Return the errors that the command reports for each mistake, with all files in one run."""
    folder = tmp_path_factory.mktemp("mistakes")
    names = [f"{number:02}.json" for number in range(len(MISTAKES))]
    for name, mistake in zip(names, MISTAKES, strict=True):
        (folder / name).write_bytes(mistake.text.encode(mistake.encoding))
    done = call("validate", "--format", "jsonl", *names, cwd=folder)
    assert done.returncode == 1
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for line in done.stdout.decode().splitlines():
        problem = json.loads(line)
        if problem["severity"] == "error":
            found[problem["path"]].append(problem)
    return list(found.values())


@pytest.mark.parametrize("number", range(len(MISTAKES)), ids=[mistake.what for mistake in MISTAKES])
def test_a_message_names_the_mistake_and_the_remedy(said: list[list[dict[str, Any]]], number: int) -> None:
    """The error comes first, at the place of the mistake. There is no other problem, except for a missing key if it was misspelt."""
    mistake, (problem, *others) = MISTAKES[number], said[number]
    assert problem["code"] == mistake.code and {other["code"] for other in others} <= {"key.missing"}
    assert mistake.named in problem["message"] and mistake.remedy in problem["message"]
    line = mistake.text.split("\n")[problem["line"] - 1]
    place = mistake.written if mistake.place is None else mistake.place
    assert line[problem.get("column", 1) - 1 :].startswith(place)


def test_the_library_says_the_same(said: list[list[dict[str, Any]]]) -> None:
    """In Python too."""
    for mistake, problems in zip(MISTAKES, said, strict=True):
        report = tm.validate(mistake.text.encode(mistake.encoding))
        assert [problem.message for problem in report.errors] == [problem["message"] for problem in problems]


def _row(mistake: Mistake, problem: dict[str, Any]) -> str:
    written = mistake.written.strip().removeprefix(", ").removesuffix("}" if mistake.instead == "}" else "")
    shown = mistake.shown or " ".join(written.split())
    message = problem["message"].replace("<", "\\<").replace("*", "\\*").replace("_", "\\_").replace("|", "\\|")
    assert len(shown) < 80
    return f"| {mistake.what} | `{shown}` | `{problem['code']}` | {message} |\n"


def test_the_page_shows_what_the_command_says(said: list[list[dict[str, Any]]], snapshot: Snapshot) -> None:
    """Every message in full; a changed message fails this test."""
    head = (
        "# A first file\n\n"
        f"The {len(MISTAKES)} mistakes that a first file is likely to have, and what `thinktank-model validate` says of each: what is\n"
        "wrong, what was expected, and what to write instead. The table is made by the tests.\n\n"
        "| mistake | what was written | code | what is said |\n|---|---|---|---|\n"
    )
    page = head + "".join([_row(mistake, problems[0]) for mistake, problems in zip(MISTAKES, said, strict=True)])
    snapshot("docs/mistakes.md", page)


def test_the_good_texts_are_good() -> None:
    """So that each mistake is the only one."""
    for mistake in MISTAKES:
        report = tm.validate(mistake.good)
        assert report.ok, f"{mistake.what}: {report}"


# --- What is suggested for a value of the wrong type ---


def _objects(shape: Shape, at: str = "") -> Iterator[tuple[str, ObjectOf]]:
    match shape:
        case ListOf():
            yield from _objects(shape.item, at)
        case ObjectOf():
            yield at or shape.cls.__name__, shape
            for name, field in shape.fields.items():
                yield from _objects(field.shape, f"{shape.cls.__name__}.{name}")


OBJECTS = dict([pair for shape in shape_of(RECORD).options.values() for pair in _objects(shape)])


@pytest.mark.parametrize("value", ["SIIS", "organization:siis", "2024-12-20", "40+", 40, 1.5, "x" * 200, "\ud800"])
@joined("shape", OBJECTS.values())
def test_what_is_suggested_for_an_object_is_right_as_far_as_it_goes(shape: ObjectOf, value: str | float) -> None:
    """A complete suggestion can be read; otherwise there is an example of what to write."""
    suggestion, advice = advised(shape, value)
    if suggestion is None:
        assert advice is not None and advice.isprintable() and advice.startswith("Write an object such as {")
    else:
        assert suggestion.isprintable() and read(shape, json.loads(suggestion))[1] == ()


def advised(shape: Shape, value: object) -> tuple[str | None, str | None]:
    """Return the suggestion and the advice for a wrong value."""
    explainer = Explainer()
    explainer.walk(shape, value, "")
    (problem,) = explainer.problems
    return problem.suggestion, problem.help


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("40", {"value": 40}),
        (" 1,200 ", {"value": 1200}),
        ("40+", {"value": 40, "qualifier": "at_least"}),
        ("40 or more", {"value": 40, "qualifier": "at_least"}),
        (">= 40", {"value": 40, "qualifier": "at_least"}),
        ("More than 40", {"value": 40, "qualifier": "more_than"}),
        ("plus de 40", {"value": 40, "qualifier": "more_than"}),
        ("40余", {"value": 40, "qualifier": "more_than"}),
        ("up to 40", {"value": 40, "qualifier": "at_most"}),
        ("<40", {"value": 40, "qualifier": "less_than"}),
        ("~40", {"value": 40, "qualifier": "about"}),
        ("约40", {"value": 40, "qualifier": "about"}),
        ("30-40", {"value": 30, "qualifier": "between", "upper": 40}),
        ("between 1,000 and 2,000", {"value": 1000, "qualifier": "between", "upper": 2000}),
        ("40-30", None),
        ("about 40+", None),
        ("forty", None),
        ("1,20", None),
    ],
)
def test_what_a_count_in_words_says(text: str, meant: dict[str, Any] | None) -> None:
    """A clear text becomes a count, which is valid; an unclear one gets advice."""
    assert Count._meant(text) == meant
    if meant is not None:
        assert tm.from_dict(meant, Count).bounds is not None


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        ("0000-0002-1825-0097", "orcid"),
        ("https://orcid.org/0000-0002-1825-0097", "orcid"),
        ("https://doi.org/10.1000/182", "doi"),
        ("10.1000/182", "..."),
        ("https://example.org/", "url"),
        ("https://ror.org/013q1eq0l", "..."),
        ("SIIS", "..."),
    ],
)
def test_what_a_bare_identifier_is(text: str, scheme: str) -> None:
    """With its scheme if that is certain; a DOI without its resolver could also be a Handle."""
    assert Identifier._meant(text)["scheme"] == scheme


def test_what_is_suggested_for_other_values() -> None:
    """A number, boolean or string of the wrong type; no suggestion if the meaning is not clear."""
    fields = shape_of(tm.Organization).fields
    for name, value, suggestion, advice in (
        ("id", 7, '"organization:7"', None),
        ("country", 7, None, 'Write a string such as "CN".'),
        ("founded", 1960, '"1960"', None),
        ("founded", True, None, 'Write a string such as "2024-12-20".'),
        ("is_think_tank", 1, "true", None),
        ("is_think_tank", "No", "false", None),
        ("is_think_tank", "perhaps", None, None),
        ("names", {"en": "SIIS"}, None, "Write a list, even for a single item."),
        ("extensions", "x", None, None),
    ):
        assert advised(fields[name].shape, value) == (suggestion, advice)
    assert advised(shape_of(tm.Count).fields["value"].shape, "40") == ("40", None)
    assert advised(shape_of(tm.Coordinates).fields["latitude"].shape, "31.2") == ("31.2", None)
    assert advised(shape_of(tm.Place).fields["coordinates"].shape, [31.2, 121.5]) == (
        None,
        'Write an object such as {"latitude": ..., "longitude": ...}.',
    )
    assert meant_key(shape_of(tm.Organization), "name", {"names": []}) is None
    assert meant_key(shape_of(tm.Group), "member_ids", {}) is None, "members are records, and merged_ids something else"
    assert meant_key(shape_of(tm.Event), "organiser_ids", {}) == "organizer_ids"
    assert advised(shape_of(tm.Output).fields["container"].shape, "Journal of Ports") == (
        None,
        'Write an object such as {"title": {"en": "..."}}.',
    )
    assert meant_key(shape_of(tm.Output), "series", {}) == "container", (
        "the name of an older edition leads to the new one"
    )
    assert '"type": "dataset"' in tm.validate('{"records": []}')[0].message
