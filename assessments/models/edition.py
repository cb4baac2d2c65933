# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class EditionQuerySet(models.QuerySet["Edition"]):
    def published(self) -> Self:
        """Editions that new assessments may be opened with."""
        return self.filter(state=Edition.State.PUBLISHED)

    def drafts(self) -> Self:
        """Editions that curators still work on, those in review included."""
        return self.filter(state__in=[Edition.State.DRAFT, Edition.State.IN_REVIEW])

    def newest_of(self, pack: str) -> "Edition | None":
        """The edition of the pack that was published last; None where none is."""
        return self.published().filter(pack=pack).defer("document").order_by("-published_at", "-pk").first()


class Edition(models.Model):
    """One version of a pack's content, as one document; once published it never changes.

    A draft's document may have faults: curators write it piece by piece. `revision` is the number of its last
    Revision, `lagging` says of each translation that is older than its source since when (domain/translation.py).
    `approved_at` holds for the revision that was approved; whoever changes the draft afterwards takes it away.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        PUBLISHED = "published", _("Published")
        RETIRED = "retired", _("Retired")

    BUILT_IN = "ospo-journey"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pack = models.SlugField(_("pack"), max_length=80)
    version = models.CharField(_("edition"), max_length=20)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    document = models.TextField(_("document"), help_text=_("Canonical JSON."))
    checksum = models.CharField(_("checksum"), max_length=64, help_text=_("SHA-256 of the document."))
    based_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(_("revision"), default=0)
    lagging = models.JSONField(_("translations behind their source"), default=dict, blank=True)
    created_at = models.DateTimeField(_("created at"), null=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(_("review asked at"), null=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(_("approved at"), null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(_("published at"), null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(_("retired at"), null=True)
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects: ClassVar = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pack", "version"], name="edition_version_once"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "in_review"]) | Q(published_at__isnull=False),
                name="edition_published_at_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="retired") | Q(retired_at__isnull=False), name="edition_retired_at_known"
            ),
            models.CheckConstraint(
                condition=Q(asked_at__isnull=True, asked_by__isnull=True)
                | Q(asked_at__isnull=False, asked_by__isnull=False),
                name="edition_asked_paired",
            ),
            models.CheckConstraint(
                condition=~Q(state="in_review") | Q(asked_at__isnull=False), name="edition_review_asked"
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="edition_approved_paired",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pack} {self.version}"

    @property
    def is_draft(self) -> bool:
        """Whether its content may still change."""
        return self.state == self.State.DRAFT

    @property
    def is_unpublished(self) -> bool:
        """Whether it is a draft, or one in review."""
        return self.state in (self.State.DRAFT, self.State.IN_REVIEW)
