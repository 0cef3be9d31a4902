"""Finds the term that a text means: by other spellings, labels and similar words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["ALSO_WRITTEN", "fold", "likely", "nearest"]

FOLD_LIMIT: Final = 100  # characters; no term and no label is longer, and near matching costs their square


def fold(text: str) -> str:
    """Return the text in the spelling of a term: cut at 100 characters, lower case, words joined by `_`.

    >>> fold("In-Person"), fold("inPerson"), fold(" in person ")
    ('in_person', 'in_person', 'in_person')
    """
    parted = re.sub("(?<=[a-z])(?=[A-Z])", "_", text[:FOLD_LIMIT])
    return re.sub(r"[\W_]+", "_", parted.casefold()).strip(
        "_"
    )  # includes non-ASCII letters: labels are compared in any script


def likely(text: str, spellings: Mapping[str, str], terms: Mapping[str, str]) -> str | None:
    """Return the term that was most likely meant; None if there is none or the text has more than 100 characters.

    Parameters:
        text: the text.
        spellings: the term of each folded text that certainly means one.
        terms: the spellings that are compared for typing errors.
    """
    if len(text) > FOLD_LIMIT:
        return None
    folded = fold(text)
    if folded in spellings:
        return spellings[folded]
    joined = [term for term in terms if term.replace("_", "") == folded.replace("_", "")]
    if joined:
        return terms[joined[0]]
    near = nearest(folded, terms)
    return None if near is None or folded in OTHER_WORDS else terms[near]


# --- Slips of the pen ---

SHORT: Final = 4  # minimum letters of a word with one typing error
LONG: Final = 9  # the same for two typing errors
OTHER_WORDS: Final = frozenset("adapted donor funder lecturer rational".split())
"""Words that are one letter away from a term and mean something else."""


def nearest(text: str, options: Iterable[str]) -> str | None:
    """Return the only option that a text is a misspelling of; None if there is none or more than one.

    Words are compared in pairs: "co_chair" is not a misspelling of "vice_chair", although they share many letters. The
    first letter is rarely wrong, so "inactive" is not a misspelling of "active".

    >>> nearest("symposion", ["symposium", "summit"]), nearest("co_chair", ["vice_chair"])
    ('symposium', None)
    """
    words = text.split("_")
    found = [option for option in options if _are_slips(words, option.split("_"))]
    return found[0] if len(found) == 1 else None


def _are_slips(words: list[str], others: list[str]) -> bool:
    pairs = list(zip(words, others, strict=False))
    return len(words) == len(others) and all([one == other or _is_slip(one, other) for one, other in pairs])


def _is_slip(one: str, other: str) -> bool:
    length = min(len(one), len(other))
    if length < SHORT or one[0] != other[0]:
        return False
    return _distance(one, other) <= (2 if length >= LONG else 1)


def _distance(one: str, other: str) -> int:
    """Return the number of wrong, missing, extra or swapped letters (optimal string alignment distance)."""
    before, last = [0], list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, counterpart in enumerate(other, 1):
            steps = [last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != counterpart)]
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == counterpart:
                steps.append(before[j - 2] + 1)
            row.append(min(steps))
        before, last = last, row
    return last[-1]


# --- Other words ---


ALSO_WRITTEN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "about": "approximately approximate around ca circa estimated roughly",
        "accepted": "adopted approved in_press",
        "acronym": "abbr abbreviation initialism",
        "active": "current in_force in_progress ongoing running started actif en_cours 在册 正常",
        "adopted": "accepted agreed approved in_force",
        "alias": "aka also_known_as alternative other",
        "amends": "modifies",
        "applied": "applicant candidate pending",
        "assembly": "general_assembly members_assembly",
        "associate_member": "associate associated_member associé",
        "association": "federation professional_body society fédération société_savante 协会 学会 联合会",
        "at_least": "ge gte min minimum",
        "at_most": "le lte max maximum up_to",
        "between": "from_to range",
        "cancelled": "abandoned called_off canceled dropped 取消",
        "candidate": "pending possible unconfirmed",
        "cites": "references refers_to",
        "complete": "all exhaustive full",
        "completed": "closed done ended finished over terminé 完成",
        "confirmed": "certain sure valid verified",
        "core_funding": "core_grant core_support institutional_funding",
        "decision": "council_decision resolution",
        "drafting": "draft in_preparation",
        "dropped": "abandoned canceled cancelled",
        "ended": "closed completed finished over past terminated",
        "enterprise": "business corporate corporation firm industry groupe_industriel société_privée 集团",
        "exact": "equal exactly precise",
        "expelled": "excluded removed",
        "former": "old past previous",
        "founding_member": "founding fondateur 发起 创始会员 发起成员",
        "government": "gov government_department ministry public_body administration gouvernement ministère 政府部门",
        "grant_program": "grant_programme grants_program small_grants",
        "guest_of_honor": "chief_guest guest_of_honour special_guest",
        "held": "completed done ended finished over past took_place",
        "higher_education": "college education univ universities grande_école école_supérieure 院校 高校 高等学校",
        "implemented": "completed done fulfilled",
        "in_person": "face_to_face offline on_site onsite physical présentiel sur_place 现场",
        "in_progress": "active current ongoing running started en_cours 进行中",
        "inactive": "closed defunct dissolved",
        "international_organization": "igo intergovernmental_organisation intergovernmental_organization oi oig organisation_intergouvernementale 政府间组织",
        "internship": "interns placement traineeship",
        "is_part_of": "part_of",
        "is_translation_of": "translated_from translates translation_of",
        "is_version_of": "edition_of is_new_version_of version_of",
        "left": "ancien_membre ended former former_member parti quit resigned retiré withdrawn withdrew 退出",
        "less_than": "below fewer_than lt under",
        "majority": "most",
        "member": "full full_member ordinary_member regular_member membre_à_part_entière membre_titulaire titulaire 正式成员 正式会员",
        "mixed": "blended both hybrid hybride 线上线下",
        "more_than": "above greater_than gt over",
        "national_committee": "country_committee member_committee",
        "nonprofit": "charitable_organization charity non_profit not_for_profit npo ong osbl 民间组织 非营利",
        "official": "formal legal",
        "online": "remote virtual distanciel en_ligne visioconférence",
        "open": "free oa pending public",
        "owned_by": "subsidiary subsidiary_of",
        "part_of": "is_part_of unit_of",
        "partial": "incomplete some",
        "paused": "interrupted on_hold suspended",
        "physical": "in_person offline real",
        "planned": "forthcoming future proposed scheduled upcoming",
        "policy_brief": "note_de_synthèse",
        "postponed": "deferred delayed reporté 延期 推迟",
        "proposed": "draft planned suggested",
        "published": "issued public released paru publié 已发表 已出版",
        "replaces": "obsoletes supersedes",
        "research_institute": "institute research_center research_centre centre_de_recherche 研究中心 研究所 研究院 科研院所",
        "restricted": "closed confidential internal members_only private",
        "scheduled": "announced confirmed planned upcoming",
        "supplements": "is_supplement_to supplement_to",
        "suspended": "on_hold paused suspendu 暂停",
        "translated": "translation",
        "transliteration": "pinyin romanisation romanization transcription",
        "unanimous": "all full unanimously",
        "under_review": "in_review review submitted",
        "unknown": "n_a na not_known unclear unspecified",
        "virtual": "online remote distanciel en_ligne virtuel 线上",
    }
)
"""Term to the words, folded, that people write for it in any vocabulary that has the term, in three languages.

In JSON they are suggested, never taken; in the cells of a sheet they are taken, and said.
"""
