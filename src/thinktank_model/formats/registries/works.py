"""Common parts of the registers of publications: outputs, their contributors and their relations."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from ...model.ids import make_id
from ...problems.patterns import pattern
from ...problems.translations import Phrase
from ...records.readers import Line, RecordReader
from ...values.dates import DATE
from ...values.language import LANGUAGE
from ..losses import Losses
from ..settling import prose
from .catalogue import Catalogue, compact, left_out
from .taking import string

__all__ = ["NO_LANGUAGE", "Works", "date_of", "plain_text", "title_of"]

NO_LANGUAGE: Final = "und"
PARAGRAPH: Final = pattern(r"</(?:jats:)?(?:p|title|sec|li|list-item)>\s*|<br ?/?>")
TAG: Final = pattern(r"</?[A-Za-z][A-Za-z0-9:-]*(?:\s[^<>]*)?/?>")
Key = tuple[str, str]  # a scheme and an identifier


class Works:
    """Makes the outputs of one file. They are yielded when all are known, because they refer to each other.

    Parameters:
        reader: reads the plain data.
        losses: counts the values that are left out.
        namespace: the namespace of terms that only this register has.
    """

    def __init__(self, reader: RecordReader, losses: Losses, namespace: str) -> None:
        self.catalogue = Catalogue(reader, losses)
        self.losses = losses
        self.namespace = namespace
        self._made: list[dict[str, Any] | Line] = []
        self._known: dict[Key, str] = {}
        self._related: defaultdict[int, list[tuple[str, str, Key]]] = defaultdict(list)

    def lines(
        self, objects: Iterable[dict[str, Any]], output: Callable[[dict[str, Any]], dict[str, Any] | None]
    ) -> Iterator[Line]:
        """Yield the outputs of items, then the parties that they name.

        Parameters:
            objects: the items.
            output: a function that returns the plain data of an output and removes the values that it takes over from the item; None if the item is not a work.
        """
        for number, item in enumerate(objects):
            made = output(item)
            if made is None:
                self._made.append(left_out(number, Phrase("it is not a work that can be read, or has no title")))
                continue
            self.losses.rest(item)
            for one in made.get("identifiers", ()):
                self._known.setdefault((one["scheme"], one["value"]), made["id"])
            self._made.append(compact(made))
        for number, data in enumerate(self._made):
            if isinstance(data, Line):
                self.catalogue.number += 1
                yield data
                continue
            relations = [*self._relations(number, data["id"])]
            yield from self.catalogue.record({**data, "relations": relations} if relations else data)
        yield from self.catalogue.parties()

    def relate(self, type: str, key: Key, property: str) -> None:
        """Store a relation of the current output; if the other output is not in the file, the relation is lost."""
        self._related[len(self._made)].append((type, property, key))

    def _relations(self, number: int, own: str) -> Iterator[dict[str, str]]:
        seen: set[tuple[str, str]] = set()
        for type, property, key in self._related.pop(number, ()):
            target = self._known.get(key)
            if target is None or target == own:
                self.losses.property(property)
            elif (type, target) not in seen:
                seen.add((type, target))
                yield {"type": type, "target": target}

    # --- parts of an output ---

    def start(self, identifiers: list[dict[str, Any]], title: str | None) -> dict[str, Any] | None:
        """Return a new output with an id made from its first identifier, or else from its title."""
        words = (identifiers[0]["scheme"], identifiers[0]["value"]) if identifiers else (title or "",)
        try:
            return {"type": "output", "id": make_id("output", *words), "identifiers": identifiers}
        except ValueError:
            return None

    def language(self, item: dict[str, Any], made: dict[str, Any]) -> str:
        """Return the language of the work, which is that of its texts."""
        tag = LANGUAGE.read(item["language"])[0] if isinstance(item.get("language"), str) else None
        if not isinstance(tag, str):
            return NO_LANGUAGE
        del item["language"]
        made["languages"] = [tag]
        return tag

    def kind(self, type: str | None, kinds: Mapping[str, str]) -> str | None:
        """Return the kind for a type; an unknown type becomes a term with the namespace of the register."""
        return None if type is None else kinds.get(type, f"{self.namespace}:{type}")

    def contribution(
        self,
        role: str,
        name: Mapping[str, str],
        identifiers: list[dict[str, Any]],
        tag: str,
        affiliations: Iterable[str] = (),
        type: str = "person",
    ) -> dict[str, Any]:
        """Return a contribution: with a record if the party has an identifier, else with the name as printed.

        Parameters:
            role: the role.
            name: the whole name as `value`, and its parts.
            identifiers: as plain data.
            tag: the language of the work.
            affiliations: ids of organizations.
            type: `person` or `organization`.
        """
        id = self.catalogue.party(
            type, name["value"], identifiers, **{key: name[key] for key in name if key != "value"}
        )
        made = {"name": {tag: name["value"]}} if id is None else {"party_id": id}
        return compact({**made, "role": role, "affiliation_ids": [*dict.fromkeys(affiliations)]})

    def funding(
        self, name: str | None, identifiers: list[dict[str, Any]], award: str | None, tag: str
    ) -> dict[str, Any] | None:
        """Return the funding; None if neither a funder nor an award is given."""
        if name is None and award is None:
            return None
        id = None if name is None else self.catalogue.party("organization", name, identifiers)
        made: dict[str, Any] = {"kind": f"{self.namespace}:funding" if award is None else "grant", "award": award}
        made |= {"funder_id": id} if id is not None else {"name": {tag: name}} if name is not None else {}
        return compact(made)


def date_of(data: dict[str, Any], key: str) -> str | None:
    """Take a date from a text: one of ours, or the first of an interval."""
    value = data.get(key)
    text = value.strip().partition("/")[0] if isinstance(value, str) else value
    if isinstance(text, int) and not isinstance(text, bool) and 0 < text < 10_000:
        text = f"{text:04}"
    date = DATE.read(text)[0] if isinstance(text, str) else None
    if date is None:
        return None
    del data[key]
    return str(date)


def plain_text(text: str | None) -> str | None:
    """Return a text without markup: without tags of HTML and JATS, and with entities replaced."""
    if text is None or not ("<" in text or "&" in text):
        return text
    return prose(html.unescape(TAG.sub("", PARAGRAPH.sub("\n", text))).strip())


def title_of(data: dict[str, Any], key: str) -> str | None:
    """Take a title, on one line and without markup."""
    text = string(data, key)
    return None if text is None else " ".join((plain_text(text) or text).split())
