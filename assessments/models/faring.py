# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""How advice fared over all organizations, in numbers that tell of none of them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class AdviceCount(models.Model):
    """A pack's recommendations by key, each with the counts of `domain.faring.Fared` as they may be shown.

    The keys are those of all its editions: a recommendation that was renamed stands under each of its names. `due_at`
    is when it is counted next; what was counted stays until then.
    """

    pack = models.SlugField(_("pack"), max_length=80, primary_key=True)
    counts = models.JSONField(_("counts"), default=dict)
    counted_at = models.DateTimeField(_("counted at"), null=True)
    due_at = models.DateTimeField(_("counted next"))

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("count of advice")
        verbose_name_plural = _("counts of advice")

    def __str__(self) -> str:
        return self.pack
