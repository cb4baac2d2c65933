# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""One action of a plan as its page shows it, and what was just done to one."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from accounts.models import Organization, User
from assessments.domain.content import Action
from assessments.models import Assessment, PlanChange, PlanItem
from assessments.queries.edition import edition_of
from assessments.queries.plan_history import PlanLine, history_of
from assessments.queries.plan_proposal import Proposal, proposals_of
from assessments.queries.plan_row import NOTHING_YET, PlanRow, now_of, plan_row
from assessments.queries.plan_words import (
    action_of,
    effort_name_of,
    horizon_name_of,
    raised_by,
    set_by,
    title_of,
    with_words,
)
from assessments.queries.result import outcome_of
from assessments.queries.shell import Shell


@dataclass(frozen=True)
class ItemPage:
    """An action in words, with what the edition says of it, its history, and what it proposes once it is done.

    `waits`: it is done and would propose answers, and no assessment is open. `advice` is the key of its recommendation
    in the edition of the last result; "" where it has none there.
    """

    row: PlanRow
    advice: str
    action: Action | None
    effort: str
    horizon: str
    history: list[PlanLine]
    proposals: list[Proposal]
    waits: bool

    @property
    def item(self) -> PlanItem:
        return self.row.item


@dataclass(frozen=True)
class Changed:
    """What was just done to an action, to be taken back; `is_added`: nothing but that it was added."""

    item: PlanItem
    title: str

    @property
    def is_added(self) -> bool:
        return self.item.revision == 1

    @property
    def is_proposing(self) -> bool:
        """Whether its page says what may be answered anew."""
        return self.item.status == PlanItem.Status.DONE and bool(raised_by(self.item) or set_by(self.item))


def item_page(item: PlanItem, shell: Shell, now: datetime, may_answer: Callable[[str], bool]) -> ItemPage:
    """The page of an item that was read `with_words`, in at most four queries.

    Once it is done the open assessment says what it would change, before that the last result.
    """
    opened, is_done = shell.assessment, item.status == PlanItem.Status.DONE
    found = proposals_of(item, opened, may_answer) if opened else []
    outcome = outcome_of(shell.results_assessment, now) if shell.results_assessment and not found else None
    today = now.astimezone(shell.organization.zone).date()
    known = now_of(outcome.edition, outcome.result) if outcome else NOTHING_YET
    row = plan_row(item, known, today, may_change=False)
    return ItemPage(
        row=row,
        advice=_advice(item, shell.results_assessment),
        action=action_of(item),
        effort=effort_name_of(item),
        horizon=horizon_name_of(item),
        history=history_of(item),
        proposals=found,
        waits=is_done and opened is None and bool(row.effect),
    )


def _advice(item: PlanItem, shown: Assessment | None) -> str:
    if shown is None:
        return ""
    edition = edition_of(shown.edition)
    key = edition.renames.recommendations.get(item.recommendation, item.recommendation)
    return key if key in {advice.key for advice in edition.recommendations} else ""


def changed_in(organization: Organization, pk: str, user: User) -> Changed | None:
    """The action that a page's address names as just changed, where this person made its last change.

    One query where the address names one.
    """
    try:
        key = uuid.UUID(pk)
    except ValueError:
        return None
    last = PlanChange.objects.within(organization).filter(item=OuterRef("pk"), revision=OuterRef("revision"), by=user)
    item = with_words(PlanItem.objects.within(organization)).filter(Exists(last), pk=key).first()
    return Changed(item, title_of(item)) if item else None
