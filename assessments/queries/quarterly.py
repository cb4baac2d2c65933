# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The OSS quarterly report of an organization: of its own assessment, of the units below it, or of both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from django.utils.translation import gettext as _

from accounts.models import Organization
from assessments.domain.edition import Edition
from assessments.domain.period import is_period, last_day_of
from assessments.models import Assessment, Report, Result
from assessments.queries.edition import edition_of
from assessments.queries.group.board import Board, board_of, last_board_of
from assessments.queries.group.quarterly import unit_chapters
from assessments.queries.kept import PlanTold, plan_told
from assessments.queries.progress import standing_assessments, trends_in
from assessments.queries.quarterly_words import own_chapters
from assessments.queries.report import Chapter, Told, report_of, sections_of, shown_to
from assessments.queries.result import Outcome, frozen_outcome
from assessments.queries.wording import gap, in_words, period_words

MOST_QUARTERS = 8  # that a trend goes back


@dataclass(frozen=True)
class Quarter:
    """A quarter of an organization: its own assessments that stand, and what the units below add up to in it.

    `board` is None where no unit stands below. `period` is "" where nothing was ever submitted.
    """

    organization: Organization
    standing: Sequence[Assessment]
    board: Board | None
    period: str

    @property
    def periods(self) -> list[str]:
        """All in which the organization or a unit below it has submitted, the earliest first."""
        return sorted({one.period for one in self.standing} | set(self.board.periods if self.board else ()))


@dataclass(frozen=True)
class Own:
    """An organization's own part: the outcomes of the quarter and of the last ones before it, the earliest first, and
    what its plan tells of the quarter."""

    outcomes: tuple[Outcome, ...]
    plan: PlanTold

    @property
    def outcome(self) -> Outcome:
        """That of the quarter."""
        return self.outcomes[-1]

    @property
    def since(self) -> str:
        """The period before it; "" for a first one."""
        return self.outcomes[-2].assessment.period if len(self.outcomes) > 1 else ""

    @property
    def chapters(self) -> dict[str, Chapter]:
        """What is told of it."""
        before = self.outcomes[-2] if self.since else None
        periods = [one.assessment.period for one in self.outcomes]
        trends = trends_in(self.outcome.edition, [one.result for one in self.outcomes])
        return own_chapters(self.outcome, before, periods, trends, self.plan)


def quarter_of(organization: Organization, chosen: str) -> Quarter:
    """The quarter that is asked for, or the last one where none is ("" or no period). Three queries at most."""
    standing = standing_assessments(organization)
    last = standing[-1].period if standing else ""
    board = None
    if organization.units_below:
        board = board_of(organization, chosen) if is_period(chosen) else last_board_of(organization, last)
    if is_period(chosen):
        return Quarter(organization, standing, board, chosen)
    return Quarter(organization, standing, board, board.period if board else last)


def quarterly_told(quarter: Quarter, *, with_drafts: bool) -> Told | None:
    """The report in the reader's language; None where nothing was submitted in the quarter. Five queries at most.

    What its author made of it counts once it is published; `with_drafts`: before that, too.
    """
    own, board = _own_of(quarter), quarter.board
    if quarter.period not in quarter.periods or (own is None and board is None):
        return None
    edition, pack = _asked_by(own, board)
    found = report_of(quarter.organization, Report.Kind.QUARTERLY, pack, quarter.period)
    report = shown_to(found, with_drafts=with_drafts)
    chapters = {**(own.chapters if own else {}), **(unit_chapters(board) if board else {})}
    words = {"name": quarter.organization.name, "period": period_words(quarter.period)}
    return Told(
        organization=quarter.organization,
        pack=pack,
        edition=edition,
        period=quarter.period,
        since="",
        title=_("%(name)s: OSS quarterly report, %(period)s") % words,
        lead=_lead(edition, own.since if own else ""),
        sections=sections_of(chapters, report),
        report=report,
        said_at=_said_at(own, quarter.period),
    )


def _own_of(quarter: Quarter) -> Own | None:
    """An organization's own part in a quarter; None where nothing of it stands. Two queries."""
    wanted = [one for one in quarter.standing if one.period <= quarter.period][-MOST_QUARTERS:]
    if not wanted or wanted[-1].period != quarter.period:
        return None
    frozen = Result.objects.within(quarter.organization).filter(assessment__in=wanted)
    rows = {row.assessment_id: row for row in frozen}
    outcomes = tuple(frozen_outcome(one, edition_of(one.edition), rows[one.pk]) for one in wanted)
    return Own(outcomes, plan_told(quarter.organization, outcomes[-1].edition, wanted[-1].pack, quarter.period))


def _asked_by(own: Own | None, board: Board | None) -> tuple[Edition, str]:
    """The edition that the report speaks by, and its pack: the organization's own, else the newest of its units."""
    if own:
        return own.outcome.edition, own.outcome.assessment.pack
    if board is None:
        raise ValueError("neither the organization nor a unit has submitted")
    return board.edition, board.newest.pack


def _lead(edition: Edition, since: str) -> str:
    """By which edition it tells, and since when."""
    by = _("By edition %(edition)s of “%(pack)s”.") % {"edition": edition.edition, "pack": in_words(edition.title)}
    return gap().join((by, _("Compared with %(period)s.") % {"period": period_words(since)})) if since else by


def _said_at(own: Own | None, period: str) -> datetime:
    """When the organization submitted; of units alone the quarter's last day, since they submit one after another."""
    if own:
        return own.outcome.assessment.submitted_at or own.outcome.assessment.opened_at
    return datetime.combine(last_day_of(period), time(), UTC)
