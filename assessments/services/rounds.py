# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Rounds: a quarter opened for a part of the tree. Assessments open one by one in the background.

Each unit's assessment is a transaction of its own, and only units without one get one. So a run that broke off goes on
where it stopped, and what two workers do at once is done once.
"""

from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import Event, Organization, User
from assessments.domain.period import last_day_of, period_of
from assessments.models import Assessment, Edition, Round
from assessments.queries.round_units import units_of, unopened
from assessments.queries.running import is_running
from assessments.services.opening import open_assessment
from assessments.services.refusal import NotAccepted, Refused

BATCH = 50
DAYS_AFTER = 90
Clock = Callable[[], datetime]

BROKEN = gettext_noop("It broke off. Why stands in the server’s log: tell whoever runs the server.")

logger = structlog.get_logger(__name__)


class RoundExists(Exception):
    """The quarter has been opened for this organization before; `round` is that one."""

    def __init__(self, found: Round) -> None:
        super().__init__(str(found))
        self.round = found


@transaction.atomic(durable=True)
def open_round(
    *, organization: Organization, pack: str, kinds: Collection[str], due_date: date, by: User, now: datetime
) -> Round:
    """Open the current quarter for all of these kinds at and below an organization; assessments follow by `run_round`.

    Raises RoundExists, and NotAccepted where nobody is of these kinds, where the due day is in the past or more than 90
    days after the quarter, or where no edition is published.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    period = period_of(now.astimezone(organization.zone).date())
    if found := Round.objects.within(organization).filter(pack=pack, period=period).first():
        raise RoundExists(found)
    check_due(organization, period, due_date, now)
    chosen = [kind for kind in Organization.Kind.values if kind in kinds]
    if not units_of(organization, chosen).exists():
        raise NotAccepted(Refused("kinds", _("Nobody at or below this organization is of these kinds. Choose others.")))
    if Edition.objects.newest_of(pack) is None:
        raise NotAccepted(Refused("", _("No edition of this pack is published.")))
    opened: Round = Round.objects.create(
        organization=organization,
        pack=pack,
        period=period,
        kinds=chosen,
        due_date=due_date,
        opened_at=now,
        opened_by=by,
        seen_at=now,
    )
    after = {"round": str(opened.pk), "period": period, "kinds": chosen, "due": due_date.isoformat()}
    Event.objects.create(organization=organization, at=now, by=by, what="round opened", after=after)
    return opened


def check_due(organization: Organization, period: str, due_date: date, now: datetime) -> None:
    """Raise NotAccepted where a due day is past, or more than 90 days after the quarter's end."""
    last = last_day_of(period) + timedelta(days=DAYS_AFTER)
    if due_date < now.astimezone(organization.zone).date():
        raise NotAccepted(Refused("due_date", _("That day is past. Choose today or a later one.")))
    if due_date > last:
        words = _("Choose a day until %(day)s: that is 90 days after the quarter’s end.")
        raise NotAccepted(Refused("due_date", words % {"day": date_format(last, _("j F Y"))}))


@transaction.atomic(durable=True)
def go_on_with_round(*, found: Round, by: User, now: datetime) -> bool:
    """Have assessments opened for units of a round that have none; False while that is under way already."""
    row = _locked(found)
    if is_running(row, now):
        return False
    _rows(row).update(total=None, done=0, seen_at=now, finished_at=None, failure="")
    after = {"round": str(row.pk), "period": row.period}
    Event.objects.create(organization=row.organization, at=now, by=by, what="round gone on with", after=after)
    return True


@transaction.atomic(durable=True)
def set_due_day(*, found: Round, due_date: date, by: User, now: datetime) -> None:
    """Change the due day of a round, and of its open assessments that have the old one or a later one.

    Raises NotAccepted for a day that `check_due` refuses, and while assessments are still being opened.
    """
    row = _locked(found)
    check_due(row.organization, row.period, due_date, now)
    if is_running(row, now):
        words = _("Assessments are still being opened. Change the due day when that is done.")
        raise NotAccepted(Refused("due_date", words))
    if due_date == row.due_date:
        return
    theirs = _open_in(row).filter(Q(due_date=row.due_date) | Q(due_date__gt=due_date))
    theirs.update(due_date=due_date)
    _rows(row).update(due_date=due_date)
    before = {"round": str(row.pk), "due": row.due_date.isoformat()}
    after = {"round": str(row.pk), "due": due_date.isoformat()}
    what = "round due day changed"
    Event.objects.create(organization=row.organization, at=now, by=by, what=what, before=before, after=after)


def run_round(*, round_id: str, clock: Clock) -> None:
    """Open an assessment for each unit of a round that has none, from wherever a run of it broke off.

    Does nothing where it has ended, or is under way elsewhere. `clock` tells the time.
    """
    row = _begin(round_id, clock())
    if row is None:
        return
    try:
        after = row.organization.path[:-1]
        while batch := list(_waiting(row).filter(path__gt=after)[:BATCH]):
            for unit in batch:
                _open_for(row, unit, clock())
            if not _has_gone_on(row, len(batch), clock()):
                logger.info("round given up", round=round_id)
                return
            after = batch[-1].path
        _end(row, clock())
    except Exception:
        _end(row, clock(), failure=BROKEN)
        raise


def _open_for(row: Round, unit: Organization, now: datetime) -> None:
    said: dict[str, Any] = {"pack": row.pack, "period": row.period, "due_date": row.due_date}
    try:
        open_assessment(organization=unit, **said, by=row.opened_by, now=now)
    except (NotAccepted, Organization.DoesNotExist):
        # Somebody there opened it meanwhile, or the unit was deleted: nothing is left to do.
        return


@transaction.atomic(durable=True)
def _begin(round_id: str, now: datetime) -> Round | None:
    """Take a round to work on it, with the day given to what is open already; None where there is nothing to do."""
    row: Round | None = _rows_of(round_id).select_for_update(of=("self",)).select_related("organization").first()
    if row is None or row.finished_at or (row.total is not None and is_running(row, now)):
        return None
    _open_in(row).filter(Q(due_date=None) | Q(due_date__gt=row.due_date)).update(due_date=row.due_date)
    row.total = units_of(row.organization, row.kinds).count()
    row.done, row.seen_at = row.total - _waiting(row).count(), now
    row.save(update_fields=["total", "done", "seen_at"])
    return row


def _has_gone_on(row: Round, count: int, now: datetime) -> bool:
    """Note how far a run is; False where another one does it by now."""
    mine = _rows(row).filter(finished_at=None, done=row.done)
    row.done += count
    return bool(mine.update(done=row.done, seen_at=now))


def _end(row: Round, now: datetime, failure: str = "") -> None:
    mine = _rows(row).filter(finished_at=None, done=row.done)
    mine.update(finished_at=now, seen_at=now, failure=failure)


def _waiting(row: Round) -> QuerySet[Any]:
    return unopened(units_of(row.organization, row.kinds), row.pack, row.period)


def _open_in(row: Round) -> QuerySet[Assessment]:
    """The open assessments of a round's quarter at its units."""
    units = units_of(row.organization, row.kinds).order_by()
    rows: QuerySet[Assessment] = Assessment.objects.open().filter(pack=row.pack, period=row.period)
    return rows.filter(organization__in=units.values("pk"))


def _rows(row: Round) -> QuerySet[Any]:
    return Round.objects.within(row.organization).filter(pk=row.pk)


def _rows_of(round_id: str) -> QuerySet[Any]:
    return Round.unscoped.filter(pk=round_id)


def _locked(found: Round) -> Round:
    row: Round = _rows(found).select_for_update(of=("self",)).select_related("organization").get()
    return row
