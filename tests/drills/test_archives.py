# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""An archive is taken as a whole or not at all, whenever the process that takes it is killed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.drills.process import Processes, database

LONG = pytest.mark.drill


class Importing(Processes):
    module = "importer"


@pytest.mark.parametrize(
    ("engine", "kills"),
    [
        pytest.param("postgresql", 2, marks=pytest.mark.postgresql),
        pytest.param("sqlite", 20, marks=LONG),
        pytest.param("postgresql", 20, marks=LONG),
    ],
)
def test_an_archive_is_taken_as_a_whole_or_not_at_all(
    say: Callable[[str], None], tmp_path: Path, engine: str, kills: int
) -> None:
    file = str(tmp_path / "archive.json")
    with database(engine, tmp_path) as url:
        asked = Importing(url).ask
        asked("prepare", file)
        before = asked("read")
        statements = asked("take", file)
        after = asked("read")
        assert after["Organization"] == before["Organization"] + 3
        for each in range(kills):
            assert asked("take", file, str(statements * (each + 1) // kills - 1)) is None
            assert asked("read") == after
    say(f"{engine}: killed {kills} times among {statements} statements: nothing of it each time")
    assert after["differing"] == []
