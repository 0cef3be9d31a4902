"""The help of the command in French and Chinese. It is imported only for such a help."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from typing import Final

import click

from ..problems.patterns import pattern
from ..problems.translations import Phrase, translation
from .languages import width

__all__ = ["WORDS", "TranslatedHelp", "message_of", "parts", "texts"]

WORDS: Final = (
    "Usage:",
    "[OPTIONS]",
    "COMMAND [ARGS]...",
    "Options:",
    "Commands:",
    "Examples:",
    "Show this message and exit.",
    "INTEGER RANGE",
    "FLOAT RANGE",
    "PATH",
    "default: {value}",
    "required",
)
"""The words of click itself, and the headings."""

KEPT: Final = pattern(r"[\d.]*(?:<=?|>=?)?x(?:<=?|>=?)[\d.]+")
"""A range of numbers, which is the same in every language: 0<=x<=100."""

NARROWEST: Final = 20  # the minimum number of columns for descriptions of options, on any terminal
NAMES: Final = 30  # the maximum number of columns for names of options; a longer name has its own line
_ANY: Final = click.Context(click.Command(None))  # for errors without a context
WIDE: Final = "\u2e80-\u9fff\uff01-\uff60"
CLOSING: Final = "，。；：、！？）」』】”’"
OPENING: Final = "（「『【“‘"
PIECE: Final = pattern(rf"\s*(?:[{OPENING}]*[{WIDE}]|[^\s{WIDE}]+|$)[{CLOSING}]*")
"""The smallest part of a text that is not split: a word, or one Chinese character, with its punctuation."""


def texts(command: click.Command) -> Iterator[str]:
    """Yield each English text in the help of a command and its subcommands."""
    for paragraph in _paragraphs(command.help or ""):
        yield " ".join(paragraph.split())
    yield from filter(None, [command.short_help])
    for param in command.params:
        values = getattr(param.type, "choices", ())  # these are the same in every language
        for text in parts(getattr(param, "help", None) or ""):
            if text.removeprefix("default: ") not in values:
                yield text
    for below in getattr(command, "commands", {}).values():
        yield from texts(below)


def parts(text: str) -> list[str]:
    """Return the sentence of an option's help, and the items in the brackets after it.

    >>> parts("Show at most this many.  [default: 10; x>=1]")
    ['Show at most this many.', 'default: 10', 'x>=1']
    """
    sentence, *behind = re.split(r"(?:^|  )\[(?=\w+:|required|x)", text)
    items = [item for brackets in behind for item in brackets.strip().removesuffix("]").split("; ")]
    return [*filter(None, [" ".join(sentence.split())]), *items]


def message_of(error: click.ClickException, lang: str) -> str:
    """Return the message of a usage error in another language than English, with the words of click."""
    translate = translation(lang)
    own = translate(error.message)
    match error:
        case click.NoSuchOption():
            return translate(Phrase("there is no option {name}", name=error.option_name))
        case click.MissingParameter() if error.param is not None:
            return translate(Phrase("{name} is missing", name=error.param.get_error_hint(error.ctx or _ANY)))
        case click.BadParameter() if error.param is not None or error.param_hint is not None:
            hint = error.param_hint or (error.param.get_error_hint(error.ctx or _ANY) if error.param else "")
            name = hint if isinstance(hint, str) else " / ".join(hint)
            return translate(Phrase("invalid value for {name}: {said}", name=name, said=own))
        case _:
            return own


def _paragraphs(text: str) -> list[str]:
    return re.split(r"\n\s*\n", inspect.cleandoc(text))


def _wrapped(text: str, room: int) -> list[str]:
    """Return the lines of a text, each at most this many columns wide. Chinese is split between any two characters."""
    lines = [""]
    for piece in PIECE.findall(text):
        if lines[-1] and width(lines[-1] + piece) > room:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line for line in lines if line]


class TranslatedHelp(click.HelpFormatter):
    """Writes the help of any command in another language than English.

    Parameters:
        lang: the language.
        columns: the wanted width, if any.
        most: the maximum width.
    """

    def __init__(self, lang: str, columns: int | None, most: int | None) -> None:
        super().__init__(width=columns, max_width=most)
        self._translate = translation(lang)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of the usage."""
        for words in WORDS[1:3]:
            args = args.replace(words, self._translate(words))
        super().write_usage(prog, args, self._translate(prefix or WORDS[0]).rstrip() + " ")

    def write_heading(self, heading: str) -> None:
        """Write a heading with its colon."""
        self.write(f"{'':{self.current_indent}}{self._translate(f'{heading}:')}\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs; the line breaks of one that begins with a backspace are kept."""
        indent = " " * self.current_indent
        written: list[str] = []
        for paragraph in _paragraphs(text):
            kept = paragraph.startswith("\b")
            lines = paragraph.lstrip("\b\n").splitlines() if kept else [" ".join(paragraph.split())]
            said = [self._translate(line) for line in lines]
            written += ["\n".join(said if kept else _wrapped(said[0], self.width - len(indent)))]
        self.write(re.sub("^(?=.)", indent, "\n\n".join(written), flags=re.MULTILINE) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = NAMES, col_spacing: int = 2) -> None:
        """Write options or commands in two columns: name and description."""
        named = [(self._name(name), self._described(text)) for name, text in rows]
        start = self.current_indent + min(max([width(name) for name, _ in named]), col_max) + col_spacing
        for name, text in named:
            lines = _wrapped(text, max(self.width - start, NARROWEST))
            written = " " * self.current_indent + name
            gap = start - width(written)
            if lines and gap >= col_spacing:
                written += " " * gap + lines.pop(0)
            self.write("\n".join([written, *[" " * start + line for line in lines]]) + "\n")

    def _name(self, name: str) -> str:
        option, space, kind = name.partition(" ")
        return option + space + self._translate(kind)

    def _described(self, text: str) -> str:
        said: list[str] = []
        behind: list[str] = []
        for part in parts(text):
            is_default = part.startswith("default: ") and self._translate(part) == part
            if is_default:
                behind.append(self._translate(Phrase(WORDS[-2], value=part.removeprefix("default: "))))
            elif part.startswith("default: ") or part == WORDS[-1] or KEPT.fullmatch(part):
                behind.append(self._translate(part))
            else:
                said.append(self._translate(part))
        brackets = [f"[{'; '.join(behind)}]"] if behind else []
        return "  ".join([*said, *brackets])
