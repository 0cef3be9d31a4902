"""Typical mistakes of a newcomer in the first calls: a correct answer, or one sentence that names the right call."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import attrs
import pytest

import thinktank_model as tm

SIIS = tm.Organization(id="organization:siis", names=[{"value": "SIIS"}])
DATASET = b'{"type": "dataset", "schema_version": "1.0", "records": []}'


@pytest.mark.parametrize(
    ("call", "names"),
    [
        (lambda: tm.dumps(cast(Any, {})), "from_dict"),
        (lambda: tm.dumps(cast(Any, [SIIS])), "write_jsonl"),
        (lambda: tm.dumps(cast(Any, 7)), "found an object of type int"),
        (lambda: tm.write_jsonl(io.BytesIO(), cast(Any, [{}])), "from_dict"),
        (lambda: tm.write_jsonl(cast(Any, io.StringIO()), [SIIS]), 'mode "rb" or "wb"'),
        (lambda: next(tm.read_jsonl(cast(Any, io.StringIO("{}")))), 'mode "rb" or "wb"'),
        (lambda: next(tm.read_jsonl(cast(Any, 7))), "or an iterable of lines, found an object of type int"),
        (lambda: tm.import_file(cast(Any, io.StringIO("id\n")), format="csv"), 'mode "rb" or "wb"'),
        (lambda: tm.import_file(cast(Any, 7)), "expected a path or a binary stream, found an object of type int"),
        (lambda: tm.export(tm.Dataset(), cast(Any, io.StringIO()), format="csv"), 'mode "rb" or "wb"'),
        (lambda: tm.export(tm.Dataset(), cast(Any, 7), format="csv"), "expected a path or a binary stream"),
        (lambda: tm.loads("{}", cast(Any, int)), "expected one such as Event"),
        (lambda: tm.loads(cast(Any, {})), "from_dict"),
        (lambda: tm.loads(cast(Any, 7)), "expected JSON text"),
        (lambda: tm.loads(cast(Any, Path("x.json"))), "Dataset.read"),
        (lambda: tm.from_dict({}, cast(Any, int)), "expected one such as Event"),
    ],
)
def test_a_wrong_call_is_told_in_one_sentence(call: Callable[[], object], names: str) -> None:
    """A `TypeError` with the found value and the call or class to use."""
    with pytest.raises(TypeError) as caught:
        call()
    assert names in str(caught.value) and "\n" not in str(caught.value)


def test_a_dataset_is_read_where_it_is_asked_for() -> None:
    """`loads` reads a dataset if its class is given; otherwise the error names the calls that read it."""
    assert tm.loads(DATASET, tm.Dataset) == tm.Dataset()
    with pytest.raises(tm.InvalidData) as caught:
        tm.loads(DATASET)
    (problem,) = caught.value.problems
    assert problem.code == "type.unknown-record-type" and problem.help is not None and "Dataset.read" in problem.help


def test_what_is_in_a_dataset() -> None:
    """`in` accepts records and ids; of two records with one id, only the stored one is in the dataset."""
    dataset = tm.Dataset(records=[SIIS])
    other = tm.Organization(id=SIIS.id, names=[{"value": "Other"}])
    assert SIIS in dataset and SIIS.id in dataset and all([record in dataset for record in dataset])
    assert other not in dataset and "organization:x" not in dataset and 1 not in dataset and None not in dataset


def test_records_of_one_class_by_its_name() -> None:
    """By the type in JSON; a typing error gets a suggestion."""
    dataset = tm.Dataset(records=[SIIS])
    assert dataset.of("organization") == dataset.of(tm.Organization) == {SIIS.id: SIIS}
    with pytest.raises(KeyError, match="did you mean 'organization'"):
        dataset.of("organisation")
    with pytest.raises(KeyError, match="no type of record 'xyz'"):
        dataset.of("xyz")


def test_an_integer_too_long_to_print_is_a_problem_and_no_exception() -> None:
    """Python refuses to print integers of more than 4,300 digits; the report names the type instead."""
    raw = {"type": "source", "id": 10**5000, "titles": {"en": "A"}, "published": -(10**5000)}
    assert {problem.pointer for problem in tm.validate(raw).errors} == {"/id", "/published"}
    with pytest.raises(tm.InvalidData):
        tm.Source(id=cast(Any, 10**5000), titles={"en": "A"})


# --- One sentence for a wrong call ---


def test_what_is_not_a_dataset_is_not_merged() -> None:
    """Nor compared."""
    wrong: Any = 5
    for call in (tm.Dataset().merge, tm.Dataset().diff):
        with pytest.raises(TypeError, match=r"^expected a Dataset, found an object of type int; use Dataset\(records="):
            call(wrong)


def test_an_id_that_no_record_has_is_answered_with_the_nearest() -> None:
    """A `KeyError` of the id; the nearest id is computed only when the error is shown."""
    ds = tm.example("wic-2024")
    with pytest.raises(KeyError) as raised:
        ds["event:wic-think-tank-symposium-2023"]
    assert raised.value.args == ("event:wic-think-tank-symposium-2023",)
    assert str(raised.value) == (
        "no record has the id 'event:wic-think-tank-symposium-2023'; did you mean 'event:wic-think-tank-symposium-2024'?"
    )
    again = pickle.loads(pickle.dumps(raised.value))
    assert isinstance(again, KeyError) and str(again) == "no record has the id 'event:wic-think-tank-symposium-2023'"
    other: Any = 5
    with pytest.raises(KeyError, match="no record has the id 5"):
        ds[other]
    with pytest.raises(KeyError, match="did you mean 'wic-2024'"):
        tm.example("wik-2024")


def test_a_value_that_holds_itself_is_refused_in_one_sentence() -> None:
    """Alone, through a list, and inside a record."""
    ring: dict[str, Any] = {}
    ring["x:a"] = [ring]
    loop: list[Any] = []
    loop.append(loop)
    for value in (ring, {"x:a": loop}):
        with pytest.raises(ValueError, match=r"^the value holds itself or is nested too deeply"):
            tm.JsonMap(value)
        with pytest.raises(tm.InvalidData) as raised:
            tm.Source(id="source:a", titles={"en": "A"}, extensions=value)
        assert [problem.code for problem in raised.value.problems] == ["json.too-deep"]
    wrong: Any = [("a", 1)]
    with pytest.raises(TypeError, match="^expected a mapping, found an object of type list$"):
        tm.JsonMap(wrong)


def test_a_misspelt_keyword_of_evolve_is_named_with_the_nearest() -> None:
    """As for a keyword of the constructor."""
    source = tm.Source(id="source:a", titles={"en": "A"})
    with pytest.raises(tm.InvalidData, match='The nearest key is "titles"'):
        attrs.evolve(source, titels={"en": "B"})  # type: ignore[call-arg]


def test_a_mapping_of_headings_takes_strings_to_strings() -> None:
    """Any other value is refused before the file is opened."""
    for wrong in (["a"], "ab", {"a": 5}, {5: "a"}):
        mapping: Any = wrong
        with pytest.raises(TypeError, match="^mapping takes headings to columns"):
            tm.import_file("missing.csv", mapping=mapping)


@pytest.mark.parametrize("cls", [tm.Event, tm.Dataset, tm.Name, tm.DatasetHeader])
def test_help_shows_no_constructor_that_nobody_calls(cls: type) -> None:
    """attrs would document a second constructor."""
    assert not hasattr(cls, "__attrs_init__")
