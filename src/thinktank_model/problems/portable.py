"""The base of every public class that other projects use as the type of a field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

__all__ = ["COLUMNS", "PYDANTIC", "SEEING", "Columnar", "Portable", "Shown"]


class Portable:
    """A class with a JSON form. cattrs recognises it by this base; pydantic calls the two methods.

    The code that answers pydantic is in a higher layer, so the package registers it here.
    """

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> Any:
        return PYDANTIC[0]().how_to_read_and_write(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: Any, handler: Any) -> Any:
        return PYDANTIC[0]().json_schema_for(cls, handler)


class Shown:
    """A class that a notebook, or rich in a terminal, shows as a table or card."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        shown: str = SEEING[0]("html").html_of(self)
        return shown

    def __rich__(self) -> Any:
        return SEEING[0]("terminal").rich_of(self)


class Columnar:
    """A class that polars, pandas, DuckDB and pyarrow take as a table, by the Arrow PyCapsule interface."""

    __slots__ = ()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return COLUMNS[0]().stream_of(self, requested_schema)


SEEING: Final[list[Callable[[str], Any]]] = []
"""Loads a module that displays objects; the package's `__init__` fills it."""

COLUMNS: Final[list[Callable[[], Any]]] = []
"""Loads the module that makes columns of Arrow; put in by the package's `__init__`."""

PYDANTIC: Final[list[Callable[[], Any]]] = []
"""Loads the module that answers pydantic; put in by the package's `__init__`."""
