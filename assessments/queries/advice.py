# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Recommendations as pages show them: why each is there, what would make it no longer needed, what to do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.domain.content import Action, Example, Recommendation, Resource, Situation
from assessments.domain.figures import whole_percent
from assessments.domain.result import PracticeResult, RecommendationResult, SituationResult
from assessments.domain.rules import BelowTarget, Disagreement, Exposed, Faced, Rule
from assessments.queries.planned import Planned
from assessments.queries.reading import Reader, Reading
from assessments.queries.result import Outcome
from assessments.queries.wording import (
    DEGREE_NAMES,
    EFFORT_NAMES,
    FACED_NAMES,
    HORIZON_NAMES,
    in_words,
    origin_of,
    scale_name,
    statement_of,
)

FIRST = 3


@dataclass(frozen=True)
class Ground:
    """One row of why a recommendation is here: what holds, the answer behind it, and at what it no longer would.

    `sign` marks a row as one of the signs behind the row before it.
    """

    sign: bool
    kind: str
    key: str
    text: str
    said: str
    note: str
    ends_at: str

    @property
    def anchor(self) -> str:
        """Where the answer behind it stands on the page of results."""
        return f"{self.kind}-{self.key}"


@dataclass(frozen=True)
class Step:
    """An action as a page shows it."""

    action: Action
    level: str
    level_name: str
    effort: str
    horizon: str
    planned: Planned | None


@dataclass(frozen=True)
class Told:
    """An example with the work that tells of it."""

    example: Example
    source: Resource


@dataclass(frozen=True)
class Advice:
    """One recommendation that matches (with `rank` from 1), or that may match once what is `missing` is known."""

    recommendation: Recommendation
    rank: int
    result: RecommendationResult
    situation: Situation | None
    exposure: SituationResult | None
    denial: str
    below_target: str
    grounds: tuple[Ground, ...]
    ways_out: tuple[tuple[Reading, ...], ...]
    missing: tuple[Reading, ...]
    steps: tuple[Step, ...]
    resources: tuple[Resource, ...]
    examples: tuple[Told, ...]
    origin: str

    @property
    def anchor(self) -> str:
        return f"recommendation-{self.recommendation.key}"

    @property
    def planned_words(self) -> str:
        """How many of its actions are in the plan: "3 of 4 planned"; "" where it has none."""
        count, total = sum(step.planned is not None for step in self.steps), len(self.steps)
        if not total:
            return ""
        return _("%(count)s of %(total)s planned") % {"count": count, "total": total} if count else _("none planned")

    @property
    def priority_words(self) -> str:
        """The parts of the priority figure: half how much its situation is you, half how far practices are below."""
        parts = []
        if self.exposure is not None:
            parts.append(_("this is you: %(figure)s") % {"figure": whole_percent(self.exposure.said * 100)})
        parts += [self.below_target] if self.below_target else []
        number = whole_percent(self.result.priority).rstrip("%")
        return _(" · ").join([*parts, _("priority %(priority)s of 100") % {"priority": number}])

    @property
    def reason(self) -> str:
        """Why it is here, in a line."""
        if self.denial:
            return self.denial
        parts = []
        if self.situation is not None and self.exposure is not None and self.exposure.faced == "yes":
            parts.append(_("You face “%(situation)s”") % {"situation": statement_of(self.situation)})
        parts += [self.below_target] if self.below_target else []
        if len(parts) == 2:
            return _("%(first)s; %(second)s.") % {"first": parts[0], "second": parts[1]}
        return _("%(sentence)s.") % {"sentence": parts[0]} if parts else ""


@dataclass(frozen=True)
class Unmatched:
    """A recommendation that does not match, and what is known of its situation."""

    recommendation: Recommendation
    situation: Situation | None
    faced: str


class Adviser:
    """Makes the pages' view of an outcome's recommendations."""

    def __init__(self, outcome: Outcome, reader: Reader, planned: Mapping[str, Planned] | None = None) -> None:
        """`planned` is what is in the plan of the edition's actions, by their keys."""
        self.planned = planned or {}
        self.outcome, self.reader, self.edition = outcome, reader, outcome.edition
        self.practices = {practice.key: practice for practice in outcome.result.practices}
        self.ranks = {one.key: rank for rank, one in enumerate(outcome.result.recommendations, start=1)}

    def matched(self) -> list[Advice]:
        """Those that match, the most pressing first."""
        return [self.advice(one) for one in self.outcome.result.recommendations if one.verdict == "matched"]

    def possible(self) -> list[Advice]:
        """Those that match or not depending on what is not known yet."""
        return [self.advice(one) for one in self.outcome.result.recommendations if one.verdict == "possible"]

    def unmatched(self) -> list[Unmatched]:
        """The others, in the edition's order."""
        found = []
        for one in self.edition.recommendations:
            if one.key not in self.ranks:
                exposure = self.exposure(one)
                situation = self.edition.situation(one.situation) if one.situation else None
                found.append(Unmatched(one, situation, str(FACED_NAMES[exposure.faced]) if exposure else ""))
        return found

    def advice(self, result: RecommendationResult) -> Advice:
        """One of the result's recommendations."""
        advice = self.edition.recommendation(result.key)
        exposure = self.exposure(advice)
        return Advice(
            recommendation=advice,
            rank=self.ranks[result.key],
            result=result,
            situation=self.edition.situation(advice.situation) if advice.situation else None,
            exposure=exposure,
            denial=self._denial(advice, result, exposure),
            below_target=self._below_target(advice),
            grounds=tuple(ground for rule in result.why for ground in self._grounds(rule)),
            ways_out=tuple(self.reader.read_all(way) for way in result.retired_by),
            missing=_each_once(self.reader.read_all(result.missing)),
            steps=tuple(self.steps(advice)),
            resources=tuple(self.edition.resource(key) for key in advice.resources),
            examples=self.told(advice),
            origin=origin_of(self.edition, advice),
        )

    def exposure(self, advice: Recommendation) -> SituationResult | None:
        """How much its situation is the organization's; None where it answers none."""
        return self.reader.situations[advice.situation] if advice.situation else None

    def _denial(self, advice: Recommendation, result: RecommendationResult, exposure: SituationResult | None) -> str:
        """What is said where answers speak for a situation that was denied; "" otherwise."""
        if exposure is None or exposure.faced != "no" or advice.situation is None or result.verdict != "matched":
            return ""
        against = self._speaking(result.why)
        if not against:
            return ""
        answer = self.outcome.answers.situations.get(advice.situation)
        words = {"count": len(against)}
        if answer is not None and answer.stance == "not_faced":
            sentence = ngettext(
                "You said no; %(count)s answer says otherwise.",
                "You said no; %(count)s answers say otherwise.",
                len(against),
            )
        else:
            sentence = ngettext(
                "Your signs say no; %(count)s answer says otherwise.",
                "Your signs say no; %(count)s answers say otherwise.",
                len(against),
            )
        return sentence % words

    def _speaking(self, why: tuple[Rule, ...]) -> set[str]:
        """The practices whose answers contradict a denial; being below target alone says little."""
        readings = [(rule, self.reader.read(rule)) for rule in why]
        about = [(rule, reading.key) for rule, reading in readings if reading.kind == "practice"]
        plain = {key for rule, key in about if not isinstance(rule, BelowTarget)}
        return plain or {key for _rule, key in about}

    def _below_target(self, advice: Recommendation) -> str:
        found = [self.practices[key] for key in advice.practices]
        below = sum(bool(practice.gap) for practice in found)
        if not below:
            return ""
        sentence = ngettext(
            "%(below)s of %(count)s practice below target", "%(below)s of %(count)s practices below target", len(found)
        )
        return sentence % {"below": below, "count": len(found)}

    def _grounds(self, rule: Rule) -> Iterator[Ground]:
        reading = self.reader.read(rule)
        practice = self.practices.get(reading.key) if reading.kind == "practice" else None
        plain = practice is not None and not isinstance(rule, Disagreement)
        yield Ground(
            sign=False,
            kind=reading.kind,
            key=reading.key,
            text=reading.condition,
            said=reading.value,
            note=self._note(practice) if practice is not None and plain else "",
            ends_at=reading.ends_at,
        )
        if isinstance(rule, Faced | Exposed):
            yield from self._signs(reading.key)

    def _note(self, practice: PracticeResult) -> str:
        if not isinstance(practice.value, int):
            return ""
        backed = {
            "fresh": _("shown by evidence"),
            "stale": _("its evidence is out of date"),
            "none": _("no evidence"),
        }[practice.evidence]
        name = scale_name(self.edition, practice.value)
        return _("%(scale)s; %(evidence)s") % {"scale": name, "evidence": backed} if name else backed

    def _signs(self, key: str) -> Iterator[Ground]:
        """The signs behind how much a situation is the organization's, where they and not a stance say so."""
        answer = self.outcome.answers.situations.get(key)
        if answer is None or answer.stance is not None:
            return
        degrees = self.reader.standing.exposures[key].signals
        for signal in self.edition.situation(key).signals:
            degree = degrees[signal.key]
            if degree in ("us", "somewhat"):
                yield Ground(
                    sign=True,
                    kind="situation",
                    key=key,
                    text=in_words(signal.text),
                    said=str(DEGREE_NAMES[degree]),
                    note="",
                    ends_at=str(DEGREE_NAMES["not_us"]),
                )

    def told(self, advice: Recommendation) -> tuple[Told, ...]:
        """What others did, each with the work that tells of it."""
        return tuple(Told(one, self.edition.resource(one.source)) for one in advice.examples)

    def steps(self, advice: Recommendation) -> Iterator[Step]:
        """Its actions, in the order of the levels."""
        order = [level.key for level in self.edition.levels]
        for action in sorted(advice.actions, key=lambda action: order.index(action.level)):
            yield Step(
                action=action,
                level=action.level,
                level_name=in_words(self.edition.level(action.level).name),
                effort=str(EFFORT_NAMES[action.effort]),
                horizon=str(HORIZON_NAMES[action.horizon]),
                planned=self.planned.get(action.key),
            )


def _each_once(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """One for each answer that is missing: several conditions may wait for the same."""
    return tuple({(one.kind, one.key): one for one in readings}.values())
