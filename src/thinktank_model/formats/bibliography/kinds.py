"""Maps kinds of outputs and containers to types of CSL."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from ...vocab import OutputKind

__all__ = [
    "DATES",
    "IN_BOOKS",
    "KINDS",
    "LABELS",
    "NAMES",
    "PREFIX",
    "TYPES",
    "container_kind",
    "genre_of",
    "kind_of",
    "type_of",
]

PREFIX: Final = "csl:"
"""The namespace of kinds that only CSL has, such as `csl:thesis`."""
KINDS: Final[Mapping[str, str]] = {
    "report": "report",
    "policy_brief": "report",
    "working_paper": "article",
    "blue_book": "book",
    "white_paper": "report",
    "article": "article-journal",
    "commentary": "article-magazine",
    "book": "book",
    "chapter": "chapter",
    "proceedings": "book",
    "dataset": "dataset",
    "case_collection": "book",
    "standard": "standard",
    "presentation": "speech",
    "speech": "speech",
    "video": "motion_picture",
    "newsletter": "periodical",
    "webpage": "webpage",
    "op_ed": "article-newspaper",
    "blog_post": "post-weblog",
    "podcast": "broadcast",
    "annual_report": "report",
    "film": "motion_picture",
}
"""The type of each kind; one that is not here is a `document`. Where a type stands for several kinds, the genre tells which one it is."""
TYPES: Final[Mapping[str, str]] = {
    "report": "report",
    "article": "working_paper",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "chapter",
    "paper-conference": "article",
    "dataset": "dataset",
    "standard": "standard",
    "speech": "speech",
    "motion_picture": "film",
    "periodical": "newsletter",
    "webpage": "webpage",
    "post-weblog": "blog_post",
    "broadcast": "podcast",
}
"""The kind of each type where no genre says more. A type that is not here becomes a kind with a namespace."""
CONTAINERS: Final[Mapping[str, str]] = {
    "article-journal": "journal",
    "article-newspaper": "newspaper",
    "chapter": "book",
    "paper-conference": "proceedings",
    "webpage": "website",
    "post-weblog": "website",
}
IN_BOOKS: Final = frozenset(["chapter", "paper-conference", "entry-dictionary", "entry-encyclopedia"])
"""Types of which an ISBN is that of the book that they appeared in."""
MORE_TYPES: Final = frozenset(
    "bill classic collection document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case "
    "legislation manuscript map musical_score pamphlet patent performance personal_communication post regulation review "
    "review-book software song thesis treaty".split()
)
"""Types of CSL 1.0.2 for which there is no kind."""
ARTICLES: Final[Mapping[str | None, str]] = {"newspaper": "article-newspaper", "proceedings": "paper-conference"}
NAMES: Final[Mapping[str, str]] = {
    "author": "author",
    "editor": "editor",
    "editorial-director": "editor_in_chief",
    "translator": "translator",
    "compiler": "compiler",
    "contributor": "contributor",
}
"""The variables of CSL that hold names, in the order of a bibliography, and the role that each stands for."""
DATES: Final[Mapping[str, str]] = {"issued": "issued", "submitted": "submitted"}
MEMO: Final = 1024  # kinds and genres that are kept, since most repeat
LABELS: Final = {
    label.casefold(): kind.value for kind in OutputKind if kind.replaced_by is None for label in kind.labels.values()
}


def type_of(kind: str | None, container: Any) -> str:
    """Return the CSL type of an output from its kind and its container."""
    if kind is not None and kind.removeprefix(PREFIX) in MORE_TYPES:
        return kind.removeprefix(PREFIX)
    if kind == "article":
        return ARTICLES.get(container, "article-journal")
    return KINDS.get(kind or "", "document")


@lru_cache(MEMO)
def genre_of(kind: str | None, type: str, lang: str) -> str | None:
    """Return the label of the kind, if the type does not imply it."""
    if kind is None or kind_of(type, None) == kind:
        return None
    return next((known.label(lang) for known in OutputKind if known == kind), kind)


@lru_cache(MEMO)
def kind_of(type: str, genre: str | None) -> str | None:
    """Return the kind of a type and genre; None if there is no specific one."""
    named = None if genre is None else LABELS.get(genre.casefold())
    if named is not None and type_of(named, None) == type:
        return named
    if genre is not None and ":" in genre and type == "document":
        return genre
    if type in TYPES:
        return TYPES[type]
    return None if type == "document" else PREFIX + type


def container_kind(type: str, *, is_series: bool) -> str | None:
    """Return the kind of the container of an item of a type."""
    return "series" if is_series else CONTAINERS.get(type)
