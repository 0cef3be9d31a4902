"""The versions of the schema, and the steps that upgrade older layouts. They work on plain dicts and know no class.

Every difference between two layouts is one small step, a function from a dict to a dict, declared once at the end of this
file. Steps run before parsing, so the classes know the newest layout only. A step only changes values that look as its version
wrote them; the reader reports anything else like any other mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from ..problems.patterns import pattern
from ..problems.problem import Problem, define

__all__ = [
    "OLDER",
    "SCHEMA_VERSION",
    "STEPS",
    "Arrival",
    "Step",
    "arrive",
    "declared",
    "is_newer",
    "is_older",
    "needs_steps",
    "upgrade",
    "version_problems",
]

SCHEMA_VERSION: Final = "1.0"
OLDER: Final = ("0.9",)  # versions that were released before it, all of which are read

Plain: TypeAlias = Mapping[str, Any]
"""One JSON object, as `json.load` gives it: a record, or a dataset with or without its records."""

NEWER_MINOR = define(
    "version.newer-minor",
    "warning",
    "the data has schema version {found}; this library supports {known}",
    why=(
        "A newer minor version only adds to the schema. Keys and terms that this library does not know are kept "
        "and written back, but not checked."
    ),
    bad='{"type": "dataset", "schema_version": "1.99"}',
    good='{"type": "dataset", "schema_version": "1.0"}',
)
NEWER_MAJOR = define(
    "version.newer-major",
    "error",
    "the data has schema version {found}; this library supports {known}",
    why="A newer major version can give a known key another meaning, so older software must not read it.",
    bad='{"type": "dataset", "schema_version": "2.0"}',
    good='{"type": "dataset", "schema_version": "1.0"}',
)
UNKNOWN_OLD = define(
    "version.unknown",
    "error",
    "unknown schema version {found}",
    why="Only released schema versions can be read. Records in memory always have the newest version.",
    bad='{"type": "dataset", "schema_version": "0.1"}',
    good='{"type": "dataset", "schema_version": "1.0"}',
)
MIGRATED = define(
    "version.migrated",
    "info",
    "the data has schema version {found} and is read as {known}",
    why="Data of an older schema version is upgraded before it is read. Pointers refer to the upgraded data.",
    bad='{"type": "dataset", "schema_version": "0.9"}',
    good='{"type": "dataset", "schema_version": "1.0"}',
)


# --- Versions ---

_VERSION: Final = pattern("([0-9]{1,6})\\.([0-9]{1,6})", re.ASCII)
_URN: Final = pattern("(urn:thinktank-model:schema:)([0-9]{1,6}\\.[0-9]{1,6})((?::[A-Za-z_]{1,50})?)", re.ASCII)


def _numbers(version: object) -> tuple[int, int] | None:
    """Return the major and minor number; None for a text that is not a version, which the reader of the document reports."""
    found = _VERSION.fullmatch(version) if isinstance(version, str) and len(version) < 20 else None
    return None if found is None else (int(found[1]), int(found[2]))


def is_newer(version: object) -> bool:
    """Return whether data of this version may have features that this library does not know.

    >>> is_newer("1.1"), is_newer("1.0"), is_newer("soon")
    (True, False, False)
    """
    return (_numbers(version) or (0, 0)) > (_numbers(SCHEMA_VERSION) or (0, 0))


def is_older(version: object) -> bool:
    """Return whether data of this version is upgraded to the newest one."""
    return version in OLDER


def needs_steps(version: object) -> bool:
    """Return whether upgrading data of this version changes its layout, so that pointers into it move.

    A minor version only adds, so it needs no step.

    >>> needs_steps("0.9"), needs_steps("1.0")
    (True, False)
    """
    before = _numbers(version)
    return is_older(version) and before is not None and any([_later(step, before) for step in STEPS])


def version_problems(version: object, at: str = "/schema_version") -> tuple[Problem, ...]:
    """Return the problems of a version: it is newer than that of the library, or it is unknown."""
    found, known = _numbers(version), _numbers(SCHEMA_VERSION) or (0, 0)
    if found is None or found == known:
        return ()
    if found < known:
        return (UNKNOWN_OLD(version, at=at, expected=SCHEMA_VERSION),)
    if found[0] > known[0]:
        return (NEWER_MAJOR(version, at=at, known=SCHEMA_VERSION, help="Upgrade thinktank-model."),)
    return (
        NEWER_MINOR(version, at=at, known=SCHEMA_VERSION, help="Upgrade thinktank-model to check all of the data."),
    )


def declared(value: Plain) -> tuple[object, str]:
    """Return the version that a record or dataset declares, or None, and the pointer to that declaration.

    A dataset declares it in `schema_version`. A single record declares it in `$schema`, if that is the name of one
    of our schemas; without that it has the newest layout. Up to 0.9 every record had a `schema_version`.

    >>> declared({"type": "event", "$schema": "urn:thinktank-model:schema:1.0:Event"})
    ('1.0', '/$schema')
    """
    if "schema_version" in value:
        return value["schema_version"], "/schema_version"
    named = value.get("$schema")
    urn = _URN.fullmatch(named) if isinstance(named, str) and len(named) < 120 else None
    return (None, "") if urn is None else (urn[2], "/$schema")


class Arrival(NamedTuple):
    """A value before parsing, with the problems of its version.

    Attributes:
        value: the value, in the newest layout if it was in an older one.
        problems: the problems of its version. (The class of a dataset reports those of the dataset's own version.)
        newer: whether it has a newer version, so that unknown keys are kept.
    """

    value: Any
    problems: tuple[Problem, ...] = ()
    newer: bool = False


def arrive(value: object) -> Arrival:
    """Check the version that a record or dataset declares, and upgrade older ones to the newest layout."""
    if not isinstance(value, Mapping):
        return Arrival(value)
    version, at = declared(value)
    if is_older(version):
        said = MIGRATED(version, at=at, known=SCHEMA_VERSION, help="Upgrade the file with thinktank-model migrate.")
        return Arrival(upgrade(value, version), (said,))
    by_its_class = _is_dataset(value) and at == "/schema_version"
    return Arrival(value, () if by_its_class else version_problems(version, at), is_newer(version))


def _is_dataset(value: object) -> bool:
    return isinstance(value, Mapping) and value.get("type") == "dataset"


# --- Steps ---


class Step(NamedTuple):
    """One difference between the layouts of two versions.

    Attributes:
        version: the version that introduced the difference.
        types: the record types it concerns; `dataset` is the header of a dataset.
        change: a function that returns a new object in the later layout.
    """

    version: str
    types: tuple[str, ...]
    change: Callable[[Plain], Plain]


STEPS: Final[list[Step]] = []


def _later(step: Step, version: tuple[int, int]) -> bool:
    return (_numbers(step.version) or version) > version


def upgrade(value: object, version: object) -> Any:
    """Return a record, or a dataset with all its records, in the newest layout.

    The given value is not changed. A value that is not an object is returned unchanged, and so are keys that no step knows, a
    dataset among the records of another, and a value of a version that is not older: the reader reports them.
    """
    before = _numbers(version)
    if not isinstance(value, Mapping) or before is None:
        return value
    plain: Plain = value
    for step in STEPS:
        if _later(step, before) and plain.get("type") in step.types:
            plain = step.change(plain)
    changed = dict(plain)
    if _is_dataset(changed):
        if is_older(changed.setdefault("schema_version", version)):
            changed["schema_version"] = SCHEMA_VERSION
        if isinstance(changed.get("records"), (list, tuple)):
            changed["records"] = [one if _is_dataset(one) else upgrade(one, version) for one in changed["records"]]
    elif is_older(changed.get("schema_version")):
        del changed["schema_version"]
    urn = _URN.fullmatch(changed["$schema"]) if isinstance(changed.get("$schema"), str) else None
    if urn is not None:
        changed["$schema"] = urn[1] + SCHEMA_VERSION + urn[3]
    return changed


def _step(version: str, *types: str) -> Callable[[Callable[[Plain], Plain]], Callable[[Plain], Plain]]:
    def declare(change: Callable[[Plain], Plain]) -> Callable[[Plain], Plain]:
        STEPS.append(Step(version, types, change))
        return change

    return declare


def _moved(plain: Plain, old: str, new: str, value: object) -> Plain:
    """Return the object with the key `old` renamed to `new`; the object itself if it already has `new`."""
    if new in plain:
        return plain
    return {new if key == old else key: value if key == old else item for key, item in plain.items()}


def _without(plain: Plain, *names: str) -> dict[str, Any]:
    return {key: item for key, item in plain.items() if key not in names}


# --- 0.9 to 1.0 ---
#
# 0.9 was the layout before the first release. It thought of a name as of any other text, in one form a language; of an event as
# of one day with one number of guests, online or not; and it had a key of its own for each thing that lists say since.


@_step("1.0", "program", "organization", "person", "event")
def names_are_a_list(plain: Plain) -> Plain:
    """`name`, a text or a language map, and `acronym` become `names`, in which one language can have several."""
    name, acronym = plain.get("name"), plain.get("acronym")
    if isinstance(name, str):
        names: list[dict[str, Any]] = [{"value": name}]
    elif isinstance(name, Mapping):
        names = [{"value": value, "lang": language, "preferred": True} for language, value in name.items()]
    else:
        return plain
    if isinstance(acronym, str) and "names" not in plain:
        plain = _without(plain, "acronym")
        names.append({"value": acronym, "kind": "acronym"})
    return _moved(plain, "name", "names", names)


@_step("1.0", "event")
def an_event_has_a_start_and_an_end(plain: Plain) -> Plain:
    """`date` becomes `start`, `end_date` becomes `end`."""
    return _moved(_moved(plain, "date", "start", plain.get("date")), "end_date", "end", plain.get("end_date"))


@_step("1.0", "event")
def attendance_has_a_mode(plain: Plain) -> Plain:
    """`online` true or false becomes `attendance_mode`, which can also be mixed."""
    online = plain.get("online")
    if not isinstance(online, bool):
        return plain
    return _moved(plain, "online", "attendance_mode", "online" if online else "in_person")


@_step("1.0", "event")
def attendance_is_counted(plain: Plain) -> Plain:
    """`attendees`, a number, becomes the total of `attendance`, a count that can also be "more than"."""
    return _moved(plain, "attendees", "attendance", {"total": {"value": plain.get("attendees")}})


@_step("1.0", "member")
def membership_has_a_period(plain: Plain) -> Plain:
    """`since` and `until` become `period`."""
    old = {"since": "start", "until": "end"}
    period = {new: plain[name] for name, new in old.items() if name in plain}
    if not period or "period" in plain:
        return plain
    return {**_without(plain, *old), "period": period}


@_step("1.0", "output")
def a_doi_is_an_identifier(plain: Plain) -> Plain:
    """`doi` becomes one of the `identifiers`."""
    identifiers = plain.get("identifiers", [])
    if "doi" not in plain or not isinstance(identifiers, (list, tuple)):
        return plain
    identifier = {"scheme": "doi", "value": plain["doi"]}
    return {**_without(plain, "doi"), "identifiers": [*identifiers, identifier]}


@_step("1.0", "output")
def a_series_is_a_container(plain: Plain) -> Plain:
    """`series`, a language map, becomes a `container` of that kind with its title."""
    return _moved(plain, "series", "container", {"title": plain.get("series"), "kind": "series"})


@_step("1.0", "recommendation")
def a_recommendation_concerns_several_things(plain: Plain) -> Plain:
    """`topic`, one term, becomes `concerns`, a list of them."""
    return _moved(plain, "topic", "concerns", [plain.get("topic")])


@_step("1.0", "dataset")
def the_main_language_is_called_so(plain: Plain) -> Plain:
    """`lang` of a dataset becomes `language`."""
    return _moved(plain, "lang", "language", plain.get("lang"))
