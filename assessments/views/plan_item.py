# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""One action of a plan: its page, an own one, and what is done to it by one button.

Each form posts `key` and the `revision` that its page showed. The buttons of the plan lead back to `next`, with
`?changed=` as the action that the page offers to take back.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Organization, Role
from assessments.forms.evidence import EvidenceForm
from assessments.forms.plan import ItemForm, MovedForm, OwnItemForm
from assessments.models import Assessment, Assignment, Edition, PlanChange, PlanItem
from assessments.models.answer import Kind
from assessments.permissions import (
    can_answer,
    can_keep_plan,
    can_move_item,
    can_propose,
    can_remove_item,
    can_take_back,
)
from assessments.queries.edition import edition_of
from assessments.queries.member import members_of
from assessments.queries.plan_history import Apart, apart
from assessments.queries.plan_item import item_page
from assessments.queries.plan_proposal import Proposal
from assessments.queries.plan_words import title_of, with_words
from assessments.queries.shell import shell_of
from assessments.services.plan_rows import FIELDS
from assessments.services.planning import OwnAction, PlanMovedOn, add_own_action, change_item
from assessments.services.refusal import NotAccepted
from assessments.services.taking_back import remove_item, take_back_change
from assessments.views.access import SignedInRequest, organization_or_404, require
from assessments.views.answering import base_revision, idempotency_key
from assessments.views.plan import way_back, with_changed


@dataclass(frozen=True)
class Visit:
    """A person before one action of a plan."""

    request: SignedInRequest
    organization: Organization
    role: Role
    item: PlanItem
    now: datetime

    @property
    def may_move(self) -> bool:
        return can_move_item(self.role, self.item, self.request.user)

    def may_take_back(self, revision: int) -> bool:
        """Whether the person may take back the change that led to a revision; of one that there is not, nothing is."""
        line = PlanChange.objects.within(self.organization).filter(item=self.item, revision=revision).first()
        return self.may_move and (line is None or can_take_back(self.role, line, self.request.user))

    @property
    def url(self) -> str:
        return reverse("plan_item", args=[self.organization.pk, self.item.pk])

    def form(self, item: PlanItem, *, posted: bool = False, changes: dict[str, object] | None = None) -> MovedForm:
        """What the person may change of the item: with what was posted, or with what stands there and their changes."""
        data = self.request.POST if posted else None
        values = {name: getattr(item, name) for name in FIELDS} | (changes or {})
        if not can_keep_plan(self.role):
            return MovedForm(data, initial=MovedForm.initial_of(values))
        members = members_of(self.organization, self.request.user, self.role)
        people = {one.person.pk: one.person for one in [*members.own, *members.inherited]}
        if item.assignee:
            people.setdefault(item.assignee.pk, item.assignee)
        if not item.is_own:
            return ItemForm(data, people=people.values(), initial=ItemForm.initial_of(values))
        edition, initial = edition_of(item.edition), OwnItemForm.initial_of(values)
        return OwnItemForm(data, people=people.values(), edition=edition, initial=initial)


@require_http_methods(["GET", "POST"])
def plan_item(request: SignedInRequest, organization_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    """An action with its history; whoever may changes it."""
    visit = visit_or_404(request, organization_id, item_id)
    if request.method == "GET":
        return page_of(visit, visit.form(visit.item) if visit.may_move else None)
    require(visit.may_move)
    form = visit.form(visit.item, posted=True)
    if not form.is_valid():
        return page_of(visit, form, status=422)
    try:
        return _saved(visit, form)
    except NotAccepted as refusal:
        form.refuse(refusal.faults)
        return page_of(visit, form, status=422)


@require_http_methods(["GET", "POST"])
def plan_new(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """An action of one's own; what contributors add is proposed."""
    organization, role = organization_or_404(request, organization_id)
    require(can_propose(role))
    edition = Edition.objects.newest_of(Edition.BUILT_IN)
    if edition is None:
        raise Http404
    form = _new_form(request, organization, role, edition)
    if form.is_valid():
        try:
            item = _added(request, organization, role, edition, form)
        except NotAccepted as refusal:
            form.refuse(refusal.faults)
        else:
            return redirect(with_changed(reverse("plan", args=[organization.pk]), item))
    context = {"form": form, "key": uuid.uuid4(), "shell": shell_of(request.user, organization, role, "plan")}
    return render(request, "plan/new.html", context, status=422 if form.is_bound else 200)


@require_POST
def plan_status(request: SignedInRequest, organization_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    """Give an action another status by one button."""
    visit = visit_or_404(request, organization_id, item_id)
    require(visit.may_move)
    back = way_back(request, reverse("plan", args=[organization_id]))
    status, seen, key = _status_in(request), base_revision(request), idempotency_key(request)
    require(can_keep_plan(visit.role) or status != PlanItem.Status.PROPOSED)
    changes = {"status": status}
    try:
        item = change_item(
            item=visit.item, seen=seen, changes=changes, idempotency_key=key, by=request.user, now=visit.now
        )
    except PlanMovedOn as moved:
        return _told(request, moved.item, back)
    except NotAccepted as refusal:
        messages.warning(request, refusal.faults[0].message)
        return redirect(visit.url)
    return redirect(with_changed(back, item))


@require_POST
def plan_undo(request: SignedInRequest, organization_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    """Take the last change of an action back, or the action where it was only added."""
    visit = visit_or_404(request, organization_id, item_id)
    seen, back = base_revision(request), way_back(request, reverse("plan", args=[organization_id]))
    is_added = seen == 1
    require(can_remove_item(visit.role, visit.item, request.user) if is_added else visit.may_take_back(seen))
    try:
        if is_added:
            remove_item(item=visit.item, seen=seen)
        else:
            key = idempotency_key(request)
            take_back_change(item=visit.item, seen=seen, idempotency_key=key, by=request.user, now=visit.now)
    except PlanMovedOn as moved:
        return _told(request, moved.item, back)
    except NotAccepted as refusal:
        messages.warning(request, refusal.faults[0].message)
        return redirect(back)
    messages.success(request, _("Taken back: “%(title)s”.") % {"title": title_of(visit.item)})
    return redirect(back)


@require_http_methods(["GET", "POST"])
def plan_remove(request: SignedInRequest, organization_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    """Say what removing an action would lose, and remove it."""
    visit = visit_or_404(request, organization_id, item_id)
    require(can_remove_item(visit.role, visit.item, request.user))
    if request.method == "GET":
        shell = shell_of(request.user, visit.organization, visit.role, "plan")
        return render(request, "plan/remove.html", {"item": visit.item, "title": title_of(visit.item), "shell": shell})
    try:
        remove_item(item=visit.item, seen=base_revision(request))
    except PlanMovedOn as moved:
        return _told(request, moved.item, visit.url)
    messages.success(request, _("Removed: “%(title)s”.") % {"title": title_of(visit.item)})
    return redirect("plan", organization_id)


def _status_in(request: SignedInRequest) -> str:
    status = request.POST.get("status", "")
    if status not in PlanItem.Status.values:
        raise BadRequest("There is no such status.")
    return status


def visit_or_404(request: SignedInRequest, organization_id: uuid.UUID, item_id: uuid.UUID) -> Visit:
    """The person's visit; 404 for a stranger, and for an action of another plan. Two queries."""
    organization, role = organization_or_404(request, organization_id)
    item = get_object_or_404(with_words(PlanItem.objects.within(organization)), pk=item_id)
    item.organization = organization
    return Visit(request, organization, role, item, timezone.now())


def _saved(visit: Visit, form: MovedForm) -> HttpResponse:
    """Save what was changed. Where somebody else changed other fields meanwhile, both stay; where the same, both are
    shown."""
    request, item, changes = visit.request, visit.item, form.changes()
    seen, key = base_revision(request), idempotency_key(request)
    if item.revision > seen:
        both, changes = apart(item, seen, changes)
        if both:
            return _told_apart(visit, item, both, changes)
    try:
        change_item(item=item, seen=item.revision, changes=changes, idempotency_key=key, by=request.user, now=visit.now)
    except PlanMovedOn as moved:
        both, own = apart(moved.item, item.revision, changes)
        return _told_apart(visit, moved.item, both, own)
    messages.success(request, _("Saved."))
    return redirect(visit.url)


def _told_apart(visit: Visit, item: PlanItem, both: list[Apart], own: dict[str, object]) -> HttpResponse:
    """The page with what two people changed at once, and the form with what the person wrote."""
    return page_of(visit, visit.form(item, changes=own), both=both, revision=item.revision, status=409)


def page_of(visit: Visit, form: MovedForm | None, *, status: int = 200, **more: Any) -> HttpResponse:
    """The action's page. What was refused keeps the revision that was posted: it is still what the person saw.

    `more` is `both` and `revision` where two changed it at once, and `evidence`: what was filled in for an answer that
    the action proposes, with the place of that.
    """
    request, evidence = visit.request, more.pop("evidence", None)
    shell = shell_of(request.user, visit.organization, visit.role, "plan")
    page = item_page(visit.item, shell, visit.now, may_answer(visit, shell.assessment))
    context = {
        "page": page,
        "asked": [(one, _evidence_form(visit, one, evidence)) for one in page.proposals],
        "form": form,
        "both": [],
        "revision": base_revision(request) if form and form.is_bound else visit.item.revision,
        "may_remove": can_remove_item(visit.role, visit.item, request.user),
        "key": uuid.uuid4(),
        "shell": shell,
    }
    return render(request, "plan/item.html", context | more, status=status)


def may_answer(visit: Visit, assessment: Assessment | None) -> Callable[[str], bool]:
    """Whether the person may answer a section of the open assessment; one query for a contributor."""
    assigned: frozenset[str] = frozenset()
    is_asked = assessment is not None and visit.item.status == PlanItem.Status.DONE
    if is_asked and visit.role == Role.CONTRIBUTOR:
        sections = Assignment.objects.of(assessment).filter(user=visit.request.user)
        assigned = frozenset(sections.values_list("section", flat=True))
    return lambda section: can_answer(visit.role, section, assigned)


def _evidence_form(visit: Visit, proposal: Proposal, filled: tuple[str, EvidenceForm] | None) -> EvidenceForm | None:
    """What may back the answer that is proposed, each form with ids of its own."""
    if proposal.kind != Kind.PRACTICE:
        return None
    today = visit.now.astimezone(visit.organization.zone).date()
    form = filled[1] if filled and filled[0] == proposal.place else EvidenceForm(today)
    form.auto_id = f"{proposal.place}-%s"
    return form


def _told(request: SignedInRequest, item: PlanItem, back: str) -> HttpResponse:
    words = _("This action was changed elsewhere meanwhile, so nothing was changed now. It is “%(status)s”.")
    messages.warning(request, words % {"status": item.get_status_display()})
    return redirect(back)


def _new_form(request: SignedInRequest, organization: Organization, role: Role, edition: Edition) -> OwnItemForm:
    members = members_of(organization, request.user, role)
    people = {one.person.pk: one.person for one in [*members.own, *members.inherited]}
    data, initial = request.POST if request.method == "POST" else None, {"recommendation": request.GET.get("for", "")}
    return OwnItemForm(data, people=people.values(), edition=edition_of(edition), is_new=True, initial=initial)


def _added(
    request: SignedInRequest, organization: Organization, role: Role, edition: Edition, form: OwnItemForm
) -> PlanItem:
    return add_own_action(
        organization=organization,
        edition=edition,
        own=OwnAction(**form.own(), **form.whose()),
        status=PlanItem.Status.TO_DO if can_keep_plan(role) else PlanItem.Status.PROPOSED,
        idempotency_key=idempotency_key(request),
        by=request.user,
        now=timezone.now(),
    )
