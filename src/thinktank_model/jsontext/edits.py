"""Edits a JSON text at JSON Pointers and keeps every other character.

A fix (`problems.Fix`) is an operation of JSON Patch (RFC 6902) on a value. Here it is applied to the text of the value,
so that indentation, the order of keys, line endings and the spelling of numbers and strings are kept.
New parts are laid out like their neighbours.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from ..problems.pointers import pointer_tokens
from ..problems.problem import Fix
from .places import Outline

__all__ = ["at_once", "edited"]

APPEND: Final = "/-"  # RFC 6901, section 4: the position after the last item of a list


def at_once(fixes: Iterable[Fix]) -> list[Fix]:
    """Return the fixes that can be applied together: without duplicates, and the first of two in conflict.

    All pointers refer to the value before any fix. Two fixes are in conflict if one changes what the other
    changes, or something inside it, or if both write the same key.

    >>> at_once([Fix("replace", "/a", 1), Fix("replace", "/a/b", 2), Fix("remove", "/c/0"), Fix("add", "/c/-", 3)])
    [Fix(op='replace', path='/a', value=1, origin=None, record_id=None), \
Fix(op='remove', path='/c/0', value=None, origin=None, record_id=None), \
Fix(op='add', path='/c/-', value=3, origin=None, record_id=None)]
    """
    chosen: dict[Fix, None] = {}
    changed: set[str] = set()  # pointers that a chosen fix changes
    passed: set[str] = set()  # and the pointers above them
    for fix in fixes:
        changes = [at for at in (fix.path, fix.origin) if at is not None]
        above = {upper for at in changes for upper in _above(at)}
        own = [] if _appends(fix) else changes
        if fix not in chosen and changed.isdisjoint(own) and changed.isdisjoint(above) and passed.isdisjoint(own):
            chosen[fix] = None
            changed.update(own)
            passed |= above
    return list(chosen)


def _appends(fix: Fix) -> bool:
    return fix.op == "add" and fix.path.endswith(APPEND)


def _above(at: str) -> list[str]:
    """Return the pointers to all containers of a value, the innermost first."""
    found = []
    while at:
        at = at.rpartition("/")[0]
        found.append(at)
    return found


class _Splice(NamedTuple):
    """A text that replaces the characters from `start` to `end`."""

    start: int
    end: int
    text: str


def edited(text: str, fixes: Iterable[Fix]) -> str:
    """Return the text with all fixes applied at once.

    Parameters:
        text: a JSON text in which no key occurs twice in one object.
        fixes: operations whose pointers refer to the original text. They are `replace`; `remove` of an item or a
            key; `move`, which renames a key within its object; and `add` of a key, or with `/-` of an item at the end
            of a list, which is created if it is missing.

    Raises:
        ValueError: a pointer leads nowhere, two fixes are in conflict, or there is no such operation.

    >>> edited('{"a" : 1.50, "b":["x"]}', [Fix("replace", "/b/0", "y"), Fix("add", "/c/-", "z")])
    '{"a" : 1.50, "b":["y"], "c":["z"]}'
    """
    listed = list(fixes)
    if at_once(listed) != listed:
        raise ValueError("two fixes are in conflict, or one is there twice")
    source = _Source(text)
    splices = [source.rewrite(fix) for fix in listed if fix.op in ("replace", "move")]
    containers: dict[str, tuple[list[Fix], list[Fix]]] = {}
    for fix in listed:
        if fix.op in ("remove", "add"):
            if not fix.path:
                raise ValueError("the whole value can be replaced only")
            at = fix.path.rpartition("/")[0]
            makes = _appends(fix) and at != "" and source.find(at) is None
            containers.setdefault(at.rpartition("/")[0] if makes else at, ([], []))[makes].append(fix)
    for at, (changes, made) in containers.items():
        splices += source.resize(at, changes, made)
    pieces, position = [], 0
    for splice in sorted(splices):
        pieces += [text[position : splice.start], splice.text]
        position = splice.end
    return "".join([*pieces, text[position:]])


class _Part(NamedTuple):
    """The positions of a key, its value and the end of the value. Outside of objects the position of the key is that of the value."""

    key: int
    value: int
    end: int


class _Source:
    """A text with the positions of its parts."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.outline = Outline(text)

    def parts(self, container: _Part) -> list[_Part]:
        """Return the parts of an object or list, in order."""
        return [
            _Part(key, value, self.outline.end(value)) for key, value in self.outline.parts(container.value).values()
        ]

    def find(self, at: str) -> _Part | None:
        """Return the part at a pointer; None if there is none."""
        key = value = self.outline.space(0)
        for token in pointer_tokens(at):
            parts = self.outline.parts(value)
            if token not in parts:
                return None
            key, value = parts[token]
        return _Part(key, value, self.outline.end(value))

    def place(self, at: str) -> _Part:
        found = self.find(at)
        if found is None:
            raise ValueError(f"there is nothing at {at!r}")
        return found

    def are_free(self, pointers: Iterable[str]) -> None:
        for at in pointers:
            if self.find(at) is not None:
                raise ValueError(f"there is something at {at!r} already")

    def is_object(self, place: _Part) -> bool:
        return self.text[place.value] == "{"

    def rewrite(self, fix: Fix) -> _Splice:
        """Return the splice of a `replace` or `move`: it changes a value or a key."""
        place = self.place(fix.path if fix.origin is None else fix.origin)
        if fix.origin is None:
            start, end, new = place.value, place.end, fix.value
        else:
            container = fix.path.rpartition("/")[0]
            if fix.origin.rpartition("/")[0] != container or not self.is_object(self.place(container)):
                raise ValueError("only a key of an object can be moved, and only to another key of the same one")
            self.are_free([fix.path])
            start, end, new = place.key, self.outline.end(place.key), pointer_tokens(fix.path)[-1]
        return _Splice(start, end, json.dumps(new, ensure_ascii=self.text[start:end].isascii()))

    def resize(self, at: str, changes: Sequence[Fix], made: Sequence[Fix]) -> list[_Splice]:
        """Return the splices for a container that loses or gains parts.

        Parameters:
            at: the pointer to the container.
            changes: the fixes that remove or add a part.
            made: the fixes that add an item to a new list in this object.
        """
        container = self.place(at)
        parts = self.parts(container)
        removed = {self.place(fix.path) for fix in changes if fix.op == "remove"}
        added = [fix for fix in changes if fix.op == "add"]
        layout = _Layout(self, container, parts)
        if self.is_object(container):
            members: dict[str, Any] = {fix.path: fix.value for fix in added}
            for fix in made:
                members.setdefault(fix.path.removesuffix(APPEND), []).append(fix.value)
            self.are_free(members)
            new = [layout.member(pointer_tokens(where)[-1], value) for where, value in members.items()]
        elif self.text[container.value] == "[" and not made and all([_appends(fix) for fix in added]):
            new = [layout.json(fix.value) for fix in added]
        else:
            raise ValueError(f"at {at!r} is nothing that takes what is to be added")
        kept = [part for part in parts if part not in removed]
        if not kept:
            return [_Splice(container.value + 1, container.end - 1, layout.between.join(new))]
        first = parts.index(kept[0])
        splices = [_Splice(parts[0].key, kept[0].key, "")] if first else []
        for before, part in zip(parts[first:], parts[first + 1 :], strict=False):
            if part in removed:
                splices.append(_Splice(before.end, part.end, ""))
        if new:
            splices.append(_Splice(parts[-1].end, parts[-1].end, layout.between + layout.between.join(new)))
        return splices


class _Layout:
    """The layout of the parts of a container, for new parts.

    Attributes:
        between: the text between two parts: a comma with the white space around it.
    """

    def __init__(self, source: _Source, container: _Part, parts: Sequence[_Part]) -> None:
        self.source = source
        self.text = text = source.text
        self.container = container
        self.last = parts[-1] if parts else None
        self.spaced = '": ' in text
        if len(parts) > 1:
            self.between = text[parts[-2].end : parts[-1].key]
        else:
            space = text[container.value + 1 : parts[0].key] if parts else ""
            self.between = "," + (space or " " * self.spaced)

    def json(self, value: object) -> str:
        """Return the JSON text of a scalar. It is ASCII if the source is."""
        return json.dumps(value, ensure_ascii=self.text.isascii())

    def member(self, key: str, value: object) -> str:
        """Return the JSON text of a key and its value, a scalar or a list of scalars."""
        colon = ":" if self.last is None else self.text[self.source.outline.end(self.last.key) : self.last.value]
        return self.json(key) + colon + (self.list(value) if isinstance(value, list) else self.json(value))

    def list(self, values: Sequence[object]) -> str:
        """Return the JSON text of a list: one item a line if the lists of the text and the keys of this object are written so; else on one line."""
        items = [self.json(value) for value in values]
        outer = self.between.partition(",")[2]
        if self.last is None or "\n" not in outer or not ("[\n" in self.text or "[\r\n" in self.text):
            return "[" + ("," + " " * self.spaced).join(items) + "]"
        closing = self.text[self.last.end : self.container.end - 1]
        inner = outer + outer.removeprefix(closing)
        return "[" + ",".join([inner + item for item in items]) + outer + "]"
