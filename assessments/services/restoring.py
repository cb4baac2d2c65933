# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Taking archives: one that was read and checked waits until its sender confirms what it would make; then all of it
is made in one transaction, and every result that came with it has been verified, or nothing is."""

from datetime import UTC, datetime
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.erasing import pseudonym
from accounts.models import Event, Organization, User
from accounts.services import TooDeep, create_organization
from accounts.text import clean_text
from assessments.domain.canonical import canonical_json, checksum
from assessments.models import Edition, IncomingFile, PlanItem, Result
from assessments.queries.archive import IMPORTED, LIFETIME, earlier_copies, taken_versions, versions_to_come
from assessments.queries.draft import plain_of
from assessments.queries.verification import difference
from assessments.services.refusal import NotAccepted, Refused
from assessments.services.restoring_rows import Copy, restore_rows
from assessments.services.rolling_up import roll_up
from assessments.services.rolling_up_plans import roll_up_plan

LONGEST_NAME = 200
MOST_WAITING = 3


@transaction.atomic(durable=True)
def stage_archive(*, document: str, name: str, above: Organization | None, by: User, now: datetime) -> IncomingFile:
    """Keep a checked archive until it is confirmed, and forget those that nobody confirmed in seven days.

    Of one sender's the last three wait: whoever sends more gives up the first ones.
    `document` is what `imports.limited.read_archive_limited` returned; `above` None makes an organization of its own.
    Raises NotAccepted where an edition in it is here with other content, or may not be brought by its sender.
    """
    archives = IncomingFile.objects.filter(what=IncomingFile.What.ARCHIVE)
    archives.filter(at__lte=now - LIFETIME).delete()
    waiting = archives.filter(by=by, used_at=None).order_by("-at", "-pk").values_list("pk", flat=True)
    archives.filter(pk__in=list(waiting)[MOST_WAITING - 1 :]).delete()
    archive: Any = plain_of(document)
    _refuse_other_editions(archive, by)
    manifest = archive["manifest"]
    sums = [manifest["editions"], manifest["organizations"], manifest["people"]]
    staged: IncomingFile = IncomingFile.objects.create(
        what=IncomingFile.What.ARCHIVE,
        above=above,
        name=clean_text(name[:LONGEST_NAME], most=LONGEST_NAME),
        document=document,
        checksum=checksum(canonical_json(sums)),
        at=now,
        by=by,
    )
    return staged


def restore_archive(*, incoming: IncomingFile, again: bool, by: User, now: datetime) -> Organization:
    """Make all that a staged archive holds; the topmost organization.

    The sender becomes the owner of an organization of its own; under another one, its owners own it. Whoever else is
    named becomes an account that nobody can sign in with. `again`: also where the same archive was taken before.
    Raises NotAccepted, IncomingFile.DoesNotExist; then nothing was written.
    """
    try:
        return _restore(incoming, again, by, now)
    except (IntegrityError, DataError) as error:
        words = _("This archive holds what this version of Cairn does not keep. Nothing was written.")
        raise NotAccepted(Refused("archive", words)) from error
    except TooDeep as error:
        words = _("The tree has no room for so many levels below each other. Put it higher up.")
        raise NotAccepted(Refused("above", words)) from error


@transaction.atomic(durable=True)
def _restore(incoming: IncomingFile, again: bool, by: User, now: datetime) -> Organization:
    rows = IncomingFile.objects.select_for_update(of=("self",)).filter(what=IncomingFile.What.ARCHIVE)
    row = rows.select_related("above").get(pk=incoming.pk, by=by, at__gt=now - LIFETIME)
    if row.used_at:
        raise NotAccepted(Refused("archive", _("This archive has been taken already. Send it again for a copy.")))
    if not again and earlier_copies(by, row.checksum):
        raise NotAccepted(Refused("again", _("This archive was taken before. Say that you want a second copy.")))
    archive: Any = plain_of(row.document)
    editions = _editions(archive, by, now)
    people = _people(archive)
    made = _organizations(archive, row.above, by, now)
    copy = Copy(editions, people)
    for told, organization in zip(archive["content"]["organizations"], made, strict=True):
        restore_rows(organization, told, copy)
    _verify(made)
    for told, organization in zip(archive["content"]["organizations"], made, strict=True):
        for pack in sorted({one["pack"] for one in told["assessments"] if one["state"] == "submitted"}):
            roll_up(organization=organization, pack=pack)
        for pack in PlanItem.objects.within(organization).order_by().values_list("pack", flat=True).distinct():
            roll_up_plan(organization=organization, pack=pack)
    after = {"checksum": row.checksum, "organizations": len(made)}
    Event.objects.create(organization=made[0], at=now, by=by, what=IMPORTED, after=after)
    # What was taken is here now; the file is not kept besides.
    row.used_at, row.document = now, ""
    row.save(update_fields=["used_at", "document"])
    return made[0]


def _refuse_other_editions(archive: Any, by: User) -> None:
    """Nor does anybody but a curator take the number of an edition that the site is still to publish."""
    taken = taken_versions(archive)
    if taken:
        words = _("Edition %(edition)s is here with other content, so what was answered to it cannot be taken.")
        raise NotAccepted(*(Refused("edition", words % {"edition": one}) for one in taken))
    to_come = [] if by.is_curator else versions_to_come(archive)
    if to_come:
        words = _(
            "Edition %(edition)s has not been published here yet. Ask a curator of this site to publish it first."
        )
        raise NotAccepted(*(Refused("edition", words % {"edition": one}) for one in to_come))


def _editions(archive: Any, by: User, now: datetime) -> dict[tuple[str, str], Edition]:
    """The editions by pack and number. Those that were missing are made: published where a curator takes them.

    Else they come in retired: what was answered stays readable, and nobody who is no curator offers content to the
    other organizations of the installation.
    """
    _refuse_other_editions(archive, by)
    found: dict[tuple[str, str], Edition] = {}
    for told in archive["content"]["editions"]:
        row = Edition.objects.filter(pack=told["pack"], version=told["version"]).first()
        if row is None:
            retired = told["retired_at"] or (None if by.is_curator else now)
            row = Edition.objects.create(
                pack=told["pack"],
                version=told["version"],
                state=Edition.State.RETIRED if retired else Edition.State.PUBLISHED,
                document=told["document"],
                checksum=told["checksum"],
                published_at=min(told["published_at"], now.astimezone(UTC).isoformat()),
                retired_at=retired,
            )
        found[row.pack, row.version] = row
    return found


def _people(archive: Any) -> dict[str, User]:
    """An account for each who is named, with which nobody can sign in."""
    made = {}
    for told in archive["content"]["people"]:
        name = pseudonym()
        user = User(email=f"{name}@imported.invalid", name=told["name"] or name, is_active=False)
        user.set_unusable_password()
        made[told["person"]] = user
    User.objects.bulk_create(made.values())
    return made


def _organizations(archive: Any, above: Organization | None, by: User, now: datetime) -> list[Organization]:
    made: list[Organization] = []
    for told in archive["content"]["organizations"]:
        parent = above if told["above"] is None else made[told["above"] - 1]
        fields = {name: told[name] for name in ("name", "kind", "time_zone", "language")}
        organization = create_organization(**fields, by=by, now=now, above=parent)
        # Its audit trail comes along, with the line that says when it was founded.
        Event.objects.filter(organization=organization).delete()
        Organization.objects.filter(pk=organization.pk).update(created_at=told["created_at"])
        made.append(organization)
    return made


def _verify(made: list[Organization]) -> None:
    for organization in made:
        rows = Result.objects.within(organization).select_related("assessment__organization", "assessment__edition")
        for row in rows:
            if difference(row):
                words = _("%(organization)s, %(period)s: the result does not come out of what was answered.")
                values = {"organization": organization.name, "period": row.assessment.period}
                raise NotAccepted(Refused("result", words % values))
