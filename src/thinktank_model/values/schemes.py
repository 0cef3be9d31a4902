"""The schemes of identifiers that are known: how each is written, checked, stored and resolved.

A scheme is one entry in `SCHEMES`; to add one is to add an entry there. What is accepted and stored, what a message
suggests and what the JSON Schema says follow from its fields.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote, unquote

from ..problems.display import literal
from ..problems.patterns import any_case, pattern, whole
from ..problems.problem import Fix, define
from ..problems.translations import Phrase
from ..shapes.tree import Reading, also
from . import checkdigits
from .identifier_slips import meant
from .urls import URL

__all__ = ["LOWER", "NOT_CANONICAL", "SCHEMES", "Scheme"]

SYNTAX = define(
    "identifier.syntax",
    "error",
    "{found} is no {label}",
    why="Each register has a syntax; a value outside it is found in no register.",
    bad='{"scheme": "ror", "value": "Fudan University"}',
    good='{"scheme": "ror", "value": "013q1eq08"}',
)
CHECK_DIGIT = define(
    "identifier.check-digit",
    "error",
    "{found} is no {label}: its check says {check}, and the rest of it asks for {wanted}",
    why="The last characters are worked out from those before, to catch a character that is wrong and two that changed "
    "places. Which one it is they cannot say, so nothing is repaired.",
    bad='{"scheme": "orcid", "value": "0000-0002-1825-0079"}',
    good='{"scheme": "orcid", "value": "0000-0002-1825-0097"}',
)
NOT_CANONICAL = define(
    "identifier.not-canonical",
    "warning",
    "{found} is not the canonical form of this {label}",
    why="One spelling makes equal identifiers equal texts: without resolver and label, in one case, with the hyphens "
    "of the register or none. The record holds that one.",
    bad='{"scheme": "doi", "value": "https://doi.org/10.1000/ABC"}',
    good='{"scheme": "doi", "value": "10.1000/abc"}',
    mends="the canonical form, which the record holds in any case",
    canonical=True,
)
WRITTEN_EXTRA: Final = 200  # characters that a resolver or a label may add to an identifier
IN_PATH: Final = "/:;()@!$&'*,=+~"  # what a path may hold beside letters, digits, - . and _ (RFC 3986, section 3.3)

# Tables for `str.translate`. `str.lower` would make a k of the Kelvin sign, and `str.upper` an S of the long s.
KEPT: Final[Mapping[int, int | None]] = {}
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
LOWER: Final[Mapping[int, int | None]] = str.maketrans(LETTERS.upper(), LETTERS)
COMPACT_UPPER: Final[Mapping[int, int | None]] = str.maketrans(LETTERS, LETTERS.upper(), " -")


# --- Patterns, in the syntax that Python, ECMAScript and so JSON Schema share ---


def _one_of(literals: tuple[str, ...]) -> str:
    """A pattern for one of these texts in either case; of none of them, one that matches nothing."""
    return "|".join([any_case(literal) for literal in literals]) or "(?!)"


def _spaced(*runs: tuple[str, int]) -> str:
    """A pattern for runs of characters, between any two of which one space or hyphen may stand.

    >>> _spaced(("[0-9]", 7), ("[0-9Xx]", 1))
    '[0-9](?:[ -]?[0-9]){6}[ -]?[0-9Xx]'
    """
    return "[ -]?".join([f"{kind}(?:[ -]?{kind}){{{count - 1}}}" if count > 1 else kind for kind, count in runs])


# What is visible, in ASCII and beyond: no controls, no spaces, nothing that is not seen.
_INVISIBLE: Final = (
    "\\u0000-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000"
    "\\ufeff\\ufff0-\\uffff"
)
_SPACES: Final = (
    "[\\u0020\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]*"  # what may surround a value
)
_LETTER_OR_DIGIT: Final = "[0-9A-Za-z]"
_MONTH: Final = "(?:0[1-9]|1[0-2])"
_SOCIAL_CREDIT: Final = "[0-9A-HJ-NPQRTUWXY]"
_SOCIAL_CREDIT_ANY_CASE: Final = "[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]"
_DOI_PREFIX: Final = "10\\.[0-9]{4,9}(?:\\.[0-9]+)*/"
_HANDLE: Final = f"[0-9]+(?:\\.[0-9A-Za-z_-]+)*/[^{_INVISIBLE}]+"
# Four digits a month from April 2007, five from 2015. Before that seven digits behind an archive.
_ARXIV_4: Final = f"(?:07(?:0[4-9]|1[0-2])|(?:0[89]|1[0-4]){_MONTH})\\.[0-9]{{4}}"
_ARXIV_5: Final = f"(?:1[5-9]|[2-9][0-9]){_MONTH}\\.[0-9]{{5}}"
_ARXIV_7: Final = f"(?:(?:9[1-9]|0[0-6]){_MONTH}|070[1-3])[0-9]{{3}}"
_ARXIV_CLASS: Final = pattern("\\.[a-z]{2}/", re.ASCII)


# --- Schemes ---


class Scheme:
    """A scheme of identifiers: how they are written, checked, stored and resolved.

    A text is read in steps: a resolver is taken off, `written` finds the identifier in the rest, `table` makes the
    number of it, `check` proves the number, and `present` makes the canonical form.

    Attributes:
        name: the term that stands in `Identifier.scheme`.
        label: what it is called.
        syntax: the canonical form in words.
        form: the canonical form as a regular expression.
        written: the same for every form that is understood.
        after: the same for what may follow and is dropped.
        limit: the most characters that the canonical form has.
        examples: identifiers in canonical form.
        resolvers: addresses that an identifier may stand behind, in lower case, without `https://` and `www.`.
        labels: what may stand before an identifier, beside the name; also taken for other names of the scheme.
        kinds: the same for kinds of it. These say more than the name, so they are not replaced by it unasked.
        table: for `str.translate`: changes the case, drops what separates.
        check: what the number must end in, given the characters before; None where it has no check.
        checked: how many characters that is.
        present: the canonical form of a number.
        template: the URL that resolves an identifier, with `{}` for it; None where there is no resolver.
        subjects: what it can name: types of record, and `container` for a journal, series or book that outputs appear in.
        several: whether one thing can have several identifiers of it, such as an ISBN for each binding.
    """

    __slots__ = (
        "_form", "_resolver", "_written", "check", "checked", "examples", "form", "kinds", "label", "labels", "limit", "name",
        "present", "resolvers", "several", "subjects", "syntax", "table", "template", "written",
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        *,
        label: str,
        syntax: str,
        form: str,
        written: str,
        after: str = "/?",
        limit: int,
        examples: tuple[str, ...],
        resolvers: tuple[str, ...] = (),
        labels: tuple[str, ...] = (),
        kinds: tuple[str, ...] = (),
        table: Mapping[int, int | None] = KEPT,
        check: Callable[[str], str] | None = None,
        checked: int = 1,
        present: Callable[[str], str] = str,
        template: str | None = None,
        subjects: frozenset[str],
        several: bool = False,
    ) -> None:
        self.name: str = name
        self.label: str = label
        self.syntax: str = syntax
        self.form: str = form
        self.written: str = written
        self.limit: int = limit
        self.examples: tuple[str, ...] = examples
        self.resolvers: tuple[str, ...] = resolvers
        self.labels: tuple[str, ...] = labels
        self.kinds: tuple[str, ...] = kinds
        self.table: Mapping[int, int | None] = table
        self.check: Callable[[str], str] | None = check
        self.checked: int = checked
        self.present: Callable[[str], str] = present
        self.template: str | None = template
        self.subjects: frozenset[str] = subjects
        self.several: bool = several
        resolver = f"(?:[Hh][Tt][Tt][Pp][Ss]?://)?(?:[Ww][Ww][Ww]\\.)?(?:{_one_of(resolvers)})"
        label = f"(?:{_one_of((name, *labels, *kinds))})[:\\uff1a/ ]? ?"
        self._form = pattern(form, re.ASCII)
        self._resolver = pattern(f"{resolver}([^?#]*)", re.ASCII)
        self._written = pattern(f"(?:{label})?({written})(?:{after})", re.ASCII)

    @property
    def schema(self) -> Mapping[str, Any]:
        """The JSON Schema keywords of every form that is understood."""
        plain, escaped = self._written.pattern, ""
        if self.resolvers:
            resolver = self._resolver.pattern.removesuffix("([^?#]*)")
            plain, escaped = f"(?:{resolver})?{plain}", f"|{resolver}[^?#]*%[0-9A-Fa-f]{{2}}[^?#]*"
        more = [also("The number is proven by its check.", CHECK_DIGIT)] if self.check else []
        also_ = also(
            "The length is right, and so is what %XX and a query behind the address of a resolver stand for.", SYNTAX
        )
        return {
            **whole(f"{_SPACES}(?:{plain}{escaped}){_SPACES}"),
            "maxLength": self._longest,
            "x-also": [also_, *more],
        }

    @property
    def _longest(self) -> int:
        return 2 * self.limit + WRITTEN_EXTRA

    def is_canonical(self, value: str) -> bool:
        """Whether the value is right and written as it is stored: True exactly where `read` has nothing to say."""
        if len(value) > self.limit or self._form.fullmatch(value) is None:
            return False
        return self.check is None or self._proves(value.replace("-", ""))

    def canonical(self, text: str) -> str | None:
        """The canonical form of an identifier in any form that is understood; None where it is no right one."""
        number = self._number(text)
        return None if number is None or not self._proves(number) else self.present(number)

    def read(self, text: str) -> Reading:
        """The canonical form, or None if there is an error, and everything there is to say."""
        if self.is_canonical(text):
            return text, ()
        number = self._number(text)
        if number is None:
            expected = Phrase("{syntax}, such as {example}", syntax=Phrase(self.syntax), example=self.examples[0])
            likely = meant(text, self.canonical, proxied=self.name == "doi")
            suggestion = None if likely is None else literal(likely)
            return None, (SYNTAX(text, label=Phrase(self.label), expected=expected, suggestion=suggestion),)
        if not self._proves(number):
            check, wanted = number[-self.checked :], self._wanted(number)
            again = Phrase("Check it against its source.")
            return None, (CHECK_DIGIT(text, label=Phrase(self.label), check=check, wanted=wanted, help=again),)
        canonical = self.present(number)
        fix = Fix("replace", "", canonical)
        return canonical, (NOT_CANONICAL(text, label=Phrase(self.label), suggestion=literal(canonical), fix=fix),)

    def url(self, value: str) -> str | None:
        """Where this canonical value is resolved; None where there is no such place."""
        return None if self.template is None else self.template.format(quote(value, IN_PATH))

    def resolves(self, text: str) -> bool:
        """Whether a text is an address of this scheme's resolver, whatever stands behind it."""
        return self._resolver.fullmatch(text.strip()) is not None

    def _number(self, text: str) -> str | None:
        """What is left of a form that is understood, without resolver, label and separators; else None."""
        if len(text) > self._longest:
            return None
        text = text.strip()
        behind = self._resolver.fullmatch(text)
        found = self._written.fullmatch(text if behind is None else unquote(behind[1]))
        if found is None:
            return None
        number = found[1].translate(self.table)
        return number if len(number) <= self.limit else None

    def _wanted(self, number: str) -> str:
        """What the number must end in; nothing where the scheme has no check."""
        return "" if self.check is None else self.check(number[: -self.checked])

    def _proves(self, number: str) -> bool:
        return number.endswith(self._wanted(number))


class _WebAddress(Scheme):
    """The scheme whose identifiers are URLs; what is right and canonical, `URL` says."""

    __slots__ = ()

    @property
    def schema(self) -> Mapping[str, Any]:
        return URL.schema

    def is_canonical(self, value: str) -> bool:
        return not URL.read(value)[1]

    def canonical(self, text: str) -> str | None:
        value: str | None = URL.read(text)[0]
        return value

    def read(self, text: str) -> Reading:
        return URL.read(text)

    def url(self, value: str) -> str | None:
        return value


def _orcid(number: str) -> str:
    return f"{number[:4]}-{number[4:8]}-{number[8:12]}-{number[12:]}"


def _isbn_13(number: str) -> str:
    return number if len(number) == 13 else f"978{number[:9]}{checkdigits.ean_13('978' + number[:9])}"


def _issn(number: str) -> str:
    return f"{number[:4]}-{number[4:]}"


def _without_class(number: str) -> str:
    return _ARXIV_CLASS.sub("/", number)


# What a scheme can name.
_ORGANIZATIONS: Final = frozenset({"organization"})
_PARTIES: Final = frozenset({"person", "organization", "group", "program"})
_PAPERS: Final = frozenset({"output", "source"})
_CONTAINERS: Final = frozenset({"container"})
_ANYTHING: Final = _PARTIES | _PAPERS | _CONTAINERS | {"member", "event", "work_plan", "activity", "recommendation"}


_DECLARED: Final = (
    Scheme(
        "doi",
        label="DOI",
        syntax="10.<4 to 9 digits>/<suffix> in lower case, without resolver",
        # ISO 26324: the suffix has any visible characters; upper and lower case of ASCII letters are the same
        form=f"{_DOI_PREFIX}[^A-Z{_INVISIBLE}]+",
        written=f"{_DOI_PREFIX}[^{_INVISIBLE}]+",
        after="",
        limit=2048,
        examples=("10.1000/182", "10.1038/nphys1170"),
        resolvers=("doi.org/", "dx.doi.org/"),
        labels=("info:doi", "urn:doi"),
        table=LOWER,
        template="https://doi.org/{}",
        several=True,
        subjects=_ANYTHING,
    ),
    Scheme(
        "orcid",
        label="ORCID iD",
        # ORCID iDs are ISNIs from two blocks, 0000-0001-5000-0007 to 0000-0003-5000-0001 and 0009-0000-0000-0000 to
        # 0009-0010-0000-0000. A number outside them is not refused: there may be new blocks.
        syntax="16 digits in groups of four with hyphens, the last one a check digit or X",
        form="[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]",
        written=_spaced(("[0-9]", 15), ("[0-9Xx]", 1)),
        limit=19,
        examples=("0000-0002-1825-0097",),
        resolvers=("orcid.org/",),
        labels=("orcid id",),
        table=COMPACT_UPPER,
        check=checkdigits.mod_11_2,
        present=_orcid,
        template="https://orcid.org/{}",
        subjects=frozenset({"person"}),
    ),
    Scheme(
        "ror",
        label="ROR id",
        syntax="0, six letters or digits without i, l, o and u, and two check digits",
        form="0[0-9a-hjkmnp-tv-z]{6}[0-9]{2}",
        written="0[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{6}[0-9]{2}",
        limit=9,
        examples=("013q1eq08", "04w9fbh59"),
        resolvers=("ror.org/",),
        labels=("ror id",),
        table=LOWER,
        check=checkdigits.ror,
        checked=2,
        template="https://ror.org/{}",
        subjects=_ORGANIZATIONS,
    ),
    Scheme(
        "isni",
        label="ISNI",
        syntax="16 digits without spaces, the last one a check digit or X",
        form="[0-9]{15}[0-9X]",
        written=_spaced(("[0-9]", 15), ("[0-9Xx]", 1)),
        limit=16,
        examples=("0000000101252443", "000000012150090X"),
        resolvers=("isni.org/isni/", "isni.org/"),
        labels=("isni id",),
        table=COMPACT_UPPER,
        check=checkdigits.mod_11_2,
        template="https://isni.org/isni/{}",
        subjects=_PARTIES,
    ),
    Scheme(
        "isbn",
        label="ISBN",
        syntax="13 digits without hyphens that begin with 978 or 979",
        form="97(?:8[0-9]|9[1-9])[0-9]{9}",  # 979-0 are the numbers of printed music, ISMN
        written=f"9[ -]?7[ -]?(?:8[ -]?[0-9]|9[ -]?[1-9])(?:[ -]?[0-9]){{9}}|{_spaced(('[0-9]', 9), ('[0-9Xx]', 1))}",
        limit=13,
        examples=("9783161484100", "9791090636071"),
        labels=("isbn-13", "isbn-10", "isbn13", "isbn10", "urn:isbn"),
        table=COMPACT_UPPER,
        check=checkdigits.isbn,
        present=_isbn_13,
        subjects=_PAPERS | _CONTAINERS,
        several=True,
    ),
    Scheme(
        "issn",
        label="ISSN",
        syntax="two groups of four digits with a hyphen, the last one a check digit or X",
        form="[0-9]{4}-[0-9]{3}[0-9X]",
        written="[0-9]{4}[ -]?[0-9]{3}[0-9Xx]",
        limit=9,
        examples=("0317-8471", "2434-561X"),
        resolvers=("portal.issn.org/resource/issn/", "urn.issn.org/"),
        labels=("urn:issn",),
        kinds=("issn-l", "e-issn", "eissn", "p-issn", "pissn"),
        table=COMPACT_UPPER,
        check=checkdigits.issn,
        present=_issn,
        template="https://portal.issn.org/resource/ISSN/{}",
        subjects=_CONTAINERS,
        several=True,
    ),
    Scheme(
        "wikidata",
        label="Wikidata item",
        syntax="Q and a number",
        form="Q[1-9][0-9]{0,9}",
        written="[Qq][1-9][0-9]{0,9}",
        limit=11,
        examples=("Q495015", "Q4881210"),
        resolvers=("wikidata.org/wiki/", "wikidata.org/entity/", "m.wikidata.org/wiki/"),
        labels=("wikidata id", "wd", "qid"),
        table=COMPACT_UPPER,
        template="https://www.wikidata.org/wiki/{}",
        subjects=_ANYTHING,
    ),
    Scheme(
        "lei",
        label="LEI",
        syntax="18 capital letters or digits and two check digits",
        form="[0-9A-Z]{18}[0-9]{2}",
        written=_spaced((_LETTER_OR_DIGIT, 18), ("[0-9]", 2)),
        limit=20,
        examples=("5493001KJTIIGC8Y1R12", "213800WSGIIZCXF1P572"),
        resolvers=("search.gleif.org/#/record/", "gleif.org/lei/"),
        table=COMPACT_UPPER,
        check=checkdigits.mod_97_10,
        checked=2,
        template="https://search.gleif.org/#/record/{}",
        subjects=_ORGANIZATIONS,
    ),
    Scheme(
        "handle",
        label="Handle",
        syntax="<digits, with parts behind dots>/<name>, without resolver",
        # RFC 3651 leaves it to each service whether case counts, so it stays. The few prefixes of letters are left out:
        # any web address without its https:// would look like one.
        form=_HANDLE,
        written=_HANDLE,
        after="",
        limit=2048,
        examples=("20.1000/100", "10986/2124"),
        resolvers=("hdl.handle.net/",),
        labels=("hdl", "info:hdl"),
        template="https://hdl.handle.net/{}",
        several=True,
        subjects=_ANYTHING,
    ),
    Scheme(
        "arxiv",
        label="arXiv id",
        syntax="<year and month>.<number>, before April 2007 <archive>/<number>, and v1 or the like for one version",
        form=f"(?:{_ARXIV_4}|{_ARXIV_5}|[a-z]{{1,8}}(?:-[a-z]{{1,8}})?/{_ARXIV_7})(?:v[1-9][0-9]{{0,2}})?",
        written=f"(?:{_ARXIV_4}|{_ARXIV_5}|[A-Za-z]{{1,8}}(?:-[A-Za-z]{{1,8}})?(?:\\.[A-Za-z]{{2}})?/{_ARXIV_7})"
        "(?:[Vv][1-9][0-9]{0,2})?",
        after="(?:\\.[Pp][Dd][Ff])?/?(?: \\[[A-Za-z.-]{2,20}\\])?",
        limit=40,
        examples=("2401.01234", "0704.0001v2", "math/0309136"),
        resolvers=(
            "arxiv.org/abs/",
            "arxiv.org/pdf/",
            "arxiv.org/html/",
            "export.arxiv.org/abs/",
            "doi.org/10.48550/arxiv.",
        ),
        labels=("10.48550/arxiv.",),
        table=LOWER,
        present=_without_class,  # it is no part of the identifier, and may be wrong
        template="https://arxiv.org/abs/{}",
        subjects=_PAPERS,
        several=True,
    ),
    Scheme(
        "uscc",
        label="unified social credit code",
        syntax="18 digits or capital letters without I, O, S, V and Z, of them six digits from the third on",
        form=f"{_SOCIAL_CREDIT}{{2}}[0-9]{{6}}{_SOCIAL_CREDIT}{{10}}",
        written=_spaced((_SOCIAL_CREDIT_ANY_CASE, 2), ("[0-9]", 6), (_SOCIAL_CREDIT_ANY_CASE, 10)),
        limit=18,
        examples=("12100000425006117P", "12100000400000624D"),
        labels=("统一社会信用代码",),
        table=COMPACT_UPPER,
        check=checkdigits.uscc,
        subjects=_ORGANIZATIONS,
    ),
    Scheme(
        "grid",
        label="GRID id",  # the register was closed in 2021, so nothing resolves it
        syntax="grid.<4 to 6 digits>.<one or two hexadecimal digits>",
        form="grid\\.[0-9]{4,6}\\.[0-9a-f]{1,2}",
        written=f"{any_case('grid.')}[0-9]{{4,6}}\\.[0-9A-Fa-f]{{1,2}}",
        limit=14,
        examples=("grid.8547.e", "grid.5335.0"),
        resolvers=("grid.ac/institutes/",),
        labels=("grid id",),
        table=LOWER,
        subjects=_ORGANIZATIONS,
    ),
    _WebAddress(
        "url",
        label="URL",
        syntax="https://<host>/<path>",
        form=str(URL.schema["pattern"]),
        written=str(URL.schema["pattern"]),
        limit=URL.schema["maxLength"],
        examples=("https://example.org/",),
        template="{}",
        several=True,
        subjects=_ANYTHING,
    ),
)

SCHEMES: Final[Mapping[str, Scheme]] = MappingProxyType({scheme.name: scheme for scheme in _DECLARED})
"""The schemes that are known, by name."""
