# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A made-up group in numbers: its units with the rows that dashboards read, written without the way through answers."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from accounts.models import Organization, User
from assessments.domain.answers import Answers, parse_answers
from assessments.domain.canonical import plain
from assessments.domain.comparison import compare
from assessments.domain.edition import Edition
from assessments.domain.group import Counts, Unit, add, share_of, unit_result
from assessments.domain.period import last_day_of
from assessments.domain.plan_counts import Counted, Days, count, unit_in_group
from assessments.domain.plan_counts import add as sum_up
from assessments.domain.result import evaluate
from assessments.models import Assessment, GroupPlan, GroupResult, UnitLevel, UnitPlan, UnitResult
from assessments.models import Edition as EditionRow
from assessments.models.group import LATEST
from assessments.queries.edition import edition_of
from assessments.queries.unit_plans import first_day_due
from assessments.queries.unit_rows import SAID, TREND
from assessments.services.rolling_up_plans import row_of
from tests.factories import make_built_in_edition, make_user
from tests.made_up import made_up_answers

COMPANIES = 10
# So many courses of quarters are worked out; each unit takes one of them.
COURSES = 40
BATCH = 1000
LAST = (2026, 3)
PLANS_ON = date(2026, 10, 15)  # the day of which made-up plans tell


def made_up_group(
    units: int, periods: int, *, edition: EditionRow | None = None, by: User | None = None, name: str = "Group"
) -> Organization:
    """A group with so many units below it (up to ten companies, which are units too, and theirs), each of which has
    submitted in each of so many periods, the last of which is 2026-Q3; `by` None: somebody new did.

    UnitResult, UnitLevel, UnitPlan, GroupResult and GroupPlan are as `roll_up` leaves them; answers, results and
    actions behind them are not made.
    """
    row = edition or make_built_in_edition()
    by = by or make_user()
    group = Organization.objects.add_root({"name": name, "kind": "group", "units_below": units})
    below = _tree(group, units)
    courses = _courses(row, periods, min(units, COURSES))
    for start in range(0, units, BATCH):
        _submit(below[start : start + BATCH], start, row, by, courses)
    GroupResult.objects.bulk_create(_sums(group, below, row, courses), batch_size=100)
    GroupPlan.objects.bulk_create(_sums_of_plans(group, below, row, len(courses)))
    return group


def made_up_periods(count: int) -> list[str]:
    """So many quarters, the earliest first; the last is 2026-Q3."""
    last = LAST[0] * 4 + LAST[1] - 1
    return [f"{number // 4}-Q{number % 4 + 1}" for number in range(last - count + 1, last + 1)]


def _tree(group: Organization, units: int) -> list[Organization]:
    """All below a group, in the order of the tree."""
    companies = min(COMPANIES, max(1, units // 6))
    below = []
    for number in range(companies):
        own = (units - companies) // companies + (number < (units - companies) % companies)
        company = _organization(group, number, f"Company {number + 1}", "company", own)
        below += [company, *(_organization(company, one, f"Unit {number + 1}.{one + 1}", "unit") for one in range(own))]
    Organization.objects.bulk_create(below, batch_size=BATCH)
    Organization.objects.filter(pk=group.pk).update(numchild=companies)
    group.refresh_from_db()
    return below


def _organization(above: Organization, number: int, name: str, kind: str, below: int = 0) -> Organization:
    path = Organization._get_path(above.path, above.depth + 1, number + 1)
    return Organization(name=name, kind=kind, depth=above.depth + 1, path=path, numchild=below, units_below=below)


Course = dict[str, Unit]


_worked_out: dict[tuple[str, int, int], list[Course]] = {}


def _courses(row: EditionRow, periods: int, count: int) -> list[Course]:
    """So many courses, each a unit's result by period; from one quarter to the next some practices move.

    They are worked out once a process.
    """
    key = (row.checksum, periods, count)
    if key not in _worked_out:
        _worked_out[key] = [dict(_course(edition_of(row), periods, seed)) for seed in range(count)]
    own = str(row.pk)
    return [
        {
            period: replace(unit, edition=own, moved=unit.moved and {**unit.moved, "since": _since(period, own)})
            for period, unit in course.items()
        }
        for course in _worked_out[key]
    ]


def _since(period: str, edition: str) -> dict[str, str]:
    number = int(period[:4]) * 4 + int(period[-1]) - 2
    return {"assessment": "", "edition": edition, "period": f"{number // 4}-Q{number % 4 + 1}"}


def _course(edition: Edition, periods: int, seed: int) -> Iterator[tuple[str, Unit]]:
    chance = random.Random(seed)  # noqa: S311 (the same each time, and no secret)
    answers, before = made_up_answers(edition, seed), None
    for period in made_up_periods(periods):
        comparison = compare(edition, before, edition, answers) if before else None
        yield period, unit_result("", evaluate(edition, answers), comparison)
        before, answers = answers, _next(edition, answers, chance)


def _next(edition: Edition, answers: Answers, chance: random.Random) -> Answers:
    document: Any = plain(answers)
    for one in chance.sample(edition.practices, min(3, len(edition.practices))):
        answer = document["practices"].setdefault(one.key, {})
        value = answer.get("agreed")
        step = chance.choice([1, 1, -1]) if isinstance(value, int) else 0
        answer["agreed"] = min(4, max(0, value + step)) if step else chance.randrange(5)
    return parse_answers(edition, document)


def _submit(
    organizations: Sequence[Organization], first: int, row: EditionRow, by: User, courses: Sequence[Course]
) -> None:
    """The assessments of some units with all their rows; `first` is the number of the first of them."""
    rows: list[UnitResult] = []
    for number, organization in enumerate(organizations, start=first):
        rows += _rows(organization, row, by, courses[number % len(courses)], number, len(courses))
    Assessment.objects.bulk_create([one.assessment for one in rows if one.period], batch_size=BATCH)
    UnitResult.objects.bulk_create(rows, batch_size=BATCH)
    plans = [
        row_of(one, row.pack, period, counts)
        for number, one in enumerate(organizations, start=first)
        for period, counts in made_up_plan(number % len(courses)).items()
    ]
    UnitPlan.objects.bulk_create(plans, batch_size=BATCH)
    UnitLevel.objects.bulk_create((level for one in rows for level in _levels(one)), batch_size=BATCH)


def _rows(
    organization: Organization, row: EditionRow, by: User, course: Course, number: int, courses: int
) -> Iterator[UnitResult]:
    trend: list[list[Any]] = []
    plan = made_up_plan(number % courses)
    for period, unit in course.items():
        at = datetime.combine(last_day_of(period), datetime.min.time(), UTC).replace(hour=9, minute=number % 60)
        assessment = _assessment(organization, row, by, period, at)
        trend = [*trend[1 - TREND :], [period, unit.at_target, unit.applicable]]
        said = {name: getattr(unit, name) for name in SAID}
        for stands_in in (period, LATEST) if period == list(course)[-1] else (period,):
            yield UnitResult(
                organization=organization,
                root=organization.lineage[0],
                path=organization.path,
                pack=row.pack,
                period=stands_in,
                assessment=assessment,
                edition=row,
                said_in=period,
                submitted_at=at,
                kind=organization.kind,
                profile="",
                trend=trend,
                plan=plan.get(stands_in, {}),
                first_due=first_day_due(plan.get(stands_in, {})),
                **said,
            )


def _assessment(organization: Organization, row: EditionRow, by: User, period: str, at: datetime) -> Assessment:
    return Assessment(
        organization=organization,
        edition=row,
        pack=row.pack,
        period=period,
        state=Assessment.State.SUBMITTED,
        opened_at=at,
        opened_by=by,
        submitted_at=at,
        submitted_by=by,
    )


def _levels(row: UnitResult) -> Iterator[UnitLevel]:
    whose = {name: getattr(row, name) for name in ("organization_id", "root", "path", "pack", "period")}
    for key, level in row.levels.items():
        yield UnitLevel(**whose, unit=row, level=key, share=share_of(level["at_target"], level["applicable"]))


@cache
def made_up_plan(seed: int) -> Counted:
    """What the actions of a unit add up to: up to twelve, about half of them done, some late and some dropped."""
    chance, counted = random.Random(seed), {}  # noqa: S311 (the same each time, and no secret)
    for _number in range(chance.randrange(13)):
        due = last_day_of(f"{chance.choice([2025, 2026])}-Q{chance.randrange(1, 5)}")
        ended = due + timedelta(days=chance.randrange(-90, 60))
        is_over, is_done = chance.random() < 0.6 and ended < PLANS_ON, chance.random() < 0.85
        moved = timedelta(days=chance.choice([0, 0, 0, 91]))
        ends = {"done_on" if is_done else "dropped_on": ended} if is_over else {}
        promised = chance.choice([due, due, due, None]) if is_over else due
        count(counted, Days(promised, due + moved, ends.get("done_on"), ends.get("dropped_on")), 1)
    return counted


def _sums_of_plans(
    group: Organization, below: Sequence[Organization], row: EditionRow, courses: int
) -> Iterator[GroupPlan]:
    """What the plans below the group and each company add up to."""
    for above in [group, *(one for one in below if one.numchild)]:
        counts: dict[str, Any] = {}
        for number, times in _taken(above, below, courses).items():
            sum_up(counts, unit_in_group(made_up_plan(number)), times)
        yield GroupPlan(organization=above, pack=row.pack, counts=counts)


def _taken(above: Organization, below: Sequence[Organization], courses: int) -> Counter[int]:
    """By course how many units below an organization take it."""
    return Counter(
        number % courses
        for number, one in enumerate(below)
        if one.path != above.path and one.path.startswith(above.path)
    )


def _sums(
    group: Organization, below: Sequence[Organization], row: EditionRow, courses: Sequence[Course]
) -> Iterator[GroupResult]:
    """What the units below the group and each company add up to; alike courses are counted at once."""
    for above in [group, *(one for one in below if one.numchild)]:
        taken = _taken(above, below, len(courses))
        for period in [*courses[0], LATEST]:
            counts = Counts()
            for number, times in taken.items():
                course = courses[number]
                add(counts, course[period or list(course)[-1]], times)
            said = {one.name: getattr(counts, one.name) for one in fields(Counts)}
            yield GroupResult(organization=above, pack=row.pack, period=period, **said)
