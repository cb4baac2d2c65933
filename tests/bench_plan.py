# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""How long projections and the pages of a plan take, and how near "which three next" comes to the best sets.

Parts of tests.bench.
"""

import random
import time
import uuid
from collections.abc import Iterator
from copy import copy
from datetime import timedelta
from fractions import Fraction
from itertools import combinations
from statistics import median

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization, User
from assessments.domain.content import Action
from assessments.domain.edition import Edition
from assessments.domain.goals import Goal
from assessments.domain.next_steps import Search, next_steps
from assessments.domain.standing import Standing, standing_of
from assessments.domain.truth import truth
from assessments.domain.what_if import what_if
from assessments.models import Assessment, PlanItem
from assessments.models.answer import Kind
from assessments.services.planning import add_action
from tests.bench_served import in_turns
from tests.factories import (
    built_in_document,
    join,
    make_assessment,
    make_built_in_edition,
    make_organization,
    make_plan_item,
    make_user,
    say,
    submit,
)
from tests.made_up import made_up_answers
from tests.reading import statements_of

ORGANIZATIONS = 100
FEW = 10  # open actions of which all sets of three are tried
ITEMS, QUARTERS = 5_000, 40


def actions_of(edition: Edition) -> list[Action]:
    return [action for advice in edition.recommendations for action in advice.actions]


def goals_of(edition: Edition, standing: Standing) -> Iterator[Goal | None]:
    """All that can be wished for: nothing by name, each stage, each level, each recommendation that matches."""
    yield None
    yield from (Goal("stage", one.key) for one in edition.stages)
    yield from (Goal("level", one.key) for one in edition.levels)
    for one in edition.recommendations:
        if truth(one.when, standing) is True:
            yield Goal("recommendation", one.key)


def bench_what_if() -> None:
    """Every third action of the built-in pack and two targets, for made-up organizations of distinct answers."""
    edition = built_in_document()
    done, raises = [one.key for one in actions_of(edition)][::3], {one.key: 3 for one in edition.practices[:2]}
    took = []
    for seed in range(ORGANIZATIONS):
        said = made_up_answers(edition, seed)
        start = time.process_time()
        what_if(edition, said, done=done, raises=raises)
        took.append(time.process_time() - start)
    print(f"what if {len(done)} actions were done: {_spans(took)}, {ORGANIZATIONS} organizations")


def bench_next_steps() -> None:
    """Which three next of all actions of the built-in pack; then of ten by chance, against all sets of as many."""
    edition = built_in_document()
    actions, took, nearness = actions_of(edition), [], []
    for seed in range(ORGANIZATIONS):
        standing = standing_of(edition, made_up_answers(edition, seed))
        few = random.Random(seed).sample(actions, FEW)  # noqa: S311 (the same each time, and no secret)
        for goal in goals_of(edition, standing):
            start = time.process_time()
            next_steps(edition, standing, actions, goal)
            took.append(time.process_time() - start)
            nearness += _against_all(Search(edition, standing, few, goal))
    print(f"which three next of {len(actions)} actions: {_spans(took)}, {len(took)} wishes")
    best = sum(one == 1 for one in nearness)
    others = sorted(one for one in nearness if one < 1)
    print(f"  of {FEW} actions, the best set in {best} of {len(nearness)} cases ({best / len(nearness):.1%});")
    if others:
        print(f"  in the others {float(median(others)):.2f} of the best in the middle, {float(others[0]):.2f} at least")


def _against_all(search: Search[Action]) -> list[Fraction]:
    """What the picks bring for their effort, against the best set of as many; nothing where none are picked."""
    _measure, taken = search.best_path(3)
    if not taken:
        return []
    return [search.per_effort(taken) / max(map(search.per_effort, combinations(range(FEW), len(taken))))]


def _spans(took: list[float]) -> str:
    return f"at work {min(took) * 1000:.1f} ms, {median(took) * 1000:.1f} in the middle, {max(took) * 1000:.1f} at most"


def bench_plan() -> None:
    """Whole requests: a plan of 5,000 items, projections with all actions of the built-in pack, and forty quarters."""
    call_command("migrate", verbosity=0)
    user, organization = make_user("Olga"), make_organization("Aozora")
    join(user, organization)
    ticked, last = _planned(organization, user), _forty_quarters(organization, user)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    plan = reverse("plan", args=[organization.pk])
    done = "&".join(f"done={item.pk}" for item in ticked[::3])
    advice = built_in_document().recommendations[0].key
    cases = {
        "empty view": "/empty/",
        "plan": plan,
        "plan, page 90": plan + "?page=90",
        "plan as a board": plan + "?look=board",
        "what if, nothing ticked": reverse("plan_what_if", args=[organization.pk]),
        f"what if, {len(ticked[::3])} ticked": reverse("plan_what_if", args=[organization.pk]) + f"?{done}",
        "which three next": reverse("plan_next", args=[organization.pk]),
        "a recommendation": reverse("recommendation", args=[last.pk, advice]),
        "results": reverse("results", args=[last.pk]),
        f"progress over {QUARTERS} quarters": reverse("progress", args=[organization.pk]),
    }
    spent = in_turns(user, cases)
    print(f"{connection.vendor}, a plan of {ITEMS} items, pages of an organization:")
    for name, address in cases.items():
        statements = statements_of(client, address)
        print(
            f"  {name}: {1000 * spent[name]:.1f} ms at work, {len(statements)} queries, {max(statements)[0]} rows read"
        )


def _planned(organization: Organization, user: User) -> list[PlanItem]:
    """All actions of the built-in pack in the plan, and own ones up to so many items; the former."""
    edition, now = make_built_in_edition(), timezone.now()
    said = {"organization": organization, "edition": edition, "by": user, "now": now}
    taken = [
        add_action(action=one.key, idempotency_key=uuid.uuid4(), **said) for one in actions_of(built_in_document())
    ]
    own = make_plan_item(organization, user, edition, now=now)
    own._state.adding = True  # what is copied is a new row
    copies = [copy(own) for _each in range(ITEMS - len(taken) - 1)]
    for number, each in enumerate(copies):
        each.pk, each.title = uuid.uuid4(), f"Action {number}"
    PlanItem.objects.bulk_create(copies, batch_size=500)
    return taken


def _forty_quarters(organization: Organization, user: User) -> Assessment:
    """An assessment for each of so many quarters up to now, half of the practices said; the last."""
    edition, now = make_built_in_edition(), timezone.now()
    practices = [one.key.replace("-", "_") for one in built_in_document().practices]
    for ago in reversed(range(QUARTERS)):
        at = now - timedelta(days=91 * ago)
        opened = make_assessment(organization, user, edition, now=at)
        said = {key: (place + ago) % 5 for place, key in enumerate(practices) if place % 2}
        say(opened, user, Kind.PRACTICE, now=at, **said)
        last = submit(opened, user, now=at)
    return last
