"""The rules across records: each reports a problem in its own cases and in no others."""

from __future__ import annotations

import importlib
import itertools
import json
import re
import zoneinfo
from pathlib import Path
from typing import Any, get_args

import pytest

import thinktank_model as tm
from thinktank_model.model.index import Index, links
from thinktank_model.model.union import RECORD
from thinktank_model.problems.pointers import pointer_tokens
from thinktank_model.rules import base, check, cycles, references

from ..joined import joined
from . import cases_events
from .build import Case, complete, context_of, event, member, mended, organization, problems_of, program, records_in

CASES: list[Case] = [
    case
    for path in sorted(Path(__file__).parent.glob("cases_*.py"))
    for case in importlib.import_module(f"{__package__}.{path.stem}").CASES
]
BREAKING = [case for case in CASES if case.found]
KINDS = {cls.type for cls in get_args(RECORD)}
CODES = {code.name: code for rule in base.RULES for code in rule.codes}

ABOUT_IDS = ("reference.dangling", "reference.self", "reference.merged", "record.duplicate-id")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_fires_where_it_should_and_no_other_one_does(case: Case) -> None:
    """With its code, record and pointer, in the order of the records; a near miss has no problem."""
    found = [(problem.code, problem.record_id, problem.pointer) for problem in problems_of(case)]
    assert found == [(case.code, *place) for place in case.found]


@pytest.mark.parametrize("some", [(0, 1, 2), (0,), (1,), (2,)], ids=["all", "first", "second", "third"])
@joined("case", [case for case in CASES if case.code not in ABOUT_IDS])
def test_old_ids_are_as_good_as_new_ones(case: Case, some: tuple[int, ...]) -> None:
    """If all references, or every third one, use an id that was merged away, the same problems are found, plus those about merged ids."""
    number = itertools.count()
    records = [tm.to_dict(record) for record in records_in(case)]
    known = {record["id"] for record in records}
    for record in records:
        for at, target in list(links(tm.from_dict(record))):
            if target in known and next(number) % 3 in some:
                *path, last = pointer_tokens(at)
                here: Any = record
                for token in path:
                    here = here[int(token)] if isinstance(here, list) else here[token]
                here[int(last) if isinstance(here, list) else last] = target + "-of-old"
        record["merged_ids"] = [*record.get("merged_ids", []), record["id"] + "-of-old"]
    problems = [
        problem for problem in problems_of(case._replace(records=records)) if problem.code != "reference.merged"
    ]
    assert [(problem.code, problem.record_id, problem.pointer) for problem in problems] == [
        (case.code, *place) for place in case.found
    ]


def apart(case: Case, number: int) -> Case:
    """Return the same case with ids that no other case has."""

    def renamed(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: renamed(item) for key, item in value.items()}
        if isinstance(value, list):
            return [renamed(item) for item in value]
        is_id = isinstance(value, str) and value.partition(":")[0] in KINDS and re.fullmatch(r"\w+:[a-z0-9._-]+", value)
        return value.replace(":", f":{number}-") if is_id else value

    found = tuple([(renamed(id), pointer) for id, pointer in case.found])
    return case._replace(
        records=renamed([tm.to_dict(record) for record in records_in(case)]),
        found=found,
        texts={renamed(id): text for id, text in case.texts.items()},
    )


@pytest.mark.parametrize("step", [1, -1], ids=["in order", "in reverse"])
def test_a_rule_goes_on_after_whatever_it_passes_over(step: int) -> None:
    """With all cases in one dataset, each rule still finds its problems after records that it skips."""
    cases = [apart(case, number) for number, case in enumerate(CASES) if not case.elsewhere][::step]
    records = [record for case in cases for record in case.records]
    texts = {id: text for case in cases for id, text in case.texts.items()}
    context = context_of(Case("event.undated", "", records, texts=texts))
    problems = [*check(context)]
    found = {(problem.code, problem.record_id, problem.pointer) for problem in problems}
    missed = {(case.code, *place) for case in cases for place in case.found} - found
    assert not missed and len(cases) > 150
    places = [base.position_of(context.index, problem) for problem in problems]
    assert [None if at is None else context.index.records[at].id for at in places] == [p.record_id for p in problems]


def test_the_codes_of_the_rules_are_in_the_catalogue() -> None:
    """So each has an explanation, and its severity is in the frozen list."""
    assert all(tm.catalogue()[name] is code for name, code in CODES.items())


def test_every_code_has_a_case_that_breaks_it_and_a_near_miss() -> None:
    """So every rule can report a problem, and none reports too many."""
    assert {case.code for case in BREAKING} == set(CODES) == {case.code for case in CASES if not case.found}


@pytest.mark.parametrize("case", BREAKING, ids=str)
def test_every_message_says_what_to_do_and_points_at_something(case: Case) -> None:
    """The pointer is valid in the record, no parameter is missing, and the message has an expectation, a suggestion or advice."""
    for problem in problems_of(case):
        here: Any = next(record for record in map(complete, case.records) if record["id"] == problem.record_id)
        for token in pointer_tokens(problem.pointer):  # fails if the pointer leads nowhere
            here = here[int(token)] if isinstance(here, list) else here[token]
        assert "…" not in problem.message
        assert problem.expected or problem.suggestion or problem.help or problem.severity is tm.Severity.INFO


@pytest.mark.parametrize(
    "case", [case for case in BREAKING if case.code in ("reference.merged", "organization.not-reciprocal")], ids=str
)
def test_fixes_remove_their_problems(case: Case) -> None:
    """One after another, each on the result of the previous one; the records stay valid and keep their references."""

    def referred(case: Case) -> set[tuple[str, str]]:
        index = Index(records_in(case))
        return {(record.id, base.current(index, target)) for record in index.records for _, target in links(record)}

    left = case
    for number in range(len(case.found), 0, -1):
        problems = problems_of(left)
        assert len(problems) == number
        left = left._replace(records=mended(left.records, problems[0]))
    assert problems_of(left) == [] and referred(left) >= referred(case)


def test_the_codes_that_say_what_they_mend_have_fixes() -> None:
    """Codes without such a text have no fixes, because the correct value cannot be known."""
    fixed = {case.code for case in BREAKING for problem in problems_of(case) if problem.fix is not None}
    assert fixed == {name for name, code in CODES.items() if code.mends}


@pytest.mark.parametrize("name", CODES)
def test_the_examples_of_a_code_show_it(name: str) -> None:
    """The wrong example breaks this rule only, the correct example none. Both are fragments of records."""
    for text, found in ((CODES[name].bad, {name}), (CODES[name].good, set())):
        example = json.loads(text)
        example = example if isinstance(example, dict) else {"records": example}
        case = Case(name, "example", example["records"], texts=example.get("texts", {}))
        assert {problem.code for problem in problems_of(case)} == found


def test_a_dangling_reference_suggests_the_id_that_was_meant() -> None:
    """An id that differs by a typing error is suggested; an id that differs in a digit is not, because it is another record."""
    records = ["organization:fudan-iis", "event:symposium-2024", "person:li-wei"]
    slips = {
        "organization:fudan-isi": "organization:fudan-iis",
        "organization:fudaniis": "organization:fudan-iis",
        "person:li-wie": "person:li-wei",
        "person:li-weii": "person:li-wei",
        "event:symposum-2024": "event:symposium-2024",
        "event:symposium-2025": None,
        "person:wang-not-there": None,
    }
    assert references._near(slips, records) == {slip: {meant: None} for slip, meant in slips.items() if meant}
    (problem,) = problems_of(
        Case("", "", [{"id": "member:a", "party_id": "person:zhou-enl-not-there"}, {"id": "person:zhou-en-not-there"}])
    )
    assert problem.suggestion == '"person:zhou-en-not-there"'


WEI, WEN, P = "person:li-wei-not-there", "person:li-wen-not-there", "program:p-not-there"


@pytest.mark.parametrize(
    ("record", "others", "suggestion"),
    [
        ({"id": "member:a", "party_id": "person:li-we-not-there"}, [WEI], f'"{WEI}"'),
        ({"id": "member:a", "party_id": "person:li-we-not-there"}, [WEI, WEN], None),
        ({"id": "event:forum-not-there", "parent_id": "event:forums-not-there"}, [], None),
        ({"id": "event:a", "program_ids": ["program:pp-not-there"]}, [P], f'"{P}"'),
        ({"id": "event:a", "program_ids": ["program:pp-not-there", P]}, [P], None),
    ],
    ids=["one is near", "two are near", "the record itself", "in a list", "in the list already"],
)
def test_a_reference_suggests_what_is_certain(
    record: dict[str, Any], others: list[str], suggestion: str | None
) -> None:
    """Nothing is suggested if two ids are similar, or if the only similar one has the wrong type."""
    found = problems_of(Case("", "", [record, *[{"id": id} for id in others]]))
    assert [p.suggestion for p in found if p.code == "reference.dangling"] == [suggestion]


@pytest.mark.parametrize("field", ["predecessor_ids", "successor_ids"])
def test_a_circle_of_followers_needs_only_one_end_of_each_step(field: str) -> None:
    """The cycle is reported at the first record, at the right field, even if each step is given once and by a merged id."""
    records = [
        {"id": f"organization:{slug}", "merged_ids": [f"organization:{slug}-old"], field: [f"organization:{other}-old"]}
        for slug, other in ("ab", "bc", "ca")
    ]
    found = [problem for problem in problems_of(Case("", "", records)) if problem.code == "organization.cycle"]
    assert [(problem.record_id, problem.pointer) for problem in found] == [("organization:a", f"/{field}/0")]


def test_a_missing_preferred_name_counts_those_in_use() -> None:
    """The message advises which name to mark, by its position among all names."""
    names = [{"value": value, "lang": lang} for value, lang in (("A", "fr"), ("B", "en"), ("C", "en"))]
    (problem,) = problems_of(Case("", "", [{"id": "person:a", "names": names}]))
    assert problem.message.startswith('the record has 2 names in "en", and none of them is preferred.')
    assert problem.help == 'Add "preferred": true to one of them, such as /names/1.'


def test_a_circle_is_found_in_a_long_chain_without_recursion() -> None:
    """Chains of any length that a dataset can have; the message names the first and last record."""
    size = 5000
    graph = {f"event:{n}": [f"event:{(n + 1) % size}", f"event:{n + 2}"] for n in range(size)}
    (path,) = cycles.find_cycles(graph)
    assert path[0] == "event:0" and all(step in graph[node] for node, step in itertools.pairwise([*path, path[0]]))
    text = cycles._path_text(path)
    assert text.startswith("event:0 > ") and text.endswith(" > event:0") and len(text) < 200
    assert cycles._path_text(path[:8]) == " > ".join([*path[:8], path[0]])
    assert cycles._path_text(path[:9]) == " > ".join([*path[:7], "(1 more)", path[8], path[0]])
    assert list(cycles.find_cycles({f"event:{n}": [f"event:{n + 1}"] for n in range(size)})) == []


def test_a_message_shows_the_side_of_a_period_that_is_open() -> None:
    """As two dots, as in EDTF."""
    assert base.dates_text(tm.Period(start="2024")) == "2024/.."
    assert base.dates_text(tm.Period(end="2024?")) == "../2024?"


def test_every_problem_across_records_comes_in_a_fixed_order() -> None:
    """Rule by rule, and for each rule in the order of the records."""
    case = Case("", "", [fragment for case in cases_events.CASES[:20] for fragment in case.records[:1]])
    assert problems_of(case) == problems_of(case)
    assert len(base.RULES) == len(set(base.RULES))


def test_a_kind_of_member_is_allowed_under_its_older_term() -> None:
    """In the list of the programme or in the organization; another rule reports the deprecated term itself."""
    records = [
        program(member_kinds=["company", "higher_education"]),
        organization("a", kind="enterprise"),
        organization("b", kind="university"),
        member("m"),
        member("n", party_id="organization:b"),
    ]
    assert not problems_of(Case("member.kind-not-allowed", "older terms", records))


def test_a_machine_that_does_not_know_a_zone_says_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time zone database of the machine can be older than the zone, or missing."""

    def unknown(name: str) -> None:
        raise zoneinfo.ZoneInfoNotFoundError(name)

    monkeypatch.setattr(zoneinfo, "ZoneInfo", unknown)
    contradicting = event(start="2024-12-20T14:00:00-05:00", timezone="America/Coyhaique")
    assert not problems_of(Case("event.offset-timezone", "a zone of 2025", [contradicting]))
