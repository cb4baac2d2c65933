# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What a questionnaire in a spreadsheet is known by, for those who write one and those who read it."""

FORMAT = "cairn-questionnaire-1"
# The sheet that names the form, the assessment and the edition.
ABOUT = "_cairn"
# What the first row of the first sheet calls the columns that are read; the rest is for people.
COLUMNS = ("kind", "key", "revision", "answer", "reason", "note")
