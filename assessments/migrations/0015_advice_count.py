# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0014_plans_in_groups"),
    ]

    operations = [
        migrations.CreateModel(
            name="AdviceCount",
            fields=[
                ("pack", models.SlugField(max_length=80, primary_key=True, serialize=False, verbose_name="pack")),
                ("counts", models.JSONField(default=dict, verbose_name="counts")),
                ("counted_at", models.DateTimeField(null=True, verbose_name="counted at")),
                ("due_at", models.DateTimeField(verbose_name="counted next")),
            ],
            options={
                "verbose_name": "count of advice",
                "verbose_name_plural": "counts of advice",
            },
        ),
    ]
