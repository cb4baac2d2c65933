# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Evidence that needs a second look: what is stale or grows stale, the earliest first, then what is fresh.

Behind the others stands what matters less, since fresh evidence backs the same practice.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from assessments.domain.content import Level, Practice
from assessments.models import Assessment, Change, Evidence
from assessments.queries.answer import today_of
from assessments.queries.edition import edition_of
from assessments.queries.freshness import Freshness, Proof, proof_of
from assessments.queries.offered import asked_evidence
from assessments.queries.practice import EVIDENCE, LONGEST_PK


@dataclass(frozen=True)
class Kept:
    """A piece of evidence with the practice that it backs; `is_spare` where fresh evidence backs that as well."""

    practice: Practice
    level: Level
    proof: Proof
    is_spare: bool


@dataclass(frozen=True)
class EvidencePage:
    """The evidence of one level, or of all (`level` ""), of those that the reader may answer (`levels`)."""

    assessment: Assessment
    levels: list[Level]
    level: str
    due: list[Kept]
    fresh: list[Kept]


def evidence_page(
    assessment: Assessment, now: datetime, assigned: Collection[str] | None = None, level: str = ""
) -> EvidencePage:
    """The page, in one query; `assigned` None is a manager, who sees all. A level that isn't theirs is none."""
    edition, on = edition_of(assessment.edition), today_of(assessment, now)
    levels = {one.key: one for one in edition.levels if assigned is None or one.key in assigned}
    level = level if level in levels else ""
    practices = {one.key: one for one in edition.practices if one.level in ({level} if level else levels)}
    rows = Evidence.objects.of(assessment).filter(practice__in=practices).order_by("reviewed_on", "practice", "pk")
    proofs = [proof_of(row, edition.settings.fresh_days, on) for row in rows]
    backed = {proof.row.practice for proof in proofs if proof.freshness == Freshness.FRESH}
    kept = [
        Kept(practice, levels[practice.level], proof, is_spare=practice.key in backed)
        for proof in proofs
        if (practice := practices[proof.row.practice])
    ]
    kept.sort(key=lambda one: one.is_spare)
    return EvidencePage(
        assessment=assessment,
        levels=list(levels.values()),
        level=level,
        due=[one for one in kept if one.proof.freshness != Freshness.FRESH],
        fresh=[one for one in kept if one.proof.freshness == Freshness.FRESH],
    )


def level_of_evidence(assessment: Assessment, pk: str) -> str | None:
    """The level of the practice that a piece of evidence backs; None where no such evidence is asked for."""
    found = asked_evidence(edition_of(assessment.edition), Evidence.objects.of(assessment).filter(pk=pk))
    return edition_of(assessment.edition).practice(found[0].practice).level if found else None


def renewal_of(assessment: Assessment, pk: str) -> Change | None:
    """The line of history by which evidence was seen again; None for anything else."""
    lines = Change.objects.of(assessment).filter(what=EVIDENCE, before__isnull=False, after__isnull=False)
    return lines.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < LONGEST_PK else None


def stands(page: EvidencePage, line: Change) -> bool:
    """Whether what a line of history says of evidence on the page is still so."""
    said = line.after or {}
    rows = {str(one.proof.row.pk): one.proof.row.reviewed_on.isoformat() for one in [*page.due, *page.fresh]}
    return rows.get(said["evidence"]) == said["reviewed_on"]
