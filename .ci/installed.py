"""Check an installation of the wheel alone: three dependencies, small, typed, and working on the shipped data."""

import datetime
import importlib.metadata
import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import thinktank_model as tm

package = Path(tm.__file__).parent
assert "site-packages" in str(package), f"imported from {package}, not from the wheel"
needed = [line for line in importlib.metadata.requires("thinktank-model") or [] if "extra ==" not in line]
assert sorted(re.split("[^a-z]", line)[0] for line in needed) == ["attrs", "cattrs", "orjson"], needed
assert (package / "py.typed").exists()

site = package.parent
installed = ("thinktank_model", "attr", "attrs", "cattr", "cattrs", "orjson", "typing_extensions.py")
files = [
    file for name in installed for file in ([site / name] if (site / name).is_file() else (site / name).rglob("*"))
]
size = sum(file.stat().st_size for file in files if file.is_file() and "__pycache__" not in file.parts)
assert size <= 5_000_000, f"{size} bytes are installed"

dataset = tm.example("wic-2024")
assert dataset.check(today=datetime.date(2024, 12, 31)).ok
assert tm.loads(tm.dumps(dataset), tm.Dataset) == dataset
assert tm.json_schema()["$defs"]

command = subprocess.run(
    [sys.executable, "-m", "thinktank_model", "--help"], capture_output=True, text=True, check=False
)
if importlib.util.find_spec("click") is None:
    assert command.returncode == 2, command
    assert "thinktank-model[cli]" in command.stderr, command
    assert "Traceback" not in command.stderr, command
print(f"installed: {size / 1e6:.1f} MB with its three dependencies, {len(dataset)} records read and written")
