"""Print the lowest allowed versions of the runtime dependencies as pins: `attrs==... cattrs==... orjson==...`."""

import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
print(*[requirement.replace(">=", "==") for requirement in project["dependencies"]])
