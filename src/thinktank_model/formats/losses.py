"""Reports the data of records or foreign items that a format does not carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, cast

from attrs import fields

from ..model.union import Record
from ..problems.problem import Problem
from ..shapes.codec import dump_fresh
from ..shapes.drafts import draft
from ..shapes.generated import Writer, compiled
from .codes import FIELD_NOT_CARRIED, PROPERTY_NOT_CARRIED, RECORD_NOT_CARRIED, VALUE_ADDED, VALUE_CHANGED

__all__ = ["WHOLE", "Losses", "paths_of", "plain", "says", "take", "take_text"]

WHOLE: Final = frozenset(["extensions", "statements", "sources"])
"""Fields that are reported as a whole, since their parts say nothing to those who lose them. Of others the first two keys are named:
`agenda.title` stands for the title in every language, and `names.value` for every name."""

NOTHING: Final[tuple[Any, ...]] = (None, "", [], {})
WAITING: Final = 1024  # different remainders that are counted together; most records of a type leave the same keys


class Losses:
    """Counts data that is left out, and collects the problems of single values.

    A writer removes from the plain data of a record what it writes; the rest is lost. So a new field
    of the model is reported by every format that does not know it.

    Parameters:
        format: the name of the format.
    """

    def __init__(self, format: str) -> None:
        self.format = format
        self._fields: Counter[tuple[str, str]] = Counter()
        self._left: Counter[tuple[str, tuple[str, ...]]] = Counter()
        self._properties: Counter[str] = Counter()
        self._problems: list[Problem] = []

    def left(self, data: dict[str, Any]) -> None:
        """Count the remaining plain data of a record."""
        self.paths(data.pop("type"), paths_of(data))

    def paths(self, tag: str, paths: Iterable[str]) -> None:
        """Count the paths of what was left out of a record of a type; a repeated path counts once."""
        self._left[tag, tuple(paths)] += 1
        if len(self._left) > WAITING:
            self._count()

    def _count(self) -> None:
        """Count the fields of the remainders so far."""
        for (tag, paths), count in self._left.items():
            for path in {*paths}:
                self._fields[tag, path] += count
        self._left.clear()

    def field(self, tag: str, path: str) -> None:
        """Count a field of a type of records that is left out."""
        self._fields[tag, path] += 1

    def property(self, name: str) -> None:
        """Count a property of a foreign item that has no place in a record."""
        self._properties[name] += 1

    def rest(self, item: Mapping[str, Any], whole: Collection[str] = ()) -> None:
        """Count what is left of a foreign item, after what has a place was taken out of it.

        Parameters:
            item: the item.
            whole: keys whose parts are not named, such as those with an entry for each language.
        """
        for path in {*paths_of(item, whole)}:
            self._properties[path] += 1

    def changed(self, record: str, at: str, found: object, written: str) -> None:
        """Report a value that the format holds in another form, or adds (`found` is empty)."""
        if found is None or isinstance(found, str):
            made = _change(found or "", at, self.format, written)
        else:
            made = VALUE_CHANGED(found, at=at, format=self.format, written=written)
        self._problems.append(_ABOUT(made, record))

    def skipped(self, record: str, reason: str) -> None:
        """Report a record that the format cannot hold."""
        self._problems.append(RECORD_NOT_CARRIED(record, record_id=record, format=self.format, reason=reason))

    def add(self, problem: Problem) -> None:
        """Add a problem of another kind."""
        self._problems.append(problem)

    def __iter__(self) -> Iterator[Problem]:
        """Yield the problems of single values, and then the counts of data that was left out."""
        yield from self._problems
        self._count()
        for (tag, path), count in sorted(self._fields.items()):
            yield FIELD_NOT_CARRIED(format=self.format, type=tag, field=path, count=count)
        for name, count in sorted(self._properties.items()):
            yield PROPERTY_NOT_CARRIED(source=self.format, property=name, count=count)


def _about() -> Callable[[Problem, str], Problem]:
    """Return the function that makes an equal problem of another record.

    It sets the attributes of a draft: the constructor of a frozen class takes longer for them than the rest of an item.
    """
    names = [one.name for one in fields(Problem)]
    writer = Writer(Draft=draft(Problem), Problem=Problem)
    writer.line(0, "def about(known, record):")
    writer.line(1, "made = Draft()")
    for name in names:
        writer.line(1, f"made.{name} = {'record' if name == 'record_id' else f'known.{name}'}")
    writer.line(1, "made.__class__ = Problem")
    writer.line(1, "return made")
    return cast("Callable[[Problem, str], Problem]", compiled(writer, "about")[0])


_ABOUT: Final = _about()


@lru_cache(WAITING)
def _change(found: str, at: str, format: str, written: str) -> Problem:
    """Return the problem of a changed or added value in any record, since the same values are in many."""
    if not found:
        return VALUE_ADDED(at=at, format=format, written=written)
    return VALUE_CHANGED(found, at=at, format=format, written=written)


def paths_of(data: Mapping[str, Any], whole: Collection[str] = WHOLE) -> list[str]:
    """Return the keys on the way to every part that is left, two at most; empty objects, lists and texts are none.

    A path is repeated for each item of a list that has it.
    """
    found: list[str] = []
    for key, value in data.items():
        kind = type(value)
        if kind is str:
            if value:
                found.append(key)
        elif key in whole or (kind is not dict and kind is not list):
            if value not in NOTHING:
                found.append(key)
        else:
            for one in [value] if kind is dict else value:
                if type(one) is dict:
                    found += [
                        f"{key}.{name}" for name, part in one.items() if (part if type(part) is str else says(part))
                    ]
                elif says(one):
                    found.append(key)
    return found


def says(value: Any) -> bool:
    """Return whether there is anything in a value, however deep: a foreign file can nest deeper than Python calls."""
    if not isinstance(value, (dict, list)):
        return value is not None and value != ""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
        elif value is not None and value != "":
            return True
    return False


def plain(record: Record) -> dict[str, Any]:
    """Return the plain data of a record, from which values can be removed."""
    return dump_fresh(record)


def take(data: dict[str, Any], key: str, wanted: object) -> bool:
    """Remove a key if it has the wanted value, and return whether it had."""
    if data.get(key) != wanted:
        return False
    del data[key]
    return True


def take_text(data: dict[str, Any], key: str, tag: str) -> str | None:
    """Remove a text in one language from a language map, and return it."""
    texts = data.get(key)
    if not texts or tag not in texts:
        return None
    text: str = texts.pop(tag)
    if not texts:
        del data[key]
    return text
