# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_organizations_by_depth"),
        ("assessments", "0010_drop_what_no_link_or_file_is_of"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanItem",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("pack", models.SlugField(max_length=80, verbose_name="pack")),
                ("recommendation", models.CharField(blank=True, max_length=80, verbose_name="recommendation")),
                ("action", models.CharField(blank=True, max_length=80, verbose_name="action")),
                ("level", models.CharField(blank=True, max_length=80, verbose_name="level")),
                (
                    "effort",
                    models.CharField(
                        blank=True,
                        choices=[("S", "Small"), ("M", "Medium"), ("L", "Large")],
                        max_length=1,
                        verbose_name="effort",
                    ),
                ),
                (
                    "horizon",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("month", "within a month"),
                            ("quarter", "within a quarter"),
                            ("year", "within a year"),
                        ],
                        max_length=7,
                        verbose_name="horizon",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="what to do")),
                (
                    "raises",
                    models.JSONField(
                        default=dict, help_text="Practice to 0..4, of an own action.", verbose_name="raises"
                    ),
                ),
                ("assignee_text", models.CharField(blank=True, max_length=120, verbose_name="who else")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("to_do", "To do"),
                            ("doing", "Doing"),
                            ("done", "Done"),
                            ("dropped", "Dropped"),
                        ],
                        default="to_do",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                ("promised_on", models.DateField(null=True, verbose_name="first due")),
                ("done_on", models.DateField(null=True, verbose_name="done on")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="why dropped")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "helped",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "It helped"),
                            ("partly", "It helped in part"),
                            ("no", "It did not help"),
                            ("unclear", "Too early to say"),
                        ],
                        max_length=7,
                        verbose_name="whether it helped",
                    ),
                ),
                (
                    "took",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("less", "Less than expected"),
                            ("expected", "About as expected"),
                            ("more", "More than expected"),
                        ],
                        max_length=8,
                        verbose_name="effort it took",
                    ),
                ),
                ("helped_at", models.DateTimeField(null=True, verbose_name="answered at")),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="revision")),
                ("added_at", models.DateTimeField(verbose_name="added at")),
                ("changed_at", models.DateTimeField(verbose_name="changed at")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "assignee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="assessments.edition"
                    ),
                ),
                (
                    "helped_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.organization"
                    ),
                ),
            ],
            options={
                "verbose_name": "plan item",
                "verbose_name_plural": "plan items",
                "abstract": False,
                "base_manager_name": "unscoped",
                "default_manager_name": "objects",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="PlanChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="at")),
                ("before", models.JSONField(null=True, verbose_name="before")),
                ("after", models.JSONField(default=dict, verbose_name="after")),
                ("revision", models.PositiveIntegerField(verbose_name="revision")),
                ("idempotency_key", models.UUIDField(verbose_name="idempotency key")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.organization"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="assessments.planitem"
                    ),
                ),
            ],
            options={
                "verbose_name": "plan change",
                "verbose_name_plural": "plan changes",
                "abstract": False,
                "base_manager_name": "unscoped",
                "default_manager_name": "objects",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Annotation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("period", models.CharField(max_length=7, verbose_name="period")),
                ("level", models.CharField(blank=True, max_length=80, verbose_name="level")),
                ("text", models.CharField(max_length=300, verbose_name="what happened")),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="revision")),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.organization"
                    ),
                ),
            ],
            options={
                "verbose_name": "annotation",
                "verbose_name_plural": "annotations",
                "abstract": False,
                "base_manager_name": "unscoped",
                "default_manager_name": "objects",
                "indexes": [models.Index(fields=["organization", "period"], name="annotation_of_period")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period__regex", "^[0-9]{4}-Q[1-4]$")), name="annotation_period_quarter"
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddIndex(
            model_name="planitem",
            index=models.Index(fields=["organization", "pack", "status", "due_on"], name="plan_item_due"),
        ),
        migrations.AddIndex(
            model_name="planitem",
            index=models.Index(fields=["organization", "pack", "recommendation"], name="plan_item_advice"),
        ),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("action", ""), _negated=True), ("status__in", ["proposed", "to_do", "doing"])
                ),
                fields=("organization", "pack", "action"),
                name="plan_item_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("action", ""), models.Q(("title", ""), _negated=True)),
                    models.Q(models.Q(("action", ""), _negated=True), ("title", "")),
                    _connector="OR",
                ),
                name="plan_item_of_one_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_on__isnull", False), ("status", "done")),
                    models.Q(models.Q(("status", "done"), _negated=True), ("done_on__isnull", True)),
                    _connector="OR",
                ),
                name="plan_item_done_has_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "dropped"), models.Q(("reason", ""), _negated=True)),
                    models.Q(models.Q(("status", "dropped"), _negated=True), ("reason", "")),
                    _connector="OR",
                ),
                name="plan_item_dropped_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("assignee__isnull", True), ("assignee_text", ""), _connector="OR"),
                name="plan_item_one_assignee",
            ),
        ),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__isnull", True), ("promised_on__isnull", False), _connector="OR"),
                name="plan_item_due_was_promised",
            ),
        ),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("helped", ""), ("helped_at__isnull", True), ("helped_by__isnull", True), ("took", "")),
                    models.Q(
                        models.Q(("helped", ""), _negated=True),
                        ("helped_at__isnull", False),
                        ("helped_by__isnull", False),
                        ("status", "done"),
                    ),
                    _connector="OR",
                ),
                name="plan_item_helped_when_done",
            ),
        ),
        migrations.AddConstraint(
            model_name="planchange",
            constraint=models.UniqueConstraint(fields=("item", "revision"), name="plan_change_in_order"),
        ),
        migrations.AddConstraint(
            model_name="planchange",
            constraint=models.UniqueConstraint(fields=("organization", "idempotency_key"), name="plan_change_once"),
        ),
    ]
