"""Comparing and merging datasets: differences of fields and items, applying them, and three-way merges."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.problems.pointers import pointer, pointer_tokens
from thinktank_model.shapes.frozenjson import freeze

from .scale import examples
from .strategies import datasets
from .test_editing import dataset, event, member, organization, program, source


def by_id(ds: tm.Dataset) -> tuple[tm.DatasetHeader, dict[str, tm.Record]]:
    return ds.header, {record.id: record for record in ds}


@st.composite
def versions(draw: st.DrawFn, count: int) -> Any:
    """Return datasets that share most of their records, with changes of single fields."""
    pool = draw(datasets("event", "organization"))
    fields = draw(datasets("event", "organization", "event"))
    made = []
    for _ in range(count):
        records = []
        for value in pool:
            kind = draw(st.integers(0, 4))
            other: dict[str, Any] = next((one for one in fields if one["type"] == value["type"]), {})
            changed = {**value, **{key: other[key] for key in other if key not in ("id", "merged_ids") and kind == 1}}
            short = {key: item for key, item in value.items() if kind != 2 or len(key) % 2}
            records += (
                []
                if kind == 0
                else [next(one for one in (changed, short, value) if ok(one) and (one != value or one is value))]
            )
        made.append(
            tm.Dataset(records=records, title=draw(st.sampled_from([None, {"en": "A"}, {"en": "B", "fr": "C"}])))
        )
    return made


def ok(value: Any) -> bool:
    return not tm.validate(value).errors


# --- diff and patch ---


def part(record: Any, at: str) -> Any:
    value = tm.to_dict(record)
    for token in pointer_tokens(at):
        value = value[int(token)] if isinstance(value, list) else value[token]
    return freeze(value)


@settings(max_examples=examples(40))
@given(versions(2))
def test_a_difference_leads_from_one_dataset_to_the_other(two: Any) -> None:
    """The difference of a dataset from itself is empty; each change contains values that exist."""
    a, b = two
    assert not a.diff(a) and a.diff(a) == ((), (), ()) and a.diff(a).changes == ()
    d = a.diff(b)
    assert by_id(a.patch(d)) == by_id(b)
    assert bool(d) is (by_id(a) != by_id(b))
    assert {change.record_id for change in d.changes} - {None} == set(d.changed)
    assert by_id(b.patch(b.diff(a))) == by_id(a)
    for id, at, before, after in d.changes:
        was = a.header if id is None else d.before[id]
        if before is None:
            *above, last = pointer_tokens(at)
            container = part(was, pointer(*above))
            assert after is not None and (isinstance(container, tuple) or last not in container)
        else:
            assert part(was, at) == before


def test_a_change_is_told_down_to_the_item() -> None:
    """With its pointer and both values; a meaningless order is reported only if nothing else differs."""
    before = event(
        end="2025",
        notes={"en": "A", "fr": "B"},
        topics=["x:a", "x:b"],
        names=[{"value": "E", "lang": "en"}, {"value": "F", "lang": "fr"}],
        participations=[
            {"party_id": "organization:a", "role": "speaker"},
            {"party_id": "organization:b", "role": "host"},
        ],
        agenda=[{"title": {"en": "One"}}, {"title": {"en": "Two"}}],
        extensions={"x:a": 1},
    )
    after = event(
        status="held",
        notes={"en": "A!", "zh-Hans": "文"},
        topics=["x:b", "x:c"],
        names=[{"value": "F", "lang": "fr", "preferred": True}, {"value": "E", "lang": "en"}],
        participations=[
            {"party_id": "organization:b", "role": "speaker"},
            {"party_id": "organization:a", "role": "speaker"},
        ],
        agenda=[{"title": {"en": "One"}}, {"title": {"en": "2"}}],
        extensions={"x:a": True},
    )
    d = tm.Dataset(records=[before], title={"en": "T"}).diff(tm.Dataset(records=[after]))
    assert d.changed == ("event:e",) and {change[1:] for change in d.changes if change.record_id} == {
        ("/end", "2025", None),
        ("/status", None, "held"),
        ("/notes/en", "A", "A!"),
        ("/notes/fr", "B", None),
        ("/notes/zh-Hans", None, "文"),
        ("/topics/0", "x:a", None),
        ("/topics/1", None, "x:c"),
        ("/names/1/preferred", None, True),
        ("/participations/1/role", "host", "speaker"),
        ("/agenda/1/title/en", "Two", "2"),
        ("/extensions/x:a", 1, True),
    }
    assert d.changes[0] == (None, "/title", tm.JsonMap({"en": "T"}), None)


@pytest.mark.parametrize(
    ("field", "before", "after"),
    [
        ("topics", ["x:a", "x:b"], ["x:b", "x:a"]),
        ("agenda", [{"title": {"en": "A"}}, {"title": {"en": "B"}}], [{"title": {"en": t}} for t in "BCA"]),
    ],
)
def test_an_order_is_told_as_a_whole(field: str, before: Any, after: Any) -> None:
    """If only the order differs; or if the order is meaningful and items were moved and added at once."""
    one, other = dataset([event(**{field: before})]), dataset([event(**{field: after})])
    (change,) = one.diff(other).changes
    assert (change.pointer, len(change.before), len(change.after)) == (f"/{field}", len(before), len(after))  # type: ignore[arg-type]
    assert by_id(one.patch(one.diff(other))) == by_id(other)


def test_items_of_a_longer_or_shorter_list_are_told_one_by_one() -> None:
    """Even if the order is meaningful, as long as the remaining items keep their order: added, removed and changed items."""
    before = event(agenda=[{"title": {"en": title}} for title in "ABC"], topics=["x:a"])
    after = event(
        agenda=[
            {"title": {"en": "New"}},
            {"title": {"en": "A"}, "start": "2024-05-06T09:00:00Z"},
            {"title": {"en": "C"}},
            {"title": {"en": "Last"}},
        ],
        topics=["x:b", "x:a"],
    )
    d = dataset([before]).diff(dataset([after]))
    assert [(change.pointer, change.before is None, change.after is None) for change in d.changes] == [
        ("/agenda/0/start", True, False),
        ("/agenda/1", False, True),
        ("/agenda/0", True, False),
        ("/agenda/3", True, False),
        ("/topics/0", True, False),
    ]
    assert by_id(dataset([before]).patch(d)) == by_id(dataset([after]))


def test_a_new_id_is_one_change() -> None:
    """The record is recognized by a confirmed identifier or a unique name; references to it do not count as changes."""
    ror = [{"scheme": "ror", "value": "013q1eq08"}]
    a = dataset(
        [
            organization("a", names=[{"value": "Institute"}], identifiers=ror),
            program(),
            {"type": "person", "id": "person:x", "names": [{"value": "Xu"}]},
            organization("q", names=[{"value": "Same"}]),
            organization("r", names=[{"value": "Same"}]),
            source(),
        ]
    )
    b = dataset(
        [
            organization("new", names=[{"value": "Academy"}], identifiers=ror),
            program(host_ids=["organization:new"]),
            {"type": "person", "id": "person:y", "names": [{"value": "Xu"}], "country": "CN"},
            organization("s", names=[{"value": "Same"}]),
            source(id="source:t"),
        ]
    )
    d = a.diff(b)
    assert d.renamed == (("organization:a", "organization:new"), ("person:x", "person:y"))
    assert d.changed == ("organization:new", "person:y")
    assert (d.added, d.removed) == (("organization:s", "source:t"), ("organization:q", "organization:r", "source:s"))
    assert by_id(a.patch(d)) == by_id(b) and bool(a.diff(a.rename("person:x", "person:y")))
    assert a.diff(a.rename("organization:a", "organization:z"))[:3] == ((), (), ())


def test_an_identifier_that_does_not_name_the_record_proves_nothing() -> None:
    """A candidate, the identifier of the parent, or one of a scheme for other things."""
    for more in ({"status": "candidate"}, {"relation": "parent"}):
        one = organization("a", identifiers=[{"scheme": "ror", "value": "013q1eq08", **more}])
        other = organization("b", identifiers=[{"scheme": "ror", "value": "013q1eq08"}])
        assert dataset([one]).diff(dataset([other])).renamed == ()


def test_members_are_compared_by_party_and_programme() -> None:
    """Joined, left, renamed, changed role; a member whose id has changed is not a new member."""
    a = dataset(
        [
            *[organization(slug) for slug in "abcd"],
            program(),
            member("one", "organization:a"),
            member("two", "organization:b"),
            member("three", "organization:c"),
            member("gone", "organization:x"),
        ]
    )
    b = dataset(
        [
            organization("a", names=[{"value": "New name", "lang": "en"}]),
            *[organization(slug) for slug in "bd"],
            organization("see", names=[{"value": "C"}]),
            program(),
            member("eins", "organization:a"),
            member("two", "organization:b", role="chair"),
            member("three", "organization:see", status="left"),
            member("four", "organization:d"),
        ]
    )
    d = a.diff(b).members
    assert d.joined == (("program:p", "organization:d", "D", (), ("member",)),)
    assert d.left == (
        ("program:p", "organization:see", "C", ("member",), ()),
        ("program:p", "organization:x", "organization:x", ("member",), ()),
    )
    assert d.renamed == (("program:p", "organization:a", "New name", ("A",), ("New name",)),)
    assert d.changed_role == (("program:p", "organization:b", "B", ("member",), ("chair",)),)
    assert a.diff(a).members == ((), (), (), ())


def test_a_difference_can_be_copied() -> None:
    """And pickled."""
    d = dataset([organization("a")]).diff(dataset([organization("b"), source()]))
    for again in (copy.copy(d), pickle.loads(pickle.dumps(d))):
        assert again == d and again.changes == d.changes and again.renamed == d.renamed


def test_a_difference_is_made_on_a_dataset_that_changed_elsewhere() -> None:
    """A value that both changed differently is refused, and the error shows the present value."""
    base = dataset([organization("a", country="CN"), organization("b")])
    d = base.diff(base.replace(organization("a", country="HK")).add(source()))
    other = base.replace(organization("a", country="CN", founded="1960"))
    assert tm.to_dict(other.patch(d)["organization:a"]) == organization("a", country="HK", founded="1960")
    with pytest.raises(tm.InvalidData) as caught:
        base.replace(organization("a", country="MO")).add(source(titles={"en": "T"})).patch(d)
    assert [(p.code, p.record_id, p.pointer) for p in caught.value.problems] == [
        ("patch.stale", "organization:a", "/country"),
        ("patch.stale", "source:s", "/titles/en"),
    ]
    assert 'The value is "MO" here.' in str(caught.value)
    with pytest.raises(tm.InvalidData, match=r"patch\.stale organization:a"):
        dataset([organization("a", country="MO")]).patch(base.diff(dataset([])))
    with pytest.raises(KeyError, match="organization:a"):
        dataset([]).patch(base.diff(base.rename("organization:a", "organization:c")))


def test_merging_says_what_differs() -> None:
    """Field by field, with both values."""
    with pytest.raises(
        tm.InvalidData,
        match=r'record\.conflict organization:a /country: .* The value is "CN" in one dataset and "HK" in',
    ):
        dataset([organization("a", country="CN")]).merge(dataset([organization("a", country="HK")]))


# --- three datasets ---


@settings(max_examples=examples(30))
@given(versions(3))
def test_what_only_one_side_changed_is_taken(three: Any) -> None:
    """Exchanging the two sides gives the same result."""
    base, ours, theirs = three
    assert by_id(tm.merge3(base, base, theirs).dataset) == by_id(theirs)
    assert by_id(tm.merge3(base, ours, base).dataset) == by_id(ours)
    assert by_id(tm.merge3(base, ours, ours).dataset) == by_id(ours)
    one, other = tm.merge3(base, ours, theirs), tm.merge3(base, theirs, ours)
    assert by_id(one.dataset) == by_id(other.dataset)
    assert {c[:3] for c in one.conflicts} == {c[:3] for c in other.conflicts}
    assert {(c.ours, c.theirs) for c in one.conflicts} == {(c.theirs, c.ours) for c in other.conflicts}
    assert tm.from_dict(tm.to_dict(one.dataset), tm.Dataset) == one.dataset


def merged(base: Any, ours: Any, theirs: Any) -> tuple[list[Any], list[Any]]:
    found = tm.merge3(dataset(base), dataset(ours), dataset(theirs))
    return [tm.to_dict(record) for record in found.dataset], [conflict[:5] for conflict in found.conflicts]


def test_fields_and_items_of_both_sides_stand_together() -> None:
    """Lists are merged as sets of items; statements point to the new positions of their items."""
    base = event(topics=["x:a", "x:b"], participations=[{"party_id": "organization:a", "role": "speaker"}])
    said = {"field": "/topics/2", "value": "x:c", "source_id": "source:s"}
    ours = {**base, "topics": ["x:b", "x:c", "x:d"], "status": "held", "statements": [{**said, "field": "/topics/1"}]}
    theirs = {
        **base,
        "topics": ["x:a", "x:b", "x:0", "x:d"],
        "participations": [
            {"party_id": "organization:b", "role": "host"},
            {"party_id": "organization:a", "role": "speaker", "mode": "online"},
        ],
    }
    assert merged([base], [ours], [theirs]) == (
        [
            event(
                status="held",
                topics=["x:b", "x:0", "x:c", "x:d"],
                participations=theirs["participations"],
                statements=[said],
            )
        ],
        [],
    )


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "result", "conflicts"),
    [
        ({"end": "2025"}, {"end": "2026"}, {"end": "2027"}, {"end": "2025"}, [("/end", "2025", "2026", "2027")]),
        ({"end": "2025"}, {}, {"end": "2027"}, {"end": "2025"}, [("/end", "2025", None, "2027")]),
        ({}, {"end": "2027"}, {"end": "2026"}, {}, [("/end", None, "2027", "2026")]),
        (
            {"participations": [{"party_id": "person:a", "role": "speaker"}]},
            {"participations": [{"party_id": "person:a", "role": "host"}]},
            {},
            {"participations": [{"party_id": "person:a", "role": "speaker"}]},
            [("/participations", ({"party_id": "person:a", "role": "speaker"},), ({"party_id": "person:a", "role": "host"},), None)],
        ),
        (
            {"participations": [{"party_id": "person:a", "role": "speaker"}, {"party_id": "person:b", "role": "speaker"}]},
            {"participations": [{"party_id": "person:a", "role": "host"}, {"party_id": "person:b", "role": "speaker"}]},
            {"participations": [{"party_id": "person:b", "role": "speaker"}]},
            {"participations": [{"party_id": "person:a", "role": "host"}, {"party_id": "person:b", "role": "speaker"}]},
            [("/participations/0", {"party_id": "person:a", "role": "speaker"}, {"party_id": "person:a", "role": "host"}, None)],
        ),
        (
            {"agenda": [{"title": {"en": "A"}}, {"title": {"en": "B"}}]},
            {"agenda": [{"title": {"en": "A!"}}, {"title": {"en": "B"}}]},
            {"agenda": [{"title": {"en": "A"}}, {"title": {"en": "B!"}}]},
            {"agenda": [{"title": {"en": "A!"}}, {"title": {"en": "B!"}}]},
            [],
        ),
        (
            {"agenda": [{"title": {"en": "A"}}]},
            {"agenda": [{"title": {"en": "A"}}, {"title": {"en": "B"}}]},
            {"agenda": [{"title": {"en": "C"}}]},
            {"agenda": [{"title": {"en": "A"}}]},
            [("/agenda", ({"title": {"en": "A"}},), ({"title": {"en": "A"}}, {"title": {"en": "B"}}), ({"title": {"en": "C"}},))],
        ),
        (
            {"attendance": {"total": {"value": 40}}},
            {"attendance": {"total": {"value": 40, "qualifier": "between", "upper": 60}}},
            {"attendance": {"total": {"value": 70}}},
            {"attendance": {"total": {"value": 40}}},
            [("/attendance/total", {"value": 40}, {"value": 40, "qualifier": "between", "upper": 60}, {"value": 70})],
        ),
        ({"end": "2030"}, {"start": "2029", "end": "2030"}, {"end": "2027"}, {"end": "2030"}, [("", ...)]),
    ],
)  # fmt: skip
def test_a_conflict_leaves_what_was_there(base: Any, ours: Any, theirs: Any, result: Any, conflicts: Any) -> None:
    """With its three values; values that exclude each other are a conflict of their object or record."""
    records, found = merged([event(**base)], [event(**ours)], [event(**theirs)])
    assert records == [event(**result)]
    assert [(one[1], ...) if "" in conflicts[0] else one[1:] for one in found] == [
        tuple([tm.JsonMap({"a": value})["a"] if value is not ... else ... for value in one]) for one in conflicts
    ]


def test_a_record_that_one_side_removed_and_the_other_changed_stays() -> None:
    """The changed record stays, with one conflict for the whole record, and so do its sources."""
    base = dataset([source(), organization("a"), organization("b")])
    ours = base.remove("organization:a", "organization:b")
    new = organization("a", country="CN", sources=[{"source_id": "source:s"}])
    found = tm.merge3(base, ours, base.replace(new))
    assert [record.id for record in found.dataset] == ["source:s", "organization:a"]
    (conflict,) = found.conflicts
    assert (conflict.record_id, conflict.pointer, conflict.ours) == ("organization:a", "", None)
    assert (conflict.our_sources, conflict.their_sources) == ((), ("source:s",))


def test_records_that_both_sides_added_are_merged() -> None:
    """If they differ only in fields that one of them does not have."""
    records, conflicts = merged([], [organization("a", country="CN")], [organization("a", founded="1960")])
    assert (records, conflicts) == ([organization("a", country="CN", founded="1960")], [])


def test_new_ids_of_either_side_go_through_everything() -> None:
    """References of the other side are updated; two different new ids for one record are a conflict."""
    base = dataset([organization("a"), program(), organization("c"), organization("e")])
    ours = base.rename("organization:a", "organization:b").rename("organization:c", "organization:d2")
    theirs = base.add(member("m", "organization:a")).rename("organization:c", "organization:d1").add(organization("f"))
    for one, other in ((ours, theirs), (theirs, ours)):
        found = tm.merge3(base, one, other)
        assert {record.id for record in found.dataset} == {
            "organization:b", "program:p", "member:m", "organization:d1", "organization:e", "organization:f"
        }  # fmt: skip
        assert found.dataset.members["member:m"].party_id == "organization:b"
        assert [(c.record_id, c.pointer, {c.ours, c.theirs}) for c in found.conflicts] == [
            ("organization:c", "/id", {"organization:d1", "organization:d2"})
        ]


def test_a_new_id_that_the_other_side_gave_to_a_new_record_is_given_once() -> None:
    """Then the renaming counts as removal and addition, and the two new records are merged."""
    base = dataset([organization("a"), organization("c")])
    ours, theirs = (
        base.rename("organization:a", "organization:b"),
        base.add(organization("b", names=[{"value": "Other"}])),
    )
    found = tm.merge3(base, ours, theirs)
    assert len({record.id for record in found.dataset}) == len(found.dataset) == 2


def test_headers_are_merged_too() -> None:
    """Field by field."""
    base = tm.Dataset(title={"en": "A"}, license="MIT")
    found = tm.merge3(base, tm.Dataset(title={"en": "A", "fr": "B"}, license="MIT"), tm.Dataset(title={"en": "C"}))
    assert found.dataset.header == tm.DatasetHeader(title={"en": "C", "fr": "B"}) and not found.conflicts
