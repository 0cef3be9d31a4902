"""Amounts of money as sources give them: 40 million US dollars, about 2,500 euros."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from ..problems.display import DOUBLE_MOST
from ..problems.problem import Problem, define
from ..problems.translations import Phrase
from ..shapes.annotations import Between, within
from ..shapes.declared import field, frozen
from ..shapes.node import Node
from ..shapes.takes import Takes
from ..shapes.tree import Constraint
from ..vocab import CountQualifier
from .counts import NOT_BELOW_ZERO, UPPER_WITH_BETWEEN, Qualified
from .currencies import CURRENCY, decimals

__all__ = ["Amount"]

DECIMALS = define(
    "amount.decimals",
    "error",
    "{found} has more decimal places than {currency} allows",
    why=(
        "ISO 4217 defines the number of decimal places of each currency: two for most, none for the yen, three "
        "for the Kuwaiti dinar. More decimal places come from a conversion or a price per unit."
    ),
    bad='{"value": 1.5, "currency": "JPY"}',
    good='{"value": 2, "currency": "JPY"}',
)


@frozen(kw_only=True, repr=False, eq=False)
class Amount(Node, Qualified):
    """An amount of money, as precise as the source gives it.

    >>> str(Amount(value=40_000_000, currency="USD", qualifier="about"))
    'about 40,000,000 USD'
    """

    constraints: ClassVar[tuple[Constraint, ...]] = (UPPER_WITH_BETWEEN, NOT_BELOW_ZERO)

    value: Annotated[float, Between(0, DOUBLE_MOST), "The amount in the source; with between, the lower bound."]
    currency: Annotated[str, CURRENCY, "The currency, ISO 4217."]
    qualifier: Annotated[CountQualifier, "The qualifier of the amount."] = field(
        default=CountQualifier.EXACT, converter=Takes[str]
    )
    upper: Annotated[float | None, Between(0, DOUBLE_MOST), "The upper bound, only with between."] = None

    @within("value", "currency", codes=(DECIMALS,))
    def _decimals_of_its_currency(self) -> Iterator[Problem]:
        """An amount has at most the decimals of its currency."""
        return _too_fine(self.value, self.currency, "/value")

    @within("upper", "currency", codes=(DECIMALS,))
    def _decimals_of_its_currency_above(self) -> Iterator[Problem]:
        """The upper bound has at most the decimals of its currency."""
        return iter(()) if self.upper is None else _too_fine(self.upper, self.currency, "/upper")

    def __str__(self) -> str:
        places = 0 if self.value.is_integer() else decimals(self.currency) or 2
        number = f"{self.value:,.{places}f}" + ("" if self.upper is None else f"–{self.upper:,.{places}f}")
        words = (
            ""
            if self.qualifier in (CountQualifier.EXACT, CountQualifier.BETWEEN)
            else self.qualifier.label().lower() + " "
        )
        return f"{words}{number} {self.currency}"


def _too_fine(number: float, currency: str, at: str) -> Iterator[Problem]:
    places = decimals(currency)
    if places is not None and round(number, places) != number:
        expected = Phrase("at most {places} {places:decimal place|decimal places}", places=places)
        yield DECIMALS(number, at=at, currency=currency, expected=expected)
