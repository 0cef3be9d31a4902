"""Guesses the encoding of bytes that are not UTF-8, for messages."""

from __future__ import annotations

import codecs
from typing import Final

__all__ = ["UNICODE_MARKS", "guess"]

SAMPLE: Final = 100_000  # bytes that are examined
UNICODE_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),  # starts with the byte order mark of UTF-16
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
MARKS: Final = (*UNICODE_MARKS, (b"\x84\x31\x95\x33", "GB18030"))
ZEROS: Final = {  # the NUL bytes (0) among the first four bytes: a JSON text starts with an ASCII character
    "0001": "UTF-32",
    "1000": "UTF-32",
    "0101": "UTF-16",
    "1010": "UTF-16",
    "0111": "UTF-16",
    "1011": "UTF-16",
}
# The national standards list common characters first. This is the lead byte of the last of them.
COMMON: Final = (("GB18030", "gb18030", "gb2312", 0xD7), ("Big5", "big5", "big5", 0xC6))
LIKELY: Final = 0.6  # the minimum share of such characters in a text of that language


def guess(data: bytes) -> str | None:
    """Return the likely encoding of a JSON text that is not UTF-8; None if there is no evidence.

    >>> guess('{"name": "上海国际问题研究院"}'.encode("gb18030")), guess('["Réseau"]'.encode("latin-1"))
    ('GB18030', 'Latin-1')
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return name
    by_zeros = ZEROS.get("".join(["1" if byte else "0" for byte in data[:4]]))
    if by_zeros is not None:
        return by_zeros
    sample = data[:SAMPLE]
    if _decode(sample, "utf-8") is not None:
        return None
    if _decode(sample, "utf-8", "surrogatepass") is not None:
        return "CESU-8, which encodes each character above U+FFFF in two halves"
    text = sample.decode(errors="replace")
    bad, other = text.count("\ufffd"), sum([not character.isascii() for character in text])
    if other > 2 * bad:
        return "UTF-8 with some broken bytes"
    shares = {name: _common(_decode(sample, codec), standard, last) for name, codec, standard, last in COMMON}
    best = max(shares, key=lambda name: shares[name])
    if shares[best] >= LIKELY:
        return best
    if not any([0x80 <= byte < 0xA0 for byte in sample]):
        return "Latin-1"
    candidates = (("Windows-1252", "cp1252"), ("GB18030", "gb18030"))
    return next((name for name, codec in candidates if _decode(sample, codec) is not None), None)


def _decode(sample: bytes, codec: str, errors: str = "strict") -> str | None:
    """Return the decoded text, which may end in the middle of a character; None if it is not in this encoding."""
    try:
        return codecs.getincrementaldecoder(codec)(errors).decode(sample, final=len(sample) < SAMPLE)
    except UnicodeDecodeError:
        return None


def _common(text: str | None, standard: str, last: int) -> float:
    """Return the share of common characters among the non-ASCII characters of a text."""
    found = [character.encode(standard, "ignore")[:1] for character in text or "" if not character.isascii()]
    return sum([lead != b"" and lead[0] <= last for lead in found]) / max(len(found), 1)
