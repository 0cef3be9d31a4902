"""Problem codes for reading and writing linked data."""

from __future__ import annotations

from ...problems.problem import define

__all__ = ["CLASS_NOT_CARRIED", "NOTHING_KNOWN", "NO_BASE", "REMOTE_CONTEXT"]

NO_BASE = define(
    "export.no-base-uri",
    "info",
    "the dataset has no base_uri; its IRIs begin with {base}",
    why=(
        "An IRI has one meaning everywhere. Datasets without a `base_uri` of their own share the same IRIs, so "
        "combined data would mix up their records."
    ),
    bad='{"type": "dataset", "schema_version": "1.0"}',
    good='{"type": "dataset", "schema_version": "1.0", "base_uri": "https://example.org/id/"}',
)
CLASS_NOT_CARRIED = define(
    "import.class-not-carried",
    "warning",
    "a dataset cannot hold an object of class {found}",
    why=(
        "Web pages also describe themselves, their pictures and their breadcrumbs. Only the events, "
        "organizations and persons in such an object are read."
    ),
    bad='[{"@type": "Event", "name": "A"}, {"@type": "BreadcrumbList"}]',
    good='[{"@type": "Event", "name": "A"}]',
)
REMOTE_CONTEXT = define(
    "import.remote-context",
    "error",
    "the context {found} is not included in the library",
    why=(
        "A context defines the keys of JSON-LD. Contexts are not fetched from the network: only that of "
        "schema.org and those in the file itself can be read."
    ),
    bad='{"@context": "https://example.org/context", "@type": "Event"}',
    good='{"@context": "https://schema.org", "@type": "Event"}',
)
NOTHING_KNOWN = define(
    "import.nothing-known",
    "error",
    "the file has no event, organization or person",
    why="Only events, organizations and persons of schema.org are read from linked data of other projects.",
    bad='{"@context": "https://schema.org", "@type": "Recipe"}',
    good='{"@context": "https://schema.org", "@type": "Event", "name": "A"}',
)
