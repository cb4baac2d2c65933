# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The plan: actions that an organization means to take, what became of each, and whether it helped."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from assessments.models.edition import Edition
from assessments.models.scoping import Scoped


class PlanItem(Scoped):
    """One action in an organization's plan for a pack: an edition's (`action` is its key), or an own one (`title`).

    `edition` is where the action's words stand; an own one's `raises` names practices of that edition.
    `recommendation` is the advice that the action belongs to, "" where an own one belongs to none. `level`, `effort`
    and `horizon` are the action's, copied so that rows can be sorted and filtered; "" of an own one is not said.
    A member (`assignee`) or anybody else by name or role (`assignee_text`) is to do it. `promised_on` is the due
    day of the day on which it was added, or from before it was more than proposed, and stays when `due_on` moves
    (`services.plan_rows.may_promise_anew`). `domain.promises` says what an item's days tell.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        TO_DO = "to_do", _("To do")
        DOING = "doing", _("Doing")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    class Effort(models.TextChoices):
        SMALL = "S", _("Small")
        MEDIUM = "M", _("Medium")
        LARGE = "L", _("Large")

    class Horizon(models.TextChoices):
        MONTH = "month", _("within a month")
        QUARTER = "quarter", _("within a quarter")
        YEAR = "year", _("within a year")

    class Helped(models.TextChoices):
        """Whether an action that was done helped, asked 90 days after."""

        YES = "yes", _("It helped")
        PARTLY = "partly", _("It helped in part")
        NO = "no", _("It did not help")
        UNCLEAR = "unclear", _("Too early to say")

    class Took(models.TextChoices):
        """The effort that it took, against what was expected."""

        LESS = "less", _("Less than expected")
        AS_EXPECTED = "expected", _("About as expected")
        MORE = "more", _("More than expected")

    OPEN = (Status.PROPOSED, Status.TO_DO, Status.DOING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    pack = models.SlugField(_("pack"), max_length=80)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    recommendation = models.CharField(_("recommendation"), max_length=80, blank=True)
    action = models.CharField(_("action"), max_length=80, blank=True)
    level = models.CharField(_("level"), max_length=80, blank=True)
    effort = models.CharField(_("effort"), max_length=1, choices=Effort, blank=True)
    horizon = models.CharField(_("horizon"), max_length=7, choices=Horizon, blank=True)
    title = models.CharField(_("what to do"), max_length=200, blank=True)
    raises = models.JSONField(_("raises"), default=dict, help_text=_("Practice to 0..4, of an own action."))
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    assignee_text = models.CharField(_("who else"), max_length=120, blank=True)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.TO_DO)
    due_on = models.DateField(_("due"), null=True, blank=True)
    promised_on = models.DateField(_("first due"), null=True)
    done_on = models.DateField(_("done on"), null=True)
    dropped_on = models.DateField(_("dropped on"), null=True)
    reason = models.CharField(_("why dropped"), max_length=500, blank=True)
    note = models.TextField(_("note"), blank=True)
    helped = models.CharField(_("whether it helped"), max_length=7, choices=Helped, blank=True)
    took = models.CharField(_("effort it took"), max_length=8, choices=Took, blank=True)
    helped_at = models.DateTimeField(_("answered at"), null=True)
    helped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(_("revision"), default=1)
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(_("changed at"))

    class Meta(Scoped.Meta):
        verbose_name = _("plan item")
        verbose_name_plural = _("plan items")
        indexes: ClassVar = [
            models.Index(fields=["organization", "pack", "status", "due_on"], name="plan_item_due"),
            models.Index(fields=["organization", "pack", "recommendation"], name="plan_item_advice"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "pack", "action"],
                condition=~Q(action="") & Q(status__in=["proposed", "to_do", "doing"]),
                name="plan_item_open_once",
            ),
            models.CheckConstraint(
                condition=Q(action="") & ~Q(title="") | ~Q(action="") & Q(title=""), name="plan_item_of_one_kind"
            ),
            models.CheckConstraint(
                condition=Q(status="done", done_on__isnull=False) | ~Q(status="done") & Q(done_on__isnull=True),
                name="plan_item_done_has_day",
            ),
            models.CheckConstraint(
                condition=Q(status="dropped") & ~Q(reason="") | ~Q(status="dropped") & Q(reason=""),
                name="plan_item_dropped_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(status="dropped", dropped_on__isnull=False)
                | ~Q(status="dropped") & Q(dropped_on__isnull=True),
                name="plan_item_dropped_has_day",
            ),
            models.CheckConstraint(
                condition=Q(assignee__isnull=True) | Q(assignee_text=""), name="plan_item_one_assignee"
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(promised_on__isnull=False), name="plan_item_due_was_promised"
            ),
            models.CheckConstraint(
                condition=Q(helped="", took="", helped_at__isnull=True, helped_by__isnull=True)
                | ~Q(helped="") & Q(status="done", helped_at__isnull=False, helped_by__isnull=False),
                name="plan_item_helped_when_done",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.action

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.status in self.OPEN

    @property
    def is_own(self) -> bool:
        """Whether it is the organization's own action, and no edition's."""
        return not self.action


class PlanChange(Scoped):
    """One line of a plan item's history, written with the change itself and never changed again.

    `before` and `after` hold the fields that changed, as plain values; `before` is None where the item was added.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="+")
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), default=dict)
    revision = models.PositiveIntegerField(_("revision"))
    idempotency_key = models.UUIDField(_("idempotency key"))

    class Meta(Scoped.Meta):
        verbose_name = _("plan change")
        verbose_name_plural = _("plan changes")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "revision"], name="plan_change_in_order"),
            models.UniqueConstraint(fields=["organization", "idempotency_key"], name="plan_change_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.revision}"


class Annotation(Scoped):
    """What happened in a period, in the organization's words, on the timeline of its progress.

    `level` "" is about all levels.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    period = models.CharField(_("period"), max_length=7)
    level = models.CharField(_("level"), max_length=80, blank=True)
    text = models.CharField(_("what happened"), max_length=300)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta(Scoped.Meta):
        verbose_name = _("annotation")
        verbose_name_plural = _("annotations")
        indexes: ClassVar = [models.Index(fields=["organization", "period"], name="annotation_of_period")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(period__regex=r"^[0-9]{4}-Q[1-4]$"), name="annotation_period_quarter")
        ]

    def __str__(self) -> str:
        return f"{self.period}: {self.text}"
