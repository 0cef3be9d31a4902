"""The known schemes of identifiers. To add a scheme, add an entry to the list at the end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from ..problems.patterns import any_case, pattern
from ..shapes.tree import Reading
from . import checkdigits
from .schemes import LETTERS, LOWER, Scheme
from .urls import URL

__all__ = ["SCHEMES"]

COMPACT_UPPER: Final[Mapping[int, int | None]] = str.maketrans(LETTERS, LETTERS.upper(), " -")
UPPER: Final[Mapping[int, int | None]] = str.maketrans(LETTERS, LETTERS.upper())


# --- Patterns ---


def _spaced(*runs: tuple[str, int]) -> str:
    """Return a pattern for runs of characters that may be separated by single spaces or hyphens.

    >>> _spaced(("[0-9]", 7), ("[0-9Xx]", 1))
    '[0-9](?:[ -]?[0-9]){6}[ -]?[0-9Xx]'
    """
    return "[ -]?".join([f"{kind}(?:[ -]?{kind}){{{count - 1}}}" if count > 1 else kind for kind, count in runs])


# Visible characters, in ASCII and beyond: no controls, no spaces, nothing invisible.
_INVISIBLE: Final = (
    "\\u0000-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000"
    "\\ufeff\\ufff0-\\uffff"
)
_LETTER_OR_DIGIT: Final = "[0-9A-Za-z]"
_MONTH: Final = "(?:0[1-9]|1[0-2])"
_SOCIAL_CREDIT: Final = "[0-9A-HJ-NPQRTUWXY]"
_SOCIAL_CREDIT_ANY_CASE: Final = "[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]"
_DOI_PREFIX: Final = "10\\.[0-9]{4,9}(?:\\.[0-9]+)*/"
_HANDLE: Final = f"[0-9]+(?:\\.[0-9A-Za-z_-]+)*/[^{_INVISIBLE}]+"
# Four digits for each month from April 2007, five from 2015. Before that an archive and seven digits.
_ARXIV_4: Final = f"(?:07(?:0[4-9]|1[0-2])|(?:0[89]|1[0-4]){_MONTH})\\.[0-9]{{4}}"
_ARXIV_5: Final = f"(?:1[5-9]|[2-9][0-9]){_MONTH}\\.[0-9]{{5}}"
_ARXIV_7: Final = f"(?:(?:9[1-9]|0[0-6]){_MONTH}|070[1-3])[0-9]{{3}}"
_GND: Final = "1[0-9]?[0-9]{7}[0-9X]|[47][0-9]{6}-[0-9]|[1-9][0-9]{0,7}-[0-9X]|3[0-9]{7}[0-9X]"
_ARXIV_CLASS: Final = pattern("\\.[a-z]{2}/", re.ASCII)


# --- Schemes ---


class _WebAddress(Scheme):
    """The scheme whose identifiers are URLs. The rules are those of `URL`."""

    __slots__ = ()

    @property
    def schema(self) -> Mapping[str, Any]:
        return {**URL.schema, "x-expected": f"{self.syntax}, such as {self.examples[0]}"}

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


def _lower_prefix(number: str) -> str:
    return number[:11].translate(LOWER) + number[11:]


def _without_class(number: str) -> str:
    return _ARXIV_CLASS.sub("/", number)


# The types of records that a scheme can identify.
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
        kinds=("e-issn", "eissn", "p-issn", "pissn"),
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
        syntax="<digits and dots>/<name>, without resolver",
        # RFC 3651 leaves case to each service, so it is kept. The few prefixes of letters are left out:
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
        present=_without_class,  # it is not part of the identifier and may be wrong
        template="https://arxiv.org/abs/{}",
        subjects=_PAPERS,
        several=True,
    ),
    Scheme(
        "uscc",
        label="unified social credit code",
        syntax="18 digits or capital letters without I, O, S, V and Z, with six digits from the third position",
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
    Scheme(
        "issn_l",
        label="linking ISSN",
        syntax="two groups of four digits with a hyphen, the last one a check digit or X",
        form="[0-9]{4}-[0-9]{3}[0-9X]",  # ISO 3297: one for all media of a journal or series
        written="[0-9]{4}[ -]?[0-9]{3}[0-9Xx]",
        limit=9,
        examples=("0264-2875",),
        resolvers=("portal.issn.org/resource/issn-l/",),
        labels=("issn-l",),
        table=COMPACT_UPPER,
        check=checkdigits.issn,
        present=_issn,
        template="https://portal.issn.org/resource/ISSN-L/{}",
        subjects=_CONTAINERS,
        recognizable=False,  # it looks like an ISSN
    ),
    Scheme(
        "openalex",
        label="OpenAlex id",
        syntax="one of the letters A, F, I, P, S, T and W, and a number",
        form="[AFIPSTW][1-9][0-9]{2,10}",
        written="[AFIPSTWafipstw][1-9][0-9]{2,10}",
        limit=12,
        examples=("I97018004", "W2741809807"),
        resolvers=("openalex.org/", "api.openalex.org/"),
        table=UPPER,
        template="https://openalex.org/{}",
        subjects=_PARTIES | _PAPERS | _CONTAINERS,
    ),
    Scheme(
        "viaf",
        label="VIAF id",
        syntax="1 to 22 digits",
        form="[1-9][0-9]{0,21}",
        written="[1-9][0-9]{0,21}",
        limit=22,
        examples=("102333412",),
        resolvers=("viaf.org/viaf/",),
        template="https://viaf.org/viaf/{}",
        subjects=_PARTIES | _PAPERS | _CONTAINERS,
        recognizable=False,
    ),
    Scheme(
        "gnd",
        label="GND id",
        syntax="a number, for some kinds of entry with a hyphen, the last character a digit or X",
        form=_GND,
        written=_GND.replace("X", "Xx"),
        limit=11,
        examples=("118540238", "2012104-7"),
        resolvers=("d-nb.info/gnd/",),
        table=UPPER,
        template="https://d-nb.info/gnd/{}",
        subjects=_PARTIES | _PAPERS | _CONTAINERS | {"event"},
        recognizable=False,
    ),
    Scheme(
        "fundref",
        label="Funder Registry id",
        syntax="9 digits that begin with 1000, or 12 that begin with 501100",
        form="1000[0-9]{5}|501100[0-9]{6}",
        written="1000[0-9]{5}|501100[0-9]{6}",
        limit=12,
        examples=("501100001809", "100000001"),
        resolvers=("doi.org/10.13039/", "dx.doi.org/10.13039/"),
        labels=("10.13039/", "funder id", "crossref funder id"),
        template="https://doi.org/10.13039/{}",
        subjects=_ORGANIZATIONS,
        recognizable=False,
    ),
    Scheme(
        "pmid",
        label="PubMed id",
        syntax="1 to 9 digits",
        form="[1-9][0-9]{0,8}",
        written="[1-9][0-9]{0,8}",
        limit=9,
        examples=("38901234",),
        resolvers=("pubmed.ncbi.nlm.nih.gov/", "ncbi.nlm.nih.gov/pubmed/"),
        labels=("pubmed", "pubmed id"),
        template="https://pubmed.ncbi.nlm.nih.gov/{}/",
        subjects=_PAPERS,
        recognizable=False,
    ),
    Scheme(
        "pmcid",
        label="PubMed Central id",
        syntax="PMC and a number",
        form="PMC[1-9][0-9]{0,8}",
        written="[Pp][Mm][Cc][1-9][0-9]{0,8}",
        limit=12,
        examples=("PMC3531190",),
        resolvers=("pmc.ncbi.nlm.nih.gov/articles/", "ncbi.nlm.nih.gov/pmc/articles/"),
        table=UPPER,
        template="https://pmc.ncbi.nlm.nih.gov/articles/{}/",
        subjects=_PAPERS,
    ),
    Scheme(
        "ical_uid",
        label="iCalendar UID",
        syntax="visible characters, at most 255",  # RFC 5545, section 3.8.4.7; the length is that of RFC 7986, section 5.3
        form=f"[^{_INVISIBLE}]+",
        written=f"[^{_INVISIBLE}]+",
        after="",
        limit=255,
        examples=("19970610T172345Z-AF23B2@example.com",),
        subjects=frozenset({"event"}),
        several=True,
        recognizable=False,
    ),
    Scheme(
        "ocid",
        label="Open Contracting id",
        syntax="ocds-<six letters or digits>-<name>",
        form=f"ocds-[0-9a-z]{{6}}-[^{_INVISIBLE}]+",
        written=f"[Oo][Cc][Dd][Ss]-[0-9A-Za-z]{{6}}-[^{_INVISIBLE}]+",
        after="",
        limit=255,
        examples=("ocds-213czf-000-00001",),
        present=_lower_prefix,
        subjects=frozenset({"program", "activity", "output"}),
        several=True,
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
