# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Edition
from tests.factories import make_built_in_edition


@pytest.mark.parametrize("kind", ["yaml", "json"])
def test_what_it_prints_is_loaded_as_the_same_edition(db, capsys, tmp_path, kind):
    make_built_in_edition()
    call_command("export_pack", "ospo-journey", "1.0.0", "--format", kind)
    file = tmp_path / f"pack.{kind}"
    file.write_text(capsys.readouterr().out)
    call_command("load_pack", str(file))

    assert capsys.readouterr().out == "ospo-journey 1.0.0 was published already.\n"
    assert Edition.objects.count() == 1


def test_what_is_not_published_is_told(db):
    make_built_in_edition()
    Edition.objects.create(pack="ospo-journey", version="2.0.0", document="{}")

    with pytest.raises(CommandError, match=r"^ospo-journey 2.0.0 is not published here\.$"):
        call_command("export_pack", "ospo-journey", "2.0.0")
