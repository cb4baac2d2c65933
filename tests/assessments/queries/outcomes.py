# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Outcomes for tests of what pages say about one: the engine's own, of answers to the edition of tests/conformance."""

from typing import Any

from assessments.domain.answers import parse_answers
from assessments.domain.edition import Edition, parse_edition
from assessments.domain.result import evaluate
from assessments.models import Assessment
from assessments.queries.result import Outcome
from tests.assessments.domain.cases import conformance, conformance_answers, conformance_edition

TODAY = "2026-11-22"


def outcome_of_case(case: str) -> Outcome:
    """The outcome of a conformance case."""
    answers = conformance_answers(case)
    return Outcome(Assessment(), conformance_edition(), answers, evaluate(conformance_edition(), answers))


def outcome_of_answers(edition: Edition | None = None, **answers: Any) -> Outcome:
    """The outcome of these answers, on one day; practices may be plain values."""
    edition = edition or conformance_edition()
    practices = {
        key: said if isinstance(said, dict) else {"agreed": said} for key, said in answers.pop("practices", {}).items()
    }
    document = parse_answers(edition, {"on": TODAY, "practices": practices, **answers})
    return Outcome(Assessment(), edition, document, evaluate(edition, document))


def changed_edition(**changes: Any) -> Edition:
    """The edition with other lists or settings."""
    return parse_edition(conformance("edition.json") | changes)
