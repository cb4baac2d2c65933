# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""One action of a plan as pages show it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.domain.edition import Edition
from assessments.domain.promises import is_overdue
from assessments.domain.result import Result
from assessments.models import PlanItem
from assessments.queries.edition import edition_of
from assessments.queries.plan_words import (
    assignee_of,
    level_name_of,
    owner_of,
    raised_by,
    recommendation_of,
    set_by,
    title_of,
)
from assessments.queries.wording import CADENCE_NAMES, in_words

STATUS = PlanItem.Status
TONES = {STATUS.DOING: "brand", STATUS.DONE: "good"}
# What one does next with an action, and what the button says.
BACK = {STATUS.DOING: STATUS.TO_DO, STATUS.DONE: STATUS.DOING}
NEXT = {STATUS.PROPOSED: STATUS.TO_DO, STATUS.TO_DO: STATUS.DOING, STATUS.DOING: STATUS.DONE}


@dataclass(frozen=True)
class Now:
    """What is answered to practices today, by the keys of an edition; None of `edition`: nothing yet."""

    edition: Edition | None
    values: Mapping[str, int | str | None]

    def value(self, practice: str) -> int | str | None:
        """The answer to a practice, by the key that any edition of the pack gives it; None where nothing is known."""
        if self.edition is None:
            return None
        return self.values.get(self.edition.renames.practices.get(practice, practice))


NOTHING_YET = Now(None, {})


def now_of(edition: Edition, result: Result) -> Now:
    """What a result says of each practice."""
    return Now(edition, {practice.key: practice.value for practice in result.practices})


@dataclass(frozen=True)
class PlanRow:
    """One action in words; `who` is whoever is to do it, `role` whom the edition suggests; `may_change`: its status.

    `effect` is what being done would change: "Training for each role, 2 → 3".
    """

    item: PlanItem
    title: str
    level: str
    level_name: str
    recommendation: str
    effect: str
    who: str
    role: str
    days_late: int
    may_change: bool

    @property
    def status_words(self) -> str:
        """How it stands: "9 days late", "Done 6 Nov 2026", "Doing"."""
        if self.days_late:
            return ngettext("%(count)s day late", "%(count)s days late", self.days_late) % {"count": self.days_late}
        if self.item.done_on:
            return _("Done %(day)s") % {"day": date_format(self.item.done_on, _("j M Y"))}
        return str(self.item.get_status_display())

    @property
    def tone(self) -> str:
        """The class of its status."""
        return "warn" if self.days_late else TONES.get(STATUS(self.item.status), "")

    @property
    def next_status(self) -> str:
        """The status that comes next; "" after the last one."""
        return str(NEXT.get(STATUS(self.item.status), ""))

    @property
    def next_words(self) -> str:
        """What the button says that leads there."""
        words = {STATUS.TO_DO: _("Take it on"), STATUS.DOING: _("Start"), STATUS.DONE: _("Mark done")}
        return words[STATUS(self.next_status)] if self.next_status else ""

    @property
    def back_status(self) -> str:
        """The status before; "" before the first one."""
        return str(BACK.get(STATUS(self.item.status), ""))

    @property
    def back_words(self) -> str:
        """What the button says that leads back there."""
        words = {STATUS.TO_DO: _("Back to “to do”"), STATUS.DOING: _("Not done yet")}
        return words[STATUS(self.back_status)] if self.back_status else ""


def plan_row(item: PlanItem, now: Now, today: date, *, may_change: bool) -> PlanRow:
    """The row of an item, which was read `with_words`."""
    return PlanRow(
        item=item,
        title=title_of(item),
        level=item.level,
        level_name=level_name_of(item),
        recommendation=recommendation_of(item),
        effect=joined(effects_of(item, now)),
        who=assignee_of(item),
        role=owner_of(item),
        days_late=(today - item.due_on).days if is_overdue(item, today) and item.due_on else 0,
        may_change=may_change,
    )


def effects_of(item: PlanItem, now: Now) -> Iterator[str]:
    """What being done would change: each practice from the answer of today to the one it is raised to; routines."""
    edition = edition_of(item.edition)
    for key, after in raised_by(item).items():
        name, before = in_words(edition.practice(key).name), now.value(key)
        if before == "na":
            yield _("%(practice)s (not applicable)") % {"practice": name}
        elif isinstance(before, int) and before >= after:
            yield _("%(practice)s, %(value)s already") % {"practice": name, "value": before}
        elif isinstance(before, int):
            yield _("%(practice)s, %(before)s\u00a0→ %(after)s") % {"practice": name, "before": before, "after": after}
        else:
            yield _("%(practice)s, to %(after)s") % {"practice": name, "after": after}
    for key, cadence in set_by(item).items():
        name = in_words(edition.routine(key).name)
        yield _("%(routine)s: %(cadence)s") % {"routine": name, "cadence": CADENCE_NAMES[cadence]}


def joined(parts: Iterator[str]) -> str:
    """Parts of a list that themselves have commas."""
    return _("; ").join(parts)
