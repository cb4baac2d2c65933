# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What retiring an edition means: counts only, since curators see no organization's answers."""

from dataclasses import dataclass

from assessments.models import Assessment, Edition


@dataclass(frozen=True)
class Retirement:
    """How many open assessments use the edition, and keep it; `next` is what new ones start with, None for nothing."""

    open: int
    next: Edition | None


def retirement_of(edition: Edition) -> Retirement:
    """Two queries."""
    others = Edition.objects.published().filter(pack=edition.pack).exclude(pk=edition.pk).defer("document")
    return Retirement(
        open=Assessment.objects.open().filter(edition=edition).count(),
        next=others.order_by("-published_at", "-pk").first(),
    )
