# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What the last assessment said, under the keys by which this one asks; pages show it beside what is said now."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from assessments import models
from assessments.domain.answers import SituationAnswer
from assessments.domain.document import Cadence, Value
from assessments.domain.edition import Edition
from assessments.domain.result import SituationResult
from assessments.domain.rewording import Rewording, rewording
from assessments.models import Assessment
from assessments.queries.edition import edition_of
from assessments.queries.result import Outcome, frozen_outcome


@dataclass(frozen=True)
class Previous:
    """The last submitted assessment; `period` is "" and all else is empty where there is none.

    `unsettled` are the practices on which views differed and nothing was settled, `reworded` what this assessment asks
    in other words.
    """

    period: str = ""
    following: str = ""
    outcome: Outcome | None = None
    practices: Mapping[str, Value] = field(default_factory=dict)
    situations: Mapping[str, SituationResult] = field(default_factory=dict)
    signs: Mapping[str, SituationAnswer] = field(default_factory=dict)
    routines: Mapping[str, Cadence] = field(default_factory=dict)
    unsettled: frozenset[str] = frozenset()
    reworded: Rewording = field(default_factory=Rewording)

    @property
    def quarter(self) -> str:
        """What it is called beside this assessment's answers, as "Q3"; "" where there is none."""
        return quarter_of(self.period, self.following) if self.period else ""


def quarter_of(period: str, following: str) -> str:
    """2026-Q3 as it is called in 2026-Q4: "Q3"; with its year where a year or more lies between."""
    year, _mark, quarter = period.partition("-Q")
    if int(following[:4]) * 4 + int(following[-1:]) - int(year) * 4 - int(quarter) < 4:
        return _("Q%(quarter)s") % {"quarter": quarter}
    return _("%(year)s Q%(quarter)s") % {"year": year, "quarter": quarter}


def reworded_since(assessment: Assessment) -> frozenset[tuple[str, str]]:
    """The questions that this assessment asks in other words than the one before it, as queries.point names them.

    What was answered to them is confirmed only by answering them again. One query.
    """
    if assessment.previous_id is None:
        return frozenset()
    earlier = models.Edition.objects.get(assessments=assessment.previous_id)
    if earlier.pk == assessment.edition_id:
        return frozenset()
    return rewording(edition_of(earlier), edition_of(assessment.edition)).places


def previous_of(assessment: Assessment, edition: Edition) -> Previous:
    """What the assessment before this one said, in one query (none where there is none)."""
    if assessment.previous_id is None:
        return Previous()
    rows = models.Result.objects.within(assessment.organization).filter(assessment_id=assessment.previous_id)
    row = rows.select_related("assessment__edition").defer("assessment__edition__document").get()
    outcome = frozen_outcome(row.assessment, edition_of(row.assessment.edition), row)
    names = edition.renames
    return Previous(
        period=row.assessment.period,
        following=assessment.period,
        outcome=outcome,
        practices={names.practices.get(one.key, one.key): one.value for one in outcome.result.practices},
        situations={names.situations.get(one.key, one.key): one for one in outcome.result.situations},
        signs={names.situations.get(key, key): said for key, said in outcome.answers.situations.items()},
        routines={names.routines.get(key, key): said for key, said in outcome.answers.routines.items()},
        unsettled=frozenset(
            names.practices.get(one.key, one.key) for one in outcome.result.practices if one.unresolved
        ),
        reworded=rewording(outcome.edition, edition),
    )
