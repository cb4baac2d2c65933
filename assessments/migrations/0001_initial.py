# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0


import uuid

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("pack", models.SlugField(max_length=80, verbose_name="pack")),
                ("version", models.CharField(max_length=20, verbose_name="edition")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("document", models.TextField(help_text="Canonical JSON.", verbose_name="document")),
                (
                    "checksum",
                    models.CharField(help_text="SHA-256 of the document.", max_length=64, verbose_name="checksum"),
                ),
                ("published_at", models.DateTimeField(null=True, verbose_name="published at")),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "edition",
                "verbose_name_plural": "editions",
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("pack", models.SlugField(max_length=80, verbose_name="pack")),
                ("period", models.CharField(max_length=7, verbose_name="period")),
                ("due_date", models.DateField(blank=True, null=True, verbose_name="due")),
                ("profile", models.CharField(blank=True, max_length=80, verbose_name="profile")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("submitted", "Submitted"), ("superseded", "Superseded")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="opened at")),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="submitted at")),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assessments",
                        to="accounts.organization",
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="assessments.edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "assessment",
                "verbose_name_plural": "assessments",
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("practice", models.SlugField(max_length=80, verbose_name="practice")),
                ("url", models.URLField(blank=True, max_length=1000, verbose_name="link")),
                ("text", models.CharField(blank=True, max_length=500, verbose_name="what it shows")),
                ("reviewed_on", models.DateField(verbose_name="reviewed on")),
                ("added_at", models.DateTimeField(verbose_name="added at")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="assessments.assessment"
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
                "verbose_name": "evidence",
                "verbose_name_plural": "evidence",
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
            name="LevelResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=80, verbose_name="key")),
                ("shown", models.DecimalField(decimal_places=1, max_digits=4, null=True, verbose_name="shown")),
                ("said", models.DecimalField(decimal_places=1, max_digits=4, null=True, verbose_name="said")),
                ("could_be", models.DecimalField(decimal_places=1, max_digits=4, null=True, verbose_name="could be")),
                ("aim", models.DecimalField(decimal_places=1, max_digits=4, null=True, verbose_name="aim")),
                (
                    "completeness",
                    models.DecimalField(decimal_places=1, max_digits=4, null=True, verbose_name="completeness"),
                ),
                ("at_target", models.PositiveSmallIntegerField(verbose_name="at target")),
                ("applicable", models.PositiveSmallIntegerField(verbose_name="applicable")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="assessments.assessment"
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
            name="OrganizationProfile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pack", models.SlugField(max_length=80, verbose_name="pack")),
                ("profile", models.CharField(blank=True, max_length=80, verbose_name="profile")),
                (
                    "facts",
                    models.JSONField(
                        default=dict, help_text="Fact to true or false; unknown ones are absent.", verbose_name="facts"
                    ),
                ),
                (
                    "targets",
                    models.JSONField(
                        default=dict, help_text="Practice to 0..4, where set by hand.", verbose_name="targets"
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
                "verbose_name": "profile",
                "verbose_name_plural": "profiles",
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
            name="RecommendationResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=80, verbose_name="key")),
                ("verdict", models.CharField(max_length=8, verbose_name="verdict")),
                ("priority", models.DecimalField(decimal_places=1, max_digits=4, verbose_name="priority")),
                ("rank", models.PositiveSmallIntegerField(verbose_name="rank")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="assessments.assessment"
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
            name="Response",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("practice", "practice"),
                            ("signal", "sign"),
                            ("stance", "situation"),
                            ("routine", "routine"),
                            ("fact", "fact"),
                            ("target", "target"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("key", models.CharField(max_length=161, verbose_name="key")),
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
                    "respondent",
                    models.UUIDField(help_text="Random; says nothing about the person.", verbose_name="respondent"),
                ),
                ("value", models.CharField(max_length=11, verbose_name="value")),
                ("revision", models.PositiveIntegerField(verbose_name="revision")),
                ("answered_at", models.DateTimeField(verbose_name="answered at")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="assessments.assessment"
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
                "verbose_name": "response",
                "verbose_name_plural": "responses",
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
            name="Result",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("engine", models.PositiveSmallIntegerField(verbose_name="engine")),
                ("edition_checksum", models.CharField(max_length=64, verbose_name="edition's checksum")),
                ("answers", models.TextField(verbose_name="answers")),
                ("answers_checksum", models.CharField(max_length=64, verbose_name="answers' checksum")),
                ("document", models.TextField(verbose_name="document")),
                ("checksum", models.CharField(max_length=64, verbose_name="checksum")),
                (
                    "assessment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="assessments.assessment"
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
                "verbose_name": "result",
                "verbose_name_plural": "results",
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
            name="SituationResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=80, verbose_name="key")),
                ("said", models.DecimalField(decimal_places=3, max_digits=4, verbose_name="said")),
                ("could_be", models.DecimalField(decimal_places=3, max_digits=4, verbose_name="could be")),
                ("faced", models.CharField(max_length=7, verbose_name="faced")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="assessments.assessment"
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
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("practice", "practice"),
                            ("signal", "sign"),
                            ("stance", "situation"),
                            ("routine", "routine"),
                            ("fact", "fact"),
                            ("target", "target"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("key", models.CharField(max_length=161, verbose_name="key")),
                ("value", models.CharField(blank=True, max_length=11, verbose_name="value")),
                ("reason", models.TextField(blank=True, help_text="Why it is not applicable.", verbose_name="reason")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("revision", models.PositiveIntegerField(verbose_name="revision")),
                (
                    "is_confirmed",
                    models.BooleanField(
                        default=True, help_text="False: carried over, not looked at.", verbose_name="confirmed"
                    ),
                ),
                ("answered_at", models.DateTimeField(verbose_name="answered at")),
                (
                    "answered_by",
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
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="assessments.assessment"
                    ),
                ),
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
                "abstract": False,
                "base_manager_name": "unscoped",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("assessment", "kind", "key"), name="answer_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "practice"), ("value__in", ["0", "1", "2", "3", "4", "na", "unknown", ""])
                            ),
                            models.Q(("kind", "signal"), ("value__in", ["not_us", "somewhat", "us", "unknown", ""])),
                            models.Q(("kind", "stance"), ("value__in", ["faced", "not_faced", ""])),
                            models.Q(
                                ("kind", "routine"),
                                (
                                    "value__in",
                                    [
                                        "never",
                                        "once",
                                        "yearly",
                                        "half-yearly",
                                        "quarterly",
                                        "monthly",
                                        "weekly",
                                        "continuous",
                                        "unknown",
                                        "",
                                    ],
                                ),
                            ),
                            models.Q(("kind", "fact"), ("value__in", ["yes", "no", "unknown", ""])),
                            models.Q(("kind", "target"), ("value__in", ["0", "1", "2", "3", "4", ""])),
                            _connector="OR",
                        ),
                        name="answer_value_fits_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("value", "na"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="answer_na_has_reason",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("section", models.SlugField(max_length=80, verbose_name="section")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="assessments.assessment"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.organization"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "assignment",
                "verbose_name_plural": "assignments",
                "abstract": False,
                "base_manager_name": "unscoped",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("assessment", "section", "user"), name="assignment_once")
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="at")),
                ("what", models.CharField(max_length=20, verbose_name="what")),
                ("key", models.CharField(blank=True, max_length=161, verbose_name="key")),
                ("before", models.JSONField(null=True, verbose_name="before")),
                ("after", models.JSONField(null=True, verbose_name="after")),
                ("revision", models.PositiveIntegerField(default=0, verbose_name="revision")),
                ("idempotency_key", models.UUIDField(verbose_name="idempotency key")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="assessments.assessment"
                    ),
                ),
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
            ],
            options={
                "verbose_name": "change",
                "verbose_name_plural": "changes",
                "abstract": False,
                "base_manager_name": "unscoped",
                "default_manager_name": "objects",
                "indexes": [models.Index(fields=["assessment", "key"], name="change_of_key")],
                "constraints": [models.UniqueConstraint(fields=("assessment", "idempotency_key"), name="change_once")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(fields=("pack", "version"), name="edition_version_once"),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "in_review"]), ("published_at__isnull", False), _connector="OR"
                ),
                name="edition_published_at_known",
            ),
        ),
        migrations.AddIndex(
            model_name="assessment",
            index=models.Index(fields=["organization", "pack", "-submitted_at"], name="assessment_trend"),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("organization", "pack", "period"),
                name="assessment_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "submitted")),
                fields=("organization", "pack", "period"),
                name="assessment_one_stands",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "open"), ("submitted_at__isnull", True), ("submitted_by__isnull", True)),
                    models.Q(
                        ("state__in", ["submitted", "superseded"]),
                        ("submitted_at__isnull", False),
                        ("submitted_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="assessment_submitted_paired",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("period__regex", "^[0-9]{4}-Q[1-4]$")), name="assessment_period_quarter"
            ),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(fields=["assessment", "practice"], name="evidence_of_practice"),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("url", ""), _negated=True), models.Q(("text", ""), _negated=True), _connector="OR"
                ),
                name="evidence_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="levelresult",
            constraint=models.UniqueConstraint(fields=("assessment", "key"), name="levelresult_once"),
        ),
        migrations.AddConstraint(
            model_name="organizationprofile",
            constraint=models.UniqueConstraint(fields=("organization", "pack"), name="profile_once_per_pack"),
        ),
        migrations.AddConstraint(
            model_name="recommendationresult",
            constraint=models.UniqueConstraint(fields=("assessment", "key"), name="recommendationresult_once"),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.UniqueConstraint(
                fields=("assessment", "kind", "key", "perspective", "respondent"), name="response_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "practice"), ("value__in", ["0", "1", "2", "3", "4", "na", "unknown"])),
                    models.Q(("kind", "signal"), ("value__in", ["not_us", "somewhat", "us", "unknown"])),
                    _connector="OR",
                ),
                name="response_value_fits_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="situationresult",
            constraint=models.UniqueConstraint(fields=("assessment", "key"), name="situationresult_once"),
        ),
    ]
