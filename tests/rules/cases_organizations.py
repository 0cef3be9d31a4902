"""How organizations belong together and follow each other, and when they exist."""

from __future__ import annotations

from typing import Any

from .build import Case, activity, event, member, organization, period, person, program


def unit(slug: str, *parents: str, relation: str = "part_of", **more: Any) -> dict[str, Any]:
    return organization(
        slug, parents=[{"organization_id": f"organization:{parent}", "relation": relation, **more} for parent in parents]
    )


def ror(slug: str, **more: Any) -> dict[str, Any]:
    identifier = {"scheme": "ror", "value": "013q1eq08", **more}
    return organization(slug, identifiers=[identifier])


def ror_of_unit(**more: Any) -> dict[str, Any]:
    return {**unit("iis", "fudan"), **ror("iis", **more)}


GONE = organization("a", dissolved="2020-06-30")

CASES = [
    # --- organization.cycle ---
    Case(
        "organization.cycle",
        "each is part of the other; told once, at the first",
        [unit("x"), unit("b", "x", "a"), unit("a", "b")],
        (("organization:b", "/parents/1/organization_id"),),
    ),
    Case(
        "organization.cycle",
        "over three, by different relations, and an old id",
        [
            unit("a", "b", relation="owned_by"),
            unit("c", "a-old"),
            unit("b", "c"),
            organization("d"),
            {**unit("e"), "id": "organization:e"},
        ][:3]
        and [
            {**unit("a", "b", relation="owned_by"), "merged_ids": ["organization:a-old"]},
            unit("b", "c"),
            {**unit("c", "a")},
        ],
        (("organization:a", "/parents/0/organization_id"),),
    ),
]
