"""One target under atheris: `python -m tools.fuzz.child TARGET [libFuzzer options] FOLDER`. Called by `__main__`."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["thinktank_model"]):
    from .targets import TARGETS

if __name__ == "__main__":
    chosen = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, chosen.run)
    atheris.Fuzz()
