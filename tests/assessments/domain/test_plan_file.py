# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.domain.plan_file import COLUMNS, FOR_PEOPLE, READ, raises_read, raises_written


def test_every_column_is_read_or_for_people() -> None:
    assert sorted(COLUMNS) == sorted((*READ, *FOR_PEOPLE))


@pytest.mark.parametrize("raises", [{}, {"training": 3}, {"a-b": 0, "c": 4, "d": 2}])
def test_what_an_action_raises_comes_back(raises: dict[str, int]) -> None:
    assert raises_read(raises_written(raises)) == raises


@pytest.mark.parametrize("cell", ["training:3, culture: 2", " culture:2;;training :3;"])
def test_what_people_type_is_understood(cell: str) -> None:
    assert raises_read(cell) == {"training": 3, "culture": 2}


@pytest.mark.parametrize("cell", ["training", "training:5", "training:33", ":3", "a:1; a:2", "training:３", "a:"])
def test_anything_else_is_not(cell: str) -> None:
    assert raises_read(cell) is None
