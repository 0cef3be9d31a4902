"""Names of persons and bodies in bibliographies: parts, particles, or one text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...model.parties import Person
from ...model.parts.names import Name
from ...problems.patterns import pattern
from ...values.language import lookup
from ...vocab import NameKind

__all__ = ["csl_name", "person_name", "printed", "shown_name"]

# "van der Berg", "d'Ormesson", "al-Farabi": words in lower case before one in upper case
_PARTICLE: Final = pattern(r"((?:[^\W\d_A-ZÀ-ÞĀ]+(?:['’]|-(?=[A-Z])|\s+))+)(?=[^\W\d_])")
_CJK: Final = pattern("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def shown_name(person: Person, *languages: str) -> Name:
    """Return the name that `label` shows."""
    by_tag: dict[str, Name] = {}
    for name in sorted(person.names, key=lambda name: (not name.preferred, name.kind is NameKind.FORMER)):
        by_tag.setdefault(name.lang or "und", name)
    return by_tag[lookup((*languages, "en"), by_tag) or next(iter(by_tag))]


def csl_name(name: Name) -> dict[str, str]:
    """Return the parts of a person's name, or the name as one text if they are unknown."""
    if name.family is None:
        return {"literal": name.value}
    parts: dict[str, str] = {}
    found = _PARTICLE.match(name.family)
    rest = name.family if found is None else name.family[found.end() :]
    if found is not None and rest[:1].isupper():
        parts["non-dropping-particle"] = found[1].strip()
        parts["family"] = rest
    else:
        parts["family"] = name.family
    if name.given is not None:
        parts["given"] = name.given
    return parts


def person_name(parts: Mapping[str, Any]) -> dict[str, str]:
    """Return the name of a person made from its parts, as plain data of a `Name`; empty if there is none."""
    part = {
        key: str(parts[key]).strip() for key in parts if isinstance(parts[key], (str, int)) and str(parts[key]).strip()
    }
    given, suffix = part.get("given", ""), part.get("suffix", "")
    family = part.get("family", "")
    for key in ("non-dropping-particle", "dropping-particle"):
        if particle := part.get(key):
            family = particle + ("" if particle[-1] in "'’-" else " ") + family
    family = family.strip()
    if not family:
        return {"value": given} if given else {}
    if _CJK.search(family) and _CJK.search(given or family):
        value = family + given
    else:
        value = " ".join([text for text in (given, family, suffix) if text])
    return {"value": value, "family": family, **({"given": given} if given else {})}


def printed(parts: Mapping[str, Any]) -> str:
    """Return a name as one text, the family name first."""
    if "literal" in parts:
        return str(parts["literal"])
    known = person_name({key: value for key, value in parts.items() if key != "suffix"})
    if "family" not in known:
        return known.get("value", "")
    tail = [text for text in (known.get("given"), str(parts.get("suffix", ""))) if text]
    return ", ".join([known["family"], *tail])
