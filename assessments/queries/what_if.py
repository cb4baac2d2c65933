# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What if: what ticked actions of a plan, and targets that are reached, would make of a result; nothing is written.

What was done since the answers were submitted counts always.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organization
from assessments.domain.next_steps import Rise
from assessments.domain.projection import together
from assessments.domain.result import LevelResult
from assessments.domain.standing import standing_of
from assessments.domain.what_if import WhatIf, brings, raises_to_targets, what_if
from assessments.models import Assessment, PlanItem
from assessments.queries.plan_effect import action_keys, changes_in_words, effect_in, effect_words, practice_keys
from assessments.queries.plan_words import title_of, with_words
from assessments.queries.projection_words import at_target_words, basis_words
from assessments.queries.reading import Reader
from assessments.queries.result import Outcome
from assessments.queries.wording import gap, in_words

MOST_LISTED = 200


@dataclass(frozen=True)
class Ticks:
    """What is ticked: items of the plan by id, actions of the edition by key, practices that reach their targets."""

    items: frozenset[uuid.UUID]
    actions: tuple[str, ...]
    reach: tuple[str, ...]


@dataclass(frozen=True)
class Tick:
    """One thing to tick: what an address calls it, its words, and what it would change."""

    value: str
    title: str
    level: str
    effect: str
    is_ticked: bool


@dataclass(frozen=True)
class LevelLine:
    """One level now, and as it would be."""

    key: str
    name: str
    before: LevelResult
    after: LevelResult

    @property
    def said(self) -> tuple[Decimal | None, Decimal | None]:
        return self.before.said, self.after.said


@dataclass(frozen=True)
class Closest:
    """The title of the advice that would be nearest to no longer needed, in words what it would still need, and the
    first open action that would bring it; "" where none of those listed does alone."""

    title: str
    needs: tuple[str, ...]
    brought_by: str


@dataclass(frozen=True)
class WhatIfPage:
    """A projection in words. `brought_by` is the action to tick for what is closest, "" where there is none.

    `counted` are the titles of what was done since; `ticked` counts what is ticked.

    To tick: `open` items of the plan, `actions` that are not in it but were ticked, and `targets`.
    """

    outcome: Outcome
    shift: WhatIf
    ticked: int
    counted: tuple[str, ...]
    brought_by: str
    open: tuple[Tick, ...]
    actions: tuple[Tick, ...]
    targets: tuple[Tick, ...]

    @property
    def base(self) -> Assessment:
        return self.outcome.assessment

    @property
    def question(self) -> str:
        """What is asked: "What if these 3 were done too?"."""
        if not self.ticked:
            return _("What if?")
        words = ngettext("What if this one was done too?", "What if these %(count)s were done too?", self.ticked)
        return words % {"count": self.ticked}

    @property
    def basis(self) -> str:
        """From which answers, and what counts besides: "From 2026 Q3, with the 2 actions done since."."""
        return basis_words(self.base, len(self.counted))

    @property
    def levels(self) -> list[LevelLine]:
        edition = self.outcome.edition
        return [
            LevelLine(one.key, in_words(edition.level(one.key).name), one.before, one.after)
            for one in self.shift.levels
        ]

    @property
    def headline(self) -> str:
        """How much advice would no longer be needed: "2 of 6 recommendations would no longer be needed"."""
        words = ngettext(
            "%(retired)s of %(count)s recommendation would no longer be needed",
            "%(retired)s of %(count)s recommendations would no longer be needed",
            len(self.shift.matched),
        )
        return words % {"retired": len(self.shift.retired), "count": len(self.shift.matched)}

    @property
    def retired(self) -> list[str]:
        return self._titles(self.shift.retired)

    @property
    def unclear(self) -> list[str]:
        return self._titles(self.shift.unclear)

    @property
    def appearing(self) -> list[str]:
        return self._titles(self.shift.appearing)

    @property
    def closest(self) -> Closest | None:
        """What would still match and needs the least; None: nothing could be done about any."""
        found = self.shift.closest
        if found is None:
            return None
        reader = Reader(self.outcome)
        needs = tuple(reading.condition for reading in reader.read_all(found.lacking))
        return Closest(in_words(self.outcome.edition.recommendation(found.key).title), needs, self.brought_by)

    @property
    def ticked_items(self) -> set[uuid.UUID]:
        """The open items of the plan that are ticked."""
        return {uuid.UUID(one.value) for one in self.open if one.is_ticked}

    @property
    def at_target(self) -> str:
        """How many practices are at target: "Practices at target: 4 → 6 of 23"."""
        levels = self.shift.levels
        return at_target_words([one.before for one in levels], [one.after for one in levels])

    @property
    def stage_move(self) -> str:
        """The stage now and then: "Scattered → Established."."""
        edition = self.outcome.edition
        before, after = (
            in_words(edition.stage(key).name) if key else _("none yet")
            for key in (self.shift.before.stage, self.shift.after.stage)
        )
        moved = _("%(before)s\u00a0→ %(after)s.") if before != after else _("%(after)s, as now.")
        return moved % {"before": before, "after": after}

    @property
    def stage_words(self) -> str:
        """The stage now and then, and how much the one after it would lack: "Scattered → Established. …"."""
        edition, following = self.outcome.edition, self.shift.after.next
        if following is None:
            return self.stage_move
        lack = ngettext(
            "“%(stage)s” would lack %(count)s condition.",
            "“%(stage)s” would lack %(count)s conditions.",
            len(following.lacking),
        )
        words = {"stage": in_words(edition.stage(following.key).name), "count": len(following.lacking)}
        return self.stage_move + gap() + lack % words

    def _titles(self, keys: Iterable[str]) -> list[str]:
        return [in_words(self.outcome.edition.recommendation(key).title) for key in keys]


def ticks_in(done: Iterable[str], reach: Iterable[str]) -> Ticks:
    """What an address ticked."""
    items, actions = set(), []
    for value in done:
        try:
            items.add(uuid.UUID(value))
        except ValueError:
            actions.append(value)
    return Ticks(frozenset(items), tuple(actions), tuple(reach))


def since_of(base: Assessment, submitted: Assessment | None) -> datetime | None:
    """From when on what is done counts besides the answers: when they were submitted, or the last ones before."""
    last = submitted if base.is_open else base
    return last.submitted_at if last else None


def counted_in(organization: Organization, pack: str, since: datetime | None) -> Q:
    """The items that are done and count besides the answers."""
    done = Q(organization=organization, pack=pack, status=PlanItem.Status.DONE)
    return done & Q(done_on__gte=since.astimezone(organization.zone).date()) if since else done


def listed_items(organization: Organization, pack: str) -> list[PlanItem]:
    """The open items by their due days, at most MOST_LISTED. One query."""
    rows = PlanItem.objects.within(organization).filter(pack=pack, status__in=PlanItem.OPEN)
    return list(with_words(rows).order_by(F("due_on").asc(nulls_last=True), "added_at", "pk")[:MOST_LISTED])


def what_if_page(
    organization: Organization, outcome: Outcome, since: datetime | None, ticks: Ticks, *, is_listed: bool = True
) -> WhatIfPage:
    """The projection of what is ticked, and what was done since; what there is not is left out.

    Two queries; one where the open items are not listed to be ticked.
    """
    edition, pack = outcome.edition, outcome.edition.pack
    counting = counted_in(organization, pack, since) | Q(pk__in=ticks.items, pack=pack, status__in=PlanItem.OPEN)
    items = list(
        with_words(PlanItem.objects.within(organization).filter(counting)).order_by("done_on", "added_at", "pk")
    )
    others = listed_items(organization, pack) if is_listed else []
    listed = {item.pk: item for item in (*(one for one in items if one.is_open), *others)}
    ticked = [item for item in items if item.is_open]
    actions = [key for key in dict.fromkeys(ticks.actions) if key in action_keys(edition)]
    reach = [key for key in dict.fromkeys(ticks.reach) if key in practice_keys(edition)]
    effects = [effect_in(edition, item) for item in items]
    raises = [*(one.raises for one in effects), raises_to_targets(edition, outcome.answers, reach)]
    done = [*(one.action for one in effects if one.action), *actions]
    shift = what_if(edition, outcome.answers, done=done, raises=together(raises))
    return WhatIfPage(
        outcome=outcome,
        shift=shift,
        brought_by=_bringing(outcome, shift, done, together(raises), (one for one in others if one not in ticked)),
        ticked=len(ticked) + len(actions) + len(reach),
        counted=tuple(title_of(item) for item in items if not item.is_open),
        open=tuple(_tick(outcome, item, ticks) for item in listed.values()),
        actions=tuple(_action_tick(outcome, key) for key in actions),
        targets=tuple(_targets(outcome, reach)),
    )


def _bringing(
    outcome: Outcome, shift: WhatIf, done: Iterable[str], raises: Mapping[str, int], items: Iterable[PlanItem]
) -> str:
    """The title of the first of some items that would bring all that is closest to no longer needed still needs."""
    if shift.closest is None:
        return ""
    edition = outcome.edition
    answers = outcome.answers.model_copy(update={"done": tuple(done)})
    standing = standing_of(edition, answers, raises)
    for item in items:
        rises, sets = effect_in(edition, item).rises_and_sets(edition)
        if brings(edition, standing, shift.closest.lacking, rises, sets):
            return title_of(item)
    return ""


def _tick(outcome: Outcome, item: PlanItem, ticks: Ticks) -> Tick:
    return Tick(str(item.pk), title_of(item), item.level, effect_words(outcome, item), item.pk in ticks.items)


def _action_tick(outcome: Outcome, key: str) -> Tick:
    action = outcome.edition.action(key)
    rises = [Rise(practice, outcome.standing.values[practice], to) for practice, to in action.raises.items()]
    effect = changes_in_words(outcome.edition, rises, action.sets)
    return Tick(key, in_words(action.title), action.level, effect, is_ticked=True)


def _targets(outcome: Outcome, reach: Iterable[str]) -> Iterator[Tick]:
    """The practices that lie below their targets, or of which nothing is known."""
    for practice in outcome.edition.practices:
        value, target = outcome.standing.values[practice.key], outcome.standing.targets[practice.key]
        if value is None or (isinstance(value, int) and value < target):
            words = _("%(before)s\u00a0→ %(after)s") if value is not None else _("to %(after)s")
            effect = words % {"before": value, "after": target}
            yield Tick(practice.key, in_words(practice.name), practice.level, effect, practice.key in reach)
