# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""All that is kept about one person, wherever they are a member: what they may ask for at any time."""

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import Any, TypeAlias

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Count, Q, QuerySet, Value

from accounts.models import Event, Mail, Membership, ReminderDay, ReminderStop, User
from assessments.models import (
    Annotation,
    Answer,
    Assessment,
    Assignment,
    Change,
    Comment,
    Deletion,
    Edition,
    Evidence,
    Export,
    Impact,
    IncomingFile,
    Invitation,
    OpenLink,
    PlanChange,
    PlanItem,
    Report,
    Revision,
    Round,
    ShareLink,
    Upload,
)

Line = dict[str, Any]
By: TypeAlias = Callable[..., Q]
Kept: TypeAlias = tuple[QuerySet[Any], tuple[str, ...]]

ANSWER = ("assessment", "kind", "key", "value", "reason", "note", "settled_because", "answered_at")


def personal_data(user: User) -> dict[str, Any]:
    """The account and every row that says who did it, as plain values by kind; times are UTC, ISO 8601."""
    return {
        "account": {
            "email": user.email,
            "name": user.name,
            "language": user.language,
            "appearance": user.appearance,
            "curator": user.is_curator,
            "joined_at": user.joined_at.isoformat(),
        },
        **{kind: _lines(*kept) for kind, kept in kept_about(user).items()},
    }


def lines_kept(user: User) -> int:
    """How many lines there are besides the account. One query."""
    counts = [
        rows.order_by().values(counted=Value(kind)).annotate(lines=Count("pk"))
        for kind, (rows, _fields) in kept_about(user).items()
    ]
    return sum(row["lines"] for row in counts[0].union(*counts[1:], all=True))


def kept_about(user: User) -> dict[str, Kept]:
    """By kind the rows that say who did it, and which of their fields are theirs to know."""

    def by(*names: str) -> Q:
        return reduce(or_, (Q(**{name: user}) for name in names))

    return _of_the_account(user) | _of_organizations(user, by) | _of_plans(user, by) | _of_content(by)


def _of_the_account(user: User) -> dict[str, Kept]:
    return {
        "memberships": (Membership.objects.filter(user=user), ("organization__name", "role", "since_at")),
        "addresses": (EmailAddress.objects.filter(user=user), ("email", "verified")),
        "ways_to_sign_in": (Authenticator.objects.filter(user=user), ("type", "created_at", "last_used_at")),
        "mails": (Mail.objects.filter(to__iexact=user.email), ("purpose", "subject", "created_at", "sent_at")),
        "reminders_stopped": (ReminderStop.objects.filter(user=user), ("kind", "stopped_at")),
        "reminder_days": (ReminderDay.objects.filter(user=user), ("day",)),
        "exports": (Export.unscoped.filter(asked_by=user), ("organization__name", "what", "asked_at")),
        "files_sent": (IncomingFile.objects.filter(by=user), ("what", "name", "at", "used_at")),
        "deletions": (
            Deletion.objects.filter(Q(asked_by=user) | Q(withdrawn_by=user)),
            ("name", "asked_at", "due_at", "withdrawn_at", "done_at"),
        ),
    }


def _of_organizations(user: User, by: By) -> dict[str, Kept]:
    return {
        "assigned": (Assignment.unscoped.filter(user=user), ("organization__name", "assessment", "section")),
        "assessments_opened": (
            Assessment.objects.filter(opened_by=user),
            ("organization__name", "period", "opened_at"),
        ),
        "assessments_submitted": (
            Assessment.objects.filter(submitted_by=user),
            ("organization__name", "period", "submitted_at"),
        ),
        "answers": (Answer.unscoped.filter(answered_by=user), ANSWER),
        "changes": (Change.unscoped.filter(by=user), ("assessment", "at", "what", "key", "before", "after")),
        "evidence": (
            Evidence.unscoped.filter(added_by=user),
            ("assessment", "practice", "url", "text", "added_at"),
        ),
        "invitations_sent": (
            Invitation.unscoped.filter(invited_by=user),
            ("assessment", "perspective", "email", "sent_at"),
        ),
        "invitations_received": (
            Invitation.unscoped.filter(email__iexact=user.email),
            ("assessment", "perspective", "sent_at", "unwanted_at"),
        ),
        "open_links": (OpenLink.unscoped.filter(made_by=user), ("assessment", "made_at")),
        "links": (
            ShareLink.unscoped.filter(by("made_by", "revoked_by")),
            ("organization__name", "what", "made_at", "expires_at", "revoked_at"),
        ),
        "reports": (
            Report.unscoped.filter(by("edited_by", "published_by")),
            ("organization__name", "kind", "period", "edited_at", "published_at"),
        ),
        "rounds": (
            Round.unscoped.filter(by("opened_by", "reminded_by")),
            ("organization__name", "period", "opened_at", "reminded_at"),
        ),
        "events": (Event.objects.filter(by=user), ("organization__name", "at", "what", "before", "after")),
    }


def _of_plans(user: User, by: By) -> dict[str, Kept]:
    return {
        "annotations": (Annotation.unscoped.filter(made_by=user), ("organization__name", "period", "text", "made_at")),
        "plan_items": (
            PlanItem.unscoped.filter(by("added_by", "assignee", "helped_by")),
            ("organization__name", "action", "title", "status", "due_on", "added_at", "helped", "took", "helped_at"),
        ),
        "plan_changes": (
            PlanChange.unscoped.filter(by=user),
            ("organization__name", "item", "at", "before", "after"),
        ),
    }


def _of_content(by: By) -> dict[str, Kept]:
    steps = ("created", "asked", "approved", "published", "retired")
    return {
        "editions": (
            Edition.objects.filter(by(*(f"{step}_by" for step in steps))),
            ("pack", "version", *(f"{step}_at" for step in steps)),
        ),
        "content_revisions": (Revision.objects.filter(by("by")), ("edition", "kind", "key", "what", "at", "note")),
        "content_comments": (
            Comment.objects.filter(by("by", "settled_by")),
            ("edition", "kind", "key", "text", "at", "settled_at"),
        ),
        "content_files": (Upload.objects.filter(by("by")), ("name", "at", "used_at")),
        "impacts": (Impact.objects.filter(by("asked_by")), ("edition", "asked_at")),
    }


def _lines(rows: QuerySet[Any], fields: tuple[str, ...]) -> list[Line]:
    found: Iterable[Line] = rows.order_by("pk").values(*fields)
    return [{name.replace("__", "_"): _plain(value) for name, value in one.items()} for one in found]


def _plain(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value if isinstance(value, str | int | bool | dict | list | None) else str(value)
