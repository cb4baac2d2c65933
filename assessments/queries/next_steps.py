# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Which few actions next, in words: out of those that are open in the plan, and those of the edition besides."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Organization
from assessments.domain.document import Cadence
from assessments.domain.figures import percent, whole_percent
from assessments.domain.goals import Goal
from assessments.domain.next_steps import NextSteps, Pick, next_steps
from assessments.domain.normal_form import Literal
from assessments.domain.projection import together
from assessments.domain.standing import standing_of
from assessments.models import Assessment, PlanItem
from assessments.queries.plan_effect import changes_in_words, effect_in
from assessments.queries.plan_words import title_of, with_words
from assessments.queries.projection_words import at_target_words, basis_words
from assessments.queries.reading import Reader
from assessments.queries.result import Outcome
from assessments.queries.what_if import counted_in, listed_items
from assessments.queries.wording import EFFORT_NAMES, in_words


@dataclass(frozen=True)
class Candidate:
    """An action that can be taken next; `item` is where it stands in the plan, None: not yet."""

    action: str
    item: PlanItem | None
    title: str
    level: str
    effort: str
    raises: Mapping[str, int]
    sets: Mapping[str, Cadence]

    @property
    def value(self) -> str:
        """What an address of the what-if calls it."""
        return str(self.item.pk) if self.item else self.action

    @property
    def effort_words(self) -> str:
        return str(EFFORT_NAMES[self.effort]) if self.effort else _("nobody said; counted as medium")


@dataclass(frozen=True)
class PickWords:
    """A pick and its reason: what it changes, what becomes of the goal, what then holds, what is no longer needed."""

    candidate: Candidate
    level_name: str
    changes: str
    figures: str
    satisfies: tuple[str, ...]
    retires: tuple[str, ...]
    stage: str


@dataclass(frozen=True)
class NextStepsPage:
    """What to do next towards a goal; `beyond` is what would lack even if all open actions were done.

    `counted` actions were done since the answers, and count besides.
    """

    outcome: Outcome
    counted: int
    goal: Goal | None
    picks: tuple[PickWords, ...]
    is_reached: bool
    beyond: tuple[str, ...]

    @property
    def base(self) -> Assessment:
        return self.outcome.assessment

    @property
    def basis(self) -> str:
        """From which answers, and what counts besides: "From 2026 Q3, with the 2 actions done since."."""
        return basis_words(self.base, self.counted)

    @property
    def goal_name(self) -> str:
        """What the goal is called; "" for all that is recommended."""
        edition = self.outcome.edition
        if self.goal is None:
            return ""
        if self.goal.kind == "recommendation":
            return in_words(edition.recommendation(self.goal.key).title)
        return in_words((edition.stage if self.goal.kind == "stage" else edition.level)(self.goal.key).name)

    @property
    def outlook(self) -> str:
        """What all of them come to, or why there are none."""
        if self.is_reached and not self.picks:
            return _("This is reached already, counting what was done since.")
        if not self.picks:
            return _("No open action brings it nearer.")
        if not self.is_reached:
            return _("They bring it nearer, and do not reach it yet.")
        if self.goal is None:
            return _("After these, no recommendation would be left.")
        words = _("After these, “%(goal)s” would no longer be needed.")
        if self.goal.kind != "recommendation":
            words = _("After these, “%(goal)s” would be reached.")
        return words % {"goal": self.goal_name}

    @property
    def values(self) -> list[str]:
        """The picks as an address of the what-if calls them."""
        return [one.candidate.value for one in self.picks]


def next_steps_page(
    organization: Organization, outcome: Outcome, since: datetime | None, goal: Goal | None
) -> NextStepsPage:
    """What to do next, from the answers and what was done since. Two queries."""
    edition = outcome.edition
    counting = counted_in(organization, edition.pack, since) | _dropped(organization, edition.pack)
    items = list(with_words(PlanItem.objects.within(organization).filter(counting)))
    effects = {item.pk: effect_in(edition, item) for item in items}
    done = [effects[item.pk] for item in items if item.status == PlanItem.Status.DONE]
    answers = outcome.answers.model_copy(update={"done": tuple(one.action for one in done if one.action)})
    standing = standing_of(edition, answers, together(one.raises for one in done))
    dropped = {effects[item.pk].action for item in items if item.status == PlanItem.Status.DROPPED}
    candidates = _candidates(outcome, listed_items(organization, edition.pack), dropped)
    return _page(outcome, len(done), next_steps(edition, standing, candidates, goal))


def _dropped(organization: Organization, pack: str) -> Q:
    return Q(organization=organization, pack=pack, status=PlanItem.Status.DROPPED)


def _candidates(outcome: Outcome, items: Iterable[PlanItem], dropped: Set[str]) -> list[Candidate]:
    """The actions of the edition in its order, but for those that were dropped; then the organization's own."""
    edition = outcome.edition
    effects = [(item, effect_in(edition, item)) for item in items]
    planned = {effect.action: item for item, effect in effects if effect.action}
    found = [
        Candidate(one.key, planned.get(one.key), in_words(one.title), one.level, one.effort, one.raises, one.sets)
        for advice in edition.recommendations
        for one in advice.actions
        if one.key in planned or one.key not in dropped
    ]
    return found + [
        Candidate("", item, title_of(item), item.level, item.effort, effect.raises, {})
        for item, effect in effects
        if not effect.action
    ]


def _page(outcome: Outcome, counted: int, found: NextSteps[Candidate]) -> NextStepsPage:
    reader = Reader(outcome)
    return NextStepsPage(
        outcome=outcome,
        counted=counted,
        goal=found.goal,
        picks=tuple(_in_words(outcome, reader, found.goal, pick) for pick in found.picks),
        is_reached=found.is_reached,
        beyond=_conditions(reader, found.beyond),
    )


def _in_words(outcome: Outcome, reader: Reader, goal: Goal | None, pick: Pick[Candidate]) -> PickWords:
    edition = outcome.edition
    level = pick.step.level
    sets = {key: pick.after.routines[key] or "never" for key in pick.routines}
    return PickWords(
        candidate=pick.step,
        level_name=in_words(edition.level(level).name) if level in edition.offered.keys["levels"] else "",
        changes=changes_in_words(edition, pick.rises, sets),
        figures=_figures(goal, pick),
        satisfies=_conditions(reader, pick.satisfies),
        retires=tuple(in_words(edition.recommendation(key).title) for key in pick.retires),
        stage=in_words(edition.stage(pick.stage).name) if pick.stage else "",
    )


def _conditions(reader: Reader, literals: Iterable[Literal]) -> tuple[str, ...]:
    return tuple(reading.condition for reading in reader.read_all(one.printed() for one in literals))


def _figures(goal: Goal | None, pick: Pick[Candidate]) -> str:
    """What becomes of the goal: its level's figure, what it still lacks, or the practices at target."""
    if goal is None:
        return at_target_words(pick.before.levels.values(), pick.after.levels.values())
    if goal.kind == "level":
        before_said, after_said = (percent(at.levels[goal.key].said) for at in (pick.before, pick.after))
        words = _("Said at this level: %(before)s\u00a0→ %(after)s")
        return words % {"before": whole_percent(before_said or 0), "after": whole_percent(after_said or 0)}
    words = _("Conditions that lack: %(before)s\u00a0→ %(after)s")
    return words % {"before": len(pick.lacked), "after": len(pick.lacks)}
