"""What a rule across records is: a generator over a context, registered by `@rule` beside its code."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from attrs import frozen

from ..index import Index
from ..model import DatasetHeader
from ..problems import Problem

__all__ = ["RULES", "Context", "Rule", "rule"]


@frozen(eq=False)
class Context:
    """What a rule sees.

    Attributes:
        index: the records and the look-ups over them.
        header: what the dataset says of itself.
        today: the reference date.
        texts: source id to the text of the source, where it is at hand.
    """

    index: Index
    header: DatasetHeader
    today: datetime.date
    texts: Mapping[str, str]


Rule: TypeAlias = Callable[[Context], Iterator[Problem]]

RULES: Final[list[Rule]] = []
"""Every rule, in the order in which they run."""


def rule(function: Rule) -> Rule:
    """Register a rule. It yields problems that name their record (`record_id`) and point into it (`at`)."""
    RULES.append(function)
    return function
