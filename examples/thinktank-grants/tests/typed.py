"""What type checkers see of the profile; checked by mypy and pyright, and never run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_type

from thinktank_grants import GRANTS, FundedEvent, Grant, GrantsDataset, GrantStatus

from thinktank_model import Event

grant = GRANTS.loads(b"", Grant)
assert_type(grant, Grant)
assert_type(grant.status, GrantStatus)
assert_type(GRANTS.Dataset.read("programme.json").of(Grant), Mapping[str, Grant])
dataset = GrantsDataset.read("programme.json")
assert_type(dataset, GrantsDataset)
assert_type(dataset.grants, Mapping[str, Grant])
assert_type(dataset.rename("event:a", "event:b").funded_events["grants:event:a"].budget, int)
assert_type(dataset.events, Mapping[str, Event])
assert_type(GRANTS.loads(b"", GrantsDataset), GrantsDataset)
record = GRANTS.loads(b"")
if isinstance(record, FundedEvent):
    assert_type(record.budget, int)
made = Grant(
    id="grants:grant:a",
    names=[{"value": "A"}],
    program_id="program:p",
    recipient_id="person:o",
    status=GrantStatus.PAID,
    asked=3,
)
assert_type(GrantsDataset(records=[made]).add(made, grant).grants, Mapping[str, Grant])
