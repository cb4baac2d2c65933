# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django.urls import URLPattern, URLResolver, include, path

from assessments.views import (
    ask,
    asked,
    assessment,
    confirming,
    disagreement,
    evidence,
    history,
    home,
    member,
    moving,
    organization,
    overview,
    people,
    practice,
    progress,
    result,
    review,
    routine,
    scan,
    schema,
    situation,
    target,
    unit,
)
from assessments.views.studio import checks as studio_checks
from assessments.views.studio import comments as studio_comments
from assessments.views.studio import difference as studio_difference
from assessments.views.studio import edition as studio_edition
from assessments.views.studio import files as studio_files
from assessments.views.studio import history as studio_history
from assessments.views.studio import impact as studio_impact
from assessments.views.studio import piece as studio_piece
from assessments.views.studio import piece_delete as studio_piece_delete
from assessments.views.studio import piece_new as studio_piece_new
from assessments.views.studio import piece_rename as studio_piece_rename
from assessments.views.studio import pieces as studio_pieces
from assessments.views.studio import preview as studio_preview
from assessments.views.studio import review as studio_review
from assessments.views.studio import trial as studio_trial

# /organizations/<organization>/
organization_urls = [
    path("", overview.organization, name="organization"),
    path("settings/", organization.organization_settings, name="organization_settings"),
    path("units/", unit.organization_units, name="organization_units"),
    path("members/", member.organization_members, name="organization_members"),
    path("members/<int:user_id>/", member.organization_member, name="organization_member"),
    path("assessments/", assessment.assessments, name="assessments"),
    path("progress/", progress.progress, name="progress"),
]

# /assessments/<assessment>/
assessment_urls = [
    path("", assessment.assessment, name="assessment"),
    path("scan/", scan.scan, name="scan"),
    path("practices/<slug:key>/", practice.practice, name="practice"),
    path("practices/<slug:key>/about/", practice.practice_about, name="practice_about"),
    path("practices/<slug:key>/history/", history.practice_history, name="practice_history"),
    path("situations/<slug:key>/", situation.situation, name="situation"),
    path("situations/<slug:key>/history/", history.situation_history, name="situation_history"),
    path("routines/", routine.routines, name="routines"),
    path("targets/", target.targets, name="targets"),
    path("confirm/", confirming.confirm, name="confirm"),
    path("confirm/undo/", confirming.undo_confirm, name="undo_confirm"),
    path("people/", people.people, name="people"),
    path("evidence/", evidence.evidence, name="evidence"),
    path("review/", review.review, name="review"),
    path("submit/", review.submit, name="submit"),
    path("amend/", review.amend, name="amend"),
    path("move/", moving.move_assessment, name="move_assessment"),
    path("delete/", review.delete_assessment, name="delete_assessment"),
    path("results/", result.results, name="results"),
    path("views/", disagreement.views, name="views"),
    path("asked/", asked.asked, name="asked"),
    path("asked/remind/", asked.asked_remind, name="asked_remind"),
    path("asked/link/", asked.asked_link, name="asked_link"),
    path("asked/link/close/", asked.asked_link_close, name="asked_link_close"),
    path("asked/<uuid:invitation_id>/", asked.asked_one, name="asked_one"),
]

# /ask/<token>/, for people without an account
ask_urls = [
    path("", ask.ask, name="ask"),
    path("<int:number>/", ask.ask_question, name="ask_question"),
    path("thanks/", ask.ask_thanks, name="ask_thanks"),
]

# /studio/editions/<edition>/<kind>/
studio_piece_urls = [
    path("", studio_pieces.studio_pieces, name="studio_pieces"),
    path("_new/", studio_piece_new.studio_piece_new, name="studio_piece_new"),  # no key has an underscore
    path("<slug:key>/", studio_piece.studio_piece, name="studio_piece"),
    path("<slug:key>/rename/", studio_piece_rename.studio_piece_rename, name="studio_piece_rename"),
    path("<slug:key>/duplicate/", studio_piece_new.studio_piece_duplicate, name="studio_piece_duplicate"),
    path("<slug:key>/delete/", studio_piece_delete.studio_piece_delete, name="studio_piece_delete"),
    path("<slug:key>/preview/", studio_preview.studio_preview, name="studio_preview"),
    path("<slug:key>/move/", studio_pieces.studio_piece_move, name="studio_piece_move"),
    path("<slug:key>/comments/", studio_comments.studio_comments, name="studio_comments"),
]

# /studio/editions/<edition>/
studio_edition_urls: list[URLPattern | URLResolver] = [
    path("", studio_edition.studio_edition, name="studio_edition"),
    path("discard/", studio_edition.studio_discard, name="studio_discard"),
    path("checks/", studio_checks.studio_checks, name="studio_checks"),
    path("impact/", studio_impact.studio_impact, name="studio_impact"),
    path("head/", studio_piece.studio_head, name="studio_head"),
    path("try/", studio_trial.studio_try, name="studio_try"),
    path("review/", studio_review.studio_review, name="studio_review"),
    path("history/", studio_history.studio_history, name="studio_history"),
    path("comments/", studio_comments.studio_edition_comments, name="studio_edition_comments"),
    path("difference/", studio_difference.studio_difference, name="studio_difference"),
    path("file.<slug:form>", studio_files.studio_export, name="studio_export"),
    path("<slug:kind>/", include(studio_piece_urls)),
]

# /studio/, for curators
studio_urls: list[URLPattern | URLResolver] = [
    path("", studio_edition.studio, name="studio"),
    path("new/", studio_edition.studio_new, name="studio_new"),
    path("files/", studio_files.studio_files, name="studio_files"),
    path("files/<uuid:upload_id>/", studio_files.studio_file, name="studio_file"),
    path("editions/<uuid:edition_id>/", include(studio_edition_urls)),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("welcome/", organization.welcome, name="welcome"),
    path("about/", home.about, name="about"),
    path("schema/edition.json", schema.edition_schema, name="edition_schema"),
    path("preferences/", home.preferences, name="preferences"),
    path("healthz/live", home.health_live, name="health_live"),
    path("healthz/ready", home.health_ready, name="health_ready"),
    path("organizations/<uuid:organization_id>/", include(organization_urls)),
    path("assessments/<uuid:assessment_id>/", include(assessment_urls)),
    path("ask/<slug:token>/", include(ask_urls)),
    path("studio/", include(studio_urls)),
]
