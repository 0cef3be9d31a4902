"""Identifiers of records in external registers: DOI, ORCID, ROR, Wikidata and others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, ClassVar, Final

from attrs import evolve

from ..problems.patterns import any_case, pattern, whole
from ..problems.problem import Fix, Problem, define
from ..problems.translations import Phrase, one_of
from ..shapes.declared import field, frozen
from ..shapes.node import Node
from ..shapes.takes import Takes
from ..shapes.tree import Constraint, Reading, Scalar
from ..vocab import IdentifierRelation, IdentifierStatus
from ..vocab.spelling import fold, likely
from .identifier_slips import several
from .known_schemes import SCHEMES
from .schemes import LOWER, NOT_CANONICAL, SYNTAX, Scheme
from .text import LABEL

__all__ = ["SCHEMES", "Identifier", "Scheme", "normalize_identifier"]

UNKNOWN_SCHEME = define(
    "identifier.unknown-scheme",
    "warning",
    "unknown identifier scheme {found}",
    why=(
        "The value is kept unchanged but cannot be checked. Write a scheme of your own with a namespace, `prefix:name`."
    ),
    bad='{"scheme": "orchid", "value": "0000-0002-1825-0097"}',
    good='{"scheme": "orcid", "value": "0000-0002-1825-0097"}',
    mends="the name of the scheme, if this is an alias and the value is valid in it",
)
SCHEME_SYNTAX = define(
    "identifier.scheme-syntax",
    "error",
    "{found} cannot be the name of an identifier scheme",
    why="Software selects identifiers by their scheme, so a scheme is a short name or a name with a namespace.",
    bad='{"scheme": "ROR id", "value": "013q1eq08"}',
    good='{"scheme": "ror", "value": "013q1eq08"}',
)


# --- The name of a scheme ---

BARE_LIMIT: Final = 100
NAMESPACED_LIMIT: Final = 200
_BARE: Final = pattern("[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*", re.ASCII)
_NAMESPACED: Final = pattern("[a-z][a-z0-9-]*:[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
_NAMESPACED_EXAMPLE: Final = "myproject:register"


@cache
def _spellings() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return two mappings of folded spellings to names of schemes: those that include kinds of a scheme, and those of the name alone."""
    labels = {fold(label): name for name, scheme in SCHEMES.items() for label in (name, scheme.label, *scheme.labels)}
    kinds = {fold(kind): name for name, scheme in SCHEMES.items() for kind in scheme.kinds}
    return kinds | labels, labels


def _read_scheme(text: str) -> Reading:
    if text in SCHEMES or (len(text) <= NAMESPACED_LIMIT and _NAMESPACED.fullmatch(text)):
        return text, ()
    spellings, labels = _spellings()
    name = text.translate(LOWER)
    sure = labels.get(fold(name)) if len(text) <= BARE_LIMIT else None
    meant = sure or likely(text, spellings, {name: name for name in SCHEMES})
    suggestion = None if meant is None else f'"{meant}"'
    template = "{names}, or a name with a namespace such as {example}"
    expected = Phrase(template, names=one_of(SCHEMES), example=_NAMESPACED_EXAMPLE)
    if len(text) > BARE_LIMIT or not _BARE.fullmatch(text):
        return None, (SCHEME_SYNTAX(text, expected=expected, suggestion=suggestion),)
    said: list[Problem] = []
    if name != text:
        fix = Fix("replace", "", name)
        known = f'"{name}"' if name in SCHEMES else None
        said.append(NOT_CANONICAL(text, label=Phrase("scheme name"), suggestion=known, fix=fix))
    if name not in SCHEMES:
        replaced = None if sure is None else Fix("replace", "", sure)
        said.append(UNKNOWN_SCHEME(name, expected=expected, suggestion=suggestion, fix=replaced))
    return name, tuple(said)


SCHEME: Final = Scalar(
    name="an identifier scheme",
    read=_read_scheme,
    schema={
        "title": "IdentifierScheme",
        "anyOf": [
            {**whole(_BARE.pattern), "maxLength": BARE_LIMIT},
            {**whole(_NAMESPACED.pattern), "maxLength": NAMESPACED_LIMIT},
        ],
    },
    examples=(*SCHEMES, _NAMESPACED_EXAMPLE),
)


# --- Identifiers ---


def _is_canonical(scheme: str, value: str) -> bool:
    """Return whether a value is canonical in its scheme, or the scheme is unknown: then there is no problem."""
    known = SCHEMES.get(scheme)
    return known is None or known.is_canonical(value)


def _of_its_scheme(identifier: Identifier) -> Iterator[Problem]:
    scheme = SCHEMES.get(identifier.scheme)
    if scheme is None:
        return
    for problem in scheme.read(identifier.value)[1]:
        if problem.code != SYNTAX.name or problem.suggestion is not None:
            yield problem.under("/value")
        elif scheme.check is not None and (found := several(identifier.value, scheme.canonical)):
            items = [json.dumps({**_plain(identifier), "value": value}) for value in found]
            yield evolve(problem, suggestion=", ".join(items))  # in place of the one identifier
        else:
            yield evolve(problem, help=_in_another_scheme(identifier.value)).under("/value")


def _in_another_scheme(text: str) -> Phrase | None:
    """Return advice if a value is valid in another scheme. URLs are left out, since a resolver with a typing error is a URL."""
    for other in SCHEMES.values():
        value = other.canonical(text) if other.name != "url" else None
        if value is not None and (
            (other.recognizable and other.name != "handle") or value != text
        ):  # "1/2" is not a hint
            return Phrase(
                'The value is a valid {label}: write the scheme "{name}".', label=other.label, name=other.name
            )
    return None


def _plain(identifier: Identifier) -> dict[str, str]:
    """Return the identifier as JSON, although it is not valid."""
    said = {"status": identifier.status.value, "relation": identifier.relation.value}
    usual = {"status": IdentifierStatus.CONFIRMED, "relation": IdentifierRelation.SELF}
    return {
        "scheme": identifier.scheme,
        "value": identifier.value,
        **{key: term for key, term in said.items() if term != usual[key]},
    }


def _schema() -> Mapping[str, Any]:
    """Return the JSON Schema of identifiers: for each scheme the forms that are read."""
    rules = [
        {
            "if": {"properties": {"scheme": {"pattern": f"^{any_case(scheme.name)}$"}}, "required": ["scheme"]},
            "then": {"properties": {"value": dict(scheme.schema)}},
        }
        for scheme in SCHEMES.values()
    ]
    return {"description": "The value has the syntax of its scheme.", "allOf": rules}


@frozen(kw_only=True, repr=False, eq=False)
class Identifier(Node):
    """The identifier of a record in a register, in canonical form, whatever form was given.

    >>> Identifier(scheme="doi", value="https://doi.org/10.1000/ABC").value
    '10.1000/abc'
    """

    constraints: ClassVar[tuple[Constraint, ...]] = (
        Constraint(
            fields=("scheme", "value"),
            check=_of_its_scheme,
            schema=_schema(),
            name="of_its_scheme",
            description="The value has the syntax and the check digit of its scheme.",
            quick=_is_canonical,
        ),
    )

    scheme: Annotated[str, SCHEME, "The register: doi, orcid, ror, isni, wikidata, ..., or one with a namespace."]
    value: Annotated[str, LABEL, "The identifier, in the canonical form of its scheme."]
    status: Annotated[IdentifierStatus, "Whether the match is confirmed."] = field(
        default=IdentifierStatus.CONFIRMED, converter=Takes[str]
    )
    relation: Annotated[IdentifierRelation, "Whether it identifies the record or its parent."] = field(
        default=IdentifierRelation.SELF, converter=Takes[str]
    )

    @staticmethod
    def _meant(text: str) -> dict[str, Any]:
        """Return the identifier that a text means: by its canonical form, or by the only scheme that can read it, URLs aside.

        A URL of the resolver of a scheme that is not valid in the scheme has a typing error, so it is not taken as a URL either.
        """
        able = {
            name: value
            for name, scheme in SCHEMES.items()
            if (value := scheme.canonical(text)) is not None and (scheme.recognizable or value != text)
        }
        special = {name: value for name, value in able.items() if name != "url"}
        for found in ({name: value for name, value in special.items() if value == text}, special, able):
            if len(found) == 1 and (found.keys() != {"url"} or not any([s.resolves(text) for s in SCHEMES.values()])):
                ((name, value),) = found.items()
                return {"scheme": name, "value": value}
        return {"scheme": "...", "value": text}

    @property
    def url(self) -> str | None:
        """The URL that resolves the identifier; None if there is none."""
        scheme = SCHEMES.get(self.scheme)
        return None if scheme is None else scheme.url(self.value)


def normalize_identifier(scheme: str, value: str) -> str:
    """Return the canonical form of an identifier. The value of an unknown scheme is returned unchanged.

    Raises:
        InvalidData: the value is not valid in the scheme, or its check digit is wrong.

    >>> normalize_identifier("orcid", "https://orcid.org/0000000218250097")
    '0000-0002-1825-0097'
    """
    return Identifier(scheme=scheme, value=value).value
