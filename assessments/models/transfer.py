# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Data on its way out and in: files that are made in the background, and files that wait for a confirmation."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from assessments.models.assessment import Assessment
from assessments.models.scoping import Scoped


class Export(Scoped):
    """A file that somebody asked for: made in the background, kept in the database until it expires.

    `total` is None until it is counted, `seen_at` when the run last wrote. `failure` is an English template.
    """

    class What(models.TextChoices):
        ASSESSMENT = "assessment", _("Assessment")
        RESULT = "result", _("Results")
        DASHBOARD = "dashboard", _("Group dashboard")
        PLAN = "plan", _("Plan")
        ARCHIVE = "archive", _("Archive")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, null=True, related_name="+")
    what = models.CharField(_("what"), max_length=13, choices=What)
    form = models.CharField(_("form"), max_length=4, help_text=_("The file’s extension."))
    choices = models.JSONField(_("choices"), default=dict, help_text=_("Period, filters, sorting."))
    language = models.CharField(_("language"), max_length=5)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    total = models.PositiveIntegerField(_("total"), null=True)
    done = models.PositiveIntegerField(_("done"), default=0)
    seen_at = models.DateTimeField(_("last seen"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    failure = models.TextField(_("failure"), blank=True)
    name = models.CharField(_("file name"), max_length=200, blank=True)
    content = models.BinaryField(_("content"), null=True)
    size = models.PositiveIntegerField(_("size"), default=0, help_text=_("In bytes."))
    checksum = models.CharField(_("checksum"), max_length=64, blank=True)
    expires_at = models.DateTimeField(_("expires at"))

    class Meta(Scoped.Meta):
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        indexes: ClassVar = [models.Index(fields=["expires_at"], name="export_expires")]

    def __str__(self) -> str:
        return f"{self.what} {self.pk}"


class IncomingFile(models.Model):
    """A spreadsheet, the file of a plan or an archive that was read and checked, and waits for its sender to confirm
    what it changes."""

    class What(models.TextChoices):
        QUESTIONNAIRE = "questionnaire", _("Questionnaire")
        PLAN = "plan", _("Plan")
        ARCHIVE = "archive", _("Archive")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    what = models.CharField(_("what"), max_length=13, choices=What)
    assessment = models.ForeignKey(Assessment, models.CASCADE, null=True, related_name="+")
    organization = models.ForeignKey(
        Organization, models.CASCADE, null=True, related_name="+", help_text=_("Whose plan it changes.")
    )
    above = models.ForeignKey(
        Organization, models.CASCADE, null=True, related_name="+", help_text=_("Where an archive is to be put.")
    )
    name = models.CharField(_("file name"), max_length=200)
    document = models.TextField(_("document"), help_text=_("Canonical JSON of what was read."))
    checksum = models.CharField(_("checksum"), max_length=64)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    used_at = models.DateTimeField(_("used at"), null=True)

    class Meta:
        verbose_name = _("incoming file")
        verbose_name_plural = _("incoming files")

    def __str__(self) -> str:
        return f"{self.what} {self.name}"


class Deletion(models.Model):
    """An organization that is to be deleted with all below it, or was: the row outlives it as the receipt.

    `counts` says how many rows of which kind were deleted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, models.SET_NULL, null=True, related_name="+")
    organization_key = models.UUIDField(_("organization"))
    name = models.CharField(_("name"), max_length=120)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    due_at = models.DateTimeField(_("due at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    done_at = models.DateTimeField(_("done at"), null=True)
    counts = models.JSONField(_("counts"), default=dict)

    class Meta:
        verbose_name = _("deletion")
        verbose_name_plural = _("deletions")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=models.Q(done_at=None, withdrawn_at=None),
                name="deletion_one_stands",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.due_at:%Y-%m-%d}"
