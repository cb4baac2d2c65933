# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What the linter finds in an edition. It takes a while, and several parts of a page ask for the same."""

from datetime import date

from assessments.domain.linting import Finding, lint
from assessments.domain.pieces import Plain
from assessments.models import Edition

MOST_KEPT = 50

_found: dict[tuple[object, ...], tuple[Finding, ...]] = {}


def findings_of(edition: Edition, document: Plain, on: date) -> tuple[Finding, ...]:
    """The findings in the document that the row holds, errors first; a process looks for the same once a day."""
    asked = (edition.checksum, on, *sorted(edition.lagging.items()))
    if asked not in _found:
        if len(_found) >= MOST_KEPT:
            _found.clear()
        _found[asked] = lint(document, on=on, lagging=edition.lagging)
    return _found[asked]
