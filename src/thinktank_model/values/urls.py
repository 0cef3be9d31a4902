"""URLs that are safe to display and to follow."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Final
from unicodedata import bidirectional, category, combining, normalize

from ..problems.display import literal
from ..problems.patterns import pattern, whole
from ..problems.problem import Fix, Problem, define
from ..problems.translations import Phrase
from ..shapes.tree import Reading, Scalar, also
from .damage import MARKUP

__all__: list[str] = []

SYNTAX = define(
    "url.syntax",
    "error",
    "{found} is not a URL: {reason}",
    why=(
        "A URL is absolute and has only the characters of RFC 3986 or letters of other scripts (RFC 3987). "
        "Browsers complete any other address in different ways."
    ),
    bad='{"url": "www.example.org"}',
    good='{"url": "https://www.example.org/"}',
)
SCHEME = define(
    "url.scheme-not-allowed",
    "error",
    "the URL {found} has the scheme {scheme}",
    why=(
        "Only web addresses are accepted: `javascript:` and `data:` run code in the page that shows them, and "
        "`file:` works on one machine only."
    ),
    bad='{"url": "javascript:alert(1)"}',
    good='{"url": "https://example.org/"}',
)
USER_INFO = define(
    "url.user-info",
    "error",
    "the URL has a user name before its host",
    why=("`https://bank.example@evil.example/` leads to evil.example, and a password in a record is no longer secret."),
    bad='{"url": "https://user:secret@example.org/"}',
    good='{"url": "https://example.org/"}',
)

LIMIT: Final = 2048  # characters
_ENTITY: Final = "&amp;"  # the space that web pages put into addresses
SCHEMES: Final = ("https", "http")
_HEAD: Final = pattern(
    r"([A-Za-z][A-Za-z0-9+.-]{0,29}):(?://([^/?#\\]*))?"
)  # the scheme, and the separator before the host
_SLIP: Final = pattern("h{0,2}t{1,3}p{1,2}s{0,2}")  # https, mistyped
_PORT: Final = pattern("[0-9]{1,5}(?![^/?#])")  # the text after the colon of a host, and not of a scheme
# Characters that a URL cannot have: controls, spaces, quotes and braces, invisible and bidi characters, noncharacters.
_WRONG_BMP: Final = r'\x00-\x20"<>\\^`{|}\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufdd0-\ufdef\ufeff\ufff0-\uffff'
_WRONG: Final = pattern(
    f"[{_WRONG_BMP}\ud800-\udfff\U000e0000-\U000e0fff"
    + "".join([f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17)])
    + "]|%(?![0-9A-Fa-f]{2})"
)
_ADDRESS: Final = pattern("https?://", re.IGNORECASE)
_BETWEEN: Final = pattern(r"[\s,;|\u3001\uff0c\uff1b]https?://", re.IGNORECASE)
_REMARK: Final = pattern(r"\s[(\[]|[,;.]\s")  # text after a space may not belong to the address
_ESCAPABLE: Final = pattern('[ "<>^`{|}]|%(?![0-9A-Fa-f]{2})')  # those of them that a browser encodes as %XX in a path
_HOST: Final = pattern(
    r"(\[[0-9A-Fa-f:.]{2,45}\]|[^:\[\]]+)(?::([0-9]{0,5}))?"
)  # host and port, which may be empty (RFC 3986, section 3.2.3)
# A name of the DNS (RFC 1123, section 2.1), with the underscores that some have; a full stop may end it.
_DNS_LABEL: Final = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_DNS_NAME: Final = pattern(rf"{_DNS_LABEL}(?:\.{_DNS_LABEL})*\.?")
_NUMERIC: Final = pattern(r"(?:[^.]*\.)*(?:[0-9]+|0[Xx][0-9A-Fa-f]*)\.?")  # browsers read such a host as IPv4
# An address like most: a host of letters, digits and single hyphens, whose last label is of letters; then letters, digits and signs.
_USUAL: Final = pattern(
    "https?://(?![^/?#]{64})(?:[a-z0-9]+(?:-[a-z0-9]+)*\\.)+[a-z]{2,}(?:[/?#][!#$&-;=?-\\[\\]_a-z~]*)?", re.ASCII
)
_EMAIL: Final = pattern("[^@/:?# ]{1,64}@[^@/:?# ]{1,255}")  # a host that looks like IPv4
_OCTET: Final = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_IPV4: Final = pattern(rf"{_OCTET}(?:\.{_OCTET}){{3}}")
_IPV6_GROUP: Final = pattern("[0-9A-Fa-f]{1,4}")
_NON_JOINER: Final = "\u200c"
_JOINERS: Final = "\u200c\u200d"
VIRAMA: Final = 9  # the canonical combining class of viramas
RIGHT_TO_LEFT: Final = frozenset(["R", "AL", "AN"])
_MIDDLE_DOTS: Final = (
    "\u00b7\u30fb"  # the two characters that IDNs have besides letters and digits (RFC 5892, appendix A)
)


def _read(text: str) -> Reading:
    if len(text) <= LIMIT and _USUAL.fullmatch(text) is not None and _ENTITY not in text:
        return text, ()
    fault = _fault(text)
    if fault is not None:
        several = len(_ADDRESS.findall(text[: 2 * LIMIT])) > 1 and _BETWEEN.search(text) is not None
        advice = "Write each address as an item of its own." if several else None
        return None, (fault(suggestion=None if several else _meant(text), help=advice),)
    plain = text.replace(_ENTITY, "&")
    if plain == text:
        return text, ()
    fix = Fix("replace", "", plain)
    expected = "a URL such as https://example.org/"
    return text, (MARKUP(text, markup=_ENTITY, expected=expected, suggestion=literal(plain), fix=fix),)


def _fault(text: str) -> Callable[..., Problem] | None:
    """Return the fault of a URL, as a problem without its suggestion; None if there is none."""
    if len(text) > LIMIT:
        return _syntax(text, Phrase("it is longer than {limit} {limit:character|characters}", limit=LIMIT))
    head = _HEAD.match(text)
    scheme = "" if head is None else head[1].lower()
    if _EMAIL.fullmatch(text):
        return partial(
            SYNTAX, text, reason=Phrase("it is an email address"), expected="the address of a web page, https://..."
        )
    if head is None or (scheme not in SCHEMES and _PORT.match(text, head.end(1) + 1)):
        return _syntax(text, Phrase("it has no scheme"))
    authority = head[2]
    if authority is not None and "@" in authority:
        return partial(USER_INFO, expected="the address without the user name")  # a message shows no password
    if scheme not in SCHEMES:
        return partial(SCHEME, text, scheme=scheme, expected="https or http")
    wrong = _WRONG.search(text)
    if wrong is not None:
        if wrong[0] == "%":
            return _syntax(text, Phrase("it has a % without two hexadecimal digits"))
        return _syntax(text, Phrase("it has the character {sign}", sign=f"U+{ord(wrong[0]):04X}"))
    if authority is None:
        return _syntax(text, Phrase("two slashes must follow its scheme"))
    if not _is_host_and_port(authority):
        return _syntax(text, Phrase("its host is empty or malformed"))
    return None


def _syntax(text: str, reason: Phrase) -> Callable[..., Problem]:
    return partial(SYNTAX, text, reason=reason, expected="a URL such as https://example.org/")


def _meant(text: str) -> str | None:
    """Return the URL that was most likely meant, in quotes: with its scheme, two slashes, %20 for a space; None if unclear."""
    if len(text) > 2 * LIMIT:
        return None  # it is not a URL
    bare = text.strip()
    if _REMARK.search(bare):
        return None
    if bare.startswith("<") and bare.endswith(">"):
        bare = bare[1:-1]
    head = _HEAD.match(bare)
    scheme = "" if head is None else head[1].lower()
    if head is not None and (scheme in SCHEMES or _SLIP.fullmatch(scheme)):
        bare = bare[head.end(1) + 1 :]
    host, path = _split(bare.lstrip("/"))
    likely = f"{scheme if scheme in SCHEMES else 'https'}://{host}{_ESCAPABLE.sub(_escaped, path)}"
    return literal(likely) if likely != text and "." in host and _fault(likely) is None else None


def _split(text: str) -> tuple[str, str]:
    """Return host and port, and the rest after them."""
    end = min([position for sign in "/?#" if (position := text.find(sign)) >= 0], default=len(text))
    return text[:end], text[end:]


def _escaped(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"


def _is_host_and_port(text: str) -> bool:
    found = _HOST.fullmatch(text)
    if found is None or int(found[2] or 0) > 65535:
        return False
    host = found[1]
    if found[2] == "" and host.lower() in SCHEMES:
        return False  # https://https://example.org
    if host[0] == "[":
        return _is_ipv6(host[1:-1])
    if _NUMERIC.fullmatch(host):
        return _IPV4.fullmatch(host) is not None
    if host.isascii():
        return _is_name(host)
    # Normalisation must not turn a character into others, as it turns U+2100 into "a/c" and U+2488 into "1.".
    return all([_is_name(form) for form in (host, normalize("NFKC", host))])


def _is_name(host: str) -> bool:
    """Return whether a host is a DNS name with valid punycode."""
    if _DNS_NAME.fullmatch(_with_plain_letters(host)) is None:
        return False
    return "xn--" not in (lower := host.lower()) or all(
        [_is_encoded(label.removeprefix("xn--")) for label in lower.split(".") if label.startswith("xn--")]
    )


def _is_encoded(label: str) -> bool:
    """Return whether this is valid punycode after `xn--`, in its only spelling, of a label that needs it (RFC 3492; UTS 46, section 4.1)."""
    try:
        text = label.encode("ascii").decode("punycode")
        return not text.isascii() and text.encode("punycode").decode() == label and _is_unicode_label(text)
    except UnicodeError:
        return False


def _is_unicode_label(text: str) -> bool:
    """Return whether a decoded label is normalised as for a look-up, has one text direction, and has only visible characters."""
    if normalize("NFKC", text) != text or text.startswith("xn--") or "-" in (text[0], text[-1]):
        return False
    if category(text[0])[0] == "M" or not all([_can_stand(text, place) for place in range(len(text))]):
        return False
    directions = [bidirectional(char) for char in text]
    return not RIGHT_TO_LEFT.intersection(directions) or (directions[0] in ("R", "AL") and "L" not in directions)


def _can_stand(text: str, place: int) -> bool:
    """Return whether a character is allowed at its position in a label. Joiners are allowed only where a script needs them (RFC 5892, appendix A.1 and A.2)."""
    char = text[place]
    if char in _JOINERS:
        after_virama = place > 0 and combining(text[place - 1]) == VIRAMA
        return after_virama or (char == _NON_JOINER and 0 < place < len(text) - 1)
    if category(char) in ("Lu", "Lt"):
        return char.casefold() == char
    return category(char)[0] in "LMNPS" and char not in "\ufffc\ufffd"


def _with_plain_letters(host: str) -> str:
    """Return the host with an "a" in place of each letter, mark and digit of other scripts (RFC 3987, RFC 5892)."""
    return "".join(["a" if _is_in_idn(char) else char for char in host])


def _is_in_idn(char: str) -> bool:
    return not char.isascii() and (category(char)[0] in "LM" or category(char) == "Nd" or char in _MIDDLE_DOTS)


def _is_ipv6(text: str) -> bool:
    """RFC 4291, section 2.2: eight groups, or fewer around one `::`; the last two may be written as IPv4."""
    before, gap, after = text.partition("::")
    groups = [group for half in (before, after) if half for group in half.split(":")]
    if groups and _IPV4.fullmatch(groups[-1]) and text.endswith(groups[-1]):
        groups[-1:] = ["0", "0"]
    return all([_IPV6_GROUP.fullmatch(group) for group in groups]) and (len(groups) < 8 if gap else len(groups) == 8)


URL: Final = Scalar(
    name="a URL",
    read=_read,
    schema={
        "title": "Url",
        **whole(rf"[Hh][Tt][Tt][Pp][Ss]?://[^@/?#%{_WRONG_BMP}]+(?:[/?#](?:[^%{_WRONG_BMP}]|%[0-9A-Fa-f]{{2}})*)?"),
        "maxLength": LIMIT,
        "x-also": [
            also(
                "The host is an IP address, or a name of letters, digits, - and _ in labels of 63 at most; what follows xn-- in "
                "a label is punycode of letters of other scripts; the port is at most 65535; no noncharacter and no tag character beyond U+FFFF stands in it.",
                SYNTAX,
            )
        ],
    },
    examples=("https://example.org/", "https://example.org/programme?year=2025#plan"),
)
