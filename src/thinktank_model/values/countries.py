"""Countries and their subdivisions: ISO 3166-1 alpha-2 and ISO 3166-2."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from ..problems.patterns import pattern, whole
from ..problems.problem import define
from ..problems.translations import Phrase
from ..shapes.tree import Reading, Scalar, also

__all__: list[str] = []

UNKNOWN = define(
    "country.unknown",
    "error",
    "{found} is no country code",
    why="ISO 3166-1 alpha-2 codes in capitals name countries and areas the same way in every language. Hong Kong (HK), "
    "Macao (MO) and Taiwan (TW) have codes of their own.",
    bad='{"country": "China"}',
    good='{"country": "CN"}',
)
SUBDIVISION_UNKNOWN = define(
    "country.subdivision",
    "error",
    "{found} is no subdivision of {country}",
    why="ISO 3166-2 codes start with the code of their country, so a code that is not listed there names nothing.",
    bad='{"subdivision": "Beijing"}',
    good='{"subdivision": "CN-BJ"}',
)

# Alpha-2 and alpha-3 codes, as assigned; the second serves to say what was meant.
_CODES: Final = (
    "AD AND AE ARE AF AFG AG ATG AI AIA AL ALB AM ARM AO AGO AQ ATA AR ARG AS ASM AT AUT AU AUS AW ABW AX ALA AZ AZE "
    "BA BIH BB BRB BD BGD BE BEL BF BFA BG BGR BH BHR BI BDI BJ BEN BL BLM BM BMU BN BRN BO BOL BQ BES BR BRA BS BHS "
    "BT BTN BV BVT BW BWA BY BLR BZ BLZ CA CAN CC CCK CD COD CF CAF CG COG CH CHE CI CIV CK COK CL CHL CM CMR CN CHN "
    "CO COL CR CRI CU CUB CV CPV CW CUW CX CXR CY CYP CZ CZE DE DEU DJ DJI DK DNK DM DMA DO DOM DZ DZA EC ECU EE EST "
    "EG EGY EH ESH ER ERI ES ESP ET ETH FI FIN FJ FJI FK FLK FM FSM FO FRO FR FRA GA GAB GB GBR GD GRD GE GEO GF GUF "
    "GG GGY GH GHA GI GIB GL GRL GM GMB GN GIN GP GLP GQ GNQ GR GRC GS SGS GT GTM GU GUM GW GNB GY GUY HK HKG HM HMD "
    "HN HND HR HRV HT HTI HU HUN ID IDN IE IRL IL ISR IM IMN IN IND IO IOT IQ IRQ IR IRN IS ISL IT ITA JE JEY JM JAM "
    "JO JOR JP JPN KE KEN KG KGZ KH KHM KI KIR KM COM KN KNA KP PRK KR KOR KW KWT KY CYM KZ KAZ LA LAO LB LBN LC LCA "
    "LI LIE LK LKA LR LBR LS LSO LT LTU LU LUX LV LVA LY LBY MA MAR MC MCO MD MDA ME MNE MF MAF MG MDG MH MHL MK MKD "
    "ML MLI MM MMR MN MNG MO MAC MP MNP MQ MTQ MR MRT MS MSR MT MLT MU MUS MV MDV MW MWI MX MEX MY MYS MZ MOZ NA NAM "
    "NC NCL NE NER NF NFK NG NGA NI NIC NL NLD NO NOR NP NPL NR NRU NU NIU NZ NZL OM OMN PA PAN PE PER PF PYF PG PNG "
    "PH PHL PK PAK PL POL PM SPM PN PCN PR PRI PS PSE PT PRT PW PLW PY PRY QA QAT RE REU RO ROU RS SRB RU RUS RW RWA "
    "SA SAU SB SLB SC SYC SD SDN SE SWE SG SGP SH SHN SI SVN SJ SJM SK SVK SL SLE SM SMR SN SEN SO SOM SR SUR SS SSD "
    "ST STP SV SLV SX SXM SY SYR SZ SWZ TC TCA TD TCD TF ATF TG TGO TH THA TJ TJK TK TKL TL TLS TM TKM TN TUN TO TON "
    "TR TUR TT TTO TV TUV TW TWN TZ TZA UA UKR UG UGA UM UMI US USA UY URY UZ UZB VA VAT VC VCT VE VEN VG VGB VI VIR "
    "VN VNM VU VUT WF WLF WS WSM YE YEM YT MYT ZA ZAF ZM ZMB ZW ZWE"
).split()
COUNTRIES: Final = frozenset(_CODES[::2])
_ALPHA_3: Final = dict(zip(_CODES[1::2], _CODES[::2], strict=True))
# What people write for a code, in lower case and without full stops.
_NAMES: Final = {
    "china": "CN", "chine": "CN", "中国": "CN", "prc": "CN", "people's republic of china": "CN", "中华人民共和国": "CN",
    "hong kong": "HK", "香港": "HK", "macao": "MO", "macau": "MO", "澳门": "MO", "taiwan": "TW", "台湾": "TW",
    "france": "FR", "法国": "FR", "germany": "DE", "allemagne": "DE", "deutschland": "DE", "united kingdom": "GB",
    "uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "royaume-uni": "GB",
    "usa": "US", "united states": "US", "united states of america": "US", "états-unis": "US", "russia": "RU",
    "russian federation": "RU", "russie": "RU", "japan": "JP", "japon": "JP", "日本": "JP", "south korea": "KR",
    "korea": "KR", "corée du sud": "KR", "north korea": "KP", "india": "IN", "inde": "IN", "switzerland": "CH",
    "suisse": "CH", "italy": "IT", "italie": "IT", "spain": "ES", "espagne": "ES", "portugal": "PT", "singapore": "SG",
    "singapour": "SG", "canada": "CA", "australia": "AU", "australie": "AU", "new zealand": "NZ", "brazil": "BR",
    "brésil": "BR", "mexico": "MX", "argentina": "AR", "south africa": "ZA", "egypt": "EG", "kenya": "KE",
    "nigeria": "NG", "ethiopia": "ET", "netherlands": "NL", "the netherlands": "NL", "holland": "NL", "pays-bas": "NL",
    "belgium": "BE", "belgique": "BE", "luxembourg": "LU", "austria": "AT", "autriche": "AT", "ireland": "IE",
    "sweden": "SE", "norway": "NO", "denmark": "DK", "finland": "FI", "poland": "PL", "hungary": "HU", "serbia": "RS",
    "greece": "GR", "el": "GR", "turkey": "TR", "türkiye": "TR", "ukraine": "UA", "iran": "IR", "israel": "IL",
    "saudi arabia": "SA", "united arab emirates": "AE", "uae": "AE", "qatar": "QA", "pakistan": "PK",
    "bangladesh": "BD", "thailand": "TH", "vietnam": "VN", "viet nam": "VN", "malaysia": "MY", "indonesia": "ID",
    "philippines": "PH", "cambodia": "KH", "laos": "LA", "kazakhstan": "KZ", "mongolia": "MN",
}  # fmt: skip


def _read_country(text: str) -> Reading:
    if text in COUNTRIES:
        return text, ()
    bare = text[:60].strip().replace(".", "")
    upper = bare.upper() if bare.isascii() else ""  # the capitals of "ß" are no code
    code = upper if upper in COUNTRIES else _ALPHA_3.get(upper) or _NAMES.get(bare.lower())
    suggestion = f'"{code}"' if code else None
    return None, (UNKNOWN(text, expected="a code of ISO 3166-1 alpha-2 such as CN or MO", suggestion=suggestion),)


COUNTRY: Final = Scalar(
    name="a country code (ISO 3166-1 alpha-2)",
    read=_read_country,
    schema={"title": "CountryCode", "enum": sorted(COUNTRIES)},
    examples=("CN", "MO", "FR"),
)

_SUBDIVISION: Final = pattern("[A-Z]{2}-[A-Z0-9]{1,3}", re.ASCII)
_OTHER_SPELLING: Final = pattern("([A-Za-z]{2})[-_./ \u2010-\u2015]?([A-Za-z0-9]{1,3})")


@cache
def _subdivisions() -> frozenset[str]:
    """Every code of ISO 3166-2; read from its file on first use."""
    lines = (Path(__file__).parent.parent / "data" / "iso3166-2.txt").read_text(encoding="ascii").split("\n")
    return frozenset([f"{country}-{code}" for country, *codes in map(str.split, filter(None, lines)) for code in codes])


def _read_subdivision(text: str) -> Reading:
    if len(text) <= 6 and _SUBDIVISION.fullmatch(text) and text in _subdivisions():
        return text, ()
    country = text[:2] if text[:2] in COUNTRIES and text[2:3] == "-" else Phrase("a country")
    likely = _likely_subdivision(text)
    suggestion = f'"{likely}"' if likely else None
    expected = "a code of ISO 3166-2 such as CN-BJ"
    return None, (SUBDIVISION_UNKNOWN(text, country=country, expected=expected, suggestion=suggestion),)


def _likely_subdivision(text: str) -> str | None:
    """The code in another spelling, or the one code that the text begins (FR-75 for Paris, which is FR-75C)."""
    written = _OTHER_SPELLING.fullmatch(text.strip()) if len(text) <= 20 else None
    if written is None:
        return None
    code = f"{written[1]}-{written[2]}".upper()
    if code in _subdivisions():
        return code
    longer = [known for known in _subdivisions() if len(code) > 4 and known.startswith(code)]
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
