# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from functools import reduce
from operator import or_
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from assessments.domain.document import CADENCES
from assessments.models.assessment import Assessment
from assessments.models.scoping import Scoped

NUMBERS = ["0", "1", "2", "3", "4"]


class Kind(models.TextChoices):
    """What an answer answers."""

    PRACTICE = "practice", _("practice")
    SIGNAL = "signal", _("sign")
    STANCE = "stance", _("situation")
    ROUTINE = "routine", _("routine")
    FACT = "fact", _("fact")
    TARGET = "target", _("target")


UNKNOWN, NOT_APPLICABLE, UNANSWERED = "unknown", "na", ""
VALUES: dict[Kind, list[str]] = {
    Kind.PRACTICE: [*NUMBERS, NOT_APPLICABLE, UNKNOWN, UNANSWERED],
    Kind.SIGNAL: ["not_us", "somewhat", "us", UNKNOWN, UNANSWERED],
    Kind.STANCE: ["faced", "not_faced", UNANSWERED],
    Kind.ROUTINE: [*CADENCES, UNKNOWN, UNANSWERED],
    Kind.FACT: ["yes", "no", UNKNOWN, UNANSWERED],
    Kind.TARGET: [*NUMBERS, UNANSWERED],
}


def _value_fits_kind() -> Q:
    return reduce(or_, (Q(kind=kind.value, value__in=values) for kind, values in VALUES.items()))


class Answer(Scoped):
    """What the organization says to one thing it is asked: what the engine calls `agreed`.

    "unknown" is "don't know", said by somebody; "" is not answered (a note may stand there all the same).
    A signal's key is "situation/signal". Revision 0 is an answer carried over, not touched in this period; one whose
    confirmation was taken back stands at a higher revision, and is unconfirmed again.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    key = models.CharField(_("key"), max_length=161)
    value = models.CharField(_("value"), max_length=11, blank=True)
    reason = models.TextField(
        _("reason"), blank=True, help_text=_("Why it is not applicable, or why a target is enough on purpose.")
    )
    note = models.TextField(_("note"), blank=True)
    settled_because = models.TextField(_("why settled so"), blank=True, help_text=_("Why this, though views differ."))
    review_on = models.DateField(_("review day"), null=True, help_text=_("Until when a target is enough on purpose."))
    revision = models.PositiveIntegerField(_("revision"))
    is_confirmed = models.BooleanField(_("confirmed"), default=True, help_text=_("False: carried over, not looked at."))
    answered_at = models.DateTimeField(_("answered at"))
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta(Scoped.Meta):
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "kind", "key"], name="answer_once"),
            models.CheckConstraint(condition=_value_fits_kind(), name="answer_value_fits_kind"),
            models.CheckConstraint(condition=~Q(value=NOT_APPLICABLE) | ~Q(reason=""), name="answer_na_has_reason"),
            models.CheckConstraint(
                condition=Q(review_on=None) | (Q(kind="target") & ~Q(reason="")), name="answer_review_day_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"


class Evidence(Scoped):
    """A link or a text that backs the answer to a practice, with the day on which it was last reviewed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+")
    practice = models.SlugField(_("practice"), max_length=80)
    url = models.URLField(_("link"), max_length=1000, blank=True)
    text = models.CharField(_("what it shows"), max_length=500, blank=True)
    owner = models.CharField(_("owner"), max_length=120, blank=True, help_text=_("A role or a name: who keeps it."))
    reviewed_on = models.DateField(_("reviewed on"))
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta(Scoped.Meta):
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        indexes: ClassVar = [models.Index(fields=["assessment", "practice"], name="evidence_of_practice")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(url="") | ~Q(text=""), name="evidence_says_something")
        ]

    def __str__(self) -> str:
        return self.text or self.url


class Response(Scoped):
    """What one respondent says from one perspective; it never overwrites an Answer nor another response."""

    class Perspective(models.TextChoices):
        MANAGEMENT = "management", _("Management")
        OSPO = "ospo", _("OSPO")
        EMPLOYEE = "employee", _("Employees")
        BUSINESS_UNIT = "business_unit", _("Business units")

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    key = models.CharField(_("key"), max_length=161)
    perspective = models.CharField(_("view"), max_length=13, choices=Perspective)
    respondent = models.UUIDField(_("respondent"), help_text=_("Random; says nothing about the person."))
    value = models.CharField(_("value"), max_length=11)
    revision = models.PositiveIntegerField(_("revision"))
    answered_at = models.DateTimeField(_("answered at"))

    class Meta(Scoped.Meta):
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "kind", "key", "perspective", "respondent"], name="response_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="practice", value__in=[*NUMBERS, NOT_APPLICABLE, UNKNOWN])
                | Q(kind="signal", value__in=["not_us", "somewhat", "us", UNKNOWN]),
                name="response_value_fits_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"


class Change(Scoped):
    """One line of an assessment's history, written with the change itself and never changed again."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+")
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    what = models.CharField(_("what"), max_length=20)
    key = models.CharField(_("key"), max_length=161, blank=True)
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    idempotency_key = models.UUIDField(_("idempotency key"))

    class Meta(Scoped.Meta):
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes: ClassVar = [models.Index(fields=["assessment", "key"], name="change_of_key")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["assessment", "idempotency_key"], name="change_once")]

    def __str__(self) -> str:
        return f"{self.what} {self.key}"
