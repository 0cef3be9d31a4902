"""Countries, subdivisions, URLs and places. Oracle: pycountry."""

from __future__ import annotations

from typing import Any

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.values.countries import COUNTRIES, COUNTRY, SUBDIVISION
from thinktank_model.values.urls import URL


def test_pycountry_agrees_on_countries() -> None:
    """The same 249 codes; no disagreement."""
    assert {country.alpha_2 for country in pycountry.countries} == COUNTRIES


def test_pycountry_agrees_on_what_a_three_letter_code_means() -> None:
    """The suggestion for CHN is CN, and so for all."""
    for country in pycountry.countries:
        assert COUNTRY.read(country.alpha_3)[1][0].suggestion == f'"{country.alpha_2}"'


def test_pycountry_agrees_on_subdivisions() -> None:
    """The same codes; no disagreement."""
    for subdivision in pycountry.subdivisions:
        assert SUBDIVISION.read(subdivision.code) == (subdivision.code, ())
        assert SUBDIVISION.read(subdivision.code + "X")[0] is None or len(subdivision.code) < 6


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("China", "CN"),
        ("cn", "CN"),
        ("中国", "CN"),
        ("CHN", "CN"),
        ("UK", "GB"),
        ("uk", "GB"),
        ("Royaume-Uni", "GB"),
        ("Macau", "MO"),
    ],
)
def test_the_country_that_was_meant_is_suggested(written: str, meant: str) -> None:
    """Names in several languages, three letters, lower case; UK is no code."""
    value, problems = COUNTRY.read(written)
    assert value is None and [p.code for p in problems] == ["country.unknown"]
    assert problems[0].suggestion == f'"{meant}"'


@pytest.mark.parametrize("code", ["HK", "MO", "TW", "CN"])
def test_hong_kong_macao_and_taiwan_are_codes_of_their_own(code: str) -> None:
    """As ISO 3166-1 has them."""
    assert COUNTRY.read(code) == (code, ())


@pytest.mark.parametrize("code", ["XX", "EU", "", "C", "CN ", "ＣＮ", "ZZ", "AN", "SU"])
def test_other_codes_are_unknown(code: str) -> None:
    """Reserved, withdrawn, user-assigned and malformed ones."""
    assert COUNTRY.read(code)[0] is None


@pytest.mark.parametrize(
    ("code", "meant"), [("cn-bj", '"CN-BJ"'), ("CN-ZZ", None), ("Beijing", None), ("CN-", None), ("CN-11", None)]
)
def test_unknown_subdivisions_are_refused(code: str, meant: str | None) -> None:
    """With the right case suggested."""
    value, problems = SUBDIVISION.read(code)
    assert value is None and problems[0].code == "country.subdivision" and problems[0].suggestion == meant


GOOD_URLS = [
    "https://example.org", "http://example.org/", "https://example.org:8080/a?b=c#d", "https://sub.example.org/%20x",
    "https://例え.jp/智库", "https://[2001:db8::1]/", "https://192.0.2.1/", "HTTPS://EXAMPLE.ORG/", "https://example.org/a@b",
    "https://example.org?x=1", "https://example.org/a:b", "https://localhost/", "https://example.org:65535/",
]  # fmt: skip

# URL, code, why, suggestion
BAD_URLS: list[tuple[str, str, str, str | None]] = [
    ("", "url.syntax", "empty", None),
    ("www.example.org", "url.syntax", "no scheme", '"https://www.example.org"'),
    ("//example.org/", "url.syntax", "no scheme", '"https://example.org/"'),
    ("example.org:80/a", "url.syntax", "a host and port, no scheme", '"https://example.org:80/a"'),
    ("not a url", "url.syntax", "words", None),
    ("javascript:alert(1)", "url.scheme-not-allowed", "script", None),
    ("data:text/html,x", "url.scheme-not-allowed", "data", None),
    ("ftp://example.org/", "url.scheme-not-allowed", "ftp", None),
    ("file:///etc/passwd", "url.scheme-not-allowed", "file", None),
    ("mailto:a@example.org", "url.scheme-not-allowed", "mail", None),
    ("https:example.org", "url.syntax", "no slashes", None),
    ("https:/example.org", "url.syntax", "one slash", None),
    ("https://", "url.syntax", "no host", None),
    ("https:///a", "url.syntax", "no host", None),
    ("https://?a", "url.syntax", "no host", None),
    ("https://user@example.org/", "url.user-info", "user", None),
    ("https://user:secret@example.org/", "url.user-info", "password", None),
    ("https://example.org\\@evil.example/", "url.syntax", "backslash", None),
    ("https://exa mple.org/", "url.syntax", "space in the host", None),
    (" https://example.org/", "url.syntax", "space before", '"https://example.org/"'),
    ("https://example.org/\n", "url.syntax", "line feed at the end", '"https://example.org/"'),
    ("https://example.org/\x00", "url.syntax", "NUL", None),
    ("java\tscript:alert(1)", "url.syntax", "tab in the scheme", None),
    ("https://example.org/%zz", "url.syntax", "bad escape", None),
    ("https://example.org:99999/", "url.syntax", "port too large", None),
    ("https://example.org:x/", "url.syntax", "port is no number", None),
    ("https://[::1/", "url.syntax", "open bracket", None),
    ('https://example.org/"onclick', "url.syntax", "quote", None),
    ("https://example.org/<script>", "url.syntax", "tag", None),
    ("https://example.org/\u202egpj.exe", "url.syntax", "text that runs backwards", None),
    ("https://example.org/" + "a" * 2100, "url.syntax", "too long", None),
]  # fmt: skip


@pytest.mark.parametrize("url", GOOD_URLS)
def test_absolute_web_addresses_are_taken(url: str) -> None:
    """As they are written."""
    assert URL.read(url) == (url, ())


@pytest.mark.parametrize(
    ("url", "code", "why", "suggestion"), BAD_URLS, ids=[f"{case[2]} {case[0][:12]!a}" for case in BAD_URLS]
)
def test_other_addresses_are_refused(url: str, code: str, why: str, suggestion: str | None) -> None:
    """Whatever could run, hide where it leads, or be read in two ways."""
    value, problems = URL.read(url)
    assert value is None and [p.code for p in problems] == [code]
    assert problems[0].suggestion == suggestion or code != "url.syntax"


@given(st.text(st.sampled_from("htps:/.@?#%[]a1 \\\n\x00é") | st.characters(), max_size=30))
def test_no_text_raises(text: str) -> None:
    """And nothing at or below U+0020 gets through."""
    for scalar in (URL, COUNTRY, SUBDIVISION):
        value, problems = scalar.read(text)
        assert (value is None) == bool(problems)
    if URL.read(text)[0] is not None:
        assert min(text) > " " and "@" not in text.split("/")[2]


def place(**given: Any) -> list[tuple[str, str]]:
    """The problems of a place in an organization."""
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
        ({"kind": "physical", "coordinates": {"latitude": 90.1, "longitude": 0}}, [("number.out-of-range", "/coordinates/latitude")]),
        ({"kind": "physical", "coordinates": {"latitude": 0}}, [("key.missing", "/coordinates")]),
        ({"country": "CN"}, [("key.missing", "")]),
    ],
    ids=str,
)  # fmt: skip
def test_a_place_says_where_it_is(given: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    """A virtual one by its address, a physical one by anything else."""
    assert place(**given) == expected
