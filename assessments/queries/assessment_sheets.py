# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""All that was answered in one assessment, as sheets: answers with notes, signs, routines, facts, targets, evidence.

Replies of people who were asked are not in it: what they add up to stands in the result.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from assessments.domain.edition import Edition
from assessments.models import Answer, Assessment
from assessments.models.answer import NUMBERS, Kind
from assessments.queries.answer import Sheet as Said
from assessments.queries.wording import CADENCE_NAMES, DEGREE_NAMES, in_words, scale_name
from assessments.reports.spreadsheet import Column, Sheet, Value

Row = tuple[Value, ...]


def assessment_sheets(assessment: Assessment, edition: Edition, said: Said) -> Iterator[Sheet]:
    """One sheet a kind; what nobody has answered stands there without a value."""
    teller = _Teller(assessment, edition, said)
    yield Sheet(_("Practices"), teller.columns(_("Practice"), _("Question")), teller.practices())
    yield Sheet(_("Signs"), teller.columns(_("Situation"), _("Sign")), teller.signs())
    yield Sheet(_("Situations by decision"), teller.columns(_("Situation"), _("Question")), teller.stances())
    yield Sheet(_("Routines"), teller.columns(_("Routine"), _("Audience")), teller.routines())
    yield Sheet(_("Facts"), teller.columns(_("Fact"), _("Question")), teller.facts())
    yield Sheet(_("Targets set by hand"), teller.columns(_("Practice"), _("Question")), teller.targets())
    yield Sheet(_("Evidence"), _evidence_columns(), teller.evidence())


def _evidence_columns() -> list[Column]:
    return [
        *(Column(_("Key"), width=24), Column(_("Practice")), Column(_("Link"), width=48), Column(_("What it shows"))),
        *(Column(_("Owner")), Column(_("Reviewed on"), "day"), Column(_("Added at"), "moment")),
    ]


class _Teller:
    def __init__(self, assessment: Assessment, edition: Edition, said: Said) -> None:
        self.edition, self.said = edition, said
        self.zone: ZoneInfo = assessment.organization.zone

    @staticmethod
    def columns(first: str, second: str) -> list[Column]:
        return [
            *(Column(_("Key"), width=30), Column(first), Column(second, width=48), Column(_("Answer"), width=14)),
            *(Column(_("In words"), width=18), Column(_("Reason")), Column(_("Note"), width=48)),
            *(Column(_("Why settled so")), Column(_("Confirmed"), width=12), Column(_("Revision"), "number")),
            *(Column(_("Answered at"), "moment"), Column(_("Answered by"))),
        ]

    def practices(self) -> Iterator[Row]:
        for one in self.edition.practices:
            yield self._row(Kind.PRACTICE, one.key, in_words(one.name), in_words(one.question))

    def signs(self) -> Iterator[Row]:
        for one in self.edition.situations:
            for signal in one.signals:
                yield self._row(Kind.SIGNAL, one.key_of(signal), in_words(one.statement), in_words(signal.text))

    def stances(self) -> Iterator[Row]:
        for one in self.edition.situations:
            if self.said.value(Kind.STANCE, one.key):
                yield self._row(Kind.STANCE, one.key, in_words(one.statement), "")

    def routines(self) -> Iterator[Row]:
        for one in self.edition.routines:
            yield self._row(Kind.ROUTINE, one.key, in_words(one.name), in_words(one.audience))

    def facts(self) -> Iterator[Row]:
        for one in self.edition.facts:
            yield self._row(Kind.FACT, one.key, in_words(one.question), in_words(one.question))

    def targets(self) -> Iterator[Row]:
        for one in self.edition.practices:
            if self.said.value(Kind.TARGET, one.key):
                yield self._row(Kind.TARGET, one.key, in_words(one.name), in_words(one.question))

    def evidence(self) -> Iterator[Row]:
        for one in self.edition.practices:
            for row in self.said.evidence.get(one.key, ()):
                yield (
                    *(one.key, in_words(one.name), row.url, row.text, row.owner, row.reviewed_on),
                    self._here(row.added_at),
                )

    def _row(self, kind: Kind, key: str, first: str, second: str) -> Row:
        row = self.said.answers.get((kind, key))
        if row is None:
            return key, first, second, *[None] * 9
        value: Value = int(row.value) if row.value in NUMBERS else row.value or None
        return (
            *(key, first, second, value, self._in_words(kind, row.value), row.reason, row.note, row.settled_because),
            *(_("yes") if row.is_confirmed else _("no"), row.revision, self._here(row.answered_at), _person(row)),
        )

    def _in_words(self, kind: Kind, value: str) -> str:
        if value in NUMBERS:
            return scale_name(self.edition, int(value))
        names: Mapping[str, object] = {**DEGREE_NAMES, **CADENCE_NAMES, **_words()}
        return capfirst(str(names.get(value, "")))

    def _here(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)


def _words() -> dict[str, str]:
    return {
        "na": _("not applicable"),
        "unknown": _("not known"),
        "faced": _("faced"),
        "not_faced": _("not faced"),
        "yes": _("yes"),
        "no": _("no"),
    }


def _person(row: Answer) -> str:
    return str(row.answered_by)
