# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Result
from tests.factories import make_assessment, submit


def test_it_says_how_many_were_recomputed(aozora, mana, now, capsys):
    submit(make_assessment(aozora, mana, now=now), mana, now=now)

    call_command("verify_results")

    assert capsys.readouterr().out == "1 stored results recomputed; none differs.\n"


def test_it_fails_where_one_differs_and_names_it(aozora, mana, now):
    assessment = submit(make_assessment(aozora, mana, now=now), mana, now=now)
    Result.objects.of(assessment).update(engine=7)

    with pytest.raises(CommandError, match=f"{assessment.pk}: it was made by engine 7(.|\n)*1 of 1 stored results"):
        call_command("verify_results")
