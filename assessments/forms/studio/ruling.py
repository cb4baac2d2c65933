# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A rule within the form of its piece."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from assessments.forms.studio.parts import Part
from assessments.forms.studio.rule import rule_draft, rule_from_post
from assessments.forms.studio.rule_panel import RulePanel


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

    def value(self, said: Mapping[str, Any]) -> Any:
        return self.base if self.is_unfinished else self.draft.rule

    @property
    def is_unfinished(self) -> bool:
        """Whether something in it is still to be chosen, so that there is no new rule that could be saved."""
        return not self.draft.is_empty and self.draft.rule is None

    def refuse(self, said: Mapping[str, Any]) -> None:
        """Say so where it cannot be saved yet."""
        if self.is_unfinished and self.draft.root != rule_draft(self.base, self.name, self.scope.document).root:
            words = _("In the rule something is still to be chosen. Choose it, or remove the condition.")
            self.scope.form.add_error(None, words)

    @property
    def panel(self) -> RulePanel:
        return RulePanel(self.draft, self.scope.url)
