# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The one-page story: what moved between two quarters, and what is asked of leadership."""

from django.utils.translation import gettext as _

from accounts.models import Organization
from assessments.models import Assessment, Report, Result
from assessments.queries.edition import edition_of
from assessments.queries.kept import plan_told
from assessments.queries.level import level_figures
from assessments.queries.report import Chapter, Told, report_of, sections_of, shown_to
from assessments.queries.result import frozen_outcome
from assessments.queries.story_words import sections_told
from assessments.queries.wording import period_words
from assessments.reports.document import Figures


def story_told(
    organization: Organization, assessment: Assessment, before: Assessment | None, *, with_drafts: bool
) -> Told:
    """The story of a submitted assessment since an earlier one, in the reader's language. Three queries.

    What its author made of it counts once it is published; `with_drafts`: before that, too.
    """
    wanted = [one for one in (before, assessment) if one]
    rows = {row.assessment_id: row for row in Result.objects.within(organization).filter(assessment__in=wanted)}
    outcomes = [frozen_outcome(one, edition_of(one.edition), rows[one.pk]) for one in wanted]
    outcome, earlier = outcomes[-1], outcomes[0] if before else None
    since = before.period if before else ""
    found = report_of(organization, Report.Kind.STORY, assessment.pack, assessment.period, since)
    report = shown_to(found, with_drafts=with_drafts)
    plan = plan_told(organization, outcome.edition, assessment.pack, assessment.period, since)
    chapters = {key: Chapter(*told) for key, told in sections_told(outcome, earlier, plan).items()}
    words = {"name": organization.name, "period": period_words(assessment.period)}
    return Told(
        organization=organization,
        pack=assessment.pack,
        edition=outcome.edition,
        period=assessment.period,
        since=since,
        title=_("%(name)s, %(period)s") % words,
        lead=_("What moved since %(since)s, and why") % {"since": period_words(since)} if since else "",
        sections=sections_of(chapters, report),
        report=report,
        said_at=assessment.submitted_at or assessment.opened_at,
        first=(Figures(_("Each level"), level_figures(outcome)),),
    )
