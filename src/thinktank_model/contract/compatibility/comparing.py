"""Compares two schemas in one walk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from ...problems.patterns import pattern
from .changes import Change, Comparison, Kind
from .forms import LEAST, MOST, normal
from .terms import ALTERNATIVES, Schema, accepts, bare, short, terms_of, text, types_of, without_terms

__all__ = ["compare"]

_VERSION: Final = pattern("(?:^|[^0-9.])([0-9]{1,6}\\.[0-9]{1,6})(?:$|[^0-9.])")

DEMANDS: Final = frozenset("properties additionalProperties items propertyNames allOf anyOf oneOf not pattern".split())
"""Keywords that narrow where they come, and widen where they go."""


def compare(old: Schema, new: Schema) -> Comparison:
    """Return the differences between two schemas.

    Each is a bundle with classes in `$defs`, or the schema of one class with the classes that it needs.
    """
    old, new = normal(old), normal(new)
    if "properties" in old and "properties" in new:
        old = {**old, "title": new.get("title", "")}  # the two are one class, even if their names differ
    before, after = _classes(old), _classes(new)
    walk = _Walk(old, new, {*before, *after})
    changes: list[Change] = []
    if not {_title(old), _title(new)} & before.keys() & after.keys():  # no class of one is alone in the other
        changes += walk.values("(document)", old, new)
    for name in sorted({*before, *after}):
        if name in before and name in after:
            changes += walk.objects(name, before[name], after[name])
        elif name in before and _is_record(before[name]):
            changes.append(Change(name, Kind.CLASS_REMOVED))
        elif name in after and _is_record(after[name]):
            changes.append(Change(name, Kind.CLASS_ADDED))
    return Comparison(_version(old), _version(new), tuple(changes))


def _version(schema: Schema) -> str | None:
    found = _VERSION.search(str(schema.get("$id", ""))[:500])
    return None if found is None else found[1]


def _title(schema: Schema) -> str:
    return str(schema.get("title", ""))


def _classes(schema: Schema) -> dict[str, Schema]:
    """Return the object classes of a schema by name, including its own body if it is one."""
    found = {name: part for name, part in schema.get("$defs", {}).items() if "properties" in part}
    return {_title(schema): schema, **found} if "properties" in schema else found


def _is_record(body: Schema) -> bool:
    """Return whether a class is a record class. Other classes that are added or removed show in the keys that hold them."""
    return "const" in body["properties"].get("type", ())


class _Walk:
    """A walk over two schemas at once.

    Parameters:
        old: the old schema with its `$defs`.
        new: the new one.
        classes: the names of all classes, which are compared separately.
    """

    def __init__(self, old: Schema, new: Schema, classes: Iterable[str]) -> None:
        self.old = old
        self.new = new
        self.classes = frozenset(classes)
        self.under_way: set[tuple[str, str]] = set()

    # --- Objects ---

    def objects(self, where: str, old: Schema, new: Schema) -> Iterator[Change]:
        """Compare two versions of a class: its keys, and then the rules for the whole object."""
        before, after = old["properties"], new["properties"]
        must, now = set(old.get("required", ())), set(new.get("required", ()))
        gone = [key for key in before if key not in after]
        come = [key for key in after if key not in before]
        for key, other in self.renamed(before, after, gone, come).items():
            gone.remove(key)
            come.remove(other)
            yield Change(f"{where}.{key}", Kind.KEY_RENAMED, f"to {other}")
        for key in gone:
            yield Change(f"{where}.{key}", Kind.REQUIRED_KEY_REMOVED if key in must else Kind.KEY_REMOVED)
        for key in come:
            free = old.get("additionalProperties") is not False  # the old schema took anything under this key
            added = Kind.NARROWED if free else Kind.KEY_ADDED
            yield Change(f"{where}.{key}", Kind.REQUIRED_KEY_ADDED if key in now else added)
        for key in [key for key in before if key in after]:
            if key in now - must:
                yield Change(f"{where}.{key}", Kind.MADE_REQUIRED)
            if key in must - now:
                yield Change(f"{where}.{key}", Kind.MADE_OPTIONAL)
            yield from self.values(f"{where}.{key}", before[key], after[key])
        rest = [bare({k: v for k, v in part.items() if k not in ("properties", "required")}) for part in (old, new)]
        yield from self.demands(where, *rest)

    def renamed(self, before: Schema, after: Schema, gone: Iterable[str], come: Iterable[str]) -> dict[str, str]:
        """Return the old and new names of keys that were renamed: the rules of both are the same, and they are not merely similar.

        The description decides if several keys have the same rules, and whether one removed and one added key are the same.
        """
        found = {}
        for key in gone:
            alike = [name for name in come if self.demand(self.old, before[key]) == self.demand(self.new, after[name])]
            rivals = [
                name for name in gone if self.demand(self.old, before[name]) == self.demand(self.old, before[key])
            ]
            said = before[key].get("description")
            same = [name for name in alike if said is not None and after[name].get("description") == said]
            if len(same) == 1 or (len(alike) == len(rivals) == 1 and _like(said, after[alike[0]].get("description"))):
                found[key] = (same or alike)[0]
        return found

    def demand(self, whole: Schema, part: Schema) -> str:
        return text(bare(self.resolved(whole, part)))

    # --- Values ---

    def resolved(self, whole: Schema, part: Schema) -> Schema:
        """Return a schema with references resolved, except those to classes."""
        passed: set[str] = set()
        while True:
            name = str(part.get("$ref", "")).removeprefix("#/$defs/")
            target = whole.get("$defs", {}).get(name)
            if target is None or name in self.classes or name in passed:
                return part
            passed.add(name)
            part = {**target, **{key: item for key, item in part.items() if key != "$ref"}}

    def values(self, where: str, old: Schema, new: Schema) -> Iterator[Change]:
        """Two forms of what is demanded of one value. What leads back to itself is compared once."""
        two = (text(old), text(new)) if "$ref" in old and "$ref" in new else None
        if two in self.under_way:
            return
        if two is not None:
            self.under_way.add(two)
        before, after = bare(self.resolved(self.old, old)), bare(self.resolved(self.new, new))
        if "properties" in before and "properties" in after:
            yield from self.objects(where, before, after)
        else:
            yield from self.demands(where, before, after)
        if two is not None:
            self.under_way.discard(two)

    def demands(self, where: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
        """Two forms of what is demanded of one value, without remarks and references to parts."""
        terms, now = terms_of(before), terms_of(after)
        if terms is not None and now is not None:
            for term in [term for term in terms if term not in now]:
                yield Change(where, Kind.TERM_REMOVED, term)
            for term in [term for term in now if term not in terms]:
                yield Change(where, Kind.TERM_ADDED, term)
            before, after = without_terms(before), without_terms(after)
        elif terms is not None or now is not None:
            kind, free = (Kind.WIDENED, after) if terms is not None else (Kind.NARROWED, before)
            known = all([accepts(free, term) for term in terms or now or ()])
            yield Change(
                where, kind if known else Kind.CHANGED, "from a closed list of terms" if terms else "to a closed list"
            )
            return
        if before.get("$ref") != after.get("$ref") or types_of(before) != types_of(after):
            yield self.types(where, before, after)
            return
        further = [schema.get("additionalProperties") for schema in (before, after)]
        if ("properties" in before) != ("properties" in after) and further != [None, None]:
            yield Change(where, Kind.CHANGED, "from or to an object with known keys")
            return
        if before.get("default") != after.get("default"):
            yield Change(where, Kind.DEFAULT_CHANGED, _from_to(before.get("default"), after.get("default")))
        for keyword in sorted({*before, *after} - {"type", "default", "$ref"}):
            one, other = before.get(keyword), after.get(keyword)
            if one != other:
                yield from self.keyword(where, keyword, one, other)

    def types(self, where: str, before: Schema, after: Schema) -> Change:
        old, new = types_of(before), types_of(after)
        detail = _from_to(before.get("$ref", before.get("type")), after.get("$ref", after.get("type")))
        if before.get("$ref") == after.get("$ref"):
            if old < new:
                return Change(where, Kind.WIDENED, detail)
            if new < old:
                return Change(where, Kind.NARROWED, detail)
        return Change(where, Kind.TYPE_CHANGED, detail)

    def keyword(self, where: str, keyword: str, old: Any, new: Any) -> Iterator[Change]:
        """Two values of one keyword; None if there is none."""
        detail = f"{keyword}: {_from_to(old, new)}"
        if keyword in LEAST or keyword in MOST:
            yield Change(where, _bounds(old, new, least=keyword in LEAST), detail)
        elif keyword == "uniqueItems":
            yield Change(where, Kind.NARROWED if new else Kind.WIDENED, detail)
        elif keyword == "pattern" and old is not None and new is not None:
            yield Change(where, _patterns(old, new), detail)
        elif keyword == "additionalProperties" and (isinstance(old, bool) or isinstance(new, bool)):
            yield Change(where, _closed(old, new), detail)
        elif keyword in ("allOf", "required"):
            yield from self.sets(where, keyword, old or [], new or [])
        elif keyword in ALTERNATIVES and old is not None and new is not None:
            yield from self.alternatives(where, keyword, old, new)
        elif keyword in ("items", "additionalProperties", "propertyNames") and old is not None and new is not None:
            inside = {"items": "[]", "additionalProperties": "{}", "propertyNames": "{key}"}[keyword]
            yield from self.values(where + inside, old, new)
        elif keyword in DEMANDS and old is None:
            yield Change(where, Kind.NARROWED, detail)
        elif keyword in DEMANDS and new is None:
            yield Change(where, Kind.WIDENED, detail)
        else:
            yield Change(where, Kind.CHANGED, detail)

    def sets(self, where: str, keyword: str, old: list[Any], new: list[Any]) -> Iterator[Change]:
        """Demands that must all be met: one more narrows, one less widens."""
        for demand in [one for one in old if one not in new]:
            yield Change(where, Kind.WIDENED, f"{keyword} no longer has {short(demand)}")
        for demand in [one for one in new if one not in old]:
            yield Change(where, Kind.NARROWED, f"{keyword} has {short(demand)} too")

    def alternatives(self, where: str, keyword: str, old: list[Any], new: list[Any]) -> Iterator[Change]:
        """Demands of which one must be met: one more widens, one less narrows. A class that came or went is told elsewhere."""
        gone = [one for one in old if one not in new and not self.is_told(one, self.new)]
        come = [one for one in new if one not in old and not self.is_told(one, self.old)]
        for option in [one for one in gone if _is_taken(one, new)]:
            gone.remove(option)
            yield Change(where, Kind.OPEN_TERM_REMOVED, text(option["const"]))
        for option in [one for one in come if _is_taken(one, old)]:
            come.remove(option)
            yield Change(where, Kind.OPEN_TERM_ADDED, text(option["const"]))
        if len(gone) == len(come) == 1 and "$ref" not in gone[0] and "$ref" not in come[0]:
            yield from self.values(where, gone[0], come[0])
            return
        for option in gone:
            yield Change(
                where, _alternative(keyword, option, Kind.NARROWED), f"{keyword} no longer has {short(option)}"
            )
        for option in come:
            yield Change(where, _alternative(keyword, option, Kind.WIDENED), f"{keyword} has {short(option)} too")

    def is_told(self, option: Schema, other: Schema) -> bool:
        """Return whether an alternative is a class that the other schema does not have."""
        name = str(option.get("$ref", "")).removeprefix("#/$defs/")
        return name in self.classes and name not in _classes(other)


def _from_to(old: Any, new: Any) -> str:
    return f"{short(old)} became {short(new)}"


def _bounds(old: Any, new: Any, *, least: bool) -> Kind:
    if old is None or new is None:
        return Kind.NARROWED if old is None else Kind.WIDENED
    return Kind.NARROWED if (new > old) == least else Kind.WIDENED


def _closed(old: Any, new: Any) -> Kind:
    """Return the kind of a change between an open and a closed object."""
    if old is False or new in (True, None):
        return Kind.WIDENED
    return Kind.NARROWED if new is False or old in (True, None) else Kind.CHANGED


_CHOICE: Final = pattern("([^A-Za-z0-9]*)([a-z0-9_|]+)(\\).*)", re.ASCII | re.DOTALL)


def _patterns(old: str, new: str) -> Kind:
    """Return the kind of a change of a pattern. It is known if only the words of the first group differ: `^(?:event|output):...`."""
    one, other = _CHOICE.fullmatch(old), _CHOICE.fullmatch(new)
    if one is not None and other is not None and (one[1], one[3]) == (other[1], other[3]):
        before, after = set(one[2].split("|")), set(other[2].split("|"))
        if before < after:
            return Kind.WIDENED
        if after < before:
            return Kind.NARROWED
    return Kind.CHANGED


def _is_taken(option: Schema, others: Iterable[Schema]) -> bool:
    """Return whether an alternative is a term that others take anyway, as in an open vocabulary."""
    return set(option) == {"const"} and any([accepts(other, text(option["const"])) for other in others])


def _alternative(keyword: str, option: Schema, kind: Kind) -> Kind:
    """Return the kind of a changed alternative. Exactly one option of `oneOf` must match, so an option that is not a class may take values away from another."""
    return kind if keyword == "anyOf" or "$ref" in option else Kind.CHANGED


def _like(one: str | None, other: str | None) -> bool:
    """Return whether two descriptions may be of the same thing: half of their words are the same, or one is missing."""
    if one is None or other is None:
        return True
    words, more = [{word.strip(".,:;") for word in said.lower().split()} for said in (one, other)]
    return 2 * len(words & more) >= len(words | more)
