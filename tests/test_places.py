"""Countries, subdivisions and places. The oracle is pycountry."""

from __future__ import annotations

import gettext
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.values.countries import COUNTRIES, COUNTRY, REGISTER, SUBDIVISION, SUBDIVISIONS

from .oracles import oracle


def test_pycountry_agrees_on_countries() -> None:
    """The same 249 codes, and XK, which ISO leaves to users."""
    assert {country.alpha_2 for country in oracle("pycountry").countries} == COUNTRIES - {"XK"}
    assert REGISTER.rows.keys() == COUNTRIES


def test_pycountry_agrees_on_what_a_three_letter_code_means() -> None:
    """The suggestion for CHN is CN, and so on for all."""
    for country in oracle("pycountry").countries:
        assert COUNTRY.read(country.alpha_3)[1][0].suggestion == f'"{country.alpha_2}"'


def test_pycountry_agrees_on_subdivisions() -> None:
    """The same codes, without exception."""
    in_force = {code for code in SUBDIVISIONS.rows if SUBDIVISIONS.successor(code) is None}
    assert {subdivision.code for subdivision in oracle("pycountry").subdivisions} == in_force
    for code in in_force:
        assert SUBDIVISION.read(code) == (code, ()) and code[:2] in COUNTRIES


def meant(written: str) -> str | None:
    """Return the code that is suggested for a refused text."""
    value, problems = COUNTRY.read(written)
    assert value is None and [p.code for p in problems] == ["country.unknown"]
    return None if problems[0].suggestion is None else str(json.loads(problems[0].suggestion))


@pytest.mark.parametrize("union", ["EU", "eu", "UN"])
def test_a_union_of_countries_is_not_taken_for_one_of_them(union: str) -> None:
    """The European Union is an organization, and the advice says so."""
    (problem,) = COUNTRY.read(union)[1]
    assert problem.suggestion is None and "organization" in str(problem.help)


def translated(lang: str) -> Callable[[str], str]:
    """Return a translation from English by the iso-codes project, which pycountry ships."""
    return gettext.translation("iso3166-1", Path(oracle("pycountry").LOCALES_DIR), [lang]).gettext


@pytest.mark.parametrize("lang", ["en", "fr", "zh_CN"])
@pytest.mark.parametrize("kind", ["name", "official_name", "common_name"])
def test_pycountry_agrees_on_the_names_of_countries(lang: str, kind: str) -> None:
    """All 249 names in each language, and each official and common name."""
    say = str if lang == "en" else translated(lang)
    for country in oracle("pycountry").countries:
        if (name := getattr(country, kind, None)) is not None:
            assert meant(say(name)) == country.alpha_2, say(name)


@pytest.mark.parametrize("lang", ["en", "fr", "zh", "zh_Hant"])
def test_babel_agrees_on_the_names_of_countries(lang: str) -> None:
    """Those of the Unicode CLDR, in any case, including XK."""
    territories = oracle("babel").Locale.parse(lang).territories
    for code in COUNTRIES:
        for name in (territories[code], territories[code].upper(), f" {territories[code]}."):
            assert meant(name) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("prc", "CN"), ("macau", "MO"), ("uk", "GB"), ("Great Britain", "GB"), ("England", "GB"), ("the Netherlands", "NL"), ("holland", "NL"),
        ("el", "GR"), ("Turkey", "TR"), ("UAE", "AE"), ("Deutschland", "DE"), ("Russia", "RU"), ("Corée du Sud", "KR"), ("Korea", "KR"),
        ("Etats Unis", "US"), ("Côte d'Ivoire", "CI"), ("Ivory Coast", "CI"), ("Czech Republic", "CZ"), ("Swaziland", "SZ"), ("Burma", "MM"),
        ("DRC", "CD"), ("Democratic Republic of Congo", "CD"), ("Republic of the Congo", "CG"), ("République de Corée", "KR"), ("Kosovo", "XK"),
        ("Hashemite Kingdom of Jordan", "JO"), ("République islamique de Mauritanie", "MR"), ("波兰共和国", "PL"), ("阿曼苏丹国", "OM"), ("GB-ENG", "GB"), ("156", "CN"),
        ("Romanai", "RO"), ("Singapoure", "SG"), ("BU", "MM"),
    ],
)  # fmt: skip
def test_what_people_write_for_a_country_is_understood(written: str, code: str) -> None:
    """Common, older and official names, with an article, without accents, with a typing error; parts of a country."""
    assert meant(written) == code


@pytest.mark.parametrize(
    "written",
    [
        "Congolese",
        "Yugoslavia",
        "Soviet Union",
        "Catalonia",
        "Republic",
        "Republic of",
        "Siberia",
        "1.5.6",
        "CC-BY",
        "共和国",
        "a" * 101,
        "British",
    ],
)
def test_no_country_is_suggested_for_what_names_none(written: str) -> None:
    """Names that are not countries, or no longer are."""
    assert meant(written) is None


@pytest.mark.parametrize("code", ["HK", "MO", "TW", "CN"])
def test_hong_kong_macao_and_taiwan_are_codes_of_their_own(code: str) -> None:
    """As ISO 3166-1 has them."""
    assert COUNTRY.read(code) == (code, ())


@pytest.mark.parametrize(
    ("written", "meant"),
    [("U.S.A.", '"US"'), ("u.k.", '"GB"'), ("chn", '"CN"'), ("ß", None), ("ﬁ", None), ("Atlantis", None)],
)
def test_only_what_is_likely_is_suggested(written: str, meant: str | None) -> None:
    """ "ß" in capitals is SS, the code of South Sudan, but that was not meant."""
    assert COUNTRY.read(written)[1][0].suggestion == meant


@pytest.mark.parametrize("code", ["XX", "EU", "", "C", "CN ", "ＣＮ", "ZZ", "AN", "SU", "CN\n", "cn", "UK"])
def test_other_codes_are_unknown(code: str) -> None:
    """Reserved, withdrawn, user-assigned and malformed ones."""
    assert COUNTRY.read(code)[0] is None


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("cn-bj", '"CN-BJ"'), ("CN_BJ", '"CN-BJ"'), ("CNBJ", '"CN-BJ"'), (" CN – BJ ", None), ("CN–BJ", '"CN-BJ"'), ("CN/BJ ", '"CN-BJ"'),
        ("FR-75", '"FR-75C"'), ("CN-B", None), ("AZ-QA", None), ("CN-ZZ", None), ("Beijing", None), ("CN-", None), ("CN-11", '"CN-BJ"'), ("BJ", None),
        ("ZZ-BJ", None), ("", None), ("CN-BJ\n", '"CN-BJ"'), ("CN-BJ" + " " * 15, '"CN-BJ"'), ("CN-BJ" + " " * 16, None), ("ＣＮ-BJ", None), ("HK-1", None),
    ],
)  # fmt: skip
def test_unknown_subdivisions_are_refused(code: str, meant: str | None) -> None:
    """With the correct spelling, or the only code that begins with the text."""
    value, problems = SUBDIVISION.read(code)
    assert value is None and problems[0].code == "country.subdivision" and problems[0].suggestion == meant


def test_a_message_names_the_country() -> None:
    """If the code begins with a country code."""
    assert SUBDIVISION.read("CN-ZZ")[1][0].message.startswith('"CN-ZZ" is not a subdivision of CN;')
    assert SUBDIVISION.read("Beijing")[1][0].message.startswith('"Beijing" is not a subdivision of any country;')


@pytest.mark.parametrize("code", ["CN-HK", "CN-MO", "CN-TW", "CN-BJ", "TW-TPE", "US-CA", "FR-75C", "GB-ENG"])
def test_subdivisions_of_iso_3166_2_are_known(code: str) -> None:
    """Hong Kong, Macao and Taiwan too, as ISO lists them."""
    assert SUBDIVISION.read(code) == (code, ())


@given(st.text(st.sampled_from("CNcnfrFR-_75BJß ") | st.characters(), max_size=30))
def test_no_text_raises(text: str) -> None:
    """A valid code is unchanged, any other refused, and a suggested code is valid."""
    for scalar in (COUNTRY, SUBDIVISION):
        value, problems = scalar.read(text)
        assert value == (None if problems else text)
        for problem in problems:
            if problem.suggestion is not None:
                suggested = json.loads(problem.suggestion)
                assert scalar.read(suggested) == (suggested, ())


PLACE_SCHEMA = jsonschema.Draft202012Validator(tm.json_schema(tm.Place))


def place(**given: Any) -> list[tuple[str, str]]:
    """Return the problems of a place in an organization."""
    record = {"type": "organization", "id": "organization:a", "names": [{"value": "A"}], "places": [given]}
    return [(problem.code, problem.pointer.removeprefix("/places/0")) for problem in tm.validate(record)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"kind": "physical", "country": "CN"}, []),
        ({"kind": "physical", "country": "CN", "subdivision": "CN-BJ", "locality": {"en": "Beijing"}}, []),
        ({"kind": "physical", "coordinates": {"latitude": 39.9, "longitude": 116.4}}, []),
        ({"kind": "physical", "coordinates": {"latitude": 40, "longitude": -180}}, []),
        ({"kind": "virtual", "url": "https://example.org/room"}, []),
        ({"kind": "virtual"}, [("place.virtual-without-url", "")]),
        ({"kind": "virtual", "country": "CN"}, [("place.virtual-without-url", "")]),
        ({"kind": "physical"}, [("place.nowhere", "")]),
        ({"kind": "physical", "url": "https://example.org/"}, [("place.nowhere", "")]),
        ({"kind": "physical", "country": "FR", "subdivision": "CN-BJ"}, [("country.subdivision", "/subdivision")]),
        ({"kind": "physical", "country": "MO", "subdivision": "CN-MO"}, [("country.subdivision", "/subdivision")]),
        ({"kind": "physical", "country": "xx", "subdivision": "CN-BJ"}, [("country.unknown", "/country")]),
        ({"kind": "physical", "subdivision": "CN-BJ"}, []),
        ({"kind": "physical", "name": {"en": "Hall 1"}}, []),
        ({"kind": "physical", "country": "zz"}, [("country.unknown", "/country")]),
        ({"kind": "virtual", "url": "zoom"}, [("url.syntax", "/url")]),
        ({"kind": "online"}, [("term.unknown", "/kind")]),
        ({"kind": "physical", "coordinates": {"latitude": 90.1, "longitude": 0}}, [("number.out-of-range", "/coordinates/latitude")]),
        ({"kind": "physical", "coordinates": {"latitude": 0}}, [("key.missing", "/coordinates")]),
        ({"country": "CN"}, [("key.missing", "")]),
    ],
    ids=str,
)  # fmt: skip
def test_a_place_says_where_it_is(given: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    """A virtual place has a URL, a physical one any other value."""
    assert place(**given) == expected


@given(
    st.sampled_from(["physical", "virtual"]),
    st.sets(st.sampled_from(["name", "locality", "country", "subdivision", "coordinates", "url"])),
)
def test_the_schema_says_the_same(kind: str, keys: set[str]) -> None:
    """JSON Schema can express which keys each kind of place requires."""
    values: dict[str, Any] = {
        "name": {"en": "Hall 1"},
        "locality": {"en": "Beijing"},
        "country": "CN",
        "subdivision": "CN-BJ",
        "coordinates": {"latitude": 39.9, "longitude": 116.4},
        "url": "https://example.org/",
    }
    given = {"kind": kind} | {key: values[key] for key in keys}
    assert PLACE_SCHEMA.is_valid(given) == (place(**given) == [])


def test_a_place_can_be_built_in_python() -> None:
    """With the same rules."""
    built = tm.Place(kind="physical", country="CN", subdivision="CN-BJ", locality={"en": "Beijing"})
    assert eval(repr(built), vars(tm)) == built
    with pytest.raises(tm.InvalidData, match="country.subdivision"):
        tm.Place(kind="physical", country="FR", subdivision="CN-BJ")
