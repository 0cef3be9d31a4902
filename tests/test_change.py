"""The test of the design: a new field, a new record class and a new format each change one file."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import thinktank_model

FIELD = (
    "events.py",
    """    output_ids: Annotated""",
    """    hashtag: Annotated[str | None, LABEL, "The hashtag that posts about it carry."] = None
    output_ids: Annotated""",
)
FIELD_IMPORT = ("events.py", "import Text, TextLike\n", "import LABEL, Text, TextLike\n")
CLASS = (
    "sources.py",
    """@frozen(kw_only=True, repr=False, eq=False)
class Source(_Common):
""",
    '''@frozen(kw_only=True, repr=False, eq=False)
class Fund(_Named):
    """Money that is set aside for a programme."""

    type: ClassVar[Literal["fund"]] = "fund"
    collection: ClassVar[str] = "funds"

    program_id: Annotated[str, Ref("program"), "The programme that it serves."]
    donor_ids: Annotated[tuple[str, ...], Ref("organization", "person"), Unique(), "Who gave it."] = ()


@frozen(kw_only=True, repr=False, eq=False)
class Source(_Common):
''',
)
NAME = ("sources.py", """    "Source",\n""", """    "Fund",\n    "Source",\n""")
IMPORT = (
    "sources.py",
    "import LABEL, Text, TextLike\n",
    "import LABEL, Text, TextLike\nfrom ..shapes.annotations import Unique\nfrom .common import _Named\n",
)

FILE = '''"""Funds."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from attrs import frozen

from ..shapes.annotations import Unique
from ..values.ids import Ref
from .common import _Named

__all__ = ["Fund"]


{cls}
'''

USE_FIELD = """
import thinktank_model as tm
raw = {"type": "event", "id": "event:e", "names": [{"value": "E"}], "start": "2024", "hashtag": "#wic"}
event = tm.from_dict(raw)
assert event.hashtag == "#wic" and tm.to_dict(event) == raw and tm.loads(tm.dumps(event)) == event
assert [p.code for p in tm.validate({**raw, "hashtag": ""})] == ["text.empty"]
assert [p.code for p in tm.validate({**raw, "hashtag": 3})] == ["type.wrong-type"]
assert "hashtag" in repr(event) and "description" in tm.json_schema(tm.Event)["properties"]["hashtag"]
"""
USE_CLASS = """
import thinktank_model as tm
raw = {"type": "fund", "id": "fund:f", "names": [{"value": "F"}], "program_id": "program:p", "donor_ids": ["person:a"]}
fund = tm.from_dict(raw)
assert isinstance(fund, tm.Fund) and tm.to_dict(fund) == raw and tm.loads(tm.dumps(fund)) == fund
assert [(p.code, p.pointer) for p in tm.validate({**raw, "donor_ids": ["event:x"]})] == [("reference.wrong-type", "/donor_ids/0")]
ds = tm.Dataset(records=[fund])
assert list(ds.funds) == ["fund:f"] and ds.referrers("person:a") == (("fund:f", "/donor_ids/0"),)
assert "reference.dangling" in {p.code for p in ds.check()}
schema = tm.json_schema()
assert {"$ref": "#/$defs/Fund"} in schema["oneOf"] and schema["$defs"]["Fund"]["properties"]["program_id"]["description"]
from tests import generate
record = generate.record(1, "fund")
assert tm.to_dict(tm.from_dict(record))["type"] == "fund"
"""


RENEW = """
from pathlib import Path
import thinktank_model
from tools import artefacts
for path, text in artefacts.files():
    if path.is_relative_to(artefacts.KIT):
        here = Path(thinktank_model.__file__).parent / "kit" / path.relative_to(artefacts.KIT)
        here.parent.mkdir(parents=True, exist_ok=True)
        here.write_bytes(text.encode())
"""
KIT = Path(__file__).parent.parent / "conformance"


def run(tmp_path: Path, edits: list[tuple[str, str, str]], use: str) -> Path:
    """Make the edits in a copy of the package, and use what they add."""
    package = tmp_path / "thinktank_model"
    shutil.copytree(Path(thinktank_model.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    model = package / "model"
    for name, old, new in edits:
        text = (model / name).read_text(encoding="utf-8") if old else ""
        assert not old or text.count(old) == 1, old
        (model / name).write_text(text.replace(old, new), encoding="utf-8")
    environment = {"PYTHONPATH": f"{tmp_path}:{Path(__file__).parent.parent}"}
    for command in (["-m", "tools.registry", str(package)], ["-c", use]):
        done = subprocess.run([sys.executable, *command], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    return package


def test_a_new_field_touches_one_file(tmp_path: Path) -> None:
    """One annotation; the field is read, written, validated and described."""
    run(tmp_path, [FIELD, FIELD_IMPORT], USE_FIELD)


@pytest.mark.slow
def test_a_new_record_class_touches_one_file(tmp_path: Path) -> None:
    """The command included; the class is read, written, referred to, collected, described and generated."""
    run(tmp_path, [CLASS, NAME, IMPORT], USE_CLASS)


@pytest.mark.slow
def test_a_new_record_class_in_a_file_of_its_own_touches_that_file(tmp_path: Path) -> None:
    """No other file names the class."""
    run(tmp_path, [("funds.py", "", FILE.format(cls=CLASS[2].rpartition("\n\n\n")[0]))], USE_CLASS)


FORMAT = """
from ..problems.problem import define
from .format import Format, Imported
from ..dataset.collection import Dataset
from ..problems.report import Report

LONG = define("export.id-too-long", "warning", "the id {found} is cut", why="The format holds ten characters.")


def write(dataset, target, *, lang):
    for record in dataset:
        target.write(record.id[:10].encode() + b"\\n")
        if len(record.id) > 10:
            yield LONG(record.id, record_id=record.id)


def read(source, *, unknown, limits):
    records = [{"type": "source", "id": line.decode().strip(), "titles": {"en": "A"}} for line in source]
    return Imported(Dataset(records=records), Report())


FORMAT = Format(name="ids", title="ids", endings=(".ids",), carries=("source",), write=write, read=read)
"""

USE_FORMAT = """
import io, os, sys, thinktank_model as tm
from thinktank_model.cli.app import run
assert "export.id-too-long" in tm.catalogue()
assert "ids" in [format.name for format in tm.available_formats()]
titles = {"en": "A"}
ds = tm.Dataset(records=[tm.Source(id="source:a", titles=titles), tm.Source(id="source:abcdef", titles=titles)])
report = tm.export(ds, "out.ids")
assert [(p.code, p.record_id) for p in report] == [("export.id-too-long", "source:abcdef")]
assert open("out.ids").read() == "source:a\\nsource:abc\\n"
assert list(tm.import_file("out.ids").dataset.sources) == ["source:a", "source:abc"]
ds.write("ds.json")
assert run(["export", "ds.json", "again.ids"]) == 0 and run(["import", "again.ids", "again.json"]) == 0
assert list(tm.Dataset.read("again.json").sources) == ["source:a", "source:abc"]
assert run(["export", "--list"]) == run(["import", "--list"]) == 0
assert run(["export", "ds.json", "x", "--to", "ids", "--strict"]) == 1
"""


@pytest.mark.slow
def test_a_new_format_touches_one_file(tmp_path: Path) -> None:
    """One module; the functions and the command list, write and read the format."""
    package = tmp_path / "thinktank_model"
    shutil.copytree(Path(thinktank_model.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "formats" / "ids.py").write_text(FORMAT, encoding="utf-8")
    environment = {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", USE_FORMAT], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "ids        .ids" in done.stdout and "export.id-too-long source:abcdef" in done.stderr


def without(case: Any, name: str) -> str:
    """Return a case of the kit as it would be without the field of that name."""
    if isinstance(case["value"], dict):
        case["value"].pop(name, None)
    if "canonical" in case:
        case["canonical"] = json.loads(case["canonical"])
        case["canonical"].pop(name, None)
    return json.dumps(case, sort_keys=True)


@pytest.mark.slow
def test_a_new_field_changes_its_own_lines_of_the_kit(tmp_path: Path) -> None:
    """Other files change only in the index; existing cases stay, and new ones have the field."""
    renewed = run(tmp_path, [FIELD, FIELD_IMPORT], RENEW) / "kit"
    names = {str(path.relative_to(KIT)) for path in KIT.rglob("*.json")}
    assert names == {str(path.relative_to(renewed)) for path in renewed.rglob("*.json")}
    changed = {name for name in names if (KIT / name).read_bytes() != (renewed / name).read_bytes()}
    assert changed == {"index.json", "records/event.json"}
    old, new = [json.loads((folder / "records" / "event.json").read_text())["cases"] for folder in (KIT, renewed)]
    before = [json.dumps(case, sort_keys=True) for case in old]
    other = [case for case in new if json.dumps(case, sort_keys=True) not in before]
    assert len(other) >= 5 and all("hashtag" in json.dumps(case) for case in other)
    kept = {json.dumps(case, sort_keys=True) for case in new}
    assert {without(json.loads(case), "") for case in before if case not in kept} <= {
        without(case, "hashtag") for case in other
    }
