"""Options that several verbs have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import click

__all__ = ["QUIET"]

QUIET: Final[Callable[[Any], Any]] = click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
"""The option of a verb whose work can take long."""
