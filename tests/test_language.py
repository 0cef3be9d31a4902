"""The mechanical part of how we write: words and turns that readers stumble over, in every text of the project.

Messages and explanations, help, docstrings, comments, pages, notes on changes and subjects of commits are all read. What the
rules cannot see (a sentence that is correct and still hard to understand) is found by reading: `python -m tools.sample` draws
texts at random.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tools.sample import comments, docstrings, help_texts, sentences

from .test_phrases import TEXTS, texts

ROOT = Path(__file__).parent.parent

OLD_TURNS = {
    "write 'is not a', not 'is no'": r"(?<!there )\b(?:is|are) no (?!longer|more\b|one\b|way\b|reason|need\b|record\b|value\b|name\b|circle|text or|room)",
    "use current words": r"\b(?:anew|thereof|therein|wherein|whichever is meant|seldom|for ever)\b",
    "write 'is in', not 'stands in'": r"\bstands (?:here|there|twice|in|under|at|on|before|after|beside|behind|between)\b",
    "write 'silently'": r"\bin silence\b|\bwithout a word\b",
    "write 'supports', not 'bears out'": r"\b(?:bear|bears|borne) out\b",
    "name what is read, found or missing": r"\bwhat (?:is|was) (?:said|told) of\b|\bhow wrong a\b|\bas it is meant\b",
    "write 'for any ...'": r"\bwhatever (?:it|they|its|their) (?:is|are|was|were|holds?)\b",
    "write 'one per line'": r"\b(?:a|one|each) record a line\b|\bone a line\b|\ba row an item\b",
    "write 'reports' or 'says that'": r"\bis told (?:of|at|in|with|by|down)\b|\bare told (?:of|at|in|with|by)\b",
    "write 'skip'": r"\bpassed over\b",
    "write 'the rest of the ...' or name it": r"\band the rest (?:is|are) (?:read|kept|checked)\b",
    "write 'is not a'": r"\bwhat is none\b|\ba list that is none\b",
    "write 'the metadata of the dataset'": r"\bwhat the dataset says of itself\b",
}
"""What no text has, by what to write instead."""

IN_MESSAGES = {
    "write 'duplicate', not 'a second time'": r"\ba second time\b|\bmust stand\b",
    "write 'omit the key'": r"\bwrite no\b|\bno such key\b",
    "put advice into `help`": r"; write \b",
    "write 'carries no information' or name what is missing": r"\bsays? nothing\b|\bnothing to say\b",
    "write 'fix' for problems": r"(?<!\{)\bmend(?:s|ed|ing)?\b",
    "name the person or drop the clause": r"\b(?:whoever|nobody knows)\b",
}
"""What no message, explanation or help has."""

FILES_THAT_QUOTE = {"test_language.py"}  # the allow-list: this file contains the forbidden words
SUBJECT_LIMIT = 72
RULE_SINCE = "2026-11-29T13:00:00Z"  # subjects of earlier commits stay as they are


def pages() -> Iterator[str]:
    """Yield the sentences of the documentation, the front page and the notes on changes."""
    for path in [
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("changelog.d/*.md"),
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
    ]:
        if "generated" not in path.parts and path.name != "mistakes.md":
            yield from [f"{path.name}: {text}" for text in sentences(path.read_text(encoding="utf-8"))]


def code_texts() -> Iterator[str]:
    """Yield the docstrings and comments of the project."""
    for text in [*docstrings(), *comments()]:
        if not any(f"{name}:" in text for name in FILES_THAT_QUOTE):
            yield text


TEXTS_OF: dict[str, Callable[[], list[str]]] = {
    "messages": texts,
    "help": cache(lambda: list(help_texts())),
    "docstrings and comments": cache(lambda: list(code_texts())),
    "pages": cache(lambda: list(pages())),
}


MARKS = {"docstrings and comments": [pytest.mark.slow]}  # there are tens of thousands


@pytest.mark.parametrize("kind", [pytest.param(kind, marks=MARKS.get(kind, [])) for kind in TEXTS_OF])
@pytest.mark.parametrize("rule", OLD_TURNS)
def test_no_text_has_an_old_turn(kind: str, rule: str) -> None:
    """The name of the rule says what to write instead."""
    found = [text for text in TEXTS_OF[kind]() if re.search(OLD_TURNS[rule], text, re.IGNORECASE)]
    assert found == []


@pytest.mark.parametrize("kind", ["messages", "help"])
@pytest.mark.parametrize("rule", IN_MESSAGES)
def test_no_message_has_an_old_turn(kind: str, rule: str) -> None:
    """Stricter than for comments, because a message is read without its context."""
    assert [text for text in TEXTS_OF[kind]() if re.search(IN_MESSAGES[rule], text, re.IGNORECASE)] == []


WRONG = {
    "fr": {
        "genre": "type", "parrain": "commanditaire", "faux et": "incorrect", "à neuf": "de nouveau", "nul ne": "on ne",
        "époque où son programme": "période", "curateur": "responsable des données", "fiches?": "enregistrement",
    },
    "zh": {"图书馆": "软件库", "部门的": "界别", "陈述方法": "取值方式", "在册": "有效", "一个标记": "字节顺序标记（BOM）", "术语": "词项"},
}  # fmt: skip
"""By language, words of first translations, with what an editor of the field writes."""


@pytest.mark.parametrize("lang", WRONG)
def test_no_translation_has_a_word_that_an_editor_replaced(lang: str) -> None:
    """Literal translations with another meaning."""
    for wrong in WRONG[lang]:
        pattern = rf"\b{wrong}\b" if lang == "fr" else wrong
        assert [text for text in TEXTS[lang].values() if re.search(pattern, text, re.IGNORECASE)] == [], wrong


def test_subjects_of_commits_are_short() -> None:
    """At most 72 characters, so that a log on a terminal shows them whole; merges have the text that git gives them."""
    command = ["git", "log", "--no-merges", "--format=%s", f"--since={RULE_SINCE}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("this is not a clone of the repository")
    assert [subject for subject in done.stdout.splitlines() if len(subject) > SUBJECT_LIMIT] == []


@pytest.mark.parametrize("text", ["2024 is no date", "the file is written anew", "it stands in the list"])
def test_the_rules_find_what_they_forbid(text: str) -> None:
    """The tests above can fail."""
    assert any([re.search(rule, text) for rule in OLD_TURNS.values()])
