"""Scripted models with real articles: perfect answers give the gold records, careless ones are accepted, inventions are not."""

from __future__ import annotations

from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.extract import Accepted, loop, score
from thinktank_model.extract.scoring import FIELDS

from ..scale import in_full, thinned
from .stand_ins import ARTICLES, MARKED, REFUSED, SEED, Article, Liar, Sloppy

RELATIONS = {
    "organization": ("parents",),
    "program": ("host_ids",),
    "member": ("party_id", "role"),
    "event": ("organizer_ids", "host_ids", "program_ids", "participations"),
    "output": ("contributions", "anonymous", "released_at"),
    "recommendation": ("proposer_ids", "collective", "event_id", "addressee_ids"),
}
"""Fields for relations between parties, which no quote proves."""


def said(accepted: Accepted) -> set[tuple[str, str, str]]:
    """Return the content of the records, without sources and statements."""
    return {
        (record.id, field, str(item))
        for record in accepted.records
        for field, value in tm.to_dict(record).items()
        if field in FIELDS.get(record.type, ())
        for item in (value if isinstance(value, list) else [value])
    }


def unmarked(accepted: Accepted) -> list[tuple[str, str]]:
    """Return the relations that are not both marked as inferred and listed for a person."""
    listed = {(problem.record_id, problem.pointer) for problem in accepted.unproven}
    found = []
    for record in accepted.records:
        plain: dict[str, Any] = tm.to_dict(record)
        marked = {
            statement.field
            for number, statement in enumerate(record.statements)
            if statement.method == "inference" and (record.id, f"/statements/{number}") in listed
        }
        for field in RELATIONS.get(record.type, ()):
            value = plain.get(field)
            places = (
                [f"/{field}/{number}" for number in range(len(value))] if isinstance(value, list) else [f"/{field}"]
            )
            found += [(record.id, place) for place in places if value is not None and place not in marked]
    return found


def ids(articles: list[Article]) -> list[str]:
    return [article.name for article in articles]


# --- The perfect answer ---


@pytest.mark.parametrize("article", ARTICLES, ids=ids(ARTICLES))
def test_a_perfect_answer_is_accepted(article: Article) -> None:
    """At the first attempt and without an error; the rules across records hold, and each quote is correct."""
    accepted = article.accept(article.answer)
    assert accepted.problems.ok and accepted.repair is None and not unmarked(accepted)
    dataset = tm.Dataset(records=accepted.records)
    assert dataset.check(texts={accepted.records[0].id: article.text}).ok
    assert len({record.id for record in accepted.records}) == len(accepted.records)


@pytest.mark.parametrize("article", ARTICLES, ids=ids(ARTICLES))
def test_a_perfect_answer_gives_the_gold_records(article: Article) -> None:
    """No extra claims; only claims that are not in the words of the article are missing."""
    found = score(article.gold(), tm.Dataset(records=article.accept(article.answer).records))
    assert found.unsupported == ()
    assert [(claim.record_id, claim.field) for claim in found.missed] == (
        [
            (
                "event:wic-think-tank-symposium-2024",
                "participations/unnamed/count/value",
            ),  # one person in charge, without a number
            ("program:wic-think-tank-cooperation", "aims/fr"),  # in other words than those of the article
            ("recommendation:wic-2024-implement-programme", "concerns"),  # a term that only the dataset uses
        ]
        if article.name == "wic-2024"
        else []
    )


def test_the_article_of_the_dataset_is_read_where_it_is_at_hand() -> None:
    """The article is not shipped; if it is next to the clone, these tests use it too."""
    if not (SEED / "article-fr.txt").exists():
        pytest.skip("article-fr.txt is not beside the repository")
    assert [article.name for article in ARTICLES] == ["tidal-2026", "terraces-2026", "wic-2024"]


def test_traps() -> None:
    """Two numbers that disagree, a year given only in the dateline, a cancelled event, a body with two names."""
    for article in ARTICLES[:2]:
        accepted = article.accept(article.answer)
        dataset = tm.Dataset(records=accepted.records)
        held, postponed = dataset.events.values()
        assert [problem.code for problem in accepted.problems.warnings] == ["extract.disagreement"]
        assert held.attendance is not None and held.attendance.total is None and held.attendance.online is not None
        totals = [statement for statement in held.statements if statement.field == "/attendance/total"]
        assert len(totals) == 2 and totals[0].value != totals[1].value
        (start,) = [statement for statement in held.statements if statement.field == "/start"]
        assert start.method == "inference" and str(held.start)[:4] == article.published[:4]
        assert postponed.status == "postponed"
        assert len([body for body in dataset.organizations.values() if len(body.names) == 2]) == 1


# --- The sloppy model ---


def sloppy_runs(seeds: range) -> tuple[int, int, list[str]]:
    """Return how many runs were accepted within three tries, how many there were, and in which a field changed."""
    accepted, changed = 0, []
    for seed in seeds:
        article = ARTICLES[seed % len(ARTICLES)]
        found = loop(article.text, Sloppy(article, seed), lang=article.lang, published=article.published)
        if found.problems.ok:
            accepted += 1
            if said(found) != said(article.accept(article.answer)):
                changed.append(f"{article.name} {seed}")
    return accepted, len(seeds), changed


@pytest.mark.slow
def test_a_sloppy_model_is_understood() -> None:
    """Almost always within three attempts, and without any wrong field."""
    accepted, runs, changed = sloppy_runs(range(60))
    assert changed == [] and accepted >= 0.95 * runs


@pytest.mark.slow
def test_many_sloppy_models_are_understood() -> None:
    """The same with more answers."""
    accepted, runs, changed = sloppy_runs(range(1000, 1600))
    assert changed == [] and accepted >= 0.95 * runs


# --- The lying model ---


def lies(kind: str, number: int) -> None:
    for seed in range(number):
        article = ARTICLES[seed % len(ARTICLES)]
        lie = Liar(article, seed).lie(kind)
        accepted = article.accept(lie.answer)
        about = f"{article.name} {seed} {lie.pointer} {lie.invented}"
        if kind in REFUSED:
            at = {problem.pointer for problem in accepted.problems.errors}
            assert any([lie.pointer.startswith(pointer) for pointer in at]), about
            assert said(accepted) == said(article.accept(lie.honest)), about
        else:
            assert said(article.accept(lie.honest)) <= said(accepted), about
        assert unmarked(accepted) == [], about


@in_full
@pytest.mark.parametrize("kind", thinned([*REFUSED, *MARKED], 3))
def test_inventions_are_refused_or_marked(kind: str) -> None:
    """Each invention is the only wrong entry; the correct entries beside it are kept."""
    lies(kind, len(ARTICLES))


@pytest.mark.slow
@pytest.mark.parametrize("kind", [*REFUSED, *MARKED])
def test_many_inventions_are_refused_or_marked(kind: str) -> None:
    """More than 500 in all."""
    lies(kind, 60)
