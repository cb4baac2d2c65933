# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Who changed what on a practice or a situation, when, from what to what: the newest first, page by page.

Whoever may answer reads the names, since they work at it together. Who only reads what was submitted reads roles: the
product speaks of people by their role, and what an answer came from matters to them more than whose hand it was. Why an
answer stands though views differ is for managers alone, as the views are. What respondents said has no line here: their
responses are no change of an Answer, and employees' never show one by one.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Membership, Role, User
from assessments.domain.content import Practice, Situation
from assessments.domain.edition import Edition
from assessments.domain.words import Budget, Part, difference
from assessments.models import Answer, Assessment, Assignment, Change
from assessments.models.answer import NOT_APPLICABLE, UNANSWERED, UNKNOWN, Kind
from assessments.queries.answer import is_set
from assessments.queries.edition import edition_of
from assessments.queries.offered import asked_rows, names_of, renamed
from assessments.queries.practice import EVIDENCE
from assessments.queries.question import DONT_KNOW, STANCES, anchors_of
from assessments.queries.wording import DEGREE_NAMES, in_words

LINES = 25
ASSIGNED, OPENED, SUBMITTED, MOVED = "assigned", "opened", "submitted", "moved"
ENOUGH = {"reason": gettext_lazy("Why it is enough"), "review_on": gettext_lazy("Look at it again on")}
TEXTS = {
    "reason": gettext_lazy("Why it does not apply"),
    "settled_because": gettext_lazy("Why, though views differ"),
    "note": gettext_lazy("Note"),
}
BESIDE_SCALE = {
    UNANSWERED: gettext_lazy("no answer"),
    UNKNOWN: DONT_KNOW,
    NOT_APPLICABLE: gettext_lazy("Not applicable"),
}


@dataclass(frozen=True)
class Reader:
    """Who reads a history."""

    sees_names: bool
    sees_views: bool


@dataclass(frozen=True)
class Line:
    """One change. `move` is from what to what, `about` which of several questions, `texts` what was written."""

    at: datetime
    who: str
    what: str
    about: str = ""
    move: tuple[str, str] | None = None
    texts: list[tuple[str, list[Part]]] = field(default_factory=list)


@dataclass(frozen=True)
class History:
    """A page of lines; `older` is where the next one begins, None where this is the last."""

    assessment: Assessment
    lines: list[Line]
    older: int | None


@dataclass(frozen=True)
class _Subject:
    """What a history is about: how its values read, which of its questions a key is ("" where it has but one), and what
    stood there when the assessment opened; and what its page may take to compare texts."""

    assessment: Assessment
    reader: Reader
    words: Callable[[str, str], str]
    about: Callable[[str], str]
    carried: Callable[[], list[tuple[Answer, str]]]
    budget: Budget = field(default_factory=Budget)


def practice_history(assessment: Assessment, practice: Practice, reader: Reader, before: int | None) -> History:
    """The lines of a practice: its answer, evidence, target and who it was assigned to; in at most six queries.

    Targets show once an answer is set, as on the practice's own page.
    """
    edition = edition_of(assessment.edition)
    held = asked_rows(edition, Answer.objects.of(assessment).filter(kind=Kind.PRACTICE, key=practice.key))
    row, keys = next(iter(held), None), names_of(edition, Kind.PRACTICE, practice.key)
    kinds = [Kind.PRACTICE, EVIDENCE, *([Kind.TARGET] if is_set(row) or not assessment.is_open else [])]
    rows = Change.objects.of(assessment)
    found = rows.filter(_around(practice.level) | Q(what__in=kinds, key__in=keys))
    names = {one.value: one.name for one in anchors_of(edition, practice)}

    def words(_what: str, value: str) -> str:
        name = names.get(value)
        return f"{value}, {in_words(name)}" if name else str(BESIDE_SCALE.get(value, value))

    own = rows.filter(what=Kind.PRACTICE, key__in=keys)
    subject = _Subject(assessment, reader, words, lambda _key: "", lambda: _carried(edition, [row] if row else [], own))
    return _page(subject, found, before)


def situation_history(assessment: Assessment, situation: Situation, reader: Reader, before: int | None) -> History:
    """The lines of a situation: its signs, and whether the organization says that it faces it."""
    edition = edition_of(assessment.edition)
    place = Q(what=Kind.STANCE, key__in=names_of(edition, Kind.STANCE, situation.key))
    for name in names_of(edition, Kind.STANCE, situation.key):
        place |= Q(what=Kind.SIGNAL, key__startswith=f"{name}/")
    rows = Change.objects.of(assessment)
    signs = {situation.key_of(one): in_words(one.text) for one in situation.signals}

    def words(what: str, value: str) -> str:
        named: Mapping[str, Any] = STANCES if what == Kind.STANCE else DEGREE_NAMES
        return str(named.get(value) or BESIDE_SCALE.get(value, value))

    def carried() -> list[tuple[Answer, str]]:
        held = Answer.objects.of(assessment).filter(kind__in=[Kind.SIGNAL, Kind.STANCE])
        stand = held.filter(Q(key=situation.key) | Q(key__startswith=f"{situation.key}/")).order_by("pk")
        return _carried(edition, asked_rows(edition, stand), rows.filter(place))

    def about(key: str) -> str:
        return signs.get(renamed(edition, Kind.SIGNAL, key), "")

    subject = _Subject(assessment, reader, words, about, carried)
    return _page(subject, rows.filter(_around(Assignment.SITUATIONS) | place), before)


def _around(section: str) -> Q:
    """What happened to the whole assessment, or to the section that the question stands in."""
    return Q(what__in=[OPENED, MOVED, SUBMITTED]) | Q(what=ASSIGNED, key=section)


def _carried(edition: Edition, rows: Iterable[Answer], changes: QuerySet[Change]) -> list[tuple[Answer, str]]:
    """What stood there when the assessment opened: what the first change replaced, or what still stands unchanged."""
    first: dict[tuple[str, str], Any] = {}
    for what, key, before in changes.order_by("pk").values_list("what", "key", "before"):
        first.setdefault((what, renamed(edition, Kind(what), key)), before)
    found = []
    for row in rows:
        before = first.get((row.kind, row.key), {"value": row.value} if row.revision == 0 else None)
        if before and before["value"]:
            found.append((row, before["value"]))
    return found


def _page(subject: _Subject, found: QuerySet[Change], before: int | None) -> History:
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.select_related("by").order_by("-pk")[: LINES + 1])
    shown = rows[:LINES]
    people = _people(subject, shown)
    lines = [line for row in shown for line in _lines(subject, row, people)]
    return History(subject.assessment, lines, shown[-1].pk if len(rows) > LINES else None)


def _people(subject: _Subject, rows: Iterable[Change]) -> dict[int, str]:
    """What each person of these lines is called: by name, or by their highest role today."""
    assigned = {said["person"] for row in rows if row.what == ASSIGNED and (said := row.after or row.before)}
    asked = assigned | {row.by_id for row in rows if row.by_id}
    if subject.reader.sees_names:
        return {person.pk: str(person) for person in User.objects.filter(pk__in=asked)}
    held = Membership.objects.filter(user__in=asked, organization__path__in=subject.assessment.organization.lineage)
    roles: dict[int, list[Role]] = {}
    for person, role in held.values_list("user_id", "role"):
        roles.setdefault(person, []).append(Role(role))
    order = list(Role)
    return {person: str(min(those, key=order.index).label) for person, those in roles.items()}


def _lines(subject: _Subject, row: Change, people: Mapping[int, str]) -> list[Line]:
    """A change as it is told: none where the reader may see nothing of it, several where much was carried over."""
    who = people.get(row.by_id or 0, _("Somebody who has left"))
    if row.what == OPENED:
        opened = Line(row.at, who, _("Assessment opened"))
        return [*(_brought(subject, row, who, *one) for one in reversed(subject.carried())), opened]
    if row.what == MOVED:
        return [Line(row.at, who, _("Moved to edition %(edition)s") % {"edition": (row.after or {})["edition"]})]
    if row.what == SUBMITTED:
        return [Line(row.at, who, _("Assessment submitted"))]
    if row.what == ASSIGNED:
        person = people.get((row.after or row.before or {})["person"], _("Somebody who has left"))
        words = _("Assigned to %(person)s") if row.after else _("No longer assigned to %(person)s")
        return [Line(row.at, who, words % {"person": person})]
    if row.what == EVIDENCE:
        return [_evidence_line(row, who, subject.budget)]
    line = _answer_line(subject, row, who)
    return [line] if line else []


def _brought(subject: _Subject, row: Change, who: str, answer: Answer, value: str) -> Line:
    words = _("Carried over from last time: %(answer)s") % {"answer": subject.words(answer.kind, value)}
    return Line(row.at, who, words, subject.about(answer.key))


def _evidence_line(row: Change, who: str, budget: Budget) -> Line:
    """Evidence that was added, removed or seen again; what both sides say alike stands once."""
    before, after = row.before or {}, row.after or {}
    texts = [("", difference(_called(before), _called(after), budget))]
    if any("owner" in said for said in (before, after)):
        owners = before.get("owner", ""), after.get("owner", "")
        texts.append((_("Who keeps it"), difference(*owners, budget)))
    if not before:
        return Line(row.at, who, _("Evidence added"), texts=texts)
    if not after:
        return Line(row.at, who, _("Evidence removed"), texts=texts)
    days = before["reviewed_on"], after["reviewed_on"]
    what = _("Evidence seen again") if days[0] < days[1] else _("Second look at evidence taken back")
    return Line(row.at, who, what, move=(_day(days[0]), _day(days[1])), texts=texts)


def _called(said: Mapping[str, Any]) -> str:
    return " ".join(part for part in (said.get("text"), said.get("url")) if part)


def _day(written: str) -> str:
    """A day as people read it; "" for none."""
    return date_format(date.fromisoformat(written), _("j M Y")) if written else ""


def _answer_line(subject: _Subject, row: Change, who: str) -> Line | None:
    before, after = row.before or {}, row.after or {}
    texts = [
        (str(label), _written(name, before.get(name, ""), after.get(name, ""), subject.budget))
        for name, label in (ENOUGH if row.what == Kind.TARGET else TEXTS).items()
        if before.get(name, "") != after.get(name, "") and (name != "settled_because" or subject.reader.sees_views)
    ]
    is_hidden = not subject.reader.sees_views and before.get("settled_because", "") != after.get("settled_because", "")
    old, new = before.get("value", UNANSWERED), after.get("value", UNANSWERED)
    if old == new and not texts and is_hidden:
        return None
    move = (subject.words(row.what, old), subject.words(row.what, new)) if old != new else None
    return Line(row.at, who, _what(row, move is not None, texts, before), subject.about(row.key), move, texts)


def _written(name: str, before: str, after: str, budget: Budget) -> list[Part]:
    """What was written, word by word; a day as a whole."""
    if name != "review_on":
        return difference(before, after, budget)
    days = Part("removed", _day(before)), Part("added", _day(after))
    return [part for part in days if part.words]


def _what(row: Change, is_moved: bool, texts: list[tuple[str, list[Part]]], before: Mapping[str, Any]) -> str:
    if row.what == Kind.TARGET and is_moved:
        return _("Target set")
    if (row.after or {}).get("confirmed") is False:
        return _("Confirmation taken back")
    if is_moved:
        return _("Answer changed") if before.get("value") else _("Answered")
    return _("Words changed") if texts else _("Confirmed unchanged")
