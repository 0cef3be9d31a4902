"""The definition of identifier schemes: how identifiers are written, checked, stored and resolved.

What is read and stored, suggested in messages and written to the JSON Schema follows from the fields of a scheme. The
schemes themselves are listed in `known_schemes`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from ..problems.display import literal
from ..problems.patterns import any_case, pattern, whole
from ..problems.problem import Fix, define
from ..problems.translations import Phrase
from ..shapes.tree import Reading, also
from .identifier_slips import meant, unquoted

__all__ = ["LETTERS", "LOWER", "NOT_CANONICAL", "Scheme"]

SYNTAX = define(
    "identifier.syntax",
    "error",
    "{found} is not a valid {label}",
    why="Each register has its own syntax. A value with another syntax is not in the register.",
    bad='{"scheme": "ror", "value": "Fudan University"}',
    good='{"scheme": "ror", "value": "013q1eq08"}',
)
CHECK_DIGIT = define(
    "identifier.check-digit",
    "error",
    "{found} is not a valid {label}: the check digit is {check}, expected {wanted}",
    why=(
        "A check digit is computed from the other characters. It detects a wrong character or two swapped "
        "characters, but not which one, so there is no automatic fix."
    ),
    bad='{"scheme": "orcid", "value": "0000-0002-1825-0079"}',
    good='{"scheme": "orcid", "value": "0000-0002-1825-0097"}',
)
NOT_CANONICAL = define(
    "identifier.not-canonical",
    "warning",
    "{found} is not the canonical form of this {label}",
    why=(
        "Each identifier has one canonical form, so that equal identifiers are equal texts: without resolver and "
        "label, in one case, with the hyphens of its register. The record stores the canonical form."
    ),
    bad='{"scheme": "doi", "value": "https://doi.org/10.1000/ABC"}',
    good='{"scheme": "doi", "value": "10.1000/abc"}',
    mends="the canonical form, which the record always stores",
    canonical=True,
)
WRITTEN_EXTRA: Final = 200  # characters that a resolver or a label may add to an identifier
IN_PATH: Final = "/:;()@!$&'*,=+~"  # characters of a path besides letters, digits, - . and _ (RFC 3986, section 3.3)

# Tables for `str.translate`. `str.lower` would make a k of the Kelvin sign, and `str.upper` an S of the long s.
KEPT: Final[Mapping[int, int | None]] = {}
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
LOWER: Final[Mapping[int, int | None]] = str.maketrans(LETTERS.upper(), LETTERS)


# --- Patterns, in the syntax that Python, ECMAScript and so JSON Schema share ---


def _one_of(literals: tuple[str, ...]) -> str:
    """Return a pattern for any of these texts, ignoring case; without texts, a pattern that never matches."""
    return "|".join([any_case(literal) for literal in literals]) or "(?!)"


_SPACES: Final = (
    "[\\u0020\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]*"  # characters that may surround a value
)


# --- Schemes ---


class Scheme:
    """A scheme of identifiers, such as DOI or ORCID.

    A text is read in steps: a resolver is removed, `written` finds the identifier in the rest, `table` makes the
    number from it, `check` verifies the number, and `present` makes the canonical form.

    Attributes:
        name: the term in `Identifier.scheme`.
        label: its name for people.
        syntax: the canonical form in words.
        form: the canonical form as a regular expression.
        written: a regular expression for every form that is read.
        after: a regular expression for what may follow and is dropped.
        limit: the maximum length of the canonical form, in characters.
        examples: identifiers in canonical form.
        resolvers: URLs that may precede an identifier, in lower case, without `https://` and `www.`.
        labels: words besides the name that may precede an identifier; they are also other names of the scheme.
        kinds: words for kinds of the scheme. They say more than the name, so they are not replaced by it silently.
        table: a table for `str.translate` that changes case and removes separators.
        check: a function that computes the check characters from the characters before them; None if there are none.
        checked: the number of check characters.
        present: a function that returns the canonical form of a number.
        template: the URL that resolves an identifier, with `{}` in its place; None if there is no resolver.
        subjects: what it can identify: types of records, and `container` for a journal, series or book that outputs appear in.
        several: whether one thing can have several such identifiers, such as an ISBN for each binding.
        recognizable: whether a text alone shows that it is such an identifier; numbers without check digits do not.
    """

    __slots__ = (
        "_form", "_resolver", "_written", "check", "checked", "examples", "form", "kinds", "label", "labels", "limit", "name",
        "present", "recognizable", "resolvers", "several", "subjects", "syntax", "table", "template", "written",
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        *,
        label: str,
        syntax: str,
        form: str,
        written: str,
        after: str = "/?",
        limit: int,
        examples: tuple[str, ...],
        resolvers: tuple[str, ...] = (),
        labels: tuple[str, ...] = (),
        kinds: tuple[str, ...] = (),
        table: Mapping[int, int | None] = KEPT,
        check: Callable[[str], str] | None = None,
        checked: int = 1,
        present: Callable[[str], str] = str,
        template: str | None = None,
        subjects: frozenset[str],
        several: bool = False,
        recognizable: bool = True,
    ) -> None:
        self.name: str = name
        self.label: str = label
        self.syntax: str = syntax
        self.form: str = form
        self.written: str = written
        self.limit: int = limit
        self.examples: tuple[str, ...] = examples
        self.resolvers: tuple[str, ...] = resolvers
        self.labels: tuple[str, ...] = labels
        self.kinds: tuple[str, ...] = kinds
        self.table: Mapping[int, int | None] = table
        self.check: Callable[[str], str] | None = check
        self.checked: int = checked
        self.present: Callable[[str], str] = present
        self.template: str | None = template
        self.subjects: frozenset[str] = subjects
        self.several: bool = several
        self.recognizable: bool = recognizable
        resolver = f"(?:[Hh][Tt][Tt][Pp][Ss]?://)?(?:[Ww][Ww][Ww]\\.)?(?:{_one_of(resolvers)})"
        label = f"(?:{_one_of((name, *labels, *kinds))})[:\\uff1a/ ]? ?"
        self._form = pattern(form, re.ASCII)
        self._resolver = pattern(f"{resolver}([^?#]*)", re.ASCII)
        self._written = pattern(f"(?:{label})?({written})(?:{after})", re.ASCII)

    @property
    def schema(self) -> Mapping[str, Any]:
        """The JSON Schema keywords for every form that is read."""
        plain, escaped = self._written.pattern, ""
        if self.resolvers:
            resolver = self._resolver.pattern.removesuffix("([^?#]*)")
            plain, escaped = f"(?:{resolver})?{plain}", f"|{resolver}[^?#]*%[0-9A-Fa-f]{{2}}[^?#]*"
        more = [also("The number is proven by its check.", CHECK_DIGIT)] if self.check else []
        also_ = also(
            "The length is right, and so is what %XX and a query behind the address of a resolver stand for.", SYNTAX
        )
        return {
            **whole(f"{_SPACES}(?:{plain}{escaped}){_SPACES}"),
            "maxLength": self._longest,
            "x-expected": f"{self.syntax}, such as {self.examples[0]}",
            "x-also": [also_, *more],
        }

    @property
    def _longest(self) -> int:
        return 2 * self.limit + WRITTEN_EXTRA

    def is_canonical(self, value: str) -> bool:
        """Return whether the value is valid and canonical: True exactly if `read` finds no problem."""
        if len(value) > self.limit or self._form.fullmatch(value) is None:
            return False
        return self.check is None or self._proves(value.replace("-", ""))

    def canonical(self, text: str) -> str | None:
        """Return the canonical form of an identifier in any form that is read; None if it is not valid."""
        if self.is_canonical(text):
            return text  # a text of free form may begin like a label
        number = self._number(text)
        return None if number is None or not self._proves(number) else self.present(number)

    def read(self, text: str) -> Reading:
        """Return the canonical form, or None if there is an error, and all problems."""
        if self.is_canonical(text):
            return text, ()
        number = self._number(text)
        if number is None:
            expected = Phrase("{syntax}, such as {example}", syntax=Phrase(self.syntax), example=self.examples[0])
            likely = meant(text, self.canonical, proxied=self.name == "doi")
            suggestion = None if likely is None else literal(likely)
            return None, (SYNTAX(text, label=Phrase(self.label), expected=expected, suggestion=suggestion),)
        if not self._proves(number):
            check, wanted = number[-self.checked :], self._wanted(number)
            again = Phrase("Check it against its source.")
            return None, (CHECK_DIGIT(text, label=Phrase(self.label), check=check, wanted=wanted, help=again),)
        canonical = self.present(number)
        fix = Fix("replace", "", canonical)
        return canonical, (NOT_CANONICAL(text, label=Phrase(self.label), suggestion=literal(canonical), fix=fix),)

    def url(self, value: str) -> str | None:
        """Return the URL that resolves this canonical value; None if there is none."""
        from urllib.parse import quote  # slow to import: it needs ipaddress

        return None if self.template is None else self.template.format(quote(value, IN_PATH))

    def resolves(self, text: str) -> bool:
        """Return whether a text is a URL of the resolver of this scheme, whatever follows."""
        return self._resolver.fullmatch(text.strip()) is not None

    def _number(self, text: str) -> str | None:
        """Return the number in a text, without resolver, label and separators; None if the form is unknown."""
        if len(text) > self._longest:
            return None
        text = text.strip()
        if behind := self._resolver.fullmatch(text):
            text = unquoted(behind[1])
        found = self._written.fullmatch(text)
        if found is None:
            return None
        number = found[1].translate(self.table)
        return number if len(number) <= self.limit else None

    def _wanted(self, number: str) -> str:
        """Return the expected check characters of the number; empty if the scheme has none."""
        return "" if self.check is None else self.check(number[: -self.checked])

    def _proves(self, number: str) -> bool:
        return number.endswith(self._wanted(number))
