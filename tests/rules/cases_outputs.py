"""Outputs: dates, DOIs and relations to each other."""

from __future__ import annotations

from typing import Any

from .build import Case, event, output


def dated(**dates: str) -> dict[str, Any]:
    return output(dates=dates)


def related(slug: str, type: str, *targets: str, **more: Any) -> dict[str, Any]:
    return output(slug, relations=[{"type": type, "target": f"output:{target}"} for target in targets], **more)


DOI: dict[str, Any] = {"identifiers": [{"scheme": "doi", "value": "10.1000/182"}]}

CASES = [
    # --- output.date-order ---
    Case(
        "output.date-order",
        "accepted before it was drafted; what lies between is in doubt",
        [dated(drafted="2024-05", submitted="2024~", accepted="2024-04-30", issued="2024-06")],
        (("output:o", "/dates/accepted"),),
    ),
    Case(
        "output.date-order",
        "each date that is too early",
        [dated(issued="2024-05", updated="2023", withdrawn="2022")],
        (("output:o", "/dates/updated"), ("output:o", "/dates/withdrawn")),
    ),
    Case(
        "output.date-order",
        "all on one day, or in one year",
        [
            dated(
                drafted="2024",
                submitted="2024-01-01",
                accepted="2024-01-01",
                issued="2024",
                updated="2024-01-01",
                withdrawn="2024",
            )
        ],
    ),
    Case(
        "output.date-order",
        "issued before it was drafted",
        [dated(drafted="2024", accepted="2024", issued="2023")],
        (("output:o", "/dates/issued"),),
    ),
    Case(
        "output.date-order",
        "a working paper that a journal accepted later",
        [dated(drafted="2022", issued="2023-03-01", submitted="2023-06", accepted="2024-05-10")],
    ),
    Case("output.date-order", "a date in doubt", [dated(drafted="2024", issued="2023?")]),
    # --- output.published-in-future, output.published-undated ---
    Case(
        "output.published-in-future",
        "tomorrow",
        [output(status="published", dates={"issued": "2025-06-02"})],
        (("output:o", "/dates/issued"),),
    ),
    Case(
        "output.published-in-future",
        "today, this year, in doubt, or not published yet",
        [
            output("a", status="published", dates={"issued": "2025-06-01"}),
            output("b", status="published", dates={"issued": "2025"}),
            output("c", status="published", dates={"issued": "2026?"}),
            output("d", status="accepted", dates={"issued": "2026"}),
        ],
    ),
    Case("output.published-undated", "no dates", [output(status="published")], (("output:o", "/status"),)),
    Case(
        "output.published-undated",
        "another date",
        [output(status="published", dates={"accepted": "2024"})],
        (("output:o", "/status"),),
    ),
    Case(
        "output.published-undated",
        "a date of issue, or not published",
        [output("a", status="published", dates={"issued": "2024~"}), output("b", status="drafting"), output("c")],
    ),
    # --- output.released-elsewhen ---
    Case(
        "output.released-elsewhen",
        "before and after the event",
        [
            event(start="2024-12-20", end="2024-12-21"),
            output("a", released_at="event:e", dates={"issued": "2024-12-19"}),
            output("b", released_at="event:e", dates={"issued": "2025"}),
        ],
        (("output:a", "/dates/issued"), ("output:b", "/dates/issued")),
    ),
    Case(
        "output.released-elsewhen",
        "the event says no end",
        [event(start="2024-12-20T09:00:00+08:00"), output(released_at="event:e", dates={"issued": "2024-12-21"})],
        (("output:o", "/dates/issued"),),
    ),
    Case(
        "output.released-elsewhen",
        "on the day, in the month, in doubt, undated, or at an event that could not be read",
        [
            event(start="2024-12-20T09:00:00+08:00"),
            output("a", released_at="event:e", dates={"issued": "2024-12-20"}),
            output("b", released_at="event:e", dates={"issued": "2024-12"}),
            output("c", released_at="event:e", dates={"issued": "2023?"}),
            output("d", released_at="event:e", dates={"accepted": "2023"}),
            output("e", released_at="event:e"),
            output("f", released_at="event:broken", dates={"issued": "2024"}),
            output("g", dates={"issued": "2024"}),
        ],
        elsewhere=("event:broken",),
    ),
    # --- output.embargo-undated ---
    Case("output.embargo-undated", "no day", [output(access="embargoed")], (("output:o", "/access"),)),
    Case(
        "output.embargo-undated",
        "a day, or no embargo",
        [output("a", access="embargoed", embargo_until="2026"), output("b", access="open"), output("c")],
    ),
    # --- output.cycle ---
    Case(
        "output.cycle",
        "parts of each other, beside another relation",
        [
            related("b", "is_version_of", "a"),
            related("c", "is_part_of", "d", "a"),
            related("a", "is_part_of", "c"),
        ],
        (("output:c", "/relations/1/target"),),
    ),
    Case(
        "output.cycle",
        "each type of relation by itself",
        [
            output("a", relations=[{"type": type, "target": "output:b"} for type in ("replaces", "continues")]),
            output("b", relations=[{"type": type, "target": "output:a"} for type in ("replaces", "continues")]),
        ],
        (("output:a", "/relations/0/target"), ("output:a", "/relations/1/target")),
    ),
    Case("output.cycle", "two that cite each other", [related("a", "cites", "b"), related("b", "cites", "a")]),
    Case("output.cycle", "two that review each other", [related("a", "reviews", "b"), related("b", "reviews", "a")]),
    Case(
        "output.cycle",
        "a collection of cases is derived from the report that it is a part of",
        [related("a", "is_part_of", "b"), related("b", "is_derived_from", "a")],
    ),
    # --- output.doi-shared ---
    Case(
        "output.doi-shared",
        "two outputs that have nothing to do with each other",
        [output("a", **DOI), related("b", "is_part_of", "a", **DOI)],
        (("output:b", "/identifiers/0"),),
    ),
    Case(
        "output.doi-shared",
        "outputs that have to do with each other, but are no versions",
        [output("a", **DOI), *[related(slug, slug, "a", **DOI) for slug in ("is_translation_of", "replaces", "cites")]],
        tuple([(f"output:{slug}", "/identifiers/0") for slug in ("is_translation_of", "replaces", "cites")]),
    ),
    Case(
        "output.doi-shared",
        "versions of two outputs",
        [related("a", "is_version_of", "x", **DOI), related("b", "is_version_of", "y", **DOI)],
        (("output:b", "/identifiers/0"),),
    ),
    Case(
        "output.doi-shared",
        "versions of one output, directly and over others",
        [
            output("a", **DOI),
            related("b", "is_version_of", "a", **DOI),
            related("c", "is_version_of", "x", **DOI),
            related("x", "is_version_of", "b"),
        ],
    ),
    Case(
        "output.doi-shared",
        "that of the whole, a candidate, another identifier",
        [
            output("a", **DOI),
            output("b", identifiers=[{**DOI["identifiers"][0], "relation": "parent"}]),
            output("c", identifiers=[{**DOI["identifiers"][0], "status": "candidate"}]),
            output("d", identifiers=[{"scheme": "handle", "value": "10.1000/182"}]),
            related("e", "is_version_of", "broken"),
        ],
        elsewhere=("output:broken",),
    ),
    # --- output.cites-retracted ---
    Case(
        "output.cites-retracted",
        "one of two",
        [output("a", status="retracted"), related("b", "cites", "c", "a")],
        (("output:b", "/relations/1/target"),),
    ),
    Case(
        "output.cites-retracted",
        "withdrawn, replaced, or not read",
        [
            output("a", status="withdrawn"),
            output("r", status="retracted"),
            related("b", "cites", "a", "broken"),
            related("c", "replaces", "r"),
        ],
        elsewhere=("output:broken",),
    ),
]
