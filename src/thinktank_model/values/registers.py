"""Published registers (languages, time zones, licences, countries, currencies) as compact tables, read on first need.

A table is a text file in `data/registers/` that `python -m tools.registers` writes from a package that ships the register.
Lines that begin with `#` say which one, of what date and under what licence. An entry is one line, in up to four fields
with a tab between them:

    code    successor    note    spellings

and codes of which nothing more is said stand together in lines, with a space between two of them. The successor of a code that was withdrawn is the code to write instead, or `-` if there is none or more than one. The
note is what the register says of the code beside that: the decimals of a currency, what a country is called in English, French and
Chinese. Spellings are what people write for
the code, folded (`fold`), with a space between two of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Final

__all__ = ["Register", "fold"]

FOLD_LIMIT: Final = 100  # characters; nothing in a register is spelled longer
WORD_LEAST: Final = 4  # Latin letters of a word that can be told whatever is between them
SLIP_LEAST: Final = 6  # letters of a word in which one wrong letter, not the first, still tells which word it is
NO_SUCCESSOR: Final = "-"
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_FOLDER: Final = Path(__file__).parents[1] / "data" / "registers"


def fold(text: str) -> str:
    """Return the letters and digits of a text, cut at 100 characters, in lower case and without accents; `&` and `+` as words.

    >>> fold("Côte d’Ivoire"), fold("Bosnia & Herzegovina"), fold("GPL-2.0+")
    ('cotedivoire', 'bosniaandherzegovina', 'gpl20plus')
    """
    text = text[:FOLD_LIMIT].casefold().replace("&", "and").replace("+", "plus")
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).casefold()  # 𝕬 is a capital only once it is an A
    return "".join(filter(str.isalnum, text))


class Register:
    """One register.

    Parameters:
        name: the name of its file without the ending.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def rows(self) -> dict[str, str]:
        """Every code, withdrawn ones too, to what its line says beside it."""
        text = (_FOLDER / f"{self.name}.txt").read_text(encoding="utf-8")
        rows: dict[str, str] = {}
        for line in text.split("\n"):
            if "\t" in line:
                code, _, rest = line.partition("\t")
                rows[code] = rest
            elif line[:1] != "#":
                rows.update(dict.fromkeys(line.split(), ""))
        return rows

    def __contains__(self, code: str) -> bool:
        """Return whether the code is registered, be it in force or withdrawn."""
        return code in self.rows

    def successor(self, code: str) -> str | None:
        """Return what to write instead of a code that was withdrawn, `-` if that cannot be said; None for any other code."""
        return self._field(code, 0) or None

    def note(self, code: str) -> str:
        """Return what the register says of a code; an empty text where that is nothing."""
        return self._field(code, 1)

    def _field(self, code: str, index: int) -> str:
        fields = self.rows.get(code, "").split("\t")
        return fields[index] if len(fields) > index else ""

    @cached_property
    def _by_lower(self) -> dict[str, str]:
        return {code.lower(): code for code in self.rows}

    def in_case(self, text: str) -> str | None:
        """Return the code that differs from a text in the case of its letters at most; None if there is none."""
        return self._by_lower.get(text.lower())

    @cached_property
    def spellings(self) -> dict[str, str]:
        """Everything that means a code, folded, to the code to write."""
        spelled, names = {}, {}
        for code, row in self.rows.items():
            successor = code
            if row:
                successor, _, rest = row.partition("\t")
                names.update(dict.fromkeys(rest.partition("\t")[2].split(), code))
            if successor != NO_SUCCESSOR:
                spelled[fold(code)] = successor or code
        return spelled | names  # no withdrawn code hides a name

    def named(self, text: str) -> str | None:
        """Return the code that a text means by another spelling or by a name; None if it is neither."""
        folded = fold(text)
        if len(folded) < WORD_LEAST and folded.isascii() and folded != text.strip().lower():
            return None  # "a b" is not the code ab, and "ß" not the code ss
        return self.spellings.get(folded)

    def meant(self, text: str) -> str | None:
        """Return the same, or the one code that is one slip of the pen away; None if that is unclear."""
        if len(text) > FOLD_LIMIT:
            return None
        found = self.named(text)
        if found is not None or len(folded := fold(text)) < SLIP_LEAST:
            return found
        near = {self.spellings[word] for word in _one_slip_away(folded) if word in self.spellings}
        return near.pop() if len(near) == 1 else None


def _one_slip_away(word: str) -> Iterator[str]:
    """Yield what a word would be without one letter but its first, with two changed places, with one other or one more."""
    for index in range(1, len(word) + 1):
        head, tail = word[:index], word[index:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
