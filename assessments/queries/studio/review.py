# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Whether a draft may go on: what stands in its way, and whether a second curator has to look at it first."""

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.domain.edition import Edition as SoundEdition
from assessments.domain.edition import parse_edition
from assessments.domain.faults import EditionFaults, Fault
from assessments.domain.linting import lint
from assessments.domain.pieces import Plain, reused_keys
from assessments.models import Edition, Revision
from assessments.queries.draft import published_documents

What = Revision.What
# Lines that bring content into a draft; where one starts from a file, its name is the note.
WRITING = Q(
    what__in=[
        *(What.ADDED, What.CHANGED, What.RENAMED, What.MOVED, What.DELETED),
        *(What.IMPORTED, What.TAKEN, What.CONFIRMED),
    ]
) | (Q(what=What.STARTED) & ~Q(note=""))


def needs_review() -> bool:
    """Whether the site has two active curators, so that one publishes what another has approved; one query."""
    return User.objects.filter(is_curator=True, is_active=True)[:2].count() > 1


def is_approved(edition: Edition) -> bool:
    """Whether somebody else than who asked for the review has approved the content as it stands."""
    return edition.state == Edition.State.IN_REVIEW and edition.approved_by_id not in (None, edition.asked_by_id)


def why_not_approve(edition: Edition, user: User) -> str:
    """Why this curator may not approve a draft in review, as a sentence to them; "" where they may. One query.

    Whoever wrote in it does not judge their own words, and whoever asked is not who answers. Where every active curator
    has written in it, each reads what the others wrote, and anybody but who asked may approve.
    """
    writers = Revision.objects.filter(edition=edition, by=OuterRef("pk")).filter(WRITING)
    curators = User.objects.filter(is_curator=True, is_active=True).annotate(has_written=Exists(writers))
    has_written = dict(curators.values_list("pk", "has_written"))
    others = [pk for pk, wrote in has_written.items() if not wrote and pk != edition.asked_by_id]
    if edition.asked_by_id == user.pk:
        if others or all(has_written.values()):
            return _("You asked for this review, so another curator has to approve it.")
        return _("All other curators wrote in this draft. Return it and let one of them ask: then you can approve it.")
    if not has_written.get(user.pk) or all(has_written.values()):
        return ""
    if others:
        return _("You wrote in this draft, so a curator who did not has to approve it.")
    return _("You wrote in this draft, and who asked did not: return it, ask yourself, and they can approve it.")


def authors_of(edition: Edition) -> list[User]:
    """Who brought content into a draft; one query."""
    lines = Revision.objects.filter(WRITING, edition=edition, by__isnull=False)
    return list(User.objects.filter(pk__in=lines.values("by")).order_by("pk"))


def newer_edition(edition: Edition) -> Edition | None:
    """The edition that was published after the one that a draft is based on, and whose changes it lacks; None where
    there is none. One query."""
    newest, base = Edition.objects.newest_of(edition.pack), edition.based_on
    if base is None or base.published_at is None or newest is None or newest.published_at is None:
        return newest
    return newest if newest.published_at > base.published_at else None


def reused_keys_of(edition: Edition, document: Plain) -> list[tuple[str, str]]:
    """The kinds and keys that an earlier edition of the pack has for something else; one query."""
    return reused_keys(document, list(published_documents(edition.pack)))


def sound_edition(document: Plain, on: date) -> SoundEdition:
    """The edition that a draft's document is; raises EditionFaults with all that has to be mended first.

    That is what the engine refuses, and what the linter calls an error besides.
    """
    edition = parse_edition(document)
    errors = [one for one in lint(document, on=on) if one.severity == "error"]
    if errors:
        raise EditionFaults(Fault(one.place, one.template, one.values) for one in errors)
    return edition
