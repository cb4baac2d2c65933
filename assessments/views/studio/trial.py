# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Trying a draft out on a sample's answers, or on answers by hand; nothing is stored but what is saved as a sample."""

import uuid
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.domain.faults import AnswersFaults, EditionFaults
from assessments.domain.fitting import Fitted
from assessments.domain.pieces import Plain
from assessments.forms.studio.trial import SampleForm, TrialForm
from assessments.models import Edition
from assessments.queries.draft import last_revision
from assessments.queries.studio.beside import beside
from assessments.queries.studio.finding import finding_words
from assessments.queries.studio.shell import StudioShell, studio_shell
from assessments.queries.studio.trial import (
    Bench,
    Trial,
    bench_of,
    left_out_names,
    sample_answers,
    trial_of,
)
from assessments.services.curating import NotADraft, PieceConflict, Save, add_piece, save_piece
from assessments.services.refusal import NotAccepted
from assessments.views.access import SignedInRequest
from assessments.views.studio.access import edition_or_404
from assessments.views.studio.mending import mend_links

KIND = "samples"


@dataclass(frozen=True)
class Visit:
    """A curator before a draft that can be tried out, with the sample that was chosen ({} for none)."""

    request: SignedInRequest
    edition: Edition
    shell: StudioShell
    bench: Bench
    sample: Plain
    fitted: Fitted
    broken: list[str]

    @property
    def sample_key(self) -> str:
        return str(self.sample.get("key", ""))


@require_http_methods(["GET", "POST"])
def studio_try(request: SignedInRequest, edition_id: uuid.UUID) -> HttpResponse:
    """Choose a sample, change its answers or begin with none, and see what comes of them; or save them as a sample."""
    edition = edition_or_404(request, edition_id)
    shell = studio_shell(edition, KIND)
    try:
        bench = bench_of(edition, shell.document)
    except EditionFaults as refusal:
        links = mend_links(shell.document, refusal.faults)
        return render(request, "studio/try_faults.html", {"shell": shell, "edition": edition, "links": links})
    visit = visit_of(request, edition, shell, bench)
    names = SampleForm(bench.edition.languages, visit.sample, request.POST if "save" in request.POST else None)
    data = request.POST if request.method == "POST" else None
    form = TrialForm(bench.edition, visit.fitted.answers, timezone.now().date(), data)
    if "save" in request.POST and form.is_valid() and names.is_valid() and (saved := save(visit, form, names)):
        return saved
    return page(visit, form, names)


def visit_of(request: SignedInRequest, edition: Edition, shell: StudioShell, bench: Bench) -> Visit:
    """With the answers of the chosen sample, or none where they have faults; 404 for a sample that isn't there."""
    key = request.POST.get("sample", request.GET.get("sample", ""))
    sample = bench.sample(key) if key else {}
    if sample is None:
        raise Http404
    fitted = sample_answers(bench, sample)
    broken: list[str] = []
    if key:
        try:
            trial_of(bench, fitted.answers)
        except AnswersFaults as refusal:
            broken = [f"{fault.place}{_(': ')}{finding_words(fault)}" for fault in refusal.faults]
            fitted = Fitted({}, ())
    return Visit(request, edition, shell, bench, sample, fitted, broken)


def page(visit: Visit, form: TrialForm, names: SampleForm) -> HttpResponse:
    """The page; with what comes of the answers, where there are some that can be evaluated."""
    line = last_revision(visit.edition, KIND, visit.sample_key) if visit.sample_key else None
    trial = tried(visit, form)
    refused = bool(form.errors or names.errors)
    context = {
        "shell": visit.shell,
        "edition": visit.edition,
        "visit": visit,
        "form": form,
        "names": names,
        "trial": trial,
        "base": visit.bench.base.edition if visit.bench.base else "",
        "beside": beside(trial, visit.bench.called) if trial else None,
        "left_out": left_out_names(visit.shell.document, visit.fitted.left_out),
        "is_open": trial is None or form.is_bound,
        "seen": line.number if line else 0,
        "key": uuid.uuid4(),
    }
    return render(visit.request, "studio/try.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if refused else 200)


def tried(visit: Visit, form: TrialForm) -> Trial | None:
    """What comes of the answers of the form, or of the sample; None where there are none yet."""
    if form.is_bound:
        return trial_of(visit.bench, form.answers()) if form.is_valid() else None
    return trial_of(visit.bench, visit.fitted.answers) if visit.sample_key and not visit.broken else None


def save(visit: Visit, form: TrialForm, names: SampleForm) -> HttpResponseRedirect | None:
    """Save the answers under the key that was given; None where that cannot be, with why beside the names."""
    post, is_same = visit.request.POST, names.key == visit.sample_key
    seen, once = post.get("seen", ""), post.get("key", "")
    number = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
    save = Save(visit.edition, KIND, names.key, number, uuid_of(once), visit.request.user, timezone.now())
    piece = names.piece(form.answers())
    try:
        save_piece(save=save, content=piece) if is_same else add_piece(save=save, content=piece)
    except NotADraft:
        names.add_error(None, _("This edition is no draft any more: its content does not change."))
    except PieceConflict:
        names.add_error(None, _("Somebody else changed this sample meanwhile. Save again to put yours in its place."))
    except NotAccepted as refusal:
        names.add_error("sample_key", refusal.faults[0].message)
    else:
        messages.success(visit.request, _("The sample was saved."))
        return redirect(f"{reverse('studio_try', args=[visit.edition.pk])}?sample={names.key}")
    return None


def uuid_of(text: str) -> uuid.UUID:
    """The key that a page gave to a save; a new one for anything else."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()
