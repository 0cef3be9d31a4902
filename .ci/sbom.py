"""Write the software bill of materials of an installation of the wheel alone, and check it: `sbom.py WHEEL OUT`."""

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

wheel, out = sys.argv[1:]
root = Path(__file__).parent.parent
with tempfile.TemporaryDirectory() as folder:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)  # else pip would be a component
    python = f"{folder}/bin/python"
    subprocess.run([sys.executable, "-m", "pip", "--python", python, "install", "--quiet", wheel], check=True)
    command = ["cyclonedx_py", "environment", "--output-reproducible", "--pyproject", str(root / "pyproject.toml")]
    subprocess.run([sys.executable, "-m", *command, "--output-file", out, python], check=True)

bill = json.loads(Path(out).read_text(encoding="utf-8"))
components = {component["name"].replace("_", "-"): component["version"] for component in bill["components"]}
project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ours = {re.split("[^a-z-]", requirement)[0] for requirement in project["dependencies"]} | {project["name"]}
theirs = {"typing-extensions"}  # of cattrs
assert ours <= set(components) | {bill["metadata"]["component"]["name"]}, components
assert set(components) <= ours | theirs, f"more is installed than was said: {components}"
assert bill["metadata"]["component"]["name"] == project["name"], bill["metadata"]
assert all(
    component["purl"].startswith("pkg:pypi/")
    for component in bill["components"]
    if component["name"] != project["name"]
)
print("in an installation:", *[f"{name} {version}" for name, version in sorted(components.items())])
