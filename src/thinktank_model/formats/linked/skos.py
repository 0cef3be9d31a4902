"""The vocabularies as SKOS: a concept scheme each, with labels in three languages and links to public vocabularies."""

from __future__ import annotations

from functools import cache
from typing import Final

from ...vocab.term import Vocabulary, words_of
from .context import vocabularies
from .iris import OWL, PREFIXES, TERMS
from .statements import quoted

__all__ = ["skos_vocabularies"]

_USED: Final = ("dcterms", "skos")


@cache
def skos_vocabularies() -> str:
    """Return all vocabularies as SKOS concept schemes in Turtle.

    Each term is a concept with its label in English, French and Chinese (`skos:prefLabel`), its text in records (`skos:notation`), the
    closest notion of a public vocabulary (`skos:closeMatch`) and, if it is deprecated, the concept to use instead
    (`dcterms:isReplacedBy`). The IRIs are those that terms have in the files that `export` writes.

    >>> 'EventKind:symposium a skos:Concept' in skos_vocabularies()
    True
    """
    lines = [f"@prefix {name}: <{PREFIXES[name]}> ." for name in _USED] + [f"@prefix owl: <{OWL}> ."]
    lines += [f"@prefix {name}: <{TERMS}{name}/> ." for name in vocabularies()]
    for name, vocabulary in vocabularies().items():
        scheme = f"<{TERMS}{name}>"
        lines += ["", f"{scheme} a skos:ConceptScheme ;"]
        lines.append(f"  skos:prefLabel {quoted(words_of(vocabulary))}@en ;")
        lines.append(f"  skos:definition {quoted((vocabulary.__doc__ or '').strip())}@en .")
        for term in vocabulary:
            said = [f"skos:inScheme {scheme}", f"skos:topConceptOf {scheme}", f"skos:notation {quoted(term.value)}"]
            said.append("skos:prefLabel " + ", ".join([f"{quoted(text)}@{tag}" for tag, text in term.labels.items()]))
            said += _more(name, term)
            lines.append(f"{name}:{term.value} a skos:Concept ;\n  " + " ;\n  ".join(said) + " .")
    return "\n".join(lines) + "\n"


def _more(name: str, term: Vocabulary) -> list[str]:
    said = [] if term.iri is None else [f"skos:closeMatch <{term.iri}>"]
    if term.replaced_by is not None:
        said += ["owl:deprecated true", f"dcterms:isReplacedBy {name}:{term.replaced_by}"]
    return said
