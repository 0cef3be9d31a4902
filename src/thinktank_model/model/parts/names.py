"""Names: one value each, with language and kind, because a language can have several."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Annotated, Final

from ...problems.problem import Problem, define
from ...problems.translations import Phrase
from ...shapes.annotations import Beside, within
from ...shapes.declared import field, frozen
from ...shapes.node import Node
from ...shapes.takes import Fields, Takes
from ...values.ids import Ref
from ...values.language import LANGUAGE, SCRIPT_MISMATCH, SCRIPTS, in_other_script
from ...values.periods import Period
from ...values.text import LABEL, VERBATIM_LABEL
from ...vocab import NameKind

__all__ = ["Name"]

PARTS = define(
    "name.parts",
    "warning",
    "neither the given name nor the family name {found} is part of the whole name {name}",
    why=(
        "`value` is the full name, and `given` and `family` are its parts, in any order and case. If neither "
        "occurs in it, the parts belong to another person or were split wrongly."
    ),
    bad='{"value": "Anna Kowalska", "given": "Hans", "family": "Meier"}',
    good='{"value": "Anna Kowalska", "given": "Anna", "family": "Kowalska"}',
)

SEVERAL_PREFERRED = define(
    "name.several-preferred",
    "error",
    "a second name in the language {lang} is preferred",
    why="The preferred name is the one to show, so each language can have only one.",
    bad='{"names": [{"value": "A", "lang": "en", "preferred": true}, {"value": "B", "lang": "en", "preferred": true}]}',
    good='{"names": [{"value": "A", "lang": "en", "preferred": true}, {"value": "B", "lang": "en"}]}',
)

REPEATED_NAME = define(
    "name.repeated",
    "warning",
    "duplicate name {found}",
    why=(
        "A duplicate name adds no information, and lists and exports show it twice. Names that differ in "
        "language, kind, time or source are not duplicates."
    ),
    bad='{"names": [{"value": "Institute", "lang": "en"}, {"value": "Institute", "lang": "en"}]}',
    good='{"names": [{"value": "Institute", "lang": "en"}, {"value": "Institut", "lang": "fr"}]}',
)

AS_IN_SOURCE: Final = Beside("source_id", VERBATIM_LABEL)


def _fits_its_language(value: str, lang: str) -> bool:
    """Return whether a name is in a script of its language."""
    return SCRIPTS[lang][value[0]] or not in_other_script(value, lang)


@frozen(kw_only=True, repr=False, eq=False)
class Name(Node):
    """A name of an organization, person, programme or event; one with a source is written as the source has it."""

    value: Annotated[str, LABEL, AS_IN_SOURCE, "The name as written."]
    lang: Annotated[str | None, LANGUAGE, "The language of the name, as a BCP 47 tag."] = None
    kind: Annotated[NameKind | None, "The kind of name."] = field(default=None, converter=Takes[str | None])
    preferred: Annotated[bool, "Whether this is the name to show in its language."] = False
    given: Annotated[
        str | None, LABEL, AS_IN_SOURCE, "The given name of a person, if known; `value` is still the full name."
    ] = None
    family: Annotated[str | None, LABEL, AS_IN_SOURCE, "The family name of a person, if known."] = None
    valid: Annotated[Period | None, "The period in which the name is or was used."] = field(
        default=None, converter=Takes[Period | Fields | None]
    )
    source_id: Annotated[str | None, Ref("source"), "The source of the name."] = None

    @within("value", "lang", codes=(SCRIPT_MISMATCH,), quick=_fits_its_language)
    def _in_the_script_of_its_language(self) -> Iterator[Problem]:
        """A name is written in a script of its language."""
        if self.lang is None or not in_other_script(self.value, self.lang):
            return iter(())
        expected = "a name in that language, or another tag"
        return iter((SCRIPT_MISMATCH(self.value, at="/value", tag=self.lang, expected=expected),))

    @within("value", "given", "family", codes=(PARTS,))
    def _parts_are_in_the_whole(self) -> Iterator[Problem]:
        """The given or the family name is in the whole name."""
        parts = [part for part in (self.given, self.family) if part is not None]
        whole = _letters(self.value)
        if not any([_letters(part) in whole for part in parts]):
            at = "/given" if self.family is None else "/family"
            yield PARTS(parts[-1], at=at, name=self.value, help="Copy the parts from the full name.")


def _letters(text: str) -> str:
    """Return the letters of a name, without case, marks and what is between them."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(filter(str.isalnum, plain))


def are_preferred_once(names: Sequence[Name]) -> bool:
    """Return whether `one_preferred_per_language` finds nothing."""
    preferred = [name.lang for name in names if name.preferred]
    return len(preferred) < 2 or len(set(preferred)) == len(preferred)


def one_preferred_per_language(names: Sequence[Name]) -> Iterator[Problem]:
    """Report each further preferred name of a language; pointers go into the record that has the `names`."""
    seen = set()
    for index, name in enumerate(names):
        if name.preferred:
            if name.lang in seen:
                lang = name.lang or Phrase("(none)")
                yield SEVERAL_PREFERRED(name.value, at=f"/names/{index}/preferred", lang=lang, suggestion="false")
            seen.add(name.lang)


def are_different(names: Sequence[Name]) -> bool:
    """Return whether no two names are equal in their values, as in most records: then `repeated_names` finds nothing.

    The names themselves are not compared, because a period takes long to hash.
    """
    return len({name.value for name in names}) == len(names)


def repeated_names(names: Sequence[Name]) -> Iterator[Problem]:
    """Report each name that is there already, preferred or not; pointers go into the record that has the `names`."""
    seen = set()
    for index, name in enumerate(names):
        entry = (name.value, name.lang, name.kind, name.valid, name.source_id)
        if entry in seen:
            yield REPEATED_NAME(name.value, at=f"/names/{index}", help="Remove one of the two.")
        seen.add(entry)
