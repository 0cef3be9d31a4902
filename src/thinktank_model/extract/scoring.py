"""Measures the quality of extracted records: compares them claim by claim with records that a person made of the same article.

A claim is one value of one field. Only claims that come from the article are compared: of the person's records, names
with the article as their source, texts in its language, and fields that statements do not attribute only to another
source; and only fields that a model can be asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple, TypeAlias, cast

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


_Ids: TypeAlias = Mapping[str, str | None]


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
    lang = (source.lang if source is not None else None) or "und"
    own, own_source = _compared(gold, source)
    others, other_source = _compared(answer, _same_source(answer, source))
    same = _aligned(own, others)
    left_out = dict.fromkeys([record.id for dataset in (gold, answer) for record in dataset.records])
    ids = left_out | {record.id: record.id for record in own}
    wanted, not_asked = _asked([claim for record in own for claim in _claims(record, ids, lang, own_source)])
    ids = left_out | {record.id: same.get(record.id, record.id) for record in others}
    given, _ = _asked([claim for record in others for claim in _claims(record, ids, lang, other_source)])
    fields = {}
    for name in sorted({_name_of(claim) for claim in wanted | given}):
        about = [{claim for claim in claims if _name_of(claim) == name} for claims in (given, wanted)]
        fields[name] = FieldScore(len(about[0] & about[1]), len(about[0] - about[1]), len(about[1] - about[0]))
    return Score(fields, tuple(sorted(given - wanted)), tuple(sorted(wanted - given)), not_asked)


def _name_of(claim: Claim) -> str:
    """Return the type of record and the field that a claim is about."""
    return f"{claim.record_id.partition(':')[0]}/{claim.field.partition('/')[0]}"


def _asked(claims: Iterable[Claim]) -> tuple[set[Claim], int]:
    """Return the claims about fields that can be asked for, and how many others there are."""
    asked: set[Claim] = set()
    number = 0
    for claim in claims:
        if claim.field.partition("/")[0] in FIELDS[claim.record_id.partition(":")[0]]:
            asked.add(claim)
        else:
            number += 1
    return asked, number


def _source(gold: Dataset, answer: Dataset, source_id: str | None) -> Source | None:
    """Return the record of the article in the person's records; None if both datasets have the same sources, which are all compared."""
    sources = dict(gold.of(Source))
    if source_id is not None:
        if source_id not in sources:
            raise ValueError(f"no source {source_id!r} in the gold records{did_you_mean(source_id, sources)}")
        return sources[source_id]
    hashes = {source.sha256 for source in answer.of(Source).values()} - {None}
    fitting = [source for source in sources.values() if source.sha256 in hashes] or list(sources.values())
    if len(fitting) != 1 and (not sources or sources.keys() != answer.of(Source).keys()):
        raise ValueError(f"say which source is the article: {', '.join(sources) or 'the gold records have none'}")
    return fitting[0] if len(fitting) == 1 else None


def _same_source(answer: Dataset, source: Source | None) -> Source | None:
    """Return the record of the article in the extracted records; None if all of them rest on it."""
    sources = answer.of(Source)
    if source is None or len(sources) < 2:
        return None
    same = [one for one in sources.values() if one.sha256 is not None and one.sha256 == source.sha256]
    return sources.get(source.id) or next(iter(same), None)


def _compared(dataset: Dataset, source: Source | None) -> tuple[list[Record], str | None]:
    """Return the records that rest on a source, of the types that can be asked for, and the id of that source."""
    records = [record for record in dataset.records if record.type in FIELDS]
    if source is None:
        return records, None
    return [record for record in records if _rests_on(record, source.id)], source.id


def _rests_on(record: Any, source_id: str) -> bool:
    said = [*getattr(record, "names", ()), *record.sources, *record.statements]
    return source_id in {one.source_id for one in said}


def _aligned(own: Iterable[Record], others: Iterable[Record]) -> dict[str, str]:
    """Map the id of an extracted record to that of the person's record with the same name, title or text.

    A member is identified by its programme and its party. Of several records that fit, the one with the same id is taken first.
    """
    named: dict[tuple[str, ...], list[str]] = {}
    for record in own:
        for told in _told_by(record, {}):
            named.setdefault(told, []).append(record.id)
    found: dict[str, str] = {}
    taken: set[str] = set()
    known = {record.id for record in own}
    for record in sorted(others, key=lambda record: (record.type == "member", record.id not in known)):
        fitting = [id for told in _told_by(record, found) for id in named.get(told, ()) if id not in taken]
        if fitting:
            found[record.id] = record.id if record.id in fitting else fitting[0]
            taken.add(found[record.id])
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


def _claims(record: Record, ids: _Ids, lang: str, source_id: str | None) -> Iterator[Claim]:
    """Yield what a record says.

    Parameters:
        record: the record.
        ids: each id to that of the record that it is compared with; None for a record that is not compared.
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
            yield from [Claim(ids[record.id] or record.id, *claim) for claim in _leaves(key, value, ids, lang)]


def _is_name_of(name: Mapping[str, Any], record: Record, source_id: str) -> bool:
    """Return whether a name comes from a source: it gives that source itself, or the record quotes it."""
    quotes = [cited.quote or "" for cited in record.sources if cited.source_id == source_id]
    return name.get("source_id") == source_id or any([name["value"] in quote for quote in quotes])


def _leaves(
    field: str, value: Any, ids: _Ids, lang: str, item: tuple[str, ...] = ()
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


def _identity(entry: Any, ids: _Ids, lang: str) -> tuple[str, ...]:
    """Return the first value of an item, which identifies it; empty if that refers to a record that is not compared."""
    if isinstance(entry, dict):
        parts = cast("dict[str, Any]", entry)
        first = parts.get(lang, next(value for key, value in parts.items() if key != "kind"))
        return _identity(first, ids, lang)
    leaf = _leaf(entry, ids)
    return () if leaf is None else (leaf,)


def _leaf(value: Any, ids: _Ids) -> str | None:
    """Return a value as it is compared: a reference as the record that it means, a text by its words; None for another record."""
    if isinstance(value, str) and value in ids:
        return ids[value]
    return folded(value) if isinstance(value, str) and any(map(str.isalpha, value)) else str(value)
