# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_organizations_by_depth"),
        ("assessments", "0013_unwanted_reminders"),
    ]

    operations = [
        migrations.CreateModel(
            name="GroupPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pack", models.SlugField(max_length=80, verbose_name="pack")),
                ("counts", models.JSONField(default=dict, verbose_name="counts")),
            ],
            options={
                "verbose_name": "group’s plan",
                "verbose_name_plural": "groups’ plans",
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
            name="UnitPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("root", models.CharField(max_length=4, verbose_name="root")),
                ("path", models.CharField(max_length=255, verbose_name="path")),
                ("pack", models.SlugField(max_length=80, verbose_name="pack")),
                (
                    "period",
                    models.CharField(
                        blank=True, help_text="Empty: the latest one.", max_length=7, verbose_name="period"
                    ),
                ),
                ("counts", models.JSONField(default=dict, verbose_name="counts")),
                ("open", models.PositiveIntegerField(default=0, verbose_name="left open")),
            ],
            options={
                "verbose_name": "unit’s plan",
                "verbose_name_plural": "units’ plans",
                "abstract": False,
                "base_manager_name": "unscoped",
                "default_manager_name": "objects",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name="unitresult",
            name="first_due",
            field=models.DateField(null=True, verbose_name="first due"),
        ),
        migrations.AddField(
            model_name="unitresult",
            name="plan",
            field=models.JSONField(default=dict, help_text="As domain.plan_counts counts it.", verbose_name="plan"),
        ),
        migrations.AddIndex(
            model_name="unitresult",
            index=models.Index(fields=["root", "pack", "period", "first_due", "path"], name="unit_by_first_due"),
        ),
        migrations.AddField(
            model_name="groupplan",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.organization"
            ),
        ),
        migrations.AddField(
            model_name="unitplan",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.organization"
            ),
        ),
        migrations.AddConstraint(
            model_name="groupplan",
            constraint=models.UniqueConstraint(fields=("organization", "pack"), name="group_plan_once"),
        ),
        migrations.AddIndex(
            model_name="unitplan",
            index=models.Index(fields=["root", "pack", "period", "open", "path"], name="unit_plan_by_open"),
        ),
        migrations.AddConstraint(
            model_name="unitplan",
            constraint=models.UniqueConstraint(
                fields=("organization", "pack", "period"), name="unit_plan_once_a_period"
            ),
        ),
    ]
