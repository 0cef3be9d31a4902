"""Typed records for think-tank cooperation programmes: their members, events and outputs, checked on every way in.

A module imports from the folders above its own in this list, or from its own folder:

    problems/      problems, reports, the catalogue of codes, translations
    shapes/        shapes, made from annotations: reading, explaining and writing one value
    jsontext/      strict reading of JSON, places, files and edits
    vocab/         terms with labels and IRIs
    values/        dates, periods, counts, text, languages, identifiers
    model/         the record classes by area, their parts, look-ups over records
    records/       reading and writing records: one at a time, or one per line
    rules/         rules across records
    tables/        records as flat tables and back
    dataset/       the frozen collection: validation, changes, queries, comparison and merging
    seeing/        display of datasets, records and reports in notebooks and terminals
    sheets/        workbooks: ours for people to read, and those that people made
    columns/       records as Arrow columns, and the checks inside engines
    formats/       file formats, one module each
    contract/      JSON Schema and its variants, comparing schemas, TypeScript, OpenAPI
    profiles/      profiles: record types, terms and rules of other projects
    extract/       from articles to records: requests to a language model, checks of its answers
    testing/       hypothesis strategies for tests, ours and those of other projects
    integrations/  pydantic and FastAPI, and a server for language models
    cli/           the command
"""

from importlib import import_module as _import_module
from inspect import ismodule as _ismodule
from typing import TYPE_CHECKING as _TYPE_CHECKING
from typing import Any as _Any

from .jsontext import *
from .model import *
from .problems import *
from .problems.guesses import MODULE as _GUESSES
from .problems.guesses import guessed as _guessed
from .problems.portable import COLUMNS as _COLUMNS
from .problems.portable import PYDANTIC as _PYDANTIC
from .problems.portable import SEEING as _SEEING
from .problems.problem import MORE_CODES as _MORE_CODES
from .records import *
from .shapes import *
from .values import *
from .vocab import *

if _TYPE_CHECKING:
    from .contract import *
    from .dataset import *
    from .formats import *
    from .profiles import *
    from .shapes.neighbours import *

    __version__: str

# A program that reads and writes records needs none of these: what works on collections, and what works with cattrs, which
# is slow to import. A name loads those up to its own.
_ON_REQUEST = ("dataset", "shapes.neighbours", "formats", "contract", "profiles")

_COLUMNS.append(lambda: _import_module(".columns.encoding", __name__))
_SEEING.append(lambda module: _import_module(f".seeing.{module}", __name__))
_PYDANTIC.append(lambda: _import_module(".integrations.pydantic", __name__))


def __getattr__(name: str) -> _Any:
    if name == "__version__":
        found: _Any = _import_module("importlib.metadata").version("thinktank-model")
    elif name == "__all__":
        found = ["__version__", *sorted({**_public(globals()), **_on_request()})]
    elif (
        name.startswith("_") or (names := next((all for f in _ON_REQUEST if name in (all := _loaded(f))), None)) is None
    ):
        meant = "" if name.startswith("_") else _guessed(name, __dir__(), _GUESSES)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}{meant}")
    else:
        found = names[name]
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return list(__getattr__("__all__"))


def _on_request() -> dict[str, _Any]:
    return {name: value for folder in _ON_REQUEST for name, value in _loaded(folder).items()}


def _all_codes() -> None:
    """Load whatever of the library defines codes; each of its formats has some."""
    _on_request()
    _import_module(".extract.codes", __name__)
    _import_module(".formats.discovery", __name__).own_formats()


def _loaded(folder: str) -> dict[str, _Any]:
    return _public(vars(_import_module(f".{folder}", __name__)))


def _public(names: dict[str, _Any]) -> dict[str, _Any]:
    return {name: value for name, value in names.items() if not name.startswith("_") and not _ismodule(value)}


_MORE_CODES.append(_all_codes)
