# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django.urls import URLPattern, URLResolver, include, path

from assessments.views import (
    annotation,
    archive,
    ask,
    asked,
    assessment,
    confirming,
    deletion,
    disagreement,
    evidence,
    export,
    helped,
    history,
    home,
    member,
    moving,
    organization,
    overview,
    people,
    personal,
    plan,
    plan_answer,
    plan_file,
    plan_import,
    plan_item,
    practice,
    progress,
    quarterly,
    recommendation,
    reminder,
    result,
    review,
    round,
    routine,
    scan,
    schema,
    sharing,
    situation,
    spreadsheet,
    story,
    target,
    unit,
    what_if,
)
from assessments.views.group import dashboard as group_dashboard
from assessments.views.group import drill as group_drill
from assessments.views.studio import checks as studio_checks
from assessments.views.studio import comments as studio_comments
from assessments.views.studio import difference as studio_difference
from assessments.views.studio import edition as studio_edition
from assessments.views.studio import faring as studio_faring
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
from assessments.views.studio import taking_over as studio_taking_over
from assessments.views.studio import trial as studio_trial

# /organizations/<organization>/group/
group_urls = [
    path("", group_dashboard.group, name="group"),
    path("table.csv", group_dashboard.group_csv, name="group_csv"),
    path("file/", group_dashboard.group_file, name="group_file"),
    path("silent/", group_drill.group_silent, name="group_silent"),
    path("levels/<slug:key>/", group_drill.group_level, name="group_level"),
    path("practices/<slug:key>/", group_drill.group_practice, name="group_practice"),
    path("situations/<slug:key>/", group_drill.group_situation, name="group_situation"),
]

# /organizations/<organization>/
organization_urls: list[URLPattern | URLResolver] = [
    path("group/", include(group_urls)),
    path("", overview.organization, name="organization"),
    path("settings/", organization.organization_settings, name="organization_settings"),
    path("units/", unit.organization_units, name="organization_units"),
    path("members/", member.organization_members, name="organization_members"),
    path("members/<int:user_id>/", member.organization_member, name="organization_member"),
    path("assessments/", assessment.assessments, name="assessments"),
    path("plan/", plan.plan, name="plan"),
    path("plan/add/", plan.plan_add, name="plan_add"),
    path("plan/what-if/", what_if.plan_what_if, name="plan_what_if"),
    path("plan/next/", what_if.plan_next, name="plan_next"),
    path("plan/new/", plan_item.plan_new, name="plan_new"),
    path("plan/<uuid:item_id>/", plan_item.plan_item, name="plan_item"),
    path("plan/<uuid:item_id>/status/", plan_item.plan_status, name="plan_status"),
    path("plan/<uuid:item_id>/answer/", plan_answer.plan_answer, name="plan_answer"),
    path("plan/<uuid:item_id>/undo/", plan_item.plan_undo, name="plan_undo"),
    path("plan/<uuid:item_id>/remove/", plan_item.plan_remove, name="plan_remove"),
    path("plan/<uuid:item_id>/helped/", helped.plan_helped, name="plan_helped"),
    path("plan/file.csv", plan_file.plan_csv, name="plan_csv"),
    path("plan/file.md", plan_file.plan_markdown, name="plan_markdown"),
    path("plan/import/", plan_import.plan_import, name="plan_import"),
    path("plan/import/<uuid:file_id>/", plan_import.plan_differences, name="plan_differences"),
    path("progress/", progress.progress, name="progress"),
    path("progress/notes/", annotation.annotation_new, name="annotation_new"),
    path("progress/notes/<uuid:annotation_id>/", annotation.annotation, name="annotation"),
    path("progress/notes/<uuid:annotation_id>/delete/", annotation.annotation_delete, name="annotation_delete"),
    path("progress/answers/", progress.progress_answers, name="progress_answers"),
    path("progress/practices/<slug:key>/", progress.practice_story, name="practice_story"),
    path("story/", story.story, name="story"),
    path("story/edit/", story.story_edit, name="story_edit"),
    path("story/file.<slug:form>", story.story_file, name="story_file"),
    path("story/publish/", story.story_publish, name="story_publish"),
    path("quarterly/", quarterly.quarterly, name="quarterly"),
    path("quarterly/edit/", quarterly.quarterly_edit, name="quarterly_edit"),
    path("quarterly/file.<slug:form>", quarterly.quarterly_file, name="quarterly_file"),
    path("quarterly/publish/", quarterly.quarterly_publish, name="quarterly_publish"),
    path("links/", sharing.share_links, name="share_links"),
    path("links/<uuid:link_id>/off/", sharing.share_link_revoke, name="share_link_revoke"),
    path("exports/", export.exports, name="exports"),
    path("group/rounds/", round.rounds, name="rounds"),
    path("group/rounds/<uuid:round_id>/", round.round, name="round"),
    path("group/rounds/<uuid:round_id>/remind/", round.round_remind, name="round_remind"),
    path("delete/", deletion.delete_organization, name="delete_organization"),
    path("keep/", deletion.keep_organization, name="keep_organization"),
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
    path("spreadsheet/", spreadsheet.spreadsheet, name="spreadsheet"),
    path("spreadsheet/file.xlsx", spreadsheet.spreadsheet_file, name="spreadsheet_file"),
    path("spreadsheet/<uuid:file_id>/", spreadsheet.spreadsheet_changes, name="spreadsheet_changes"),
    path("people/", people.people, name="people"),
    path("evidence/", evidence.evidence, name="evidence"),
    path("review/", review.review, name="review"),
    path("submit/", review.submit, name="submit"),
    path("amend/", review.amend, name="amend"),
    path("move/", moving.move_assessment, name="move_assessment"),
    path("delete/", review.delete_assessment, name="delete_assessment"),
    path("results/", result.results, name="results"),
    path("recommendations/<slug:key>/", recommendation.recommendation, name="recommendation"),
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
    path("fared/", studio_faring.studio_fared, name="studio_fared"),
    path("head/", studio_piece.studio_head, name="studio_head"),
    path("try/", studio_trial.studio_try, name="studio_try"),
    path("review/", studio_review.studio_review, name="studio_review"),
    path("newer/", studio_taking_over.studio_take_over, name="studio_take_over"),
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
    path("preferences/reminders/", reminder.reminders_choose, name="reminders_choose"),
    path("reminders/<str:token>/", reminder.reminders_stop, name="reminders_stop"),
    path("preferences/data/", personal.my_data, name="my_data"),
    path("preferences/data/file.json", personal.my_data_file, name="my_data_file"),
    path("exports/<uuid:export_id>/", export.export, name="export"),
    path("exports/<uuid:export_id>/file", export.export_file, name="export_file"),
    path("deletions/<uuid:deletion_id>/", deletion.deletion, name="deletion"),
    path("healthz/live", home.health_live, name="health_live"),
    path("healthz/ready", home.health_ready, name="health_ready"),
    path("organizations/", unit.organizations, name="organizations"),
    path("organizations/archives/", archive.archive_import, name="archive_import"),
    path("organizations/archives/<uuid:file_id>/", archive.archive_file, name="archive_file"),
    path("organizations/<uuid:organization_id>/", include(organization_urls)),
    path("assessments/<uuid:assessment_id>/", include(assessment_urls)),
    path("ask/<slug:token>/", include(ask_urls)),
    path("s/<slug:token>/", sharing.shared, name="shared"),
    path("studio/", include(studio_urls)),
]
