# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Reports in the words of their author: edited section by section, published, withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import Event, Organization, User
from accounts.text import clean_text
from assessments.models import Report
from assessments.services.answering import LONGEST_TEXT


@dataclass(frozen=True)
class ReportKey:
    """Which report: its kind, of which organization and pack, of a period since another one, in a language."""

    organization: Organization
    kind: str
    pack: str
    period: str
    since: str
    language: str

    @property
    def fields(self) -> dict[str, object]:
        return {
            "organization": self.organization,
            "kind": self.kind,
            "pack": self.pack,
            "period": self.period,
            "since": self.since,
            "language": self.language,
        }


class ReportMovedOn(Exception):
    """Somebody else edited the report since the page was read; `report` is how it stands now."""

    def __init__(self, report: Report) -> None:
        super().__init__(report.pk)
        self.report = report


@transaction.atomic(durable=True)
def edit_report(*, key: ReportKey, texts: Mapping[str, str], seen: int, by: User, now: datetime) -> Report:
    """Keep what an author made of the sections; those that are absent stay as the figures say.

    `seen` is the revision that the page showed, 0 where nobody had edited it. A published report is a draft again.
    Raises ReportMovedOn, and accounts.text.TextRefused for a section that is longer than a note may be.
    """
    cleaned = {name: clean_text(text, most=LONGEST_TEXT, lines=True) for name, text in texts.items()}
    row = _locked(key, by, now)
    if row.revision != seen:
        raise ReportMovedOn(row)
    if row.revision and row.texts == cleaned:
        return row
    before = row.texts
    row.texts, row.revision, row.edited_at, row.edited_by = cleaned, row.revision + 1, now, by
    row.published_at = row.published_by = None
    row.save()
    _note(row, "report edited", by, now, before=before, after=cleaned)
    return row


@transaction.atomic(durable=True)
def publish_report(*, key: ReportKey, seen: int, by: User, now: datetime) -> Report:
    """Let every member read the report as it stands, edited or not. Raises ReportMovedOn."""
    row = _locked(key, by, now)
    if row.revision != seen:
        raise ReportMovedOn(row)
    if row.published_at is None:
        row.published_at, row.published_by = now, by
        row.save(update_fields=["published_at", "published_by"])
        _note(row, "report published", by, now)
    return row


@transaction.atomic(durable=True)
def withdraw_report(*, key: ReportKey, by: User, now: datetime) -> Report:
    """Make a published report a draft again; what its author wrote stays."""
    row = _locked(key, by, now)
    if row.published_at:
        row.published_at = row.published_by = None
        row.save(update_fields=["published_at", "published_by"])
        _note(row, "report withdrawn", by, now)
    return row


def _locked(key: ReportKey, by: User, now: datetime) -> Report:
    """The row of a report, made where there was none; two who make it at the same moment get the same one."""
    try:
        with transaction.atomic():
            Report.objects.create(**key.fields, edited_at=now, edited_by=by)
    except IntegrityError:
        # It is there already.
        pass
    rows = Report.objects.within(key.organization).select_for_update(of=("self",))
    row: Report = rows.get(**{name: value for name, value in key.fields.items() if name != "organization"})
    return row


def _note(
    row: Report,
    what: str,
    by: User,
    now: datetime,
    *,
    before: Mapping[str, str] | None = None,
    after: Mapping[str, str] | None = None,
) -> None:
    named = {"kind": row.kind, "period": row.period, "since": row.since, "language": row.language}
    Event.objects.create(
        organization_id=row.organization_id,
        at=now,
        by=by,
        what=what,
        before=None if before is None else {**named, "texts": dict(before)},
        after={**named, "texts": dict(after)} if after is not None else named,
    )
