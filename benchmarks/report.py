"""The figures as tables, as a chart, and as JSON."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import orjson
from attrs import asdict, frozen

from .correctness import Verdict
from .costs import Cost
from .timing import FLOOR, Figure

__all__ = ["Results", "table", "to_json", "to_markdown", "to_svg", "write_between", "write_docs"]

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
OURS = "thinktank-model"
CHART = "![Reading and checking a record: each contender as a multiple of parsing alone](_static/performance.svg)"


@frozen
class Results:
    """The results of a run.

    Attributes:
        records: how many records the corpus has.
        record_bytes: how long one is on average.
        rounds: how many rounds were run.
        packages: the packages that took part.
        verdicts: what the contenders find.
        figures: how fast they are.
        costs: everything else.
    """

    records: int
    record_bytes: float
    rounds: int
    packages: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    figures: tuple[Figure, ...]
    costs: tuple[Cost, ...]

    def machine(self) -> str:
        """Return the machine and the interpreter."""
        return f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} {platform.machine()}, {_cpu()}"

    def versions(self) -> dict[str, str]:
        """Return the version of each package."""
        return {name: _version(name) for name in sorted(set(self.packages))}


def _cpu() -> str:
    try:
        names = re.findall("^model name\\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        names = []
    return f"{len(names)} × {names[0]}" if names else platform.processor() or "unknown processor"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"


def to_json(results: Results) -> bytes:
    """Return every figure."""
    whole = {
        "date": date.today().isoformat(),
        "machine": results.machine(),
        "versions": results.versions(),
        **asdict(results),
    }
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; all its columns but the first are of numbers."""
    lines = ["| " + " | ".join(row) + " |" for row in (head, ["---", *["--:"] * (len(head) - 1)], *rows)]
    return "\n".join(lines)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}" if value < 100 else f"{value:,.0f}"


def to_markdown(results: Results) -> str:
    """Return the tables."""
    versions = ", ".join([f"{name} {number}" for name, number in results.versions().items()])
    parts = [
        f"{results.records:,} records of {results.record_bytes:.0f} bytes on average, {results.rounds} rounds, "
        f"{date.today().isoformat()}; {results.machine()}; {versions}.",
        "### What they find",
        table(
            ("contender", "faulty records refused", "faults at their exact path", "other paths reported"),
            [
                (
                    v.contender,
                    f"{v.refused} of {v.faulty}",
                    f"{v.paths} of {v.planted}" if v.paths else "–",
                    str(v.others),
                )
                for v in results.verdicts
            ],
        ),
    ]
    for task in dict.fromkeys([figure.task for figure in results.figures]):
        rows = []
        of_task = [figure for figure in results.figures if figure.task == task]
        for cold in sorted([f for f in of_task if f.caches == "cold"], key=lambda f: f.microseconds):
            warm = next(f for f in of_task if f.caches == "warm" and f.contender == cold.contender)
            name = f"**{cold.contender}**" if cold.contender.startswith(OURS) else cold.contender
            ratios = [_number(r) for r in (cold.to_tuned, cold.to_msgspec, cold.to_pydantic, cold.to_floor)]
            rows.append((name, _number(cold.microseconds), *ratios, _number(warm.microseconds), _number(warm.to_tuned)))
        head = (
            "contender",
            "µs a record",
            "÷ msgspec tuned",
            "÷ msgspec",
            "÷ pydantic",
            "÷ floor",
            "warm: µs",
            "warm: ÷ msgspec tuned",
        )
        parts += [f"### {task[0].upper()}{task[1:]}", table(head, rows)]
    for what in dict.fromkeys([cost.what for cost in results.costs]):
        of = [cost for cost in results.costs if cost.what == what]
        parts += [
            f"### {what[0].upper()}{what[1:]}",
            table(("of", of[0].unit), [(c.of, _number(c.value)) for c in of]),
        ]
    return "\n\n".join(parts)


def to_svg(results: Results, task: str) -> str:
    """Return a bar for each contender of a task: the ratio to the floor, cold."""
    bars = sorted(
        [
            (f.to_floor, f.contender)
            for f in results.figures
            if f.task == task and f.caches == "cold" and f.to_floor is not None
        ]
    )
    most = max([ratio for ratio, name in bars if ratio < 30], default=1.0)
    left, width, height = 230, 420, 24
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 70} {height * len(bars) + 34}" '
        'font-family="sans-serif" font-size="13" fill="#444">',
        f"<title>{task}: time as a multiple of parsing alone ({FLOOR})</title>",
        f'<text x="{left}" y="16">{task}: × {FLOOR}, cold caches (shorter is faster)</text>',
    ]
    for number, (ratio, name) in enumerate(bars):
        y = 28 + number * height
        length = width * min(ratio / most, 1)
        colour = "#0b6e4f" if name.startswith(OURS) else "#9aa5b1"
        weight = ' font-weight="bold"' if name.startswith(OURS) else ""
        lines += [
            f'<text x="{left - 8}" y="{y + 14}" text-anchor="end"{weight}>{name}</text>',
            f'<rect x="{left}" y="{y}" width="{length:.1f}" height="{height - 6}" fill="{colour}"/>',
            f'<text x="{left + length + 6:.1f}" y="{y + 14}"{weight}>{ratio:.1f}{" (cut)" if ratio > most else ""}</text>',
        ]
    return "\n".join([*lines, "</svg>"]) + "\n"


def write_between(page: Path, begin: str, end: str, text: str) -> None:
    """Put a text between two markers of a page, in place of what is there."""
    before, _, rest = page.read_text(encoding="utf-8").partition(begin)
    _, _, after = rest.partition(end)
    page.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")


def write_docs(results: Results, docs: Path) -> None:
    """Put the tables between the markers of the page on performance, and the chart beside it."""
    write_between(docs / "performance.md", BEGIN, END, f"{CHART}\n\n{to_markdown(results)}")
    chart = docs / "_static" / "performance.svg"
    chart.parent.mkdir(exist_ok=True)
    chart.write_text(to_svg(results, results.figures[0].task), encoding="utf-8")
