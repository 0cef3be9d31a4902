"""One test of many cases fails where one of them does, and names it."""

from __future__ import annotations

import pytest

from .joined import joined


@joined("number,square", [(1, 1), (2, 4), (3, 8), (4, 15)])
def squares(number: int, square: int, *, power: int) -> None:
    assert number**power == square


def test_every_case_that_fails_is_reported() -> None:
    """With its values; the others pass, and what is not in a case is a fixture."""
    with pytest.raises(ExceptionGroup, match="2 of 4 cases fail") as caught:
        squares(power=2)
    assert [failure.__notes__ for failure in caught.value.exceptions] == [["case: 3, 8"], ["case: 4, 15"]]


def test_a_failure_of_pytest_is_one_too() -> None:
    """As that of `pytest.raises`, which is not an `Exception`."""

    @joined("number", [1])
    def fails(number: int) -> None:
        pytest.fail(f"{number} does not fail")

    with pytest.raises(BaseExceptionGroup, match="1 of 1 cases fail"):
        fails()


def test_no_cases_are_an_error() -> None:
    """A test without cases could not fail."""
    with pytest.raises(AssertionError, match="without cases"):
        joined("number", [])
