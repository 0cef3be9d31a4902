"""Finds cycles in a graph of records, without recursion and in time linear in its size."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from ..problems.problem import Code, Problem

__all__ = ["Graph", "cycle_problem", "find_cycles"]

Graph: TypeAlias = Mapping[str, Sequence[str]]
"""Id to the ids that it leads to, in the order of the records."""

SHOWN: Final = 8  # records of a cycle in a message


def find_cycles(graph: Graph) -> Iterator[tuple[str, ...]]:
    """Yield one cycle for each strongly connected component: a shortest one through its first node.

    Of cycles that share nodes, one is reported; the next is found once that is fixed. An edge from a node to itself
    is not a cycle here, and an edge to something that is not a key is ignored.

    >>> list(find_cycles({"a": ["b"], "b": ["c"], "c": ["b"], "d": ["a", "d", "x"]}))
    [('b', 'c')]
    """
    components = _components(graph)
    done = set()
    for node in graph:
        if components[node] not in done:
            done.add(components[node])
            path = _way_back(graph, components, node)
            if path:
                yield path


def cycle_problem(code: Code, path: Sequence[str], *, at: str, expected: str, **named: Any) -> Problem:
    """Report a cycle at its first record.

    Parameters:
        code: the rule.
        path: the records of the cycle.
        at: the pointer to the reference from the first record to the next.
        expected: what is valid at this place.
        named: further parameters of the message.
    """
    return code(path[0], at=at, record_id=path[0], path=_path_text(path), expected=expected, **named)


def _path_text(path: Sequence[str]) -> str:
    """Return a cycle for display in a message.

    >>> _path_text(("event:a", "event:b"))
    'event:a > event:b > event:a'
    """
    shown = path if len(path) <= SHOWN else (*path[: SHOWN - 1], f"({len(path) - SHOWN} more)", path[-1])
    return " > ".join((*shown, path[0]))


def _finished(graph: Graph) -> list[str]:
    """Return the nodes in the order in which a depth-first search finishes them."""
    order: list[str] = []
    seen = set()
    for root in graph:
        stack = [] if root in seen else [(root, iter(graph[root]))]
        seen.add(root)
        while stack:
            node, rest = stack[-1]
            step = next((step for step in rest if step in graph and step not in seen), None)
            if step is None:
                order.append(node)
                stack.pop()
            else:
                seen.add(step)
                stack.append((step, iter(graph[step])))
    return order


def _components(graph: Graph) -> Mapping[str, str]:
    """Map each node to a name of its strongly connected component (Kosaraju's algorithm)."""
    backwards: dict[str, list[str]] = {node: [] for node in graph}
    for node, steps in graph.items():
        for step in steps:
            if step in graph:
                backwards[step].append(node)
    components: dict[str, str] = {}
    for root in reversed(_finished(graph)):
        waiting = [] if root in components else [root]
        while waiting:
            node = waiting.pop()
            if node not in components:
                components[node] = root
                waiting += backwards[node]
    return components


def _way_back(graph: Graph, components: Mapping[str, str], start: str) -> tuple[str, ...]:
    """Return a shortest path from a node back to itself, without the last node; empty if there is none."""
    came: dict[str, str] = {}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for step in graph[node]:
            if step == start and node != start:
                path = [node]
                while path[-1] != start:
                    path.append(came[path[-1]])
                return tuple(reversed(path))
            if step != start and step not in came and components.get(step) == components[start]:
                came[step] = node
                waiting.append(step)
    return ()
