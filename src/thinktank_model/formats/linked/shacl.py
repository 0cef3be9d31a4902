"""SHACL shapes made from the shapes of the classes, for validators of linked data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from ...shapes.annotations import shape_of
from ...shapes.tree import Constraint, Number, Scalar
from ...values.dates import DATE_OR_TIME
from ...values.ids import Reference
from ...vocab.term import Term
from .context import vocabularies
from .iris import EDTF, PREFIXES, TERMS, property_of
from .plan import CLASSES, Kind, Property, class_of, objects, properties
from .statements import quoted
from .writing import decimal

__all__ = ["shacl_shapes"]

_SH: Final = "http://www.w3.org/ns/shacl#"
_DATES: Final = ("xsd:date", "xsd:gYearMonth", "xsd:gYear", f"<{EDTF}>")
_SLUG: Final = "[a-z0-9]+([-._][a-z0-9]+)*"  # of an id, in the regular expressions of XPath


@cache
def shacl_shapes() -> str:
    """Return SHACL shapes in Turtle for every class: the cardinality, type, pattern and values of each property.

    They check single records, as JSON Schema does. Rules about several texts or dates, or across records, are checked
    by `validate` and `Dataset.check`.

    >>> shacl_shapes().startswith("@prefix")
    True
    """
    used = {name: iri for name, iri in {**PREFIXES, "sh": _SH}.items() if name in _USED}
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in sorted(used.items())]
    lines += [f"@prefix {name}: <{TERMS}{name}/> ." for name in vocabularies()]
    for cls in objects():
        lines += ["", f"{class_of(cls)}Shape a sh:NodeShape ;", f"  sh:targetClass {class_of(cls)} ;"]
        parts = [
            *_own_id(cls),
            *[f"sh:property {_property(one)}" for one in properties(cls).values() if _is_stated(one)],
        ]
        parts += [part for check in shape_of(cls).checks for part in _presence(cls, check)]
        lines.append(" ;\n".join([f"  {part}" for part in parts]) + " .")
    return "\n".join(lines) + "\n"


_USED: Final = frozenset("dcterms org owl prov rdf schema sh skos tt void xsd".split())


def _is_stated(property: Property) -> bool:
    """Return whether a property has rules. Properties of other projects are unknown, and some values have no rules."""
    return property.kind is not Kind.EXTENSIONS


def _own_id(cls: Any) -> Iterator[str]:
    """Yield the pattern of the end of a record's IRI."""
    if cls in CLASSES and "id" in shape_of(cls).fields:
        yield f"sh:nodeKind sh:IRI ; sh:pattern {quoted(f'{cls.type}:{_SLUG}$')}"


def _property(property: Property) -> str:
    said = [f"sh:path {property.iri}", f"sh:name {quoted(property.field)}"]
    if property.required:
        said.append("sh:minCount 1")
    if not property.many and property.kind is not Kind.TEXT:
        said.append("sh:maxCount 1")
    said += _values(property)
    return "[ " + " ; ".join(said) + " ]"


def _values(property: Property) -> Iterator[str]:
    """Yield the rules for each value."""
    shape: Any = property.shape
    match property.kind:
        case Kind.TEXT:
            yield "sh:datatype rdf:langString ; sh:uniqueLang true"
        case Kind.REFERENCE:
            types = "|".join(shape.targets) if isinstance(shape, Reference) else "[a-z_]+"
            yield f"sh:nodeKind sh:IRI ; sh:pattern {quoted(f'({types}):{_SLUG}$')}"
        case Kind.TERM:
            assert isinstance(shape, Term)  # as the kind implies
            terms = " ".join([f"{shape.vocabulary.__name__}:{term.value}" for term in shape.vocabulary])
            yield "sh:nodeKind sh:IRI" if shape.open else f"sh:in ( {terms} )"
        case Kind.URL:
            yield f"sh:pattern {quoted('^[Hh][Tt][Tt][Pp][Ss]?://')}"
        case Kind.DATE:
            datatypes = (*_DATES, "xsd:dateTime") if shape is DATE_OR_TIME else _DATES
            yield "sh:or ( " + " ".join([f"[ sh:datatype {one} ]" for one in datatypes]) + " )"
        case Kind.DECIMAL | Kind.INTEGER:
            yield from _number(property.kind, shape)
        case Kind.BOOLEAN:
            yield "sh:datatype xsd:boolean"
        case Kind.STRING:
            yield from _string(shape)
        case Kind.PART:
            yield f"sh:nodeKind sh:BlankNodeOrIRI ; sh:class {class_of(shape.cls)}"
        case Kind.TEXTS:
            yield f"sh:property [ sh:path {property_of('text')} ; sh:minCount 1 ; sh:datatype rdf:langString ; sh:uniqueLang true ]"
        case _:  # free JSON
            yield "sh:datatype rdf:JSON"


def _number(kind: Kind, shape: Number) -> Iterator[str]:
    whole = kind is Kind.INTEGER
    yield "sh:datatype " + ("xsd:integer" if whole else "xsd:decimal")
    for word, bound in (("minInclusive", shape.least), ("maxInclusive", shape.most)):
        if bound is not None:
            text = str(int(bound)) if whole else decimal(float(bound))
            yield f"sh:{word} {quoted(text)}^^xsd:{'integer' if whole else 'decimal'}"


def _string(shape: Scalar) -> Iterator[str]:
    yield "sh:datatype xsd:string"
    yield from _syntax(shape.schema)


def _syntax(schema: Mapping[str, Any]) -> Iterator[str]:
    """Yield the rules of the JSON Schema of a string."""
    if "maxLength" in schema:
        yield f"sh:maxLength {schema['maxLength']}"
    if "enum" in schema:
        yield "sh:in ( " + " ".join([quoted(text) for text in schema["enum"]]) + " )"
    if "pattern" in schema:
        yield f"sh:pattern {quoted(_portable(schema['pattern']))}"
    if "anyOf" in schema:
        yield "sh:or ( " + " ".join([f"[ {' ; '.join(_syntax(one))} ]" for one in schema["anyOf"]]) + " )"


def _portable(pattern: str) -> str:
    """Return a pattern as an XPath regular expression, which SHACL uses. These have no look-ahead, and neither do our patterns."""
    plain = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: _sign(int(found[1], 16)), pattern)
    return plain.replace("(?:", "(")


def _sign(code: int) -> str:
    """Return a character of a pattern, escaped if necessary."""
    char = chr(code)
    return f"\\{char}" if char in "\\[]^-" else char


def _presence(cls: Any, check: Constraint) -> Iterator[str]:
    """Yield a rule about how many of some fields are given."""
    if check.said is None:
        return
    least, most = check.said
    paths = [f"[ sh:path {properties(cls)[name].iri} ; sh:minCount 1 ]" for name in check.fields]
    if least:
        yield "sh:or ( " + " ".join(paths) + " )"
    if most == 1:
        for number, one in enumerate(paths):
            for other in paths[number + 1 :]:
                yield f"sh:not [ sh:and ( {one} {other} ) ]"
