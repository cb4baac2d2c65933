# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Which actions of an edition are in an organization's plan, for pages that advise them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Organization
from assessments.domain.edition import Edition
from assessments.models import Assessment, PlanItem
from assessments.models import Edition as EditionRow
from assessments.queries.edition import edition_of

STATUS = PlanItem.Status


@dataclass(frozen=True)
class Planned:
    """One action's place in the plan."""

    item: uuid.UUID
    status: str
    due_on: date | None
    done_on: date | None

    @property
    def is_done(self) -> bool:
        return self.status == STATUS.DONE

    @property
    def words(self) -> str:
        """How it stands: "In plan, 26 Feb 2026", "Done, 12 Jan 2026"."""
        if self.done_on:
            return _("Done, %(day)s") % {"day": date_format(self.done_on, _("j M Y"))}
        if self.status == STATUS.PROPOSED:
            return _("Proposed")
        if self.due_on:
            return _("In plan, %(day)s") % {"day": date_format(self.due_on, _("j M Y"))}
        return _("In plan")


@dataclass(frozen=True)
class Plan:
    """What is planned of an edition's actions, by their keys, and how the reader adds one: `edition` is the row's id.

    `may_add` to it, and `may_keep` it: what others add is proposed. `back` is the page to come back to.
    """

    organization: uuid.UUID
    edition: uuid.UUID
    planned: Mapping[str, Planned]
    may_add: bool
    may_keep: bool
    back: str

    @property
    def new_key(self) -> uuid.UUID:
        """An idempotency key for one form, another one for each."""
        return uuid.uuid4()


def plan_for(assessment: Assessment, back: str, *, may_add: bool, may_keep: bool) -> Plan:
    """The plan beside an assessment's advice; one query, one more where actions of a later edition are in it."""
    return Plan(
        organization=assessment.organization_id,
        edition=assessment.edition_id,
        planned=_planned(assessment.organization, assessment.edition),
        may_add=may_add,
        may_keep=may_keep,
        back=back,
    )


def _planned(organization: Organization, row: EditionRow) -> dict[str, Planned]:
    """By the edition's keys; what was dropped is not planned, and what is open goes before what was done."""
    edition = edition_of(row)
    items = PlanItem.objects.within(organization).filter(pack=row.pack).exclude(action="")
    rows = list(
        items.exclude(status=STATUS.DROPPED)
        .order_by("added_at")
        .values_list("action", "edition_id", "pk", "status", "due_on", "done_on")
    )
    known = {action.key for advice in edition.recommendations for action in advice.actions}
    strange = {of for action, of, *_rest in rows if _key_in(edition, known, action) is None}
    later = EditionRow.objects.filter(pk__in=strange) if strange else []
    earlier_names = {one.pk: {new: old for old, new in edition_of(one).renames.actions.items()} for one in later}
    found: dict[str, Planned] = {}
    for action, of, *place in rows:
        key = _key_in(edition, known, action) or earlier_names.get(of, {}).get(action)
        if key in known and (key not in found or found[key].is_done):
            found[key] = Planned(*place)
    return found


def _key_in(edition: Edition, known: set[str], action: str) -> str | None:
    """What the edition calls an action of its own or of an earlier one; None for one that it does not know."""
    name = edition.renames.actions.get(action, action)
    return action if action in known else name if name in known else None
