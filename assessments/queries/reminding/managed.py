# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What waits for whoever looks after a unit: its open assessment, a quarter without one, and its evidence."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple

from django.db.models import Count, Exists, Max, OuterRef

from accounts.models import Organization
from assessments.domain.period import first_day_of, period_of
from assessments.domain.reminding import BEGUN, DUE, OPENED, PUBLISHED, STALE
from assessments.domain.standing import fresh_until
from assessments.models import Assessment, Evidence
from assessments.models import Edition as EditionRow
from assessments.queries.edition import edition_of
from assessments.queries.reminding import words
from assessments.queries.reminding.batch import Batch, Entry
from assessments.queries.reminding.kinds import Reminder

CHUNK = 2000


class Opened(NamedTuple):
    """An open assessment of a unit that one of the readers looks after."""

    pk: uuid.UUID
    path: str
    name: str
    period: str
    due_date: date | None
    opened_at: datetime
    opened_by: int
    edition: uuid.UUID


FIELDS = (
    "pk",
    "organization__path",
    "organization__name",
    "period",
    "due_date",
    "opened_at",
    "opened_by",
    "edition",
)


def read_managed(batch: Batch) -> None:
    """Note what waits for the managers of a batch. At most four queries, and one for each edition in use."""
    if not batch.managed:
        return
    newest = EditionRow.objects.newest_of(EditionRow.BUILT_IN)
    theirs: dict[uuid.UUID, Opened] = {}
    rows = Assessment.objects.open().filter(batch.covered("organization__path")).order_by("organization__path", "pk")
    for opened in map(Opened._make, rows.values_list(*FIELDS).iterator(CHUNK)):
        if _note_opened(batch, opened, newest):
            theirs[opened.pk] = opened
    _read_evidence(batch, theirs)
    _read_begun(batch)


def _note_opened(batch: Batch, opened: Opened, newest: EditionRow | None) -> bool:
    """Whether one of the readers looks after it."""
    found, keys = False, (opened.pk,)
    for reader in batch.managers(opened.path):
        found = True
        if opened.due_date:
            entry = Entry(opened.name, partial(words.due, opened.period, opened.due_date), "assessment", keys)
            batch.note(reader, Reminder.DUE, DUE, opened.due_date, entry)
        if opened.opened_by != reader.user.pk and not _is_due(opened, batch.today):
            entry = Entry(opened.name, partial(words.opened, opened.period, opened.due_date), "assessment", keys)
            batch.note(reader, Reminder.PERIOD, OPENED, opened.opened_at.astimezone(reader.zone).date(), entry)
        if newest and newest.published_at and newest.pk != opened.edition:
            said = partial(words.newer, opened.period, newest.version)
            entry = Entry(opened.name, said, "move_assessment", keys)
            batch.note(reader, Reminder.EDITION, PUBLISHED, newest.published_at.astimezone(reader.zone).date(), entry)
    return found


def _is_due(opened: Opened, today: date) -> bool:
    """Whether it is named among what is due: once in a mail is enough."""
    return opened.due_date is not None and DUE.waits(opened.due_date, today)


def _read_evidence(batch: Batch, theirs: Mapping[uuid.UUID, Opened]) -> None:
    """How many pieces of evidence have grown stale, by assessment, where no fresh one backs the same practice."""
    used = {opened.edition for opened in theirs.values()}
    for row in EditionRow.objects.filter(pk__in=used).defer("document").order_by("pk"):
        edition = edition_of(row)
        fresh_days = edition.settings.fresh_days
        oldest = batch.today - timedelta(days=fresh_days)
        fresh = Evidence.unscoped.filter(
            assessment=OuterRef("assessment"), practice=OuterRef("practice"), reviewed_on__gte=oldest
        )
        stale = Evidence.unscoped.filter(
            batch.covered("organization__path"),
            ~Exists(fresh),
            assessment__state=Assessment.State.OPEN,
            assessment__edition=row,
            practice__in=[practice.key for practice in edition.practices],
            reviewed_on__lt=oldest,
        )
        counted = stale.order_by().values("assessment").annotate(pieces=Count("pk"), latest=Max("reviewed_on"))
        for one in counted.values_list("assessment", "pieces", "latest").iterator(CHUNK):
            _note_stale(batch, theirs.get(one[0]), one[1], fresh_until(one[2], fresh_days))


def _note_stale(batch: Batch, opened: Opened | None, pieces: int, until: date) -> None:
    if opened:
        entry = Entry(opened.name, partial(words.stale, opened.period, pieces), "evidence", (opened.pk,))
        for reader in batch.managers(opened.path):
            batch.note(reader, Reminder.EVIDENCE, STALE, until, entry)


def _read_begun(batch: Batch) -> None:
    """Units that have submitted before, and have nothing open in the quarter that has begun; one query, if any."""
    period = period_of(batch.today)
    begun = first_day_of(period)
    if not BEGUN.waits(begun, batch.today):
        return
    own = Assessment.objects.filter(organization=OuterRef("pk"), pack=EditionRow.BUILT_IN)
    units = Organization.objects.filter(
        batch.covered("path"),
        Exists(own.submitted()),
        ~Exists(own.open()),
        ~Exists(own.submitted().filter(period=period)),
    )
    for pk, path, name in units.order_by("path").values_list("pk", "path", "name").iterator(CHUNK):
        entry = Entry(name, partial(words.begun, period), "assessments", (pk,))
        for reader in batch.managers(path):
            batch.note(reader, Reminder.PERIOD, BEGUN, begun, entry)
