"""A profile: the core, or an extension of it by another project, as one immutable value with the functions of the module."""

from __future__ import annotations

import datetime
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import IO, Any, Final, TypeVar, final, overload

from ..contract.codegen import WHOLE, structure
from ..contract.lean import lean_of
from ..contract.llm import answer_of, schema_of
from ..contract.schema import BASE, profile_schema
from ..contract.variants import VARIANTS, Variant, json_schema
from ..dataset.collection import Dataset, made_of
from ..dataset.mending import fixes_applied
from ..dataset.validation import checked
from ..formats.exchange import imported_as
from ..formats.format import Imported
from ..jsontext.limits import LIMITS, Limits
from ..jsontext.starting import LinesSource, Start
from ..model.common import _Common
from ..model.header import DatasetHeader
from ..model.ids import id_made
from ..model.index import Index
from ..model.scope import CORE_SCOPE, Scope
from ..model.union import RECORD, Record
from ..problems.explanations import explained, in_language
from ..problems.problem import Code, all_codes
from ..problems.report import Report
from ..records.lines import lines_of, write_jsonl
from ..records.readers import Line
from ..records.single import dumps, known_class, read_text, to_dict
from ..rules.base import Context, Rule, value_of
from ..shapes.annotations import shape_of
from ..shapes.explain import Unknown
from ..shapes.forms import Form, form_of, form_of_shape
from ..shapes.neighbours.converters import C, converter_of, taught
from ..shapes.node import Node
from ..shapes.tree import ListOf, OneOf
from ..vocab.term import Vocabulary, terms_of
from .classes import belongs, dataset_class, record_class
from .declared import ProfileError, references_lead_somewhere
from .parts import CORE_NAME, Part, part, tried, vocabularies_of
from .pickling import defined_as
from .widening import Widening

__all__ = ["CORE", "Profile"]

N = TypeVar("N", bound=Node)
V = TypeVar("V", bound=type[Vocabulary])  # the keys of a mapping are invariant


@final
class Profile:
    """A set of record classes, terms, vocabularies and rules, with the functions that read, check and write such records.

    The functions of the module are those of `CORE`; `CORE.extended(...)` is the profile of another project. A profile is immutable, and
    independent of other profiles: nothing is registered globally.

    Attributes:
        name: its name in the headers of files and on the command line; that of the core is `core`.
        version: the version of its schema.
        iri: its identifier; empty for the core.
        scope: its shapes, rules, codes and prefixes.
        Dataset: its dataset class.
        Record: the class of any of its records, for `isinstance` and as a field of pydantic models.
    """

    __slots__ = ("Dataset", "Record", "_parts", "iri", "name", "scope", "version")

    name: str
    version: str
    iri: str
    scope: Scope
    Dataset: type[Dataset]
    Record: Any
    _parts: tuple[Part, ...]

    def __init__(self, *_given: object, **_more: object) -> None:
        raise TypeError("a profile is made from another one: CORE.extended(name, records=[...], prefixes={...})")

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a profile cannot be changed; make another one with extended (cannot set {name!r})")

    def __repr__(self) -> str:
        return f"<Profile {self.name}>"

    def __reduce__(self) -> tuple[Any, ...]:
        name = defined_as(self, self._parts)
        return (_assembled, (self._parts,)) if name is None else (value_of, name)

    def __copy__(self) -> Profile:
        return self

    def __deepcopy__(self, _memo: object) -> Profile:
        return self

    # --- making others ---

    def extended(
        self,
        name: str,
        *,
        records: Iterable[type[_Common]] = (),
        terms: Mapping[V, Iterable[Any]] = MappingProxyType({}),
        rules: Iterable[Rule] = (),
        prefixes: Mapping[str, str] = MappingProxyType({}),
        codes: Iterable[Code] = (),
        iri: str | None = None,
        version: str = "1.0",
    ) -> Profile:
        """Return a profile that extends this one.

        Parameters:
            name: its name in the headers of files and on the command line.
            records: record classes; the type of each has a prefix. A subclass of ours adds fields.
            terms: new terms by open vocabulary: members of your own `Vocabulary`, or tuples of a term with its
                labels, as such a member is declared.
            rules: rules across records, marked by `@rule`.
            prefixes: the IRIs of the prefixes of its types, terms and codes.
            codes: codes that neither its rules nor its classes declare, such as those of value types.
            iri: its identifier; by default the IRI of the first prefix.
            version: the version of its schema.

        Raises:
            ValueError: the definition is not valid or clashes with this profile; the message is one sentence.
        """
        return _assembled((*self._parts, part(name, records, terms, rules, prefixes, codes, iri, version)))

    def joined(self, *others: Profile) -> Profile:
        """Return a profile that combines this one with others.

        Raises:
            ValueError: two of them use the same record type, term, code or prefix differently.
            TypeError: one of them is not a profile.
        """
        for other in others:
            if not isinstance(other, Profile):
                raise TypeError(
                    f"expected profiles, found an object of type {type(other).__name__}; load_profile finds one by name"
                )
        parts = tuple({id(one): one for profile in (self, *others) for one in profile._parts}.values())
        same = [profile for profile in (self, *others) if [*map(id, profile._parts)] == [*map(id, parts)]]
        return same[0] if same else _assembled(parts)

    # --- what it has ---

    @property
    def records(self) -> Mapping[str, type[Any]]:
        """Its record classes by type, those of the core first."""
        return MappingProxyType({tag: option.cls for tag, option in self.scope.record.options.items()})

    @property
    def own_records(self) -> tuple[type[Any], ...]:
        """The record classes that the core does not have; for the core itself all."""
        return tuple([cls for one in self._parts for cls in one.records]) or tuple(self.records.values())

    @property
    def terms(self) -> Mapping[type[Vocabulary], tuple[Vocabulary, ...]]:
        """The terms that it adds to open vocabularies."""
        return MappingProxyType(_terms(self._parts))

    @property
    def vocabularies(self) -> tuple[type[Vocabulary], ...]:
        """All vocabularies of its records."""
        options = self.scope.record.options.values()
        return tuple(dict.fromkeys([one for option in options for one in vocabularies_of(option)]))

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Its rules across records in addition to those of the core."""
        return self.scope.rules

    @property
    def profiles(self) -> Mapping[str, str]:
        """The profiles that a file of its records needs: the IRI of each by name."""
        return self.scope.profiles

    @property
    def prefixes(self) -> Mapping[str, str]:
        """The IRIs of its prefixes."""
        return self.scope.prefixes

    def shape_of(self, cls: Any = None) -> Any:
        """Return the shape of a class in this profile; by default that of any record."""
        if cls is None or cls is Record or cls is RECORD or cls is self.Record:
            return self.scope.record
        if cls is Dataset:
            cls = self.Dataset
        return self.scope.shape_of(cls)

    def form_of(self, cls: Any) -> Form:
        """Return the JSON form of a class in this profile."""
        shape = self.shape_of(cls) if isinstance(cls, type) and issubclass(cls, Node | Record) else None
        return form_of(cls) if shape is None or self.scope is CORE_SCOPE else form_of_shape(shape)

    # --- records ---

    @overload
    def loads(self, data: bytes | str, *, unknown: Unknown = "error") -> _Common: ...
    @overload
    def loads(self, data: bytes | str, cls: type[N], *, unknown: Unknown = "error") -> N: ...
    def loads(self, data: bytes | str, cls: Any = None, *, unknown: Unknown = "error") -> Any:
        """Read one record from JSON. Parameters and errors are those of `thinktank_model.loads`."""
        return read_text(data, self.shape_of(known_class(cls)), unknown)

    def dumps(self, record: Node) -> bytes:
        """Return canonical JSON, as `thinktank_model.dumps`."""
        return dumps(record)

    @overload
    def from_dict(self, data: Mapping[str, Any], *, unknown: Unknown = "error") -> _Common: ...
    @overload
    def from_dict(self, data: Mapping[str, Any], cls: type[N], *, unknown: Unknown = "error") -> N: ...
    def from_dict(self, data: Mapping[str, Any], cls: Any = None, *, unknown: Unknown = "error") -> Any:
        """Make a record of plain data. Parameters and errors are those of `loads`."""
        known_class(cls)
        wanted: Any = cls or self.Record
        return converter_of(unknown, self.form_of).structure(data, wanted)

    def to_dict(self, record: Node) -> dict[str, Any]:
        """Return the plain data of a record: what `dumps` writes."""
        return to_dict(record)

    def read_jsonl(
        self, source: LinesSource, *, start: Start | None = None, unknown: Unknown = "error", limits: Limits = LIMITS
    ) -> Iterator[Line]:
        """Read records one per line. Parameters and errors are those of `thinktank_model.read_jsonl`."""
        return lines_of(source, unknown, limits, self.scope, start)

    def write_jsonl(self, target: str | os.PathLike[str] | IO[bytes], records: Iterable[Any]) -> None:
        """Write records one per line, as `thinktank_model.write_jsonl`; a `DatasetHeader` may be first, and names the profiles."""
        write_jsonl(target, map(self._saying, records))

    def _saying(self, record: Any) -> Any:
        if type(record) is not DatasetHeader or not self.profiles:
            return record
        return made_of(record, (), self.Dataset).header

    def validate(
        self,
        data: bytes | str | Mapping[str, Any] | Node | os.PathLike[str],
        *,
        unknown: Unknown = "error",
        today: datetime.date | None = None,
        limits: Limits = LIMITS,
    ) -> Report:
        """Return the problems of some data. Parameters and errors are those of `thinktank_model.validate`."""
        return checked(data, unknown, today, limits, self.scope)

    def apply_fixes(
        self, data: bytes | str, *, unknown: Unknown = "error", today: datetime.date | None = None
    ) -> tuple[bytes, Report]:
        """Return the text with all safe fixes applied, as `thinktank_model.apply_fixes`."""
        return fixes_applied(data, unknown, today, self.scope)

    def import_file(
        self,
        source: str | os.PathLike[str] | IO[bytes],
        *,
        format: str | None = None,
        mapping: Mapping[str, Any] | None = None,
        unknown: Unknown = "error",
        limits: Limits = LIMITS,
        **options: str,
    ) -> Imported:
        """Read a dataset from a file of another format. Parameters and errors are those of `thinktank_model.import_file`."""
        return imported_as(self.Dataset, source, format, mapping, unknown, limits, options)

    def make_id(self, type: str, *parts: str, **more: Any) -> str:
        """Return a record id made of these words. Parameters and errors are those of `thinktank_model.make_id`."""
        return id_made(type, parts, tuple(self.records), **more)

    # --- words ---

    def label(self, term: str, lang: str = "en", *, of: type[Vocabulary]) -> str:
        """Return the label of a term, including those of the profile; an unknown term is its own label."""
        found = next((one for one in (*terms_of(of), *self.terms.get(of, ())) if one == term), None)
        return term if found is None else found.label(lang)

    def catalogue(self, lang: str = "en") -> Mapping[str, Code]:
        """Return all problem codes of this profile by name, as `thinktank_model.catalogue`."""
        return in_language({**all_codes(), **self.scope.codes}, lang)

    def explain(self, code: str, lang: str = "en") -> str:
        """Return the explanation of a code or family of codes, as `thinktank_model.explain`."""
        return explained({**all_codes(), **self.scope.codes}, code, lang)

    # --- neighbours ---

    def json_schema(self, cls: Any = None, *, variant: Variant = "full") -> dict[str, Any]:
        """Return the JSON Schema (2020-12) of one class of this profile, or of everything: any record, and a dataset document.

        Parameters:
            cls: the class; None for everything.
            variant: as in `thinktank_model.json_schema`.

        Raises:
            ValueError: there is no such variant.
        """
        if not self._parts or variant not in VARIANTS:
            return json_schema(cls, variant=variant)
        if cls is Dataset:
            cls = self.Dataset
        shape = None if cls is None else self.form_of(cls).shape
        if variant == "codegen":
            id = f"{self.schema_id}{'' if cls is None else ':' + cls.__name__}:codegen"
            shapes = [*self.scope.record.options.values(), shape_of(self.Dataset)] if shape is None else [shape]
            return structure(WHOLE if cls is None else cls.__name__, id, shapes)
        if variant == "llm":
            title = "Records" if cls is None else cls.__name__
            answer = answer_of(shape or ListOf(self.scope.record))
            return {**schema_of(answer, title), "$id": f"{self.schema_id}:{title}:llm"}
        full = profile_schema(self.scope, self.schema_id, self.name, cls, shape, self.Dataset)
        return full if variant == "full" else lean_of(full)

    @property
    def schema_id(self) -> str:
        """The `$id` of its JSON Schema."""
        listed = [f"{one.name}:{one.version}" for one in self._parts]
        return f"urn:thinktank-model:profile:{'+'.join(listed)}" if listed else BASE

    def register_hooks(self, converter: C, unknown: Unknown = "error") -> C:
        """Teach a cattrs converter the classes of this profile, and return it."""
        return taught(converter, unknown, self.form_of)


def _terms(parts: Iterable[Part]) -> dict[type[Vocabulary], tuple[Vocabulary, ...]]:
    found: dict[type[Vocabulary], tuple[Vocabulary, ...]] = {}
    for one in parts:
        for vocabulary, terms in one.terms.items():
            known = {term.value for term in (*vocabulary, *found.get(vocabulary, ()))}
            for term in terms:
                if term.value in known:
                    raise ProfileError(f"the term {term.value!r} of {vocabulary.__name__} is defined twice")
                known.add(term.value)
            found[vocabulary] = (*found.get(vocabulary, ()), *terms)
    return found


def _assembled(parts: tuple[Part, ...]) -> Profile:
    """Return the profile of these parts.

    Raises:
        ProfileError: two of them clash.
    """
    if not parts:
        return CORE
    core: OneOf = shape_of(RECORD)
    classes = [*[option.cls for option in core.options.values()], *[cls for one in parts for cls in one.records]]
    for what, value in (("type", "type"), ("collection", "collection"), ("name", "__name__")):
        _are_different(classes, what, value)
    prefixes = _united([one.prefixes for one in parts], "prefix")
    names = Counter([one.name for one in parts])
    if len(names) < len(parts):
        raise ProfileError(f"two profiles have the name {names.most_common(1)[0][0]!r}")
    profiles = MappingProxyType({one.name: one.iri for one in parts})
    codes: dict[str, Code] = {}
    for one in parts:
        for name, code in one.codes.items():
            if codes.setdefault(name, code) is not code:
                raise ProfileError(f"two profiles have the code {name!r}")
    known = {cls.type: cls for cls in classes}
    for cls in [cls for one in parts for cls in one.records]:
        references_lead_somewhere(cls, known, prefixes)
    widening = Widening(classes, _terms(parts), prefixes)
    shapes = {cls: widening.of(shape_of(cls)) for cls in classes}
    closed = [vocabulary for vocabulary in widening.terms if vocabulary not in widening.extended]
    if closed:
        raise ProfileError(
            f"{closed[0].__name__} takes no further terms: no field of a record takes others than those that it has, because programs "
            f"decide by them"
        )
    record = OneOf(MappingProxyType({shape.tag: shape for shape in shapes.values()}), core.other)
    rules = tuple([rule for one in parts for rule in one.rules])
    scope = Scope(record, MappingProxyType(shapes), rules, MappingProxyType(codes), profiles, prefixes)
    for rule in rules:
        tried(rule, Context(Index(()), DatasetHeader(), datetime.date.today(), {}))
    return _made(parts, scope)


def _are_different(classes: Iterable[Any], what: str, attribute: str) -> None:
    known: dict[str, Any] = {}
    for cls in classes:
        other = known.setdefault(getattr(cls, attribute), cls)
        if other is not cls:
            raise ProfileError(
                f"two classes of records have the {what} {getattr(cls, attribute)!r}: {_path(other)} and {_path(cls)}"
            )


def _path(cls: Any) -> str:
    return f"{cls.__module__}.{cls.__qualname__}"


def _united(mappings: Iterable[Mapping[str, str]], what: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for mapping in mappings:
        for name, iri in mapping.items():
            if found.setdefault(name, iri) != iri:
                raise ProfileError(f"two profiles have the {what} {name!r}: for {found[name]} and for {iri}")
    return MappingProxyType(found)


def _made(parts: tuple[Part, ...], scope: Scope) -> Profile:
    name = parts[-1].name if parts else CORE_NAME
    profile = object.__new__(Profile)
    values = {
        "_parts": parts,
        "name": name,
        "version": parts[-1].version if parts else "",
        "iri": parts[-1].iri if parts else "",
        "scope": scope,
        "Dataset": dataset_class(scope, Dataset) if parts else Dataset,
        "Record": record_class(scope, name) if parts else Record,
    }
    for key, value in values.items():
        object.__setattr__(profile, key, value)
    if parts:
        belongs(profile.Dataset, profile)
    return profile


CORE: Final[Profile] = _made((), CORE_SCOPE)
"""The profile that the functions of the module belong to."""
