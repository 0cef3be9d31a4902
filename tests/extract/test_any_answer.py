"""For any answer: no exception, only records that follow the rules, and a quote of the article for each claim."""

from __future__ import annotations

import copy
import time
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.extract import Found, accept, find_quote

from .stand_ins import ARTICLES, Article, at, places_of, put

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**20),
    st.floats(),
    st.sampled_from(["", "40", "more than 80", "ITS", "12 March", "held", "…", "\ud800", "\x00"]),
)
JSON = st.recursive(SCALARS, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["quote", "names", "value", "é", ""]), inner, max_size=3)), max_leaves=6)  # fmt: skip
POINTERS = {
    article.name: sorted({place.pointer.rpartition("/")[0] for place in places_of(article.answer)})
    for article in ARTICLES
}


@settings(max_examples=40)
@given(st.sampled_from(ARTICLES[:2]), st.data())
def test_any_answer_is_taken_or_refused(article: Article, data: st.DataObject) -> None:
    """Parts of a correct answer are replaced with arbitrary values."""
    answer: dict[str, Any] = copy.deepcopy(article.answer)
    for _ in range(data.draw(st.integers(1, 4))):
        pointer = data.draw(st.sampled_from(POINTERS[article.name]))
        try:
            key = data.draw(st.sampled_from(sorted(at(answer, pointer))))
            put(answer, f"{pointer}/{key}", data.draw(JSON))
        except (KeyError, IndexError, TypeError, ValueError, AttributeError):
            continue  # the parent was replaced already
    found = accept(article.text, answer, lang=article.lang, published=article.published)
    dataset = tm.Dataset(records=found.records)
    assert dataset.check(texts={found.records[0].id: article.text}).ok
    for record in found.records[1:]:
        assert record.sources
        claims: list[tm.SourceRef | tm.Statement] = [*record.sources, *record.statements]
        for said in claims:
            assert said.quote is not None and isinstance(find_quote(article.text, said.quote), Found)
    assert (found.repair is None) == found.problems.ok
    for problem in found.problems:
        assert problem.message_in("fr") and problem.message_in("zh")


def test_time_grows_as_the_answer_does() -> None:
    """Four times as many entries take about four times as long."""
    text = "The Marsh Forum was held on 3 March 2025 with 40 experts. " * 20

    def seconds(number: int) -> float:
        bodies = [
            {"quote": f"The Marsh Forum was held by {n}", "names": [{"value": f"Forum {n}"}]} for n in range(number)
        ]
        members = [{"quote": "The Marsh Forum", "names": ["Marsh Forum"] * number, "role": "member"}]
        answer = {
            "organizations": bodies,
            "programs": [{"quote": "Marsh Forum", "names": ["Marsh Forum"], "members": members}],
        }
        started = time.process_time()
        accept(text, answer, lang="en")
        return time.process_time() - started

    small = min([seconds(100) for _ in range(2)])
    assert seconds(400) < 10 * small + 0.1


def test_time_grows_as_the_first_line_does() -> None:
    """Also one of marks that are put in order."""

    def seconds(times: int) -> float:
        started = time.process_time()
        accept("e" + "\u0301\u0327" * 10_000 * times, {}, lang="en")
        return time.process_time() - started

    small = min([seconds(1) for _ in range(3)])
    assert seconds(4) < 10 * small + 0.1
