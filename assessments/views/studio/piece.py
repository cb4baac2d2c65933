# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""One piece of an edition, or its head: its form where it is a draft, else only to be read.

Each POST saves, but for the buttons that change how the form is built, and those that are confirmed first.
"""

import uuid
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.domain.canonical import canonical_json
from assessments.domain.pieces import HEAD, Plain, put
from assessments.forms.studio.piece import PieceForm
from assessments.forms.studio.steps import stepped
from assessments.queries.studio.comments import talk_of
from assessments.queries.studio.gate import Gate, gate_of
from assessments.queries.studio.impact import AdvicePanel, advice_panel
from assessments.queries.studio.piece import name_of
from assessments.queries.studio.piece_history import last_lines, piece_at, piece_in_base
from assessments.services.curating import NotADraft, PieceConflict, add_piece, confirm_translation, save_piece
from assessments.services.refusal import NotAccepted
from assessments.views.access import SignedInRequest
from assessments.views.answering import base_revision, wants_part
from assessments.views.studio.piece_checks import checks_of
from assessments.views.studio.piece_conflict import changes_of, conflict_page, joined_with
from assessments.views.studio.preview import preview_beside
from assessments.views.studio.visit import Visit, context_of, visit_or_404


@require_http_methods(["GET", "POST"])
def studio_piece(request: SignedInRequest, edition_id: uuid.UUID, kind: str, key: str) -> HttpResponse:
    """Show a piece, and save what a curator makes of it; what was typed for one that is gone is not lost."""
    return answer(visit_or_404(request, edition_id, kind, key, may_be_gone=request.method == "POST"))


@require_http_methods(["GET", "POST"])
def studio_head(request: SignedInRequest, edition_id: uuid.UUID) -> HttpResponse:
    """The same for what an edition says of itself."""
    return answer(visit_or_404(request, edition_id, HEAD, ""))


def answer(visit: Visit) -> HttpResponse:
    """The page, or what comes of a post."""
    if visit.request.method == "GET":
        if "undo" in visit.request.GET and visit.edition.is_draft:
            return undo_page(visit)
        return page_of(visit, visit.form(visit.piece))
    if not visit.edition.is_draft:
        messages.error(visit.request, _("This edition is no draft any more: its content does not change."))
        return page_of(visit, visit.form(visit.piece, visit.request.POST), status=HTTPStatus.CONFLICT)
    return take(visit, visit.request.POST)


def take(visit: Visit, post: QueryDict) -> HttpResponse:
    """What the button asks for that was pressed."""
    if "theirs" in post:
        return redirect(visit.url)
    seen = base_revision(visit.request)
    base = visit.piece if seen == visit.seen else piece_at(visit.edition, visit.kind, visit.key, seen)
    if "undo" in post:
        return undo(visit, seen)
    if "step" in post:
        posted, focus = stepped(post, str(post["step"]))
        return page_of(visit, visit.form(base, posted, focus=focus), seen)
    if "rule" in post:
        return rule(visit, visit.form(base, post, rule_step=str(post["rule"])), seen)
    if "look" in post:
        return look(visit, visit.form(base, post))
    if "confirm" in post:
        return confirm(visit, visit.form(base, post), seen)
    return save(visit, visit.form(base, post), seen)


def save(visit: Visit, form: PieceForm, seen: int) -> HttpResponse:
    """Save, or say why nothing was saved; what was typed stays."""
    if not form.is_valid():
        return page_of(visit, form, seen, HTTPStatus.UNPROCESSABLE_ENTITY)
    content, knows = chosen(visit, form, seen)
    if content is None:
        return conflict_page(visit, form, seen)
    try:
        if "again" in visit.request.POST and not visit.piece:
            add_piece(save=visit.save(knows), content=content, is_back=True)
        elif canonical_json(content) != canonical_json(form.base if knows == seen else visit.piece):
            save_piece(save=visit.save(knows), content=content)
    except NotADraft:
        messages.error(visit.request, _("This edition went into review meanwhile. Nothing was saved."))
        return page_of(visit, form, seen, HTTPStatus.CONFLICT)
    except PieceConflict:
        return conflict_page(visit, form, seen)
    except NotAccepted as refusal:
        return refused(visit, form, seen, refusal)
    return redirect(visit.url)


def refused(visit: Visit, form: PieceForm, seen: int, refusal: NotAccepted) -> HttpResponse:
    """Say at its field what cannot be."""
    for fault in refusal.faults:
        form.add_error(fault.place if fault.place in form.fields else None, fault.message)
    return page_of(visit, form, seen, HTTPStatus.UNPROCESSABLE_ENTITY)


def chosen(visit: Visit, form: PieceForm, seen: int) -> tuple[Plain | None, int]:
    """What is to be saved, and which revision its author has seen: after a conflict, theirs too.

    None where both versions were to be joined, and what was typed meanwhile no longer fits theirs.
    """
    post = visit.request.POST
    number = post.get("joined") or post.get("mine") or ""
    knows = int(number) if number.isdecimal() and len(number) < 10 else seen
    return joined_with(visit, form) if "joined" in post else form.content(), knows


def confirm(visit: Visit, form: PieceForm, seen: int) -> HttpResponse:
    """Note that a translation still fits. What was typed besides stays, to be saved."""
    status = HTTPStatus.OK
    try:
        confirm_translation(save=visit.save(seen), place=visit.request.POST["confirm"])
    except NotADraft:
        messages.error(visit.request, _("This edition went into review meanwhile. Nothing was saved."))
    except PieceConflict:
        form.is_valid()
        return conflict_page(visit, form, seen)
    except NotAccepted as refusal:
        messages.error(visit.request, refusal.faults[0].message)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    visit.edition.refresh_from_db(fields=["lagging"])
    return page_of(visit, visit.form(form.base, visit.request.POST), seen, status)


def rule(visit: Visit, form: PieceForm, seen: int) -> HttpResponse:
    """The rule's editor after one of its buttons, alone where htmx asks; nothing is saved."""
    if wants_part(visit.request) and form.rules:
        return render(visit.request, "studio/_rule.html", {"panel": form.rules[0].panel})
    return page_of(visit, form, seen)


def look(visit: Visit, form: PieceForm) -> HttpResponse:
    """What the checks would find if what is typed were saved."""
    form.is_valid()
    after = put(visit.shell.document, visit.kind, visit.key, form.content())
    return render(visit.request, "studio/_piece_checks.html", {"checks": checks_of(visit, after), "url": visit.url})


def undo_page(visit: Visit) -> HttpResponse:
    """Asks whether the piece is to be as the edition has it that the draft is based on."""
    if piece_in_base(visit.edition, visit.shell.document, visit.kind, visit.key) is None:
        raise Http404
    return render(visit.request, "studio/piece_undo.html", context_of(visit, visit.seen))


def undo(visit: Visit, seen: int) -> HttpResponse:
    """Put back what the edition has that the draft is based on."""
    before = piece_in_base(visit.edition, visit.shell.document, visit.kind, visit.key)
    if before is None:
        raise Http404
    try:
        save_piece(save=visit.save(seen), content=before)
    except NotAccepted as refusal:
        messages.error(visit.request, refusal.faults[0].message)
    except (NotADraft, PieceConflict):
        messages.error(
            visit.request, _("Somebody else changed this at the same moment. Look again, then try once more.")
        )
    else:
        base = visit.edition.based_on
        messages.success(
            visit.request, _("This is as in edition %(base)s again.") % {"base": base.version if base else ""}
        )
    return redirect(visit.url)


def impact_of(visit: Visit, gate: Gate) -> AdvicePanel:
    """What the last run says of this recommendation."""
    return advice_panel(gate.runs, visit.key, name_of(visit.piece), visit.now)


def beside(visit: Visit) -> dict[str, Any]:
    """What stands around the form of a draft's piece: the draft's gate, what curators say of it, its impact."""
    edition, document = visit.edition, visit.shell.document
    gate = gate_of(edition, document, visit.request.user) if edition.is_unpublished else None
    return {
        "gate": gate,
        "talk": talk_of(edition, document, visit.kind, visit.key, is_panel=True),
        "impact": impact_of(visit, gate) if gate and visit.kind == "recommendations" else None,
    }


def page_of(visit: Visit, form: PieceForm, seen: int | None = None, status: int = HTTPStatus.OK) -> HttpResponse:
    """The page with the form as it is, with all that was typed; what is no draft is only read."""
    template = "studio/piece.html" if visit.edition.is_draft or form.is_bound else "studio/piece_read.html"
    context = context_of(visit, visit.seen if seen is None else seen)
    in_base = piece_in_base(visit.edition, visit.shell.document, visit.kind, visit.key)
    context |= {
        "form": form,
        **beside(visit),
        "checks": checks_of(visit, visit.shell.document),
        "changes": changes_of(visit, in_base),
        "lines": last_lines(visit.edition, visit.kind, visit.key),
        "preview": preview_beside(visit.request, visit.shell, visit.kind, form),
        "can_undo": in_base is not None and canonical_json(in_base) != canonical_json(visit.piece),
    }
    return render(visit.request, template, context, status=status)
