# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A small edition of which the linter has nothing to say, to break in one place at a time."""

from datetime import date
from typing import Any

from assessments.domain.linting import Finding, lint
from tests.assessments.domain.cases import action, recommendation, small_document

TODAY = date(2026, 11, 22)
WHEN = {"all": [{"faced": "s"}, {"any": [{"practice": "p", "below_target": True}, {"practice": "q", "at_most": 1}]}]}


def sound_document(**fields: Any) -> dict[str, Any]:
    """One recommendation for situation s, whose action raises both practices."""
    advice = recommendation(
        "x", WHEN, situation="s", practices=["p", "q"], actions=[action("do", raises={"p": 3, "q": 2})]
    )
    return small_document(**{"recommendations": [advice], "attribution": ["us"], **fields})


def advised(when: Any, *actions: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """The same with another rule and other actions."""
    document = sound_document(**fields)
    document["recommendations"][0] |= {"when": when, "actions": list(actions)}
    return document


def findings(document: object, **more: Any) -> list[Finding]:
    return list(lint(document, **{"on": TODAY, **more}))


def found(document: object, **more: Any) -> list[tuple[str, str]]:
    """The place and code of each finding."""
    return [(finding.place, finding.code) for finding in findings(document, **more)]
