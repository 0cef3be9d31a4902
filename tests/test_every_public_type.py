"""Every public type in `__all__`: as a field of other projects' classes, as a parameter, in copies and in `help`."""

from __future__ import annotations

import asyncio
import copy
import json
import pickle
import pydoc
from enum import Enum
from typing import Annotated, Any, Optional, Union

import attrs
import pytest
from cattrs import ClassValidationError, Converter, IterableValidationError
from cattrs.preconf.orjson import make_converter

import thinktank_model as tm
from thinktank_model.contract.samples import sample
from thinktank_model.shapes.forms import Form, form_of
from thinktank_model.shapes.tree import Scalar

from .joined import joined
from .oracles import oracle
from .scale import in_full, thinned

for name in ("fastapi", "httpx", "jsonschema_rs", "pydantic"):
    oracle(name)

import httpx
import jsonschema_rs
from fastapi import Body, FastAPI
from fastapi.openapi.models import OpenAPI
from pydantic import ValidationError, create_model

PUBLIC = {name: getattr(tm, name) for name in tm.__all__}
APART = {
    "Code": "a rule of the catalogue; data hold its name",
    "Difference": "an answer, a tuple of ids, which neighbours read and write as any named tuple",
    "Format": "what a format is, said in code; it holds functions",
    "Option": "what a format leaves to the caller, said in code",
    "Imported": "what an import gives; its dataset and its report are values",
    **dict.fromkeys(
        "Answer Change Conflict Duplicate Hit MemberChange MembersDifference Merged Participant Renaming".split(),
        "what a question gives; data hold the records that it names",
    ),
    "InvalidData": "an exception; `problems_of` gives what it holds",
    "Limits": "settings of a reader",
    "Line": "what a stream gives; data hold its record and its problems",
    "Profile": "records, terms and rules of a project, said in code; data hold its name",
    "ProfileError": "an exception",
    "Scheme": "an entry of the register of schemes; data hold its name",
    "Term": "the shape that `Open` gives",
    "Vocabulary": "the base of vocabularies, which has no terms",
}
TYPES = {name: value for name, value in PUBLIC.items() if isinstance(value, type) and name not in APART}
each = joined("name", TYPES)
UNPICKLED = {"SCHEMES": "a read-only view, which pickle does not know; it is there wherever the library is"}


class Sample:
    """A value of a public type, with its JSON."""

    def __init__(self, name: str) -> None:
        self.cls: Any = TYPES[name]
        self.form: Form = form_of(self.cls)
        self.value, problems = self.form.read(sample(self.form.shape), "error")
        assert isinstance(self.value, self.cls) and not problems
        self.plain = self.form.write(self.value)

    @property
    def is_text(self) -> bool:
        return isinstance(self.form.shape, Scalar)


@attrs.frozen
class Other:
    """A class of another project."""

    size: int


def fields(sample: Sample) -> dict[str, tuple[Any, Any, Any]]:
    """Return the possible fields: type, value, and JSON of the value."""
    value, plain = sample.value, sample.plain
    cls: Any = sample.cls  # a variable is not a type for type checkers, so the types are made where they do not look
    made: Any = {
        "bare": (cls, value, plain),
        "some": (cls | None, value, plain),
        "none": (Optional[cls], None, None),  # noqa: UP045 - the older way to write it
        "list": (list[cls], [value, value], [plain, plain]),
        "tuple": (tuple[cls, ...], (value,), [plain]),
        "dict": (dict[str, cls], {"a": value}, {"a": plain}),
        "lists": (dict[str, list[cls]], {"a": [value]}, {"a": [plain]}),
        "deep": (dict[str, list[cls | None]], {"a": [value, None]}, {"a": [plain, None]}),
        "or_number": (cls | int, value, plain),
        "number": (Union[int, cls, None], 5, 5),  # noqa: UP007 - the older way to write it
        "or_other": (cls | Other, value, plain),
        "other": (cls | Other | None, Other(5), {"size": 5}),
        "or_list": (cls | list[int], [5], [5]),
        "or_text": (cls | str, "Some text, whatever it says", "Some text, whatever it says"),
    }
    found: dict[str, tuple[Any, Any, Any]] = made
    return found


def test_what_stands_apart_is_there_and_is_a_type() -> None:
    """So that no exception outlives its reason."""
    assert all([isinstance(PUBLIC[name], type) for name in APART]) and len(TYPES) > 60
    assert UNPICKLED.keys() <= PUBLIC.keys()


@pytest.mark.parametrize("name", thinned(TYPES, 12))
@pytest.mark.parametrize("make", [Converter, make_converter], ids=["plain", "orjson"])
def test_in_classes_of_attrs(name: str, make: Any) -> None:
    """Structured and unstructured by a converter with our hooks, inside any container."""
    sample = Sample(name)
    for kind, (hint, value, plain) in fields(sample).items():
        if name == "JsonMap" and kind == "other":
            continue  # any object is a JsonMap, which is tried first
        holder = attrs.make_class("Holder", {"field": attrs.field(type=hint)}, frozen=True)
        converter = tm.register_hooks(make())
        built = converter.structure({"field": plain}, holder)
        assert built == holder(value) and type(built.field) is type(value), kind
        assert json.loads(json.dumps(converter.unstructure(built)["field"])) == plain, kind
        if kind != "other":  # whose object cattrs does not recognize
            assert converter.structure({"field": value}, holder) == built, kind


@in_full
@each
def test_in_classes_of_attrs_as_strict_as_by_itself(name: str) -> None:
    """No value of another JSON type is converted, and each problem has its code and a pointer from the root."""
    sample = Sample(name)
    wider, listed = fields(sample)["or_other"][0], fields(sample)["lists"][0]
    for wrong in (5, True, ["a"], None) if name != "Report" else (5, "text"):
        for hint, given, prefix in (
            (sample.cls, wrong, ""),
            (listed, {"a/b": [sample.plain, wrong]}, "/a~1b/1"),
            (wider, wrong, ""),
        ):
            with pytest.raises((tm.InvalidData, ClassValidationError, IterableValidationError)) as raised:
                tm.register_hooks(Converter()).structure(given, hint)
            found = tm.problems_of(raised.value)
            assert found and {problem.pointer for problem in found} == {prefix}
            assert {problem.code for problem in found} <= {"type.wrong-type", "neighbour.refused"}
            assert "type.wrong-type" in {problem.code for problem in found}


@pytest.mark.slow
@each
def test_in_models_of_pydantic(name: str) -> None:
    """Read from Python data and JSON, written as both, and described by a valid schema that accepts the output."""
    sample = Sample(name)
    for kind, (hint, value, plain) in fields(sample).items():
        if kind in ("or_other", "other", "or_text"):
            continue  # pydantic decides which class of a union takes a value
        model = create_model("Model", field=(hint, ...))
        built = model.model_validate({"field": plain})
        assert (
            built == model.model_validate_json(json.dumps({"field": plain})) == model.model_validate({"field": value})
        )
        assert built.field == value  # type: ignore[attr-defined]
        dumped = built.model_dump()["field"]
        assert (list(dumped) if kind == "tuple" else dumped) == plain
        assert json.loads(built.model_dump_json()) == {"field": plain}
        for mode in ("validation", "serialization"):
            schema = model.model_json_schema(mode=mode)
            jsonschema_rs.meta.validate(schema)
            jsonschema_rs.Draft202012Validator(schema).validate({"field": plain})


@each
def test_in_models_of_pydantic_as_strict_as_by_itself(name: str) -> None:
    """Each problem is one error with its code as the type, and can be turned back into the same problem."""
    sample = Sample(name)
    wrong: Any = 5
    listed = fields(sample)["lists"][0]
    with pytest.raises(ValidationError) as raised:
        create_model("Model", field=(listed, ...)).model_validate({"field": {"a/b": [sample.plain, wrong]}})
    (problem,) = sample.form.read(wrong, "error")[1]
    assert tm.problems_of(raised.value) == (problem.under("/field/a~1b/1"),)


@in_full
@each
def test_the_schema_of_a_type_takes_what_the_type_reads(name: str) -> None:
    """`json_schema` takes each of them."""
    sample = Sample(name)
    schema = tm.json_schema(sample.cls)
    jsonschema_rs.meta.validate(schema)
    validator = jsonschema_rs.Draft202012Validator(schema)
    validator.validate(sample.plain)
    assert not validator.is_valid(5)


# --- FastAPI ---


def server() -> FastAPI:
    """Return an app with every public type as body, in bodies, and as answer; as a parameter if its JSON is a string."""
    app = FastAPI()

    def add(name: str, sample: Sample) -> None:
        def take(value: Any) -> Any:
            assert isinstance(value, sample.cls)
            return value

        def take_list(values: Any) -> Any:
            return {str(number): value for number, value in enumerate(values)}

        def take_parameter(value: Any = None) -> Any:
            return value

        cls: Any = sample.cls
        take.__annotations__ = {"value": Annotated[cls, Body()], "return": cls}
        take_list.__annotations__ = {"values": list[cls], "return": dict[str, cls | None]}
        app.post(f"/{name}")(take)
        app.post(f"/lists/{name}")(take_list)
        if sample.is_text:
            take_parameter.__annotations__ = {"value": cls | None, "return": cls | None}
            app.get(f"/{name}")(take_parameter)

    for name in TYPES:
        add(name, Sample(name))
    return app


APP = server()


def send(method: str, path: str, **what: Any) -> httpx.Response:
    async def exchange() -> httpx.Response:
        transport = httpx.ASGITransport(APP, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://app") as client:
            return await client.request(method, path, **what)

    return asyncio.run(exchange())


@in_full
@each
def test_in_fastapi(name: str) -> None:
    """As body and answer, in lists and dicts, and as parameter of the query."""
    sample = Sample(name)
    assert send("POST", f"/{name}", json=sample.plain).json() == sample.plain
    assert send("POST", f"/lists/{name}", json=[sample.plain]).json() == {"0": sample.plain}
    (problem,) = sample.form.read(5, "error")[1]
    refused = send("POST", f"/lists/{name}", json=[sample.plain, 5])
    assert refused.status_code == 422
    (line,) = refused.json()["detail"]
    assert line["type"] == problem.code and line["loc"] == ["body", 1] and line["msg"] == problem.message
    assert tm.Report(form_of(tm.Report).read([line["ctx"]], "error")[0]) == tm.Report([problem])
    if sample.is_text:
        assert send("GET", f"/{name}", params={"value": sample.plain}).json() == sample.plain
        assert send("GET", f"/{name}").json() is None
        assert send("GET", f"/{name}", params={"value": "?!"}).status_code == 422


@pytest.mark.slow
def test_the_openapi_document_is_valid() -> None:
    """By FastAPI's own model of it; each component is a JSON Schema, and each reference leads to one."""
    document = send("GET", "/openapi.json").json()
    OpenAPI.model_validate(document)
    components = document["components"]["schemas"]
    for schema in components.values():
        jsonschema_rs.meta.validate(schema)
    referred = set(json.dumps(document).split('"#/components/schemas/')[1:])
    assert {text.split('"')[0] for text in referred} <= components.keys()
    assert {"Problem", "Severity", "Record", "Event", "PartialDateOrTime"} <= components.keys()


# --- Python's own ---


@in_full
@joined("name", PUBLIC)
def test_every_public_name_is_pickled_copied_and_helped(name: str) -> None:
    """By name; and `help` says more than the module of the name."""
    value = PUBLIC[name]
    if name not in UNPICKLED:
        assert pickle.loads(pickle.dumps(value)) is value or isinstance(value, str)
        assert copy.copy(value) is value and copy.deepcopy(value) is value
    if not isinstance(value, str):  # `help` takes the text for the name of an object
        assert len(pydoc.render_doc(value, renderer=pydoc.plaintext)) > 100  # type: ignore[attr-defined]
    if callable(value):
        assert (value.__doc__ or "").split()


@each
def test_values_are_pickled_and_copied(name: str) -> None:
    """The copy is equal and of the same class, in every pickle protocol for slotted classes."""
    value = Sample(name).value
    copies = [pickle.loads(pickle.dumps(value, protocol)) for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1)]
    for again in (*copies, copy.copy(value), copy.deepcopy(value)):
        assert again == value and type(again) is type(value) and hash(again) == hash(value)
        assert not isinstance(value, Enum) or again is value
