"""Packages by others that check ours. The extra `oracles` installs them; a test whose package is missing is skipped, but never in CI."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from .scale import IN_FULL

__all__ = ["oracle"]


def oracle(name: str) -> Any:
    """Return a package that a test or a module of tests requires."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if IN_FULL:
            raise
        pytest.skip(f"{error.name} is not installed; pip install -e '.[oracles]'", allow_module_level=True)
