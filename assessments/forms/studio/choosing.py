# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Pieces of the edition, chosen by name."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.forms.studio.fields import SomeOfField
from assessments.forms.studio.parts import Part


@dataclass(frozen=True)
class Choice:
    """A piece to be chosen; `is_gone` where the edition has it no longer."""

    key: str
    name: str
    is_chosen: bool
    is_gone: bool


class KeysPart(Part):
    """Pieces of the edition, chosen by name; those that are gone can be dropped."""

    template = "studio/_part_keys.html"

    def prepare(self) -> None:
        choices = self.scope.names(self.shape.names)
        self.made = SomeOfField(base=self.base, choices=choices, label=self.label, help_text=self.help)
        self.add(self.made)

    @property
    def rows(self) -> list[Choice]:
        """Each that can be chosen."""
        chosen = set(self.field.value() or [])
        return [Choice(key, str(name), key in chosen, key in self.made.gone) for key, name in self.made.offered]

    @property
    def chosen(self) -> list[Choice]:
        return [row for row in self.rows if row.is_chosen]

    @property
    def others(self) -> list[Choice]:
        return [row for row in self.rows if not row.is_chosen]

    @property
    def other_id(self) -> str:
        """What the ids of those begin with that are not chosen."""
        return f"{self.id}_other"

    @property
    def told(self) -> str:
        return _(", ").join(row.name for row in self.chosen)
