# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Stages: where on the journey from ad-hoc committee to strategic function an organization stands (ENGINE.md,
section 9).

A stage is reached where its rule and those of all stages before it are true; one without a rule counts as true.
"""

from assessments.domain.content import Stage
from assessments.domain.edition import Edition
from assessments.domain.normal_form import Literal
from assessments.domain.standing import Standing
from assessments.domain.truth import judged, leaves_that_lack, truth


def stage_of(edition: Edition, standing: Standing) -> tuple[Stage | None, Stage | None]:
    """The last stage reached (None: not even the first) and the one after it (None: all are reached)."""
    reached = None
    for stage in edition.stages:
        if stage.reached_when is not None and truth(stage.reached_when, standing) is not True:
            return reached, stage
        reached = stage
    return reached, None


def lacking(stage: Stage, standing: Standing) -> tuple[Literal, ...]:
    """What a stage that isn't reached lacks; nothing where its own rule is true or it has none."""
    return leaves_that_lack(judged(stage.reached_when, standing)) if stage.reached_when is not None else ()
