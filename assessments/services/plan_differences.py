# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What the file of a plan would change as things stand now, cell by cell. Nothing is written.

A row bears the revision that its action had when the file was made. What the action said then is what both sides
started from: a cell that still says so changes nothing, whatever became of the action since; one that says something
else changes it, and where it was changed otherwise meanwhile, both stand side by side.
"""

import json
import uuid
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Organization
from assessments.domain.canonical import checksum
from assessments.domain.plan_file import OF_OWN_ITEMS
from assessments.models import Edition, IncomingFile, PlanChange, PlanItem
from assessments.queries.edition import edition_of
from assessments.queries.plan_file import items_for_file
from assessments.queries.plan_sheets import name_of
from assessments.queries.plan_words import title_of
from assessments.services.plan_cells import Words, in_words, row_values, values_in, values_of, words_here
from assessments.services.plan_checks import check_item
from assessments.services.refusal import NotAccepted

DONE, DROPPED = PlanItem.Status.DONE, PlanItem.Status.DROPPED
MOST_FAULTS = 100
# Each is ticked or not; a form posts no more.
MOST_CONFLICTS = 500
# Every page of a plan counts what is in it; no file makes more of it than can be read.
MOST_ITEMS = 10_000

Line = Mapping[str, Any]


@dataclass(frozen=True)
class DifferingCell:
    """A cell that changes something, in words; in a conflict it was changed otherwise meanwhile."""

    name: str
    mine: str
    theirs: str
    is_conflict: bool

    @property
    def label(self) -> str:
        """What people call the column."""
        return name_of(self.name)


@dataclass(frozen=True)
class DifferingItem:
    """An action of the plan that the file changes; `values` are what it says, as plain values."""

    item: PlanItem
    row: int
    cells: tuple[DifferingCell, ...]
    values: Mapping[str, Any]

    @property
    def title(self) -> str:
        return title_of(self.item)

    @property
    def is_conflict(self) -> bool:
        return any(cell.is_conflict for cell in self.cells)


@dataclass(frozen=True)
class AddedItem:
    """An action that the file adds: an edition's (`item.action`), or an own one; `values` are what else it says.

    `is_namesake`: an open action of the plan has the same title.
    """

    item: PlanItem
    row: int
    cells: tuple[DifferingCell, ...]
    values: Mapping[str, Any]
    is_namesake: bool

    @property
    def title(self) -> str:
        return title_of(self.item)


@dataclass(frozen=True)
class FaultyCell:
    """A cell that cannot be taken in, and why."""

    cell: str
    title: str
    message: str


@dataclass(frozen=True)
class PlanDifferences:
    """What a file would change; `same` counts the rows that change nothing, `left_out` the actions that have no row."""

    changes: tuple[DifferingItem, ...]
    conflicts: tuple[DifferingItem, ...]
    added: tuple[AddedItem, ...]
    faults: tuple[FaultyCell, ...]
    same: int
    left_out: int
    words: Words

    @property
    def seen(self) -> str:
        """Which revisions the differences are to: a page posts it, so that it fails where one has moved on."""
        differing = (*self.changes, *self.conflicts)
        return checksum(" ".join(f"{one.item.pk} {one.item.revision}" for one in differing))


def differences_in(organization: Organization, file: IncomingFile, now: datetime) -> PlanDifferences:
    """What a file that waits would change. Four queries, and one for each edition not read yet."""
    return _Comparison(organization, json.loads(file.document), now).told()


class _Comparison:
    """The rows of one file beside the plan as it stands."""

    def __init__(self, organization: Organization, document: Line, now: datetime) -> None:
        self.today = now.astimezone(organization.zone).date()
        self.organization, self.columns, self.lines = organization, document["columns"], document["rows"]
        self.items = {str(item.pk): item for item in items_for_file(organization)}
        self.words = words_here(organization, self.items.values())
        self.newest = Edition.objects.newest_of(Edition.BUILT_IN)
        self.open = {item.action: item.pk for item in self.items.values() if item.action and item.is_open}
        self.titles = {_name(item) for item in self.items.values() if item.is_open}
        self.faults: list[FaultyCell] = []
        self.moved_on = self._moved_on()

    def told(self) -> PlanDifferences:
        found, added, seen = [], [], set()
        for line in self.lines:
            key = line["cells"].get("id", "").strip().lower()
            if not key:
                one = self._added(line)
                added += [one] if one else []
            elif key in seen or key not in self.items:
                twice, unknown = _("This action has a row already."), _("This action is not in this plan.")
                self._fault(line, "id", twice if key in seen else unknown)
            else:
                seen.add(key)
                found += self._changed(line, self.items[key])
        differing = [one for one in found if one.cells]
        conflicts = tuple(one for one in differing if one.is_conflict)
        if len(conflicts) > MOST_CONFLICTS:
            words = _("More than %(most)s actions were changed meanwhile. Get the file anew.") % {
                "most": MOST_CONFLICTS
            }
            self.faults.insert(0, FaultyCell("", "", words))
        if added and len(self.items) + len(added) > MOST_ITEMS:
            words = _("With these the plan would hold more than %(most)s actions. Remove some first.")
            self.faults.insert(0, FaultyCell("", "", words % {"most": MOST_ITEMS}))
        return PlanDifferences(
            changes=tuple(one for one in differing if not one.is_conflict),
            conflicts=conflicts[:MOST_CONFLICTS],
            added=tuple(added),
            faults=tuple(self.faults[:MOST_FAULTS]),
            same=len(found) - len(differing),
            left_out=len(self.items) - len(seen),
            words=self.words,
        )

    def _changed(self, line: Line, item: PlanItem) -> list[DifferingItem]:
        """What a row changes of its action; nothing where it has faults."""
        values, faults = values_in(line["cells"], item, self.words, is_own=item.is_own)
        seen = _number(line["cells"]["revision"])
        if not 0 < seen <= item.revision:
            faults.append(("revision", _("Leave the revision as the file had it.")))
        before, now = self._at(item, seen), values_of(item)
        mine = {name: value for name, value in values.items() if value != before[name] and value != now[name]}
        if not faults:
            faults = list(self._unfit(item, mine))
        for name, message in faults:
            self._fault(line, name, message)
        cells = tuple(
            DifferingCell(name, *self._both(name, value, now[name]), is_conflict=before[name] != now[name])
            for name, value in mine.items()
        )
        if faults:
            return []
        if item.action and mine.get("status") in PlanItem.OPEN:
            self.open[item.action] = item.pk
        return [DifferingItem(item, line["row"], cells, mine)]

    def _added(self, line: Line) -> AddedItem | None:
        action = line["cells"].get("action", "").strip()
        values, faults = values_in(line["cells"], None, self.words, is_own=not action)
        item = PlanItem(organization=self.organization, pack=Edition.BUILT_IN, edition=self.newest, action=action)
        if action and not faults:
            faults = list(self._untaken(action))
        own = {name: values.pop(name) for name in OF_OWN_ITEMS if name in values}
        values = {name: value for name, value in values.items() if value}
        for name, value in own.items():
            setattr(item, name, value)
        if not faults:
            faults = list(self._unfit(item, values))
        for name, message in faults:
            self._fault(line, name, message)
        if faults:
            return None
        if action:
            self.open[action] = item.pk
        told = {**{name: value for name, value in own.items() if name != "title"}, **values}
        cells = (DifferingCell(name, *self._both(name, value, None), is_conflict=False) for name, value in told.items())
        shown, is_namesake = tuple(cell for cell in cells if cell.mine), _name(item) in self.titles
        return AddedItem(item, line["row"], shown, values, is_namesake)

    def _untaken(self, action: str) -> Iterator[tuple[str, str]]:
        document = edition_of(self.newest) if self.newest else None
        if document is None or action not in {one.key for advice in document.recommendations for one in advice.actions}:
            yield "action", _("There is no such action.")
        elif action in self.open:
            yield "action", _("This action is in the plan already: change its own row.")

    def _unfit(self, item: PlanItem, values: Line) -> Iterator[tuple[str, str]]:
        """What an action cannot say all at once."""
        row = copy(item)
        for name, value in row_values(values, self.words).items():
            setattr(row, name, value)
        if row.status != DONE and values.get("done_on"):
            yield "done_on", _("Only what is done has a day on which it was done.")
        if values.get("done_on") and row.done_on and row.done_on > self.today:
            yield "done_on", _("Write the day on which it was done, today at the latest.")
        if row.status == DONE and row.done_on is None and "done_on" in values:
            yield "done_on", _("Say on which day it was done.")
        if row.status != DROPPED and values.get("reason"):
            yield "reason", _("Only what is dropped has a reason for it.")
        for name in ("helped", "took"):
            if values.get(name) and not (row.status == DONE and row.helped):
                yield name, _("Whether it helped is said of what is done, and what it took beside it.")
        if row.is_open and not item.is_open and item.action and self.open.get(item.action, item.pk) != item.pk:
            yield "status", _("This action is in the plan once more already: change that one.")
        try:
            if self.newest or not item._state.adding:
                check_item(row, edition_of(row.edition))
        except NotAccepted as refusal:
            yield from ((fault.place, fault.message) for fault in refusal.faults)

    def _at(self, item: PlanItem, revision: int) -> dict[str, Any]:
        """What an action said when it had this revision."""
        said = values_of(item)
        for change in self.moved_on.get(item.pk, ()):
            if change.revision > revision:
                said |= {name: value for name, value in (change.before or {}).items() if name in said}
        return said

    def _moved_on(self) -> dict[uuid.UUID, list[PlanChange]]:
        """The lines of history since the file was made, by action, the last one first."""
        old = [
            item.pk
            for line in self.lines
            if (item := self.items.get(line["cells"].get("id", "").strip().lower()))
            and _number(line["cells"]["revision"]) < item.revision
        ]
        found: dict[uuid.UUID, list[PlanChange]] = {}
        if old:
            lines = PlanChange.objects.within(self.organization).filter(item__in=old)
            for change in lines.order_by("-revision"):
                found.setdefault(change.item_id, []).append(change)
        return found

    def _both(self, name: str, mine: Any, theirs: Any) -> tuple[str, str]:
        return in_words(name, mine, self.words), in_words(name, theirs, self.words)

    def _fault(self, line: Line, name: str, message: str) -> None:
        item = self.items.get(line["cells"].get("id", "").strip().lower())
        title = title_of(item) if item else line["cells"].get("title", "").strip()[:80]
        self.faults.append(FaultyCell(f"{self.columns.get(name, '')}{line['row']}", title, message))


def _name(item: PlanItem) -> str:
    """The title as people compare it."""
    return title_of(item).strip().casefold()


def _number(text: str) -> int:
    said = text.strip()
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else -1
