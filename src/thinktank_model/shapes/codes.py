"""Problem codes for the structure of values, whatever they mean."""

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
    why='A value of another JSON type is never converted: the meaning of `"false"` or `1.9` cannot be guessed.',
    bad='{"pages": "12"}',
    good='{"pages": 12}',
    mends="the integer, if the decimal part is zero",
)
UNKNOWN_TYPE = define(
    "type.unknown-record-type",
    "error",
    "{found} is not a type of record",
    why="The type tells the class of the record. Without a known type the record cannot be read.",
    bad='{"type": "organisation", "id": "organization:a"}',
    good='{"type": "organization", "id": "organization:a", "names": [{"value": "A"}]}',
)
MISSING_PROFILE = define(
    "profile.unknown-type",
    "error",
    "the record type {found} belongs to a profile that is not loaded",
    why=(
        "A type with a prefix belongs to another project, whose profile defines its records. Without the profile "
        "the record cannot be checked, only kept unchanged."
    ),
    bad='{"type": "my:grant", "id": "my:grant:a"}',
    good='{"type": "event", "id": "event:a"}',
)
MISSING = define(
    "key.missing",
    "error",
    "the required key {key!r} is missing",
    why="The record cannot be read without this key.",
    bad='{"type": "member", "id": "member:a", "party_id": "organization:b"}',
    good='{"type": "member", "id": "member:a", "program_id": "program:p", "party_id": "organization:b"}',
)
UNKNOWN = define(
    "key.unknown",
    "error",
    "unknown key {key!r} in {where}",
    why="An unknown key is most often a typing error. Skipping it would lose its value.",
    bad='{"name": "Bell Labs"}',
    good='{"names": [{"value": "Bell Labs"}]}',
)
NULL = define(
    "key.null",
    "error",
    "the key {key!r} is null",
    why="Unknown values are omitted. With `null` there would be two ways to write a missing value.",
    bad='{"country": null}',
    good="{}",
)
TOO_SHORT = define(
    "list.too-short",
    "error",
    "expected at least {least} {least:item|items}, found {count}",
    why="An empty list or object carries no information, but this field needs some.",
    bad='{"names": []}',
    good='{"names": [{"value": "Bell Labs"}]}',
)
DUPLICATE = define(
    "list.duplicate",
    "error",
    "duplicate item {found}",
    why="The list is a set: a duplicate item adds no information and is most often a mistake.",
    bad='{"host_ids": ["organization:wic", "organization:wic"]}',
    good='{"host_ids": ["organization:wic"]}',
)
OUT_OF_RANGE = define(
    "number.out-of-range",
    "error",
    "{found} is out of range",
    why="The number is outside the range of the field.",
    bad='{"value": -1}',
    good='{"value": 1}',
)
BEYOND_DOUBLE = define(
    "number.beyond-double",
    "warning",
    "{found} is an integer that JavaScript cannot hold",
    why=(
        "Above 2^53 - 1, JavaScript, R, jq and others read a different number without a warning (RFC 7493, "
        "section 2.2)."
    ),
    bad='{"extensions": {"x:id": 9007199254740993}}',
    good='{"extensions": {"x:id": "9007199254740993"}}',
)
NOT_FINITE = define(
    "number.not-finite",
    "error",
    "JSON cannot represent the number {found}",
    why=(
        "RFC 8259, section 6: infinities and NaN are not JSON numbers, and many writers silently turn them into `null`."
    ),
    bad='{"latitude": NaN}',
    good='{"latitude": 39.9}',
)
NOT_JSON = define(
    "type.not-json",
    "error",
    "JSON cannot represent {found}",
    why=(
        "A record must be the same after it is written and read again. A value that JSON cannot represent would "
        "be lost."
    ),
    bad='{"extensions": {"x:seen": "a Python set"}}',
    good='{"extensions": {"x:seen": ["a", "b"]}}',
)
TOO_DEEP = define(
    "json.too-deep",
    "error",
    "the value is nested deeper than {limit} {limit:level|levels}",
    why="Records never nest this deep, and deep nesting exhausts the stack of programs that read it.",
)
SURROGATE = define(
    "text.lone-surrogate",
    "error",
    "{found} holds half of a surrogate pair (U+D800 to U+DFFF)",
    why=(
        "Half of a surrogate pair is not a character and cannot be written as UTF-8. It comes from text that was "
        "cut inside a character."
    ),
    bad='{"en": "\\ud800"}',
    good='{"en": "\\ud83d\\ude00"}',
)


TOO_MANY_PROBLEMS = define(
    "record.too-many-problems",
    "error",
    "more than {limit} {limit:error|errors}; the rest of the value was not checked",
    why="A value with so many errors is most likely not a record. The rest is skipped to save time and memory.",
)
