# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def find_renamings(apps, schema_editor):
    """So far, what followed from a renaming was told by the moment at which both were written."""
    revision = apps.get_model("assessments", "Revision")
    renamed = revision.objects.filter(
        edition=OuterRef("edition"), at=OuterRef("at"), number__lt=OuterRef("number"), what="renamed"
    )
    revision.objects.filter(what="changed").update(follows=Subquery(renamed.order_by("-number").values("number")[:1]))


class Migration(migrations.Migration):
    dependencies = [("assessments", "0006_leadership")]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="follows",
            field=models.PositiveIntegerField(null=True, verbose_name="follows from"),
        ),
        migrations.RunPython(find_renamings, migrations.RunPython.noop),
    ]
