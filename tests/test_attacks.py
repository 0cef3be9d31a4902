"""No pattern takes 20 ms on 20 kB of text that was made to slow it down."""

from __future__ import annotations

import ast
import inspect
import pkgutil
import re
import sys
import time
from collections.abc import Callable
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.extract import counting, dates
from thinktank_model.problems.patterns import PATTERNS
from thinktank_model.sheets import parts, roles
from thinktank_model.values import language

from .attacks import attacks
from .oracles import oracle
from .scale import thinned

SIZE = 20_000  # characters
MOST = 0.02  # seconds of processor time; what takes less is not measured further
GROWTH = 8  # times as long for a text that is four times as long: in linear time it is 4, in quadratic time 16
ATTEMPTS = 3  # the quickest counts
SEARCHING = ("finditer", "findall", "search", "split", "sub", "subn")


@cache
def modules() -> list[ModuleType]:
    """Return the modules of the package, all of which are imported, so that every pattern is registered."""
    oracle("pydantic")  # modules of the package need these packages
    for entry in pkgutil.walk_packages(tm.__path__, "thinktank_model."):
        if not entry.name.endswith("__main__"):
            import_module(entry.name)
    return [module for name, module in sorted(sys.modules.items()) if name.partition(".")[0] == "thinktank_model"]


@cache
def calls() -> list[tuple[ModuleType, ast.AST]]:
    """Return what may search a text in the code of the package, and the calls of functions of `re`, with their module."""
    return [
        (module, node)
        for module in modules()
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if is_use(node)
    ]


def is_use(node: ast.AST) -> bool:
    """Return whether code is such a use; all other code would be much to keep."""
    if isinstance(node, ast.Attribute):
        return node.attr in SEARCHING
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    return isinstance(node.func.value, ast.Name) and node.func.value.id == "re"


@cache
def searched() -> list[re.Pattern[str]]:
    """Return the patterns that are searched for anywhere in a text: they are tried at every character."""
    found: list[re.Pattern[str]] = []
    for module, node in calls():
        if isinstance(node, ast.Attribute) and node.attr in SEARCHING and isinstance(node.value, ast.Name):
            named = getattr(module, node.value.id, None)
            if node.attr == "split" and not hasattr(named, "flags"):
                continue  # a text has this method too
            if named is None and (module, node.value.id) == (roles, "words"):
                found.extend(roles._LANGUAGE.values())
            elif named is None and (module, node.value.id) == (parts, "marks"):
                found.extend([marks for _, marks in parts._QUALIFIERS])
            elif named is None and (module, node.value.id) == (dates, "form"):
                found.extend([form for form, _ in dates._FORMS])
            elif named is None and (module, node.value.id) == (counting, "form"):
                found.extend([form for form, _ in (*counting._OTHER, *counting._USUAL)])
            elif named is None:
                assert (module, node.value.id) == (language, "letter"), f"{module.__name__}: {node.value.id}"
            elif named is not re:
                found.append(named)
    return found


LETTERS = [entry for entry in vars(language).values() if isinstance(entry, dict)]
PARTS = 8
"""The tests of the patterns, so that several processes can share the work."""


def is_searched(pattern: re.Pattern[str]) -> bool:
    """Return whether the pattern is in the list, or matches one letter of a script."""
    return any(pattern is one for one in searched()) or any(
        pattern is one for table in LETTERS for one in table.values()
    )


def test_the_searched_patterns_are_known() -> None:
    """All of them are registered, except patterns over bytes, which have a separate test."""
    assert len(searched()) > 12
    assert all(any(one is pattern for pattern in PATTERNS) for one in searched() if isinstance(one.pattern, str))
    assert sum(map(is_searched, PATTERNS)) > 30


def test_every_pattern_is_of_the_register() -> None:
    """Only patterns for short texts of fixed length may be defined where they are used."""
    found = []
    for module, node in calls():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == "re" and node.func.attr != "escape":
                where = f"{module.__name__.removeprefix('thinktank_model.')}.{node.func.attr}"
                found.append(where + ("" if isinstance(node.args[0], ast.Constant) else " of a variable"))
    assert sorted(found) == IN_PLACE


IN_PLACE = [
    "cli.fixing.split",
    "cli.helping.split",
    "cli.helping.split",
    "cli.helping.sub",
    "cli.languages.split",
    "cli.verbs.validate.fullmatch",
    "contract.compatibility.terms.search of a variable",
    "contract.expected.search of a variable",
    "contract.expected.search of a variable",
    "contract.lean.search of a variable",
    "contract.lean.sub",
    "formats.bibtex.finditer",
    "formats.bibtex.sub",
    "formats.csv_writing.compile",
    "formats.frictionless.fullmatch",
    "formats.linked.iris.sub",
    "formats.linked.schemaorg_values.sub",
    "formats.linked.schemaorg_values.sub",
    "formats.linked.schemaorg_values.sub",
    "formats.linked.shacl.sub",
    "problems.explanations.sub",
    "problems.explanations.sub",
    "problems.patterns.compile of a variable",
    "problems.pointers.search",
    "shapes.forms.findall",
    "shapes.hints.fullmatch",
    "shapes.hints.fullmatch",
    "shapes.hints.sub",
    "sheets.grid.compile",
    "sheets.grid.compile",
    "sheets.grid.compile",
    "sheets.grid.compile",
    "sheets.grid.compile",
    "sheets.grid.compile",
    "sheets.grid.compile",
    "sheets.grid.compile",
    "sheets.grid.compile",
    "sheets.grid.compile",
    "sheets.grid.compile",
    "sheets.grid.fullmatch",
    "sheets.mapping.fullmatch",
    "sheets.marking.search",
    "sheets.marking.sub",
    "sheets.meaning.sub",
    "sheets.names.search",
    "sheets.opendocument.compile",
    "sheets.parts.sub",
    "sheets.roles.split",
    "sheets.roles.split",
    "sheets.roles.sub",
    "sheets.rows.fullmatch",
    "values.identifier_slips.split",
    "values.ids.sub",
    "vocab.spelling.sub",
    "vocab.spelling.sub",
    "vocab.term.fullmatch",
]


@pytest.mark.parametrize("part", thinned(range(PARTS), 1))
def test_no_pattern_takes_long(part: int) -> None:
    """In any use. Each text is made from the pattern: a beginning that matches, a part repeated many times, an end that does not match."""
    assert modules()
    for pattern in PATTERNS[part::PARTS]:
        is_fast(pattern)


def is_fast(pattern: re.Pattern[str]) -> None:
    ways = [pattern.match, pattern.fullmatch]
    if is_searched(pattern):
        ways.append(lambda text: pattern.sub("", text))  # type: ignore[arg-type]
    for text in attacks(pattern.pattern, pattern.flags, SIZE):
        for way in ways:
            if taken(way, text, 1) > MOST and taken(way, text) > MOST:
                times = taken(way, text) / taken(way, quarter(text))
                assert times < GROWTH, (
                    f"{pattern.pattern!r} takes {times:.0f} times as long for {text[:30]!r}...{text[-3:]!r}"
                )


def quarter(text: str) -> str:
    """Return a quarter of a text, with the same end."""
    return text[: len(text) // 4] + text[-3:]


def taken(way: Callable[[str], object], text: str, attempts: int = ATTEMPTS) -> float:
    """Return the seconds of processor time of the quickest of some attempts."""
    times = []
    for _ in range(attempts):
        start = time.thread_time()
        way(text)
        times.append(time.thread_time() - start)
    return min(times)


def test_no_pattern_over_bytes_takes_long() -> None:
    """Patterns that are searched for in the bytes of a file."""
    over_bytes = [one for one in searched() if isinstance(one.pattern, bytes)]
    assert over_bytes
    for pattern in over_bytes:
        source: Any = pattern.pattern
        for text in attacks(source.decode("latin-1"), pattern.flags, SIZE):

            def way(text: str, pattern: Any = pattern) -> object:
                return pattern.sub(b"", text.encode("latin-1", "replace"))

            if taken(way, text) > MOST:
                assert taken(way, text) / taken(way, quarter(text)) < GROWTH, (
                    f"{source!r} for {text[:30]!r}...{text[-3:]!r}"
                )
