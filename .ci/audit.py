"""Ask for known vulnerabilities in the components of a bill of materials: `audit.py [--must] SBOM`.

Without `--must` it is no failure that the service cannot be reached: that is said, and nothing else is.
"""

import json
import subprocess
import sys
from pathlib import Path

*options, bill = sys.argv[1:]
components = json.loads(Path(bill).read_text(encoding="utf-8"))["components"]
pins = [
    f"{component['name']}=={component['version']}" for component in components if component["name"] != "thinktank-model"
]
command = [
    sys.executable,
    "-m",
    "pip_audit",
    "--no-deps",
    "--disable-pip",
    "--progress-spinner",
    "off",
    "--format",
    "json",
]
audit = subprocess.run(
    [*command, "--requirement", "/dev/stdin"], input="\n".join(pins), capture_output=True, text=True, check=False
)
try:
    answers = json.loads(audit.stdout)["dependencies"]
except ValueError:
    answers = []
vulnerable = [answer for answer in answers if answer.get("vulns")]
asked = [answer for answer in answers if "skip_reason" not in answer]
for answer in vulnerable:
    print(answer["name"], answer["version"], *[vulnerability["id"] for vulnerability in answer["vulns"]])
if vulnerable:
    sys.exit("known vulnerabilities: see above")
if len(asked) < len(pins):
    reason = next(
        (answer["skip_reason"] for answer in answers if "skip_reason" in answer),
        audit.stderr.strip().rpartition("\n")[2],
    )
    said = f"NOT audited: the vulnerability service cannot be asked from here ({reason[:150]})"
    sys.exit(said) if "--must" in options else print(said)
else:
    print(f"no known vulnerability in {', '.join(pins)}")
