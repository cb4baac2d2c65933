# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Deleting an organization with all below it: asked for by an owner, done after a waiting time, with a receipt."""

from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.mail import queue_mail
from accounts.models import Event, Membership, Organization, Role, User, below_path
from assessments.models import Assessment, Deletion, GroupPlan, GroupResult, Round, UnitPlan, UnitResult
from assessments.queries.deletion import deletion_of, what_goes
from assessments.services.rolling_up import take_out

WAITING = timedelta(days=14)
ASKED, DONE, WITHDRAWN = "deletion asked for", "deletion done", "deletion withdrawn"

logger = structlog.get_logger(__name__)


@transaction.atomic(durable=True)
def ask_deletion(*, organization: Organization, by: User, now: datetime) -> Deletion:
    """Ask for the deletion of an organization; it is due after 14 days. One that was asked for before stays as it is.

    All owners, of this organization and above it, are told by mail.
    """
    row = Organization.objects.select_for_update().get(pk=organization.pk)
    standing = deletion_of(row)
    if standing:
        return standing
    asked = Deletion.objects.create(
        organization=row, organization_key=row.pk, name=row.name, asked_at=now, asked_by=by, due_at=now + WAITING
    )
    Event.objects.create(organization=row, at=now, by=by, what=ASKED, after={"due_at": asked.due_at.isoformat()})
    _tell(asked, row, ASKED, now)
    return asked


@transaction.atomic(durable=True)
def withdraw_deletion(*, organization: Organization, by: User, now: datetime) -> bool:
    """Take back what was asked; whether there was something to take back."""
    row = Organization.objects.select_for_update().get(pk=organization.pk)
    standing = deletion_of(row)
    if standing is None:
        return False
    standing.withdrawn_at, standing.withdrawn_by = now, by
    standing.save(update_fields=["withdrawn_at", "withdrawn_by"])
    Event.objects.create(organization=row, at=now, by=by, what=WITHDRAWN)
    _tell(standing, row, WITHDRAWN, now)
    return True


def delete_due(now: datetime) -> int:
    """Delete the organizations whose waiting time is over, each in a transaction of its own; how many it was."""
    return sum(_delete(deletion, now) for deletion in _due(now).order_by("due_at"))


def is_any_due(now: datetime) -> bool:
    """Whether an organization's waiting time is over. One query."""
    return _due(now).exists()


def _due(now: datetime) -> QuerySet[Deletion]:
    return Deletion.objects.filter(due_at__lte=now, done_at=None, withdrawn_at=None, organization__isnull=False)


@transaction.atomic(durable=True)
def _delete(deletion: Deletion, now: datetime) -> bool:
    """Delete one, if nobody was quicker or took it back at the last moment."""
    organization = Organization.objects.filter(pk=deletion.organization_key).first()
    if organization is None or not _locked(organization):
        return False
    row = Deletion.objects.select_for_update(of=("self",)).get(pk=deletion.pk)
    if row.done_at or row.withdrawn_at:
        return False
    for one in _standing_below(organization, row):
        _write_receipt(one, now)
    _leave(organization)
    mine = Assessment.objects.filter(below_path("organization__path", organization.path))
    mine.update(previous=None, supersedes=None)
    organization.delete()
    logger.info("organization deleted", deletion=str(row.pk), rows=sum(row.counts.values()))
    return True


def _locked(organization: Organization) -> bool:
    """Lock what goes in the order of those who write to it: rounds, assessments, then organizations (all that go, since
    plans have no lock but theirs) and sums from the root.

    So nobody who writes elsewhere in the tree waits for ever. False where it is gone by now.
    """
    below = below_path("organization__path", organization.path)
    for model in (Round, Assessment):
        list(model._base_manager.filter(below).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    locked = Organization.objects.filter(Q(path__in=organization.lineage) | below_path("path", organization.path))
    is_there = (organization.pk,) in locked.select_for_update(no_key=True).order_by("path").values_list("pk")
    above = {"organization__path__in": organization.lineage[:-1]}
    for sums, order in ((GroupResult.unscoped, "period"), (GroupPlan.unscoped, "pack")):
        rows = sums.filter(**above).select_for_update(of=("self",), no_key=True)
        list(rows.order_by("organization__path", order).values_list("pk"))
    return is_there


def _standing_below(organization: Organization, deletion: Deletion) -> list[Deletion]:
    """The deletion at hand, then those that were asked for organizations below: theirs is over, too."""
    below = Deletion.objects.filter(
        below_path("organization__path", organization.path), done_at=None, withdrawn_at=None
    )
    return [deletion, *below.exclude(pk=deletion.pk).select_related("organization")]


def _write_receipt(deletion: Deletion, now: datetime) -> None:
    organization: Any = deletion.organization  # never None: it is about to be deleted
    deletion.counts, deletion.done_at = what_goes(organization), now
    deletion.save(update_fields=["counts", "done_at"])
    _tell(deletion, organization, DONE, now, is_kept=False)


def _leave(organization: Organization) -> None:
    """Count it and all below it out of what stands above it."""
    going = Organization.objects.filter(below_path("path", organization.path))
    there = [Q(pk__in=model.unscoped.values("organization")) for model in (UnitResult, UnitPlan)]
    for unit in going.filter(there[0] | there[1]):
        take_out(organization=unit)
    above = Organization.objects.filter(path__in=organization.lineage[:-1])
    above.update(units_below=F("units_below") - going.count())


def _tell(deletion: Deletion, organization: Organization, purpose: str, now: datetime, *, is_kept: bool = True) -> None:
    """One mail to each owner, in their language; one about what is gone is not tied to it."""
    owners = Membership.objects.filter(organization__path__in=organization.lineage, role=Role.OWNER)
    people = {one.user_id: one.user for one in owners.filter(user__is_active=True).select_related("user")}
    for person in people.values():
        with override(person.language or organization.language):
            subject, text = _words(deletion, organization, purpose)
            queue_mail(
                to=person.email,
                subject=subject,
                text=text,
                purpose=purpose,
                now=now,
                organization=organization if is_kept else None,
            )


def _words(deletion: Deletion, organization: Organization, purpose: str) -> tuple[str, str]:
    day = date_format(deletion.due_at.astimezone(organization.zone), _("j F Y"))
    words = {"organization": deletion.name, "day": day, "receipt": deletion.pk}
    if purpose == ASKED:
        subject = _("%(organization)s is to be deleted on %(day)s")
        text = _(
            "An owner has asked for %(organization)s and all below it to be deleted on %(day)s, for good."
            " Until then nothing changes, you can take all data along as an archive, and any owner can stop it"
            " on its page of settings."
        )
    elif purpose == WITHDRAWN:
        subject = _("%(organization)s stays")
        text = _("An owner has stopped the deletion of %(organization)s. Nothing was deleted.")
    else:
        subject = _("%(organization)s has been deleted")
        text = _(
            "%(organization)s has been deleted with all below it: %(rows)s rows in all. This is your receipt,"
            " number %(receipt)s. Backups still hold the data until they expire; whoever runs the server knows when."
        )
        words["rows"] = sum(deletion.counts.values())
    return subject % words, text % words
