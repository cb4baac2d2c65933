# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What the checks find in one piece, each leading to its field."""

from dataclasses import dataclass

from assessments.domain.linting import Finding, lint
from assessments.domain.pieces import Plain, located
from assessments.forms.studio.places import element_of, label_of_place
from assessments.queries.studio.checks import findings_of
from assessments.queries.studio.finding import finding_words
from assessments.views.studio.visit import Visit


@dataclass(frozen=True)
class Check:
    """One finding: whether it stands in the way of publishing, what is said, which field it is about ("" for the whole
    piece), and the id of its control."""

    is_error: bool
    words: str
    field: str
    element: str


def checks_of(visit: Visit, document: Plain) -> list[Check]:
    """What is found in this piece of a document, errors first."""
    found = []
    for finding in _findings(visit, document):
        where = located(document, finding.place)
        if (where.kind, where.key) == (visit.kind, visit.key):
            label = label_of_place(visit.kind, where.field, visit.shell.languages)
            element = element_of(visit.kind, where.field)
            found.append(Check(finding.severity == "error", finding_words(finding), label, element))
    return found


def _findings(visit: Visit, document: Plain) -> tuple[Finding, ...]:
    if document is visit.shell.document:
        return findings_of(visit.edition, document, visit.now.date())
    return lint(document, on=visit.now.date(), lagging=visit.edition.lagging)
