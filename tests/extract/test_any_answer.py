"""For any answer: no exception, only records that follow the rules, and a quote of the article for each claim."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.extract import Found, accept, find_quote
from thinktank_model.extract.quotes import Passages

from ..scale import examples, in_full
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


@in_full
@settings(max_examples=examples(40))
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


def test_a_wrong_quote_is_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However often the answer repeats it."""
    searched: list[str] = []
    find = Passages.find

    def search(article: Passages, quote: str) -> object:
        searched.append(quote)
        return find(article, quote)

    monkeypatch.setattr(Passages, "find", search)
    statuses = [{"quote": "The forum was moved", "term": "held"}] * 50
    event = {"quote": "The forum met", "names": ["forum"], "status": statuses}
    found = accept("The forum met.", {"events": [event]}, lang="en")
    assert len(found.problems.errors) == 50 and searched.count("The forum was moved") == 1


def names_of_one_body(size: int) -> tuple[str, dict[str, Any]]:
    """Return an article and an answer in which one body has many names."""
    names = [f"Org{number}" for number in range(size)]
    text = "The forum. " + " ".join(names)
    return text, {"organizations": [{"quote": text[:10], "names": [{"quote": name, "value": name} for name in names]}]}


def events_of_one_name(size: int) -> tuple[str, dict[str, Any]]:
    """Return an article and an answer with many events of one name, each of another year."""
    years = [str(1000 + number) for number in range(size)]
    text = "The forum. " + " ".join(years)
    days = [{"quote": year, "date": year} for year in years]
    return text, {"events": [{"quote": text[:10], "names": ["forum"], "start": [day]} for day in days]}


def claims_of_many_sentences(size: int) -> tuple[str, dict[str, Any]]:
    """Return an article and an answer with a number and a place for each tenth of its sentences, of which one is very long."""
    text = "The forum drew 40 experts, " * size + ". " + "The forum was held in Lyon with 40 experts. " * size
    count, place = [{"quote": "in Lyon with 40 experts", **more} for more in ({"value": 40}, {"locality": "Lyon"})]
    number = size // 10
    more = {"attendance": {"total": [count] * number}, "places": [place] * number}
    return text, {"events": [{"quote": text[:10], "names": ["forum"], **more}]}


@pytest.mark.slow
@pytest.mark.parametrize("many", [names_of_one_body, events_of_one_name, claims_of_many_sentences])
def test_many_alike_take_time_in_proportion(many: Callable[[int], tuple[str, dict[str, Any]]]) -> None:
    """Four times as many names of one body, events of one name, or claims and sentences take about four times as long, not sixteen times."""
    ratios: list[float] = []
    for _ in range(3):
        taken: list[float] = []
        for size in (800, 3200):
            text, answer = many(size)
            start = time.process_time()
            accept(text, answer, lang="en")
            taken.append(time.process_time() - start)
        ratios.append(taken[1] / taken[0])
    assert min(ratios) < 9


@pytest.mark.parametrize("text", [None, 7, b"The forum met."])
def test_an_article_that_is_not_a_string_is_a_type_error(text: Any) -> None:
    """With a sentence that says what is expected."""
    with pytest.raises(TypeError, match="accept takes the text of an article as a string, not an object of type"):
        accept(text, {}, lang="en")
