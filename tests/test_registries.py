"""ROR: reading its records, writing in its format, and proposing identifiers."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.formats.registries import stream
from thinktank_model.formats.registries.enriching import enriched, proposals

from .conftest import Runner
from .oracles import oracle
from .ror import V1, V2

oracle("rapidfuzz")


def read(value: Any, **more: Any) -> tm.Imported:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return tm.import_file(io.BytesIO(data), format="ror", **more)


def dump(folder: Path, **files: Any) -> Path:
    path = folder / "v9.ror.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in files.items():
            archive.writestr(name.replace("__", "."), json.dumps(value, indent=4))
    return path


def codes(report: tm.Report) -> list[str]:
    return [problem.code for problem in report]


# --- reading ---


def test_both_schemas_give_equal_records() -> None:
    """For the same body; a parent that is only named in a relation becomes a record too."""
    new, old = read(V2).dataset, read([V1]).dataset
    assert new is not None and new == old
    body, parent = new.records
    assert tm.to_dict(body) == {
        "type": "organization",
        "id": "organization:ror-015w2mp89",
        "names": [
            {"value": "Riverside Institute", "preferred": True},
            {"value": "Institut de Riverside", "lang": "fr"},
            {"value": "Riverside Old Institute", "kind": "alias"},
            {"value": "RI", "kind": "acronym"},
        ],
        "kind": "higher_education",
        "parents": [{"organization_id": "organization:ror-013q1eq08"}],
        "places": [{"kind": "physical", "locality": {"en": "Oakland"}, "country": "US", "coordinates": {"latitude": 37.8, "longitude": -122.27}}],
        "country": "US",
        "founded": "1890",
        "status": "active",
        "urls": ["https://example.org/", "https://en.wikipedia.org/wiki/Example"],
        "identifiers": [
            {"scheme": "ror", "value": "015w2mp89"},
            {"scheme": "grid", "value": "grid.8547.e"},
            {"scheme": "isni", "value": "0000000101252443"},
            {"scheme": "wikidata", "value": "Q495015"},
        ],
    }  # fmt: skip
    assert parent.label() == "Riverside University" and not new.check().errors


def test_what_has_no_place_is_told_and_counted() -> None:
    """Each property once, with the number of records that have it."""
    report = read([V2, {**V2, "id": "https://ror.org/03jc41j30"}]).report
    left = {
        str(dict(p.params)["property"]): dict(p.params)["count"]
        for p in report
        if p.code == "import.property-not-carried"
    }
    assert left == {
        "admin": 2,
        "external_ids.wikidata.all": 2,
        "locations.geonames_id": 2,
        "relationships.related": 2,
        "types": 2,
    }


def test_a_key_that_is_new_in_the_registry_is_told_too() -> None:
    """At any depth and in both schemas, as are values that are of no known kind."""
    more: dict[str, Any] = copy.deepcopy(V2)
    more |= {"founded_by": "A", "established": "1890", "status": "merged", "types": ["education", "guild"]}
    more["names"][0]["script"] = "Latn"
    more["locations"][0]["geonames_details"] |= {"population": 7, "continent_code": "NA"}
    old: dict[str, Any] = copy.deepcopy(V1)
    old |= {"founded_by": "A"}
    old["addresses"][0] |= {"postcode": "94601", "line": None, "primary": False}

    def told(value: Any) -> set[str]:
        report = read(value).report
        return {str(dict(p.params)["property"]) for p in report if p.code == "import.property-not-carried"}

    usual = {"external_ids.wikidata.all", "locations.geonames_id", "types"}
    new = {"founded_by", "established", "status", "names.script", "locations.geonames_details"}
    assert told(more) == {*usual, *new, "admin", "relationships.related"}
    assert told(old) == {*usual, "founded_by", "locations.postcode"}


def test_a_wrong_value_is_left_out_and_the_rest_is_read() -> None:
    """With the reason."""
    broken = copy.deepcopy(V2)
    broken["external_ids"][1]["all"] = ["0000 0001 0125 2444"]
    broken |= {
        "established": "1890",
        "types": None,
        "links": [{"value": "javascript:alert(1)"}],
        "names": [*V2["names"], {"value": None}, 5],
    }
    imported = read(broken)
    assert imported.dataset is not None and len(imported.dataset) == 2
    left = [dict(p.params)["rule"] for p in imported.report if p.code == "import.value-left-out"]
    assert left == ["url.scheme-not-allowed", "identifier.check-digit", "key.missing"]


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"id": 5, "names": []},
        {"names": None},
        {"name": None, "country": 3, "addresses": [None], "external_ids": []},
    ],
)
def test_an_item_without_a_name_is_left_out(value: Any) -> None:
    """It is reported, and the file is read."""
    imported = read([value])
    assert imported.dataset == tm.Dataset() or "import.record-left-out" in codes(imported.report)


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"[1]", "list of objects"), (b'[{"a": 1}', ""), (b'[{"a": ', "value"), (b"\xff", "UTF-8"), (b'{"a":' + b"[" * 100_000, "nested"), (b"nonsense", "value")],
)  # fmt: skip
def test_what_is_not_json_is_one_problem(data: bytes, said: str) -> None:
    """The objects before the fault are read; if the list is not closed, all its objects are."""
    imported = read(data)
    found = [p.message for p in imported.report if p.code == "import.syntax"]
    assert len(found) == (1 if said else 0) and all(said in message for message in found)


def test_a_dump_is_read_object_by_object(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In pieces of any size; of two files, that of the newer schema is read."""
    monkeypatch.setattr(stream, "PIECE", 7)
    path = dump(
        tmp_path,
        v9_ror_data__json=[V1],
        v9_ror_data_schema_v2__json=[V2, {**V2, "id": "https://ror.org/03jc41j30"}],
        readme__txt=1,
    )
    imported = tm.import_file(path)
    assert imported.dataset is not None
    assert sorted(imported.dataset.organizations) == ["organization:ror-013q1eq08", "organization:ror-015w2mp89", "organization:ror-03jc41j30"]  # fmt: skip


def test_a_dump_is_within_the_limits(tmp_path: Path) -> None:
    """Of decompressed bytes, and of one object; a damaged dump is reported."""
    path = dump(tmp_path, a__json=[V2] * 100)
    assert codes(tm.import_file(path, limits=tm.Limits(unpacked=1000)).report) == ["file.unpacks-too-large"]
    assert codes(read(b'{"a": "' + b"x" * 3_000_000, limits=tm.Limits(line=1000)).report) == ["import.syntax"]
    path.write_bytes(path.read_bytes()[:-30])
    assert codes(tm.import_file(path).report) == ["file.damaged"]


# --- writing ---


def test_what_is_written_is_read_back_equal() -> None:
    """Except for reported losses."""
    ds = read([V2, {**V2, "id": "https://ror.org/013q1eq08", "relationships": [], "names": [{"value": "Riverside University", "types": ["ror_display"], "lang": "en"}]}]).dataset  # fmt: skip
    assert ds is not None
    held = io.BytesIO()
    assert len(tm.export(ds, held, format="ror-shaped")) == 0
    assert read(held.getvalue()).dataset == ds
    first, _ = json.loads(held.getvalue())
    assert (
        first["id"] == "https://ror.org/015w2mp89" and first["types"] == ["education"] and first["established"] == 1890
    )
    assert first["relationships"] == [
        {"type": "parent", "id": "https://ror.org/013q1eq08", "label": "Riverside University"}
    ]


def test_an_organization_without_an_id_has_the_shape_too() -> None:
    """Values that ROR has no place for are reported: topics, former names, candidates."""
    plain = {"type": "organization", "id": "organization:a", "names": [{"value": "A", "kind": "former"}], "kind": "media", "founded": "1890-05", "identifiers": [{"scheme": "ror", "value": "013q1eq08", "status": "candidate"}], "parents": [{"organization_id": "organization:b", "relation": "owned_by"}]}  # fmt: skip
    held = io.BytesIO()
    report = tm.export(tm.Dataset(records=(tm.from_dict(plain),)), held, format="ror-shaped")
    (made,) = json.loads(held.getvalue())
    assert (made["id"], made["types"], made["established"], made["relationships"]) == (None, ["other"], 1890, [])
    fields = {str(dict(p.params)["field"]) for p in report}
    assert {"kind", "founded", "names.kind", "identifiers.scheme", "parents.organization_id"} <= fields


@pytest.mark.parametrize(("lang", "shown"), [("en", "Riverside"), ("fr", "Rive"), ("zh", "Riverside")])
def test_ror_shows_one_name_which_is_the_preferred_one_of_the_language(lang: str, shown: str) -> None:
    """Its schema 2 asks for exactly one `ror_display`; that other names are preferred too is reported."""
    names: list[dict[str, Any]] = [{"value": "R", "kind": "acronym"}, {"value": "Riverside", "lang": "en", "preferred": True}, {"value": "Rive", "lang": "fr", "preferred": True}]  # fmt: skip
    held = io.BytesIO()
    ds = tm.Dataset(records=(tm.Organization(id="organization:a", names=names),))
    report = tm.export(ds, held, format="ror-shaped", lang=lang)
    (made,) = json.loads(held.getvalue())
    assert [name["value"] for name in made["names"] if "ror_display" in name["types"]] == [shown]
    assert [str(dict(p.params)["field"]) for p in report] == ["names.preferred"]


@pytest.mark.parametrize(("founded", "year"), [("1890", 1890), ("1890-05", 1890), ("1890-05-02", 1890), ("1890~", None)])  # fmt: skip
def test_the_year_of_a_foundation_is_kept_and_the_rest_of_the_date_reported(founded: str, year: int | None) -> None:
    held = io.BytesIO()
    report = tm.export(tm.Dataset(records=(tm.Organization(id="organization:a", names=[{"value": "A"}], founded=founded),)), held, format="ror-shaped")  # fmt: skip
    assert json.loads(held.getvalue())[0]["established"] == year
    assert [str(dict(p.params)["field"]) for p in report] == ([] if founded == "1890" else ["founded"])


# --- proposing ---


def body(id: str, name: str, **more: Any) -> tm.Organization:
    return tm.Organization(id=f"organization:{id}", names=[{"value": name}], **more)


def register(*given: tuple[str, str], **more: Any) -> list[dict[str, Any]]:
    """Return records of ROR with few values."""
    return [
        {"id": f"https://ror.org/{id}", "names": [{"value": name, "types": ["ror_display", "label"], "lang": None}], "types": ["other"], "status": "active", **more}
        for id, name in given
    ]  # fmt: skip


def test_a_proposal_has_reasons_and_is_a_candidate() -> None:
    """By name and country; existing identifiers are kept."""
    ds = tm.Dataset(records=(body("a", "Riverside University", country="US", identifiers=[{"scheme": "isni", "value": "0000000101252443"}]),))  # fmt: skip
    (one,) = proposals(ds, [{**register(("013q1eq08", "Riverside University"))[0], "locations": V2["locations"]}], 85)
    assert (one.record_id, one.identifier.value, one.identifier.status, one.name) == ("organization:a", "013q1eq08", "candidate", "Riverside University")  # fmt: skip
    assert "the same country" in map(str, one.reasons) and one.score >= 85
    new = enriched(ds, [one])
    assert [i.scheme for i in new.organizations["organization:a"].identifiers] == ["isni", "ror"]
    assert proposals(new, register(("013q1eq08", "Riverside University"))) == ()


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("Riverside Research Institute", "Riverside Institute"),
        ("Institute of International Studies of Riverside University", "Riverside University"),
        ("SIIS", "SIMIS"),
        ("RI", "RI"),
        ("Northern Institute of Public Policy", "Southern Institute of Public Policy"),
        ("复旦大学国际问题研究院", "复旦大学"),
    ],
)
def test_a_part_or_a_neighbour_is_not_proposed(own: str, other: str) -> None:
    """The whole name must agree: neither the parent nor a body with a similar acronym is proposed."""
    assert proposals(tm.Dataset(records=(body("a", own),)), register(("013q1eq08", other))) == ()


def test_of_two_that_are_as_likely_none_is_proposed() -> None:
    """The country or the parent decides, if it is known."""
    two = register(("013q1eq08", "Riverside Institute"), ("03jc41j30", "Riverside Institute"))
    two[0]["locations"] = V2["locations"]
    two[1]["locations"] = [{"geonames_details": {"name": "Lima", "country_code": "PE"}}]
    assert proposals(tm.Dataset(records=(body("a", "Riverside Institute"),)), two) == ()
    (one,) = proposals(tm.Dataset(records=(body("a", "Riverside Institute", country="PE"),)), two)
    assert one.identifier.value == "03jc41j30"


def test_the_parent_is_a_reason() -> None:
    """By its name or its ROR id."""
    parent = body("p", "Riverside University", identifiers=[{"scheme": "ror", "value": "013q1eq08"}])
    ds = tm.Dataset(records=(parent, body("a", "Observatory", parents=[{"organization_id": "organization:p"}])))
    relation = {"type": "parent", "id": "https://ror.org/013q1eq08", "label": "Another name"}
    (one,) = proposals(ds, register(("03jc41j30", "Observatory"), relationships=[relation, 5]))
    assert "the same parent" in map(str, one.reasons)


@pytest.mark.parametrize(
    ("mine", "its", "is_found"),
    [
        ("Riverside Centre for Policy", "Riverside Center for Policy", True),
        ("Kleinwalsertal University", "Kleinwalsertall University", True),
        ("Academy of Riverside", "Institute of Riverside", False),
        ("Shaanxi Hospital", "Shanxi Hospital", False),
        ("Washington University", "University of Washington", False),
        ("Riverside University", "Riverside University (Guangzhou)", False),
        ("Riverside Motors", "Riverside Motors (China)", True),
        ("Riverside Institute (RIFP)", "Riverside Institute", True),
        ("National Institute of Technology", "National Institute of Technology", False),
        ("Department of Rivers", "Department of Rivers", False),
    ],
)
def test_a_name_is_whole(mine: str, its: str, is_found: bool) -> None:
    """In two spellings, or with an error in a long word; not with other words, in another order, or if many bodies share it."""
    ds = tm.Dataset(records=(body("a", mine, country="US"),))
    given = [{**register(("013q1eq08", its))[0], "locations": V2["locations"]}]
    assert bool(proposals(ds, given)) is is_found


def test_a_common_identifier_is_enough_and_a_rejected_one_is_not_proposed_again() -> None:
    """Regardless of the names."""
    other = {**register(("013q1eq08", "Quite Different"))[0], "external_ids": V2["external_ids"]}
    ds = tm.Dataset(records=(body("a", "Alpha Centre", identifiers=[{"scheme": "wikidata", "value": "Q495015"}]),))
    (one,) = proposals(ds, [other])
    assert one.score == 100
    ds = tm.Dataset(records=(body("a", "Quite Different", identifiers=[{"scheme": "ror", "value": "013q1eq08", "status": "rejected"}]),))  # fmt: skip
    assert proposals(ds, [other]) == ()


def test_the_command_proposes_and_writes_candidates(here: Runner) -> None:
    """Without `--write` the file is unchanged."""
    path = dump(Path.cwd(), a__json=register(("013q1eq08", "Riverside Institute")))
    tm.Dataset(records=(body("a", "Riverside Institute"),)).write("d.json")
    before = Path("d.json").read_bytes()
    code, out, err = here("enrich", "d.json", "--from", path.name)
    assert (code, err) == (0, "") and "https://ror.org/013q1eq08  Riverside Institute" in out
    assert Path("d.json").read_bytes() == before
    code, out, _ = here("enrich", "d.json", "--from", path.name, "--write", "--format", "json")
    assert code == 0 and json.loads(out)[0]["value"] == "013q1eq08"
    (identifier,) = tm.Dataset.read("d.json").organizations["organization:a"].identifiers
    assert (identifier.scheme, identifier.value, identifier.status) == ("ror", "013q1eq08", "candidate")
