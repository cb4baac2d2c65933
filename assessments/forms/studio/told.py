# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A value of a document as a page prints it, in a line or a few."""

import json

from django.utils.translation import gettext as _

from assessments.domain.canonical import canonical_json


def told(value: object) -> str:
    """Text and numbers as they are, lists with commas, yes and no in words, all else as JSON; "" for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list | tuple) and not any(isinstance(one, dict | list) for one in value):
        return _(", ").join(map(str, value))
    if isinstance(value, dict | list | tuple):
        return json.dumps(json.loads(canonical_json(value)), ensure_ascii=False, indent=2)
    return str(value)
