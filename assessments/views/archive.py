# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Taking an archive of an organization: sending it, seeing what it would make, confirming."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.limits import allow
from accounts.models import Organization, Role
from assessments.forms.archive import ArchiveForm, TakeForm
from assessments.imports.limited import read_archive_limited
from assessments.imports.unreadable import FaultyDocument, UnreadableDocument
from assessments.models import IncomingFile
from assessments.permissions import can_own
from assessments.queries.archive import archive_of_sender, archive_told
from assessments.services.refusal import NotAccepted, Refused
from assessments.services.restoring import restore_archive, stage_archive
from assessments.views.access import SignedInRequest
from assessments.views.studio.refused_file import told

MOST_AN_HOUR = 20


@require_http_methods(["GET", "POST"])
def archive_import(request: SignedInRequest) -> HttpResponse:
    """Send an archive; it is read and checked, and waits to be confirmed."""
    if request.method == "GET":
        form = ArchiveForm(initial={"above": request.GET.get("under")}, user=request.user)
        return render(request, "archives/import.html", {"form": form, "faults": [], "more": 0})
    form, faults, more = ArchiveForm(request.POST, request.FILES, user=request.user), [], 0
    if form.is_valid():
        try:
            return redirect("archive_file", _stage(request, form).pk)
        except (UnreadableDocument, FaultyDocument) as refusal:
            faults, more = told(refusal), getattr(refusal, "more", 0)
        except NotAccepted as refusal:
            for fault in refusal.faults:
                form.add_error("file", fault.message)
    return render(request, "archives/import.html", {"form": form, "faults": faults, "more": more}, status=422)


def _stage(request: SignedInRequest, form: ArchiveForm) -> IncomingFile:
    """The archive, read and kept; reading one may keep a processor busy for long."""
    sent, above, who = form.cleaned_data["file"], form.cleaned_data["above"], str(request.user.pk)
    if not allow("archive", who, most=MOST_AN_HOUR, seconds=60 * 60, now=timezone.now()):
        raise NotAccepted(Refused("file", _("You have sent many archives within an hour. Send this one later.")))
    document = read_archive_limited(sent.read(), name=sent.name)
    return stage_archive(document=document, name=sent.name, above=above, by=request.user, now=timezone.now())


@require_http_methods(["GET", "POST"])
def archive_file(request: SignedInRequest, file_id: uuid.UUID) -> HttpResponse:
    """What an archive would make; make it."""
    incoming = archive_of_sender(request.user, file_id, timezone.now())
    if incoming is None:
        raise Http404
    if incoming.used_at:
        messages.success(request, _("This archive has been taken already."))
        return redirect("home")
    _require_owner(request, incoming)
    what = archive_told(incoming, request.user)
    posted = request.POST if request.method == "POST" else None
    form = TakeForm(posted, was_taken=bool(what.earlier))
    if form.is_valid():
        try:
            return _take(request, incoming, again=form.cleaned_data["again"])
        except NotAccepted as refusal:
            form.add_error(None, refusal.faults[0].message)
    context = {"form": form, "incoming": incoming, "what": what}
    return render(request, "archives/file.html", context, status=422 if form.is_bound else 200)


def _require_owner(request: SignedInRequest, incoming: IncomingFile) -> None:
    """Whoever does not own the organization any more puts nothing under it."""
    if incoming.above_id is None:
        return
    held = Organization.objects.known_to(request.user).filter(pk=incoming.above_id).first()
    if held is None:
        raise Http404
    if not can_own(Role(held.role)):
        raise PermissionDenied


def _take(request: SignedInRequest, incoming: IncomingFile, *, again: bool) -> HttpResponse:
    made = restore_archive(incoming=incoming, again=again, by=request.user, now=timezone.now())
    messages.success(request, _("It is all here, and every result was verified."))
    return redirect("organization", made.pk)
