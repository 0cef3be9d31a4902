"""The benchmark: its corpus is reproducible, its contenders give correct results, and its short form runs."""

from __future__ import annotations

import importlib
from pathlib import Path
from xml.etree import ElementTree

import orjson
import pytest
from attrs import evolve

import thinktank_model as tm
from benchmarks import __main__ as command
from benchmarks import report
from benchmarks.corpus import Corpus, corpus, many, shipped
from benchmarks.correctness import verify
from benchmarks.limits import exceeded
from benchmarks.peers import MODULES, contenders
from benchmarks.report import Results, to_json, to_markdown, to_svg, write_docs
from thinktank_model.model.index import targets

from .oracles import oracle
from .scale import in_full, thinned

# The least number of a hundred faults that each finds; only contenders that give paths are asked for them.
LEAST_REFUSED = {
    "orjson alone": 0.0,
    "mashumaro": 0.85,
    "cattrs, plain": 0.9,  # accepts a text or an object in place of a list of open terms
    "cattrs, detailed": 0.9,
    "jsonschema": 0.85,
    "jsonschema-rs": 0.9,
    "fastjsonschema": 0.9,
}
LEAST_PATHS = {"thinktank-model": 1.0, "thinktank-model, read_jsonl": 1.0, "pydantic": 0.95, "cattrs, detailed": 0.8}


@pytest.fixture(scope="module")
def clean() -> Corpus:
    return corpus(60)


@pytest.fixture(scope="module")
def faulty() -> Corpus:
    return corpus(60, 0.5)


def test_the_corpus_is_the_same_each_time(clean: Corpus, faulty: Corpus) -> None:
    """The same seed gives the same corpus; the clean records of a faulty corpus are those of the clean corpus."""
    assert corpus(60).lines == clean.lines
    assert corpus(60, 0.5).planted == faulty.planted
    same = [number for number in range(60) if number not in faulty.planted]
    assert 15 < len(same) < 45
    assert all(faulty.lines[number] == clean.lines[number] for number in same)
    assert len({orjson.loads(line)["id"] for line in clean.lines}) == 60


def test_a_corpus_is_made_longer_with_new_ids(clean: Corpus) -> None:
    """Repetitions are records of their own, which refer to each other as those of the corpus do."""
    lines = list(many(clean.lines, 150))
    assert lines[:60] == clean.lines
    records = [tm.loads(line) for line in lines]
    ids = {record.id for record in records}
    assert len(ids) == 150
    inside = [[target for target in targets(record) if target in ids] for record in records[:120]]
    assert any(inside) and inside[60:] == [[f"{target}-again-1" for target in found] for found in inside[:60]]
    for fault in (b'{"type":"source"}', b'{"id":null,"merged_ids":7}', b'{"id":"source:a","merged_ids":[null]}'):
        assert next(many([fault], 2)) == fault  # a fault can be that it has no id


def test_the_second_corpus_is_of_shipped_records() -> None:
    """Each id occurs once, and every record is valid."""
    lines = shipped(200).lines
    assert len({tm.loads(line).id for line in lines}) == 200


@in_full
@pytest.mark.parametrize("module", thinned(MODULES, 4))
def test_contenders_are_right(module: str, clean: Corpus, faulty: Corpus) -> None:
    """Each accepts all clean records, writes back what it read, and refuses faulty records as far as it can."""
    for contender in oracle(f"benchmarks.peers.{module}").CONTENDERS:
        contender.prepare()
        verdict = verify(contender, clean, faulty)
        assert verdict.refused >= LEAST_REFUSED.get(contender.name, 1.0) * verdict.faulty, contender.name
        assert verdict.paths >= LEAST_PATHS.get(contender.name, 0.0) * verdict.planted, contender.name
        assert len(contender.read_all(clean.lines)) == 60


def test_a_missing_library_is_said_and_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other libraries are measured."""
    said: list[str] = []
    really = importlib.import_module

    def import_module(name: str) -> object:
        if name.endswith("pydantic_classes"):
            raise ModuleNotFoundError(name="pydantic")
        return really(name)

    monkeypatch.setattr("benchmarks.peers.MODULES", ("orjson_floor", "pydantic_classes", "ours"))
    monkeypatch.setattr("benchmarks.peers.importlib.import_module", import_module)
    assert {c.name.partition(",")[0] for c in contenders(said.append)} == {"orjson alone", "thinktank-model"}
    assert said == ["pydantic is left out: pydantic is not installed"]


@pytest.mark.slow
def test_a_run_is_timed_judged_and_shown(tmp_path: Path) -> None:
    """One run, because it is slow: the measurements, the exceeded limits, and the table for the documentation."""
    results = command.run(30, 1, (40, 80), short=True)
    has_figures_for_all(results)
    tells_what_exceeds_a_limit(results)
    is_put_between_the_markers(results, tmp_path)


def has_figures_for_all(results: Results) -> None:
    """Every task with a limit is measured, cold and warm, and is in the table, the chart and the JSON."""
    tasks = {figure.task for figure in results.figures}
    assert tasks == {"decode and validate", "all problems, 20 % faulty", "encode"}
    assert {figure.caches for figure in results.figures} == {"cold", "warm"}
    assert all(figure.microseconds > 0 for figure in results.figures)
    assert "**thinktank-model**" in to_markdown(results)
    assert len(orjson.loads(to_json(results))["figures"]) == len(results.figures)
    assert ElementTree.fromstring(to_svg(results, "decode and validate")).tag.endswith("svg")


def tells_what_exceeds_a_limit(results: Results) -> None:
    """A contender that misses a fault, or a ratio over its limit, is reported in a sentence."""
    slow = tuple([evolve(figure, to_floor=100.0) for figure in results.figures])
    assert any(text.startswith("encode: ") for text in exceeded(evolve(results, figures=slow)))
    blind = tuple([evolve(verdict, paths=0) for verdict in results.verdicts])
    assert any(text.startswith("not all faults") for text in exceeded(evolve(results, verdicts=blind)))


def is_put_between_the_markers(results: Results, tmp_path: Path) -> None:
    """The text around the markers is unchanged."""
    page = tmp_path / "performance.md"
    page.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n", encoding="utf-8")
    write_docs(results, tmp_path)
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"before\n{report.BEGIN}\n") and text.endswith(f"{report.END}\nafter\n")
    assert "old" not in text and "| contender |" in text
    assert (tmp_path / "_static" / "performance.svg").exists()
