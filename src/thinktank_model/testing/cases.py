"""The conformance cases of a profile: plain records with the problems that every reader must report."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..contract.samples import sample
from ..profiles.profile import Profile
from ..records.single import dumps
from ..shapes.codec import read
from ..shapes.tree import ObjectOf
from .faults import faults, plant

__all__ = ["cases", "documents"]

PER_PLACE: Final = 4  # faults of one value
Case = dict[str, Any]


def documents(profile: Profile) -> Mapping[str, Any]:
    """Return the files of conformance cases for the own classes of a profile, by name, in the format of the core's kit."""
    return {
        f"records/{cls.type.replace(':', '.')}.json": {"type": cls.type, "cases": list(cases(profile, cls))}
        for cls in profile.own_records
    }


def cases(profile: Profile, cls: Any) -> Iterator[Case]:
    """Yield records of a class: for each field one that has it, and some with a fault in it. They are the same each time."""
    shape: ObjectOf = profile.shape_of(cls)
    least = {**sample(shape), "id": f"{cls.type}:a"}
    seen: set[str] = set()
    for name, field in shape.fields.items():
        value = {**least, name: f"{cls.type}:a" if name == "id" else sample(field.shape)}
        yield from _once(shape, f"generated: {name}", value, seen)
        found: Counter[str] = Counter()
        for fault in faults(shape, value):
            if fault.at == f"/{name}" or fault.at.startswith(f"/{name}/"):
                found[fault.at] += 1
                if found[fault.at] <= PER_PLACE:
                    about = f"generated: {name}: {fault.what}"
                    yield from _once(shape, about, plant(value, [fault]), seen)


def _once(shape: ObjectOf, about: str, value: Any, seen: set[str]) -> Iterator[Case]:
    text = json.dumps(value, sort_keys=True)
    if text in seen or "\\ud8" in text:
        return
    seen.add(text)
    built, problems = read(shape, value)
    case: Case = {"about": about, "value": value, "valid": built is not None}
    case["problems"] = [[problem.code, problem.pointer] for problem in problems]
    yield case if built is None else case | {"canonical": dumps(built).decode()}
