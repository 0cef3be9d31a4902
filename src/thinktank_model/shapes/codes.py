"""The codes of structure: what can be wrong with a value whatever it means."""

from __future__ import annotations

from typing import Final

from ..problems.problem import define

__all__ = [
    "DEPTH_LIMIT",
]

DEPTH_LIMIT: Final = 64  # levels of nesting in a record

WRONG_TYPE = define(
    "type.wrong-type",
    "error",
    "found {found}",
    why='A value of another JSON type is never converted: what `"false"` or `1.9` was meant to be cannot be known.',
    bad='{"pages": "12"}',
    good='{"pages": 12}',
    mends="the integer, where the number is one with a zero behind the point",
)
UNKNOWN_TYPE = define(
    "type.unknown-record-type",
    "error",
    "{found} is not a type of record",
    why="The type says which class a record is of; without a known one nothing in it can be read.",
    bad='{"type": "organisation", "id": "organization:a"}',
    good='{"type": "organization", "id": "organization:a", "names": [{"value": "A"}]}',
)
MISSING_PROFILE = define(
    "profile.unknown-type",
    "error",
    "{found} is a type of record of a profile that is not loaded",
    why="A type with a prefix belongs to another project, whose profile says what its records hold. Without the profile nothing in "
    "the record can be checked; it can be kept as it is.",
    bad='{"type": "my:grant", "id": "my:grant:a"}',
    good='{"type": "event", "id": "event:a"}',
)
MISSING = define(
    "key.missing",
    "error",
    "the required key {key!r} is missing",
    why="Without this key the record does not say what it is a record of.",
    bad='{"type": "member", "id": "member:a", "party_id": "organization:b"}',
    good='{"type": "member", "id": "member:a", "program_id": "program:p", "party_id": "organization:b"}',
)
UNKNOWN = define(
    "key.unknown",
    "error",
    "the key {key!r} is not known in {where}",
    why="An unknown key is most often a typing error, and a reader that skips it loses what it said.",
    bad='{"name": "Bell Labs"}',
    good='{"names": [{"value": "Bell Labs"}]}',
)
NULL = define(
    "key.null",
    "error",
    "the key {key!r} is null",
    why="What is not known is left out. With `null` there would be two ways to say nothing.",
    bad='{"country": null}',
    good="{}",
)
TOO_SHORT = define(
    "list.too-short",
    "error",
    "expected at least {least} items, found {count}",
    why="An empty list or map says nothing, where something must be said.",
    bad='{"names": []}',
    good='{"names": [{"value": "Bell Labs"}]}',
)
DUPLICATE = define(
    "list.duplicate",
    "error",
    "duplicate item {found}",
    why="The list is a set: an item that is given twice adds nothing and is most often a slip.",
    bad='{"host_ids": ["organization:wic", "organization:wic"]}',
    good='{"host_ids": ["organization:wic"]}',
)
OUT_OF_RANGE = define(
    "number.out-of-range",
    "error",
    "{found} is out of range",
    why="The number cannot be what the field means.",
    bad='{"value": -1}',
    good='{"value": 1}',
)
BEYOND_DOUBLE = define(
    "number.beyond-double",
    "warning",
    "{found} is an integer that JavaScript cannot hold",
    why="Beyond 2^53 - 1 JavaScript, R, jq and others read another number (RFC 7493, section 2.2) without a warning.",
    bad='{"extensions": {"x:id": 9007199254740993}}',
    good='{"extensions": {"x:id": "9007199254740993"}}',
)
NOT_FINITE = define(
    "number.not-finite",
    "error",
    "{found} is not a number that JSON can write",
    why="RFC 8259, section 6: infinities and NaN are not JSON numbers, and many writers turn them into `null` without a word.",
    bad='{"latitude": NaN}',
    good='{"latitude": 39.9}',
)
NOT_JSON = define(
    "type.not-json",
    "error",
    "found {found}, which JSON cannot write",
    why="A record must survive being written and read again; a value that is not JSON would be lost.",
    bad='{"extensions": {"x:seen": "a Python set"}}',
    good='{"extensions": {"x:seen": ["a", "b"]}}',
)
TOO_DEEP = define(
    "json.too-deep",
    "error",
    "the value nests deeper than {limit} levels",
    why="No record needs it, and deep nesting exhausts the stack of the programs that read it.",
)
SURROGATE = define(
    "text.lone-surrogate",
    "error",
    "{found} holds half of a surrogate pair (U+D800 to U+DFFF)",
    why="Half a pair is not a character and cannot be written as UTF-8. It comes from text that was cut in the middle.",
    bad='{"en": "\\ud800"}',
    good='{"en": "\\ud83d\\ude00"}',
)


TOO_MANY_PROBLEMS = define(
    "record.too-many-problems",
    "error",
    "more than {limit} errors; the rest of the value was not looked at",
    why="So many errors mean that this is not a record at all. Explaining each takes time and memory, and nobody would read them.",
)
