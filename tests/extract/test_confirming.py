"""What a person decides: claims that are confirmed stay, and claims that are rejected go with all that is stated of them."""

from __future__ import annotations

from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.extract import accept, confirm, reject, to_confirm

from .stand_ins import ARTICLES, GOLD

TIDAL = ARTICLES[0]
DATASET = tm.Dataset(records=TIDAL.accept(TIDAL.answer).records)
CLAIMS = list(to_confirm(DATASET))


def test_what_is_to_confirm_is_what_was_listed() -> None:
    """Also of a dataset that was written and read; a person's own records have nothing to confirm."""
    assert list(TIDAL.accept(TIDAL.answer).unproven) == CLAIMS and len(CLAIMS) == 20
    assert list(to_confirm(tm.loads(tm.dumps(DATASET), tm.Dataset))) == CLAIMS
    assert list(to_confirm(tm.Dataset.read(GOLD / "tidal-2026.thinktank.json"))) == []


def test_confirmed_claims_are_not_asked_again() -> None:
    """Nothing but the method of their statements changes."""
    one = confirm(DATASET, CLAIMS[:1])
    assert list(to_confirm(one)) == CLAIMS[1:]
    (change,) = DATASET.diff(one).changes
    assert (change.before, change.after) == ("inference", "manual")
    assert list(to_confirm(confirm(DATASET, CLAIMS))) == []


@pytest.mark.parametrize("claim", CLAIMS, ids=[f"{claim.record_id}{claim.pointer}" for claim in CLAIMS])
def test_a_rejected_claim_is_gone(claim: tm.Problem) -> None:
    """The others stay, in order; nothing refers to what is gone."""
    left = reject(DATASET, [claim])
    assert left.check().ok and left != DATASET
    asked = [(one.record_id, one.value) for one in to_confirm(left)]
    before = [(one.record_id, one.value) for one in CLAIMS]
    assert [one for one in before if one in asked] == asked and (claim.record_id, claim.value) not in asked
    assert {id for id, value in before if (id, value) not in asked} == {claim.record_id}


def test_the_items_behind_a_rejected_one_move_up() -> None:
    """Each statement is of its item."""
    event = DATASET.events["event:estuary-policy-forum"]
    first = next(
        one for one in CLAIMS if one.record_id == event.id and dict([one.params[1]])["field"] == "/participations/0"
    )
    left = reject(DATASET, [first])
    kept = left.events[event.id]
    assert kept.participations == event.participations[1:]
    said = [statement for statement in kept.statements if statement.field.startswith("/participations/")]
    assert [statement.field for statement in said] == ["/participations/0", "/participations/1"]
    assert [tm.to_dict(statement)["value"] for statement in said] == [tm.to_dict(one) for one in kept.participations]


def test_all_can_be_rejected_at_once() -> None:
    """What remains is what the quotes prove."""
    left = reject(DATASET, CLAIMS)
    assert list(to_confirm(left)) == [] and left.check().ok and not left.members
    assert left.events["event:estuary-policy-forum"].status == "held"


def test_a_claim_of_another_dataset() -> None:
    """The error names the record."""
    for change in (confirm, reject):
        with pytest.raises(ValueError, match="has no statement to confirm at"):
            change(confirm(DATASET, CLAIMS), CLAIMS[:1])


def test_what_is_inside_a_rejected_value_goes_with_it() -> None:
    """A second name with its kind; and of two days the other one stays a statement."""
    text = "The Marsh Forum of the Marsh Institute and the Delta Trust opened on 03/04/2025, or 05/06/2025."
    names = [
        {"quote": text, "value": value, "kind": kind}
        for value, kind in (("Marsh Institute", None), ("Delta Trust", "former"))
    ]
    days = [{"quote": text, "date": date} for date in ("2025-04-03", "2025-05-06")]
    event = {"quote": text, "names": [{"quote": text, "value": "Marsh Forum"}], "start": days}
    found = accept(text, {"organizations": [{"quote": text, "names": names}], "events": [event]}, lang="en")
    dataset = tm.Dataset(records=found.records)
    claims = list(to_confirm(dataset))
    assert [dict([claim.params[1]])["field"] for claim in claims] == [
        "/names/1/value",
        "/names/1/kind",
        "/start",
        "/start",
    ]
    left = reject(dataset, claims[:3])
    (body,) = left.organizations.values()
    assert [name.value for name in body.names] == ["Marsh Institute"] and body.statements == ()
    (held,) = left.events.values()
    assert [statement.value for statement in held.statements] == ["2025-05-06"] and held.start is None


def test_a_record_without_its_only_name_is_removed() -> None:
    """With the references to it, also from a record of which another claim is rejected."""
    text = "bell hooks and Ann Roe spoke at the Marsh Forum on 03/04/2025."
    people = {"quote": text, "persons": ["bell hooks", "Ann Roe"], "role": "speaker"}
    names = [{"quote": text, "value": "Marsh Forum"}]
    event: dict[str, Any] = {"quote": text, "names": names, "participants": [people]}
    event["start"] = {"quote": text, "date": "2025-04-03"}
    dataset = tm.Dataset(records=accept(text, {"events": [event]}, lang="en").records)
    left = reject(dataset, [claim for claim in to_confirm(dataset) if claim.value in ("bell hooks", "2025-04-03")])
    (held,) = left.events.values()
    assert [one.party_id for one in held.participations] == ["person:ann-roe"] and held.start is None
    assert list(left.persons) == ["person:ann-roe"] and left.check().ok
