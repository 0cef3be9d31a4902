"""BibTeX: the outputs, for LaTeX, with fields of biblatex where BibTeX has none."""

from __future__ import annotations

import re
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
from .bibliography.kinds import MEMO
from .bibliography.latex import decoded, encoded
from .bibliography.names import printed
from .bibliography.reading import outputs
from .codes import SYNTAX
from .format import Format, Imported
from .losses import Losses

__all__ = ["FORMAT"]

CALLED: Final = "BibTeX"

ENTRIES: Final[Mapping[str, str]] = {
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "dataset": "dataset",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
    "webpage": "online",
    "article": "unpublished",
    "pamphlet": "booklet",
    "patent": "patent",
    "software": "software",
}
"""The type of entry of each type of CSL; any other is `misc`, and its type is in `entrysubtype`."""
READ: Final = {
    **{entry: type for type, entry in ENTRIES.items()},
    "collection": "book",
    "conference": "paper-conference",
    "electronic": "webpage",
    "inbook": "chapter",
    "manual": "report",
    "mastersthesis": "thesis",
    "mvbook": "book",
    "periodical": "periodical",
    "proceedings": "book",
    "report": "report",
    "suppbook": "chapter",
    "thesis": "thesis",
    "video": "motion_picture",
    "www": "webpage",
}
NAMES: Final = ("author", "editor", "translator")
TEXTS: Final[Mapping[str, str]] = {
    "title": "title",
    "genre": "type",
    "collection-title": "series",
    "volume": "volume",
    "edition": "edition",
    "publisher": "publisher",
    "publisher-place": "address",
    "page": "pages",
    "number-of-pages": "pagetotal",
    "keyword": "keywords",
    "language": "language",
    "status": "pubstate",
    "abstract": "abstract",
    "original-title": "origtitle",
    "citation-key": "ids",
}
VERBATIM: Final[Mapping[str, str]] = {
    "DOI": "doi",
    "URL": "url",
    "ISBN": "isbn",
    "ISSN": "issn",
    "PMID": "pmid",
    "PMCID": "pmcid",
}
"""What biblatex takes as it is; nothing in it is a command."""
PUBLISHERS: Final[Mapping[str, str]] = {"techreport": "institution", "phdthesis": "school"}
JOURNALS: Final = ("article",)
SYNONYMS: Final[Mapping[str, str]] = {
    "journaltitle": "journal", "location": "address", "institution": "publisher", "school": "publisher",
    "organization": "publisher", "keyword": "keywords", "langid": "language", "numpages": "pagetotal", "maintitle": "booktitle",
}  # fmt: skip
LINE_ENDS: Final = pattern("[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
KEY: Final = pattern("[^A-Za-z0-9:._+/-]+")
BRACES: Final = pattern("[{}]")
MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
AND: Final = pattern(r"(?<=\s)and\s", re.IGNORECASE)


def write(dataset: Dataset, target: IO[bytes], *, lang: str) -> Iterable[Problem]:
    """Write the entries one after the other."""
    losses = Losses("bibtex")
    for item in Items(dataset, lang, losses):
        key = KEY.sub("-", item["id"])
        type = item.pop("type")
        entry = ENTRIES.get(type, "misc")
        lines = [f"  {name} = {{{value}}},\n" for name, value in _fields(item, type, entry, losses)]
        target.write("".join([f"@{entry}{{{key},\n", *lines, "}\n\n"]).encode())
    return losses


def _fields(item: dict[str, Any], type: str, entry: str, losses: Losses) -> Iterator[tuple[str, str]]:
    """Yield the fields of an entry, each with its value and balanced braces."""
    id = item.pop("id")
    named = not item.keys().isdisjoint(NAMES)
    if entry == "misc" and type != "document":
        yield "entrysubtype", type
    for variable in NAMES:
        if variable in item:
            yield variable, " and ".join([_written(tuple(name.items())) for name in item.pop(variable)])
    if (date := item.pop("issued", None)) is not None:
        yield from _dates(date)
    if (container := item.pop("container-title", None)) is not None:
        yield "journal" if entry in JOURNALS else "booktitle", encoded(_line(container))
    for variable, number in (
        ("issue", "number" if entry in JOURNALS else "issue"),
        ("collection-number", "number"),
        ("number", "eid"),
    ):
        if variable in item:
            yield number, encoded(_line(item.pop(variable)))
    for variable, name in TEXTS.items():
        if variable in item:
            text = item.pop(variable)
            if (line := _line(text)) != text:
                losses.changed(id, "/" + FIELDS[variable].replace(".", "/"), text, line)
            yield PUBLISHERS.get(entry, name) if name == "publisher" else name, encoded(line)
    for variable, name in VERBATIM.items():
        if variable in item and not BRACES.search(item[variable]):
            yield name, item.pop(variable)
    not_carried(id, item, losses, named=named)


@lru_cache(MEMO)
def _written(items: tuple[tuple[str, str], ...]) -> str:
    """Return a name. The name of a body is in braces, so that it is not split at `and` or into first and last name."""
    name = dict(items)
    if "literal" in name:
        return "{" + encoded(_line(name["literal"])) + "}"
    parts = [
        encoded(_line(part))
        for part in (printed({k: v for k, v in name.items() if k != "given"}), name.get("given", ""))
    ]
    family, given = [("{" + part + "}") if AND.search(f" {part} ") or "," in part else part for part in parts]
    return f"{family}, {given}"


def _dates(date: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the date of biblatex, and the year and month of BibTeX."""
    year, *rest = date["date-parts"][0]
    if "season" in date:
        rest = [20 + date["season"]]
    yield "date", "-".join([f"{year:04}", *[f"{part:02}" for part in rest]]) + ("~" if "circa" in date else "")
    yield "year", f"{year:04}"
    if rest and "season" not in date:
        yield "month", str(rest[0])


def _line(text: str) -> str:
    return text.strip() if text.isprintable() else LINE_ENDS.sub(" ", text).strip()


def read(source: IO[bytes], *, unknown: Unknown, limits: Limits) -> Imported:
    """Read the entries. Each entry that cannot be read is reported."""
    import logging  # only loaded by bibtexparser

    import bibtexparser.model
    from bibtexparser import middlewares

    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # its warnings are reported as problems
    text = decoded_text(read_all(source, limits.document))
    stack = [middlewares.ResolveStringReferencesMiddleware(), middlewares.RemoveEnclosingMiddleware()]
    library: Any = bibtexparser.entrypoint.parse_string(text, parse_stack=stack)
    losses = Losses("bibtex")
    for _ in library.failed_blocks:
        losses.property(Phrase("an unreadable entry"))
    entries = [
        *library.entries,
        *[b.ignore_error_block for b in library.failed_blocks if hasattr(b.ignore_error_block, "fields_dict")],
    ]
    others = (bibtexparser.model.ExplicitComment, bibtexparser.model.Preamble, bibtexparser.model.String)
    if not entries and text.strip() and not any([isinstance(block, others) for block in library.blocks]):
        raise UnreadableError(SYNTAX(format=CALLED, reason=Phrase("it has no line {line}", line="@book{key,")))
    return outputs([_item(entry, losses) for entry in entries], "bibtex", unknown, limits, losses)


def _item(entry: Any, losses: Losses) -> dict[str, Any]:
    """Return the CSL item of an entry."""
    kind = entry.entry_type.lower()
    fields: dict[str, str] = {}
    for field in entry.fields:
        name = field.key.lower()
        fields.setdefault(SYNONYMS.get(name, name), str(field.value))
    item: dict[str, Any] = {"id": entry.key}
    subtype = fields.pop("entrysubtype", None)
    item["type"] = READ.get(kind, subtype or "document")
    if kind not in READ and kind not in ("misc", "unpublished"):
        losses.property(f"@{kind}"[:20])
    for variable in NAMES:
        if (value := fields.pop(variable, "")).strip():
            item[variable] = [_name(part) for part in _people(value) if part.lower() != "others"]
    if (issued := _issued(fields)) is not None:
        item["issued"] = issued
    for name in ("journal", "booktitle"):
        if name in fields and "container-title" not in item:
            item["container-title"] = decoded(fields.pop(name))
    number = fields.pop("number", None)
    if number is not None:
        in_journal = kind in JOURNALS or ("series" not in fields and "container-title" in item)
        item["issue" if in_journal else "collection-number" if "series" in fields else "number"] = decoded(number)
    for name, variable in (("issue", "issue"), ("eid", "number")):
        if name in fields and variable not in item:
            item[variable] = decoded(fields.pop(name))
    for variable, name in TEXTS.items():
        if name in fields:
            text = fields.pop(name)
            item[variable] = decoded(re.sub("-{2,}", "-", text) if name == "pages" else text)
    for variable, name in VERBATIM.items():
        if name in fields:
            item[variable] = fields.pop(name).replace(r"\_", "_").replace(r"\%", "%").replace(r"\&", "&")
    for name in fields:
        losses.property(name)
    return item


def _issued(fields: dict[str, str]) -> dict[str, Any] | str | None:
    year, month, day = [fields.pop(name, "").strip("{} ") for name in ("year", "month", "day")]
    if date := fields.pop("date", ""):
        return date
    if not year:
        return None
    parts = [year]
    named = month.lower()[:3]
    if named in MONTHS or month.isdecimal():
        parts.append(str(MONTHS.index(named) + 1) if named in MONTHS else month)
        if day.isdecimal():
            parts.append(day)
    return {"date-parts": [parts]}


def _people(value: str) -> list[str]:
    """Return the names in a field, which are separated by `and` outside of braces."""
    depth, start, found = 0, 0, []
    for match in re.finditer(r"[{}]|(?<=\s)and\s", value, re.IGNORECASE):
        if match[0] in "{}":
            depth += 1 if match[0] == "{" else -1
        elif depth <= 0:
            found.append(value[start : match.start()].strip())
            start = match.end()
    return [name for name in [*found, value[start:].strip()] if name]


def _name(value: str) -> dict[str, str]:
    """Return a person as `Family, Given`, `Family, Junior, Given` or `Given Family`; a body between braces."""
    if value.startswith("{") and value.endswith("}") and _is_group(value):
        return {"literal": decoded(value[1:-1])}
    parts = _split(value)
    if len(parts) > 1:
        family, *middle, given = [decoded(part) for part in parts]
        made = {"family": family, "given": given}
        return {key: text for key, text in {**made, **({"suffix": middle[0]} if middle else {})}.items() if text}
    words = decoded(value).split()
    if len(words) == 1:
        return {"literal": words[0]}
    particle = next((at for at, word in enumerate(words[1:-1], 1) if word[:1].islower()), len(words) - 1)
    return {"given": " ".join(words[:particle]), "family": " ".join(words[particle:])}


def _is_group(value: str) -> bool:
    """Return whether the last brace closes the first one."""
    depth = 0
    for at, sign in enumerate(value):
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return at == len(value) - 1
    return False


def _split(value: str) -> list[str]:
    """Return the parts between commas outside of braces."""
    depth, parts = 0, [""]
    for sign in value:
        depth += (sign == "{") - (sign == "}")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


FORMAT: Final = Format(
    name="bibtex",
    title="BibTeX, the outputs",
    endings=(".bib",),
    carries=("output",),
    packages=("bibtexparser",),
    extra="thinktank-model[bibtex]",
    write=write,
    read=read,
)
