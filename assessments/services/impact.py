# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The impact of a draft: the latest submitted answers of every organization evaluated under it, in the background.

A run writes batch by batch, each in a transaction of its own with how far it is. A run that falls silent is given up,
and writes nothing more if it should wake up.
"""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from django.db import transaction
from django.utils.translation import gettext_noop

from accounts.models import User
from assessments import models
from assessments.domain.answers import Answers
from assessments.domain.carrying import Reading, carried, reading_of
from assessments.domain.edition import Edition, parse_edition
from assessments.domain.faults import EditionFaults
from assessments.domain.impact import Effect, Seen, effect_of, seen_under
from assessments.models import Impact, ImpactOfOrganization
from assessments.queries.draft import document_of
from assessments.queries.edition import edition_of
from assessments.queries.impact import changes_since
from assessments.queries.latest_results import LatestResult, assessed, latest_results
from assessments.queries.running import is_running
from assessments.services.curating import NotADraft

BATCH = 250
Clock = Callable[[], datetime]

FAULTY = gettext_noop("The draft has errors, so nothing can be evaluated under it. Mend what its checks list.")
CHANGED = gettext_noop("The draft was changed before this could begin. Run it again.")
SILENT = gettext_noop("It stopped without a word, perhaps because the server was restarted. Run it again.")
BROKEN = gettext_noop("It broke off. Why stands in the server’s log: tell whoever runs the server.")

logger = structlog.get_logger(__name__)


@transaction.atomic(durable=True)
def ask_impact(*, edition: models.Edition, by: User, now: datetime) -> tuple[Impact, bool]:
    """Ask for the impact of a draft as it stands, or in review; the run, and whether it is a new one.

    While one of the same revision is running, that is the one. Raises NotADraft.
    """
    row = models.Edition.objects.select_for_update().get(pk=edition.pk)
    if not row.is_unpublished:
        raise NotADraft
    Impact.objects.filter(edition=row).exclude(failure="").delete()
    for impact in Impact.objects.filter(edition=row, finished_at__isnull=True):
        if not is_running(impact, now):
            _end(impact, SILENT, now)
        elif impact.edition_revision == row.revision:
            return impact, False
    asked = Impact.objects.create(edition=row, edition_revision=row.revision, asked_by=by, asked_at=now)
    logger.info("impact asked for", edition=str(row), revision=row.revision, by=by.pk)
    return asked, True


def run_impact(*, impact_id: str, clock: Clock) -> None:
    """Evaluate all organizations for an impact that was asked for; from the start, where a run of it broke off.

    Does nothing where it has ended, is under way elsewhere, or is gone with its draft. `clock` tells the time.
    """
    impact = _begin(impact_id, clock())
    if impact is None:
        return
    try:
        if changes_since(impact.edition, impact.edition_revision):
            _end(impact, CHANGED, clock())
            return
        run = Run(impact, parse_edition(document_of(impact.edition)))
        for batch in latest_results(impact.edition.pack, BATCH):
            if not _write(run, batch, clock()):
                logger.info("impact given up", impact=impact_id)
                return
        _finish(run, clock())
    except EditionFaults:
        _end(impact, FAULTY, clock())
    except Exception:
        _end(impact, BROKEN, clock())
        raise


@dataclass
class Run:
    """One run: the draft, how it reads each edition that organizations answered, and what was counted so far."""

    impact: Impact
    draft: Edition
    readings: dict[object, Reading] = field(default_factory=dict)
    gained: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    stages: Counter[tuple[str, str]] = field(default_factory=Counter)
    changed: int = 0
    done: int = 0

    def effect_on(self, latest: LatestResult) -> Effect:
        """What the draft changes for one organization, against what its result says."""
        reading = self.readings[latest.edition_id]
        # Answers that were checked when they were submitted, and of which `carried` keeps what the draft offers.
        answers = Answers.model_validate(carried(json.loads(latest.answers), reading))
        return effect_of(_seen_before(latest, reading), seen_under(self.draft, answers))

    def read_editions(self, batch: list[LatestResult]) -> None:
        """Learn to read the editions of a batch; one query where there are new ones."""
        missing = {latest.edition_id for latest in batch} - self.readings.keys()
        for row in models.Edition.objects.filter(pk__in=missing) if missing else ():
            self.readings[row.pk] = reading_of(edition_of(row), self.draft)

    def count(self, effect: Effect) -> None:
        """Add what changes for one organization."""
        self.changed += not effect.is_none
        self.gained.update(effect.gained)
        self.lost.update(effect.lost)
        if effect.stage_changes:
            self.stages[effect.stage_before or "", effect.stage_after or ""] += 1

    @property
    def counts(self) -> dict[str, object]:
        """As `Impact.counts` keeps them: only where something changes."""
        keys = sorted(self.gained.keys() | self.lost.keys())
        return {
            "changed": self.changed,
            "recommendations": {key: {"gained": self.gained[key], "lost": self.lost[key]} for key in keys},
            "stages": [[before, after, number] for (before, after), number in sorted(self.stages.items())],
        }


def _seen_before(latest: LatestResult, reading: Reading) -> Seen:
    """What the organization's stored result tells it, under the draft's keys."""
    result = json.loads(latest.document)
    matched = (one["key"] for one in result["recommendations"] if one["verdict"] == "matched")
    return Seen({reading.advice[key] for key in matched}, result["stage"])


@transaction.atomic(durable=True)
def _begin(impact_id: str, now: datetime) -> Impact | None:
    impacts = Impact.objects.select_for_update(of=("self",)).select_related("edition")
    impact: Impact | None = impacts.filter(pk=impact_id, finished_at__isnull=True).first()
    if impact is None or (impact.seen_at and is_running(impact, now)):
        return None
    ImpactOfOrganization.unscoped.filter(impact=impact).delete()
    impact.total, impact.done, impact.seen_at = assessed(impact.edition.pack), 0, now
    impact.counts = {}
    impact.save(update_fields=["total", "done", "seen_at", "counts"])
    return impact


def _write(run: Run, batch: list[LatestResult], now: datetime) -> bool:
    """Evaluate a batch and write what changes; False where the run was given up, or is done by another by now."""
    run.read_editions(batch)
    effects = [(latest, run.effect_on(latest)) for latest in batch]
    for _latest, effect in effects:
        run.count(effect)
    rows = [_row(run.impact, latest, effect) for latest, effect in effects if not effect.is_none]
    with transaction.atomic(durable=True):
        mine = Impact.objects.filter(pk=run.impact.pk, finished_at__isnull=True, done=run.done)
        if not mine.update(done=run.done + len(batch), seen_at=now, counts=run.counts):
            return False
        ImpactOfOrganization.objects.bulk_create(rows)
    run.done += len(batch)
    return True


def _row(impact: Impact, latest: LatestResult, effect: Effect) -> ImpactOfOrganization:
    return ImpactOfOrganization(
        impact=impact,
        organization_id=latest.organization_id,
        assessment_id=latest.assessment_id,
        gained=list(effect.gained),
        lost=list(effect.lost),
        stage_before=effect.stage_before or "",
        stage_after=effect.stage_after or "",
    )


@transaction.atomic(durable=True)
def _finish(run: Run, now: datetime) -> None:
    """End a run; those before it are of no use any more."""
    mine = Impact.objects.filter(pk=run.impact.pk, finished_at__isnull=True, done=run.done)
    if mine.update(total=run.done, counts=run.counts, seen_at=now, finished_at=now):
        before = Impact.objects.filter(edition=run.impact.edition, edition_revision__lte=run.impact.edition_revision)
        before.exclude(pk=run.impact.pk).delete()


def _end(impact: Impact, failure: str, now: datetime) -> None:
    Impact.objects.filter(pk=impact.pk, finished_at__isnull=True).update(failure=failure, finished_at=now)
