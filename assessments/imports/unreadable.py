# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A document that cannot be read at all; what is wrong in one that can be read is told by the domain's faults."""


class UnreadableDocument(ValueError):
    """What is wrong in one sentence, with the name of the document and the line, where they are known."""

    def __init__(self, message: str, *, name: str = "", line: int | None = None) -> None:
        self.message = message
        self.name = name
        self.line = line
        place = ", ".join([*([name] if name else []), *([f"line {line}"] if line else [])])
        super().__init__(f"{place}: {message}" if place else message)

    def named(self, name: str) -> "UnreadableDocument":
        """The same, with the name of the document."""
        return UnreadableDocument(self.message, name=name, line=self.line)
