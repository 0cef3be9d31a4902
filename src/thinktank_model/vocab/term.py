"""The base of vocabularies, and how terms are read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, Final, Self

from ..problems.meant import close_matches, did_you_mean
from ..problems.patterns import pattern, whole
from ..problems.portable import Portable
from ..problems.problem import Code, Fix, Problem, define
from ..problems.translations import Phrase, one_of, primary_subtag
from ..shapes.tree import Reading, Scalar
from .making import VocabularyType
from .spelling import ALSO_WRITTEN, fold, likely

__all__ = ["Open", "Term", "Vocabulary", "label"]

LANGUAGES: Final = ("en", "fr", "zh-Hans")
"""The languages, as BCP 47 tags, that every term has a label in."""

_LABEL_INDEX: Final = {"en": 0, "fr": 1, "zh": 2}  # by primary language subtag

BARE_LIMIT: Final = 100  # characters
NAMESPACED_LIMIT: Final = 200
_BARE: Final = pattern("[a-z0-9]+(?:_[a-z0-9]+)*", re.ASCII)
_NAMESPACED: Final = pattern("[a-z][a-z0-9-]*:[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)

NAMESPACED_EXAMPLE: Final = "myproject:term"

UNKNOWN = define(
    "term.unknown",
    "error",
    "{found} is not a term of {vocabulary}",
    why="The vocabulary is closed: software relies on its terms and would ignore any other value.",
    bad='{"status": "Held"}',
    good='{"status": "held"}',
    mends="the term, if only the case or the word separator differs",
)
UNLISTED = define(
    "term.unlisted",
    "warning",
    "{found} is not among the known terms of {vocabulary}",
    why=(
        "The vocabulary is open, so the term is kept. It has no label and no meaning outside this data, and is "
        "most often a mistake. Write a term of your own with a namespace."
    ),
    bad='{"kind": "symposion"}',
    good='{"kind": "symposium"}',
)
SYNTAX = define(
    "term.syntax",
    "error",
    "{found} cannot be a term of {vocabulary}",
    why=(
        "A term is an identifier for software, not a label: it is the same in every language, in file names and "
        "in queries."
    ),
    bad='{"kind": "Round table"}',
    good='{"kind": "roundtable"}',
    mends="the term, if only the case or the word separator differs",
)
DEPRECATED = define(
    "term.deprecated",
    "warning",
    "{found} is a deprecated term of {vocabulary}",
    why="The term has been replaced by another term. Two terms for one meaning would split counts and searches.",
    bad='{"kind": "university"}',
    good='{"kind": "higher_education"}',
    mends="the term that replaces it",
)


class Vocabulary(Portable, StrEnum, metaclass=VocabularyType):
    """A controlled vocabulary. Each member is a term, with its JSON string as the value.

    A term is declared in one line: term, label in English, French and Chinese, then, if there is one, the IRI of the
    same or the closest concept of a public vocabulary, and, for a deprecated term, the term that replaces it.

    A field annotated with the class takes these terms only and holds the member; a `str` annotated with `Open(class)`
    takes other terms too and holds the text.

    Attributes:
        iri: the IRI of the same or the closest concept of a public vocabulary, or None.
        replaced_by: for a deprecated term the term to write instead, else None.
    """

    _labels: tuple[str, str, str]
    iri: str | None
    replaced_by: str | None

    def __new__(  # noqa: D102 - documented by the class
        cls, term: str, en: str = "", fr: str = "", zh: str = "", iri: str | None = None, replaced_by: str | None = None
    ) -> Self:
        self = str.__new__(cls, term)
        self._value_ = term
        self._labels = en, fr, zh
        self.iri = iri
        self.replaced_by = replaced_by
        return self

    @classmethod
    def _missing_(cls, value: object) -> None:
        raise ValueError(
            f"{value!r} is not a term of {cls.__name__}{did_you_mean(value, [term.value for term in cls])}"
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"

    def label(self, lang: str = "en") -> str:
        """Return the label in this language (a BCP 47 tag), or in English if there is none.

        The primary language subtag decides: `fr-CA` gives the French label, and `zh`, `zh-CN` and
        `zh-Hant` the one in simplified Chinese.

        >>> from thinktank_model.vocab import EventStatus
        >>> EventStatus.HELD.label("fr-CA"), EventStatus.HELD.label("zh"), EventStatus.HELD.label("de")
        ('Tenu', '已举行', 'Held')
        """
        return self._labels[_LABEL_INDEX.get(primary_subtag(lang), 0)] or self._labels[0]

    @property
    def labels(self) -> Mapping[str, str]:
        """The label in every language, by BCP 47 tag."""
        return MappingProxyType({lang: text for lang, text in zip(LANGUAGES, self._labels, strict=True) if text})

    @classmethod
    def __shape__(cls) -> Term:
        """Return the scalar of a field that only takes terms of this vocabulary."""
        return _closed(cls)


def label(term: str, lang: str = "en", *, of: type[Vocabulary]) -> str:
    """Return the label of a term of a vocabulary; an unknown term is its own label.

    Parameters:
        term: the term, from a field that takes the terms of the vocabulary.
        lang: as in `Vocabulary.label`.
        of: the vocabulary.

    >>> from thinktank_model.vocab import EventKind
    >>> label("workshop", "fr", of=EventKind), label("wic:dialogue", of=EventKind)
    ('Atelier', 'wic:dialogue')
    """
    found = next((known for known in terms_of(of) if known == term), None)
    return term if found is None else found.label(lang)


def terms_of(vocabulary: type[Vocabulary]) -> Iterable[Vocabulary]:
    """Return the terms of a vocabulary.

    Raises:
        TypeError: it is not a vocabulary.
    """
    if not (isinstance(vocabulary, type) and issubclass(vocabulary, Vocabulary)):
        raise TypeError(f"expected a vocabulary such as EventKind, found {vocabulary!r}")
    return vocabulary


class Term(Scalar):
    """A term of a vocabulary.

    Attributes:
        vocabulary: the vocabulary.
        open: whether terms outside the vocabulary are taken.
        added: known terms of other projects.
    """

    __slots__ = ("added", "open", "vocabulary")

    def __init__(
        self, *, vocabulary: type[Vocabulary], open: bool, added: tuple[Vocabulary, ...] = (), **more: Any
    ) -> None:
        super().__init__(**more)
        self.vocabulary: type[Vocabulary] = vocabulary
        self.open: bool = open
        self.added: tuple[Vocabulary, ...] = added

    @property
    def terms(self) -> tuple[Vocabulary, ...]:
        """All terms that are known."""
        return (*self.vocabulary, *self.added)


@cache
def _closed(vocabulary: type[Vocabulary]) -> Term:
    terms = {term.value: term for term in vocabulary}

    def read(text: str) -> Reading:
        term = terms.get(text)
        if term is None:
            return None, (_refuse(UNKNOWN, vocabulary, text, one_of(_live(vocabulary))),)
        return term, _deprecation(term)

    return Term(
        name=words_of(vocabulary),
        read=read,
        cls=vocabulary,
        attribute="_value_",  # the same as `value`, without the cost of its descriptor
        schema={"enum": list(terms)},
        examples=_live(vocabulary),
        vocabulary=vocabulary,
        open=False,
    )


def Open(vocabulary: type[Vocabulary]) -> Term:
    """Return the scalar of a field that takes the terms of this vocabulary and others; its value is a plain `str`.

    A term of another project is written with its namespace, `prefix:term`. A bare term that the vocabulary does not
    have is kept too, with the warning `term.unlisted`.

    >>> from thinktank_model.vocab import EventKind
    >>> Open(EventKind).read("wic:dialogue")
    ('wic:dialogue', ())
    """
    return _open(vocabulary)


@cache
def _open(vocabulary: type[Vocabulary]) -> Term:
    return with_terms(vocabulary, (), frozenset())


def with_terms(vocabulary: type[Vocabulary], added: tuple[Vocabulary, ...], prefixes: Collection[str]) -> Term:
    """Return the scalar of an open vocabulary with further terms.

    Parameters:
        vocabulary: the vocabulary.
        added: terms of other projects.
        prefixes: prefixes whose terms are all known, so that any other term with such a prefix is reported.
    """
    terms = {term.value: term for term in (*vocabulary, *added)}
    live = (*_live(vocabulary), *[term.value for term in added if term.replaced_by is None])
    namespaced = Phrase("a term with a namespace such as {example}", example=NAMESPACED_EXAMPLE)

    def read(text: str) -> Reading:
        term = terms.get(text)
        if term is not None:
            return term.value, _deprecation(term)
        if len(text) <= NAMESPACED_LIMIT and _NAMESPACED.fullmatch(text):
            return text, () if text.partition(":")[0] not in prefixes else (_unlisted(vocabulary, text, live),)
        if len(text) <= BARE_LIMIT and _BARE.fullmatch(text):
            return text, (_refuse(UNLISTED, vocabulary, text, _or(one_of(live), namespaced)),)
        words = Phrase("lower-case words joined by _, such as {example}", example=live[0])
        return None, (_refuse(SYNTAX, vocabulary, text, _or(words, namespaced)),)

    return Term(
        name=words_of(vocabulary),
        read=read,
        schema={
            "anyOf": [
                {**whole(_BARE.pattern), "maxLength": BARE_LIMIT},
                {**whole(_NAMESPACED.pattern), "maxLength": NAMESPACED_LIMIT},
            ]
        },
        examples=(*live, NAMESPACED_EXAMPLE),
        vocabulary=vocabulary,
        open=True,
        added=added,
    )


def _unlisted(vocabulary: type[Vocabulary], text: str, known: Sequence[str]) -> Problem:
    """Return the problem that a term has the prefix of a project that does not define it."""
    near = close_matches(text, known, 1, 0.8)
    suggestion = f'"{near[0]}"' if near else None
    return UNLISTED(text, vocabulary=vocabulary.__name__, expected=one_of(known), suggestion=suggestion)


def _or(one: Phrase, other: Phrase) -> Phrase:
    return Phrase("{one}, or {other}", one=one, other=other)


def _live(vocabulary: type[Vocabulary]) -> tuple[str, ...]:
    """Return the terms that are not deprecated."""
    return tuple([term.value for term in vocabulary if term.replaced_by is None])


def words_of(vocabulary: type[Vocabulary]) -> str:
    """Return the name of the vocabulary in words: "event status"."""
    name = vocabulary.__name__
    parted = [f" {c}" if c.isupper() and last.islower() else c for last, c in zip(f" {name}", name, strict=False)]
    return "".join(parted).replace("_", " ").casefold()


def _deprecation(term: Vocabulary) -> tuple[Problem, ...]:
    if term.replaced_by is None:
        return ()
    fix = Fix("replace", "", term.replaced_by)
    return (DEPRECATED(term.value, vocabulary=type(term).__name__, suggestion=f'"{term.replaced_by}"', fix=fix),)


@cache
def spellings_of(vocabulary: type[Vocabulary]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the term of each folded text that certainly means one, and the same for the terms alone."""
    terms = {term.value: term.replaced_by or term.value for term in vocabulary}
    spellings = dict(terms)
    for term in vocabulary:
        iri = term.iri or ""
        name = iri.replace("#", "/").rpartition("/")[2]
        name = name if name[:1].isalpha() else ""  # not a number: 2013 is a year before it is a topic of EuroVoc
        for other in (*term.labels.values(), iri, name, *ALSO_WRITTEN.get(term.value, "").split()):
            spellings.setdefault(fold(other), terms[term.value])
    spellings.pop("", None)
    return spellings, terms


def _refuse(code: Code, vocabulary: type[Vocabulary], text: str, expected: str) -> Problem:
    """Return the problem of a text that is not a term, with the term that was most likely meant.

    There is only a fix for a term in another spelling: a label or a similar word may mean something else, and so may
    `held?`.
    """
    folded = fold(text)
    meant = likely(text, *spellings_of(vocabulary))
    fix = Fix("replace", "", meant) if meant == folded and re.fullmatch("[A-Za-z0-9 _-]+", text) else None
    suggestion = None if meant is None else f'"{meant}"'
    return code(text, vocabulary=vocabulary.__name__, expected=expected, suggestion=suggestion, fix=fix)
