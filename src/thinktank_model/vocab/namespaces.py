"""IRI prefixes of the public vocabularies that terms are mapped to."""

from __future__ import annotations

from typing import Final

__all__ = [
    "ADMS_PUBLISHER",
    "BIBO",
    "CITO",
    "COAR_ACCESS",
    "COAR_TYPE",
    "DCTERMS",
    "ECO",
    "ELI",
    "EUROVOC",
    "EU_BODY_CLASS",
    "EU_RESOURCE_TYPE",
    "EU_ROLE",
    "FABIO",
    "FRAPO",
    "FRBR",
    "GLEIF",
    "LEXINFO",
    "MARC_RELATOR",
    "ODRL",
    "ORG",
    "PRO",
    "PROV",
    "PSO",
    "SCHEMA",
    "SCHOLARLYDATA",
    "SCORO",
    "SEO",
    "SKOS",
    "STW",
    "UNESCO",
    "VIVO",
    "WIKIBASE",
    "WIKIDATA",
]

ADMS_PUBLISHER: Final = "http://purl.org/adms/publishertype/"  # ADMS publisher types
BIBO: Final = "http://purl.org/ontology/bibo/"  # Bibliographic Ontology
CITO: Final = "http://purl.org/spar/cito/"  # Citation Typing Ontology
COAR_ACCESS: Final = "http://purl.org/coar/access_right/"  # COAR Access Rights 1.1
COAR_TYPE: Final = "http://purl.org/coar/resource_type/"  # COAR Resource Types 3.1
DCTERMS: Final = "http://purl.org/dc/terms/"  # DCMI Metadata Terms
ECO: Final = "http://purl.obolibrary.org/obo/ECO_"  # Evidence and Conclusion Ontology
ELI: Final = "http://data.europa.eu/eli/ontology#"  # European Legislation Identifier
EUROVOC: Final = "http://eurovoc.europa.eu/"  # EuroVoc
EU_BODY_CLASS: Final = "http://publications.europa.eu/resource/authority/corporate-body-classification/"  # EU
EU_RESOURCE_TYPE: Final = "http://publications.europa.eu/resource/authority/resource-type/"  # EU
EU_ROLE: Final = "http://publications.europa.eu/resource/authority/role/"  # EU
FABIO: Final = "http://purl.org/spar/fabio/"  # FRBR-aligned Bibliographic Ontology
FRAPO: Final = "http://purl.org/cerif/frapo/"  # Funding, Research Administration and Projects Ontology
FRBR: Final = "http://purl.org/vocab/frbr/core#"  # FRBR Core
GLEIF: Final = "https://www.gleif.org/ontology/Base/"  # GLEIF Base Ontology
LEXINFO: Final = "http://www.lexinfo.net/ontology/3.0/lexinfo#"  # LexInfo 3.0
MARC_RELATOR: Final = "http://id.loc.gov/vocabulary/relators/"  # MARC relators
ODRL: Final = "http://www.w3.org/ns/odrl/2/"  # ODRL 2.2, its operators
ORG: Final = "http://www.w3.org/ns/org#"  # W3C Organization Ontology
PRO: Final = "http://purl.org/spar/pro/"  # Publishing Roles Ontology
PROV: Final = "http://www.w3.org/ns/prov#"  # W3C PROV-O
PSO: Final = "http://purl.org/spar/pso/"  # Publishing Status Ontology
SCHEMA: Final = "https://schema.org/"
SCHOLARLYDATA: Final = "https://w3id.org/scholarlydata/ontology/conference-ontology.owl#"  # ScholarlyData
SCORO: Final = "http://purl.org/spar/scoro/"  # Scholarly Contributions and Roles Ontology
SEO: Final = "https://w3id.org/seo#"  # Scientific Events Ontology
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
STW: Final = "http://zbw.eu/stw/descriptor/"  # STW Thesaurus for Economics
UNESCO: Final = "http://vocabularies.unesco.org/thesaurus/concept"  # UNESCO Thesaurus
VIVO: Final = "http://vivoweb.org/ontology/core#"
WIKIBASE: Final = "http://wikiba.se/ontology#"
WIKIDATA: Final = "http://www.wikidata.org/entity/"
