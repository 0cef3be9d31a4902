"""The catalogue of all problem codes, with their texts in any language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from .meant import closest
from .problem import Code, all_codes
from .translations import Phrase, translation

__all__ = [
    "catalogue",
    "explain",
]


def catalogue(lang: str = "en") -> Mapping[str, Code]:
    """Return all problem codes by name, in alphabetical order.

    Parameters:
        lang: the language of their messages and explanations, as in `Problem.message_in`.

    >>> catalogue()["date.syntax"].severity.value
    'error'
    """
    return in_language(all_codes(), lang)


def in_language(codes: Mapping[str, Code], lang: str) -> Mapping[str, Code]:
    """Return the codes with their texts in a language, in alphabetical order."""
    return {name: _translated(code, lang) for name, code in sorted(codes.items())}


def _translated(code: Code, lang: str) -> Code:
    translate = translation(lang, code.translations)
    if translate is str:
        return code
    message, why, mends = translate(code.message), translate(code.why), translate(code.mends)
    return Code(
        code.name,
        code.severity,
        message,
        why,
        code.bad,
        code.good,
        mends,
        code.canonical,
        code.translations,
        translate(code.together),
    )


def in_family(code: str, names: Iterable[str]) -> bool:
    """Return whether a code is one of these codes or belongs to one of these families of codes.

    >>> in_family("date.syntax", ["date"]), in_family("date.syntax", ["dat", "date.reversed"])
    (True, False)
    """
    return any(code == name or code.startswith(name + ".") for name in names)


def matching(name: str, codes: Mapping[str, Code] | None = None) -> Sequence[Code]:
    """Return the codes with this name or in this family, from the catalogue or from the given codes."""
    return [code for code in (catalogue() if codes is None else codes).values() if in_family(code.name, [name])]


def nearest_code(name: str, codes: Iterable[str] | None = None) -> str | None:
    """Return the code or family of codes that is most similar to a misspelt name."""
    known = list(catalogue() if codes is None else codes)
    return closest(name, [*known, *{code.partition(".")[0] for code in known}])


def in_plural(template: str) -> str:
    """Return a template for display, with the plural of each word that depends on a number.

    >>> in_plural("{count} {count:item|items}")
    '{count} items'
    """
    return re.sub(r"\{\w+:[^}|]*\|([^}]*)\}", r"\1", template)


def summary(code: Code) -> str:
    """Return the message of a code with an ellipsis for each parameter."""
    return re.sub(r"\{[^}]*\}", "…", in_plural(code.message))


def explain(code: str, lang: str = "en") -> str:
    """Return the explanation of a code: why the rule exists, an example that breaks it, and the same example fixed.

    Parameters:
        code: a code such as `date.syntax`, or a family of codes such as `date`.
        lang: as in `Problem.message_in`.

    Raises:
        KeyError: there is no such code, and no such family.
    """
    return explained(all_codes(), code, lang)


def explained(codes: Mapping[str, Code], code: str, lang: str) -> str:
    """Return the explanation of a code from the given codes. Raises what `explain` raises."""
    known = in_language(codes, lang)
    found = matching(code, known)
    if not found:
        near = nearest_code(code, known)
        raise KeyError(f"there is no code {code!r}" + (f"; did you mean {near!r}?" if near else ""))
    return "\n".join([explanation(known[one.name], lang) for one in found])


def explanation(code: Code, lang: str, paint: Callable[[str, str], str] | None = None, style: str = "") -> str:
    """Return the explanation of one code in a language.

    Parameters:
        code: the code.
        lang: the language.
        paint: a function that styles words, such as in `bold`.
        style: the style of the severity.
    """
    translate = translation(lang)
    name, severity = code.name, translate(code.severity.value)
    if paint is not None:
        name, severity = paint(name, "bold"), paint(severity, style)
    lines = [f"{name} {severity} {summary(code)}", "", code.why]
    if code.bad:
        lines += ["", translate("Wrong:"), f"    {code.bad}"]
    if code.good:
        lines += ["", translate("Right:"), f"    {code.good}"]
    if code.mends:
        lines += ["", translate(Phrase("--fix writes {mends}.", mends=code.mends))]
    return "\n".join(lines) + "\n"
