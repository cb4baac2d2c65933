# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Asking people without an account: a link to one person, a link for all employees, and whoever answers by one."""

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from accounts.tokens import digest_of
from assessments.models.answer import Response
from assessments.models.assessment import Assessment
from assessments.models.scoping import Scoped, ScopedManager

EMPLOYEE = Response.Perspective.EMPLOYEE


class TokenManager(ScopedManager[Any]):
    """Who holds a token needs to name nothing else."""

    def by_token(self, token: str) -> models.QuerySet[Any]:
        """The one row that this token opens, with its assessment, or none."""
        found = super(ScopedManager, self).get_queryset().filter(token_digest=digest_of(token))
        found = found.select_related("assessment__organization", "assessment__edition", self.model.ASKER)
        return found.defer("assessment__edition__document")


class Link(Scoped):
    """What a link of either kind has; it also ends when its assessment is submitted."""

    # The field that names whoever asks.
    ASKER: ClassVar[str]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+")
    practices = models.JSONField(_("practices"), help_text=_("Keys, in the edition’s order."))
    token_digest = models.CharField(_("digest of the token"), max_length=64, unique=True)
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    objects: ClassVar[TokenManager] = TokenManager()

    class Meta(Scoped.Meta):
        abstract = True


class Invitation(Link):
    """A link that was sent to one person, to answer from one perspective in one browser."""

    ASKER = "invited_by"

    class State(models.TextChoices):
        SENT = "sent", _("Sent")
        OPENED = "opened", _("Begun")
        ANSWERED = "answered", _("Answered")
        EXPIRED = "expired", _("Expired")
        REVOKED = "revoked", _("Withdrawn")

    perspective = models.CharField(_("view"), max_length=13, choices=Response.Perspective)
    situations = models.JSONField(_("situations"), default=list, help_text=_("Keys: their signs are asked too."))
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=5)
    sent_at = models.DateTimeField(_("sent at"))
    opened_at = models.DateTimeField(_("opened at"), null=True, help_text=_("Of employees only the day is kept."))
    answered_at = models.DateTimeField(_("answered at"), null=True, help_text=_("Of employees only the day is kept."))
    reminded_at = models.DateTimeField(_("reminded at"), null=True)
    unwanted_at = models.DateTimeField(_("reminders stopped at"), null=True, help_text=_("By whoever was asked."))
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    respondent = models.UUIDField(_("respondent"), null=True, help_text=_("Kept when the link is sent again."))
    browser = models.UUIDField(_("browser"), null=True, help_text=_("The one in which the link as sent was used."))

    class Meta(Link.Meta):
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "assessment", "perspective", Lower("email"), condition=Q(revoked_at=None), name="invitation_once"
            ),
            models.CheckConstraint(
                condition=Q(perspective__in=Response.Perspective.values), name="invitation_perspective_known"
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None, respondent=None, answered_at=None, browser=None)
                | Q(opened_at__isnull=False, respondent__isnull=False),
                name="invitation_opened_paired",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("sent_at")), name="invitation_expires_after_sending"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.perspective}"

    def state(self, now: datetime) -> "Invitation.State":
        """How far it has come; what was answered stays answered, whatever became of the link."""
        if self.answered_at:
            return self.State.ANSWERED
        return self._closed(now) or (self.State.OPENED if self.opened_at else self.State.SENT)

    def state_told(self, now: datetime) -> "Invitation.State":
        """What managers are told of it: of an employee not whether they have begun or answered."""
        if self.perspective != EMPLOYEE:
            return self.state(now)
        return self._closed(now) or self.State.SENT

    def may_be_reminded(self, now: datetime) -> bool:
        """Whether managers are told that the person could still answer, wants reminders, and had no mail for a day.

        So it is of employees who have answered, too: that nobody is left to remind would tell that they have.
        """
        is_open = self.state_told(now) in (self.State.SENT, self.State.OPENED)
        return is_open and self.unwanted_at is None and self.last_mail_at <= now - timedelta(days=1)

    @property
    def last_mail_at(self) -> datetime:
        """When the latest mail with a link was left."""
        return max(self.sent_at, self.reminded_at or self.sent_at)

    def _closed(self, now: datetime) -> "Invitation.State | None":
        if self.revoked_at:
            return self.State.REVOKED
        return self.State.EXPIRED if self.expires_at <= now else None


class OpenLink(Link):
    """A link for all employees of an organization; whoever follows it stays unknown."""

    ASKER = "made_by"

    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    perspective = EMPLOYEE
    situations: ClassVar[list[str]] = []

    class Meta(Link.Meta):
        verbose_name = _("open link")
        verbose_name_plural = _("open links")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment"], condition=Q(revoked_at=None), name="open_link_one_stands"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("made_at")), name="open_link_expires_after_making"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}"


class Respondent(Scoped):
    """Whoever answers by a link; `id` is what their responses bear, and of employees only days are kept.

    By an open link it is the random number that the browser keeps.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+")
    perspective = models.CharField(_("view"), max_length=13, choices=Response.Perspective)
    invitation = models.OneToOneField(Invitation, models.CASCADE, null=True, related_name="+")
    open_link = models.ForeignKey(OpenLink, models.CASCADE, null=True, related_name="+")
    begun_at = models.DateTimeField(_("begun at"))
    finished_at = models.DateTimeField(_("finished at"), null=True)

    class Meta(Scoped.Meta):
        verbose_name = _("respondent")
        verbose_name_plural = _("respondents")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(invitation__isnull=False, open_link=None)
                | Q(invitation=None, open_link__isnull=False, perspective="employee"),
                name="respondent_by_one_link",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(finished_at__gte=models.F("begun_at")),
                name="respondent_begins_before_finishing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.perspective}"
