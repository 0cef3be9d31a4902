"""Comparing extracted records with those of a person: which claims are counted, and which are not compared."""

from __future__ import annotations

from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.extract import FieldScore, score

from .stand_ins import GOLD


def source(id: str = "source:a", **more: Any) -> dict[str, Any]:
    return {"type": "source", "id": id, "titles": {"en": "A"}, "lang": "en", **more}


def event(id: str, source_id: str = "source:a", **more: Any) -> dict[str, Any]:
    name = {"value": "Marsh Forum", "lang": "en", "source_id": source_id}
    return {"type": "event", "id": id, "names": [name], "sources": [{"source_id": source_id}], **more}


def dataset(*records: dict[str, Any]) -> tm.Dataset:
    return tm.Dataset(records=records)


def test_claims_are_counted_field_by_field() -> None:
    """As right, wrong or missing; ids and sources are not compared."""
    gold = dataset(source(), event("event:gold", status="held", start="2025-03-03"))
    answer = dataset(source("source:x"), event("event:found", "source:x", status="scheduled", start="2025-03-03"))
    found = score(gold, answer)
    assert found.fields["event/status"] == FieldScore(0, 1, 1) and found.fields["event/start"] == FieldScore(1, 0, 0)
    assert found.total == FieldScore(2, 1, 1) and (found.total.precision, found.total.recall) == (2 / 3, 2 / 3)
    assert [(claim.record_id, claim.field, claim.value) for claim in found.unsupported] == [
        ("event:gold", "status", ("scheduled",))
    ]
    assert [claim.value for claim in found.missed] == [("held",)]


def test_an_empty_answer_claims_nothing_wrong() -> None:
    """Every claim is missing; if both sides are empty, nothing is counted."""
    found = score(dataset(source(), event("event:gold")), dataset(source("source:x")))
    assert (found.total.precision, found.total.recall) == (1.0, 0.0)
    nothing = score(dataset(source()), dataset()).total
    assert nothing == FieldScore(0, 0, 0) and (nothing.precision, nothing.recall) == (1.0, 1.0)


def test_only_what_rests_on_the_article_is_compared() -> None:
    """Values from other sources, texts in other languages, references to other records and fields that were not requested are left out."""
    statements = [{"field": "/kind", "value": "forum", "source_id": "source:b"}]
    description = {"en": "A forum.", "fr": "Un forum."}
    places = [{"kind": "physical", "locality": {"en": "Riverton", "fr": "Riverville"}}]
    gold_event = event(
        "event:gold",
        kind="forum",
        statements=statements,
        description=description,
        places=places,
        topics=["internet_governance"],
    )
    gold_event["names"].append({"value": "Forum des marais", "lang": "fr", "source_id": "source:b"})
    gold_event["organizer_ids"] = ["organization:elsewhere"]
    elsewhere = {
        "type": "organization",
        "id": "organization:elsewhere",
        "names": [{"value": "E"}],
        "sources": [{"source_id": "source:b"}],
    }
    gold = dataset(source(sha256="0" * 64), source("source:b"), gold_event, elsewhere)
    answer = dataset(
        source("source:x", sha256="0" * 64),
        event(
            "event:found",
            "source:x",
            description={"en": "a forum"},
            places=[{"kind": "physical", "locality": {"en": "Riverton"}}],
        ),
    )
    found = score(gold, answer)
    assert found.unsupported == () == found.missed and found.not_asked == 1


def test_a_name_in_a_quote_is_the_articles() -> None:
    """It counts as a claim of the article, whatever source is given for the name."""
    record = event("event:gold")
    record["names"][0]["source_id"] = "source:b"
    record["sources"][0]["quote"] = "the Marsh Forum was held"
    found = score(
        dataset(source(), source("source:b"), record),
        dataset(source("source:x"), event("event:found", "source:x")),
        "source:a",
    )
    assert found.total == FieldScore(1, 0, 0)


def test_items_are_told_by_what_comes_first_in_them() -> None:
    """Each item is identified by its first field, so the roles of two participants are not mixed up."""
    people = [
        {"unnamed": {"description": {"en": text}}, "role": role}
        for text, role in (("Experts", "speaker"), ("Guests", "attendee"))
    ]
    other = [people[0], {**people[1], "role": "speaker"}]
    found = score(
        dataset(source(), event("event:gold", participations=people)),
        dataset(source("source:x"), event("event:found", "source:x", participations=other)),
    )
    assert found.fields["event/participations"] == FieldScore(3, 1, 1)
    assert [claim.value for claim in found.missed] == [("guests", "attendee")]


def test_records_are_aligned_once() -> None:
    """Of two extracted records with one name, only one is matched with the person's record."""
    twice = [event("event:one", "source:x"), event("event:two", "source:x")]
    found = score(dataset(source(), event("event:gold")), dataset(source("source:x"), *twice))
    assert found.total == FieldScore(1, 1, 0)


def test_it_must_be_clear_which_source_the_article_is() -> None:
    """It is found by its hash, as the only source, or by its id; otherwise there is an error."""
    gold = dataset(source(), source("source:b"))
    for answer in (dataset(source("source:x")), dataset(source("source:x", sha256="0" * 64))):
        with pytest.raises(ValueError, match="say which source is the article: source:a, source:b"):
            score(gold, answer)
    with pytest.raises(ValueError, match="the gold records have none"):
        score(dataset(), dataset())
    with pytest.raises(ValueError, match="no source 'source:c' in the gold records"):
        score(gold, dataset(), "source:c")
    assert score(gold, dataset(), "source:a").total == FieldScore(0, 0, 0)


def test_a_reference_to_what_is_not_compared_is_left_out() -> None:
    """The event comes from another source."""
    other = event("event:other", "source:b")
    proposal = {
        "type": "recommendation",
        "id": "recommendation:r",
        "text": {"en": "Share data."},
        "event_id": "event:other",
    }
    gold = dataset(source(), source("source:b"), other, {**proposal, "sources": [{"source_id": "source:a"}]})
    answer = dataset(source("source:x"), {key: value for key, value in proposal.items() if key != "event_id"})
    assert score(gold, answer, "source:a").total == FieldScore(1, 0, 0)


@pytest.mark.parametrize("name", [*tm.example_names(), "tidal-2026", "terraces-2026"])
def test_a_dataset_agrees_with_itself(name: str) -> None:
    """All of it, and what each of its sources says."""
    own = GOLD / f"{name}.thinktank.json"
    gold = tm.Dataset.read(own) if own.exists() else tm.example(name)
    for source_id in (None, *gold.sources):
        found = score(gold, gold, source_id)
        assert found.unsupported == () == found.missed and (found.total.precision, found.total.recall) == (1.0, 1.0)
    assert score(gold, gold).total.right > 0


def test_a_text_with_a_colon_is_not_an_id() -> None:
    """Also one that begins as an id does. A field that cannot be asked for is not a claim."""
    proposal = {"type": "recommendation", "id": "recommendation:r", "text": {"en": "event: share data."}}
    output = {"type": "output", "id": "output:o", "titles": {"en": "A report"}, "anonymous": True}
    records = [{**one, "sources": [{"source_id": "source:a"}]} for one in (proposal, output)]
    found = score(dataset(source(), *records), dataset(source(), records[0]))
    assert [(claim.field, claim.value) for claim in found.missed] == [("titles/en", ("a report",))]
    assert found.total == FieldScore(1, 0, 1) and found.not_asked == 1
    assert score(dataset(source(), records[0]), dataset(source(), *records)).total == FieldScore(1, 1, 0)


def test_two_records_of_one_name_are_aligned_by_their_ids() -> None:
    """The forums of two years are not mixed up."""
    years = [event(f"event:forum-{year}", start=year) for year in ("2024", "2025")]
    assert score(dataset(source(), *years), dataset(source(), *years[::-1])).total == FieldScore(4, 0, 0)
