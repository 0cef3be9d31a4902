"""One test of many small cases."""

from __future__ import annotations

import inspect
import reprlib
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import pytest

__all__ = ["joined"]

Test = Callable[..., None]


def joined(names: str, cases: Iterable[Any]) -> Callable[[Test], Test]:
    """Run a test for each case, as `pytest.mark.parametrize` does, but as one test whose failure reports every case that fails.

    A test costs pytest more than a small case, above all in parallel, so thousands of cases take longer to count than to run.
    A fixture is the same for all cases.
    """
    keys = names.split(",")
    rows = [tuple(case) if len(keys) > 1 else (case,) for case in cases]
    assert rows, "a test without cases cannot fail"

    def join(test: Test) -> Test:
        @wraps(test)
        def run(**fixtures: Any) -> None:
            failures: list[BaseException] = []
            for row in rows:
                try:
                    test(**dict(zip(keys, row, strict=True)), **fixtures)
                except (Exception, pytest.fail.Exception) as failure:  # noqa: BLE001 - raised again below
                    failure.add_note("case: " + ", ".join([reprlib.repr(value) for value in row]))
                    failures.append(failure)
            if failures:
                raise BaseExceptionGroup(f"{len(failures)} of {len(rows)} cases fail", failures)

        signature = inspect.signature(test)
        left = [parameter for name, parameter in signature.parameters.items() if name not in keys]
        run.__signature__ = signature.replace(parameters=left)  # type: ignore[attr-defined]
        return run

    return join
