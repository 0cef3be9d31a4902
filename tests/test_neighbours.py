"""Records in pydantic models and FastAPI, and msgspec's view of our classes."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from typing import Annotated, Any, get_args

import jsonschema
import pytest

import thinktank_model as tm
from thinktank_model.model.union import RECORD
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.tree import EXTRA

from . import generate
from .oracles import oracle
from .scale import in_full, thinned

for name in ("fastapi", "httpx", "msgspec", "pydantic"):
    oracle(name)

import httpx
import msgspec
from fastapi import Body, FastAPI
from msgspec import inspect
from pydantic import BaseModel, Field, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

TAGS = sorted(generate.CLASSES)
AnyRecord = Annotated[tm.Record, Field(discriminator="type")]

EVENT = {"type": "event", "id": "event:a", "names": [{"value": "A"}], "start": "2024-12-20"}
WRONG = {
    **EVENT,
    "start": "20/12/2024",
    "names": [{"value": "A", "lang": "fr"}, {"valeur": "B"}],
    "places": [{"kind": "physical", "country": "XX"}],
    "kind": "sypmosium",
    "titel": {"en": "A"},
}


class Booking(BaseModel):
    """A model of another project with records of ours."""

    event: tm.Event
    members: list[tm.Member] = []
    other: AnyRecord | None = None
    any: tm.Record | None = None
    name: tm.Name | None = None


def errors(error: ValidationError) -> list[tuple[str, str]]:
    return [(line["type"], line["ctx"]["pointer"]) for line in error.errors()]


@pytest.mark.parametrize("tag", TAGS)
def test_pydantic_takes_and_writes_what_the_library_does(tag: str) -> None:
    """Generated records, alone, in lists and in the union; from Python data and JSON; existing objects are unchanged."""
    alone = TypeAdapter(generate.CLASSES[tag].cls)
    listed: TypeAdapter[Any] = TypeAdapter(list[AnyRecord])
    for seed in range(8):
        raw = generate.record(seed, tag)
        record = tm.from_dict(raw)
        assert alone.validate_python(raw) == record == alone.validate_json(tm.dumps(record))
        assert alone.validate_python(record) is record
        assert listed.validate_python([raw, record]) == [record, record]
        assert alone.dump_json(record) == tm.dumps(record)
        assert alone.dump_python(record) == tm.to_dict(record) == listed.dump_python([record])[0]


@pytest.mark.parametrize("tag", TAGS)
def test_pydantic_refuses_what_the_library_refuses(tag: str) -> None:
    """Every problem of mutated records, warnings too: codes as types, pointers in the context, in the same order."""
    alone = TypeAdapter(generate.CLASSES[tag].cls)
    raw = generate.record(5, tag, fullness=0.5)
    refused = 0
    for fault in list(generate.faults(generate.CLASSES[tag], raw))[::25]:
        broken = generate.plant(raw, [fault])
        report = tm.validate(broken)
        if report.ok:
            assert alone.validate_python(broken) == tm.from_dict(broken)
            continue
        with pytest.raises(ValidationError) as raised:
            alone.validate_python(broken)
        assert [code for code, _ in errors(raised.value)] == [problem.code for problem in report]
        if "surrogate" not in str(report):
            assert [at for _, at in errors(raised.value)] == [problem.pointer for problem in report]
        refused += 1
    assert refused


def test_an_error_says_all_that_a_problem_says() -> None:
    """Place, message, found value, and in the context pointer, severity, expected and suggestion."""
    with pytest.raises(ValidationError) as raised:
        Booking.model_validate({"event": WRONG, "other": {"type": "event", "id": "x"}})
    found = {line["loc"]: line for line in raised.value.errors()}
    assert set(found) == {
        ("event", "start"),
        ("event", "names", 1),
        ("event", "names", 1, "valeur"),
        ("event", "places", 0, "country"),
        ("event", "kind"),
        ("event", "titel"),
        ("other", "event"),
        ("other", "event", "id"),
    }
    (problem,) = [p for p in tm.validate(WRONG) if p.pointer == "/kind"]
    line = found["event", "kind"]
    assert line["type"] == "term.unlisted" and line["msg"] == problem.message and line["input"] == "sypmosium"
    assert line["ctx"]["severity"] == "warning" and line["ctx"]["suggestion"] == problem.suggestion
    assert line["ctx"]["pointer"] == "/kind" and line["ctx"]["expected"] == problem.expected


def test_no_value_is_taken_for_a_template() -> None:
    """pydantic replaces names in braces in messages; values are not changed by that."""
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(tm.Event).validate_python({**EVENT, "start": "{pointer}{severity}{message}"})
    (line,) = raised.value.errors()
    assert line["msg"].startswith('"{pointer}{severity}{message}" is not a date')


def test_any_record_is_asked_as_the_class_that_its_type_names() -> None:
    """The problems of `tm.Record` are those of its class, or of an unknown type, as in `loads`; also in a union with None."""
    for wrong in (WRONG, {**EVENT, "type": "evnt"}, {"id": "event:a"}, 5, {**WRONG, "type": "member"}):
        for adapter in (TypeAdapter(tm.Record), TypeAdapter(tm.Record | None)):
            with pytest.raises(ValidationError) as raised:
                adapter.validate_python(wrong)
            assert errors(raised.value) == [(problem.code, problem.pointer) for problem in shape_problems(wrong)]
    schema = TypeAdapter(tm.Record).json_schema()
    target = schema["$defs"]["Record"] if "$ref" in schema else schema
    assert target["discriminator"]["propertyName"] == "type"
    assert {tag: ref.rpartition("/")[2] for tag, ref in target["discriminator"]["mapping"].items()} == {
        tag: shape.cls.__name__ for tag, shape in shape_of(RECORD).options.items()
    }


def shape_problems(value: object) -> tuple[tm.Problem, ...]:
    with pytest.raises(tm.InvalidData) as raised:
        tm.from_dict(value)  # type: ignore[call-overload]
    problems: tuple[tm.Problem, ...] = raised.value.problems
    return problems


def test_any_record_cannot_be_made() -> None:
    """It represents the record classes; every record is an instance of it."""
    with pytest.raises(TypeError, match="CooperationProgram, Organization, .*; make one of these"):
        tm.Record()  # type: ignore[operator]
    assert all([issubclass(cls, tm.Record) for cls in get_args(RECORD)])
    assert not issubclass(tm.Dataset, tm.Record)


def test_what_is_no_record_is_not_written() -> None:
    """If a wrong value was not validated, pydantic raises an error and writes no incomplete object."""
    made = Booking.model_construct(event=tm.Name(value="A"))
    with pytest.raises(PydanticSerializationError, match="Unable to serialize"):
        made.model_dump_json()


def test_datasets_are_fields_too() -> None:
    """All its records are read; a wrong one is reported with its place."""
    adapter = TypeAdapter(tm.Dataset)
    dataset = tm.example("wic-2024")
    assert adapter.validate_python(tm.to_dict(dataset)) == dataset
    with pytest.raises(ValidationError) as raised:
        adapter.validate_python({"type": "dataset", "schema_version": "1.0", "records": [EVENT, WRONG]})
    assert all([line["loc"][:2] == ("records", 1) for line in raised.value.errors()])


# --- FastAPI ---

app = FastAPI()


@app.post("/events")
def take_event(event: Annotated[tm.Event, Body()]) -> tm.Event:
    """Take one event and give it back."""
    assert isinstance(event, tm.Event)
    return event


@app.post("/members")
def take_members(members: list[tm.Member]) -> list[tm.Member]:
    """Return any record."""
    return members


@app.post("/records")
def take_record(record: Annotated[tm.Record, Body(discriminator="type")]) -> AnyRecord:
    """Any record."""
    return record


@app.post("/bookings")
def take_booking(booking: Booking) -> Booking:
    """Return a pydantic model that holds records."""
    return booking


def send(method: str, path: str, **what: Any) -> httpx.Response:
    """Send one request to the app; an exception in the app becomes an answer with status 500."""

    async def exchange() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://app") as client:
            return await client.request(method, path, **what)

    return asyncio.run(exchange())


def test_fastapi_answers_with_our_form() -> None:
    """Bodies, lists, unions and models, byte for byte."""
    event = tm.from_dict({**EVENT, "attendance_mode": "online", "status": "unknown"})
    member = {"type": "member", "id": "member:a", "program_id": "program:p", "party_id": "person:x"}
    assert send(
        "POST", "/events", json={**EVENT, "attendance_mode": "online", "status": "unknown"}
    ).content == tm.dumps(event)
    assert send("POST", "/members", json=[member]).json() == [member]
    assert send("POST", "/records", json=member).json() == member
    assert send("POST", "/bookings", json={"event": EVENT, "other": member}).json()["other"] == member


@pytest.mark.parametrize(
    ("path", "wrap", "inside"),
    [
        ("/events", lambda raw: raw, []),
        ("/records", lambda raw: raw, ["event"]),
        ("/bookings", lambda raw: {"event": raw}, ["event"]),
        ("/bookings", lambda raw: {"event": EVENT, "other": raw}, ["other", "event"]),
    ],
)
def test_422_lists_every_problem_with_its_pointer(path: str, wrap: Any, inside: list[str]) -> None:
    """One entry for each problem, in the order of the record."""
    answer = send("POST", path, json=wrap(WRONG))
    assert answer.status_code == 422
    detail = answer.json()["detail"]
    report = tm.validate(WRONG)
    assert [(line["type"], line["ctx"]["pointer"]) for line in detail] == [(p.code, p.pointer) for p in report]
    assert all([line["loc"][: 1 + len(inside)] == ["body", *inside] for line in detail])
    assert len(report) == 6


@pytest.mark.parametrize(
    "part",
    [
        b'"start":NaN',
        b'"start":-Infinity',
        b'"pages":1e999',
        b'"start":"\\ud800"',
        b'"\\ud800":1',
        b'"start":"{message}"',
        b'"extensions":{"x:y":NaN}',
        b'"start":' + b"9" * 400,
    ],
)
def test_what_json_cannot_say_is_no_fault_of_the_server(part: bytes) -> None:
    """The answer has status 422 and is valid JSON, for any request."""
    body = b'{"type":"event","id":"event:a","names":[{"value":"A"}],' + part + b"}"
    answer = send("POST", "/events", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert [line["msg"] for line in answer.json()["detail"]]


def openapi() -> Any:
    answer: httpx.Response = send("GET", "/openapi.json")
    return answer.json()


def references(value: Any) -> set[str]:
    if isinstance(value, list):
        return {found for item in value for found in references(item)}
    if not isinstance(value, dict):
        return set()
    own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
    return own | {found for item in value.values() for found in references(item)}


@pytest.mark.slow
def test_openapi_shows_our_schema() -> None:
    """Each class, also one used inside records, is a component with its name and our schema, and references lead to it."""
    document = openapi()
    components = document["components"]["schemas"]
    ours: dict[str, Any] = {}
    for shape in shape_of(RECORD).options.values():
        ours |= tm.json_schema(shape.cls)["$defs"]
    assert len(ours) > 15
    assert set(ours) <= set(components)
    for name, schema in ours.items():
        moved = references(schema)
        assert references(components[name]) == {ref.replace("#/$defs/", "#/components/schemas/") for ref in moved}
        assert components[name]["description"] == schema["description"]
        assert set(components[name].get("properties", ())) == set(schema.get("properties", ()))
    assert {ref.rpartition("/")[2] for ref in references(document)} <= set(components)
    body = document["paths"]["/events"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body["$ref"] == "#/components/schemas/Event"
    union = document["paths"]["/records"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert set(union["discriminator"]["mapping"]) == set(shape_of(RECORD).options)


@pytest.mark.parametrize("tag", thinned(TAGS, 4))
def test_the_schema_that_pydantic_gives_is_the_librarys(tag: str) -> None:
    """It accepts and refuses the same records."""
    cls = generate.CLASSES[tag].cls
    theirs = jsonschema.Draft202012Validator(TypeAdapter(cls).json_schema())
    ours = jsonschema.Draft202012Validator(tm.json_schema(cls))
    raw = generate.record(7, tag, fullness=0.5)
    theirs.validate(raw)
    for fault in list(generate.faults(generate.CLASSES[tag], raw))[::20]:
        broken = generate.plant(raw, [fault])
        assert theirs.is_valid(broken) == ours.is_valid(broken), fault


def test_a_class_of_another_package_is_a_component_of_its_own() -> None:
    """A subclass, or a model of the same name, does not replace ours."""

    class Event(BaseModel):
        subject: tm.Event

    names = set(Event.model_json_schema()["$defs"])
    assert any(["Event" in name for name in names]) and "Place" in names
    assert Event.model_validate({"subject": EVENT}).subject == tm.from_dict(EVENT)


@in_full
def test_pydantic_is_loaded_by_nobody_but_itself() -> None:
    """Using the library loads neither pydantic nor the module for it."""
    code = (
        "import sys, thinktank_model as tm; tm.example('wic-2024').check(); tm.json_schema(); dir(tm)\n"
        "print([name for name in sys.modules if 'pydantic' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# --- msgspec ---

# msgspec.json.schema, which any attrs class can be given, stops at a default that it cannot write, such as our empty map. So
# the cross-check is with the tree that it makes its schemas from. It knows no scalars, tags and rules of ours; keys, which of
# them may be missing, lists, numbers and closed terms it reads from the same annotations in its own way.

PARTS = tm.json_schema()["$defs"]
CLASSES = sorted([name for name, part in PARTS.items() if "properties" in part and name != "Dataset"])
SCALARS = {"string": (inspect.StrType, inspect.EnumType, inspect.CustomType), "object": (inspect.CustomType,)} | {
    "boolean": (inspect.BoolType,),
    "integer": (inspect.IntType,),
    "number": (inspect.FloatType,),
    "array": (inspect.VarTupleType,),
}


def without_none(kind: inspect.Type) -> inspect.Type:
    if not isinstance(kind, inspect.UnionType):
        return kind
    (only,) = [option for option in kind.types if not isinstance(option, inspect.NoneType)]
    return only


def test_msgspecs_own_schema_stops_at_our_defaults() -> None:
    """If this fails, msgspec can write them, and the tests below can use its schema."""
    with pytest.raises(TypeError, match="JsonMap is unsupported"):
        msgspec.json.schema(tm.Event, schema_hook=lambda _: {"type": "string"})


@pytest.mark.parametrize("name", CLASSES)
def test_msgspec_reads_the_same_in_our_classes(name: str) -> None:
    """Keys in order, required keys, types of values, closed terms."""
    theirs = inspect.type_info(getattr(tm, name))
    assert isinstance(theirs, inspect.DataclassType)
    fields = {field.name: field for field in theirs.fields if field.name != EXTRA}
    ours = PARTS[name]
    assert set(fields) == set(ours["properties"]) - {"$schema", *([] if "type" in fields else ["type"])}
    assert {key for key, field in fields.items() if field.required} == set(ours["required"]) - {
        *([] if "type" in fields else ["type"])
    }
    for key, field in fields.items():
        kind, schema = without_none(field.type), ours["properties"][key]
        target = schema.get("$ref", "").removeprefix("#/$defs/")
        if isinstance(kind, inspect.DataclassType):
            assert target == kind.cls.__name__
            continue
        schema = {**PARTS.get(target, {}), **schema}
        if isinstance(schema.get("type"), str):
            assert isinstance(kind, SCALARS[schema["type"]]), (key, kind)
        if isinstance(kind, inspect.EnumType):
            terms = schema.get("enum") or [option["const"] for option in schema["oneOf"]]
            assert [term.value for term in kind.cls] == terms, key
