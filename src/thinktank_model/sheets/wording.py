"""Says problems in the words of the people who fill in a sheet: headings in place of keys, labels in place of terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import evolve

from ..model.scope import CORE_SCOPE, Scope
from ..problems.display import keys_of, literal, value_of
from ..problems.pointers import pointer_tokens
from ..problems.problem import Problem, Severity, reworded
from ..problems.translations import Phrase, one_of
from ..shapes.tree import Boolean, ListOf, Shape
from ..values.countries import COUNTRY
from ..vocab import Term
from .headings import heading
from .human import shape_of_table
from .words import choices_of, country_label, yes_or_no

__all__ = ["heading_at", "worded"]

FEW: Final = 12  # choices that a message lists

_CHOICE: Final = {
    name: reworded(name, Phrase("{found} is not one of the choices of this column").template)
    for name in ("term.unknown", "term.syntax", "term.unlisted")
}
_COUNTRY: Final = reworded("country.unknown", Phrase("{found} is not a country or area").template)
_EMPTY: Final = reworded("key.missing", Phrase("each row needs a value under this heading").template)


def worded(
    problem: Problem,
    head: str | None,
    shape: Shape | None,
    lang: str,
    table: str = "",
    scope: Scope = CORE_SCOPE,
    *,
    is_ours: bool = True,
) -> Problem:
    """Return a problem of a cell or a row as people with the sheet understand it. A sheet has no fixes.

    Parameters:
        problem: the problem.
        head: the heading of the cell; None for a row.
        shape: the declared shape of its column.
        lang: the language of the labels on the sheet.
        table: the table of the cell.
        scope: the records that there can be.
        is_ours: whether we wrote the sheet: on any other, a word that an open vocabulary does not have is an error.
    """
    if problem.code == "term.unlisted" and not is_ours:
        problem = evolve(problem, code="term.syntax", severity=Severity.ERROR)
    said = evolve(problem, heading=head, fix=None)
    leaf = shape.item if isinstance(shape, ListOf) else shape
    if problem.code == _EMPTY.name:
        return evolve(said, definition=_EMPTY, expected="")
    if isinstance(leaf, Boolean) and problem.code == "type.wrong-type":
        return evolve(said, expected=one_of(choices_of(leaf, lang)))
    if isinstance(leaf, Term) and problem.code in _CHOICE:
        choices = choices_of(leaf, lang)
        expected = (
            one_of(choices)
            if len(choices) <= FEW
            else Phrase("a choice such as {label}; the template lists all", label=choices[0])
        )
        labels = {term.value: term.label(lang) for term in leaf.vocabulary}
        meant = value_of(problem.suggestion)
        suggestion = literal(labels[meant]) if isinstance(meant, str) and meant in labels else None
        advice = _elsewhere(keys_of(problem.suggestion), table, lang, scope) or problem.help
        return evolve(said, definition=_CHOICE[problem.code], expected=expected, suggestion=suggestion, help=advice)
    if leaf is COUNTRY and problem.code == _COUNTRY.name:
        meant = value_of(problem.suggestion)
        return evolve(
            said,
            definition=_COUNTRY,
            expected=Phrase("the name or the code of a country, such as {name} or CN", name=country_label("CN", lang)),
            suggestion=literal(country_label(meant, lang)) if isinstance(meant, str) else None,
        )
    return said


def _elsewhere(keys: Mapping[str, object], table: str, lang: str, scope: Scope) -> Phrase | None:
    """Return the advice to write a value in another column, which a suggestion of a key with its value means."""
    row = shape_of_table(table, scope) if table else None
    for key, value in keys.items():
        if isinstance(value, bool) and row is not None:
            word = yes_or_no(lang)[not value]
            return Phrase("Write {value} in the column {column}.", value=word, column=heading(table, row, key, lang))
    return None


def heading_at(tag: str, at: str, lang: str, scope: Scope = CORE_SCOPE) -> str | None:
    """Return the heading of the value at a pointer in a record, as we would write it; None for the record itself.

    >>> heading_at("organization", "/names/0/value", "fr"), heading_at("member", "", "en")
    ('Noms – Valeur', None)
    """
    tokens = [token for token in pointer_tokens(at) if not token.isdecimal()]
    shape = shape_of_table(tag, scope)
    return heading(tag, shape, ".".join(tokens), lang) if tokens and shape is not None else None
