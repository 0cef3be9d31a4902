"""Proposes identifiers for organizations from a register, as candidates with reasons. They are never confirmed automatically."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from attrs import evolve

from ...dataset.collection import Dataset
from ...dataset.matching import SAME_PARENT, SLIP, Duplicate, matches
from ...jsontext.limits import LIMITS
from ...model.parties import Organization
from ...problems.patterns import pattern
from ...problems.translations import Phrase
from ...records.readers import RecordReader
from ...values.countries import REGISTER as COUNTRIES
from ...values.folding import HAN, folded
from ...values.identifiers import Identifier
from ...values.institutions import SMALL, concept_of, name_words
from ...vocab import IdentifierStatus, NameKind
from ..losses import Losses
from ..settling import settled
from .ror import organization, ror_id, updated

__all__ = ["Proposal", "enriched", "proposals"]

LEAST: Final = 90.0
APART: Final = 3.0  # minimum lead of the best one over the next
IDENTICAL: Final = 100.0  # a common identifier
IN_PART: Final = 80.0  # maximum if no whole name agrees
LONG: Final = 8  # characters; a shorter word in capitals is an acronym, and a shorter word must be spelled exactly
TRANSLATED: Final = (
    70.0  # minimum similarity of words for one concept: `centre` and `center`, but not `academy` and `institute`
)
PARTS: Final = frozenset(["department", "faculty"])  # units of which many bodies have one
BRACKETS: Final = pattern(r"[(\uff08]([^()]*)[)\uff09] *$")
SHORT: Final = 4  # characters of insignificant words


class Proposal(NamedTuple):
    """An identifier that an organization may have.

    Attributes:
        record_id: the organization.
        identifier: the identifier in the register, a candidate.
        name: its name in the register.
        score: how likely it is, from 0 to 100.
        reasons: the evidence for and against; each can be translated like the messages of problems.
    """

    record_id: str
    identifier: Identifier
    name: str
    score: float
    reasons: tuple[str, ...]


def proposals(dataset: Dataset, register: Iterable[Mapping[str, Any]], least: float = LEAST) -> tuple[Proposal, ...]:
    """Propose ROR ids for the organizations of a dataset that have no confirmed or rejected one.

    If several are similarly likely, none is proposed. The register is read once, and only records that share a name
    with an organization are kept.

    Parameters:
        dataset: the dataset.
        register: the records of ROR, of either schema.
        least: the minimum score, from 0 to 100.

    Raises:
        ImportError: rapidfuzz is not installed.
    """
    wanted = [one for one in dataset.organizations.values() if not any([i.scheme == "ror" for i in one.identifiers])]
    rejected = {
        (one.id, identifier.value)
        for one in dataset.organizations.values()
        for identifier in one.identifiers
        if identifier.status is IdentifierStatus.REJECTED
    }
    likely = list(_likely(wanted, register, _above(dataset)))
    best: dict[str, list[Duplicate]] = {}
    known = {one.id: one for one in likely}
    for pair in matches(wanted, likely, least - APART):
        mine, its = dataset[pair.first], known[pair.second]
        assert isinstance(mine, Organization)  # all that are wanted are
        is_beside = SAME_PARENT in pair.reasons
        names = [(a, b) for a in _full(mine, common=is_beside) for b in _full(its, common=is_beside)]
        if pair.score < IDENTICAL and not any([_is_whole(a, b) for a, b in names]):
            reasons = (*pair.reasons, Phrase("no two whole names that are alike"))
            pair = pair._replace(score=min(pair.score, IN_PART), reasons=reasons)  # noqa: PLW2901 - the same pair
        if pair.score >= least - APART:
            best.setdefault(pair.first, []).append(pair)
    for pairs in best.values():
        pairs.sort(key=lambda pair: (-pair.score, pair.second))
    found = []
    for id, pairs in best.items():
        first, *rest = pairs
        identifier = known[first.second].identifiers[0]
        is_clear = first.score >= least and not any([first.score - other.score < APART for other in rest])
        if is_clear and (id, identifier.value) not in rejected:
            candidate = evolve(identifier, status=IdentifierStatus.CANDIDATE)
            found.append(Proposal(id, candidate, known[first.second].label(), first.score, first.reasons))
    return tuple(sorted(found, key=lambda one: (-one.score, one.record_id)))


def _full(one: Organization, *, common: bool) -> Iterator[tuple[str, ...]]:
    """The words of names other than acronyms, in order, without small words and without a country or acronym in brackets.

    Parameters:
        one: the organization.
        common: whether names that many bodies have, such as `Department of Physics` or `National Institute of Technology`, are
            among them: within one body above they say enough.
    """
    for name in one.names:
        aside = BRACKETS.search(name.value)
        is_beside = aside is not None and (COUNTRIES.named(aside[1]) is not None or _is_acronym(aside[1]))
        bare = BRACKETS.sub("", name.value).rstrip() if is_beside else name.value
        if name.kind == NameKind.ACRONYM or _is_acronym(bare):
            continue
        words = tuple([word for word in folded(bare).split(" ") if word not in SMALL])
        said = name_words(bare)[0]
        if words and (common or (said.own and not (said.kinds and said.kinds <= PARTS))):
            yield words


def _is_acronym(text: str) -> bool:
    return text.isupper() and len(text) < LONG and not HAN.search(text)


def _is_whole(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether the words of two names match one to one.

    The same words in another order are another body: `Washington University` and `University of Washington`.
    """
    if one == other:
        return True
    if len(one) != len(other) or sorted(one) == sorted(other):
        return False
    left = list(other)
    for word in sorted(one, key=len, reverse=True):
        like = next((known for known in left if known == word), None) or next(
            (known for known in left if _are_alike(word, known)), None
        )
        if like is None:
            return False
        left.remove(like)
    return True


def _are_alike(one: str, other: str) -> bool:
    """Whether two words are the same with a typing error, or the same in two languages."""
    from rapidfuzz import fuzz

    concept = concept_of(one)
    if concept is not None and concept == concept_of(other) and fuzz.ratio(one, other) >= TRANSLATED:
        return True
    return min(len(one), len(other)) >= LONG and fuzz.ratio(one, other) >= SLIP


def enriched(dataset: Dataset, found: Iterable[Proposal]) -> Dataset:
    """Return the dataset with the proposed identifiers as candidates."""
    changed = []
    for one in found:
        record = dataset[one.record_id]
        changed.append(evolve(record, identifiers=(*record.identifiers, one.identifier)))
    return dataset.replace(*changed)


def _above(dataset: Dataset) -> dict[str, str]:
    """Return the organization of each folded name and ROR id that only one has."""
    found: dict[str, set[str]] = {}
    for one in dataset.organizations.values():
        for key in [
            *[folded(name.value) for name in one.names],
            *[i.value for i in one.identifiers if i.scheme == "ror"],
        ]:
            found.setdefault(key, set()).add(one.id)
    return {key: min(ids) for key, ids in found.items() if len(ids) == 1}


def _likely(
    wanted: Iterable[Organization], register: Iterable[Mapping[str, Any]], above: Mapping[str, str]
) -> Iterator[Organization]:
    """Yield the organizations of a register that share something with a wanted one."""
    names, words, known = set(), set(), set()
    for one in wanted:
        known |= {(i.scheme, i.value) for i in one.identifiers}
        for name in one.names:
            text = folded(name.value)
            names.add(text)
            words |= {frozenset(pair) for pair in _pairs(text)}
    reader, losses = RecordReader("keep", LIMITS), Losses("ror")
    for record in register:
        given = updated(record)
        texts = [folded(str(name.get("value"))) for name in given.get("names") or () if isinstance(name, dict)]
        is_like = any([text in names or any([frozenset(pair) in words for pair in _pairs(text)]) for text in texts])
        if not is_like and not _shares(given, known):
            continue
        plain = organization(given, losses)
        parents = [above[key] for key in _parents(given) if key in above]
        if parents:
            plain["parents"] = [{"organization_id": id} for id in dict.fromkeys(parents)]
        plain["names"] = [
            name for name in plain.get("names", ()) if name.get("kind") != NameKind.ACRONYM or len(name["value"]) > 2
        ]
        for line in settled(plain, reader, 0):
            if isinstance(line.record, Organization) and line.record.identifiers:
                yield line.record


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Yield pairs of prefixes of the significant words of a folded name; of Chinese pairs of adjacent characters."""
    words = [word[: SHORT + 1] for word in text.split(" ") if len(word) > SHORT]
    words += [run[0][at : at + 2] for run in HAN.finditer(text) for at in range(len(run[0]) - 1)]
    yield from ((one, other) for number, one in enumerate(words) for other in words[number + 1 : number + 8])


def _parents(given: Mapping[str, Any]) -> Iterator[str]:
    for one in given.get("relationships") or ():
        if isinstance(one, dict) and one.get("type") == "parent":
            yield ror_id(one)
            yield folded(str(one.get("label") or ""))


def _shares(given: Mapping[str, Any], known: set[tuple[str, str]]) -> bool:
    for one in given.get("external_ids") or ():
        for value in [one.get("preferred"), *(one.get("all") or ())] if isinstance(one, dict) else ():
            if (str(one.get("type")), "".join(str(value).split())) in known:
                return True
    return False
