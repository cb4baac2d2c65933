# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""An organization's home: what to do next, where it stands, what to do about it, and what is worth a look."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.models import Role, User
from assessments import models
from assessments.domain.comparison import compare
from assessments.domain.period import period_of
from assessments.models import Assessment, Assignment, Edition, PlanItem
from assessments.queries.advice import FIRST, Advice, Adviser
from assessments.queries.answer import Sheet, evidence_of
from assessments.queries.assessment import assessments_of
from assessments.queries.edition import edition_of
from assessments.queries.helped import questions_for
from assessments.queries.journey import Step, journey_of
from assessments.queries.level import LevelRow, headline, level_rows
from assessments.queries.look import Look, helped_look, looks_of
from assessments.queries.outlook import newer_edition
from assessments.queries.plan_choice import is_late
from assessments.queries.point import sections_of
from assessments.queries.reading import Reader
from assessments.queries.result import Outcome, frozen_outcome, outcome_of
from assessments.queries.shell import Shell
from assessments.queries.task import Section, TaskList, task_list
from assessments.queries.task_row import State, TaskRow
from assessments.queries.who import Who, who_of
from assessments.queries.wording import listed, section_name

TO_DO = (State.NOT_STARTED, State.STARTED)


@dataclass(frozen=True)
class NextStep:
    """What to do next: `scan`, `go-on`, `confirm`, `review`, `open`, `wait`, `assigned`, `answering` or `read`."""

    state: str
    period: str = ""
    assessment: Assessment | None = None
    tasks: TaskList | None = None
    section: Section | None = None
    row: TaskRow | None = None
    days: int | None = None
    minutes: int = 0
    is_first: bool = False

    @property
    def asked_for(self) -> str:
        """The sections that a contributor is asked for, in words."""
        tasks = self.tasks
        names = [section_name(tasks.desk.edition, one.key) for one in tasks.sections] if tasks else []
        return listed(names)


@dataclass(frozen=True)
class Standing:
    """Where the organization stands by the last submitted result, or by the result so far where none is submitted."""

    outcome: Outcome
    headline: str
    levels: list[LevelRow]
    since: str
    advice: list[Advice]
    matched: int
    journey: list[Step]


@dataclass(frozen=True)
class Overview:
    """The home page; `standing` is None before anything may be read, `who` for those who don't manage what is open.

    `newer` is an edition that a manager could move the open assessment to. `actions` says in words how many open
    actions of the plan are the reader's; "" for managers, who keep the whole plan, and for who has none.
    """

    step: NextStep
    standing: Standing | None
    looks: list[Look]
    who: Who | None
    newer: Edition | None = None
    actions: str = ""


def overview_of(shell: Shell, user: User, now: datetime) -> Overview:
    """The page in at most eight queries, besides those of its frame."""
    tasks = task_list(shell.assessment, now) if shell.assessment and shell.may_manage else None
    opened = outcome_of(tasks.assessment, now, tasks.desk.sheet) if tasks else None
    submitted = _last_submitted(shell)
    standing = None
    if submitted:
        standing = _standing(submitted[0], submitted[1] if len(submitted) > 1 else None)
    elif opened and not opened.answers.is_empty:
        standing = _standing(opened, None)
    if opened and tasks:
        counts = {"moving": tasks.moving, "carried": tasks.carried}
        looks = looks_of(opened, tasks.desk.sheet, now, may_manage=True, **counts)
    elif submitted:
        # What else was said stands in the outcome.
        sheet = Sheet(answers={}, evidence=evidence_of(submitted[0].assessment), responses=[])
        looks = looks_of(submitted[0], sheet, now, may_manage=shell.may_manage)
    else:
        looks = []
    looks = looks + helped_look(questions_for(user, shell.organization, shell.role, now))
    who = who_of(tasks, user) if tasks else None
    newer = newer_edition(tasks.assessment) if tasks else None
    actions = "" if shell.may_manage else _own_actions(shell, user, now)
    return Overview(_step(shell, tasks, user, now), standing, looks, who, newer, actions)


def _own_actions(shell: Shell, user: User, now: datetime) -> str:
    """What is the reader's to do in the plan: "Your actions: 3 open, 1 late". One query."""
    today = now.astimezone(shell.organization.zone).date()
    theirs = PlanItem.objects.within(shell.organization).filter(
        assignee=user, status__in=PlanItem.OPEN, pack=Edition.BUILT_IN
    )
    found = theirs.aggregate(open=Count("pk"), late=Count("pk", filter=is_late(today)))
    words = _("Your actions: %(open)s open, %(late)s late") if found["late"] else _("Your actions: %(open)s open")
    return words % found if found["open"] else ""


def _last_submitted(shell: Shell) -> list[Outcome]:
    """The last two submitted results of one pack, the latest first, in one query."""
    if shell.results_assessment is None or shell.results_assessment.is_open:
        return []
    rows = models.Result.objects.within(shell.organization).filter(
        assessment__state=Assessment.State.SUBMITTED, assessment__pack=shell.results_assessment.pack
    )
    rows = rows.select_related("assessment__edition", "assessment__organization")
    latest = rows.defer("assessment__edition__document").order_by("-assessment__period")[:2]
    return [frozen_outcome(row.assessment, edition_of(row.assessment.edition), row) for row in latest]


def _standing(outcome: Outcome, before: Outcome | None) -> Standing:
    progress = {}
    if before:
        compared = compare(before.edition, before.answers, outcome.edition, outcome.answers)
        progress = {level.key: level.progress for level in compared.levels}
    reader = Reader(outcome)
    levels = level_rows(outcome, progress)
    matched = Adviser(outcome, reader).matched()
    return Standing(
        outcome=outcome,
        headline=headline(outcome, levels),
        levels=levels,
        since=before.assessment.period if before else "",
        advice=matched[:FIRST],
        matched=len(matched),
        journey=journey_of(outcome.result, reader),
    )


def _step(shell: Shell, tasks: TaskList | None, user: User, now: datetime) -> NextStep:
    opened = shell.assessment
    if opened is None:
        return _step_between(shell, now)
    if tasks is None:
        return _step_of_others(shell, opened, user, now)
    days = _days(opened, now)
    if tasks.scan_state:
        return NextStep("scan", opened.period, opened, tasks, days=days, minutes=tasks.scan_minutes)
    for section in tasks.sections:
        for row in section.moving:
            return NextStep("go-on", opened.period, opened, tasks, section, row, days)
    for section in tasks.sections:
        for row in section.first if opened.previous_id else section.rows:
            if row.state in TO_DO:
                return NextStep("go-on", opened.period, opened, tasks, section, row, days)
    return NextStep("confirm" if tasks.carried else "review", opened.period, opened, tasks, days=days)


def _step_of_others(shell: Shell, opened: Assessment, user: User, now: datetime) -> NextStep:
    """For whoever doesn't manage: what is asked of them, where something is."""
    theirs = Assignment.objects.of(opened).filter(user=user).values_list("section", flat=True)
    sections = set(theirs) & sections_of(edition_of(opened.edition)) if shell.role == Role.CONTRIBUTOR else set()
    if not sections:
        return NextStep("answering", opened.period, opened)
    return NextStep("assigned", opened.period, opened, task_list(opened, now, sections), days=_days(opened, now))


def _days(opened: Assessment, now: datetime) -> int | None:
    """How many days there are until an assessment is due."""
    today = now.astimezone(opened.organization.zone).date()
    return (opened.due_date - today).days if opened.due_date else None


def _step_between(shell: Shell, now: datetime) -> NextStep:
    """While nothing is open: open this quarter's, where it is not submitted yet."""
    if not shell.may_manage:
        return NextStep("read")
    found = assessments_of(shell.organization, now)
    if found.period:
        return NextStep("open", found.period, minutes=found.scan_minutes, is_first=not found.submitted)
    return NextStep("wait", period_of(now.astimezone(shell.organization.zone).date()))
