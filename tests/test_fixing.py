"""`validate --fix` and `--diff`: what is fixed, what is not, and that nothing else in a file changes."""

from __future__ import annotations

import datetime
import gzip
import json
import os
import random
import re
import stat
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import thinktank_model as tm
from tests.conftest import Runner
from tests.generate import CLASSES, Maker, apart, faults, plant
from tests.test_cli import call, here, on_a_terminal
from tests.test_migrations import frozen
from tests.windows.sitecustomize import SIMULATED
from thinktank_model.cli import fixing
from thinktank_model.cli.checking import Options
from thinktank_model.cli.fixing import fixed
from thinktank_model.dataset import mending
from thinktank_model.problems.problem import Fix, Problem
from thinktank_model.records.readers import DocumentReader
from thinktank_model.rules.base import RULES
from thinktank_model.shapes.tree import ListOf, MapOf, Number, ObjectOf, OneOf, Scalar, Shape
from thinktank_model.values.dates import DATE, DATE_OR_TIME
from thinktank_model.values.identifiers import SCHEME
from thinktank_model.values.language import LANGUAGE
from thinktank_model.values.text import LABEL, NOT_NFC, PROSE
from thinktank_model.vocab import Term

from .scale import SCALE

__all__ = ["here"]  # the fixture

TODAY = datetime.date(2026, 1, 1)
OPTIONS = Options(today=TODAY, verbose=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def mend(data: bytes, *, is_lines: bool = False, options: Options = OPTIONS) -> bytes:
    return fixed(data, is_lines, options)[0]


def dataset(*records: Mapping[str, Any], **header: Any) -> bytes:
    return json.dumps({"type": "dataset", "schema_version": "1.0", **header, "records": records}, indent=2).encode()


def organization(slug: str, **more: Any) -> dict[str, Any]:
    return {"type": "organization", "id": f"organization:{slug}", "names": [{"value": slug.upper()}], **more}


def program(**more: Any) -> dict[str, Any]:
    return {"type": "program", "id": "program:p", "names": [{"value": "P"}], **more}


def member(slug: str, **more: Any) -> dict[str, Any]:
    return {"type": "member", "id": f"member:{slug}", "program_id": "program:p", **more}


def problems(data: bytes) -> list[Problem]:
    return list(tm.validate(data, today=TODAY))


# --- Every code that has a fix ---

ONE = organization(
    "a", identifiers=[{"scheme": "doi", "value": "10.1000/abc"}], founded="2024-12-20", kind="research_institute"
)
SOURCE = {"type": "source", "id": "source:a", "titles": {"en": "A"}}
CASES: dict[str, list[tuple[bytes, bytes, bytes]]] = {
    # code: text, value before, value after --fix
    "type.wrong-type": [
        (
            b'{"type":"event","id":"event:a","names":[{"value":"A"}],"start":"2024","attendance":{"total":{"value":40.0}}}',
            b"40.0",
            b"40",
        )
    ],
    "term.unknown": [(json.dumps(ONE | {"status": "Active"}).encode(), b'"Active"', b'"active"')],
    "term.syntax": [
        (json.dumps(ONE | {"kind": "Research  institute"}).encode(), b'"Research  institute"', b'"research_institute"')
    ],
    "term.deprecated": [(json.dumps(ONE | {"kind": "university"}).encode(), b'"university"', b'"higher_education"')],
    "identifier.not-canonical": [
        (
            json.dumps(ONE | {"identifiers": [{"scheme": "doi", "value": "https://doi.org/10.1000/ABC"}]}).encode(),
            b'"https://doi.org/10.1000/ABC"',
            b'"10.1000/abc"',
        ),
        (json.dumps(ONE | {"identifiers": [{"scheme": "DOI", "value": "10.1000/abc"}]}).encode(), b'"DOI"', b'"doi"'),
    ],
    "identifier.unknown-scheme": [
        (json.dumps(ONE | {"identifiers": [{"scheme": "qid", "value": "Q42"}]}).encode(), b'"qid"', b'"wikidata"')
    ],
    "language.not-canonical": [
        (json.dumps(ONE | {"names": [{"value": "A", "lang": "EN-gb"}]}).encode(), b'"EN-gb"', b'"en-GB"'),
        (json.dumps(ONE | {"notes": {"fr": "b", "EN": "a"}}).encode(), b'"EN"', b'"en"'),
    ],
    "text.odd-whitespace": [
        (json.dumps(ONE | {"names": [{"value": " A  B "}]}).encode(), b'" A  B "', b'"A B"'),
    ],
    "text.markup": [(json.dumps(ONE | {"names": [{"value": "A &amp; B"}]}).encode(), b'"A &amp; B"', b'"A & B"')],
    "text.mojibake": [
        (
            json.dumps(ONE | {"names": [{"value": "Universit\u00c3\u00a9"}]}, ensure_ascii=False).encode(),
            "Universit\u00c3\u00a9".encode(),
            "Universit\u00e9".encode(),
        )
    ],
    "text.soft-hyphen": [
        (json.dumps(ONE | {"names": [{"value": "Uni\u00adversity"}]}).encode(), b'"Uni\\u00adversity"', b'"University"')
    ],
    "language.deprecated": [(json.dumps(ONE | {"names": [{"value": "A", "lang": "iw"}]}).encode(), b'"iw"', b'"he"')],
    "language.unknown": [(json.dumps(ONE | {"names": [{"value": "A", "lang": "eng"}]}).encode(), b'"eng"', b'"en"')],
    "license.not-canonical": [(json.dumps(SOURCE | {"license": "cc-by-4.0"}).encode(), b'"cc-by-4.0"', b'"CC-BY-4.0"')],
    "license.deprecated": [(json.dumps(SOURCE | {"license": "GPL-2.0"}).encode(), b'"GPL-2.0"', b'"GPL-2.0-only"')],
    "text.not-nfc": [
        (json.dumps(ONE | {"names": [{"value": "Universite\u0301"}]}).encode(), b"e\\u0301", b"\\u00e9"),
        (
            json.dumps(ONE | {"names": [{"value": "Universite\u0301"}]}, ensure_ascii=False).encode(),
            "e\u0301".encode(),
            "\u00e9".encode(),
        ),
    ],
    "date.syntax": [
        (json.dumps(ONE | {"founded": "20 December 2024"}).encode(), b'"20 December 2024"', b'"2024-12-20"')
    ],
    "reference.merged": [
        (
            dataset(
                program(),
                organization("a", merged_ids=["organization:old"]),
                member("m", party_id="organization:old"),
            ),
            b'"party_id": "organization:old"',
            b'"party_id": "organization:a"',
        ),
        (
            dataset(
                program(host_ids=["organization:a", "organization:old"]),
                organization("a", merged_ids=["organization:old"]),
            ),
            b'"organization:a",\n        "organization:old"\n',
            b'"organization:a"\n',
        ),
    ],
    "organization.not-reciprocal": [
        (
            dataset(
                program(host_ids=["organization:a", "organization:b"]),
                organization("a", successor_ids=["organization:b"]),
                organization("b"),
            ),
            b'"value": "B"\n        }\n      ]\n',
            b'"value": "B"\n        }\n      ],\n      "predecessor_ids": [\n        "organization:a"\n      ]\n',
        ),
        (
            dataset(
                program(host_ids=["organization:a", "organization:b"]),
                organization("a", predecessor_ids=["organization:b"]),
                organization("b", successor_ids=["organization:c"]),
                organization("c", predecessor_ids=["organization:b"]),
            ),
            b'"organization:c"\n',
            b'"organization:c",\n        "organization:a"\n',
        ),
    ],
}
OLD_WORDS = {  # these are not spelling mistakes
    "term.deprecated", "identifier.unknown-scheme", "text.markup", "text.mojibake", "text.soft-hyphen",
    "language.deprecated", "language.unknown", "license.not-canonical", "license.deprecated",
}  # fmt: skip
ROWS = [(code, *case) for code, cases in CASES.items() for case in cases]


def test_every_code_that_has_a_fix_is_tested_here() -> None:
    """And the catalogue says what each fix writes."""
    assert set(CASES) == {name for name, code in tm.catalogue().items() if code.mends}


@pytest.mark.parametrize(("code", "data", "wrong", "right"), ROWS, ids=[f"{row[0]} {n}" for n, row in enumerate(ROWS)])
def test_a_fix_mends_its_problem_and_nothing_else(code: str, data: bytes, wrong: bytes, right: bytes) -> None:
    """The problem is gone, no new one appears, the rest of the text is unchanged, and a second run changes nothing."""
    assert data.count(wrong) == 1
    before = Counter([problem.code for problem in problems(data)])
    assert before[code] == 1
    after, counted = fixed(data, False, OPTIONS)
    assert after == data.replace(wrong, right)
    assert Counter([problem.code for problem in problems(after)]) == before - Counter([code]) and counted[code] == 1
    assert mend(after) == after


# --- What a fix keeps ---


def texts(value: Any) -> Iterator[str]:
    """Yield all texts of a value, keys too."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, str):
        yield value


DEPRECATED = {
    term.value: term.replaced_by
    for vocabulary in vars(tm).values()
    if isinstance(vocabulary, type) and hasattr(vocabulary, "__members__")
    for term in vocabulary.__members__.values()
    if getattr(term, "replaced_by", None)
}


def meaning(value: Any, key: str = "") -> Any:
    """Return what a plain value says, whatever way it is spelled: written down again here, so that the fixes do not judge themselves.

    Texts without regard to white space and composition; the case and the parting of words matter in texts, and not in terms,
    schemes and tags; a deprecated term is the one that replaces it; a date is a day, however it is written.
    """
    if isinstance(value, dict):
        built = {
            str(meaning(name)) if name.isascii() else name: meaning(item, name.lower()) for name, item in value.items()
        }
        if "scheme" in value and isinstance(value.get("value"), str) and isinstance(value["scheme"], str):
            scheme = {"qid": "wikidata", "orcid_id": "orcid", "hdl": "handle"}.get(value["scheme"], value["scheme"])
            built["scheme"] = scheme.lower()
            built["value"] = re.sub(r"^(https?://)?(www\.)?[a-z.]+/|[\s-]|^doi:", "", value["value"].lower())
        return built
    if isinstance(value, list):
        return [meaning(item, key) for item in value]
    if not isinstance(value, str):
        return value
    text = "".join(unicodedata.normalize("NFC", re.sub("[\u200b\u2060]", "", value)).split())
    if key in ("value", "given", "family", "quote", "text", "locator", "en", "fr", "ru"):
        return text
    text = DEPRECATED.get(value, text)
    return DAYS.get(value) or re.sub("[_-]", "", text.lower())


DAYS = {"20/12/2024": "20241220", "2024-W01-1": "20240101"}
"""Dates in several spellings; `slips` adds more."""


def slips(value: Any, rng: random.Random, key: str = "") -> Any:
    """Return the value with some fixable mistakes."""
    if isinstance(value, dict):
        made = {}
        for name, item in value.items():
            tag = re.fullmatch("en|fr|ru|de-CH|zh-[A-Za-z-]+", name) and rng.random() < 0.2
            new = rng.choice([name.upper(), name.lower(), name.swapcase()]) if tag else name
            made[new] = item if name in ("extensions", "type", "id", "statements") else slips(item, rng, name)
        return made
    if isinstance(value, list):
        return [slips(item, rng, key) for item in value]
    if not isinstance(value, str) or rng.random() > 0.15 or ":" in value:
        return value
    if day := re.fullmatch("([0-9]{4})-([0-9]{2})-([0-9]{2})", value):
        written = rng.choice(
            ["".join(day.groups()), "/".join(day.groups()), f"{day[3]} {MONTHS[int(day[2]) - 1]} {day[1]}"]
        )
        DAYS[written] = re.sub("-", "", value)
        return written
    if " " in value or not value.isascii():
        return rng.choice(
            [f" {value}", value.replace(" ", "  "), unicodedata.normalize("NFD", value), f"{value}\u00a0"]
        )
    return rng.choice([value.upper(), value.replace("_", "-"), value.replace("_", " ").capitalize(), value])


MONTHS = "January February March April May June July August September October November December".split()


def layouts(value: Any, rng: random.Random) -> bytes:
    """Return a text of the value in one of the common layouts."""
    indent, separators = rng.choice([(None, (",", ":")), (None, None), (2, None), (4, None), ("\t", None)])
    text = json.dumps(value, ensure_ascii=rng.random() < 0.3, indent=indent, separators=separators)
    if rng.random() < 0.3:
        text = text.replace("\n", "\r\n")
    return (b"\xef\xbb\xbf" if rng.random() < 0.2 else b"") + (text + rng.choice(["", "\n"])).encode()


def mutated(seed: int) -> tuple[bytes, Any]:
    """Return a record with fixable mistakes and often with unfixable ones, as text and as a value."""
    rng = random.Random(seed)
    shape = CLASSES[rng.choice(sorted(CLASSES))]
    value = Maker(rng, rng.choice((0.2, 0.4, 0.8))).object(shape)
    if rng.random() < 0.4:
        value = plant(value, apart([*faults(shape, value)], rng.randint(1, 2), rng))
    value = slips(value, rng)
    try:
        return layouts(value, rng), value
    except UnicodeEncodeError:
        return mutated(seed + 10**9)


def canonical(data: bytes) -> Any:
    """Return the canonical form of a record if it is valid."""
    reader = DocumentReader(json.loads(data.removeprefix(b"\xef\xbb\xbf")), "keep", tm.Limits())
    return [tm.to_dict(line.record) for line in reader if line.record is not None]


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_no_fix_changes_what_a_record_means(part: int) -> None:
    """600 mutated records (10,000 with THINKTANK_TEST_SCALE=17): their meaning, problems and layout, and a second run."""
    mended: Counter[str] = Counter()
    count = int(150 * SCALE)
    for seed in range(part * count, (part + 1) * count):
        data, value = mutated(seed)
        before = problems(data)
        assert all([tm.catalogue()[problem.code].mends for problem in before if problem.fix is not None])
        after, counted = fixed(data, False, OPTIONS)
        mended += counted
        left = problems(after)
        again = json.loads(after.removeprefix(b"\xef\xbb\xbf"))
        assert meaning(again) == meaning(value), seed
        assert mend(after) == after, seed
        if not counted:
            assert after == data, seed
        # a valid record keeps its meaning; one that has become valid keeps its values
        was, is_now = canonical(data), canonical(after)
        if was:
            assert meaning(was) == meaning(is_now), seed
            new = Counter([p.code for p in left]) - Counter([p.code for p in before])
            assert not new, (seed, new)
        errors = [p.code for p in before if p.severity == "error" and p.fix is None]
        if not errors and not any(p.severity == "error" for p in left):
            assert is_now, seed
        assert shell(after) == shell(data), seed
    assert {code for code in mended if mended[code] > count / 100} > {
        "term.unknown",
        "date.syntax",
        "language.not-canonical",
    }


def shell(data: bytes) -> bytes:
    """Return a JSON text without the content of its strings."""
    return re.sub(rb'"(?:[^"\\]|\\.)*"', b'""', data)


def slipped(shape: Shape, value: Any, rng: random.Random) -> Any:
    """Return a valid value with mistakes at every third place, each of which has the same meaning as the original."""
    match shape:
        case ObjectOf():
            made = {
                name: slipped(shape.fields[name].shape_among(value), item, rng) if name in shape.fields else item
                for name, item in value.items()
            }
            if value.get("scheme") == "doi" and rng.random() < 0.5:
                made["value"] = rng.choice(["https://doi.org/", "doi:"]) + value["value"].upper()
            return made
        case OneOf():
            return slipped(shape.options[value["type"]], value, rng)
        case ListOf():
            return [slipped(shape.item, item, rng) for item in value]
        case MapOf(key=key, value=inner) if key is LANGUAGE:
            return {slipped(key, tag, rng): slipped(inner, item, rng) for tag, item in value.items()}
        case Scalar() if rng.random() < 0.3:
            return slip(shape, value, rng)
        case Number(integer=True) if rng.random() < 0.3:
            return float(value)
    return value


def slip(shape: Scalar, value: str, rng: random.Random) -> str:
    """Return the same value in another spelling."""
    if shape in (PROSE, LABEL):
        spaced = [f" {value}", f"{value}\u00a0", value.replace(" ", "  "), value.replace(" ", "\u3000")]
        return rng.choice([*spaced, unicodedata.normalize("NFD", value)])
    if shape is LANGUAGE:
        return rng.choice([value.upper(), value.lower(), value.swapcase()])
    if isinstance(shape, Term) and ":" not in value:
        return rng.choice([value.upper(), value.replace("_", "-"), value.replace("_", " ").capitalize()])
    if shape is SCHEME and ":" not in value:
        return value.upper()
    if shape in (DATE, DATE_OR_TIME) and re.fullmatch("[0-9-]{10}", value):
        day = datetime.date.fromisoformat(value)
        year, month, number = value.split("-")
        name = MONTHS[day.month - 1]
        written = [
            f"{year}{month}{number}",
            f"{year}/{month}/{day.day}",
            f"{day.day} {name} {year}",
            f"{name} {number}, {year}",
        ]
        return rng.choice([*written, f"{year}年{day.month}月{day.day}日", f"{day:%A}, {day.day} {name[:3]} {year}"])
    return value


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_a_slip_is_mended_to_the_byte(part: int) -> None:
    """1,000 records (10,000 with THINKTANK_TEST_SCALE=10) are the same as before the mistakes were put in."""
    mended: Counter[str] = Counter()
    count = int(250 * SCALE)
    for seed in range(part * count, (part + 1) * count):
        rng = random.Random(seed)
        shape = CLASSES[rng.choice(sorted(CLASSES))]
        value = Maker(rng, rng.choice((0.2, 0.4, 0.8))).object(shape)
        wrong = slipped(shape, value, rng)
        layout = rng.random()
        after, counted = fixed(layouts(wrong, random.Random(layout)), False, OPTIONS)
        assert after == layouts(value, random.Random(layout)), seed
        mended += counted
    assert set(mended) >= set(CASES) - {*OLD_WORDS, *ACROSS}


ACROSS = {code.name for rule in RULES for code in rule.codes}


# --- What is not fixed ---


def test_a_suggestion_is_never_made() -> None:
    """Labels, similar words, ambiguous dates, impossible dates, wrong check digits: a person has to decide."""
    data = json.dumps(
        organization(
            "a",
            status="activ",
            founded="03.04.2024",
            dissolved="2024-02-30",
            country="China",
            identifiers=[{"scheme": "orchid", "value": "x"}, {"scheme": "orcid", "value": "0000-0002-1825-0098"}],
        )
    ).encode()
    assert len([problem for problem in problems(data) if problem.suggestion or problem.help]) >= 6
    assert fixed(data, False, OPTIONS) == (data, Counter())


def test_a_fix_that_makes_something_worse_is_taken_back_alone() -> None:
    """Another name of a scheme whose value is then wrong, and an item that would become a duplicate."""
    bad = {"scheme": "qid", "value": "none"}
    data = json.dumps(organization("a", identifiers=[bad], names=[{"value": "A ", "lang": "EN"}])).encode()
    assert mend(data) == data.replace(b'"A "', b'"A"').replace(b'"EN"', b'"en"')
    many = [{"value": f"A{n} "} for n in range(300)]
    data = json.dumps(organization("a", names=many, identifiers=[bad, {"scheme": "DOI", "value": "10.1/a"}])).encode()
    assert mend(data) == data.replace(b' "}', b'"}').replace(b'"DOI"', b'"doi"')


def test_a_fix_of_no_line_is_left() -> None:
    """A rule of a project can report a problem without its record; in JSON Lines the place of its fix is then unknown."""
    line = json.dumps(organization("a")).encode()
    unplaced = Problem(
        code="text.odd-whitespace", severity=tm.Severity.ERROR, fix=Fix("replace", "/names/0/value", "B"), line=None
    )
    assert mending.mend(line, True, lambda _: [unplaced]) == (line, Counter())


def test_no_item_is_made_equal_to_another() -> None:
    """The set would have a duplicate: the deprecated term stays beside its replacement."""
    kinds = ["university", "higher_education"]
    data = json.dumps(program(host_ids=["organization:a"], member_kinds=kinds, names=[{"value": "P "}])).encode()
    assert {problem.code for problem in problems(data)} == {"term.deprecated", "text.odd-whitespace"}
    assert mend(data) == data.replace(b"P ", b"P")


def test_what_a_statement_points_to_stays_where_it_is() -> None:
    """Renaming the key or removing the item would break the pointer of the statement."""
    said = {"field": "/notes/EN", "value": "x", "source_id": "source:s"}
    data = json.dumps(organization("a", notes={"EN": "a", "FR": "b"}, statements=[said])).encode()
    assert mend(data) == data.replace(b'"FR"', b'"fr"')
    source = {"type": "source", "id": "source:s", "titles": {"en": "S"}}
    hosts = ["organization:a", "organization:old", "organization:b"]
    owners = [organization("a", merged_ids=["organization:old"]), organization("b"), source]
    pointing = {"field": "/host_ids/2", "value": "organization:b", "source_id": "source:s"}
    data = dataset(program(host_ids=hosts, statements=[pointing]), *owners)
    assert mend(data) == data
    data = dataset(program(host_ids=hosts, statements=[pointing | {"field": "/names/0/value"}]), *owners)
    assert mend(data) == data.replace(
        b'        "organization:old",\n        "organization:b"', b'        "organization:b"'
    )


def test_the_fix_of_an_error_may_bring_to_light_what_it_hid() -> None:
    """A period cannot be compared as long as one of its ends is invalid."""
    data = json.dumps(organization("a", founded="20 December 2024", dissolved="2020")).encode()
    after = mend(data)
    assert b"2024-12-20" in after
    assert {p.code for p in problems(data)} == {"date.syntax"} and {p.code for p in problems(after)} == {
        "date.reversed"
    }


def test_what_has_an_older_layout_is_not_mended() -> None:
    """Pointers refer to the newest layout. For documents, lines with and without a header, and single records."""
    data = frozen("0.9").read_bytes().replace(b'"Harbour Lab (invented)"', b'"Harbour  Lab"').replace(b'"NL"', b'"nl"')
    raw = json.loads(data)
    header, records = {name: item for name, item in raw.items() if name != "records"}, raw["records"]
    single = json.dumps(next(record for record in records if record["id"] == "organization:harbour-lab")).encode()
    lines = b"\n".join([json.dumps(part).encode() for part in [header, *records]])
    for text, is_lines in ((data, False), (lines, True), (lines.partition(b"\n")[2], True), (single, False)):
        assert fixed(text, is_lines, OPTIONS) == (text, Counter())
    for text in (data, single):
        found = problems(text)
        assert "text.odd-whitespace" in [p.code for p in found] and not [p for p in found if p.fix is not None]


def test_what_was_merged_is_not_mended_in_an_older_layout() -> None:
    """Even though the rule across records does not depend on layouts."""
    raw = json.loads(frozen("0.9").read_bytes())
    raw["records"][2]["merged_ids"] = ["organization:old"]
    raw["records"][1]["host_ids"] = ["organization:old"]
    data = json.dumps(raw).encode()
    assert "reference.merged" in [problem.code for problem in problems(data)]
    assert fixed(data, False, OPTIONS) == (data, Counter())


def test_an_id_that_stands_twice_is_given_nothing() -> None:
    """It is not certain which of the two records was meant."""
    records = [organization("a", successor_ids=["organization:b"]), organization("b"), organization("b")]
    data = dataset(*records)
    assert mend(data) == data


def test_two_records_that_name_one_successor_are_both_added() -> None:
    records = [organization(slug, successor_ids=["organization:c"]) for slug in "ab"]
    after = json.loads(mend(dataset(*records, organization("c"))))
    assert after["records"][2]["predecessor_ids"] == ["organization:a", "organization:b"]


@pytest.mark.parametrize("seed", range(6))
def test_references_to_merged_ids_are_mended_across_a_dataset(seed: int) -> None:
    """Byte for byte: some references to each of two organizations use a merged id; in a document and in lines."""
    rng = random.Random(seed)
    raw = json.loads(tm.dumps(tm.example("riverside-2025")))
    owners = rng.sample([record for record in raw["records"] if record["type"] == "organization"], 2)
    for owner in owners:
        owner["merged_ids"] = [owner["id"] + "-old"]
    header = {name: item for name, item in raw.items() if name != "records"}
    lines = b"\n".join([json.dumps(part).encode() for part in [header, *raw["records"]]])
    for data, is_lines in ((layouts(raw, rng), False), (lines, True)):
        wrong = data
        for owner in owners:
            reference = re.compile(f'(?<!"id": )(?<!"id":)"{owner["id"]}"'.encode())
            wrong = reference.sub(lambda found: found[0][:-1] + b'-old"' if rng.random() < 0.7 else found[0], wrong)
        after, counted = fixed(wrong, is_lines, OPTIONS)
        assert after == data and wrong != data and set(counted) == {"reference.merged"}


# --- JSON Lines ---


def test_lines_are_mended_one_by_one() -> None:
    """Line endings of both kinds, a byte order mark, an empty line, broken lines and a missing final line ending are kept."""
    lines = [
        b'\xef\xbb\xbf{"type":"dataset","schema_version":"1.0","title":{"EN":"T"}}',
        b'{"type": "organization","id": "organization:a","names":[{"value":"A "}],"successor_ids":["organization:b"]}\r',
        b"",
        b"{not json",
        b'{"type":"organization", "id":"organization:b", "names":[{"value":"B"}]}',
    ]
    after = mend(b"\n".join(lines), is_lines=True).split(b"\n")
    assert after[0] == lines[0].replace(b"EN", b"en") and after[2:4] == lines[2:4]
    assert after[1] == lines[1].replace(b"A ", b"A")
    assert after[4] == lines[4][:-1] + b', "predecessor_ids":["organization:a"]}'


def test_lines_without_a_header_are_mended_too() -> None:
    data = b'{"type":"organization","id":"organization:a","names":[{"value":"A "}]}\n'
    assert mend(data * 3, is_lines=True) == data.replace(b"A ", b"A") * 3


# --- The command ---

SLIP = b'{"type": "organization",  "id":"organization:a", "names":[{"value":"A "}], "status": "Active"}'
MENDED = SLIP.replace(b'"A "', b'"A"').replace(b"Active", b"active")
WRONG = b'{"type": "organization", "id": "organization:a", "names": [{"value": "A"}], "country": "China"}'


def test_a_problem_that_can_be_mended_is_marked(here: Runner, folder: Path) -> None:
    (folder / "a.json").write_bytes(SLIP)
    code, out, _ = here("validate", "a.json")
    assert code == 1 and [line.endswith(" [*]") for line in out.splitlines()] == [True, True, False, False]
    assert out.endswith("[*] 2 fixable with --fix\n0 valid, 1 invalid\n")
    (folder / "a.json").write_bytes(WRONG)
    assert "[*]" not in here("validate", "a.json")[1]


def test_fix_mends_the_file_and_says_what_remains(here: Runner, folder: Path) -> None:
    """A valid file is not written, and a fixed file keeps its mode."""
    for name, data in {"a.json": SLIP, "b.json": MENDED, "c.json": WRONG}.items():
        (folder / name).write_bytes(data)
        (folder / name).chmod(0o640)
    untouched = (folder / "b.json").stat()
    code, out, err = here("validate", "--fix", "a.json", "b.json", "c.json")
    assert (code, err) == (1, "") and out.endswith("Fixed 2 problems (1 remains)\n2 valid, 1 invalid\n")
    assert (folder / "a.json").read_bytes() == MENDED and (folder / "c.json").read_bytes() == WRONG
    assert SIMULATED or stat.S_IMODE((folder / "a.json").stat().st_mode) == 0o640  # Windows has no file modes
    assert (folder / "b.json").stat() == untouched
    assert sorted(os.listdir(folder)) == ["a.json", "b.json", "c.json"]
    assert here("validate", "--fix", "a.json")[:2] == (0, "Fixed 0 problems (0 remain)\n1 valid, 0 invalid\n")


def test_select_and_ignore_say_what_is_mended(here: Runner, folder: Path) -> None:
    for arguments, expected in (
        (["--select", "text"], SLIP.replace(b'"A "', b'"A"')),
        (["--ignore", "text"], SLIP.replace(b"Active", b"active")),
        (["--select", "date"], SLIP),
        (["--max-problems", "1"], MENDED),
    ):
        (folder / "a.json").write_bytes(SLIP)
        here("validate", "--fix", *arguments, "a.json")
        assert (folder / "a.json").read_bytes() == expected


def test_diff_shows_what_fix_would_do_and_writes_nothing(here: Runner, folder: Path) -> None:
    """Git can apply the shown diff, and the result is that of --fix."""
    bad = b'{"no UTF-8": "\x94\xff"}'
    lines = {
        "a.json": SLIP,
        "b.jsonl": SLIP + b"\n" + bad + b"\n" + WRONG + b"\r\n" + SLIP + b"\n" + SLIP,
        "c.json": WRONG,
    }
    for name, data in lines.items():
        (folder / name).write_bytes(data)
    done = call("validate", "--diff", "--fix", "a.json", "b.jsonl", "c.json", cwd=folder)
    assert (done.returncode, done.stderr) == (1, b"thinktank-model: 2 files would change\n")
    assert all([(folder / name).read_bytes() == data for name, data in lines.items()]) and b"c.json" not in done.stdout
    (folder / "p").write_bytes(done.stdout)
    assert here("validate", "--diff", "a.json")[1].encode() in done.stdout
    subprocess.run(["git", "apply", "-p0", "p"], cwd=folder, check=True)
    assert (folder / "a.json").read_bytes() == MENDED
    assert (folder / "b.jsonl").read_bytes() == lines["b.jsonl"].replace(SLIP, MENDED)
    assert here("validate", "--diff", "a.json", "b.jsonl", "c.json") == (
        0,
        "",
        "thinktank-model: 0 files would change\n",
    )


def test_a_terminal_shows_the_difference_in_colours_and_obeys_nothing(folder: Path) -> None:
    evil = json.dumps(organization("a", status="Active", extensions={"x:y": "\u202e\x9b2J"}), ensure_ascii=False)
    (folder / "a.json").write_text(evil, encoding="utf-8")
    code, out = on_a_terminal("validate", "--diff", folder / "a.json")
    assert code == 1 and "\x1b[31m-{" in out and "\x1b[32m+{" in out and "\\u202e\\u009b2J" in out
    assert "\u202e" not in out and "\x9b" not in out
    (folder / "b.jsonl").write_bytes(SLIP + b"\n\x9b2J\n")
    code, out = on_a_terminal("validate", "--diff", folder / "b.jsonl")
    assert code == 1 and "\\udc9b2J" in out


def test_standard_input_is_mended_to_standard_output(folder: Path) -> None:
    """And all messages go to standard error."""
    done = call("validate", "--fix", "-", stdin=SLIP + b"\n")
    assert (done.returncode, done.stdout) == (0, MENDED + b"\n")
    assert done.stderr == b"Fixed 2 problems (0 remain)\n1 valid, 0 invalid\n"
    done = call("validate", "--fix", "-", stdin=WRONG)
    assert (done.returncode, done.stdout) == (1, WRONG) and b"country.unknown" in done.stderr
    assert call("validate", "--diff", "-", stdin=SLIP).stdout.startswith(b"--- -\n+++ -\n@@ -1 +1 @@\n-{")


def test_what_cannot_be_mended_is_said(here: Runner, folder: Path) -> None:
    """A missing file or a named pipe; the other files are fixed."""
    (folder / "a.json").write_bytes(SLIP)
    code, _, err = here("validate", "--fix", "missing.json", "a.json")
    assert code == 2 and "missing.json: No such file" in err and (folder / "a.json").read_bytes() == MENDED
    assert here("validate", "--diff", "missing.json")[0] == 2
    os.mkfifo(folder / "pipe")
    writer = subprocess.Popen(["sh", "-c", 'printf %s "$1" > pipe', "sh", SLIP.decode()], cwd=folder)
    code, _, err = here("validate", "--fix", "pipe")
    assert code == 2 and "pipe: is not a file that can be changed in place" in err and writer.wait() == 0
    assert here("validate", "--diff", "--format", "json", "a.json")[0] == 2


def test_a_file_that_was_changed_meanwhile_is_left(here: Runner, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The change of another program would be lost."""
    (folder / "a.json").write_bytes(SLIP)

    def slow(*arguments: Any) -> tuple[bytes, Counter[str]]:
        (folder / "a.json").write_bytes(WRONG)
        return fixed(*arguments)

    monkeypatch.setattr(fixing, "fixed", slow)
    code, _, err = here("validate", "--fix", "a.json")
    assert code == 2 and "another program wrote it" in err and (folder / "a.json").read_bytes() == WRONG


def test_a_compressed_file_is_not_mended(here: Runner, folder: Path) -> None:
    """Its changes can be shown; a damaged file is reported, and the others are fixed."""
    packed = gzip.compress(SLIP)
    for name, data in {"a.json.gz": packed, "b.json.gz": packed[:-9], "c.json": SLIP}.items():
        (folder / name).write_bytes(data)
    for verb in (["validate", "--fix"], ["format"]):
        (folder / "c.json").write_bytes(SLIP)
        code, _, err = here(*verb, "a.json.gz", "b.json.gz", "c.json")
        assert code == 2 and "a.json.gz: compressed files" in err and "b.json.gz: the compressed data cannot" in err
        assert (folder / "c.json").read_bytes() != SLIP and (folder / "a.json.gz").read_bytes() == packed
    assert here("validate", "--diff", "a.json.gz")[0] == 1


def test_several_processes_check_what_was_mended(folder: Path) -> None:
    """Files and standard input; the counts are the same as with one process."""
    (folder / "a.jsonl").write_bytes((SLIP + b"\n") * 3)
    done = call("validate", "--fix", "--jobs", "2", folder / "a.jsonl", "-", stdin=SLIP)
    assert (done.returncode, done.stdout) == (0, MENDED)
    assert done.stderr == b"Fixed 8 problems (0 remain)\n4 valid, 0 invalid\n"
    assert (folder / "a.jsonl").read_bytes() == (MENDED + b"\n") * 3


def test_json_says_what_was_mended(here: Runner, folder: Path) -> None:
    (folder / "a.json").write_bytes(SLIP)
    assert "fixed" not in json.loads(here("validate", "--format", "json", "a.json")[1])
    out = json.loads(here("validate", "--fix", "--format", "json", "a.json")[1])
    assert out["fixed"] == {"term.unknown": 1, "text.odd-whitespace": 1} and out["valid"] == 1


def test_the_shipped_datasets_need_no_mending() -> None:
    """A name with its source is verbatim, so an odd space in a name of the article is kept."""
    for name in tm.example_names():
        assert fixed(call("examples", name).stdout, False, OPTIONS)[1] == Counter()


# --- format ---


def test_format_writes_the_canonical_form_of_what_a_file_is(here: Runner, folder: Path) -> None:
    """A record stays a record, a document a document, lines stay lines; fixable problems are fixed."""
    canonical = b'{"type":"organization","id":"organization:a","names":[{"value":"A"}],"status":"active"}\n'
    example = call("examples", "riverside-2025").stdout
    header, *rest = [
        json.dumps(part).encode() for part in [{"type": "dataset", "schema_version": "1.0"}, json.loads(SLIP)]
    ]
    files = {
        "record.json": (SLIP, canonical),
        "lines.jsonl": (SLIP + b"\n\n" + SLIP.replace(b":a", b":b"), canonical + canonical.replace(b":a", b":b")),
        "dataset.jsonl": (b"\n".join([header, *rest]), b'{"type":"dataset","schema_version":"1.0"}\n' + canonical),
        "dataset.json": (json.dumps(json.loads(example), indent=4).encode(), example),
    }
    for name, (data, _) in files.items():
        (folder / name).write_bytes(data)
    code, out, err = here("format", "--diff", ".")
    assert (code, err) == (1, "thinktank-model: 4 files would change\n") and out.count("\n+++ ") == 4
    assert here("format", ".") == (0, "", "thinktank-model: 4 files changed\n")
    for name, (_, expected) in files.items():
        assert (folder / name).read_bytes() == expected, name
    assert here("format", ".") == (0, "", "")
    assert here("format", "--diff", ".") == (0, "", "thinktank-model: 0 files would change\n")
    assert here("validate", ".")[0] == 0


def test_format_writes_the_newest_layout_mended_at_once(here: Runner, folder: Path) -> None:
    """A second run changes nothing."""
    data = frozen("0.9").read_bytes().replace(b'"Harbour Lab (invented)"', b'"Harbour  Lab"')
    (folder / "a.json").write_bytes(data)
    assert here("format", "a.json") == (0, "", "thinktank-model: 1 file changed\n")
    after = (folder / "a.json").read_bytes()
    assert b'"Harbour Lab"' in after and tm.validate(after).ok and b'"schema_version":"1.0"' in after
    assert here("format", "a.json") == (0, "", "") and (folder / "a.json").read_bytes() == after


def test_format_leaves_what_has_errors(here: Runner, folder: Path) -> None:
    """Its errors are reported; the other files are formatted."""
    data = {"wrong.json": WRONG, "broken.json": b"{", "lines.jsonl": SLIP + b"\n" + WRONG, "good.json": SLIP}
    for name, text in data.items():
        (folder / name).write_bytes(text)
    code, out, err = here("format", *data, "missing.json")
    assert (code, out) == (2, "") and err.endswith("thinktank-model: 1 file changed\n")
    assert (
        re.search("wrong.json: 1:[0-9]+: error country.unknown", err)
        and "broken.json: 1 error, so it was not changed" in err
    )
    assert "lines.jsonl: 2:" in err and "missing.json: No such file" in err
    assert [name for name, text in data.items() if (folder / name).read_bytes() != text] == ["good.json"]
    assert here("format", "wrong.json")[0] == here("format", "--diff", "wrong.json")[0] == 1


def test_format_keeps_unknown_keys_on_request(here: Runner, folder: Path) -> None:
    more = b'{"x":1,"type":"organization","id":"organization:a","names":[{"value":"A"}]}'
    (folder / "a.json").write_bytes(more)
    assert here("format", "a.json")[0] == 1 and (folder / "a.json").read_bytes() == more
    assert here("format", "--unknown", "keep", "a.json")[0] == 0
    assert json.loads((folder / "a.json").read_bytes()) == json.loads(more)


def test_format_writes_standard_input_to_standard_output() -> None:
    done = call("format", "-", stdin=SLIP)
    assert done.returncode == 0 and done.stdout.startswith(
        b'{"type":"organization","id":"organization:a","names":[{"va'
    )
    assert call("format", "-", stdin=WRONG).stdout == WRONG


def test_the_steps_for_github_actions_run(here: Runner, folder: Path) -> None:
    """Each line of the page that runs the command, on a folder with records."""
    page = (Path(__file__).parent.parent / "docs" / "howto" / "ci.md").read_text(encoding="utf-8")
    (folder / "data").mkdir()
    (folder / "data" / "a.thinktank.json").write_bytes(MENDED)
    lines = re.findall("- run: thinktank-model (.*?)(?: > .*)?$", page, re.MULTILINE)
    assert len(lines) == 2
    for line in lines:
        assert here(*line.split())[0] == 0


def test_a_statement_whose_pointer_cannot_be_read_holds_up_no_fix() -> None:
    """Such a statement refers to nothing, and has its own problem."""
    said = {"field": "notes", "value": "x", "source_id": "source:s"}
    data = json.dumps(organization("a", notes={"EN": "a"}, statements=[said])).encode()
    assert mend(data) == data.replace(b'"EN"', b'"en"')
    assert {problem.code for problem in problems(mend(data))} == {"format.json-pointer"}


def test_a_fix_that_makes_another_record_worse_is_not_made() -> None:
    """It cannot be decided which of the fixes causes the new problem, so none is made."""
    data = b'{"notes": {"EN": "a"}}\n{}\n'
    warning = NOT_NFC("x")

    def check(data: bytes) -> list[Problem]:
        if b"EN" not in data:
            return [evolve(warning, line=2)]
        fix = Fix("move", "/notes/en", origin="/notes/EN")
        return [evolve(warning, line=1, pointer="/notes/EN", fix=fix)]

    assert mending.mend(data, True, check) == (data, Counter())


def test_mending_ends_where_each_pass_brings_another_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a fixed number of passes the file keeps its last state."""
    monkeypatch.setattr(mending, "PASSES", 3)

    def check(data: bytes) -> list[Problem]:
        at = f"/{next(key for key, value in json.loads(data).items() if value == 0)}"
        return [evolve(NOT_NFC("x"), line=1, pointer=at, fix=Fix("replace", at, 1))]

    data = json.dumps(dict.fromkeys("abcdef", 0)).encode()
    assert mending.mend(data, True, check) == (data.replace(b"0", b"1", 3), Counter({NOT_NFC.name: 3}))


def test_what_was_read_under_other_limits_is_checked_under_them_after_a_fix(here: Runner, folder: Path) -> None:
    """An unusually long line is read, fixed and checked; with a lower limit it is not touched."""
    long = organization("a", names=[{"value": "A  B"}], notes={"en": "word " * 40 + "end"})
    (folder / "long.jsonl").write_bytes(json.dumps(long).encode() + b"\n")
    before = (folder / "long.jsonl").read_bytes()
    code, out, _ = here("validate", "--fix", "--max-line", "100", "long.jsonl")
    assert code == 1 and "json.line-too-long" in out and (folder / "long.jsonl").read_bytes() == before
    code, out, _ = here("validate", "--fix", "--max-line", "1000", "long.jsonl")
    assert code == 0 and (folder / "long.jsonl").read_bytes() == before.replace(b"A  B", b"A B")
