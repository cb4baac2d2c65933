# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.forms.assessment import SubmitForm


@pytest.mark.parametrize(
    ("data", "has_open_points", "is_valid"),
    [({}, False, True), ({}, True, False), ({"knowing": "on"}, True, True), ({"knowing": ""}, True, False)],
)
def test_open_points_are_submitted_knowingly(data, has_open_points, is_valid):
    assert SubmitForm(data, has_open_points=has_open_points).is_valid() is is_valid


def test_nothing_is_ticked_beforehand():
    assert "checked" not in str(SubmitForm(has_open_points=True)["knowing"])
