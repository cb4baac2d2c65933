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

    def newest_of(self, pack: str) -> "Edition | None":
        """The edition of the pack that was published last; None where none is."""
        return self.published().filter(pack=pack).defer("document").order_by("-published_at", "-pk").first()


class Edition(models.Model):
    """One version of a pack's content, as one document; once published it never changes."""

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
    published_at = models.DateTimeField(_("published at"), null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

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
        ]

    def __str__(self) -> str:
        return f"{self.pack} {self.version}"
