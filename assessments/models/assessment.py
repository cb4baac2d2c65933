# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, User, highest_role
from assessments.models.edition import Edition
from assessments.models.scoping import Scoped


class OrganizationProfile(Scoped):
    """What an organization says of itself to one pack: profile, facts and targets, copied when an assessment opens."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    pack = models.SlugField(_("pack"), max_length=80)
    profile = models.CharField(_("profile"), max_length=80, blank=True)
    facts = models.JSONField(_("facts"), default=dict, help_text=_("Fact to true or false; unknown ones are absent."))
    targets = models.JSONField(_("targets"), default=dict, help_text=_("Practice to 0..4, where set by hand."))
    enough = models.JSONField(_("enough on purpose"), default=dict, help_text=_("Practice to reason and review day."))

    class Meta(Scoped.Meta):
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints: ClassVar = [models.UniqueConstraint(fields=["organization", "pack"], name="profile_once_per_pack")]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.pack}"


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def known_to(self, user: User) -> Self:
        """Those of organizations at which the person has a role, with it as `role` (the highest one)."""
        return self.with_role(user).filter(role__isnull=False)

    def with_role(self, user: User) -> Self:
        """All of them with the person's `role`, None where they have none: whoever finds one asks for it."""
        return self.annotate(role=highest_role(user, "organization__path"))

    def for_organization(self, organization: Organization) -> Self:
        return self.filter(organization=organization)

    def open(self) -> Self:
        return self.filter(state=Assessment.State.OPEN)

    def submitted(self) -> Self:
        """Submitted ones that stand: an amended one is left out."""
        return self.filter(state=Assessment.State.SUBMITTED)

    def with_edition(self) -> Self:
        """With organization and edition, but not the edition's document, which a process keeps in memory."""
        return self.select_related("organization", "edition").defer("edition__document")


class Assessment(models.Model):
    """One organization's answers to one edition in one period (a calendar quarter, as 2026-Q4)."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        SUBMITTED = "submitted", _("Submitted")
        SUPERSEDED = "superseded", _("Superseded")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="assessments")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="assessments")
    pack = models.SlugField(_("pack"), max_length=80)
    period = models.CharField(_("period"), max_length=7)
    due_date = models.DateField(_("due"), null=True, blank=True)
    profile = models.CharField(_("profile"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    # Set by known_to alone: the role of the person who asks.
    role: str

    objects: ClassVar = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        indexes: ClassVar = [models.Index(fields=["organization", "pack", "-submitted_at"], name="assessment_trend")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "pack", "period"], condition=Q(state="open"), name="assessment_one_open"
            ),
            models.UniqueConstraint(
                fields=["organization", "pack", "period"], condition=Q(state="submitted"), name="assessment_one_stands"
            ),
            models.CheckConstraint(
                condition=Q(state="open", submitted_at__isnull=True, submitted_by__isnull=True)
                | Q(state__in=["submitted", "superseded"], submitted_at__isnull=False, submitted_by__isnull=False),
                name="assessment_submitted_paired",
            ),
            models.CheckConstraint(condition=Q(period__regex=r"^[0-9]{4}-Q[1-4]$"), name="assessment_period_quarter"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.period}"

    @property
    def is_open(self) -> bool:
        """Whether answers may still change."""
        return self.state == self.State.OPEN

    @property
    def whose(self) -> dict[str, Any]:
        """What each of its rows bears: this assessment, and its organization."""
        return {"assessment": self, "organization_id": self.organization_id}


class Assignment(Scoped):
    """One section of an assessment that a member is asked to answer: a level's key, "situations" or "routines"."""

    SITUATIONS, ROUTINES = "situations", "routines"

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+")
    section = models.SlugField(_("section"), max_length=80)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta(Scoped.Meta):
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "section", "user"], name="assignment_once")
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.section}"
