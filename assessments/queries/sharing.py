# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What may be shared by a link, which links there are, and what a link shows: nothing that names a contributor."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import Organization
from assessments.models import Assessment, Edition, GroupResult, ShareLink
from assessments.queries.advice import FIRST, Advice, Adviser
from assessments.queries.grid import Grid, grid_of
from assessments.queries.group.board import Board, board_of
from assessments.queries.journey import Step, journey_of
from assessments.queries.level import LevelRow, headline, level_rows
from assessments.queries.progress import standing_assessments
from assessments.queries.quarterly import quarter_of, quarterly_told
from assessments.queries.reading import Reader
from assessments.queries.report import Told
from assessments.queries.result import Outcome, outcome_of
from assessments.queries.story import story_told
from assessments.queries.wording import period_words

What = ShareLink.What


@dataclass(frozen=True)
class Offer:
    """Something that may be shared: `value` is what a form posts, `name` what a page calls it."""

    value: str
    name: str
    what: str
    pack: str
    period: str
    since: str = ""
    assessment: Assessment | None = None


@dataclass(frozen=True)
class LinkRow:
    """A link as the page of links shows it; `state` is active, expired or revoked."""

    link: ShareLink
    name: str
    state: str


@dataclass(frozen=True)
class SharedResult:
    """A result without what stands behind it: no single answers, notes or names."""

    outcome: Outcome
    headline: str
    levels: list[LevelRow]
    grid: Grid
    journey: list[Step]
    advice: list[Advice]
    more: int


def offers_to_share(organization: Organization) -> list[Offer]:
    """The results that stand, and the story of each since the one before, the latest first; then a group's dashboard,
    and the quarterly reports. One query, one more for a group."""
    standing = standing_assessments(organization)
    offers: list[Offer] = []
    for before, one in zip([None, *standing], standing, strict=False):
        period = {"period": period_words(one.period)}
        of = (one.pack, one.period)
        offers.append(Offer(f"result:{one.pk}", _("Results, %(period)s") % period, What.RESULT, *of, assessment=one))
        since = before.period if before else ""
        offers.append(Offer(f"story:{one.pk}", _("Story, %(period)s") % period, What.STORY, *of, since))
    dashboards = list(_dashboards(organization)) if organization.units_below else []
    return [*offers[::-1], *dashboards, *_quarterlies(standing, [one.period for one in dashboards if one.period])]


def _quarterlies(standing: Sequence[Assessment], of_units: Sequence[str]) -> Iterator[Offer]:
    """The report of each quarter in which the organization or a unit below it has submitted, the latest first."""
    packs = dict.fromkeys(of_units, Edition.BUILT_IN) | {one.period: one.pack for one in standing}
    for period in sorted(packs, reverse=True):
        name = _("%(what)s, %(period)s") % {"what": What.QUARTERLY.label, "period": period_words(period)}
        yield Offer(f"quarterly:{period}", name, What.QUARTERLY, packs[period], period)


def _dashboards(organization: Organization) -> Iterator[Offer]:
    """A group's dashboard: the latest of each unit, whatever that is when the link is opened, then each period."""
    pack = Edition.BUILT_IN
    sums = GroupResult.objects.within(organization).filter(pack=pack, units__gt=0)
    for period in sorted(sums.values_list("period", flat=True), key=lambda one: one or "~", reverse=True):
        yield Offer(f"dashboard:{period or 'latest'}", dashboard_name(period), What.DASHBOARD, pack, period)


def dashboard_name(period: str) -> str:
    """What a link to a dashboard shows, in words."""
    said = period_words(period) if period else _("the latest of each unit")
    return _("%(what)s, %(period)s") % {"what": What.DASHBOARD.label, "period": said}


def links_of(organization: Organization, now: datetime) -> list[LinkRow]:
    """The links of an organization, the active ones first, then those that ended last. One query."""
    rows = ShareLink.objects.within(organization).select_related("made_by").order_by("-made_at")[:200]
    links = [LinkRow(row, name_of(row), _state(row, now)) for row in rows]
    return sorted(links, key=lambda one: one.state != "active")


def name_of(link: ShareLink) -> str:
    """What a link shows, in words."""
    if link.what == What.DASHBOARD:
        return dashboard_name(link.period)
    kind = ShareLink.What(link.what).label
    return _("%(what)s, %(period)s") % {"what": kind, "period": period_words(link.period)} if link.period else str(kind)


def shared_result(assessment: Assessment, now: datetime) -> SharedResult:
    """What a link to a result shows, in one query."""
    outcome = outcome_of(assessment, now)
    reader = Reader(outcome)
    levels = level_rows(outcome)
    matched = Adviser(outcome, reader).matched()
    return SharedResult(
        outcome=outcome,
        headline=headline(outcome, levels),
        levels=levels,
        grid=grid_of(outcome),
        journey=journey_of(outcome.result, reader),
        advice=matched[:FIRST],
        more=len(matched[FIRST:]),
    )


def shared_story(link: ShareLink) -> Told | None:
    """What a link to a story shows, as members read it; None where its quarters don't stand any more. Four queries."""
    standing = {one.period: one for one in standing_assessments(link.organization) if one.pack == link.pack}
    after, before = standing.get(link.period), standing.get(link.since)
    if after is None or (link.since and before is None):
        return None
    return story_told(link.organization, after, before, with_drafts=False)


def shared_quarterly(link: ShareLink) -> Told | None:
    """What a link to a quarterly report shows, as members read it; None where nothing of it stands any more."""
    told = quarterly_told(quarter_of(link.organization, link.period), with_drafts=False)
    return told if told and told.pack == link.pack else None


def shared_board(link: ShareLink) -> Board | None:
    """The dashboard that a link shows; None where nothing stands below any more in its period. Two queries."""
    organization = link.organization
    board = board_of(organization, link.period) if organization.units_below else None
    return board if board and board.units else None


def _state(link: ShareLink, now: datetime) -> str:
    if link.revoked_at:
        return "revoked"
    return "active" if link.is_active(now) else "expired"
