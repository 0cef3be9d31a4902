"""Graphs: their nodes and edges, and graph files with the same content."""

from __future__ import annotations

import io
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings

import thinktank_model as tm
from thinktank_model.formats.graphs import KINDS

from . import strategies
from .oracles import oracle
from .scale import examples

nx = oracle("networkx")

READ = {"gexf": nx.read_gexf, "graphml": nx.read_graphml}


def written(ds: tm.Dataset, name: str, kind: str, lang: str = "en") -> bytes:
    held = io.BytesIO()
    tm.export(ds, held, format=name if kind == "references" else f"{name}-{kind}", lang=lang)
    return held.getvalue()


def organization(slug: str, **more: Any) -> tm.Organization:
    return tm.Organization(id=f"organization:{slug}", names=[{"value": slug.upper(), "lang": "en"}], **more)


def output(slug: str, *authors: str, **more: Any) -> tm.Output:
    parts = [{"party_id": f"organization:{author}", "role": "author"} for author in authors]
    return tm.Output(id=f"output:{slug}", titles={"en": slug}, contributions=parts, **more)


def edges(graph: Any) -> set[tuple[str, ...]]:
    return {(a.partition(":")[2], b.partition(":")[2], data.get("role", "")) for a, b, data in graph.edges(data=True)}


def test_participation_has_an_edge_for_each_role() -> None:
    """Participants, represented parties, organizers, hosts, sponsors and speakers; each once."""
    event = tm.Event(
        id="event:e",
        names=[{"value": "E"}],
        start="2024-12",
        end="2025",
        organizer_ids=["organization:a"],
        host_ids=["organization:b"],
        sponsor_ids=["organization:old"],
        participations=[
            {"party_id": "organization:a", "role": "organizer"},
            {"party_id": "person:p", "role": "x:own", "on_behalf_of": "organization:b"},
            {"unnamed": {"description": {"en": "Ten more"}}, "role": "attendee"},
        ],
        agenda=[{"title": {"en": "T"}, "speaker_ids": ["organization:a"]}],
    )
    ds = tm.Dataset(
        records=(event, organization("a", country="CN", merged_ids=["organization:old"]), organization("b"))
    )
    graph = tm.to_networkx(ds)
    assert isinstance(graph, nx.MultiDiGraph)
    assert edges(graph) == {
        ("a", "e", "organizer"),
        ("p", "e", "x:own"),
        ("b", "e", "x:own"),
        ("b", "e", "host"),
        ("a", "e", "sponsor"),
        ("a", "e", "speaker"),
    }
    assert graph.nodes["organization:a"] == {"label": "A", "type": "organization", "country": "CN"}
    assert graph.nodes["person:p"] == {"label": "person:p", "type": "person"}
    assert graph.nodes["event:e"] == {"label": "E", "type": "event", "start": "2024-12-01", "end": "2025-12-31"}
    represented = [data for _, _, data in graph.edges(data=True) if "represented_by" in data]
    assert [data["represented_by"] for data in represented] == ["person:p"]
    assert all(data["weight"] == 1.0 for _, _, data in graph.edges(data=True))


def test_membership_has_an_edge_for_each_member() -> None:
    """With its role, status and dates; labels are in the requested language."""
    ds = tm.example("riverside-2025")
    graph: Any = tm.to_networkx(ds, "membership", lang="fr")
    assert graph.number_of_edges() == len(ds.members)
    for member in ds.members.values():
        data = graph.edges[member.party_id, member.program_id, member.id]
        assert data["role"] == member.role and data["status"] == member.status.value
    assert "Membre fondateur" in {data["label"] for _, _, data in graph.edges(data=True)}


def test_coauthors_are_counted() -> None:
    """The weight is the number of joint outputs; the dates are those of the first and the last."""
    ds = tm.Dataset(
        records=(
            output("1", "a", "b", "b", dates={"issued": "2024"}),
            output("2", "b", "a", "c", dates={"issued": "2023-05"}),
            output("3", "a", "b"),
            output("4", "d"),
            output("5", anonymous=True),
            *[organization(slug) for slug in "abcd"],
        )
    )
    graph = tm.to_networkx(ds, "coauthors")
    a, b, c = [f"organization:{slug}" for slug in "abc"]
    assert graph.edges[a, b] == {
        "weight": 3.0,
        "outputs": "output:1 output:2 output:3",
        "start": "2023-05-01",
        "end": "2024-12-31",
    }
    assert graph.edges[a, c]["weight"] == 1.0 and graph.degree["organization:d"] == 0
    assert not graph.is_directed() and not graph.is_multigraph()


def test_references_are_all_there() -> None:
    """Each record is a node, and each reference an edge with its field."""
    for name in tm.example_names():
        ds = tm.example(name)
        graph = tm.to_networkx(ds, "references")
        assert set(graph.nodes) >= {record.id for record in ds}
        assert graph.number_of_edges() == sum([len(ds.referrers(id)) for id in {*graph.nodes}])
        assert all(data["field"] in dir(ds[a]) for a, _, data in graph.edges(data=True))


def test_an_unknown_kind_is_one_sentence() -> None:
    """The sentence lists the kinds."""
    wrong: Any = "partcipation"
    with pytest.raises(ValueError, match="no graph of the kind 'partcipation', only participation, .*did you mean"):
        tm.to_networkx(tm.Dataset(), wrong)


def test_without_networkx_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """As of every extra."""
    import sys

    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(ImportError, match=r'^a graph needs networkx: pip install "thinktank-model\[graph\]"$'):
        tm.to_networkx(tm.Dataset())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", READ)
def test_files_hold_the_same_graph(name: str, kind: Any) -> None:
    """Read by networkx: the same nodes, edges, labels, dates and weights; equal datasets give equal files."""
    for example in tm.example_names():
        ds = tm.example(example)
        graph, data = tm.to_networkx(ds, kind), written(ds, name, kind)
        again = READ[name](io.BytesIO(data))
        assert set(again.nodes) == set(graph.nodes)
        assert sorted(again.edges()) == sorted(graph.edges()) or not graph.is_directed()
        for node, said in graph.nodes(data=True):
            assert {key: again.nodes[node][key] for key in said} == said
        counted = sorted([(d["weight"], d.get("start", ""), d.get("role", "")) for _, _, d in graph.edges(data=True)])
        assert counted == sorted(
            [(d["weight"], d.get("start", ""), d.get("role", "")) for _, _, d in again.edges(data=True)]
        )
        assert data == written(ds, name, kind)


@settings(max_examples=examples(40), deadline=None)
@given(plain=strategies.datasets())
def test_any_dataset_is_a_graph_that_files_can_hold(plain: Any) -> None:
    """For any content, even dangling references."""
    ds = tm.Dataset(records=tuple([tm.from_dict(record) for record in plain]))
    for kind in KINDS:
        graph = tm.to_networkx(ds, kind)  # type: ignore[arg-type] # one of them
        for name, read in READ.items():
            assert set(read(io.BytesIO(written(ds, name, kind))).nodes) == set(graph.nodes)


def test_no_text_breaks_the_markup() -> None:
    """Markup characters are escaped; a record cannot contain characters that XML forbids."""
    odd = tm.Dataset(records=(evolve(organization("a"), names=[tm.Name(value="]]>a<&>\"'\u2028\u200f\U0001f600")]),))
    for name, read in READ.items():
        again = read(io.BytesIO(written(odd, name, "references")))
        assert again.nodes["organization:a"]["label"] == "]]>a<&>\"'\u2028\u200f\U0001f600"
    for sign in "\x00\x07\ufffe\uffff\ud800":
        with pytest.raises(tm.InvalidData):
            tm.Name(value=f"a{sign}b")


def test_a_graph_says_what_it_leaves_out() -> None:
    """One entry for each type without nodes, and one for the remaining records."""
    ds = tm.example("riverside-2025")
    report = tm.export(ds, io.BytesIO(), format="gexf-membership")
    assert {p.code for p in report} == {"export.header-not-carried", "export.only-a-graph", "export.type-not-carried"}
    assert [p.code for p in tm.export(tm.Dataset(), io.BytesIO(), format="gexf")] == []
