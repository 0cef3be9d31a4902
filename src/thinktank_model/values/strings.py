"""Short strings with a syntax: media types, hashes, pointers, extension keys, versions of the schema."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from ..problems.display import literal
from ..problems.patterns import pattern, whole
from ..problems.problem import Code, define
from ..problems.translations import Phrase
from ..shapes.tree import Reading, Scalar

__all__ = ["EMAIL", "EXTENSION_KEY", "JSON_POINTER", "MEDIA_TYPE", "PHONE", "PREFIX", "SCHEMA_VERSION_TEXT", "SHA256"]


def _format(
    title: str,
    name: str,
    syntax: str,
    limit: int,
    code: Code,
    example: str,
    *,
    repeats: bool = True,
    meant: Callable[[str], str] = str,
) -> Scalar:
    """Return a scalar whose only rules are a pattern and a length.

    Parameters:
        title: its name in the JSON Schema.
        meant: a function that returns the text that another form most likely means.
    """
    compiled = pattern(syntax, re.ASCII)

    def clean(text: str) -> bool:
        return len(text) <= limit and compiled.fullmatch(text) is not None

    def read(text: str) -> Reading:
        if clean(text):
            return text, ()
        expected = Phrase(
            "{name} such as {example}, at most {limit} {limit:character|characters}",
            name=Phrase(name),
            example=example,
            limit=limit,
        )
        likely = meant(text[: 2 * limit].strip())
        return None, (code(text, expected=expected, suggestion=literal(likely) if clean(likely) else None),)

    return Scalar(
        name=name,
        read=read,
        repeats=repeats,
        clean=clean,
        schema={"title": title, **whole(syntax), "maxLength": limit},
        examples=(example,),
    )


_ENDINGS: Final = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
    "html": "text/html",
    "json": "application/json",
    "pdf": "application/pdf",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
}


def _media_type(text: str) -> str:
    """Return a media type in lower case without parameters, also for a file extension."""
    plain = text.partition(";")[0].strip().lower()
    return _ENDINGS.get(plain.removeprefix("."), plain)


MEDIA_TYPE: Final = _format(
    "MediaType",
    "a media type",
    "[a-z0-9][a-z0-9!#&^_.+-]{0,126}/[a-z0-9][a-z0-9!#&^_.+-]{0,126}",
    255,
    define(
        "format.media-type",
        "error",
        "{found} is not a media type",
        why="RFC 6838, section 4.2: `type/subtype`, here in lower case and without parameters.",
        bad='{"media_type": "PDF"}',
        good='{"media_type": "application/pdf"}',
    ),
    "application/pdf",
    meant=_media_type,
)

SHA256: Final = _format(
    "Sha256",
    "a SHA-256 hash",
    "[0-9a-f]{64}",
    64,
    define(
        "format.sha256",
        "error",
        "{found} is not a SHA-256 hash",
        why="A SHA-256 hash is 64 hexadecimal digits in lower case (FIPS 180-4).",
        bad='{"sha256": "E3B0C442"}',
        good='{"sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}',
    ),
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    repeats=False,
    meant=str.lower,
)

EXTENSION_KEY: Final = _format(
    "ExtensionKey",
    "a namespaced key",
    "[a-z][a-z0-9-]*:[A-Za-z0-9][A-Za-z0-9._-]*",
    200,
    define(
        "key.not-namespaced",
        "error",
        "the extension key {found} has no namespace",
        why=(
            "The form `prefix:name` keeps the extensions of different projects apart, and apart from future keys of "
            "the schema."
        ),
        bad='{"extensions": {"reviewed": true}}',
        good='{"extensions": {"myproject:reviewed": true}}',
    ),
    "myproject:reviewed",
)

JSON_POINTER: Final = _format(
    "JsonPointer",
    "a JSON Pointer into the record",
    "(?:/(?:[^~/\\x00-\\x1f]|~[01])+)+",
    1000,
    define(
        "format.json-pointer",
        "error",
        "{found} is not a JSON Pointer",
        why="RFC 6901, section 3: each key or index follows a slash, `~` is written `~0` and `/` in a key `~1`.",
        bad='{"field": "country"}',
        good='{"field": "/country"}',
    ),
    "/country",
    meant=lambda text: text if text.startswith("/") else f"/{text}",
)

SCHEMA_VERSION_TEXT: Final = _format(
    "SchemaVersion",
    "a schema version",
    "(?:0|[1-9][0-9]{0,5})\\.(?:0|[1-9][0-9]{0,5})",
    13,
    define(
        "version.syntax",
        "error",
        "{found} is not a schema version",
        why="A schema version is `major.minor`; the major number changes when old readers can no longer read new records.",
        bad='{"schema_version": "v1"}',
        good='{"schema_version": "1.0"}',
    ),
    "1.0",
    meant=lambda text: text.lower().removeprefix("v"),
)

_LABEL_OF_HOST: Final = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"

EMAIL: Final = _format(
    "EmailAddress",
    "an email address",
    f"[A-Za-z0-9.+!#%&'*/=?^_`{{|}}~\\u0024-]{{1,64}}@(?:{_LABEL_OF_HOST}\\.)+{_LABEL_OF_HOST}",
    254,
    define(
        "format.email",
        "error",
        "{found} is not an email address",
        why=(
            "An email address is `name@host` as in web forms (HTML, section 4.10.5.1.5), without a display name and "
            "with at most 254 characters (RFC 5321)."
        ),
        bad='{"contacts": [{"email": "office at example.org"}]}',
        good='{"contacts": [{"email": "office@example.org"}]}',
    ),
    "office@example.org",
    meant=lambda text: text.removeprefix("mailto:").strip("<>").replace(" [at] ", "@").replace(" (at) ", "@"),
)

PHONE: Final = _format(
    "PhoneNumber",
    "a telephone number",
    "\\+?[0-9(](?:[0-9 ()./-]{1,40}[0-9])(?: ?(?:ext\\.?|x) ?[0-9]{1,6})?",
    60,
    define(
        "format.phone",
        "error",
        "{found} is not a telephone number",
        why=(
            "ITU-T E.123: digits, optionally separated by spaces, hyphens, dots or brackets, preferably with + and "
            "the country code."
        ),
        bad='{"contacts": [{"phone": "see website"}]}',
        good='{"contacts": [{"phone": "+33 1 99 00 12 34"}]}',
    ),
    "+33 1 99 00 12 34",
    meant=lambda text: text.removeprefix("tel:"),
)

PREFIX: Final = _format(
    "Prefix",
    "a prefix",
    "[a-z][a-z0-9-]*",
    100,
    define(
        "key.prefix-syntax",
        "error",
        "{found} cannot be a prefix",
        why=(
            "A prefix is the part before the colon of a namespaced term or key: lower-case letters, digits and "
            "hyphens, starting with a letter."
        ),
        bad='{"type": "dataset", "prefixes": {"My Project": "https://example.org/terms/"}}',
        good='{"type": "dataset", "prefixes": {"my-project": "https://example.org/terms/"}}',
    ),
    "myproject",
    meant=lambda text: "-".join(text.lower().rstrip(":").split()),
)
