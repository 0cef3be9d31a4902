"""Reading annotations: which of them have a shape, and which are refused."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from attrs import frozen

import thinktank_model as tm
from thinktank_model.model.union import RECORD
from thinktank_model.shapes.annotations import AtLeast, Unique, shape_of
from thinktank_model.shapes.node import Node
from thinktank_model.shapes.tree import Boolean, ListOf, Number, ObjectOf, OneOf, Scalar, Shape

WORD = Scalar(name="word", read=lambda text: (text, ()), examples=("a",))


def test_an_annotation_says_type_rule_description_and_default() -> None:
    """The field has all of it."""

    @frozen(kw_only=True, repr=False)
    class Thing(Node):
        """A thing. In the test.

        More about it.
        """

        word: Annotated[str, WORD, "A word."]
        words: Annotated[tuple[str, ...] | None, WORD, AtLeast(2), Unique(), "Some words."] = None
        count: Annotated[int, AtLeast(0), "How many."] = 0
        on: Annotated[bool, "Whether."] = False

    shape = shape_of(Thing)
    assert isinstance(shape, ObjectOf) and shape.description == "A thing. In the test." and shape.tag is None
    word, words, count, on = shape.fields.values()
    assert word.shape is WORD and word.required and word.description == "A word."
    assert (
        isinstance(words.shape, ListOf)
        and words.shape.item is WORD
        and words.shape.at_least == 2
        and words.shape.unique
    )
    assert isinstance(count.shape, Number) and count.shape.integer and count.shape.least == 0 and not count.required
    assert isinstance(on.shape, Boolean) and on.default is False
    assert shape_of(Thing) is shape


def test_a_list_may_hold_objects_of_several_classes() -> None:
    """Their key `type` identifies the class; the shape is that of the union."""

    @frozen(kw_only=True, repr=False)
    class Pair(Node):
        """A pair."""

        both: Annotated[tuple[tm.Source | tm.Person, ...], "Two of them."]

    both = shape_of(Pair).fields["both"].shape
    assert isinstance(both, ListOf) and both.item is shape_of(tm.Source | tm.Person)
    assert isinstance(both.item, OneOf) and list(both.item.options) == ["source", "person"]


@pytest.mark.parametrize(
    ("hint", "message"),
    [
        (Annotated[str, "A text without a rule."], "a str needs a Scalar"),
        (Annotated[dict[str, str], "A dict."], "has no shape"),
        (Annotated[int, AtLeast(0)], "has no description"),
        (Annotated[int | str, "Either."], "has no shape"),
    ],
)
def test_what_has_no_shape_is_refused_with_the_field(hint: Any, message: str) -> None:
    """The error names the field for its author."""
    cls = frozen(kw_only=True)(type("Thing", (), {"__annotations__": {"it": hint}}))
    with pytest.raises(TypeError, match=f"Thing.it.*{message}"):
        shape_of(cls)


def test_the_union_is_the_registry() -> None:
    """Every record class by its type; types, classes and collections are unique."""
    shape = shape_of(RECORD)
    assert isinstance(shape, OneOf) and len(shape.options) >= 10
    for tag, option in shape.options.items():
        assert option.cls.type == option.tag == tag
        assert next(iter(option.fields)) == "id"
    assert len({option.cls.collection for option in shape.options.values()}) == len(shape.options)


def every_shape(shape: Shape) -> list[Shape]:
    inner: list[Shape] = []
    match shape:
        case ListOf():
            inner = [shape.item]
        case ObjectOf():
            inner = [field.shape for field in shape.fields.values()]
        case OneOf():
            inner = list(shape.options.values())
    return [shape, *[one for part in inner for one in every_shape(part)]]


def test_every_scalar_has_examples_that_it_reads_clean() -> None:
    """So that documentation, schema and test data can use them; `clean` agrees with `read`."""
    for shape in every_shape(shape_of(RECORD)) + every_shape(shape_of(tm.Dataset)):
        if isinstance(shape, Scalar):
            assert shape.examples, shape.name
            for example in shape.examples:
                value, problems = shape.read(example)
                assert problems == () and value is not None, (shape.name, example)
                assert shape.clean is None or shape.clean(example)
                assert shape.repeats or shape.clean is not None
