# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What the plans of an archive say: nothing that a row may not say, and nothing that no edition has words for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, get_args

from pydantic_core import PydanticCustomError

from assessments.domain.archive_plan import STATUSES, ArchivedPlanItem
from assessments.domain.archive_values import PERSON, day_of_our_time
from assessments.domain.edition import Edition
from assessments.domain.faults import Fault, gettext_noop
from assessments.imports.archive_history import SHAPE, unnamed_people

MISSING = gettext_noop("names %(name)s, which the archive does not hold")
TWICE = gettext_noop("is there twice")
ONE_KIND = gettext_noop("must be an action of an edition, or have a title of its own")
DONE = gettext_noop("must have the day on which it was done if it is done, and none otherwise")
DROPPED = gettext_noop("must have a day and a reason if it is dropped, and none otherwise")
ASSIGNEE = gettext_noop("must be somebody of the archive, or somebody else by name: not both")
PROMISED = gettext_noop("must have been promised for some day if it is due")
HELPED = gettext_noop("must say who said when whether it helped, of what is done alone")
# As the rows hold them: what a line says before may be brought back.
LONGEST = {"assignee_text": 120, "reason": 500, "note": 5000, "title": 200}
LONGEST |= dict.fromkeys(("recommendation", "level", "action"), 80)
NO_WORDS = gettext_noop("names %(name)s, which its edition does not have")


def plan_faults(
    plan: Sequence[ArchivedPlanItem], editions: Mapping[tuple[str, str], Edition | None], place: str
) -> Iterator[Fault]:
    """What is wrong with one organization's plan."""
    open_actions: set[tuple[str, str]] = set()
    keys: set[str] = set()
    for index, item in enumerate(plan):
        here = f"{place}.plan[{index}]"
        yield from _row_faults(item, here)
        edition = editions.get((item.pack, item.version))
        if edition is None:
            yield Fault(here, MISSING, {"name": f"{item.pack} {item.version}"})
        else:
            yield from _word_faults(item, edition, here)
        if item.action and item.is_open:
            if (item.pack, item.action) in open_actions:
                yield Fault(here, TWICE)
            open_actions.add((item.pack, item.action))
        for number, line in enumerate(item.changes):
            if line.idempotency_key in keys:
                yield Fault(f"{here}.changes[{number}].idempotency_key", TWICE)
            keys.add(line.idempotency_key)


def _row_faults(item: ArchivedPlanItem, place: str) -> Iterator[Fault]:
    """As the constraints of models.PlanItem."""
    if bool(item.action) == bool(item.title):
        yield Fault(place, ONE_KIND)
    if (item.status == "done") != (item.done_on is not None):
        yield Fault(f"{place}.done_on", DONE)
    if (item.status == "dropped") != bool(item.reason) or bool(item.reason) != (item.dropped_on is not None):
        yield Fault(f"{place}.dropped_on", DROPPED)
    if item.assignee and item.assignee_text:
        yield Fault(f"{place}.assignee", ASSIGNEE)
    if item.due_on and not item.promised_on:
        yield Fault(f"{place}.promised_on", PROMISED)
    said = bool(item.helped)
    if [bool(item.helped_at), bool(item.helped_by)] != [said] * 2 or (said and item.status != "done"):
        yield Fault(f"{place}.helped", HELPED)
    elif item.took and not said:
        yield Fault(f"{place}.took", HELPED)


def _word_faults(item: ArchivedPlanItem, edition: Edition, place: str) -> Iterator[Fault]:
    """What pages look up in the edition is there."""
    advice = {one.key: one for one in edition.recommendations}
    own = advice.get(item.recommendation)
    named = {
        "recommendation": (item.recommendation, advice),
        "level": (item.level, {one.key for one in edition.levels}),
        "action": (item.action, {one.key for one in own.actions} if own else ()),
    }
    for name, (said, known) in named.items():
        if said and said not in known:
            yield Fault(f"{place}.{name}", NO_WORDS, {"name": said})
    practices = {one.key for one in edition.practices}
    for key in item.raises:
        if key not in practices:
            yield Fault(f"{place}.raises", NO_WORDS, {"name": key})


def item_history_faults(item: ArchivedPlanItem, place: str) -> Iterator[Fault]:
    """What no line of an item's history says."""
    revisions = [line.revision for line in item.changes]
    if len(set(revisions)) != len(revisions):
        yield Fault(f"{place}.changes", TWICE)
    for number, line in enumerate(item.changes):
        here = f"{place}.changes[{number}]"
        yield from unnamed_people({"before": line.before, "after": line.after}, here)
        for name, side in (("before", line.before), ("after", line.after)):
            if side is None and name == "before":
                continue
            if not isinstance(side, Mapping):
                yield Fault(f"{here}.{name}", SHAPE)
                continue
            for key, value in side.items():
                if key in FORMS and not FORMS[key](value):
                    yield Fault(f"{here}.{name}.{key}", PERSON if key == "assignee" else SHAPE)


def _is_text(most: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and len(value) <= most


def _is_one_of(name: str) -> Callable[[Any], bool]:
    """Whether it is what an item may say in a field."""
    offered = get_args(ArchivedPlanItem.model_fields[name].annotation)
    return lambda value: isinstance(value, str) and value in offered


def _is_status(value: Any) -> bool:
    return value in STATUSES


def _is_day(value: Any) -> bool:
    try:
        return value is None or bool(day_of_our_time(date.fromisoformat(value)))
    except (TypeError, ValueError, PydanticCustomError):
        return False


def _is_person(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _raises(value: Any) -> bool:
    return isinstance(value, Mapping) and all(type(one) is int and 0 <= one <= 4 for one in value.values())


FORMS: Mapping[str, Callable[[Any], bool]] = {
    **{name: _is_text(most) for name, most in LONGEST.items()},
    **{name: _is_one_of(name) for name in ("effort", "horizon", "helped", "took")},
    **dict.fromkeys(("due_on", "done_on"), _is_day),
    "status": _is_status,
    "assignee": _is_person,
    "raises": _raises,
}
