"""The test of the design: a new field and a new record class each touch one file."""

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
    """    languages: Annotated[LanguageTags, "The languages spoken, BCP 47."] = ()\n""",
    """    languages: Annotated[LanguageTags, "The languages spoken, BCP 47."] = ()
    hashtag: Annotated[str | None, LABEL, "The hashtag that posts about it carry."] = None\n""",
)
FIELD_IMPORT = ("events.py", "import Text\n", "import LABEL, Text\n")
CLASS = (
    "sources.py",
    """@frozen(kw_only=True, repr=False, eq=False)
class Source(_Common):
""",
    '''@frozen(kw_only=True, repr=False, eq=False)
class Fund(_Named):
    """Money that is set aside for a programme."""

    type: ClassVar[str] = "fund"
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
    "import LABEL, Text\n",
    "import LABEL, Text\nfrom ..shapes.annotations import Unique\nfrom .common import _Named\n",
)
UNION = ("union.py", "    CooperationProgram | ", "    Fund | CooperationProgram | ")
UNION_IMPORT = ("union.py", "from .sources import Source\n", "from .sources import Fund, Source\n")

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
from tools import artefacts
for path, text in artefacts.files():
    path.write_bytes(text.encode())
"""
DATA = Path(thinktank_model.__file__).parent / "data" / "conformance"


def run(tmp_path: Path, edits: list[tuple[str, str, str]], use: str) -> Path:
    """Make the edits in the model of a copy of the package, and use what they add."""
    package = tmp_path / "thinktank_model"
    shutil.copytree(Path(thinktank_model.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    model = package / "model"
    for name, old, new in edits:
        text = (model / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, old
        (model / name).write_text(text.replace(old, new), encoding="utf-8")
    environment = {"PYTHONPATH": f"{tmp_path}:{Path(__file__).parent.parent}"}
    done = subprocess.run([sys.executable, "-c", use], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return package


def test_a_new_field_touches_one_file(tmp_path: Path) -> None:
    """One annotation; it is read, written, refused where it is wrong, and described."""
    run(tmp_path, [FIELD, FIELD_IMPORT], USE_FIELD)


def test_a_new_record_class_touches_one_file(tmp_path: Path) -> None:
    """The class and its place in the union; it is read, written, referred to, collected, described and generated."""
    run(tmp_path, [CLASS, NAME, IMPORT, UNION, UNION_IMPORT], USE_CLASS)


def without(case: Any, name: str) -> str:
    """A case of the kit as it is where there is no field of that name."""
    if isinstance(case["value"], dict):
        case["value"].pop(name, None)
    if "canonical" in case:
        case["canonical"] = json.loads(case["canonical"])
        case["canonical"].pop(name, None)
    return json.dumps(case, sort_keys=True)


@pytest.mark.slow
def test_a_new_field_changes_its_own_lines_of_the_kit(tmp_path: Path) -> None:
    """Other files are the same but for the index; the cases that were there are there, and new ones have the field."""
    renewed = run(tmp_path, [FIELD, FIELD_IMPORT], RENEW) / "data" / "conformance"
    names = {str(path.relative_to(DATA)) for path in DATA.rglob("*.json")}
    assert names == {str(path.relative_to(renewed)) for path in renewed.rglob("*.json")}
    changed = {name for name in names if (DATA / name).read_bytes() != (renewed / name).read_bytes()}
    assert changed == {"index.json", "records/event.json"}
    old, new = [json.loads((folder / "records" / "event.json").read_text())["cases"] for folder in (DATA, renewed)]
    before = [json.dumps(case, sort_keys=True) for case in old]
    other = [case for case in new if json.dumps(case, sort_keys=True) not in before]
    assert len(other) > 5 and all("hashtag" in json.dumps(case) for case in other)
    kept = {json.dumps(case, sort_keys=True) for case in new}
    assert {without(json.loads(case), "") for case in before if case not in kept} <= {
        without(case, "hashtag") for case in other
    }
