# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""How advice fared is counted over all organizations, at most once a month; `domain.faring` says what may be kept.

Once a month, and not at every change: whoever adds an action and takes it away again, to see whether a count moves,
has one try a month.
"""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction

from assessments import models
from assessments.domain.carrying import later_names
from assessments.domain.edition import Edition
from assessments.domain.faring import Act, fared
from assessments.models import AdviceCount, PlanItem
from assessments.queries.edition import edition_of

OVERDUE = timedelta(hours=1)


@transaction.atomic(durable=True)
def ask_count(*, pack: str, now: datetime) -> bool:
    """Whether the advice of a pack is to be counted by a task now: the first time, or where nobody has for an hour."""
    rows = AdviceCount.objects.filter(pack=pack)
    if not rows.exists():
        # Of two who come first at once both ask; `count_advice` counts once.
        AdviceCount.objects.bulk_create([AdviceCount(pack=pack, due_at=now)], ignore_conflicts=True)
        return True
    return bool(rows.filter(due_at__lt=now - OVERDUE).update(due_at=now))


@transaction.atomic(durable=True)
def count_advice(*, pack: str, now: datetime) -> datetime | None:
    """Count how a pack's advice fared where that is due; when it is due next, None where another has counted.

    Three queries and one write, at any number of organizations.
    """
    due_at = next_month(now)
    row = AdviceCount.objects.select_for_update().filter(pack=pack, due_at__lte=now).first()
    if row is None:
        return None
    names = _names(pack)
    counts = {key: asdict(one.shown) for key, one in fared(_acts(pack, names)).items()}
    kept = {key: counts[name] for of_one in names.values() for key, name in of_one.items() if name in counts}
    row.counts = {key: one for key, one in sorted(kept.items()) if any(one.values())}
    row.counted_at, row.due_at = now, due_at
    row.save()
    return due_at


def next_month(now: datetime) -> datetime:
    """The beginning of the month after, as UTC has it."""
    first = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return (first + timedelta(days=31)).replace(day=1)


def _names(pack: str) -> dict[object, dict[str, str]]:
    """What the newest edition calls the recommendations of each edition, by the edition's id; their own where gone.

    One that is retired is not the newest, however late it came: archives bring such, whoever sends them.
    """
    rows = models.Edition.objects.filter(pack=pack, published_at__isnull=False).order_by("published_at", "pk")
    editions: dict[object, Edition] = {row.pk: edition_of(row) for row in rows}
    published = [editions[row.pk] for row in rows if row.state == models.Edition.State.PUBLISHED]
    renames = published[-1].renames.recommendations if published else {}
    return {
        key: later_names((one.key for one in edition.recommendations), renames) for key, edition in editions.items()
    }


def _acts(pack: str, names: dict[object, dict[str, str]]) -> Iterator[Act]:
    """What became of the pack's actions, one organization after the other; proposals and own actions do not count."""
    items = PlanItem.unscoped.filter(pack=pack).exclude(action="").exclude(status=PlanItem.Status.PROPOSED)
    rows = items.order_by("organization_id").values_list(
        "organization_id", "edition_id", "recommendation", "status", "helped", "took", "helped_at"
    )
    for organization, edition, key, status, helped, took, said_at in rows.iterator(chunk_size=2000):
        name = names.get(edition, {}).get(key, key)
        yield Act(str(organization), name, status == PlanItem.Status.DONE, helped, took, said_at)
