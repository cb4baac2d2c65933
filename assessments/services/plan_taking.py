# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Taking the file of a plan: it waits until its sender has seen what it changes, then all of it is written at once."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organization, User
from accounts.text import clean_text
from assessments.domain.canonical import checksum
from assessments.models import Edition, IncomingFile, PlanChange, PlanItem
from assessments.services.plan_cells import Words, row_values
from assessments.services.plan_differences import AddedItem, DifferingItem, differences_in
from assessments.services.plan_rows import FIELDS, FOLLOWING, applied, begin, item_of_action, line_of
from assessments.services.refusal import NotAccepted, Refused
from assessments.services.rolling_up_plans import roll_up_plan

LONGEST_NAME = 200
BATCH = 500


class PlanChangedMeanwhile(Exception):
    """Somebody changed an action of the file since the page of its differences was read."""


@dataclass(frozen=True)
class Taken:
    """How many actions a file changed, and how many it added."""

    changed: int
    added: int


@transaction.atomic(durable=True)
def stage_plan(*, organization: Organization, document: str, name: str, by: User, now: datetime) -> IncomingFile:
    """Keep a file that was read until its changes are confirmed, instead of an earlier one of the same person's.

    `document` is what `imports.limited.read_plan_limited` returned.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    plans = IncomingFile.objects.filter(what=IncomingFile.What.PLAN, organization=organization)
    plans.filter(by=by, used_at=None).delete()
    staged: IncomingFile = IncomingFile.objects.create(
        what=IncomingFile.What.PLAN,
        organization=organization,
        name=clean_text(name[:LONGEST_NAME], most=LONGEST_NAME),
        document=document,
        checksum=checksum(document),
        at=now,
        by=by,
    )
    return staged


@transaction.atomic(durable=True)
def take_plan(
    *,
    organization: Organization,
    file: IncomingFile,
    overwrite: Collection[str],
    seen: str,
    by: User,
    now: datetime,
) -> Taken:
    """Write all that the file changes and adds, at once; of conflicts those whose action is named in `overwrite`.

    `seen` is what the page of differences posts. The same file a second time changes nothing. Raises NotAccepted (also
    where the file has faults), PlanChangedMeanwhile, and IncomingFile.DoesNotExist where the person has sent another.
    """
    here = Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    row = IncomingFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if row.used_at:
        return Taken(0, 0)
    found = differences_in(here, row, now)
    if found.faults:
        raise NotAccepted(*(Refused(one.cell, one.message) for one in found.faults))
    if found.seen != seen:
        raise PlanChangedMeanwhile
    chosen = [*found.changes, *(one for one in found.conflicts if str(one.item.pk) in overwrite)]
    _change_all(here, chosen, found.words, by, now)
    _add_all(here, found.added, found.words, by, now)
    roll_up_plan(organization=here, pack=Edition.BUILT_IN)
    # What was taken in is here now; the file is not kept besides.
    row.used_at, row.document = now, ""
    row.save(update_fields=["used_at", "document"])
    return Taken(len(chosen), len(found.added))


def _change_all(here: Organization, chosen: Sequence[DifferingItem], words: Words, by: User, now: datetime) -> None:
    """Whoever leaves takes their name off items without the organization's lock, so each is looked at once more."""
    rows = PlanItem.objects.within(here).select_for_update(of=("self",)).order_by("pk")
    revisions = dict(rows.filter(pk__in=[one.item.pk for one in chosen]).values_list("pk", "revision"))
    if any(revisions.get(one.item.pk) != one.item.revision for one in chosen):
        raise PlanChangedMeanwhile
    lines = []
    for one in chosen:
        before = applied(one.item, row_values(one.values, words), by, now)
        lines.append(line_of(one.item, before, uuid.uuid4(), by, now))
    PlanItem.objects.bulk_create(
        [one.item for one in chosen],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*FIELDS, *FOLLOWING],
    )
    PlanChange.objects.bulk_create(lines, batch_size=BATCH)


def _add_all(here: Organization, added: Sequence[AddedItem], words: Words, by: User, now: datetime) -> None:
    items, lines = [], []
    for one in added:
        item = _new(one, here, words, by, now)
        items.append(item)
        lines.append(line_of(item, None, uuid.uuid4(), by, now))
    PlanItem.objects.bulk_create(items, batch_size=BATCH)
    PlanChange.objects.bulk_create(lines, batch_size=BATCH)


def _new(one: AddedItem, here: Organization, words: Words, by: User, now: datetime) -> PlanItem:
    """What is empty in a new action's row leaves what taking it up gives it, such as the day on which it is due."""
    if one.item.edition_id is None:
        raise NotAccepted(Refused("", _("No edition is published that an action could belong to.")))
    item = one.item
    if item.action:
        item = item_of_action(here, one.item.edition, item.action, PlanItem.Status.TO_DO, now)
        item.organization, item.pack, item.edition = here, one.item.pack, one.item.edition
    applied(item, row_values(one.values, words), by, now)
    item.revision = 1
    begin(item, by, now)
    return item
