# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="answer",
            name="settled_because",
            field=models.TextField(
                blank=True, default="", help_text="Why this, though views differ.", verbose_name="why settled so"
            ),
            preserve_default=False,
        ),
    ]
