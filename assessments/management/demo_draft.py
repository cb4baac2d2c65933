# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The draft that a demo's curators have begun (packs/aozora/90-draft.yaml)."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from assessments.domain.pieces import Plain, find
from assessments.models import Edition
from assessments.queries.draft import document_of, last_revision
from assessments.services.curating import Save, delete_piece, save_piece
from assessments.services.drafting import copied_from, start_draft
from assessments.services.reviewing import comment

BETWEEN = timedelta(minutes=7)


def start_demo_draft(story: Mapping[str, Any], base: Edition, author: User, reviewer: User, now: datetime) -> Edition:
    """Write the story's draft as its author would, change by change, and comment on it as the second curator would."""
    document = copied_from(base, story["edition"])
    draft = start_draft(document=document, source=base, by=author, now=now - timedelta(days=2))
    at = now - timedelta(days=2)
    for change in [*story["merge"], *story["append"]]:
        at += BETWEEN
        content = _changed(document_of(Edition.objects.get(pk=draft.pk)), change)
        save_piece(save=_save(draft, change, author, at), content=content)
    for change in story["without"]:
        at += BETWEEN
        delete_piece(save=_save(draft, change, author, at))
    for said in story["comments"]:
        comment(edition=draft, **said, idempotency_key=uuid.uuid4(), by=reviewer, now=now - timedelta(hours=3))
    return draft


def _save(draft: Edition, change: Mapping[str, Any], by: User, now: datetime) -> Save:
    line = last_revision(draft, change["kind"], change["key"])
    return Save(draft, change["kind"], change["key"], line.number if line else 0, uuid.uuid4(), by, now)


def _changed(document: Plain, change: Mapping[str, Any]) -> Plain:
    piece = find(document, change["kind"], change["key"])
    if piece is None:
        raise LookupError(f"The demo's draft changes {change['kind']} {change['key']}, which is not there.")
    return {**piece, **{field: _merged(piece.get(field), value) for field, value in change["fields"].items()}}


def _merged(before: Any, value: Any) -> Any:
    """Lists are joined; texts are merged by language; a rule, whose only word is `all` or `any`, takes its place."""
    if isinstance(before, list) and isinstance(value, list):
        return [*before, *value]
    if isinstance(before, dict) and isinstance(value, dict) and not {"all", "any"} & set(value):
        return {**before, **value}
    return value
