"""What linked data of others can lose on the way in, and what a dataset lacks on the way out."""

from __future__ import annotations

from ...problems.problem import define

__all__ = ["CLASS_NOT_CARRIED", "NOTHING_KNOWN", "NOT_CARRIED", "NO_BASE", "REMOTE_CONTEXT"]

NO_BASE = define(
    "export.no-base-uri",
    "info",
    "the dataset has no base_uri; its IRIs begin with {base}",
    why="An IRI means the same everywhere. Without a `base_uri` of its own, a dataset has the same IRIs as every other one without, "
    "and data put together from both would mix them up.",
    bad='{"type": "dataset", "schema_version": "1.0"}',
    good='{"type": "dataset", "schema_version": "1.0", "base_uri": "https://example.org/id/"}',
)
NOT_CARRIED = define(
    "import.property-not-carried",
    "warning",
    "{found} of the {type} has no place in a record",
    why="Other vocabularies say things that the model does not, such as prices and pictures, or say them in a form that a record "
    "cannot hold. The rest of the object is read.",
    bad='{"@type": "Event", "name": "A", "typicalAgeRange": "18-"}',
    good='{"@type": "Event", "name": "A"}',
)
CLASS_NOT_CARRIED = define(
    "import.class-not-carried",
    "warning",
    "an object of the class {found} has no place in a dataset",
    why="Pages describe themselves, their pictures and their breadcrumbs beside what they are about. Events, organizations and persons "
    "in such an object are read.",
    bad='[{"@type": "Event", "name": "A"}, {"@type": "BreadcrumbList"}]',
    good='[{"@type": "Event", "name": "A"}]',
)
REMOTE_CONTEXT = define(
    "import.remote-context",
    "error",
    "the context {found} does not come with the library",
    why="A context says what the keys of JSON-LD mean. Nothing is fetched from the network, so only the context of schema.org, and "
    "those that stand in the file itself, can be read.",
    bad='{"@context": "https://example.org/context", "@type": "Event"}',
    good='{"@context": "https://schema.org", "@type": "Event"}',
)
NOTHING_KNOWN = define(
    "import.nothing-known",
    "error",
    "the file describes no event, organization or person",
    why="From linked data of others events, organizations and persons of schema.org are read; anything else has no class here.",
    bad='{"@context": "https://schema.org", "@type": "Recipe"}',
    good='{"@context": "https://schema.org", "@type": "Event", "name": "A"}',
)
