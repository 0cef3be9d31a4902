"""IRI prefixes of the public vocabularies that terms are mapped to."""

from __future__ import annotations

from typing import Final

__all__ = [
    "BIBO",
    "CITO",
    "COAR_ACCESS",
    "COAR_TYPE",
    "DCTERMS",
    "FABIO",
    "FRBR",
    "MARC_RELATOR",
    "ORG",
    "PROV",
    "PSO",
    "SCHEMA",
    "SKOS",
    "VIVO",
    "WIKIBASE",
    "WIKIDATA",
]

BIBO: Final = "http://purl.org/ontology/bibo/"  # Bibliographic Ontology
CITO: Final = "http://purl.org/spar/cito/"  # Citation Typing Ontology
COAR_ACCESS: Final = "http://purl.org/coar/access_right/"  # COAR Access Rights 1.1
COAR_TYPE: Final = "http://purl.org/coar/resource_type/"  # COAR Resource Types 3.1
DCTERMS: Final = "http://purl.org/dc/terms/"  # DCMI Metadata Terms
FABIO: Final = "http://purl.org/spar/fabio/"  # FRBR-aligned Bibliographic Ontology
FRBR: Final = "http://purl.org/vocab/frbr/core#"  # FRBR Core
MARC_RELATOR: Final = "http://id.loc.gov/vocabulary/relators/"  # MARC relators
ORG: Final = "http://www.w3.org/ns/org#"  # W3C Organization Ontology
PROV: Final = "http://www.w3.org/ns/prov#"  # W3C PROV-O
PSO: Final = "http://purl.org/spar/pso/"  # Publishing Status Ontology
SCHEMA: Final = "https://schema.org/"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
VIVO: Final = "http://vivoweb.org/ontology/core#"
WIKIBASE: Final = "http://wikiba.se/ontology#"
WIKIDATA: Final = "http://www.wikidata.org/entity/"
