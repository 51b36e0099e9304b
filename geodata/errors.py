"""The family of errors: what a user can get wrong, each with its remedy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any


def one_line(text: str) -> str:
    """Text as a line that any terminal and any file can hold: what cannot be printed becomes a question mark."""
    return text if text.isprintable() else "".join(letter if letter.isprintable() else "?" for letter in text)


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one place, and what to do about it.  Prints as ``FILE:FEATURE: problem; remedy``.

    ``choices`` are what the remedy asks to choose from, where a form can offer them.
    """

    file: str
    feature: str
    problem: str
    remedy: str
    choices: tuple[str, ...] = ()

    def __str__(self) -> str:
        """On one line, whatever the name of a file or a feature holds."""
        return one_line(f"{self.file}:{self.feature}: {self.problem}; {self.remedy}")

    def as_dict(self) -> dict[str, Any]:
        """For JSON; ``choices`` only where there are some."""
        return {name: value for name, value in asdict(self).items() if value != ()}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Problem:
        """What ``as_dict`` gave, also after a journey through JSON."""
        return cls(**{**values, "choices": tuple(values.get("choices", ()))})


class AtlasError(Exception):
    """Anything the atlas refuses on purpose."""


class Refused(AtlasError):
    """The input was refused; ``problems`` says why, one entry per reason."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class InvalidCoordinate(AtlasError, ValueError):
    """A longitude or latitude that is not a number in range."""


class InvalidDay(AtlasError, ValueError):
    """A day that is not an ISO 8601 date."""


class UnknownId(AtlasError, KeyError):
    """No record has this id."""

    def __str__(self) -> str:
        return str(self.args[0])
