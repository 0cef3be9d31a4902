"""Finds addresses among words: "Ada Example <ada@example.org>", "see https://example.org"."""

from __future__ import annotations

from typing import Final, NamedTuple

from ..problems.patterns import pattern
from ..shapes.tree import Scalar
from ..values.strings import EMAIL
from ..values.urls import URL
from .parts import fits

__all__ = ["Split", "emails_in", "links_in", "split_for"]

LONGEST: Final = 1000  # characters of a cell with an address and a name; a longer one is a text
_BREAKS: Final = pattern("[\\s<>()\\[\\],;:|\"'，、；：（）【】《》]+")
_LINK_BREAKS: Final = pattern("[\\s<>|\"'，、；：（）【】《》]+")
_EMPTY: Final = pattern("[<(\\[（【] ?[>)\\]）】]")
_MARKED: Final = pattern("[<(\\[（【:：] ?\0|\0 ?[(（]")
_WORD: Final = pattern("[^\\W_]")


class Split(NamedTuple):
    """The addresses in a text, and the words around them.

    Attributes:
        addresses: the addresses.
        rest: the words.
        marked: whether brackets or colons show where each address begins or ends.
    """

    addresses: tuple[str, ...]
    rest: str
    marked: bool


def emails_in(text: str) -> Split:
    """Return the email addresses in a text.

    >>> emails_in("Ada Example <ada@example.org>, Bo Sample (mailto:bo@example.org)")
    Split(addresses=('ada@example.org', 'bo@example.org'), rest='Ada Example, Bo Sample', marked=True)
    """
    if len(text) > LONGEST:
        return Split((), text, False)
    words = [word.partition("?")[0].strip(".") for word in _BREAKS.split(text) if "@" in word]
    return _split(text, [word for word in words if fits(EMAIL, word)], "mailto:")


def links_in(text: str) -> Split:
    """Return the web addresses in a text.

    >>> links_in("PDF (https://example.org/a.pdf)")
    Split(addresses=('https://example.org/a.pdf',), rest='PDF', marked=True)
    """
    if len(text) > LONGEST:
        return Split((), text, False)
    words = [_bare(word) for word in _LINK_BREAKS.split(text) if "://" in word]
    return _split(text, [word for word in words if word.startswith(("https://", "http://")) and fits(URL, word)])


def _bare(word: str) -> str:
    """Return a word without the marks around it; a closing bracket belongs to it if the opening one does."""
    word = word.strip("([.,;:]")
    over = min(word.count(")") - word.count("("), len(word) - len(word.rstrip(")")))
    return word[: len(word) - max(over, 0)].rstrip(".,;:")


def split_for(shape: Scalar, text: str) -> Split:
    """Return the addresses of the kind of a column in a text; none in a column of another kind."""
    return emails_in(text) if shape is EMAIL else links_in(text) if shape is URL else Split((), text, False)


def _split(text: str, addresses: list[str], scheme: str = "") -> Split:
    rest = text.replace(scheme, "") if scheme else text
    for address in sorted(dict.fromkeys(addresses), key=len, reverse=True):
        rest = rest.replace(address, "\0")
    rest = " ".join(rest.split())
    marked = len(_MARKED.findall(rest)) == rest.count("\0")
    rest = " ".join(_EMPTY.sub(" ", rest.replace("\0", "")).split())
    for mark in ",;:":
        rest = rest.replace(f" {mark}", mark)
    words = rest.strip(" ,;:|/–—-，；：、") if _WORD.search(rest) else ""
    return Split(tuple(dict.fromkeys(addresses)), words, marked)
