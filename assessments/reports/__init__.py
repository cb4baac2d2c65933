# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Values in, bytes out: files to take along. Nothing here reads a row of the database."""
