# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What a draft has to pass before it is published, on each of its pages: checks, changes, impact, review."""

from dataclasses import dataclass

from django.utils import timezone

from assessments.domain.edition_difference import edition_difference
from assessments.domain.pieces import Plain
from assessments.models import Edition, Impact
from assessments.queries.draft import document_of
from assessments.queries.impact import Runs, runs_of
from assessments.queries.studio.checks import findings_of
from assessments.queries.studio.obstacle import Obstacle, obstacles
from assessments.queries.studio.review import is_approved, needs_review

ASK, WAIT, PUBLISH = "ask", "wait", "publish"


@dataclass(frozen=True)
class Gate:
    """How a draft stands: what stands in its way, and how many `warnings` ask for a second look.

    `changes` are fields, `pieces` those that they are in, against `base` (None: from scratch). `runs` are those of its
    impact.
    """

    edition: Edition
    errors: list[Obstacle]
    warnings: int
    changes: int
    pieces: int
    base: Edition | None
    runs: Runs
    needs_review: bool

    @property
    def impact(self) -> Impact | None:
        """The run that was asked for last; None where none was."""
        return self.runs.latest

    @property
    def step(self) -> str:
        """What comes next: asking for a review, waiting for it, or publishing."""
        if not self.needs_review or is_approved(self.edition):
            return PUBLISH
        return ASK if self.edition.is_draft else WAIT

    @property
    def changed(self) -> int:
        """In how many organizations the draft would change what they see, as far as the run has come."""
        return int(self.impact.counts.get("changed", 0)) if self.impact else 0


def gate_of(edition: Edition, document: Plain) -> Gate:
    """The gate of a draft with this document, in two queries; `edition` with the one that it is based on."""
    changes, pieces = _changes(edition, document)
    findings = findings_of(edition, document, timezone.now().date())
    errors = [one for one in findings if one.severity == "error"]
    return Gate(
        edition=edition,
        errors=obstacles(document, errors),
        warnings=len(findings) - len(errors),
        changes=changes,
        pieces=pieces,
        base=edition.based_on,
        runs=runs_of(edition),
        needs_review=needs_review(),
    )


def _changes(edition: Edition, document: Plain) -> tuple[int, int]:
    if edition.based_on is None:
        return 0, 0
    found = edition_difference(document_of(edition.based_on), document | {"edition": edition.based_on.version})
    touched = {(kind.kind, one.key) for kind in found.kinds for one in kind.changed}
    touched |= {(kind.kind, one.key) for kind in found.kinds for one in kind.renamed}
    whole = [(kind.kind, key) for kind in found.kinds for key in (*kind.added, *kind.removed, *kind.moved)]
    fields = sum(len(one.fields) for kind in found.kinds for one in kind.changed)
    renamed = sum(len(kind.renamed) for kind in found.kinds)
    return fields + renamed + len(whole), len(touched | set(whole))
