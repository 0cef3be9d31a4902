"""Published registers (languages, time zones, licences, countries, currencies) as compact tables, read on first use.

A table is a text file in `data/registers/` that `python -m tools.registers` writes from a package that ships the register.
Lines that begin with `#` state the package, its date and its licence. An entry is one line of up to four fields
separated by tabs:

    code    successor    note    spellings

and codes without other fields share lines, separated by spaces. The successor of a withdrawn code is the code to write instead, or `-` if there is none or more than one. The
note has other facts of the register: the decimals of a currency, the names of a country in English, French and
Chinese. Spellings are what people write for
the code, folded (`fold`) and separated by spaces.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from ..problems.shipped import shipped

__all__ = ["Register", "fold"]

FOLD_LIMIT: Final = 100  # characters; no spelling in a register is longer
WORD_LEAST: Final = 4  # Latin letters of a word that is recognised with separators in it
SLIP_LEAST: Final = 6  # minimum letters of a word that is recognised with one wrong letter
NO_SUCCESSOR: Final = "-"
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


def fold(text: str) -> str:
    """Return the letters and digits of a text in lower case and without accents, cut at 100 characters; `&` and `+` become words.

    >>> fold("Côte d’Ivoire"), fold("Bosnia & Herzegovina"), fold("GPL-2.0+")
    ('cotedivoire', 'bosniaandherzegovina', 'gpl20plus')
    """
    text = text[:FOLD_LIMIT].casefold().replace("&", "and").replace("+", "plus")
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).casefold()  # 𝕬 has lower case only after it is normalised to A
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
        """The rest of the line of every code, withdrawn ones included."""
        text = shipped(f"registers/{self.name}.txt")
        rows: dict[str, str] = {}
        for line in text.split("\n"):
            if "\t" in line:
                code, _, rest = line.partition("\t")
                rows[code] = rest
            elif line[:1] != "#":
                rows.update(dict.fromkeys(line.split(), ""))
        return rows

    def __contains__(self, code: str) -> bool:
        """Return whether the code is registered, current or withdrawn."""
        return code in self.rows

    def successor(self, code: str) -> str | None:
        """Return the successor of a withdrawn code, `-` if there is no single one; None for any other code."""
        return self._field(code, 0) or None

    def note(self, code: str) -> str:
        """Return the note of a code; empty if there is none."""
        return self._field(code, 1)

    def _field(self, code: str, index: int) -> str:
        fields = self.rows.get(code, "").split("\t")
        return fields[index] if len(fields) > index else ""

    @cached_property
    def _by_lower(self) -> dict[str, str]:
        return {code.lower(): code for code in self.rows}

    def in_case(self, text: str) -> str | None:
        """Return the code that is equal to a text apart from case; None if there is none."""
        return self._by_lower.get(text.lower())

    @cached_property
    def spellings(self) -> dict[str, str]:
        """The code for each folded spelling."""
        spelled, names = {}, {}
        for code, row in self.rows.items():
            successor = code
            if row:
                successor, _, rest = row.partition("\t")
                names.update(dict.fromkeys(rest.partition("\t")[2].split(), code))
            if successor != NO_SUCCESSOR:
                spelled[fold(code)] = successor or code
        return spelled | names  # a name takes precedence over a withdrawn code

    def named(self, text: str) -> str | None:
        """Return the code with this spelling or name; None if there is none."""
        folded = fold(text)
        if len(folded) < WORD_LEAST and folded.isascii() and folded != text.strip().lower():
            return None  # "a b" is not the code ab, and "ß" not the code ss
        return self.spellings.get(folded)

    def meant(self, text: str) -> str | None:
        """Return the same, or the only code that is one typing error away; None if there is no single one."""
        if len(text) > FOLD_LIMIT:
            return None
        found = self.named(text)
        if found is not None or len(folded := fold(text)) < SLIP_LEAST:
            return found
        near = {self.spellings[word] for word in _one_slip_away(folded) if word in self.spellings}
        return near.pop() if len(near) == 1 else None


def _one_slip_away(word: str) -> Iterator[str]:
    """Yield the words with one typing error: a letter other than the first removed, replaced or inserted, or two letters swapped."""
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
