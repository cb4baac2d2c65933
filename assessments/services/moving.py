# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Moving an open assessment to another edition of its pack. A submitted one never moves.

What was said keeps standing under the key that the new edition gives it. What the new edition doesn't ask, or doesn't
offer as an answer, stays in its row as it is: readers pass over it (queries/offered.py), and an edition that asks it
again finds it again.
"""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.domain.edition import Edition
from assessments.models import Answer, Assessment, Change, Evidence, Response
from assessments.models import Edition as EditionRow
from assessments.queries.edition import edition_of
from assessments.queries.history import MOVED
from assessments.queries.offered import give_new_keys, profile_in
from assessments.services.answering import lock_open
from assessments.services.history import add_line
from assessments.services.refusal import NotAccepted, Refused

RENAMED = "renamed"


@transaction.atomic(durable=True)
def move_assessment(*, assessment: Assessment, edition: EditionRow, by: User, now: datetime) -> Assessment:
    """Move an open assessment to a published edition of its pack; the assessment with that edition.

    Raises AlreadySubmitted, or NotAccepted where the edition is another pack's, isn't published, or is its own already.
    """
    row = lock_open(assessment)
    published = EditionRow.objects.published().filter(pack=row.pack, pk=edition.pk).first()
    if published is None:
        raise NotAccepted(Refused("edition", _("This edition is not published for this assessment’s pack.")))
    if published.pk == row.edition_id:
        raise NotAccepted(Refused("edition", _("This assessment stands on this edition already.")))
    before = EditionRow.objects.values_list("version", flat=True).get(pk=row.edition_id)
    after = {"edition": published.version}
    line = add_line(row, MOVED, by=by, now=now, before={"edition": before}, after=after)
    content = edition_of(published)
    Change.objects.bulk_create(_rename_answers(row, content, line))
    _rename_responses(row, content)
    _rename_evidence(row, content)
    # A profile that the edition lacks stays, as answers do.
    profile = profile_in(content, row.profile) or row.profile
    Assessment.objects.filter(pk=row.pk).update(edition=published, profile=profile)
    moved: Assessment = Assessment.objects.with_edition().get(pk=row.pk)
    return moved


def _rename_answers(assessment: Assessment, edition: Edition, move: Change) -> list[Change]:
    """Give answers their new keys; a line of history for each, with a key made of the move's."""
    changed = give_new_keys(edition, list(Answer.objects.of(assessment)))
    Answer.objects.of(assessment).bulk_update([row for row, _old in changed], ["key"], batch_size=500)
    return [
        Change(
            **assessment.whose,
            at=move.at,
            by=move.by,
            what=RENAMED,
            key=row.key,
            before={"kind": row.kind, "key": old},
            after={"kind": row.kind, "key": row.key},
            revision=row.revision,
            idempotency_key=uuid.uuid5(move.idempotency_key, f"{row.kind}:{old}"),
        )
        for row, old in changed
    ]


def _rename_responses(assessment: Assessment, edition: Edition) -> None:
    changed = give_new_keys(edition, list(Response.objects.of(assessment)))
    Response.objects.of(assessment).bulk_update([row for row, _old in changed], ["key"], batch_size=500)


def _rename_evidence(assessment: Assessment, edition: Edition) -> None:
    """Evidence of one practice can be many rows, so that none is in another's way."""
    for old, new in edition.renames.practices.items():
        Evidence.objects.of(assessment).filter(practice=old).update(practice=new)
