"""Reads many JSON objects in constant memory: from a list, lines, one object, or a ZIP archive with such files."""

from __future__ import annotations

import codecs
import json
import zlib
from collections.abc import Iterator
from typing import IO, Any, Final, cast

from ...jsontext.compressed import DAMAGED, RAISE, UNPACKS_TOO_LARGE
from ...jsontext.faults import WHITE
from ...jsontext.limits import Limits
from ...jsontext.opening import PIECE, UnreadableError
from ...problems.translations import Phrase
from ..codes import SYNTAX
from ..copies import copied

__all__ = ["objects"]

ZIP: Final = b"PK\x03\x04"


def objects(source: IO[bytes], called: str, limits: Limits, prefer: str = "") -> Iterator[dict[str, Any]]:
    """Yield the objects of a file.

    Parameters:
        source: a binary stream.
        called: the name of its format for messages.
        limits: how large one object may be (`line`), and what an archive may unpack to.
        prefer: a part of a file name; if an archive has such files, only these are read.

    Raises:
        UnreadableError: it is not JSON, is damaged, or is over a limit.
    """
    head = source.read(len(ZIP))
    if head != ZIP:
        yield from _parsed(_Pieces(head, source), called, limits)
        return
    from zipfile import BadZipFile, ZipFile

    with copied(cast("IO[bytes]", _Pieces(head, source)), limits) as path:
        try:
            with ZipFile(path) as archive:
                entries = [entry for entry in archive.infolist() if entry.filename.endswith((".json", ".jsonl"))]
                most = limits.unpacked_from(path.stat().st_size)
                if sum([entry.file_size for entry in entries]) > most:
                    raise UnreadableError(UNPACKS_TOO_LARGE(limit=most, help=RAISE))
                for entry in [entry for entry in entries if prefer in entry.filename] or entries:
                    with archive.open(entry) as stream:
                        yield from _parsed(stream, called, limits)
        except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise UnreadableError(DAMAGED(reason=str(error))) from None


class _Pieces:
    """A stream whose first bytes are already read."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self.head = head
        self.rest = rest

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        head, self.head = self.head, b""
        return head or self.rest.read(size)


def _parsed(stream: Any, called: str, limits: Limits) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON text, without the list around them and the commas between them."""
    decoder, decode = json.JSONDecoder(), codecs.getincrementaldecoder("utf-8-sig")().decode
    text, at, is_end = "", 0, False
    while not is_end:
        piece = stream.read(PIECE)
        is_end = not piece
        try:
            text = text[at:] + decode(piece, final=is_end)
        except UnicodeDecodeError:
            raise UnreadableError(SYNTAX(format=called, reason=Phrase("it is not UTF-8"))) from None
        at = 0
        while True:
            while at < len(text) and text[at] in WHITE + "[],":
                at += 1
            if at == len(text):
                break
            try:
                value, end = decoder.raw_decode(text, at)
            except (ValueError, RecursionError) as error:
                if is_end or text[at] != "{" or len(text) - at > limits.line:
                    raise UnreadableError(SYNTAX(format=called, reason=_reason(error))) from None
                break
            if not isinstance(value, dict):
                raise UnreadableError(SYNTAX(format=called, reason=Phrase("it is not a list of objects")))
            yield value
            at = end


def _reason(error: Exception) -> str:
    return error.msg if isinstance(error, json.JSONDecodeError) else Phrase("it is nested too deeply")
