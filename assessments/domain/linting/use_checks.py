# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What the linter says of pieces that lead nowhere: situations without advice, practices that nothing speaks of,
actions that change nothing, advice whose day has passed."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from pydantic_core import PydanticCustomError

from assessments.domain.document import calendar_day
from assessments.domain.edition_checks import offered_by
from assessments.domain.faults import gettext_noop
from assessments.domain.linting.finding import Finding, warning
from assessments.domain.linting.ground import rank_of
from assessments.domain.places import entries, found
from assessments.domain.rule_limits import MOST_DEPTH, depth, leaves


def use_findings(document: object, on: date) -> Iterator[Finding]:
    """All of them; `on` is the day by which advice is to have been looked through."""
    yield from _without_advice(document)
    yield from _unused_practices(document)
    for place, action in found(document, "recommendations/*/actions/*"):
        yield from _idle_action(place, action)
    yield from _unoffered_cadences(document)
    for place, day in found(document, "recommendations/*/review_by"):
        yield from _passed(place, day, on)


def _without_advice(document: object) -> Iterator[Finding]:
    answered = {key for _, key in found(document, "recommendations/*/situation") if isinstance(key, str)}
    answered |= _named_by_rules(document, "recommendations/*/when", "faced", "exposure")
    template = gettext_noop("has no advice. Name it in a recommendation, or write one for it.")
    for place, key in found(document, "situations/*/key"):
        if isinstance(key, str) and key not in answered:
            yield warning("situation-without-advice", place.removesuffix(".key"), template)


def _unused_practices(document: object) -> Iterator[Finding]:
    """A rule that names a level speaks of it as a whole, not of each of its practices."""
    used = {
        key
        for path in ("recommendations/*/practices/*", "recommendations/*/actions/*/raises/@")
        for _, key in found(document, path)
        if isinstance(key, str)
    }
    for path in ("recommendations/*/when", "stages/*/reached_when"):
        used |= _named_by_rules(document, path, "practice", "disagreement")
    template = gettext_noop("is asked about, but no recommendation and no stage uses it. Use it in one, or drop it.")
    for place, key in found(document, "practices/*/key"):
        if isinstance(key, str) and key not in used:
            yield warning("practice-unused", place.removesuffix(".key"), template)


def _named_by_rules(document: object, path: str, *fields: str) -> set[str]:
    rules = ((place, rule) for place, rule in found(document, path) if depth(rule) <= MOST_DEPTH)
    ends = chain.from_iterable(leaves(rule, place) for place, rule in rules)
    named = (leaf.get(field) for _, leaf in ends if isinstance(leaf, dict) for field in fields)
    return {key for key in named if isinstance(key, str)}


def _idle_action(place: str, action: object) -> Iterator[Finding]:
    raises = any(value != 0 for _, _, value in entries(action, "raises"))
    sets = any(rank_of(cadence) != 0 for _, _, cadence in entries(action, "sets"))
    if not raises and not sets:
        template = gettext_noop(
            "changes nothing once it is done. Say which practice it raises to which value, or which routine it sets."
        )
        yield warning("action-raises-nothing", place, template)


def _unoffered_cadences(document: object) -> Iterator[Finding]:
    offered = offered_by(document).cadences
    template = gettext_noop(
        "sets a cadence that the routine does not offer: %(cadence)s. Choose one of these: %(offered)s."
    )
    for place, action in found(document, "recommendations/*/actions/*"):
        for set_place, routine, cadence in entries(action, "sets", place):
            cadences = sorted(filter(_is_cadence, offered.get(routine, ())), key=lambda one: rank_of(one) or 0)
            if _is_cadence(cadence) and cadences and cadence not in cadences:
                yield warning("cadence-unoffered", set_place, template, cadence=str(cadence), offered=tuple(cadences))


def _is_cadence(told: object) -> bool:
    return rank_of(told) is not None


def _passed(place: str, told: object, on: date) -> Iterator[Finding]:
    try:
        day = calendar_day(told)
    except PydanticCustomError:
        return
    if day < on:
        template = gettext_noop("was to be looked through by %(day)s. See whether it still holds and set a later day.")
        yield warning("review-passed", place, template, day=day.isoformat())
