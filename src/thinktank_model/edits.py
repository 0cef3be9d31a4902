"""Changes to a JSON text where pointers say; every other character of it stays as it was.

A fix (`problems.Fix`) is an operation of JSON Patch (RFC 6902) on a value. Here it is made on the text of the value: what it
names is spliced out or in, so that indentation, the order of keys, line ends and the spelling of numbers and strings are kept.
What is added is laid out like what stands beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple, cast

from .jsontext import TOKEN, Place, scan
from .problems import Fix, pointer_tokens

__all__ = ["at_once", "edited"]

APPEND: Final = "/-"  # RFC 6901, section 4: what stands behind the last item of a list


def at_once(fixes: Iterable[Fix]) -> list[Fix]:
    """Those of the fixes that can be made together, each of two equal ones once; of two in conflict the first.

    All pointers go into the value as it is before any of them is made. Two are in conflict if one changes what the other
    changes, or something inside of it, or if both write one key.

    >>> at_once([Fix("replace", "/a", 1), Fix("replace", "/a/b", 2), Fix("remove", "/c/0"), Fix("add", "/c/-", 3)])
    [Fix(op='replace', path='/a', value=1, origin=None, record_id=None), \
Fix(op='remove', path='/c/0', value=None, origin=None, record_id=None), \
Fix(op='add', path='/c/-', value=3, origin=None, record_id=None)]
    """
    chosen: dict[Fix, None] = {}
    changed: set[str] = set()  # pointers that a chosen fix changes
    passed: set[str] = set()  # all that are above them
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
    """The pointers to all that a value stands in, from the inside."""
    found = []
    while at:
        at = at.rpartition("/")[0]
        found.append(at)
    return found


class _Splice(NamedTuple):
    """Text to write in place of the characters from `start` up to `end`."""

    start: int
    end: int
    text: str


def edited(text: str, fixes: Iterable[Fix]) -> str:
    """The text with the fixes made, all at once.

    Parameters:
        text: a JSON text in which no key stands twice in one object.
        fixes: operations whose pointers go into the value of the text as it is. They are `replace`; `remove` of an item or a
            key; `move`, which renames a key within its object; and `add` of a key, or with `/-` of an item behind the last
            one of a list, which is made if it is not there.

    Raises:
        ValueError: there is no such place, two fixes are in conflict, or the operation is none of these.

    >>> edited('{"a" : 1.50, "b":["x"]}', [Fix("replace", "/b/0", "y"), Fix("add", "/c/-", "z")])
    '{"a" : 1.50, "b":["y"], "c":["z"]}'
    """
    listed = list(fixes)
    if at_once(listed) != listed:
        raise ValueError("two fixes are in conflict, or one is there twice")
    source = _Source(text, listed)
    splices = [splice for fix in listed if fix.op in ("replace", "move") for splice in source.rewrite(fix)]
    containers: dict[str, tuple[list[Fix], list[Fix]]] = {}
    for fix in listed:
        if fix.op in ("remove", "add"):
            if not fix.path:
                raise ValueError("the whole value can be replaced only")
            at = fix.path.rpartition("/")[0]
            makes = _appends(fix) and at not in source.places
            containers.setdefault(_above(at)[0] if makes and at else at, ([], []))[makes].append(fix)
    for at, (changes, made) in containers.items():
        splices += source.resize(at, changes, made)
    parts, position = [], 0
    for splice in sorted(splices):
        parts += [text[position : splice.start], splice.text]
        position = splice.end
    return "".join([*parts, text[position:]])


class _Source:
    """A text, and where in it the fixes' places are.

    Attributes:
        places: the places that the fixes name, and the containers that these are in, by pointer.
        inside: the parts of these containers, in order.
    """

    def __init__(self, text: str, fixes: Sequence[Fix]) -> None:
        self.text = text
        named = {at for fix in fixes for at in (fix.path, fix.origin) if at is not None}
        containers = {upper for fix in fixes for upper in _above(fix.path)[: 1 + _appends(fix)]}
        self.places: dict[str, Place] = {}
        self.inside: dict[str, list[Place]] = {}
        for place in scan(text):
            container = place.pointer.rpartition("/")[0]
            if container in containers and place.pointer:
                self.inside.setdefault(container, []).append(place)
            if place.pointer in named or place.pointer in containers:
                self.places[place.pointer] = place

    def place(self, at: str) -> Place:
        found = self.places.get(at)
        if found is None:
            raise ValueError(f"there is nothing at {at!r}")
        return found

    def _are_free(self, pointers: Iterable[str]) -> None:
        for at in pointers:
            if at in self.places:
                raise ValueError(f"there is something at {at!r} already")

    def end(self, place: Place) -> int:
        """The character behind a value."""
        position, depth = place.value, 0
        while depth or position == place.value:
            match = cast("re.Match[str]", TOKEN.match(self.text, position))  # the text is JSON
            position = match.end()
            depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(match[1] or "", 0)
        return position

    def rewrite(self, fix: Fix) -> list[_Splice]:
        """What a `replace` or a `move` changes: a value, or a key."""
        place = self.place(fix.path if fix.origin is None else fix.origin)
        if fix.op == "replace":
            start, end, new = place.value, self.end(place), fix.value
        else:
            container, _, _ = fix.path.rpartition("/")
            if place.pointer.rpartition("/")[0] != container or not self._is_object(container):
                raise ValueError("only a key of an object can be moved, and only to another key of the same one")
            self._are_free([fix.path])
            start, end, new = place.key, self._key_end(place), pointer_tokens(fix.path)[-1]
        return [_Splice(start, end, json.dumps(new, ensure_ascii=self.text[start:end].isascii()))]

    def resize(self, at: str, changes: Sequence[Fix], made: Sequence[Fix]) -> list[_Splice]:
        """What changes in a container that loses or gets parts.

        Parameters:
            at: the pointer to the container.
            changes: the fixes that take a part away or put one in.
            made: the fixes that put an item into a list that is to be made in this object.
        """
        container = self.place(at)
        parts = self.inside.get(at, [])
        removed = {self.place(fix.path).pointer for fix in changes if fix.op == "remove"}
        added = [fix for fix in changes if fix.op == "add"]
        if self._is_object(at):
            members: dict[str, Any] = {fix.path: fix.value for fix in added}
            for fix in made:
                members.setdefault(fix.path.removesuffix(APPEND), []).append(fix.value)
            self._are_free(members)
            new = [self._member(at, pointer_tokens(where)[-1], value) for where, value in members.items()]
        elif self.text[container.value] == "[" and not made and all([_appends(fix) for fix in added]):
            new = [self._json(fix.value) for fix in added]
        else:
            raise ValueError(f"at {at!r} is nothing that takes what is to be added")
        between = self._between(at)
        kept = [part for part in parts if part.pointer not in removed]
        if not kept:
            return [_Splice(container.value + 1, self.end(container) - 1, between.join(new))]
        first = parts.index(kept[0])
        splices = [_Splice(parts[0].key, kept[0].key, "")] if first else []
        for before, part in zip(parts[first:], parts[first + 1 :], strict=False):
            if part.pointer in removed:
                splices.append(_Splice(self.end(before), self.end(part), ""))
        if new:
            behind = self.end(parts[-1])
            splices.append(_Splice(behind, behind, between + between.join(new)))
        return splices

    # --- Layout ---

    def _is_object(self, at: str) -> bool:
        return self.text[self.place(at).value] == "{"

    def _key_end(self, place: Place) -> int:
        return self.end(place._replace(value=place.key))

    def _json(self, value: object) -> str:
        return json.dumps(value, ensure_ascii=self.text.isascii())

    def _between(self, at: str) -> str:
        """What stands between two parts of a container: a comma, and white space as it is there."""
        parts = self.inside.get(at, [])
        if len(parts) > 1:
            return self.text[self.end(parts[-2]) : parts[-1].key]
        space = self.text[self.place(at).value + 1 : parts[0].key] if parts else ""
        return "," + (space or (" " if '": ' in self.text else ""))

    def _member(self, at: str, key: str, value: object) -> str:
        """A key with its value as it is written into an object."""
        parts = self.inside.get(at, [])
        colon = self.text[self._key_end(parts[-1]) : parts[-1].value] if parts else ":"
        return self._json(key) + colon + (self._list(at, value) if isinstance(value, list) else self._json(value))

    def _list(self, at: str, values: Sequence[object]) -> str:
        """A new list in an object: an item a line, if that is how the text has its lists and this object has its keys."""
        items = [self._json(value) for value in values]
        outer = self._between(at).partition(",")[2]
        if "\n" not in outer or not ("[\n" in self.text or "[\r\n" in self.text):
            return "[" + (", " if '": ' in self.text else ",").join(items) + "]"
        last = self.inside[at][-1]
        closing = self.text[self.end(last) : self.end(self.place(at)) - 1]
        inner = outer + outer.removeprefix(closing)
        return "[" + ",".join([inner + item for item in items]) + outer + "]"
