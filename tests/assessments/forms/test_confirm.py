# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.forms.confirm import ConfirmForm


@pytest.mark.parametrize("typed", ["Aozora", " aozora ", "AOZORA"])
def test_the_text_itself_confirms(typed):
    assert ConfirmForm({"typed": typed}, wanted="Aozora", label="Name").is_valid()


@pytest.mark.parametrize("typed", ["", "Midori", "Aozora Group"])
def test_anything_else_does_not(typed):
    form = ConfirmForm({"typed": typed}, wanted="Aozora", label="Name")

    assert not form.is_valid()
    assert list(form.errors) == ["typed"]
