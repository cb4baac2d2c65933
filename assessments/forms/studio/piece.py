# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The form of one piece of a draft, of any kind, or of its head. A draft may be unfinished: no field is required."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from assessments.domain.pieces import Plain
from assessments.forms.studio.fields import PatternField
from assessments.forms.studio.keys import free_key, keys_of_actions
from assessments.forms.studio.lists import ListPart, PairsPart
from assessments.forms.studio.making import make_part
from assessments.forms.studio.parts import KeptPart, ModelPart, Part, Scope, walk
from assessments.forms.studio.ruling import RulePart
from assessments.forms.studio.sections import sections_of
from assessments.forms.studio.shapes import shape_of

# Lists whose items have keys: those of actions are known in the whole edition, those of signs in their situation.
WITH_KEYS = {"actions": ("title", "action"), "signals": ("text", "sign")}


@dataclass(frozen=True)
class Section:
    """Fields that stand in one panel."""

    heading: str | Promise
    parts: list[Part]

    @property
    def is_alone(self) -> bool:
        """Whether the heading says what the only field is."""
        return len(self.parts) == 1

    @property
    def is_rule(self) -> bool:
        """Whether it is a rule, whose editor is a panel of its own."""
        return self.is_alone and isinstance(self.parts[0], RulePart)


class PieceForm(forms.Form):
    """Shows `base`, the piece that a curator began from, and reads what becomes of it.

    `focus` is the name of what the keyboard goes to, after a button of a list was pressed; `rule_step` a button of a
    rule that was pressed; `url` the piece's page.
    """

    use_required_attribute = False

    def __init__(
        self,
        *,
        kind: str,
        base: Plain,
        document: Plain,
        languages: Sequence[str],
        lagging: Mapping[str, str] | None = None,
        posted: Mapping[str, Any] | None = None,
        focus: str = "",
        url: str = "",
        rule_step: str = "",
    ) -> None:
        super().__init__(posted)
        self.kind, self.base, self.document, self.focus = kind, base, document, focus
        place = f"{kind}/{base['key']}" if "key" in base else kind
        self.scope = Scope(self, document, list(languages), lagging or {}, posted, make_part, url, rule_step)
        self.root = ModelPart(shape_of(kind), "", place, base, self.scope)
        self._put_focus()

    def _put_focus(self) -> None:
        within = [name for name in self.fields if re.fullmatch(rf"{re.escape(self.focus)}(_.*)?", name)]
        first = next((name for name in within if not isinstance(self.fields[name], PatternField)), None)
        is_list = any(part.name == self.focus for part in walk(self.root) if isinstance(part, ListPart))
        if self.focus and first and not is_list:
            self.fields[first].widget.attrs["autofocus"] = True

    @property
    def rules(self) -> list[RulePart]:
        """The rules of the piece, one at most."""
        return [part for part in self.root.parts.values() if isinstance(part, RulePart)]

    @property
    def sections(self) -> list[Section]:
        """The fields in panels, in the order in which one writes them."""
        parts = self.root.parts
        return [Section(heading, [parts[name] for name in names]) for heading, names in sections_of(self.kind)]

    def clean(self) -> dict[str, Any]:
        for part in walk(self.root):
            if isinstance(part, PairsPart | RulePart):
                part.refuse(self.cleaned_data)
        for name in WITH_KEYS:
            self._refuse_taken_keys(name)
        return self.cleaned_data

    def content(self) -> Plain:
        """The piece as the form has it; what was refused stays as it was."""
        content: Plain = dict(self.root.value(self.cleaned_data) or {})
        for name, (named_by, word) in WITH_KEYS.items():
            part = self.root.parts.get(name)
            if isinstance(part, ListPart) and content.get(name):
                content[name] = self._with_keys(part.kept(self.cleaned_data), name, named_by, word)
        return content

    def _with_keys(self, items: list[tuple[int | None, Any]], name: str, named_by: str, word: str) -> list[Any]:
        """New items without a key get one that is made from what they say."""
        taken = {item["key"] for _was, item in items if "key" in item} | self._taken(name)
        keyed = []
        for was, item in items:
            if was is None and "key" not in item:
                key = free_key((item.get(named_by) or {}).get(self.scope.languages[0], ""), taken, word)
                taken.add(key)
                keyed.append({"key": key, **item})
            else:
                keyed.append(item)
        return keyed

    def _taken(self, name: str) -> set[str]:
        return keys_of_actions(self.document, besides=str(self.base.get("key", ""))) if name == "actions" else set()

    def _refuse_taken_keys(self, name: str) -> None:
        part = self.root.parts.get(name)
        if part is None or isinstance(part, KeptPart):
            return
        seen = self._taken(name)
        for inner in getattr(part, "listed", []):
            key = inner.parts["key"].value(self.cleaned_data) if isinstance(inner, ModelPart) else None
            if key in seen and f"{inner.name}_key" in self.fields:
                self.add_error(f"{inner.name}_key", _("This key is taken. Choose another one."))
            if key is not None:
                seen.add(key)
