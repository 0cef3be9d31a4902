"""The command `thinktank-model`, also `python -m thinktank_model`."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line and exit. Without the packages of the extra `cli` one sentence says what to install."""
    try:
        import click  # noqa: F401 - only whether they are there
        import rich  # noqa: F401
    except ImportError:
        print('The command line needs click and rich: pip install "thinktank-model[cli]"', file=sys.stderr)
        sys.exit(2)
    from .cli.app import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
