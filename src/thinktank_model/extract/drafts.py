"""Drafts of records: their ids, names, sources and statements, and the record that a name refers to.

The same body named twice is one record: its names are looked up as `Dataset.find` compares names, and the article itself can say
that two names are one body, "Institute for Harbour Studies (IHS)". Two names that only the answer calls one body are listed for a person.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
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
SHORT: Final = 12  # letters of an acronym
PARTIES: Final = ("organization", "person")  # which have a capital letter in their names, with few exceptions
SHORTENED: Final = (NameKind.ACRONYM, NameKind.SHORT)  # what the article has in brackets behind another name

_ASIDE: Final = pattern("[(（]([^()（）]{1,60})[)）]")
_SHORT_FOR: Final = pattern("^(?:以下简称|简称|下称|hereafter|hereinafter|or|ci apres|dit|dite|ou) ?")
_SMALL: Final = frozenset(
    "the of for and in on at to by with a an le la les l de des du d et en sur pour a au aux".split()
)
_ARTICLE: Final = pattern("(?:the|les|le|la|l) (?=.)")  # of a folded name
_LOWER_ARTICLE: Final = pattern("(?:the |les |le |la |l['’])(?=.)")


class Draft:
    """One record.

    Attributes:
        data: the record as plain data, without its sources, its statements and what is `put`.
        at: the pointer to what it was made of, in the answer.
        keys: the keys of its names.
        has_preferred: whether one of its names is preferred.
    """

    def __init__(self, type: str, id: str, source_id: str, at: str) -> None:
        self.data: dict[str, Any] = {"type": type, "id": id}
        self.source_id: str = source_id
        self.at: str = at
        self._values: dict[str, list[object]] = {}
        self._quotes: dict[str, None] = {}
        self._statements: dict[tuple[str, str, str], dict[str, Any]] = {}
        self._items: dict[tuple[str, str], int] = {}
        self.keys: set[str] = set()
        self.has_preferred: bool = False

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
        place = self._items.setdefault((field, str(value)), len(items))
        if place == len(items):
            items.append(value)
        self.state(f"{field}/{place}", value, quote, method)

    def drop(self, field: str) -> None:
        """Take a key away, with what is stated of it."""
        self.data.pop(field, None)
        self._items = {key: place for key, place in self._items.items() if key[0] != field}
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
        is_person: whether the article has a name, in a quote, as that of a person.
    """

    def __init__(
        self, text: str, lang: str, source_id: str, names: Iterable[str], is_person: Callable[[str, str], bool]
    ) -> None:
        self.lang: str = lang
        self.source_id: str = source_id
        self.all: dict[str, Draft] = {}
        self._named: dict[tuple[str, str], dict[Draft, None]] = {}
        self._numbers: dict[str, int] = {}
        self._is_person: Callable[[str, str], bool] = is_person
        self._same: dict[str, str] = _same_bodies(text, names)

    def new(self, type: str, words: Iterable[str], at: str) -> Draft:
        """Return a new record with an id made of words."""
        made = wish = short_id(type, *words)
        number = self._numbers.get(wish, 1)
        while made in self.all:
            number += 1
            made = f"{wish}-{number}"
        self._numbers[wish] = number
        self.all[made] = draft = Draft(type, made, self.source_id, at)
        return draft

    def named(self, type: str, names: Sequence[PrintedName], at: str) -> Draft:
        """Return the record of this type that has one of the names, with all of them; a new one if there is none."""
        draft = next((found for name in names if (found := self.find(name.value, type)) is not None), None)
        return self.with_names(draft or self.new(type, [_without_article(names[0].value)], at), names)

    def with_names(self, draft: Draft, names: Sequence[PrintedName]) -> Draft:
        """Return a record after it was given names that an entry of the answer has for it."""
        keys = {_key(_without_article(name.value)) for name in names}
        for name in names:
            self._name(draft, name.value, name.quote, name.kind, keys)
        return draft

    def party(self, name: str, quote: str, at: str, *types: str) -> Draft:
        """Return the record of one of these types that a name refers to; a new one of the first type if there is none."""
        draft = next((found for type in types if (found := self.find(name, type)) is not None), None)
        if draft is None:
            draft = self.new(types[0], [_without_article(name)], at)
            draft.cite(quote)
        self._name(draft, name, quote, None, frozenset())
        return draft

    def find(self, name: str, type: str) -> Draft | None:
        """Return the first record of this type that has a name."""
        return next(iter(self.all_named(name, type)), None)

    def all_named(self, name: str, type: str) -> Collection[Draft]:
        """Return the records of this type that have a name."""
        key = _key(name)
        return self._named.get((type, key)) or self._named.get((type, self._same.get(key, "")), {})

    def _name(self, draft: Draft, name: str, quote: str, kind: NameKind | None, together: Collection[str]) -> None:
        """Give a record a name. One that the article or the answer alone ties to its other names is listed for a person.

        Parameters:
            draft: the record.
            name: the name.
            quote: the words that have it.
            kind: what kind of name the answer calls it.
            together: the keys of the names that the answer gives together; only these are tied without doubt by a bracket.
        """
        value = _without_article(name)
        key, type = _key(value), draft.data["type"]
        names = draft.data.setdefault("names", [])
        draft.cite(quote)
        if key not in draft.keys:
            lang = {} if in_other_script(value, self.lang) else {"lang": self.lang}
            more = {} if kind is None else {"kind": kind.value}
            is_first = bool(lang) and not draft.has_preferred
            other = self._same.get(key, "")
            is_tied = not names or (other in draft.keys and other in together)
            is_other = type == "person" and not self._is_person(value, quote)
            if not is_tied or is_other or (type in PARTIES and value.islower()):
                draft.state(f"names/{len(names)}/value", value, quote, INFERRED)
            is_short = kind in SHORTENED and len(key) < len(other)
            if kind is not None and kind is not NameKind.ALIAS and not is_short:
                draft.state(f"names/{len(names)}/kind", kind.value, quote, INFERRED)
            first = {"preferred": True} if is_first else {}
            draft.has_preferred = draft.has_preferred or is_first
            draft.keys.add(key)
            names.append({"value": value, **lang, **more, **first, "source_id": self.source_id})
        self._named.setdefault((type, key), {})[draft] = None


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
    """Return pairs of names for one body, in both directions: a name in brackets in the text with the longest name right before it.

    They are a pair if one is an acronym of the other or in another script, or if the article says that it is a short name.
    """
    asides = [(folded(found[1]), _before(text, found.start())) for found in _ASIDE.finditer(text)]
    keys = {key: f" {key}" for key in sorted({_key(name) for name in names}, key=len, reverse=True)}
    found: dict[str, str] = {}
    pairs = [(_SHORT_FOR.sub("", said), said, before) for said, before in asides]
    for aside, said, before in [one for one in pairs if one[0] in keys][:ASIDES]:
        behind = next((key for key, end in keys.items() if before.endswith(end if end.isascii() else key)), None)
        if behind is not None and (aside != said or _are_one(aside, behind)):
            found |= {aside: behind, behind: aside}
    return found


def _are_one(one: str, other: str) -> bool:
    """Return whether two folded names can be of one body: in two scripts, or one short for the other."""
    if not all([any(map(str.isalpha, name)) for name in (one, other)]):
        return False
    return one.isascii() != other.isascii() or _is_short_for(one, other) or _is_short_for(other, one)


def _is_short_for(short: str, name: str) -> bool:
    """Return whether each word of a name but "of" and the like begins with letters of an acronym, in their order.

    In Chinese, whether the name begins with the first character of the short name and has the others in their order.

    >>> _is_short_for("cass", "chinese academy of social sciences"), _is_short_for("mcul", "university of lyon")
    (True, False)
    >>> _is_short_for("北大", "北京大学"), _is_short_for("北京", "湿地研究院")
    (True, False)
    """
    letters = short.replace(" ", "")
    if not name.isascii():
        rest = iter(name)
        return len(letters) < len(name) and letters[:1] == name[:1] and all([char in rest for char in letters])
    words = name.split()
    if len(letters) > SHORT or len(words) < 2:
        return False
    ends: set[int] = {0}  # how many letters of the acronym the words so far can be
    for word in words:
        fitting = {
            end + size for end in ends for size in range(1, len(word) + 1) if letters.startswith(word[:size], end)
        }
        ends = fitting | (ends if word in _SMALL else set[int]())
    return len(letters) in ends


def _before(text: str, end: int) -> str:
    return " " + folded(text[max(0, end - NAME_LIMIT) : end])
