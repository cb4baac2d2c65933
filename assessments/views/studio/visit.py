# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A curator before one piece of an edition, and what all pages of a piece show."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from assessments.domain.pieces import HEAD, Plain, find
from assessments.forms.studio.piece import PieceForm
from assessments.models import Edition, Revision
from assessments.queries.draft import last_revision
from assessments.queries.studio.piece import name_of
from assessments.queries.studio.shell import KIND_NAMES, StudioShell, studio_shell
from assessments.services.curating import Save
from assessments.views.access import SignedInRequest
from assessments.views.answering import idempotency_key
from assessments.views.studio.access import edition_or_404, kind_or_404


@dataclass
class Visit:
    """A curator before one piece of an edition; `piece` is as it stands now."""

    request: SignedInRequest
    edition: Edition
    shell: StudioShell
    kind: str
    key: str
    piece: Plain
    last: Revision | None
    now: datetime = field(default_factory=timezone.now)

    @property
    def url(self) -> str:
        return url_of(self.edition, self.kind, self.key)

    @property
    def seen(self) -> int:
        """The piece's revision now."""
        return self.last.number if self.last else 0

    def form(
        self, base: Plain, posted: MultiValueDict[str, str] | None = None, *, focus: str = "", rule_step: str = ""
    ) -> PieceForm:
        """The form of the piece as somebody began from it, with what they posted."""
        return PieceForm(
            kind=self.kind,
            base=base,
            document=self.shell.document,
            languages=self.shell.languages,
            lagging=self.edition.lagging,
            posted=posted,
            focus=focus,
            url=self.url,
            rule_step=rule_step,
        )

    def save(self, seen: int) -> Save:
        """Who writes, having seen this revision; 400 where the posted key is none."""
        return Save(self.edition, self.kind, self.key, seen, idempotency_key(self.request), self.request.user, self.now)


def url_of(edition: Edition, kind: str, key: str) -> str:
    """The page of a piece, or of the head."""
    if kind == HEAD:
        return reverse("studio_head", args=[edition.pk])
    return reverse("studio_piece", args=[edition.pk, kind, key])


def visit_or_404(
    request: SignedInRequest, edition_id: uuid.UUID, kind: str, key: str, *, may_be_gone: bool = False
) -> Visit:
    """The curator's visit; 404 where the edition has no such piece. Of one that it had it is there without the piece
    where that `may_be_gone`; what is sent is let through: the first of two presses may have renamed it."""
    edition = edition_or_404(request, edition_id)
    if kind != HEAD:
        kind_or_404(kind)
    shell = studio_shell(edition, kind)
    piece, last = find(shell.document, kind, key), last_revision(edition, kind, key)
    if piece is None and not (may_be_gone and (last or request.method == "POST")):
        raise Http404
    return Visit(request, edition, shell, kind, key, piece or {}, last)


def context_of(visit: Visit, seen: int) -> dict[str, Any]:
    """What all pages of a piece show."""
    return {
        "shell": visit.shell,
        "edition": visit.edition,
        "kind": visit.kind,
        "kind_name": KIND_NAMES.get(visit.kind, _("Edition")),
        "key": visit.key,
        "name": name_of(visit.piece) or str(visit.edition),
        "last": visit.last,
        "revision": seen,
        "idempotency_key": uuid.uuid4(),
        "url": visit.url,
    }
