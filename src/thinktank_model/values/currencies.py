"""Currencies: ISO 4217."""

from __future__ import annotations

import re
from typing import Final

from ..problems.display import literal
from ..problems.patterns import pattern, whole
from ..problems.problem import define
from ..shapes.tree import Reading, Scalar, also
from .registers import Register

__all__: list[str] = []

UNKNOWN = define(
    "currency.unknown",
    "error",
    "{found} is not a currency code",
    why=(
        "A currency is written as its three-letter ISO 4217 code, which tells the dollars and francs apart. "
        "Codes of former currencies are valid too."
    ),
    bad='{"currency": "US$"}',
    good='{"currency": "USD"}',
)

REGISTER: Final = Register("currencies")
_CODE: Final = pattern("[A-Z]{3}", re.ASCII)
_SIGNS: Final = {
    "€": "EUR", "£": "GBP", "US$": "USD", "CN¥": "CNY", "JP¥": "JPY", "₩": "KRW", "₹": "INR", "₽": "RUB", "C$": "CAD", "CA$": "CAD",
    "A$": "AUD", "AU$": "AUD", "HK$": "HKD", "S$": "SGD", "R$": "BRL", "₪": "ILS", "₺": "TRY", "₴": "UAH", "₫": "VND", "₦": "NGN",
}  # fmt: skip


def decimals(code: str) -> int | None:
    """Return the number of decimals of a currency; None if the register has none, as for special drawing rights.

    >>> decimals("USD"), decimals("JPY"), decimals("KWD"), decimals("XDR")
    (2, 0, 3, None)
    """
    note = REGISTER.note(code)
    return int(note) if note else None


def _read(text: str) -> Reading:
    if text in REGISTER:
        return text, ()
    likely = _SIGNS.get(text.strip().upper()) or REGISTER.meant(text)
    suggestion = literal(likely) if likely else None
    return None, (UNKNOWN(text, expected="a code of ISO 4217 such as EUR or CNY", suggestion=suggestion),)


CURRENCY: Final = Scalar(
    name="a currency code (ISO 4217)",
    read=_read,
    schema={
        "title": "CurrencyCode",
        **whole(_CODE.pattern),
        "x-also": [also("It stands in the list of ISO 4217.", UNKNOWN)],
    },
    examples=("EUR", "CNY", "USD"),
)
