# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""How long evidence still counts, in words."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from assessments.domain.standing import fresh_until, is_fresh
from assessments.models import Evidence

SOON_DAYS = 60


class Freshness(TextChoices):
    """Whether evidence counts: for long, for two months at most, or not any more."""

    FRESH = "fresh", _("Fresh")
    GROWING_STALE = "growing-stale", _("Growing stale")
    STALE = "stale", _("Stale")


@dataclass(frozen=True)
class Proof:
    """A piece of evidence, the last day on which it counts, and how fresh it is."""

    row: Evidence
    until: date
    freshness: Freshness

    @property
    def is_fresh(self) -> bool:
        """Whether it counts."""
        return self.freshness != Freshness.STALE


def proof_of(row: Evidence, fresh_days: int, on: date) -> Proof:
    """A piece of evidence as it stands on a day."""
    return Proof(row, fresh_until(row.reviewed_on, fresh_days), freshness_of(row.reviewed_on, fresh_days, on))


def freshness_of(reviewed_on: date, fresh_days: int, on: date) -> Freshness:
    """How fresh evidence is on a day that was seen on another one."""
    if not is_fresh(reviewed_on, fresh_days, on):
        return Freshness.STALE
    runs_out = fresh_until(reviewed_on, fresh_days) - on <= timedelta(days=SOON_DAYS)
    return Freshness.GROWING_STALE if runs_out else Freshness.FRESH
