"""Test data made from shapes: valid plain values, and faults planted in them at known places.

Everything is drawn from one seeded `random.Random`, so a failing case is found again by its seed. A class, field or
vocabulary that is added to the model is covered without a change here.
"""

from __future__ import annotations

import random
from typing import Any

from thinktank_model.model.parts.names import Name
from thinktank_model.model.union import RECORD
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.codec import read
from thinktank_model.shapes.tree import Anything, Boolean, ListOf, MapOf, Number, ObjectOf, OneOf, Scalar, Shape
from thinktank_model.testing.faults import Fault, faults, plant
from thinktank_model.testing.words import WORDS
from thinktank_model.values.amounts import Amount
from thinktank_model.values.dates import DATE, DATE_OR_TIME
from thinktank_model.values.identifiers import SCHEMES, Identifier
from thinktank_model.values.ids import Reference
from thinktank_model.values.language import LANGUAGE
from thinktank_model.values.text import LABEL, PROSE, VERBATIM, Text
from thinktank_model.vocab import Term

__all__ = ["CLASSES", "Fault", "Maker", "SteadyMaker", "apart", "faults", "objects", "plant", "record"]

CLASSES: dict[str, Any] = dict(shape_of(RECORD).options)


class Maker:
    """Makes valid plain values.

    Parameters:
        rng: the source of all choices.
        fullness: how likely an optional key is there.
    """

    def __init__(self, rng: random.Random, fullness: float = 0.35) -> None:
        self.rng = rng
        self.fullness = fullness

    def value(self, shape: Shape) -> Any:
        match shape:
            case Scalar():
                return self.scalar(shape)
            case Number(integer=integer, least=least, most=most):
                low, high = (0 if least is None else least), (1000 if most is None else most)
                return self.rng.randint(int(low), int(high)) if integer else round(self.rng.uniform(low, high), 4)
            case Boolean():
                return self.rng.random() < 0.5
            case ListOf():
                wanted = max(shape.at_least, self.rng.choice((1, 1, 1, 2, 3)))
                items = [self.value(shape.item) for _ in range(wanted)]
                return items if not shape.unique else list(dict.fromkeys(items))
            case MapOf(cls=cls) if cls is Text:
                tags = self.rng.sample(sorted(WORDS), self.rng.choice((1, 1, 2, 3)))
                return {tag: self.text(tag, self.rng.randint(2, 12)) for tag in tags}
            case MapOf() if not isinstance(shape.value, Anything):
                return {key: self.value(shape.value) for key in shape.key.examples}
            case MapOf():
                return {f"x{self.rng.randint(0, 9)}:k{n}": self.anything(2) for n in range(self.rng.randint(1, 3))}
            case Anything():
                return self.anything(2) if self.rng.random() < 0.9 else "text"
            case ObjectOf():
                return self.object(shape)
            case OneOf():
                return self.object(self.rng.choice(list(shape.options.values())))

    def text(self, tag: str, words: int) -> str:
        between = "" if tag == "zh-Hans" else " "
        return between.join(self.rng.choices(WORDS[tag], k=words))

    def scalar(self, shape: Scalar) -> str:
        rng = self.rng
        if shape in (PROSE, LABEL, VERBATIM):
            return self.text("en", rng.randint(1, 6))
        if shape is LANGUAGE:
            return rng.choice(sorted(WORDS))
        if shape in (DATE, DATE_OR_TIME):
            day = f"{rng.randint(1990, 2026)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
            if shape is DATE_OR_TIME and rng.random() < 0.4:
                return day + rng.choice(("T09:30:00+08:00", "T10:00:00Z", "T14:00:00"))
            return day[: rng.choice((4, 7, 10, 10))] + rng.choice(("", "", "", "?", "~", "%"))
        if isinstance(shape, Reference):
            return f"{rng.choice(shape.targets)}:{rng.choice('abcdefgh')}-{rng.randint(1, 99)}"
        if isinstance(shape, Term):
            live = [term.value for term in shape.vocabulary if term.replaced_by is None]
            return rng.choice([*live, "x:own"] if shape.open else live)
        example = rng.choice(shape.examples)
        if shape.name.startswith("the id of the record"):
            return f"{example}-{rng.randint(1, 10**9)}"
        return example

    def anything(self, depth: int) -> Any:
        kind = self.rng.randint(0, 8 if depth else 5)
        if kind < 6:
            return (
                (True, 7, -2.5, "text", None, "é智")[kind] if depth < 2 else ("text", 7, -2.5, True, "x", "é智")[kind]
            )
        if kind == 6:
            return [self.anything(depth - 1) for _ in range(self.rng.randint(0, 3))]
        return {f"k{n}": self.anything(depth - 1) for n in range(self.rng.randint(0, 3))}

    def object(self, shape: ObjectOf) -> dict[str, Any]:
        """Return an object of the shape about which there is nothing to report: drawn until its cross-field rules agree."""
        for attempt in range(200):
            # rules about which keys stand side by side are met sooner with fewer, and then with more, keys
            likely = self.fullness if attempt % 3 else self.rng.random()
            built = {} if shape.tag is None else {"type": shape.tag}
            built |= self.drawn(shape, likely)
            self.agree(shape, built)
            value, problems = read(shape, built)
            if value is not None and not problems:
                return built
        raise AssertionError(f"no valid {shape.cls.__name__} was found; the last one: {built} {[*map(str, problems)]}")

    def drawn(self, shape: ObjectOf, likely: float) -> dict[str, Any]:
        """Return values for the fields of an object, each drawn independently."""
        fields = shape.fields.items()
        return {name: self.value(field.shape) for name, field in fields if field.required or self.rng.random() < likely}

    def agree(self, shape: ObjectOf, built: dict[str, Any]) -> None:
        """Set keys that must agree with each other, which random values would hardly ever do."""
        if shape.cls is Identifier:
            scheme = self.rng.choice(list(SCHEMES.values()))
            built |= {"scheme": scheme.name, "value": self.rng.choice(scheme.examples)}
        if shape.cls is Amount:
            built |= {name: float(round(built[name])) for name in ("value", "upper") if name in built}
        if shape.cls is Name:
            built.pop("given", None)
            built.pop("family", None)
            if "lang" in built:
                built["value"] = self.text(built["lang"], 3)
        if "names" in built:
            for name in built["names"][1:]:
                name.pop("preferred", None)
        if "merged_ids" in built:
            built["merged_ids"] = [f"{shape.tag}:old-{self.rng.randint(1, 99)}"]
        for statement in built.get("statements", ()):
            if isinstance(statement, dict) and shape.tag is not None:
                mark = (
                    self.rng.random()
                )  # each field draws independently, so that a new field changes few drawn values of others
                name = max(shape.fields, key=lambda name: random.Random(f"{mark} {name}").random())
                statement |= {"field": f"/{name}", "value": self.value(shape.fields[name].shape)}


class SteadyMaker(Maker):
    """A maker that draws each field independently: a new field of a class does not change the values of the others."""

    def drawn(self, shape: ObjectOf, likely: float) -> dict[str, Any]:
        seed = self.rng.random()
        built = {}
        for name, field in shape.fields.items():
            rng = random.Random(f"{seed} {name}")
            if field.required or rng.random() < likely:
                built[name] = SteadyMaker(rng, self.fullness).value(field.shape)
        return built


def record(seed: int, tag: str | None = None, fullness: float = 0.35) -> dict[str, Any]:
    """Return the valid plain record of a seed."""
    rng = random.Random(seed)
    shape = CLASSES[tag or rng.choice(sorted(CLASSES))]
    return Maker(rng, fullness).object(shape)


# --- Faults ---


def objects(shape: Shape, found: dict[str, ObjectOf] | None = None) -> dict[str, ObjectOf]:
    """Return every class in a shape, by name."""
    found = {} if found is None else found
    match shape:
        case ListOf():
            objects(shape.item, found)
        case OneOf():
            for option in shape.options.values():
                objects(option, found)
        case ObjectOf() if shape.cls.__name__ not in found:
            found[shape.cls.__name__] = shape
            for field in shape.fields.values():
                objects(field.shape, found)
    return found


def apart(found: list[Fault], wanted: int, rng: random.Random) -> list[Fault]:
    """Return up to `wanted` faults at places that do not overlap, nor are reported at each other's place."""
    chosen: list[Fault] = []
    for fault in rng.sample(found, len(found)):
        if all([not _touch(fault, other) for other in chosen]):
            chosen.append(fault)
        if len(chosen) == wanted:
            break
    return chosen


def _touch(one: Fault, other: Fault) -> bool:
    pairs = ((one.at, other.at), (other.at, one.at))
    return any([(b + "/").startswith(a + "/") for a, b in pairs]) or (
        one.reported_at == other.reported_at or one.at == other.reported_at or other.at == one.reported_at
    )
