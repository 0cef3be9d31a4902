"""The titles of sheets and headings of columns in English, French and Chinese, and the columns that headings mean.

The texts are in `data/headings.txt`, a line for each record type or field.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from ..model.scope import CORE_SCOPE, Scope
from ..problems.shipped import shipped
from ..problems.translations import primary_subtag
from ..shapes.tree import Field, ListOf, MapOf, ObjectOf, Shape
from ..tables.columns import declared, is_key, is_spread
from ..tables.table import OWNER

__all__ = ["ACRONYM", "Labels", "heading", "labels", "sheet_title", "variants"]

ACRONYM: Final = "acronym"
JOIN: Final = " – "  # between the parts of a heading
_INDEX: Final = {"en": 0, "fr": 1, "zh": 2}


class Labels(NamedTuple):
    """The names of a sheet or column.

    Attributes:
        named: the heading in English, French and Chinese.
        variants: other headings that people write.
    """

    named: tuple[str, str, str]
    variants: tuple[str, ...]

    def __call__(self, lang: str) -> str:
        """Return the heading in a language, by its primary subtag; English if there is none."""
        return self.named[_INDEX.get(primary_subtag(lang), 0)]


@cache
def labels() -> dict[str, Labels]:
    """Return the texts, by `@type`, `field`, `type.field` and `object.field`."""
    found: dict[str, Labels] = {}
    for line in shipped("headings.txt").splitlines():
        if not line.startswith("# "):
            key, english, french, chinese, *more = line.split("\t")
            others = more[0].split("|") if more and more[0] else []
            found[key] = Labels((english, french, chinese), tuple(others))
    return found


def variants(key: str) -> tuple[str, ...]:
    """Return all headings that people write for a key."""
    found = labels()[key]
    return (*found.named, *found.variants)


def sheet_title(table: str, lang: str, scope: Scope = CORE_SCOPE) -> str:
    """Return the title of the sheet of a table.

    >>> sheet_title("event.participations", "fr")
    'Événements – Participants'
    """
    tag, *names = table.split(".")
    shape = scope.record.options.get(tag)
    own = None if shape is None else vars(shape.cls).get("headings")
    title = own(lang) if own else _label(f"@{tag}", lang) or _words(tag)
    return JOIN.join([title, *_parts(tag, names, lang, shape)])


def _words(tag: str) -> str:
    """Return the title of a type of a profile, without the colon, which no name of a sheet has.

    >>> _words("my:small_grant")
    'Small grant (my)'
    """
    prefix, _, name = tag.rpartition(":")
    return f"{name.replace('_', ' ').capitalize()} ({prefix})"


def heading(table: str, shape: Shape, name: str, lang: str) -> str:
    """Return the heading of a column of a table.

    Parameters:
        table: the name of the table.
        shape: the shape of its rows.
        name: the name of the column.
        lang: the language.
    """
    if is_key(name):
        return labels()["_record" if name == OWNER else "_no"](lang)
    base, at, tag = name.partition("@")
    root = table if "." not in table else table.rpartition(".")[2]
    parts = list(_parts(root, base.split("."), lang, shape, is_text=bool(at))) if base else [labels()["text"](lang)]
    text = JOIN.join(parts)
    if at:
        return f"{text} ({tag})"
    known = declared(shape, name)
    return f"{text} {{}}" if known is not None and is_spread(known) else text


def _parts(root: str, tokens: list[str], lang: str, shape: Shape | None, *, is_text: bool = False) -> Iterator[str]:
    """Yield the labels along a path: those that a field of another project states, and for ours the longest key that fits."""
    stated = [None if field is None else field.headings for field in _fields(shape, tokens)]
    at = 0
    while at < len(tokens):
        own = stated[at]
        if own is not None:
            yield own(lang)
            at += 1
            continue
        for end in range(len(tokens), at, -1):
            joined = ".".join(tokens[at:end])
            last = f"{joined}@" if is_text and end == len(tokens) else joined
            found = (at == 0 and _label(f"{root}.{joined}", lang)) or _label(last, lang) or _label(joined, lang)
            if found:
                yield found
                at = end
                break
        else:
            yield tokens[at]
            at += 1


def _fields(shape: Shape | None, tokens: list[str]) -> Iterator[Field | None]:
    """Yield the field of each step of a path; None where the path leads elsewhere."""
    for token in tokens:
        inner = shape.item if isinstance(shape, ListOf) else shape
        field = inner.fields.get(token) if isinstance(inner, ObjectOf) else None
        shape = None if field is None else field.shape
        yield field


def _label(key: str, lang: str) -> str | None:
    found = labels().get(key)
    return None if found is None else found(lang)


def is_map_of_text(shape: Shape | None) -> bool:
    """Return whether a column of this shape can have a language tag."""
    return isinstance(shape, MapOf) and is_spread(shape)


def field_of(shape: Shape, name: str) -> str | None:
    """Return the description of the field of a column."""
    known = [field for field in _fields(shape, name.partition("@")[0].split(".")) if field is not None]
    return known[-1].description if known else None
