# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Two results of the same answers side by side, under a draft and under its base; what differs is said in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.domain.content import Recommendation
from assessments.domain.figures import whole_percent
from assessments.domain.result import SituationResult
from assessments.queries.advice import Advice, Adviser
from assessments.queries.journey import Step, journey_of
from assessments.queries.level import LevelRow, level_rows
from assessments.queries.reading import Reader
from assessments.queries.result import Outcome
from assessments.queries.studio.trial import Trial
from assessments.queries.wording import FACED_NAMES, in_words, statement_of

Called = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Pair:
    """One thing under both editions, each in words, and what is said where these differ ("" where not)."""

    key: str
    name: str
    draft: str
    base: str
    difference: str


@dataclass(frozen=True)
class AdvicePair(Pair):
    """A recommendation under both editions; None where it does not match there, and cannot come to by what is known."""

    draft_advice: Advice | None
    base_advice: Advice | None

    @property
    def is_told(self) -> bool:
        """Whether either side says why it matches or may match."""
        return self.draft_advice is not None or self.base_advice is not None


@dataclass(frozen=True)
class Beside:
    """All that is compared; `has_base` False where there is nothing to compare with: then all of the base is ""."""

    has_base: bool
    levels: list[Pair]
    situations: list[Pair]
    quiet_situations: list[Pair]
    advice: list[AdvicePair]
    quiet_advice: list[AdvicePair]
    journey: list[Step]
    base_journey: list[Step]
    stage: Pair
    differences: int


class Side:
    """One edition's outcome as pages say it."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome, reader = outcome, Reader(outcome)
        adviser = Adviser(outcome, reader)
        self.levels = {row.key: row for row in level_rows(outcome)}
        self.situations = {one.key: one for one in outcome.result.situations}
        self.advice = {one.recommendation.key: one for one in [*adviser.matched(), *adviser.possible()]}
        self.recommendations = {one.key: one for one in outcome.edition.recommendations}
        self.journey = journey_of(outcome.result, reader)

    def verdict(self, key: str) -> str:
        """Whether a recommendation matches, in words."""
        if key not in self.recommendations:
            return _("Not in this edition")
        advice = self.advice.get(key)
        if advice is None:
            return _("Doesn’t match")
        words = _("Matches") if advice.result.verdict == "matched" else _("Possible")
        number = whole_percent(advice.result.priority).rstrip("%")
        return _("%(verdict)s, priority %(priority)s") % {"verdict": words, "priority": number}


def beside(trial: Trial, called: Called) -> Beside:
    """Both results, in the draft's order, what only the base has last."""
    draft, base = Side(trial.draft), Side(trial.base) if trial.base else None
    levels = _levels(draft, base)
    situations = _situations(draft, base, called.get("situations", {}))
    advice = _advice(draft, base, called.get("recommendations", {}))
    stage = _stage(draft, base)
    loud = [one for one in situations if one.difference or not _is_denied(draft.situations.get(one.key))]
    told = [one for one in advice if one.is_told or one.difference]
    return Beside(
        has_base=base is not None,
        levels=levels,
        situations=loud,
        quiet_situations=[one for one in situations if one not in loud],
        advice=told,
        quiet_advice=[one for one in advice if one not in told],
        journey=draft.journey,
        base_journey=base.journey if base else [],
        stage=stage,
        differences=sum(bool(one.difference) for one in [*levels, *situations, *advice, stage]),
    )


def _levels(draft: Side, base: Side | None) -> list[Pair]:
    pairs = []
    for key in dict.fromkeys([*draft.levels, *(base.levels if base else ())]):
        one, other = draft.levels.get(key), base.levels.get(key) if base else None
        named = one or other
        pairs.append(_pair(base, key, named.name if named else key, _figures(one), _figures(other)))
    return pairs


def _figures(row: LevelRow | None) -> str:
    if row is None:
        return _("Not in this edition")
    counted = _("%(count)s of %(all)s practices at target") % {"count": row.at_target, "all": row.applicable}
    return _("%(words)s; %(more)s") % {"words": row.words, "more": counted}


def _situations(draft: Side, base: Side | None, called: Mapping[str, str]) -> list[Pair]:
    pairs = []
    for key, old in _keys(list(draft.situations), list(base.situations) if base else [], called):
        if key in draft.situations or base is None:
            statement = statement_of(draft.outcome.edition.situation(key))
        else:
            statement = statement_of(base.outcome.edition.situation(old))
        other = _faced(base.situations.get(old)) if base else ""
        pairs.append(_pair(base, key, statement, _faced(draft.situations.get(key)), other))
    return pairs


def _faced(situation: SituationResult | None) -> str:
    if situation is None:
        return _("Not in this edition")
    share = whole_percent(situation.said * 100)
    return _("%(faced)s, %(share)s") % {"faced": FACED_NAMES[situation.faced], "share": share}


def _is_denied(situation: SituationResult | None) -> bool:
    return situation is None or situation.faced == "no"


def _advice(draft: Side, base: Side | None, called: Mapping[str, str]) -> list[AdvicePair]:
    """Those that match first, as results rank them, then the rest in the draft's order."""
    ordered = list(dict.fromkeys([*draft.advice, *draft.recommendations]))
    pairs = []
    for key, old in _keys(ordered, list(base.recommendations) if base else [], called):
        title = _title(draft.recommendations.get(key) or (base.recommendations[old] if base else None))
        one, other = draft.advice.get(key), base.advice.get(old) if base else None
        words = (draft.verdict(key), base.verdict(old) if base else "")
        difference = _change(one, other, words) if base else ""
        pairs.append(AdvicePair(key, title, *words, difference, one, other))
    return pairs


def _title(recommendation: Recommendation | None) -> str:
    return in_words(recommendation.title) if recommendation else ""


def _change(draft: Advice | None, base: Advice | None, words: tuple[str, str]) -> str:
    now, before = (one.result.verdict if one else "" for one in (draft, base))
    if now != before:
        return {"matched": _("Newly matches"), "possible": _("Now possible")}.get(now) or _("No longer matches")
    return _("Differs") if words[0] != words[1] or _why(draft) != _why(base) else ""


def _why(advice: Advice | None) -> object:
    """What is said of it, to see whether two editions say the same."""
    if advice is None:
        return None
    ways = [[leaf.condition for leaf in way] for way in advice.ways_out]
    return [(one.text, one.ends_at) for one in advice.grounds], [one.condition for one in advice.missing], ways


def _stage(draft: Side, base: Side | None) -> Pair:
    return _pair(base, "stage", _("Stage"), _stage_words(draft), _stage_words(base) if base else "")


def _stage_words(side: Side) -> str:
    key = side.outcome.result.stage
    return in_words(side.outcome.edition.stage(key).name) if key else _("Not even the first one")


def _keys(draft: list[str], base: list[str], called: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each key of the draft with what the base calls it; then those that only the base has."""
    pairs = [(key, called.get(key, key)) for key in draft]
    taken = {old for _key, old in pairs}
    return [*pairs, *((old, old) for old in base if old not in taken)]


def _pair(base: Side | None, key: str, name: str, draft_words: str, base_words: str) -> Pair:
    if base is None:
        return Pair(key, name, draft_words, "", "")
    return Pair(key, name, draft_words, base_words, _("Differs") if draft_words != base_words else "")
