"""The profile of the command: the core, or that of `--profile`. It is set before the rest of the command line is parsed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from click.shell_completion import CompletionItem

from ..jsontext.files import writing
from ..jsontext.shown import json_text
from ..model.scope import CORE_SCOPE, Scope
from ..vocab.term import Vocabulary, label

if TYPE_CHECKING:
    from ..contract.variants import Variant
    from ..dataset.collection import Dataset
    from ..profiles import Profile

__all__ = [
    "PROFILE",
    "TypeName",
    "dataset_class",
    "label_of",
    "names",
    "schema_of",
    "scope",
    "start",
    "use",
    "write_cases",
    "write_pages",
]

_CURRENT: Final[ContextVar[Profile | None]] = ContextVar("profile", default=None)
_NAMES: Final[ContextVar[tuple[str, ...]]] = ContextVar("names", default=())


def start() -> None:
    """Reset to the core."""
    use(())


def use(given: Sequence[str]) -> None:
    """Load the profiles with these names for the rest of the run. A module is also looked for in the working directory.

    Raises:
        KeyError, ImportError, ValueError: as `load_profile`.
    """
    loaded = None
    if given:
        from ..profiles import load_profile  # without --profile, nothing needs to be imported

        if any([":" in name for name in given]) and (here := str(Path.cwd())) not in sys.path:
            sys.path.append(here)  # last, so that no file in it takes the place of a module of somebody else
        loaded = load_profile(*given)
    _CURRENT.set(loaded)
    _NAMES.set(tuple(given))


def names() -> tuple[str, ...]:
    """Return the names of the profiles, for other processes."""
    return _NAMES.get()


def scope() -> Scope:
    """Return the scope of readers."""
    current = _CURRENT.get()
    return CORE_SCOPE if current is None else current.scope


def dataset_class() -> type[Dataset]:
    """Return the dataset class."""
    from ..dataset.collection import Dataset  # a check of records needs none

    current = _CURRENT.get()
    return Dataset if current is None else current.Dataset


def schema_of(type_: str | None = None, variant: Variant = "full") -> dict[str, Any]:
    """Return the JSON Schema of a record type or of datasets; without a type that of everything.

    Raises:
        BadParameter: a profile has no such variant.
    """
    from ..contract.variants import json_schema  # makes the shapes of all classes

    current = _CURRENT.get()
    cls = None if type_ is None else classes()[type_]
    try:
        return (json_schema if current is None else current.json_schema)(cls, variant=variant)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--variant") from None


def classes() -> Mapping[str, Any]:
    """Return the possible classes of a document, by the value of the key `type`."""
    return {cls.type: cls for cls in (*scope().classes, dataset_class())}


def label_of(term: str, lang: str, vocabulary: type[Vocabulary]) -> str:
    """Return the label of a term, including terms of the profile."""
    current = _CURRENT.get()
    return label(term, lang, of=vocabulary) if current is None else current.label(term, lang, of=vocabulary)


def write_pages(folder: Path) -> Iterator[Path]:
    """Write the reference pages of the profile, and yield the paths of the files."""
    from ..profiles.pages import pages

    yield from _written(folder, pages(_current()))


def write_cases(folder: Path) -> Iterator[Path]:
    """Write the conformance cases of the profile, and yield the paths of the files.

    Raises:
        ClickException: the package that generates them is not installed.
    """
    try:
        from ..testing.cases import documents
    except ImportError as error:
        raise click.ClickException(str(error)) from None
    yield from _written(folder, {name: json_text(one, indent=2) + "\n" for name, one in documents(_current()).items()})


def _current() -> Profile:
    from ..profiles import CORE

    return _CURRENT.get() or CORE


def _written(folder: Path, texts: Mapping[str, str]) -> Iterator[Path]:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with writing(path) as stream:
            stream.write(text.encode())
        yield path


class TypeName(click.ParamType):  # type: ignore[type-arg]  # which it takes from click 8.4 on
    """A word that is under the key `type`, in the core or in the profile.

    Parameters:
        only_records: whether it is the type of a record, and not of a dataset.
    """

    name = "type"

    def __init__(self, *, only_records: bool = False) -> None:
        self.only_records = only_records

    def _choice(self) -> Any:
        return click.Choice([cls.type for cls in scope().classes] if self.only_records else list(classes()))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Take a type that is known."""
        return self._choice().convert(value, param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Complete a type that is known."""
        found: list[CompletionItem] = self._choice().shell_complete(ctx, param, incomplete)
        return found


def _chosen(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> None:
    try:
        use(given)
    except KeyError as error:
        raise click.BadParameter(str(error.args[0])) from None
    except (ImportError, ValueError) as error:
        raise click.BadParameter(str(error)) from None


def _begun(_context: click.Context, _option: click.Parameter, begun: str) -> list[str]:
    from ..profiles import available_profiles

    return [name for name in available_profiles() if name.startswith(begun)]


PROFILE: Final[Callable[[Any], Any]] = click.option(
    "--profile",
    multiple=True,
    is_eager=True,
    expose_value=False,
    callback=_chosen,
    shell_complete=_begun,
    metavar="NAME",
    help="Know the records, terms and rules of an installed profile, or of MODULE:NAME; may be given several times.",
)
"""The option that every verb has."""
