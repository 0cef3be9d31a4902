"""Small values with a written syntax."""

from __future__ import annotations

import pytest

from thinktank_model.shapes.tree import Scalar
from thinktank_model.values import strings as formats
from thinktank_model.values.licenses import LICENSE
from thinktank_model.values.timezones import TIMEZONE

TABLE: list[tuple[Scalar, str, bool]] = [
    *[(TIMEZONE, text, True) for text in ("EST5EDT", "Asia/Shanghai", "UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+8", "Europe/Paris")],
    *[(TIMEZONE, text, False) for text in ("UTC+8:00", "asia/shanghai", "+08:00", "", "Asia/", "China Standard Time", "Asia/Shanghai\n")],
    *[(formats.MEDIA_TYPE, text, True) for text in ("application/pdf", "text/html", "application/vnd.ms-excel", "image/svg+xml")],
    *[(formats.MEDIA_TYPE, text, False) for text in ("PDF", "application/", "/pdf", "text/html; charset=utf-8", "Text/HTML", "a/b/c")],
    *[(formats.SHA256, text, True) for text in ("0" * 64, "0123456789abcdef" * 4)],
    *[(formats.SHA256, text, False) for text in ("0" * 63, "0" * 65, "A" * 64, "g" * 64, "")],
    *[(formats.EXTENSION_KEY, text, True) for text in ("a:b", "my-project:Reviewed.2", "x1:a_b")],
    *[(formats.EXTENSION_KEY, text, False) for text in ("reviewed", "A:b", "a:", ":b", "a:b c", "1a:b", "a:b:c")],
    *[(formats.JSON_POINTER, text, True) for text in ("/a", "/a/0/b~1c~0d", "/parents/0")],
    *[(formats.JSON_POINTER, text, False) for text in ("", "a", "/~", "/~2", "/a\n", "/a/")],
    *[(formats.SCHEMA_VERSION_TEXT, text, True) for text in ("1.0", "0.9", "12.34")],
    *[(formats.SCHEMA_VERSION_TEXT, text, False) for text in ("1", "v1.0", "1.0.0", "01.0", "1.", "1.00", "")],
    *[(LICENSE, text, True) for text in ("CC-BY-4.0", "MIT", "https://example.org/licence", "MIT OR Apache-2.0")],
    *[(LICENSE, text, False) for text in ("CC BY 4.0", "", "javascript:x", "-MIT", "a" * 101)],
]  # fmt: skip


@pytest.mark.parametrize(("scalar", "text", "right"), TABLE, ids=[f"{case[0].name}: {case[1]!a}" for case in TABLE])
def test_syntax(scalar: Scalar, text: str, right: bool) -> None:
    """An accepted value is unchanged; a refused one has a problem with the expected form."""
    value, problems = scalar.read(text)
    assert (value, problems) == (text, ()) if right else value is None
    if scalar.clean is not None:
        assert scalar.clean(text) is right
    for problem in problems:
        assert problem.expected


@pytest.mark.parametrize(("written", "meant"), [("CC BY 4.0", '"CC-BY-4.0"'), ("!", None)])
def test_the_licence_that_was_meant_is_suggested(written: str, meant: str | None) -> None:
    """Spaces instead of hyphens are a common mistake."""
    assert LICENSE.read(written)[1][0].suggestion == meant
