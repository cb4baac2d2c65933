# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A plan item in words: those of the edition whose action it is, in the reader's language, or the organization's own.

Items are read by `with_words`, since a document is long and is read once a process (`queries/edition.py`).
"""

from collections.abc import Mapping
from typing import TypeVar

from django.db.models import QuerySet

from assessments.domain.content import Action
from assessments.models import PlanItem
from assessments.queries.edition import edition_of
from assessments.queries.wording import EFFORT_NAMES, HORIZON_NAMES, in_words

Items = TypeVar("Items", bound=QuerySet[PlanItem])


def with_words(items: Items) -> Items:
    """The items with what their words are read from, in the same query."""
    return items.select_related("edition", "assignee").defer("edition__document")


def action_of(item: PlanItem) -> Action | None:
    """The edition's action that an item is; None for an own one."""
    return None if item.is_own else edition_of(item.edition).action(item.action)


def title_of(item: PlanItem) -> str:
    """What is to be done."""
    action = action_of(item)
    return in_words(action.title) if action else item.title


def level_name_of(item: PlanItem) -> str:
    """What the level of an item is called; "" of an own one that names none."""
    return in_words(edition_of(item.edition).level(item.level).name) if item.level else ""


def recommendation_of(item: PlanItem) -> str:
    """The title of the advice that an item belongs to; "" of an own one that belongs to none."""
    if not item.recommendation:
        return ""
    return in_words(edition_of(item.edition).recommendation(item.recommendation).title)


def owner_of(item: PlanItem) -> str:
    """The role that the edition says should do it; "" of an own action."""
    action = action_of(item)
    return in_words(action.owner) if action else ""


def assignee_of(item: PlanItem) -> str:
    """Who is to do it: the member's name, or whoever else was named; "" for nobody yet."""
    return str(item.assignee) if item.assignee else item.assignee_text


def effort_name_of(item: PlanItem) -> str:
    """How much work it is; "" where an own action does not say."""
    return str(EFFORT_NAMES[item.effort]) if item.effort else ""


def horizon_name_of(item: PlanItem) -> str:
    """Within what time it can be done; "" where an own action does not say."""
    return str(HORIZON_NAMES[item.horizon]) if item.horizon else ""


def raised_by(item: PlanItem) -> Mapping[str, int]:
    """The practices that an item raises once it is done, and to which value, by the keys of its edition."""
    action = action_of(item)
    return action.raises if action else item.raises


def set_by(item: PlanItem) -> Mapping[str, str]:
    """The routines that an item sets once it is done, and how often they are kept, by the keys of its edition."""
    action = action_of(item)
    return action.sets if action else {}
