# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Stored results, recomputed: a frozen result must come out again, byte for byte, from its edition and answers."""

import json
from collections.abc import Iterator
from decimal import Decimal

from accounts.models import Organization
from assessments.domain.answers import parse_answers
from assessments.domain.canonical import ENGINE, canonical_json, checksum
from assessments.domain.edition import Edition
from assessments.domain.result import evaluate
from assessments.models import Result
from assessments.queries.answer import answers_of, sheet_of
from assessments.queries.edition import edition_of


def differing_results(assessment_id: object = None) -> Iterator[tuple[Result, str]]:
    """Every stored result (or one assessment's) with what differs; "" where nothing does.

    Runs for the installation as a whole: it is not scoped to an organization, and shows no answers.
    """
    rows = Result.unscoped.select_related("assessment__organization", "assessment__edition").order_by("pk")
    if assessment_id:
        rows = rows.filter(assessment_id=assessment_id)
    for row in rows.iterator(chunk_size=100):
        yield row, difference(row)


def difference(row: Result) -> str:
    """What differs between a stored result and what comes out today; "" where nothing does."""
    edition = edition_of(row.assessment.edition)
    if checksum(row.document) != row.checksum or checksum(row.answers) != row.answers_checksum:
        return "the stored text does not fit its checksum"
    if checksum(canonical_json(edition)) != row.edition_checksum:
        return "the edition has changed since"
    if row.engine != ENGINE:
        return f"it was made by engine {row.engine}, this is {ENGINE}"
    answers = parse_answers(edition, json.loads(row.answers, parse_float=Decimal))
    if canonical_json(evaluate(edition, answers)) != row.document:
        return "another result comes out of the same answers"
    sheet = sheet_of(row.assessment, edition)
    rows = answers_of(row.assessment, edition, sheet, answers.on)
    if not is_answered_above(row.assessment.organization, edition) and canonical_json(rows) != row.answers:
        return "the answers' rows have changed since"
    return ""


def is_answered_above(organization: Organization, edition: Edition) -> bool:
    """Whether the edition asks something of organizations above, so that rows of this one are not all it was said."""
    return any(one.asked_at and organization.kind not in one.asked_at for one in edition.practices)
