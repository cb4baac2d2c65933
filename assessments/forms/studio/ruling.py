# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A rule within the form of its piece."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from assessments.forms.studio.parts import Part
from assessments.forms.studio.rule import rule_draft, rule_from_post
from assessments.forms.studio.rule_panel import RulePanel
from assessments.forms.studio.rule_tree import walked


class RulePart(Part):
    """A rule, whose fields and buttons are those of `forms.studio.rule`."""

    template = "studio/_part_rule.html"

    def prepare(self) -> None:
        posted = self.scope.posted
        if posted is None or f"{self.name}__shown" not in posted:
            self.draft = rule_draft(self.base, self.name, self.scope.document)
        else:
            self.draft = rule_from_post(posted, self.name, self.scope.document)
        if self.scope.rule_step:
            self.draft = self.draft.with_step(self.scope.rule_step)
        for _part in walked(self.draft.root) if self.draft.root else ():
            self.scope.count_part()

    def value(self, said: Mapping[str, Any]) -> Any:
        return self.base if self.has_no_document else self.draft.kept

    @property
    def has_no_document(self) -> bool:
        """Whether no document says what stands in the form, so that there is nothing that could be saved."""
        return not self.draft.is_empty and self.draft.kept is None

    def refuse(self, said: Mapping[str, Any]) -> None:
        """Say so where it cannot be saved. A condition that is only begun can: the checks tell of it."""
        if self.has_no_document:
            self.scope.form.add_error(None, _("In the rule one group denies several parts. It says below what to do."))

    @property
    def panel(self) -> RulePanel:
        return RulePanel(self.draft, self.scope.url)
