"""Registers as data: what they are, that they are read late, and what their oracles say.

Oracles: langcodes and language-tags (IANA's registry), tzdata, packaging and license-expression (SPDX), pycountry (ISO).
"""

from __future__ import annotations

import re
import subprocess
import sys
import zoneinfo
from importlib import metadata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinktank_model.values import countries, currencies, damage, folding, language, licenses, timezones
from thinktank_model.values.currencies import CURRENCY, decimals
from thinktank_model.values.licenses import LICENSE
from thinktank_model.values.registers import NO_SUCCESSOR, Register, fold
from thinktank_model.values.timezones import TIMEZONE
from tools import registers as tool

from .oracles import oracle
from .scale import in_full, thinned

for name in ("babel", "langcodes", "license_expression", "packaging", "pycountry", "tzdata"):
    oracle(name)

import langcodes.registry_parser
import license_expression
import packaging.licenses
import pycountry
from packaging.licenses import _spdx

REGISTERS = {
    register.name: register
    for module in (countries, currencies, damage, folding, language, licenses, timezones)
    for register in vars(module).values()
    if isinstance(register, Register)
}


def test_each_table_has_a_register() -> None:
    """Each register has a table too."""
    assert {path.stem for path in tool.FOLDER.glob("*.txt")} == REGISTERS.keys() == tool.TABLES.keys()


@in_full
@pytest.mark.parametrize("name", thinned(tool.TABLES, 4))
def test_a_table_is_what_its_packages_say(name: str) -> None:
    """If the installed packages have the recorded versions; other versions may differ until the table is renewed."""
    shipped = (tool.FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    named = re.findall(r"by way of ([a-z0-9-]+) ([0-9.]*[0-9])", shipped)
    assert named or name == "entities"
    if all([metadata.version(package) == version for package, version in named]):
        assert shipped == tool.text_of(name)


@pytest.mark.parametrize("name", REGISTERS)
def test_a_table_says_where_it_is_from(name: str) -> None:
    """Its content, the licence of its source, the command; and it is small."""
    text = (tool.FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    head = [line for line in text.split("\n") if line.startswith("#")]
    assert len(head) >= 2 and head[-1] == f"# {tool.COMMAND}" and len(text.encode()) < 100_000
    assert any(
        [re.search(r"\(.*(facts|public domain|Apache|CC0|MIT|License).*\)", line, re.IGNORECASE) for line in head]
    )


@pytest.mark.parametrize("name", REGISTERS)
def test_a_withdrawn_code_leads_to_one_in_force(name: str) -> None:
    """In one step; and no spelling leads to a withdrawn code."""
    register = REGISTERS[name]
    for code in register.rows:
        successor = register.successor(code)
        if successor not in (None, NO_SUCCESSOR):
            for word in re.split(" WITH ", successor):
                assert word in register or word in licenses.EXCEPTIONS or "-" in word
                assert register.successor(word) is None
    assert [code for code in register.spellings.values() if register.successor(code) == NO_SUCCESSOR] == []


def test_no_register_is_read_at_import() -> None:
    """Nor for a record whose values need no register, such as a text."""
    code = (
        "import thinktank_model as tm\n"
        "from thinktank_model.values import registers\n"
        "import gc\n"
        "tm.Text(en='A')\n"
        "read = [r.name for r in gc.get_objects() if isinstance(r, registers.Register) and 'rows' in vars(r)]\n"
        "assert read == ['languages'], read\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@given(st.text(max_size=120))
def test_folding_is_idempotent(text: str) -> None:
    """Folding a folded text changes nothing."""
    assert fold(fold(text)) == fold(text)


# --- Languages ---

# Entries of the 2021 registry, which langcodes ships, that differ from the later one.
REGISTRY_SINCE_2021 = 40  # entries


def test_langcodes_agrees_on_subtags() -> None:
    """Ours contains all of its older registry; deprecated subtags are deprecated, with the same replacement or a later one."""
    register = language.REGISTER
    newer = 0
    for entry in langcodes.registry_parser.parse_registry():
        code = str(entry.get("Subtag", entry.get("Tag")))
        if ".." in code or entry["Type"] == "redundant":
            continue
        if entry["Type"] == "extlang":
            code = f"{entry['Prefix'][0]}-{code}"
        assert code in register, entry
        preferred = entry.get("Preferred-Value", NO_SUCCESSOR if "Deprecated" in entry else None)
        newer += register.successor(code) != preferred
    assert newer < REGISTRY_SINCE_2021


def test_pycountry_agrees_on_two_letter_codes() -> None:
    """Each three-letter code of ISO 639 suggests its two-letter code, except for Serbo-Croatian, which CLDR does not list."""
    for known in pycountry.languages:
        if (short := getattr(known, "alpha_2", None)) is not None and language.REGISTER.successor(short) is None:
            for code in {known.alpha_3, getattr(known, "bibliographic", known.alpha_3)} - {"hbs"}:
                problems = language.LANGUAGE.read(code)[1]
                assert [p.suggestion for p in problems] == [f'"{short}"'], code


# --- Time zones ---


def test_tzdata_agrees_on_zones() -> None:
    """Every name of the database is accepted, links too, and no other."""
    assert zoneinfo.available_timezones() >= {"Europe/Kyiv"}
    with (tool._shipped("tzdata", "tzdata/zones")).open(encoding="ascii") as names:
        known = set(names.read().split())
    assert known == timezones.REGISTER.rows.keys()
    for name in known:
        assert TIMEZONE.read(name) == (name, ())
        assert re.search(str(TIMEZONE.schema["pattern"]), name)


@pytest.mark.parametrize(
    ("written", "code", "meant"),
    [
        ("Europe/Pari", "unknown", "Europe/Paris"), ("Paris", "unknown", "Europe/Paris"), ("asia/shanghai", "syntax", "Asia/Shanghai"),
        ("China Standard Time", "syntax", "Asia/Shanghai"), ("W. Europe Standard Time", "syntax", "Europe/Berlin"), ("New York", "syntax", "America/New_York"),
        ("(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi", "syntax", "Asia/Shanghai"), ("北京时间", "syntax", "Asia/Shanghai"),
        ("/freeassociation.sourceforge.net/Europe/Berlin", "syntax", "Europe/Berlin"), ("/mozilla.org/20070129_1/America/Argentina/Salta", "syntax", "America/Argentina/Salta"),
        ("CST", "unknown", None), ("UTC+8", "unknown", None), ("GMT-8", "unknown", None), ("UTC+8:00", "syntax", None), ("", "syntax", None), ("A" * 101, "syntax", None),
    ],
)  # fmt: skip
def test_the_zone_that_was_meant_is_suggested(written: str, code: str, meant: str | None) -> None:
    """For a typing error, a city, a Windows name, another case, a prefix; not for an abbreviation or an offset."""
    value, problems = TIMEZONE.read(written)
    assert value is None and [p.code for p in problems] == [f"timezone.{code}"]
    assert problems[0].suggestion == (None if meant is None else f'"{meant}"')


def test_every_windows_zone_is_understood() -> None:
    """Of those that the Unicode CLDR maps."""
    for name, zone in tool._cldr("windows_zone_mapping").items():
        if name not in timezones.REGISTER:  # UTC is a name in both
            meant = tool._cldr("zone_aliases").get(zone, zone)
            assert TIMEZONE.read(name)[1][0].suggestion == f'"{meant}"', name


# --- Licences ---


def test_packaging_agrees_on_licences() -> None:
    """Ours contains all ids of its older list; ids that it deprecates are still deprecated."""
    for entry in _spdx.LICENSES.values():
        assert entry["id"] in licenses.REGISTER
        assert not entry["deprecated"] or licenses.REGISTER.successor(entry["id"]) is not None
    for exception in _spdx.EXCEPTIONS.values():
        assert exception["id"] in licenses.EXCEPTIONS


def test_license_expression_agrees_on_successors() -> None:
    """The replacements of old ids of GNU licences."""
    licensing = license_expression.get_spdx_licensing()
    for code in licenses.REGISTER.rows:
        successor = licenses.REGISTER.successor(code)
        if successor not in (None, NO_SUCCESSOR) and code in licensing.known_symbols:
            assert str(licensing.parse(code)) in (code, successor)


EXPRESSIONS = st.recursive(
    st.sampled_from(["MIT", "Apache-2.0", "CC-BY-4.0", "GPL-2.0-only WITH Classpath-exception-2.0", "LicenseRef-a", "GPL-2.0-or-later"]),
    lambda inner: st.tuples(inner, st.sampled_from(["AND", "OR"]), inner).map(" ".join) | inner.map(lambda text: f"({text})"),
    max_leaves=4,
)  # fmt: skip


@given(EXPRESSIONS)
def test_packaging_takes_the_expressions_that_we_take(text: str) -> None:
    """And are written in the same way."""
    if len(text) <= licenses.LIMIT:
        assert packaging.licenses.canonicalize_license_expression(text) == text
        assert LICENSE.read(text) == (text, ())
        again, problems = LICENSE.read(text.replace("MIT", "mit").replace("CC-BY", "cc-by"))
        assert again == text and {p.code for p in problems} <= {"license.not-canonical"}


WORDS = st.sampled_from(["MIT", "OR", "AND", "WITH", "(", ")", "foo", "Classpath-exception-2.0"])


@given(st.lists(WORDS, max_size=7).map(" ".join))
def test_what_packaging_refuses_is_refused_or_warned_of(text: str) -> None:
    """An expression that it refuses is refused here too, or has an unlisted id, with a warning."""
    try:
        packaging.licenses.canonicalize_license_expression(text)
    except packaging.licenses.InvalidLicenseExpression:
        assert LICENSE.read(text)[1]


@pytest.mark.parametrize(
    ("written", "codes", "meant"),
    [
        ("foo", ["license.unknown"], None), ("proprietary", ["license.unknown"], None), ("CC-BY", ["license.unknown"], "CC-BY-4.0"),
        ("CC0", ["license.unknown"], "CC0-1.0"), ("CC BY 4.0", ["format.license"], "CC-BY-4.0"), ("cc-by-4.0", ["license.not-canonical"], "CC-BY-4.0"),
        ("GPL-2.0", ["license.deprecated"], "GPL-2.0-only"), ("GPL-2.0+", ["license.deprecated"], "GPL-2.0-or-later"), ("eCos-2.0", ["license.deprecated"], None),
        ("MIT OR GPL-2.0", ["license.deprecated"], "MIT OR GPL-2.0-only"), ("MIT OR", ["format.license"], None), ("Apache-2.0+", [], None),
        ("GPL-2.0-with-classpath-exception", ["license.deprecated"], "GPL-2.0-only WITH Classpath-exception-2.0"),
        ("MIT WITH Nokia-Qt-exception-1.1", ["license.deprecated"], None), ("MIT WITH foo", ["license.unknown"], None),
        ("Creative Commons Attribution 4.0 International", ["format.license"], "CC-BY-4.0"), ("No copyright statement in content.", ["format.license"], None),
        ("mailto:a@b", ["url.scheme-not-allowed"], None), ("M" * 101, ["format.license"], None),
    ],
)  # fmt: skip
def test_what_is_said_of_a_licence(written: str, codes: list[str], meant: str | None) -> None:
    """Warnings for an unlisted or withdrawn id, an error for an invalid expression."""
    problems = LICENSE.read(written)[1]
    assert [p.code for p in problems] == codes
    for problem in problems:
        assert problem.code.startswith("url.") or problem.suggestion == (None if meant is None else f'"{meant}"')
        if problem.fix is not None:
            assert LICENSE.read(str(problem.fix.value)) == (meant, ())


# --- Currencies ---


def test_pycountry_agrees_on_currencies() -> None:
    """Each of its codes is accepted, except metals, test codes and the like."""
    for known in pycountry.currencies:
        assert (CURRENCY.read(known.alpha_3)[0] is None) == (known.alpha_3 in tool._NO_MONEY)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("usd", "USD"), ("US$", "USD"), ("€", "EUR"), ("RMB", "CNY"), ("人民币", "CNY"), ("franc suisse", "CHF"), ("美元", "USD"), ("$", None), ("dollar", None), ("XXX", None)],
)  # fmt: skip
def test_the_currency_that_was_meant_is_suggested(written: str, meant: str | None) -> None:
    """For a sign or a name that only one currency has."""
    value, problems = CURRENCY.read(written)
    assert value is None and problems[0].suggestion == (None if meant is None else f'"{meant}"')


def test_old_money_keeps_its_decimals() -> None:
    """Withdrawn codes are codes; some currencies have no decimals, some three, special drawing rights any number."""
    assert CURRENCY.read("DEM") == ("DEM", ())
    assert [decimals(code) for code in ("EUR", "JPY", "KWD", "DEM", "ITL", "XDR")] == [2, 0, 3, 2, 0, None]
