# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The leaves of rules as sentences, each with what the answers say now: "Training is at 2 or more (now 1)"."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from assessments.domain.document import Value
from assessments.domain.figures import HIGHEST, whole_percent
from assessments.domain.rules import (
    BelowTarget,
    Disagreement,
    Exposed,
    Faced,
    FactHolds,
    LevelAtLeast,
    LevelBelow,
    Not,
    PracticeAtLeast,
    PracticeAtMost,
    RoutineAtLeast,
    Rule,
)
from assessments.domain.truth import leaf_truth
from assessments.queries.leaf_words import asks_for_low, leaf_sentence, most_of, threshold_words
from assessments.queries.result import Outcome
from assessments.queries.wording import CADENCE_NAMES, in_words, statement_of


@dataclass(frozen=True)
class Reading:
    """One leaf in words. `kind` and `key` say which answer it is about; `ends_at` where it no longer holds."""

    kind: str
    key: str
    subject: str
    condition: str
    value: str
    now: str
    ends_at: str

    @property
    def anchor(self) -> str:
        """Where the answer behind it stands on the page of results."""
        return f"{self.kind}-{self.key}"


class Reader:
    """Reads leaves out for one outcome."""

    def __init__(self, outcome: Outcome) -> None:
        self.edition = outcome.edition
        self.standing = outcome.standing
        self.levels = {level.key: level for level in outcome.result.levels}
        self.situations = {situation.key: situation for situation in outcome.result.situations}

    def read_all(self, rules: Iterable[Rule]) -> tuple[Reading, ...]:
        return tuple(self.read(rule) for rule in rules)

    def read(self, rule: Rule) -> Reading:
        """The sentence of a leaf, or of one under `not`."""
        denied = isinstance(rule, Not)
        leaf = rule.denied if isinstance(rule, Not) else rule
        match leaf:
            case PracticeAtMost() | PracticeAtLeast() | BelowTarget():
                return self._practice(leaf, denied)
            case LevelBelow() | LevelAtLeast():
                return self._level(leaf, denied)
            case Faced() | Exposed():
                return self._situation(leaf, denied)
            case Disagreement():
                return self._disagreement(leaf, denied)
            case RoutineAtLeast():
                return self._routine(leaf, denied)
            case FactHolds():
                return self._fact(leaf, denied)
            case _:
                raise TypeError("Only leaves are read, and leaves under not.")

    def _practice(self, leaf: PracticeAtMost | PracticeAtLeast | BelowTarget, denied: bool) -> Reading:
        value, target = self.standing.values[leaf.practice], self.standing.targets[leaf.practice]
        name = in_words(self.edition.practice(leaf.practice).name)
        if isinstance(leaf, BelowTarget):
            ends_at = _("under %(value)s") if denied else _("%(value)s, your target")
            ends_at %= {"value": target}
        else:
            most = most_of(leaf)
            ends_at = _at_least(most + 1) if asks_for_low(leaf, denied=denied) else _at_most(most)
        return Reading(
            kind="practice",
            key=leaf.practice,
            subject=name,
            condition=leaf_sentence(leaf, name, denied=denied),
            value=_said(value),
            now=_practice_now(value, target if isinstance(leaf, BelowTarget) else None),
            ends_at=ends_at,
        )

    def _level(self, leaf: LevelBelow | LevelAtLeast, denied: bool) -> Reading:
        level, name = self.levels[leaf.level], in_words(self.edition.level(leaf.level).name)
        low = asks_for_low(leaf, denied=denied)
        threshold = leaf.below if isinstance(leaf, LevelBelow) else leaf.at_least
        figure = level.could_be if low else level.said
        value = _("nothing applies") if figure is None else _beside(figure, threshold)
        words = {"figure": threshold_words(threshold)}
        return Reading(
            kind="level",
            key=leaf.level,
            subject=name,
            condition=leaf_sentence(leaf, name, denied=denied),
            value=value,
            now=value if figure is None else _now(value),
            ends_at=(_("%(figure)s said") if low else _("under %(figure)s could be")) % words,
        )

    def _situation(self, leaf: Faced | Exposed, denied: bool) -> Reading:
        key = leaf.faced if isinstance(leaf, Faced) else leaf.exposure
        figures, statement = self.situations[key], statement_of(self.edition.situation(key))
        share = self.edition.settings.faced_at if isinstance(leaf, Faced) else leaf.at_least
        words = {"figure": threshold_words(share * 100)}
        value = _beside(figures.said * 100, share * 100)
        is_open = leaf_truth(leaf, self.standing) is None
        return Reading(
            kind="situation",
            key=key,
            subject=statement,
            condition=leaf_sentence(leaf, statement, denied=denied),
            value=_("not known yet") if is_open else _("this is you: %(figure)s") % {"figure": value},
            now=_("not known yet") if is_open else _now(value),
            ends_at=(_("%(figure)s or more") if denied else _("under %(figure)s")) % words,
        )

    def _disagreement(self, leaf: Disagreement, denied: bool) -> Reading:
        name = in_words(self.edition.practice(leaf.disagreement).name)
        words = {"count": leaf.at_least}
        value = _("%(count)s apart") % {"count": self.standing.practices[leaf.disagreement].spread}
        return Reading(
            kind="practice",
            key=leaf.disagreement,
            subject=name,
            condition=leaf_sentence(leaf, name, denied=denied),
            value=value,
            now=_now(value),
            ends_at=(_("%(count)s or more apart") if denied else _("less than %(count)s apart")) % words,
        )

    def _routine(self, leaf: RoutineAtLeast, denied: bool) -> Reading:
        cadence = self.standing.routines[leaf.routine]
        name = in_words(self.edition.routine(leaf.routine).name)
        words = {"cadence": CADENCE_NAMES[leaf.at_least]}
        value = _("not known yet") if cadence is None else str(CADENCE_NAMES[cadence])
        return Reading(
            kind="routine",
            key=leaf.routine,
            subject=name,
            condition=leaf_sentence(leaf, name, denied=denied),
            value=value,
            now=value if cadence is None else _now(value),
            ends_at=(_("at least %(cadence)s") if denied else _("less often than %(cadence)s")) % words,
        )

    def _fact(self, leaf: FactHolds, denied: bool) -> Reading:
        question = in_words(self.edition.fact(leaf.fact).question)
        fact = self.standing.facts[leaf.fact]
        value = _("not known yet") if fact is None else fact_words(fact)
        return Reading(
            kind="fact",
            key=leaf.fact,
            subject=question,
            condition=leaf_sentence(leaf, question, denied=denied),
            value=value,
            now=value if fact is None else _now(value),
            ends_at=fact_words(denied),
        )


def fact_words(fact: bool) -> str:
    """A fact's answer."""
    return _("yes") if fact else _("no")


def _at_least(value: int) -> str:
    return str(value) if value <= HIGHEST else _("does not apply")


def _at_most(value: int) -> str:
    if value < 0:
        return _("does not apply")
    return _("%(value)s or less") % {"value": value} if value else "0"


def _said(value: Value) -> str:
    if value is None:
        return _("not known yet")
    return _("does not apply") if value == "na" else str(value)


def _practice_now(value: Value, target: int | None) -> str:
    if not isinstance(value, int):
        return _said(value)
    if target is None:
        return _now(str(value))
    return _("now %(value)s, target %(target)s") % {"value": value, "target": target}


def _now(value: str) -> str:
    return _("now %(value)s") % {"value": value}


def _beside(figure: Decimal, threshold: Decimal) -> str:
    """A whole per cent, but one decimal where it would read as the threshold that it is not: 49.6% beside 50%."""
    if figure != threshold and round(Fraction(figure)) == threshold:
        return threshold_words(round(figure, 1))
    return whole_percent(figure)
