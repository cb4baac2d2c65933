# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The linter of editions: everything that the engine refuses, and what deserves a second look.

Errors keep an edition from being published; warnings don't. It works on drafts, which may be faulty anywhere: what is
not written as expected is passed over by all checks but the one that says so.
"""

from collections.abc import Mapping
from datetime import date
from itertools import chain
from types import MappingProxyType

from assessments.domain.edition import checked_edition
from assessments.domain.faults import EditionFaults, Fault
from assessments.domain.linting.finding import Finding, of_fault
from assessments.domain.linting.rule_checks import rule_findings
from assessments.domain.linting.source_checks import source_findings
from assessments.domain.linting.text_checks import text_findings
from assessments.domain.linting.use_checks import use_findings
from assessments.domain.places import without_nulls

__all__ = ["Finding", "lint"]

NOTHING_LAGS: Mapping[str, str] = MappingProxyType({})


def lint(document: object, *, on: date, lagging: Mapping[str, str] = NOTHING_LAGS) -> tuple[Finding, ...]:
    """What is wrong or doubtful in a document on a day, errors first; none for a sound one. Never raises.

    `lagging` holds the translations whose source changed without them, and since when, as domain/translation.py
    names them. A document that cannot be read as text has these faults only.
    """
    unreadable: list[Fault] = []
    document = without_nulls(document, unreadable)
    if unreadable:
        return tuple(map(of_fault, dict.fromkeys(unreadable)))
    found = chain(
        map(of_fault, _faults(document)),
        rule_findings(document),
        use_findings(document, on),
        text_findings(document, lagging),
        source_findings(document),
    )
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: finding.severity != "error"))


def _faults(document: object) -> tuple[Fault, ...]:
    try:
        checked_edition(document)
    except EditionFaults as error:
        return error.faults
    return ()
