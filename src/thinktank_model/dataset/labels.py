"""Labels of records that depend on other records."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.common import _Common
from ..model.index import Index
from ..model.programs import Member
from ..problems.translations import Phrase, translation

__all__ = ["label_of"]


def label_of(index: Index, record: _Common | str, languages: Sequence[str]) -> str:
    """Return a label for a record. That of a member is made from its party and programme."""
    found = index.find(record) if isinstance(record, str) else record
    if found is None:
        return str(record)
    if not isinstance(found, Member):
        return found.label(*languages)
    program, party = [label_of(index, end, languages) for end in (found.program_id, found.party_id)]
    translate = translation(languages[0] if languages else "en")
    return translate(Phrase("{party} in {program}", party=party, program=program))
