# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Rows, their constraints and the questions one may ask of them."""

from assessments.models.answer import Answer, Change, Evidence, Response
from assessments.models.assessment import Assessment, Assignment, OrganizationProfile
from assessments.models.edition import Edition
from assessments.models.faring import AdviceCount
from assessments.models.group import GroupPlan, GroupResult, UnitLevel, UnitPlan, UnitResult
from assessments.models.invitation import Invitation, OpenLink, Respondent
from assessments.models.plan import Annotation, PlanChange, PlanItem
from assessments.models.result import LevelResult, RecommendationResult, Result, SituationResult
from assessments.models.round import Round
from assessments.models.sharing import Report, ShareLink
from assessments.models.studio import Comment, Impact, ImpactOfOrganization, Revision, Upload
from assessments.models.transfer import Deletion, Export, IncomingFile

__all__ = [
    "AdviceCount",
    "Annotation",
    "Answer",
    "Assessment",
    "Assignment",
    "Change",
    "Comment",
    "Deletion",
    "Edition",
    "Evidence",
    "Export",
    "GroupPlan",
    "GroupResult",
    "Impact",
    "ImpactOfOrganization",
    "IncomingFile",
    "Invitation",
    "LevelResult",
    "OpenLink",
    "OrganizationProfile",
    "PlanChange",
    "PlanItem",
    "RecommendationResult",
    "Report",
    "Respondent",
    "Response",
    "Result",
    "Revision",
    "Round",
    "ShareLink",
    "SituationResult",
    "UnitLevel",
    "UnitPlan",
    "UnitResult",
    "Upload",
]
