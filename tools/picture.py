"""The picture of a graph in the documentation: parties on the left, events on the right, a line for each part."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

import thinktank_model as tm

from .renew import ROOT

__all__ = ["files"]

AFTER = ("registry",)
WIDTH, ROW, LEFT, RIGHT = 860, 30, 300, 560
COLOURS = {"organizer": "#0b6e4f", "host": "#b5651d", "sponsor": "#7b2d8b", "attendee": "#4a6fa5"}
OTHER = "#c0392b"  # speakers, chairs and the like


def files() -> Iterator[tuple[Path, str]]:
    """Yield the file with its text."""
    yield ROOT / "docs" / "_static" / "participation.svg", picture(tm.example("riverside-2025"))


def picture(ds: tm.Dataset) -> str:
    """Return the graph of who had a part in which event, as SVG."""
    graph = tm.to_networkx(ds)
    places: dict[str, tuple[int, tuple[int, int]]] = {}
    for side, x in (("event", RIGHT), ("party", LEFT)):
        nodes = [
            node
            for node, said in graph.nodes(data=True)
            if (said["type"] == "event") is (side == "event") and graph.degree(node)
        ]
        nodes.sort(key=lambda node: (graph.nodes[node].get("start", ""), node))
        places |= {node: (x, (number, len(nodes))) for number, node in enumerate(nodes)}
    height = ROW * (1 + max(count for _, (_, count) in places.values())) + ROW
    at = {node: (x, height * (number + 1) / (count + 1) - ROW / 2) for node, (x, (number, count)) in places.items()}
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
    ]
    for number, (party, event, said) in enumerate(
        sorted(graph.edges(data=True), key=lambda edge: (*edge[:2], edge[2]["role"]))
    ):
        (x, y), (to_x, to_y) = at[party], at[event]
        bend = 90 + 14 * (number % 3)  # so that two parts in one event are two lines
        lines.append(
            f'<path d="M{x} {y:.0f}C{x + bend} {y:.0f} {to_x - bend} {to_y:.0f} {to_x} {to_y:.0f}" fill="none" '
            f'stroke="{COLOURS.get(said["role"], OTHER)}" stroke-width="1.5"><title>{escape(said["label"])}</title></path>'
        )
    for node, (x, y) in at.items():
        name = graph.nodes[node]["label"].replace(" (invented)", "").replace(" (invented person)", "")
        anchor, shift = ("start", 10) if x == RIGHT else ("end", -10)
        short = name if len(name) <= 42 else name[:41] + "…"
        lines.append(f'<circle cx="{x}" cy="{y:.0f}" r="5" fill="{"#222" if x == RIGHT else "#666"}"/>')
        lines.append(f'<text x="{x + shift}" y="{y + 4:.0f}" text-anchor="{anchor}" fill="#222">{escape(short)}</text>')
    x = LEFT - 130
    for role, colour in (*COLOURS.items(), ("others, such as speakers", OTHER)):
        lines.append(f'<rect x="{x}" y="{height - 16}" width="14" height="4" fill="{colour}"/>')
        lines.append(f'<text x="{x + 19}" y="{height - 9}" fill="#222">{role}</text>')
        x += 32 + 7 * len(role)
    return "\n".join([*lines, "</svg>"]) + "\n"
