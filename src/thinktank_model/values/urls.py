"""URLs that can be shown and followed safely."""

from __future__ import annotations

import re
from typing import Final

from ..patterns import pattern
from ..problems import define
from ..shapes import Reading, Scalar

__all__: list[str] = []

SYNTAX = define(
    "url.syntax",
    "error",
    "{found} is not a URL: {reason}",
    why="An address that a browser has to guess is followed to different places. It is absolute and has only the "
    "characters of RFC 3986, or letters of other scripts (RFC 3987).",
    bad='{"url": "www.example.org"}',
    good='{"url": "https://www.example.org/"}',
)
SCHEME = define(
    "url.scheme-not-allowed",
    "error",
    "the URL {found} has the scheme {scheme}",
    why="Only web addresses are kept: `javascript:` and `data:` run in the page that shows them, `file:` names another machine.",
    bad='{"url": "javascript:alert(1)"}',
    good='{"url": "https://example.org/"}',
)
USER_INFO = define(
    "url.user-info",
    "error",
    "the URL has a user name before its host",
    why="`https://bank.example@evil.example/` leads to evil.example; and a password in a record is no secret any more.",
    bad='{"url": "https://user:secret@example.org/"}',
    good='{"url": "https://example.org/"}',
)

LIMIT: Final = 2048  # characters
SCHEMES: Final = ("https", "http")
_HEAD: Final = pattern("([A-Za-z][A-Za-z0-9+.-]{0,29}):", re.ASCII)
# Whatever cannot stand in a URL: controls, spaces, quotes and brackets, what moves or hides text, halves of a pair.
_PORT: Final = pattern("[0-9]{1,5}(?![^/])", re.ASCII)  # what follows the colon of a host, not of a scheme
_WRONG: Final = pattern(
    '[\x00-\x20"<>\\\\^`{|}\x7f-\xa0\u00ad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ud800-\udfff\ufeff'
    "\ufff0-\uffff]|%(?![0-9A-Fa-f]{2})"
)
_AUTHORITY: Final = pattern("[^/?#]*")
_HOST: Final = pattern(
    "(?:[^\x00-\x2c/:;<=>?@\\[\\]^`{|}~\x7f]+|\\[[0-9A-Fa-f:.]{2,45}\\])(?::([0-9]{1,5}))?", re.ASCII
)


def _read(text: str) -> Reading:
    scheme = _HEAD.match(text)
    if len(text) > LIMIT:
        return _syntax(text, f"it is longer than {LIMIT} characters")
    if scheme is None or (scheme[1].lower() not in SCHEMES and _PORT.match(text, scheme.end())):
        bare = text.strip()
        address = bare if _HEAD.match(bare) and "://" in bare else f"https://{bare.lstrip('/')}"
        meant = "." in text and not _WRONG.search(bare) and _read(address)[0] is not None
        return _syntax(text, "it has no scheme", f'"{address}"' if meant else None)
    if scheme[1].lower() not in SCHEMES:
        return None, (SCHEME(text, scheme=scheme[1].lower(), expected="https or http"),)
    wrong = _WRONG.search(text)
    if wrong is not None:
        what = (
            "a % that two hexadecimal digits must follow" if wrong[0] == "%" else f"the character U+{ord(wrong[0]):04X}"
        )
        trimmed = text.strip()
        return _syntax(
            text, f"it has {what}", f'"{trimmed}"' if trimmed != text and not _WRONG.search(trimmed) else None
        )
    if not text.startswith("//", scheme.end()):
        return _syntax(text, "two slashes must follow its scheme")
    found = _AUTHORITY.match(text, scheme.end() + 2)
    authority = found[0] if found else ""
    if "@" in authority:
        return None, (USER_INFO(expected="no user name", suggestion="the address without it"),)
    host = _HOST.fullmatch(authority)
    if host is None or (host[1] is not None and int(host[1]) > 65535):
        return _syntax(text, "its host is empty or malformed")
    return text, ()


def _syntax(text: str, reason: str, suggestion: str | None = None) -> Reading:
    return None, (SYNTAX(text, reason=reason, expected="a URL such as https://example.org/", suggestion=suggestion),)


URL: Final = Scalar(
    name="a URL",
    read=_read,
    schema={"pattern": "^[Hh][Tt][Tt][Pp][Ss]?://[^\\s@/?#]+(?:[/?#]\\S*)?$", "maxLength": LIMIT},
    examples=("https://example.org/", "https://example.org/programme?year=2025#plan"),
)
