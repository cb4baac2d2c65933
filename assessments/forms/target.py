# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from collections.abc import Mapping

from assessments.domain.edition import Edition
from assessments.forms.organization import NOT_SURE, WithProfile
from assessments.forms.question import QuestionsForm
from assessments.queries.question import Question

SEEN_PROFILE = "seen-profile"


class TargetsForm(WithProfile, QuestionsForm):
    """Profile, facts and targets in one form, of which only what was changed is saved."""

    def __init__(
        self, questions: list[Question], edition: Edition, profile: str, data: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(questions, data, edition=edition)
        self.fields["profile"].initial = profile or NOT_SURE

    @property
    def seen_profile(self) -> str:
        """The profile that the person saw, as the radio buttons name it: in the page, or by "Use mine"."""
        if not self.is_bound:
            return str(self.fields["profile"].initial)
        return str(self._over.get(SEEN_PROFILE, self.data.get(SEEN_PROFILE, NOT_SURE)))

    def profile_before(self) -> str:
        """The same as an assessment holds it: "" where it was left open."""
        return "" if self.seen_profile == NOT_SURE else self.seen_profile
