# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.forms.progress import CompareForm

PERIODS = ["2025-Q4", "2026-Q1", "2026-Q2"]


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        ({}, ("2026-Q1", "2026-Q2")),
        ({"from": "2025-Q4"}, ("2025-Q4", "2026-Q2")),
        ({"to": "2025-Q4"}, ("2025-Q4", "2026-Q1")),
        ({"from": "2026-Q2", "to": "2025-Q4"}, ("2025-Q4", "2026-Q2")),
    ],
)
def test_two_quarters_are_compared_the_earlier_one_first(asked: dict[str, str], chosen: tuple[str, str]) -> None:
    form = CompareForm(asked, periods=PERIODS)

    assert form.is_valid()
    assert (form.cleaned_data["from"], form.cleaned_data["to"]) == chosen


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"from": "2026-Q2"}, "__all__"),
        ({"from": "2020-Q1"}, "from"),
        ({"to": "2030-Q1"}, "to"),
        ({"from": ""}, "from"),
        ({"from": "\x00"}, "from"),
    ],
)
def test_others_are_refused(asked: dict[str, str], field: str) -> None:
    assert list(CompareForm(asked, periods=PERIODS).errors) == [field]


AMENDED = {"2026-Q1": "2026 Q1", "a-uuid": "2026 Q2, as submitted before", "2026-Q2": "2026 Q2"}


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        ({}, ("2026-Q1", "2026-Q2")),
        ({"from": "2026-Q2", "to": "a-uuid"}, ("a-uuid", "2026-Q2")),
        ({"from": "a-uuid", "to": "2026-Q1"}, ("2026-Q1", "a-uuid")),
    ],
)
def test_what_was_amended_may_be_chosen_too(asked: dict[str, str], chosen: tuple[str, str]) -> None:
    form = CompareForm(asked, periods=["2026-Q1", "2026-Q2"], offered=AMENDED)

    assert form.is_valid()
    assert (form.cleaned_data["from"], form.cleaned_data["to"]) == chosen


def test_one_quarter_is_compared_with_what_it_was_before_it_was_amended() -> None:
    form = CompareForm({}, periods=["2026-Q2"], offered={key: AMENDED[key] for key in ("a-uuid", "2026-Q2")})

    assert form.is_valid()
    assert (form.cleaned_data["from"], form.cleaned_data["to"]) == ("a-uuid", "2026-Q2")
