"""Records whose tables have a row for each record and each name, as most workbooks do: what imports and exports are timed with."""

from __future__ import annotations

from collections.abc import Iterator

import thinktank_model as tm

__all__ = ["organizations"]


def organizations(count: int) -> Iterator[tm.Record]:
    """Yield this many organizations, no two of them alike."""
    for n in range(count):
        yield tm.from_dict(
            {
                "type": "organization",
                "id": f"organization:o-{n}",
                "names": [{"value": f"Institute {n}", "lang": "en"}, {"value": f"Institut {n}", "lang": "fr"}],
                "kind": "research_institute",
                "sector": "academic",
                "is_think_tank": n % 2 == 0,
                "country": ("CN", "FR", "KE")[n % 3],
                "founded": str(1900 + n % 120),
                "status": "active",
                "focus_areas": ["data_governance", "digital_divide"],
                "urls": [f"https://o-{n}.example"],
                "notes": {"en": f"Note {n}", "fr": f"Remarque {n}"},
            }
        )
