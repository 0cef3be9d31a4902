"""Generates the files of the npm package from the classes: `python -m tools.npm FOLDER`.

The lean schema, the types, the version, and `messages.json`: for each keyword of each string the problem code and the
expected form, in three languages; the keys of each class; the codes of the rules about several keys; the
form of a type of another project. None of these files is
checked in, because they are generated for each build.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import Any, Final

import thinktank_model as tm
from thinktank_model.contract.expected import broken
from thinktank_model.contract.lean import ID, id_name
from thinktank_model.contract.schema import CLASSES, name_of
from thinktank_model.contract.typescript import typescript
from thinktank_model.jsontext.shown import json_text
from thinktank_model.model.kept import FOREIGN_TYPE
from thinktank_model.model.parts.places import _WHERE
from thinktank_model.problems.translations import LANGUAGES, Phrase, either, one_of, translation
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.codec import read
from thinktank_model.shapes.tree import Constraint, ListOf, MapOf, ObjectOf, OneOf, Scalar, Shape

from .renew import ROOT

__all__: list[str] = []

RULES: Final[dict[str, dict[str, tuple[str, str, str]]]] = {
    "upper_with_between": {
        "then": ("count.upper-missing", 'the key "upper" with the qualifier "between"', ""),
        "else": ("count.upper-unexpected", 'the key "upper" only with the qualifier "between"', "/upper"),
    },
    "not_below_zero": {"then": ("count.impossible", "1 or more with less_than", "")},
    "says_where": {
        "then": ("place.virtual-without-url", 'the key "url"', ""),
        "else": ("place.nowhere", one_of(_WHERE), ""),
    },
    "of_its_scheme": {"then": ("identifier.syntax", "", "")},
}
"""By the name of a rule that is an `if`: the code where its `then` or its `else` fails, what is expected, and where it points."""
COMMON: Final = {
    "array": Phrase("a list"),
    "boolean": Phrase("true or false"),
    "integer": Phrase("an integer"),
    "number": Phrase("a number"),
    "least": Phrase("{low} or more", low="{low}"),
    "range": Phrase("{low} to {high}", low="{low}", high="{high}"),
    "one_of": one_of(["{names}"]),
    "none": "at least one of them",
    "exactly": "exactly one of them",
    "several": "only one of them",
}
"""Texts for keywords of any class. `explain` replaces what is in braces."""


def messages() -> dict[str, Any]:
    """Return what `explain` of the npm package knows."""
    walk = _Walk()
    for cls in CLASSES.values():
        walk.visit(shape_of(cls))
    texts = {lang: [translation(lang)(text) for text in walk.texts] for lang in LANGUAGES}
    foreign = {word: FOREIGN_TYPE.schema[word] for word in ("pattern", "maxLength")}
    return {"scalars": walk.scalars, "classes": walk.classes, "common": walk.common, "foreign": foreign, "texts": texts}


class _Walk:
    def __init__(self) -> None:
        self.scalars: dict[str, dict[str, list[Any]]] = {}
        self.classes: dict[str, dict[str, Any]] = {}
        self.texts: list[str] = []
        self.common = {word: self.text(said) for word, said in COMMON.items()}

    def text(self, said: str) -> int | None:
        """Return the number of a text."""
        if not said:
            return None
        if said not in self.texts:
            self.texts.append(said)
        return self.texts.index(said)

    def visit(self, shape: Shape) -> None:
        match shape:
            case Scalar():
                self._scalar(shape)
            case ListOf():
                self.visit(shape.item)
            case MapOf():
                self.visit(shape.key)
                self.visit(shape.value)
            case OneOf():
                for option in shape.options.values():
                    self.visit(option)
            case ObjectOf() if shape.cls.__name__ not in self.classes:
                rules = [self._rule(check) for check in shape.checks if check.schema is not None]
                known = [*(["$schema", "type"] if shape.tag else []), *shape.fields]
                expected = self.text(read(shape, 0)[1][0].expected)
                self.classes[shape.cls.__name__] = {
                    "keys": known,
                    "type": expected,
                    **({"rules": rules} if rules else {}),
                }
                for field in shape.fields.values():
                    self.visit(field.shape)

    def _scalar(self, shape: Scalar) -> None:
        targets = ID.match(str(shape.schema.get("pattern")))
        name = name_of(shape) or id_name(shape.schema)
        if name is None or name in self.scalars:
            return
        found = {word: [problem.code, self.text(problem.expected)] for word, problem in broken(shape).items()}
        found["type"] = ["type.wrong-type", self.text(read(shape, 0)[1][0].expected)]
        if targets is not None:
            starts = Phrase(
                "an id that starts with {starts}", starts=either([f'"{t}:"' for t in targets[1].split("|")])
            )
            found["other"] = [None, self.text(starts)]
        self.scalars[name] = found

    def _rule(self, check: Constraint) -> dict[str, Any]:
        if check.said is not None:
            return {"least": check.said[0], "most": check.said[1], "keys": list(check.fields)}
        branches = {word: [code, self.text(text), at] for word, (code, text, at) in RULES[check.name].items()}
        return {"keys": list(check.fields), **branches}


def version() -> str:
    """Return the version as npm writes it: `1.0.0a1` is `1.0.0-alpha.1` there.

    >>> re.fullmatch(r"[0-9]+[.][0-9]+[.][0-9]+(-(alpha|beta|rc)[.][0-9]+)?", version()) is not None
    True
    """
    python: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    names = {"a": "alpha", "b": "beta", "rc": "rc"}
    return re.sub("(a|b|rc)([0-9]+)$", lambda found: f"-{names[found[1]]}.{found[2]}", python)


def main(folder: Path) -> None:
    """Write the files."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = {
        "lean.json": tm.json_schema(variant="lean"),
        "messages.json": messages(),
        "package.json": {"version": version(), "classes": {tag: cls.__name__ for tag, cls in CLASSES.items()}},
    }
    for name, value in parts.items():
        (folder / name).write_text(json_text(value) + "\n", encoding="utf-8")
    (folder / "types.d.ts").write_text(typescript(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
