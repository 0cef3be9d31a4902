"""Compiles functions whose source is written from shapes."""

from __future__ import annotations

import linecache
from typing import Any

__all__ = ["Writer", "compiled"]


class Writer:
    """Collects lines of source and the objects that these lines refer to.

    Parameters:
        names: the objects by their names in the source.
    """

    def __init__(self, **names: Any) -> None:
        self.lines: list[str] = []
        self.names: dict[str, Any] = names

    def line(self, depth: int, text: str) -> None:
        """Add a line, indented so many steps."""
        self.lines.append("    " * depth + text)

    def name(self, wish: str, value: Any) -> str:
        """Return a name for an object in the source: the wanted name, with a number appended if it is taken."""
        wish = "".join([c if c.isalnum() else "_" for c in wish])
        name, number = wish, 1
        while name in self.names and self.names[name] != value:
            number += 1
            name = f"{wish}{number}"
        self.names[name] = value
        return name


def compiled(writer: Writer, name: str) -> tuple[Any, str]:
    """Return the function that the lines define, and their text. Tracebacks and debuggers show the text, as they do for methods that attrs writes."""
    text = "\n".join(writer.lines) + "\n"
    file, number = f"<thinktank_model {name}>", 1
    while file in linecache.cache:
        number += 1
        file = f"<thinktank_model {name} {number}>"
    linecache.cache[file] = len(text), None, text.splitlines(keepends=True), file
    exec(compile(text, file, "exec"), writer.names)
    return writer.names[name], text
