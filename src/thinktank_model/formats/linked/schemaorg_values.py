"""Reads values of schema.org as web pages write them: texts, names, dates, identifiers, places and addresses."""

from __future__ import annotations

import re
from typing import Any

from ...problems.problem import Severity
from ...values.countries import COUNTRY, SUBDIVISION
from ...values.dates import DATE_OR_TIME
from ...values.identifiers import SCHEMES, Identifier
from ...values.language import LANGUAGE

__all__ = ["address", "as_list", "date", "identifier", "local", "names", "place", "text"]


def local(name: object) -> str:
    """Return the name of a class, property or term without the prefix of schema.org.

    >>> local("http://schema.org/Event"), local("schema:Event"), local("Event")
    ('Event', 'Event', 'Event')
    """
    return re.sub(r"^(?:https?://(?:www\.)?schema\.org/|schema:|sdo:)", "", name) if isinstance(name, str) else ""


def as_list(value: Any, at: str) -> list[tuple[Any, str]]:
    """Return one value or the items of a list, each with its pointer."""
    if isinstance(value, dict) and value.keys() & {"@list", "@set"}:
        key = "@list" if "@list" in value else "@set"
        return as_list(value[key], f"{at}/{key}")
    if isinstance(value, list):
        return [(item, f"{at}/{number}") for number, item in enumerate(value) if item is not None]
    return [] if value is None else [(value, at)]


def _tagged(value: Any, language: str) -> list[tuple[str, str]]:
    """Return the texts of a value with their languages."""
    found = []
    for one, _ in as_list(value, ""):
        is_object = isinstance(one, dict)
        plain = one.get("@value") if is_object else one
        lang = one.get("@language", language) if is_object else language
        if isinstance(plain, str) and plain.strip():
            tag, faults = LANGUAGE.read(lang) if isinstance(lang, str) else (None, ())
            is_tag = tag is not None and not any([fault.severity is Severity.ERROR for fault in faults])
            found.append((plain.strip(), str(tag) if is_tag else "und"))
    return found


def text(value: Any, language: str) -> dict[str, str]:
    """Return a text in several languages; the first of two in the same language."""
    found: dict[str, str] = {}
    for one, lang in _tagged(value, language):
        found.setdefault(lang, one)
    return found


def names(value: Any, language: str) -> list[dict[str, str]]:
    """Return the names, each with its language if known."""
    return [
        {"value": " ".join(one.split()), **({} if lang == "und" else {"lang": lang})}
        for one, lang in _tagged(value, language)
    ]


def date(value: Any) -> str | None:
    """Return a date or time in our format. Missing seconds are zero."""
    given = value.get("@value") if isinstance(value, dict) else value
    if not isinstance(given, str):
        return None
    full = re.sub(r"(T[0-9]{2}:[0-9]{2})(?=$|Z|[+-])", r"\1:00", given.strip())
    full = re.sub(r"([+-][0-9]{2})([0-9]{2})$", r"\1:\2", full) if "T" in full else full
    return full if not any([f.severity is Severity.ERROR for f in DATE_OR_TIME.read(full)[1]]) else None


def identifier(value: Any, tag: str) -> dict[str, str] | None:
    """Return an identifier of a register for records of a type; None for any other URL."""
    given = value
    if isinstance(value, dict):
        given = value.get("@id") or value.get("value") or value.get("@value") or value.get("url")
    if not isinstance(given, str):
        return None
    found = Identifier._meant(given)
    scheme = SCHEMES.get(found["scheme"])
    if scheme is None or scheme.name == "url" or tag not in scheme.subjects:
        return None
    return {"scheme": found["scheme"], "value": found["value"]}


def address(value: Any, language: str) -> tuple[dict[str, Any], list[tuple[str, ...]]]:
    """Return the parts of a place from an address, and the paths of data without a place."""
    if isinstance(value, str):
        return {"name": {language: value.strip()}} if value.strip() else {}, []
    found: dict[str, Any] = {}
    lost: list[tuple[str, ...]] = []
    for given, one in (value if isinstance(value, dict) else {}).items():
        key = local(given)
        if key == "addressLocality":
            found["locality"] = text(one, language)
        elif key == "addressCountry":
            code = one.get("identifier") or one.get("name") if isinstance(one, dict) else one
            if _is(COUNTRY, code):
                found["country"] = code
            else:
                lost.append((given,))
        elif key == "addressRegion" and _is(SUBDIVISION, one):
            found["subdivision"] = one
        elif not given.startswith("@"):
            lost.append((given,))
    return {key: part for key, part in found.items() if part}, lost


def _is(scalar: Any, value: object) -> bool:
    return isinstance(value, str) and not any([f.severity is Severity.ERROR for f in scalar.read(value)[1]])


def place(value: Any, language: str) -> tuple[dict[str, Any], list[tuple[str, ...]]]:
    """Return a place, and the paths of data without a field."""
    if not isinstance(value, dict):
        return {"kind": "physical", **address(value, language)[0]}, []
    found: dict[str, Any] = {"kind": "physical"}
    lost: list[tuple[str, ...]] = []
    for given, one in value.items():
        key = local(given)
        if key == "@type":
            found["kind"] = (
                "virtual" if "VirtualLocation" in [local(name) for name, _ in as_list(one, "")] else "physical"
            )
        elif key == "name":
            found["name"] = text(one, language)
        elif key == "url" and isinstance(one, str):
            found["url"] = one
        elif key == "address":
            said, more = address(one, language)
            if isinstance(one, str) and "name" in found:
                lost.append((given,))
            else:
                found.update({part: item for part, item in said.items() if part not in found})
            lost += [(given, *keys) for keys in more]
        elif key == "geo" and isinstance(one, dict):
            point = {axis: _number(one.get(axis)) for axis in ("latitude", "longitude")}
            found["coordinates"] = point
        elif not given.startswith("@"):
            lost.append((given,))
    if None in found.get("coordinates", {}).values():
        del found["coordinates"]
        lost.append(("geo",))
    return {key: part for key, part in found.items() if part}, lost


def _number(value: Any) -> float | None:
    """Return a number, which may be written as text."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
