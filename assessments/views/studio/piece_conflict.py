# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Two curators changed one piece: both versions field by field, and what to keep."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from assessments.domain.field_difference import RULES, field_changes
from assessments.domain.piece_merge import joined
from assessments.domain.pieces import Plain, find
from assessments.domain.words import Budget, Part, difference
from assessments.forms.studio.piece import PieceForm
from assessments.forms.studio.places import label_of_place
from assessments.forms.studio.told import told
from assessments.queries.draft import document_of, last_revision
from assessments.queries.rule_words import rule_lines, rule_sentences
from assessments.queries.wording import reader_language
from assessments.views.studio.visit import Visit, context_of


@dataclass(frozen=True)
class Both:
    """One field that somebody changed: what it is called, and both versions in words; the same where one left it.

    The budget is the page's, for all of its fields.
    """

    label: str
    budget: Budget
    base: str
    theirs: str
    mine: str

    @property
    def marks_of_theirs(self) -> list[Part]:
        return difference(self.base, self.theirs, self.budget)

    @property
    def marks_of_mine(self) -> list[Part]:
        return difference(self.base, self.mine, self.budget)


def conflict_page(visit: Visit, form: PieceForm, seen: int) -> HttpResponse:
    """Both versions; the form with what this curator wrote stands below."""
    visit.edition.refresh_from_db(fields=["document", "lagging", "revision"])
    theirs = find(document_of(visit.edition), visit.kind, visit.key)
    line = last_revision(visit.edition, visit.kind, visit.key)
    mine = form.content()
    context = context_of(visit, seen) | {
        "form": form,
        "line": line,
        "fields": both(form, theirs, mine) if theirs is not None else [],
        "is_gone": theirs is None,
        "can_join": theirs is not None and joined(form.base, theirs, mine) is not None,
    }
    return render(visit.request, "studio/piece_conflict.html", context, status=HTTPStatus.CONFLICT)


def both(form: PieceForm, theirs: Plain, mine: Plain) -> list[Both]:
    """Every field that one of them changed, in the order of the document."""
    of_theirs = {change.path: change for change in field_changes(form.base, theirs)}
    of_mine = {change.path: change for change in field_changes(form.base, mine)}
    found, budget = [], Budget()
    for path in {**of_theirs, **of_mine}:
        base = (of_theirs.get(path) or of_mine[path]).before
        after = [changes[path].after if path in changes else base for changes in (of_theirs, of_mine)]
        label = label_of_place(form.kind, path, form.scope.languages)
        found.append(Both(label, budget, *(in_words(form.document, path, value) for value in (base, *after))))
    return found


def changes_of(visit: Visit, in_base: Plain | None) -> list[Both]:
    """What the piece has otherwise than the edition that the draft is based on; nothing where that has no such piece.

    Of each, `theirs` is as it was there, and `mine` as it is now.
    """
    found, budget = [], Budget()
    for one in field_changes(in_base, visit.piece) if in_base is not None else ():
        before, after = (in_words(visit.shell.document, one.path, value) for value in (one.before, one.after))
        label = label_of_place(visit.kind, one.path, visit.shell.languages)
        found.append(Both(label, budget, before, before, after))
    return found


def in_words(document: Plain, path: str, value: object) -> str:
    """A field's value to be read: a rule as its sentences, a line each, all else as it is printed elsewhere."""
    if path not in RULES or value is None:
        return told(value)
    return rule_lines(rule_sentences(document, value, reader_language()))


def joined_with(visit: Visit, form: PieceForm) -> Plain | None:
    """Both changes in one piece; None where they cannot be joined, so that the curator has to choose again."""
    mine: dict[str, Any] = form.content()
    return joined(form.base, visit.piece, mine)
