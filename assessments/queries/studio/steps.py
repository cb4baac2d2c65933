# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The steps that an edition has taken, as its history keeps them."""

from assessments.models import Edition, Revision

STEPS = [
    Revision.What.ASKED,
    Revision.What.APPROVED,
    Revision.What.RETURNED,
    Revision.What.PUBLISHED,
    Revision.What.RETIRED,
]


def last_step(edition: Edition) -> Revision | None:
    """The last step of its review that an edition took, with what was said; None where it took none. One query."""
    lines = Revision.objects.filter(edition=edition, what__in=STEPS).select_related("by")
    return lines.order_by("-number").first()
