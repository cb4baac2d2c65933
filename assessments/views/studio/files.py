# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Editions as files: saving one, and taking one, whose difference is seen before anything is written."""

import math
import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from assessments.domain.linting import lint
from assessments.forms.studio.file import ConfirmForm, FileForm
from assessments.imports.limited import MOST_BYTES, read_limited
from assessments.imports.unreadable import FaultyDocument, UnreadableDocument
from assessments.imports.writing import as_json, as_yaml
from assessments.models import Edition, Upload
from assessments.queries.draft import document_of, plain_of
from assessments.queries.studio.difference import difference_told
from assessments.queries.studio.upload import target_of, upload_of
from assessments.services.edition_steps import MovedOn
from assessments.services.importing import NothingNew, stage_upload, use_upload
from assessments.services.refusal import NotAccepted
from assessments.views.access import SignedInRequest
from assessments.views.studio.access import curator_or_404, edition_or_404
from assessments.views.studio.refused_file import FaultTold, told

MIB = 1024 * 1024
WRITERS = {"yaml": (as_yaml, "application/yaml"), "json": (as_json, "application/json")}


@require_GET
def studio_export(request: SignedInRequest, edition_id: uuid.UUID, form: str) -> HttpResponse:
    """An edition as a file."""
    edition = edition_or_404(request, edition_id)
    if form not in WRITERS:
        raise Http404
    write, content_type = WRITERS[form]
    response = HttpResponse(write(document_of(edition)), content_type=f"{content_type}; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{edition.pack}-{edition.version}.{form}")
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


def file_too_large(request: HttpRequest) -> HttpResponse:
    """The same page, for a curator whose request was refused unread, by its length."""
    size = math.ceil(int(request.META["CONTENT_LENGTH"]) / MIB * 10) / 10
    words = _("The file has %(size)s MiB, and may have at most %(most)s MiB.")
    fault = FaultTold(None, "", words % {"size": number_format(size, 1), "most": MOST_BYTES // MIB})
    return render(request, "studio/files.html", {"form": FileForm(), "faults": [fault], "more": 0}, status=413)


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


def _difference(request: SignedInRequest, upload: Upload, status: int = 200) -> HttpResponse:
    target, document = target_of(upload), plain_of(upload.document)
    context = {
        "upload": upload,
        "target": target,
        "version": document["edition"],
        "kinds": difference_told(target.document, document),
        "errors": sum(one.severity == "error" for one in lint(document, on=timezone.now().date())),
        "form": ConfirmForm(initial={"revision": target.draft.revision if target.draft else None}),
    }
    return render(request, "studio/file.html", context, status=status)


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
    except MovedOn as refusal:
        if not refusal.edition.is_draft:
            return _no_draft(request, refusal.edition)
        messages.error(request, _moved_on(seen))
        upload.into = refusal.edition
        return _difference(request, upload, status=409)
    messages.success(request, _("Taken from %(name)s.") % {"name": upload.name})
    return redirect("studio_edition", draft.pk)


def _moved_on(seen: int | None) -> str:
    if seen is None:
        return _("Nothing was written: look at what the file would change now, then confirm it here.")
    return _("Somebody changed the draft meanwhile. This is what the file would change now.")


def _no_draft(request: SignedInRequest, edition: Edition) -> HttpResponse:
    if edition.is_unpublished:
        messages.error(request, _("This edition is in review. Return it to draft first."))
    else:
        messages.error(request, _("This edition is no draft any more: its content does not change."))
    return redirect("studio_edition", edition.pk)
