# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What curators say to each other, about a piece and about an edition as a whole."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.domain.pieces import HEAD, find
from assessments.forms.studio.review import CommentForm
from assessments.models import Comment, Edition
from assessments.queries.draft import document_of
from assessments.queries.studio.comments import talk_of, talk_of_all
from assessments.queries.studio.shell import studio_shell
from assessments.services.refusal import NotAccepted
from assessments.services.reviewing import comment, settle_comment
from assessments.views.access import SignedInRequest
from assessments.views.answering import wants_part
from assessments.views.studio.access import edition_or_404, kind_or_404

PANEL = "panel"


@require_http_methods(["GET", "POST"])
def studio_edition_comments(request: SignedInRequest, edition_id: uuid.UUID) -> HttpResponse:
    """All comments on an edition; say something about it as a whole, or settle one."""
    return _talk(request, edition_or_404(request, edition_id), HEAD, "")


@require_http_methods(["GET", "POST"])
def studio_comments(request: SignedInRequest, edition_id: uuid.UUID, kind: str, key: str) -> HttpResponse:
    """The comments on a piece; say something about it, or settle one."""
    return _talk(request, edition_or_404(request, edition_id), kind_or_404(kind), key)


def _talk(request: SignedInRequest, edition: Edition, kind: str, key: str) -> HttpResponse:
    if request.method == "POST" and "settle" in request.POST:
        _settle(request, edition)
        return _back(request, edition, kind, key)
    form = CommentForm(request.POST, auto_id="id_comment_%s") if request.method == "POST" else None
    if form and form.is_valid():
        try:
            _say(request, edition, kind, key, form)
        except NotAccepted as refusal:
            form.add_error("text", refusal.faults[0].message)
        else:
            return _back(request, edition, kind, key)
    return _page(request, edition, kind, key, form)


def _say(request: SignedInRequest, edition: Edition, kind: str, key: str, form: CommentForm) -> None:
    said = form.cleaned_data
    about = {"edition": edition, "kind": kind, "key": key, "text": said["text"]}
    comment(**about, idempotency_key=said["key"], by=request.user, now=timezone.now())


def _settle(request: SignedInRequest, edition: Edition) -> None:
    try:
        comment_id = uuid.UUID(request.POST["settle"])
        settle_comment(edition=edition, comment_id=comment_id, by=request.user, now=timezone.now())
    except (ValueError, Comment.DoesNotExist) as unknown:
        raise Http404 from unknown


def _back(request: SignedInRequest, edition: Edition, kind: str, key: str) -> HttpResponse:
    if wants_part(request):
        return _panel(request, edition, kind, key, None)
    if not key:
        return redirect("studio_edition_comments", edition.pk)
    return redirect("studio_piece" if request.POST.get("from") == PANEL else "studio_comments", edition.pk, kind, key)


def _panel(request: SignedInRequest, edition: Edition, kind: str, key: str, form: CommentForm | None) -> HttpResponse:
    """The comments alone, beside a form that stays as it is."""
    talk = talk_of(edition, document_of(edition), kind, key, is_panel=True)
    return render(request, "studio/_comments.html", {"talk": talk, "form": form}, status=422 if form else 200)


def _page(request: SignedInRequest, edition: Edition, kind: str, key: str, form: CommentForm | None) -> HttpResponse:
    if wants_part(request):
        return _panel(request, edition, kind, key, form)
    shell = studio_shell(edition, kind if key else "edition")
    talk = talk_of(edition, shell.document, kind, key) if key else talk_of_all(edition, shell.document)
    if key and not talk.comments and find(shell.document, kind, key) is None:
        raise Http404
    context = {"shell": shell, "edition": edition, "talk": talk, "form": form}
    return render(request, "studio/comments.html", context, status=422 if form else 200)
