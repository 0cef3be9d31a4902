"""Print one of the README's two commands as it is printed there: `readme.py run` or `readme.py test`."""

import re
import sys
from pathlib import Path

text = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
found = re.search(rf"<!-- command: {sys.argv[1]} -->\n```console\n(.*?)\n```", text, re.DOTALL)
if found is None:
    sys.exit(f"the README has no command {sys.argv[1]!r}")
print(found[1].replace("$ ", ""))
