"""The conformance kit: its contents, that the library passes it, and that its hand-written part is correct."""

from __future__ import annotations

import base64
import datetime
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import thinktank_model as tm
from thinktank_model.model.union import RECORD
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.codec import read

from . import judges, kit
from .joined import joined
from .kit_reviewed import ELSEWHERE, LINES, REVIEWED, TEXTS, Reviewed
from .oracles import oracle
from .rules.test_rules import CASES

FOLDER = Path(__file__).parent.parent / "conformance"


def load(name: str) -> Any:
    """Return a file of the kit, read with the standard library only, as any user would read it."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


INDEX = load("index.json")
FILES: dict[str, Any] = {name: load(name) for name in INDEX["files"]}
PLAIN = [name for name in FILES if name not in ("texts.json", "lines.json")]
ALL = [case for document in FILES.values() for case in document["cases"]]


def schema_of(name: str) -> Any:
    """Return the schema for the values in a file."""
    bundle = tm.json_schema()
    area, _, rest = name.removesuffix(".json").partition("/")
    if area == "values":
        return {"$ref": f"#/$defs/{rest}", "$defs": bundle["$defs"]}
    tag = rest or "dataset"
    return bundle if tag == "any" else tm.json_schema(kit.SHAPES[tag].cls if rest else tm.Dataset)


def problems_of(name: str, case: Any) -> list[list[Any]]:
    """Return the problems that the library reports for a case."""
    if name == "lines.json":
        lines = tm.read_jsonl(io.BytesIO(case["text"].encode()))
        return [[line.number, p.code, p.pointer] for line in lines for p in line.problems]
    if name == "texts.json":
        problems: Any = tm.validate(base64.b64decode(case["base64"]) if "base64" in case else case["text"])
    elif name == "datasets.json":
        problems = tm.validate(case["value"], today=datetime.date.fromisoformat(FILES[name]["today"]))
    elif name.startswith("records/"):
        problems = read(shape_of(RECORD), case["value"])[1]
    else:
        problems = read(kit.NAMED[FILES[name]["value_type"]], case["value"])[1]
    return [[p.code, p.pointer] for p in problems]


@joined("name", FILES)
def test_the_library_passes(name: str) -> None:
    """For every case: the same problems, pointers and order, and whether each is an error."""
    assert FILES[name]["schema_version"] == tm.SCHEMA_VERSION
    for case in FILES[name]["cases"]:
        assert problems_of(name, case) == case["problems"], case
        severities = {INDEX["severities"][problem[-2]] for problem in case["problems"]}
        assert case["valid"] == ("error" not in severities), case


@pytest.mark.slow
@pytest.mark.parametrize("name", PLAIN)
def test_two_validators_give_the_verdict_that_the_kit_says(name: str) -> None:
    """They accept every valid value; if they accept an invalid one, the schema marks every rule that it breaks."""
    schema = schema_of(name)
    python, rust = jsonschema.Draft202012Validator(schema), oracle("jsonschema_rs").validator_for(schema)
    for case in FILES[name]["cases"]:
        assert python.is_valid(case["value"]) == rust.is_valid(case["value"]) == case["json_schema"], case
        assert case["json_schema"] or not case["valid"], case
        if case["json_schema"]:
            errors = [(code, at) for code, at in case["problems"] if INDEX["severities"][code] == "error"]
            assert [error for error in errors if error[0] not in judges.annotated(schema, error[1])] == [], case


def test_every_rule_that_is_marked_as_unsaid_has_a_case_that_shows_it() -> None:
    """For each code in `x-also` there is a value that breaks the rule and is valid by the schema."""
    shown = {
        problem[-2]
        for name in PLAIN
        for case in FILES[name]["cases"]
        if case["json_schema"]
        for problem in case["problems"]
    }
    shown |= {problem[-2] for case in FILES["texts.json"]["cases"] for problem in case["problems"]}
    shown |= {problem[-2] for case in FILES["lines.json"]["cases"] for problem in case["problems"]}
    marked = {code for text in [json.dumps(tm.json_schema())] for code in tm.catalogue() if f'"{code}"' in text}
    assert marked - shown == ELSEWHERE.keys() & marked
    assert len(marked) > 50


def test_there_are_cases_enough() -> None:
    """At least 1,500; valid and invalid ones for each class and value type; no duplicates in a file."""
    assert len(ALL) == sum(INDEX["files"].values()) >= 1_500
    for name, document in FILES.items():
        verdicts = Counter([case["valid"] for case in document["cases"]])
        assert verdicts[False] >= 2 and (verdicts[True] >= 2 or name == "records/any.json"), name
        texts = [json.dumps(case.get("value", case.get("text", case.get("base64")))) for case in document["cases"]]
        assert len(set(texts)) == len(texts) or name == "datasets.json", name
    assert set(kit.NAMED) == {name.removeprefix("values/")[:-5] for name in FILES if name.startswith("values/")}
    classes = {option.cls.__name__ for option in shape_of(RECORD).options.values()}
    assert tm.json_schema()["$defs"].keys() == {*kit.NAMED, *classes, "Dataset"}


def test_every_field_of_every_class_is_broken_somewhere() -> None:
    """A reader that does not check a field fails."""
    for name, document in FILES.items():
        if name.startswith("records/") and name != "records/any.json":
            pointers = {at for case in document["cases"] for _, at in case["problems"]}
            for field in kit.SHAPES[document["type"]].fields:
                assert any([at == f"/{field}" or at.startswith(f"/{field}/") for at in pointers]), (name, field)


def test_every_code_has_a_case() -> None:
    """Except codes that no JSON can cause, which the index lists with the reason."""
    codes = {problem[-2] for case in ALL for problem in case["problems"]}
    assert codes == tm.catalogue().keys() - ELSEWHERE.keys()
    assert INDEX["codes_without_a_case"] == ELSEWHERE
    assert INDEX["severities"] == {name: code.severity for name, code in tm.catalogue().items()}


def test_every_code_has_a_case_written_by_hand() -> None:
    """For rules of single records; the rules across records have their cases in tests/rules."""
    across = {case.code for case in CASES}
    versions = {code for code in tm.catalogue() if code.startswith("version.")} - {"version.syntax"}
    written = {problem[-2] for case in (*REVIEWED, *TEXTS, *LINES) for problem in case.problems}
    assert written == tm.catalogue().keys() - across - versions - ELSEWHERE.keys()


@joined("reviewed", REVIEWED)
def test_what_was_worked_out_by_hand_is_reported(reviewed: Reviewed) -> None:
    """Codes and pointers in order; and the case is in the kit."""
    folder = "records" if reviewed.type in kit.SHAPES else "values"
    name, value = f"{folder}/{reviewed.type}.json", kit.whole(reviewed)
    (case,) = [case for case in FILES[name]["cases"] if json.dumps(case["value"]) == json.dumps(value)]
    assert case["about"].startswith("reviewed")
    assert case["problems"] == [list(problem) for problem in reviewed.problems]


def test_what_was_worked_out_by_hand_for_texts_and_lines_is_reported() -> None:
    """The same for JSON texts and JSON Lines."""
    for name, written in (("texts.json", TEXTS), ("lines.json", LINES)):
        assert len(FILES[name]["cases"]) == len(written)
        for case, text in zip(FILES[name]["cases"], written, strict=True):
            assert case["problems"] == list(map(list, text.problems)), text


def test_the_canonical_form_is_stable() -> None:
    """The value under `canonical` is written, and is the same after reading it again."""
    count = 0
    for name, document in FILES.items():
        for case in document["cases"]:
            if "canonical" in case:
                record = tm.from_dict(case["value"])
                assert tm.dumps(record).decode() == case["canonical"] == tm.dumps(tm.loads(case["canonical"])).decode()
                count += 1
            else:
                assert not (case["valid"] and name.startswith("records/"))
    assert count > 150
