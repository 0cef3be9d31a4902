"""datamodel-code-generator on the variant `codegen`: no numbered class, and every shipped record through its models unchanged."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

work = Path(sys.argv[1])
schema = subprocess.run(
    ["thinktank-model", "schema", "--variant", "codegen"], stdout=subprocess.PIPE, check=True
).stdout
(work / "codegen.json").write_bytes(schema)
made = work / "models.py"
command = [
    str(Path(sys.executable).with_name("datamodel-codegen")),
    "--input",
    str(work / "codegen.json"),
    "--output",
    str(made),
]
subprocess.run(
    [*command, "--input-file-type", "jsonschema", "--output-model-type", "pydantic_v2.BaseModel"],
    stderr=subprocess.DEVNULL,
    check=True,
)
classes = set(re.findall(r"^class (\w+)\(", made.read_text(encoding="utf-8"), re.MULTILINE))
assert [name for name in classes if re.search("[0-9]$", name)] == []
assert classes == {*json.loads(schema)["$defs"], "ThinktankModel"}, classes ^ set(json.loads(schema)["$defs"])

spec = importlib.util.spec_from_file_location("models", made)
assert spec is not None
assert spec.loader is not None
models: Any = importlib.util.module_from_spec(spec)
sys.modules["models"] = models
spec.loader.exec_module(models)
count = 0
for path in Path("src/thinktank_model/data").glob("*.thinktank.json"):
    document = json.loads(path.read_text(encoding="utf-8"))
    for value in (document, *document["records"]):
        model = models.ThinktankModel.model_validate(value)
        assert model.model_dump(mode="json", by_alias=True, exclude_unset=True) == value, value
        count += 1
print(f"datamodel-code-generator: {len(classes)} classes, {count} records and datasets unchanged")
