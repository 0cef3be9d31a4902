"""Requests to a model: the instructions contain the rules, and the schema is accepted by strict modes and grammar compilers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from thinktank_model.extract import KINDS, loop, task

from ..oracles import oracle
from ..strictness import parts, size_of
from ..test_variants import STRICT_WORDS, described, limits
from .stand_ins import ARTICLES

ONE_OR_ALL = [(kind,) for kind in KINDS] + [KINDS]


def schema_for(kinds: tuple[str, ...]) -> dict[str, Any]:
    return task("The forum was held.", kinds, lang="en").schema


@pytest.mark.parametrize("kinds", ONE_OR_ALL, ids="-".join)
def test_strict_modes_take_the_schema(kinds: tuple[str, ...]) -> None:
    """Closed objects that require all keys, no unsupported keyword, a description for each key; all kinds are within all limits."""
    whole = schema_for(kinds)
    assert list(whole["properties"]) == list(kinds)
    for schema in parts({key: value for key, value in whole.items() if key not in ("$schema", "$id", "title")}):
        assert set(schema) - {"$defs"} <= STRICT_WORDS
        if "properties" in schema:
            assert schema["additionalProperties"] is False and schema["required"] == list(schema["properties"])
            assert all([described(one, whole) for one in schema["properties"].values()])
            assert list(schema["properties"])[0] in (
                "quote",
                "total",
                *KINDS,
            )  # the quote comes before the value that it supports
    size = size_of(whole)
    over = {
        name
        for name, (most, *_) in limits().items()
        if getattr(size, name.replace(" ", "_")) > int(most.replace(",", ""))
    }
    assert over == set()


@pytest.mark.parametrize("kinds", ONE_OR_ALL, ids="-".join)
def test_grammars_are_compiled_from_the_schema(kinds: tuple[str, ...]) -> None:
    """By two engines for constrained output."""
    matcher, outlines = oracle("llguidance").LLMatcher, oracle("outlines_core").json_schema
    text = json.dumps(schema_for(kinds))
    assert matcher.validate_grammar(matcher.grammar_from_json_schema(text)) == ""
    assert outlines.build_regex_from_schema(text)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.name)
def test_perfect_answers_are_valid_by_the_schema(article: Any) -> None:
    """A JSON Schema validator accepts them; a key without an answer is null or an empty list."""
    validator = oracle("jsonschema").Draft202012Validator(task(article.text, lang=article.lang).schema)
    assert list(validator.iter_errors(article.answer)) == []


def test_the_instructions_name_the_terms_in_the_language_of_the_article() -> None:
    """Only the requested ones; and the day of publication if it is known."""
    system, user = task("Le forum.", ["recommendations"], lang="fr", published="2025-01-03").messages
    assert "joint_research (Recherche conjointe)" in system["content"] and "symposium" not in system["content"]
    assert "2025-01-03" in system["content"] and "unknown" not in system["content"].partition("Terms:")[2]
    assert user["content"].endswith("Le forum.")
    assert "published" not in task("Le forum.", lang="fr").messages[0]["content"]


def test_a_kind_that_does_not_exist() -> None:
    """The error lists the types that exist."""
    with pytest.raises(ValueError, match="no kind 'event', only events, .*did you mean"):
        task("", ["event"], lang="en")


def test_a_loop_asks_until_nothing_is_refused() -> None:
    """Each time with the whole conversation; the best answer is returned, and of two equally good ones the later."""
    text = "The Harbour Forum was held on 3 March 2025 in Riverton."
    names = [{"quote": "The Harbour Forum", "value": "Harbour Forum"}]
    bad = {
        "quote": "The Harbour Forum was held on 4 March",
        "names": [{"quote": "The Marsh Forum", "value": "Marsh Forum"}],
    }
    half = {"quote": "The Harbour Forum was held on 4 March", "names": names}
    other = {"quote": "in Riverstone", "names": names, "start": {"quote": "on 3 March 2025", "date": "2025-03-03"}}
    seen = []

    def call(messages: list[dict[str, str]], schema: dict[str, Any]) -> str:
        seen.append(([message["role"] for message in messages], messages[-1]["content"]))
        return json.dumps({"events": [[bad, half, other][len(seen) - 1]]})

    found = loop(text, call, kinds=["events"], lang="en")
    assert found.tries == 3 and not found.problems.ok and found.repair is not None and "Riverstone" in found.repair
    assert [len(roles) for roles, _ in seen] == [2, 4, 6] and "The nearest passage is" in seen[1][1]
    assert seen[2][0] == ["system", "user", "assistant", "user", "assistant", "user"]
    assert loop(text, lambda _messages, _schema: "I cannot.", 1, lang="en").problems.errors[0].code == "extract.no-json"
    worse = iter([json.dumps({"events": [half]}), json.dumps({"events": [bad]})])
    kept = loop(text, lambda _messages, _schema: next(worse), 2, lang="en")
    assert kept.tries == 1 and len(kept.problems.errors) == 1
    with pytest.raises(ValueError, match="tries must be 1 or more, not 0"):
        loop(text, call, 0, lang="en")
