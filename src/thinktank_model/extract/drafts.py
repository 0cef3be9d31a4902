"""Drafts of records: their ids, names, sources and statements, and the record that a name refers to.

The same body named twice is one record: its names are looked up as `Dataset.find` compares names, and the article itself can say
that two names are one body, "Institute for Harbour Studies (IHS)". Two names that only the answer calls one body are listed for a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from ..model.ids import make_id
from ..problems.patterns import pattern
from ..values.folding import folded
from ..values.ids import slug_of
from ..values.language import in_other_script
from ..vocab import NameKind
from .asked import PrintedName

__all__ = ["Draft", "Drafts", "short_id"]

EXTRACTED: Final = "machine_extraction"
INFERRED: Final = "inference"

WORDS: Final = 8  # of a name or text from which an id is made
CHARACTERS: Final = 60
ASIDES: Final = 200  # names in brackets that are examined
NAME_LIMIT: Final = 200  # characters before a bracket
PARTIES: Final = ("organization", "person")  # which have a capital letter in their names, with few exceptions
SHORTENED: Final = (NameKind.ACRONYM, NameKind.SHORT)  # what the article has in brackets behind another name

_ASIDE: Final = pattern("[(（]([^()（）]{1,60})[)）]")
_SHORT_FOR: Final = pattern("^(?:以下简称|简称|下称|hereafter|hereinafter|or|ci apres|dit|dite|ou) ?")
_ARTICLE: Final = pattern("(?:the|les|le|la|l) (?=.)")  # of a folded name
_LOWER_ARTICLE: Final = pattern("(?:the |les |le |la |l['’])(?=.)")


class Draft:
    """One record.

    Attributes:
        data: the record as plain data, without its sources, its statements and what is `put`.
        at: the pointer to what it was made of, in the answer.
    """

    def __init__(self, type: str, id: str, source_id: str, at: str) -> None:
        self.data: dict[str, Any] = {"type": type, "id": id}
        self.source_id: str = source_id
        self.at: str = at
        self._values: dict[str, list[object]] = {}
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
        said = {"field": f"/{field}", "value": value, "source_id": self.source_id, "quote": quote, "method": method}
        self._statements.setdefault((field, str(value), quote), said)

    def put(self, field: str, value: object, quote: str, method: str = EXTRACTED) -> None:
        """Give a field a value, with its statement. A field that gets two different values has none.

        Parameters:
            field: the name of a key, or such as `dates/issued`.
            value: the value.
            quote: the words that say it.
            method: how it was found.
        """
        self.state(field, value, quote, method)
        values = self._values.setdefault(field, [])
        if value not in values:
            values.append(value)

    def put_date(self, field: str, date: str, quote: str, method: str) -> None:
        """Give a field a date; of March 2025 and 3 March 2025 it has the second one."""
        known = self._values.get(field, [])
        if any([str(one).startswith(f"{date}-") for one in known]):
            self.state(field, date, quote, method)
            return
        self._values[field] = [one for one in known if not date.startswith(f"{one}-")]
        self.put(field, date, quote, method)

    def append(self, field: str, value: object, quote: str, method: str = EXTRACTED) -> None:
        """Add an item to a list, once, with its statement."""
        items = self.data.setdefault(field, [])
        if value not in items:
            items.append(value)
        self.state(f"{field}/{items.index(value)}", value, quote, method)

    def drop(self, field: str) -> None:
        """Take a key away, with what is stated of it."""
        self.data.pop(field, None)
        self._values = {name: values for name, values in self._values.items() if name.split("/")[0] != field}
        self._statements = {key: said for key, said in self._statements.items() if key[0].split("/")[0] != field}

    def disputed(self) -> Iterator[tuple[str, int]]:
        """Yield the fields with different values, and how many."""
        yield from [(field, len(values)) for field, values in self._values.items() if len(values) > 1]

    def whole(self) -> dict[str, Any]:
        """Return the record as plain data."""
        found = dict(self.data)
        for field, values in self._values.items():
            key, _, part = field.partition("/")
            if len(values) == 1:
                found[key] = {**found.get(key, {}), part: values[0]} if part else values[0]
        sources = [{"source_id": self.source_id, "quote": quote} for quote in self._quotes]
        statements = {"statements": list(self._statements.values())} if self._statements else {}
        return {**found, "sources": sources, **statements}


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
        self._named: dict[tuple[str, str], list[Draft]] = {}
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

    def named(self, type: str, names: Sequence[PrintedName], at: str) -> Draft:
        """Return the record of this type that has one of the names, with all of them; a new one if there is none."""
        draft = next((found for name in names if (found := self.find(name.value, type)) is not None), None)
        return self.with_names(draft or self.new(type, [_without_article(names[0].value)], at), names)

    def with_names(self, draft: Draft, names: Iterable[PrintedName]) -> Draft:
        """Return a record after it was given names."""
        for name in names:
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
        """Return the first record of this type that has a name."""
        return next(iter(self.all_named(name, type)), None)

    def all_named(self, name: str, type: str) -> list[Draft]:
        """Return the records of this type that have a name."""
        key = _key(name)
        return self._named.get((type, key)) or self._named.get((type, self._same.get(key, "")), [])

    def _name(self, draft: Draft, name: str, quote: str, kind: NameKind | None) -> None:
        """Give a record a name. One that the article does not tie to its other names is listed for a person."""
        value = _without_article(name)
        key, type = _key(value), draft.data["type"]
        names = draft.data.setdefault("names", [])
        keys = [_key(known["value"]) for known in names]
        draft.cite(quote)
        if key not in keys:
            lang = {} if in_other_script(value, self.lang) else {"lang": self.lang}
            more = {} if kind is None else {"kind": kind.value}
            first = {} if any([known.get("preferred") for known in names]) or not lang else {"preferred": True}
            other = self._same.get(key, "")
            if (keys and other not in keys) or (type in PARTIES and value.islower()):
                draft.state(f"names/{len(keys)}/value", value, quote, INFERRED)
            is_short = kind in SHORTENED and len(key) < len(other)
            if kind is not None and kind is not NameKind.ALIAS and not is_short:
                draft.state(f"names/{len(keys)}/kind", kind.value, quote, INFERRED)
            names.append({"value": value, **lang, **more, **first, "source_id": self.source_id})
        known = self._named.setdefault((type, key), [])
        if draft not in known:
            known.append(draft)


def short_id(type: str, *words: str) -> str:
    """Return an id made of the first words, in Chinese of the first characters.

    >>> short_id("recommendation", "Share the results of joint research with all members every year.")
    'recommendation:share-the-results-of-joint-research-with-all'
    """
    short = [" ".join(part.split()[:WORDS])[:CHARACTERS] for part in words]
    return make_id(type, *(short if slug_of(" ".join(short)) else words))


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
