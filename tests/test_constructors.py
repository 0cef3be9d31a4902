"""Making records in Python: the arguments of constructors, their errors, and the help that programmers see."""

from __future__ import annotations

import copy
import datetime
import inspect
import linecache
import pickle
import pydoc
import traceback
from typing import Any

import attrs
import pytest

import thinktank_model as tm
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.codec import dump, loader
from thinktank_model.shapes.takes import Takes
from thinktank_model.shapes.tree import Anything, Boolean, ListOf, Number, Scalar, Shape
from tools import constructors, registry

CLASSES = constructors.classes()
EVENT: dict[str, Any] = {"id": "event:e", "names": [{"value": "E"}], "start": "2024"}


def problems(error: pytest.ExceptionInfo[tm.InvalidData]) -> list[tuple[str, str, str]]:
    return [(p.code, p.pointer, p.message) for p in error.value.problems]


# --- What is generated ---


def test_the_registry_finds_every_record_class() -> None:
    """Even a class that is in no union: by its type and collection."""
    found = {cls.name: cls.collection for cls in registry.record_classes()}
    declared = {cls.__name__: cls.collection for cls in CLASSES if hasattr(cls, "collection")}
    assert found == declared
    assert list(found) == [option.cls.__name__ for option in shape_of(tm.Record).options.values()]


# --- What a constructor takes ---


def needs_a_wider_type(shape: Shape) -> bool:
    """Return whether a constructor accepts more types for a value than the type of the attribute."""
    plain = isinstance(shape, Scalar) and shape.cls is str
    return not plain and not isinstance(shape, (Number, Boolean, Anything))


@pytest.mark.parametrize("cls", CLASSES)
def test_a_field_says_what_its_parameter_takes(cls: Any) -> None:
    """If it accepts more than the type of the attribute; typing/constructors.py checks the declaration."""
    attributes = attrs.fields_dict(cls)
    for name, field in shape_of(cls).fields.items():
        wanted: Any = Takes[object] if needs_a_wider_type(field.shape) else None
        found: Any = attributes[name].converter
        assert found is wanted, f"{cls.__name__}.{name}"
        assert found is None or found.converter(name) is name


@pytest.mark.parametrize("cls", CLASSES)
def test_every_tuple_is_made_of_any_iterable_but_a_text(cls: Any) -> None:
    """An iterator is consumed once; a str, bytes or mapping is not split into its parts."""
    for name, field in shape_of(cls).fields.items():
        if isinstance(field.shape, ListOf):
            assert ("type.wrong-type", "/" + name) not in faults(cls, {name: iter([None])})
            for wrong in ("abc", b"abc", {"a": 1}, 3):
                assert ("type.wrong-type", "/" + name) in faults(cls, {name: wrong}), (cls, name, wrong)


def faults(cls: Any, given: dict[str, Any]) -> set[tuple[str, str]]:
    with pytest.raises(tm.InvalidData) as error:
        cls(unknown_keys={"a": object()}, **given)  # an error in any case
    return {(problem.code, problem.pointer) for problem in error.value.problems}


def test_an_iterator_becomes_a_tuple() -> None:
    """At every level."""
    event = tm.Event(
        id="event:e",
        names=(name for name in [tm.Name(value="E")]),
        start="2024",
        host_ids={"organization:a": 1}.keys(),
        agenda=iter([{"title": {"en": "A"}, "speaker_ids": (f"person:{letter}" for letter in "ab")}]),
    )
    assert event.names == (tm.Name(value="E"),) and event.host_ids == ("organization:a",)
    assert event.agenda[0].speaker_ids == ("person:a", "person:b")
    assert tm.Dataset(records=iter([event])) == tm.Dataset(records=[event])


DATES = [
    (datetime.date(2024, 12, 20), "2024-12-20"),
    (datetime.datetime.fromisoformat("2024-12-20T14:00:00"), "2024-12-20T14:00:00"),
    (datetime.datetime(2024, 12, 20, 14, 0, 0, 5, tzinfo=datetime.UTC), "2024-12-20T14:00:00.000005+00:00"),
    (
        datetime.datetime(2024, 12, 20, 14, tzinfo=datetime.timezone(datetime.timedelta(hours=8))),
        "2024-12-20T14:00:00+08:00",
    ),
]


@pytest.mark.parametrize(("given", "text"), DATES)
def test_a_date_of_the_standard_library_is_a_date(given: Any, text: str) -> None:
    """In a constructor, in a mapping, inside a part and alone; a time without an offset stays without one."""
    assert tm.Event(**{**EVENT, "start": given}).start == tm.PartialDate(text) == tm.PartialDate(given)
    assert tm.PartialDate(tm.PartialDate(text)) == tm.PartialDate(text)
    assert str(tm.from_dict({"type": "event", **EVENT, "start": given}, tm.Event).start) == text
    assert tm.Event(**EVENT, agenda=[{"title": {"en": "A"}, "start": given}]).agenda[0].start == tm.PartialDate(text)


def test_a_time_is_not_a_day() -> None:
    """A field for days refuses a time, and a datetime too; a time of day alone is never a date."""
    with pytest.raises(tm.InvalidData, match="without a time"):
        tm.Period(start=datetime.datetime(2024, 12, 20, tzinfo=datetime.UTC))
    with pytest.raises(tm.InvalidData, match="type.wrong-type /start"):
        tm.Event(**{**EVENT, "start": datetime.time(14)})


def test_an_offset_that_no_clock_has_is_reported() -> None:
    """An offset that the standard library allows and RFC 3339 does not."""
    zone = datetime.timezone(datetime.timedelta(hours=8, seconds=5))
    with pytest.raises(tm.InvalidData, match="date.syntax"):
        tm.Event(**{**EVENT, "start": datetime.datetime(2024, 12, 20, tzinfo=zone)})


# --- Wrong keywords ---

WRONG: list[dict[str, Any]] = [
    {},
    {"nmes": [{"value": "E"}]},
    {"nmes": [], "start": "20/12/2024", "status": "over"},
    {"id": "event:e", "names": "E", "begin": "2024", "xyz": 1},
    {**EVENT, "status": None},
    {**EVENT, "unknown": {"a": 1}},
]


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_keywords_are_reported_as_in_a_mapping(wrong: dict[str, Any]) -> None:
    """Every fault, including missing and misspelt keys, with the same suggestions."""
    with pytest.raises(tm.InvalidData) as error:
        tm.Event(**wrong)
    assert problems(error) == [(p.code, p.pointer, p.message) for p in tm.validate({"type": "event", **wrong})]


def test_a_misspelt_keyword_says_which_is_meant() -> None:
    """On records, parts and datasets."""
    for make in (
        lambda: tm.Event(nmes=[{"value": "E"}]),  # type: ignore[call-arg]
        lambda: tm.Dataset(recods=[]),  # type: ignore[call-arg]
        lambda: tm.Name(vlaue="E"),  # type: ignore[call-arg]
    ):
        with pytest.raises(tm.InvalidData) as error:
            make()
        problem = error.value.problems[0]
        assert problem.code == "key.unknown"
        assert problem.suggestion or problem.help == 'The nearest key is "names".'


def test_evolve_reports_a_wrong_keyword() -> None:
    """Like the constructor, which it calls."""
    with pytest.raises(tm.InvalidData, match="key.unknown /nmes"):
        attrs.evolve(tm.Event(**EVENT), nmes=[])  # type: ignore[call-arg]


def test_none_stands_for_what_can_be_left_out() -> None:
    """And for no other field."""
    assert tm.Event(**EVENT, end=None) == tm.Event(**EVENT)
    with pytest.raises(tm.InvalidData, match="key.null /names"):
        tm.Event(**{**EVENT, "names": None})


def test_unknown_keys_are_kept() -> None:
    """Those passed as unknown keys, and `$schema`; `evolve` keeps them too."""
    kept: dict[str, Any] = {"unknown_keys": {"my_key": [1]}, "$schema": "https://example.org"}
    event = tm.Event(**EVENT, **kept)
    assert tm.to_dict(event)["my_key"] == [1] and tm.to_dict(event)["$schema"] == "https://example.org"
    assert tm.to_dict(attrs.evolve(event, end="2025"))["my_key"] == [1]


def test_positional_arguments_are_refused_in_one_sentence() -> None:
    """The sentence says what to write instead."""
    with pytest.raises(TypeError, match=r"^Event\(\) takes no positional arguments; .*Event\(id=\.\.\., \.\.\.\)$"):
        tm.Event("event:e")  # type: ignore[call-arg, arg-type]


def test_copies_are_equal() -> None:
    """By any way of copying; a changed copy is validated."""
    event = tm.Event(**EVENT, notes={"en": "A"}, host_ids=["organization:a"])
    for again in (copy.copy(event), copy.deepcopy(event), pickle.loads(pickle.dumps(event)), attrs.evolve(event)):
        assert again == event and again is not event
    changed = attrs.evolve(event, start=datetime.date(2025, 1, 1))
    assert changed.start == tm.PartialDate("2025-01-01") and changed.notes == event.notes
    with pytest.raises(tm.InvalidData, match="date.syntax"):
        attrs.evolve(event, start="soon")


def test_a_class_with_a_constructor_of_its_own_keeps_it() -> None:
    """Its constructor calls that of its base class."""

    class Short(tm.Period):
        __slots__ = ()

        def __init__(self, year: int) -> None:
            tm.Period.__init__(self, start=str(year), end=str(year))

    assert Short(2024).start == tm.PartialDate("2024")


# --- What is shown ---


def test_help_opens_with_the_fields() -> None:
    """Name, type and description of each; the line of the signature is short."""
    shown = pydoc.plain(pydoc.render_doc(tm.Event)).split("\n")
    text = [line.removeprefix(" |").strip() for line in shown]
    assert text[3] == "Event(*, id, names, ...)"
    start = text.index("Attributes:")
    assert start < 10
    fields = shape_of(tm.Event).fields
    assert [line.partition(":")[0] for line in text[start + 1 : start + 1 + len(fields)]] == list(fields)
    assert f"names: tuple[Name, ...]: {fields['names'].description}" in text
    assert f"end: PartialDate | None: {fields['end'].description}" in text
    assert any([line.startswith("places: tuple[Place, ...]: ") for line in text])


@pytest.mark.parametrize("cls", CLASSES)
def test_every_class_documents_its_fields(cls: Any) -> None:
    """In its docstring, after the author's summary, which is also the description in the schema."""
    doc = cls.__doc__
    shape = shape_of(cls)
    for field in shape.fields.values():
        assert f"    {field.name}: " in doc and field.description in doc
    summary = " ".join(doc.partition("\n\n")[0].split())
    assert summary == shape.description and "Attributes:" not in summary
    assert inspect.getdoc(cls) == doc


@pytest.mark.parametrize("cls", CLASSES)
def test_the_signature_has_every_keyword_and_its_default(cls: Any) -> None:
    """The required ones come first."""
    signature = inspect.signature(cls)
    assert {name: p.default for name, p in signature.parameters.items() if p.default is not p.empty} == {
        a.name: a.default for a in attrs.fields(cls) if a.default is not attrs.NOTHING
    }
    assert set(signature.parameters) == {a.name for a in attrs.fields(cls)}
    assert all([p.kind is p.KEYWORD_ONLY for p in signature.parameters.values()])
    required = [p.default is p.empty for p in signature.parameters.values()]
    assert required == sorted(required, reverse=True)
    brief: Any = signature
    assert len(str(signature)) < 80 and brief.format(max_width=40) == str(signature)


def test_an_undocumented_class_stays_so() -> None:
    """No docstring is invented for it."""

    class Silent(tm.Period):
        __slots__ = ()

    assert Silent.__doc__ is None


def test_a_traceback_shows_generated_code() -> None:
    """Tracebacks and debuggers show loaders and dumpers as if they were in files."""
    load = loader(shape_of(tm.Event))
    with pytest.raises(KeyError) as reading:
        load({"type": "event"})
    assert 'v = d["id"]' in "".join(traceback.format_exception(reading.value))
    with pytest.raises(AttributeError) as writing:
        dump(object.__new__(tm.Event))
    assert '"id": o.id' in "".join(traceback.format_exception(writing.value))
    assert inspect.getsource(load).startswith("def load_Event(d):")


def test_generated_files_do_not_share_a_name() -> None:
    """Loaders of list items share a function name, but each has a file name of its own."""
    tm.from_dict({"type": "work_plan", "id": "work_plan:a", "program_id": "program:a", "titles": {"en": "A"},
                  "period": {"start": "2024"}, "priorities": [{"en": "A"}]})  # fmt: skip
    entries: dict[str, Any] = {name: entry for name, entry in linecache.cache.items() if "thinktank_model load" in name}
    assert len(entries) > 1
    linecache.checkcache()
    for name, entry in entries.items():
        assert linecache.getlines(name) == entry[2]


def test_dir_shows_public_names_only() -> None:
    """All of them, including the version."""
    assert dir(tm) == sorted(tm.__all__) and "__version__" in dir(tm)
    assert [name for name in dir(tm) if name.startswith("_")] == ["__version__"]
    assert not any([inspect.ismodule(getattr(tm, name)) for name in dir(tm)])
    assert isinstance(tm.__version__, str)


@pytest.mark.parametrize("name", [cls.collection for cls in CLASSES if hasattr(cls, "collection")])
def test_a_dataset_has_a_property_for_each_class(name: str) -> None:
    """As a class attribute and in `dir` too."""
    assert isinstance(inspect.getattr_static(tm.Dataset, name), property) and name in dir(tm.Dataset())
    assert getattr(tm.Dataset(), name) == {}
