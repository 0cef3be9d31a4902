"""Sphinx configuration: MyST pages, the furo theme, and the reference generated from the library itself."""

import sys
from importlib.metadata import version as installed
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent))

import reference_pages

from tools import changelog

GENERATED = Path(__file__).parent / "reference" / "generated"
reference_pages.write(GENERATED)
text = changelog.whole(changelog.PAGE.read_text(encoding="utf-8"), changelog.UNRELEASED)
(GENERATED / "changelog.md").write_text(text, encoding="utf-8")

project = "thinktank-model"
author = "The thinktank-model authors"
copyright = "2026, the thinktank-model authors"
version = release = installed("thinktank-model")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
autodoc_member_order = "bysource"
napoleon_use_ivar = True
nitpicky = False

html_theme = "furo"
html_title = "thinktank-model"
