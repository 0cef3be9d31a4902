"""Sources, quotes from them, and statements that disagree."""

from __future__ import annotations

from typing import Any

from .build import Case, count, event, organization, program, source

TEXTS = {"source:s": "Plus de 40 représentants se sont\nréunis  en ligne\u00a0et en personne."}


def quoting(quote: str, source_id: str = "source:s") -> list[dict[str, Any]]:
    return [event(sources=[{"source_id": source_id, "quote": quote}])]


def stated(*said: tuple[Any, str], field: str = "/founded") -> dict[str, Any]:
    statements = [
        {"field": field, "value": value, "source_id": f"source:s{number}", "rank": rank}
        for number, (value, rank) in enumerate(said)
    ]
    return organization("a", statements=statements)


def counted(*counts: dict[str, Any]) -> dict[str, Any]:
    said = [{"field": "/attendance/total", "value": total, "source_id": "source:s"} for total in counts]
    return event(statements=said)


CASES = [
    # --- source.cycle ---
    Case(
        "source.cycle",
        "over another one",
        [
            source("b", translation_of="source:c"),
            source("c", translation_of="source:b"),
            source("d", translation_of="source:b"),
        ],
        (("source:b", "/translation_of"),),
    ),
    Case(
        "source.cycle",
        "two translations of one text",
        [source("a", translation_of="source:c"), source("b", translation_of="source:c")],
    ),
    # --- source.unsourced ---
    Case(
        "source.unsourced",
        "a record that names none",
        [program(host_ids=["organization:a"], sources=[{"source_id": "source:s"}]), organization("a")],
        (("organization:a", ""),),
    ),
    Case(
        "source.unsourced",
        "one source, a statement, and a source itself",
        [
            organization("a", sources=[{"source_id": "source:s"}]),
            organization("b", statements=[{"field": "/country", "value": "CN", "source_id": "source:s"}]),
            source("s"),
        ],
    ),
    # --- source.quote-missing ---
    Case(
        "source.quote-missing",
        "other words",
        quoting("Plus de quarante représentants"),
        (("event:e", "/sources/0/quote"),),
        texts=TEXTS,
    ),
    Case(
        "source.quote-missing",
        "another case, in a statement",
        [
            event(
                sources=[{"source_id": "source:s"}, {"source_id": "source:s", "quote": "en ligne"}],
                statements=[{"field": "/start", "value": "2024", "source_id": "source:s", "quote": "plus de 40"}],
            )
        ],
        (("event:e", "/statements/0/quote"),),
        texts=TEXTS,
    ),
    Case("source.quote-missing", "verbatim", quoting("40 représentants"), texts=TEXTS),
    Case(
        "source.quote-missing",
        "lines are broken elsewhere, and accents encoded otherwise",
        quoting("représentants se sont réunis en ligne et en personne"),
        texts={"source:s": TEXTS["source:s"].replace("é", "e\u0301")},
    ),
    Case("source.quote-missing", "the text is not at hand", quoting("anything", "source:t"), texts=TEXTS),
    Case("source.quote-missing", "no text is at hand", quoting("anything")),
    Case(
        "source.quote-missing",
        "other words than in the text that is known by an id of old",
        [source("s", merged_ids=["source:old"]), *quoting("Plus de quarante")],
        (("event:e", "/sources/0/quote"),),
        texts={"source:old": TEXTS["source:s"]},
    ),
    Case(
        "source.quote-missing",
        "the text is known by an id of old",
        [source("s", merged_ids=["source:old"]), *quoting("40 représentants")],
        texts={"source:old": TEXTS["source:s"]},
    ),
    # --- statement.conflict ---
    Case(
        "statement.conflict",
        "each value that differs, once",
        [stated(*[(year, "normal") for year in ("1960", "1961", "1960", "1961", "1962")])],
        (("organization:a", "/statements/1/value"), ("organization:a", "/statements/4/value")),
    ),
    Case(
        "statement.conflict",
        "values of several parts",
        [stated(({"en": "A", "fr": "B"}, "normal"), ({"en": "A"}, "normal"), field="/notes")],
        (("organization:a", "/statements/1/value"),),
    ),
    Case(
        "statement.conflict",
        "the same, but for the order of keys",
        [stated(({"en": "A", "fr": "B"}, "normal"), ({"fr": "B", "en": "A"}, "normal"), field="/notes")],
    ),
    Case(
        "statement.conflict",
        "two are preferred",
        [stated(("1959", "normal"), ("1960", "preferred"), ("1961", "preferred"), ("1962", "normal"))],
        (("organization:a", "/statements/2/value"),),
    ),
    Case(
        "statement.conflict",
        "one is preferred",
        [stated(("1960", "normal"), ("1961", "preferred"), ("1962", "normal"), ("1961", "preferred"))],
    ),
    Case(
        "statement.conflict",
        "dates of which one is more precise, or in doubt",
        [stated(("1960", "normal"), ("1960-05", "normal"), ("1961?", "normal"))],
    ),
    Case(
        "statement.conflict",
        "counts that cannot both be right",
        [counted(count(40), count(30, "at_most"), count(40, unit="people"))],
        (("event:e", "/statements/1/value"),),
    ),
    Case(
        "statement.conflict",
        "counts that differ by their units",
        [counted(count(40, unit="people"), count(40, unit="countries"))],
        (("event:e", "/statements/1/value"),),
    ),
    Case(
        "statement.conflict",
        "counts that can both be right",
        [counted(count(40, "at_least", unit="people"), count(40, "more_than"), count(50, "about"))],
    ),
    Case(
        "statement.conflict",
        "one is deprecated",
        [stated(("1960", "deprecated"), ("1961", "normal"), ("1962", "deprecated"))],
    ),
    Case(
        "statement.conflict",
        "of two fields",
        [
            organization(
                "a",
                statements=[
                    {"field": "/founded", "value": "1960", "source_id": "source:s"},
                    {"field": "/dissolved", "value": "1961", "source_id": "source:s"},
                ],
            )
        ],
    ),
]
