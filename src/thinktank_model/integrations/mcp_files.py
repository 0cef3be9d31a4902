"""The files that the MCP server was started with: datasets and texts. It reads no other files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from ..dataset.collection import Dataset, assembled
from ..extract.quotes import Passages
from ..jsontext.compressed import plain_name
from ..jsontext.content import ENDINGS, open_content
from ..jsontext.limits import LIMITS, Limits
from ..jsontext.opening import UnreadableError
from ..model.scope import CORE_SCOPE, Scope
from ..problems.problem import Severity
from ..records.readers import read_content
from ..rules.reading import gather

__all__ = ["Files", "Opened"]

TEXT_LIMIT: Final = 4 * 2**20  # bytes of a text in which quotes are searched


@frozen
class Opened:
    """The current content of one file.

    Attributes:
        name: the path as given.
        dataset: the records that could be read; None for a text.
        text: the text; None for a dataset.
        fault: the reason why it, or a part of it, could not be read; empty if there is none.
    """

    name: str
    dataset: Dataset | None = None
    text: Passages | None = None
    fault: str = ""


class Files:
    """The files of the server; each is read again only after a change.

    Parameters:
        paths: their paths; one with an extension of JSON or JSON Lines is a dataset, any other a text.
        limits: the limits for reading each.
        scope: the records that it knows.
        dataset_class: the class of the datasets.
    """

    def __init__(
        self,
        paths: Sequence[str],
        limits: Limits = LIMITS,
        scope: Scope = CORE_SCOPE,
        dataset_class: type[Dataset] = Dataset,
    ) -> None:
        self.paths: tuple[str, ...] = tuple(dict.fromkeys(paths))
        self.limits: Limits = limits
        self.scope: Scope = scope
        self.dataset_class: type[Dataset] = dataset_class
        self._read: dict[str, tuple[tuple[int, int, int], Opened]] = {}

    def opened(self) -> Iterator[Opened]:
        """Yield the current content of each file."""
        for path in self.paths:
            try:
                found = os.stat(path)
                state = found.st_ino, found.st_mtime_ns, found.st_size
                if path not in self._read or self._read[path][0] != state:
                    self._read[path] = state, self.read(path)
                yield self._read[path][1]
            except (OSError, ImportError) as error:
                yield Opened(path, fault=f"{path} cannot be read: {getattr(error, 'strerror', None) or error}")

    def read(self, path: str) -> Opened:
        """Return the content of a file.

        Raises:
            OSError: it cannot be read.
            ImportError: it is compressed, and what unpacks it is not installed.
        """
        is_dataset = plain_name(path).endswith(ENDINGS)
        limits = self.limits if is_dataset else self.limits._replace(document=min(TEXT_LIMIT, self.limits.document))
        try:
            with open_content(path, limits, regular=True) as content:
                if not is_dataset:
                    return Opened(path, text=Passages(content.read().decode()))
                gathered = gather(read_content(content, "keep", self.scope), scope=self.scope)
        except UnreadableError as error:
            return Opened(path, fault=f"{path} cannot be read: {error.problem.message}")
        except UnicodeDecodeError:
            return Opened(path, fault=f"{path} is not UTF-8 text")
        errors = sum([problem.severity is Severity.ERROR for problem in gathered.problems])
        fault = f"{path} has {errors} errors; what they are in is not known here" if errors else ""
        return Opened(path, dataset=assembled(gathered, self.dataset_class), fault=fault)
