"""Limits of the ratios, so wide that only a real loss of speed exceeds them, even on a busy machine."""

from __future__ import annotations

from .report import Results
from .timing import FLOOR, MSGSPEC, PYDANTIC

__all__ = ["exceeded"]

OURS = "thinktank-model"


def exceeded(results: Results) -> list[str]:
    """Return a sentence for each exceeded limit, and for each fault that the library does not find."""
    said = []
    (verdict,) = [verdict for verdict in results.verdicts if verdict.contender == OURS]
    if verdict.refused < verdict.faulty or verdict.paths < verdict.planted or verdict.others:
        said.append(f"not all faults are found where they are: {verdict}")
    for task, other, limit in (
        ("decode and validate", MSGSPEC, 1.5),
        ("decode and validate", PYDANTIC, 1.3),
        ("all problems, 20 % faulty", MSGSPEC, 1.5),
        ("encode", FLOOR, 5.0),
        ("encode", PYDANTIC, 1.3),
    ):
        figure = next(f for f in results.figures if f.task == task and f.contender == OURS and f.caches == "cold")
        ratio = {FLOOR: figure.to_floor, MSGSPEC: figure.to_msgspec, PYDANTIC: figure.to_pydantic}[other]
        if ratio is not None and ratio > limit:
            said.append(f"{task}: {ratio:.2f} × {other}, where at most {limit} is allowed")
    held = {cost.of: cost.value for cost in results.costs if cost.what == "memory of a record held"}
    if MSGSPEC in held and held[OURS] > 1.6 * held[MSGSPEC]:
        said.append(
            f"memory of a record held: {held[OURS] / held[MSGSPEC]:.2f} × {MSGSPEC}, where at most 1.6 is allowed"
        )
    for what, limit in (("stream", 1.8), ("its rules across records", 3.0)):
        sizes = [cost.value for cost in results.costs if cost.what == what]
        if sizes[-1] > limit * sizes[0]:
            said.append(
                f"{what}: a record takes {sizes[-1] / sizes[0]:.1f} times as long in the largest as in the smallest size"
            )
    return said
