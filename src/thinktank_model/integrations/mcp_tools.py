"""The six tools that a language model can use, over JSON texts and over the files that the server was started with.

Each takes plain arguments and returns plain data. No tool writes a file or takes a path.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from ..contract.answers import read_answer
from ..contract.llm import schema_of
from ..dataset.collection import Dataset, made_of
from ..dataset.validation import problems_of_reader
from ..extract.quotes import Found, Near, Passages
from ..jsontext.content import content_of
from ..jsontext.limits import LIMITS
from ..jsontext.parsing import parse
from ..model.header import DatasetHeader
from ..model.union import Record
from ..problems.display import display, is_encodable
from ..problems.explanations import explained
from ..problems.meant import did_you_mean
from ..problems.pointers import pointer_tokens
from ..problems.problem import Problem, Severity, all_codes
from ..problems.translations import Phrase
from ..records.placing import placed
from ..records.readers import read_content
from ..records.single import utf8
from ..rules.references import DUPLICATE_ID
from ..shapes.codec import dump, read
from .mcp_files import Files, Opened

__all__ = ["Argument", "RefusedError", "Tool", "Tools"]

TEXT_LIMIT: Final = (
    1_000_000  # characters of an argument: the server answers one call after the other, and this one within seconds
)
WORDS_LIMIT: Final = 20_000  # characters of a name, an id, a code or a quote
MOST_HITS: Final = 50
MOST_PROBLEMS: Final = 50
NEAR_ID: Final = 0.85  # the minimum similarity of an id for a suggestion


class RefusedError(Exception):
    """The request cannot be answered; the message gives the reason, and what to ask instead."""


@frozen
class Argument:
    """One argument of a tool.

    Attributes:
        type: its JSON type.
        description: its description for the model.
        limit: the maximum number of characters.
        required: whether it is required.
    """

    type: str
    description: str
    limit: int = WORDS_LIMIT
    required: bool = True


@frozen
class Tool:
    """One tool.

    Attributes:
        name: its name.
        description: its description for the model.
        arguments: its arguments.
        run: a function that returns the answer, as plain data or as a text.
    """

    name: str
    description: str
    arguments: Mapping[str, Argument]
    run: Callable[..., dict[str, Any] | str]

    @property
    def input_schema(self) -> dict[str, Any]:
        """The JSON Schema of its arguments."""
        return {
            "type": "object",
            "properties": {
                name: {"type": one.type, "description": one.description} for name, one in self.arguments.items()
            },
            "required": [name for name, one in self.arguments.items() if one.required],
            "additionalProperties": False,
        }


class Tools:
    """The six tools over some files.

    Parameters:
        files: the files.
        lang: the language of messages, as in `Problem.message_in`.
    """

    def __init__(self, files: Files, lang: str = "en") -> None:
        self.files: Files = files
        self.lang: str = lang
        self.scope = files.scope
        listed = (
            Tool(
                "validate",
                "Check JSON text: a record, a dataset or JSON Lines. Lists every problem with its place and what to write instead.",
                {"text": Argument("string", "The JSON text itself, not the name of a file.", TEXT_LIMIT)},
                self.validate,
            ),
            Tool(
                "explain",
                "Explain a problem code such as date.syntax, or a family such as date; or show the form of a type of record, such as event, as the JSON Schema of what propose_record takes.",
                {"name": Argument("string", f"A code, a family of codes, or one of {', '.join(self.types)}.")},
                self.explain,
            ),
            Tool(
                "find",
                "Find records of the user's datasets by any of their names, in any language.",
                {
                    "name": Argument("string", "The name, or words of it."),
                    "type": Argument("string", f"Only records of this type: {', '.join(self.types)}.", required=False),
                },
                self.find,
            ),
            Tool(
                "show",
                "Show a record of the user's datasets and what refers to it; or list the records of a type; or, without an id, what the files hold.",
                {
                    "id": Argument(
                        "string",
                        "The id of a record, such as event:forum-2024, or a type such as event.",
                        required=False,
                    ),
                    "at": Argument("string", "A JSON Pointer: show only this part of the record.", required=False),
                },
                self.show,
            ),
            Tool(
                "propose_record",
                "Check a record that you made, alone and among the user's records. Returns it in canonical form, or every problem. Nothing is stored: the user decides.",
                {
                    "record": Argument(
                        "object", "The record, or several under the key records. explain gives the form.", TEXT_LIMIT
                    )
                },
                self.propose_record,
            ),
            Tool(
                "check_quote",
                "Check whether a text has these words; white space does not matter. If not, show the nearest passage.",
                {
                    "quote": Argument("string", "The words, exactly as in the text."),
                    "text": Argument(
                        "string", "The text; without it, the texts among the user's files.", TEXT_LIMIT, required=False
                    ),
                },
                self.check_quote,
            ),
        )
        self.by_name: dict[str, Tool] = {tool.name: tool for tool in listed}

    @property
    def types(self) -> tuple[str, ...]:
        """The types of records."""
        return tuple(self.scope.record.options)

    def call(self, name: str, arguments: Mapping[str, Any]) -> dict[str, Any] | str:
        """Return the answer of a tool: data, or a text.

        Raises:
            RefusedError: there is no such tool, it does not take these arguments, or it cannot answer.
        """
        tool = self.by_name.get(name)
        if tool is None:
            raise RefusedError(f"there is no tool {name[:100]!r}, only {', '.join(self.by_name)}")
        return tool.run(**_taken(tool, arguments))

    # --- without files ---

    def validate(self, text: str) -> dict[str, Any]:
        """Return the problems of a JSON text."""
        if "{" not in text:
            raise RefusedError("text has no JSON object; give the JSON itself, not the name of a file")
        with content_of(io.BytesIO(utf8(text)), "text", LIMITS, regular=False) as content:
            problems = list(problems_of_reader(read_content(content, "error", self.scope), None))
        counts = Counter([problem.severity for problem in problems])
        return {
            "valid": not counts[Severity.ERROR],
            **{f"{severity.value}s": counts[severity] for severity in Severity},
            **self._said(problems),
        }

    def explain(self, name: str) -> dict[str, Any] | str:
        """Return the explanation of a code, or the form of a record type."""
        if name in self.types:
            shape = self.scope.record.options[name]
            return {"type": name, "schema": schema_of(shape, shape.cls.__name__)}
        codes = {**all_codes(), **self.scope.codes}
        try:
            return explained(codes, name, self.lang)
        except KeyError:
            meant = did_you_mean(name, [*self.types, *codes, *{code.partition(".")[0] for code in codes}])
            raise RefusedError(f"{display(name)} is neither a code nor a type of record{meant}") from None

    # --- over the datasets ---

    def find(self, name: str, type: str = "") -> dict[str, Any]:
        """Return the records with the most similar names."""
        if type and type not in self.types:
            raise RefusedError(f"{display(type)} is not a type of record{did_you_mean(type, self.types)}")
        opened, notes = self._opened()
        hits = [
            (hit, one)
            for one, dataset in _datasets(opened)
            for hit in dataset.find(name, max(1, len(dataset)) if type else MOST_HITS)
        ]
        hits.sort(key=lambda found: -found[0].score)
        listed = [
            {"id": hit.record.id, "name": hit.name, "score": hit.score, "file": one.name}
            for hit, one in hits
            if type in ("", hit.record.type)
        ]
        return {"found": listed[:MOST_HITS], **notes}

    def show(self, id: str = "", at: str = "") -> dict[str, Any]:
        """Return a record, the records of a type, or an overview of the files."""
        opened, notes = self._opened()
        if not id:
            return {"files": [self._summary(one) for one in opened], **notes}
        datasets = list(_datasets(opened))
        if id in self.types:
            return {"records": [listed for one, dataset in datasets for listed in self._listed(dataset, id)], **notes}
        for one, dataset in datasets:
            record = dataset.get(id)
            if record is not None:
                found = {"file": one.name, "label": dataset.label(record, self.lang)}
                if at:
                    return {**found, "id": record.id, "at": at, "value": _part(dump(record), at, record.id), **notes}
                return {**found, "record": dump(record), "referred_to_by": self._referrers(dataset, record), **notes}
        known = [record.id for _, dataset in datasets for record in dataset]
        meant = did_you_mean(id, known, NEAR_ID) or "; find looks for records by name"
        raise RefusedError(f"no record has the id {display(id)}{meant}")

    def _referrers(self, dataset: Dataset, record: Record) -> list[dict[str, Any]]:
        places: dict[str, list[str]] = {}
        for id, at in dataset.referrers(record.id):
            places.setdefault(id, []).append(at)
        return [{"id": id, "label": dataset.label(id, self.lang), "at": found} for id, found in places.items()]

    def _summary(self, one: Opened) -> dict[str, Any]:
        if one.text is not None:
            return {"file": one.name, "text": f"{len(one.text.text)} characters"}
        dataset = one.dataset or self.files.dataset_class()
        counts = Counter([record.type for record in dataset])
        return {"file": one.name, "records": dict(counts), "programs": self._listed(dataset, "program")}

    def _listed(self, dataset: Dataset, type: str) -> list[dict[str, str]]:
        return [{"id": record.id, "label": dataset.label(record, self.lang)} for record in dataset.of(type).values()]

    def propose_record(self, record: str | Mapping[str, Any]) -> dict[str, Any]:
        """Return records in canonical form, with their problems among the existing records; or the errors in them."""
        value, problems = parse(utf8(record)) if isinstance(record, str) else (record, ())
        if problems:
            return {"accepted": False, **self._said(problems)}
        listed = value.get("records") if isinstance(value, Mapping) else None
        given = (
            [("", value)] if not isinstance(listed, list) else [(f"/records/{n}", one) for n, one in enumerate(listed)]
        )
        built: list[Record] = []
        found: list[Problem] = []
        for at, one in given:
            record_or_none, said = self._read(one)
            found += placed(said, one, None, at)
            built += [] if record_or_none is None else [record_or_none]
        if len(built) < len(given):
            return {"accepted": False, **self._said(found)}
        found += _duplicates([(at, one) for (at, _), one in zip(given, built, strict=True)])
        across, more = self._among(built)
        found += across
        accepted = all([problem.severity is not Severity.ERROR for problem in found])
        return {"accepted": accepted, "records": [dump(one) for one in built], **self._said(found), **more}

    def _read(self, value: object) -> tuple[Record | None, tuple[Problem, ...]]:
        """Return a record in either form, of records or of answers; the problems are those of the form with fewer problems."""
        readings = [read(self.scope.record, value), read_answer(self.scope.record, value)]
        return min(readings, key=lambda reading: sum([one.severity is Severity.ERROR for one in reading[1]]))

    def _among(self, built: list[Record]) -> tuple[list[Problem], dict[str, Any]]:
        """Return the problems of the rules across records for new records, and the records of the files that they replace."""
        if not self.files.paths:
            return [], {}
        opened, notes = self._opened()
        known = {record.id: record for _, dataset in _datasets(opened) for record in dataset}
        new = {record.id: record for record in built}
        whole = made_of(DatasetHeader(), tuple({**known, **new}.values()), self.files.dataset_class)
        across = [problem for problem in whole.check() if problem.record_id in new]
        replaced = [id for id in new if id in known]
        return across, {**({"replaces": replaced} if replaced else {}), **notes}

    # --- over the texts ---

    def check_quote(self, quote: str, text: str = "") -> dict[str, Any]:
        """Return the place of these words in a text, or the most similar passage."""
        opened, notes = ([], {}) if text else self._opened()
        texts = [("text", Passages(text))] if text else [(one.name, one.text) for one in opened if one.text is not None]
        if not texts:
            raise RefusedError("there is no text to look in: give one as text, or name a text file on the command line")
        looked = [(name, passages.find(quote)) for name, passages in texts]
        hits = [(name, hit) for name, hit in looked if hit is not None]
        hits.sort(key=lambda one: isinstance(one[1], Near))
        if not hits:
            return {"found": False, **notes}
        name, hit = hits[0]
        place = {"in": name, **hit._asdict()}
        return {"found": True, **place, **notes} if isinstance(hit, Found) else {"found": False, "near": place, **notes}

    # --- in general ---

    def _opened(self) -> tuple[list[Opened], dict[str, Any]]:
        """Return the files with their problems.

        Raises:
            RefusedError: there are none.
        """
        if not self.files.paths:
            raise RefusedError("the server was started without files; name them on its command line")
        opened = list(self.files.opened())
        faults = [one.fault for one in opened if one.fault]
        return opened, {"notes": faults} if faults else {}

    def _said(self, problems: Iterable[Problem]) -> dict[str, Any]:
        """Return problems as plain data, errors first."""
        order = list(Severity)
        listed = sorted(problems, key=lambda problem: order.index(problem.severity))
        more = {"not_listed": len(listed) - MOST_PROBLEMS} if len(listed) > MOST_PROBLEMS else {}
        return {"problems": [self._problem(one) for one in listed[:MOST_PROBLEMS]], **more}

    def _problem(self, problem: Problem) -> dict[str, Any]:
        said = {
            "severity": problem.severity.value,
            "code": problem.code,
            "id": problem.record_id,
            "at": problem.pointer,
            "line": problem.line,
            "message": problem.message_in(self.lang),
        }
        return {key: value for key, value in said.items() if value is not None}


def _duplicates(records: Iterable[tuple[str, Record]]) -> Iterator[Problem]:
    """Yield a problem for each record with the id of an earlier one."""
    seen: set[str] = set()
    for at, record in records:
        if record.id in seen:
            advice = "Remove one of the records, or give the second record a different id."
            yield DUPLICATE_ID(
                record.id, at=f"{at}/id", record_id=record.id, expected=Phrase("a unique id"), help=advice
            )
        seen.add(record.id)


def _datasets(opened: Iterable[Opened]) -> Iterator[tuple[Opened, Dataset]]:
    for one in opened:
        if one.dataset is not None:
            yield one, one.dataset


def _part(value: Any, at: str, id: str) -> Any:
    """Return the part of a plain record at a pointer.

    Raises:
        RefusedError: it leads nowhere.
    """
    try:
        for token in pointer_tokens(at):
            value = value[int(token)] if isinstance(value, list) else value[token]
    except (ValueError, LookupError, TypeError):
        raise RefusedError(f"{id} has nothing at {display(at)}; a pointer is such as /names/0/value") from None
    return value


TYPES: Final[Mapping[str, tuple[type, ...]]] = {"string": (str,), "object": (str, Mapping)}


def _taken(tool: Tool, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return the given arguments; null counts as not given.

    Raises:
        RefusedError: the tool does not take them.
    """
    given = {name: value for name, value in arguments.items() if value is not None}
    for name, value in given.items():
        known = tool.arguments.get(name)
        if known is None:
            takes = ", ".join(tool.arguments)
            raise RefusedError(f"{tool.name} does not take {display(name)}, only {takes}")
        if not isinstance(value, TYPES[known.type]):
            raise RefusedError(f"{name} must be of the JSON type {known.type}")
        if isinstance(value, str) and not is_encodable(value):
            raise RefusedError(f"{name} holds half of a surrogate pair, which is not a character")
        if isinstance(value, str) and len(value) > known.limit:
            raise RefusedError(
                f"{name} has {len(value):,} characters, at most {known.limit:,} are taken; send it in parts"
            )
    missing = [name for name, one in tool.arguments.items() if one.required and not given.get(name)]
    if missing:
        raise RefusedError(f"{tool.name} needs {missing[0]}: {tool.arguments[missing[0]].description}")
    return given
