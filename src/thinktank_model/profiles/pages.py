"""Reference pages of a profile as Markdown: its classes, terms and codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..shapes.tree import ListOf, MapOf, ObjectOf, OneOf, Scalar, Shape
from ..values.ids import Reference
from ..vocab.term import Term, Vocabulary
from .profile import CORE, Profile

__all__ = ["pages"]


def pages(profile: Profile, lang: str = "en") -> Mapping[str, str]:
    """Return the pages about what a profile adds to the core: the text of each file by name.

    Parameters:
        profile: the profile.
        lang: the language of labels and explanations.
    """
    listed = {"records.md": _records(profile), "terms.md": _terms(profile, lang), "codes.md": _codes(profile, lang)}
    return {name: "\n".join(lines) + "\n" for name, lines in listed.items()}


def _records(profile: Profile) -> Iterator[str]:
    yield f"# Records of the profile {profile.name}"
    for cls in profile.own_records:
        shape: ObjectOf = profile.shape_of(cls)
        yield from ("", f"## {cls.__name__}", "", shape.description, "", f"`type` is `{shape.tag}`.", "")
        yield from ("| key | holds | meaning |", "| --- | --- | --- |")
        for field in shape.fields.values():
            yield f"| `{field.name}`{' (required)' if field.required else ''} | {_words(field.shape)} | {_cell(field.description)} |"


def _words(shape: Shape) -> str:
    match shape:
        case Reference(targets=targets):
            return "reference to " + " or ".join([f"`{target}`" for target in targets])
        case Term(vocabulary=vocabulary):
            return f"term of {vocabulary.__name__}"
        case Scalar(name=name):
            return _cell(str(name))
        case ListOf(item=item):
            return f"list of {_words(item)}"
        case MapOf(cls=cls) | ObjectOf(cls=cls):
            return str(cls.__name__)
        case OneOf():
            return "record"
    return type(shape).__name__.lower()


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "\\<")


def _terms(profile: Profile, lang: str) -> Iterator[str]:
    yield f"# Terms of the profile {profile.name}"
    of_core = CORE.vocabularies
    for vocabulary in profile.vocabularies:
        own: tuple[Vocabulary, ...] = profile.terms.get(vocabulary, ())
        listed = own if vocabulary in of_core else (*vocabulary, *own)
        if listed:
            yield from ("", f"## {vocabulary.__name__}", "", "| term | label |", "| --- | --- |")
            yield from [f"| `{term.value}` | {_cell(term.label(lang))} |" for term in listed]


def _codes(profile: Profile, lang: str) -> Iterator[str]:
    yield f"# Codes of the profile {profile.name}"
    for name in sorted(profile.scope.codes):
        yield from ("", f"## {name}", "", "```text", profile.explain(name, lang).rstrip("\n"), "```")
