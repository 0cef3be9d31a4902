"""IRIs: of classes, properties, terms, records and their parts."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from ...model.header import WELL_KNOWN
from ...problems.patterns import pattern
from ...vocab.namespaces import DCTERMS, ORG, PROV, SCHEMA, SKOS

__all__ = [
    "EDTF", "LOCAL_BASE", "OWL", "PARTS", "PREFIXES", "PROPERTIES", "RDF", "TERMS", "THINKTANK", "VOID", "XSD", "is_iri", "property_of", "safe",
]  # fmt: skip

THINKTANK: Final = (
    "https://w3id.org/thinktank-model/def#"  # the namespace of classes and properties that no public vocabulary has
)
TERMS: Final = "https://w3id.org/thinktank-model/terms/"  # vocabulary/term
LOCAL_BASE: Final = "urn:thinktank-model:"  # the namespace of records of a dataset without base_uri
EDTF: Final = "http://id.loc.gov/datatypes/edtf/EDTF"
OWL: Final = "http://www.w3.org/2002/07/owl#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
VOID: Final = "http://rdfs.org/ns/void#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: Final = {
    "dcterms": DCTERMS,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "schema": SCHEMA,
    "skos": SKOS,
    "tt": THINKTANK,
    "void": VOID,
    "xsd": XSD,
    **WELL_KNOWN,
}
"""Prefixes that every document has."""

PARTS: Final = {
    "Container": "schema:CreativeWork",
    "ContactPoint": "schema:ContactPoint",
    "Coordinates": "schema:GeoCoordinates",
    "File": "schema:MediaObject",
    "Identifier": "schema:PropertyValue",
}
"""The parts of records that a public vocabulary has a class for. Records say it themselves, as `anchors`."""

PROPERTIES: Final = {
    "abstract": "schema:abstract",
    "base_uri": "void:uriSpace",
    "bytes": "schema:contentSize",
    "contacts": "schema:contactPoint",
    "container": "schema:isPartOf",
    "coordinates": "schema:geo",
    "description": "schema:description",
    "different_from_ids": "owl:differentFrom",
    "dissolved": "schema:dissolutionDate",
    "document": "tt:documentAsPrinted",  # beside `document_id`, which is tt:document
    "email": "schema:email",
    "end": "schema:endDate",
    "family": "schema:familyName",
    "files": "schema:encoding",
    "founded": "schema:foundingDate",
    "funding": "schema:funding",
    "generated": "dcterms:created",
    "given": "schema:givenName",
    "identifiers": "schema:identifier",
    "lang": "schema:inLanguage",
    "language": "dcterms:language",
    "languages": "schema:inLanguage",
    "latitude": "schema:latitude",
    "license": "schema:license",
    "longitude": "schema:longitude",
    "media_type": "schema:encodingFormat",
    "merged_ids": "dcterms:replaces",
    "name": "schema:name",
    "notes": "skos:editorialNote",
    "organizer_ids": "schema:organizer",
    "pages": "schema:pagination",
    "phone": "schema:telephone",
    "places": "schema:location",
    "published": "schema:datePublished",
    "sha256": "schema:sha256",
    "source_id": "prov:entity",
    "sources": "prov:qualifiedPrimarySource",
    "sponsor_ids": "schema:sponsor",
    "start": "schema:startDate",
    "text": "schema:text",
    "title": "dcterms:title",
    "titles": "schema:name",
    "topics": "schema:about",
    "translation_of": "schema:translationOfWork",
    "url": "schema:url",
    "urls": "schema:url",
}
"""The fields that a public vocabulary has a property for. The others are called as they are, in our own namespace."""


def property_of(field: str) -> str:
    """Return the property of a field as a compact IRI. Fields for one and for several of the same thing have the same property.

    >>> property_of("start"), property_of("program_id"), property_of("program_ids"), property_of("on_behalf_of")
    ('schema:startDate', 'tt:program', 'tt:program', 'tt:onBehalfOf')
    """
    first, *more = re.sub("_ids?$", "", field).split("_")
    return PROPERTIES.get(field) or "tt:" + first + "".join([word.title() for word in more])


# --- What is an IRI (RFC 3987) ---

_LETTERS: Final = (
    "A-Za-z0-9._~\\-\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    + "".join([f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14)])
    + "\U000e1000-\U000efffd"
)
_CHAR: Final = f"[{_LETTERS}!$&'()*+,;=:@/]|%[0-9A-Fa-f]{{2}}"  # of a path
_IRI: Final = pattern(
    rf"https?://(?:\[[0-9A-Fa-f:.]+\]|[{_LETTERS}]+)(?::[0-9]*)?(?:/(?:{_CHAR})*)?"
    rf"(?:\?(?:[?\ue000-\uf8ff]|{_CHAR})*)?(?:#(?:\?|{_CHAR})*)?",
    re.IGNORECASE,
)
_DOTS: Final = pattern(r"/\.\.?(?:/|\Z|(?=[?#]))")


def is_iri(url: str) -> bool:
    """Return whether a URL is an IRI that RDF allows: not every URL that a browser takes is.

    >>> is_iri("https://example.org/a?b=c#d"), is_iri("https://example.org/[a]")
    (True, False)
    """
    return _IRI.fullmatch(url) is not None and not _DOTS.search(url)


def safe(url: str) -> str:
    """Return a URL with characters that an IRI cannot have encoded as %XX, for use as the prefix of IRIs.

    >>> safe("https://example.org/[a]/")
    'https://example.org/%5Ba%5D/'
    """
    if is_iri(url):
        return url
    head, separator, rest = url.partition("#")
    return quote(head, safe="/:?%!$&'()*+,;=@~") + separator + quote(rest, safe="/:?%!$&'()*+,;=@~")
