"""Countries and their subdivisions: ISO 3166-1 alpha-2 and ISO 3166-2."""

from __future__ import annotations

import re
from typing import Final

from ..problems.display import literal
from ..problems.patterns import pattern, whole
from ..problems.problem import define
from ..problems.translations import Phrase
from ..shapes.tree import Reading, Scalar, also
from .registers import FOLD_LIMIT, Register, fold

__all__: list[str] = []

UNKNOWN = define(
    "country.unknown",
    "error",
    "{found} is not a country code",
    why=(
        "Countries and areas are written as ISO 3166-1 alpha-2 codes in capitals, which are the same in every "
        "language. Hong Kong (HK), Macao (MO) and Taiwan (TW) have codes of their own; Kosovo has the "
        "user-assigned code XK."
    ),
    bad='{"country": "China"}',
    good='{"country": "CN"}',
)
SUBDIVISION_UNKNOWN = define(
    "country.subdivision",
    "error",
    "{found} is not a subdivision of {country}",
    why="An ISO 3166-2 code starts with the code of its country. The code is not in the list of that country.",
    bad='{"subdivision": "Beijing"}',
    good='{"subdivision": "CN-BJ"}',
)

# As assigned by ISO, and XK for Kosovo, which CLDR, ROR, GeoNames, the EU and the World Bank use. Their names and other
# spellings are in the register.
COUNTRIES: Final = frozenset(
    (
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY "
        "BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK "
        "FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR "
        "IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK "
        "ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM "
        "PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF "
        "TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW"
    ).split()
)
REGISTER: Final = Register("countries")
SUBDIVISIONS: Final = Register("subdivisions")

_SUBDIVISION: Final = pattern("[A-Z]{2}-[A-Z0-9]{1,3}", re.ASCII)
_OTHER_SPELLING: Final = pattern("([A-Za-z]{2})[-_./ \u2010-\u2015]?([A-Za-z0-9]{1,3})")
# Words around the name of a country in its official name. Other official names are in the register.
_ENGLISH: Final = pattern(
    r"(?:the )?(?:[a-z'-]+ ){0,4}(?:republic|kingdom|state|commonwealth|principality|sultanate|federation|union) of (?:the )?(?=.)",
    re.IGNORECASE,
)
_FRENCH: Final = pattern(
    r"(?:la |le |l['’])?(?:république|royaume|état|principauté|sultanat|fédération|union|commonwealth)(?: [a-zéèê-]+){0,4}? "
    r"(?:de la |de l['’]|des |du |de |d['’])(?=.)",
    re.IGNORECASE,
)
_CHINESE: Final = pattern(
    "(?:民主|人民|社会主义|社會主義|伊斯兰|伊斯蘭|联邦|聯邦|合作){0,4}(?:共和国|共和國|王国|王國|大公国|大公國|公国|公國|联邦|聯邦|苏丹国|独立国|国|國)$"
)
_ARTICLE: Final = pattern("(?:the |les |la |le |l['’])(?=.)", re.IGNORECASE)


UNIONS: Final = frozenset(["EU", "EZ", "UN"])
"""Codes that ISO 3166-1 reserves for unions of countries. `EU` is not a short form of États-Unis either."""


def _likely_country(text: str) -> str | None:
    """Return the code of a country that a text names in any language, with or without its form of government, or by a part of it."""
    bare = text.strip() if len(text) <= FOLD_LIMIT else ""
    if bare.upper() in SUBDIVISIONS:
        return bare[:2].upper()
    if not bare.isdigit():  # the numeric codes of ISO 3166-1 have no full stops
        bare = bare.replace(".", "")
        if fold(bare).isdigit():
            return None
    for inner in (bare, *[bare[found.end() :] for found in [_ARTICLE.match(bare)] if found]):
        if (code := REGISTER.named(inner)) is not None:
            return code
    for head in (_ENGLISH, _FRENCH):
        if (begun := head.match(bare)) is not None:
            return REGISTER.named(bare[begun.end() :])
    if (ended := _CHINESE.search(bare)) is not None:
        return REGISTER.named(bare[: ended.start()])
    return REGISTER.meant(bare)


def _read_country(text: str) -> Reading:
    if text in COUNTRIES:
        return text, ()
    expected = "a code of ISO 3166-1 alpha-2 such as CN or MO"
    if text.upper() in UNIONS:
        return None, (
            UNKNOWN(text, expected=expected, help="A union of countries is an organization: refer to its record."),
        )
    code = _likely_country(text)
    return None, (UNKNOWN(text, expected=expected, suggestion=literal(code) if code else None),)


COUNTRY: Final = Scalar(
    name="a country code (ISO 3166-1 alpha-2)",
    read=_read_country,
    schema={"title": "CountryCode", "enum": sorted(COUNTRIES)},
    examples=("CN", "MO", "FR"),
)


def _read_subdivision(text: str) -> Reading:
    if (
        len(text) <= 6
        and _SUBDIVISION.fullmatch(text)
        and text in SUBDIVISIONS
        and SUBDIVISIONS.successor(text) is None
    ):
        return text, ()
    country = text[:2] if text[:2] in COUNTRIES and text[2:3] == "-" else Phrase("any country")
    likely = _likely_subdivision(text)
    suggestion = literal(likely) if likely else None
    expected = "a code of ISO 3166-2 such as CN-BJ"
    return None, (SUBDIVISION_UNKNOWN(text, country=country, expected=expected, suggestion=suggestion),)


def _likely_subdivision(text: str) -> str | None:
    """Return the code that was most likely meant: in another spelling, the successor of a withdrawn one, or a completed one (FR-75C for FR-75)."""
    written = _OTHER_SPELLING.fullmatch(text.strip()) if len(text) <= 20 else None
    if written is None:
        return None
    code = f"{written[1]}-{written[2]}".upper()
    if code in SUBDIVISIONS:
        return SUBDIVISIONS.successor(code) or code
    longer = [known for known in SUBDIVISIONS.rows if len(code) > 4 and known.startswith(code)]
    return longer[0] if len(longer) == 1 else None


SUBDIVISION: Final = Scalar(
    name="a subdivision code (ISO 3166-2)",
    read=_read_subdivision,
    schema={
        "title": "SubdivisionCode",
        **whole(_SUBDIVISION.pattern),
        "x-also": [also("It stands in the list of ISO 3166-2.", SUBDIVISION_UNKNOWN)],
    },
    examples=("CN-BJ", "CN-ZJ"),
)
