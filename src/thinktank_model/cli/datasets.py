"""Files of the command line that are read as one dataset."""

from __future__ import annotations

from ..dataset.collection import Dataset, assembled
from ..jsontext.limits import LIMITS, Limits
from ..jsontext.opening import UnreadableError
from ..problems.problem import Severity
from ..problems.report import InvalidData
from ..records.readers import Line, read_content
from ..rules.reading import Gathered, gather
from ..shapes.explain import Unknown
from .inputs import Source
from .profile import dataset_class, scope

__all__ = ["read_dataset", "whole_dataset"]


def whole_dataset(path: str, limits: Limits = LIMITS) -> Dataset:
    """Read a file of any kind as one dataset without errors.

    Raises:
        OSError: it cannot be read.
        InvalidData: it has errors.
    """
    gathered = read_dataset(path, "keep", limits)
    errors = [problem for problem in gathered.problems if problem.severity is Severity.ERROR]
    if errors:
        raise InvalidData(errors)
    return assembled(gathered, dataset_class())


def read_dataset(path: str, unknown: Unknown, limits: Limits = LIMITS) -> Gathered:
    """Read a file of any kind as one dataset; a single record is a dataset of one.

    Raises:
        OSError: it cannot be read.
    """
    try:
        with Source(path, limits=limits).open() as content:
            return gather(read_content(content, unknown, scope()), scope=scope())
    except UnreadableError as error:
        return gather([Line(0, 0, None, (error.problem,))])
