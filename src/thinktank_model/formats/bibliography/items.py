"""Converts outputs to CSL items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from ...dataset.collection import Dataset
from ...model.outputs import PIECES, Output
from ...model.parties import Person
from ...model.parts.outputs import Container, File, OutputDates, Relation
from ...model.parts.parties import Contribution
from ...values.dates import PartialDate
from ...values.identifiers import Identifier
from ...values.language import lookup
from ...values.text import Text
from ...vocab import OutputStatus
from ..left import Paths, left_out
from ..losses import Losses
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
IN_CONTAINER: Final = ("title", "kind", "volume", "issue", "number", "identifiers")
WRITTEN: Final = frozenset(
    "id identifiers extensions titles kind contributions anonymous status dates languages publisher publisher_place container pages "
    "edition abstract topics files relations".split()
)
"""The fields that `Items` looks at itself; of all others it is only reported that they are left out."""
OF_A_CONTRIBUTION: Final = left_out(Contribution, frozenset(["role", "name"]), "contributions")
OF_DATES: Final = left_out(OutputDates, frozenset(DATES.values()), "dates")
OF_A_CONTAINER: Final = left_out(Container, frozenset(IN_CONTAINER), "container")
OF_AN_IDENTIFIER: Final = left_out(Identifier, frozenset(["scheme", "value"]), "identifiers")
OF_A_FILE: Final = left_out(File, frozenset(["url"]), "files")
OF_A_RELATION: Final = left_out(Relation, under="relations")


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


class _Kind(NamedTuple):
    """What the kinds of an output and of its container become.

    Attributes:
        type: the type of the item.
        genre: its genre, if the type does not imply the kind.
        read: the kind that a reader makes of them.
    """

    type: str
    genre: str | None
    read: str | None


@lru_cache(MEMO)
def _kind(kind: str | None, container: str | None, lang: str) -> _Kind:
    type = type_of(kind, container)
    genre = genre_of(kind, type, lang)
    return _Kind(type, genre, kind if genre is None else kind_of(type, genre))


def _best(texts: Text, *languages: str) -> str:
    """Return the tag of the text in the best language."""
    return languages[0] if languages[0] in texts else _looked_up(tuple(texts), languages)


@lru_cache(MEMO)
def _looked_up(tags: tuple[str, ...], languages: tuple[str, ...]) -> str:
    return lookup(languages, tags) or tags[0]


class _Left(dict[Any, Paths]):
    """For each class of outputs, what finds the fields that an item leaves out."""

    def __missing__(self, cls: Any) -> Paths:
        self[cls] = found = left_out(cls, WRITTEN)
        return found


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
        self._parties: dict[str, Mapping[str, str]] = {}
        self._labels: dict[str, str] = {}
        self._left = _Left()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield the item of each output."""
        for output in self._outputs.values():
            yield self.item(output)

    def item(self, output: Output) -> dict[str, Any]:
        """Return the item of an output. What is left out of it is found on the way, so that no record is made plain data."""
        left = self._left[type(output)](output)
        container = output.container
        kind, genre, read_kind = _kind(output.kind, None if container is None else container.kind, self.lang)
        item: dict[str, Any] = {"id": output.id, "type": kind}
        title, read = self.language(output, item, left)
        item["title"] = output.titles[title]
        if len(output.titles) > 1:
            left += [f"titles.{tag}" for tag in output.titles if tag != title]
        if title != read:
            self.losses.changed(output.id, "/titles", title, read)
        if genre is not None:
            item["genre"] = genre
            if read_kind != output.kind:
                self.losses.changed(output.id, "/kind", output.kind, read_kind or "")
        self.names(output, item, read, left)
        if output.dates is not None:
            self.dates(output, output.dates, item, left)
        for variable, key in TEXTS:
            if (texts := getattr(output, key)) is not None:
                item[variable] = texts[tag := self.text(output, texts, f"/{key}", read)]
                if len(texts) > 1:
                    left += [f"{key}.{other}" for other in texts if other != tag]
        if container is not None:
            self.container(output, container, item, read, left)
        self.rest(output, item, left)
        self.identifiers(output, item, left)
        for relation in output.relations:
            if not self.translation(output, relation, item):
                left += OF_A_RELATION(relation)
        self.losses.paths(output.type, left)
        return item

    def language(self, output: Output, item: dict[str, Any], left: list[str]) -> tuple[str, str]:
        """Return the language of the written title, and the language that a reader assumes."""
        own = output.languages[:1]
        if own and own[0] != "und":
            item["language"] = own[0]
            if len(output.languages) > 1:
                left.append("languages")
            return _best(output.titles, own[0], self.lang, "en"), own[0]
        left += own and ["languages"]
        tag = _best(output.titles, self.lang, "en")
        if tag != "und":
            item["language"] = tag
            self.losses.changed(output.id, "/languages", "", tag)
        return tag, tag

    def text(self, output: Output, texts: Text, at: str, read: str) -> str:
        """Return the language of the text that is written."""
        tag = _best(texts, read, self.lang, "en")
        if tag != read:
            self.losses.changed(output.id, at, tag, read)
        return tag

    # --- who ---

    def names(self, output: Output, item: dict[str, Any], read: str, left: list[str]) -> None:
        """Add the contributors. Issuers or signatories are used if there is no author."""
        listed = output.contributions
        variables, first = _variables(tuple([part.role for part in listed]))
        issuer = None
        for at, variable in enumerate(variables):
            part = listed[at]
            left += OF_A_CONTRIBUTION(part)
            if variable is None:
                left.append("contributions.role")
                left += [] if part.name is None else ["contributions.name"]
                if part.role == "issuing_body" and issuer is None:
                    issuer = part.party_id
                continue
            if NAMES[variable] != part.role:
                self.losses.changed(output.id, f"/contributions/{at}/role", part.role, NAMES[variable])
            name = self.name(output, part, at, read, left)
            if variable in item:
                item[variable].append(name)
            else:
                item[variable] = [name]
        if first is not None:
            self.losses.changed(output.id, "/contributions", listed[0].role, first)
        if output.publisher is None and issuer is not None:  # it is the publisher, if it is not an author
            item["publisher"] = self.label(issuer)
            self.losses.changed(output.id, "/publisher", "", item["publisher"])
        if not item.keys().isdisjoint(NAMES):
            left += ["anonymous"] if output.anonymous else []
        elif not output.anonymous:
            self.losses.changed(output.id, "/anonymous", False, "true")

    def name(self, output: Output, part: Contribution, at: int, read: str, left: list[str]) -> Mapping[str, str]:
        """Return the name of a contributor. The id of the party is left out, since bibliographies cannot carry it."""
        id = part.party_id
        if id is None:
            assert part.name is not None  # for the type checker; it is required where there is no party
            if len(part.name) > 1:
                left.append("contributions.name")
            return {"literal": part.name[self.text(output, part.name, f"/contributions/{at}/name", read)]}
        if part.name is not None:
            left.append("contributions.name")
        if id not in self._parties:
            party = self.dataset.get(id)
            person = csl_name(shown_name(party, self.lang)) if isinstance(party, Person) else None
            self._parties[id] = {"literal": self.label(id)} if person is None else person
        return self._parties[id]

    def label(self, id: str) -> str:
        """Return the label of a record."""
        if id not in self._labels:
            self._labels[id] = self.dataset.label(id, self.lang)
        return self._labels[id]

    # --- when, where ---

    def dates(self, output: Output, dates: OutputDates, item: dict[str, Any], left: list[str]) -> None:
        """Add the dates, as far as CSL can express them."""
        for variable, key in DATES.items():
            if (date := getattr(dates, key)) is not None:
                numbers, more, written = _parts(date.text)
                item[variable] = {"date-parts": [[*numbers]], **more}
                if written != date.text:
                    self.losses.changed(output.id, f"/dates/{key}", date.text, written)
        left += OF_DATES(dates)

    def container(self, output: Output, container: Container, item: dict[str, Any], read: str, left: list[str]) -> None:
        """Add the container, and the location in it."""
        is_series = container.kind == "series"
        item["collection-title" if is_series else "container-title"] = container.title[
            self.text(output, container.title, "/container/title", read)
        ]
        if len(container.title) > 1:
            left.append("container.title")
        if container.kind != (known := container_kind(item["type"], is_series=is_series)):
            self.losses.changed(output.id, "/container/kind", container.kind or "", known or "")
        if container.volume is not None:
            item["volume"] = container.volume
        if container.issue is not None:
            item["issue"] = container.issue
        if container.number is not None:
            item["collection-number" if is_series else "number"] = container.number
        for identifier in container.identifiers:
            variable = SCHEMES.get(identifier.scheme, "")
            has_place = variable == "ISSN" or (variable == "ISBN" and item["type"] in IN_BOOKS)
            if has_place and variable not in item and not OF_AN_IDENTIFIER(identifier):
                item[variable] = identifier.value
            else:
                left.append("container.identifiers")
        left += OF_A_CONTAINER(container)

    def rest(self, output: Output, item: dict[str, Any], left: list[str]) -> None:
        """Add pages, edition, topics, status, URL, and the key of the item in another bibliography."""
        if output.pages is not None:
            is_count = output.pages.isdecimal() and output.kind not in PIECES
            item["number-of-pages" if is_count else "page"] = output.pages
        if output.edition is not None:
            item["edition"] = output.edition
        if output.topics:
            item["keyword"] = ", ".join(output.topics)
        if output.status is OutputStatus.PUBLISHED:  # styles print it, but it is implied
            left.append("status")
        elif output.status is not None:
            item["status"] = output.status.value
        if output.files:
            item["URL"] = output.files[0].url
            for file in output.files:
                left += OF_A_FILE(file)
            left += ["files.url"] if len(output.files) > 1 else []
        if extensions := output.extensions:
            key = extensions.get(CITATION_KEY)
            is_key = isinstance(key, str)
            if is_key:
                item["citation-key"] = key
            left += ["extensions"] if len(extensions) > is_key else []
        if output.released_at is not None and output.released_at in self._events:
            item["event-title"] = self.label(output.released_at)

    def identifiers(self, output: Output, item: dict[str, Any], left: list[str]) -> None:
        """Add the identifiers that CSL supports, one of each."""
        for identifier in output.identifiers:
            variable = SCHEMES.get(identifier.scheme)
            of_container = variable == "ISSN" or (variable == "ISBN" and item["type"] in IN_BOOKS)
            is_taken = variable in item or (of_container and output.container is not None)
            more = OF_AN_IDENTIFIER(identifier)
            if variable is not None and not is_taken and not more:
                item[variable] = identifier.value
            else:
                left += ["identifiers.scheme", "identifiers.value", *more]

    def translation(self, output: Output, relation: Relation, item: dict[str, Any]) -> bool:
        """Add the title of the original of a translation, and return whether a reader finds the original by it: if the title is unique."""
        original = self._outputs.get(relation.target)
        if relation.type != "is_translation_of" or original is None or original is output or "original-title" in item:
            return False
        item["original-title"] = title = self.title(original)
        return self.titles[title] == 1

    @property
    def titles(self) -> Counter[str]:
        """The number of outputs with each title."""
        if self._titles is None:
            self._titles = Counter([self.title(output) for output in self._outputs.values()])
        return self._titles

    def title(self, output: Output) -> str:
        """Return the title of an output as it is written."""
        return output.titles[_best(output.titles, *output.languages[:1], self.lang, "en")]
