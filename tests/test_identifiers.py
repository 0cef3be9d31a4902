"""Identifiers: what each scheme accepts, stores, catches and resolves."""

from __future__ import annotations

import json
import random
import re
import string
import time
from collections.abc import Callable, Iterator

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.problems.problem import Code, Problem, Severity
from thinktank_model.shapes import codec
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.values import checkdigits, identifiers, schemes
from thinktank_model.values.identifiers import SCHEMES, Identifier, Scheme, normalize_identifier
from thinktank_model.values.urls import URL
from thinktank_model.vocab import IdentifierRelation, IdentifierStatus

from .oracles import oracle
from .scale import examples, in_full

every_scheme = pytest.mark.parametrize("scheme", SCHEMES.values(), ids=lambda scheme: scheme.name)
few = settings(max_examples=examples(40), deadline=None)  # for each of many schemes
CHECKED = [scheme for scheme in SCHEMES.values() if scheme.check is not None]
checked_scheme = pytest.mark.parametrize("scheme", CHECKED, ids=lambda scheme: scheme.name)
SCHEMA = jsonschema.Draft202012Validator(tm.json_schema(Identifier))


def read(value: object) -> tuple[Identifier | None, tuple[Problem, ...]]:
    built, problems = codec.read(shape_of(Identifier), value)
    return built, problems


def only(problems: tuple[Problem, ...]) -> Problem:
    (problem,) = problems
    return problem


# --- Tables ---

CANONICAL = {
    # the shortest and the longest registrant, one with parts, a suffix with every character, one beyond ASCII
    "doi": [
        "10.1000/1",
        "10.123456789/x",
        "10.1000.10.5/x",
        "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2",
        "10.1000/a%2fb?c#d",
        "10.1000/智库é",
        "10.1000/" + "a" * 2040,
    ],
    "orcid": [
        "0000-0002-1825-0097",
        "0000-0001-5000-0007",  # the first of ORCID's blocks
        "0000-0003-5000-0001",  # and the last of that block
        "0000-0001-2281-955X",  # outside the blocks, and not refused
    ],
    # the organizations of the article
    "ror": "04w9fbh59 013q1eq08 03jc41j30 01y1kjr75 033vjfk17 041pakw92 0385nmy68 038dte259 00k642b80 04srd9d93 "
    "00hhjss72 05p67dv18".split(),
    "wikidata": "Q4881210 Q495015 Q6191740 Q254204 Q1108197 Q1074117 Q30273328 Q14799 Q860580 Q24834296 Q1 "
    "Q9999999999".split(),
    "isni": ["0000000101252443", "000000012281955X", "000000012150090X"],
    "isbn": ["9783161484100", "9780306406157", "9791090636071", "9798886451740", "9787302511625"],
    "issn": ["0317-8471", "2434-561X", "0000-0000"],
    "lei": ["5493001KJTIIGC8Y1R12", "213800WSGIIZCXF1P572", "213800KUD8LAJWSQ9D15"],
    "handle": ["20.1000/100", "1721.1/12345", "2027/mdp.39015012345678", "21.T11148/c2c8c452912d57a44117", "1/A"],
    "arxiv": [
        "0704.0001",  # the first of the new numbers
        "1412.7878",  # the last month with four digits
        "1501.00001",  # the first month with five
        "2401.01234v2",
        "hep-th/9901001",
        "math/0309136v11",
        "cs/0703127",  # the last month of the old numbers
    ],
    "uscc": ["12100000425006117P", "12100000400000624D", "91110000600037341L"],
    "grid": ["grid.8547.e", "grid.5335.0", "grid.425585.b", "grid.38142.3c"],
    "url": ["https://example.org/", "http://example.org/a?b#c"],
}

# Another spelling: scheme, text, canonical form.
WRITTEN = [
    ("doi", "https://doi.org/10.1000/182", "10.1000/182"),
    ("doi", "http://dx.doi.org/10.1000/182", "10.1000/182"),
    ("doi", "HTTPS://WWW.DOI.ORG/10.1000/ABC", "10.1000/abc"),
    ("doi", "doi.org/10.1000/182", "10.1000/182"),
    ("doi", "doi:10.1000/182", "10.1000/182"),
    ("doi", "DOI: 10.1000/182", "10.1000/182"),
    ("doi", "DOI 10.1000/182", "10.1000/182"),
    ("doi", "doi：10.1000/182", "10.1000/182"),
    ("doi", "info:doi/10.1000/182", "10.1000/182"),
    ("doi", "https://doi.org/doi:10.1000/182", "10.1000/182"),
    ("doi", "10.1000/ABC", "10.1000/abc"),
    ("doi", "10.1000/ÀB", "10.1000/Àb"),
    ("doi", "https://doi.org/10.1000%2F182", "10.1000/182"),
    ("doi", "https://doi.org/10.1002/a%3C1::AID-1%3E3.0.CO;2-%23", "10.1002/a<1::aid-1>3.0.co;2-#"),
    ("doi", "https://doi.org/10.1000/%E6%99%BA", "10.1000/智"),
    ("doi", "https://doi.org/10.1000/a%2520b", "10.1000/a%20b"),
    ("orcid", "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
    ("orcid", "http://www.orcid.org/0000-0002-1825-0097/", "0000-0002-1825-0097"),
    ("orcid", "0000000218250097", "0000-0002-1825-0097"),
    ("orcid", "0000 0002 1825 0097", "0000-0002-1825-0097"),
    ("orcid", "0000-0001-2281-955x", "0000-0001-2281-955X"),
    ("orcid", "ORCID iD: 0000-0002-1825-0097", "0000-0002-1825-0097"),
    ("ror", "https://ror.org/04w9fbh59", "04w9fbh59"),
    ("ror", "http://ror.org/04w9fbh59/", "04w9fbh59"),
    ("ror", "ror.org/04w9fbh59", "04w9fbh59"),
    ("ror", "04W9FBH59", "04w9fbh59"),
    ("ror", "ror:04w9fbh59", "04w9fbh59"),
    ("isni", "0000 0001 2281 955X", "000000012281955X"),
    ("isni", "0000-0001-2281-955x", "000000012281955X"),
    ("isni", "ISNI 0000 0001 2281 955X", "000000012281955X"),
    ("isni", "https://isni.org/isni/000000012281955X", "000000012281955X"),
    ("isni", "http://www.isni.org/000000012281955X", "000000012281955X"),
    ("isbn", "978-3-16-148410-0", "9783161484100"),
    ("isbn", "978 3 16 148410 0", "9783161484100"),
    ("isbn", "3-16-148410-X", "9783161484100"),
    ("isbn", "316148410x", "9783161484100"),
    ("isbn", "0306406152", "9780306406157"),
    ("isbn", "ISBN 978-3-16-148410-0", "9783161484100"),
    ("isbn", "ISBN-13: 978-3-16-148410-0", "9783161484100"),
    ("isbn", "ISBN-10: 3-16-148410-X", "9783161484100"),
    ("isbn", "ISBN9783161484100", "9783161484100"),
    ("isbn", "urn:isbn:9783161484100", "9783161484100"),
    ("issn", "03178471", "0317-8471"),
    ("issn", "2434-561x", "2434-561X"),
    ("issn", "0317 8471", "0317-8471"),
    ("issn", "ISSN 0317-8471", "0317-8471"),
    ("issn", "e-ISSN: 0317-8471", "0317-8471"),
    ("issn", "https://portal.issn.org/resource/ISSN/0317-8471", "0317-8471"),
    ("wikidata", "q495015", "Q495015"),
    ("wikidata", "https://www.wikidata.org/wiki/Q495015", "Q495015"),
    ("wikidata", "http://www.wikidata.org/entity/Q495015", "Q495015"),
    ("wikidata", "https://m.wikidata.org/wiki/Q495015", "Q495015"),
    ("wikidata", "wd:Q495015", "Q495015"),
    ("lei", "5493001kjtiigc8y1r12", "5493001KJTIIGC8Y1R12"),
    ("lei", "5493 001K JTII GC8Y 1R12", "5493001KJTIIGC8Y1R12"),
    ("lei", "https://search.gleif.org/#/record/5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R12"),
    ("lei", "https://www.gleif.org/lei/5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R12"),
    ("lei", "LEI:5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R12"),
    ("handle", "https://hdl.handle.net/10986/2124", "10986/2124"),
    ("handle", "http://hdl.handle.net/10986/a%22b", '10986/a"b'),
    ("handle", "hdl:10986/2124", "10986/2124"),
    ("handle", "info:hdl/10986/Ab", "10986/Ab"),
    ("arxiv", "arXiv:2401.01234v2", "2401.01234v2"),
    ("arxiv", "arXiv: 2401.01234 [cs.CL]", "2401.01234"),
    ("arxiv", "https://arxiv.org/abs/2401.01234", "2401.01234"),
    ("arxiv", "http://arxiv.org/pdf/2401.01234V1.pdf", "2401.01234v1"),
    ("arxiv", "https://arxiv.org/abs/math.GT/0309136", "math/0309136"),
    ("arxiv", "math.GT/0309136", "math/0309136"),
    ("arxiv", "arXiv:Hep-Th/9901001", "hep-th/9901001"),
    ("arxiv", "https://doi.org/10.48550/arXiv.2401.01234", "2401.01234"),
    ("arxiv", "10.48550/arXiv.2401.01234", "2401.01234"),
    ("uscc", "12100000425006117p", "12100000425006117P"),
    ("uscc", "1210 0000 4250 0611 7P", "12100000425006117P"),
    ("uscc", "统一社会信用代码：12100000425006117P", "12100000425006117P"),
    ("grid", "https://www.grid.ac/institutes/grid.8547.e", "grid.8547.e"),
    ("grid", "GRID.38142.3C", "grid.38142.3c"),
]

# Not an identifier of the scheme: scheme, text, reason.
NO_SYNTAX = [
    ("doi", "182", "no registrant"),
    ("doi", "10.1000", "no suffix"),
    ("doi", "10.1000/", "an empty suffix"),
    ("doi", "10.100/1", "a registrant of three digits"),
    ("doi", "10.1234567890/1", "a registrant of ten digits"),
    ("doi", "11.1000/182", "the directory is 10"),
    ("doi", "10.1000./182", "an empty part of the registrant"),
    ("doi", "10.10a0/182", "a letter in the registrant"),
    ("doi", "10.1000/a b", "a space"),
    ("doi", "10.1000/a\u00a0b", "a space that breaks no line"),
    ("doi", "10.1000/a\u200bb", "a space without width"),
    ("doi", "10.1000/a\x00", "a control character"),
    ("doi", "10.1000/a\ufeffb", "a byte order mark"),
    ("doi", "10.1000/182" + " " * 5000, "far longer than any DOI behind its resolver"),
    ("doi", "https://doi.org/10.1000/a%00", "a control character, encoded"),
    ("doi", "https://doi.org/10.1000/a%FF", "what is encoded is no UTF-8"),
    ("doi", "https://doi.org/10.1000%252F182", "the slash is encoded twice"),
    ("doi", "https://doi.org/10.1000/182?page=2", "a query may be part of the DOI or not"),
    ("doi", "https://doi.org/10.1002/1099-0690#s1", "and so may a fragment"),
    ("doi", "https://doi.org/abc12", "a short DOI names another DOI"),
    ("doi", "https://example.org/10.1000/182", "not the resolver"),
    ("doi", "https://doi.org.evil.example/10.1000/182", "not the resolver"),
    ("doi", "１０.1000/182", "digits of full width"),
    ("doi", "١٠.1000/182", "Arabic digits"),
    ("doi", "10.1000/" + "a" * 2041, "longer than 2048 characters"),
    ("doi", "https://doi.org/10.1000/" + "a" * 2041, "longer than 2048 characters behind its resolver"),
    ("doi", "0000-0002-1825-0097", "an ORCID iD"),
    ("orcid", "0000-0002-1825-009", "a digit is missing"),
    ("orcid", "0000-0002-1825-00977", "a digit too many"),
    ("orcid", "0000-0002-1825-009Y", "Y is no check character"),
    ("orcid", "000X-0002-1825-0097", "X stands at the end only"),
    ("orcid", "0000--0002-1825-0097", "two hyphens"),
    ("orcid", "0000–0002–1825–0097", "dashes in place of hyphens"),
    ("orcid", "٠٠٠٠-0002-1825-0097", "Arabic digits"),
    ("orcid", "https://orcid.org/0000-0002-1825-0097/about", "a page about it"),
    ("orcid", "https://sandbox.orcid.org/0000-0002-1825-0097", "the test register"),
    ("ror", "Fudan University", "a name"),
    ("ror", "https://ror.org", "no id"),
    ("ror", "4w9fbh59", "without the leading 0"),
    ("ror", "14w9fbh59", "the first character is 0"),
    ("ror", "04w9fbhx9", "the last two characters are digits"),
    ("ror", "04wlfbh59", "l looks like 1"),
    ("ror", "04wofbh59", "o looks like 0"),
    ("ror", "04w|fbh59", "ROR's own published pattern lets this through"),
    ("ror", "04w9fbh5", "a character is missing"),
    ("isni", "00000001228195", "two digits are missing"),
    ("isni", "000000012281955XX", "a character too many"),
    ("isbn", "978-3-16-148410", "the check digit is missing"),
    ("isbn", "977-0-317-84710-6", "977 are periodicals"),
    ("isbn", "9790060115615", "979-0 is printed music, an ISMN"),
    ("isbn", "316148410XX", "eleven characters"),
    ("isbn", "97831614841O0", "the letter O"),
    ("isbn", "978–3–16–148410–0", "dashes in place of hyphens"),
    ("isbn", "iſbn 9783161484100", "a long s is no s"),
    ("issn", "0317-847", "a digit is missing"),
    ("issn", "03-178471", "a hyphen elsewhere"),
    ("issn", "0317-84 71", "a space elsewhere"),
    ("wikidata", "495015", "without Q"),
    ("wikidata", "Q0", "numbers begin at 1"),
    ("wikidata", "Q0495015", "a leading zero"),
    ("wikidata", "P2427", "a property"),
    ("wikidata", "L1", "a lexeme"),
    ("wikidata", "Q12345678901", "far beyond the items there are"),
    ("wikidata", "https://en.wikipedia.org/wiki/Q495015", "Wikipedia"),
    ("lei", "5493001KJTIIGC8Y1R1", "a character is missing"),
    ("lei", "5493001KJTIIGC8Y1RAB", "the last two characters are digits"),
    ("lei", "5493001KJTIIGC8Y1Rſ2", "a long s is no S"),
    ("handle", "n/a", "a prefix has digits"),
    ("handle", "hdl.handle.net/", "no handle"),
    ("handle", "10986", "no name"),
    ("handle", "10986/", "an empty name"),
    ("handle", "10986/a b", "a space"),
    ("handle", "https://hdl.handle.net/10986/1?noredirect", "a query may be part of the handle or not"),
    ("arxiv", "2413.01234", "month 13"),
    ("arxiv", "2400.01234", "month 0"),
    ("arxiv", "2401.1234", "four digits after 2014"),
    ("arxiv", "1412.01234", "five digits before 2015"),
    ("arxiv", "0703.0001", "the new numbers begin in April 2007"),
    ("arxiv", "math/0704001", "and the old ones end there"),
    ("arxiv", "math/9013001", "month 13 of a year before arXiv"),
    ("arxiv", "0309136", "without its archive"),
    ("arxiv", "2401.01234v0", "versions begin at 1"),
    ("arxiv", "2401.01234v", "a version without number"),
    ("uscc", "12100000425006117", "a character is missing"),
    ("uscc", "1210000A425006117P", "the area has digits only"),
    ("uscc", "12100000425006117I", "I is not in the alphabet"),
    ("uscc", "12100000425O06117P", "O is not in the alphabet"),
    ("grid", "8547.e", "without grid."),
    ("grid", "grid.8547.g", "g is no hexadecimal digit"),
    ("grid", "grid.1.0", "one digit"),
]

# A wrong check digit: scheme, text, expected check, reason.
NO_CHECK = [
    ("orcid", "0000-0002-1825-0079", "0", "two digits changed places"),
    ("orcid", "https://orcid.org/0000-0002-1825-0098", "7", "the check itself, behind a resolver"),
    ("orcid", "0000-0002-1825-009X", "7", "X in place of a digit"),
    ("ror", "04w9fbh58", "59", "the second check digit"),
    ("ror", "04w9fbh95", "59", "the check digits changed places"),
    ("ror", "04w8fbh59", "05", "a digit"),
    ("isni", "0000000122819550", "X", "a digit in place of X"),
    ("isbn", "9783161484101", "0", "ISBN-13"),
    ("isbn", "3-16-148410-1", "X", "ISBN-10"),
    ("isbn", "316148401X", "0", "ISBN-10, two digits changed places"),
    ("issn", "0317-8472", "1", "the check"),
    ("lei", "5493001KJTIIGC8Y1R13", "12", "the check"),
    ("lei", "5493001KJTIIGC8Y1S12", "09", "a letter"),
    ("uscc", "12100000425006171P", "B", "two digits changed places"),
]


@pytest.mark.parametrize(("scheme", "value"), [(name, value) for name, values in CANONICAL.items() for value in values])
def test_a_canonical_value_is_kept_without_a_word(scheme: str, value: str) -> None:
    """By the rule, the loader and the constructor."""
    assert SCHEMES[scheme].is_canonical(value)
    assert SCHEMES[scheme].read(value) == (value, ())
    built, problems = read({"scheme": scheme, "value": value})
    assert built == Identifier(scheme=scheme, value=value) and built.value == value and not problems


@pytest.mark.parametrize(("scheme", "text", "canonical"), WRITTEN)
def test_another_way_to_write_it_is_a_warning_and_mended(scheme: str, text: str, canonical: str) -> None:
    """The object has the canonical form, and the fix writes it into the text."""
    built, problems = read({"scheme": scheme, "value": text})
    assert built is not None and built.value == canonical
    problem = only(problems)
    assert (problem.code, problem.severity, problem.pointer) == ("identifier.not-canonical", Severity.WARNING, "/value")
    assert problem.fix == tm.Fix("replace", "/value", canonical)
    assert read({"scheme": scheme, "value": canonical}) == (built, ())
    assert Identifier(scheme=scheme, value=text) == built
    assert normalize_identifier(scheme, text) == canonical


@pytest.mark.parametrize(("scheme", "text", "why"), NO_SYNTAX)
def test_what_is_no_identifier_of_the_scheme_is_refused(scheme: str, text: str, why: str) -> None:
    """With the expected form and an example."""
    value, problems = SCHEMES[scheme].read(text)
    problem = only(problems)
    assert value is None, why
    assert (problem.code, problem.severity) == ("identifier.syntax", Severity.ERROR)
    assert problem.expected.endswith(SCHEMES[scheme].examples[0])
    assert SCHEMES[scheme].canonical(text) is None and not SCHEMES[scheme].is_canonical(text)


@pytest.mark.parametrize(("scheme", "text", "wanted", "why"), NO_CHECK)
def test_a_check_that_does_not_hold_is_said_and_not_repaired(scheme: str, text: str, wanted: str, why: str) -> None:
    """The message gives the check that the other characters require; which character is wrong cannot be known."""
    built, problems = read({"scheme": scheme, "value": text})
    problem = only(problems)
    assert built is None, why
    assert (problem.code, problem.severity, problem.pointer) == ("identifier.check-digit", Severity.ERROR, "/value")
    assert problem.message.endswith(f"expected {wanted}. Check it against its source.")
    assert problem.fix is None
    assert SCHEMES[scheme].canonical(text) is None


@pytest.mark.parametrize(
    ("scheme", "text", "suggestion"),
    [
        ("doi", "１０．１０００／ABC", '"10.1000/abc"'),
        ("doi", "<10.1000/182>", '"10.1000/182"'),
        ("doi", "https://doi.org/10.1000/182?page=2", '"10.1000/182"'),
        ("orcid", "0000–0002–1825–0097", '"0000-0002-1825-0097"'),
        ("orcid", "0000\u22120002\u22121825\u22120097", '"0000-0002-1825-0097"'),
        ("orcid", "https://orcid.org/0000-0002-1825-0097?lang=zh_CN", '"0000-0002-1825-0097"'),
        ("ror", "《04w9fbh59》。", '"04w9fbh59"'),
        ("isbn", "978\u200b3161484100", '"9783161484100"'),
        ("wikidata", "https://www.wikidata.org/wiki/Q495015#P31", '"Q495015"'),
        ("ror", "https://example.org/", None),  # most likely a ROR id with a typing error
        ("ror", "10986/2124", None),  # a handle, or something else with a slash
        ("ror", "Fudan University", None),
        ("ror", "0000-0002-1825-0098", None),  # the check of an ORCID iD is wrong
        ("ror", "Q495015" + " " * 300, None),
    ],
)
def test_what_was_meant_is_suggested_where_that_can_be_said(scheme: str, text: str, suggestion: str | None) -> None:
    """The same identifier in other characters, or a URL without its query."""
    assert only(SCHEMES[scheme].read(text)[1]).suggestion == suggestion


@pytest.mark.parametrize(
    ("scheme", "text", "other"),
    [
        ("doi", "0000-0002-1825-0097", "orcid"),
        ("orcid", "https://ror.org/04w9fbh59", "ror"),
        ("isbn", "0317-8471", "issn"),
        ("ror", "hdl:10986/2124", "handle"),
    ],
)
def test_what_is_right_in_another_scheme_is_said(scheme: str, text: str, other: str) -> None:
    """Only the author knows which of the two is wrong."""
    problem = only(read({"scheme": scheme, "value": text})[1])
    assert problem.suggestion is None and problem.help is not None
    assert problem.help.endswith(f'write the scheme "{other}".')


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("example.org", "url.syntax"),
        ("javascript:alert(1)", "url.scheme-not-allowed"),
        ("https://user@example.org/", "url.user-info"),
    ],
)
def test_the_rules_of_urls_hold_for_the_scheme_url(text: str, code: str) -> None:
    """Their problems have their own codes."""
    built, problems = read({"scheme": "url", "value": text})
    assert built is None and only(problems).code == code and only(problems).pointer == "/value"
    assert SCHEMES["url"].canonical(text) is None and not SCHEMES["url"].is_canonical(text)


def test_case_is_that_of_ascii() -> None:
    """`str.lower` turns the Kelvin sign into k and `str.upper` the long s into S, which would make different ids equal."""
    assert SCHEMES["doi"].canonical("10.1000/\u212aAſÀ") == "10.1000/\u212aaſÀ"
    assert SCHEMES["lei"].canonical("54930ſ1kjtiigc8y1r12") is None
    assert SCHEMES["issn"].canonical("iſſn 0317-8471") is None
    assert SCHEMES["wikidata"].canonical("https://www.wi\u212aidata.org/wiki/Q1") is None


# --- Schemes as data ---


@every_scheme
def test_a_scheme_is_declared_whole(scheme: Scheme) -> None:
    """Words, examples, and patterns that agree with the rules."""
    assert SCHEMES[scheme.name] is scheme and re.fullmatch("[a-z]+(_[a-z]+)?", scheme.name)
    assert scheme.label and scheme.syntax and scheme.examples
    for literal in (*scheme.labels, *scheme.resolvers):
        assert literal == literal.lower(), "patterns are made for both cases from the lower one"
    for example in scheme.examples:
        assert scheme.is_canonical(example) and re.fullmatch(scheme.form, example, re.ASCII)
        assert re.fullmatch(scheme.written, example, re.ASCII)


def test_no_two_schemes_share_a_label() -> None:
    """A label is another name of the scheme, so it must be unique."""
    labels = [label for scheme in SCHEMES.values() for label in (scheme.name, *scheme.labels)]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize(
    ("scheme", "value", "url"),
    [
        ("doi", "10.1000/182", "https://doi.org/10.1000/182"),
        ("doi", "10.1002/a<1::aid>3.0.co;2-#", "https://doi.org/10.1002/a%3C1::aid%3E3.0.co;2-%23"),
        ("doi", "10.1000/a%20?", "https://doi.org/10.1000/a%2520%3F"),
        ("doi", "10.1000/智", "https://doi.org/10.1000/%E6%99%BA"),
        ("orcid", "0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        ("ror", "04w9fbh59", "https://ror.org/04w9fbh59"),
        ("isni", "000000012281955X", "https://isni.org/isni/000000012281955X"),
        ("isbn", "9783161484100", None),
        ("issn", "0317-8471", "https://portal.issn.org/resource/ISSN/0317-8471"),
        ("wikidata", "Q495015", "https://www.wikidata.org/wiki/Q495015"),
        ("lei", "5493001KJTIIGC8Y1R12", "https://search.gleif.org/#/record/5493001KJTIIGC8Y1R12"),
        ("handle", "10986/2124", "https://hdl.handle.net/10986/2124"),
        ("arxiv", "math/0309136", "https://arxiv.org/abs/math/0309136"),
        ("uscc", "12100000425006117P", None),
        ("grid", "grid.8547.e", None),
        ("url", "https://example.org/a%20b?c#d", "https://example.org/a%20b?c#d"),
        ("x:register", "1", None),
        ("register", "1", None),
    ],
)
def test_where_an_identifier_is_resolved(scheme: str, value: str, url: str | None) -> None:
    """With the resolver of its register, percent-encoded; None for a scheme without a resolver."""
    assert Identifier(scheme=scheme, value=value).url == url


# --- The name of the scheme ---


@pytest.mark.parametrize("name", [*SCHEMES, "x:y", "myproject:Register-1.0_b"])
def test_known_and_namespaced_schemes_are_clean(name: str) -> None:
    """The library does not check what another project defines."""
    assert identifiers.SCHEME.read(name) == (name, ())


@pytest.mark.parametrize(
    ("name", "suggestion", "fix"),
    [
        ("orchid", '"orcid"', None),
        ("wikidta", '"wikidata"', None),
        ("hdl", '"handle"', "handle"),
        ("qid", '"wikidata"', "wikidata"),
        ("isbn-13", '"isbn"', "isbn"),
        ("ror_id", '"ror"', "ror"),
        ("e-issn", '"issn"', None),
        ("kvk", None, None),
        ("0", None, None),
    ],
)
def test_an_unknown_scheme_is_a_warning(name: str, suggestion: str | None, fix: str | None) -> None:
    """Its value is accepted. Another name of a known scheme is fixed; a longer or merely similar text is not."""
    built, problems = read({"scheme": name, "value": "HTTPS://doi.org/?"})
    problem = only(problems)
    assert built is not None and (built.scheme, built.value) == (name, "HTTPS://doi.org/?")
    assert (problem.code, problem.severity, problem.pointer) == (
        "identifier.unknown-scheme",
        Severity.WARNING,
        "/scheme",
    )
    assert problem.suggestion == suggestion
    assert problem.fix == (None if fix is None else tm.Fix("replace", "/scheme", fix))


def test_a_scheme_name_has_a_length() -> None:
    """100 characters are accepted, 101 are not."""
    assert read({"scheme": "a" * 100, "value": "1"})[0] is not None
    built, problems = read({"scheme": "a" * 101, "value": "1"})
    assert built is None and [problem.code for problem in problems] == ["identifier.scheme-syntax"]


def test_another_name_of_a_scheme_is_known_in_any_case() -> None:
    """Both problems of `wD` can be fixed at once; a regression: the second fix had no value."""
    for name in ("wd", "WD", "Wd", "wD"):
        built, problems = read({"scheme": name, "value": "Q42"})
        assert built is not None and built.scheme == "wd"
        assert problems[-1].fix == tm.Fix("replace", "/scheme", "wikidata")


def test_a_scheme_is_stored_in_lower_case() -> None:
    """And then its rules apply."""
    built, problems = read({"scheme": "DOI", "value": "10.1000/ABC"})
    assert built is not None and (built.scheme, built.value) == ("doi", "10.1000/abc")
    assert [(p.code, p.pointer) for p in problems] == [
        ("identifier.not-canonical", "/scheme"),
        ("identifier.not-canonical", "/value"),
    ]
    assert problems[0].fix == tm.Fix("replace", "/scheme", "doi")
    value, problems = identifiers.SCHEME.read("KVK")
    assert value == "kvk" and [p.code for p in problems] == ["identifier.not-canonical", "identifier.unknown-scheme"]
    assert read({"scheme": "ORCID", "value": "10.1000/abc"})[0] is None


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("", None),
        (" ", None),
        (" doi", '"doi"'),
        ("doi\n", '"doi"'),
        ("ROR id", '"ror"'),
        ("Wikidata item", '"wikidata"'),
        ("统一社会信用代码", '"uscc"'),
        ("d.o.i", '"doi"'),
        ("iſbn", '"isbn"'),
        ("or\u212aid", '"orcid"'),
        ("x:", None),
        (":x", None),
        ("X:y", None),
        ("_", None),
        ("a--b", None),
        ("a" * 101, None),
        ("a:" + "b" * 199, None),
        ("a" * 1_000_000, None),
    ],
)
def test_what_cannot_be_a_scheme_is_refused(name: str, suggestion: str | None) -> None:
    """Lower-case words, or a name with a namespace."""
    value, problems = identifiers.SCHEME.read(name)
    assert value is None and only(problems).code == "identifier.scheme-syntax"
    assert only(problems).suggestion == suggestion


# --- Identifiers ---


def test_an_identifier_is_confirmed_and_its_own_unless_it_says_otherwise() -> None:
    """The usual meaning of an identifier. Defaults are not written."""
    identifier = Identifier(scheme="ror", value="04w9fbh59")
    assert identifier.status is IdentifierStatus.CONFIRMED and identifier.relation is IdentifierRelation.SELF
    assert codec.dump(identifier) == {"scheme": "ror", "value": "04w9fbh59"}
    other, problems = read({"scheme": "ror", "value": "04w9fbh59", "status": "rejected", "relation": "parent"})
    assert other is not None and not problems and other != identifier
    assert codec.dump(other)["status"] == "rejected" and codec.dump(other)["relation"] == "parent"


def test_equal_identifiers_are_equal_however_they_were_written() -> None:
    """And their hashes are equal."""
    one = Identifier(scheme="isbn", value="3-16-148410-X")
    other = Identifier(scheme="ISBN", value="ISBN 978-3-16-148410-0")
    assert one == other and hash(one) == hash(other)


def test_the_constructor_refuses_what_the_loader_refuses() -> None:
    """With all problems of the object."""
    with pytest.raises(tm.InvalidData) as caught:
        Identifier(scheme="orcid", value="0000-0002-1825-0079", status="sure")
    assert {p.code for p in caught.value.problems} == {"identifier.check-digit", "term.unknown"}


@pytest.mark.parametrize("value", ["", " ", "a\nb", "a\x00", "a\u202eb"])
def test_a_value_is_one_line_of_text_in_every_scheme(value: str) -> None:
    """Every scheme refuses other texts, with one problem."""
    for scheme in ("doi", "x:register", "kvk"):
        built, problems = read({"scheme": scheme, "value": value})
        assert built is None
        assert only(tuple([p for p in problems if p.severity is Severity.ERROR])).code.startswith("text.")


def test_spaces_around_a_value_are_said_and_dropped() -> None:
    """Copied from a page, with a space that is not a line break."""
    built, problems = read({"scheme": "doi", "value": "\u00a010.1000/182 "})
    assert built is not None and built.value == "10.1000/182"
    assert [p.code for p in problems] == ["text.odd-whitespace", "identifier.not-canonical"]


def test_an_unknown_scheme_and_a_bad_value_are_told_apart() -> None:
    """The rule over both fields applies only if both are valid."""
    built, problems = read({"scheme": "ROR id", "value": "nonsense"})
    assert built is None and [p.code for p in problems] == ["identifier.scheme-syntax"]


def test_a_record_is_written_with_canonical_identifiers() -> None:
    """Reading it gives a warning once, but not after writing."""
    identifier = {"scheme": "doi", "value": "https://doi.org/10.1000/ABC"}
    given = {"type": "output", "id": "output:a", "titles": {"en": "A"}, "anonymous": True, "identifiers": [identifier]}
    assert [(p.code, p.pointer) for p in tm.validate(given)] == [("identifier.not-canonical", "/identifiers/0/value")]
    written = tm.dumps(tm.from_dict(given))
    assert json.loads(written)["identifiers"] == [{"scheme": "doi", "value": "10.1000/abc"}]
    assert not list(tm.validate(written))


def test_the_identifiers_of_the_article_are_clean() -> None:
    """In the shipped dataset."""
    found = [i for o in tm.example("wic-2024").organizations.values() for i in o.identifiers]
    assert len(found) > 20 and all([SCHEMES[i.scheme].is_canonical(i.value) for i in found])


def test_normalizing_raises_what_is_wrong() -> None:
    """And leaves values of unknown schemes unchanged."""
    with pytest.raises(tm.InvalidData, match="not a valid ROR id"):
        normalize_identifier("ror", "Fudan")
    assert normalize_identifier("kvk", "KVK 1") == "KVK 1"


@pytest.mark.parametrize(
    "code",
    [
        schemes.SYNTAX,
        schemes.CHECK_DIGIT,
        schemes.NOT_CANONICAL,
        identifiers.UNKNOWN_SCHEME,
        identifiers.SCHEME_SYNTAX,
    ],
    ids=lambda code: code.name,
)
def test_the_examples_of_a_code_show_it(code: Code) -> None:
    """The wrong example breaks only that rule; the correct one breaks none."""
    assert only(read(json.loads(code.bad))[1]).code == code.name
    assert not read(json.loads(code.good))[1]


# --- JSON Schema ---


# Accepted by JSON Schema but refused by the library, with the reason.
def test_where_the_identifier_of_a_journal_belongs() -> None:
    """An output that is a part of a journal has a container for it; a source can be the journal itself."""
    issn = {"identifiers": [{"scheme": "issn", "value": "2434-561X"}]}
    output = {"type": "output", "id": "output:o", "kind": "article", "titles": {"en": "O"}, **issn}
    source = {"type": "source", "id": "source:s", "kind": "news", "titles": {"en": "S"}, **issn}
    advice = [
        problem.help
        for record in (output, source)
        for problem in tm.validate(record).problems
        if problem.code == "identifier.subject"
    ]
    assert advice == ['Move it to the identifiers of "container", the publication that the output appeared in.']


UNSAID_BY_SCHEMA = {
    "https://doi.org/10.1000/a%00": "patterns do not decode",
    "https://doi.org/10.1000/a%FF": "patterns do not decode",
    "https://doi.org/10.1000%252F182": "patterns do not decode",
    "https://doi.org/10.1000/182?page=2": "a bare DOI may have a ?",
    "https://doi.org/10.1002/1099-0690#s1": "a bare DOI may have a #",
    "https://hdl.handle.net/10986/1?noredirect": "a bare handle may have a ?",
    "10.1000/" + "a" * 2041: "room for the resolver",
    "https://doi.org/10.1000/" + "a" * 2041: "room for the resolver",
}


def test_the_json_schema_takes_what_the_library_takes() -> None:
    """In every accepted form, not only the canonical one."""
    texts = [(scheme, text) for scheme, values in CANONICAL.items() for text in values]
    texts += [(scheme, text) for scheme, text, _ in WRITTEN]
    texts += [("x:register", "anything"), ("KVK", "anything"), ("doi", " 10.1000/182 ")]
    assert [text for scheme, text in texts if not SCHEMA.is_valid({"scheme": scheme, "value": text})] == []


def test_the_json_schema_refuses_what_has_no_syntax() -> None:
    """Except for the listed exceptions and wrong check digits."""
    taken = {text for scheme, text, _ in NO_SYNTAX if SCHEMA.is_valid({"scheme": scheme, "value": text})}
    assert taken == set(UNSAID_BY_SCHEMA)
    assert all([SCHEMA.is_valid({"scheme": scheme, "value": text}) for scheme, text, _, _ in NO_CHECK])


# --- Laws ---


def with_check(scheme: Scheme, number: str) -> str:
    """Return the canonical form of a number with a correct check."""
    if scheme.check is None:
        return number
    head = number.replace("-", "")[: -scheme.checked]
    return scheme.present(head + scheme.check(head))


def values(scheme: Scheme) -> st.SearchStrategy[str]:
    """Return valid identifiers in canonical form."""
    if scheme.name == "url":
        return st.sampled_from(CANONICAL["url"])
    form = st.from_regex(re.compile(scheme.form, re.ASCII), fullmatch=True)
    return form.map(lambda number: with_check(scheme, number))


def forms(scheme: Scheme) -> st.SearchStrategy[str]:
    """Return texts that the scheme accepts, whether or not the check is correct."""
    return st.from_regex(re.compile(str(scheme.schema["pattern"]), re.ASCII))


@pytest.mark.slow
@every_scheme
@few
@given(data=st.data())
def test_what_is_made_by_the_rules_is_accepted(scheme: Scheme, data: st.DataObject) -> None:
    """A valid form with a correct check is an identifier. Its URL is one too, and has the same canonical form."""
    value = data.draw(values(scheme))
    assert scheme.is_canonical(value)
    url = scheme.url(value)
    assert url is None or (scheme.canonical(url) == value and URL.read(url) == (url, ()))


@pytest.mark.slow
@every_scheme
@few
@given(data=st.data())
def test_the_canonical_form_of_a_canonical_form_is_itself(scheme: Scheme, data: st.DataObject) -> None:
    """For every accepted text; `read`, `canonical`, `is_canonical` and the schema never contradict each other."""
    text = data.draw(forms(scheme) | values(scheme).map(str.swapcase) | st.text())
    canonical = scheme.canonical(text)
    value, problems = scheme.read(text)
    assert value == canonical
    assert scheme.is_canonical(text) == (not problems) == (canonical == text)
    if canonical is not None:
        assert scheme.is_canonical(canonical) and scheme.canonical(canonical) == canonical
        assert re.search(str(scheme.schema["pattern"]), canonical)
    else:
        assert only(problems).severity is Severity.ERROR


@settings(deadline=None)
@given(scheme=st.sampled_from([*SCHEMES, "kvk"]) | st.text(max_size=9), value=st.text(max_size=30))
def test_any_two_texts_are_answered(scheme: str, value: str) -> None:
    """With an identifier or a problem; reading the stored form again gives no problem about the identifier."""
    built, problems = read({"scheme": scheme, "value": value})
    assert (built is None) == any([p.severity is Severity.ERROR for p in problems])
    if built is not None:
        again, problems = read(codec.dump(built))
        assert again == built
        assert all([p.code == "identifier.unknown-scheme" or p.code.startswith("text.") for p in problems])


# --- What check digits catch ---

# Characters that can replace each other without a change of syntax.
KINDS = {
    "ror": ("0123456789abcdefghjkmnpqrstvwxyz",),
    "uscc": ("0123456789ABCDEFGHJKLMNPQRTUWXY",),
    # MOD 97-10 reads a digit as one digit and a letter as two, so 1B and B1 are the same
    "lei": (string.digits, string.ascii_uppercase),
}


def others(scheme: Scheme, char: str) -> str:
    return next((kind for kind in KINDS.get(scheme.name, ()) if char in kind), "0123456789X")


@pytest.mark.slow
@checked_scheme
@few
@given(data=st.data())
def test_every_wrong_character_is_caught(scheme: Scheme, data: st.DataObject) -> None:
    """Every scheme guarantees it: each other character at each position."""
    value = data.draw(values(scheme))
    for place, char in enumerate(value):
        for other in others(scheme, char) if char != "-" else ():
            wrong = value[:place] + other + value[place + 1 :]
            assert (scheme.canonical(wrong) is None) == (other != char), wrong


def exchanged(text: str, one: int, other: int) -> str:
    chars = list(text)
    chars[one], chars[other] = chars[other], chars[one]
    return "".join(chars)


def escapes(scheme: Scheme, one: str, other: str) -> bool:
    """Return whether the scheme may miss that these two adjacent characters were swapped."""
    if scheme.name == "isbn":  # weights 1 and 3 differ by 2, and 2 times 5 is 0 modulo 10
        return abs(int(one) - int(other)) == 5
    return scheme.name == "lei" and one.isdigit() != other.isdigit()


@pytest.mark.slow
@checked_scheme
@few
@given(data=st.data())
def test_two_neighbours_that_changed_places_are_caught(scheme: Scheme, data: st.DataObject) -> None:
    """If the scheme guarantees it; the exceptions follow from its arithmetic."""
    value = data.draw(values(scheme))
    number = value.replace("-", "")
    for place in range(len(number) - 1):
        one, other = number[place], number[place + 1]
        if one != other and not escapes(scheme, one, other):
            assert scheme.canonical(exchanged(number, place, place + 1)) is None


@pytest.mark.parametrize(
    ("check", "length"),
    [(checkdigits.isbn_10, 9), (checkdigits.issn, 7), (checkdigits.uscc, 17)],
    ids=["isbn-10", "issn", "uscc"],
)
@few
@given(data=st.data())
def test_any_two_that_changed_places_are_caught(check: Callable[[str], str], length: int, data: st.DataObject) -> None:
    """The weights are all different modulo a prime."""
    text = data.draw(st.text(string.digits, min_size=length, max_size=length))
    for one in range(length):
        for other in range(one):
            swapped = exchanged(text, one, other)
            assert (check(swapped) == check(text)) == (swapped == text)


@pytest.mark.parametrize(
    ("scheme", "check", "head"), [("lei", checkdigits.mod_97_10, "{:018}"), ("ror", checkdigits.ror, "0{:06}")]
)
def test_check_digits_that_only_leave_the_same_rest_are_refused(
    scheme: str, check: Callable[[str], str], head: str
) -> None:
    """MOD 97-10 gives 02 to 98; 00, 01 and 99 have the same remainders as 97, 98 and 02, but are never assigned."""
    found = set()
    for number in range(1000):
        start = head.format(number)
        wanted = check(start)
        found.add(wanted)
        same = {"97": "00", "98": "01", "02": "99"}.get(wanted)
        if same is not None:
            assert SCHEMES[scheme].is_canonical(start + wanted) and not SCHEMES[scheme].is_canonical(start + same)
    assert found == {f"{number:02}" for number in range(2, 99)}


# --- python-stdnum as an oracle ---

JUDGED = {"isbn": "isbn", "issn": "issn", "isni": "isni", "lei": "lei", "uscc": "cn.uscc"}


def bare(text: str) -> str:
    return re.sub("[ -]", "", text)


# Where python-stdnum and this library differ, and why; each a test of scheme and text.
DISAGREEMENTS: dict[str, Callable[[str, str], bool]] = {
    "979-0 is an ISMN, printed music": lambda scheme, text: scheme == "isbn" and bare(text).startswith("9790"),
    "nine digits are an SBN of before 1970, or an ISBN-10 that lost one": (
        lambda scheme, text: scheme == "isbn" and len(bare(text)) == 9
    ),
    "separators stand between characters and one at a time, in an ISSN in the middle": (
        lambda scheme, text: (
            re.search("^[ -]|[ -]$|[ -]{2}", text) is not None
            or (scheme == "issn" and re.fullmatch("....[ -]?....", text) is None)
        )
    ),
    "an LEI has 20 characters": lambda scheme, text: scheme == "lei" and len(bare(text)) != 20,
    "its check is two digits": lambda scheme, text: scheme == "lei" and not bare(text)[-2:].isdigit(),
    "00, 01 and 99 are no check digits of MOD 97-10": (
        lambda scheme, text: scheme == "lei" and bare(text)[-2:] in ("00", "01", "99")
    ),
    "the first two characters of a USCC may be letters: A1, N2 and Y1 are given": (
        lambda scheme, text: scheme == "uscc" and not bare(text)[:2].isdigit()
    ),
}


def variants(scheme: Scheme, rng: random.Random) -> Iterator[str]:
    """Yield a valid identifier, other spellings of it, and typing errors."""
    alphabet = "".join(KINDS.get(scheme.name, (string.digits,)))
    number = "".join(rng.choices(alphabet, k=20))
    if scheme.name == "isbn":
        number = rng.choice(("978", "979", "977")) + number
    if scheme.name == "uscc":
        area = f"{rng.randrange(10**6):06}"
        number = rng.choice(("91", "12", "53", "N2", "Y1", "A1")) + area + number
    number = number[: len(bare(scheme.examples[0])) - scheme.checked]
    if scheme.name == "isbn" and rng.random() < 0.4:
        number = number[3:12]
    assert scheme.check is not None
    right = number + scheme.check(number)
    place = rng.randrange(1, len(right))
    yield right
    yield right.lower()
    yield scheme.present(right)
    yield " ".join([right[start : start + 4] for start in range(0, len(right), 4)])
    yield right[:place] + rng.choice(" -") + right[place:]
    yield right[:place] + "--" + right[place:]
    yield "-" + right
    yield right[:place] + rng.choice(alphabet) + right[place + 1 :]
    yield right[:place] + right[place + 1 :]
    yield right[:place] + right[place] + right[place:]
    yield exchanged(right, place, place - 1)
    yield number + "".join(rng.choices("0123456789X", k=scheme.checked))
    yield number + rng.choice(("00", "01", "99", "AB"))
    yield "".join(rng.choices(alphabet, k=rng.choice((8, 9, 10, 13, 16, 18, 20, 21))))


@in_full
def test_python_stdnum_agrees_but_for_the_named_reasons() -> None:
    """About validity and the compact form; each listed reason occurs."""
    rng = random.Random(11)
    met = set()
    agreed = {True: 0, False: 0}
    for name, module in JUDGED.items():
        theirs = oracle(f"stdnum.{module}")
        for _ in range(400):
            for text in variants(SCHEMES[name], rng):
                canonical = SCHEMES[name].canonical(text)
                if (canonical is not None) == theirs.is_valid(text):
                    agreed[canonical is not None] += 1
                    if canonical is not None:
                        same = theirs.to_isbn13(theirs.compact(text)) if name == "isbn" else theirs.compact(text)
                        assert bare(canonical) == same
                    continue
                reasons = {reason for reason, holds in DISAGREEMENTS.items() if holds(name, text)}
                assert reasons, (name, text, canonical)
                met |= reasons
    assert met == set(DISAGREEMENTS)
    assert agreed[True] > 6000 and agreed[False] > 6000, agreed


# --- Hostile texts ---


@every_scheme
def test_no_text_takes_long(scheme: Scheme) -> None:
    """For the longest accepted texts that almost match; longer texts are not searched."""
    parts = ("1", "0", "a", "-", " ", "1-", "1 ", ".1", "/", "10.1000", "%41", "http://", "doi:", "a.aa", "9 7 8 ")
    starts = ("", *scheme.examples, "10.1000", "https://doi.org/")
    longest = 2 * scheme.limit + 200
    began = time.process_time()
    for text in [start + part * longest for part in parts for start in starts]:
        scheme.read(text)
        scheme.read(text[:longest])
        scheme.read(text[: longest - 1] + "!")
        scheme.read(text[: scheme.limit])
    assert time.process_time() - began < 2
