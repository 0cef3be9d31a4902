"""Small random changes of plain JSON values: near misses that are not in any table of faults."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

__all__ = ["TEXTS", "mutated"]

CHARACTERS = (
    "aZ09-_.:/%?#@~+ \t\n\r\x00\x07\x1f\x7f\x85\xa0\xad\u061c\u180e\u200b\u200d\u2028\u202e\u2060\u3000\ufdd0\ufeff\uffff"
    "\U0001fffe\U000e0041é智٣Ａß\u0301'\"\\<>{}[]|^`!$&*()=,;"
)
TEXTS = (
    "2024 2024-02-30 2024-02-29 2023-02-29 1900-02-29 2000-02-29 0000 0000-02-29 0001-01-01 9999-12-31 2024-13 2024-00 2024-04-31 "
    "2024? 2024-12-20% 2024-12-20T14:00:00 2024-12-20T14:00:00Z 2024-12-20T14:00:00+08:00 2024-12-20T24:00:00Z "
    "2024-12-20T23:59:60Z 2024-12-20T10:00:00+14:00 2024-12-20T10:00:00+14:01 2024-12-20T10:00:00-12:00 "
    "2024-12-20T10:00:00-12:01 2024-12-20T10:00:00-00:00 2024-12-20T10:00:00.123456789Z 2024-12-20T10:00:00Z? 20241220 24 "
    "en EN zh-hans zh-Hans zh_CN zh-Latn-pinyin de-1996-1996 en-a-bb-a-cc x-own i-klingon art-lojban english a1 en-x de-CH-1901 "
    "https://example.org http://a/ https://EXAMPLE.org:443/a?b#c https://example.org:99999/ https://1.2.3/ https://[::1]/ "
    "https://[:::1]/ https://user@example.org/ ftp://example.org/ javascript:alert(1) //example.org https:/example.org "
    "https://example.org/%zz https://example.org/%20 https://exämple.org/ https://-a.org/ HTTPS://a.b "
    "organization:a event:b-c.d_e source:x person:a--b program:A organization: :a unknown_type:a "
    "doi DOI orcid ror isni isbn viaf x:own 10.1000/182 https://doi.org/10.1000%2F182 https://orcid.org/0000-0002-1825-0097 "
    "0000-0002-1825-0098 013q1eq08 013q1eq09 978-3-16-148410-0 9783161484100 arXiv:2401.00001 Q42 "
    "CN MO ZZ cn CN-BJ CN-ZZ FR-75C Asia/Shanghai UTC+8 CC-BY-4.0 CC application/pdf PDF /names /nothing names / ~ /a~2 "
    "1.0 1.1 2.0 0.9 v1 between exact more_than held Held symposium symposion true null 40 true x:own:term Round"
).split()
NUMBERS: tuple[Any, ...] = (
    0, -1, 1, 0.5, 1.0, 40.0, -0.0, 90, 90.0001, -180, 181, 2**53, 2**63, 2**64 - 1, 2**64, -(2**63), -(2**63) - 1, 1e300,
)  # fmt: skip
ANYTHING: tuple[Any, ...] = (None, True, False, "", " ", [], {}, [None], [[]], {"en": "x"}, {"a:b": None}, *NUMBERS)


def mutated(rng: random.Random, value: Any, times: int) -> Any:
    """Return a copy of a JSON object with this many small changes somewhere in it."""
    value = copy.deepcopy(value)
    for _ in range(times):
        places = list(_places(value))
        parent, key = rng.choice(places) if places else (value, None)
        if key is None or (isinstance(parent, dict) and rng.random() < 0.2):
            _change_keys(rng, parent)
        else:
            parent[key] = _other(rng, parent[key], value)
    return value


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield value, key
        yield from _places(item)


def _change_keys(rng: random.Random, found: dict[str, Any]) -> None:
    keys = list(found)
    match rng.randint(0, 4):
        case 0 if keys:
            del found[rng.choice(keys)]
        case 1 if keys:
            key = rng.choice(keys)
            found[_edited(rng, key)] = found[key]
        case 2 if len(keys) > 1:
            one, other = rng.sample(keys, 2)
            found[one] = copy.deepcopy(found[other])
        case 3:
            found[
                rng.choice(("start", "end", "upper", "lang", "url", "name", "anonymous", "$schema", "x:y", "country"))
            ] = copy.deepcopy(rng.choice((*TEXTS, *ANYTHING)))
        case _:
            found[rng.choice(TEXTS)] = copy.deepcopy(rng.choice((*TEXTS, *ANYTHING)))


def _other(rng: random.Random, value: Any, whole: Any) -> Any:
    """Return another value for this one, usually a similar one."""
    draw = rng.random()
    if draw < 0.08:
        return copy.deepcopy(rng.choice(ANYTHING))
    if draw < 0.12:
        parent, key = rng.choice(list(_places(whole)))
        return copy.deepcopy(parent[key])
    match value:
        case str():
            return _edited(rng, value) if rng.random() < 0.6 else rng.choice(TEXTS)
        case bool():
            return not value
        case int() | float():
            return rng.choice((*NUMBERS, -value, value + 1, float(value), str(value)))
        case list():
            again = [copy.deepcopy(rng.choice(value))] if value else []
            return rng.choice((value + again, value[1:], [*value, rng.choice(TEXTS)], value[::-1], []))
        case dict():
            _change_keys(rng, value)
    return value


def _edited(rng: random.Random, text: str) -> str:
    at, char = rng.randint(0, len(text)), rng.choice(CHARACTERS)
    return rng.choice(
        (
            text[:at] + char + text[at:],
            text[:at] + text[at + 1 :],
            text[:at] + char + text[at + 1 :],
            text + rng.choice(("\n", "\r\n", " ", char)),
            rng.choice((" ", "\n", "\u3000", char)) + text,
            text.swapcase(),
            text[:at],
            text * rng.choice((2, 2, 50, 500)),
        )
    )
