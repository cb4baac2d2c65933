# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Files that take longer than a request may."""

from django.utils import timezone
from django_tasks import task

from assessments.models import Export
from assessments.queries.export_file import file_of
from assessments.queries.running import TAKEN_UP_AFTER, is_pending
from assessments.services.exporting import begin_export, fail_export, finish_export, note_progress, remove_expired


@task()
def make_export(export_id: str) -> str:
    """Make the file that was asked for; look again later, should this process die over it."""
    now = timezone.now()
    remove_expired(now)
    if not is_pending(Export, export_id):
        return "over"
    make_export.using(run_after=now + TAKEN_UP_AFTER).enqueue(export_id)
    export = begin_export(export_id=export_id, now=now)
    if export is None:
        return "under way"
    try:
        file = file_of(
            export, now, lambda done, total: note_progress(export=export, done=done, total=total, now=timezone.now())
        )
    except Exception:
        fail_export(export=export, now=timezone.now())
        raise
    finish_export(export=export, name=file.name, content=file.content, now=timezone.now())
    return file.name
