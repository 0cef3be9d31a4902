"""Build texts that make a regular expression backtrack as often as possible, from the expression itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

__all__ = ["attacks"]

VARIANTS = 3  # texts that are tried for one part of a pattern
KILLERS = ("", "\x00", "!", "\n", "~~")  # what follows at the very end, so that the match fails


def attacks(source: str, flags: int, size: int) -> Iterator[str]:
    """Texts of about this size: for each repetition in a pattern what leads there, then its body over and over, then a misfit.

    Also what the pattern as a whole matches, over and over.
    """
    tree = list(_parser.parse(source, flags))
    seen = set()
    for lead, body in [*_repetitions(tree, ""), *[("", text) for text in islice(_texts(tree), VARIANTS)]]:
        for killer in KILLERS:
            text = lead + body * (size // max(len(body), 1)) + killer
            if text not in seen:
                seen.add(text)
                yield text


def _repetitions(nodes: list[Any], lead: str) -> Iterator[tuple[str, str]]:
    """Yield the text that leads to each repetition and texts for what is repeated, also two different ones in alternation."""
    for node, value in nodes:
        if node in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            _, most, body = value
            if most > 1:
                bodies = list(islice(_texts(list(body)), VARIANTS))
                yield from [(lead, text) for text in bodies if text]
                yield lead, "".join(bodies)
            yield from _repetitions(list(body), lead)
        elif node is op.SUBPATTERN:
            yield from _repetitions(list(value[-1]), lead)
        elif node is op.ATOMIC_GROUP:
            yield from _repetitions(list(value), lead)
        elif node is op.BRANCH:
            for option in value[1]:
                yield from _repetitions(list(option), lead)
        lead += next(iter(_texts([(node, value)])), "")


def _texts(nodes: list[Any]) -> Iterator[str]:
    """Some texts that match a sequence of nodes: the shortest, then some with other choices."""
    if not nodes:
        yield ""
        return
    for start in islice(_one(*nodes[0]), VARIANTS):
        for rest in islice(_texts(nodes[1:]), VARIANTS if len(nodes) < 4 else 1):
            yield start + rest


def _one(node: Any, value: Any) -> Iterable[str]:
    """Some texts that match one node."""
    if node is op.LITERAL:
        return [chr(value)]
    if node is op.NOT_LITERAL:
        return ["b" if value == ord("a") else "a"]
    if node is op.ANY:
        return ["a", "1", " "]
    if node is op.IN:
        return list(_class(value))
    if node in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        least, most, body = value
        counts = dict.fromkeys([least, min(least + 1, most)])
        return [text * count for count in counts for text in islice(_texts(list(body)), VARIANTS)]
    if node is op.SUBPATTERN:
        return _texts(list(value[-1]))
    if node is op.ATOMIC_GROUP:
        return _texts(list(value))
    if node is op.BRANCH:
        return [text for option in value[1] for text in islice(_texts(list(option)), 1)]
    return [""]  # places and look-arounds


def _class(items: list[Any]) -> Iterator[str]:
    """Return the first character of each range of a character set, or some that are not in the set."""
    pattern = [item for item in items if item[0] is not op.NEGATE]
    if len(pattern) < len(items):
        taken = re.compile("[" + "".join([_written(*item) for item in pattern]) + "]")
        yield from [character for character in "a1 -./:\\\"'~é智" if not taken.match(character)]
        return
    for node, value in pattern:
        if node is op.LITERAL:
            yield chr(value)
        elif node is op.RANGE:
            yield chr(value[0])
            yield chr(value[1])
        else:
            yield {"CATEGORY_SPACE": " ", "CATEGORY_DIGIT": "1", "CATEGORY_WORD": "a"}.get(str(value), "!")


def _written(node: Any, value: Any) -> str:
    if node is op.LITERAL:
        return re.escape(chr(value))
    if node is op.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    name = str(value).removeprefix("CATEGORY_")
    letter = {"SPACE": "s", "DIGIT": "d", "WORD": "w"}[name.removeprefix("NOT_")]
    return "\\" + (letter.upper() if name.startswith("NOT_") else letter)
