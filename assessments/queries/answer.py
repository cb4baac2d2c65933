# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What an organization has said, as rows for pages and as answers for the engine: the translation has one place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from assessments.domain.answers import Answers, parse_answers
from assessments.domain.edition import Edition
from assessments.domain.standing import targets_of
from assessments.models import Answer, Assessment, Evidence, Response
from assessments.models.answer import NOT_APPLICABLE, UNANSWERED, UNKNOWN, Kind
from assessments.queries.above import NOTHING_ABOVE, Above, above_of
from assessments.queries.edition import edition_of
from assessments.queries.offered import (
    asked_evidence,
    asked_rows,
    give_new_keys,
    profile_in,
    renamed,
)

FACTS = {"yes": True, "no": False}


@dataclass(frozen=True)
class Sheet:
    """All that was said in one assessment to what its edition asks: rows by kind and key, evidence, responses."""

    answers: Mapping[tuple[str, str], Answer]
    evidence: Mapping[str, list[Evidence]]
    responses: list[Response]
    above: Above = NOTHING_ABOVE

    @property
    def inherited(self) -> Mapping[str, Answer]:
        """The answers that an organization above gave for all, by practice."""
        return self.above.answers

    def value(self, kind: str, key: str) -> str:
        """The value said; "" where nothing was."""
        row = self.answers.get((kind, key))
        return row.value if row else UNANSWERED


def sheet_of(assessment: Assessment, edition: Edition) -> Sheet:
    """Read an assessment whole, in three queries (five where the edition asks some practices elsewhere)."""
    answers = answers_in(assessment, edition)
    responses = asked_rows(edition, Response.objects.of(assessment).order_by("pk"))
    return Sheet(answers, evidence_of(assessment), responses, above_of(assessment, edition))


def sheet_under(assessment: Assessment, edition: Edition) -> Sheet:
    """An open assessment as another edition would read it after a move, which nothing has written. Three queries."""
    rows, replies = list(Answer.objects.of(assessment)), list(Response.objects.of(assessment).order_by("pk"))
    give_new_keys(edition, rows)
    give_new_keys(edition, replies)
    evidence = list(Evidence.objects.of(assessment).order_by("-reviewed_on", "pk"))
    for row in evidence:
        row.practice = renamed(edition, Kind.PRACTICE, row.practice)
    answers = {(row.kind, row.key): row for row in asked_rows(edition, rows)}
    backed = _by_practice(asked_evidence(edition, evidence))
    return Sheet(answers, backed, asked_rows(edition, replies), above_of(assessment, edition))


def answers_in(assessment: Assessment, edition: Edition) -> dict[tuple[str, str], Answer]:
    """All answers to what the edition asks, by kind and key, in one query."""
    return {(row.kind, row.key): row for row in asked_rows(edition, Answer.objects.of(assessment))}


def held_back(responses: Iterable[Response], batch: int) -> set[int]:
    """The employees' responses that say nothing yet, by their keys: those after the last whole batch of numbers.

    Whoever looks before and after one more reply could subtract the one: they count in batches, in figures as on pages
    (docs/decisions/0007-employees-in-batches.md). In the order in which they first came.
    """
    replies: dict[tuple[str, str], list[Response]] = {}
    for row in responses:
        if row.perspective == Response.Perspective.EMPLOYEE:
            replies.setdefault((row.kind, row.key), []).append(row)
    held: set[int] = set()
    for rows in replies.values():
        rows.sort(key=lambda row: row.pk)
        ends = [end for end, row in enumerate(rows, start=1) if row.value not in (UNKNOWN, NOT_APPLICABLE)]
        whole = len(ends) // batch * batch
        held |= {row.pk for row in rows[ends[whole - 1] if whole else 0 :]}
    return held


def evidence_of(assessment: Assessment) -> dict[str, list[Evidence]]:
    """The evidence of each practice, what was reviewed last first. One query."""
    rows = Evidence.objects.of(assessment).order_by("-reviewed_on", "pk")
    return _by_practice(asked_evidence(edition_of(assessment.edition), rows))


def _by_practice(rows: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    evidence: dict[str, list[Evidence]] = {}
    for row in rows:
        evidence.setdefault(row.practice, []).append(row)
    return evidence


def is_set(row: Answer | None) -> bool:
    """Whether an answer was set in this period; "don't know" and one that was only carried over are none."""
    return row is not None and row.is_confirmed and row.value not in (UNANSWERED, UNKNOWN)


def today_of(assessment: Assessment, now: datetime) -> date:
    """The day that an assessment is judged on: its submission's, else today's, in the organization's time zone."""
    return (assessment.submitted_at or now).astimezone(assessment.organization.zone).date()


def answers_of(assessment: Assessment, edition: Edition, sheet: Sheet, on: date) -> Answers:
    """Translate rows into the engine's answers."""
    document: dict[str, Any] = {
        "on": on.isoformat(),
        "profile": profile_in(edition, assessment.profile) or None,
        "targets": {},
        "facts": {},
        "practices": {practice: {"agreed": _practice_value(row.value)} for practice, row in sheet.inherited.items()},
        "situations": {},
        "routines": {},
    }
    for row in sheet.answers.values():
        if row.value != UNANSWERED:
            _add_answer(document, row)
    held = held_back(sheet.responses, edition.settings.min_replies)
    for response in sheet.responses:
        _add_response(document, response, is_held=response.pk in held)
    _sort_responses(document)
    for practice, rows in sheet.evidence.items():
        dates = [{"reviewed_on": row.reviewed_on.isoformat()} for row in rows]
        document["practices"].setdefault(practice, {})["evidence"] = dates
    return parse_answers(edition, document)


def targets_by(assessment: Assessment, edition: Edition, now: datetime, by_hand: Mapping[str, int]) -> dict[str, int]:
    """Each practice's target as the engine gives it: one set by hand, else the profile's, else the edition's."""
    on, profile = today_of(assessment, now).isoformat(), profile_in(edition, assessment.profile) or None
    return targets_of(edition, parse_answers(edition, {"on": on, "profile": profile, "targets": by_hand}))


def _practice_value(value: str) -> int | str | None:
    if value in (UNKNOWN, UNANSWERED):
        return None
    return NOT_APPLICABLE if value == NOT_APPLICABLE else int(value)


def _known(value: str) -> str | None:
    return None if value == UNKNOWN else value


def _add_answer(document: dict[str, Any], row: Answer) -> None:
    if row.kind == Kind.PRACTICE:
        document["practices"].setdefault(row.key, {})["agreed"] = _practice_value(row.value)
    elif row.kind == Kind.SIGNAL:
        _signal(document, row.key)["agreed"] = _known(row.value)
    elif row.kind == Kind.STANCE:
        document["situations"].setdefault(row.key, {"signals": {}})["stance"] = row.value
    elif row.kind == Kind.ROUTINE:
        document["routines"][row.key] = _known(row.value)
    elif row.kind == Kind.FACT:
        document["facts"][row.key] = FACTS.get(row.value)
    elif row.kind == Kind.TARGET:
        document["targets"][row.key] = int(row.value)


def _add_response(document: dict[str, Any], row: Response, *, is_held: bool) -> None:
    """One that is held back is somebody who was asked, and nothing more."""
    said = UNKNOWN if is_held else row.value
    if row.kind == Kind.PRACTICE:
        place = document["practices"].setdefault(row.key, {})
        value = _practice_value(said)
    else:
        place = _signal(document, row.key)
        value = _known(said)
    place.setdefault("responses", []).append({"perspective": row.perspective, "value": value})


def _sort_responses(document: dict[str, Any]) -> None:
    """Order the responses to each thing by what they say, so that frozen answers don't tell which are one person's.

    Numbers and signs come last but for what is unknown: whoever cuts rows made of them into batches again holds back
    the same ones.
    """
    signals = [one for situation in document["situations"].values() for one in situation["signals"].values()]
    for place in [*document["practices"].values(), *signals]:
        place.get("responses", []).sort(key=_order)


def _order(response: dict[str, Any]) -> tuple[str, int, str]:
    value = response["value"]
    return response["perspective"], {NOT_APPLICABLE: 0, None: 2}.get(value, 1), str(value)


def _signal(document: dict[str, Any], key: str) -> dict[str, Any]:
    situation, signal = key.split("/")
    signals = document["situations"].setdefault(situation, {"signals": {}})["signals"]
    return signals.setdefault(signal, {})
