# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0008_choices_of_files"),
    ]

    operations = [
        migrations.AlterField(
            model_name="revision",
            name="what",
            field=models.CharField(
                choices=[
                    ("started", "Draft started"),
                    ("added", "Added"),
                    ("changed", "Changed"),
                    ("renamed", "Key renamed"),
                    ("moved", "Moved"),
                    ("deleted", "Deleted"),
                    ("imported", "Taken from a file"),
                    ("taken", "Taken from a newer edition"),
                    ("confirmed", "Translation confirmed"),
                    ("asked", "Review asked for"),
                    ("returned", "Returned to draft"),
                    ("approved", "Approved"),
                    ("published", "Published"),
                    ("retired", "Retired"),
                ],
                max_length=9,
                verbose_name="what",
            ),
        ),
    ]
