# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0


import uuid

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_mail"),
        ("assessments", "0002_answer_settled_because"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("practices", models.JSONField(help_text="Keys, in the edition’s order.", verbose_name="practices")),
                ("token_digest", models.CharField(max_length=64, unique=True, verbose_name="digest of the token")),
                ("expires_at", models.DateTimeField(verbose_name="expires at")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="revoked at")),
                (
                    "perspective",
                    models.CharField(
                        choices=[
                            ("management", "Management"),
                            ("ospo", "OSPO"),
                            ("employee", "Employees"),
                            ("business_unit", "Business units"),
                        ],
                        max_length=13,
                        verbose_name="view",
                    ),
                ),
                (
                    "situations",
                    models.JSONField(
                        default=list, help_text="Keys: their signs are asked too.", verbose_name="situations"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("language", models.CharField(max_length=5, verbose_name="language")),
                ("sent_at", models.DateTimeField(verbose_name="sent at")),
                (
                    "opened_at",
                    models.DateTimeField(
                        help_text="Of employees only the day is kept.", null=True, verbose_name="opened at"
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(
                        help_text="Of employees only the day is kept.", null=True, verbose_name="answered at"
                    ),
                ),
                ("reminded_at", models.DateTimeField(null=True, verbose_name="reminded at")),
                (
                    "respondent",
                    models.UUIDField(
                        help_text="Kept when the link is sent again.", null=True, verbose_name="respondent"
                    ),
                ),
                (
                    "browser",
                    models.UUIDField(
                        help_text="The one in which the link as sent was used.", null=True, verbose_name="browser"
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="assessments.assessment"
                    ),
                ),
                (
                    "invited_by",
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
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
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
            name="OpenLink",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("practices", models.JSONField(help_text="Keys, in the edition’s order.", verbose_name="practices")),
                ("token_digest", models.CharField(max_length=64, unique=True, verbose_name="digest of the token")),
                ("expires_at", models.DateTimeField(verbose_name="expires at")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="revoked at")),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="assessments.assessment"
                    ),
                ),
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
                "verbose_name": "open link",
                "verbose_name_plural": "open links",
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
            name="Respondent",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "perspective",
                    models.CharField(
                        choices=[
                            ("management", "Management"),
                            ("ospo", "OSPO"),
                            ("employee", "Employees"),
                            ("business_unit", "Business units"),
                        ],
                        max_length=13,
                        verbose_name="view",
                    ),
                ),
                ("begun_at", models.DateTimeField(verbose_name="begun at")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished at")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="assessments.assessment"
                    ),
                ),
                (
                    "invitation",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="assessments.invitation",
                    ),
                ),
                (
                    "open_link",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="assessments.openlink",
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
                "verbose_name": "respondent",
                "verbose_name_plural": "respondents",
                "abstract": False,
                "base_manager_name": "unscoped",
                "default_manager_name": "objects",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                models.F("assessment"),
                models.F("perspective"),
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("revoked_at", None)),
                name="invitation_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("perspective__in", ["management", "ospo", "employee", "business_unit"])),
                name="invitation_perspective_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at", None), ("browser", None), ("opened_at", None), ("respondent", None)),
                    models.Q(("opened_at__isnull", False), ("respondent__isnull", False)),
                    _connector="OR",
                ),
                name="invitation_opened_paired",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("sent_at"))), name="invitation_expires_after_sending"
            ),
        ),
        migrations.AddConstraint(
            model_name="openlink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at", None)), fields=("assessment",), name="open_link_one_stands"
            ),
        ),
        migrations.AddConstraint(
            model_name="openlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("made_at"))), name="open_link_expires_after_making"
            ),
        ),
        migrations.AddConstraint(
            model_name="respondent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("invitation__isnull", False), ("open_link", None)),
                    models.Q(("invitation", None), ("open_link__isnull", False), ("perspective", "employee")),
                    _connector="OR",
                ),
                name="respondent_by_one_link",
            ),
        ),
        migrations.AddConstraint(
            model_name="respondent",
            constraint=models.CheckConstraint(
                condition=models.Q(("finished_at", None), ("finished_at__gte", models.F("begun_at")), _connector="OR"),
                name="respondent_begins_before_finishing",
            ),
        ),
    ]
