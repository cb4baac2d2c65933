# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Who gets what at every URL: the one table that test_access.py tries and docs/architecture.md shows.

A row is: URL name, method, what one does there, and the status for each principal, written with one of the words below
(`managers(302)`: managers and owners are redirected, other colleagues get 403, everybody else 404). A method without a
row is refused with 405. Where a row needs more: `state` is the assessment's (open unless it says submitted); what is
posted stands in POSTED, by URL name; what `<slug:key>` is stands in KEYS, by URL name.
Whoever is a colleague at one organization is a stranger at another: that is tried for every row, and needs no row.

After a change: make docs
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

ARCHITECTURE = Path(__file__).resolve().parent.parent / "docs" / "architecture.md"
BEGIN, END = "<!-- access: written by make docs -->", "<!-- end of access -->"

LOGIN = "login"  # redirected to the login
# Principal to column heading. "respondent" is whoever has begun to answer by a link, without an account; "assigned" a
# contributor to whom a section of the assessment is assigned.
PRINCIPALS = {
    "anonymous": "Nobody signed in",
    "respondent": "Asked by link",
    "stranger": "Stranger",
    "curator": "Curator",
    "administrator": "Site administrator",
    "viewer": "Viewer",
    "contributor": "Contributor",
    "assigned": "Contributor, assigned",
    "manager": "OSPO manager",
    "owner": "Owner",
}
Status = int | str
Statuses = dict[str, Status]


def public(status: Status) -> Statuses:
    """Everybody, signed in or not."""
    return dict.fromkeys(PRINCIPALS, status)


def people(status: Status) -> Statuses:
    """Everybody who has signed in."""
    return public(status) | {"anonymous": LOGIN, "respondent": LOGIN}


def members(status: Status) -> Statuses:
    """Everybody with a role at the organization or above it."""
    return people(404) | dict.fromkeys(["viewer", "contributor", "assigned", "manager", "owner"], status)


def assigned(status: Status) -> Statuses:
    """Managers, owners, and contributors to whom the section is assigned."""
    return members(403) | dict.fromkeys(["assigned", "manager", "owner"], status)


def contributors(status: Status) -> Statuses:
    """Contributors, managers and owners."""
    return assigned(status) | {"contributor": status}


def managers(status: Status) -> Statuses:
    """Managers and owners."""
    return members(403) | dict.fromkeys(["manager", "owner"], status)


def owners(status: Status) -> Statuses:
    """Owners alone."""
    return members(403) | {"owner": status}


def respondent(status: Status) -> Statuses:
    """The browser in which a personal link was used, and no other, whoever has signed in there."""
    return public(403) | {"respondent": status}


def curators(status: Status) -> Statuses:
    """Curators alone; to everybody else the page does not exist."""
    return people(404) | {"curator": status}


@dataclass(frozen=True)
class Row:
    """What happens to each principal who comes with this method."""

    name: str
    method: str
    does: str
    statuses: Statuses
    state: str = "open"
    query: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.name}, {self.state}"


ACCESS = [
    # Everybody
    Row("health_live", "GET", "Ask whether the server lives", public(200)),
    Row("health_ready", "GET", "Ask whether the server may take requests", public(200)),
    Row("about", "GET", "Read about Cairn", public(200)),
    Row("edition_schema", "GET", "Read the schema of content packs", public(200)),
    Row("preferences", "GET", "See one's language and appearance", public(200)),
    Row("preferences", "POST", "Choose language and appearance", public(302)),
    Row("reminders_choose", "POST", "Choose which reminders one gets", people(302)),
    Row("reminders_stop", "GET", "Open a link that stops reminders, where there is none", public(404)),
    Row("reminders_stop", "POST", "Stop reminders by a link that there is not", public(404)),
    Row("my_data", "GET", "See how much is kept about oneself", people(200)),
    # Who does not type their address is not erased, nor is an only owner.
    Row("my_data", "POST", "Be erased", people(422) | {"owner": 409, "stranger": 409}),
    Row("my_data_file", "GET", "Take along what is kept about oneself", people(200)),
    # Nobody here has asked for it.
    Row("deletion", "GET", "Read the receipt of a deletion that somebody else asked for", people(404)),
    # Nobody has that token: whoever has one sees what it shows.
    Row("shared", "GET", "Open a share link that there is not", public(404)),
    # It exists on a demo and on a developer's machine alone; there it is open to everybody.
    Row("inbox", "GET", "Read a demo’s inbox where there is no demo", public(404)),
    # Everybody who has signed in
    Row("home", "GET", "Come in", people(302) | {"curator": 200, "administrator": 200}),
    Row("organizations", "GET", "See all one's organizations", people(200)),
    # Whoever has an organization already is led there.
    Row("welcome", "GET", "Begin one's first organization", people(302) | {"curator": 200, "administrator": 200}),
    Row("welcome", "POST", "Found one's first organization", people(302)),
    Row("archive_import", "GET", "See where an archive of an organization goes", people(200)),
    # One that is faulty here.
    Row("archive_import", "POST", "Send an archive of an organization", people(422)),
    # Whoever else sent it, or nobody.
    Row("archive_file", "GET", "See what an archive that somebody else sent would make", people(404)),
    Row("archive_file", "POST", "Take an archive that somebody else sent", people(404)),
    # An organization
    Row("organization", "GET", "See an organization", members(200)),
    Row("organization_settings", "GET", "See an organization's settings", owners(200)),
    Row("organization_settings", "POST", "Change an organization's settings", owners(302)),
    Row("share_links", "GET", "See an organization's share links", managers(200)),
    # Of nothing that there is.
    Row("share_links", "POST", "Make a share link", managers(422)),
    # There is none with that key.
    Row("share_link_revoke", "POST", "Turn off a share link", managers(404)),
    Row("group", "GET", "See the dashboard of a group", members(200)),
    Row("group_csv", "GET", "Save the table of a dashboard", members(200)),
    Row("group_file", "POST", "Ask for the dashboard as a file", members(302)),
    Row("group_silent", "GET", "See which units are silent", members(200)),
    Row("group_level", "GET", "See a group's units by the practices of a level", members(200)),
    Row("group_practice", "GET", "See a group's units for one practice", members(200)),
    Row("group_situation", "GET", "See which units of a group face a situation", members(200)),
    Row("plan_csv", "GET", "Save the plan as CSV", members(200)),
    Row("plan_markdown", "GET", "Save the plan as a list in Markdown", members(200)),
    Row("plan_import", "GET", "See in which forms the plan can be taken along", members(200)),
    # Without a file.
    Row("plan_import", "POST", "Send the plan back as a file", managers(422)),
    # Nobody here has sent one.
    Row("plan_differences", "GET", "See what a file changes of the plan", managers(404)),
    Row("plan_differences", "POST", "Save what a file changes of the plan", managers(404)),
    Row("exports", "GET", "See what may be taken along", members(200)),
    # Something that is not offered to them.
    Row("exports", "POST", "Ask for a file", members(422)),
    # Nobody here has asked for it.
    Row("export", "GET", "See a file that somebody else asked for", people(404)),
    Row("export_file", "GET", "Save a file that somebody else asked for", people(404)),
    Row("delete_organization", "GET", "See what would be deleted with an organization", owners(200)),
    Row("delete_organization", "POST", "Ask for an organization's deletion", owners(302)),
    Row("keep_organization", "POST", "Stop an organization's deletion", owners(302)),
    Row("organization_units", "GET", "See an organization's units", members(200)),
    Row("organization_units", "POST", "Add a unit", owners(302)),
    Row("organization_members", "GET", "See who is a member", members(200)),
    Row("organization_members", "POST", "Add a member", owners(302)),
    # Of somebody else; anybody may leave.
    Row("organization_member", "GET", "See a member's role", owners(200)),
    Row("organization_member", "POST", "Change or take away a member's role", owners(302)),
    Row("assessments", "GET", "See an organization's assessments", members(200)),
    Row("assessments", "POST", "Open an assessment", managers(302), state="submitted"),
    Row("plan", "GET", "See an organization's plan", members(200)),
    Row("plan_what_if", "GET", "See what would follow from actions of the plan", members(200)),
    Row("plan_next", "GET", "See which actions to take next", members(200)),
    Row("plan_add", "POST", "Take an action into the plan, or propose it", contributors(302)),
    Row("plan_new", "GET", "See what an own action needs", contributors(200)),
    Row("plan_new", "POST", "Add an own action, or propose it", contributors(302)),
    Row("plan_item", "GET", "See an action of the plan", members(200)),
    # One that is assigned to nobody: a contributor changes status and note of what is assigned to them.
    Row("plan_item", "POST", "Change an action of the plan", managers(302)),
    Row("plan_status", "POST", "Give an action another status", managers(302)),
    Row("plan_answer", "POST", "Confirm an answer that a done action proposes", assigned(302)),
    Row("plan_undo", "POST", "Take the last change of an action back", managers(302)),
    # A contributor removes what they proposed themselves.
    Row("plan_remove", "GET", "See what removing an action loses", managers(200)),
    Row("plan_remove", "POST", "Remove an action from the plan", managers(302)),
    Row("progress", "GET", "See an organization's progress", members(200)),
    Row("annotation_new", "GET", "See what a note on the timeline needs", managers(200), state="submitted"),
    Row("annotation_new", "POST", "Put a note on the timeline", managers(302), state="submitted"),
    # Of which there is none.
    Row("annotation", "GET", "See a note on the timeline that there is not", managers(404), state="submitted"),
    Row("annotation", "POST", "Change a note on the timeline", managers(404), state="submitted"),
    Row("annotation_delete", "GET", "Be asked before a note is deleted", managers(404), state="submitted"),
    Row("annotation_delete", "POST", "Delete a note on the timeline", managers(404), state="submitted"),
    Row("progress_answers", "GET", "See all answers of two quarters", members(200), state="submitted"),
    Row("practice_story", "GET", "Read what became of a practice", members(200), state="submitted"),
    Row("story", "GET", "Read the story of two quarters", members(200)),
    Row("story_file", "GET", "Save the story of two quarters as a file", members(404)),
    # There is nothing to tell of before the first submitted assessment.
    Row("story_edit", "GET", "Write the story of two quarters", managers(200), state="submitted"),
    Row("story_edit", "POST", "Save the story of two quarters", managers(302), state="submitted"),
    Row("story_publish", "POST", "Publish the story of two quarters", managers(302), state="submitted"),
    Row("quarterly", "GET", "Read the quarterly report", members(200)),
    Row("quarterly_file", "GET", "Save the quarterly report as a file", members(404)),
    Row("quarterly_edit", "GET", "Write the quarterly report", managers(200), state="submitted"),
    Row("quarterly_edit", "POST", "Save the quarterly report", managers(302), state="submitted"),
    Row("quarterly_publish", "POST", "Publish the quarterly report", managers(302), state="submitted"),
    Row("rounds", "GET", "See an organization's rounds", members(200)),
    Row("rounds", "POST", "Open a round", managers(302)),
    Row("round", "GET", "See who is how far in a round", members(200)),
    Row("round", "POST", "Change a round's due day", managers(302)),
    Row("round_remind", "POST", "Remind those who have not submitted in a round", managers(302)),
    # An assessment that is open
    Row("assessment", "GET", "See what is to be answered", assigned(200)),
    Row("scan", "GET", "See the scan's questions", managers(200)),
    Row("scan", "POST", "Answer the scan", managers(302)),
    Row("practice", "GET", "See a practice", assigned(200)),
    Row("practice", "POST", "Answer a practice", assigned(302)),
    Row("practice_about", "GET", "Read about a practice", assigned(200)),
    Row("practice_history", "GET", "Read who changed what on a practice", assigned(200)),
    Row("situation", "GET", "See a situation", managers(200)),
    Row("situation", "POST", "Answer a situation's signs", managers(302)),
    Row("situation_history", "GET", "Read who changed what on a situation", managers(200)),
    Row("routines", "GET", "See the routines", managers(200)),
    Row("routines", "POST", "Answer the routines", managers(302)),
    Row("confirm", "POST", "Confirm what was carried over in one's sections", assigned(302)),
    Row("undo_confirm", "POST", "Take one's confirmation back", assigned(302)),
    Row("targets", "GET", "See profile, facts and targets", managers(200)),
    Row("targets", "POST", "Set profile, facts and targets", managers(302)),
    Row("people", "GET", "See who answers what", managers(200)),
    Row("people", "POST", "Ask a member for sections, or take them away", managers(302)),
    Row("spreadsheet", "GET", "See how to fill in offline", managers(200)),
    # Without a file.
    Row("spreadsheet", "POST", "Send a questionnaire back", managers(422)),
    Row("spreadsheet_file", "GET", "Get the questionnaire as a file", managers(200)),
    # There is none with that key.
    Row("spreadsheet_changes", "GET", "See what a questionnaire changes", managers(404)),
    Row("spreadsheet_changes", "POST", "Save what a questionnaire changes", managers(404)),
    Row("evidence", "GET", "See which evidence needs a second look", assigned(200)),
    Row("evidence", "POST", "Say that evidence was seen again", assigned(302)),
    Row("review", "GET", "See what is open before submitting", managers(200)),
    Row("results", "GET", "See the results so far", managers(200)),
    Row("recommendation", "GET", "Read a recommendation of the results so far", managers(200)),
    # Whoever did it may, too; here that is nobody.
    Row("plan_helped", "GET", "See what is asked of an action that was done", managers(200)),
    Row("plan_helped", "POST", "Say whether an action helped", managers(302)),
    Row("views", "GET", "See where views differ", managers(200)),
    # Where no newer edition is published, it leads back to the task list.
    Row("move_assessment", "GET", "See what moving to a newer edition would change", managers(302)),
    Row("move_assessment", "POST", "Move an open assessment to a newer edition", managers(302)),
    Row("submit", "POST", "Submit an assessment", managers(302)),
    Row("delete_assessment", "GET", "See what deleting an assessment would lose", owners(200)),
    Row("delete_assessment", "POST", "Delete an open assessment", owners(302)),
    Row("asked", "GET", "See who is asked by link", managers(200)),
    Row("asked", "POST", "Ask people by e-mail", managers(302)),
    Row("asked_remind", "POST", "Remind those who are asked", managers(302)),
    Row("asked_one", "GET", "See one who is asked", managers(200)),
    Row("asked_one", "POST", "Send a link again, or withdraw it", managers(302)),
    Row("asked_link", "POST", "Make the open link", managers(200)),
    Row("asked_link_close", "GET", "See what closing the open link means", managers(200)),
    Row("asked_link_close", "POST", "Close the open link", managers(302)),
    # The studio
    Row("studio", "GET", "See all packs and editions", curators(200)),
    Row("studio_new", "GET", "See what a draft can start from", curators(200)),
    Row("studio_new", "POST", "Start a draft", curators(302)),
    Row("studio_edition", "GET", "See an edition in the studio", curators(200)),
    Row("studio_discard", "GET", "See what giving a draft up loses", curators(200)),
    Row("studio_discard", "POST", "Give a draft up", curators(302)),
    Row("studio_pieces", "GET", "See the pieces of an edition", curators(200)),
    Row("studio_checks", "GET", "See what the checks find in an edition", curators(200)),
    Row("studio_head", "GET", "See what an edition says of itself", curators(200)),
    Row("studio_head", "POST", "Write what an edition says of itself", curators(302)),
    Row("studio_piece_new", "GET", "See what a new piece of an edition needs", curators(200)),
    Row("studio_piece_new", "POST", "Add a piece to an edition", curators(302)),
    Row("studio_piece", "GET", "See a piece of an edition", curators(200)),
    Row("studio_piece", "POST", "Write a piece of an edition", curators(302)),
    Row("studio_piece_rename", "GET", "See what changing the key of a piece means", curators(200)),
    Row("studio_piece_rename", "POST", "Change the key of a piece", curators(302)),
    Row("studio_piece_duplicate", "GET", "See what a copy of a piece needs", curators(200)),
    Row("studio_piece_duplicate", "POST", "Copy a piece", curators(302)),
    Row("studio_piece_delete", "GET", "See what names a piece", curators(200)),
    Row("studio_piece_delete", "POST", "Delete a piece", curators(302)),
    Row("studio_piece_move", "POST", "Put a piece at another position", curators(302)),
    Row("studio_impact", "GET", "See what a draft would change for organizations, in numbers", curators(200)),
    Row("studio_impact", "POST", "Have that worked out", curators(302)),
    Row("studio_preview", "GET", "See a piece as respondents will", curators(200)),
    Row("studio_preview", "POST", "See what is being typed as respondents will", curators(200)),
    Row("studio_try", "GET", "Try an edition out on a sample", curators(200)),
    Row("studio_try", "POST", "Try an edition out on answers by hand", curators(200)),
    Row("studio_review", "GET", "See what stands in the way of a draft", curators(200)),
    Row("studio_review", "POST", "Ask for a review, approve, return, publish or retire", curators(302)),
    Row("studio_difference", "GET", "See what differs between two editions", curators(200)),
    # Where no edition is newer it leads to the review.
    Row("studio_take_over", "GET", "See what a newer edition would bring into a draft", curators(302)),
    Row("studio_take_over", "POST", "Bring a newer edition’s changes into a draft", curators(302)),
    Row("studio_fared", "GET", "See how an edition’s advice fared, in numbers", curators(200)),
    Row("studio_history", "GET", "Read who did what to an edition", curators(200)),
    Row("studio_edition_comments", "GET", "Read all comments on an edition", curators(200)),
    Row("studio_edition_comments", "POST", "Comment on an edition", curators(302)),
    Row("studio_comments", "GET", "Read the comments on a piece", curators(200)),
    Row("studio_comments", "POST", "Comment on a piece, or settle a comment", curators(302)),
    Row("studio_export", "GET", "Save an edition as a file", curators(200)),
    Row("studio_files", "GET", "See where a file goes", curators(200)),
    Row("studio_files", "POST", "Send a file of a pack", curators(302)),
    # Whoever else sent it, or nobody.
    Row("studio_file", "GET", "See what one’s file would change", curators(200)),
    Row("studio_file", "POST", "Take one’s file", curators(302)),
    # A personal link that has been used
    Row("ask", "GET", "See what a link asks", respondent(200)),
    Row("ask", "POST", "Go on answering by a link", respondent(302)),
    Row("ask_question", "GET", "See a question of a link", respondent(200)),
    Row("ask_question", "POST", "Answer a question of a link", respondent(302)),
    # Before the last question is answered it leads back.
    Row("ask_thanks", "GET", "See that all is answered", respondent(302)),
    # An assessment that is submitted
    Row("results", "GET", "See submitted results", members(200), state="submitted"),
    Row("recommendation", "GET", "Read a recommendation of submitted results", members(200), state="submitted"),
    Row("views", "GET", "See where views differed", managers(200), state="submitted"),
    Row("practice", "GET", "See a practice as submitted", members(200), state="submitted"),
    Row("practice_about", "GET", "Read about a practice as submitted", members(200), state="submitted"),
    Row("practice_history", "GET", "Read who had changed what on a practice", members(200), state="submitted"),
    Row("situation_history", "GET", "Read who had changed what on a situation", members(200), state="submitted"),
    Row("scan", "GET", "See the scan as submitted", members(200), state="submitted"),
    Row("situation", "GET", "See a situation as submitted", members(200), state="submitted"),
    Row("routines", "GET", "See the routines as submitted", members(200), state="submitted"),
    Row("amend", "POST", "Amend a submitted assessment", managers(302), state="submitted"),
]

# What <slug:key> is in the edition of tests/conformance; "assigned" has the section of level "management".
KEYS = {
    "practice": "strategy",
    "practice_about": "strategy",
    "practice_history": "strategy",
    "practice_story": "strategy",
    "situation": "technology-only",
    "recommendation": "engage-community",
    "group_level": "management",
    "group_practice": "strategy",
    "group_situation": "technology-only",
    "situation_history": "technology-only",
    "studio_piece": "strategy",
    "studio_piece_rename": "strategy",
    "studio_piece_duplicate": "strategy",
    "studio_piece_delete": "strategy",
    "studio_piece_move": "strategy",
    "studio_preview": "strategy",
    "studio_comments": "strategy",
}

# What a browser would send; by URL name. {member} is the key of the member in whom nothing is special, {edition} that
# of the published edition; a file is made anew each time.
ORGANIZATION = {"name": "Kaze", "kind": "company", "time_zone": "Asia/Tokyo", "language": "ja", "profile": "none"}
# A piece of evidence of the practice in KEYS, in the colleagues' own assessment.
EVIDENCE = "0b6f3c52-91d7-4f6e-8a55-3f1c9d2e7b40"
EDITION = Path(__file__).parent / "conformance" / "edition.json"
SAVE = {"key": "5f2a7c1e-6b1d-4a8f-9c3e-0d2b4f6a8c10"}
POSTED: dict[str, Mapping[str, object]] = {
    "scan": SAVE,
    "annotation_new": SAVE | {"period": "2026-Q3", "text": "The OSPO was set up."},
    "situation": SAVE | {"signal-technology-only--tools": "us"},
    "routines": SAVE | {"routine-monthly-meeting": "monthly"},
    "confirm": SAVE | {"section": "management"},
    "undo_confirm": {"confirmed": SAVE["key"]},
    "people": {"take": "management {member}"},
    "plan_new": SAVE | {"title": "Ask the others"},
    "plan_item": SAVE | {"revision": "2", "status": "doing", "title": "Ask the others"},
    "plan_status": SAVE | {"revision": "2", "status": "doing"},
    "plan_answer": SAVE | {"revision": "0", "place": "practice-strategy"},
    "plan_undo": SAVE | {"revision": "2"},
    "plan_remove": {"revision": "2"},
    "plan_add": SAVE | {"action": "write-charter", "edition": "{edition}"},
    "evidence": SAVE | {"seen": EVIDENCE},
    "plan_helped": SAVE | {"revision": "2", "helped": "yes"},
    "studio_new": {
        "begin": "scratch",
        "version": "1.0.0",
        "pack": "house-rules",
        "title": "House rules",
        "languages": "en ja",
    },
    "studio_discard": {"revision": "1"},
    "studio_head": SAVE | {"revision": "1"},
    "studio_piece_new": SAVE | {"name": "Plans"},
    "studio_piece": SAVE | {"revision": "0"},
    "studio_piece_rename": SAVE | {"revision": "0", "new_key": "plans"},
    "studio_piece_duplicate": SAVE | {"name": "Plans"},
    "studio_piece_delete": SAVE | {"revision": "0"},
    "studio_piece_move": {"to": "1"},
    "studio_try": {"on": "2026-11-22"},
    "studio_file": {"revision": "1"},
    "studio_files": {"file": lambda: SimpleUploadedFile("edition.json", EDITION.read_bytes())},
    "studio_review": {"step": "ask", "ask-revision": "1"},
    "studio_edition_comments": SAVE | {"text": "Well done."},
    "studio_comments": SAVE | {"text": "Too long?"},
    "group_file": {"form": "xlsx"},
    "story_edit": {"revision": "0"},
    "story_publish": {"revision": "0", "step": "publish"},
    "quarterly_edit": {"revision": "0"},
    "quarterly_publish": {"revision": "0", "step": "publish"},
    "archive_import": {"file": lambda: SimpleUploadedFile("archive.json", b"{}")},
    "rounds": {"kinds": "company", "due_date": "2026-12-11", "confirmed": "yes"},
    "round": {"due_date": "2026-12-18"},
    "submit": {"knowing": "on"},
    "targets": {"profile": "none", "seen-profile": "none", "key": "5f2a7c1e-6b1d-4a8f-9c3e-0d2b4f6a8c10"},
    "welcome": ORGANIZATION,
    "delete_organization": {"typed": "Aozora"},
    "organization_settings": ORGANIZATION,
    "organization_units": ORGANIZATION,
    "organization_members": {"email": "newcomer@example.org", "role": "viewer"},
    "organization_member": {"role": "manager"},
    "asked": {"perspective": "management", "practices": ["strategy"], "language": "en", "emails": "oda@example.org"},
    "asked_link": {"practices": ["strategy"]},
    "ask_question": {"answer": "2"},
    "practice": {"answer": "2", "revision": "0", "key": "5f2a7c1e-6b1d-4a8f-9c3e-0d2b4f6a8c10"},
}


# allauth's pages that whoever is not signed in must reach,
THIRD_PARTY_OPEN = {
    "account_login",
    "account_signup",  # closed by accounts.adapter, unless the operator opens it
    "account_inactive",
    "account_email_verification_sent",
    "account_confirm_email",  # the key in the mail is the right
    "account_confirm_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",  # the key in the mail is the right
    "account_reset_password_from_key_done",
    "mfa_authenticate",  # the second step of signing in
}
# and those that stay closed to them.
THIRD_PARTY_CLOSED = {
    "account_logout",
    "account_reauthenticate",
    "account_email",
    "account_change_password",
    "account_set_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
}


def as_markdown() -> str:
    """The table of roles and actions, as docs/architecture.md shows it."""
    lines = [
        "| " + " | ".join(["Action", *PRINCIPALS.values()]) + " |",
        "| " + " | ".join(["---"] * (len(PRINCIPALS) + 1)) + " |",
    ]
    for row in ACCESS:
        cells = [_cell(row.statuses[principal]) for principal in PRINCIPALS]
        lines.append("| " + " | ".join([row.does, *cells]) + " |")
    return "\n".join(lines)


def _cell(status: Status) -> str:
    return {LOGIN: "signs in", 403: "no", 404: "not found"}.get(status, "yes")


def with_table(text: str) -> str:
    """The text with the table between its marks; raises ValueError where the marks are missing."""
    found, count = re.subn(f"{BEGIN}.*?{END}", lambda _: f"{BEGIN}\n{as_markdown()}\n{END}", text, flags=re.DOTALL)
    if not count:
        raise ValueError(f"docs/architecture.md lacks the marks {BEGIN} and {END}.")
    return found


if __name__ == "__main__":
    ARCHITECTURE.write_text(with_table(ARCHITECTURE.read_text()))
