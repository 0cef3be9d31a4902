"""The conformance kit: plain values with the problems that any reader of them must report.

Cases are generated from shapes, so a class, field or vocabulary that is added to the model is covered without a change here;
to them come those written by hand (`kit_reviewed`) and those of the rules across records (`rules`). What must be reported
is what the library reports; the tests hold it against the hand-written expectations and against two JSON Schema validators.
"""

from __future__ import annotations

import base64
import io
import json
import random
from collections.abc import Iterable, Iterator
from typing import Any

import jsonschema

import thinktank_model as tm
from thinktank_model.contract.schema import name_of
from thinktank_model.model.union import RECORD
from thinktank_model.problems.display import is_encodable
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.codec import read
from thinktank_model.shapes.tree import ListOf, MapOf, ObjectOf, OneOf, Scalar, Shape
from thinktank_model.vocab import Term

from . import generate, mutate
from .kit_reviewed import LINES, REVIEWED, TEXTS, Reviewed
from .rules.build import TODAY, complete, records_in
from .rules.test_rules import CASES

__all__ = ["NAMED", "documents"]

Case = dict[str, Any]
LONGEST = 1500  # bytes of a value; longer ones are only in the tests
PER_FIELD = 5  # faults
PER_CODE = 6  # texts of a value type with the same problem
PER_VOCABULARY = 3
BUNDLE = tm.json_schema()
SHAPES: dict[str, Any] = {"any": shape_of(RECORD), **generate.CLASSES}


def _named(shape: Shape, found: dict[str, Shape]) -> dict[str, Shape]:
    """Return every value type that a shape leads to, by its name in the JSON Schema."""
    match shape:
        case ListOf():
            _named(shape.item, found)
        case OneOf():
            for option in shape.options.values():
                _named(option, found)
        case Scalar() | MapOf() | ObjectOf():
            name = name_of(shape)
            if name in found:
                return found
            if name is None:
                return _parts_named(shape, found)
            if not isinstance(shape, ObjectOf) or shape.tag is None:
                found[name] = shape
            return _parts_named(shape, found)
    return found


def _parts_named(shape: Shape, found: dict[str, Shape]) -> dict[str, Shape]:
    for part in _parts(shape):
        _named(part, found)
    return found


def _parts(shape: Shape) -> list[Shape]:
    match shape:
        case ObjectOf():
            return [field.shape for field in shape.fields.values()]
        case MapOf():
            return [shape.key, shape.value]
    return []


NAMED: dict[str, Shape] = dict(sorted(_named(shape_of(tm.Dataset), {}).items()))


def documents() -> Iterator[tuple[str, Case, list[Case]]]:
    """Yield each file of the kit: its name, its header, and its cases."""
    for tag in SHAPES:
        yield f"records/{tag}.json", {"type": tag}, list(_records(tag))
    for name, shape in NAMED.items():
        yield f"values/{name}.json", {"value_type": name}, list(_values(name, shape))
    yield "texts.json", {"what": "JSON texts of one record"}, list(_texts())
    yield "lines.json", {"what": "JSON Lines texts"}, list(_lines())
    yield "datasets.json", {"what": "dataset documents", "today": TODAY.isoformat()}, list(_datasets())


def _case(about: str, value: Any, problems: Any, schema: dict[str, Any] | None) -> Case:
    errors = [p for p in problems if p.severity is tm.Severity.ERROR]
    case = {"about": about, "value": value, "valid": not errors}
    if schema is not None:
        case["json_schema"] = jsonschema.Draft202012Validator(schema).is_valid(value)
    return case | {"problems": [[p.code, p.pointer] for p in problems]}


def _key(value: Any) -> str | None:
    """Return a key that distinguishes values; None for a value that is too long for the kit or is not valid JSON text."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST and is_encodable(text) else None


# --- Records ---


def _records(tag: str) -> Iterator[Case]:
    schema = BUNDLE if tag == "any" else tm.json_schema(SHAPES[tag].cls)
    seen: set[str] = set()
    for about, value in (*_reviewed_records(tag), *(() if tag == "any" else _generated_records(tag))):
        text = _key(value)
        if text is not None and text not in seen:
            seen.add(text)
            problems = tm.validate(value) if isinstance(value, dict) else read(SHAPES["any"], value)[1]
            case = _case(about, value, problems, schema)
            if case["valid"]:
                case["canonical"] = tm.dumps(tm.from_dict(value)).decode()
            yield case


def _reviewed_records(tag: str) -> Iterator[tuple[str, Any]]:
    for reviewed in REVIEWED:
        if reviewed.type == tag:
            yield _about(reviewed), whole(reviewed)


def whole(reviewed: Reviewed) -> Any:
    """Return the value of a reviewed case; for keys of a record, the whole record."""
    if reviewed.type not in generate.CLASSES:
        return reviewed.value
    keys = {**complete({"id": f"{reviewed.type}:a"}), **reviewed.value}
    return {key: item for key, item in keys.items() if item is not ...}


def _about(reviewed: Reviewed) -> str:
    return "reviewed: " + (reviewed.about or ", ".join([code for code, _ in reviewed.problems]) or "valid")


def _generated_records(tag: str) -> Iterator[tuple[str, Any]]:
    shape = SHAPES[tag]
    for seed in range(6):
        yield "generated: several fields", generate.SteadyMaker(random.Random(seed), 0.3).object(shape)
    least = complete({"id": f"{tag}:a"})
    yield from _by_field(shape, least)
    for fault in generate.faults(shape, least):
        if fault.at.count("/") == 1 and fault.at[1:] not in shape.fields:
            yield f"generated: {fault.what}", generate.plant(least, [fault])


def _by_field(shape: ObjectOf, least: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Return, for each field, a small valid object that has it, and some with a fault in it."""
    for name, field in shape.fields.items():
        rng = random.Random(
            f"{shape.cls.__name__}.{name}"
        )  # each field is generated separately, so that a new one changes no other
        maker = generate.SteadyMaker(rng, 0.2)
        for _ in range(100):
            base = {**least, name: maker.value(field.shape)}
            maker.agree(shape, base)
            if not read(shape, base)[1]:
                break
        else:
            base = maker.object(shape)
            if name not in base:
                continue  # a field that requires other fields; complete objects have it
        yield f"generated: {name}", base
        within = [fault for fault in generate.faults(shape, base) if _is_in(fault.at, name)]
        found = {fault.what: fault for fault in _shuffled(rng, within)}
        for what, fault in list(found.items())[:PER_FIELD]:
            yield f"generated: {name}: {what}", generate.plant(base, [fault])


def _shuffled(rng: random.Random, faults: Iterable[generate.Fault]) -> list[generate.Fault]:
    found = list(faults)
    return rng.sample(found, len(found))


def _is_in(at: str, name: str) -> bool:
    return at == f"/{name}" or at.startswith(f"/{name}/")


# --- Value types ---


def _values(name: str, shape: Shape) -> Iterator[Case]:
    schema = {"$ref": f"#/$defs/{name}", "$defs": BUNDLE["$defs"]}
    seen: set[str] = set()
    codes: dict[tuple[str, ...], int] = {}
    for about, value in _candidates(name, shape):
        text = _key(value)
        if text is None or text in seen:
            continue
        seen.add(text)
        problems = read(shape, value)[1]
        if not about.startswith("reviewed"):
            kind = (about, *[p.code for p in problems])
            codes[kind] = codes.get(kind, 0) + 1
            if codes[kind] > (PER_VOCABULARY if isinstance(shape, Term) else PER_CODE):
                continue
        yield _case(about, value, problems, schema)


def _candidates(name: str, shape: Shape) -> Iterator[tuple[str, Any]]:
    for reviewed in REVIEWED:
        if reviewed.type == name:
            yield _about(reviewed), reviewed.value
    rng = random.Random(name)
    match shape:
        case Scalar():
            values = [*shape.examples, *rng.sample(mutate.TEXTS, len(mutate.TEXTS))]
            values += [mutate.mutated(rng, {"value": rng.choice(shape.examples)}, 1).get("value") for _ in range(60)]
            yield from [
                ("generated: text" if isinstance(value, str) else "generated: no text", value) for value in values
            ]
        case ObjectOf():
            drawn = [generate.SteadyMaker(random.Random(f"{name} {number}"), 0.3).object(shape) for number in range(44)]
            yield from [("generated: several fields", value) for value in drawn[:4]]
            yield from _by_field(shape, min(drawn[4:24], key=lambda value: len(json.dumps(value))))
            for number, value in enumerate(drawn[24:]):
                yield "generated: changed", mutate.mutated(random.Random(f"{name} {number}"), value, 1)
        case _:
            maker = generate.Maker(rng)
            for value in [maker.value(shape) for _ in range(4)]:
                yield "generated", value
                for fault in _shuffled(rng, generate.faults(shape, value, "/value")):
                    yield f"generated: {fault.what}", generate.plant({"value": value}, [fault])["value"]


# --- Texts and datasets ---


def _texts() -> Iterator[Case]:
    for written in TEXTS:
        binary = isinstance(written.text, bytes)
        given = {"base64": base64.b64encode(written.data).decode()} if binary else {"text": written.text}
        case = _case(f"reviewed: {written.about}", None, tm.validate(written.data), None)
        del case["value"]
        yield {"about": case.pop("about"), **given, **case}


def _lines() -> Iterator[Case]:
    for written in LINES:
        found = [(line.number, p) for line in tm.read_jsonl(io.BytesIO(written.data)) for p in line.problems]
        problems = [[number, p.code, p.pointer] for number, p in found]
        valid = all([p.severity is not tm.Severity.ERROR for _, p in found])
        yield {"about": f"reviewed: {written.about}", "text": written.text, "valid": valid, "problems": problems}


def _datasets() -> Iterator[Case]:
    schema = tm.json_schema(tm.Dataset)
    for version in ("1.0", "1.7", "2.0", "0.9", "0.1"):
        document: Case = {"type": "dataset", "schema_version": version, "records": []}
        yield _case(f"version {version}", document, tm.validate(document, today=TODAY), schema)
    for case in CASES:
        if not case.texts and not case.elsewhere:  # such a value is never in a document
            records = [tm.to_dict(record) for record in records_in(case)]
            document = {**tm.to_dict(tm.DatasetHeader()), "records": records}
            yield _case(f"reviewed: {case}", document, tm.validate(document, today=TODAY), schema)
