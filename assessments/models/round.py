# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A round: one period opened for a whole part of the tree, with a due day."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from assessments.models.scoping import Scoped


class Round(Scoped):
    """A period opened for an organization and what stands below it, as far as it is of `kinds`.

    Opening runs in the background: `total` is None until the units are counted, `seen_at` when the run last wrote.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    pack = models.SlugField(_("pack"), max_length=80)
    period = models.CharField(_("period"), max_length=7)
    kinds = models.JSONField(_("kinds"), help_text=_("Kinds of organizations that are asked."))
    due_date = models.DateField(_("due"))
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    total = models.PositiveIntegerField(_("units"), null=True)
    done = models.PositiveIntegerField(_("done"), default=0)
    seen_at = models.DateTimeField(_("last seen"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    failure = models.TextField(_("failure"), blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True)
    reminded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta(Scoped.Meta):
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "pack", "period"], name="round_once_a_period"),
            models.CheckConstraint(condition=models.Q(period__regex=r"^[0-9]{4}-Q[1-4]$"), name="round_period_quarter"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.period}"
