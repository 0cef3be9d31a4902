"""The report, a sequence of problems, and the exception that carries them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

from .guesses import Guided
from .portable import Portable, Shown
from .problem import Problem, Severity

__all__ = [
    "InvalidData",
    "Report",
]


class Report(Portable, Shown, Guided, Sequence[Problem]):
    """The problems found, in the order of the input.

    It is a sequence: `bool(report)` says whether it has problems, not whether the data is valid. Use `.ok` for that.
    """

    __slots__ = ("problems",)

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)

    @property
    def ok(self) -> bool:
        """True when there is no error; warnings and infos may be left."""
        return not self.errors

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that make the data invalid."""
        return tuple([p for p in self.problems if p.severity is Severity.ERROR])

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that need attention but do not make the data invalid."""
        return tuple([p for p in self.problems if p.severity is Severity.WARNING])

    def to_dicts(self, lang: str = "en") -> list[dict[str, Any]]:
        """Return the problems as rows of a table: dicts with the same keys, the message included.

        Parameters:
            lang: the language of the messages, as in `Problem.message_in`.
        """
        return [problem.to_dict(lang) for problem in self.problems]

    @overload
    def __getitem__(self, index: int) -> Problem: ...
    @overload
    def __getitem__(self, index: slice) -> Report: ...
    def __getitem__(self, index: int | slice) -> Problem | Report:
        return self.problems[index] if isinstance(index, int) else Report(self.problems[index])

    def __len__(self) -> int:
        return len(self.problems)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)

    def __eq__(self, other: object) -> bool:
        return self.problems == other.problems if isinstance(other, Report) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems)) or "no problems"

    def __repr__(self) -> str:
        return f"Report({list(self.problems)!r})"


class InvalidData(ValueError):
    """Raised for invalid data; `problems` has every error and warning."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))
