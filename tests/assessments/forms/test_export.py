# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.forms.export import ExportForm
from assessments.queries.export import Offer

OFFERS = [Offer("result:1", "Results", "result", None)]


def test_what_is_offered_in_a_form_that_is_made_is_taken():
    assert ExportForm({"of": "result:1", "form": "json"}, offers=OFFERS).is_valid()


@pytest.mark.parametrize("posted", [{"of": "result:1", "form": "pdf"}, {"of": "assessment:1", "form": "json"}, {}])
def test_anything_else_is_not(posted):
    assert not ExportForm(posted, offers=OFFERS).is_valid()
