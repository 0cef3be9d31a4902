"""Strategies for tests: valid records, records with one fault, datasets whose references resolve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar, overload

from hypothesis import strategies as st

from ..dataset.collection import Dataset
from ..model.common import _Common
from ..profiles.profile import CORE, Profile
from ..shapes.node import Node
from ..shapes.tree import ListOf, ObjectOf, Shape
from ..values.ids import Reference
from .faults import faults, plant
from .values import SLUGS, Values, least, repaired, values

__all__ = ["NearMiss", "datasets", "near_misses", "plain", "plain_datasets", "records"]

N = TypeVar("N", bound=Node)

LARGEST = 4  # records of a dataset, besides those that they refer to


class NearMiss(NamedTuple):
    """A plain value with one fault in it.

    Attributes:
        value: the value.
        code: the code of its only problem.
        pointer: the pointer of that problem.
        what: a description of the fault.
    """

    value: Any
    code: str
    pointer: str
    what: str


def plain(cls: Any = None, profile: Profile = CORE) -> Values:
    """Draw valid plain values of a class, without any problem.

    Parameters:
        cls: a class of records or of their parts; by default any record of the profile.
        profile: the profile that the values are for.

    >>> from hypothesis import find
    >>> from thinktank_model import Source
    >>> find(plain(Source), lambda value: True)["type"]
    'source'
    """
    return values(profile.shape_of(cls))


@overload
def records(*, profile: Profile = CORE) -> st.SearchStrategy[_Common]: ...
@overload
def records(cls: type[N], profile: Profile = CORE) -> st.SearchStrategy[N]: ...
def records(cls: Any = None, profile: Profile = CORE) -> st.SearchStrategy[Any]:
    """Draw valid records of a class. Parameters are those of `plain`."""
    return plain(cls, profile).map(lambda value: profile.from_dict(value, cls))


@st.composite
def _near_misses(draw: st.DrawFn, shape: ObjectOf) -> NearMiss:
    value = draw(values(shape))
    fault = draw(st.sampled_from(list(faults(shape, value))))
    return NearMiss(plant(value, [fault]), fault.code, fault.reported_at, fault.what)


def near_misses(cls: type[Node], profile: Profile = CORE) -> st.SearchStrategy[NearMiss]:
    """Draw plain values of a class with one fault: exactly one problem is reported, with this code and pointer.

    They are for reading as `cls`: `validate` depends on the key `type`, so it reports more if that is wrong or missing.

    Parameters:
        cls: a class of records or of their parts.
        profile: the profile that the values are for.
    """
    return _near_misses(profile.shape_of(cls))


def datasets(profile: Profile = CORE, *first: type[_Common], largest: int = LARGEST) -> st.SearchStrategy[Dataset]:
    """Draw datasets of valid records with different ids, in which every reference resolves.

    Other rules across records may report problems, such as dates of two records that do not fit.

    Parameters:
        profile: the profile of the datasets.
        first: classes of which each dataset has a record.
        largest: the maximum number of records besides `first` and those that others refer to.
    """
    return plain_datasets(profile, *first, largest=largest).map(lambda listed: profile.Dataset(records=listed))


@st.composite
def plain_datasets(
    draw: st.DrawFn, profile: Profile = CORE, *first: type[_Common], largest: int = LARGEST
) -> list[dict[str, Any]]:
    """Draw the same as plain records."""
    tags = list(profile.records)
    drawn = draw(st.lists(st.sampled_from(tags), max_size=largest))
    building = _Building(draw, profile)
    for tag in [*[cls.type for cls in first], *drawn]:
        building.add(tag, draw(values(profile.shape_of(profile.records[tag]))))
    return building.found


class _Building:
    """A dataset that is being built. A record refers to earlier ones, or to new ones with required fields only."""

    def __init__(self, draw: st.DrawFn, profile: Profile) -> None:
        self.draw = draw
        self.profile = profile
        self.found: list[dict[str, Any]] = []
        self.ids: dict[str, list[str]] = {}
        self.count: Counter[str] = Counter()

    def add(self, tag: str, value: dict[str, Any]) -> str:
        """Add a record to the dataset with a unique id, and return the id. Its references lead to records of the dataset."""
        shape: ObjectOf = self.profile.shape_of(self.profile.records[tag])
        self.count[tag] += 1
        id = f"{tag}:{self.draw(SLUGS)}-{self.count[tag]}"
        value = {**value, "id": id}
        value.pop("merged_ids", None)
        value.pop("statements", None)  # their values are free JSON, and may be references
        self._resolve(shape, value)
        repaired(shape, value)
        self.found.append(value)
        self.ids.setdefault(tag, []).append(id)
        return id

    def _resolve(self, shape: ObjectOf, value: dict[str, Any]) -> None:
        for name, field in shape.fields.items():
            if name in value:
                kept = self._value(field.shape, value[name], must=field.required)
                if kept is None:
                    del value[name]
                else:
                    value[name] = kept

    def _value(self, shape: Shape, value: Any, must: bool) -> Any:
        """Return the value with references that resolve; None for an optional value without a reference."""
        match shape:
            case Reference(targets=targets):
                return self._target(targets, must)
            case ListOf(item=item):
                kept = [one for one in [self._value(item, one, must) for one in value] if one is not None]
                kept = list(dict.fromkeys(kept)) if isinstance(item, Reference) else kept
                return kept or None
            case ObjectOf():
                self._resolve(shape, value)
        return value

    def _target(self, targets: Sequence[str], must: bool) -> str | None:
        known = [id for target in targets for id in self.ids.get(target, ())]
        if known:
            return self.draw(st.sampled_from(known))
        return self._new(targets[0]) if must else None

    def _new(self, tag: str) -> str:
        """Add a record of a type with required fields only, and return its id."""
        return self.add(tag, self.draw(least(self.profile.shape_of(self.profile.records[tag]))))
