"""RIS: the outputs, for most reference managers and catalogues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import IO, Any, Final

from ..dataset.collection import Dataset
from ..jsontext.limits import Limits
from ..jsontext.opening import UnreadableError, read_all
from ..problems.patterns import pattern
from ..problems.problem import Problem
from ..problems.translations import Phrase
from ..shapes.explain import Unknown
from .bibliography.decoding import decoded_text
from .bibliography.fields import FIELDS, not_carried
from .bibliography.items import Items
from .bibliography.kinds import IN_BOOKS, MEMO
from .bibliography.names import person_name, printed
from .bibliography.reading import outputs
from .codes import SYNTAX
from .format import Format, Imported
from .losses import Losses

__all__ = ["FORMAT"]

TYPES: Final[Mapping[str, str]] = {
    "article": "UNPB",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "SOUND",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "figure": "FIGURE",
    "graphic": "ART",
    "hearing": "HEAR",
    "interview": "PCOMM",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "map": "MAP",
    "motion_picture": "VIDEO",
    "musical_score": "MUSIC",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "periodical": "SER",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "software": "COMP",
    "speech": "SLIDE",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC",
}
READ: Final = {
    **{tag: type for type, tag in TYPES.items()},
    "ABST": "article-journal",
    "BLOG": "post-weblog",
    "CONF": "book",
    "CTLG": "book",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EDBOOK": "book",
    "EJOUR": "article-journal",
    "ICOMM": "personal_communication",
    "INPR": "article-journal",
    "JFULL": "periodical",
    "MPCT": "motion_picture",
    "ELECTR": "webpage",
    "DBASE": "dataset",
    "AGGR": "dataset",
    "GOVDOC": "report",
    "UNPD": "article",
}
NAMES: Final[Mapping[str, str]] = {"author": "AU", "editor": "ED", "translator": "A4", "contributor": "A5"}
ONCE: Final[Mapping[str, str]] = {
    "title": "TI",
    "genre": "M3",
    "container-title": "T2",
    "collection-title": "T3",
    "volume": "VL",
    "issue": "IS",
    "collection-number": "M1",
    "edition": "ET",
    "publisher": "PB",
    "publisher-place": "CY",
    "DOI": "DO",
    "PMCID": "C2",
    "PMID": "AN",
    "URL": "UR",
    "language": "LA",
    "abstract": "AB",
    "number-of-pages": "C5",
    "citation-key": "U1",
    "original-title": "OP",
}
"""Tags that an item has once. Fields without a standard tag use those reserved for programs: C2, C5, U1."""
SYNONYMS: Final[Mapping[str, str]] = {
    "T1": "TI", "CT": "TI", "A1": "AU", "A2": "ED", "JO": "T2", "JF": "T2", "JA": "T2", "J2": "T2", "BT": "T2", "Y1": "PY",
    "N2": "AB", "CP": "IS", "PP": "CY", "L1": "UR", "L2": "UR", "LK": "UR",
}  # fmt: skip
NAME_LINES: Final = tuple([(variable, f"{tag}  - ") for variable, tag in NAMES.items()])
LINES: Final = tuple(
    [(variable, f"{tag}  - ", "/" + FIELDS[variable].replace(".", "/")) for variable, tag in ONCE.items()]
)
"""The variables of tags that an item has once, with the beginning of their line, and the field that they come from."""
END: Final = "ER  - \r\n\r\n"
LINE_ENDS: Final = pattern("[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
TAG: Final = pattern("([A-Z][A-Z0-9])  ?-(?: (.*)|$)")
PAGES: Final = pattern("([0-9A-Za-z]+)([-–])([0-9A-Za-z]+)")


def write(dataset: Dataset, target: IO[bytes], *, lang: str) -> Iterable[Problem]:
    """Write the items one after the other."""
    losses = Losses("ris")
    for item in Items(dataset, lang, losses):
        target.write("".join([*_lines(item, losses), END]).encode())
    return losses


def _lines(item: dict[str, Any], losses: Losses) -> list[str]:
    """Return the lines of an item, a tag each: a line ending in a value would begin another tag."""
    id, type = item.pop("id"), item.pop("type")
    if type not in TYPES and type != "document":
        losses.changed(id, "/kind", type, "document")
    lines = [f"TY  - {TYPES.get(type, 'GEN')}\r\nID  - {id}\r\n"]
    named = False
    for variable, start in NAME_LINES:
        if variable in item:
            named = True
            lines += [f"{start}{_written(tuple(name.items()))}\r\n" for name in item.pop(variable)]
    if "issued" in item:
        lines.append(_date(id, item.pop("issued"), losses))
    for variable, start, at in LINES:
        if variable in item:
            text = item.pop(variable)
            if (line := _line(text)) != text:
                losses.changed(id, at, text, line)
            lines.append(f"{start}{line}\r\n")
    if "page" in item:
        lines.append(_pages(item.pop("page")))
    lines += [f"SN  - {item.pop(variable)}\r\n" for variable in ("ISSN", "ISBN") if variable in item]
    if "keyword" in item:
        lines += [f"KW  - {topic}\r\n" for topic in item.pop("keyword").split(", ") if topic]
    if item:
        not_carried(id, item, losses, named=named)
    return lines


@lru_cache(MEMO)
def _written(parts: tuple[tuple[str, str], ...]) -> str:
    """Return a name. A name of a body, or with a comma in a part, ends in a comma if it has one."""
    name = dict(parts)
    if "literal" not in name and not any(["," in part for part in name.values()]):
        return _line(printed(name))
    text = _line(name.get("literal") or person_name(name)["value"])
    return text + "," if "," in text else text


def _pages(pages: str) -> str:
    """Return the lines of the first and last page."""
    found = PAGES.fullmatch(pages)
    if found is None or found[2] == "–":
        return f"SP  - {_line(pages)}\r\n"
    return f"SP  - {found[1]}\r\nEP  - {found[3]}\r\n"


def _date(id: str, date: Mapping[str, Any], losses: Losses) -> str:
    """Return the lines of the year and the date."""
    (parts,) = date["date-parts"]
    year = f"{parts[0]:04}"
    if len(date) > 1:
        losses.changed(id, "/dates/issued", "season" if "season" in date else "circa", year)
    if len(parts) == 1:
        return f"PY  - {year}\r\n"
    month, day = parts[1], f"{parts[2]:02}" if len(parts) > 2 else ""
    return f"PY  - {year}\r\nDA  - {year}/{month:02}/{day}/\r\n"


def _line(text: str) -> str:
    return text.strip() if text.isprintable() else LINE_ENDS.sub(" ", text).strip()


def read(source: IO[bytes], *, unknown: Unknown, limits: Limits) -> Imported:
    """Read the items. Text before the first item and continued lines are supported."""
    text = decoded_text(read_all(source, limits.document))
    losses = Losses("ris")
    found = [*_records(text)]
    if not found and text.strip():
        raise UnreadableError(SYNTAX(format="RIS", reason=Phrase("it has no line {line}", line="TY  - RPRT")))
    return outputs([_item(tags, losses) for tags in found], "ris", unknown, limits, losses)


def _records(text: str) -> Iterator[list[tuple[str, str]]]:
    """Yield the tags of each item: from TY to ER, or to the next TY."""
    current: list[tuple[str, str]] | None = None
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        found = TAG.fullmatch(line.rstrip() if line.rstrip().endswith("-") else line)
        if found is None:
            if current and line.strip():
                tag, value = current[-1]
                current[-1] = (tag, f"{value} {line.strip()}".strip())
            continue
        tag, value = found[1], (found[2] or "").strip()
        if tag == "TY" or (tag == "ER" and current is not None):
            if current is not None:
                yield current
            current = [(tag, value)] if tag == "TY" else None
        elif current is not None:
            current.append((tag, value))
    if current is not None:
        yield current


def _item(tags: list[tuple[str, str]], losses: Losses) -> dict[str, Any]:
    """Return the CSL item for the tags of an item."""
    (_, kind), *rest = tags
    item: dict[str, Any] = {"type": READ.get(kind.upper(), "document")}
    if kind.upper() not in READ and kind.upper() != "GEN":
        losses.property(f"TY {kind}"[:20])
    names = {tag: variable for variable, tag in NAMES.items()}
    once = {tag: variable for variable, tag in ONCE.items()}
    pages: dict[str, str] = {}
    for given, value in rest:
        tag = SYNONYMS.get(given, given)
        if given == "A3":
            tag = "ED"
        if not value:
            continue
        if tag == "ID":
            item["id"] = value
        elif tag in names:
            item.setdefault(names[tag], []).append(_name(value))
        elif tag in ("PY", "DA"):
            if tag == "DA" or "issued" not in item:
                item["issued"] = {"date-parts": [[part for part in value.split("/")[:3] if part.strip()]]}
        elif tag in ("SP", "EP"):
            pages.setdefault(tag, value)
        elif tag == "SN":
            digits = sum([sign.isdecimal() for sign in value.split()[0]])
            item.setdefault("ISBN" if digits > 8 else "ISSN", []).append(value)
        elif tag == "KW":
            item["keyword"] = f"{item['keyword']}, {value}" if "keyword" in item else value
        elif tag in once and once[tag] not in item:
            item[once[tag]] = value
        else:
            losses.property(tag)
    if pages:
        item["page"] = "-".join([pages[tag] for tag in ("SP", "EP") if tag in pages])
    if item["type"] in IN_BOOKS and "collection-title" in item and "container-title" not in item:
        item["container-title"] = item.pop("collection-title")
    return item


def _name(value: str) -> dict[str, str]:
    """Return the name of a person if it has a comma inside, else of a body."""
    family, comma, given = value.partition(",")
    if not comma or not given.strip() or value.rstrip().endswith(","):
        return {"literal": value.removesuffix(",").strip()}
    first, _, suffix = given.partition(",")
    parts = {"family": family.strip(), "given": first.strip()}
    return {**parts, "suffix": suffix.strip()} if suffix.strip() else parts


FORMAT: Final = Format(
    name="ris", title="RIS, the outputs", endings=(".ris",), carries=("output",), write=write, read=read
)
