# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What every projection says of itself: from which answers it starts, and how many practices it brings to target."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.domain.figures import LevelFigures
from assessments.domain.result import LevelResult
from assessments.models import Assessment
from assessments.queries.wording import period_words


def basis_words(base: Assessment, counted: int) -> str:
    """From which answers, and what counts besides: "From 2026 Q3, with the 2 actions done since."."""
    start = _("From the answers so far for %(period)s") if base.is_open else _("From %(period)s")
    start %= {"period": period_words(base.period)}
    if not counted:
        return _("%(start)s.") % {"start": start}
    since = ngettext(
        "%(start)s, with the %(count)s action done since.", "%(start)s, with the %(count)s actions done since.", counted
    )
    return since % {"start": start, "count": counted}


def at_target_words(
    before: Collection[LevelResult | LevelFigures], after: Collection[LevelResult | LevelFigures]
) -> str:
    """How many practices are at target: "Practices at target: 4 → 6 of 23"."""
    reached = {"before": sum(one.at_target for one in before), "after": sum(one.at_target for one in after)}
    words = _("Practices at target: %(before)s\u00a0→ %(after)s of %(count)s")
    return words % (reached | {"count": sum(one.applicable for one in after)})
