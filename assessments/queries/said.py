# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The answers behind a result, and where views of them differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.domain.result import PracticeResult
from assessments.domain.standing import fresh_until
from assessments.queries.enough import Enough
from assessments.queries.freshness import Freshness, freshness_of
from assessments.queries.reading import Reader, fact_words
from assessments.queries.result import Outcome
from assessments.queries.wording import in_words, scale_name, view_name


class DrawnView(TypedDict):
    """What one perspective says of a practice, as the chart of views takes it."""

    key: str
    name: str
    value: int


@dataclass(frozen=True)
class Difference:
    """A practice on which views lie apart; `views` are empty for whoever may not see them one by one."""

    key: str
    name: str
    spread: int
    settled: str
    views: tuple[DrawnView, ...]

    @property
    def words(self) -> str:
        """How far they lie apart, and what was settled."""
        return _("Views are %(spread)s apart; %(settled)s.") % {"spread": self.spread, "settled": self.settled}


@dataclass(frozen=True)
class PracticeRow:
    """One practice as it was answered."""

    key: str
    name: str
    value: str
    scale: str
    target: int
    gap: str
    evidence: str
    differs: bool
    enough: Enough | None = None


@dataclass(frozen=True)
class Section:
    """The practices of one level."""

    level: str
    name: str
    practices: tuple[PracticeRow, ...]


@dataclass(frozen=True)
class FactRow:
    """What the organization says of itself."""

    key: str
    question: str
    answer: str


def sections_of(outcome: Outcome, enough: Mapping[str, Enough] | None = None) -> list[Section]:
    """All practices by level, as they count in the result; with what is `enough` on purpose, by practice."""
    found = {practice.key: practice for practice in outcome.result.practices}
    return [
        Section(
            level.key,
            in_words(level.name),
            tuple(
                _practice(outcome, found[one.key], (enough or {}).get(one.key))
                for one in outcome.edition.practices_of(level.key)
            ),
        )
        for level in outcome.edition.levels
    ]


def _practice(outcome: Outcome, found: PracticeResult, enough: Enough | None) -> PracticeRow:
    known = isinstance(found.value, int)
    value = _("not known yet") if found.value is None else _("does not apply")
    return PracticeRow(
        key=found.key,
        name=in_words(outcome.edition.practice(found.key).name),
        value=str(found.value) if known else value,
        scale=scale_name(outcome.edition, found.value) if isinstance(found.value, int) else "",
        target=found.target,
        gap=_gap(found),
        evidence=_evidence(outcome, found),
        differs=found.disagreement,
        enough=enough if found.gap == 0 else None,
    )


def _gap(found: PracticeResult) -> str:
    if found.gap is None:
        return ""
    return _("%(gap)s below") % {"gap": found.gap} if found.gap else _("at target")


def _evidence(outcome: Outcome, found: PracticeResult) -> str:
    """How fresh it is, on the day that the result is of."""
    if found.evidence == "none":
        return _("nothing linked")
    if found.evidence == "stale":
        return _("out of date")
    fresh_days, on = outcome.edition.settings.fresh_days, outcome.answers.on
    seen = max(one.reviewed_on for one in outcome.answers.practices[found.key].evidence if one.reviewed_on <= on)
    if freshness_of(seen, fresh_days, on) == Freshness.FRESH:
        return _("linked, and up to date")
    return _("linked, growing stale: counts until %(day)s") % {
        "day": date_format(fresh_until(seen, fresh_days), _("j M Y"))
    }


def facts_of(outcome: Outcome, reader: Reader) -> list[FactRow]:
    """Every fact that the edition asks for."""
    rows = []
    for fact in outcome.edition.facts:
        value = reader.standing.facts[fact.key]
        answer = _("not known yet") if value is None else fact_words(value)
        rows.append(FactRow(fact.key, in_words(fact.question), answer))
    return rows


def differences_of(outcome: Outcome, reader: Reader, *, with_views: bool) -> list[Difference]:
    """Where views differ: what nobody has settled first, then the widest apart.

    While an assessment is open, what nobody has settled shows without its views, so that the answer isn't led.
    """
    is_open = outcome.assessment.is_open
    found = [practice for practice in outcome.result.practices if practice.disagreement]
    found.sort(key=lambda practice: (not practice.unresolved, -practice.spread))
    return [
        Difference(
            key=practice.key,
            name=in_words(outcome.edition.practice(practice.key).name),
            spread=practice.spread,
            settled=_settled(practice),
            views=views_of(reader, practice.key) if with_views and not (is_open and practice.unresolved) else (),
        )
        for practice in found
    ]


def is_anyone_asked(outcome: Outcome) -> bool:
    """Whether anybody who was asked has answered, to whichever question, beside the organization itself."""
    answers = outcome.answers
    signals = (signal for situation in answers.situations.values() for signal in situation.signals.values())
    return any(one.responses for one in answers.practices.values()) or any(one.responses for one in signals)


def views_of(reader: Reader, practice: str) -> tuple[DrawnView, ...]:
    """What each view says of a practice; the employees' only where enough of them answered, as the engine gives it."""
    perspectives = reader.standing.practices[practice].perspectives
    return tuple(DrawnView(key=key, name=view_name(key), value=value) for key, value in perspectives.items())


def _settled(practice: PracticeResult) -> str:
    if practice.unresolved:
        return _("not settled yet")
    if practice.value == "na":
        return _("settled: does not apply")
    return _("settled at %(value)s") % {"value": practice.value}
