# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The steps that an edition has taken, as its history keeps them."""

from assessments.models import Edition, Revision


def last_note(edition: Edition) -> Revision | None:
    """The last step that somebody said something with, and who; None where nobody did. One query."""
    steps = [Revision.What.ASKED, Revision.What.APPROVED, Revision.What.RETURNED]
    lines = Revision.objects.filter(edition=edition, what__in=steps).exclude(note="").select_related("by")
    return lines.order_by("-number").first()
