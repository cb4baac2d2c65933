# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The parts of a form that repeat: lists of texts and of things, five texts, and values by key.

Their buttons add an item, take one away, and move it up or down, without saving: `steps.stepped`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.forms.studio.parts import COUNT, MOST_ITEMS, LeafPart, ModelPart, Part, walk
from assessments.forms.studio.shapes import Shape
from assessments.forms.studio.texts import TextPart
from assessments.forms.studio.words import adding
from assessments.queries.studio.field_names import item_label

FIVE = 5


@dataclass(frozen=True)
class Item:
    """One item of a list: its part, its place from 1, and which one of the piece's it was; None for a new one."""

    part: Part
    number: int
    was: int | None
    label: str

    @property
    def index(self) -> int:
        return self.number - 1

    @property
    def title(self) -> str:
        """What it says first, as far as it is written."""
        parts = self.part.parts.values() if isinstance(self.part, ModelPart) else []
        texts = [text.field.value() for part in parts if isinstance(part, TextPart) for text in part.texts]
        return next((words for words in texts if words), "")

    @property
    def level(self) -> str:
        """The level at which it stands; "" where it stands at none."""
        level = self.part.parts.get("level") if isinstance(self.part, ModelPart) else None
        return str(level.field.value() or "") if level else ""

    @property
    def is_open(self) -> bool:
        """Whether there is something to do in it: it is new, was just moved, or wants a text or a mending."""
        form = self.part.scope.form
        within = [name for name in form.fields if name.startswith(f"{self.part.name}_")]
        wants = (
            text.is_missing or text.since
            for part in walk(self.part)
            if isinstance(part, TextPart)
            for text in part.texts
        )
        return (
            self.was is None or form.focus == self.part.name or any(form[name].errors for name in within) or any(wants)
        )


class ListPart(Part):
    """Any number of items."""

    template = "studio/_part_list.html"
    is_fixed = False
    is_ordered = True

    def prepare(self) -> None:
        self.items: list[Item] = []
        for index, was in enumerate(self._was()):
            had = None if was is None else self._had(was)
            label = item_label(self.shape.path, index + 1)
            part = self._item(f"{self.name}_{index}", was, had, "" if self.is_long else label)
            self.items.append(Item(part, index + 1, was, label))

    def _was(self) -> list[int | None]:
        """For each item, which one of the piece's it was."""
        posted, most = self.scope.posted, len(self.base or [])
        if posted is None or self.name not in posted:
            return list(range(most))
        return [_number(posted.get(f"{self.name}_{index}__was"), most) for index in range(self.posted_count)]

    @property
    def posted_count(self) -> int:
        return _number((self.scope.posted or {}).get(self.name), max(MOST_ITEMS, len(self.base or [])) + 1) or 0

    def _had(self, was: int) -> Any:
        return self.base[was]

    def _item(self, name: str, was: int | None, had: Any, called: str) -> Part:
        key = had.get("key") if isinstance(had, dict) else None
        place = f"{self.place}/{key if isinstance(key, str) else '' if was is None else was}"
        return self.scope.make(self.shape.inner, name, place, had, self.scope, called)

    def value(self, said: Mapping[str, Any]) -> Any:
        return [value for _was, value in self.kept(said)] or (None if self.base is None else [])

    def kept(self, said: Mapping[str, Any]) -> list[tuple[int | None, Any]]:
        """What the items say, with which one of the piece's each was; one of which nothing is left goes."""
        values = [(item.was, item.part.value(said)) for item in self.items]
        return [(was, value) for was, value in values if value is not None]

    @property
    def is_long(self) -> bool:
        """Whether each item has several fields of its own."""
        return self.shape.inner.form == "model"

    @property
    def listed(self) -> list[Part]:
        return [item.part for item in self.items]

    @property
    def adding(self) -> str:
        """What the button to add one says."""
        return str(adding(self.shape.path))

    @property
    def is_focused(self) -> bool:
        return self.scope.form.focus == self.name


class FivePart(ListPart):
    """Five texts, for the answers 0 to 4."""

    is_fixed = True

    def _was(self) -> list[int | None]:
        had = len(self.base or [])
        return [index if index < had else None for index in range(max(FIVE, had))]

    def value(self, said: Mapping[str, Any]) -> Any:
        values = [item.part.value(said) for item in self.items]
        least = len(self.base or [])
        while len(values) > least and values[-1] is None:
            values.pop()
        texts = [{} if value is None else value for value in values]
        return texts or self.base


class RowPart(ModelPart):
    """A key with a value."""

    template = "studio/_part_row.html"

    def prepare(self) -> None:
        shape, (key, value) = self.shape, self.base or (None, None)
        keys = Shape(f"{shape.path}/@", "key", names=shape.names)
        self.parts = {
            "key": LeafPart(keys, f"{self.name}_key", self.place, key, self.scope),
            "value": LeafPart(shape.inner, f"{self.name}_value", self.place, value, self.scope),
        }

    def value(self, said: Mapping[str, Any]) -> Any:
        return tuple(part.value(said) for part in self.parts.values())


class PairsPart(ListPart):
    """Values by the keys of other pieces: what an action raises, the targets of a profile."""

    is_ordered = False

    def _had(self, was: int) -> Any:
        return list(self.base.items())[was]

    def _item(self, name: str, was: int | None, had: Any, called: str) -> Part:
        return RowPart(self.shape, name, self.place, had, self.scope, called)

    def value(self, said: Mapping[str, Any]) -> Any:
        rows = [item.part.value(said) for item in self.items]
        found = {key: value for key, value in rows if key is not None and value is not None}
        return found or (None if self.base is None else {})

    def refuse(self, said: Mapping[str, Any]) -> None:
        """Say where a key stands twice, or a row is half filled in."""
        seen: set[str] = set()
        for item in self.items:
            key, value = item.part.value(said)
            if key in seen:
                self.scope.form.add_error(f"{item.part.name}_key", _("This one stands here twice. Remove one of them."))
            elif key is not None and value is None:
                self.scope.form.add_error(f"{item.part.name}_value", _("Choose a value, or remove the row."))
            elif key is None and value is not None:
                self.scope.form.add_error(f"{item.part.name}_key", _("Choose what it is for, or remove the row."))
            seen |= {key} - {None}


def _number(text: Any, below: int) -> int | None:
    """A whole number from 0 to below `below`; None for all else."""
    number = int(text) if isinstance(text, str) and COUNT.fullmatch(text) else below
    return number if number < below else None
