# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Files that are refused: those that cannot be read at all, and those whose content has faults, with their lines."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.domain.faults import Fault

MOST_SHOWN = 100


class UnreadableDocument(ValueError):
    """What is wrong in one sentence, with the name of the document and the line, where they are known.

    The sentence is a template in English and what it names, so that pages can say it in their language.
    """

    def __init__(
        self, template: str, *, name: str = "", line: int | None = None, values: Mapping[str, str | int] | None = None
    ) -> None:
        self.template = template
        self.values = {key: shown(value) if isinstance(value, str) else value for key, value in (values or {}).items()}
        self.message = template % self.values
        self.name = name
        self.line = line
        super().__init__(_told(name, line, self.message))

    def named(self, name: str) -> "UnreadableDocument":
        """The same, with the name of the document."""
        return type(self)(self.template, name=name, line=self.line, values=self.values)

    def on(self, line: int) -> "UnreadableDocument":
        """The same, with the line."""
        return type(self)(self.template, name=self.name, line=line, values=self.values)


class TryAgain(UnreadableDocument):
    """Nothing is wrong with the document; there was no room to read it."""


@dataclass(frozen=True, slots=True)
class FaultOnLine:
    """A fault of a document, and the line of the file on which it is."""

    line: int
    fault: Fault

    def __str__(self) -> str:
        return f"line {self.line}: {self.fault}"


class FaultyDocument(ValueError):
    """A file could be read, and what it holds is refused; `more` faults were found besides those that are listed."""

    def __init__(self, name: str, faults: tuple[FaultOnLine, ...], more: int = 0) -> None:
        self.name = name
        self.faults = faults
        self.more = more
        lines = [_told(name, one.line, str(one.fault)) for one in faults]
        super().__init__("\n".join([*lines, *([f"{name}: {more} more faults"] if more else [])]))


def shown(text: str) -> str:
    """As much of a text from a file as a message repeats, on one line."""
    line = " ".join(text.encode("utf-8", "backslashreplace").decode().split())
    return line if len(line) <= MOST_SHOWN else line[: MOST_SHOWN - 1] + "…"


def _told(name: str, line: int | None, message: str) -> str:
    place = ", ".join([*([name] if name else []), *([f"line {line}"] if line else [])])
    return f"{place}: {message}" if place else message
