"""Problems taken from exceptions of other libraries, and our values in unions of other projects' classes."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Annotated, Any, Literal

import attrs
import pytest
from cattrs import ClassValidationError, Converter

import thinktank_model as tm

from .oracles import oracle

for name in ("fastapi", "pydantic"):
    oracle(name)

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field, ValidationError

EVENT = {"type": "event", "id": "event:a", "names": [{"value": "A"}], "start": "2024-12-20"}
WRONG = {**EVENT, "start": "20/12/2024", "titel": "A", "kind": "sypmosium"}
MEMBER = {"type": "member", "id": "member:a", "program_id": "program:p", "party_id": "person:x"}


@attrs.frozen
class Review:
    """Another project's class."""

    subject: tm.Record | None
    stars: int
    others: dict[str, list[tm.Event]] = attrs.field(factory=dict)


class Booking(BaseModel):
    """The same with pydantic."""

    subject: tm.Record | None = None
    stars: int = 0
    others: dict[str, list[tm.Event]] = {}
    choice: tm.Event | tm.Member | None = None
    days: dict[Annotated[str, Field(max_length=3)], tm.PartialDate] = {}


def structured(value: object, hint: Any, **options: Any) -> Any:
    return tm.register_hooks(Converter(**options)).structure(value, hint)


def refused(value: object, hint: Any, **options: Any) -> tuple[tm.Problem, ...]:
    with pytest.raises(Exception) as raised:  # noqa: PT011 - whatever it is, the problems are found in it
        structured(value, hint, **options)
    return tm.problems_of(raised.value)


def expected() -> tuple[tm.Problem, ...]:
    """Return the problems that the library itself reports for the wrong event."""
    try:
        tm.from_dict(WRONG)
    except tm.InvalidData as error:
        return tm.problems_of(error)
    raise AssertionError


def test_what_we_raised_is_what_is_found() -> None:
    """The same problems in the same order."""
    problems = expected()
    assert [problem.code for problem in problems] == ["date.syntax", "key.unknown", "term.unlisted"]
    error = tm.InvalidData(problems)
    error.add_note("a note of somebody else's says nothing of a place")
    assert tm.problems_of(ExceptionGroup("two", [error, error])) == (*problems, *problems)


def test_cattrs_around_our_problems() -> None:
    """Pointers start at the root; warnings, suggestions and fixes are kept; errors of cattrs itself are listed too."""
    raw = {"subject": WRONG, "stars": "many", "others": {"a/b": [EVENT, WRONG]}}
    ours = expected()
    inner = [problem.under("/subject") for problem in ours]
    last = [problem.under("/others/a~1b/1") for problem in ours]
    found = refused(raw, Review)
    assert [problem for problem in found if problem.code != "neighbour.refused"] == [*inner, *last]
    (foreign,) = [problem for problem in found if problem.code == "neighbour.refused"]
    assert foreign.pointer == "/stars" and "expected int" in foreign.message and foreign.severity == "error"


def test_cattrs_own_errors_have_a_place() -> None:
    """A missing attribute, a value that is not a list, an error without a place, a converter that stops at the first error."""
    assert [(p.code, p.pointer) for p in refused({"stars": 1}, Review)] == [("neighbour.refused", "/subject")]
    assert "required field missing" in refused({"stars": 1}, Review)[0].message
    assert refused({"subject": EVENT, "stars": 1, "more": 2}, Review, forbid_extra_keys=True)[0].pointer == ""
    assert [p.code for p in refused({"subject": WRONG, "stars": 1}, Review, detailed_validation=False)] == [
        problem.code for problem in expected()
    ]
    assert refused({"subject": None, "stars": "x"}, Review, detailed_validation=False)[0].pointer == ""


def test_pydantic_around_our_problems() -> None:
    """Complete, with pointers from the root of the model's value; errors of pydantic itself are listed too."""
    with pytest.raises(ValidationError) as raised:
        Booking.model_validate({"subject": WRONG, "stars": "many", "others": {"a/b": [EVENT, WRONG]}})
    inner, last = ([problem.under(at) for problem in expected()] for at in ("/subject", "/others/a~1b/1"))
    *first, foreign, second, third, fourth = tm.problems_of(raised.value)
    assert first == inner and [second, third, fourth] == last
    assert (foreign.code, foreign.pointer, foreign.value) == ("neighbour.refused", "/stars", "many")
    assert "unable to parse string as an integer" in foreign.message


def test_marks_of_pydantic_are_no_part_of_a_pointer() -> None:
    """The class of a union, and the mark for a key."""
    with pytest.raises(ValidationError) as raised:
        Booking.model_validate({"choice": WRONG, "days": {"long key": "2024", "a": "soon"}})
    found = tm.problems_of(raised.value)
    assert {"/choice/start", "/choice/titel", "/days/long key", "/days/a"} <= {problem.pointer for problem in found}
    assert not [problem for problem in found if "[" in problem.pointer]


def test_a_request_that_fastapi_refuses() -> None:
    """FastAPI's locations start with the part of the request; the pointer is inside the body."""
    with pytest.raises(ValidationError) as raised:
        Booking.model_validate({"subject": WRONG})
    lines = [{**line, "loc": ("body", *line["loc"])} for line in raised.value.errors()]
    error = RequestValidationError(lines, body={"subject": WRONG})
    assert tm.problems_of(error) == tuple([problem.under("/subject") for problem in expected()])


def test_what_json_cannot_hold_is_said_in_words() -> None:
    """In pydantic's errors, and in the problems taken from them."""
    with pytest.raises(ValidationError) as raised:
        Booking.model_validate({"days": {"a": "\ud800"}})
    (problem,) = tm.problems_of(raised.value)
    assert problem.code == "text.lone-surrogate" and problem.value == "\\ud800"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("stars are 1 to 5"), "invalid value (stars are 1 to 5)"),
        (RuntimeError("the review was withdrawn"), "the review was withdrawn"),
        (RuntimeError(), "RuntimeError"),
        (ValueError(), "invalid value"),
        (KeyError("stars"), "required field missing ('stars')"),
    ],
)
def test_what_another_library_says_is_kept(error: Exception, said: str) -> None:
    """Errors of another hook, or of a class whose constructor refuses the value."""
    (problem,) = tm.problems_of(error)
    assert problem.code == "neighbour.refused" and problem.message == f"another library rejects the value: {said}"


def test_problems_are_taken_out_of_exceptions_and_reports_only() -> None:
    """Any other argument is an error of the caller, explained in one sentence."""
    report = tm.validate(WRONG)
    assert tm.problems_of(report) == report.problems != ()
    wrong: list[Any] = ["x", None, [], ValueError]
    for given in wrong:
        with pytest.raises(TypeError, match="^problems_of takes an exception or a Report, not an object of type "):
            tm.problems_of(given)


# --- Unions ---


def test_the_type_says_which_record_of_a_union_is_meant() -> None:
    """Only that class reports problems; with an unknown type, the problems are those of any record."""
    union: Any = tm.Event | tm.Member | tm.Dataset | None
    assert isinstance(structured(MEMBER, union), tm.Member) and structured(None, union) is None
    assert [problem.code for problem in refused(WRONG, union)] == [problem.code for problem in expected()]
    (problem, *_) = refused({**EVENT, "type": "evnt"}, union)
    assert problem.code == "type.unknown-record-type" and problem.suggestion == '"event"'
    same: Any = tm.DatasetHeader | tm.Dataset
    header = {"type": "dataset", "schema_version": tm.SCHEMA_VERSION}
    assert isinstance(structured(header, same), tm.DatasetHeader)
    assert isinstance(structured({**header, "records": [EVENT]}, same), tm.Dataset)


def test_a_value_stays_what_it_is_in_a_union() -> None:
    """A text that is a date becomes one, another text stays a text; nothing else is converted."""
    union: Any = tm.PartialDate | str | int | None
    assert structured("2024", union) == tm.PartialDate("2024") and structured("soon", union) == "soon"
    assert structured(5, union) == 5 and structured(tm.PartialDate("2024"), union) == tm.PartialDate("2024")
    (problem,) = refused(1.5, union)
    assert problem.code == "type.wrong-type" and problem.expected == "PartialDate or str or int or NoneType"
    assert [problem.code for problem in refused("soon", tm.PartialDate | int)] == ["date.syntax"]
    listed: Any = tm.PartialDate | list[str]
    assert [problem.code for problem in refused("soon", listed)] == ["date.syntax"]  # not the list of its characters
    assert structured(["a"], listed) == ["a"]
    five: Any = tm.PartialDate | Literal[5]
    assert structured(5, five) == 5


def test_other_classes_of_a_union_are_asked_after_ours() -> None:
    """By their own hooks; if no class accepts the value, the reasons of all are listed."""
    union: Any = tm.Name | Review | PurePosixPath
    converter = tm.register_hooks(Converter())
    converter.register_structure_hook(PurePosixPath, lambda value, _: PurePosixPath(value))
    converter.register_structure_hook(
        Review | PurePosixPath,
        lambda value, _: converter.structure(value, PurePosixPath if isinstance(value, str) else Review),
    )
    assert converter.structure({"value": "A"}, union) == tm.Name(value="A")
    assert converter.structure({"subject": None, "stars": 5}, union) == Review(None, 5)
    assert converter.structure("a/b", union) == PurePosixPath("a/b")
    with pytest.raises(ClassValidationError) as raised:
        structured({"wert": "A"}, tm.Name | dict[str, int])
    assert {problem.code for problem in tm.problems_of(raised.value)} == {
        "key.unknown",
        "key.missing",
        "neighbour.refused",
    }


def test_unknown_keys_are_kept_where_that_is_asked() -> None:
    """In unions too."""
    converter = tm.register_hooks(Converter(), unknown="keep")
    review = converter.structure({"subject": {**EVENT, "titel": "A"}, "stars": 1}, Review)
    assert converter.unstructure(review)["subject"]["titel"] == "A"


# --- Reports ---


def test_a_report_comes_back_from_json() -> None:
    """With every attribute and the message; in English, because phrases become plain texts."""
    report = tm.validate(tm.dumps(tm.from_dict(EVENT)).replace(b"2024-12-20", b"20/12/2024"))
    converter = tm.register_hooks(Converter())
    raw = converter.unstructure(report)
    again = converter.structure(raw, tm.Report)
    assert again == report and [str(problem) for problem in again] == [str(problem) for problem in report]
    assert raw[0]["fix"] == {"op": "replace", "path": "/start", "value": "2024-12-20"}
    moved = tm.Fix("move", "/b", origin="/a")
    assert converter.unstructure(moved) == {"op": "move", "path": "/b", "from": "/a"}
    assert converter.structure({"op": "move", "path": "/b", "from": "/a"}, tm.Fix) == moved
    assert converter.structure([report[0], raw[0]], tm.Report) == tm.Report([report[0], report[0]])


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"code": "date.sintax"}, ("report.unknown-word", "/0/code")),
        ({"severity": "fatal"}, ("report.unknown-word", "/0/severity")),
        ({"fix": {"op": "copy", "path": ""}}, ("report.unknown-word", "/0/fix/op")),
        ({"value": ["a"]}, ("type.wrong-type", "/0/value")),
        ({"params": {"a/b": {}}}, ("type.wrong-type", "/0/params/a~1b")),
        ({"line": "5"}, ("type.wrong-type", "/0/line")),
        ({"colour": "red"}, ("key.unknown", "/0/colour")),
    ],
)
def test_a_report_is_read_as_strictly_as_a_record(change: dict[str, Any], found: tuple[str, str]) -> None:
    """Unknown words, wrong types and unknown keys are refused, even if unknown keys of records are kept."""
    raw = {"code": "date.syntax", "severity": "error", "pointer": "/start", **change}
    with pytest.raises(tm.InvalidData) as raised:
        tm.register_hooks(Converter(), unknown="keep").structure([raw], tm.Report)
    assert [(problem.code, problem.pointer) for problem in raised.value.problems] == [found]


def test_a_report_of_very_many_faults_is_not_read_to_its_end() -> None:
    """The same limit as for a record."""
    with pytest.raises(tm.InvalidData) as raised:
        structured([5] * 2000, tm.Report)
    assert raised.value.problems[-1].code == "record.too-many-problems"


def test_any_record_can_be_asked_for_by_name() -> None:
    """For type checkers `Record` is the union of the record classes, at run time a class that represents it."""
    record = tm.from_dict(MEMBER)
    any_record: Any = tm.Record  # the default of `loads`, so its signature does not mention it
    assert tm.loads(tm.dumps(record), any_record) == tm.from_dict(MEMBER, any_record) == record
    assert isinstance(record, tm.Record) and not isinstance(tm.Dataset(), tm.Record)
