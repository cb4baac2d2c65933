# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Whether an organization waits to be deleted, and what would go with it."""

from typing import Any

from django.apps import apps
from django.db.models import Count, Model, Value

from accounts.models import Organization, below_path
from assessments.models import Deletion


def deletion_of(organization: Organization) -> Deletion | None:
    """The deletion that an organization waits for. One query."""
    return Deletion.objects.filter(organization=organization, done_at=None, withdrawn_at=None).first()


def what_goes(organization: Organization) -> dict[str, int]:
    """How many rows of each kind belong to an organization and all below it. One query."""
    counted = [_counted(Organization, "path", organization)]
    for model in apps.get_models():
        fields = {field.name: field for field in model._meta.fields}
        if model is not Deletion and "organization" in fields and fields["organization"].related_model is Organization:
            counted.append(_counted(model, "organization__path", organization))
    rows = counted[0].union(*counted[1:], all=True)
    return {row["counted"]: row["rows"] for row in rows}


def _counted(model: type[Model], path: str, organization: Organization) -> Any:
    rows = model._base_manager.filter(below_path(path, organization.path)).order_by()
    return rows.values(counted=Value(model.__name__)).annotate(rows=Count("pk"))
