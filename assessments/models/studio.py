# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What curators leave behind while they write an edition: its history, their comments, files, and impacts."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from assessments.models.assessment import Assessment
from assessments.models.edition import Edition
from assessments.models.scoping import Scoped


class PieceRow(models.Model):
    """A row about one piece of an edition: a list's name and a key, or "edition" and "" for the edition's head."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=16)
    key = models.CharField(_("key"), max_length=80, blank=True)

    class Meta:
        abstract = True


class Revision(PieceRow):
    """One line of an edition's history, append-only; `number` counts from 1 within the edition.

    `before` and `after` are canonical JSON of the piece, "" where there was or is none. A piece's own revision is the
    number of the last line about it. `follows` is the number of the line that this one follows from: the piece names
    what was renamed there; None for what was done itself.
    """

    class What(models.TextChoices):
        STARTED = "started", _("Draft started")
        ADDED = "added", _("Added")
        CHANGED = "changed", _("Changed")
        RENAMED = "renamed", _("Key renamed")
        MOVED = "moved", _("Moved")
        DELETED = "deleted", _("Deleted")
        IMPORTED = "imported", _("Taken from a file")
        TAKEN = "taken", _("Taken from a newer edition")
        CONFIRMED = "confirmed", _("Translation confirmed")
        ASKED = "asked", _("Review asked for")
        RETURNED = "returned", _("Returned to draft")
        APPROVED = "approved", _("Approved")
        PUBLISHED = "published", _("Published")
        RETIRED = "retired", _("Retired")

    number = models.PositiveIntegerField(_("number"))
    follows = models.PositiveIntegerField(_("follows from"), null=True)
    what = models.CharField(_("what"), max_length=9, choices=What)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)
    note = models.TextField(_("note"), blank=True)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    idempotency_key = models.UUIDField(_("idempotency key"), default=uuid.uuid4)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        indexes: ClassVar = [models.Index(fields=["edition", "kind", "key", "-number"], name="revision_of_piece")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "number"], name="revision_number_once"),
            models.UniqueConstraint(fields=["edition", "idempotency_key"], name="revision_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.number}"


class Comment(PieceRow):
    """What a curator says to another about a piece; settled once it is answered or done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    text = models.TextField(_("text"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(_("settled at"), null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes: ClassVar = [models.Index(fields=["edition", "kind", "key", "at"], name="comment_of_piece")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.text[:40]}"


class Upload(models.Model):
    """A file that was read and checked, and waits for its difference to be confirmed; `into` is the draft to update.

    `used_at` None is one that nobody has confirmed yet.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    into = models.ForeignKey(Edition, models.CASCADE, null=True, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    document = models.TextField(_("document"))
    checksum = models.CharField(_("checksum"), max_length=64)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    used_at = models.DateTimeField(_("used at"), null=True)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.name


class Impact(models.Model):
    """The latest submitted answers of every organization evaluated under a draft, at one of its revisions.

    `total` is None until the organizations are counted; `seen_at` is the worker's last sign of life; `counts` says of
    each recommendation who gains and loses it, and how many change their stage. `failure` says why it broke off.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    edition_revision = models.PositiveIntegerField(_("edition's revision"))
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    total = models.PositiveIntegerField(_("organizations"), null=True)
    done = models.PositiveIntegerField(_("evaluated"), default=0)
    seen_at = models.DateTimeField(_("last sign of life"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    failure = models.TextField(_("failure"), blank=True)
    counts = models.JSONField(_("counts"), default=dict, blank=True)

    class Meta:
        verbose_name = _("impact")
        verbose_name_plural = _("impacts")
        indexes: ClassVar = [models.Index(fields=["edition", "-asked_at"], name="impact_latest")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.edition_revision}"


class ImpactOfOrganization(Scoped):
    """What an impact means for one organization, only where something changes: recommendations by key, stages by key.

    A stage is "" where not even the first one is reached.
    """

    impact = models.ForeignKey(Impact, models.CASCADE, related_name="+")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+")
    gained = models.JSONField(_("gained"), default=list, blank=True)
    lost = models.JSONField(_("lost"), default=list, blank=True)
    stage_before = models.CharField(_("stage before"), max_length=80, blank=True)
    stage_after = models.CharField(_("stage after"), max_length=80, blank=True)

    class Meta(Scoped.Meta):
        verbose_name = _("impact on an organization")
        verbose_name_plural = _("impacts on organizations")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["impact", "organization"], name="impact_of_organization_once")
        ]

    def __str__(self) -> str:
        return f"{self.impact_id} {self.organization_id}"
