"""The variants of the JSON Schema: their content, the rules that they give up, and that none is too strict."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest

import thinktank_model as tm
from thinktank_model.contract.codegen import DROPPED
from thinktank_model.contract.expected import broken
from thinktank_model.contract.llm import LEFT_OUT
from thinktank_model.contract.openapi import COMPONENTS, components, openapi
from thinktank_model.contract.samples import whole_sample
from thinktank_model.contract.schema import CLASSES
from thinktank_model.contract.typescript import typescript
from thinktank_model.contract.variants import VARIANTS, Variant
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.codec import read
from thinktank_model.shapes.tree import ListOf, MapOf, ObjectOf, Scalar
from thinktank_model.values.dates import PartialDate

from .conftest import Runner
from .joined import joined
from .oracles import oracle
from .scale import in_full, thinned
from .strictness import Size, parts, size_of
from .test_conformance import FILES, PLAIN
from .test_schema import OBJECTS

FULL = tm.json_schema()
LEAN = tm.json_schema(variant="lean")
CODEGEN = tm.json_schema(variant="codegen")
LLM = tm.json_schema(variant="llm")
SHIPPED = [record for name in tm.example_names() for record in tm.example(name)]


def schemas(node: Any) -> Iterator[dict[str, Any]]:
    """Yield every schema in a schema; names of properties and values are not schemas."""
    if isinstance(node, list):
        for item in node:
            yield from schemas(item)
    elif isinstance(node, dict):
        yield node
        for word, item in node.items():
            if word in ("properties", "$defs"):
                yield from schemas(list(item.values()))
            elif word not in ("enum", "const", "examples", "required", "default") and not word.startswith("x-"):
                yield from schemas(item)


def judged_by(schema: Any, name: str) -> Any:
    """Return a validator for the values in a file of the kit, or None if the variant does not name them."""
    area, _, rest = name.removesuffix(".json").partition("/")
    if area == "values":
        at = f"#/$defs/{rest}" if rest in schema["$defs"] else None
    else:
        tag = rest or "dataset"
        at = "#" if tag == "any" else f"#/$defs/{CLASSES[tag].__name__}"
    if at is None:
        return None
    return oracle("jsonschema_rs").validator_for(schema if at == "#" else {"$ref": at, "$defs": schema["$defs"]})


@in_full
@joined("name", PLAIN)
def test_lean_gives_the_verdict_of_the_full_schema(name: str) -> None:
    """For every value of the kit: only prose is left out."""
    judge = judged_by(LEAN, name)
    assert [case for case in FILES[name]["cases"] if judge.is_valid(case["value"]) != case["json_schema"]] == []


@joined("name", PLAIN)
def test_codegen_takes_whatever_the_full_schema_takes(name: str) -> None:
    """Rules are given up, but none is stricter."""
    judge = judged_by(CODEGEN, name)
    if judge is None:  # a string or a map, which is written inline
        assert name.startswith("values/")
        return
    assert [case for case in FILES[name]["cases"] if case["json_schema"] and not judge.is_valid(case["value"])] == []


def test_lean_has_no_prose() -> None:
    """It is less than a third of the size."""
    words = {word for schema in schemas(LEAN) for word in schema}
    assert not words & {"title", "description", "examples", "default", "deprecated"}
    assert [word for word in words if word.startswith("x-")] == []
    assert 3 * len(json.dumps(LEAN)) < len(json.dumps(FULL))


def test_codegen_says_what_all_generators_understand() -> None:
    """No combinator except unions distinguished by `type`; no keyword beside a reference; a closed vocabulary is an `enum`."""
    for schema in schemas(CODEGEN):
        assert not set(schema) & {"allOf", "anyOf", "not", "if", "pattern", "propertyNames", "minItems", "default"}
        assert ("oneOf" in schema) == ("discriminator" in schema)
        assert "$ref" not in schema or set(schema) == {"$ref"}
        assert not isinstance(schema.get("type"), list)
    assert CODEGEN["$defs"]["EventStatus"]["enum"] == [status.value for status in tm.EventStatus]
    assert "OpenEventKind" not in CODEGEN["$defs"]


def test_codegen_names_what_it_gives_up() -> None:
    """Each rule of a class in the full schema, in words; and descriptions and defaults of fields that are references."""
    assert CODEGEN["x-dropped"] == list(DROPPED)
    for name, shape in OBJECTS.items():
        said = [check.description for check in shape.checks if check.schema is not None]
        assert CODEGEN["$defs"][name].get("x-dropped", []) == said
        for field in shape.fields.values():
            own = CODEGEN["$defs"][name]["properties"][field.name].get("description")
            assert (own or CODEGEN["$defs"][name]["x-descriptions"][field.name]) == field.description
    assert CODEGEN["$defs"]["Count"]["x-defaults"] == {"qualifier": "exact"}


@in_full
@pytest.mark.parametrize("cls", thinned([None, *CLASSES.values(), tm.Record, tm.Text, tm.EventStatus, PartialDate], 3))
@pytest.mark.parametrize("variant", [name for name in VARIANTS if name != "full"])
def test_every_variant_is_a_schema(cls: Any, variant: Variant) -> None:
    """Of everything, of a record, of a value, of a vocabulary; all references are valid, and every definition is used."""
    schema = tm.json_schema(cls, variant=variant)
    jsonschema.Draft202012Validator.check_schema(schema)
    refs = {one["$ref"].removeprefix("#/$defs/") for one in schemas(schema) if "$ref" in one}
    assert refs == set(schema["$defs"])


def test_the_schema_of_one_class_says_the_same_as_the_whole() -> None:
    """In each variant for generators, the class is the same as in the whole schema."""
    event = tm.json_schema(tm.Event, variant="codegen")
    assert event["properties"] == CODEGEN["$defs"]["Event"]["properties"]
    assert tm.json_schema(tm.Record, variant="codegen")["oneOf"] == CODEGEN["$defs"]["Record"]["oneOf"]


STRICT_WORDS = {
    "type",
    "description",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "anyOf",
    "enum",
    "$ref",
}
EACH = [None, *CLASSES.values(), tm.Record, tm.Text, tm.EventStatus]
IDS = [getattr(cls, "__name__", "all") for cls in EACH]


@pytest.mark.parametrize("cls", EACH, ids=IDS)
def test_strict_modes_take_the_schema_for_language_models(cls: Any) -> None:
    """Every object is closed and requires all keys; the root is an object; no unsupported keyword is used."""
    whole = tm.json_schema(cls, variant="llm")
    assert whole["type"] == "object" and set(whole) - STRICT_WORDS == {"$schema", "$id", "title", "$defs"}
    for schema in parts({key: value for key, value in whole.items() if key not in ("$schema", "$id", "title")}):
        assert set(schema) - {"$defs"} <= STRICT_WORDS
        assert "$ref" not in schema or set(schema) == {"$ref"}
        if "properties" in schema:
            assert schema["additionalProperties"] is False and schema["required"] == list(schema["properties"])
            assert not LEFT_OUT.keys() & set(schema["properties"])
            assert schema["description"] and all([described(one, whole) for one in schema["properties"].values()])


def described(schema: dict[str, Any], whole: dict[str, Any]) -> bool:
    """Return whether a property has a description: its own, that of its reference, or a type with only one meaning."""
    if "$ref" in schema:
        return described(whole["$defs"][schema["$ref"].removeprefix("#/$defs/")], whole)
    return bool(schema.get("description")) or len(schema.get("enum", ())) == 1


def limits() -> dict[str, list[str]]:
    """Return the rows of the table of limits in the documentation: the limited quantity to the remaining cells."""
    page = (Path(__file__).parent.parent / "docs" / "howto" / "language-models.md").read_text(encoding="utf-8")
    table = page.partition("| what is limited |")[2].partition("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    return {row[0]: row[1:] for row in rows}


def test_the_schemas_are_within_the_limits_that_providers_document() -> None:
    """The page lists each limit and the size of our schemas, for all records and for the largest class; growth is noticed."""
    sizes = {cls: size_of(tm.json_schema(cls, variant="llm")) for cls in (None, *CLASSES.values())}
    rows = limits()
    for name, (most, _provider, whole, largest, fits) in rows.items():
        measure = name.replace(" ", "_")
        measures = {cls: getattr(size, measure) for cls, size in sizes.items()}
        records = [value for cls, value in measures.items() if cls not in (None, tm.Dataset)]
        limit = int(most.replace(",", ""))
        assert [f"{measures[None]:,}", f"{max(records):,}"] == [whole, largest], name
        inside = [cls.__name__ for cls, value in measures.items() if cls is not None and value <= limit]
        assert fits == ("all" if max(measures.values()) <= limit else ", ".join(inside)), name
    assert {name.replace(" ", "_") for name in rows} == set(Size._fields)


def test_only_closed_vocabularies_are_enumerated() -> None:
    """At most 900 values in total; no country, currency, zone or topic is enumerated, but their vocabularies are described once."""
    values = [value for one in parts(LLM) for value in one.get("enum", ())]
    assert len(values) <= 900 and not {"CN", "EUR", "Asia/Shanghai", "internet_governance"} & set(values)
    topics = [one for one in parts(LLM) if "internet_governance" in one.get("description", "")]
    assert topics == [LLM["$defs"]["OpenTopic"]]
    assert "such as CN" in LLM["$defs"]["Place"]["properties"]["country"]["description"]


def test_no_example_that_could_be_taken_for_a_fact_is_in_a_description() -> None:
    """A model could copy an example: a field for free text has none."""
    assert LLM["$defs"]["Name"]["properties"]["value"]["description"] == "The name as written. Write text of one line."
    assert not re.search("Shanghai Institutes|More than 40", json.dumps(LLM))


@pytest.mark.parametrize("cls", EACH, ids=IDS)
def test_grammars_are_compiled_from_the_schema_for_language_models(cls: Any) -> None:
    """By two engines for constrained output, for everything and for each class."""
    matcher, outlines = oracle("llguidance").LLMatcher, oracle("outlines_core").json_schema
    text = json.dumps(tm.json_schema(cls, variant="llm"))
    assert matcher.validate_grammar(matcher.grammar_from_json_schema(text)) == ""
    assert outlines.build_regex_from_schema(text)


def test_a_variant_that_does_not_exist() -> None:
    """The error lists the variants and suggests one."""
    with pytest.raises(ValueError, match='"code" is not a variant|\'code\' is not a variant.*did you mean "codegen"'):
        tm.json_schema(variant="code")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="expected one of full, lean, codegen, llm$"):
        tm.json_schema(variant="?")  # type: ignore[arg-type]


def test_the_variants_are_those_of_the_type() -> None:
    """The type for type checkers lists exactly the variants."""
    assert list(VARIANTS) == list(get_args(Variant))


# --- What is expected, in words ---


def test_beside_each_pattern_stands_what_is_expected() -> None:
    """In words, on the string or, if it has several patterns, around them; terms need none."""

    def walk(node: Any, said: bool) -> Iterator[dict[str, Any]]:
        for schema in [one for one in (node if isinstance(node, list) else [node]) if isinstance(one, dict)]:
            here = said or "x-expected" in schema or any(["const" in one for one in schema.get("anyOf", ())])
            if "pattern" in schema and not here:
                yield schema
            for word, item in schema.items():
                if word in ("properties", "$defs"):
                    for inner in item.values():
                        yield from walk(inner, False)
                elif word not in ("not", "if", "examples", "enum", "x-also"):  # a condition is not a rule
                    yield from walk(item, here)

    assert list(walk(FULL, False)) == []
    date = FULL["$defs"]["PartialDate"]
    assert date["x-expected"] == "a date such as 2024, 2024-12 or 2024-12-20"
    assert FULL["$defs"]["Event"]["properties"]["program_ids"]["items"]["x-expected"].startswith(
        "an id such as program:"
    )


def test_what_breaks_a_keyword_is_what_the_library_reports() -> None:
    """The probes break every keyword that they can, each with an error."""
    assert broken(shape_of(PartialDate))["pattern"].code == "date.syntax"
    assert {problem.severity for problem in broken(shape_of(PartialDate)).values()} == {"error"}


def test_each_keyword_of_each_text_and_term_is_known_by_its_code() -> None:
    """Else the npm package, which explains by keyword, would name the keyword in place of the code."""
    for shape in OBJECTS.values():
        for field in shape.fields.values():
            inner = field.shape
            while isinstance(inner, ListOf | MapOf):
                inner = inner.item if isinstance(inner, ListOf) else inner.value
            if isinstance(inner, Scalar):
                said = {"pattern", "not", "maxLength", "enum", "anyOf"} & inner.schema.keys()
                assert said <= broken(inner).keys(), f"{shape.cls.__name__}.{field.name}"
    assert broken(shape_of(tm.EventStatus))["enum"].code == "term.unknown"


# --- OpenAPI ---


def test_each_component_has_one_whole_example_that_is_valid() -> None:
    """Valid by its own schema, by the full one, and without a problem in the library."""
    found = components()
    for name, shape in OBJECTS.items():
        (example,) = found[name]["examples"]
        assert read(shape, example)[1] == ()
        jsonschema.Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": FULL["$defs"]}).validate(example)
        if shape.tag is not None:
            assert example["type"] == shape.tag


def test_records_are_told_by_type() -> None:
    """The discriminator names the component for each value of `type`."""
    found = components()
    mapping = found["Record"]["discriminator"]["mapping"]
    assert mapping == {tag: COMPONENTS + cls.__name__ for tag, cls in CLASSES.items() if cls is not tm.Dataset}
    for tag, ref in mapping.items():
        assert found[ref.removeprefix(COMPONENTS)]["properties"]["type"]["const"] == tag


def test_the_document_is_openapi() -> None:
    """Checked with another validator; integers have 64 bits."""
    document = openapi()
    oracle("openapi_spec_validator").validate(document)
    assert document["components"]["schemas"]["Count"]["properties"]["value"]["format"] == "int64"


def test_a_class_that_no_dataset_has_gets_an_example_of_what_it_must_have() -> None:
    """Its required fields; and a class whose shipped records are all long gets a shorter example."""
    dataset: ObjectOf = shape_of(tm.Dataset)
    assert "records" not in whole_sample(dataset) and read(dataset, whole_sample(dataset))[1] == ()


# --- TypeScript ---


def test_every_class_and_value_has_a_type() -> None:
    """With its own name, once; a description cannot end a comment."""
    text = typescript()
    names = [line.split()[2] for line in text.splitlines() if line.startswith("export ")]
    assert len(names) == len(set(names))
    assert set(FULL["$defs"]) - set(names) == {
        "ExtensionKey",
        "JsonMap",
        "Prefix",
    }  # keys have no type, free maps no name
    assert text.count("/*") == text.count("*/")


# --- The command ---


def test_the_command_writes_each(here: Runner) -> None:
    """With the same result as the functions."""
    assert json.loads(here("schema", "event", "--variant", "lean")[1]) == tm.json_schema(tm.Event, variant="lean")
    assert json.loads(here("schema", "--openapi")[1]) == openapi()
    assert here("schema", "--typescript")[1] == typescript()
    code, _, err = here("schema", "event", "--typescript")
    assert code == 2 and "give one of them" in err
