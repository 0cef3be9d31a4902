"""Changes of a dataset: add, replace, remove, rename and absorb; unchanged records are shared."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.model.index import links
from thinktank_model.profiles.building import RecordBase, Ref, frozen

from .strategies import JSON, TAGS, datasets, records


def dataset(records: Any) -> tm.Dataset:
    return tm.Dataset(records=records)


def organization(slug: str, **more: Any) -> dict[str, Any]:
    return {"type": "organization", "id": f"organization:{slug}", "names": [{"value": slug.upper()}], **more}


def program(**more: Any) -> dict[str, Any]:
    return {"type": "program", "id": "program:p", "names": [{"value": "P"}], "host_ids": ["organization:a"], **more}


def member(slug: str, party: str, **more: Any) -> dict[str, Any]:
    return {"type": "member", "id": f"member:{slug}", "program_id": "program:p", "party_id": party, **more}


def event(**more: Any) -> dict[str, Any]:
    return {"type": "event", "id": "event:e", "names": [{"value": "E"}], "start": "2024", **more}


def source(**more: Any) -> dict[str, Any]:
    return {"type": "source", "id": "source:s", "titles": {"en": "S"}, **more}


@frozen(kw_only=True, repr=False, eq=False)
class Sequel(RecordBase):
    """A record that requires a reference to another one of its class."""

    type: ClassVar[Literal["my:sequel"]] = "my:sequel"
    collection: ClassVar[str] = "sequels"

    first_id: Annotated[str, Ref("my:sequel"), "What it follows."]


def codes(caught: pytest.ExceptionInfo[tm.InvalidData]) -> list[tuple[str, str | None, str]]:
    return [(problem.code, problem.record_id, problem.pointer) for problem in caught.value.problems]


# --- add, replace, remove ---


@given(datasets(), st.data())
def test_removing_what_was_added_gives_the_dataset_back(listed: Any, data: st.DataObject) -> None:
    """For any added records, given as records or as plain data."""
    ds = dataset(listed)
    new = data.draw(records())
    new["id"] = new["type"] + ":new"
    new.pop("merged_ids", None)
    assume(not tm.validate(new).errors and "new" not in "".join([link.target for link in links(tm.from_dict(new))]))
    more = ds.add(tm.from_dict(new))
    assert more == ds.add(new) and len(more) == len(ds) + 1 and more.header == ds.header
    assert more.remove(new["id"]) == ds
    assert all([one is other for one, other in zip(more, ds, strict=False)])


def test_an_id_that_is_taken_cannot_be_added() -> None:
    """Also a merged id, and an id that two of the new records have."""
    ds = dataset([organization("a", merged_ids=["organization:b"])])
    for new in (organization("a"), organization("b"), organization("c", merged_ids=["organization:a"])):
        with pytest.raises(tm.InvalidData, match=r"organization:a already has this id"):
            ds.add(new)
    with pytest.raises(tm.InvalidData) as caught:
        ds.add(organization("c"), organization("c"))
    assert codes(caught) == [("record.duplicate-id", "organization:c", "/id")]


def test_a_record_is_replaced_where_it_stands() -> None:
    """The other records are the same objects; an unknown id is refused, with a suggestion."""
    ds = dataset([organization("a"), organization("b")])
    new = ds.replace(organization("a", country="CN"))
    assert [record.id for record in new] == ["organization:a", "organization:b"]
    assert new.organizations["organization:a"].country == "CN" and new["organization:b"] is ds["organization:b"]
    with pytest.raises(KeyError, match=r"no record has the id 'organization:aa'; did you mean 'organization:a'\?"):
        ds.replace(organization("aa"))
    with pytest.raises(KeyError, match="no record has the id 'zzz'$"):
        ds["zzz"]


def test_what_others_refer_to_is_not_removed() -> None:
    """Each reference is reported; two records that refer to each other can be removed together."""
    ds = dataset([organization("a"), program(), member("m", "organization:a")])
    with pytest.raises(tm.InvalidData) as caught:
        ds.remove("organization:a")
    assert codes(caught) == [
        ("record.in-use", "program:p", "/host_ids/0"),
        ("record.in-use", "member:m", "/party_id"),
    ]
    assert len(ds.remove("organization:a", "program:p", "member:m")) == 0
    with pytest.raises(KeyError, match="program:q"):
        ds.remove("program:q")


def test_cascade_takes_along_what_cannot_be_without_it() -> None:
    """References in lists and optional fields are removed; with a required field, its whole object or record, and so on."""
    ds = dataset(
        [
            organization("a", merged_ids=["organization:z"]),
            organization("b", parents=[{"organization_id": "organization:a"}], successor_ids=["organization:a"]),
            member("m", "organization:z", merged_ids=["member:k"]),
            program(host_ids=["organization:a", "organization:b"]),
            event(
                participations=[
                    {"party_id": "organization:a", "role": "speaker"},
                    {"party_id": "organization:b", "role": "host", "on_behalf_of": "organization:a"},
                ],
                statements=[
                    {"field": "/participations/0/role", "value": "host", "source_id": "source:s"},
                    {"field": "/participations/1/role", "value": "speaker", "source_id": "source:s"},
                    {"field": "/organizer_ids", "value": ["organization:a"], "source_id": "source:s"},
                    {"field": "/host_ids/0", "value": "organization:a", "source_id": "source:s"},
                ],
            ),
            source(),
        ]
    )
    left = ds.remove("organization:a", cascade=True)
    assert [tm.to_dict(record) for record in left] == [
        organization("b"),
        program(host_ids=["organization:b"]),
        event(
            participations=[{"party_id": "organization:b", "role": "host"}],
            statements=[
                {"field": "/participations/0/role", "value": "speaker", "source_id": "source:s"},
                {"field": "/organizer_ids", "value": [], "source_id": "source:s"},
            ],
        ),
        source(),
    ]
    assert left["source:s"] is ds["source:s"]
    assert [record.id for record in left.remove("organization:b", cascade=True)] == ["program:p", "event:e", "source:s"]


@given(datasets(), st.data())
def test_cascade_leaves_no_reference_behind(listed: Any, data: st.DataObject) -> None:
    """And every remaining record is valid."""
    ds = dataset(listed).add(organization("x"))
    id = data.draw(st.sampled_from([record.id for record in ds]))
    gone = {id, *ds[id].merged_ids}
    left = ds.remove(id, cascade=True)
    assert id not in left and tm.from_dict(tm.to_dict(left), tm.Dataset) == left
    assert not [link for record in left for link in links(record) if link.target in gone]


# --- rename ---


@given(datasets(), st.data())
def test_renaming_there_and_back_changes_nothing(listed: Any, data: st.DataObject) -> None:
    """In between, the old id is nowhere."""
    ds = dataset(listed).add(organization("x"))
    ids = [id for record in ds for id in (record.id, *record.merged_ids)]
    old = data.draw(st.sampled_from(ids))
    new = old.partition(":")[0] + ":new-name"
    there = ds.rename(old, new)
    assert there.rename(new, old) == ds and ds.rename(old, old) == ds
    assert there[new].id == (new if old in ds.index.by_id else ds[old].id)
    assert old not in [link.target for record in there for link in links(record)]
    assert not there.referrers(old) and len(there.referrers(new)) == len(ds.referrers(old))


def test_statements_and_merged_ids_follow_a_new_id() -> None:
    """Also if a statement gives a whole list or object; free JSON is not changed."""
    ds = dataset(
        [
            organization("a", merged_ids=["organization:z"], extensions={"x:y": "organization:a"}),
            program(
                statements=[
                    {"field": "/host_ids", "value": ["organization:a", "organization:z"], "source_id": "source:s"},
                ]
            ),
        ]
    )
    new = ds.rename("organization:a", "organization:b").rename("organization:z", "organization:y")
    first, second = new
    assert first.id == "organization:b" and first.merged_ids == ("organization:y",)
    assert dict(first.extensions) == {"x:y": "organization:a"}
    assert second.statements[0].value == ("organization:b", "organization:y")


def test_a_new_id_must_be_free_and_of_the_same_type() -> None:
    """Nothing is overwritten."""
    ds = dataset([organization("a"), organization("b", merged_ids=["organization:c"])])
    for new, code in [
        ("organization:b", "record.duplicate-id"),
        ("organization:c", "record.duplicate-id"),
        ("person:a", "id.wrong-type"),
        ("A b", "id.syntax"),
    ]:
        with pytest.raises(tm.InvalidData, match=re.escape(code)):
            ds.rename("organization:a", new)
    with pytest.raises(KeyError, match="did you mean 'organization:a'"):
        ds.rename("organization:aa", "organization:d")


# --- absorb ---


def test_absorbing_folds_two_records_into_one() -> None:
    """Names without duplicates and one preferred name per language, identifiers, references, memberships, statements."""
    ds = dataset(
        [
            organization(
                "a",
                names=[{"value": "Institute", "lang": "en"}, {"value": "Institut", "lang": "fr", "preferred": True}],
                identifiers=[{"scheme": "wikidata", "value": "Q1"}],
                country="CN",
                notes={"en": "Kept."},
                parents=[{"organization_id": "organization:b"}],
                statements=[{"field": "/country", "value": "HK", "source_id": "source:s"}],
            ),
            organization(
                "b",
                names=[
                    {"value": "Institute", "lang": "en", "preferred": True},
                    {"value": "The Institute", "lang": "en"},
                    {"value": "L'Institut", "lang": "fr", "preferred": True},
                    {"value": "研究院", "lang": "zh-Hans"},
                ],
                identifiers=[
                    {"scheme": "wikidata", "value": "Q1", "status": "candidate"},
                    {"scheme": "isni", "value": "0000000121032683"},
                ],
                country="HK",
                founded="1960",
                notes={"en": "Gone.", "fr": "Parti."},
                merged_ids=["organization:z"],
                predecessor_ids=["organization:a", "organization:c"],
                statements=[
                    {"field": "/country", "value": "HK", "source_id": "source:s"},
                    {"field": "/names/3/value", "value": "院", "source_id": "source:s"},
                ],
            ),
            program(host_ids=["organization:b", "organization:a"]),
            member("one", "organization:a", role="chair"),
            member("two", "organization:b", role="chair", status="active", period={"start": "2024"}),
            member("three", "organization:b"),
            event(participations=[{"party_id": f"organization:{slug}", "role": "speaker"} for slug in "abz"]),
        ]
    )
    new = ds.absorb("organization:a", "organization:b")
    assert [tm.to_dict(record) for record in new] == [
        {
            "type": "organization",
            "id": "organization:a",
            "names": [
                {"value": "Institute", "lang": "en", "preferred": True},
                {"value": "Institut", "lang": "fr", "preferred": True},
                {"value": "The Institute", "lang": "en"},
                {"value": "L'Institut", "lang": "fr"},
                {"value": "研究院", "lang": "zh-Hans"},
            ],
            "predecessor_ids": ["organization:c"],
            "identifiers": [
                {"scheme": "wikidata", "value": "Q1"},
                {"scheme": "isni", "value": "0000000121032683"},
            ],
            "country": "CN",
            "founded": "1960",
            "statements": [
                {"field": "/country", "value": "HK", "source_id": "source:s"},
                {"field": "/names/4/value", "value": "院", "source_id": "source:s"},
            ],
            "notes": {"en": "Kept.", "fr": "Parti."},
            "merged_ids": ["organization:b", "organization:z"],
        },
        program(host_ids=["organization:a"]),
        member("one", "organization:a", role="chair", status="active", period={"start": "2024"})
        | {"merged_ids": ["member:two"]},
        member("three", "organization:a"),
        event(participations=[{"party_id": f"organization:{slug}", "role": "speaker"} for slug in "az"]),
    ]


def test_several_names_of_a_language_get_a_preferred_one() -> None:
    """An acronym or a former name is not chosen, and none if there is no other."""
    one = organization(
        "a", names=[{"value": "IIS", "lang": "en", "kind": "acronym"}, {"value": "Institute", "lang": "en"}]
    )
    new = dataset([one, organization("b", names=[{"value": "FII", "lang": "en", "kind": "former"}])])
    names = new.absorb("organization:a", "organization:b").organizations["organization:a"].names
    assert [(name.value, name.preferred) for name in names] == [("IIS", False), ("Institute", True), ("FII", False)]


def test_two_references_that_differ_are_refused() -> None:
    """A member belongs to one programme: nothing is dropped silently. References that become equal do not conflict."""
    ds = dataset([organization("a"), member("m", "organization:a"), member("n", "organization:b")])
    with pytest.raises(tm.InvalidData) as caught:
        ds.absorb("member:m", "member:n")
    assert codes(caught) == [("record.different-reference", "member:m", "/party_id")]


def test_a_reference_of_the_record_to_itself_goes_and_its_source_stays() -> None:
    """The sources of an item that is removed are kept as sources of the record, with their quotes."""
    said = {"value": "organization:b", "source_id": "source:s", "quote": "successor of B"}
    one = organization(
        "a",
        predecessor_ids=["organization:b", "organization:c"],
        statements=[{"field": "/predecessor_ids/0", **said}, {"field": "/predecessor_ids/1", **said}],
    )
    new = dataset([one, organization("b", merged_ids=["organization:d"], successor_ids=["organization:d"]), source()])
    kept = new.absorb("organization:a", "organization:b")["organization:a"]
    assert tm.to_dict(kept) == organization("a", names=[{"value": "A", "preferred": True}, {"value": "B"}]) | {
        "predecessor_ids": ["organization:c"],
        "sources": [{"source_id": "source:s", "quote": "successor of B"}],
        "statements": [{"field": "/predecessor_ids/0", **said, "value": "organization:a"}],
        "merged_ids": ["organization:b", "organization:d"],
    }


def test_a_source_that_the_record_has_already_is_not_added() -> None:
    """Of a removed item; a source with more about it, such as the page, stands for it too."""
    said = {"field": "/predecessor_ids/0", "value": "organization:b", "source_id": "source:s"}
    sources = [{"source_id": "source:s", "locator": "page 3"}]
    one = organization("a", predecessor_ids=["organization:b"], statements=[said], sources=sources)
    kept = dataset([one, organization("b"), source()]).absorb("organization:a", "organization:b")["organization:a"]
    assert tm.to_dict(kept)["sources"] == sources and "statements" not in tm.to_dict(kept)


def test_what_a_source_says_of_itself_stays() -> None:
    """A statement about the source itself is kept as a statement about the remaining source."""
    said = {"field": "/titles", "value": {"en": "T"}, "source_id": "source:b"}
    ds = dataset([source(), source(id="source:b", sources=[{"source_id": "source:s"}], statements=[said])])
    assert tm.to_dict(ds.absorb("source:s", "source:b")["source:s"]) == source(
        statements=[{**said, "source_id": "source:s"}], merged_ids=["source:b"]
    )


def test_a_reference_to_itself_that_holds_something_else_is_refused() -> None:
    """It has a reference to another record too, which would be lost silently."""
    money = {"funder_id": "program:q", "kind": "grant", "recipient_ids": ["organization:x"]}
    with pytest.raises(tm.InvalidData, match="Change this reference before") as caught:
        dataset([program(funding=[money]), program(id="program:q")]).absorb("program:p", "program:q")
    assert codes(caught) == [("reference.self", "program:p", "/funding/0/funder_id")]
    profile = tm.CORE.extended("my", records=[Sequel], prefixes={"my": "https://example.org/"})
    sequels = [{"type": "my:sequel", "id": f"my:sequel:{slug}", "first_id": "my:sequel:a"} for slug in "ab"]
    with pytest.raises(tm.InvalidData) as caught:
        profile.Dataset(records=sequels).absorb("my:sequel:a", "my:sequel:b")
    assert codes(caught) == [("reference.self", "my:sequel:a", "/first_id")]


def test_a_default_that_says_something_stays() -> None:
    """A missing role means member, so it is a value; a missing status is not."""
    ds = dataset([member("m", "organization:a"), member("n", "organization:a", role="chair", status="active")])
    assert [tm.to_dict(record) for record in ds.absorb("member:m", "member:n")] == [
        member("m", "organization:a", status="active") | {"merged_ids": ["member:n"]}
    ]


def test_only_two_records_of_one_class_become_one() -> None:
    """Both must be in the dataset."""
    ds = dataset([organization("a"), source()])
    with pytest.raises(ValueError, match="name one record"):
        ds.absorb("organization:a", "organization:a")
    with pytest.raises(ValueError, match="type organization, 'source:s' of type source"):
        ds.absorb("organization:a", "source:s")
    with pytest.raises(KeyError, match="organization:x"):
        ds.absorb("organization:a", "organization:x")


@given(st.sampled_from(TAGS).flatmap(lambda tag: datasets(tag, tag)), st.data())
def test_absorbing_loses_no_name_no_identifier_and_no_reference(listed: Any, data: st.DataObject) -> None:
    """The result has every name and identifier, and each other record has as many references as before."""
    ds = dataset(listed)
    pairs = [(a.id, b.id) for a in ds for b in ds if type(a) is type(b) and a.id != b.id]
    assume(pairs)  # almost always
    keep, gone = data.draw(st.sampled_from(pairs))
    try:
        new = ds.absorb(keep, gone)
    except tm.InvalidData as error:
        assert {problem.record_id for problem in error.problems} <= {record.id for record in ds}
        return  # values are dropped only if they exclude each other
    kept: Any = new[keep]
    assert new[gone] is kept and tm.from_dict(tm.to_dict(new), tm.Dataset) == new
    for before in (ds[keep], ds[gone]):
        had: Any = tm.to_dict(before)
        has: Any = tm.to_dict(kept)
        for key, parts in (("names", ("value", "lang")), ("identifiers", ("scheme", "value"))):
            assert {tuple(map(one.get, parts)) for one in had.get(key, ())} <= {
                tuple(map(one.get, parts)) for one in has.get(key, ())
            }
        targets = {ds.index.merged.get(link.target, link.target) for link in links(before)} - {keep, gone}
        assert targets <= {ds.index.merged.get(link.target, link.target) for link in links(kept)}
    for record in ds:
        if record.id in new.index.by_id and record.id not in (keep, gone):
            named = {new.index.merged.get(link.target, link.target) for link in links(record)}
            assert named == {new.index.merged.get(link.target, link.target) for link in links(new[record.id])}


# --- patches of one record ---


def test_a_merge_patch_changes_keys() -> None:
    """By RFC 7396: None removes a key, objects are merged, lists replaced; the result is validated."""
    record = tm.from_dict(event(end="2025", notes={"en": "A", "fr": "B"}, extensions={"x:a": {"b": 1}}))
    new = tm.merge_patch(
        record, {"end": None, "notes": {"fr": None, "zh-Hans": "文"}, "extensions": {"x:a": {"c": [1]}}}
    )
    assert tm.to_dict(new) == event(notes={"en": "A", "zh-Hans": "文"}, extensions={"x:a": {"b": 1, "c": [1]}})
    with pytest.raises(tm.InvalidData, match="The nearest key is"):
        tm.merge_patch(record, {"strat": "2024"})
    assert tm.merge_patch(record, {"x": 1}, unknown="keep").unknown_keys["x"] == 1


_PLACES = st.sampled_from(
    ["", "/names", "/names/0", "/names/-", "/names/1/value", "/names/01", "/notes", "/notes/en", "/extensions/x:a", "/extensions/x:a/0",
     "/extensions/x:a/-", "/extensions/x:a/b/c", "/extensions/x:a~1b", "x", "/~2"]
)  # fmt: skip
_OPERATIONS = st.fixed_dictionaries(
    {
        "op": st.sampled_from(["add", "remove", "replace", "move", "copy", "test"]),
        "path": _PLACES,
        "from": _PLACES,
        "value": JSON,
    }
)


@given(st.lists(_OPERATIONS, min_size=1, max_size=4), JSON)
def test_a_json_patch_does_what_the_reference_library_does(operations: Any, free: Any) -> None:
    """For every operation and place that both support; ours refuses other patches."""
    jsonpatch = pytest.importorskip("jsonpatch")
    record = tm.from_dict(event(notes={"en": "A"}, extensions={"x:a": free}))
    try:
        expected: Any = jsonpatch.apply_patch(tm.to_dict(record), operations)
        wanted = tm.from_dict(expected, tm.Event, unknown="keep")
    except (jsonpatch.JsonPatchException, jsonpatch.JsonPointerException, tm.InvalidData, TypeError):
        expected = wanted = None
    try:
        found = tm.json_patch(record, operations, unknown="keep")
    except tm.InvalidData:
        assert expected is None or "test" in str(operations)  # 1 and 1.0 are one value to the other library
        return
    if wanted is not None:
        assert found == wanted


@pytest.mark.parametrize(
    ("operation", "code", "pointer"),
    [
        ({"op": "set", "path": "/end"}, "patch.operation", "/1/op"),
        ({"op": ["add"], "path": "/end"}, "patch.operation", "/1/op"),
        ({"op": "add", "path": "/end"}, "key.missing", "/1"),
        ({"op": "remove"}, "key.missing", "/1"),
        ({"op": "move", "path": "/end"}, "key.missing", "/1"),
        (3, "type.wrong-type", "/1"),
        ({"op": "remove", "path": "/end"}, "patch.no-place", "/1/path"),
        ({"op": "replace", "path": "end", "value": 1}, "patch.no-place", "/1/path"),
        ({"op": "replace", "path": 3, "value": 1}, "patch.no-place", "/1/path"),
        ({"op": "move", "from": "/names", "path": "/names/0"}, "patch.no-place", "/1/path"),
        ({"op": "test", "path": "/start", "value": "2025"}, "patch.test-failed", "/1/value"),
    ],
)
def test_an_operation_that_cannot_be_made_is_told(operation: Any, code: str, pointer: str) -> None:
    """With its number, and before anything is changed."""
    first = {"op": "test", "path": "/start", "value": "2024"}
    with pytest.raises(tm.InvalidData) as caught:
        tm.json_patch(tm.from_dict(event()), [first, operation])
    assert [(problem.code, problem.pointer) for problem in caught.value.problems] == [(code, pointer)]


def test_fixes_are_applied_to_a_text() -> None:
    """A record, a document, lines; remaining problems are reported, and a text without fixes is unchanged."""
    text = b'{"type": "person",  "id": "person:a", "names": [{"value": "Bell  Labs"}]}'
    better, report = tm.apply_fixes(text)
    assert better == text.replace(b"Bell  Labs", b"Bell Labs") and report.ok
    lines = (
        b'{"type":"dataset","schema_version":"1.0"}\n' + text + b"\n" + text.replace(b"person:a", b"person:b") + b"\n"
    )
    assert tm.apply_fixes(lines)[0] == lines.replace(b"Bell  Labs", b"Bell Labs")
    broken, report = tm.apply_fixes('{"type": "person", "id": "person:a", "naems": []}')
    assert broken == b'{"type": "person", "id": "person:a", "naems": []}' and not report.ok
