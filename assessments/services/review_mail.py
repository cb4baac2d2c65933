# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The mails about a review, each with one purpose: that a draft waits for a curator, that it was approved, or that
it was returned. They are left in the transaction of the step, which is taken once, so nobody gets one twice."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.mail import queue_mail
from accounts.models import User
from assessments.models import Edition
from assessments.queries.studio.review import authors_of, why_not_approve

ASKED, APPROVED, RETURNED = "review asked for", "draft approved", "draft returned"


def tell_reviewers(edition: Edition, note: str, url: str, *, by: User, now: datetime) -> None:
    """One mail to each curator who may approve a draft that was put into review; two queries, and one for each."""
    curators = User.objects.filter(is_curator=True, is_active=True).exclude(pk=by.pk).order_by("pk")
    _tell([one for one in curators if not why_not_approve(edition, one)], ASKED, edition, note, url, by, now)


def tell_authors(
    edition: Edition, purpose: str, note: str, url: str, *, asked: User | None, by: User, now: datetime
) -> None:
    """One mail to each who wrote in a draft, and to who asked for its review, about what a curator answered."""
    told = [*authors_of(edition), *([asked] if asked else [])]
    people = {one.pk: one for one in told if one.is_active and one.pk != by.pk}
    _tell(people.values(), purpose, edition, note, url, by, now)


def _tell(people: Iterable[User], purpose: str, edition: Edition, note: str, url: str, by: User, now: datetime) -> None:
    known = {code for code, _name in settings.LANGUAGES}
    for person in people:
        with override(person.language if person.language in known else settings.LANGUAGE_CODE):
            words = {"edition": str(edition), "person": " ".join(str(by).split())}
            subject, says, next_step, why = (text % words for text in _texts(purpose))
            said = [_("%(person)s wrote:") % words + "\n" + note] if note else []
            text = "\n\n".join([says, *said, f"{next_step}\n{url}", why])
            queue_mail(to=person.email, subject=subject, text=text, purpose=purpose, now=now)


def _texts(purpose: str) -> tuple[str, str, str, str]:
    """The subject, what happened, what comes next, and why somebody gets the mail."""
    wrote = _("You get this since you wrote in this draft, or asked for its review.")
    if purpose == ASKED:
        return (
            _("%(edition)s waits for your review"),
            _("%(person)s asks for a review of the draft %(edition)s. Its content does not change meanwhile."),
            _("See what is different, then approve it or return it:"),
            _("You get this since you are a curator of this site, and may approve this draft."),
        )
    if purpose == APPROVED:
        return (
            _("%(edition)s is approved"),
            _("%(person)s has approved the draft %(edition)s. It can be published now."),
            _("Publish it here:"),
            wrote,
        )
    return (
        _("Changes are asked for in %(edition)s"),
        _("%(person)s has returned the draft %(edition)s. It can be changed again."),
        _("What was said stands with the draft:"),
        wrote,
    )
