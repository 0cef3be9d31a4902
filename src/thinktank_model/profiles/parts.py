"""The part that one project adds to a profile, checked when it is defined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from string import Formatter
from typing import Any, Final, NamedTuple

from ..model.header import WELL_KNOWN
from ..problems.patterns import pattern
from ..problems.problem import CODES, Code
from ..rules.base import Context, Rule
from ..shapes.annotations import shape_of
from ..shapes.forms import FOREIGN_CODE
from ..shapes.tree import ListOf, ObjectOf, Scalar, Shape
from ..values.language import LANGUAGE
from ..values.record_types import RECORD_TYPES
from ..values.strings import PREFIX
from ..values.urls import URL
from ..vocab.term import _NAMESPACED, Term, Vocabulary
from .declared import ProfileError, has_prefix, objects, record_class

__all__ = ["Part", "part"]

VERSION: Final = pattern("[0-9]{1,4}\\.[0-9]{1,4}", re.ASCII)

CORE_NAME: Final = "core"
TERM_PARTS: Final = 6  # of the declaration of a term: itself, three labels, its IRI, and the term that replaces it
Terms = Mapping[Any, Iterable[Any]]


class Part(NamedTuple):
    """The part of a profile from one project.

    Attributes:
        name: the name of the profile in the headers of files and on the command line.
        iri: its identifier.
        version: the version of its schema.
        records: its record classes.
        terms: the terms that it adds, by open vocabulary.
        rules: its rules across records.
        codes: the codes that its rules and classes report, by name.
        prefixes: the IRIs of its prefixes.
    """

    name: str
    iri: str
    version: str
    records: tuple[Any, ...]
    terms: Mapping[type[Vocabulary], tuple[Vocabulary, ...]]
    rules: tuple[Rule, ...]
    codes: Mapping[str, Code]
    prefixes: Mapping[str, str]


def part(
    name: str,
    records: Iterable[Any],
    terms: Terms,
    rules: Iterable[Rule],
    prefixes: Mapping[str, str],
    codes: Iterable[Code],
    iri: str | None,
    version: str,
) -> Part:
    """Return the part of a project, checked by itself.

    Raises:
        ProfileError: the definition is not valid.
    """
    _reads(PREFIX, name, "the name of a profile")
    if name == CORE_NAME:
        raise ProfileError(f"{name!r} is the name of the core; expected another name for the profile")
    for what, given in {"terms": terms, "prefixes": prefixes}.items():
        if not isinstance(given, Mapping):
            raise ProfileError(
                f"{what} of the profile {name!r} is a mapping, not an object of type {type(given).__name__}"
            )
    for what, listed in {"records": records, "rules": rules, "codes": codes}.items():
        if not isinstance(listed, Iterable) or isinstance(listed, (str, Rule)):
            raise ProfileError(
                f"{what} of the profile {name!r} is a list, not an object of type {type(listed).__name__}"
            )
    if not isinstance(version, str) or VERSION.fullmatch(version) is None:
        raise ProfileError(f"the version of the profile {name!r} is {version!r}; expected two numbers such as 1.0")
    for prefix, base in prefixes.items():
        _reads(PREFIX, prefix, f"a prefix of the profile {name!r}")
        _reads(URL, base, f"the IRI of the prefix {prefix!r}")
        if prefix in RECORD_TYPES or prefix in WELL_KNOWN:
            raise ProfileError(f"the profile {name!r} cannot have the prefix {prefix!r}, which means something already")
    if not prefixes:
        raise ProfileError(f'the profile {name!r} has no prefix: prefixes={{"my": "https://example.org/my/"}}')
    own_iri = next(iter(prefixes.values())) if iri is None else iri
    _reads(URL, own_iri, f"the IRI of the profile {name!r}")
    classes = tuple([record_class(cls, prefixes) for cls in records])
    known_rules = tuple([_rule(one) for one in rules])
    found = {code.name: code for code in _codes(classes, known_rules, codes, prefixes)}
    return Part(name, own_iri, version, classes, _terms(terms, prefixes), known_rules, found, dict(prefixes))


def _reads(scalar: Scalar, text: object, what: str) -> None:
    if not isinstance(text, str):
        raise ProfileError(f"{what} is a str, not an object of type {type(text).__name__}")
    problems = scalar.read(text)[1]
    if problems:
        raise ProfileError(f"{what}: {problems[0].message}")


# --- Terms ---


def _terms(given: Terms, prefixes: Mapping[str, str]) -> Mapping[type[Vocabulary], tuple[Vocabulary, ...]]:
    found: dict[type[Vocabulary], tuple[Vocabulary, ...]] = {}
    for vocabulary, listed in given.items():
        if not (isinstance(vocabulary, type) and issubclass(vocabulary, Vocabulary)):
            raise ProfileError(f"terms come to a vocabulary such as EventKind, not to {vocabulary!r}")
        if not isinstance(listed, Iterable) or isinstance(listed, str):
            raise ProfileError(
                f"the terms of {vocabulary.__name__} are a list or a vocabulary, not an object of type {type(listed).__name__}"
            )
        found[vocabulary] = tuple([_term(one, vocabulary, prefixes) for one in listed])
    return found


def _term(given: Any, vocabulary: type[Vocabulary], prefixes: Mapping[str, str]) -> Vocabulary:
    """Return a term: a member of a vocabulary of the project, or a tuple of the term and its labels, as such a member is declared."""
    likely = next(iter(prefixes))
    if isinstance(given, Vocabulary):
        term = given
    elif (
        isinstance(given, tuple)
        and 0 < len(given) <= TERM_PARTS
        and isinstance(given[0], str)
        and all([part is None or isinstance(part, str) for part in given])
    ):
        make: Any = Vocabulary
        term = make(vocabulary.__name__, {"TERM": given}).TERM
    else:
        raise ProfileError(
            f"a term of {vocabulary.__name__} is a member of a Vocabulary or a tuple of the term and its labels in English, French and "
            f'Chinese, ("{likely}:term", "Label", "Libellé", "标签"), not {given!r}'
        )
    if not term.label():
        raise ProfileError(f"the term {term.value!r} of {vocabulary.__name__} has no label in English")
    if _NAMESPACED.fullmatch(term.value) is None:
        raise ProfileError(f'the term {term.value!r} of {vocabulary.__name__} has no prefix: "{likely}:{term.value}"')
    has_prefix(term.value, prefixes, f"the term of {vocabulary.__name__}")
    return term


# --- Rules and codes ---


def _rule(given: Any) -> Rule:
    if not isinstance(given, Rule):
        raise ProfileError(f"{getattr(given, '__name__', repr(given))} is not a rule: mark it with @rule(CODE, ...)")
    if not given.codes:
        raise ProfileError(
            f"the rule {getattr(given.check, '__name__', given.check)} has no code to report: mark it with @rule(CODE, ...)"
        )
    return given


def tried(one: Rule, context: Context) -> Rule:
    """Return the rule after a trial run on no records.

    Raises:
        ProfileError: it raises.
    """
    try:
        found = list(one.check(context))
    except Exception as error:
        name = getattr(one.check, "__name__", repr(one.check))
        raise ProfileError(
            f"the rule {name} raises {type(error).__name__} on a dataset without records: {error}"
        ) from error
    del found
    return one


def _codes(
    classes: Iterable[Any], rules: Iterable[Rule], more: Iterable[Code], prefixes: Mapping[str, str]
) -> Iterator[Code]:
    """Yield the codes of a project: those of its rules and classes, and further ones."""
    of_classes = [
        code for cls in classes for shape in objects(shape_of(cls)) for check in shape.checks for code in check.codes
    ]
    listed = [*[code for rule in rules for code in rule.codes], *of_classes, *more]
    known: dict[str, Code] = {}
    for code in listed:
        if not isinstance(code, Code):
            raise ProfileError(f"a code is a Code(name, severity, message, why=...), not {code!r}")
        if CODES.get(code.name) is code:
            continue
        if FOREIGN_CODE.fullmatch(code.name) is None:
            raise ProfileError(f'the code {code.name!r} is not a prefix and a dotted name such as "my:grant.too-large"')
        has_prefix(code.name, prefixes, "the code")
        if not code.why:
            raise ProfileError(f"the code {code.name!r} has no explanation: Code(..., why='One or two sentences.')")
        if known.setdefault(code.name, code) is not code:
            raise ProfileError(f"the code {code.name!r} is defined twice")
        _texts(code)
        yield code


def _texts(code: Code) -> None:
    """Check that the texts of a code can be filled in, in each language."""
    for text in (code.message, code.together):
        _filled(text, code, "en")
    for lang, texts in code.translations.items() if isinstance(code.translations, Mapping) else [("", None)]:
        if not isinstance(texts, Mapping):
            raise ProfileError(
                f'the translations of the code {code.name!r} are a mapping for each language: {{"fr": {{"the text": "le texte"}}}}'
            )
        if LANGUAGE.read(lang)[1]:
            raise ProfileError(
                f"the code {code.name!r} has translations into {lang!r}, which is not a language tag such as fr"
            )
        for text, translated in texts.items():
            more = _filled(translated, code, lang) - _filled(text, code, lang)
            if more:
                raise ProfileError(
                    f"a text of the code {code.name!r} in {lang!r} has the parameter {min(more)!r}, which the English one does not have"
                )


def _filled(text: str, code: Code, lang: str) -> set[str]:
    """Return the names of the parameters of a text."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except (TypeError, ValueError) as error:
        raise ProfileError(f"a text of the code {code.name!r} in {lang!r} is not a format string: {error}") from error


def vocabularies_of(shape: Shape) -> Iterator[type[Vocabulary]]:
    """Yield the vocabularies in a shape."""
    match shape:
        case Term():
            yield shape.vocabulary
        case ObjectOf():
            for field in shape.fields.values():
                yield from vocabularies_of(field.shape)
        case ListOf():
            yield from vocabularies_of(shape.item)
