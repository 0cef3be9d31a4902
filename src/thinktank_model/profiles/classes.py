"""The two classes of each profile: its dataset class, and the class of any of its records."""

from __future__ import annotations

from abc import ABCMeta
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ..dataset.collection import Dataset, made_of, needs
from ..model.header import DatasetHeader
from ..model.scope import Scope
from ..model.union import Record
from ..problems.portable import Portable
from ..shapes.annotations import shape_of
from ..shapes.frozenjson import JsonMap
from ..shapes.node import Node
from ..shapes.tree import Field, ListOf, ObjectOf

__all__ = ["belongs", "dataset_class", "record_class"]


def record_class(scope: Scope, name: str) -> Any:
    """Return the class of any record of a profile, which works like `Record` in pydantic, cattrs and `isinstance`."""

    class AnyRecord(Portable, metaclass=ABCMeta):
        """Any record of a profile."""

        __slots__ = ()

        def __new__(cls, *_args: object, **_values: object) -> Any:
            raise TypeError(f"Record stands for any record of the profile {name}; make one of its classes")

        @staticmethod
        def __shape__() -> Any:
            return scope.record

    for cls in scope.classes:
        AnyRecord.register(cls)
    AnyRecord.__name__ = AnyRecord.__qualname__ = "Record"
    return AnyRecord


def dataset_class(scope: Scope, base: type[Dataset]) -> type[Dataset]:
    """Return the dataset class of a profile: that of the core with the records, rules and collections of the profile."""

    def __init__(self: Any, /, *positional: Any, **given: Any) -> None:  # noqa: N807 - a method of the class below
        said = {key: given.get(key, {}) for key in ("profiles", "prefixes")}
        if all([isinstance(value, Mapping) for value in said.values()]):
            given |= needs(scope, JsonMap(said["profiles"]), JsonMap(said["prefixes"]))
        Node.__init__(self, *positional, **given)

    make: Any = type(base)
    made: Any = make(
        base.__name__,
        (base,),
        {
            "__slots__": (),
            "__doc__": base.__doc__,
            "__module__": base.__module__,
            "__init__": __init__,
            "scope": scope,
            **{cls.collection: _collection(cls) for cls in scope.classes if not hasattr(base, cls.collection)},
        },
    )
    core: ObjectOf = shape_of(Dataset)
    records = core.fields["records"]
    fields = {**core.fields, "records": Field("records", ListOf(scope.record), records.description, records.default)}
    shape = ObjectOf(made, MappingProxyType(fields), core.tag, core.checks)
    made.__shape__ = staticmethod(lambda: shape)
    cls: type[Dataset] = made
    return cls


def belongs(cls: type[Dataset], profile: Any) -> None:
    """Let the datasets of a class be pickled as those of a profile: a module does not have the class under its name."""

    def __reduce__(self: Dataset) -> tuple[Any, ...]:  # noqa: N807 - a method of the class
        return _again, (profile, self.header, self.records)

    cls.__reduce__ = __reduce__  # type: ignore[method-assign, assignment]


def _again(profile: Any, header: DatasetHeader, records: tuple[Record, ...]) -> Dataset:
    cls: type[Dataset] = profile.Dataset
    return made_of(header, records, cls)


def _collection(cls: Any) -> property:
    def records(self: Dataset) -> Mapping[str, Any]:
        return self.of(cls)

    records.__doc__ = f"The records of class `{cls.__name__}` by id."
    return property(records)
