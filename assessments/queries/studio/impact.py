# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What publishing a draft would change for organizations: counts for curators, names for those who may see them."""

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from accounts.models import Organization, User
from assessments.domain.following import Names
from assessments.domain.pieces import Plain, pieces
from assessments.models import Edition, Impact, ImpactOfOrganization
from assessments.queries.draft import document_of
from assessments.queries.impact import Runs, SeenRuns, runs_of, runs_seen_by
from assessments.queries.running import is_running, is_silent
from assessments.queries.studio.piece import name_of

MOST_NAMED = 200


@dataclass(frozen=True)
class AdviceImpact:
    """How many organizations would newly see a recommendation, and how many would lose it, of all that were tried."""

    key: str
    name: str
    gained: int
    lost: int
    total: int
    is_gone: bool

    @property
    def same(self) -> int:
        return self.total - self.gained - self.lost


@dataclass(frozen=True)
class StageMove:
    """How many organizations would change from one stage to another; a name "" is not even the first stage."""

    before: str
    after: str
    count: int


@dataclass(frozen=True)
class Named:
    """One organization that the reader may see, and what changes for it."""

    name: str
    assessment_id: object
    gained: list[str]
    lost: list[str]
    move: StageMove | None


@dataclass(frozen=True)
class ImpactPage:
    """What is known of a draft's impact.

    `running` is under way, `stopped` broke off after the last one that ended. `since` counts the draft's changes
    after that one. Where `shows_counts` is false, what was counted is kept to itself.
    """

    running: Impact | None
    stopped: Impact | None
    finished: Impact | None
    since: int
    shows_counts: bool
    advice: list[AdviceImpact]
    untouched: int
    stages: list[StageMove]
    sees_organizations: bool
    named: list[Named]

    most_named = MOST_NAMED

    @property
    def changed(self) -> int:
        return int(self.finished.counts["changed"]) if self.finished else 0

    @property
    def same(self) -> int:
        return (self.finished.total or 0) - self.changed if self.finished else 0

    @property
    def moved(self) -> int:
        """How many organizations change their stage."""
        return sum(one.count for one in self.stages)


@dataclass(frozen=True)
class AdvicePanel:
    """The same for the recommendation with this key; `advice` None where nothing was tried, or its counts are kept to
    themselves."""

    key: str
    running: Impact | None
    finished: Impact | None
    since: int
    advice: AdviceImpact | None

    @property
    def is_first(self) -> bool:
        """Whether nothing was tried before."""
        return self.finished is None


def impact_page(edition: Edition, document: Plain, user: User, now: datetime) -> ImpactPage:
    """The page of a draft's impact for one reader; at most six queries."""
    runs = runs_seen_by(user, edition)
    finished, names, shows = runs.finished, _names(edition, document, runs.names), runs.shows_counts
    advice = list(_advice(runs, document, names)) if shows else []
    return ImpactPage(
        running=_running(runs, now),
        stopped=_stopped(runs, now),
        finished=finished,
        since=runs.since,
        shows_counts=shows,
        advice=advice,
        untouched=len(pieces(document, "recommendations")) - sum(1 for one in advice if not one.is_gone),
        stages=_stages(finished, names) if finished and shows else [],
        sees_organizations=runs.visible > 0,
        named=_named(finished, user, names) if finished and runs.visible else [],
    )


def progress_of(edition: Edition, now: datetime) -> Impact | None:
    """The run that is under way; one query."""
    return _running(runs_of(edition), now)


def advice_panel(runs: SeenRuns, key: str, name: str, now: datetime) -> AdvicePanel:
    """What the last of these runs says of one recommendation, under the key it has now."""
    finished = runs.finished
    if finished is None:
        return AdvicePanel(key, _running(runs, now), None, 0, None)
    counted = _counts(runs).get(key, {"gained": 0, "lost": 0})
    advice = AdviceImpact(key, name, counted["gained"], counted["lost"], finished.total or 0, is_gone=False)
    return AdvicePanel(
        key=key,
        running=_running(runs, now),
        finished=finished,
        since=runs.since,
        advice=advice if runs.shows_counts else None,
    )


def _running(runs: Runs, now: datetime) -> Impact | None:
    return runs.latest if runs.latest and is_running(runs.latest, now) else None


def _stopped(runs: Runs, now: datetime) -> Impact | None:
    return runs.latest if runs.latest and (runs.latest.failure or is_silent(runs.latest, now)) else None


def _names(edition: Edition, document: Plain, since: Names) -> dict[tuple[str, str], str]:
    """What recommendations and stages are called, by kind and key: those of the draft, and those that it lost; also by
    the keys that they had when they were tried."""
    documents = [document_of(edition.based_on)] if edition.based_on else []
    names = {
        (kind, str(piece.get("key", ""))): name_of(piece)
        for one in [*documents, document]
        for kind in ("recommendations", "stages")
        for piece in pieces(one, kind)
    }
    tried = {(kind, key): (kind, new) for kind, called in since.items() for key, new in called.items()}
    return names | {place: names[now] for place, now in tried.items() if now in names}


def _counts(runs: SeenRuns) -> dict[str, dict[str, int]]:
    """What the run that finished counted, by the keys that recommendations have today."""
    counts = runs.finished.counts["recommendations"] if runs.finished else {}
    called = runs.names.get("recommendations", {})
    left = {key: counted for key, counted in counts.items() if key not in called}
    return left | {called[key]: counted for key, counted in counts.items() if key in called}


def _advice(runs: SeenRuns, document: Plain, names: Mapping[tuple[str, str], str]) -> Iterator[AdviceImpact]:
    """Those that somebody gains or loses, the most first, then in the draft's order; those it lacks come last."""
    order = {str(piece.get("key")): at for at, piece in enumerate(pieces(document, "recommendations"))}
    counts, total = _counts(runs), (runs.finished.total or 0) if runs.finished else 0
    last = len(order)
    for key in sorted(counts, key=lambda key: (-sum(counts[key].values()), order.get(key, last), key)):
        name = names.get(("recommendations", key), key)
        yield AdviceImpact(key, name, **counts[key], total=total, is_gone=key not in order)


def _stages(impact: Impact, names: Mapping[tuple[str, str], str]) -> list[StageMove]:
    """The most frequent ones first."""
    moved = sorted(impact.counts["stages"], key=lambda move: -move[2])
    return [StageMove(_stage(before, names), _stage(after, names), count) for before, after, count in moved]


def _stage(key: str, names: Mapping[tuple[str, str], str]) -> str:
    return names.get(("stages", key), key)


def _named(impact: Impact, user: User, names: Mapping[tuple[str, str], str]) -> list[Named]:
    """Those for which most changes: another stage first, then the number of recommendations, then by name."""
    visible = Organization.objects.visible_to(user).order_by().values("pk")
    rows = ImpactOfOrganization.unscoped.filter(impact=impact, organization__in=visible).select_related("organization")
    return [_one(row, names) for row in heapq.nsmallest(MOST_NAMED, rows, key=_rank)]


def _rank(row: ImpactOfOrganization) -> tuple[bool, int, str]:
    return row.stage_before == row.stage_after, -len(row.gained) - len(row.lost), row.organization.name


def _one(row: ImpactOfOrganization, names: Mapping[tuple[str, str], str]) -> Named:
    move = StageMove(_stage(row.stage_before, names), _stage(row.stage_after, names), 1)
    return Named(
        name=row.organization.name,
        assessment_id=row.assessment_id,
        gained=[names.get(("recommendations", key), key) for key in row.gained],
        lost=[names.get(("recommendations", key), key) for key in row.lost],
        move=move if row.stage_before != row.stage_after else None,
    )
