# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from assessments.models.assessment import Assessment
from assessments.models.scoping import Scoped


class Result(Scoped):
    """The frozen result of a submitted assessment: canonical JSON of answers and result, with their checksums."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    assessment = models.OneToOneField(Assessment, models.CASCADE, related_name="+")
    engine = models.PositiveSmallIntegerField(_("engine"))
    edition_checksum = models.CharField(_("edition's checksum"), max_length=64)
    answers = models.TextField(_("answers"))
    answers_checksum = models.CharField(_("answers' checksum"), max_length=64)
    document = models.TextField(_("document"))
    checksum = models.CharField(_("checksum"), max_length=64)

    class Meta(Scoped.Meta):
        verbose_name = _("result")
        verbose_name_plural = _("results")

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.checksum[:8]}"


class ResultRow(Scoped):
    """One flat row of a frozen result, as dashboards read it."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+")
    key = models.SlugField(_("key"), max_length=80)

    class Meta(Scoped.Meta):
        abstract = True
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "key"], name="%(class)s_once"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.key}"


def _percent(label: Any) -> models.DecimalField:
    return models.DecimalField(label, max_digits=4, decimal_places=1, null=True)


class LevelResult(ResultRow):
    """The figures of one level, in percent; None where no practice of the level is applicable."""

    shown = _percent(_("shown"))
    said = _percent(_("said"))
    could_be = _percent(_("could be"))
    aim = _percent(_("aim"))
    completeness = _percent(_("completeness"))
    at_target = models.PositiveSmallIntegerField(_("at target"))
    applicable = models.PositiveSmallIntegerField(_("applicable"))


class SituationResult(ResultRow):
    """How much one situation is the organization's: 0 to 1, and whether it is faced."""

    said = models.DecimalField(_("said"), max_digits=4, decimal_places=3)
    could_be = models.DecimalField(_("could be"), max_digits=4, decimal_places=3)
    faced = models.CharField(_("faced"), max_length=7)


class RecommendationResult(ResultRow):
    """A recommendation that matched or may match, with its priority (0 to 100) and rank from 1."""

    verdict = models.CharField(_("verdict"), max_length=8)
    priority = models.DecimalField(_("priority"), max_digits=4, decimal_places=1)
    rank = models.PositiveSmallIntegerField(_("rank"))
