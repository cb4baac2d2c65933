# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What the linter finds in an edition: an error keeps it from being published, a warning asks for a second look."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from assessments.domain.faults import Fault, Told, in_english

Severity: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or doubtful: its place (empty for the whole document), its code, and what is said of it.

    The template is English and names its values as `%(name)s`; a page says gettext(template) % values.
    """

    place: str
    severity: Severity
    code: str
    template: str
    values: Mapping[str, Told] = field(default_factory=dict, hash=False)

    @property
    def message(self) -> str:
        """The sentence, in English."""
        return in_english(self.template, self.values)

    def __str__(self) -> str:
        sentence = f"{self.severity}: {self.message}"
        return f"{self.place}: {sentence}" if self.place else sentence


def warning(code: str, place: str, template: str, **values: Told) -> Finding:
    """Something doubtful."""
    return Finding(place, "warning", code, template, values)


def of_fault(fault: Fault) -> Finding:
    """What the engine refuses, as an error."""
    return Finding(fault.place, "error", "fault", fault.template, fault.values)
