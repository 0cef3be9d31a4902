"""Measures the quality of extracted records: compares them claim by claim with records that a person made of the same article.

A claim is one value of one field. Only claims that come from the article are compared: of the person's records, names
with the article as their source, texts in its language, and fields that statements do not attribute only to another
source; and only fields that a model can be asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple, cast

from ..dataset.collection import Dataset
from ..model.sources import Source
from ..model.union import Record
from ..problems.meant import did_you_mean
from ..shapes.codec import dump
from ..values.folding import folded

__all__ = ["Claim", "FieldScore", "Score", "score"]

FIELDS: Final[Mapping[str, frozenset[str]]] = {
    type: frozenset(fields.split())
    for type, fields in {
        "organization": "names kind parents",
        "person": "names",
        "program": "names host_ids description aims principles activity_kinds sharing_policy",
        "member": "program_id party_id role",
        "event": "names kind status attendance_mode start end places attendance organizer_ids host_ids program_ids participations "
        "participants_listed description",
        "output": "titles kind dates contributions released_at",
        "recommendation": "text concerns proposer_ids collective event_id addressee_ids consensus",
    }.items()
}
"""The fields of each type of record that an answer can fill."""


class Claim(NamedTuple):
    """One value of one field.

    Attributes:
        record_id: the record.
        field: the names of the keys that lead to the value, without the numbers of items.
        value: the value; for a part of an item also the value that identifies the item.
    """

    record_id: str
    field: str
    value: tuple[str, ...]


class FieldScore(NamedTuple):
    """How many claims about one field agree.

    Attributes:
        right: the number that both have.
        wrong: the number that only the answer has.
        missed: the number that only the person's records have.
    """

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The part of the answer's claims that are right; 1 if it makes none."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The part of the person's claims that the answer has; 1 if there are none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


class Score(NamedTuple):
    """The comparison of extracted records with those of a person.

    Attributes:
        fields: the scores by record type and field, such as `event/start`.
        unsupported: the claims of the answer that the person's records do not have.
        missed: the claims of the person's records that the answer does not have.
        not_asked: the number of claims of the person's records in fields that cannot be asked for.
    """

    fields: Mapping[str, FieldScore]
    unsupported: tuple[Claim, ...]
    missed: tuple[Claim, ...]
    not_asked: int

    @property
    def total(self) -> FieldScore:
        """All fields together."""
        scores = list(self.fields.values())
        return FieldScore(*[sum(numbers) for numbers in zip(*scores, strict=True)] or [0, 0, 0])


def score(gold: Dataset, answer: Dataset, source_id: str | None = None) -> Score:
    """Compare extracted records with those that a person made of the same article.

    Parameters:
        gold: the person's records.
        answer: the extracted records.
        source_id: the id of the article in `gold`; without it the source with the same hash as that of the answer, or the only one.

    Raises:
        ValueError: it is not clear which source the article is.
    """
    source = _source(gold, answer, source_id)
    lang = source.lang or "und"
    own = [record for record in gold.records if record.type in FIELDS and _rests_on(record, source.id)]
    others = [record for record in answer.records if record.type in FIELDS]
    same = _aligned(own, others)
    known = {record.id for record in own}
    wanted: set[Claim] = set()
    not_asked = 0
    for record in own:
        for claim in _claims(record, {id: id for id in known}, lang, source.id):
            if claim.field.partition("/")[0] in FIELDS[record.type]:
                wanted.add(claim)
            else:
                not_asked += 1
    ids = {record.id: same.get(record.id, record.id) for record in others}
    given = {claim for record in others for claim in _claims(record, ids, lang, None)}
    types = {record.id: record.type for record in [*own, *others]} | {ids[record.id]: record.type for record in others}
    fields = {}
    for name in sorted({f"{types[claim.record_id]}/{claim.field.partition('/')[0]}" for claim in wanted | given}):
        about = [
            {c for c in claims if f"{types[c.record_id]}/{c.field.partition('/')[0]}" == name}
            for claims in (given, wanted)
        ]
        fields[name] = FieldScore(len(about[0] & about[1]), len(about[0] - about[1]), len(about[1] - about[0]))
    return Score(fields, tuple(sorted(given - wanted)), tuple(sorted(wanted - given)), not_asked)


def _source(gold: Dataset, answer: Dataset, source_id: str | None) -> Source:
    """Return the record of the article in the person's records."""
    sources = dict(gold.of(Source))
    if source_id is not None:
        if source_id not in sources:
            raise ValueError(f"no source {source_id!r} in the gold records{did_you_mean(source_id, sources)}")
        return sources[source_id]
    hashes = {source.sha256 for source in answer.of(Source).values()} - {None}
    fitting = [source for source in sources.values() if source.sha256 in hashes] or list(sources.values())
    if len(fitting) != 1:
        raise ValueError(f"say which source is the article: {', '.join(sources) or 'the gold records have none'}")
    return fitting[0]


def _rests_on(record: Any, source_id: str) -> bool:
    said = [*getattr(record, "names", ()), *record.sources, *record.statements]
    return source_id in {one.source_id for one in said}


def _aligned(own: Iterable[Record], others: Iterable[Record]) -> dict[str, str]:
    """Map the id of an extracted record to that of the person's record with the same name, title or text.

    A member is identified by its programme and its party.
    """
    named: dict[tuple[str, ...], str] = {}
    for record in own:
        for told in _told_by(record, {}):
            named.setdefault(told, record.id)
    found: dict[str, str] = {}
    for record in sorted(others, key=lambda record: record.type == "member"):
        match = next((named[told] for told in _told_by(record, found) if told in named), None)
        if match is not None and match not in found.values():
            found[record.id] = match
    return found


def _told_by(record: Any, ids: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield the keys that identify a record by content, independent of its id."""
    if record.type == "member":
        yield record.type, *[ids.get(id, id) for id in (record.program_id, record.party_id)]
    for name in getattr(record, "names", ()):
        yield record.type, folded(name.value)
    texts: list[Mapping[str, str]] = [getattr(record, key, None) or {} for key in ("titles", "text")]
    for text in texts:
        yield from [(record.type, folded(words)) for words in text.values()]


# --- Claims ---


def _claims(record: Record, ids: Mapping[str, str], lang: str, source_id: str | None) -> Iterator[Claim]:
    """Yield the claims of a record.

    Parameters:
        record: the record.
        ids: the ids that are compared; references to other records are left out.
        lang: the language of the texts that are compared.
        source_id: the source that it must come from; None if all claims come from it.
    """
    plain = dump(record)
    elsewhere = {
        statement.field for statement in record.statements if source_id is not None and statement.source_id != source_id
    } - {statement.field for statement in record.statements if statement.source_id == source_id}
    for key in (
        "type",
        "id",
        "sources",
        "statements",
        "notes",
        "identifiers",
        "extensions",
        "merged_ids",
        "different_from_ids",
    ):
        plain.pop(key, None)
    if source_id is not None and "names" in plain:
        plain["names"] = [name for name in plain["names"] if _is_name_of(name, record, source_id)]
    for key, value in plain.items():
        if f"/{key}" not in elsewhere:
            yield from [Claim(ids[record.id], *claim) for claim in _leaves(key, value, ids, lang)]


def _is_name_of(name: Mapping[str, Any], record: Record, source_id: str) -> bool:
    """Return whether a name comes from a source: it gives that source itself, or the record quotes it."""
    quotes = [cited.quote or "" for cited in record.sources if cited.source_id == source_id]
    return name.get("source_id") == source_id or any([name["value"] in quote for quote in quotes])


def _leaves(
    field: str, value: Any, ids: Mapping[str, str], lang: str, item: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the values in a field, each with the keys that lead to it and, in a list, with the key value of its item."""
    if isinstance(value, list):
        for entry in cast("list[object]", value):
            told = _identity(entry, ids, lang)
            yield from _leaves(field, entry, ids, lang, told) if told else ()
    elif isinstance(value, dict):
        parts = cast("dict[str, Any]", value)
        for key, part in parts.items():
            is_of_a_name = field == "names" and key != "value"
            if not is_of_a_name and not (lang in parts and key != lang):
                yield from _leaves(f"{field}/{key}", part, ids, lang, item)
    elif (leaf := _leaf(value, ids)) is not None:
        yield field, tuple(dict.fromkeys([*item, leaf]))


def _identity(entry: Any, ids: Mapping[str, str], lang: str) -> tuple[str, ...]:
    """Return the first value of an item, which identifies it; empty if that refers to a record that is not compared."""
    if isinstance(entry, dict):
        parts = cast("dict[str, Any]", entry)
        first = parts.get(lang, next(value for key, value in parts.items() if key != "kind"))
        return _identity(first, ids, lang)
    leaf = _leaf(entry, ids)
    return () if leaf is None else (leaf,)


def _leaf(value: Any, ids: Mapping[str, str]) -> str | None:
    """Return a value for comparison: a reference as the matching record, a text as its words; None for another record."""
    if isinstance(value, str) and ":" in value and value.partition(":")[0] in FIELDS:
        return ids.get(value)
    return folded(value) if isinstance(value, str) and any(map(str.isalpha, value)) else str(value)
