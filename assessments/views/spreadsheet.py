# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The questionnaire as a spreadsheet: got, filled in offline, sent back, its changes seen before any is saved."""

import re
import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from assessments.forms.spreadsheet import SpreadsheetForm
from assessments.imports.limited import read_questionnaire_limited
from assessments.imports.unreadable import UnreadableDocument
from assessments.models import IncomingFile
from assessments.permissions import can_manage
from assessments.queries.questionnaire_file import spreadsheet_of
from assessments.queries.shell import shell_of
from assessments.services.filling_in import filled_in, stage_questionnaire, take_questionnaire
from assessments.services.refusal import AlreadySubmitted, Conflict, NotAccepted
from assessments.views.access import Seat, SignedInRequest, require, seat_or_404

# What reading a file says, in a process that knows no languages.
REASONS = {
    gettext_noop("is no spreadsheet that could be read"),
    gettext_noop("is no spreadsheet in the form XLSX"),
    gettext_noop("is more than a questionnaire can hold"),
    gettext_noop("is no questionnaire of this site: the sheet that says so is missing"),
    gettext_noop("is a questionnaire in a form that is not known here"),
    gettext_noop("lacks the column %(column)s, which its first row names"),
    gettext_noop("has more than %(most)s rows"),
    gettext_noop("is larger than %(most)s MiB"),
    gettext_noop("is too much to read: it takes more than %(seconds)s seconds or %(most)s MiB of memory"),
    gettext_noop("could not be read, as the server is busy. Try again in a moment."),
}
# A revision that the page of changes showed.
SEEN = re.compile(r"seen-[^=]+=[0-9]{1,9}\Z")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
def spreadsheet(request: SignedInRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Get the questionnaire, or send it back."""
    seat = _seat(request, assessment_id)
    if isinstance(seat, HttpResponse):
        return seat
    form = SpreadsheetForm(request.POST, request.FILES) if request.method == "POST" else SpreadsheetForm()
    if form.is_valid():
        try:
            file = _stage(request, seat, form)
        except AlreadySubmitted:
            return redirect("results", assessment_id)
        if file:
            return redirect("spreadsheet_changes", assessment_id, file.pk)
    return _page(request, seat, "assessments/spreadsheet.html", {"form": form}, 422 if form.is_bound else 200)


@require_GET
def spreadsheet_file(request: SignedInRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """The questionnaire as a file, with the answers that stand."""
    seat = _seat(request, assessment_id)
    if isinstance(seat, HttpResponse):
        return seat
    assessment = seat.assessment
    place = slugify(assessment.organization.name, allow_unicode=True)[:60] or "organization"
    name = f"cairn-{place}-{assessment.period.lower()}-questionnaire.xlsx"
    response = HttpResponse(spreadsheet_of(assessment, timezone.now()), content_type=XLSX)
    response.headers["Content-Disposition"] = str(content_disposition_header(True, name))
    return response


@require_http_methods(["GET", "POST"])
def spreadsheet_changes(request: SignedInRequest, assessment_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """What a file would change; save it."""
    seat = _seat(request, assessment_id)
    if isinstance(seat, HttpResponse):
        return seat
    file = IncomingFile.objects.filter(pk=file_id, assessment=seat.assessment, by=request.user).first()
    if file is None:
        raise Http404
    if file.used_at:
        return redirect("assessment", assessment_id)
    if request.method == "POST":
        return _take(request, seat, file)
    return _changes(request, seat, file)


def _seat(request: SignedInRequest, assessment_id: uuid.UUID) -> Seat | HttpResponse:
    """A manager before an open assessment; a submitted one is read by its results."""
    seat = seat_or_404(request, assessment_id)
    require(can_manage(seat.role))
    return seat if seat.assessment.is_open else redirect("results", assessment_id)


def _stage(request: SignedInRequest, seat: Seat, form: SpreadsheetForm) -> IncomingFile | None:
    """The file, read and kept; None where the form says why not."""
    sent = form.cleaned_data["file"]
    try:
        document = read_questionnaire_limited(sent.read(), name=sent.name)
        return stage_questionnaire(
            assessment=seat.assessment, document=document, name=sent.name, by=request.user, now=timezone.now()
        )
    except UnreadableDocument as refusal:
        refused = {"refusal": (_(refusal.template) % refusal.values).rstrip(".")}
        form.add_error("file", _("The file %(refusal)s.") % refused)
    except NotAccepted as refusal:
        form.add_error("file", refusal.faults[0].message)
    return None


def _changes(request: SignedInRequest, seat: Seat, file: IncomingFile, status: int = 200) -> HttpResponse:
    context = {"file": file, "filled": filled_in(seat.assessment, file)}
    return _page(request, seat, "assessments/spreadsheet_changes.html", context, status)


def _take(request: SignedInRequest, seat: Seat, file: IncomingFile) -> HttpResponse:
    try:
        count = take_questionnaire(
            assessment=seat.assessment,
            file=file,
            overwrite=set(request.POST.getlist("overwrite")),
            seen=_seen(request),
            by=request.user,
            now=timezone.now(),
        )
    except AlreadySubmitted:
        return redirect("results", seat.assessment.pk)
    except Conflict:
        messages.warning(request, _("Somebody answered meanwhile. This is how it stands now; nothing was saved."))
        return _changes(request, seat, file, 409)
    except NotAccepted as refusal:
        messages.error(request, refusal.faults[0].message)
        return _changes(request, seat, file, 422)
    messages.success(request, ngettext("%(n)s answer saved.", "%(n)s answers saved.", count) % {"n": count})
    return redirect("assessment", seat.assessment.pk)


def _seen(request: SignedInRequest) -> dict[str, int]:
    """The revisions that the page of changes showed, by the names of the changes."""
    posted = {name: str(value) for name, value in request.POST.items()}
    shown = {name: value for name, value in posted.items() if SEEN.match(f"{name}={value}")}
    return {name.removeprefix("seen-"): int(value) for name, value in shown.items()}


def _page(request: SignedInRequest, seat: Seat, template: str, found: dict[str, Any], status: int) -> HttpResponse:
    shell = shell_of(request.user, seat.assessment.organization, seat.role, "assessment")
    return render(request, template, {"shell": shell, "assessment": seat.assessment, **found}, status=status)
