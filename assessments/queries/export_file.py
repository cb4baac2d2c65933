# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The file of an export: which sheets, in which form, under which name."""

import json
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from io import BytesIO
from itertools import chain
from typing import Any

from django.utils.text import slugify
from django.utils.translation import override

from assessments.domain.canonical import plain
from assessments.models import Assessment, Export
from assessments.queries.answer import Sheet as Said
from assessments.queries.answer import sheet_of
from assessments.queries.archive_file import ChangedMeanwhile, archive_of
from assessments.queries.assessment_sheets import assessment_sheets
from assessments.queries.edition import edition_of
from assessments.queries.group.board import board_of
from assessments.queries.group.choice import filters_from
from assessments.queries.group.sheets import about_of, dashboard_parts
from assessments.queries.plan_sheets import plan_plain, plan_sheets
from assessments.queries.progress import standing_assessments, trends_of
from assessments.queries.result import Outcome, outcome_of
from assessments.queries.result_sheets import result_sheets
from assessments.reports.csv import csv_of
from assessments.reports.json import json_of
from assessments.reports.spreadsheet import Sheet, write_workbook

# Says how far it is: done and total, in steps of whatever takes long.
Progress = Callable[[int, int], None]
# The same bytes for the same content: the day of a file in a zip is no part of it.
NO_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class File:
    """A file that is ready, with the name that it is saved under."""

    name: str
    content: bytes


def file_of(export: Export, now: datetime, progress: Progress) -> File:
    """Make what was asked for, in its language. Raises KeyError for what nothing here makes."""
    with override(export.language):
        return MAKERS[export.what](export, now, progress)


def _result(export: Export, now: datetime, progress: Progress) -> File:
    assessment = _assessment(export)
    outcome = outcome_of(assessment, now)
    progress(1, 2)
    name = _name(export, "results")
    if export.form == "json":
        return File(f"{name}.json", _json({**_named(assessment), "result": plain(outcome.result)}))
    return _sheets(export, name, _sheets_of_result(outcome), now)


def _sheets_of_result(outcome: Outcome) -> Iterable[Sheet]:
    organization = outcome.assessment.organization
    standing = standing_assessments(organization)
    return result_sheets(outcome, trends_of(organization, standing), [one.period for one in standing])


def _answers(export: Export, now: datetime, progress: Progress) -> File:
    assessment = _assessment(export)
    said = sheet_of(assessment, edition_of(assessment.edition))
    progress(1, 2)
    name = _name(export, "assessment")
    if export.form == "json":
        return File(f"{name}.json", _json(_answers_plain(assessment, said, now)))
    return _sheets(export, name, assessment_sheets(assessment, edition_of(assessment.edition), said), now)


def _answers_plain(assessment: Assessment, said: Said, now: datetime) -> dict[str, Any]:
    outcome = outcome_of(assessment, now, said)
    return {
        **_named(assessment),
        "answers": plain(outcome.answers),
        "result": plain(outcome.result),
        "rows": [
            {
                "kind": row.kind,
                "key": row.key,
                "value": row.value,
                "reason": row.reason,
                "note": row.note,
                "settled_because": row.settled_because,
                "confirmed": row.is_confirmed,
                "revision": row.revision,
                "answered_at": row.answered_at.isoformat(),
            }
            for row in sorted(said.answers.values(), key=lambda row: (row.kind, row.key))
        ],
        "evidence": [
            {
                "practice": practice,
                "url": row.url,
                "text": row.text,
                "owner": row.owner,
                "reviewed_on": row.reviewed_on.isoformat(),
            }
            for practice, rows in sorted(said.evidence.items())
            for row in rows
        ],
    }


def _named(assessment: Assessment) -> dict[str, Any]:
    edition = edition_of(assessment.edition)
    return {
        "organization": assessment.organization.name,
        "period": assessment.period,
        "state": assessment.state,
        "pack": edition.pack,
        "edition": edition.edition,
        "edition_checksum": assessment.edition.checksum,
        "notice": dict(edition.notice) if edition.notice else None,
        "licence": edition.licence,
        "attribution": list(edition.attribution),
    }


def _assessment(export: Export) -> Assessment:
    assessment: Assessment | None = export.assessment
    if assessment is None:
        raise KeyError(f"{export.what} is of an assessment")
    return assessment


def _name(export: Export, what: str) -> str:
    place = slugify(export.organization.name, allow_unicode=True) or "organization"
    period = export.assessment.period.lower() if export.assessment else ""
    return "-".join(part for part in ("cairn", place[:60], period, what) if part)


def _json(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=2, default=_number).encode()


def _number(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"{type(value).__name__} has no place in a file")


def _sheets(export: Export, name: str, sheets: Iterable[Sheet], now: datetime) -> File:
    """As a workbook, or each as CSV in a zip."""
    file = BytesIO()
    if export.form == "xlsx":
        write_workbook(file, sheets, title=name, made_at=now)
        return File(f"{name}.xlsx", file.getvalue())
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for number, sheet in enumerate(sheets, start=1):
            entry = zipfile.ZipInfo(f"{number}-{slugify(sheet.name, allow_unicode=True) or 'sheet'}.csv", NO_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(entry, b"".join(csv_of([column.title for column in sheet.columns], sheet.rows)))
    return File(f"{name}.csv.zip", file.getvalue())


def _archive(export: Export, now: datetime, progress: Progress) -> File:
    made = partial(archive_of, export.organization, now=now, progress=progress)
    try:
        content = b"".join(made())
    except ChangedMeanwhile:  # twice in a row it hardly happens
        content = b"".join(made())
    return File(f"{_name(export, 'archive')}.json", content)


def _dashboard(export: Export, now: datetime, progress: Progress) -> File:
    board = board_of(export.organization, export.choices.get("period"))
    if board is None:
        raise KeyError("no edition of the dashboard is published")
    filters = filters_from(export.organization, export.choices)
    about, parts = about_of(board, filters, now), dashboard_parts(board, filters, progress)
    name = _name(export, f"{board.period.lower() or 'latest'}-dashboard")
    if export.form == "json":
        tables = ((part.key, part.fields, part.sheet.rows) for part in parts)
        return File(f"{name}.json", b"".join(json_of(about.plain, tables)))
    return _sheets(export, name, chain([about.sheet], (part.sheet for part in parts)), now)


def _plan(export: Export, now: datetime, progress: Progress) -> File:
    name = _name(export, "plan")
    if export.form == "json":
        return File(f"{name}.json", _json(plan_plain(export.organization)))
    return _sheets(export, name, plan_sheets(export.organization), now)


MAKERS: dict[str, Callable[[Export, datetime, Progress], File]] = {
    Export.What.RESULT: _result,
    Export.What.ASSESSMENT: _answers,
    Export.What.ARCHIVE: _archive,
    Export.What.DASHBOARD: _dashboard,
    Export.What.PLAN: _plan,
}
