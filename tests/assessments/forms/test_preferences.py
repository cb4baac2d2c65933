# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from assessments.forms.preferences import PreferencesForm


def test_what_is_not_sent_stays_as_it_is() -> None:
    form = PreferencesForm({"language": "ja"}, user=User(language="en", appearance="dark"))

    assert form.is_valid()
    assert form.cleaned_data == {"language": "ja", "appearance": "dark"}


def test_languages_bear_their_own_names() -> None:
    choices = dict(PreferencesForm(None, user=User()).fields["language"].choices)

    assert list(choices) == ["", "en", "ja"]
    assert choices["ja"] == "日本語"


def test_whoever_has_not_signed_in_has_a_language_and_no_more() -> None:
    assert list(PreferencesForm(None, user=AnonymousUser()).fields) == ["language"]
