"""What type checkers see of the profile; checked by mypy and pyright, and never run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_type

from thinktank_grants import GRANTS, FundedEvent, Grant, GrantStatus

grant = GRANTS.loads(b"", Grant)
assert_type(grant, Grant)
assert_type(grant.status, GrantStatus)
assert_type(GRANTS.Dataset.read("programme.json").of(Grant), Mapping[str, Grant])
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
