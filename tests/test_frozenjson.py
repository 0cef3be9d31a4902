"""Free JSON, frozen."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.shapes.frozenjson import freeze, thaw

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(JSON)
def test_thaw_undoes_freeze(value: Any) -> None:
    """A frozen value is hashable, equal to a second copy, and unchanged when frozen again."""
    frozen = freeze(value)
    assert thaw(frozen) == value
    assert hash(frozen) == hash(freeze(copy.deepcopy(value))) and frozen == freeze(value) == freeze(frozen)


def test_a_json_map_is_an_immutable_mapping() -> None:
    """Equal in any order of keys; can be copied and pickled; its repr is code."""
    one = tm.JsonMap({"a": [1, {"b": None}], "c": 2})
    assert one == tm.JsonMap({"c": 2, "a": [1, {"b": None}]}) and len(one) == 2 and list(one) == ["a", "c"]
    assert one["a"] == (1, tm.JsonMap({"b": None})) and one != {"c": 2}
    for again in (copy.deepcopy(one), pickle.loads(pickle.dumps(one)), eval(repr(one), {"JsonMap": tm.JsonMap})):
        assert again == one
    with pytest.raises(AttributeError, match="immutable"):
        one._entries = {}
