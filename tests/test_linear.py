"""Time is linear in the length of any text: a text four times as long takes about four times as long, never sixteen times."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable
from typing import Any

import pytest

import thinktank_model as tm
from benchmarks.everyday import ALL, FIND, WORK, Grown, grown
from thinktank_model.dataset.items import pairs
from thinktank_model.shapes.annotations import shape_of

SMALL = 600  # pieces of which texts are made
TIMES = 4
AT_MOST = 2.5 * TIMES  # the allowed ratio of the times: wide, for a busy machine, and still far from 16
NOISE = 0.03  # shorter times are not compared


def record(**more: object) -> str:
    return json.dumps({"type": "organization", "id": "organization:a", "names": [{"value": "A"}], **more})


def dataset(records: list[object]) -> str:
    return json.dumps({"type": "dataset", "schema_version": "1.0", "records": records})


def source(number: int, **more: object) -> dict[str, object]:
    return {"type": "source", "id": f"source:s{number}", "titles": {"en": "S"}, **more}


def said(field: str, value: object) -> dict[str, object]:
    return {"field": field, "value": value, "source_id": "source:s0"}


DOCUMENTS: dict[str, Callable[[int], str]] = {
    "unknown keys": lambda n: record(**{f"key{k}": k for k in range(n)}),
    "keys near to known ones": lambda n: record(**{f"countr{k}": k for k in range(n)}),
    "keys to escape in pointers": lambda n: record(extensions={f"~/{k}": None for k in range(n)}),
    "one key again and again": lambda n: record()[:-1] + ', "country": "CN"' * n + "}",
    "repeated keys one below the other": lambda n: "[" + ", ".join(['{"a": 1, "a": 2}'] * n) + "]",
    "wrong items": lambda n: record(names=[7] * n),
    "null items": lambda n: record(names=[{"value": None, "lang": None, "kind": None} for _ in range(n)]),
    "items that stand twice": lambda n: record(merged_ids=["organization:b"] * n),
    "languages": lambda n: record(notes={f"en-x-a{k}": "A" for k in range(n)}),
    "malformed languages": lambda n: record(notes={f"_{k}": "A" for k in range(n)}),
    "one long text": lambda n: record(notes={"en": "abc " * (50 * n)}),
    "one long text of spaces": lambda n: record(notes={"en": "a" + " " * (50 * n) + "b"}),
    "a long text where a date stands": lambda n: record(founded="2024-" * (50 * n)),
    "a long key": lambda n: record(**{"k" * (50 * n): 1}),
    "escapes": lambda n: record(notes={"en": "é" * (20 * n)}),
    "backslashes": lambda n: record(notes={"en": "\\" * (50 * n)}),
    "halves of characters": lambda n: '{"a": "' + "\\ud800" * n + '"}',
    "halves in keys": lambda n: "{" + ", ".join([f'"\\ud800{k}": 1' for k in range(n)]) + "}",
    "numbers too large": lambda n: "[" + ", ".join(["1e999"] * n) + "]",
    "one number of many digits": lambda n: '{"a": ' + "9" * (50 * n) + "}",
    "NaN": lambda n: "[" + ", ".join(["NaN"] * n) + "]",
    "brackets that open": lambda n: "[" * (50 * n),
    "objects that open": lambda n: '{"a":' * (20 * n),
    "deep and closed": lambda n: "[" * (20 * n) + "]" * (20 * n),
    "white space": lambda n: " \n\t\r" * (50 * n) + record(country=None),
    "problems on many lines": lambda n: json.dumps({"names": [None] * n, "type": "event"}, indent=1),
    "a problem far behind": lambda n: record(extensions={"x:a": [{"k": k} for k in range(n)]}, country=None),
    "not UTF-8 far behind": lambda n: record(notes={"en": "A" * (50 * n)}) + "\udcff",
    "names in one language": lambda n: record(names=[{"value": f"A{k}", "lang": "en"} for k in range(n)]),
    "one name again and again": lambda n: record(names=[{"value": "A", "lang": "en"}] * n),
    "one identifier again and again": lambda n: record(identifiers=[{"scheme": "ror", "value": "013q1eq08"}] * n),
    "identifiers of another kind of thing": lambda n: record(
        identifiers=[{"scheme": "orcid", "value": "0000-0002-1825-0097"}] * n
    ),
    "statements about one field": lambda n: dataset(
        [source(0, statements=[said("/lang", f"en-x-a{k}") for k in range(n)]), json.loads(record())]
    ),
    "statements with one long value": lambda n: dataset(
        [source(0, statements=[said("/titles", {"en": "abc " * n}), *[said("/titles", {"fr": "B"})] * n])]
    ),
    "statements that do not fit": lambda n: record(statements=[said("/founded", f"{k}th") for k in range(n)]),
    "translations of translations": lambda n: dataset(
        [source(k, translation_of=f"source:s{(k + 1) % (n // 5)}") for k in range(n // 5)]
    ),
    "programmes in programmes": lambda n: dataset(
        [
            {
                "type": "program",
                "id": f"program:p{k}",
                "names": [{"value": "P"}],
                "host_ids": ["organization:a"],
                "parent_id": f"program:p{(k + 1) % (n // 5)}",
                "period": {"start": str(1000 + k), "end": str(1000 + k)},
            }
            for k in range(n // 5)
        ]
    ),
    "an agenda": lambda n: dataset(
        [
            {
                "type": "event",
                "id": "event:e",
                "names": [{"value": "E"}],
                "start": "2024-12-20",
                "timezone": "Asia/Shanghai",
                "agenda": [{"title": {"en": "T"}, "start": "2024-12-25T09:00:00+01:00"}] * n,
            }
        ]
    ),
    "records that refer nowhere": lambda n: dataset([source(k, merged_ids=[f"source:t{k}"]) for k in range(n // 5)]),
    "records with one id": lambda n: dataset([source(0) for _ in range(n // 5)]),
    "records that are none": lambda n: dataset(list(range(n))),
}

LINES: dict[str, Callable[[int], str]] = {
    "records": lambda n: "\n".join([json.dumps(source(k)) for k in range(n // 5)]),
    "objects that open": lambda n: "{\n" * n,
    "lists that open": lambda n: "[\n" * n,
    "objects that open and close": lambda n: "{\n}\n" * n,
    "strings that open": lambda n: '{"a": "\n' * n,
    "an indented record": lambda n: json.dumps([source(k) for k in range(n // 5)], indent=1),
    "empty lines": lambda n: "\n" * (50 * n),
    "carriage returns": lambda n: "\r" * (50 * n),
    "many records on a line": lambda n: json.dumps(source(0)) * (n // 5),
}


def seconds(call: Callable[[], object]) -> float:
    """Return the shorter processor time of two calls, so that other programs have little influence."""
    taken = []
    for _ in range(2):
        start = time.process_time()
        call()
        taken.append(time.process_time() - start)
    return min(taken)


def is_linear(make: Callable[[int], str], read: Callable[[bytes], object]) -> bool:
    """Return whether the time grows in proportion to the length of the text, with some tolerance."""
    short, long = [make(size).encode(errors="surrogateescape") for size in (SMALL, TIMES * SMALL)]
    assert len(long) > 3 * len(short)
    taken = seconds(lambda: read(long))
    return taken < NOISE or taken < AT_MOST * seconds(lambda: read(short)) + NOISE


@pytest.mark.slow
@pytest.mark.parametrize("what", DOCUMENTS)
def test_a_document_is_read_explained_and_located_in_linear_time(what: str) -> None:
    """All steps of `validate`: parsing, proof of losslessness, explanation, places, rules across records."""
    assert is_linear(DOCUMENTS[what], lambda data: tm.validate(data, unknown="error"))


@pytest.mark.slow
@pytest.mark.parametrize("what", LINES)
def test_json_lines_are_read_in_linear_time(what: str) -> None:
    """Also if the reader looks for the end of an unfinished value."""
    assert is_linear(LINES[what], lambda data: list(tm.read_jsonl(io.BytesIO(data))))


@pytest.mark.slow
@pytest.mark.parametrize(
    "what", ["objects that open", "lists that open", "strings that open", "objects that open and close"]
)
def test_looking_ahead_stays_linear_where_it_stops_early(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """Even in a text that reaches the limit of lines again and again."""
    monkeypatch.setattr("thinktank_model.jsontext.lines.LOOK_AHEAD", 50)
    assert is_linear(LINES[what], lambda data: list(tm.read_jsonl(io.BytesIO(data))))


@pytest.mark.slow
@pytest.mark.parametrize("what", ["wrong items", "unknown keys", "problems on many lines"])
def test_problems_are_shown_in_linear_time(what: str) -> None:
    """`str` of a report has one line for each problem."""
    assert is_linear(DOCUMENTS[what], lambda data: str(tm.validate(data)))


# --- Everyday work with a dataset ---


@pytest.fixture(scope="module")
def sizes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Grown, Grown]:
    """Return a dataset, and one with four times as many records."""
    small, large = [grown(tmp_path_factory.mktemp("grown"), size) for size in (3_000, TIMES * 3_000)]
    for its in (small, large):
        its.dataset.find(its.names[0])
    return small, large


@pytest.mark.slow
@pytest.mark.parametrize("what", WORK)
def test_everyday_work_takes_linear_time(sizes: tuple[Grown, Grown], what: str) -> None:
    """Each change, comparison and query takes at most about four times as long with four times as many records."""
    small, large = sizes
    assert seconds(lambda: WORK[what](large)) < AT_MOST * seconds(lambda: WORK[what](small)) + NOISE


@pytest.mark.slow
def test_find_does_not_go_through_all_records(sizes: tuple[Grown, Grown]) -> None:
    """After the first call, which builds an index."""
    _, large = sizes
    assert seconds(lambda: WORK[ALL](large)) > 50 * seconds(lambda: WORK[FIND](large))


def organizations(n: int, prefix: str = "o") -> tm.Dataset:
    listed: list[Any] = [
        {"type": "organization", "id": f"organization:{prefix}{k}", "names": [{"value": f"Body {k}"}]} for k in range(n)
    ]
    return tm.Dataset(records=listed)


def named(n: int) -> tm.Dataset:
    """Return two organizations with many names, half of which are in both."""
    names = [[{"value": f"Name {k + half}", "lang": "en"} for k in range(n)] for half in (0, n // 2)]
    return tm.Dataset(
        records=[
            {"type": "organization", "id": f"organization:{slug}", "names": listed}
            for slug, listed in zip("ab", names, strict=True)
        ]
    )


def event(n: int, role: str) -> tm.Dataset:
    parties = [{"party_id": f"organization:o{k}", "role": role} for k in range(n)]
    return tm.Dataset(
        records=[
            {"type": "event", "id": "event:e", "names": [{"value": "E"}], "start": "2024", "participations": parties}
        ]
    )


PAIRED: dict[str, tuple[Callable[[int], Any], Callable[[Any], object]]] = {
    "every record has another id": (
        lambda n: (organizations(n), organizations(n, "other")),
        lambda two: two[0].diff(two[1]),
    ),
    "both sides give every record another id": (
        lambda n: (organizations(n), organizations(n, "p"), organizations(n, "q")),
        lambda three: tm.merge3(*three),
    ),
    "every item of a list differs": (
        lambda n: (event(n, "speaker"), event(n, "host")),
        lambda two: two[0].diff(two[1]).changes,
    ),
    "every item of a list differs on both sides": (
        lambda n: (event(n, "speaker"), event(n, "host"), event(n, "speaker").add(organizations(1).records[0])),
        lambda three: tm.merge3(*three),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", PAIRED)
def test_all_is_paired_in_linear_time(what: str) -> None:
    """Records are matched by identifiers and names, items of lists by their keys; nothing is compared with everything else."""
    make, work = PAIRED[what]
    small, large = [make(size) for size in (SMALL, TIMES * SMALL)]
    assert seconds(lambda: work(large)) < AT_MOST * seconds(lambda: work(small)) + NOISE


def test_items_of_lists_are_paired_in_linear_time() -> None:
    """By their keys, and names by their text when two records are merged."""

    def items(n: int) -> list[dict[str, object]]:
        return [{"party_id": f"organization:o{k}", "role": "speaker"} for k in range(n)]

    shape = shape_of(tm.Event).fields["participations"].shape
    small, large = [(items(size), items(2 * size)[size:] + items(size)[::2]) for size in (2 * SMALL, 2 * TIMES * SMALL)]
    assert seconds(lambda: pairs(shape, *large)) < AT_MOST * seconds(lambda: pairs(shape, *small)) + NOISE
    few, many = named(SMALL // 2), named(TIMES * SMALL // 2)
    one, other = "organization:a", "organization:b"
    assert seconds(lambda: many.absorb(one, other)) < AT_MOST * seconds(lambda: few.absorb(one, other)) + NOISE


def test_what_is_not_linear_is_told() -> None:
    """A check of the test: a reader that compares everything with everything fails."""
    assert not is_linear(lambda n: "a" * n, lambda data: sum([one == other for one in data for other in data]))
