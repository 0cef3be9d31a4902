"""Licences: ids and expressions of SPDX, and URLs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from ..problems.display import literal
from ..problems.patterns import pattern, whole
from ..problems.problem import Fix, Problem, define
from ..shapes.tree import Reading, Scalar, also
from .registers import NO_SUCCESSOR, Register
from .urls import URL

__all__ = ["LICENSE"]

SYNTAX = define(
    "format.license",
    "error",
    "{found} is neither an SPDX licence id nor a URL",
    why="A licence is written as its SPDX id, which software understands, or as the URL of its text.",
    bad='{"license": "CC BY 4.0"}',
    good='{"license": "CC-BY-4.0"}',
)
UNKNOWN = define(
    "license.unknown",
    "warning",
    "the SPDX list has no licence {id}",
    why=(
        "Software decides by the id what a licence permits. For a licence that is not in the list, write the URL "
        "of its text, or an id of your own that begins with LicenseRef-."
    ),
    bad='{"license": "CC-BY"}',
    good='{"license": "CC-BY-4.0"}',
)
NOT_CANONICAL = define(
    "license.not-canonical",
    "warning",
    "{found} is not the spelling of the SPDX list",
    why=(
        "SPDX ids are not case-sensitive. The record stores the spelling of the SPDX list, so that equal "
        "licences are equal texts."
    ),
    bad='{"license": "cc-by-4.0"}',
    good='{"license": "CC-BY-4.0"}',
    mends="the spelling of the list, which the record always stores",
    canonical=True,
)
DEPRECATED = define(
    "license.deprecated",
    "warning",
    "the SPDX id {id} is deprecated",
    why=(
        "The SPDX list keeps deprecated ids for old data. Many are less precise than the current ids: GPL-2.0 "
        "does not say whether later versions are included."
    ),
    bad='{"license": "GPL-2.0"}',
    good='{"license": "GPL-2.0-only"}',
    mends="the replacement that the list gives",
)

REGISTER: Final = Register("licenses")
EXCEPTIONS: Final = Register("license-exceptions")
LIMIT: Final = 100  # characters of an id, or of an expression
_SIGNS: Final = pattern("[A-Za-z0-9(][A-Za-z0-9.+() -]{0,99}", re.ASCII)
_WORD: Final = pattern("[()]|[^() ]+")
_ID: Final = pattern("[A-Za-z0-9][A-Za-z0-9.+-]*", re.ASCII)
_OWN: Final = pattern("LicenseRef-[A-Za-z0-9.-]+", re.ASCII)
_KINDS: Final = {
    "(": "(",
    ")": ")",
    "AND": "o",
    "OR": "o",
    "WITH": "w",
}  # operators of an expression; any other word is an id


def _words(text: str) -> list[str] | None:
    """Return the words of an SPDX expression (SPDX 2.3, annex D), which may be a single id; None if the text is not an expression."""
    words = _WORD.findall(text) if len(text) <= LIMIT and _SIGNS.fullmatch(text) else []
    kinds = "".join([_KINDS.get(word, "i") for word in words]).replace("iwi", "i")
    while (shorter := kinds.replace("ioi", "i").replace("(i)", "i")) != kinds:
        kinds = shorter
    if kinds != "i" or not all([word in _KINDS or _ID.fullmatch(word) for word in words]):
        return None
    return words


class _Named(NamedTuple):
    """One id of an expression: its position, the register it should be in, and its spelling there, if it is in it."""

    place: int
    register: Register
    known: str | None


def _named(words: list[str]) -> Iterator[_Named]:
    """Yield the ids of an expression that are, or should be, in a register."""
    for index, word in enumerate(words):
        if word in _KINDS or _OWN.fullmatch(word):
            continue
        register = EXCEPTIONS if index and words[index - 1] == "WITH" else REGISTER
        known = register.in_case(word)
        if known is None and word[-1] == "+" and (exact := register.in_case(word[:-1])) is not None:
            known = f"{exact}+"  # or any later version
        yield _Named(index, register, known)


def _joined(words: list[str]) -> str:
    return " ".join(words).replace("( ", "(").replace(" )", ")")


def _read(text: str) -> Reading:
    if text in REGISTER and REGISTER.successor(text) is None:
        return text, ()
    words = _words(text)
    if words is None:
        if ":" in text[:10]:
            return URL.read(text)
        likely = REGISTER.meant(text)
        suggestion = literal(likely) if likely else None
        return None, (SYNTAX(text, expected="an SPDX id such as CC-BY-4.0, or a URL", suggestion=suggestion),)
    canonical = words.copy()
    for place, _, known in _named(words):
        canonical[place] = known or canonical[place]
    written = _joined(canonical)
    said = list(_about_ids(text, canonical))
    if written != text:
        fix = Fix("replace", "", written)
        said.insert(0, NOT_CANONICAL(text, expected="the spelling of the list", suggestion=literal(written), fix=fix))
    return written, tuple(said)


def _about_ids(text: str, words: list[str]) -> Iterator[Problem]:
    """Report ids that are unknown or deprecated."""
    for place, register, known in _named(words):
        if known is None:
            likely = register.meant(words[place])
            expected = "an SPDX id such as CC-BY-4.0, or a URL"
            yield UNKNOWN(text, id=words[place], expected=expected, suggestion=literal(likely) if likely else None)
        elif (successor := register.successor(known)) is not None:
            mended = _joined([*words[:place], successor, *words[place + 1 :]]) if successor != NO_SUCCESSOR else None
            yield DEPRECATED(
                text,
                id=known,
                expected="a current id",
                suggestion=literal(mended) if mended else None,
                fix=Fix("replace", "", mended) if mended else None,
            )


LICENSE: Final = Scalar(
    name="an SPDX licence id or expression, or the URL of a licence",
    read=_read,
    schema={
        "title": "License",
        "anyOf": [whole(_SIGNS.pattern), dict(URL.schema)],
        "x-also": [also("What is not a URL is an id or an expression as SPDX 2.3, annex D, has them.", SYNTAX)],
    },
    examples=("CC-BY-4.0", "MIT OR Apache-2.0", "https://creativecommons.org/licenses/by/4.0/"),
)
