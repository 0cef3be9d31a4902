"""Maps CSL variables to fields of outputs, to report what a narrower format leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..losses import Losses
from .kinds import NAMES

__all__ = ["FIELDS", "not_carried"]

FIELDS: Final[Mapping[str, str]] = {
    "type": "kind",
    "genre": "kind",
    "title": "titles",
    "language": "languages",
    "author": "contributions",
    "editor": "contributions",
    "editorial-director": "contributions",
    "translator": "contributions",
    "compiler": "contributions",
    "contributor": "contributions",
    "issued": "dates.issued",
    "submitted": "dates.submitted",
    "publisher": "publisher",
    "publisher-place": "publisher_place",
    "container-title": "container.title",
    "collection-title": "container.title",
    "collection-number": "container.number",
    "number": "container.number",
    "volume": "container.volume",
    "issue": "container.issue",
    "page": "pages",
    "number-of-pages": "pages",
    "edition": "edition",
    "abstract": "abstract",
    "keyword": "topics",
    "status": "status",
    "URL": "files.url",
    "DOI": "identifiers",
    "ISBN": "identifiers",
    "ISSN": "identifiers",
    "PMID": "identifiers",
    "PMCID": "identifiers",
    "original-title": "relations",
    "citation-key": "extensions",
}


def not_carried(id: str, item: Mapping[str, Any], losses: Losses, *, named: bool) -> None:
    """Report the fields of the remaining variables of an item, except those that are only added for readers.

    Parameters:
        id: the id of the output.
        item: the remaining variables of its item.
        losses: collects the problems.
        named: whether the file names an author.
    """
    if not named and not NAMES.keys().isdisjoint(item):
        losses.changed(id, "/anonymous", "", "true")
    for field in sorted({FIELDS[variable] for variable in item if variable in FIELDS}):
        losses.field("output", field)
