# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Every page of the demo, with somebody who may see it: for accessibility tests and for pictures."""

from dataclasses import dataclass

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization, User
from assessments.models import Assessment, Edition, IncomingFile, Invitation, PlanChange, PlanItem, ShareLink
from assessments.queries.draft import document_of
from assessments.queries.progress import standing_assessments
from assessments.services.linking import make_open_link
from assessments.services.sharing import Shared, share
from tests.assessments.services.plan_files import rows_of, staged

OWNER, MANAGER, VIEWER = "owner@aozora.example", "manager@aozora.example", "viewer@aozora.example"
CONTRIBUTOR, CURATOR = "contributor@aozora.example", "curator@cairn.example"


@dataclass(frozen=True)
class Stop:
    """A page by a name that sorts and reads well, its address, and who looks (None: nobody signed in)."""

    name: str
    address: str
    who: str | None


def every_page() -> list[Stop]:
    """The pages of a demo installation; the unit with an open assessment plays the lead."""
    opened = Assessment.objects.open().get(organization__name="Aozora Imaging")
    unit, group = opened.organization, Organization.objects.get(name="Aozora Group")
    submitted = Assessment.objects.submitted().filter(organization=unit).order_by("period").last()
    assert submitted is not None
    return [*_outside(), *_around(unit, group), *_answering(opened), *_understanding(opened, submitted), *_studio()]


def _outside() -> list[Stop]:
    return [
        Stop("00-sign-in", reverse("account_login"), None),
        Stop("00-about", reverse("about"), None),
        Stop("00-inbox", reverse("inbox"), None),
        Stop("00-not-found", "/nowhere/", MANAGER),
        Stop("00-organizations", reverse("organizations"), OWNER),
        Stop("00-preferences", reverse("preferences"), MANAGER),
        Stop("00-welcome", reverse("welcome"), "curator@cairn.example"),
    ]


def _around(unit: Organization, group: Organization) -> list[Stop]:
    return [
        Stop("01-overview", reverse("organization", args=[unit.pk]), MANAGER),
        Stop("01-overview-group", reverse("organization", args=[group.pk]), VIEWER),
        *_group(group),
        Stop("12-units", reverse("organization_units", args=[group.pk]), OWNER),
        Stop("12-members", reverse("organization_members", args=[unit.pk]), OWNER),
        Stop("12-settings", reverse("organization_settings", args=[unit.pk]), OWNER),
        Stop("02-assessments", reverse("assessments", args=[unit.pk]), MANAGER),
        *_planning(unit, group),
        Stop("07-progress", reverse("progress", args=[unit.pk]), MANAGER),
        *_progress(unit, group),
        *_reports(unit, group),
    ]


def _progress(unit: Organization, group: Organization) -> list[Stop]:
    at, first = [unit.pk], standing_assessments(unit)[0]
    return [
        Stop("07-progress-since-the-first", f"{reverse('progress', args=at)}?from={first.period}", MANAGER),
        Stop("07-progress-answers", reverse("progress_answers", args=at), VIEWER),
        Stop("07-progress-practice", reverse("practice_story", args=[*at, "charter-and-role"]), VIEWER),
        Stop("07-progress-note", reverse("annotation_new", args=at), MANAGER),
        Stop("07-progress-group", reverse("progress", args=[group.pk]), VIEWER),
    ]


def _planning(unit: Organization, group: Organization) -> list[Stop]:
    items = PlanItem.objects.within(unit)
    done, own = items.get(action="write-communities-into-charter"), items.filter(action="").earliest("added_at")
    plan, changed = reverse("plan", args=[unit.pk]), _just_changed(unit)
    return [
        Stop("06-plan", plan, MANAGER),
        Stop("06-plan-what-if", reverse("plan_what_if", args=[unit.pk]) + f"?done={own.pk}&reach=training", MANAGER),
        Stop("06-plan-next", reverse("plan_next", args=[unit.pk]) + "?goal=level:ospo", MANAGER),
        Stop("06-plan-board", plan + "?look=board", MANAGER),
        Stop("06-plan-changed", f"{plan}?status=late&changed={changed.item_id}", changed.by.email),
        Stop("06-plan-nothing", plan + "?status=dropped&level=employee", VIEWER),
        Stop("06-plan-group", reverse("plan", args=[group.pk]) + "?units=on", VIEWER),
        Stop("06-plan-item", reverse("plan_item", args=[unit.pk, done.pk]), MANAGER),
        Stop("06-plan-item-own", reverse("plan_item", args=[unit.pk, own.pk]), MANAGER),
        Stop("06-plan-item-read", reverse("plan_item", args=[unit.pk, own.pk]), VIEWER),
        Stop("06-plan-new", reverse("plan_new", args=[unit.pk]), MANAGER),
        Stop("06-plan-import", reverse("plan_import", args=[unit.pk]), MANAGER),
        Stop("06-plan-differences", reverse("plan_differences", args=[unit.pk, _changed_plan(unit).pk]), MANAGER),
        Stop("06-plan-remove", reverse("plan_remove", args=[unit.pk, own.pk]), MANAGER),
    ]


def _just_changed(unit: Organization) -> PlanChange:
    """The last change of an action, whoever made it."""
    last = PlanChange.objects.within(unit).filter(revision=F("item__revision"))
    line: PlanChange = last.select_related("by").latest("at")
    return line


def _changed_plan(unit: Organization) -> IncomingFile:
    """A file of the manager's that changes one action, adds one, and names a day that is none."""
    first, second, *_others = rows_of(unit)
    rows = [first | {"note": "Agreed with Legal"}, second | {"due_on": "soon"}, {"title": "Ask the other units"}]
    return staged(unit, rows, User.objects.get(email=MANAGER), timezone.now())


def _reports(unit: Organization, group: Organization) -> list[Stop]:
    return [
        Stop("16-story", reverse("story", args=[unit.pk]), MANAGER),
        Stop("16-story-edit", reverse("story_edit", args=[unit.pk]), MANAGER),
        Stop("16-quarterly", reverse("quarterly", args=[unit.pk]), MANAGER),
        Stop("16-quarterly-edit", reverse("quarterly_edit", args=[unit.pk]), MANAGER),
        Stop("16-quarterly-group", reverse("quarterly", args=[group.pk]), VIEWER),
    ]


def _group(group: Organization) -> list[Stop]:
    at = [group.pk]
    return [
        Stop("08-group", reverse("group", args=at), OWNER),
        Stop("08-group-sorted", reverse("group", args=at) + "?sort=change&first=least", VIEWER),
        Stop("08-group-level", reverse("group_level", args=[*at, "ospo"]), VIEWER),
        Stop("08-group-practice", reverse("group_practice", args=[*at, "charter-and-role"]), VIEWER),
        Stop("08-group-situation", reverse("group_situation", args=[*at, "technology-only"]), VIEWER),
        Stop("08-group-silent", reverse("group_silent", args=at), VIEWER),
        Stop("08-group-shared", reverse("shared", args=[_shared(group)]), None),
    ]


def _shared(group: Organization) -> str:
    """A new link to the dashboard, since the token of one that stands is not kept."""
    by, shared = User.objects.get(email=OWNER), Shared(what=ShareLink.What.DASHBOARD, pack=Edition.BUILT_IN)
    return share(organization=group, shared=shared, days=7, by=by, now=timezone.now())[1]


def _answering(opened: Assessment) -> list[Stop]:
    at = [opened.pk]
    return [
        Stop("02-assessment", reverse("assessment", args=at), MANAGER),
        Stop("02-scan", reverse("scan", args=at), MANAGER),
        Stop("03-practice", reverse("practice", args=[*at, "charter-and-role"]), MANAGER),
        Stop("03-practice-not-applicable", reverse("practice", args=[*at, "cross-unit-collaboration"]), MANAGER),
        Stop("04-situation", reverse("situation", args=[*at, "technology-only"]), MANAGER),
        Stop("04-situation-further", reverse("situation", args=[*at, "supply-chain-shock"]), MANAGER),
        Stop("13-routines", reverse("routines", args=at), MANAGER),
        Stop("13-targets", reverse("targets", args=at), MANAGER),
        Stop("15-people", reverse("people", args=at), MANAGER),
        Stop("15-evidence", reverse("evidence", args=at), MANAGER),
        Stop("02-assessment-assigned", reverse("assessment", args=at), CONTRIBUTOR),
        Stop("14-review", reverse("review", args=at), MANAGER),
        Stop("10-asked", reverse("asked", args=at), MANAGER),
        Stop("10-asked-one", reverse("asked_one", args=[*at, _silent(opened)]), MANAGER),
        Stop("10-asked-link-close", reverse("asked_link_close", args=at), MANAGER),
        Stop("10-ask", reverse("ask", args=[_open_link(opened)]), None),
        Stop("10-ask-unknown", reverse("ask", args=["nothing"]), None),
        Stop("14-delete", reverse("delete_assessment", args=at), OWNER),
    ]


def _open_link(opened: Assessment) -> str:
    """A new open link, since the token of one that stands is not kept."""
    return make_open_link(assessment=opened, practices=None, by=opened.opened_by, now=timezone.now())[1]


def _silent(opened: Assessment) -> object:
    """Somebody who was asked and has not opened their link."""
    return Invitation.objects.of(opened).filter(opened_at=None).order_by("email").values_list("pk", flat=True)[0]


def _understanding(opened: Assessment, submitted: Assessment) -> list[Stop]:
    at = [submitted.pk]
    return [
        Stop("05-results-so-far", reverse("results", args=[opened.pk]), MANAGER),
        Stop("05-results", reverse("results", args=at), MANAGER),
        Stop("05-recommendation", reverse("recommendation", args=[*at, "community-pillar"]), VIEWER),
        Stop("11-history", reverse("practice_history", args=[opened.pk, "charter-and-role"]), MANAGER),
        Stop("11-history-situation", reverse("situation_history", args=[*at, "technology-only"]), VIEWER),
        Stop("05-views-so-far", reverse("views", args=[opened.pk]), MANAGER),
        Stop("05-views", reverse("views", args=at), MANAGER),
        Stop("11-practice-submitted", reverse("practice", args=[*at, "charter-and-role"]), VIEWER),
        Stop("11-situation-submitted", reverse("situation", args=[*at, "technology-only"]), VIEWER),
        Stop("11-routines-submitted", reverse("routines", args=at), VIEWER),
        Stop("11-scan-submitted", reverse("scan", args=at), VIEWER),
    ]


def _studio() -> list[Stop]:
    draft = Edition.objects.drafts().get()
    at = [draft.pk]

    def piece(name: str, kind: str, key: str) -> str:
        return reverse(name, args=[*at, kind, key])

    return [
        Stop("09-studio", reverse("studio"), CURATOR),
        Stop("09-studio-new", reverse("studio_new"), CURATOR),
        Stop("09-studio-files", reverse("studio_files"), CURATOR),
        Stop("09-studio-edition", reverse("studio_edition", args=at), CURATOR),
        Stop("09-studio-head", reverse("studio_head", args=at), CURATOR),
        Stop("09-studio-list", reverse("studio_pieces", args=[*at, "recommendations"]), CURATOR),
        Stop("09-studio-recommendation", piece("studio_piece", "recommendations", "community-pillar"), CURATOR),
        Stop("09-studio-never", piece("studio_piece", "recommendations", "culture-investment"), CURATOR),
        Stop("09-studio-practice", piece("studio_piece", "practices", "training"), CURATOR),
        Stop("09-studio-situation", piece("studio_piece", "situations", "technology-only"), CURATOR),
        Stop("09-studio-piece-new", reverse("studio_piece_new", args=[*at, "practices"]), CURATOR),
        Stop("09-studio-rename", piece("studio_piece_rename", "practices", "training"), CURATOR),
        Stop("09-studio-delete", piece("studio_piece_delete", "practices", "training"), CURATOR),
        Stop("09-studio-preview", piece("studio_preview", "situations", "technology-only"), CURATOR),
        Stop("09-studio-checks", reverse("studio_checks", args=at), CURATOR),
        Stop("09-studio-difference", reverse("studio_difference", args=at), CURATOR),
        Stop("09-studio-try", reverse("studio_try", args=[draft.based_on_id]) + "?sample=" + _sample(draft), CURATOR),
        Stop("09-studio-impact", reverse("studio_impact", args=at), CURATOR),
        Stop("09-studio-review", reverse("studio_review", args=at), CURATOR),
        Stop("09-studio-fared", reverse("studio_fared", args=[draft.based_on_id]), CURATOR),
        Stop("09-studio-history", reverse("studio_history", args=at), CURATOR),
        Stop("09-studio-comments", reverse("studio_edition_comments", args=at), CURATOR),
    ]


def _sample(draft: Edition) -> str:
    """The first made-up organization of an edition."""
    return str(document_of(draft)["samples"][0]["key"])
