"""Which term was meant by a text that is none: other spellings, labels, near words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

__all__ = ["ALSO_WRITTEN", "fold", "likely"]

FOLD_LIMIT: Final = 100  # characters; no term and no label is longer, and near matching costs their square


def fold(text: str) -> str:
    """The text, cut at 100 characters, as a term would be spelled: lower case, one `_` for all that is between words.

    >>> fold("In-Person"), fold("inPerson"), fold(" in person ")
    ('in_person', 'in_person', 'in_person')
    """
    parted = re.sub("(?<=[a-z])(?=[A-Z])", "_", text[:FOLD_LIMIT])
    return re.sub(r"[\W_]+", "_", parted.casefold()).strip("_")  # not ASCII only: labels are compared in any script


def likely(text: str, spellings: Mapping[str, str], terms: Mapping[str, str]) -> str | None:
    """The term that was most likely meant, or None; always None for a text of more than 100 characters.

    Parameters:
        text: what was written.
        spellings: everything that certainly means a term, folded, to that term.
        terms: the spellings that a slip of the pen may come near to.
    """
    if len(text) > FOLD_LIMIT:
        return None
    folded = fold(text)
    if folded in spellings:
        return spellings[folded]
    # "inactive" is near to "active" and its opposite: what only adds to a term, or cuts it short, is no slip
    apart = [term for term in terms if not folded.endswith(term) and not term.endswith(folded)]
    near = get_close_matches(folded, apart, 1, 0.75)
    return terms[near[0]] if near else None


ALSO_WRITTEN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "about": "approximately approximate around ca circa estimated roughly",
        "accepted": "adopted approved in_press",
        "acronym": "abbr abbreviation initialism",
        "active": "current in_force in_progress ongoing running started",
        "adopted": "accepted agreed approved in_force",
        "alias": "aka also_known_as alternative other",
        "applied": "applicant candidate pending",
        "at_least": "ge gte min minimum",
        "at_most": "le lte max maximum up_to",
        "between": "from_to range",
        "cancelled": "abandoned called_off canceled dropped",
        "candidate": "pending possible unconfirmed",
        "cites": "references refers_to",
        "complete": "all exhaustive full",
        "completed": "closed done ended finished over",
        "confirmed": "certain sure valid verified",
        "drafting": "draft in_preparation",
        "dropped": "abandoned canceled cancelled",
        "ended": "closed completed finished over past terminated",
        "exact": "equal exactly precise",
        "expelled": "excluded removed",
        "former": "old past previous",
        "held": "completed done ended finished over past took_place",
        "implemented": "completed done fulfilled",
        "in_person": "face_to_face offline on_site onsite physical",
        "in_progress": "active current ongoing running started",
        "inactive": "closed defunct dissolved",
        "is_part_of": "part_of",
        "is_translation_of": "translated_from translates translation_of",
        "is_version_of": "edition_of is_new_version_of version_of",
        "left": "ended former quit resigned",
        "less_than": "below fewer_than lt under",
        "majority": "most",
        "mixed": "blended both hybrid",
        "more_than": "above greater_than gt over",
        "official": "formal legal",
        "online": "remote virtual",
        "open": "free oa pending public",
        "owned_by": "subsidiary subsidiary_of",
        "part_of": "is_part_of unit_of",
        "partial": "incomplete some",
        "paused": "interrupted on_hold suspended",
        "physical": "in_person offline real",
        "planned": "forthcoming future proposed scheduled upcoming",
        "postponed": "deferred delayed",
        "proposed": "draft planned suggested",
        "published": "issued public released",
        "replaces": "obsoletes supersedes",
        "restricted": "closed confidential internal members_only private",
        "scheduled": "announced planned upcoming",
        "supplements": "is_supplement_to supplement_to",
        "suspended": "on_hold paused",
        "translated": "translation",
        "transliteration": "pinyin romanisation romanization transcription",
        "unanimous": "all full unanimously",
        "under_review": "in_review review submitted",
        "unknown": "n_a na not_known unclear unspecified",
        "virtual": "online remote",
    }
)
"""Term to the words, folded, that people write for it in any vocabulary that has the term; suggested, never taken."""
