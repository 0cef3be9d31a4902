"""Says problems in the words of the people who fill in a sheet: headings in place of keys, labels in place of terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import evolve

from ..model.scope import CORE_SCOPE, Scope
from ..problems.display import keys_of, literal, value_of
from ..problems.patterns import pattern
from ..problems.pointers import pointer_tokens
from ..problems.problem import Problem, Severity, reworded
from ..problems.translations import Phrase, one_of
from ..shapes.codes import MISSING
from ..shapes.hints import flag_for
from ..shapes.tree import Boolean, ListOf, Number, ObjectOf, Scalar, Shape
from ..values.countries import COUNTRY
from ..values.dates import DATE, DATE_OR_TIME
from ..values.folding import folded
from ..values.ids import Reference
from ..vocab import Term
from .addresses import split_for
from .days import is_list_of_days
from .headings import heading, labels, variants
from .human import NAMES, shape_of_table
from .plan import Plan, Role
from .roles import heading_of, roles_beside
from .words import choices_of, country_label, yes_or_no

__all__ = ["advised", "flag_named", "heading_at", "nameless", "none_of", "of_table", "worded"]

_OF_TABLE: Final = {
    name: reworded(name, template)
    for name, template in {
        "import.no-sheet": Phrase("the table was not recognized").template,
        "import.sheet-read-as": Phrase("the table is read as {what}").template,
        "import.sheet-skipped": Phrase(
            "the table is not imported: no row of it has headings that are recognized; cells: {count}"
        ).template,
        "import.ids-made": Phrase("{count} {count:id was|ids were} made from names for rows of the table").template,
        "import.sheet-language": Phrase(
            "texts of the table that do not say their language are taken as {what}, judging by its headings"
        ).template,
        "import.row-language": Phrase(
            "titles and authors of the table are in the language of their row, which the column {column} gives"
        ).template,
        "import.in-program": Phrase(
            "the {count} {count:row|rows} of the table are put into the programme {name}"
        ).template,
    }.items()
}
_KEYS: Final = pattern(r"\"\w+\"|(?:^|\s)/\w+")  # advice about JSON

FEW: Final = 12  # choices that a message lists

_CHOICE: Final = {
    name: reworded(name, Phrase("{found} is not one of the choices of this column").template)
    for name in ("term.unknown", "term.syntax", "term.unlisted")
}
_COUNTRY: Final = reworded("country.unknown", Phrase("{found} is not a country or area").template)
_NONE: Final = reworded("key.none-of", Phrase("each row needs a value under one of these headings: {names}").template)
_ADVICE: Final = {
    "name.no-preferred": Phrase("Mark the one to show as preferred on the sheet of names, or delete the others.")
}
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
    is_of_json = problem.help is not None and _KEYS.search(problem.help) is not None
    said = evolve(problem, heading=head, fix=None, help=_ADVICE.get(problem.code) if is_of_json else problem.help)
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


def advised(problem: Problem, shape: Shape, table: str, lang: str, scope: Scope) -> Problem:
    """Return the problem of a cell that is not understood, with what its column takes."""
    leaf = shape.item if isinstance(shape, ListOf) else shape
    if isinstance(leaf, Boolean):
        return evolve(problem, expected=one_of(choices_of(leaf, lang)))
    if isinstance(leaf, Number):
        return evolve(problem, expected=Phrase("an integer") if leaf.integer else Phrase("a number"))
    if not isinstance(leaf, Scalar) or isinstance(leaf, Reference):
        return problem
    _, refused = leaf.read(str(problem.value))
    if not refused:
        return problem
    said = worded(refused[0], None, leaf, lang, table, scope)
    among = split_for(leaf, str(problem.value)).addresses
    suggestion = said.suggestion or (literal(among[0]) if len(among) == 1 else None)
    help = said.help
    if leaf in (DATE, DATE_OR_TIME) and is_list_of_days(str(problem.value)):
        help = Phrase("Write a row for each day; for a period, write its first and its last day with a dash.")
    return evolve(problem, expected=said.expected, suggestion=suggestion, help=help)


def flag_named(shape: ObjectOf, text: str) -> str | None:
    """Return the column of "yes" and "no" that a text names: `is_think_tank` for "Think tank" or "智库"; None if there is none."""
    flags = [name for name, field in shape.fields.items() if isinstance(field.shape, Boolean) and name in labels()]
    said = {folded(variant.partition("（")[0]): name for name in flags for variant in variants(name)}
    return said.get(folded(text)) or flag_for(shape, text, {})


def _elsewhere(keys: Mapping[str, object], table: str, lang: str, scope: Scope) -> Phrase | None:
    """Return the advice to write a value in another column, which a suggestion of a key with its value means."""
    row = shape_of_table(table, scope) if table else None
    for key, value in keys.items():
        if isinstance(value, bool) and row is not None:
            word = yes_or_no(lang)[not value]
            return Phrase("Write {value} in the column {column}.", value=word, column=heading(table, row, key, lang))
    return None


def of_table(problem: Problem) -> Problem:
    """Return a problem of a sheet without a name as one of a table."""
    own = _OF_TABLE.get(problem.code)
    return problem if problem.value or own is None else evolve(problem, definition=own)


def nameless() -> Problem:
    """Return the problem of a row that has values and no name."""
    return evolve(MISSING(key=NAMES), definition=_EMPTY)


def none_of(problem: Problem, plan: Plan, tag: str, scope: Scope = CORE_SCOPE) -> tuple[Problem, int | None]:
    """Return the problem that a row has none of several values in the words of the sheet, and the column that is to be filled in.

    Parameters:
        problem: the problem, which names the fields.
        plan: the sheet.
        tag: the class of the record.
        scope: the records that there can be.
    """
    fields = str(dict(problem.params)["names"]).split(", ")
    beside = {_field(role, tag): heading_of(role, plan.lang, scope) for role in roles_beside(tag)}
    called = {name: beside.get(name) or heading_at(tag, f"/{name}", plan.lang, scope) or name for name in fields}
    flag = next((name for name in fields if _is_flag(tag, name, scope)), None)
    columns = [number for number, role in plan.columns.items() if _field(role, tag) in fields]
    columns.sort(key=lambda number: _field(plan.columns[number], tag) == flag)
    others = [called[name] for name in fields if name != flag]
    advice: Phrase | None = None
    if flag is not None and others and not plan.is_ours:
        word = yes_or_no(plan.lang)[0]
        if columns:
            advice = Phrase("If there is none, write {value} in a column {column}.", value=word, column=called[flag])
        else:
            advice = Phrase(
                "Add a column {column}; in a row that has none, write {value} in a column {other}.",
                column=others[0],
                value=word,
                other=called[flag],
            )
    if columns:
        return evolve(problem, definition=_EMPTY, expected="", help=advice), columns[0]
    names = ", ".join(called.values())
    return evolve(problem, definition=_NONE, params=(("names", names),), expected="", help=advice), None


def _is_flag(tag: str, name: str, scope: Scope) -> bool:
    """Return whether a field of a record says yes or no."""
    shape = shape_of_table(tag, scope)
    field = shape.fields.get(name) if isinstance(shape, ObjectOf) else None
    return field is not None and isinstance(field.shape, Boolean)


def _field(role: Role, tag: str) -> str:
    """Return the field of a record in which the values of a column are."""
    return role.key.partition("@")[0] if role.table == tag else role.table.removeprefix(f"{tag}.").partition(".")[0]


def heading_at(tag: str, at: str, lang: str, scope: Scope = CORE_SCOPE) -> str | None:
    """Return the heading of the value at a pointer in a record, as we would write it; None for the record itself.

    >>> heading_at("organization", "/names/0/value", "fr"), heading_at("member", "", "en")
    ('Noms – Valeur', None)
    """
    tokens = [token for token in pointer_tokens(at) if not token.isdecimal()]
    shape = shape_of_table(tag, scope)
    return heading(tag, shape, ".".join(tokens), lang) if tokens and shape is not None else None
