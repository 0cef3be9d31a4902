"""URLs: which are accepted, which are refused, and what is suggested. The oracles are ipaddress and urllib."""

from __future__ import annotations

import ipaddress
import json
import re
import unicodedata
import urllib.parse
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from thinktank_model.values.urls import _USUAL, URL, _fault, _is_host_and_port

GOOD = [
    "https://example.org", "http://example.org/", "https://example.org:8080/a?b=c#d", "https://sub.example.org/%20x",
    "https://[2001:db8::1]/", "https://[::1]:8080", "https://[::ffff:192.0.2.1]/", "https://192.0.2.1/", "HTTPS://EXAMPLE.ORG/",
    "https://example.org/a@b", "https://example.org?x=1", "https://example.org#x", "https://example.org/a:b", "https://localhost/",
    "https://example.org:65535/", "https://example.org:0/", "https://example.org:/", "https://[::1]:/", "https://example.org./", "https://a_b.example.org/", "https://xn--fiqs8s/",
    "https://example.org/a[1]?b[]=2", "https://example.org/~a;b=1,2!*'()$&+=", "https://1a.example.org/", "https://4.example.org/",
    "https://例え.jp/智库", "https://हिन्दी.भारत/", "https://ไทย.th/", "https://bücher.example/", "https://col·lecció.example/",
    "https://xn--bcher-kva.example/", "https://XN--BCHER-KVA.example/", "https://xn--mgba3gch31f060k/", "https://xn--zca.xn--zca/",
    "https://xn--ls8h.example/", "https://a.xn--80akhbyknj4f./", "https://xn--11b2ezcw70k.example/", "https://xn--ll-0eab.example/",
    "https://axn--a.example/", "https://example.org/" + "a" * 2028,
]  # fmt: skip

# URL, code, reason, suggestion
BAD: list[tuple[str, str, str, str | None]] = [
    ("", "url.syntax", "empty", None),
    ("www.example.org", "url.syntax", "no scheme", "https://www.example.org"),
    ("//example.org/", "url.syntax", "no scheme", "https://example.org/"),
    ("example.org:80/a", "url.syntax", "a host and port, no scheme", "https://example.org:80/a"),
    ("localhost:80?a", "url.syntax", "a host and port, no scheme", None),
    ("not a url", "url.syntax", "words", None),
    ("See example.org", "url.syntax", "words", None),
    (":", "url.syntax", "no scheme", None),
    ("javascript:alert(1)", "url.scheme-not-allowed", "script", None),
    ("JavaScript:a.b", "url.scheme-not-allowed", "script", None),
    ("data:text/html,x", "url.scheme-not-allowed", "data", None),
    ("ftp://example.org/", "url.scheme-not-allowed", "ftp", None),
    ("file:///etc/passwd", "url.scheme-not-allowed", "file", None),
    ("mailto:a@example.org", "url.scheme-not-allowed", "mail", None),
    ("htps://example.org/a", "url.scheme-not-allowed", "mistyped", "https://example.org/a"),
    ("hhttp://example.org/a", "url.scheme-not-allowed", "mistyped", "https://example.org/a"),
    ("https:example.org", "url.syntax", "no slashes", "https://example.org"),
    ("http:/example.org", "url.syntax", "one slash", "http://example.org"),
    ("https://", "url.syntax", "no host", None),
    ("https:///a", "url.syntax", "no host", None),
    ("https:///example.org/a", "url.syntax", "three slashes", "https://example.org/a"),
    ("https://?a", "url.syntax", "no host", None),
    ("https://https://example.org", "url.syntax", "scheme twice", None),
    ("https://user@example.org/", "url.user-info", "user", None),
    ("https://user:secret@example.org/", "url.user-info", "password", None),
    ("ftp://user:secret@example.org/", "url.user-info", "password, another scheme", None),
    ("https://user:secret@example.org/ ", "url.user-info", "password, space after", None),
    ("https://bank.example@evil.example/", "url.user-info", "a host that is no host", None),
    ("https://@example.org/", "url.user-info", "empty user", None),
    ("https://example.org\\@evil.example/", "url.syntax", "backslash", None),
    ("https://example.org/a\\b", "url.syntax", "backslash", None),
    ("https:\\\\example.org", "url.syntax", "backslashes for slashes", None),
    ("https://exa mple.org/", "url.syntax", "space in the host", None),
    (" https://example.org/", "url.syntax", "space before", "https://example.org/"),
    ("https://example.org/\n", "url.syntax", "line feed at the end", "https://example.org/"),
    ("https://example.org/a b c", "url.syntax", "space in the path", "https://example.org/a%20b%20c"),
    ("www.example.org/a b", "url.syntax", "space, no scheme", "https://www.example.org/a%20b"),
    ("https://example.org/\x00", "url.syntax", "NUL", None),
    ("https://example.org/\x7f", "url.syntax", "DEL", None),
    ("https://example.org/a\tb", "url.syntax", "tab", None),
    ("https://exam\nple.org/", "url.syntax", "line feed in the host", None),
    ("java\tscript:alert(1)", "url.syntax", "tab in the scheme", None),
    ("https://example.org/%zz", "url.syntax", "bad escape", "https://example.org/%25zz"),
    ("https://example.org/100%", "url.syntax", "bad escape at the end", "https://example.org/100%25"),
    ("https://exa%6dple.org/", "url.syntax", "escape in the host", None),
    ("https://example.org:99999/", "url.syntax", "port too large", None),
    ("https://example.org:65536/", "url.syntax", "port too large", None),
    ("https://example.org:x/", "url.syntax", "port is no number", None),
    ("https://example.org:٤/", "url.syntax", "port in other digits", None),
    ("https://[::1/", "url.syntax", "open bracket", None),
    ("https://::1/", "url.syntax", "address without brackets", None),
    ("https://[example.org]/", "url.syntax", "brackets round a name", None),
    ("https://[v1.a]/", "url.syntax", "address of the future", None),
    ("https://999.0.2.1/", "url.syntax", "octet too large", None),
    ("https://192.0.2/", "url.syntax", "three octets, which browsers read in their own way", None),
    ("https://0x7f.1/", "url.syntax", "hexadecimal address", None),
    ("https://2130706433/", "url.syntax", "address as one number", None),
    ("https://a..b.org/", "url.syntax", "empty label", None),
    ("https://.a.org/", "url.syntax", "empty label", None),
    ("https://./", "url.syntax", "no label", None),
    ("https://-a.org/", "url.syntax", "hyphen first", None),
    ("https://a-.org/", "url.syntax", "hyphen last", None),
    ("https://" + "a" * 64 + ".org/", "url.syntax", "label of 64 characters", None),
    ("https://xn--/", "url.syntax", "punycode of nothing", None),
    ("https://xn---/", "url.syntax", "punycode of nothing, with its separator", None),
    ("https://a.b.XN--pokxncvks/", "url.syntax", "punycode of signs that a look-up writes otherwise", None),
    ("https://10.0.0.xN--pokxncvks/", "url.syntax", "the same after numbers", None),
    ("https://xn--example-.org/", "url.syntax", "punycode of ASCII", None),
    ("https://xn--0.org/", "url.syntax", "punycode that is cut", None),
    ("https://xn--99999999.org/", "url.syntax", "punycode beyond Unicode", None),
    ("https://xn--a.org/", "url.syntax", "punycode of a control", None),
    ("https://xn--zn7c.org/", "url.syntax", "punycode of a replacement character", None),
    ("https://xn--u-ccb.org/", "url.syntax", "punycode of a letter and its accent apart", None),
    ("https://xn---epa.org/", "url.syntax", "punycode with xn-- inside", None),
    ("https://xn--xn---epa.org/", "url.syntax", "punycode of punycode", None),
    ("https://xn--1ug.org/", "url.syntax", "punycode of a joiner alone", None),
    ("https://xn--a-yoc.org/", "url.syntax", "punycode of letters in two directions", None),
    ("https://xn--Bcher-KVA8445.org/", "url.syntax", "punycode of a capital", None),
    ("https://xn--té.org/", "url.syntax", "punycode that is not ASCII", None),
    ("https://*.example.org/", "url.syntax", "asterisk", None),
    ("https://a。org/", "url.syntax", "ideographic full stop", None),
    ("https://\u2100.org/", "url.syntax", "normalized to a/c", None),
    ("https://\u2488com/", "url.syntax", "normalized to 1.", None),
    ("https://\ufdfa.org/", "url.syntax", "normalized to words with spaces", None),
    ("https://a\u200db.org/", "url.syntax", "joiner", None),
    ('https://example.org/"onclick', "url.syntax", "quote", "https://example.org/%22onclick"),
    ("https://example.org/<script>", "url.syntax", "tag", "https://example.org/%3Cscript%3E"),
    ("https://example.org/a|b", "url.syntax", "bar", "https://example.org/a%7Cb"),
    ("https://example.org/\u202egpj.exe", "url.syntax", "text that runs backwards", None),
    ("https://example.org/\u00a0", "url.syntax", "no-break space", "https://example.org/"),
    ("https://example.org/a\u200bb", "url.syntax", "zero-width space", None),
    ("https://example.org/\U000e0041", "url.syntax", "tag character", None),
    ("https://example.org/\U0001ffff", "url.syntax", "noncharacter", None),
    ("https://example.org/" + "a" * 2029, "url.syntax", "too long", None),
    ("https://example.org/" + "a" * 2028 + " ", "url.syntax", "too long by a space, and to be repeated", None),
    ("https://example.org/" + "%" * 1000, "url.syntax", "too long once escaped", None),
    ("https://example.org/" + " " * 5000, "url.syntax", "far too long to guess", None),
    ("www.example.org/" + "a" * 2040, "url.syntax", "too long with a scheme", None),
]  # fmt: skip


@pytest.mark.parametrize("url", GOOD)
def test_absolute_web_addresses_are_taken(url: str) -> None:
    """Unchanged."""
    assert URL.read(url) == (url, ())


@pytest.mark.parametrize(("url", "code", "why", "suggestion"), BAD, ids=[f"{case[2]} {case[0][:12]!a}" for case in BAD])
def test_other_addresses_are_refused(url: str, code: str, why: str, suggestion: str | None) -> None:
    """Those that could execute code, hide their target, or be read in two ways."""
    value, problems = URL.read(url)
    assert value is None and [problem.code for problem in problems] == [code]
    assert (None if problems[0].suggestion is None else json.loads(problems[0].suggestion)) == suggestion


@pytest.mark.parametrize("url", [case[0] for case in BAD if case[1] == "url.user-info"])
def test_no_message_repeats_a_password(url: str) -> None:
    """Nor does the value in the problem."""
    (problem,) = URL.read(url)[1]
    assert "secret" not in str(problem) and "secret" not in repr(problem)


TEXTS = st.text(st.sampled_from("htps:/.@?#%[]a1 \\\n\x00é") | st.characters(), max_size=30)
PARTS = st.lists(
    st.sampled_from(
        [
            "https",
            "htps",
            ":",
            "/",
            "//",
            "a",
            "例",
            "example.org",
            ".",
            "@",
            "?",
            "#",
            "%",
            "%20",
            " ",
            "[::1]",
            "80",
            "\\",
        ]
    ),
    max_size=9,
).map("".join)


@given(TEXTS | PARTS)
@example("https://example.org/" + "%" * 2028)
def test_no_text_raises_and_what_is_suggested_is_taken(text: str) -> None:
    """A suggestion that is refused itself would be useless."""
    value, problems = URL.read(text)
    assert value == (None if problems else text)
    for problem in problems:
        if problem.suggestion is not None:
            suggested = json.loads(problem.suggestion)
            assert URL.read(suggested) == (suggested, ())


@given(TEXTS | PARTS)
def test_what_is_taken_holds_nothing_that_is_read_in_two_ways(text: str) -> None:
    """No space, control character or user, one host; urllib finds the same parts, and the schema accepts it too."""
    if URL.read(text)[0] is not None:
        assert min(text) > " " and "\\" not in text and not re.search("%(?![0-9A-Fa-f]{2})", text)
        parts = urllib.parse.urlsplit(text)
        assert parts.scheme in ("http", "https") and parts.hostname and parts.username is None
        assert urllib.parse.urlunsplit(parts).casefold().rstrip("?#") == text.casefold().rstrip("?#")
        assert re.search(URL.schema["pattern"], text)


USUAL_PARTS = st.lists(
    st.sampled_from(
        ["a", "xn--a", "-", "--", ".", "com", "1", "0x1", "_", "@", ":", "443", "/", "?", "#", "%", "&amp;", " ", "["]
    ),
    max_size=9,
)


@given(USUAL_PARTS.map(lambda parts: "https://a" + "".join(parts)))
@example(f"https://{'a' * 64}.example/")
@example(f"https://{'a' * 63}.example/")
@example("https://example.org/[" + "a" * 2048)
def test_an_address_that_looks_usual_has_no_fault(text: str) -> None:
    """The first look at an address takes nothing that a closer look refuses."""
    assert _USUAL.fullmatch(text) is None or len(text) > 2048 or _fault(text) is None
    assert URL.read(text)[1] or _fault(text) is None


def test_most_addresses_need_no_closer_look() -> None:
    """The first look knows the addresses of the shipped datasets, so that reading them is fast."""
    for text in (
        "https://example.org/",
        "http://a-b.example.com/x/y_1.html?q=1&r=(2)#t",
        "https://x.cn",
        "https://x.cn?a",
    ):
        assert _USUAL.fullmatch(text)


LETTERS = st.characters(categories=["Ll", "Lo", "Mn", "Nd"]) | st.sampled_from("אבسلامनमस्ते智库ßéàa0")


@given(st.text(LETTERS, min_size=1, max_size=8))
@example("\ufe70")
def test_what_the_standard_library_encodes_is_taken(label: str) -> None:
    """Its codec follows the rules of 2003; ours accept at least these letters; each label has only one spelling."""
    try:
        encoded = label.encode("idna").decode()
    except UnicodeError:
        return
    known = "Cn" not in map(unicodedata.ucd_3_2_0.category, label)  # otherwise the codec does not know its direction
    # the codec accepts a space that normalization makes of a sign (U+FE70)
    digits = "AN" in map(
        unicodedata.bidirectional, label
    )  # Arabic digits need a letter before them (RFC 5893, section 2)
    starts = unicodedata.category(label[0])[0] != "M" and not digits
    if re.fullmatch("xn--[a-z0-9-]+", encoded) and known and starts:
        assert URL.read(f"https://{encoded}/")[1] == ()
        assert URL.read(f"https://{encoded.upper()}/")[1] == ()
        assert URL.read(f"https://{encoded}-/")[1] != ()


def test_capitals_that_have_no_small_letter_to_be_folded_to_are_letters() -> None:
    """The lower-case letters of Cherokee fold to capitals; all other hosts are written in lower case."""
    label = "ᏣᎳᎩ".encode("punycode").decode()
    assert URL.read(f"https://xn--{label}/")[1] == ()
    assert URL.read(f"https://xn--{'Éa'.encode('punycode').decode()}/")[1] != ()


def is_address(kind: Callable[[str], object], text: str) -> bool:
    try:
        kind(text)
    except ValueError:
        return False
    return True


GROUPS = st.sampled_from(["", "0", "1", "ffff", "12345", "g", "192.0.2.1", "256.0.0.1"])


@given(st.lists(GROUPS, min_size=1, max_size=10).map(":".join) | st.from_regex("[0-9a-f:]{2,20}", fullmatch=True))
@example("::")
@example("1:2:3:4:5:6:7::")
@example("1:2:3:4:5:6:7:8::")
@example("::192.0.2.1")
@example("192.0.2.1::")
@example("1::2::3")
@example(":::")
def test_ipaddress_agrees_on_ipv6(text: str) -> None:
    """In brackets; without exception."""
    assert _is_host_and_port(f"[{text}]") == (len(text) <= 45 and is_address(ipaddress.IPv6Address, text))


@given(
    st.lists(
        st.sampled_from(["0", "1", "9", "10", "99", "199", "255", "256", "300", "01", "1000", ""]), max_size=5
    ).map(".".join)
)
@example("1.2.3.4")
def test_ipaddress_agrees_on_ipv4(text: str) -> None:
    """For hosts of numbers only. It refuses a full stop at the end, which a host may have."""
    assert _is_host_and_port(text) == is_address(ipaddress.IPv4Address, text)


@pytest.mark.parametrize("host", ["1.2.3.4.", "a.1", "a.0x1"])
def test_a_host_that_ends_in_a_number_is_an_ipv4_address_or_none(host: str) -> None:
    """As in browsers (WHATWG URL, section 3.5); with a full stop at its end it is refused, for simplicity."""
    assert not _is_host_and_port(host)
