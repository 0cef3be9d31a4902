"""Converts outputs to CSL items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from ...dataset.collection import Dataset
from ...model.outputs import PIECES, Output
from ...model.parties import Person
from ...values.dates import PartialDate
from ...values.language import lookup
from ..losses import Losses, plain, take, take_text
from .kinds import DATES, IN_BOOKS, MEMO, NAMES, container_kind, genre_of, kind_of, type_of
from .names import csl_name, shown_name

__all__ = ["CITATION_KEY", "Items"]

CITATION_KEY: Final = "csl:id"
"""The key of `extensions` with the name that an item has in the bibliography that it is from."""
SCHEMES: Final = {"doi": "DOI", "isbn": "ISBN", "pmid": "PMID", "pmcid": "PMCID", "issn": "ISSN"}
ROLE_VARIABLES: Final = {role: variable for variable, role in NAMES.items()}
NEAREST: Final = {"lead_author": "author", "speaker": "author"}
"""Roles that a bibliography prints as another one."""
INSTEAD: Final = {"issuing_body": "author", "signatory": "author"}
"""Roles that it prints as another one where there is no author."""
ORDER: Final = {variable: number for number, variable in enumerate(NAMES)}
FIRST_SEASON: Final = 21
TEXTS: Final = (("publisher", "publisher"), ("publisher-place", "publisher_place"), ("abstract", "abstract"))


class _Parts(NamedTuple):
    """A date as CSL expresses it.

    Attributes:
        numbers: the year, the month and the day, as far as they are known.
        more: its season, and whether it is approximate.
        read: the date that a reader makes of it.
    """

    numbers: tuple[int, ...]
    more: Mapping[str, Any]
    read: str


@lru_cache(MEMO)
def _parts(text: str) -> _Parts:
    """Return the parts of a date."""
    date = PartialDate(text)
    more: dict[str, Any] = {}
    read = text.rstrip("?~%")
    if date.precision == "season":
        season = int(text[5:7]) - FIRST_SEASON
        if season < 4:
            more["season"] = season + 1
        else:
            read = text[:4]
    if date.qualified:
        more["circa"] = True
        read += "~"
    return _Parts(tuple([part for part in (date.year, date.month, date.day) if part is not None]), more, read)


@lru_cache(MEMO)
def _variables(roles: tuple[str, ...]) -> tuple[tuple[str | None, ...], str | None]:
    """Return the variable for each contributor, and the first variable if a reader gets them in another order."""
    is_named = any([role in ROLE_VARIABLES or role in NEAREST for role in roles])
    nearest = NEAREST if is_named else INSTEAD
    variables = tuple([ROLE_VARIABLES.get(role) or nearest.get(role) for role in roles])
    order = [ORDER[variable] for variable in variables if variable is not None]
    return variables, None if order == sorted(order) else [*NAMES][min(order)]


def _best(texts: Collection[str], *languages: str) -> str | None:
    """Return the tag of the text in the best language; None if there is no text."""
    return languages[0] if languages[0] in texts else lookup(languages, texts) or next(iter(texts), None)


class Items:
    """Makes items of the outputs of a dataset.

    Parameters:
        dataset: the dataset.
        lang: the language of labels, and of texts if the output has no language.
        losses: collects what has no place in an item.
    """

    def __init__(self, dataset: Dataset, lang: str, losses: Losses) -> None:
        self.dataset = dataset
        self.lang = lang
        self.losses = losses
        self._outputs = dataset.outputs
        self._events = dataset.events
        self._titles: Counter[str] | None = None
        self._parties: dict[str, dict[str, str]] = {}
        self._labels: dict[str, str] = {}

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield the item of each output."""
        for output in self._outputs.values():
            yield self.item(output)

    def item(self, output: Output) -> dict[str, Any]:
        """Return the item of an output."""
        data = plain(output)
        container = data.get("container", {})
        kind = data.pop("kind", None)
        type = type_of(kind, container.get("kind"))
        item: dict[str, Any] = {"id": data.pop("id"), "type": type}
        tag = self.language(output, data, item)
        item["title"] = take_text(data, "titles", tag[0])
        if tag[0] != tag[1]:
            self.losses.changed(output.id, "/titles", tag[0], tag[1])
        if (genre := genre_of(kind, type, self.lang)) is not None:
            item["genre"] = genre
            if kind_of(type, genre) != kind:
                self.losses.changed(output.id, "/kind", kind, kind_of(type, genre) or "")
        self.names(output, data, item, tag[1])
        for variable, key in DATES.items():
            self.date(output, data, item, variable, key)
        for variable, key in TEXTS:
            if key in data and (text := self.text(output, data[key], f"/{key}", tag[1])) is not None:
                item[variable] = text
        self.container(output, data, item, tag[1])
        self.rest(output, data, item)
        self.identifiers(data, item)
        self.translation(output, data, item)
        self.losses.left(data)
        return item

    def language(self, output: Output, data: dict[str, Any], item: dict[str, Any]) -> tuple[str, str]:
        """Return the language of the written title, and the language that a reader assumes."""
        own = [tag for tag in output.languages[:1] if tag != "und"]
        tag = _best(data["titles"], *own, self.lang, "en") or ""
        if own:
            item["language"] = own[0]
            data["languages"].pop(0)
            return tag, own[0]
        if tag != "und":
            item["language"] = tag
            self.losses.changed(output.id, "/languages", "", tag)
        return tag, tag

    def text(self, output: Output, texts: dict[str, str], at: str, read: str) -> str | None:
        """Return the text in the best language, and remove it from the others."""
        tag = _best(texts, read, self.lang, "en")
        if tag is None:
            return None
        if tag != read:
            self.losses.changed(output.id, at, tag, read)
        return texts.pop(tag)

    # --- who ---

    def names(self, output: Output, data: dict[str, Any], item: dict[str, Any], read: str) -> None:
        """Add the contributors. Issuers or signatories are used if there is no author."""
        listed = data.get("contributions", ())
        variables, first = _variables(tuple([part["role"] for part in listed]))
        for at, variable in enumerate(variables):
            if variable is None:
                continue
            part = listed[at]
            role = part.pop("role")
            if NAMES[variable] != role:
                self.losses.changed(output.id, f"/contributions/{at}/role", role, NAMES[variable])
            item.setdefault(variable, []).append(self.name(output, part, at, read))
        if first is not None:
            self.losses.changed(output.id, "/contributions", output.contributions[0].role, first)
        if "publisher" not in data:
            self.issuer(output, listed, item)
        if item.keys().isdisjoint(NAMES) and not take(data, "anonymous", True):
            self.losses.changed(output.id, "/anonymous", False, "true")

    def issuer(self, output: Output, listed: list[dict[str, Any]], item: dict[str, Any]) -> None:
        """Add the issuing body as the publisher, if it is not an author."""
        for part in listed:
            if part.get("role") == "issuing_body" and "party_id" in part:
                item["publisher"] = self.label(part["party_id"])
                self.losses.changed(output.id, "/publisher", "", item["publisher"])
                return

    def name(self, output: Output, part: dict[str, Any], at: int, read: str) -> dict[str, str]:
        """Return the name of a contributor. The id of the party remains, since bibliographies cannot carry it."""
        if "party_id" not in part:
            return {"literal": self.text(output, part["name"], f"/contributions/{at}/name", read) or ""}
        id = part["party_id"]
        if id not in self._parties:
            party = self.dataset.get(id)
            person = csl_name(shown_name(party, self.lang)) if isinstance(party, Person) else None
            self._parties[id] = {"literal": self.label(id)} if person is None else person
        return {**self._parties[id]}

    def label(self, id: str) -> str:
        """Return the label of a record."""
        if id not in self._labels:
            self._labels[id] = self.dataset.label(id, self.lang)
        return self._labels[id]

    # --- when, where ---

    def date(self, output: Output, data: dict[str, Any], item: dict[str, Any], variable: str, key: str) -> None:
        """Add a date, as far as CSL can express it."""
        text = data["dates"].pop(key, None) if "dates" in data else None
        if text is None:
            return
        numbers, more, written = _parts(text)
        item[variable] = {"date-parts": [[*numbers]], **more}
        if written != text:
            self.losses.changed(output.id, f"/dates/{key}", text, written)

    def container(self, output: Output, data: dict[str, Any], item: dict[str, Any], read: str) -> None:
        """Add the container, and the location in it."""
        container = data.get("container")
        if container is None:
            return
        is_series = container.get("kind") == "series"
        item["collection-title" if is_series else "container-title"] = self.text(
            output, container["title"], "/container/title", read
        )
        kind = container.pop("kind", None)
        if kind != (known := container_kind(item["type"], is_series=is_series)):
            self.losses.changed(output.id, "/container/kind", kind or "", known or "")
        for key, variable in (
            ("volume", "volume"),
            ("issue", "issue"),
            ("number", "collection-number" if is_series else "number"),
        ):
            if key in container:
                item[variable] = container.pop(key)
        for identifier in [*container.get("identifiers", ())]:
            variable = SCHEMES.get(identifier["scheme"], "")
            has_place = variable == "ISSN" or (variable == "ISBN" and item["type"] in IN_BOOKS)
            if len(identifier) == 2 and has_place and variable not in item:
                item[variable] = identifier["value"]
                container["identifiers"].remove(identifier)

    def rest(self, output: Output, data: dict[str, Any], item: dict[str, Any]) -> None:
        """Add pages, edition, topics, status, URL, and the key of the item in another bibliography."""
        if (pages := data.pop("pages", None)) is not None:
            item["number-of-pages" if pages.isdecimal() and output.kind not in PIECES else "page"] = pages
        if (edition := data.pop("edition", None)) is not None:
            item["edition"] = edition
        if topics := data.pop("topics", None):
            item["keyword"] = ", ".join(topics)
        if data.get("status") not in (None, "published"):  # styles print it, but it is implied
            item["status"] = data.pop("status")
        if files := data.get("files"):
            item["URL"] = files[0].pop("url")
        key = output.extensions.get(CITATION_KEY)
        if isinstance(key, str):
            item["citation-key"] = key
            del data["extensions"][CITATION_KEY]
            if not data["extensions"]:
                del data["extensions"]
        if output.released_at is not None and output.released_at in self._events:
            item["event-title"] = self.label(output.released_at)

    def identifiers(self, data: dict[str, Any], item: dict[str, Any]) -> None:
        """Add the identifiers that CSL supports, one of each."""
        for identifier in [*data.get("identifiers", ())]:
            variable = SCHEMES.get(identifier["scheme"])
            of_container = variable == "ISSN" or (variable == "ISBN" and item["type"] in IN_BOOKS)
            is_taken = variable in item or (of_container and "container" in data)
            if len(identifier) == 2 and variable is not None and not is_taken:
                item[variable] = identifier["value"]
                data["identifiers"].remove(identifier)

    def translation(self, output: Output, data: dict[str, Any], item: dict[str, Any]) -> None:
        """Add the title of the original of a translation. A reader finds the original by it if the title is unique."""
        for relation in data.get("relations", ()):
            original = self._outputs.get(relation["target"])
            if original is output:
                continue
            if relation["type"] == "is_translation_of" and original is not None and "original-title" not in item:
                title = self.title(original)
                item["original-title"] = title
                if self.titles[title] == 1:
                    relation.clear()

    @property
    def titles(self) -> Counter[str]:
        """The number of outputs with each title."""
        if self._titles is None:
            self._titles = Counter([self.title(output) for output in self._outputs.values()])
        return self._titles

    def title(self, output: Output) -> str:
        """Return the title of an output as it is written."""
        tag = lookup((*output.languages[:1], self.lang, "en"), output.titles)
        return output.titles[tag or next(iter(output.titles))]
