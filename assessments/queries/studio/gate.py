# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What a draft has to pass before it is published, on each of its pages: checks, changes, impact, review."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from assessments.domain.edition_difference import edition_difference
from assessments.domain.pieces import Plain
from assessments.models import Edition, Impact
from assessments.queries.draft import document_of
from assessments.queries.impact import SeenRuns, runs_seen_by
from assessments.queries.studio.checks import findings_of
from assessments.queries.studio.obstacle import Obstacle, obstacles
from assessments.queries.studio.review import is_approved, needs_review, newer_edition

ASK, WAIT, PUBLISH = "ask", "wait", "publish"


@dataclass(frozen=True)
class Gate:
    """How a draft stands: what stands in its way, and how many `warnings` ask for a second look.

    `changes` are fields, `pieces` those that they are in, against `base` (None: from scratch). `runs` are those of its
    impact; `changed` is in how many organizations the draft would change what they see, None where that is not known
    or is kept from the reader. `newer` was published after `base`, and its changes are not in the draft.
    """

    edition: Edition
    errors: list[Obstacle]
    warnings: int
    changes: int
    pieces: int
    base: Edition | None
    runs: SeenRuns
    changed: int | None
    needs_review: bool
    newer: Edition | None

    @property
    def since(self) -> int:
        """How many changes the draft had after the run of its impact."""
        return self.runs.since

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
    def is_tried(self) -> bool:
        """Whether the run that was asked for last came to its end."""
        return self.impact is not None and self.impact == self.runs.finished


def gate_of(edition: Edition, document: Plain, reader: User) -> Gate:
    """The gate of a draft with this document, in at most five queries; `edition` with the one that it is based on."""
    changes, pieces = _changes(edition, document)
    runs = runs_seen_by(reader, edition)
    findings = findings_of(edition, document, timezone.now().date())
    errors = [one for one in findings if one.severity == "error"]
    return Gate(
        edition=edition,
        errors=obstacles(document, errors),
        warnings=len(findings) - len(errors),
        changes=changes,
        pieces=pieces,
        base=edition.based_on,
        runs=runs,
        changed=_changed(runs),
        needs_review=needs_review(),
        newer=newer_edition(edition),
    )


def _changed(runs: SeenRuns) -> int | None:
    run = runs.finished
    if run is None or run != runs.latest or not runs.shows_counts:
        return None
    return int(run.counts["changed"])


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
