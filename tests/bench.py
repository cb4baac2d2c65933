# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Speed, printed and never asserted: `make bench`. What was measured stands in docs/performance.md.

One alone: python -m tests.withpg python -m tests.bench impact
"""

import os
import sys
import time
from collections.abc import Callable
from functools import partial

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench_settings"
django.setup()

from django.core.management import call_command  # noqa: E402 (needs django.setup)
from django.db import connection  # noqa: E402 (needs django.setup)
from django.test.utils import CaptureQueriesContext  # noqa: E402 (needs django.setup)
from django.utils import timezone  # noqa: E402 (needs django.setup)

from accounts.models import Organization, User  # noqa: E402 (needs django.setup)
from assessments.domain.answers import Answers, parse_answers  # noqa: E402 (needs django.setup)
from assessments.domain.comparison import compare  # noqa: E402 (needs django.setup)
from assessments.domain.edition import Edition  # noqa: E402 (needs django.setup)
from assessments.domain.result import evaluate  # noqa: E402 (needs django.setup)
from assessments.domain.words import Budget, difference  # noqa: E402 (needs django.setup)
from assessments.markdown import as_html  # noqa: E402 (needs django.setup)
from assessments.services.drafting import start_draft  # noqa: E402 (needs django.setup)
from assessments.services.impact import ask_impact, run_impact  # noqa: E402 (needs django.setup)
from tests.assessments.test_markdown import GROWING  # noqa: E402 (needs django.setup)
from tests.bench_group import bench_group  # noqa: E402 (needs django.setup)
from tests.bench_plan import bench_next_steps, bench_plan, bench_what_if  # noqa: E402 (needs django.setup)
from tests.bench_reminders import bench_reminders  # noqa: E402 (needs django.setup)
from tests.bench_reports import bench_pdf, bench_quarterly, bench_spreadsheet  # noqa: E402 (needs django.setup)
from tests.factories import (  # noqa: E402 (needs django.setup)
    built_in_document,
    join,
    make_built_in_edition,
    make_organization,
    make_user,
)
from tests.made_up import edited, made_up_answers, submit_made_up  # noqa: E402 (needs django.setup)

UNITS = 10_000


def best(work: Callable[[], object], times: int = 30) -> float:
    """The shortest of several runs, in milliseconds: the machine's noise only ever adds."""
    spans = []
    for _each in range(times):
        start = time.perf_counter()
        work()
        spans.append(time.perf_counter() - start)
    return min(spans) * 1000


def full_answers(edition: Edition) -> Answers:
    """Every question answered, with responses of three views and evidence for each practice."""
    voices = [{"perspective": view, "value": 2} for view in ("management", "ospo", "business_unit")]
    backed = {"agreed": 2, "responses": voices, "evidence": [{"reviewed_on": "2026-10-01"}]}
    situations = {
        one.key: {"signals": {signal.key: {"agreed": "us"} for signal in one.signals}} for one in edition.situations
    }
    return parse_answers(
        edition,
        {
            "on": "2026-11-22",
            "profile": edition.profiles[0].key,
            "facts": {one.key: True for one in edition.facts},
            "practices": {one.key: backed for one in edition.practices},
            "situations": situations,
            "routines": {one.key: one.cadences[1] for one in edition.routines},
        },
    )


def bench_engine() -> None:
    """One evaluation and one comparison of the built-in pack, fully answered."""
    edition = built_in_document()
    answers = full_answers(edition)
    print(f"evaluate the built-in pack, fully answered: {best(lambda: evaluate(edition, answers)):.2f} ms")
    print(f"compare two such sets of answers: {best(lambda: compare(edition, answers, edition, answers)):.2f} ms")


def bench_tree() -> None:
    """A part of a tree of 10,000 units, as a member of it sees it, and one unit's role."""
    call_command("migrate", verbosity=0)
    group = make_organization("Group")
    branches = [make_organization(f"Company {number}", above=group) for number in range(10)]
    rows = [
        Organization(name=f"Unit {number}", depth=3, numchild=0, path=f"{branch.path}{_step(number)}")
        for branch in branches
        for number in range(1, UNITS // 10 + 1)
    ]
    Organization.objects.bulk_create(rows, batch_size=500)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    for name, place in (("the group", group), ("one company", branches[3])):
        user = join(make_user(), place).user
        _report(name, user)


def _step(number: int) -> str:
    return Organization._int2str(number).rjust(Organization.steplen, "0")


def _report(name: str, user: User) -> None:
    with CaptureQueriesContext(connection) as queries:
        count = len(Organization.objects.visible_to(user))
    took = best(lambda: list(Organization.objects.visible_to(user).values_list("pk", flat=True)), times=10)
    print(f"{connection.vendor}, a member of {name}: {count} organizations, {len(queries)} queries, {took:.1f} ms")
    with connection.cursor() as cursor:
        explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
        cursor.execute(explain + queries[-1]["sql"])
        print("  " + "\n  ".join(str(row[-1]) for row in cursor.fetchall()))


def bench_impact() -> None:
    """A draft of the built-in pack tried on 10,000 organizations with distinct answers, against evaluating each."""
    call_command("migrate", verbosity=0)
    edition, row, curator = built_in_document(), make_built_in_edition(), make_user(is_curator=True)
    submit_made_up(edition, row, curator, UNITS)
    said = [made_up_answers(edition, seed) for seed in range(UNITS // 10)]
    _waited, single = spent(lambda: [evaluate(edition, one) for one in said])
    draft = start_draft(document=edited(edition), source=row, by=curator, now=timezone.now())
    impact, _new = ask_impact(edition=draft, by=curator, now=timezone.now())
    waited, busy = spent(lambda: run_impact(impact_id=str(impact.pk), clock=timezone.now))
    impact.refresh_from_db()
    print(f"{connection.vendor}, a draft on {impact.done} organizations, {impact.counts['changed']} of which change:")
    print(
        f"  {_minutes(waited)}, {_minutes(busy)} of it at work: {busy / single / 10:.2f} of as many single evaluations"
    )


def spent(work: Callable[[], object]) -> tuple[float, float]:
    """How long one run takes, and how long this process was at work for it: other programs only add to the first."""
    start, before = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - before


def _minutes(seconds: float) -> str:
    return f"{int(seconds // 60)}:{seconds % 60:04.1f}"


def bench_texts() -> None:
    """Markdown and versions of texts that are made to take long."""
    took = {name: best(partial(as_html, text, leads_outside="", language="en"), 3) for name, text in GROWING.items()}
    slowest = max(took, key=lambda name: took[name])
    print(f"Markdown made to take long: {took[slowest]:.0f} ms at most ({slowest})")
    page = best(lambda: _compare(575), 3)
    print(f"a page with 575 texts made to be hard to compare: {page:.0f} ms for comparing")


def _compare(texts: int) -> None:
    budget = Budget()
    for _each in range(texts):
        difference(".," * 99, "." * 199, budget)


BENCHES = {
    "engine": bench_engine,
    "what-if": bench_what_if,
    "next-steps": bench_next_steps,
    "plan": bench_plan,
    "tree": bench_tree,
    "impact": bench_impact,
    "texts": bench_texts,
    "spreadsheet": bench_spreadsheet,
    "pdf": bench_pdf,
    "quarterly": bench_quarterly,
    "group": bench_group,
    "reminders": bench_reminders,
}

if __name__ == "__main__":
    for name in sys.argv[1:] or BENCHES:
        BENCHES[name]()
