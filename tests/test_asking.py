"""Queries on a dataset: by name, day, event or party; sums of counts; pairs of records that may be the same."""

from __future__ import annotations

import datetime
import random
import re
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.dataset.asking import _is_in
from thinktank_model.values.folding import folded

from .strategies import records
from .test_editing import dataset, event, member, organization, program, source


def names(*values: str, **more: Any) -> dict[str, Any]:
    return {"names": [{"value": value} for value in values], **more}


NAMED = dataset(
    [
        organization("fudan", **names("Fudan University", "Université Fudan", "复旦大学")),
        organization("iis", **names("Institute of International Studies, Fudan University", "复旦大学国际问题研究院")),
        organization("siis", **names("Shanghai Institutes for International Studies", "SIIS", "上海国际问题研究院")),
        organization("lodz", **names("Uniwersytet Łódzki", "Sørensen Straße")),
        {"type": "person", "id": "person:a", "names": [{"value": "Zhang San", "lang": "zh-Latn-pinyin"}]},
        source(titles={"en": "Report on Fudan", "fr": "Rapport"}),
    ]
)


def found(text: str, n: int = 10) -> list[tuple[str, float]]:
    return [(hit.record.id.partition(":")[2], hit.score) for hit in NAMED.find(text, n)]


# --- find ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fudan University", [("fudan", 100), ("iis", 90)]),
        ("fudan", [("fudan", 95), ("s", 90), ("iis", 90)]),
        ("ＦＵＤＡＮ　univ", [("fudan", 95), ("iis", 85)]),
        ("universite FUDAN", [("fudan", 100)]),
        ("復旦大學", [("fudan", 100), ("iis", 95)]),
        ("国际问题", [("iis", 90), ("siis", 90)]),
        ("國際問題研究院", [("iis", 90), ("siis", 90)]),
        ("siis", [("siis", 100)]),
        ("san zhang", [("a", 90)]),
        ("lodzki", [("lodz", 90)]),
        ("SORENSEN STRASSE", [("lodz", 100)]),
        ("rapport", [("s", 100)]),
        ("fudan siis", []),
        ("--", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_record_is_found_by_any_of_its_names(text: str, expected: list[tuple[str, float]]) -> None:
    """Whole names first, then beginnings, then words; case, width, accents and the kind of Chinese characters do not matter."""
    exact = [one for one in found(text) if one[1] >= 85]
    assert sorted(exact) == sorted(expected) and [score for _, score in exact] == sorted(
        [s for _, s in expected], reverse=True
    )


def test_a_hit_says_which_name_it_is() -> None:
    """The hit has the language of the name, and there are at most as many hits as requested."""
    (hit,) = NAMED.find("zhang", 1)
    assert (hit.record.id, hit.name, hit.lang) == ("person:a", "Zhang San", "zh-Latn-pinyin")
    assert NAMED.find("fudan", 0) == () and len(NAMED.find("fudan", 2)) == 2


def test_names_with_typing_errors_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a lower score than all others, if the package for it is installed."""
    assert found("Shangai Institues for Internatonal Studies")[0][0] == "siis"
    assert found("Fudan Univresity")[0][0] == "fudan" and found("Fudan Univresity")[0][1] < 85
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    assert found("Fudan Univresity") == []


@given(st.sampled_from(["organization", "event", "source"]).flatmap(records), st.data())
def test_every_name_finds_its_record(value: Any, data: st.DataObject) -> None:
    """By the whole name, and by the first letters of each of its words."""
    ds = dataset([value])
    record: Any = next(iter(ds))
    name = data.draw(st.sampled_from([n.value for n in getattr(record, "names", ())] or list(record.titles.values())))
    if folded(name):
        assert ds.find(name)[0].score == 100
        assert ds.find(folded(name).split(" ")[-1][:3])[0].record is record


# --- members ---


@pytest.mark.parametrize(
    ("more", "day", "answer"),
    [
        ({}, "2025-06-01", None),
        ({"period": {"start": "2024"}}, "2025-06-01", True),
        ({"period": {"start": "2025"}}, "2025-06-01", None),
        ({"period": {"start": "2025"}}, datetime.date(2024, 6, 1), False),
        ({"period": {"start": "2023", "end": "2024"}}, "2025", False),
        ({"period": {"start": "2023", "end": "2024"}, "status": "left"}, "2024-01-01", True),
        ({"period": {"start": "2023"}, "status": "left"}, "2025", None),
        ({"period": {"start": "2023"}, "status": "left"}, "2022", False),
        ({"period": {"start": "2023"}, "status": "applied"}, "2025", False),
    ],
)
def test_who_is_a_member_on_a_day(more: Any, day: Any, answer: bool | None) -> None:
    """An answer that holds for every reading of the dates is certain, one that holds for some readings is possible."""
    ds = dataset([organization("a"), program(), member("m", "organization:a", **more)])
    found = ds.members_at(day)
    assert (len(found.certain), len(found.possible)) == (answer is True, answer is None)
    assert ds.members_at(day, "program:p") == found
    with pytest.raises(KeyError, match="did you mean 'program:p'"):
        ds.members_at(day, "program:q")


# --- events ---


@pytest.mark.parametrize(
    ("more", "answer"),
    [
        ({"start": "2024-06-30"}, True),
        ({"start": "2024"}, None),
        ({"start": "2025-01-01"}, False),
        ({"start": "2024-06-30T23:00:00+08:00"}, True),
        ({"start": "2023-12-31", "end": "2024-01-01"}, True),
        ({"start": "2023", "kind": "series"}, True),
        ({"start": "2024-06?"}, None),
    ],
)
def test_which_events_are_in_a_stretch_of_time(more: Any, answer: bool | None) -> None:
    """A time counts on its own day; a series lasts until its end."""
    found = dataset([event(**more)]).events_between("2024-01-01", datetime.date(2024, 6, 30))
    assert (len(found.certain), len(found.possible)) == (answer is True, answer is None)
    assert dataset([event(**more)]).events_between("2024", "2024-06") == found
    assert len(dataset([event(start="2030-01-01")]).events_between("2024").certain) == 1


def test_an_event_without_a_date_is_possible_at_any_time() -> None:
    """Its date is unknown."""
    undated: Any = SimpleNamespace(kind="series", start=None, end=None)
    assert _is_in(undated, tm.Period(start="2024")) is None


def test_who_took_part_in_an_event_and_in_which_events_somebody_did() -> None:
    """Listed and represented parties are certain, parties named otherwise are possible; sessions count, future events do not."""
    ds = dataset(
        [
            organization("a", merged_ids=["organization:old"]),
            event(
                organizer_ids=["organization:o", "organization:a"],
                participations=[
                    {"party_id": "organization:a", "role": "speaker"},
                    {"party_id": "organization:old", "role": "chair"},
                    {
                        "unnamed": {"description": {"en": "Somebody"}},
                        "role": "speaker",
                        "on_behalf_of": "organization:b",
                    },
                ],
            ),
            event(
                id="event:s", parent_id="event:e", participations=[{"party_id": "organization:c", "role": "speaker"}]
            ),
            event(
                id="event:n",
                start="2023",
                status="scheduled",
                participations=[{"party_id": "organization:a", "role": "speaker"}],
            ),
            event(id="event:x", status="cancelled", participations=[{"party_id": "organization:a", "role": "speaker"}]),
        ]
    )
    answer = ds.participants("event:e")
    assert answer.certain == (
        (
            "organization:a",
            ("speaker", "chair"),
            ("/organizer_ids/1", "/participations/0/party_id", "/participations/1/party_id"),
        ),
        ("organization:b", (), ("/participations/2/on_behalf_of",)),
        ("organization:c", ("speaker",), ()),
    )
    assert answer.possible == (("organization:o", (), ("/organizer_ids/0",)),)
    assert ds.participants("event:x") == ((), ()) and [one.party_id for one in ds.participants("event:n").possible] == [
        "organization:a"
    ]
    mine = ds.events_of("organization:old")
    assert [[one.id for one in part] for part in mine] == [["event:e"], ["event:n"]]
    assert repr(mine) == "<Answer: certain event:e; possible event:n>"
    assert repr(ds.participants("event:x")) == "<Answer: certain none; possible none>"
    assert "organization:b" in repr(answer) and repr(tm.Answer(tuple(range(9)), ())).count("and 4 more") == 1
    for ask, id in ((ds.participants, "organization:a"), (ds.participants, "event:z"), (ds.events_of, "person:z")):
        with pytest.raises(KeyError, match=id):
            ask(id)


def test_events_are_sorted_by_their_dates() -> None:
    """Dates of any precision."""
    listed = [
        tm.from_dict(event(id=f"event:{n}", start=start), tm.Event)
        for n, start in enumerate(["2025", "2024-12-20", "2024"])
    ]
    assert [str(one.start) for one in sorted(listed, key=lambda one: one.sort_key)] == ["2024", "2024-12-20", "2025"]


# --- dates and sums ---


def test_dates_are_compared_with_what_people_write() -> None:
    """Strings and dates of the standard library; `as_date` gives a Python date for a single day, `as_datetime` needs a known offset."""
    day = tm.PartialDate("2024-12-20")
    assert (
        day.before("2025") is True
        and day.after(datetime.date(2024, 12, 19)) is True
        and day.same_day("2024-12-20") is True
    )
    assert tm.Period(start="2024").contains(datetime.date(2025, 6, 1)) is True
    assert day.to_date() == datetime.date(2024, 12, 20) and day.to_datetime("Asia/Shanghai") is None
    assert tm.PartialDate("2024-12").to_date() is tm.PartialDate("2024-12-20?").to_date() is None
    time = tm.PartialDate("2024-12-20T14:00:00.25")
    assert time.to_datetime() is None
    moment = time.to_datetime("Asia/Shanghai")
    assert moment is not None and moment.isoformat() == "2024-12-20T14:00:00.250000+08:00"
    fixed = tm.PartialDate("2024-12-20T14:00:00Z").to_datetime("Asia/Shanghai")
    assert fixed is not None and fixed.utcoffset() == datetime.timedelta()
    with pytest.raises(tm.InvalidData, match=r"date\.syntax"):
        day.before("soon")


COUNTS = st.builds(
    lambda value, qualifier, more: tm.Count(
        value=value + 1, qualifier=qualifier, **({"upper": value + 1 + more} if qualifier == "between" else {})
    ),
    st.integers(0, 50),
    st.sampled_from(["exact", "more_than", "at_least", "at_most", "less_than", "between"]),
    st.integers(1, 9),
)


@given(st.lists(COUNTS | st.none() | st.integers(0, 9)), st.randoms(use_true_random=False))
def test_a_total_can_be_what_its_parts_can_be(counts: Any, rng: random.Random) -> None:
    """Its bounds are the sums of the bounds of its parts, in any order; None means no upper bound."""
    bounds = [(0, None) if one is None else (one, one) if isinstance(one, int) else one.bounds for one in counts]
    highest = None if None in [most for _, most in bounds] else sum([most or 0 for _, most in bounds])
    assert tm.total(counts).bounds == (sum([least for least, _ in bounds]), highest)
    rng.shuffle(counts)
    assert tm.total(counts).bounds == (sum([least for least, _ in bounds]), highest)


def test_a_total_says_its_unit_and_that_it_is_about_a_number() -> None:
    """Counts of different units have no total."""
    about = tm.Count(value=40, qualifier="about", unit="people")
    assert tm.total([about, 10, None]) == tm.Count(value=50, qualifier="about", unit="people")
    assert tm.total([]) == tm.Count(value=0)
    with pytest.raises(ValueError, match="different units have no sum: organizations, people"):
        tm.total([about, tm.Count(value=1, unit="organizations")])


# --- records of one body ---


def pair(one: Any, other: Any) -> tuple[float, tuple[str, ...]]:
    """Return the score and the reasons for two records; the order does not matter."""
    rest = [
        organization(f"x{n}", **names(f"Institut {word}"))
        for n, word in enumerate("Alpha Beta Gamma Delta Omega Kappa".split())
    ]
    first = dataset([one, other, *rest]).duplicates(0)
    second = dataset([*rest, other, one]).duplicates(0)
    wanted = {one["id"], other["id"]}
    ((score, reasons),) = [(p.score, p.reasons) for p in first if {p.first, p.second} == wanted] or [(0, ())]
    assert [p.score for p in second if {p.first, p.second} == wanted] == ([score] if reasons else [])
    return score, reasons


def test_a_common_identifier_decides() -> None:
    """If it is confirmed and names the body itself."""
    ror = [{"scheme": "ror", "value": "013q1eq08"}]
    score, reasons = pair(organization("a", identifiers=ror), organization("b", identifiers=ror))
    assert (score, reasons) == (100, ("the same identifier, ror 013q1eq08",))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (names("Université d'Aix", country="FR"), names("UNIVERSITE d’AIX", country="FR")),
        (names("Fudan Institute of Studies"), names("Institute of Studies, Fudan")),
        (names("Shanghai Observatory"), names("Shangai Observatory")),
        (names("上海国际问题研究院"), names("上海國際問題研究院")),
        (names("Shanghai Institutes for International Studies"), names("SIIS")),
        (
            names("Centre Nord", parents=[{"organization_id": "organization:p"}]),
            names("Centre du Nord", parents=[{"organization_id": "organization:p"}]),
        ),
    ],
)
def test_names_of_one_body_are_alike(one: Any, other: Any) -> None:
    """Words in another order, another script, a typing error, or an acronym."""
    assert pair(organization("a", **one), organization("b", **other))[0] >= 85


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (names("Institut Lambda"), names("Institut Sigma")),
        (names("Museum Nord", country="FR"), names("Museum Nord", country="CN")),
        (
            names("Museum Nord", identifiers=[{"scheme": "ror", "value": "013q1eq08"}]),
            names("Museum Nord", identifiers=[{"scheme": "ror", "value": "04w9fbh59"}]),
        ),
        (names("Museum Nord"), names("Museum Nord", predecessor_ids=["organization:a"])),
        (names("Museum Nord"), names("Museum Nord", parents=[{"organization_id": "organization:a"}])),
        (names("A"), names("B")),
    ],
)
def test_what_speaks_against_it_counts(one: Any, other: Any) -> None:
    """Another country, another identifier, a successor or parent body, and words that many names share."""
    assert pair(organization("a", **one), organization("b", **other))[0] < 85


# Real universities that must not be taken for one another.
CONFUSABLE = """
York University; University of York; University of Victoria; Victoria University; Miami University; University of Miami; Ohio University
Ohio State University; University of Arizona; Arizona State University; Wuhan University of Technology; Tokyo Medical University
University of Tokyo; Tokyo University of Science; Hunan University of Science and Technology; Hanoi University of Science and Technology
Iran University of Science and Technology; Korea Institute of Science and Technology; Gifu University; Gifu University Hospital
Chinese Academy of Sciences; University of Chinese Academy of Sciences; Chinese Academy of Agricultural Sciences; University of Bergen
Universidade Federal do Paraná; Universidade Federal do Pará; University of London; University College London; Boston University
Boston College; Nanyang Technological University; Nanyang Institute of Technology; Guangzhou University; Yangzhou University
Harvard Medical School (United States); University of Colorado (United States); Nanjing University; Nanjing Agricultural University
"""


@pytest.mark.parametrize("signals", [False, True], ids=["names alone", "country and parent"])
def test_the_bodies_of_the_article_are_found_by_their_translated_names(signals: bool) -> None:
    """French names compared with English and Chinese ones, among universities whose names differ in one word."""
    article = tm.example("wic-2024")
    above = {parent.organization_id for one in article.organizations.values() for parent in one.parents}
    bodies = [
        one
        for id, one in article.organizations.items()
        if id not in above and {"fr", "en"} <= {name.lang for name in one.names}
    ]
    records = [
        organization(f"x{n}", **names(name.strip())) for n, name in enumerate(re.split("[;\n]", CONFUSABLE.strip()))
    ]
    twins = set()
    for body in bodies:
        data = tm.to_dict(body)
        more = {key: data[key] for key in ("country", "parents") if signals and key in data}
        for slug, is_french in (("a", True), ("b", False)):
            kept = [name for name in data["names"] if (name.get("lang") == "fr") == is_french]
            records.append(data | {"id": f"{body.id}.{slug}", "names": kept})
            for key in {"parents", "country", "identifiers", "statements", "sources"} & records[
                -1
            ].keys() - more.keys():
                del records[-1][key]
        twins.add((f"{body.id}.a", f"{body.id}.b"))
    found = {(pair.first, pair.second) for pair in dataset(records).duplicates()}
    assert len(found & twins) >= 0.85 * len(twins) and len(twins) > 25
    assert len(found & twins) >= 0.95 * len(found)


def test_the_likeliest_pairs_come_first_and_reasons_can_be_translated() -> None:
    """Persons and programmes are compared too, each type with itself."""
    ds = dataset(
        [
            program(names=[{"value": "Xu Li"}]),
            {"type": "person", "id": "person:a", "names": [{"value": "Xu Li"}], "country": "CN"},
            {"type": "person", "id": "person:b", "names": [{"value": "Xu, Li"}], "country": "CN"},
        ]
    )
    (found,) = ds.duplicates()
    assert (found.first, found.second, found.score) == ("person:a", "person:b", 99)
    assert found.reasons == ("similar names: Xu Li / Xu, Li", "the same country")


def test_a_pair_that_was_looked_at_is_not_proposed_again() -> None:
    """If one of the two records lists the other as different."""
    ror = [{"scheme": "ror", "value": "013q1eq08"}]
    different = organization("b", identifiers=ror, different_from_ids=["organization:a"])
    assert pair(organization("a", identifiers=ror), different) == (0, ())
    assert pair(different, organization("a", identifiers=ror)) == (0, ())


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence names the missing package."""
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    with pytest.raises(ImportError, match=r"duplicates needs rapidfuzz: pip install .thinktank-model\[match\]"):
        NAMED.duplicates()


# --- labels ---


def test_a_record_is_called_by_its_name_in_the_language_that_is_asked_for() -> None:
    """By the preferred name, or a former one if there is no other; members by party and programme."""
    body = organization(
        "a",
        names=[
            {"value": "Old", "lang": "en", "kind": "former"},
            {"value": "New", "lang": "en"},
            {"value": "Autre", "lang": "fr"},
            {"value": "Préféré", "lang": "fr", "preferred": True},
        ],
    )
    ds = tm.Dataset(
        records=[body, program(names=[{"value": "P", "lang": "und"}]), member("m", "organization:a"), source()],
        language="fr",
    )
    record = ds["organization:a"]
    assert (record.label(), record.label("fr"), record.label("de", "fr"), record.label("de")) == (
        "New",
        "Préféré",
        "Préféré",
        "New",
    )
    assert ds["source:s"].label("zh") == "S" and ds["member:m"].label() == "member:m"
    assert ds.label("organization:a") == "Préféré" and ds.label(record, "en") == "New"
    assert ds.label("member:m", "en") == "New in P" and ds.label("person:x") == "person:x"
    assert "Préféré" in ds.label("member:m", "zh") != ds.label("member:m", "en")
