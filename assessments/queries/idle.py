# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What the organization said and its edition doesn't ask any more, since the assessment was moved.

It stays readable, in the words of the edition that asked it. Never what single respondents said.
"""

from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from assessments.domain.document import Text
from assessments.domain.edition import Edition
from assessments.models import Answer, Assessment, Change, Evidence
from assessments.models import Edition as EditionRow
from assessments.models.answer import NOT_APPLICABLE, UNKNOWN, Kind
from assessments.queries.edition import edition_of
from assessments.queries.history import MOVED
from assessments.queries.offered import is_asked, values_offered
from assessments.queries.question import DONT_KNOW, STANCES
from assessments.queries.target import FACT_NAMES
from assessments.queries.wording import CADENCE_NAMES, DEGREE_NAMES


@dataclass(frozen=True)
class Idle:
    """One answer, with the question that it was given to: `asked_as` is its edition's version.

    `sentence` is the anchor that was chosen. `is_asked`: the question is still asked, and this answer not offered.
    """

    kind: str
    name: Text
    words: str
    sentence: Text | None
    row: Answer
    asked_as: str
    is_asked: bool
    evidence: list[Evidence] = field(default_factory=list)


def was_moved(assessment: Assessment) -> bool:
    """Whether the assessment was ever moved to another edition, so that old pages of it may be open. One query."""
    return Change.objects.of(assessment).filter(what=MOVED).exists()


def idle_answers(assessment: Assessment) -> list[Idle]:
    """What lies idle, in the order of the editions that asked it; one query where it was never moved, else four."""
    lines = Change.objects.of(assessment).filter(what=MOVED).order_by("-pk")
    versions = dict.fromkeys(line.before["edition"] for line in lines)
    if not versions:
        return []
    now = edition_of(assessment.edition)
    held = EditionRow.objects.filter(pack=assessment.pack, version__in=versions)
    by_version = {row.version: edition_of(row) for row in held}
    editions = [by_version[version] for version in versions if version in by_version]
    evidence: dict[str, list[Evidence]] = {}
    for proof in Evidence.objects.of(assessment).order_by("-reviewed_on", "pk"):
        evidence.setdefault(proof.practice, []).append(proof)
    rows = [row for row in Answer.objects.of(assessment).order_by("pk") if not _is_offered(now, row)]
    found = [
        _idle(edition, row, is_asked(now, Kind(row.kind), row.key), evidence)
        for row in rows
        if (row.value or row.note or row.reason)
        and (edition := next((one for one in editions if _is_offered(one, row)), None))
    ]
    order = {name: place for place, name in enumerate(Kind)}
    return sorted(found, key=lambda one: (one.asked_as, order[Kind(one.row.kind)]))


def _is_offered(edition: Edition, row: Answer) -> bool:
    return row.value in values_offered(edition, Kind(row.kind), row.key)


def _idle(edition: Edition, row: Answer, still: bool, evidence: dict[str, list[Evidence]]) -> Idle:
    kind, anchors = Kind(row.kind), None
    if kind in (Kind.PRACTICE, Kind.TARGET):
        practice = edition.practice(row.key)
        name, anchors = practice.name, practice.anchors
    elif kind == Kind.ROUTINE:
        name = edition.routine(row.key).name
    elif kind == Kind.FACT:
        name = edition.fact(row.key).question
    else:
        name = _name_in_situation(edition, row.key)
    is_number = anchors is not None and row.value.isdecimal()
    return Idle(
        kind=str(kind.label),
        name=name,
        words=_words(kind, row.value),
        sentence=anchors[int(row.value)] if is_number and anchors and kind == Kind.PRACTICE else None,
        row=row,
        asked_as=edition.edition,
        is_asked=still,
        evidence=[] if still or kind != Kind.PRACTICE else evidence.get(row.key, []),
    )


def _name_in_situation(edition: Edition, key: str) -> Text:
    """A sign's text, or the statement of a situation."""
    head, _slash, tail = key.partition("/")
    situation = edition.situation(head)
    return next((one.text for one in situation.signals if one.key == tail), situation.statement)


def _words(kind: Kind, value: str) -> str:
    """An answer in words; a number stands for itself."""
    if value == UNKNOWN:
        return str(DONT_KNOW)
    if value == NOT_APPLICABLE:
        return _("Not applicable")
    if kind == Kind.ROUTINE and value:
        return capfirst(str(CADENCE_NAMES[value]))
    if kind == Kind.TARGET and value:
        return _("Target %(value)s") % {"value": value}
    named = {Kind.SIGNAL: DEGREE_NAMES, Kind.STANCE: STANCES, Kind.FACT: FACT_NAMES}.get(kind, {})
    return str(named.get(value, value)) if value else _("No answer")
