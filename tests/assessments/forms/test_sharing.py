# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.forms.sharing import ShareForm
from assessments.queries.sharing import Offer

OFFERS = [Offer("result:1", "Results", "result", "p", "2026-Q3")]


@pytest.mark.parametrize("days", ["1", "90"])
def test_up_to_ninety_days_are_taken(days):
    assert ShareForm({"of": "result:1", "days": days}, offers=OFFERS).is_valid()


@pytest.mark.parametrize("days", ["0", "91", "", "x", "9" * 5000])
def test_other_days_are_refused_in_words(days):
    form = ShareForm({"of": "result:1", "days": days}, offers=OFFERS)

    assert form.errors == {"days": ["Choose from 1 to 90 days."]}


def test_what_the_page_before_named_is_chosen_if_it_is_offered():
    assert ShareForm(None, offers=OFFERS, chosen="result:1")["of"].value() == "result:1"
    assert ShareForm(None, offers=OFFERS, chosen="result:2")["of"].value() is None
