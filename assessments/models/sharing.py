# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What an organization shows of itself: reports in the words of their author, and links that open one thing."""

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from accounts.tokens import digest_of
from assessments.models.assessment import Assessment
from assessments.models.scoping import Scoped, ScopedManager

LONGEST_SHARING = timedelta(days=90)


class Report(Scoped):
    """A story of one page, or a quarterly report: what its author made of the text that the figures give.

    Without a row the text is the one that the figures give. `texts` holds the sections that the author changed, each
    as Markdown; the others stay as the figures say. `period` is what it tells of, `since` the period compared with
    ("" where there is none, and for a quarterly report, which tells since the one before). Published: every member of
    the organization and below may read it.
    """

    class Kind(models.TextChoices):
        STORY = "story", _("Story")
        QUARTERLY = "quarterly", _("Quarterly report")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    pack = models.SlugField(_("pack"), max_length=80)
    period = models.CharField(_("period"), max_length=7)
    since = models.CharField(_("compared with"), max_length=7, blank=True)
    language = models.CharField(_("language"), max_length=5)
    texts = models.JSONField(_("texts"), default=dict, help_text=_("Section to Markdown."))
    revision = models.PositiveIntegerField(_("revision"), default=0)
    edited_at = models.DateTimeField(_("edited at"))
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(_("published at"), null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta(Scoped.Meta):
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "kind", "pack", "period", "since", "language"], name="report_once"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="report_published_paired",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.organization_id} {self.period}"


class ShareLinkManager(ScopedManager[Any]):
    """Who holds a token needs to name nothing else."""

    def by_token(self, token: str) -> models.QuerySet[Any]:
        """The one link that this token opens, dead or alive, or none."""
        found = super(ScopedManager, self).get_queryset().filter(token_digest=digest_of(token))
        return found.select_related("organization", "assessment__edition").defer("assessment__edition__document")


class ShareLink(Scoped):
    """A link that shows one thing of an organization to whoever has it: read only, without contributors' names."""

    class What(models.TextChoices):
        DASHBOARD = "dashboard", _("Group dashboard")
        RESULT = "result", _("Results")
        STORY = "story", _("Story")
        QUARTERLY = "quarterly", _("Quarterly report")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    what = models.CharField(_("what"), max_length=9, choices=What)
    pack = models.SlugField(_("pack"), max_length=80)
    period = models.CharField(_("period"), max_length=7, blank=True, help_text=_("Empty: the latest one."))
    since = models.CharField(_("compared with"), max_length=7, blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True, help_text=_("Of a report."))
    assessment = models.ForeignKey(Assessment, models.CASCADE, null=True, related_name="+")
    token_digest = models.CharField(_("digest of the token"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    opened = models.PositiveIntegerField(_("opened"), default=0, help_text=_("How many times."))
    opened_at = models.DateTimeField(_("last opened at"), null=True)

    objects: ClassVar[ShareLinkManager] = ShareLinkManager()

    class Meta(Scoped.Meta):
        verbose_name = _("share link")
        verbose_name_plural = _("share links")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at"), expires_at__lte=F("made_at") + LONGEST_SHARING),
                name="share_link_within_90_days",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="share_link_revoked_paired",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.organization_id}"

    def is_active(self, now: datetime) -> bool:
        """Whether it opens anything."""
        return self.revoked_at is None and now < self.expires_at
