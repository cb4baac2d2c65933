# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Bringing what a newer edition changed into a draft that began before that one was published."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.domain.pieces import find, under_names
from assessments.domain.taking_over import Place, Side, TakenOver, TwoOfOneKey, taken_over
from assessments.domain.translation import lagging_between, lagging_of, prefix_of, texts
from assessments.models import Edition, Revision
from assessments.queries.draft import document_of
from assessments.queries.studio.review import newer_edition
from assessments.queries.wording import listed
from assessments.services.draft_lines import lines_between
from assessments.services.draft_writing import moment, write_draft
from assessments.services.edition_steps import MovedOn, lock_edition
from assessments.services.refusal import NotAccepted, Refused


@transaction.atomic(durable=True)
def take_over(
    *,
    edition: Edition,
    newer: Edition,
    seen_revision: int,
    decided: Mapping[Place, Side],
    by: User,
    now: datetime,
) -> Edition:
    """Bring the changes of the newest edition into a draft as it was seen; it is based on that edition afterwards.

    `decided` says for each piece that both changed whose is kept. Raises MovedOn where the draft was changed since, or
    another edition is the newest by now; EditionGone; NotAccepted where something is not decided, or where keys stand
    for two things.
    """
    row = lock_edition(edition, Edition.State.DRAFT, seen_revision=seen_revision)
    if newer_edition(row) != newer:
        raise MovedOn(row)
    draft = document_of(row)
    found = _taken_over(row, newer, decided)
    if found.open(decided):
        raise NotAccepted(Refused("", _("Choose for each of these pieces which one to keep. Nothing was changed yet.")))
    row.based_on = newer
    row.save(update_fields=["based_on"])
    lines = lines_between(draft, found.document, Revision.What.TAKEN, newer.version)
    lagging = _lagging(row, newer, found, moment(now))
    write_draft(row, found.document, lines, names=found.names, lagging=lagging, by=by, now=now)
    return row


def _taken_over(row: Edition, newer: Edition, decided: Mapping[Place, Side]) -> TakenOver:
    base = document_of(row.based_on) if row.based_on else {}
    try:
        return taken_over(base, document_of(newer), document_of(row), decided)
    except TwoOfOneKey as refusal:
        raise NotAccepted(two_of_one_key(refusal)) from refusal


def two_of_one_key(refusal: TwoOfOneKey) -> Refused:
    """Why the two cannot be brought together, and what to do."""
    words = _(
        "Draft and newer edition have these keys for different things: %(keys)s. Give your pieces other keys first."
    )
    return Refused("", words % {"keys": listed([key for _kind, key in refusal.places])})


def _lagging(row: Edition, newer: Edition, found: TakenOver, at: str) -> dict[str, str]:
    """Which translations lag: of what is the newer edition's now those that lag there; of what was put together those
    that lag on either side, and still say what they said there."""
    published = document_of(newer)
    renamed = under_names(published, found.newer_names)
    there = lagging_between(published, renamed, found.newer_names, newer.lagging, at)
    left = lagging_between(document_of(row), found.document, found.names, row.lagging, at)
    for kind, key in found.taken:
        left = {name: since for name, since in left.items() if not name.startswith(prefix_of(kind, key))}
        left |= lagging_of(kind, key, there)
    for kind, key in found.joined:
        then, now = (dict(texts(kind, find(document, kind, key))) for document in (renamed, found.document))
        for name, since in lagging_of(kind, key, there).items():
            path, _slash, language = name.removeprefix(prefix_of(kind, key)).rpartition("/")
            if now.get(path, {}).get(language) == then.get(path, {}).get(language):
                left.setdefault(name, since)
    return left
