# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Rows, their constraints and the questions one may ask of them."""

from assessments.models.answer import Answer, Change, Evidence, Response
from assessments.models.assessment import Assessment, Assignment, OrganizationProfile
from assessments.models.edition import Edition
from assessments.models.invitation import Invitation, OpenLink, Respondent
from assessments.models.result import LevelResult, RecommendationResult, Result, SituationResult
from assessments.models.studio import Comment, Impact, ImpactOfOrganization, Revision, Upload

__all__ = [
    "Answer",
    "Assessment",
    "Assignment",
    "Change",
    "Comment",
    "Edition",
    "Evidence",
    "Impact",
    "ImpactOfOrganization",
    "Invitation",
    "LevelResult",
    "OpenLink",
    "OrganizationProfile",
    "RecommendationResult",
    "Respondent",
    "Response",
    "Result",
    "Revision",
    "SituationResult",
    "Upload",
]
