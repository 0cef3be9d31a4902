"""Tells type checkers which values a constructor takes for a field.

    start: Annotated[PartialDate, "The first day."] = field(converter=Takes[DateLike])

`field(converter=...)` is the one place where both mypy and pyright read the type of a parameter that is wider than its
attribute. At run time it has no effect: the constructor of `Node` converts by the shape of the class, as everything
else does, and `tests/typing/constructors.py`, which is generated from the shapes, holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Generic, TypeAlias, TypeVar

from attrs import Converter

__all__ = ["Fields", "Takes"]

T = TypeVar("T")

Fields: TypeAlias = Mapping[str, Any]
"""An object of the model, or free JSON, in its JSON form."""

if TYPE_CHECKING:

    class Takes(Generic[T]):
        """`Takes[X]` is a converter of a field whose constructor parameter has the type X."""

        def __new__(cls, value: T) -> Any:
            """Take a value of this type."""

else:

    class Takes:
        """`Takes[X]` is a converter of a field whose constructor parameter has the type X."""

        __slots__ = ()

        def __class_getitem__(cls, _accepted: Any) -> Converter:
            """Return the same converter each time: attrs inspects the signature of each new one, which takes a tenth of the import time."""
            return _HAND_ON


_HAND_ON: Final[Any] = Converter(lambda value: value)
