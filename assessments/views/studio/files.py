# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Editions as files: saving one, and taking one, whose difference is seen before anything is written."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from assessments.forms.studio.file import ConfirmForm, FileForm
from assessments.imports.limited import read_limited
from assessments.imports.unreadable import FaultyDocument, UnreadableDocument
from assessments.imports.writing import as_json, as_yaml
from assessments.models import Upload
from assessments.queries.draft import document_of, plain_of
from assessments.queries.studio.difference import difference_told
from assessments.queries.studio.upload import target_of, upload_of
from assessments.services.edition_steps import MovedOn
from assessments.services.importing import NothingNew, stage_upload, use_upload
from assessments.services.refusal import NotAccepted
from assessments.views.access import SignedInRequest
from assessments.views.studio.access import curator_or_404, edition_or_404
from assessments.views.studio.refused_file import told

WRITERS = {"yaml": (as_yaml, "application/yaml"), "json": (as_json, "application/json")}


@require_GET
def studio_export(request: SignedInRequest, edition_id: uuid.UUID, form: str) -> HttpResponse:
    """An edition as a file."""
    edition = edition_or_404(request, edition_id)
    if form not in WRITERS:
        raise Http404
    write, content_type = WRITERS[form]
    response = HttpResponse(write(document_of(edition)), content_type=f"{content_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{edition.pack}-{edition.version}.{form}"'
    return response


@require_http_methods(["GET", "POST"])
def studio_files(request: SignedInRequest) -> HttpResponse:
    """Send a file; it is read and checked, and waits for its difference to be confirmed."""
    curator_or_404(request)
    if request.method == "GET":
        form = FileForm(initial={"into": request.GET.get("into")})
        return render(request, "studio/files.html", {"form": form, "faults": [], "more": 0})
    form, faults, more = FileForm(request.POST, request.FILES), [], 0
    if form.is_valid():
        try:
            return redirect("studio_file", _stage(request, form).pk)
        except (UnreadableDocument, FaultyDocument) as refusal:
            faults, more = told(refusal), getattr(refusal, "more", 0)
        except NothingNew as same:
            return _nothing_new(request, same)
        except NotAccepted as refusal:
            form.add_error("file", refusal.faults[0].message)
    return render(request, "studio/files.html", {"form": form, "faults": faults, "more": more}, status=422)


def _nothing_new(request: SignedInRequest, same: NothingNew) -> HttpResponse:
    words = _("%(edition)s has all of this already: nothing was changed.")
    messages.success(request, words % {"edition": same.edition})
    return redirect("studio_edition", same.edition.pk)


def _stage(request: SignedInRequest, form: FileForm) -> Upload:
    sent = form.cleaned_data["file"]
    file = read_limited(sent.read(), name=sent.name)
    return stage_upload(file=file, into=form.cleaned_data["into"], by=request.user, now=timezone.now())


@require_http_methods(["GET", "POST"])
def studio_file(request: SignedInRequest, upload_id: uuid.UUID) -> HttpResponse:
    """What a file would change; do it."""
    curator_or_404(request)
    upload = upload_of(request.user, upload_id, timezone.now())
    if upload is None:
        raise Http404
    if upload.used_at and upload.into:
        return redirect("studio_edition", upload.into.pk)
    return _confirm(request, upload) if request.method == "POST" else _difference(request, upload)


def _difference(request: SignedInRequest, upload: Upload) -> HttpResponse:
    target, document = target_of(upload), plain_of(upload.document)
    context = {
        "upload": upload,
        "target": target,
        "version": document["edition"],
        "kinds": difference_told(target.document, document),
        "form": ConfirmForm(initial={"revision": target.draft.revision if target.draft else None}),
    }
    return render(request, "studio/file.html", context)


def _confirm(request: SignedInRequest, upload: Upload) -> HttpResponse:
    form = ConfirmForm(request.POST)
    seen = form.cleaned_data["revision"] if form.is_valid() else None
    try:
        draft = use_upload(upload=upload, seen_revision=seen, by=request.user, now=timezone.now())
    except NothingNew as same:
        return _nothing_new(request, same)
    except NotAccepted as refusal:
        messages.error(request, refusal.faults[0].message)
        return redirect("studio_files")
    except MovedOn:
        messages.error(request, _("Somebody changed the draft meanwhile. This is what the file would change now."))
        return redirect("studio_file", upload.pk)
    messages.success(request, _("Taken from %(name)s.") % {"name": upload.name})
    return redirect("studio_edition", draft.pk)
