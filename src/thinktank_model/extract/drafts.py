"""Drafts of records: their ids, names, sources and statements, and the record that a name refers to.

A body that is named twice is one record: names are compared as in `Dataset.find`, and the article itself can give two
names of one body, as in "Institute for Harbour Studies (IHS)".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from ..model.ids import make_id
from ..problems.patterns import pattern
from ..values.folding import folded
from ..values.language import in_other_script
from .asked import PrintedName

__all__ = ["Draft", "Drafts", "short_id"]

EXTRACTED: Final = "machine_extraction"
INFERRED: Final = "inference"

WORDS: Final = 8  # of a name or text from which an id is made
CHARACTERS: Final = 60
ASIDES: Final = 200  # names in brackets that are examined
NAME_LIMIT: Final = 200  # characters before a bracket

_ASIDE: Final = pattern("[(（]([^()（）]{1,60})[)）]")
_SHORT_FOR: Final = pattern("^(?:以下简称|简称|下称|hereafter|hereinafter|or|ci apres|dit|dite|ou) ?")
_ARTICLE: Final = pattern("(?:the|les|le|la|l) (?=.)")  # of a folded name
_LOWER_ARTICLE: Final = pattern("(?:the |les |le |la |l['’])(?=.)")


class Draft:
    """One record.

    Attributes:
        data: the record as plain data, without its sources and statements.
        at: the pointer to its part of the answer.
    """

    def __init__(self, type: str, id: str, source_id: str, at: str) -> None:
        self.data: dict[str, Any] = {"type": type, "id": id}
        self.source_id: str = source_id
        self.at: str = at
        self._quotes: dict[str, None] = {}
        self._statements: dict[tuple[str, str, str], dict[str, Any]] = {}

    @property
    def id(self) -> str:
        """The id of the record."""
        return str(self.data["id"])

    def cite(self, quote: str) -> None:
        """Add a quote that supports the record."""
        self._quotes[quote] = None

    def state(self, field: str, value: object, quote: str, method: str = EXTRACTED) -> None:
        """Add a statement, once."""
        said = {"field": field, "value": value, "source_id": self.source_id, "quote": quote, "method": method}
        self._statements.setdefault((field, str(value), quote), said)

    def put(self, field: str, value: object, quote: str, method: str = EXTRACTED) -> None:
        """Set a field, with its statement."""
        self.data[field] = value
        self.state(f"/{field}", value, quote, method)

    def append(self, field: str, value: object, quote: str, method: str = EXTRACTED) -> None:
        """Add an item to a list, once, with its statement."""
        items = self.data.setdefault(field, [])
        if value not in items:
            items.append(value)
        self.state(f"/{field}/{items.index(value)}", value, quote, method)

    def drop(self, field: str) -> None:
        """Remove a field, with the statements about it."""
        del self.data[field]
        self._statements = {key: said for key, said in self._statements.items() if key[0].split("/")[1] != field}

    def whole(self) -> dict[str, Any]:
        """Return the record as plain data."""
        sources = [{"source_id": self.source_id, "quote": quote} for quote in self._quotes]
        statements = {"statements": list(self._statements.values())} if self._statements else {}
        return {**self.data, "sources": sources, **statements}


class Drafts:
    """The records of one answer.

    Parameters:
        text: the article.
        lang: its language.
        source_id: the id of its record.
        names: all names of bodies in the answer.
    """

    def __init__(self, text: str, lang: str, source_id: str, names: Iterable[str]) -> None:
        self.lang: str = lang
        self.source_id: str = source_id
        self.all: dict[str, Draft] = {}
        self._named: dict[tuple[str, str], Draft] = {}
        self._same: dict[str, str] = _same_bodies(text, names)

    def new(self, type: str, words: Iterable[str], at: str) -> Draft:
        """Return a new record with an id made of words."""
        made = wish = short_id(type, *words)
        number = 1
        while made in self.all:
            number += 1
            made = f"{wish}-{number}"
        self.all[made] = draft = Draft(type, made, self.source_id, at)
        return draft

    def named(self, type: str, names: Iterable[PrintedName], at: str) -> Draft:
        """Return the record of this type with one of the names, and give it all of them; a new record if there is none."""
        listed = list(names)
        draft = next((found for name in listed if (found := self.find(name.value, type)) is not None), None)
        if draft is None:
            draft = self.new(type, [_without_article(listed[0].value)], at)
        for name in listed:
            self._name(draft, name.value, name.quote, name.kind)
        return draft

    def party(self, name: str, quote: str, at: str, *types: str) -> Draft:
        """Return the record of one of these types that a name refers to; a new one of the first type if there is none."""
        draft = next((found for type in types if (found := self.find(name, type)) is not None), None)
        if draft is None:
            draft = self.new(types[0], [_without_article(name)], at)
            draft.cite(quote)
        self._name(draft, name, quote, None)
        return draft

    def find(self, name: str, type: str) -> Draft | None:
        """Return the record of this type with a name."""
        key = _key(name)
        return self._named.get((type, key)) or self._named.get((type, self._same.get(key, "")))

    def _name(self, draft: Draft, name: str, quote: str, kind: str | None) -> None:
        value = _without_article(name)
        names = draft.data.setdefault("names", [])
        type = draft.data["type"]
        draft.cite(quote)
        if _key(value) not in {_key(known["value"]) for known in names}:
            lang = {} if in_other_script(value, self.lang) else {"lang": self.lang}
            more = {} if kind is None else {"kind": str(kind)}
            first = {} if any([known.get("preferred") for known in names]) or not lang else {"preferred": True}
            names.append({"value": value, **lang, **more, **first, "source_id": self.source_id})
        self._named.setdefault((type, _key(value)), draft)


def short_id(type: str, *words: str) -> str:
    """Return an id made of the first words, in Chinese of the first characters.

    >>> short_id("recommendation", "Share the results of joint research with all members every year.")
    'recommendation:share-the-results-of-joint-research-with-all'
    """
    return make_id(type, *[" ".join(part.split()[:WORDS])[:CHARACTERS] for part in words])


def _key(name: str) -> str:
    """Return the key that identifies a name: its words as `find` compares them, without a leading article."""
    key = folded(name)
    found = _ARTICLE.match(key)
    return key if found is None else key[found.end() :]


def _without_article(name: str) -> str:
    """Return a name without a leading article in lower case: "l'Institut d'études" becomes "Institut d'études"."""
    found = _LOWER_ARTICLE.match(name)
    return name if found is None else name[found.end() :]


def _same_bodies(text: str, names: Iterable[str]) -> dict[str, str]:
    """Return pairs of names for one body: each name in brackets in the text with the name before it, in both directions."""
    asides = [(_SHORT_FOR.sub("", folded(found[1])), _before(text, found.start())) for found in _ASIDE.finditer(text)]
    keys = {key: f" {key}" for key in sorted({_key(name) for name in names}, key=len, reverse=True)}
    found: dict[str, str] = {}
    for aside, before in [one for one in asides if one[0] in keys][:ASIDES]:
        behind = next((key for key, end in keys.items() if before.endswith(end if end.isascii() else key)), None)
        if behind is not None:
            found |= {aside: behind, behind: aside}
    return found


def _before(text: str, end: int) -> str:
    return " " + folded(text[max(0, end - NAME_LIMIT) : end])
