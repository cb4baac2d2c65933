# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Everything of an organization and all below it as one JSON document (domain/archive.py says its shape).

It is canonical JSON as a whole, and each part by itself. Only one organization is in memory at a time.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from accounts.models import Event, Membership, Organization, User, below_path
from assessments.domain.archive import (
    BY,
    FORMAT,
    LEFT_OUT,
    NUMBERS_BY_KEY,
    WHO,
    ArchivedAnswer,
    ArchivedAssessment,
    ArchivedChange,
    ArchivedEdition,
    ArchivedEvent,
    ArchivedEvidence,
    ArchivedProfile,
    ArchivedReport,
    ArchivedResult,
    ArchivedRound,
    fields_of,
    written,
)
from assessments.domain.archive_plan import ArchivedAnnotation, ArchivedPlanChange, ArchivedPlanItem
from assessments.domain.canonical import ENGINE, canonical_json
from assessments.domain.document import Outcome
from assessments.models import (
    Annotation,
    Answer,
    Assessment,
    Change,
    Edition,
    Evidence,
    OrganizationProfile,
    PlanChange,
    PlanItem,
    Report,
    Result,
    Round,
)

COUNTED = ("profiles", "assessments", "reports", "rounds", "events", "plan", "annotations")
COUNTED_WITHIN = ("answers", "evidence", "changes", "results", "plan_changes")

Line = dict[str, Any]
Progress = Callable[[int, int], None]


class Cast:
    """The people of an archive, numbered as they come up."""

    def __init__(self) -> None:
        self.numbers: dict[int, int] = {}

    def name(self, pk: int | None) -> str | None:
        """What the archive calls a person; None where nobody is named."""
        return None if pk is None else f"person-{self.numbers.setdefault(pk, len(self.numbers) + 1)}"

    def within(self, value: Any) -> Any:
        """A value of history, in which people go by the archive's names."""
        if isinstance(value, dict):
            return {key: self._said(key, inner) for key, inner in value.items()}
        return [self.within(inner) for inner in value] if isinstance(value, list) else value

    def _said(self, key: str, value: Any) -> Any:
        if key in NUMBERS_BY_KEY:
            return value
        return self.name(value) if key in WHO and isinstance(value, int) else self.within(value)

    def line(self, row: Line) -> Line:
        """A row as a line of the archive."""
        return {key: self.name(value) if key in BY else self._said(key, written(value)) for key, value in row.items()}


def archive_of(organization: Organization, *, now: datetime, progress: Progress | None = None) -> Iterator[bytes]:
    """The archive's bytes, a part at a time; `progress` is told after each organization how many of how many.

    Raises ChangedMeanwhile.
    """
    cast, counts, sums = Cast(), Counter(dict.fromkeys((*COUNTED, *COUNTED_WITHIN), 0)), []
    below = Organization.objects.filter(below_path("path", organization.path)).order_by("path")
    numbers = {path: number for number, path in enumerate(below.values_list("path", flat=True), start=1)}
    answered = _editions(organization, counts)
    known, editions = {(one["pack"], one["version"]) for one in answered}, canonical_json(answered)
    yield f'{{"content":{{"editions":{editions},"organizations":['.encode()
    for path, number in numbers.items():
        with _at_one_moment():
            part = canonical_json(_organization(path, numbers, known, cast, counts))
        sums.append(_sum(part))
        yield ("," if number > 1 else "").encode() + part.encode()
        if progress:
            progress(number, len(numbers))
    people = canonical_json(_people(organization, cast))
    counts["people"] = len(cast.numbers)
    manifest: Line = {
        "made_at": written(now.astimezone(UTC)),
        "engine": ENGINE,
        "editions": _sum(editions),
        "organizations": sums,
        "people": _sum(people),
        "counts": dict(counts),
        "left_out": list(LEFT_OUT),
    }
    manifest["checksum"] = _sum(canonical_json(manifest))
    yield f'],"people":{people}}},"format":{FORMAT},"manifest":{canonical_json(manifest)}}}'.encode()


class ChangedMeanwhile(Exception):
    """While the archive was being made, an organization was deleted, or answered or planned by an edition that nobody
    had before; it has to be made anew."""


@contextmanager
def _at_one_moment() -> Iterator[None]:
    """All that is read inside stands as it did at the first statement, though others write meanwhile."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _editions(organization: Organization, counts: Counter[str]) -> list[Line]:
    below = below_path("organization__path", organization.path)
    answered = (
        Assessment.objects.filter(below).values("edition").union(PlanItem.unscoped.filter(below).values("edition"))
    )
    rows = Edition.objects.filter(pk__in=answered).order_by("pack", "published_at", "version")
    lines = [{name: written(getattr(row, name)) for name in fields_of(ArchivedEdition)} for row in rows]
    counts["editions"] = len(lines)
    return lines


def _people(organization: Organization, cast: Cast) -> list[Line]:
    """Members at, above and below are named; nobody else is."""
    held = Membership.objects.filter(below_path("organization__path", organization.path))
    above = Membership.objects.filter(organization__path__in=organization.lineage)
    members = set(held.values_list("user", flat=True)) | set(above.values_list("user", flat=True))
    names = dict(User.objects.filter(pk__in=members & set(cast.numbers)).values_list("pk", "name"))
    return [{"person": cast.name(pk), "name": names.get(pk, "")} for pk in cast.numbers]


def _organization(
    path: str, numbers: dict[str, int], known: set[tuple[str, str]], cast: Cast, counts: Counter[str]
) -> Line:
    """All of one organization; raises ChangedMeanwhile where it is gone, or needs an edition that is not known."""
    row, number = Organization.objects.filter(path=path).first(), numbers[path]
    if row is None:
        raise ChangedMeanwhile
    told: Line = {name: written(getattr(row, name)) for name in ("name", "kind", "time_zone", "language", "created_at")}
    told |= {"number": number, "above": numbers[row.lineage[-2]] if number > 1 else None}
    told["profiles"] = _lines(OrganizationProfile.objects.within(row).order_by("pack"), ArchivedProfile, cast)
    told["assessments"] = _assessments(row, cast, counts)
    told["plan"] = _plan(row, cast, counts)
    if any((one["pack"], one["version"]) not in known for one in [*told["assessments"], *told["plan"]]):
        raise ChangedMeanwhile
    told["reports"] = _lines(Report.objects.within(row).order_by("pack", "period", "edited_at"), ArchivedReport, cast)
    rounds = Round.objects.within(row).exclude(finished_at=None).filter(failure="").order_by("opened_at")
    told["rounds"] = _lines(rounds, ArchivedRound, cast)
    told["events"] = _lines(Event.objects.filter(organization=row).order_by("at", "pk"), ArchivedEvent, cast)
    notes = Annotation.objects.within(row).order_by("period", "made_at", "pk")
    told["annotations"] = _lines(notes, ArchivedAnnotation, cast)
    counts.update({name: len(told[name]) for name in COUNTED})
    counts["organizations"] += 1
    return told


def _assessments(organization: Organization, cast: Cast, counts: Counter[str]) -> list[Line]:
    rows = list(Assessment.objects.for_organization(organization).with_edition().order_by("opened_at", "period", "pk"))
    numbers = {row.pk: number for number, row in enumerate(rows, start=1)}
    answers = _by_assessment(Answer.objects.within(organization).order_by("pk"), ArchivedAnswer, cast)
    # Not by its key, which is another one in each installation.
    proofs = Evidence.objects.within(organization).order_by("practice", "added_at", "reviewed_on", "url", "text")
    evidence = _by_assessment(proofs, ArchivedEvidence, cast)
    changes = _by_assessment(Change.objects.within(organization).order_by("pk"), ArchivedChange, cast)
    results = _by_assessment(Result.objects.within(organization), ArchivedResult, cast)
    taken = ("number", "version", "previous", "supersedes", "answers", "evidence", "changes", "result")
    names = [f"{name}_id" if name in BY else name for name in fields_of(ArchivedAssessment, *taken)]
    told = []
    for row in rows:
        line = cast.line({name.removesuffix("_id"): getattr(row, name) for name in names})
        line |= {
            "number": numbers[row.pk],
            "version": row.edition.version,
            "previous": numbers[row.previous_id] if row.previous_id else None,
            "supersedes": numbers[row.supersedes_id] if row.supersedes_id else None,
            "answers": answers.get(row.pk, []),
            "evidence": evidence.get(row.pk, []),
            "changes": changes.get(row.pk, []),
            "result": next(iter(results.get(row.pk, [])), None),
        }
        counts.update({name: len(line[name]) for name in ("answers", "evidence", "changes")})
        counts["results"] += line["result"] is not None
        told.append(line)
    return told


def _plan(organization: Organization, cast: Cast, counts: Counter[str]) -> list[Line]:
    changes: dict[Any, list[Line]] = {}
    for line in (
        PlanChange.objects.within(organization)
        .order_by("at", "revision", "pk")
        .values("item_id", *fields_of(ArchivedPlanChange))
    ):
        changes.setdefault(line.pop("item_id"), []).append(cast.line(line))
    # Not by their keys, which are others in each installation.
    rows = PlanItem.objects.within(organization).order_by("added_at", "action", "title", "changed_at", "pk")
    taken = ("version", "changes")
    told = []
    for row in rows.values("pk", "edition__version", *fields_of(ArchivedPlanItem, *taken)):
        lines = changes.get(row.pop("pk"), [])
        counts["plan_changes"] += len(lines)
        told.append(cast.line({"version": row.pop("edition__version"), **row}) | {"changes": lines})
    return told


def _lines(rows: Any, shape: type[Outcome], cast: Cast) -> list[Line]:
    found: Iterable[Line] = rows.values(*fields_of(shape))
    return [cast.line(row) for row in found]


def _by_assessment(rows: Any, shape: type[Outcome], cast: Cast) -> dict[Any, list[Line]]:
    found: dict[Any, list[Line]] = {}
    for row in rows.values("assessment_id", *fields_of(shape)):
        found.setdefault(row.pop("assessment_id"), []).append(cast.line(row))
    return found
