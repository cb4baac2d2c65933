# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The questions of an open assessment as lines of a spreadsheet, and the words by which its answers are known again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from assessments.domain.edition import Edition
from assessments.domain.questionnaire_file import FORMAT
from assessments.models import Answer, Assessment
from assessments.models.answer import NOT_APPLICABLE, NUMBERS, UNANSWERED, UNKNOWN, Kind
from assessments.queries.answer import Sheet, sheet_of
from assessments.queries.edition import edition_of
from assessments.queries.offered import values_offered
from assessments.queries.previous import Previous, previous_of
from assessments.queries.wording import CADENCE_NAMES, DEGREE_NAMES, in_words, period_words
from assessments.reports.questionnaire import Line, questionnaire_file


@dataclass(frozen=True)
class Asked:
    """One question that a spreadsheet asks: what it is called, and where it belongs."""

    kind: Kind
    key: str
    section: str
    question: str
    anchors: tuple[str, ...] = ()


def questions_of(edition: Edition) -> Iterator[Asked]:
    """All that an edition asks, in its order: facts, signs, practices by level, routines."""
    for fact in edition.facts:
        yield Asked(Kind.FACT, fact.key, _("About the organization"), in_words(fact.question))
    for situation in edition.situations:
        for signal in situation.signals:
            key = situation.key_of(signal)
            yield Asked(Kind.SIGNAL, key, in_words(situation.statement), in_words(signal.text))
    for level in edition.levels:
        for one in edition.practices_of(level.key):
            anchors = tuple(in_words(anchor) for anchor in one.anchors)
            yield Asked(Kind.PRACTICE, one.key, in_words(level.name), in_words(one.question), anchors)
    for routine in edition.routines:
        yield Asked(Kind.ROUTINE, routine.key, _("Routines"), in_words(routine.name))


def spreadsheet_of(assessment: Assessment, now: datetime) -> bytes:
    """The questionnaire of an open assessment with the answers that stand, in the reader's language. Five queries."""
    edition = edition_of(assessment.edition)
    sheet, previous = sheet_of(assessment, edition), previous_of(assessment, edition)
    lines = [_line(edition, asked, sheet, previous) for asked in questions_of(edition)]
    title = _("%(organization)s, %(period)s") % {
        "organization": assessment.organization.name,
        "period": period_words(assessment.period),
    }
    about = [
        _("Choose each answer from the list of its cell. What you leave as it is stays as it is."),
        _("An emptied answer is left as it was. Notes and reasons that you empty are emptied."),
        _("“Not applicable” needs a reason."),
        _("Send the file back on the page where you got it: you see what it changes before anything is saved."),
    ]
    machine = {"format": FORMAT, "assessment": str(assessment.pk), "edition": assessment.edition.checksum}
    return questionnaire_file(lines, title=title, about=about, machine=machine, made_at=now)


def _line(edition: Edition, asked: Asked, sheet: Sheet, previous: Previous) -> Line:
    row = sheet.answers.get((asked.kind, asked.key))
    return Line(
        kind=asked.kind,
        key=asked.key,
        revision=row.revision if row else 0,
        section=asked.section,
        question=asked.question,
        anchors=asked.anchors,
        last=_last(asked, previous),
        now=word_of(row.value) if row else "",
        reason=row.reason if row else "",
        note=row.note if row else "",
        options=[word_of(value) for value in offered(edition, asked)],
    )


def offered(edition: Edition, asked: Asked) -> list[str]:
    """The values among which one may choose, "don't know" last."""
    values = [value for value in values_offered(edition, asked.kind, asked.key) if value != UNANSWERED]
    return sorted(values, key=lambda value: (value == UNKNOWN, value == NOT_APPLICABLE))


def word_of(value: str) -> str:
    """What a cell says for a value, in the reader's language; numbers stand for themselves."""
    return value if value in (*NUMBERS, UNANSWERED) else capfirst(str(_words()[value]))


def values_by_word() -> dict[str, str]:
    """The value of each word in any language of the site, in lower case; a value stands for itself, too."""
    found = {value: value for value in NUMBERS}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {str(word).casefold(): value for value, word in _words().items()}
    return found | {value: value for value in _words()}


def _words() -> Mapping[str, object]:
    return {
        **DEGREE_NAMES,
        **CADENCE_NAMES,
        NOT_APPLICABLE: _("Not applicable"),
        UNKNOWN: _("Don’t know"),
        "yes": _("Yes"),
        "no": _("No"),
    }


def _last(asked: Asked, previous: Previous) -> str:
    if asked.kind == Kind.PRACTICE:
        value = previous.practices.get(asked.key)
        return "" if value is None else word_of(str(value))
    if asked.kind == Kind.ROUTINE:
        cadence = previous.routines.get(asked.key)
        return word_of(cadence) if cadence else ""
    if asked.kind == Kind.SIGNAL:
        situation, _slash, signal = asked.key.partition("/")
        said = previous.signs.get(situation)
        degree = said.signals[signal].agreed if said and signal in said.signals else None
        return word_of(degree) if degree else ""
    return ""


def rows_by_place(assessment: Assessment) -> dict[tuple[str, str], Answer]:
    """The answers that stand, with who gave them, by kind and key. One query."""
    rows = Answer.objects.of(assessment).select_related("answered_by")
    return {(row.kind, row.key): row for row in rows}
