# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.forms.spreadsheet import SpreadsheetForm


def test_a_file_is_wanted_and_an_empty_one_is_for_its_reader_to_refuse():
    assert SpreadsheetForm({}, {}).errors == {"file": ["Choose a file."]}
    assert SpreadsheetForm({}, {"file": SimpleUploadedFile("q.xlsx", b"")}).is_valid()
