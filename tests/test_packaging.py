"""The published package: names, signatures, files."""

from __future__ import annotations

import inspect
import re
import tomllib
from enum import Enum
from typing import Any

import attrs

import thinktank_model as tm
from thinktank_model.model.union import RECORD
from thinktank_model.shapes.annotations import shape_of

from .conftest import ROOT, Snapshot


def signature(value: Any) -> str:
    """Return names, kinds and defaults, which callers rely on; annotations print differently in different Pythons."""
    parameters = inspect.signature(value).parameters.values()
    return str(inspect.Signature([p.replace(annotation=inspect.Parameter.empty) for p in parameters]))


def members(cls: type) -> list[str]:
    """Return the public methods and properties of a class that this library defines."""
    lines = []
    for name in dir(cls):
        member: Any = inspect.getattr_static(cls, name)
        function = getattr(member, "fget", None) or getattr(member, "func", None) or getattr(member, "__func__", member)
        if (
            name.startswith("_")
            or not inspect.isfunction(function)
            or not function.__module__.startswith("thinktank_model")
        ):
            continue
        lines.append(f"{cls.__name__}.{name}" + (signature(function) if callable(getattr(cls, name)) else ""))
    return lines


def public() -> list[str]:
    """Return every public name with its signature, a class with its methods and properties, a vocabulary with its terms."""
    lines = []
    for name in dir(tm):
        value: Any = getattr(tm, name)
        if name.startswith("_") or inspect.ismodule(value) or name in ("import_module", "TYPE_CHECKING", "Any"):
            continue
        if isinstance(value, type) and issubclass(
            value, Enum
        ):  # its terms; its signature differs between Python versions
            lines.append(f"{name}: " + " ".join([term.value for term in value]))
        elif callable(value) and value is not tm.Record:  # a union for type checkers
            lines += [name + signature(value), *(members(value) if isinstance(value, type) else [])]
        else:
            lines.append(name)
    return lines


def test_the_public_face_changes_on_purpose_only(snapshot: Snapshot) -> None:
    """Names and signatures are compared with a snapshot."""
    snapshot("tests/snapshots/api.txt", "\n".join(public()) + "\n")


def test_three_runtime_dependencies() -> None:
    """attrs, cattrs and orjson, with an orjson version that limits nesting."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert [line.split(">=")[0] for line in project["dependencies"]] == ["attrs", "cattrs", "orjson"]
    assert "orjson>=3.11.6" in project["dependencies"]


def test_workflows_take_actions_by_hash_and_need_no_secret() -> None:
    """A tag can be moved to other code, a hash cannot. The version is in a comment, for people and update tools."""
    workflows = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / ".github" / "workflows").iterdir()}
    assert set(workflows) == {"ci.yml", "release.yml"}
    for name, text in workflows.items():
        used = [line.strip().removeprefix("- ") for line in text.split("\n") if "uses:" in line]
        assert used, name
        for line in used:
            assert re.fullmatch(r"uses: [\w-]+/[\w.-]+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+", line), (name, line)
        assert "\npermissions:\n  contents: read\n" in text, name
        assert "secrets." not in text and "password" not in text, name
    assert "bash .ci/core" in workflows["ci.yml"] and "bash .ci/stages/" in workflows["ci.yml"]
    assert "bash .ci/run" in workflows["release.yml"]
    assert len({line for text in workflows.values() for line in re.findall("actions/checkout@.*", text)}) == 1
    publish = workflows["release.yml"].partition("  publish:\n")[2]
    assert "id-token: write" in publish and "attestations: write" in publish and "environment:" in publish
    assert "id-token" not in workflows["release.yml"].partition("  publish:\n")[0]


def test_no_class_writes_its_own_json() -> None:
    """Reading and writing are derived from shapes."""
    for shape in shape_of(RECORD).options.values():
        for name in ("to_dict", "from_dict", "to_json", "from_json"):
            assert not hasattr(shape.cls, name)


def test_every_class_is_frozen_slotted_and_shares_one_equality() -> None:
    """All use the same decorator; a class without it fails here."""
    classes = [
        value
        for value in vars(tm).values()
        if isinstance(value, type) and attrs.has(value) and hasattr(value, "unknown_keys")
    ]
    assert len(classes) > 25
    for cls in classes:
        assert "__slots__" in vars(cls) and "__dict__" not in dir(cls)
        assert ("__eq__" not in vars(cls) and "__repr__" not in vars(cls)) or cls is tm.Dataset
        assert cls.__setattr__ is not object.__setattr__


def test_the_package_is_typed() -> None:
    """py.typed is there."""
    assert (ROOT / "src" / "thinktank_model" / "py.typed").exists()


def test_every_type_stands_in_a_shipped_dataset() -> None:
    """So that each has an example."""
    found = {record.type for name in tm.example_names() for record in tm.example(name)}
    assert found == set(shape_of(RECORD).options)
