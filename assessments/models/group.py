# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What group dashboards read: one flat row a unit and period, and what all units below an organization add up to.

All of it follows from submitted results and from plans, is written with them (`services.rolling_up`,
`services.rolling_up_plans`), and can be built anew.
"""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, below_path
from assessments.models.assessment import Assessment
from assessments.models.edition import Edition
from assessments.models.scoping import Scoped, ScopedManager

LATEST = ""


class BelowManager(ScopedManager[Any]):
    """Rows of what stands below one organization, which a role at it lets one read."""

    def below(self, organization: Organization, pack: str, period: str) -> models.QuerySet[Any]:
        """The rows of one period (LATEST: each unit's latest) of all below an organization, as one index range."""
        return self.below_place(organization.lineage[0], organization.path, pack, period)

    def below_place(self, root: str, path: str, pack: str, period: str) -> models.QuerySet[Any]:
        """The same by the paths of the organization and of the root above it."""
        rows = super(ScopedManager, self).get_queryset()
        return rows.filter(below_path("path", path), root=root, pack=pack, period=period, path__gt=path)


class BelowRow(Scoped):
    """Where a row stands: in the tree under `root` (the first step of `path`), in a pack, in a period or LATEST."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    root = models.CharField(_("root"), max_length=4)
    path = models.CharField(_("path"), max_length=255)
    pack = models.SlugField(_("pack"), max_length=80)
    period = models.CharField(_("period"), max_length=7, blank=True, help_text=_("Empty: the latest one."))

    objects: ClassVar[BelowManager] = BelowManager()

    class Meta(Scoped.Meta):
        abstract = True


class UnitResult(BelowRow):
    """What the assessment that stands for one period says of a unit; the row of LATEST repeats the last one.

    `share` is at_target of applicable, 0 to 1, None where nothing is applicable; `change` the practices brought to
    target since the assessment before (None: there is none); `gap` the widest spread of views, 0 to 4. `plan` and
    `first_due` (of LATEST alone) repeat what UnitPlan says of the same period: so a table reads one row a unit.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    said_in = models.CharField(_("said in"), max_length=7, help_text=_("The period of the assessment."))
    submitted_at = models.DateTimeField(_("submitted at"))
    kind = models.CharField(_("kind"), max_length=10)
    profile = models.CharField(_("profile"), max_length=80, blank=True)
    stage = models.CharField(_("stage"), max_length=80, blank=True, help_text=_("Empty: not even the first."))
    at_target = models.PositiveSmallIntegerField(_("at target"))
    applicable = models.PositiveSmallIntegerField(_("applicable"))
    share = models.DecimalField(_("share at target"), max_digits=5, decimal_places=4, null=True)
    change = models.SmallIntegerField(_("change"), null=True)
    gap = models.PositiveSmallIntegerField(_("gap in views"), default=0)
    levels = models.JSONField(_("levels"), default=dict, help_text=_("Level to its figures, in percent."))
    practices = models.JSONField(_("practices"), default=dict, help_text=_("Practice to value, target, spread."))
    situations = models.JSONField(_("situations"), default=dict, help_text=_("Situation to yes, no or unknown."))
    advice = models.JSONField(_("recommendations"), default=list, help_text=_("Matched ones with their priority."))
    trend = models.JSONField(_("trend"), default=list, help_text=_("Up to 12 periods with at_target, applicable."))
    moved = models.JSONField(_("moved"), default=dict, help_text=_("What changed since the assessment before."))
    plan = models.JSONField(_("plan"), default=dict, help_text=_("As domain.plan_counts counts it."))
    first_due = models.DateField(_("first due"), null=True)

    class Meta(BelowRow.Meta):
        verbose_name = _("unit’s result")
        verbose_name_plural = _("units’ results")
        indexes: ClassVar = [
            models.Index(fields=["root", "pack", "period", "path"], name="unit_in_tree_order"),
            models.Index(fields=["root", "pack", "period", "share", "path"], name="unit_by_share"),
            models.Index(fields=["root", "pack", "period", "change", "path"], name="unit_by_change"),
            models.Index(fields=["root", "pack", "period", "gap", "path"], name="unit_by_gap"),
            models.Index(fields=["root", "pack", "period", "first_due", "path"], name="unit_by_first_due"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "pack", "period"], name="unit_once_a_period")
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.period or self.said_in}"


class UnitLevel(BelowRow):
    """One level of a unit's result, for finding the lowest and sorting by it; `share` as in UnitResult."""

    unit = models.ForeignKey(UnitResult, models.CASCADE, related_name="+")
    level = models.SlugField(_("level"), max_length=80)
    share = models.DecimalField(_("share at target"), max_digits=5, decimal_places=4, null=True)

    class Meta(BelowRow.Meta):
        verbose_name = _("unit’s level")
        verbose_name_plural = _("units’ levels")
        indexes: ClassVar = [
            models.Index(fields=["root", "pack", "period", "level", "share", "path"], name="unit_level_by_share")
        ]
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "level"], name="unit_level_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.level}"


class GroupResult(Scoped):
    """What the units below an organization add up to in one period, or LATEST: counts alone, so that each can be
    taken out again. Counts by key stand by edition, since editions call things by other keys.

    `levels`: level -> "at_target/applicable" -> units. `stages`: stage -> units. `editions`: edition id -> {"units",
    "situations": key -> [faced, unknown], "disagreements": practice -> units, "advice": key -> [units, priorities
    in tenths], "moves": level -> {part -> [units up, units down, sum in tenths]}}. `moves`: {"up", "down", "same",
    "first"} -> units, by practices at target.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    pack = models.SlugField(_("pack"), max_length=80)
    period = models.CharField(_("period"), max_length=7, blank=True, help_text=_("Empty: the latest one."))
    units = models.PositiveIntegerField(_("units"), default=0)
    at_target = models.PositiveIntegerField(_("at target"), default=0)
    applicable = models.PositiveIntegerField(_("applicable"), default=0)
    levels = models.JSONField(_("levels"), default=dict)
    stages = models.JSONField(_("stages"), default=dict)
    editions = models.JSONField(_("editions"), default=dict)
    moves = models.JSONField(_("moves"), default=dict)

    class Meta(Scoped.Meta):
        verbose_name = _("group’s result")
        verbose_name_plural = _("groups’ results")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "pack", "period"], name="group_once_a_period")
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.period}"


class UnitPlan(BelowRow):
    """What a unit's actions add up to: those of a quarter, and as LATEST what is so now, whatever the quarter.

    `counts` are a period's of `domain.plan_counts`; a period without any has no row. `open` is how many a quarter left
    open that were promised for it.
    """

    counts = models.JSONField(_("counts"), default=dict)
    open = models.PositiveIntegerField(_("left open"), default=0)

    class Meta(BelowRow.Meta):
        verbose_name = _("unit’s plan")
        verbose_name_plural = _("units’ plans")
        indexes: ClassVar = [
            models.Index(fields=["root", "pack", "period", "open", "path"], name="unit_plan_by_open"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "pack", "period"], name="unit_plan_once_a_period")
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.period}"


class GroupPlan(Scoped):
    """What the plans of all units below an organization add up to; `counts` by period are `domain.plan_counts`'."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    pack = models.SlugField(_("pack"), max_length=80)
    counts = models.JSONField(_("counts"), default=dict)

    class Meta(Scoped.Meta):
        verbose_name = _("group’s plan")
        verbose_name_plural = _("groups’ plans")
        constraints: ClassVar = [models.UniqueConstraint(fields=["organization", "pack"], name="group_plan_once")]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.pack}"
