# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Managers that fail closed: what belongs to an organization is never read without saying whose it is."""

from typing import Any, ClassVar, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class UnscopedRead(RuntimeError):
    """Code asked for rows of all organizations; a programming error, never an answer to a person."""

    def __init__(self, model: type[models.Model]) -> None:
        super().__init__(f"{model.__name__} is read by naming whose it is: .of(assessment), or .within(organization).")


class ScopedManager(models.Manager[Row]):
    """Answers only to `of`, `within` and `create`; everything else raises UnscopedRead."""

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet[Row]:
        raise UnscopedRead(self.model)

    def of(self, assessment: Any) -> models.QuerySet[Row]:
        """Rows of one assessment."""
        return super().get_queryset().filter(assessment_id=assessment.pk, organization_id=assessment.organization_id)

    def within(self, organization: Any) -> models.QuerySet[Row]:
        """Rows of one organization, not of those below it."""
        return super().get_queryset().filter(organization_id=organization.pk)

    def create(self, **fields: Any) -> Row:
        """Write one row; it names its organization itself."""
        return super().get_queryset().create(**fields)

    def bulk_create(self, objs: Any, *positional: Any, **options: Any) -> list[Row]:
        """Write rows; each names its organization itself."""
        return super().get_queryset().bulk_create(objs, *positional, **options)


class Scoped(models.Model):
    """A row that grows with use: it bears its organization, so that access is one filter."""

    objects: ClassVar[ScopedManager[Any]] = ScopedManager()
    # What Django itself reads by (deleting, refreshing) is not for our code.
    unscoped: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        abstract = True
        base_manager_name = "unscoped"
        default_manager_name = "objects"
