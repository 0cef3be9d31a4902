"""Identifiers in registers of the world: DOI, ORCID, ROR, Wikidata and others, each with its syntax and check digit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Annotated, Final

from attrs import frozen

from ..patterns import pattern
from ..problems import Fix, Problem, define
from ..shapes import Reading, Scalar, within
from ..vocab import IdentifierRelation, IdentifierStatus
from . import checkdigits
from .node import Node
from .text import LABEL
from .urls import URL

__all__ = ["SCHEMES", "Identifier", "Scheme", "normalize_identifier"]

SYNTAX = define(
    "identifier.syntax",
    "error",
    "{found} is not a {scheme}",
    why="Each register has a syntax; a value outside it is found in no register.",
    bad='{"scheme": "ror", "value": "fudan"}',
    good='{"scheme": "ror", "value": "013q1eq08"}',
)
CHECK_DIGIT = define(
    "identifier.check-digit",
    "error",
    "{found} is no {scheme}: its check says {check}, and the rest of it asks for {wanted}",
    why="Check digits are there to catch a mistyped or swapped character. Which one it is they cannot say, so nothing is repaired.",
    bad='{"scheme": "orcid", "value": "0000-0002-1825-0098"}',
    good='{"scheme": "orcid", "value": "0000-0002-1825-0097"}',
)
NOT_CANONICAL = define(
    "identifier.not-canonical",
    "warning",
    "{found} is not written as a {scheme} is stored",
    why="One spelling makes equal identifiers equal texts: without resolver, in one case, with the hyphens of its register or "
    "none. The record holds the canonical one.",
    bad='{"scheme": "doi", "value": "https://doi.org/10.1000/ABC"}',
    good='{"scheme": "doi", "value": "10.1000/abc"}',
)
UNKNOWN_SCHEME = define(
    "identifier.unknown-scheme",
    "warning",
    "the scheme {found} is not known",
    why="The value is kept, but nothing about it can be checked. A scheme of your own gets a namespace, `prefix:name`.",
    bad='{"scheme": "rorid", "value": "013q1eq08"}',
    good='{"scheme": "ror", "value": "013q1eq08"}',
)
SCHEME_SYNTAX = define(
    "identifier.scheme-syntax",
    "error",
    "{found} is no name of an identifier scheme",
    why="A scheme is a short lower-case name, or one with a namespace, so that programs can choose by it.",
    bad='{"scheme": "ROR id", "value": "013q1eq08"}',
    good='{"scheme": "ror", "value": "013q1eq08"}',
)


class Scheme:
    """A scheme of identifiers.

    Attributes:
        name: the term that stands in `Identifier.scheme`.
        label: what it is called.
        pattern: the canonical form, a regular expression.
        examples: identifiers in canonical form.
        limit: the most characters that the canonical form has.
        url: where an identifier is resolved, with `{}` for its value; None where there is no such place.
        tidy: what makes the canonical form of a common written one: drops resolvers, spaces, hyphens, changes case.
        check: splits the canonical form into what is checked, the check that it has, and the check that it should have.
    """

    __slots__ = ("check", "compiled", "examples", "label", "limit", "name", "pattern", "tidy", "url")

    def __init__(
        self,
        name: str,
        label: str,
        syntax: str,
        examples: tuple[str, ...],
        limit: int,
        url: str | None = None,
        tidy: Callable[[str], str] = str,
        check: Callable[[str], tuple[str, str]] | None = None,
    ) -> None:
        self.name = name
        self.label = label
        self.pattern = syntax
        self.examples = examples
        self.limit = limit
        self.url = url
        self.tidy = tidy
        self.check = check
        self.compiled = pattern(syntax, re.ASCII)

    def is_canonical(self, value: str) -> bool:
        """Whether the value is a right identifier in canonical form: the quick way to say yes."""
        if len(value) > self.limit or not self.compiled.fullmatch(value):
            return False
        if self.check is None:
            return True
        has, wants = self.check(value)
        return has == wants

    def read(self, value: str) -> Reading:
        """The canonical value, and what there is to say."""
        if self.is_canonical(value):
            return value, ()
        canonical = self.tidy(value.strip()) if len(value) <= 4 * self.limit and value.isascii() else value
        if len(canonical) > self.limit or not self.compiled.fullmatch(canonical):
            return None, (SYNTAX(value, scheme=self.label, expected=f"one such as {self.examples[0]}"),)
        if self.check is not None:
            has, wants = self.check(canonical)
            if has != wants:
                again = "it once more from its source"
                return None, (CHECK_DIGIT(value, scheme=self.label, check=has, wanted=wants, suggestion=again),)
        fix = Fix("replace", "", canonical)
        return canonical, (NOT_CANONICAL(value, scheme=self.label, suggestion=f'"{canonical}"', fix=fix),)


def _without(*prefixes: str, drop: str = "", case: Callable[[str], str] = str) -> Callable[[str], str]:
    """A function that drops a resolver or prefix (in any case) and some characters, and changes the case of the rest."""
    resolvers = pattern("(?:" + "|".join(prefixes or ("(?!)",)) + ")", re.ASCII | re.IGNORECASE)
    table = str.maketrans("", "", drop)

    def tidy(value: str) -> str:
        return case(resolvers.sub("", value, count=1) if resolvers.match(value) else value).translate(table)

    return tidy


def _grouped(tidy: Callable[[str], str], *sizes: int) -> Callable[[str], str]:
    """The same function, with hyphens between groups of these sizes."""

    def group(value: str) -> str:
        plain = tidy(value)
        if len(plain) != sum(sizes):
            return plain
        starts = [sum(sizes[:index]) for index in range(len(sizes))]
        return "-".join([plain[start : start + size] for start, size in zip(starts, sizes, strict=True)])

    return group


_ISBN_10: Final = pattern("[0-9]{9}[0-9X]", re.ASCII)


def _isbn(value: str) -> str:
    plain = _without("urn:isbn:", "isbn(?:-1[03])?:?", drop=" -", case=str.upper)(value)
    if _ISBN_10.fullmatch(plain) and checkdigits.isbn10(plain[:9]) == plain[9]:
        return f"978{plain[:9]}{checkdigits.isbn13('978' + plain[:9])}"
    return plain


def _last(count: int, wanted: Callable[[str], str]) -> Callable[[str], tuple[str, str]]:
    """A check whose digits stand at the end; hyphens do not count."""

    def check(value: str) -> tuple[str, str]:
        plain = value.replace("-", "")
        return plain[-count:], wanted(plain[:-count])

    return check


_HTTP: Final = "https?://(?:www\\.)?"

SCHEMES: Final[Mapping[str, Scheme]] = MappingProxyType(
    {
        scheme.name: scheme
        for scheme in (
            Scheme(
                "doi",
                "DOI",
                "10\\.[0-9]{4,9}(?:\\.[0-9]+)*/[!-@\\[-~]+",
                ("10.1000/182", "10.1038/nphys1170"),
                2048,
                "https://doi.org/{}",
                _without(f"{_HTTP}(?:dx\\.)?doi\\.org/", "doi: ?", case=str.lower),
            ),
            Scheme(
                "orcid",
                "ORCID iD",
                "[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]",
                ("0000-0002-1825-0097", "0000-0002-1694-233X"),
                19,
                "https://orcid.org/{}",
                _grouped(_without(f"{_HTTP}orcid\\.org/", "orcid: ?", drop="- ", case=str.upper), 4, 4, 4, 4),
                _last(1, checkdigits.mod_11_2),
            ),
            Scheme(
                "ror",
                "ROR id",
                "0[0-9a-hj-km-np-tv-z]{6}[0-9]{2}",
                ("013q1eq08", "04w9fbh59"),
                9,
                "https://ror.org/{}",
                _without(f"{_HTTP}ror\\.org/", "ror\\.org/", case=str.lower),
                _last(2, checkdigits.ror),
            ),
            Scheme(
                "isni",
                "ISNI",
                "[0-9]{15}[0-9X]",
                ("0000000121032683", "000000012150090X"),
                16,
                "https://isni.org/isni/{}",
                _without(f"{_HTTP}isni\\.org/(?:isni/)?", "isni:? ?", drop=" -", case=str.upper),
                _last(1, checkdigits.mod_11_2),
            ),
            Scheme(
                "isbn",
                "ISBN",
                "97[89][0-9]{10}",
                ("9783161484100", "9780306406157"),
                13,
                None,
                _isbn,
                _last(1, checkdigits.isbn13),
            ),
            Scheme(
                "issn",
                "ISSN",
                "[0-9]{4}-[0-9]{3}[0-9X]",
                ("0317-8471", "2049-3630"),
                9,
                "https://portal.issn.org/resource/ISSN/{}",
                _grouped(
                    _without(f"{_HTTP}portal\\.issn\\.org/resource/ISSN/", "issn:? ?", drop=" -", case=str.upper), 4, 4
                ),
                _last(1, checkdigits.issn),
            ),
            Scheme(
                "wikidata",
                "Wikidata item",
                "Q[1-9][0-9]*",
                ("Q495015", "Q4881210"),
                16,
                "https://www.wikidata.org/wiki/{}",
                _without(f"{_HTTP}wikidata\\.org/(?:wiki|entity)/", "wikidata:", "wd:", case=str.upper),
            ),
            Scheme(
                "lei",
                "LEI",
                "[0-9A-Z]{18}[0-9]{2}",
                ("5493001KJTIIGC8Y1R12", "213800WSGIIZCXF1P572"),
                20,
                "https://search.gleif.org/#/record/{}",
                _without(f"{_HTTP}search\\.gleif\\.org/#/record/", "lei:? ?", drop=" ", case=str.upper),
                _last(2, checkdigits.mod_97_10),
            ),
            Scheme(
                "handle",
                "Handle",
                "[0-9]+(?:\\.[0-9]+)*/[!-~]+",
                ("20.1000/100", "10986/2124"),
                2048,
                "https://hdl.handle.net/{}",
                _without(f"{_HTTP}hdl\\.handle\\.net/", "hdl: ?"),
            ),
            Scheme(
                "arxiv",
                "arXiv id",
                "(?:[0-9]{2}(?:0[1-9]|1[0-2])\\.[0-9]{4,5}|[a-z]+(?:-[a-z]+)?(?:\\.[A-Z]{2})?/[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3})"
                "(?:v[1-9][0-9]{0,2})?",
                ("2401.01234", "math.GT/0309136"),
                40,
                "https://arxiv.org/abs/{}",
                _without(f"{_HTTP}arxiv\\.org/(?:abs|pdf)/", "arxiv: ?"),
            ),
            Scheme(
                "uscc",
                "unified social credit code",
                "[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}",
                ("91110000600037341L", "91310000132260250X"),
                18,
                None,
                _without(drop=" -", case=str.upper),
                _last(1, checkdigits.uscc),
            ),
            Scheme(
                "grid",
                "GRID id",
                "grid\\.[0-9]{4,6}\\.[0-9a-f]{1,2}",
                ("grid.8547.e", "grid.5335.0"),
                14,
                None,
                _without(f"{_HTTP}grid\\.ac/institutes/", case=str.lower),
            ),
            Scheme("url", "URL", "https?://[^\\s]+", ("https://example.org/",), 2048, "{}"),
        )
    }
)

_NAMESPACED: Final = pattern("[a-z][a-z0-9-]*:[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
_BARE: Final = pattern("[a-z0-9]+(?:[_-][a-z0-9]+)*", re.ASCII)


def _read_scheme(text: str) -> Reading:
    if text in SCHEMES or (len(text) <= 200 and _NAMESPACED.fullmatch(text)):
        return text, ()
    near = get_close_matches(text[:50].lower().strip(), SCHEMES, 1, 0.6)
    expected = "one of " + ", ".join(SCHEMES) + ", or one with a namespace such as myproject:register"
    suggestion = f'"{near[0]}"' if near else None
    if len(text) <= 100 and _BARE.fullmatch(text):
        return text, (UNKNOWN_SCHEME(text, expected=expected, suggestion=suggestion),)
    return None, (SCHEME_SYNTAX(text, expected=expected, suggestion=suggestion),)


SCHEME: Final = Scalar(
    name="an identifier scheme",
    read=_read_scheme,
    schema={
        "anyOf": [
            {"pattern": f"^(?:{_BARE.pattern})$", "maxLength": 100},
            {"pattern": f"^(?:{_NAMESPACED.pattern})$", "maxLength": 200},
        ]
    },
    examples=(*SCHEMES, "myproject:register"),
)


@frozen(kw_only=True, repr=False, eq=False)
class Identifier(Node):
    """The identifier of a record in some register. It holds the canonical form, whatever common form was given.

    >>> Identifier(scheme="doi", value="https://doi.org/10.1000/ABC").value
    '10.1000/abc'
    """

    scheme: Annotated[str, SCHEME, "The register: doi, orcid, ror, isni, wikidata, ..., or one with a namespace."]
    value: Annotated[str, LABEL, "The identifier, in canonical form."]
    status: Annotated[IdentifierStatus, "Whether the match is sure."] = IdentifierStatus.CONFIRMED
    relation: Annotated[IdentifierRelation, "Whether it names the record itself or its parent."] = (
        IdentifierRelation.SELF
    )

    @property
    def url(self) -> str | None:
        """Where the identifier is resolved; None where there is no such place."""
        scheme = SCHEMES.get(self.scheme)
        return None if scheme is None or scheme.url is None else scheme.url.format(self.value)

    @within("scheme", "value")
    def _of_its_scheme(self) -> Iterator[Problem]:
        """The value has the syntax and the check digit of its scheme."""
        scheme = SCHEMES.get(self.scheme)
        if scheme is not None:
            for problem in (URL if scheme.name == "url" else scheme).read(self.value)[1]:
                yield problem.under("/value")


def normalize_identifier(scheme: str, value: str) -> str:
    """The canonical form of an identifier.

    Raises:
        InvalidData: the value is not one of the scheme.

    >>> normalize_identifier("orcid", "https://orcid.org/0000000218250097")
    '0000-0002-1825-0097'
    """
    return Identifier(scheme=scheme, value=value).value
